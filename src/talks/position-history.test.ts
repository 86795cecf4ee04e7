// The moves are the history of the matrix: folded one by one they give the matrix of every day (positions.ts), and the article's two
// proposals read as MISSION T5 asks.
import fc from "fast-check";
import { expect, test } from "vitest";
import { textHashOf, type ClauseAct } from "./clause.ts";
import { movesUntil, type Move } from "./position-history.ts";
import { positionsOn, type SaidOn } from "./positions.ts";
import type { PositionSaid, Statement } from "./statement.ts";

const stated = (on: string, cite: string, positions: readonly PositionSaid[], quote?: string): SaidOn => ({
  on, cite, statement: { id: cite, kind: "position", actor: "x", parties: [], content: "c", standing: "stated-own", refersTo: [], positions, ...(quote === undefined ? {} : { quote }) } satisfies Statement,
});
const acted = (on: string, cite: string, act: object): SaidOn => ({ on, cite, act: { ...act, on, cite } as unknown as ClauseAct });

const day = fc.integer({ min: 1, max: 9 }).map((n) => `2025-06-0${n}`);
const clause = fc.constantFrom("1", "2");
const party = fc.constantFrom("A", "B", "C");
const value = fc.constantFrom<PositionSaid["value"]>("proposed", "accepted", "rejected", "under review");
const text = fc.constantFrom("one", "another");
const entry: fc.Arbitrary<SaidOn> = fc.oneof(
  fc.tuple(day, clause, party, value, fc.constantFrom<PositionSaid["statedBy"]>("own word", "the other party", "the source")).map(([on, of, by, held, statedBy]) => stated(on, "s", [{ clause: of, party: by, value: held, statedBy }])),
  fc.tuple(day, clause, text).map(([on, of, words]) => acted(on, "t", { kind: "clause.tabled", clause: of, version: 1, language: "en", text: words, ast: "none", by: "S" })),
  fc.tuple(day, clause, party, value, text).map(([on, of, by, held, words]) => acted(on, "p", { kind: "position.taken", clause: of, textHash: textHashOf(words), value: held, by })),
);

/** The matrix by the moves alone: a changed text takes the place of all, any later word the place of the same source's. */
function matrixOf(moves: readonly Move[]): Map<string, Set<string>> {
  const cells = new Map<string, Map<string, string>>();
  for (const one of moves) {
    const key = `${one.clause} ${one.party}`;
    const cell = one.statedBy === "the changed text" ? new Map<string, string>() : new Map(cells.get(key) ?? []);
    cell.delete("the changed text");
    cell.set(one.statedBy, `${one.statedBy} ${one.value} ${one.on}`);
    cells.set(key, cell);
  }
  return new Map([...cells].map(([key, cell]) => [key, new Set(cell.values())]));
}

test("on every day the matrix is what the moves until then make of it", () => {
  fc.assert(fc.property(fc.array(entry, { maxLength: 25 }), day, (said, on) => {
    const matrix = new Map(positionsOn(said, on).flatMap(({ clause: of, cells }) => Object.entries(cells).map(([by, views]) => [`${of} ${by}`, new Set(views.map((view) => `${view.statedBy} ${view.value} ${view.on}`))] as const)));
    expect(matrixOf(movesUntil(said, on))).toEqual(matrix);
  }));
});

test("a ceasefire rejected, then considered: both moves stand with their days and words, and a past day knows the first alone", () => {
  const said = [
    stated("2025-06-02", "e1", [{ clause: "ceasefire", party: "A", value: "rejected", statedBy: "own word" }], "not without conditions"),
    stated("2025-06-09", "e2", [{ clause: "ceasefire", party: "A", value: "under review", statedBy: "own word" }]),
  ];
  expect(movesUntil(said, "2025-06-10").map(({ on, value: held, quote, cite }) => [on, held, quote, cite])).toEqual([["2025-06-02", "rejected", "not without conditions", "e1"], ["2025-06-09", "under review", undefined, "e2"]]);
  expect(movesUntil(said, "2025-06-08").map(({ cite }) => cite)).toEqual(["e1"]);
  expect(movesUntil(said, "2025-06-01")).toEqual([]);
});
