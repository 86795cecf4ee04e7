// Cut-offs by arithmetic: aged 25 or under on 2 June 2025 is born from 3 June 1999 on, aged 24 or under from 3 June 2000 on, born after
// 31 December 1999 from 1 January 2000 on. A birth year alone that holds a cut-off is unknown.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { bracketsOn } from "../talks/clause.ts";
import { parsePack } from "../vocabulary/conflict-pack.ts";
import { bracketInPersons, categoryIn, readingsInPersons, whyOfName } from "./readings-in-persons.ts";

const on: CivilDate = parseCivilDate("2025-06-10") ?? expect.fail("no day");
const pack = parsePack(readFileSync(new URL("../../packs/istanbul-2025/pack.json", import.meta.url)), "pack.json");
const head = "Agreement “Young”, made at Istanbul on 2 June 2025.\nThe parties are Russia (RU) and Ukraine (UA).\n\n";
const clause = "\nClause 1 “Young”.\nEach party releases all captives who are “young”.\n";
const text = `${head}[RU: “young” means aged 24 or under on 2 June 2025.]\n[UA: “young” means aged 25 or under on 2 June 2025.]\n${clause}`;

/** A state that holds one list asked for by UA of RU, with these births. */
function stateWith(births: readonly (string | undefined)[], more: (fold: (author: string, kind: string, body: Record<string, unknown>) => void) => void = () => undefined): State {
  const state = emptyState();
  let n = 0;
  const fold = (author: string, kind: string, body: Record<string, unknown>): void =>
    foldEntry(state, n, { author, key: "k", kind, at: "2025-06-01", body: {}, commits: [{ sealed: `s${n}` }] }, { label: `l/${n++}`, body, sources: [] });
  fold("UA", "list.deposited", { list: "UA-1", purpose: "asked for", about: "RU", rows: births.map((birth, i) => ({ row: String(i + 1), name: `Name ${i + 1}`, ...(birth === undefined ? {} : { birth }) })) });
  more(fold);
  return state;
}
const codes = (run: () => unknown): string[] => {
  try {
    run();
  } catch (error) {
    return error instanceof Faults ? error.faults.map(({ code }) => code) : error instanceof Fault ? [error.code] : [String(error)];
  }
  return [];
};

// six born between the two cut-offs, seven young in both readings, two of no year that decides, three older
const births = [...Array.from({ length: 6 }, () => "1999-11-11"), ...Array.from({ length: 7 }, () => "2001-01-01"), "1999", undefined, ...Array.from({ length: 3 }, () => "1980-01-01")];

test("each reading against the other, list by list: who lies between the cut-offs is added, a year that holds one becomes unknown", () => {
  const { rows, readings, clauses, lists } = readingsInPersons(stateWith(births), pack, { text, on, lang: "en" });
  expect([clauses, readings.length, lists]).toEqual([[1], 2, [{ list: "UA-1", by: "UA", holder: "RU", names: births.length }]]);
  expect(rows).toEqual([{ list: "UA-1", by: "UA", holder: "RU", names: births.length, from: readings[0], to: readings[1], added: 6, dropped: 0, becomeUnknown: "fewer than 5", ceaseUnknown: 0 }]);
});

test("a count from 1 to 4 is hidden, 0 and 5 are shown", () => {
  const added = (between: number): unknown => readingsInPersons(stateWith([...Array.from({ length: between }, () => "1999-11-11"), "1970-01-01"]), pack, { text, on, lang: "en" }).rows[0]?.added;
  expect([0, 1, 4, 5].map(added)).toEqual([0, "fewer than 5", "fewer than 5", 5]);
});

test("lists of the fallen and the missing are no captives; without a list nothing is counted", () => {
  const state = stateWith(births, (fold) => fold("RU", "list.deposited", { list: "RU-1", purpose: "fallen", about: "UA", rows: [{ row: "1", name: "Name", birth: "1999-11-11" }] }));
  expect(readingsInPersons(state, pack, { text, on, lang: "en" }).lists.map(({ list }) => list)).toEqual(["UA-1"]);
  expect(readingsInPersons(emptyState(), pack, { text, on, lang: "en" })).toMatchObject({ rows: [], lists: [], clauses: [1] });
});

test("what cannot be read is refused with its place: the text, the clause, other sides", () => {
  const state = stateWith(births);
  expect(codes(() => readingsInPersons(state, pack, { text: text.replace("releases all", "relases all"), on, lang: "en" })).length).toBeGreaterThan(0);
  expect(codes(() => readingsInPersons(state, pack, { text, clause: 9, on, lang: "en" }))).toEqual(["READINGS_CLAUSE"]);
  expect(codes(() => readingsInPersons(state, pack, { text: text.replaceAll("Ukraine (UA)", "Other (OT)").replaceAll("[UA:", "[OT:"), on, lang: "en" }))).toEqual(["READINGS_PARTIES"]);
});

test("a bracket of a clause: the longest run of words around it that the terms language reads is the category of each alternative", () => {
  const words = "Each party releases all prisoners aged [25 or under / 24 or under] on 2 June 2025.";
  expect(categoryIn(words, "24 or under", on)?.predicate).toMatchObject({ kind: "aged", years: 24, bound: "or under", on: "2025-06-02" });
  expect(categoryIn("[aged 25 or under on 2 June 2025 / born after 31 December 1999]", "born after 31 December 1999", on)?.predicate).toMatchObject({ kind: "bornAfter", date: "1999-12-31" });
  expect(categoryIn(words, "as agreed by the doctors", on)).toBeUndefined();
  expect(categoryIn("All captives [25 and under / under 25]", "under 25", on)?.written).toBe("aged 24 or under on 10 June 2025");
  const hash = "0".repeat(64);
  const opened = { kind: "bracket.opened", bracket: "B-1", clause: "5", textHash: hash, alternatives: [{ id: "1", by: "RU", text: "24 or under" }, { id: "2", by: "UA", text: "25 or under" }, { id: "3", by: "UA", text: "as the doctors say" }], by: "UA", on: "2025-06-01", cite: "b" } as const;
  const [bracket] = bracketsOn([opened], ["RU", "UA"], on, () => 0);
  if (!bracket) throw new Error("expected a bracket");
  const answer = bracketInPersons(stateWith(births), pack, bracket, words, on, "en");
  expect(answer.unread).toEqual(["3"]);
  expect(answer.rows).toMatchObject([{ from: "RU: 24 or under (read as: aged 24 or under on 2 June 2025)", to: "UA: 25 or under (read as: aged 25 or under on 2 June 2025)", added: 6, dropped: 0, becomeUnknown: "fewer than 5" }]);
});

test("why for one name: by list and row, in each language, never by his name; an answer that he died is among the reasons", () => {
  const state = stateWith(["1999-06-02", "1999-06-03"], (fold) => fold("RU", "name.answered", { list: "UA-1", answers: [{ row: "2", code: "DIED", date: "2025-06-05", place: "hospital" }] }));
  const plain = text.replace(/\[RU:.*\]\n/, "").replace("[UA: ", "").replace("2025.]", "2025.");
  const why = (row: string, lang: "en" | "uk" | "ru" | "tr" | "ar") => whyOfName(state, pack, { text: plain, list: "UA-1", row, on, lang }).found[0];
  expect(why("1", "en")).toMatchObject({ value: "no", person: "UA-1/1" });
  expect(why("1", "en")?.text).toContain("2 June 1999");
  expect(why("2", "en")?.text).toContain("5 June 2025");
  for (const lang of ["en", "uk", "ru", "tr", "ar"] as const) expect(why("1", lang)?.text).not.toContain("Name 1");
  expect(new Set((["en", "uk", "ru", "tr", "ar"] as const).map((lang) => why("1", lang)?.text)).size).toBe(5);
  expect(codes(() => whyOfName(state, pack, { text: plain, list: "UA-9", row: "1", on, lang: "en" }))).toEqual(["LIST_NONE"]);
  expect(codes(() => whyOfName(state, pack, { text: plain, list: "UA-1", row: "9", on, lang: "en" }))).toEqual(["TERMS_PERSON"]);
});
