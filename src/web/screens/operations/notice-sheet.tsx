// The notice of an operation as both sides read it, who has acknowledged it, and the next step of this seat: acknowledge, give the go,
// stop. The go is not offered before both sides have acknowledged the notice that stands; the desk refuses it anyway.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { OperationState } from "../../../handover/operation.ts";
import { mayRecord, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Field } from "../../parts/fields.tsx";
import { areSaid, said, useValues } from "../../parts/form-values.ts";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";

const STEPS = ["notice sent", "notice acknowledged", "go", "counted"] as const;

export function NoticeSheet({ one }: { readonly one: OperationState }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { notice } = one;
  if (notice === null) return <NextSteps one={one} />;
  const at = one.phase === "counted by one side" ? 2 : STEPS.findIndex((step) => step === one.phase);
  return (
    <div className="stack tight">
      <ol className="steps">{STEPS.map((step, i) => <li key={step} data-done={i < at ? "" : undefined} aria-current={i === at ? "step" : undefined}>{say.code("phase", step)}</li>)}</ol>
      <h3>{say("operations.noticeNumber", { version: notice.version })} <span className="quiet small">{name(notice.by)}{say.comma}{say.date(notice.on)}</span> <LabelCites labels={[notice.cite]} /></h3>
      <dl className="facts">
        <dt>{say("operations.place")}</dt><dd><bdi>{notice.place}</bdi></dd>
        <dt>{say("operations.route")}</dt><dd><bdi>{notice.route}</bdi></dd>
        <dt>{say("operations.window")}</dt><dd><span className="nowrap">{say.moment(notice.from)}</span> – <span className="nowrap">{say.moment(notice.until)}</span></dd>
        <dt>{say("operations.flights")}</dt><dd>{say.code("flights", notice.flights)}{notice.floorMetres === undefined ? null : <>: {say("operations.floorMetres", { metres: notice.floorMetres })}</>}</dd>
        <dt>{say("operations.means")}</dt><dd>{notice.means.map(({ kind, count, by }, i) => <div key={i}>{say("operations.meansOf", { kind: say.code("means", kind), count, party: name(by) })}</div>)}</dd>
        {notice.contacts.length === 0 ? null : <><dt>{say("operations.contacts")}</dt><dd>{notice.contacts.map((line) => <div key={line}><bdi>{line}</bdi></div>)}</dd></>}
      </dl>
      <p className="digest">SHA-256 <bdi>{one.sha256}</bdi></p>
      <ul className="two-counts">
        {[...new Set(notice.legs.flatMap(({ from, to }) => [from, to]))].map((side) => {
          const ack = one.acknowledgedBy.find(({ by }) => by === side);
          return <li key={side} className="side"><strong><bdi>{name(side)}</bdi></strong><p>{ack === undefined ? <Mark tone="wait">{say("operations.notAcknowledged")}</Mark> : <><Mark tone="fine">{say("operations.acknowledged", { day: say.date(ack.on) })}</Mark> <LabelCites labels={[ack.cite]} /></>}</p></li>;
        })}
      </ul>
      {one.go === null ? null : <p className="note fine">{say("operations.goGiven", { party: name(one.go.by), day: say.date(one.go.on) })} <LabelCites labels={[one.go.cite]} /></p>}
      <NextSteps one={one} />
    </div>
  );
}

function NextSteps({ one }: { readonly one: OperationState }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { session } = useKnown();
  const name = usePartyName();
  const stop = useValues({ at: "", words: "" });
  const { notice } = one;
  const isOpen = one.phase === "notice sent" || one.phase === "notice acknowledged";
  const body = { operation: one.operation, version: notice?.version ?? 0, sha256: one.sha256 };
  const canAcknowledge = isOpen && mayRecord(session, "notice.acknowledged") && one.waitingFor.includes(session.party);
  const mayGo = isOpen && notice !== null && mayRecord(session, "operation.go");
  const canGo = mayGo && one.phase === "notice acknowledged";
  return (
    <div className="stack tight no-print">
      {canAcknowledge || mayGo ? (
        <div className="row">
          {canAcknowledge ? <Button data-act="notice.acknowledged" className="button first" onPress={() => sign({ draft: { kind: "notice.acknowledged", body, to } })}>{say("operations.acknowledge")}</Button> : null}
          {mayGo ? <Button data-act="operation.go" className="button first" isDisabled={!canGo} onPress={() => sign({ draft: { kind: "operation.go", body, to } })}>{say("operations.go")}</Button> : null}
          {mayGo && !canGo ? <span className="quiet small">{say("operations.goWaits", { parties: say.list(one.waitingFor.map(name)) })}</span> : null}
        </div>
      ) : null}
      {notice === null || one.phase === "counted" ? null : (
        <ActForm kind="operation.aborted" title={say("operations.stop")} lead={say("operations.stopLead")} draft={areSaid(stop.values.at, stop.values.words) ? { kind: "operation.aborted", body: { operation: one.operation, at: stop.values.at, words: said(stop.values.words) }, to } : undefined} onRecorded={stop.clear}>
          <Field label={say("form.atMoment")} {...stop.bind("at")} type="datetime-local" help={say("form.localTime")} />
          <Field label={say("form.ownWords")} {...stop.bind("words")} isLong help={say("form.ownWordsHelp")} />
        </ActForm>
      )}
    </div>
  );
}
