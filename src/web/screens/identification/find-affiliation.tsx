// A finding that sets of remains are not of the receiving side. It reverses their containers in the account by itself: those that
// hold nobody else, under the obligation of their receipt.
import { useState, type ReactNode } from "react";
import { isCode } from "../../../identification/read-code.ts";
import { AFFILIATIONS } from "../../../identification/remains-act.ts";
import type { FindingRow, SetRow, SetsView } from "../../../desk/remains-types.ts";
import type { AccountView } from "../../../desk/api-types.ts";
import { mayRead, mayRecord, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { forBoth } from "./addressed.ts";

const SETS_MAX = 2_000;

/** Containers all of whose sets are found, in this finding or an earlier one, and that were not reversed before. */
function containersOf(rows: readonly SetRow[], sets: readonly string[], findings: readonly FindingRow[]): string[] {
  const reversed = new Set(findings.flatMap(({ containers }) => containers));
  const touched = new Set(rows.filter(({ set }) => sets.includes(set)).map(({ container }) => container));
  return [...touched].filter((container) => !reversed.has(container) && rows.every((row) => row.container !== container || sets.includes(row.set) || row.state === "not of this side")).sort();
}

export function FindAffiliation({ findings }: { readonly findings: readonly FindingRow[] }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const may = mayRecord(session, "affiliation.found");
  const rows = useView<SetsView>(`/remains/sets?limit=${SETS_MAX}`, may);
  const account = useView<AccountView>("/account", may && mayRead(session, "account"));
  const number = findings.filter(({ by }) => by === session.party).length + 1;
  const [of, setOf] = useState<string>(AFFILIATIONS[0]);
  const [text, setText] = useState("");
  const [obligation, setObligation] = useState("");
  const sets = text.split(/[\s,;]+/).filter((one) => one !== "");
  const known = rows.data?.rows ?? [];
  const unknown = sets.filter((set) => !known.some((row) => row.set === set));
  const containers = containersOf(known, sets, findings);
  const obligations = (account.data?.obligations ?? []).filter(({ what, agreement, to }) => what === "remains" && agreement !== null && known.some((row) => containers.includes(row.container) && row.receivedBy === to));
  const under = obligation === "" ? obligations[0]?.id : obligation;
  const isReady = sets.length > 0 && unknown.length === 0 && sets.every(isCode);
  const body = { finding: `${session.party}-N${number}`, of, sets, containers: under === undefined ? [] : containers, ...(under === undefined ? {} : { obligation: under }) };
  return (
    <ActForm kind="affiliation.found" title={say("ident.find")} lead={say("ident.findLead")} draft={isReady ? { kind: "affiliation.found", to: forBoth(desk, session.party), body } : undefined} onRecorded={() => setText("")}>
      <div className="fields">
        <ChoiceField label={say("ident.findOf")} value={of} onChange={setOf} choices={AFFILIATIONS.map((value) => ({ value, name: say.code("ident.affiliation", value) }))} />
        {obligations.length > 1 ? <ChoiceField label={say("ident.underObligation")} value={under ?? ""} onChange={setObligation} choices={obligations.map(({ id }) => ({ value: id, name: id }))} /> : null}
      </div>
      <Field label={say("ident.setsFound")} value={text} onChange={setText} isLong help={say("ident.setsFoundHelp")} error={unknown.length === 0 ? undefined : say("ident.unknownSets", { sets: say.list(unknown.slice(0, 5)) })} />
      {isReady ? <p role="status">{say("ident.willReverse", { count: under === undefined ? 0 : containers.length })}</p> : null}
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
