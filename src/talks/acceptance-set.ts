// Acceptance sets: which alternatives of a bracket a party could live with, sealed to that party and the desk. No points, no
// order. The mediator sees whether the sets overlap; neither side ever sees the other's set or a hint of it (TALKS.md §5).
import { readBody, type Body } from "../basis/body-reader.ts";
import type { Bracket } from "./clause.ts";

export type AcceptanceSet = { readonly kind: "acceptance.set"; readonly bracket: string; readonly alternatives: readonly string[] };
export type Held = AcceptanceSet & { readonly by: string; readonly on: string; readonly cite: string };

/** @throws Faults `ACCEPTANCE_FORM`. */
export const parseAcceptanceSet = (body: Body): AcceptanceSet =>
  readBody(body, "ACCEPTANCE_FORM", (read) => ({ kind: "acceptance.set", bracket: read.text("bracket"), alternatives: read.texts("alternatives") }));

export type Overlap = { readonly bracket: string; readonly overlap: "agreed" | "overlap exists" | "no overlap" | "unknown"; readonly shared: number | null };

/** For the mediator alone: each open bracket's overlap by the latest set of each side. `agreed`: exactly one alternative, the same for both. */
export function overlapsOf(brackets: readonly Pick<Bracket, "bracket" | "alternatives">[], held: readonly Held[], sides: readonly [string, string]): Overlap[] {
  return brackets.map(({ bracket, alternatives }) => {
    const [a, b] = sides.map((side) => held.filter((one) => one.bracket === bracket && one.by === side).at(-1)?.alternatives);
    if (a === undefined || b === undefined) return { bracket, overlap: "unknown", shared: null };
    const shared = alternatives.filter(({ id }) => a.includes(id) && b.includes(id)).length;
    const isOne = shared === 1 && a.length === 1 && b.length === 1;
    return { bracket, overlap: isOne ? "agreed" : shared > 0 ? "overlap exists" : "no overlap", shared };
  });
}

/** How many brackets of a package lie outside each side's set; null where a side's set of one of them is unknown. */
export function outsideOf(choice: Readonly<Record<string, string>>, held: readonly Held[], sides: readonly [string, string]): Record<string, number | null> {
  const outside = (side: string): number | null => {
    let count = 0;
    for (const [bracket, alternative] of Object.entries(choice)) {
      const set = held.filter((one) => one.bracket === bracket && one.by === side).at(-1);
      if (set === undefined) return null;
      if (!set.alternatives.includes(alternative)) count++;
    }
    return count;
  };
  return Object.fromEntries(sides.map((side) => [side, outside(side)]));
}
