// Held by one side's word and fallen by another's: the discrepancy, its day, who sees it and when it is gone.
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { heldAndFallen } from "./held-and-fallen.ts";

const day = (text: string): CivilDate => parseCivilDate(text) ?? expect.fail(text);
type Told = readonly [author: string, at: string, kind: string, body: Record<string, unknown>, to: readonly string[]];
const BOTH = ["SA", "SB", "SEC"], OWN = ["SA", "SEC"], OF_SIDE = ["NO", "NOLAB", "SA", "SALAB", "SEC"];
const ROWS = [{ row: "1", name: "Petrenko Ivan" }, { row: "2", name: "Koval Oleh" }];

const STORY: readonly Told[] = [
  ["SA", "2026-01-05", "list.deposited", { list: "SA-L1", purpose: "asked for", about: "SB", rows: ROWS }, BOTH],
  ["SB", "2026-01-10", "name.answered", { list: "SA-L1", answers: [{ row: "1", code: "HELD", date: "2026-01-09" }] }, BOTH],
  ["SA", "2026-01-20", "remains.received", { receipt: "SA-R1", containers: [{ container: "K1", sets: ["S1", "S2"] }] }, [...BOTH, "NO", "NOLAB", "SALAB"]],
  ["SA", "2026-01-21", "family.linked", { family: "F1", missing: "M1", list: "SA-L1", row: "1" }, OWN],
  ["NOLAB", "2026-02-01", "identification.proposed", { identification: "NOLAB-I1", sets: ["S1"], family: "F1", missing: "M1", side: "SA" }, OF_SIDE],
];
/** The record as one party's compartment can open it. */
function stateOf(party: string, acts: readonly Told[]): State {
  const state = emptyState();
  acts.forEach(([author, at, kind, body, to], entry) => foldEntry(state, entry, { author, key: `${author}/${entry}`, kind, at, body: {}, commits: [{ sealed: String(entry) }] }, to.includes(party) ? { label: `${author}-${entry}/1`, body, sources: [] } : undefined));
  expect(state.unread, "every act has its form").toEqual([]);
  return state;
}

test("held by an answer and proposed among the fallen: one row, by code, since the day when both stood", () => {
  expect(heldAndFallen(stateOf("SA", STORY), day("2026-02-11"))).toEqual([{
    list: "SA-L1", row: "1", how: "answered", heldBy: "SB", heldOn: "2026-01-10", identification: "NOLAB-I1", state: "proposed", side: "SA", fallenOn: "2026-02-01", since: "2026-02-01", ageDays: 10, because: [1, 3, 4],
  }]);
  expect(heldAndFallen(stateOf("SA", STORY), day("2026-01-31")), "before the proposal").toEqual([]);
});

test("confirmed by two it stands as identified; the secretariat sees it as the side does", () => {
  const signed: readonly Told[] = [...STORY, ["SA", "2026-02-05", "identification.signed", { identification: "NOLAB-I1", identifiers: ["dental", "effects"] }, OF_SIDE]];
  for (const party of ["SA", "SEC"]) expect(heldAndFallen(stateOf(party, signed), day("2026-02-11")), party).toMatchObject([{ state: "identified", fallenOn: "2026-02-05", since: "2026-02-01", ageDays: 10 }]);
});

test("nobody else sees it: not the other side, not a laboratory, not the mediator's other seats", () => {
  for (const party of ["SB", "NOLAB", "SALAB", "NO"]) expect(heldAndFallen(stateOf(party, STORY), day("2026-02-11")), party).toEqual([]);
});

test("it is gone when the holder answers otherwise, when the proposal is returned, when the identity is opened again, when the link is undone", () => {
  const then = (...more: Told[]): unknown => heldAndFallen(stateOf("SEC", [...STORY, ...more]), day("2026-03-01"));
  expect(then(["SB", "2026-02-12", "name.answered", { list: "SA-L1", answers: [{ row: "1", code: "DIED", date: "2026-02-10", place: "Point 1" }] }, BOTH])).toEqual([]);
  expect(then(["SA", "2026-02-12", "identification.returned", { identification: "NOLAB-I1", outcome: "refused", reason: "contradiction" }, OF_SIDE])).toEqual([]);
  expect(then(["SA", "2026-02-12", "identification.reopened", { identification: "NOLAB-I1", reason: "contradiction" }, OF_SIDE])).toEqual([]);
  expect(then(["SA", "2026-02-12", "family.unlinked", { family: "F1", missing: "M1", list: "SA-L1", reason: "another person" }, OWN])).toEqual([]);
  expect(then(["SB", "2026-02-12", "name.answered", { list: "SA-L1", answers: [{ row: "2", code: "HELD", date: "2026-02-10" }] }, BOTH]), "another row changes nothing").toHaveLength(1);
});

test("held by the holder's own list, once two persons paired the rows: seen where matching is seen", () => {
  const missing: readonly Told[] = [
    ["SA", "2026-01-05", "list.deposited", { list: "SA-M1", purpose: "missing", about: "SB", rows: ROWS }, OWN],
    ["SB", "2026-01-06", "list.deposited", { list: "SB-H1", purpose: "held", about: "SA", rows: [{ row: "7", name: "Pietrenko I." }] }, ["SB", "SEC"]],
    ["SA", "2026-01-20", "remains.received", { receipt: "SA-R1", containers: [{ container: "K1", sets: ["S1"] }] }, [...BOTH, "NO", "NOLAB", "SALAB"]],
    ["SA", "2026-01-21", "family.linked", { family: "F1", missing: "M1", list: "SA-M1", row: "1" }, OWN],
    ["NOLAB", "2026-02-01", "identification.proposed", { identification: "NOLAB-I1", sets: ["S1"], family: "F1", missing: "M1", side: "SA" }, OF_SIDE],
  ];
  const decided = (at: string): Told => ["SEC", at, "pairs.decided", { run: "R1", pairs: [{ left: "SA-M1#1", right: "SB-H1#7", answer: "same", reason: "spelling only", millionths: 990_000 }] }, ["SEC"]];
  expect(heldAndFallen(stateOf("SEC", [...missing, decided("2026-02-03")]), day("2026-02-11")), "one person is not two").toEqual([]);
  const twice = [...missing, decided("2026-02-03"), decided("2026-02-04")];
  expect(heldAndFallen(stateOf("SEC", twice), day("2026-02-11"))).toEqual([{
    list: "SA-M1", row: "1", how: "on a list of those held", heldBy: "SB", heldOn: "2026-02-04", identification: "NOLAB-I1", state: "proposed", side: "SA", fallenOn: "2026-02-01", since: "2026-02-04", ageDays: 7, because: [3, 4, 6],
  }]);
  expect(heldAndFallen(stateOf("SA", twice), day("2026-02-11")), "the side is not shown the other's list").toEqual([]);
});
