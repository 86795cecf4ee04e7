// One document: its SHA-256, the receipts of deposit, forwarding and fetch over the same bytes, the clock of its review, and
// what this seat can do with it.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import type { TalksView } from "../../../desk/api-types.ts";
import { mayRecord, otherSide, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import type { Draft } from "../../keys/record-act.ts";
import { Field } from "../../parts/fields.tsx";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark, type Tone } from "../../parts/mark.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";

type DocumentState = TalksView["documents"][number];
const CLOCK_TONE: Readonly<Record<string, Tone>> = { green: "fine", amber: "wait", red: "late", answered: "fine" };

export function DocumentSheet({ one, isChosen }: { readonly one: DocumentState; readonly isChosen: boolean }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const awaited = sidesOf(desk).filter((side) => side !== one.by && !one.receipts.some(({ step, by }) => step === "fetched" && by === side));
  return (
    <section className="sheet stack tight" aria-label={one.document} aria-current={isChosen ? "true" : undefined}>
      <header className="row spread">
        <div><h2><bdi>{one.title}</bdi></h2><span className="small quiet"><bdi>{one.document}</bdi> · {say.code("form", one.form)} · {say("talks.version", { version: one.version })} · <bdi>{name(one.by)}</bdi></span></div>
        <Mark tone={one.status === "answered" ? "fine" : one.status === "withdrawn" ? "plain" : "wait"}>{say.code("document", one.status)}</Mark>
      </header>
      <p className="digest">SHA-256 <bdi>{one.sha256}</bdi></p>
      <ol className="lines">
        {one.receipts.map((receipt) => (
          <li key={receipt.cite} className="due">
            <span>{receipt.to === undefined ? say.code("receipt", receipt.step) : say("talks.forwardedTo", { party: name(receipt.to) })} · <bdi>{name(receipt.by)}</bdi> · {say.date(receipt.on)} <span className="quiet small nowrap">{say("talks.sameBytes")} <span className="digest"><bdi>{one.sha256.slice(0, 12)}</bdi></span></span></span>
            <LabelCites labels={[receipt.cite]} />
          </li>
        ))}
        {one.status === "withdrawn" ? null : awaited.map((party) => <li key={party} className="quiet">{say("talks.notReceived", { party: name(party) })}</li>)}
      </ol>
      {one.clock === null ? null : (
        <p className="row"><Mark tone={CLOCK_TONE[one.clock.state] ?? "plain"}>{say.code("clock", one.clock.state)}</Mark> {say("talks.review", { party: name(one.clock.reviewer), day: say.date(one.clock.due) })}
          {one.clock.waitingFor.length === 0 ? null : <span className="quiet">{say("talks.extensionWaits", { parties: say.list(one.clock.waitingFor.map(name)) })}</span>} <LabelCites labels={one.clock.cites} /></p>
      )}
      <DocumentActs one={one} />
    </section>
  );
}

function DocumentActs({ one }: { readonly one: DocumentState }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const everybody = useEverybody();
  const { desk, session } = useKnown();
  const name = usePartyName();
  const [words, setWords] = useState("");
  const [due, setDue] = useState("");
  const has = (step: string): boolean => one.receipts.some((receipt) => receipt.step === step);
  const day = parseCivilDate(due);
  const may = (kind: string): boolean => mayRecord(session, kind) && one.status !== "withdrawn";
  const act = (kind: string, body: Draft["body"]): void => sign({ draft: { kind, body: { document: one.document, ...body }, to: everybody }, onRecorded: () => { setWords(""); setDue(""); } });
  const receiver = sidesOf(desk).includes(one.by) ? otherSide(desk, one.by) : (sidesOf(desk)[0] ?? "");
  const isOther = sidesOf(desk).includes(session.party) && session.party !== one.by;
  const canForward = may("document.forwarded") && !has("forwarded");
  const canFetch = may("document.fetched") && isOther && has("forwarded") && !has("fetched");
  const canAnswer = may("document.answered") && isOther && one.status !== "answered";
  const isSide = sidesOf(desk).includes(session.party);
  const canReview = may("review.opened") && (isOther || !isSide) && one.clock === null;
  const canWithdraw = may("document.withdrawn") && session.party === one.by;
  const canExtend = may("review.extended") && one.clock !== null && one.clock.state !== "answered";
  if (!canForward && !canFetch && !canAnswer && !canReview && !canExtend && !canWithdraw) return null;
  return (
    <div className="stack tight no-print">
      <div className="row">
        {canForward ? <Button data-act="document.forwarded" className="button first" onPress={() => act("document.forwarded", { sha256: one.sha256, to: receiver })}>{say("talks.forward")}</Button> : null}
        {canFetch ? <Button data-act="document.fetched" className="button first" onPress={() => act("document.fetched", { sha256: one.sha256 })}>{say("talks.fetch")}</Button> : null}
        {canWithdraw ? <Button data-act="document.withdrawn" className="button" onPress={() => act("document.withdrawn", {})}>{say("talks.withdraw")}</Button> : null}
      </div>
      {canReview || canExtend ? (
        <div className="row">
          <Field label={say(canExtend ? "talks.extendTo" : isSide ? "talks.reviewDue" : "talks.reviewDueOf", { party: name(receiver) })} value={due} onChange={setDue} type="date" />
          <Button data-act={canExtend ? "review.extended" : "review.opened"} className="button" isDisabled={day === undefined} onPress={() => act(canExtend ? "review.extended" : "review.opened", canExtend ? { due } : { due, reviewer: isSide ? session.party : receiver })}>{say(canExtend ? "talks.signExtension" : "talks.openReview")}</Button>
        </div>
      ) : null}
      {canAnswer ? (
        <>
          <Field label={say("talks.answerWords")} value={words} onChange={setWords} isLong />
          <div><Button data-act="document.answered" className="button" isDisabled={words.trim() === ""} onPress={() => act("document.answered", { sha256: one.sha256, words: words.trim() })}>{say("talks.answer")}</Button></div>
        </>
      ) : null}
    </div>
  );
}
