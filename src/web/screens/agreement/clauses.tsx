// The clauses on the table: text and digest, the word of each side on exactly this text, brackets with their age, and the acts
// of this seat: table a clause, take a position, open or resolve a bracket.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { utf8 } from "../../../basis/bytes.ts";
import { sha256Hex } from "../../../basis/sha256.ts";
import type { PositionsView, TalksView } from "../../../desk/api-types.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { useActs } from "../../parts/acts.ts";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark, toneOf } from "../../parts/mark.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { SealAcceptance } from "./seal-acceptance.tsx";

type Row = PositionsView["rows"][number];
type Bracket = TalksView["brackets"][number];
const VALUES = ["accepted", "accepted with reservation", "under review", "rejected", "proposed", "withdrawn"];

export function Clauses({ rows, brackets }: { readonly rows: readonly Row[]; readonly brackets: readonly Bracket[] }): ReactNode {
  const say = useSay();
  const tabled = useActs("clause.tabled");
  const textOf = (hash: string | null): string => (tabled.data ?? []).map(({ body }) => String(body["text"])).find((text) => sha256Hex(utf8(text)) === hash) ?? "";
  const known = rows.filter(({ textHash }) => textHash !== null);
  return (
    <div className="stack">
      <TableClause rows={rows} />
      {known.length === 0 ? <p className="quiet">{say("agreement.noClauses")}</p> : null}
      {known.map((row) => <ClauseSheet key={row.clause} row={row} text={textOf(row.textHash)} brackets={brackets.filter(({ clause }) => clause === row.clause)} />)}
    </div>
  );
}

function ClauseSheet({ row, text, brackets }: { readonly row: Row; readonly text: string; readonly brackets: readonly Bracket[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  return (
    <section className="sheet stack tight" aria-label={row.clause}>
      <header className="row spread"><h2>{say("account.clause", { clause: row.clause })}</h2><span className="small quiet">{say("talks.version", { version: row.version ?? 0 })}</span></header>
      <p className="paper-text" dir="auto" tabIndex={0}>{text}</p>
      <p className="digest">SHA-256 <bdi>{row.textHash}</bdi></p>
      <ul className="two-counts">
        {sidesOf(desk).map((side) => {
          const own = row.cells[side]?.find(({ statedBy }) => statedBy === "own word" || statedBy === "the changed text");
          return <li key={side} className="side"><strong><bdi>{name(side)}</bdi></strong> {own === undefined ? <p className="quiet">{say("talks.silent")}</p> : <p className="row"><Mark tone={toneOf(own.value)}>{say.code("position", own.value)}</Mark><span className="small quiet">{say.date(own.on)}</span><LabelCites labels={own.cites} /></p>}</li>;
        })}
      </ul>
      {brackets.map((one) => (
        <div key={one.bracket} className="note wait stack tight">
          <div className="row spread"><strong>{say("agreement.bracket", { bracket: one.bracket })}</strong><Mark tone={one.resolvedOn === null ? "open" : "fine"}>{one.resolvedOn === null ? say("agreement.bracketOpen", { days: one.daysOpen ?? 0 }) : say("agreement.bracketResolved", { day: say.date(one.resolvedOn) })}</Mark></div>
          <ul>{one.alternatives.map(({ id, by, text: words }) => <li key={id}><bdi>{name(by)}</bdi>: <q><bdi>{words}</bdi></q></li>)}</ul>
          <AcceptBracket one={one} row={row} />
          <SealAcceptance one={one} />
          <LabelCites labels={one.cites} />
        </div>
      ))}
      <ClauseActs row={row} />
    </section>
  );
}

function AcceptBracket({ one, row }: { readonly one: Bracket; readonly row: Row }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { session } = useKnown();
  if (one.resolvedOn !== null || !mayRecord(session, "bracket.accepted") || row.textHash === null || one.acceptedBy[session.party] === row.textHash) return null;
  return <div className="no-print"><Button data-act="bracket.accepted" className="button" onPress={() => sign({ draft: { kind: "bracket.accepted", body: { bracket: one.bracket, textHash: row.textHash }, to } })}>{say("agreement.acceptText")}</Button></div>;
}

function ClauseActs({ row }: { readonly row: Row }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const { desk, session } = useKnown();
  const name = usePartyName();
  const [value, setValue] = useState("accepted");
  const [reason, setReason] = useState("");
  const [bracket, setBracket] = useState("");
  const [words, setWords] = useState<readonly [string, string]>(["", ""]);
  const isReserved = value === "accepted with reservation";
  const sides = sidesOf(desk);
  const position = { clause: row.clause, textHash: row.textHash, value, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) };
  const opened = { bracket: bracket.trim(), clause: row.clause, textHash: row.textHash, alternatives: sides.map((by, i) => ({ id: `${bracket.trim()}-${i + 1}`, by, text: (words[i] ?? "").trim() })) };
  const hasInner = words.some((text) => /[[\]]/.test(text));
  if (!sides.includes(session.party) && !mayRecord(session, "bracket.opened")) return null;
  return (
    <div className="stack tight">
      <ActForm kind="position.taken" title={say("agreement.takePosition")} lead={say("agreement.positionLead")} draft={!isReserved || reason.trim() !== "" ? { kind: "position.taken", body: position, to } : undefined} onRecorded={() => setReason("")}>
        <ChoiceField label={say("agreement.position")} value={value} onChange={setValue} choices={VALUES.map((one) => ({ value: one, name: say.code("position", one) }))} />
        <Field label={say("agreement.reason")} value={reason} onChange={setReason} error={isReserved && reason.trim() === "" ? say("agreement.reasonNeeded") : undefined} />
      </ActForm>
      <ActForm kind="bracket.opened" title={say("agreement.openBracket")} draft={bracket.trim() !== "" && words.every((text) => text.trim() !== "") && !hasInner ? { kind: "bracket.opened", body: opened, to } : undefined} onRecorded={() => setBracket("")}>
        <Field label={say("agreement.bracketCode")} value={bracket} onChange={setBracket} />
        {sides.map((side, i) => <Field key={side} label={say("agreement.alternativeOf", { party: name(side) })} value={words[i] ?? ""} onChange={(text) => setWords(i === 0 ? [text, words[1]] : [words[0], text])} error={/[[\]]/.test(words[i] ?? "") ? say("textFault.BRACKET_UNMATCHED") : undefined} />)}
      </ActForm>
    </div>
  );
}

function TableClause({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const { language } = useLanguage();
  const [clause, setClause] = useState("");
  const [text, setText] = useState("");
  const before = rows.find((row) => row.clause === clause.trim());
  const plain = text.normalize("NFC").trim();
  const body = { clause: clause.trim(), version: (before?.version ?? 0) + 1, language, text: plain, ast: "none" };
  return (
    <ActForm kind="clause.tabled" title={say("agreement.table")} lead={say("agreement.tableLead")} draft={clause.trim() !== "" && plain !== "" ? { kind: "clause.tabled", body, to } : undefined} onRecorded={() => setText("")}>
      <Field label={say("agreement.clauseCode")} value={clause} onChange={setClause} help={before?.version === undefined || before.version === null ? say("talks.firstVersion") : say("talks.nextVersion", { version: before.version + 1 })} />
      <Field label={say("agreement.clauseText")} value={text} onChange={setText} isLong />
    </ActForm>
  );
}
