// Units of the parties' own rank table (TERMS.md, 9.4): equal rank first, the remainder by the scale, and what one side holds
// beyond goes on parole where a parole sentence says so. A rank value exists only where the parties wrote the table.
import { sentencesOf, type Terms } from "./ast.ts";
import type { Weight } from "./balance-allocation.ts";
import type { People } from "./balance-people.ts";

export type RankTable = ReadonlyMap<string, number>;
export const rankTable = (terms: Terms): RankTable => new Map(sentencesOf(terms, "rankValues").flatMap(({ rows }) => rows));

/** Units of one person; a rank that is unknown or outside the table lies anywhere between the least and the most of it. */
export function rankWeight(table: RankTable, { captives }: Pick<People, "captives">): Weight {
  const values = [...table.values()];
  const span = { least: Math.min(...values), most: Math.max(...values) };
  return (person) => {
    const units = table.get(captives[person]?.rank ?? "unknown");
    return units === undefined ? span : { least: units, most: units };
  };
}

export type RankCount = ReadonlyMap<string, number>;
export type RankBalance = {
  /** Units that each side holds, and what is left after captives of equal rank stand against each other. */
  readonly units: readonly [number, number]; readonly afterEqualRank: readonly [number, number];
  /** Units held beyond the balance, and by which side (0, 1); `even` when there are none. */
  readonly beyond: number; readonly heldBy: 0 | 1 | "even";
};

/** @throws Error when a rank is outside the table: the caller sets those persons apart. */
export function balanceRanks(held: readonly [RankCount, RankCount], table: RankTable): RankBalance {
  const unitsOf = (counts: RankCount): number => [...counts].reduce((sum, [rank, count]) => sum + count * unit(table, rank), 0);
  let equal = 0;
  for (const [rank, count] of held[0]) equal += Math.min(count, held[1].get(rank) ?? 0) * unit(table, rank);
  const units = [unitsOf(held[0]), unitsOf(held[1])] as const;
  const difference = units[0] - units[1];
  return {
    units, afterEqualRank: [units[0] - equal, units[1] - equal], beyond: Math.abs(difference),
    heldBy: difference === 0 ? "even" : difference > 0 ? 0 : 1,
  };
}

function unit(table: RankTable, rank: string): number {
  const value = table.get(rank);
  if (value === undefined) throw new Error("bug: a rank outside the table was weighed");
  return value;
}

/** Captives held and not yet received, by side and rank; ranks unknown or outside the table stand apart by person index. */
export function heldByRank(people: People, table: RankTable, isHeld: (i: number) => boolean): { readonly held: readonly [RankCount, RankCount]; readonly unranked: readonly number[] } {
  const held = [new Map<string, number>(), new Map<string, number>()] as const;
  const unranked: number[] = [];
  people.captives.forEach(({ rank }, i) => {
    if (!isHeld(i)) return;
    const side = held[people.side[i] === 0 ? 0 : 1];
    if (table.has(rank)) side.set(rank, (side.get(rank) ?? 0) + 1);
    else unranked.push(i);
  });
  return { held, unranked };
}
