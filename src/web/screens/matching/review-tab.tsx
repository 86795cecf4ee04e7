// The review queue by keyboard: next, previous, one person, not one person, relatives, cannot tell, why. Answers are gathered here and
// signed together; nobody sees another's answer before his own.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { PAIR_REASONS, type PairReason } from "../../../matching/match-act.ts";
import type { FoundPair } from "../../../matching/run-lists.ts";
import { sayBand } from "../../../matching/say-reason.ts";
import { mayRecord, useKnown } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { BigTable } from "../../parts/big-table.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { ANSWERS, usualReason, type Answer, type Drafted, type KnownRun } from "./known-run.ts";
import { PairCard } from "./pair-card.tsx";
import { percent } from "./percent.ts";

export const VIEWS = ["queue", "third", "proposed", "chosen", "decided"] as const;
export type QueueView = (typeof VIEWS)[number];

/** The pairs of a view in the order in which they are looked at. */
export function pairsOf(run: KnownRun, view: QueueView): readonly FoundPair[] {
  const { pairs } = run.found.findings;
  const isDone = (pair: FoundPair): boolean => { const stand = run.standOf(pair); return stand !== undefined && (!stand.verdict.startsWith("needs") || stand.mine !== null); };
  if (view === "queue") return pairs.filter((pair) => pair.order > 0 && !isDone(pair)).sort((a, b) => a.order - b.order || b.millionths - a.millionths);
  if (view === "third") return pairs.filter((pair) => run.standOf(pair)?.verdict === "needs a third person");
  if (view === "proposed") return pairs.filter((pair) => pair.isChosen && pair.band === "propose" && !isDone(pair)).sort((a, b) => a.millionths - b.millionths);
  if (view === "decided") return pairs.filter((pair) => run.standOf(pair) !== undefined);
  return pairs.filter((pair) => pair.isChosen).sort((a, b) => b.millionths - a.millionths);
}

const KEYS: Readonly<Record<string, Answer>> = { Digit1: "same", Digit2: "not the same", Digit3: "relatives", Digit4: "cannot tell", Numpad1: "same", Numpad2: "not the same", Numpad3: "relatives", Numpad4: "cannot tell" };

export function ReviewTab({ run, shown, onShow, drafts, setDrafts, to }: {
  readonly run: KnownRun; readonly shown: FoundPair | undefined; readonly onShow: (pair: FoundPair | undefined) => void;
  readonly drafts: ReadonlyMap<string, Drafted>; readonly setDrafts: (next: ReadonlyMap<string, Drafted>) => void; readonly to: readonly string[];
}): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const { session } = useKnown();
  const [view, setView] = useState<QueueView>("queue");
  const desk = useRef<HTMLDivElement>(null);
  const list = useMemo(() => pairsOf(run, view), [run, view]);
  const current = shown ?? list[0];
  const at = current === undefined ? -1 : list.indexOf(current);
  const stand = current === undefined ? undefined : run.standOf(current);
  const isRecorded = run.found.run !== null && run.found.agrees === true;
  const mayAnswer = isRecorded && mayRecord(session, "pairs.decided") && (stand?.mine ?? null) === null && (stand === undefined || stand.verdict.startsWith("needs"));
  const drafted = current === undefined ? undefined : drafts.get(run.keyOf(current));
  const isTaken = current !== undefined && [...drafts].some(([key, one]) => one.answer === "same" && key !== run.keyOf(current) && (one.left === run.left(current)?.ref || one.right === run.right(current)?.ref));
  const go = (step: number): void => { const next = list[Math.min(list.length - 1, Math.max(0, at + step))]; if (next) onShow(next); };
  const answer = (one: Answer, reason?: PairReason): void => {
    if (current === undefined || !mayAnswer || (one === "same" && isTaken)) return;
    const [left, right] = [run.left(current), run.right(current)];
    if (!left || !right) return;
    setDrafts(new Map(drafts).set(run.keyOf(current), { left: left.ref, right: right.ref, answer: one, reason: reason ?? usualReason(current, one), millionths: current.millionths }));
    if (reason === undefined) go(1);
  };
  const takeBack = (): void => {
    if (current === undefined) return;
    const next = new Map(drafts);
    next.delete(run.keyOf(current));
    setDrafts(next);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof HTMLElement && /^(SELECT|INPUT|TEXTAREA)$/.test(event.target.tagName))) return;
    const one = KEYS[event.code];
    if (one !== undefined) answer(one);
    else if (event.code === "ArrowDown" || event.code === "KeyJ") go(1);
    else if (event.code === "ArrowUp" || event.code === "KeyK") go(-1);
    else if (event.code === "KeyW") desk.current?.querySelector<HTMLElement>(".weights")?.scrollIntoView({ block: "center" });
    else if (event.code === "Backspace") takeBack();
    else return;
    event.preventDefault();
  };
  useEffect(() => { desk.current?.focus(); }, []);
  return (
    <div className="stack">
      <p className="quiet">{say("matching.reviewLead")} {say("matching.auditLead")}</p>
      {isRecorded ? null : <p className="note wait">{say("matching.recordFirst")}</p>}
      <Tray drafts={drafts} run={run.found.run ?? ""} to={to} onSigned={() => setDrafts(new Map())} />
      <div className="row">
        <ChoiceField label={say("matching.view")} value={view} onChange={(next) => { setView(VIEWS.find((one) => one === next) ?? "queue"); onShow(undefined); }} choices={VIEWS.map((value) => ({ value, name: say.code("matchView", value) }))} />
        {view === "proposed" && isRecorded && list.length > 0 && mayRecord(session, "pairs.decided") ? <Button className="button" onPress={() => setDrafts(draftAll(run, list, drafts))}>{say("matching.answerAll", { count: list.length })}</Button> : null}
        <p role="status" className="num">{list.length === 0 ? say("matching.queueEmpty") : at < 0 ? say("matching.pairsCount", { count: list.length }) : say("matching.pairAt", { at: at + 1, of: list.length })}</p>
      </div>
      {/* a group of its own keys, taken only while the focus is in it (WCAG 2.1.4) */}
      <div ref={desk} className="review-desk" role="group" tabIndex={-1} aria-label={say("matching.keys")} onKeyDown={onKey}>
        {current === undefined ? null : (
          <section className="sheet stack pair-sheet">
            <div className="row answers">
              {ANSWERS.map((one, i) => <Button key={one} className={`button${drafted?.answer === one ? " first" : ""}`} isDisabled={!mayAnswer || (one === "same" && isTaken)} onPress={() => answer(one)}><kbd>{i + 1}</kbd> {say.code("matchAnswer", one)}</Button>)}
              <Button className="button plain" isDisabled={at <= 0} onPress={() => go(-1)}><kbd>↑</kbd> {say("matching.previous")}</Button>
              <Button className="button plain" isDisabled={at >= list.length - 1} onPress={() => go(1)}><kbd>↓</kbd> {say("matching.next")}</Button>
            </div>
            {isTaken ? <p className="note wait">{say("matching.taken")}</p> : null}
            {drafted === undefined ? null : (
              <div className="row note fine">
                <span>{say("matching.drafted", { answer: say.code("matchAnswer", drafted.answer) })}</span>
                <ChoiceField label={say("matching.reason")} value={drafted.reason} onChange={(next) => answer(drafted.answer, PAIR_REASONS.find((one) => one === next) ?? "other")} choices={PAIR_REASONS.map((value) => ({ value, name: say.code("pairReason", value) }))} />
                <Button className="button" onPress={takeBack}>{say("matching.takeBack")}</Button>
              </div>
            )}
            <PairCard run={run} pair={current} onShow={onShow} />
          </section>
        )}
        <BigTable
          label={say.code("matchView", view)} count={list.length} rowAt={(index) => list[index]} rowKey={(pair) => run.keyOf(pair)} least="38rem" phone={{ columns: "minmax(0, 1fr) 9rem", lines: ["left p", "right band"] }}
          columns={[
            { key: "left", head: say("matching.asked"), width: "minmax(10rem, 1fr)", cell: (pair) => <Button className={`name-open${pair === current ? " is-current" : ""}`} onPress={() => onShow(pair)}><bdi>{run.left(pair)?.name ?? ""}</bdi></Button> },
            { key: "right", head: say("matching.held"), width: "minmax(10rem, 1fr)", cell: (pair) => <bdi>{run.right(pair)?.name ?? ""}</bdi> },
            { key: "p", head: say("matching.probability"), width: "8rem", cell: (pair) => <bdi className="num" dir="ltr">{percent(pair.millionths, say)}</bdi> },
            { key: "band", head: say("matching.state"), width: "11rem", cell: (pair) => <State run={run} pair={pair} drafted={drafts.get(run.keyOf(pair))} band={sayBand(pair.band, language)} /> },
          ]}
        />
      </div>
    </div>
  );
}

const TRAY_MAX = 10_000;

/** “One person” for every proposed pair of the view, each with the reason that fits it. */
function draftAll(run: KnownRun, list: readonly FoundPair[], drafts: ReadonlyMap<string, Drafted>): ReadonlyMap<string, Drafted> {
  const next = new Map(drafts);
  for (const pair of list) {
    const [left, right] = [run.left(pair), run.right(pair)];
    if (left && right && next.size < TRAY_MAX && !next.has(run.keyOf(pair))) next.set(run.keyOf(pair), { left: left.ref, right: right.ref, answer: "same", reason: usualReason(pair, "same"), millionths: pair.millionths });
  }
  return next;
}

function State({ run, pair, drafted, band }: { readonly run: KnownRun; readonly pair: FoundPair; readonly drafted: Drafted | undefined; readonly band: string }): ReactNode {
  const say = useSay();
  const stand = run.standOf(pair);
  if (drafted) return <Mark tone="open">{say.code("matchAnswer", drafted.answer)}</Mark>;
  return stand === undefined ? band : <Mark tone={stand.verdict === "same" ? "fine" : stand.verdict.startsWith("needs") ? "wait" : "plain"}>{say.code("verdict", stand.verdict)}</Mark>;
}

function Tray({ drafts, run, to, onSigned }: { readonly drafts: ReadonlyMap<string, Drafted>; readonly run: string; readonly to: readonly string[]; readonly onSigned: () => void }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  if (drafts.size === 0) return null;
  return (
    <div className="note wait row tray">
      <strong>{say("matching.unsigned", { count: drafts.size })}</strong>
      <Button data-act="pairs.decided" className="button first" onPress={() => sign({ draft: { kind: "pairs.decided", body: { run, pairs: [...drafts.values()] }, to }, onRecorded: onSigned })}>{say("matching.signAnswers", { count: drafts.size })}</Button>
    </div>
  );
}
