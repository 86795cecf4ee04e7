// Entries of one list that are perhaps one person, as proposals. The same model over the pairs of one list, with its own share of
// matches and without one-to-one. Groups by complete linkage: every two of a group are at least as likely one person as not; where
// A is like B and B like C but A unlike C, that chain is shown and nothing is joined across it. Nothing is merged: two persons
// join, and what was joined can be parted again.
import { Fault } from "../basis/fault.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { BIT } from "./graph.ts";
import { COMPARED, levelOf } from "./levels.ts";
import type { Linked } from "./link.ts";
import { AT, STRIDE } from "./problem.ts";
import { PAIRS_OF_ROW_MAX } from "./scan.ts";

export type DuplicateGroup = {
  readonly rows: readonly number[];
  /** The row that states most, ties by id. */
  readonly representative: number;
  /** Of the weakest two of the group. */
  readonly probability: number;
  /** Rows outside that are like one of the group and unlike another. */
  readonly chained: readonly number[];
};

/** Proposals are looked at by two persons, so the best F1 of calibrated odds counts and not near certainty. */
const JOIN_MIN = 0.8;
const LIKE_MIN = 0.5;
const NUMBER = COMPARED.indexOf("service_no");
const GIVEN = COMPARED.indexOf("given_name");
const BIRTH = COMPARED.indexOf("birth_date");

export type DuplicatePair = { readonly left: number; readonly right: number; readonly probability: number; readonly isBarred: boolean };

/** Every pair of rows of the one list with p >= .05, best first, ties by ids. `linked` comes of `prepareOneList`. */
export function duplicatePairs(linked: Linked): DuplicatePair[] {
  const { pairs, patterns, pair } = linked;
  const { ids } = pair.left;
  const found: DuplicatePair[] = [];
  for (let e = 0; e < pairs.left.length; e++) {
    const odds = Math.exp(((pairs.weight[e] ?? 0) / BIT) * Math.LN2);
    const probability = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
    const [a, b] = [pairs.left[e] ?? 0, pairs.right[e] ?? 0];
    const isInOrder = byCodeUnit(ids[a] ?? "", ids[b] ?? "") < 0;
    if (probability >= 0.05) found.push({ left: isInOrder ? a : b, right: isInOrder ? b : a, probability, isBarred: isBarred(patterns[e] ?? 0) });
  }
  return found.sort((x, y) => y.probability - x.probability || byCodeUnit(ids[x.left] ?? "", ids[y.left] ?? "") || byCodeUnit(ids[x.right] ?? "", ids[y.right] ?? ""));
}

/** Two whole service numbers that differ, or two given names on one birth date: twins are never joined. */
const isBarred = (pattern: number): boolean => levelOf(pattern, NUMBER) === 3 || (levelOf(pattern, GIVEN) === 8 && levelOf(pattern, BIRTH) === 1);

/** Groups in code order of their first id. O(pairs · size of group), a crowd counting as one. */
export function groupDuplicates(linked: Linked): DuplicateGroup[] {
  const { ids } = linked.pair.left;
  const all = duplicatePairs(linked);
  const { headOf, rowsOf, inside } = crowdsOf(linked, all);
  const key = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const seen = new Set<string>();
  const pairs = all.map((pair) => ({ ...pair, left: headOf(pair.left), right: headOf(pair.right) })).filter(({ left, right }) => {
    const isNew = left !== right && !seen.has(key(left, right));
    seen.add(key(left, right));
    return isNew;
  });
  const like = new Map<string, number>();
  for (const { left, right, probability, isBarred: barred } of pairs) if (probability >= LIKE_MIN && !barred) like.set(key(left, right), probability);
  const groupOf = new Map<number, number[]>();
  for (const head of inside.keys()) groupOf.set(head, [head]);
  for (const { left, right, probability, isBarred: barred } of pairs) {
    if (probability < JOIN_MIN || barred) continue;
    const [a, b] = [groupOf.get(left) ?? [left], groupOf.get(right) ?? [right]];
    if (a === b || !a.every((x) => b.every((y) => like.has(key(x, y))))) continue;
    const joined = [...a, ...b];
    for (const row of joined) groupOf.set(row, joined);
  }
  const inOrder = (rows: Iterable<number>): number[] => [...rows].flatMap(rowsOf).sort((a, b) => byCodeUnit(ids[a] ?? "", ids[b] ?? ""));
  const groups = [...new Set(groupOf.values())];
  return groups.map((heads): DuplicateGroup => {
    const chained = new Set<number>();
    for (const { left, right, probability } of pairs) {
      if (probability < JOIN_MIN) continue;
      if (heads.includes(left) && !heads.includes(right)) chained.add(right);
      if (heads.includes(right) && !heads.includes(left)) chained.add(left);
    }
    const chances = heads.flatMap((a, at) => [inside.get(a) ?? 1, ...heads.slice(at + 1).map((b) => like.get(key(a, b)) ?? 0)]);
    const rows = inOrder(heads);
    return { rows, representative: fullest(linked, rows), probability: Math.min(...chances), chained: inOrder(chained) };
  }).sort((a, b) => byCodeUnit(ids[a.rows[0] ?? 0] ?? "", ids[b.rows[0] ?? 0] ?? ""));
}

/**
 * Rows that are equal in all that is compared say the same of every other row, and more of them may stand than pairs of one row
 * are kept: such a crowd is taken as its first row, however many it holds. `inside` says how likely two of a crowd are one person,
 * by its head; crowds of which too little is known to join them are none.
 */
function crowdsOf({ problem: { left: { rows, count, aside } } }: Linked, pairs: readonly DuplicatePair[]): { readonly headOf: (row: number) => number; readonly rowsOf: (head: number) => readonly number[]; readonly inside: ReadonlyMap<number, number> } {
  const equal = new Map<string, number[]>();
  for (let at = 0; at < (count + aside) * STRIDE; at += STRIDE) {
    const key = rows.subarray(at, at + AT.row).join(" ");
    const known = equal.get(key);
    if (known) known.push(rows[at + AT.row] ?? 0);
    else equal.set(key, [rows[at + AT.row] ?? 0]);
  }
  const crowdOf = new Map<number, readonly number[]>();
  for (const crowd of equal.values()) if (crowd.length > PAIRS_OF_ROW_MAX) for (const row of crowd) crowdOf.set(row, crowd);
  const inside = new Map<number, number>();
  for (const { left, right, probability, isBarred: barred } of pairs) {
    const crowd = crowdOf.get(left);
    if (crowd !== undefined && crowd === crowdOf.get(right) && probability >= JOIN_MIN && !barred) inside.set(crowd[0] ?? 0, probability);
  }
  const headOf = (row: number): number => {
    const head = crowdOf.get(row)?.[0] ?? row;
    return inside.has(head) ? head : row;
  };
  return { headOf, rowsOf: (head) => (inside.has(head) ? (crowdOf.get(head) ?? [head]) : [head]), inside };
}

function fullest({ pair }: Linked, rows: readonly number[]): number {
  const columns = Object.values(pair.left.list.cells);
  const filled = (row: number): number => columns.filter(({ at }) => at[row] !== 0).length;
  return rows.reduce((best, row) => (filled(row) > filled(best) ? row : best), rows[0] ?? 0);
}

/** One answer of one person to "are these entries of one list one person?". `undo` takes back what was joined or kept apart. */
export type DuplicateAct = { readonly ids: readonly [string, string]; readonly act: "join" | "keep apart" | "undo"; readonly by: string };
export type DuplicateStand = "open" | "joined" | "kept apart" | "needs a second person";

/**
 * How each pair of ids stands after the acts in their order: an act counts when two different persons have said the same since the
 * stand last changed; undo opens the pair again. Nothing is lost: the acts are the record, this is their reading.
 * @throws Fault `DUPLICATE_SELF` for an id paired with itself.
 */
export function standOf(acts: readonly DuplicateAct[]): ReadonlyMap<string, DuplicateStand> {
  const stands = new Map<string, { stand: DuplicateStand; said: Map<DuplicateAct["act"], Set<string>> }>();
  for (const { ids, act, by } of acts) {
    const [a, b] = [...ids].sort(byCodeUnit);
    if (a === b) throw new Fault("DUPLICATE_SELF", "expected two different entries, found one twice");
    const key = `${a}\u0000${b}`;
    const of = stands.get(key) ?? { stand: "open" as DuplicateStand, said: new Map<DuplicateAct["act"], Set<string>>() };
    stands.set(key, of);
    const persons = of.said.get(act) ?? new Set<string>();
    of.said.set(act, persons.add(by));
    if (persons.size < 2) {
      if (of.stand === "open") of.stand = "needs a second person";
      continue;
    }
    of.stand = act === "join" ? "joined" : act === "keep apart" ? "kept apart" : "open";
    of.said.clear();
  }
  return new Map([...stands].map(([key, { stand }]) => [key, stand]));
}
