// Expected places and messages: TERMS.md, sections 2, 5, 6 and 7. The texts under examples/terms are the published ones, byte for byte.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LIMITS, parseTerms, readTerms } from "./parse.ts";
import { splitSentences } from "./split-sentences.ts";
import { tokensOf } from "./lexicon.ts";

const textOf = (name: string): string => readFileSync(new URL(`../../examples/terms/${name}.terms`, import.meta.url), "utf8");
const drill = textOf("istanbul-drill");
const faultsOf = (text: string): string[] => {
  const parsed = parseTerms(text);
  return "faults" in parsed ? parsed.faults.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`) : [];
};
const replaced = (text: string, ...changes: readonly (readonly [string, string, string?])[]): string => changes.reduce((all, [from, to, after = ""]) => {
  const at = all.indexOf(from, all.indexOf(after));
  expect(at).toBeGreaterThanOrEqual(0);
  return all.slice(0, at) + to + all.slice(at + from.length);
}, text);
const one = (text: string): string => {
  const faults = faultsOf(text);
  expect(faults).toHaveLength(1);
  return faults[0] ?? "";
};
const HEAD = "Agreement “T”, made at Geneva on 2 June 2025.\nThe parties are Alpha (AL) and Beta (BE).\n";

test("the five published texts hold 92 sentences and no fault", () => {
  const counts = ["istanbul", "istanbul-drill", "yemen", "dixhill", "rate"].map((name) => readTerms(textOf(name)).sentences.length);
  expect(counts).toEqual([20, 23, 20, 17, 12]);
});

const MISTAKES: readonly (readonly [string, readonly [string, string, string?], string, string])[] = [
  ["a misspelt verb", ["releases", "relases", "Clause 2"], "18:12", "expected releases, returns or gives, found “relases”; “relases” looks like “releases”"],
  ["a misspelt category", ["“young”", "“yuong”", "Clause 2"], "18:42", "“yuong” is used but not defined; did you mean “young”?"],
  ["a foreign month", ["2 June 2025", "2 Juin 2025", "“young” means"], "9:35", "expected a date (2 June 2025), found “2”; “Juin” is no English month"],
  ["a clause that does not exist", ["Clauses 1 and 2", "Clauses 1 and 7"], "21:15", "there is no clause 7"],
  ["a number left out", ["6,000 remains", "remains"], "24:1", "expected a number, found “remains”; did you leave out the number? “6,000 remains are returned.”"],
  ["a full stop for the thousands", ["6,000 remains", "6.000 remains"], "24:1", "“6.000” is not a number; thousands are written 6,000"],
  ["a code that is no party", ["Each party gives", "XX gives"], "28:1", "XX is not a party; expected RU or UA"],
  ["a closing mark left out", ["“The floor”", "“The floor"], "20:10", "expected a quoted phrase; the mark “ is not closed on its line"],
];
test.each(MISTAKES)("seeded mistake: %s gives one message at its place", (_, change, place, message) => {
  expect(one(replaced(drill, change))).toMatch(new RegExp(`^${place} TERMS_[A-Z]+ `));
  expect(one(replaced(drill, change))).toContain(message);
});
test("mistakes 1, 3, 4, 6, 7 and 8 together give exactly six messages", () => {
  const changes = [0, 2, 3, 5, 6, 7].map((i) => MISTAKES[i]?.[1] ?? ["", ""] as const);
  expect(faultsOf(replaced(drill, ...changes)).map((line) => line.split(" ")[0])).toEqual(["9:35", "18:12", "20:10", "21:15", "24:1", "28:1"]);
});
test("further mistakes of TERMS.md, section 7", () => {
  expect(one(replaced(drill, ["Medical Commission", "Medixal Commission", "A doubt"]))).toBe("10:49 TERMS_UNDECLARED Medixal Commission is named but not declared in the parties or roles; did you mean “Medical Commission”?");
  expect(one(replaced(drill, ["2 June 2025", "31 June 2025", "“young” means"]))).toContain("9:35 TERMS_SENTENCE expected a date (2 June 2025), found “31”; there is no 31 June 2025");
  expect(one(replaced(drill, ["1,000 captives", "1,00 captives", "Clause 3"]))).toContain("21:40 TERMS_NUMERAL “1,00” is not a number");
  expect(one(replaced(drill, ["“young”", "“you\nng”", "Clause 2"]))).toContain("18:42 TERMS_QUOTE expected a quoted phrase");
});

/** One letter, not the first, of a word of three letters or more with a small initial outside quotes; 8 a sentence. */
function typosOf(text: string): { readonly at: number; readonly word: readonly [number, number]; readonly changed: string }[] {
  return splitSentences(tokensOf(text).tokens).flatMap(({ tokens }) => {
    if (/^(?:Open|Note|Rank)$/.test(tokens[0]?.text ?? "") || tokens[1]?.text === "rank") return [];
    const letters = tokens.filter(({ kind, text: word }) => kind === "word" && /^[a-z]{3,}/.test(word)).flatMap(({ start, end }) => Array.from({ length: end - start - 1 }, (_, i) => ({ at: start + i + 1, word: [start, end] as const })));
    const step = Math.max(1, letters.length / 8);
    const chosen = Array.from({ length: Math.min(8, letters.length) }, (_, i) => letters[Math.floor(i * step)]).filter((letter) => letter !== undefined);
    return chosen.filter(({ at }) => /[a-z]/.test(text[at] ?? "")).map(({ at, word }) => ({ at, word, changed: `${text.slice(0, at)}${text[at] === "x" ? "q" : "x"}${text.slice(at + 1)}` }));
  });
}
test.each(["istanbul-drill", "yemen", "dixhill", "rate", "istanbul"])("every one-letter typo in %s is refused, with the column inside the damaged word and one message", (name) => {
  const text = textOf(name);
  const misses: string[] = [];
  const typos = typosOf(text);
  for (const { word: [start, end], changed } of typos) {
    const parsed = parseTerms(changed);
    const [first] = "faults" in parsed ? parsed.faults : [];
    const lineStart = changed.lastIndexOf("\n", start) + 1;
    const line = changed.slice(0, start).split("\n").length;
    const isInside = first !== undefined && first.line === line && first.column >= start - lineStart + 1 && first.column <= end - lineStart;
    if (!isInside || ("faults" in parsed && parsed.faults.length > 1)) misses.push(`${changed.slice(start, end)}: ${faultsOf(changed).join(" | ")}`);
  }
  expect(typos.length).toBeGreaterThan(20);
  expect(misses).toEqual([]);
});

test("a missing full stop does not swallow the next line", () => {
  expect(faultsOf(replaced(drill, ["who are “young”.", "who are “young”"]))).toEqual([expect.stringMatching(/^20:1 TERMS_SENTENCE expected .*a full stop.*found “Clause”/)]);
  expect(one(`${HEAD}Clause 1 “A”`)).toBe("3:13 TERMS_SENTENCE expected a full stop, found the end of the text");
});
test("an unknown sentence is a fault, never skipped", () => {
  expect(one(`${HEAD}The weather is fine.`)).toContain("3:5 TERMS_SENTENCE expected parties are, rank values number, mediator, witness");
  expect(one(`${HEAD}Someone shall be released.`)).toMatch(/^3:1 TERMS_SENTENCE /);
});
test("a damaged first word still opens what it seems to open, and names the form", () => {
  expect(one(`${HEAD}Cluase 1 “A”.\nAL releases all captives.\nThis clause ends with the war.`)).toContain("3:1 TERMS_SENTENCE expected Clause, found “Cluase”; “Cluase” looks like “Clause”");
  expect(one(replaced(drill, ["The parties", "Teh parties"]))).toMatch(/^2:1 TERMS_SENTENCE expected The, found “Teh”/);
  expect(one(replaced(drill, ["The parties", "The partis"]))).toMatch(/^2:5 TERMS_SENTENCE .*looks like “parties”/);
  expect(one(replaced(drill, ["Agreement", "Agreemnt"]))).toMatch(/^1:1 TERMS_SENTENCE expected Agreement/);
  expect(one(replaced(drill, ["The commission is", "The comission is"]))).toMatch(/^4:5 TERMS_SENTENCE .*looks like “commission”/);
  expect(one(replaced(textOf("rate"), ["Times are", "Time are"]))).toMatch(/^5:1 TERMS_SENTENCE expected Times/);
  expect(one(replaced(textOf("rate"), ["Hostilities pause", "Hostility pause"]))).toMatch(/^10:1 TERMS_SENTENCE expected Hostilities/);
  expect(one(`${HEAD}Clause 1 “A”.\n\u0410L releases all captives.`)).toMatch(/^4:1 .*“\u0410L” holds U\+0410, a letter of another script/);
});
test("brackets stand one level deep", () => {
  expect(one(`${HEAD}Clause 1 “A”.\n[AL: AL releases at least [AL: 1 | BE: 2] captives.]`)).toContain("4:27 TERMS_SENTENCE expected a number or no bracket inside a bracket, found “[”");
  expect(one(`${HEAD}Clause 1 “A”.\n[AL: [BE: AL releases all captives.]]`)).toContain("4:6 TERMS_SENTENCE expected no bracket inside a bracket");
  expect(one(`${HEAD}Clause 1 “A”.\n[AL: AL releases all captives.`)).toContain("expected a closing bracket");
});
test("CRLF reads as LF does; a byte order mark, direction marks and look-alike blanks are refused at their place", () => {
  expect(readTerms(drill.replaceAll("\n", "\r\n"))).toEqual(readTerms(drill));
  expect(one(`\uFEFF${drill}`)).toBe("1:1 TERMS_CHARACTER U+FEFF (byte order mark) may not stand in terms");
  expect(one(replaced(drill, ["releases", "rele\u200Fases", "Clause 2"]))).toContain("18:16 TERMS_CHARACTER U+200F (right-to-left mark)");
  expect(one(replaced(drill, ["6,000 remains", "6\u00A0000 remains"]))).toContain("24:2 TERMS_CHARACTER U+00A0 (no-break space)");
  expect(one(replaced(drill, ["6,000 remains", "6 000 remains"]))).toContain("24:1 TERMS_NUMERAL “6 000” is not a number; thousands are written 6,000");
  expect(one(replaced(drill, ["Türkiye", "Tu\u0308rkiye"]))).toContain("3:18 TERMS_CHARACTER expected Unicode normal form C");
  expect(one(replaced(drill, ["\n\n", "\n\r"]))).toContain("carriage return without line feed");
});
test("straight quotes are quotes; mixed ones are refused at the opening mark", () => {
  expect(readTerms(drill.replace(/[“”]/g, '"'))).toEqual(readTerms(drill));
  expect(one(replaced(drill, ["“young”", '“young"', "Clause 2"]))).toContain("18:42 TERMS_QUOTE expected a quoted phrase; a phrase opened with “ is closed with ”, here \" comes first");
  expect(one(replaced(drill, ["“young”", "“”", "Clause 2"]))).toContain("18:42 TERMS_QUOTE expected a quoted phrase, found nothing between the marks");
});
test.each(["1000,000", "01", "1,00", "6.000", "1.5", "10,0000", "1,000,000,001", "12a"])("%s is no number", (numeral) => {
  expect(one(`${HEAD}Clause 1 “A”.\nAL releases ${numeral} captives.`)).toContain(`4:13 TERMS_NUMERAL “${numeral}” is not a number`);
});
test.each([["31 June 2025", true], ["29 February 2025", true], ["29 February 2024", false], ["1 January 1000", false], ["0 May 2025", true]])("the date %s is refused: %s", (date, isRefused) => {
  expect(faultsOf(`Agreement “T”, made at Geneva on ${date}.\nThe parties are Alpha (AL) and Beta (BE).`).length > 0).toBe(isRefused);
});
test("sizes are limited, each with one message", () => {
  expect(one("Note: word. ".repeat(900_000))).toContain("1:1 TERMS_SIZE expected at most 262144 bytes");
  const clauses = Array.from({ length: 20_000 }, (_, i) => `Clause ${i + 1} “A”.`).join("\n");
  expect(one(`${HEAD}${clauses}`)).toContain("TERMS_SIZE");
  expect(one(`${HEAD}${Array.from({ length: 3000 }, (_, i) => `Clause ${i + 1} “A”.`).join("\n")}`)).toContain("2001:1 TERMS_SIZE expected at most 2000 sentences, found 3002");
  expect(one(`${HEAD}Note: ${"a ".repeat(1000)}.`)).toContain("3:1 TERMS_SIZE expected at most 2000 characters");
  const read = parseTerms(`${HEAD}${clauses}`, { ...LIMITS, bytes: 1e8, sentences: 1e6 });
  expect("terms" in read && read.terms.sentences.length).toBe(20_002);
});
test("unclosed quotes cost linear time", () => {
  expect(faultsOf('"'.repeat(200_001)).map((line) => line.split(" ")[1])).toEqual(["TERMS_QUOTE", "TERMS_HEAD", "TERMS_HEAD"]);
});
test("dates that contradict each other are refused", () => {
  const clause = `${HEAD}Clause 1 “A”.\n`;
  expect(one(`${clause}Hostilities pause in “x” from 7 June 2025 to 5 June 2025.`)).toBe("4:1 TERMS_DEADLINE the pause ends (2025-06-05) before it begins (2025-06-07)");
  expect(one(`${clause}AL releases all captives by 1 June 2025.`)).toContain("4:1 TERMS_DEADLINE the deadline 2025-06-01 lies before the agreement of 2025-06-02");
  expect(one(`${clause}AL releases all captives by 9 June 2025.\nAL releases all captives by 12 June 2025.`)).toContain("5:1 TERMS_DEADLINE the same promise has two deadlines");
  expect(one(`${clause}In force from 10 June 2025.\nAL releases all captives by 9 June 2025.`)).toContain("5:1 TERMS_DEADLINE the deadline 2025-06-09 lies before the start of 2025-06-10");
  expect(one(`${clause}AL releases all captives by 9 June 2025.\nThis clause ends on 8 June 2025.`)).toContain("4:1 TERMS_DEADLINE the deadline 2025-06-09 lies after the end of 2025-06-08");
  expect(faultsOf(`${clause}AL releases all captives by 9 June 2025.\n[AL: AL releases all captives by 12 June 2025.]\nThis clause ends on 9 June 2025.`)).toEqual([]);
});
test.each<readonly [string, string]>([
  ["TERMS_HEAD", "The parties are Alpha (AL) and Beta (BE).\n"], ["TERMS_HEAD", `Note: x.\n${HEAD}`], ["TERMS_HEAD", `${HEAD}The mediator is Alpha (GA).`], ["TERMS_HEAD", `${HEAD}The mediator is Gamma (AL).`],
  ["TERMS_HEAD", `${HEAD}Terms version 1.`], ["TERMS_HEAD", `${HEAD}[AL: Clause 1 “A”.]`], ["TERMS_UNDEFINED", `${HEAD}A doubt about “x” is decided by Alpha.`], ["TERMS_UNDECLARED", `${HEAD}A doubt about any clause is decided by Gamma.`],
  ["TERMS_PARTY", `${HEAD}Clause 1 “A”.\nAL releases all captives to AL.`], ["TERMS_PARTY", `${HEAD}Clause 1 “A”.\nAL releases all captives to GA.`], ["TERMS_CLAUSE", `${HEAD}Clause 1 “A”.\nThis clause waits for clause 2.`],
  ["TERMS_CLAUSE", `${HEAD}This clause ends with the war.\nClause 1 “A”.`], ["TERMS_TWICE", `${HEAD}Clause 1 “A”.\nClause 1 “B”.`], ["TERMS_TWICE", `${HEAD}“a” means born after 1 May 2000.\n“a” means born after 1 May 2001.`],
  ["TERMS_TWICE", `${HEAD}Rank values are major 8.\nRank values are major 9.`], ["TERMS_TWICE", `${HEAD}Times are UTC.\nTimes are UTC+1.`], ["TERMS_TWICE", `${HEAD}Clause 1 “A”.\nClauses 1 and 1 together give at least 5 captives on each side.`],
  ["TERMS_CYCLE", `${HEAD}Clause 1 “A”.\nThis clause waits for clause 1.`], ["TERMS_CYCLE", `${HEAD}Clause 1 “A”.\nThis clause waits for clause 2.\nClause 2 “B”.\nThis clause waits for clause 1.`],
  ["TERMS_CYCLE", `${HEAD}Clause 1 “A”.\nClause 2 “B”.\nCaptives under clause 1 go before captives under clause 2.\nCaptives under clause 2 go before captives under clause 1.`],
  ["TERMS_TABLE", `${HEAD}Rank values are major 8, major 9.`], ["TERMS_TABLE", `${HEAD}Rank values are major 8.\nThe rank values number 2 and sum to 8.`], ["TERMS_TABLE", `${HEAD}Clause 1 “A”.\nEach party releases one for one captives at rank value.`],
  ["TERMS_ZONE", `${HEAD}In force from 5 June 2025 06:00.`], ["TERMS_ZONE", `${HEAD}Clause 1 “A”.\nAL releases all captives within 48 hours of signature.`], ["TERMS_RATE", `${HEAD}Clause 1 “A”.\nFor every additional 10 captives the pause grows by 1 day.`],
  ["TERMS_READINGS", `${HEAD}Clause 1 “A”.\n[GA: AL releases all captives.]`], ["TERMS_READINGS", `${HEAD}Clause 1 “A”.\nAL releases [AL: 5] captives.`], ["TERMS_READINGS", `${HEAD}Clause 1 “A”.\nAL releases [AL: 5 | AL: 6] captives.`],
  ["TERMS_READINGS", `${HEAD}Clause 1 “A”.\n${"[AL: BE releases all captives.]\n".repeat(7)}`],
])("%s is given once, alone: %#", (code, text) => {
  expect(one(text).split(" ")[1]).toBe(code);
});
test("a version that is not known is refused alone", () => {
  expect(one(`Terms version 2.\nWhatever “it says`)).toBe("1:1 TERMS_VERSION expected Terms version 1, found version 2; this program knows no other");
});
