// The lint of a brief, generated or edited by hand (TALKS.md §7): refuses a sentence without citation, an unknown entry, a
// number or a name that no cited entry holds, a quotation that is not theirs, a mark stronger than the weakest standing;
// and a brief that leaves an entry out.
import { markOf, type BriefItem } from "./brief.ts";
import { weakest } from "./standing.ts";

export type LintFault = { readonly line: number; readonly code: string; readonly message: string };

const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/** Words that templates begin with; they name nobody. */
const PLAIN = new Set(["It", "In", "According", "Reportedly", "Officials", "Both", "The", "Disputed"]);

/** Every fault with its line; none when the text may leave the house. Linear in the text times the cited entries. */
export function lintBrief(text: string, items: readonly BriefItem[]): LintFault[] {
  const known = new Map(items.map((item) => [item.cite, item]));
  const cited = new Set<string>();
  const faults: LintFault[] = [];
  text.split("\n").forEach((raw, i) => {
    const fail = (code: string, message: string): void => void faults.push({ line: i + 1, code, message });
    if (raw.trim() === "" || raw.startsWith("#")) return;
    const sentence = raw.replace(/^- /, "");
    const match = /^(.*) \[([^[\]]+)\]\.$/s.exec(sentence);
    if (!match?.[1] || !match[2]) return fail("BRIEF_CITATION", "expected the sentence to end with its entries in brackets and a full stop");
    const cites = match[2].split(" ");
    const entries = cites.flatMap((cite) => known.get(cite) ?? []);
    for (const cite of cites) {
      if (known.has(cite)) cited.add(cite);
      else fail("BRIEF_UNKNOWN", `no entry ${cite} may be cited here`);
    }
    if (entries.length === 0) return;
    const source = entries.map((item) => `${item.source} ${item.speaker}`).join("\n");
    const body = match[1];
    for (const quote of body.match(/“[^”]*”/g) ?? [])
      if (!entries.some((item) => item.quote !== null && `“${item.quote}”` === quote)) fail("BRIEF_QUOTE", `the quotation ${quote} is in none of the cited entries`);
    for (const number of numbersOf(body))
      if (!numbersOf(source).has(number)) fail("BRIEF_NUMBER", `the number ${number} is in none of the cited entries`);
    const names = namesOf(source);
    for (const name of namesOf(body))
      if (!PLAIN.has(name) && !names.has(name)) fail("BRIEF_NAME", `the name ${name} is in none of the cited entries`);
    const least = weakest(entries.map(({ standing }) => standing));
    const marks = entries.filter(({ standing }) => standing === least).map((item) => markOf(item.standing, item.speaker));
    if (!marks.some((mark) => body.startsWith(mark))) fail("BRIEF_STANDING", `expected the words of the weakest standing: ${marks.join(" or ")}`);
  });
  for (const { cite } of items) if (!cited.has(cite)) faults.push({ line: 0, code: "BRIEF_LEFT_OUT", message: `no sentence cites ${cite}` });
  return faults;
}

/** Numbers in digits (without group marks) or in words up to twelve. */
function numbersOf(text: string): Set<string> {
  const digits = (text.match(/[0-9][0-9,]*(?:\.[0-9]+)?/g) ?? []).map((one) => one.replaceAll(",", ""));
  const words = (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap((word) => (WORDS.includes(word) ? [String(WORDS.indexOf(word))] : []));
  return new Set([...digits, ...words]);
}

/** Words with a capital, the possessive cut. */
function namesOf(text: string): Set<string> {
  const words = (text.match(/\p{Lu}[\p{L}’'-]*/gu) ?? []).map((word) => word.replace(/[’']s$/, "").replace(/[’']$/, ""));
  return new Set(words);
}
