// One answer for all names picked: its code, its date, and what that code must carry. A name answered before is answered again
// only after the answer that this reader has seen.
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import { ANSWER_CODES, ANSWER_NEEDS, type AnswerMember } from "../../../registry/answer-code.ts";
import type { ListState, NameCase } from "../../../registry/name-case.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { useEverybody } from "../../parts/signing.tsx";

export function AnswerNames({ list, picked, onRecorded }: { readonly list: ListState; readonly picked: readonly NameCase[]; readonly onRecorded: () => void }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const { session } = useKnown();
  const [code, setCode] = useState<(typeof ANSWER_CODES)[number]>("HELD");
  const [date, setDate] = useState("");
  const [members, setMembers] = useState<Readonly<Partial<Record<AnswerMember, string>>>>({});
  if (list.purpose === "asked for" && list.by === session.party) return null;
  const needs = ANSWER_NEEDS[code];
  const isReady = picked.length > 0 && parseCivilDate(date) !== undefined && needs.every((need) => (members[need] ?? "").trim() !== "");
  const carried = Object.fromEntries(needs.map((need) => [need, (members[need] ?? "").trim()]));
  const body = { list: list.list, answers: picked.map(({ row, answer }) => ({ row: row.row, code, date, ...carried, ...(answer === null ? {} : { after: answer.cite }) })) };
  return (
    <ActForm kind="name.answered" title={say("lists.answerNames", { count: picked.length })} lead={say("lists.answerLead")} draft={isReady ? { kind: "name.answered", body, to } : undefined} onRecorded={onRecorded}>
      {picked.length === 0 ? <p className="note">{say("lists.pickFirst")}</p> : null}
      <div className="fields">
        <ChoiceField label={say("lists.answer")} value={code} onChange={(value) => setCode(ANSWER_CODES.find((one) => one === value) ?? "HELD")} choices={ANSWER_CODES.map((value) => ({ value, name: say.code("answer", value) }))} />
        <Field label={say("lists.answerDate")} value={date} onChange={setDate} type="date" />
        {needs.map((need) => <Field key={need} label={say.code("member", need)} value={members[need] ?? ""} onChange={(value) => setMembers({ ...members, [need]: value })} type={need === "until" ? "date" : "text"} help={say.code("needHelp", need) === need ? undefined : say.code("needHelp", need)} />)}
      </div>
    </ActForm>
  );
}
