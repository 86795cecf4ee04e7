import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { Faults, printPlace } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { parsePack } from "./conflict-pack.ts";
import { codesOf, nameIn } from "./pack-codes.ts";
import { joinPack, packManifest, packSha256, readableFiles, splitPack, type PackFiles } from "./pack-files.ts";
import { nameLines } from "./pack-tables.ts";
import { nameTable } from "./name-table.ts";
import { argumentsOf } from "./pack-words.ts";

const packs = fileURLToPath(new URL("../../packs/", import.meta.url));
const filesIn = (name: string): Map<string, string> =>
  new Map(readdirSync(join(packs, name), { recursive: true }).map(String).filter((path) => statSync(join(packs, name, path)).isFile()).map((path) => [path, readFileSync(join(packs, name, path), "utf8")]));
const CARTEL = filesIn("cartel-1862");
const parse = (files: PackFiles) => parsePack(joinPack(files), "p");
const changed = (files: PackFiles, path: string, change: (text: string) => string): PackFiles => new Map([...files, [path, change(files.get(path) ?? "")]]);

/** `place code message` of every fault. */
function faultsOf(files: PackFiles): string[] {
  try {
    parse(files);
  } catch (error) {
    if (error instanceof Faults) return error.faults.map(({ code, message, places }) => `${printPlace(places[0] ?? {})} ${code} ${message}`);
    throw error;
  }
  return [];
}

test("a copy of the scale of 1862 that drops a row and gives the captain 4 is refused, by its rows and by its sum", () => {
  const copy = changed(CARTEL, "ranks.csv", (text) => text.replace(/^navy-lieutenant.*\n/m, "").replace("army-captain,,5,,6,", "army-captain,,5,,4,"));
  expect(faultsOf(copy)).toEqual([
    "p/ranks.csv:29:7 PACK_CHECK expected 28 rows as the last line says, found 27",
    "p/ranks.csv:29:10 PACK_CHECK expected values that add up to 358 as the last line says, found 350", // 358 - 6 - 2
  ]);
});

test("a table without its check line is refused, and told what the line would be", () => {
  expect(faultsOf(changed(CARTEL, "ranks.csv", (text) => text.replace(/^check.*\n/m, "")))[0]).toContain("PACK_CHECK expected a last line “check,28,358”");
});

test("every fault of every file is listed at once, each with line and column, and what was expected", () => {
  let files: PackFiles = changed(CARTEL, "ranks.csv", (text) => text.replace("private,,1,,1,private", "Private,XX,0,OR-99,x,"));
  files = changed(files, "categories.csv", (text) => text.replace("child,child,no,no", "child,child,no,yes").replace("civilian,civilian,no,no", "civilian,civilian,no,yes").replace("sick,military,yes,no", "sick,military,yes,yes").replace("wounded,military,yes,no,wounded", "wounded,army,maybe,no,sick"));
  files = changed(files, "places.csv", (text) => text.replace("check,1", "cell-1,detention,,A name\ncheck,2").replace("crossing", "somewhere"));
  files = changed(files, "pack.json", (text) => text.replace('"version": 1', '"version": 0').replace('"code": "US"', '"code": "us"').replace("UTC-5", "Richmond"));
  expect(faultsOf(files)).toEqual([
    "p/pack.json:3:3 version PACK_FORM expected a positive integer",
    "p/pack.json:10:3 timeZone PACK_FORM expected the zone of its civil dates, UTC+3",
    "p/pack.json:22:5 sides[0] PACK_FORM expected a party with a code of capitals and names by language",
    'p/ranks.csv:2:1 PACK_CODE expected a code of small letters, digits and hyphens, found "Private"',
    'p/ranks.csv:2:9 PACK_RANKS expected CS, or nothing for both, found "XX"',
    'p/ranks.csv:2:12 PACK_RANKS expected an ordinal from 1 to 999, found "0"',
    'p/ranks.csv:2:14 PACK_RANKS expected a grade OR-1 to OR-9 or OF-1 to OF-10, or nothing, found "OR-99"',
    'p/ranks.csv:2:20 PACK_RANKS expected a whole value up to 1000000, or nothing, found "x"',
    "p/ranks.csv:2:22 PACK_GAP expected a name of Private in en, a working language",
    "p/ranks.csv:30:10 PACK_CHECK expected values that add up to 358 as the last line says, found 357",
    'p/categories.csv:3:9 PACK_CATEGORIES expected military, civilian, child, remains; found "army"',
    'p/categories.csv:3:14 PACK_CATEGORIES expected yes, no or nothing, found "maybe"',
    "p/categories.csv:4:19 PACK_CATEGORIES expected no parity for wounded and sick: regardless of number or rank (GC III art. 109)",
    "p/categories.csv:4:23 PACK_TWICE expected a written form for one code, found one of wounded at sick as well",
    "p/categories.csv:5:22 PACK_CATEGORIES expected no parity on the track civilian: a civilian is never a quantity",
    "p/categories.csv:6:16 PACK_CATEGORIES expected no parity on the track child: a child is never a quantity",
    'p/places.csv:2:17 PACK_PLACES expected airfield, country, crossing, detention, hospital, laboratory, port, region, storage, town; found "somewhere"',
    "p/places.csv:3:19 PACK_PLACES expected no name for a place of detention: it stands by its code alone",
  ]);
});

test("a code without a name in a working language is a gap, and all gaps of all files are listed", () => {
  const files = changed(filesIn("plain"), "categories.csv", (text) => text.replace(",أسير حرب; عسكري", ",").replace("yaralı", "").replace(/^code,.*$/m, "code,track,health,parity,en,uk,ru,tr,fr"));
  const gaps = faultsOf(changed(files, "pack.json", (text) => text.replace('"uk": "Перша Сторона",', "").replace('"titles"', '"title2"'))).filter((line) => line.includes("PACK_GAP"));
  expect(gaps.map((line) => line.replace(/^p\/(\S+:\d+):\d+ .*PACK_GAP expected /, "$1 "))).toEqual([
    "pack.json:1 the title in every working language", "pack.json:44 a name in uk, a working language",
    "categories.csv:1 a column of names in ar, a working language",
    ...["military", "wounded", "sick", "civilian", "child", "remains"].flatMap((code, i) => [`categories.csv:${i + 2} a name of ${code} in ar, a working language`, ...(code === "wounded" ? [`categories.csv:${i + 2} a name of wounded in tr, a working language`] : [])]),
  ]);
});

test("a name in the letters of another language is found out: the column was pasted one place too far", () => {
  const files = changed(filesIn("plain"), "categories.csv", (text) => text.replace("yaralı,جريح", "جريح,yaralı"));
  expect(faultsOf(files).map((line) => line.replace(/^\S+ /, ""))).toEqual(["PACK_SCRIPT expected a name of wounded in the letters of tr (Latn)", "PACK_SCRIPT expected a name of wounded in the letters of ar (Arab)"]);
});

test("words of a conflict stand in every working language, and each is a message", () => {
  const files = new Map([...CARTEL, ["words.en.json", '{\n "a.b": "{n, plural, one {# man} other {# men}",\n "a.c": "held by {party}"\n}'], ["words.fr.json", '{"a.c":"détenus par {party}"}'], ["words.tr.json", "{"]]);
  expect(faultsOf(files).filter((line) => !line.includes("PACK_SOURCES"))).toEqual([
    "p/words.en.json:2:2 a.b PACK_WORDS expected a message of ICU MessageFormat with every brace closed",
    "p/words.fr.json PACK_WORDS expected words of a working language (en)", "p/words.tr.json PACK_WORDS expected words of a working language (en)",
    "p/words.tr.json:1:2 JSON_SYNTAX expected “\"”, found the end of the text",
  ]);
  expect(faultsOf(new Map([...filesIn("stockholm-2018"), ["words.en.json", '{"a.c":"x"}'], ["SOURCES.md", `${filesIn("stockholm-2018").get("SOURCES.md") ?? ""} words.en.json`]]))).toEqual(["p/words.ar.json a.c PACK_GAP expected the word a.c in ar, a working language"]);
  expect(argumentsOf("{n, plural, one {# of {side}} other {{of}, #}} by {name}")).toEqual(["n", "name", "of", "side"]);
});

test("a table without a line on its origin is refused; a file that has no place in a pack too", () => {
  expect(faultsOf(changed(CARTEL, "SOURCES.md", (text) => text.replaceAll("places.csv", "places")))).toEqual(["p/SOURCES.md PACK_SOURCES expected a line on places.csv: origin and licence of every table"]);
  const bytes = (files: PackFiles) => new Map([...files].map(([path, text]) => [path, utf8(text)]));
  const refused = (files: Map<string, Uint8Array>): string[] => readableFiles(files, "p/").faults.map(({ code, places }) => `${code} ${printPlace(places[0] ?? {})}`);
  expect(refused(new Map([...bytes(CARTEL), ["people.csv", utf8("x")], ["names.csv", Uint8Array.of(255)], ["../x", utf8("")]]))).toEqual(["PACK_FILE p/../x", "BYTES_UTF8 p/names.csv:1", "PACK_FILE p/people.csv"]);
  expect(refused(new Map([["ranks.csv", utf8("")]]))).toEqual(["PACK_FILE p/pack.json"]);
  expect(refused(new Map([...bytes(CARTEL), ["forms/list.typ", utf8("#set page()")]]))).toEqual([]);
});

test("a given name has one word: no surname and no person stands in a pack", () => {
  const names = (row: string): string[] => faultsOf(new Map([...CARTEL, ["names.csv", `sex,formal,short,stems\n${row}\ncheck,1\n`], ["SOURCES.md", `${CARTEL.get("SOURCES.md") ?? ""} names.csv`]]));
  expect(names("m,John;Jean,Jack,")).toEqual([]);
  expect(names("m,John Smith,,").map((line) => line.replace(/ expected.*/, ""))).toEqual(["p/names.csv:2:3 PACK_NAMES"]);
  expect(names("x,,,").map((line) => line.replace(/ expected.*/, ""))).toEqual(["p/names.csv:2:1 PACK_NAMES", "p/names.csv:2:3 PACK_NAMES"]);
});

test("the SHA-256 of a pack is the one that sha256sum gives for its files in the order of their paths", () => {
  const files = new Map([["ranks.csv", "b"], ["pack.json", "a"]]);
  // printf a | sha256sum; printf b | sha256sum
  const manifest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  pack.json\n3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  ranks.csv\n";
  expect(packManifest(files)).toBe(manifest);
  expect(packSha256(files)).toBe(sha256Hex(utf8(manifest)));
  expect(packSha256(files)).toBe("e242b383b1e1c5144bfb20915667cdcf21ba5fab9fc29717b8042527b0b554c3");
});

test("the pack in one file gives back every file, and a change of any character of any file is another pack", () => {
  expect(splitPack(joinPack(CARTEL), "p")).toEqual(new Map([...CARTEL].sort(([a], [b]) => (a < b ? -1 : 1))));
  const paths = [...CARTEL.keys()];
  fc.assert(fc.property(fc.constantFrom(...paths), fc.nat(), (path, n) => {
    const text = CARTEL.get(path) ?? "";
    const at = n % text.length;
    const other = new Map([...CARTEL, [path, `${text.slice(0, at)}${text[at] === "~" ? "!" : "~"}${text.slice(at + 1)}`]]);
    expect(packSha256(other)).not.toBe(packSha256(CARTEL));
  }), { numRuns: 50 });
});

test("a pack.json alone, as records of old hold it, is a pack without tables", () => {
  const old = '{"id":"x","version":1,"title":"X","origin":"x.example/record","talks":"x","timeZone":"UTC","smallCount":5,"sides":[{"code":"AA","names":{"en":"a"}},{"code":"BB","names":{"en":"b"}}],"mediator":{"code":"MM","names":{"en":"m"}},"secretariat":{"code":"SS","names":{"en":"s"}},"sources":"none"}';
  const pack = parsePack(utf8(old), "pack.json");
  expect(pack).toMatchObject({ id: "x", ranks: [], categories: [], languages: [], sha256: sha256Hex(utf8(`${sha256Hex(utf8(old))}  pack.json\n`)) });
});

test("a cell of a list is a rank, a category, a place by its code or any of its names, in any language; another is unknown", () => {
  const codes = codesOf(parse(filesIn("istanbul-2025")));
  expect(["Солдат", "РЯДОВОЙ", "private", "er", "капитан 3 ранга", "general of cavalry"].map((cell) => codes.rank(cell)?.code)).toEqual(["private", "private", "private", "private", "major", undefined]);
  expect(["ЦИВІЛЬНИЙ", "гражд.", "military", "savaş esiri", "x"].map((cell) => codes.category(cell)?.track)).toEqual(["civilian", "civilian", "military", "military", undefined]);
  expect(["Артемівськ", "Bahmut", "бахмут", "point-1", "Kyiv"].map((cell) => codes.place(cell)?.code)).toEqual(["bakhmut", "bakhmut", "bakhmut", "point-1", undefined]);
  const bakhmut = codes.place("bakhmut");
  expect(["tr", "uk", "ar"].map((language) => bakhmut && nameIn(bakhmut, language))).toEqual(["Bahmut", "Бахмут", "Bakhmut"]);
});

test("a rank that only one side has is that side's", () => {
  const both = changed(CARTEL, "ranks.csv", (text) => text.replace("private,,1,,1,private", "private,US,1,,1,private\nsoldier,CS,1,,0,private").replace("check,28,358", "check,29,358"));
  const codes = codesOf(parse(both));
  expect([codes.rank("private", "US")?.code, codes.rank("private", "CS")?.code, codes.rank("seaman", "CS")?.code]).toEqual(["private", "soldier", "seaman"]);
});

test("given names of a pack are read in Arabic and Latin letters as one name", () => {
  const names = nameTable(nameLines(parse(filesIn("stockholm-2018")).givenNames));
  const latin = names.readGiven("muhamed");
  expect(latin?.ids).toEqual(names.readAbjad("mhmd", "arabic")?.ids);
});
