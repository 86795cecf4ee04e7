import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Faults, printPlace } from "../basis/fault.ts";
import { parseFact } from "../accounting/parse-fact.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { parsePack } from "../vocabulary/conflict-pack.ts";
import { joinPack, type PackFiles } from "../vocabulary/pack-files.ts";
import { checkCategories } from "./check-categories.ts";
import { checkPack } from "./check-pack.ts";

const filesIn = (name: string): Map<string, string> => {
  const folder = new URL(`../../packs/${name}/`, import.meta.url);
  return new Map(readdirSync(folder).filter((path) => path.includes(".")).map((path) => [path, readFileSync(new URL(path, folder), "utf8")]));
};
const BASE = new Map([["en", { "nav.talks": "Talks", "talks.by": "by {party}" }]]);
const faultsOf = (run: () => unknown): string[] => {
  try {
    run();
    return [];
  } catch (error) {
    return error instanceof Faults ? error.faults.map(({ code, places }) => `${printPlace(places[0] ?? {})} ${code}`) : [String(error)];
  }
};
const check = (files: PackFiles): string[] => faultsOf(() => checkPack(joinPack(files), "p/", BASE));

test("definitions are read by the terms language, promise nothing, and have the rank values of ranks.csv", () => {
  const files = filesIn("cartel-1862");
  expect(check(files)).toEqual([]);
  const other = (change: (text: string) => string): string[] => check(new Map([...files, ["definitions.terms", change(files.get("definitions.terms") ?? "")]]));
  expect(other((text) => text.replace("army captain 6", "army captain 4").replace("358", "356"))).toEqual(["p/definitions.terms:1:1 PACK_RANKS"]);
  expect(other((text) => `${text}Clause 1 “X”.\nEach party releases 5 captives.\n`)).toEqual(["p/definitions.terms:4:1 PACK_TERMS", "p/definitions.terms:5:1 PACK_TERMS"]);
  expect(other((text) => `${text}“tall” means over two metres.\n`)).toEqual([expect.stringMatching(/^p\/definitions\.terms:4:\d+ TERMS_SENTENCE$/)]);
});

test("words of a pack stand in the place of words of the product, with no argument of their own", () => {
  const sources = `${filesIn("cartel-1862").get("SOURCES.md") ?? ""} words.en.json`;
  const words = (text: string): string[] => check(new Map([...filesIn("cartel-1862"), ["words.en.json", text], ["SOURCES.md", sources]]));
  expect(words('{"nav.talks":"Parley","talks.by":"of {party}"}')).toEqual([]);
  expect(words('{"nav.talk":"Parley",\n"talks.by":"of {side}"}')).toEqual(["p/words.en.json:1:2 nav.talk PACK_WORDS", "p/words.en.json:2:1 talks.by PACK_WORDS"]);
});

test("a number of the account speaks of people on the track that the pack has them on, and children are promised by none", () => {
  const pack = parsePack(joinPack(filesIn("istanbul-2025")), "p");
  const on = parseCivilDate("2025-06-20") ?? expect.fail("a day that exists");
  const promise = (what: string, category?: string): string[] =>
    faultsOf(() => checkCategories(pack, { ...parseFact("obligation.stated", { id: "x", agreement: null, clause: null, what, ...(category === undefined ? {} : { category }), from: "RU", to: "UA", promised: { kind: "all" }, counts: [what], readings: [] }), entry: 0, on, by: "RU" }));
  expect([promise("captives", "military"), promise("civilians", "цивільний"), promise("captives", "a word of theirs"), promise("captives")]).toEqual([[], [], [], []]);
  expect([promise("captives", "sivil"), promise("civilians", "ребёнок"), promise("captives", "child")]).toEqual([["what CATEGORY_TRACK"], ["category CATEGORY_TRACK"], ["what CATEGORY_TRACK", "category CATEGORY_TRACK"]]);
});
