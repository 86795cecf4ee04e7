import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { readPackFiles } from "./conflict-pack.ts";
import { Faults } from "../basis/fault.ts";

const at = (path: string): string => readFileSync(new URL(`../../packs/${path}`, import.meta.url), "utf8");
const FILES = ["pack.json", "ranks.csv", "categories.csv", "places.csv", "names.csv", "definitions.terms", "population.json", "SOURCES.md"];
const STOCKHOLM = new Map(FILES.map((file) => [file, at(`stockholm-2018/${file}`)]));
const plain = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : expect.fail("an object"));

/** What a population is refused for after one change of it. */
function faultsAfter(change: (population: Record<string, unknown>) => void): string[] {
  const population = plain(parseJson(STOCKHOLM.get("population.json") ?? ""));
  change(population);
  try {
    readPackFiles(new Map([...STOCKHOLM, ["population.json", JSON.stringify(population, null, 1)]]), "p/");
    return [];
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return error.faults.map(({ code, places: [place] }) => `${code} ${place?.field ?? ""}`);
  }
}
const inner = (population: Record<string, unknown>, ...path: readonly string[]): Record<string, unknown> => path.reduce((value, name) => plain(value[name]), population);
const rows = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(plain) : expect.fail("a list"));
const put = (row: Record<string, unknown> | undefined, name: string, value: unknown): void => {
  if (row === undefined) return expect.fail("a row");
  row[name] = value;
};

test("the population of a shipped pack is read with its names in every language in which somebody writes", () => {
  const { population } = readPackFiles(STOCKHOLM, "p/");
  if (population === "none") return expect.fail("a population");
  expect(population.sides.map(({ writes }) => writes)).toEqual(["ar", "ar"]);
  expect(population.clerks).toEqual({ language: "en", share: 350 });
  for (const { is } of population.sides[0].given.men) expect(Object.keys(is).sort()).toEqual(["ar", "en"]);
  expect(population.ranks.every(({ rank }) => rank.names.get("ar") !== undefined)).toBe(true);
});

test("a pack without population.json has none, and one without a line on it in SOURCES.md is refused", () => {
  const { "population.json": _, ...without } = Object.fromEntries(STOCKHOLM);
  expect(readPackFiles(new Map(Object.entries(without)), "p/").population).toBe("none");
  const sources = (STOCKHOLM.get("SOURCES.md") ?? "").split("\n").filter((line) => !line.includes("population.json")).join("\n");
  expect(() => readPackFiles(new Map([...STOCKHOLM, ["SOURCES.md", sources]]), "p/")).toThrow(/population\.json/);
});

test.each<[string, (population: Record<string, unknown>) => void, string[]]>([
  ["a form in a language that a clerk writes is missing", (p) => void delete plain(rows(inner(p, "given", "arabic")["men"])[0]?.["is"])["en"], ["PACK_GAP given.arabic.men.0.is"]],
  ["two gaps at once", (p) => { delete plain(rows(inner(p, "given", "arabic")["men"])[1]?.["is"])["ar"]; delete p["ages"]; }, ["PACK_GAP given.arabic.men.1.is", "PACK_GAP ages"]],
  ["a form in other letters", (p) => void (plain(rows(inner(p, "given", "arabic")["women"])[0]?.["is"])["ar"] = "Fatima"), ["PACK_SCRIPT given.arabic.women.0.is.ar"]],
  ["a name twice", (p) => { const men = rows(inner(p, "given", "arabic")["men"]); put(men[1], "is", men[0]?.["is"]); }, ["PACK_TWICE given.arabic.men.1.is.ar"]],
  ["a digit in a name", (p) => void (plain(rows(inner(p, "given", "arabic")["men"])[0]?.["is"])["en"] = "H4"), ["PACK_POPULATION given.arabic.men.0.is.en"]],
  ["a rank that ranks.csv does not have", (p) => put(rows(p["ranks"])[0], "rank", "hetman"), ["PACK_POPULATION ranks.0.rank"]],
  ["a side left out", (p) => void delete inner(p, "sides")["AA"], ["PACK_GAP sides.AA.writes", "PACK_GAP sides", "PACK_GAP sides.AA.given", "PACK_GAP sides.AA.surnames"]],
  ["names that stand nowhere", (p) => void (inner(p, "sides", "AA")["given"] = "norse"), ["PACK_POPULATION sides.AA.given"]],
  ["a language that is none of the pack", (p) => void (inner(p, "sides", "AA")["writes"] = "fr"), ["PACK_POPULATION sides.AA.writes"]],
  ["a rate above 1000", (p) => void (inner(p, "errors", "held")["slip"] = 1001), ["PACK_POPULATION errors.held.slip"]],
  ["a rate left out and one nobody knows", (p) => { delete inner(p, "errors", "asked")["noSex"]; inner(p, "errors", "asked")["noShoes"] = 1; }, ["PACK_POPULATION errors.asked.noShoes", "PACK_GAP errors.asked.noSex"]],
  ["a soldier of seventeen", (p) => put(rows(p["ages"])[0], "from", 17), ["PACK_POPULATION ages.0.from"]],
  ["too few names", (p) => void (inner(p, "given", "arabic")["men"] = rows(inner(p, "given", "arabic")["men"]).slice(0, 3)), ["PACK_POPULATION given.arabic.men"]],
  ["another format", (p) => void (p["format"] = "all-for-all-population/2"), ["PACK_POPULATION format"]],
])("%s: refused with its place", (_, change, expected) => {
  expect(faultsAfter(change).sort()).toEqual([...expected].sort());
});
