// The mediator freezes what the record gives on a day, and gives the frozen instance to whom the sides agreed. Only then is the seed drawn.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { hex } from "../../../basis/bytes.ts";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import type { FreezeView, GivenView } from "../../../desk/api-types.ts";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { fetchJson } from "../../frame/api.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Field } from "../../parts/fields.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { Cites } from "../../parts/entry.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { usePlanners } from "../../parts/planners.ts";

/** A round is over when both sides have locked it; until then the next one replaces it. */
export function FreezePlan({ plan, query }: { readonly plan: PlanView; readonly query: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const to = useEverybody();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  const planners = usePlanners();
  const [due, setDue] = useState("");
  if (!mayRecord(session, "plan.frozen") || plan.problem === null) return null;
  const last = plan.rounds.at(-1);
  const silent = last?.seed.mayBeLeftOut ?? [];
  const dueMember = parseCivilDate(due) === undefined ? {} : { due };
  const needsSalt = plan.values?.places === "withheld" && plan.isInForce && !plan.isSalted;
  const salt = (): void => sign({ draft: { kind: "plan.salted", to: planners, body: { plan: plan.plan, secret: hex(crypto.getRandomValues(new Uint8Array(32))) } } });
  const freeze = async (): Promise<void> => {
    setError(undefined);
    try {
      const view = await fetchJson<FreezeView>(`/planning/freeze?plan=${encodeURIComponent(plan.plan)}${query.replace("?", "&")}`);
      sign({ draft: { kind: "plan.frozen", to, body: { plan: view.plan, round: view.round, on: view.on, upTo: view.upTo, instance: view.hash, persons: view.persons, without: [], ...dueMember, ...(view.leaves === null ? {} : { leaves: view.leaves }) } } });
    } catch (refused) {
      setError(refused);
    }
  };
  const again = (round: RoundView): void =>
    sign({ draft: { kind: "plan.frozen", to, body: { plan: plan.plan, round: round.round + 1, on: round.frozen.day, upTo: round.frozen.upTo, instance: round.frozen.instance, persons: round.frozen.persons, without: [...silent], ...dueMember, ...(round.frozen.leaves === null ? {} : { leaves: round.frozen.leaves }) } } });
  return (
    <section className="sheet stack tight no-print">
      <h2>{say(last === undefined ? "planning.freeze" : "planning.freezeAgain")}</h2>
      <p className="quiet small">{say("planning.freezeLead")}</p>
      <RefusedNote error={error} />
      {needsSalt ? <p className="small">{say("planning.saltLead")} <Button data-act="plan.salted" className="button" onPress={salt}>{say("planning.saltNow")}</Button></p> : null}
      <div className="fields"><Field label={say("planning.seedDueField")} value={due} onChange={setDue} type="date" help={say("planning.seedDueHelp")} /></div>
      <div className="row">
        <Button data-act="plan.frozen" className={last === undefined || last.isLocked ? "button first" : "button"} isDisabled={needsSalt || (last !== undefined && last.seed.holdsUp !== null)} onPress={() => void freeze()}>{say("planning.freezeNow", { persons: plan.problem.persons })}</Button>
        {last === undefined || silent.length === 0 ? null : <Button data-act="plan.frozen" className="button" onPress={() => again(last)}>{say("planning.withoutSilent", { parties: say.list(silent.map(name)) })}</Button>}
      </div>
    </section>
  );
}

/** The instance of the round that stands frozen, built again by the desk and sealed to whom the sides agreed. */
export function GiveInstance({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const everybody = useEverybody();
  const planners = usePlanners();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  if (round.instance !== null || !mayRecord(session, "plan.instance")) return null;
  const give = async (): Promise<void> => {
    setError(undefined);
    try {
      const view = await fetchJson<FreezeView>(`/planning/freeze?plan=${encodeURIComponent(plan.plan)}&round=${round.round}`);
      sign({ draft: { kind: "plan.instance", to: view.places === "withheld" ? planners : everybody, body: { plan: plan.plan, round: round.round, instance: view.instance } } });
    } catch (refused) {
      setError(refused);
    }
  };
  return <><RefusedNote error={error} /><div><Button data-act="plan.instance" className="button no-print" onPress={() => void give()}>{say("planning.giveInstance")}</Button></div></>;
}

/** Where places are withheld each side is opened its own leaves of the frozen instance, by which it checks its half. */
export function OpenLeaves({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const planners = usePlanners();
  const { session, desk } = useKnown();
  const [error, setError] = useState<unknown>();
  if (round.frozen.leaves === null) return null;
  const open = async (side: string): Promise<void> => {
    setError(undefined);
    try {
      const { opened } = await fetchJson<GivenView>(`/planning/given?plan=${encodeURIComponent(plan.plan)}&round=${round.round}`);
      sign({ draft: { kind: "plan.opened", to: [...new Set([side, ...planners])].sort(), body: { plan: plan.plan, round: round.round, side, ...opened[side] } } });
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <div className="stack tight">
      <p className="small">{say("planning.leaves")} <span className="digest"><bdi>{round.frozen.leaves}</bdi></span></p>
      <RefusedNote error={error} />
      <ul className="row">
        {sidesOf(desk).map((side) => {
          const own = round.opened[side];
          if (own) return <li key={side} className="small">{say("planning.leavesOpened", { party: name(side) })} <Cites cites={[{ entry: own.entry, label: own.cite }]} /></li>;
          return mayRecord(session, "plan.opened") ? <li key={side}><Button data-act="plan.opened" className="button no-print" onPress={() => void open(side)}>{say("planning.openLeaves", { party: name(side) })}</Button></li> : null;
        })}
      </ul>
      {sidesOf(desk).includes(session.party) ? <CanCheck round={round} party={session.party} /> : null}
    </div>
  );
}

/** What a side sees for itself where places are withheld, and what it does not: by the same steps as `plan verify`. */
function CanCheck({ round, party }: { readonly round: RoundView; readonly party: string }): ReactNode {
  const say = useSay();
  const own = round.opened[party];
  return (
    <section className="note stack tight" aria-label={say("planning.canCheck")}>
      <h3>{say("planning.canCheck")}</h3>
      <ul className="lines small">
        {own === undefined ? null : <li>{say("planning.canCheckLeaves", { own: own.own, closed: own.closed })}</li>}
        <li>{say("planning.canCheckHalf")}</li>
        <li>{say("planning.cannotCheck")}</li>
      </ul>
      <p className="small">{say("planning.checkBy")} <code className="code" dir="ltr">allforall plan verify --data DIR {own?.entry ?? round.frozen.entry}</code></p>
    </section>
  );
}
