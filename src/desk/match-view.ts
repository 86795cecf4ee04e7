// What the record says of matching, as one officer may see it: runs with their counts, how pairs and doubles stand, what was told.
// The answer of another officer to a pair is shown once the pair is decided, never before.
import type { State } from "../entries/fold.ts";
import type { DuplicateStand } from "../matching/dedupe.ts";
import type { DoubleAnswer, MatchProposed, PairReason } from "../matching/match-act.ts";
import { doublesOf, isSettled, type By, type GivenAnswer, type Matches, type PairStand } from "../matching/match-record.ts";
import type { Verdict } from "../matching/review.ts";
import { VERDICTS } from "../matching/review.ts";
import { calibrationOf, matchesOf } from "./matches-of.ts";

export type Cited = { readonly entry: number; readonly cite: string; readonly on: string; readonly by: string };
export type SaidOfPair = Cited & { readonly officer: string; readonly answer: GivenAnswer["answer"]; readonly reason: PairReason };
export type PairView = {
  readonly left: string;
  readonly right: string;
  readonly verdict: Verdict;
  /** Persons who have answered. */
  readonly persons: number;
  /** What this officer answered. */
  readonly mine: GivenAnswer["answer"] | null;
  /** Empty until the pair is decided. */
  readonly said: readonly SaidOfPair[];
};
export type RunView = Omit<MatchProposed, "kind"> & Cited & {
  readonly decided: Readonly<Record<Verdict, number>>;
  readonly calibrations: readonly (Cited & { readonly version: number; readonly labels: number; readonly form: string; readonly sha256: string })[];
  /** The act that the decided pairs would give now; null while they are too few or nothing is new. */
  readonly nextCalibration: { readonly run: string; readonly version: number; readonly labels: number; readonly form: string; readonly sha256: string } | null;
};
export type DoubleView = { readonly list: string; readonly rows: readonly [string, string]; readonly stand: DuplicateStand; readonly said: readonly (Cited & { readonly officer: string; readonly answer: DoubleAnswer; readonly reason: PairReason })[] };
export type ToldView = Cited & { readonly run: string; readonly lists: readonly string[]; readonly found: readonly string[]; readonly unclear: readonly string[] };
export type MatchesOn = { readonly runs: readonly RunView[]; readonly pairs: readonly PairView[]; readonly doubles: readonly DoubleView[]; readonly told: readonly ToldView[] };

const citedOf = ({ entry, cite, on, by }: By): Cited => ({ entry, cite, on, by });

/** Linear in the answers. */
export function matchesFor(state: State, officer: string): MatchesOn {
  const matches = matchesOf(state);
  const pairs = [...matches.pairs.values()];
  return {
    runs: [...matches.runs.values()].map((run) => runView(state, matches, run, pairs)),
    pairs: pairs.map((pair) => pairView(pair, officer)),
    doubles: [...matches.doubles.keys()].flatMap((list) => doublesIn(matches, list)),
    told: matches.told.map(({ run, lists, found, unclear, ...by }) => ({ ...citedOf(by), run, lists: lists.map(({ list }) => list), found, unclear })),
  };
}

function runView(state: State, matches: Matches, { kind: _, officer: _officer, key: _key, ...run }: MatchProposed & By, pairs: readonly PairStand[]): RunView {
  const decided = Object.fromEntries(VERDICTS.map((verdict) => [verdict, pairs.filter((one) => one.verdict === verdict && one.answers.some(({ run: of }) => of === run.run)).length])) as Record<Verdict, number>; // one for each verdict
  const calibrations = (matches.calibrations.get(run.run) ?? []).map(({ version, labels, form, sha256, ...by }) => ({ ...citedOf(by), version, labels, form, sha256 }));
  const fitted = calibrationOf(state, run.run);
  const isNew = fitted !== undefined && calibrations.at(-1)?.sha256 !== fitted.sha256;
  return { ...run, decided, calibrations, nextCalibration: isNew ? { run: run.run, version: calibrations.length + 1, labels: fitted.map.labels, form: fitted.map.kind, sha256: fitted.sha256 } : null };
}

function pairView({ left, right, verdict, answers }: PairStand, officer: string): PairView {
  const mine = answers.find((one) => one.officer === officer)?.answer ?? null;
  const said = isSettled(verdict) ? answers.map((one) => ({ ...citedOf(one), officer: one.officer, answer: one.answer, reason: one.reason })) : [];
  return { left, right, verdict, persons: new Set(answers.map((one) => one.officer)).size, mine, said };
}

function doublesIn(matches: Matches, list: string): DoubleView[] {
  const said = matches.doubles.get(list) ?? [];
  return [...doublesOf(matches, list)].map(([key, stand]) => {
    const [a = "", b = ""] = key.split("\u0000");
    return { list, rows: [a, b], stand, said: said.filter(({ rows }) => rows.includes(a) && rows.includes(b)).map((one) => ({ ...citedOf(one), officer: one.officer, answer: one.answer, reason: one.reason })) };
  });
}
