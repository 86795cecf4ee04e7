// One name: what was deposited, the answer that stands, the thread of objections and replies, and the next step of this seat.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { FallenMark } from "../../../desk/api-types.ts";
import { OBJECTION_CODES } from "../../../registry/answer-code.ts";
import type { ListState, NameCase } from "../../../registry/name-case.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay, type Say } from "../../frame/language-context.ts";
import type { Draft } from "../../keys/record-act.ts";
import { Window } from "../../parts/dialog.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { WhyName } from "./why-name.tsx";

export function NameWindow({ list, one, fallen, onClose }: { readonly list: ListState; readonly one: NameCase | undefined; readonly fallen: FallenMark | undefined; readonly onClose: () => void }): ReactNode {
  const say = useSay();
  return (
    <Window title={one === undefined ? "" : say("lists.nameTitle", { list: list.list, row: one.row.row })} isOpen={one !== undefined} onClose={onClose}>
      {one === undefined ? null : <NameMatter list={list} one={one} fallen={fallen} onClose={onClose} />}
    </Window>
  );
}

const CARRIED = ["differs", "basis", "until", "operation", "whom", "place", "interview", "duplicateOf", "searched", "missing"] as const;

function codeOf(say: Say, step: string, code: string): string {
  return step === "answer" ? say.code("answer", code) : step === "objection" ? say.code("objection", code) : step === "closing" ? say.code("name", code) : "";
}

function NameMatter({ list, one, fallen, onClose }: { readonly list: ListState; readonly one: NameCase; readonly fallen: FallenMark | undefined; readonly onClose: () => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { row, answer, thread, state } = one;
  return (
    <div className="stack">
      <div className="row"><strong><bdi>{row.name}</bdi></strong><span className="state-word"><span className={`dot ${state}`} aria-hidden="true" />{say.code("name", state)}</span></div>
      <dl className="facts">
        {(["birth", "rank", "category", "captured"] as const).map((member) => <div className="fact" key={member}><dt>{say.code("member", member)}</dt><dd><bdi>{row[member] === undefined ? say("common.notStated") : member === "category" ? say.code("category", row[member]) : say.date(row[member])}</bdi></dd></div>)}
        {answer === null ? null : CARRIED.filter((member) => answer[member] !== undefined).map((member) => <div className="fact" key={member}><dt>{say.code("member", member)}</dt><dd><bdi>{say.date(answer[member] ?? "")}</bdi></dd></div>)}
      </dl>
      {fallen === undefined ? null : (
        <p className="note">{say("lists.fallenAs", { identification: fallen.identification, day: say.date(fallen.on) })} {fallen.kinInformedOn === null ? <Mark tone="wait">{say("lists.kinNotTold")}</Mark> : say("lists.kinTold", { day: say.date(fallen.kinInformedOn) })} <Cites cites={fallen.cites} /></p>
      )}
      <ol className="lines">
        {thread.map((item) => (
          <li key={item.cite} className="stack tight">
            <div className="row"><Mark tone={item.step === "objection" ? "open" : "plain"}>{say.code("step", item.step)}</Mark><strong>{codeOf(say, item.step, item.code)}</strong><span className="quiet small"><bdi>{name(item.by)}</bdi>{say.comma}{say.date(item.on)}</span><Cites cites={[{ entry: item.entry, label: item.cite }]} /></div>
            {item.words === "" ? null : <p><bdi>{item.words}</bdi></p>}
          </li>
        ))}
        {thread.length === 0 ? <li className="quiet">{say("lists.noAnswerYet")}</li> : null}
      </ol>
      <WhyName list={list.list} row={row.row} />
      <NextStep list={list} one={one} onClose={onClose} />
    </div>
  );
}

function NextStep({ list, one, onClose }: { readonly list: ListState; readonly one: NameCase; readonly onClose: () => void }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { desk, session } = useKnown();
  const [code, setCode] = useState<string>(OBJECTION_CODES[0]);
  const [words, setWords] = useState("");
  const [outcome, setOutcome] = useState("final-in");
  if (one.state === "final-in" || one.state === "final-out" || one.answer === null) return null;
  const { answer } = one;
  const isSide = sidesOf(desk).includes(session.party);
  const objection = one.thread.filter(({ step }) => step === "objection").at(-1);
  const may = (kind: string): boolean => mayRecord(session, kind);
  const base = { list: list.list, row: one.row.row, words: words.trim() };
  const ask = (draft: Omit<Draft, "to">): void => {
    onClose();
    sign({ draft: { ...draft, to } });
  };
  const canObject = isSide && may("name.objected") && answer.by !== session.party;
  const canReply = isSide && may("name.replied") && objection !== undefined && objection.by !== session.party && one.state === "objected";
  const canClose = may("name.closed");
  if (!canObject && !canReply && !canClose) return null;
  const isEmpty = words.trim() === "";
  return (
    <section className="stack tight note">
      {canObject ? <ChoiceField label={say("lists.objection")} value={code} onChange={setCode} choices={OBJECTION_CODES.map((value) => ({ value, name: say.code("objection", value) }))} /> : null}
      {canClose ? <ChoiceField label={say("lists.outcome")} value={outcome} onChange={setOutcome} choices={["final-in", "final-out"].map((value) => ({ value, name: say.code("name", value) }))} /> : null}
      <Field label={say("form.ownWords")} value={words} onChange={setWords} isLong help={say("lists.wordsHelp")} />
      <div className="row">
        {canObject ? <Button data-act="name.objected" className="button first" isDisabled={isEmpty} onPress={() => ask({ kind: "name.objected", body: { ...base, answer: answer.cite, code } })}>{say("lists.object")}</Button> : null}
        {canReply ? <Button data-act="name.replied" className="button first" isDisabled={isEmpty} onPress={() => ask({ kind: "name.replied", body: { ...base, objection: objection.cite } })}>{say("lists.reply")}</Button> : null}
        {canClose ? <Button data-act="name.closed" className="button first" isDisabled={isEmpty} onPress={() => ask({ kind: "name.closed", body: { ...base, outcome } })}>{say("lists.close")}</Button> : null}
      </div>
    </section>
  );
}
