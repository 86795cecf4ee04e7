// After the lock: one name for another, only with both sides and a code. The next of the same class can step in without a new plan.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { ReserveView } from "../../../desk/api-types.ts";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { SUBSTITUTION_CODES } from "../../../planning/planning-act.ts";
import { fetchJson } from "../../frame/api.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { sayRow } from "../../parts/say-row.ts";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { Names } from "./persons.tsx";

type Props = { readonly plan: PlanView; readonly round: RoundView };

export function Substitutions({ plan, round }: Props): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const to = useEverybody();
  const { session, desk } = useKnown();
  const mayAgree = mayRecord(session, "substitution.agreed") && sidesOf(desk).includes(session.party);
  return (
    <div className="stack tight">
      <h3>{say("planning.substitutions")}</h3>
      {round.substitutions.length === 0 ? <p className="quiet">{say("planning.noSubstitution")}</p> : (
        <ul className="lines">
          {round.substitutions.map((one) => (
            <li key={`${one.batch} ${one.out} ${one.in}`} className="stack tight">
              <p><bdi className="code">{one.batch}</bdi> · {say("planning.outIn", { out: sayRow(say, one.out), comes: sayRow(say, one.in) })} · {say.code("swap", one.code)} <Mark tone={one.stands ? "fine" : "wait"}>{one.stands ? say("planning.stands") : say("planning.agreedBy", { parties: say.list(one.by.map(name)) })}</Mark></p>
              {mayAgree && !one.stands && !one.by.includes(session.party) ? <div><Button data-act="substitution.agreed" className="button no-print" onPress={() => sign({ draft: { kind: "substitution.agreed", to, body: { plan: plan.plan, round: round.round, batch: one.batch, out: one.out, in: one.in, code: one.code } } })}>{say("planning.agreeSame")}</Button></div> : null}
            </li>
          ))}
        </ul>
      )}
      {mayAgree ? <Propose plan={plan} round={round} /> : null}
    </div>
  );
}

function Propose({ plan, round }: Props): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const [out, setOut] = useState("");
  const [comes, setComes] = useState("");
  const [code, setCode] = useState<string>(SUBSTITUTION_CODES[0]);
  const [found, setFound] = useState<ReserveView | undefined>();
  const [error, setError] = useState<unknown>();
  const look = async (): Promise<void> => {
    setError(undefined);
    setFound(undefined);
    try {
      setFound(await fetchJson<ReserveView>(`/planning/reserve?plan=${encodeURIComponent(plan.plan)}&round=${round.round}&person=${encodeURIComponent(out.trim())}`));
    } catch (refused) {
      setError(refused);
    }
  };
  const isReady = found !== undefined && found.person === out.trim() && comes.trim() !== "";
  const body = { plan: plan.plan, round: round.round, batch: found?.batch ?? "", out: out.trim(), in: comes.trim(), code };
  return (
    <ActForm kind="substitution.agreed" title={say("planning.substitute")} lead={say("planning.substituteLead")} draft={isReady ? { kind: "substitution.agreed", to, body } : undefined} onRecorded={() => setFound(undefined)}>
      <div className="fields">
        <Field label={say("planning.out")} value={out} onChange={setOut} help={say("planning.personHelp")} />
        <ChoiceField label={say("member.code")} value={code} onChange={setCode} choices={SUBSTITUTION_CODES.map((value) => ({ value, name: say.code("swap", value) }))} />
      </div>
      <div><Button className="button" isDisabled={out.trim() === ""} onPress={() => void look()}>{say("planning.whoCanStepIn")}</Button></div>
      <RefusedNote error={error} />
      {found === undefined ? null : found.reserve.length === 0 ? <p className="note wait">{say("planning.noReserve")}</p> : <Names rows={found.reserve} label={say("planning.whoCanStepIn")} />}
      <Field label={say("planning.comes")} value={comes} onChange={setComes} help={say("planning.personHelp")} />
    </ActForm>
  );
}
