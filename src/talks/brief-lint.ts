// The lint of a brief, generated or edited by hand (TALKS.md §7): refuses a sentence without citation, an unknown entry, a
// number (with its qualifier: at least, more than, about) or a name that no cited entry holds, a quotation that is not theirs, a
// mark or a verb stronger than the weakest standing, a heading of nobody's, a word of blame; and a brief that leaves an entry out.
// It compares words, not meanings: "rejected" turned into "accepted" inside a content passes if the entry holds both words.
import { blameIn } from "../vocabulary/blame.ts";
import type { BriefItem } from "./brief.ts";
import { weakest } from "./standing.ts";

export type LintFault = { readonly line: number; readonly code: string; readonly message: string };

const SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const WORDS = new Map([
  ...SMALL.map((word, i): [string, number] => [word, i]),
  ...["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].map((word, i): [string, number] => [word, 20 + 10 * i]),
  ["dozen", 12], ["hundred", 100], ["thousand", 1000], ["million", 1_000_000], ["dozens", 12], ["hundreds", 100], ["thousands", 1000], ["millions", 1_000_000],
]);
/** Verbs that assert more than somebody's word: allowed only where a cited entry holds them. */
const STRONG = /\b(?:confirm(?:s|ed)?|verif(?:y|ies|ied)|prov(?:es|ed|en)|establish(?:es|ed)|acknowledg(?:es|ed)|both sides|mediator confirms|agree(?:s|d)?|certain(?:ly)?|undisputed)\b/giu;
/** Words that templates begin with; they name nobody. */
const PLAIN = new Set(["It", "In", "According", "Reportedly", "Officials", "Both", "The", "Disputed", "On", "Among"]);

export type Fail = (code: string, message: string) => void;

/**
 * Reads a brief line by line: headings that are known, sentences that end with their entries, and every entry cited. `judge` is given each body
 * with the entries that it cites and that are there; `even` takes off what stands around a citation in some languages.
 */
export function lintSentences(text: string, cites: readonly string[], headings: readonly string[], judge: (body: string, cites: readonly string[], fail: Fail) => void, even: (sentence: string) => string = (sentence) => sentence): LintFault[] {
  const known = new Set(cites);
  const cited = new Set<string>();
  const faults: LintFault[] = [];
  text.split("\n").forEach((raw, i) => {
    const fail: Fail = (code, message) => void faults.push({ line: i + 1, code, message });
    if (raw.trim() === "") return;
    if (raw.startsWith("#")) {
      if (!headings.includes(raw.replace(/^#+ /, ""))) fail("BRIEF_HEADING", "expected a heading of the brief, found another");
      return;
    }
    const match = /^(.*) \[([^[\]]+)\]\.$/s.exec(even(raw.replace(/^- /, "")));
    if (!match?.[1] || !match[2]) {
      fail("BRIEF_CITATION", "expected the sentence to end with its entries in brackets and a full stop");
      return;
    }
    const named = match[2].split(" ");
    for (const cite of named) {
      if (known.has(cite)) cited.add(cite);
      else fail("BRIEF_UNKNOWN", `no entry ${cite} may be cited here`);
    }
    const there = named.filter((cite) => known.has(cite));
    if (there.length > 0) judge(match[1], there, fail);
  });
  for (const cite of cites) if (!cited.has(cite)) faults.push({ line: 0, code: "BRIEF_LEFT_OUT", message: `no sentence cites ${cite}` });
  return faults;
}

/** Every fault with its line; none when the text may leave the house. Linear in the text times the cited entries. */
export function lintBrief(text: string, items: readonly BriefItem[], headings: readonly string[]): LintFault[] {
  const known = new Map(items.map((item) => [item.cite, item]));
  return lintSentences(text, items.map(({ cite }) => cite), headings, (body, cites, fail) => judge(body, cites.flatMap((cite) => known.get(cite) ?? []), fail));
}

function judge(body: string, entries: readonly BriefItem[], fail: Fail): void {
  const source = entries.map((one) => one.source).join("\n");
  if (blameIn(body.replace(/“[^”]*”/g, ""), "en") !== undefined && blameIn(source, "en") === undefined) fail("BRIEF_BLAME", "expected no word of blame outside what the cited entries say");
  for (const quote of body.match(/“[^”]*”|"[^"]*"/g) ?? [])
    if (!entries.some((item) => (item.quote !== null && `“${item.quote}”` === quote) || item.source.includes(quote))) fail("BRIEF_QUOTE", `the quotation ${quote} is in none of the cited entries`);
  const numbers = numbersOf(source);
  for (const number of numbersOf(body)) if (!numbers.has(number)) fail("BRIEF_NUMBER", `the number ${number} is in none of the cited entries`);
  const names = namesOf(source);
  const words = new Set(source.match(/[\p{L}’'-]+/gu));
  const isWord = (name: string): boolean => words.has(name.charAt(0).toLowerCase() + name.slice(1)); // a sentence begins with a capital: “officer” of an entry is “Officer” there
  for (const name of namesOf(body)) if (!PLAIN.has(name) && !names.has(name) && !isWord(name)) fail("BRIEF_NAME", `the name ${name} is in none of the cited entries`);
  const least = weakest(entries.map(({ standing }) => standing));
  const marks = entries.filter(({ standing }) => standing === least).map((item) => item.mark);
  const mark = marks.find((one) => body.toLowerCase().startsWith(one.toLowerCase()));
  if (mark === undefined) fail("BRIEF_STANDING", `expected the words of the weakest standing: ${marks.join(" or ")}`);
  for (const verb of (mark === undefined ? "" : body.slice(mark.length)).match(STRONG) ?? [])
    if (!source.toLowerCase().includes(verb.toLowerCase())) fail("BRIEF_STANDING", `“${verb}” asserts more than the cited entries`);
}

const QUALIFIERS: Readonly<Record<string, string>> = {
  ">=": ">=", "at least": ">=", "<=": "<=", "at most": "<=", "up to": "<=", ">": ">", over: ">", "more than": ">", above: ">",
  "<": "<", under: "<", "fewer than": "<", "less than": "<", below: "<", "~": "~", about: "~", nearly: "~", around: "~", approximately: "~",
};
const NUMBER = /(?<qualifier>>=|<=|>|<|~|\b(?:at least|at most|up to|over|more than|above|under|fewer than|less than|below|about|nearly|around|approximately)\b)?\s*=?\s*(?<digits>[0-9][0-9,]*(?:\.[0-9]+)?)/giu;

/** Numbers with their qualifier, in digits (without group marks); words of number stand without one. A number never loses its qualifier. */
export function numbersOf(text: string): Set<string> {
  const digits = [...text.matchAll(NUMBER)].map(({ groups }) => `${QUALIFIERS[(groups?.["qualifier"] ?? "").toLowerCase()] ?? ""}${(groups?.["digits"] ?? "").replaceAll(",", "")}`);
  const words = (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap((word) => {
    const value = WORDS.get(word);
    return value === undefined ? [] : [String(value)];
  });
  return new Set([...digits, ...words]);
}

/** Words with a capital, the possessive cut. */
export function namesOf(text: string): Set<string> {
  const words = (text.match(/\p{Lu}[\p{L}’'-]*/gu) ?? []).map((word) => word.replace(/[’']s$/, "").replace(/[’']$/, ""));
  return new Set(words);
}
