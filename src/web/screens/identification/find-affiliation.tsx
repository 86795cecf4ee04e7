// A finding that sets of remains are not of the receiving side. It reverses their containers in the account by itself: those that
// hold nobody else, under the obligation of their receipt. What was received outside every obligation was never counted.
import { useState, type ReactNode } from "react";
import { dueReversal, type Holding } from "../../../identification/due-reversal.ts";
import { isCode } from "../../../identification/read-code.ts";
import { AFFILIATIONS } from "../../../identification/remains-act.ts";
import type { FindingRow, SetRow, SetsView } from "../../../desk/remains-types.ts";
import { mayRecord, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { forBoth } from "./addressed.ts";

const SETS_MAX = 2_000;

function holdingsOf(rows: readonly SetRow[]): Holding[] {
  const sets = new Map<string, string[]>();
  for (const { container, set } of rows) sets.set(container, [...(sets.get(container) ?? []), set]);
  return [...new Map(rows.map(({ container, obligation }) => [container, obligation]))].map(([container, obligation]) => ({ container, obligation, sets: sets.get(container) ?? [] }));
}

export function FindAffiliation({ findings }: { readonly findings: readonly FindingRow[] }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const rows = useView<SetsView>(`/remains/sets?limit=${SETS_MAX}`, mayRecord(session, "affiliation.found"));
  const number = findings.filter(({ by }) => by === session.party).length + 1;
  const [of, setOf] = useState<string>(AFFILIATIONS[0]);
  const [text, setText] = useState("");
  const sets = text.split(/[\s,;]+/).filter((one) => one !== "");
  const known = rows.data?.rows ?? [];
  const unknown = sets.filter((set) => !known.some((row) => row.set === set));
  const { byObligation, uncounted } = dueReversal(holdingsOf(known), { sets: new Set(sets), before: new Set(findings.flatMap((one) => one.sets)), reversed: new Set(findings.flatMap(({ containers }) => containers)) });
  const [[obligation, containers] = [undefined, []], other] = [...byObligation];
  const error = unknown.length > 0 ? say("ident.unknownSets", { sets: say.list(unknown.slice(0, 5)) }) : other ? say("ident.severalObligations", { obligations: say.list([...byObligation.keys()].slice(0, 5)) }) : undefined;
  const isReady = sets.length > 0 && error === undefined && sets.every(isCode);
  const body = { finding: `${session.party}-N${number}`, of, sets, containers, ...(obligation === undefined ? {} : { obligation }) };
  return (
    <ActForm kind="affiliation.found" title={say("ident.find")} lead={say("ident.findLead")} draft={isReady ? { kind: "affiliation.found", to: forBoth(desk, session.party), body } : undefined} onRecorded={() => setText("")}>
      <div className="fields">
        <ChoiceField label={say("ident.findOf")} value={of} onChange={setOf} choices={AFFILIATIONS.map((value) => ({ value, name: say.code("ident.affiliation", value) }))} />
      </div>
      <Field label={say("ident.setsFound")} value={text} onChange={setText} isLong help={say("ident.setsFoundHelp")} error={error} />
      {isReady ? <p role="status">{say("ident.willReverse", { count: containers.length })} {obligation === undefined ? null : <>{say("ident.underObligation")}: <bdi>{obligation}</bdi>.</>} {uncounted.length === 0 ? null : say("ident.neverCounted", { count: uncounted.length })}</p> : null}
    </ActForm>
  );
}

export function Findings({ findings }: { readonly findings: readonly FindingRow[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (findings.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{say("ident.findings")}</h2>
      <ul className="lines">
        {findings.map((one) => (
          <li key={one.finding} className="stack tight">
            <p><bdi>{one.finding}</bdi> · {say("ident.foundBy", { party: name(one.by), day: say.date(one.on) })} · {say.code("ident.affiliation", one.of)}</p>
            <p className="small">{say("ident.foundSets", { count: one.sets.length, sets: say.list(one.sets.slice(0, 12)) })} {say("ident.willReverse", { count: one.containers.length })} <Cites cites={[{ entry: one.entry, label: one.cite }]} /></p>
          </li>
        ))}
      </ul>
    </section>
  );
}
