// The runs of the record: what each compared and found, how far its pairs are decided, its calibration; computed again here with one
// button; and what each side is told of its own rows, by two officers.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { MatchesView } from "../../../desk/api-types.ts";
import type { ListState } from "../../../registry/name-case.ts";
import type { FoundRow } from "../../../matching/run-lists.ts";
import { mayRecord, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { useSigning } from "../../parts/signing.tsx";
import type { KnownRun } from "./known-run.ts";

type Run = MatchesView["runs"][number];
const VERDICTS = ["same", "not the same", "relatives", "cannot tell", "needs a second person", "needs a third person"] as const;

export function RunsTab({ record, lists, known, isBusy, onOpen, to }: {
  readonly record: MatchesView; readonly lists: readonly ListState[]; readonly known: KnownRun | undefined; readonly isBusy: boolean; readonly onOpen: (run: string) => void; readonly to: readonly string[];
}): ReactNode {
  const say = useSay();
  if (record.runs.length === 0) return <p className="quiet">{say("matching.noRuns")}</p>;
  return <div className="stack">{[...record.runs].reverse().map((run) => <RunSheet key={run.run} run={run} lists={lists} known={known?.found.run === run.run && known.found.agrees === true ? known : undefined} told={record.told} isBusy={isBusy} onOpen={onOpen} to={to} />)}</div>;
}

function RunSheet({ run, lists, known, told, isBusy, onOpen, to }: {
  readonly run: Run; readonly lists: readonly ListState[]; readonly known: KnownRun | undefined; readonly told: MatchesView["told"]; readonly isBusy: boolean; readonly onOpen: (run: string) => void; readonly to: readonly string[];
}): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const sign = useSigning();
  const { nextCalibration: next } = run;
  const named = (of: Run["left"]): string => say.list(of.map(({ list }) => list));
  return (
    <section className="sheet stack tight" aria-label={run.run}>
      <header><h2><bdi>{run.run}</bdi></h2><Cites cites={[{ entry: run.entry, label: run.cite }]} /></header>
      <p>{say("matching.ranOver", { left: named(run.left), right: named(run.right), day: say.date(run.on) })}{run.modelOf === undefined ? "" : ` · ${say("matching.modelOf", { run: run.modelOf })}`}</p>
      <ul className="row small">
        {(["askedAndHeld", "askedOnly", "heldOnly", "unclearAsked", "unclearHeld"] as const).map((count) => <li key={count}>{say.code("runCount", count)} <strong className="num">{say.number(run.counts[count])}</strong></li>)}
        {run.doubles > 0 ? <li>{say("matching.doublesLeftOut", { count: run.doubles })}</li> : null}
      </ul>
      <ul className="row small">{VERDICTS.filter((verdict) => run.decided[verdict] > 0).map((verdict) => <li key={verdict}>{say.code("verdict", verdict)} <strong className="num">{say.number(run.decided[verdict])}</strong></li>)}</ul>
      <p className="digest">SHA-256 <bdi>{run.pairsSha256}</bdi></p>
      {run.calibrations.length > 0 ? <ul className="small">{run.calibrations.map((one) => <li key={one.version}>{say("matching.calibrationLine", { version: one.version, labels: one.labels })} <Cites cites={[{ entry: one.entry, label: one.cite }]} /></li>)}</ul> : null}
      <div className="row no-print">
        {mayRecord(session, "match.proposed") ? <Button className="button" isDisabled={isBusy} onPress={() => onOpen(run.run)}>{say("matching.openRun")}</Button> : null}
        {next !== null && mayRecord(session, "match.calibrated") ? <Button data-act="match.calibrated" className="button" onPress={() => sign({ draft: { kind: "match.calibrated", body: { ...next }, to } })}>{say("matching.calibrate", { version: next.version, labels: next.labels })}</Button> : null}
      </div>
      {known === undefined || !mayRecord(session, "match.told") ? null : <Tell run={run} known={known} lists={lists} told={told} to={to} />}
    </section>
  );
}

/** Two persons' verdicts decide: found rows are linked, rows that may yet be found are unclear, all others were not found. */
function Tell({ run, known, lists, told, to }: { readonly run: Run; readonly known: KnownRun; readonly lists: readonly ListState[]; readonly told: MatchesView["told"]; readonly to: readonly string[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const linked = new Set(known.record.pairs.filter(({ verdict }) => verdict === "same").flatMap(({ left, right }) => [left, right]));
  const settled = new Set(known.record.pairs.filter(({ verdict }) => verdict === "not the same" || verdict === "relatives").flatMap(({ left, right }) => [`${left} ${right}`]));
  const sides = (["left", "right"] as const).flatMap((side) => {
    const owners = new Map<string, string[]>();
    for (const { list } of run[side]) {
      const by = lists.find((one) => one.list === list)?.by;
      if (by !== undefined) owners.set(by, [...(owners.get(by) ?? []), list]);
    }
    return [...owners].map(([by, of]) => ({ side, by, of }));
  });
  const rowsOf = (side: "left" | "right", of: readonly string[]): { readonly found: string[]; readonly unclear: string[] } => {
    const rows = known.found.findings[side].map((row, at) => ({ row, at })).filter(({ row }) => of.includes(row.list));
    return { found: rows.filter(({ row }) => linked.has(row.ref)).map(({ row }) => row.ref), unclear: rows.filter(({ row, at }) => !linked.has(row.ref) && isOpen(row, at, side)).map(({ row }) => row.ref) };
  };
  const isOpen = (row: FoundRow, at: number, side: "left" | "right"): boolean => {
    if (row.set !== "unclear" && row.set !== "asked and held") return false;
    const pair = known.pairOfRow(side, at);
    return pair === undefined || !settled.has(known.keyOf(pair));
  };
  return (
    <section className="stack tight note">
      <h3>{say("matching.tell")}</h3>
      <p className="small">{say("matching.tellLead")}</p>
      <ul className="stack tight">
        {sides.map(({ side, by, of }) => {
          const { found, unclear } = rowsOf(side, of);
          const before = told.filter((one) => one.run === run.run && one.lists.join() === of.join());
          return (
            <li key={side + by} className="row">
              <span>{name(by)}: {say("matching.tellCounts", { found: found.length, unclear: unclear.length })}</span>
              <Button data-act="match.told" className="button" onPress={() => sign({ draft: { kind: "match.told", body: { run: run.run, lists: run[side].filter(({ list }) => of.includes(list)), found, unclear }, to: [...new Set([...to, by])].sort() } })}>{say("matching.tellSide", { party: name(by) })}</Button>
              <Cites cites={before.map(({ entry, cite }) => ({ entry, label: cite }))} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
