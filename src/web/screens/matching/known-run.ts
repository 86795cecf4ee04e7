// What the tabs share: what the job found, with quick ways to its pairs, and how they stand on the record.
import type { MatchesView } from "../../../desk/api-types.ts";
import type { MatchFound } from "../../../desk/jobs/match-lists.ts";
import type { PairView } from "../../../desk/match-view.ts";
import type { PairReason } from "../../../matching/match-act.ts";
import type { FoundPair, FoundRow } from "../../../matching/run-lists.ts";

export type Answer = "same" | "not the same" | "relatives" | "cannot tell";
export const ANSWERS: readonly Answer[] = ["same", "not the same", "relatives", "cannot tell"];
export type Drafted = { readonly left: string; readonly right: string; readonly answer: Answer; readonly reason: PairReason; readonly millionths: number };

export type KnownRun = {
  readonly found: MatchFound;
  readonly record: MatchesView;
  readonly standOf: (pair: FoundPair) => PairView | undefined;
  readonly left: (pair: FoundPair) => FoundRow | undefined;
  readonly right: (pair: FoundPair) => FoundRow | undefined;
  /** Pairs of one row of a side, the pair itself left out. */
  readonly rivalsOf: (pair: FoundPair) => readonly { readonly pair: FoundPair; readonly side: "left" | "right" }[];
  /** Place of the pair of a row, chosen first; undefined without one. */
  readonly pairOfRow: (side: "left" | "right", at: number) => FoundPair | undefined;
  readonly keyOf: (pair: FoundPair) => string;
};

export function knowRun(found: MatchFound, record: MatchesView): KnownRun {
  const { left, right, pairs } = found.findings;
  const by = { left: new Map<number, FoundPair[]>(), right: new Map<number, FoundPair[]>() };
  for (const pair of pairs) for (const side of ["left", "right"] as const) by[side].set(pair[side], [...(by[side].get(pair[side]) ?? []), pair]);
  const stands = new Map(record.pairs.map((one) => [`${one.left} ${one.right}`, one]));
  const keyOf = (pair: FoundPair): string => `${left[pair.left]?.ref ?? ""} ${right[pair.right]?.ref ?? ""}`;
  return {
    found, record, keyOf, standOf: (pair) => stands.get(keyOf(pair)), left: (pair) => left[pair.left], right: (pair) => right[pair.right],
    rivalsOf: (pair) => [
      ...(by.left.get(pair.left) ?? []).filter((one) => one !== pair).map((one) => ({ pair: one, side: "right" as const })),
      ...(by.right.get(pair.right) ?? []).filter((one) => one !== pair).map((one) => ({ pair: one, side: "left" as const })),
    ].sort((a, b) => b.pair.netBits - a.pair.netBits),
    pairOfRow: (side, at) => { const of = by[side].get(at) ?? []; return of.find(({ isChosen }) => isChosen) ?? of[0]; },
  };
}

const LEVEL_DIFFERENT_BIRTH = [2, 3, 6, 7, 8];

/** The reason that the machine would name for an answer; the person may name another. */
export function usualReason(pair: FoundPair, answer: Answer): PairReason {
  const has = (code: FoundPair["reasons"][number]): boolean => pair.reasons.includes(code);
  if (answer === "relatives") return "relatives by name and date";
  if (answer === "cannot tell") return "too little is stated";
  if (answer === "same") return pair.levels.every((level) => level <= 1) ? "everything stated agrees" : "spelling only";
  if (LEVEL_DIFFERENT_BIRTH.includes(pair.levels[3] ?? 0)) return "birth date differs";
  if (has("RIVAL")) return "another row fits better";
  return has("NAMESAKE") ? "namesakes" : "other";
}
