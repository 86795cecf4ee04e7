// What the record says of matching: runs, and how each pair and each double stands after the answers of different persons. Two
// persons are different only where both their officer's name and their key differ.
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { Label } from "./calibrate.ts";
import { standOf, type DuplicateAct, type DuplicateStand } from "./dedupe.ts";
import { pairKey, type DoublesDecided, type MatchAct, type MatchCalibrated, type MatchProposed, type MatchTold, type PairAnswer, type PairReason, type STRATA_OF_RUN } from "./match-act.ts";
import { verdictOf, type Verdict } from "./review.ts";

export type By = { readonly cite: string; readonly entry: number; readonly on: string; /** Party. */ readonly by: string; /** The officer, out of the act's label. */ readonly officer: string; /** Name of the key that signed; empty where it is not known. */ readonly key: string };
export type CitedMatchAct = MatchAct & By;
export type GivenAnswer = By & Pick<PairAnswer, "answer" | "reason" | "millionths"> & { readonly run: string };
export type PairStand = { readonly left: string; readonly right: string; readonly answers: GivenAnswer[]; verdict: Verdict };
export type DoubleSaid = By & { readonly rows: readonly [string, string]; readonly answer: DoublesDecided["pairs"][number]["answer"]; readonly reason: PairReason };

export type Matches = {
  readonly runs: Map<string, MatchProposed & By>;
  /** By `pairKey`, whatever run they were decided in. */
  readonly pairs: Map<string, PairStand>;
  /** Pair that stands as one person, by row of either side. */
  readonly linked: Map<string, PairStand>;
  /** By list, in the order of the record. */
  readonly doubles: Map<string, DoubleSaid[]>;
  readonly calibrations: Map<string, (MatchCalibrated & By)[]>;
  readonly told: (MatchTold & By)[];
};

export const emptyMatches = (): Matches => ({ runs: new Map(), pairs: new Map(), linked: new Map(), doubles: new Map(), calibrations: new Map(), told: [] });

/** The officer of an act by its label, `A-1/7`: labels begin so, which intake demands. */
export const officerOfLabel = (label: string, party: string): string => (label.includes("/") ? label.slice(0, label.lastIndexOf("/")) : party);

/** The first of several who is the same person, so that one person under two keys or two names counts once. */
function personIn(known: readonly By[], one: By): string {
  const same = known.find(({ officer, key }) => officer === one.officer || (key !== "" && key === one.key));
  return same === undefined ? one.officer : personOfFirst(known, same);
}
const personOfFirst = (known: readonly By[], one: By): string => {
  const before = known.slice(0, known.indexOf(one));
  return before.length === 0 ? one.officer : personIn(before, one);
};

/** What the answers to one pair come to. One person's later answer counts nothing. */
export function verdictOn(answers: readonly GivenAnswer[]): Verdict {
  const byPerson = new Map<string, GivenAnswer["answer"]>();
  answers.forEach((one, at) => {
    const person = personIn(answers.slice(0, at), one);
    if (!byPerson.has(person)) byPerson.set(person, one.answer);
  });
  return verdictOf([...byPerson].map(([by, answer]) => ({ by, answer })));
}

/** Adds one act that stands on the record. In place; linear in what the act says. */
export function layOnMatches(matches: Matches, act: CitedMatchAct): void {
  const { cite, entry, on, by, officer, key } = act;
  const who: By = { cite, entry, on, by, officer, key };
  switch (act.kind) {
    case "match.proposed": matches.runs.set(act.run, act); return;
    case "match.told": matches.told.push(act); return;
    case "match.calibrated": matches.calibrations.set(act.run, [...(matches.calibrations.get(act.run) ?? []), act]); return;
    case "doubles.decided": {
      const said = matches.doubles.get(act.list) ?? [];
      matches.doubles.set(act.list, said);
      for (const { rows, answer, reason } of act.pairs) said.push({ ...who, rows, answer, reason });
      return;
    }
    case "pairs.decided":
      for (const { left, right, answer, reason, millionths } of act.pairs) {
        const of = matches.pairs.get(pairKey({ left, right })) ?? { left, right, answers: [], verdict: "needs a second person" as const };
        matches.pairs.set(pairKey({ left, right }), of);
        of.answers.push({ ...who, answer, reason, millionths, run: act.run });
        of.verdict = verdictOn(of.answers);
        if (of.verdict === "same") for (const row of [left, right]) matches.linked.set(row, of);
      }
  }
}

/** How the doubles of a list stand, by the two rows in code order. */
export function doublesOf(matches: Matches, list: string, before = Number.POSITIVE_INFINITY): ReadonlyMap<string, DuplicateStand> {
  const said = (matches.doubles.get(list) ?? []).filter(({ entry }) => entry < before);
  return standOf(said.map((one, at): DuplicateAct => ({ ids: one.rows, act: one.answer, by: personIn(said.slice(0, at), one) })));
}

/** Rows of a list that stand as one person with an earlier row: row → the row that speaks for it. Chains lead to their first row. */
export function joinedRows(matches: Matches, list: string, before = Number.POSITIVE_INFINITY): ReadonlyMap<string, string> {
  const leads = new Map<string, string>();
  const leadOf = (row: string): string => {
    const next = leads.get(row);
    return next === undefined ? row : leadOf(next);
  };
  for (const [key, stand] of doublesOf(matches, list, before)) {
    if (stand !== "joined") continue;
    const [a, b] = key.split("\u0000").map(leadOf).sort(byCodeUnit);
    if (a !== undefined && b !== undefined && a !== b) leads.set(b, a);
  }
  return new Map([...leads.keys()].map((row) => [row, leadOf(row)]));
}

/**
 * The decided pairs of a run as labels for its calibration: relatives are not one person, "cannot tell" teaches nothing. Each weighs as many
 * pairs of the run as its stratum holds for each that was answered, scaled so that the weights add up to the number of labels (audit.ts);
 * all weigh alike in a run that counted no strata.
 */
export function labelsOf(matches: Matches, run: string): Label[] {
  const labels = [...matches.pairs.values()].flatMap(({ answers, verdict }) => {
    const own = answers.find((one) => one.run === run);
    return own === undefined || (verdict !== "same" && verdict !== "not the same" && verdict !== "relatives") ? [] : [{ millionths: own.millionths, isSame: verdict === "same" }];
  });
  const recorded = matches.runs.get(run);
  const strata = recorded?.strata;
  if (recorded === undefined || strata === undefined) return labels.map(({ millionths, isSame }) => ({ probability: millionths / 1_000_000, isSame, weight: 1 }));
  const answered = { proposed: 0, open: 0, dropped: 0 };
  const strataOfLabels = labels.map(({ millionths }) => stratumOf(millionths, recorded));
  for (const stratum of strataOfLabels) answered[stratum]++;
  const weights = strataOfLabels.map((stratum) => Math.max(1, strata[stratum]) / answered[stratum]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return labels.map(({ millionths, isSame }, at) => ({ probability: millionths / 1_000_000, isSame, weight: ((weights[at] ?? 0) * labels.length) / total }));
}

/** By the thresholds of the run, in millionths. */
export const stratumOf = (millionths: number, { proposedFrom, listedFrom }: Pick<MatchProposed, "proposedFrom" | "listedFrom">): (typeof STRATA_OF_RUN)[number] =>
  millionths >= proposedFrom ? "proposed" : millionths >= listedFrom ? "open" : "dropped";

/** Two persons agree, or three could not. */
export const isSettled = (verdict: Verdict): boolean => verdict !== "needs a second person" && verdict !== "needs a third person";

/**
 * Whether an act may follow what stands, every fault at once. @throws Faults of `RUN_TWICE`, `RUN_NONE`, `PAIR_DECIDED` where two
 * persons agreed already, `PAIR_OWN` where this officer answered before, `PAIR_TAKEN` where a row stands linked to another, `DOUBLE_OWN` where this officer said it already,
 * `DOUBLE_STANDS` for an undo of what does not stand, `CALIBRATION_VERSION`, `TOLD_OTHER` for a row that two persons have not found.
 */
export function checkOnMatches(matches: Matches, act: MatchAct, officer: string): void {
  const faults: Fault[] = [];
  const miss = (code: string, message: string, field: string): void => void (faults.length < 1_000 && faults.push(new Fault(code, message, [{ field }])));
  if (act.kind === "match.proposed") {
    if (matches.runs.has(act.run)) miss("RUN_TWICE", "expected a run of a new name", "run");
    if (act.modelOf !== undefined && !matches.runs.has(act.modelOf)) miss("RUN_NONE", "expected an earlier run of the record", "modelOf");
  } else if (act.kind === "doubles.decided") checkDoubles(matches, act, officer, miss);
  else if (!matches.runs.has(act.run)) miss("RUN_NONE", "expected a run of the record before this", "run");
  if (act.kind === "pairs.decided") checkPairs(matches, act.pairs, officer, miss);
  if (act.kind === "match.calibrated" && act.version !== (matches.calibrations.get(act.run)?.length ?? 0) + 1) miss("CALIBRATION_VERSION", `expected version ${(matches.calibrations.get(act.run)?.length ?? 0) + 1}`, "version");
  if (act.kind === "match.told") {
    act.found.forEach((ref, i) => void (matches.linked.has(ref) || miss("TOLD_OTHER", "expected a row that two persons found on the other list", `found[${i}]`)));
    act.unclear.forEach((ref, i) => void (matches.linked.has(ref) && miss("TOLD_OTHER", "expected a row that is not linked", `unclear[${i}]`)));
  }
  if (faults.length > 0) throw new Faults(faults);
}

type Miss = (code: string, message: string, field: string) => void;

function checkPairs(matches: Matches, pairs: readonly PairAnswer[], officer: string, miss: Miss): void {
  const taken = new Map<string, string>();
  pairs.forEach((one, i) => {
    const known = matches.pairs.get(pairKey(one));
    if (known && isSettled(known.verdict)) miss("PAIR_DECIDED", "two persons have decided this pair", `pairs[${i}]`);
    else if (known?.answers.some((before) => before.officer === officer)) miss("PAIR_OWN", "this officer has answered this pair: another person must", `pairs[${i}]`);
    if (one.answer !== "same") return;
    for (const row of [one.left, one.right]) {
      const stands = matches.linked.get(row);
      if ((stands && pairKey(stands) !== pairKey(one)) || taken.has(row)) miss("PAIR_TAKEN", "a row of this pair stands linked to another: one entry is one person once", `pairs[${i}]`);
      taken.set(row, pairKey(one));
    }
  });
}

function checkDoubles(matches: Matches, act: DoublesDecided, officer: string, miss: Miss): void {
  const stands = doublesOf(matches, act.list);
  const said = matches.doubles.get(act.list) ?? [];
  act.pairs.forEach(({ rows, answer }, i) => {
    const key = [...rows].sort(byCodeUnit).join("\u0000");
    const stand = stands.get(key) ?? "open";
    const of = said.filter((one) => [...one.rows].sort(byCodeUnit).join("\u0000") === key);
    const sinceTurn = sinceStand(of);
    if (answer === "undo" ? stand !== "joined" && stand !== "kept apart" : stand === "joined" || stand === "kept apart") miss("DOUBLE_STANDS", answer === "undo" ? "expected what stands decided before it is undone" : "two persons have decided this; undo it first", `pairs[${i}]`);
    else if (sinceTurn.some((one) => one.officer === officer && one.answer === answer)) miss("DOUBLE_OWN", "this officer has said so: another person must", `pairs[${i}]`);
  });
}

/** What was said since the stand last changed. */
function sinceStand(said: readonly DoubleSaid[]): readonly DoubleSaid[] {
  let from = 0;
  const persons = new Map<string, Set<string>>();
  said.forEach((one, at) => {
    const of = persons.get(one.answer) ?? new Set<string>();
    persons.set(one.answer, of.add(personIn(said.slice(0, at), one)));
    if (of.size < 2) return;
    from = at + 1;
    persons.clear();
  });
  return said.slice(from);
}
