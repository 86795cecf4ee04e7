// Help for a damaged sentence: an example of every form, the forms that share most words with what stands there, and the expected
// word that a misspelt one looks like.
import type { Sentence } from "./ast.ts";
import { tokensOf, type Token } from "./lexicon.ts";

/** `first` says what such a sentence begins with. */
export type Form = { readonly kind: Sentence["kind"]; readonly first: string; readonly example: string };

const form = (kind: Form["kind"], first: string, example: string): Form => ({ kind, first, example });
/** One example of every form, in the order of TERMS.md, section 3. */
export const FORMS: readonly Form[] = [
  form("version", "Terms", "Terms version 1."), form("agreement", "Agreement", "Agreement “T”, made at Geneva on 2 June 2025."),
  form("parties", "The", "The parties are Alpha (AL) and Beta (BE)."), form("role", "The", "The mediator is Gamma (GA)."), form("role", "The", "The commission is the Medical Commission (MC)."),
  form("relation", "It", "It exceeds “T” of May 2025."), form("credit", "Captives", "Captives released under “T” do not count here."),
  form("inForce", "In", "In force from 5 June 2025 06:00."), form("zone", "Times", "Times are UTC+3."), form("definition", "a quoted phrase", "“young” means aged 25 or under on 2 June 2025."),
  form("definition", "a quoted phrase", "“wounded” means holding a certified finding of class W."),
  form("rankValues", "Rank", "Rank values are colonel 15, major 8, private 1."), form("rankCheck", "The", "The rank values number 28 and sum to 358."),
  form("doubt", "A", "A doubt about “sick” is decided by the Medical Commission within 5 days."), form("doubtNonSuspensive", "A", "A doubt about any clause does not stop releases."),
  form("clause", "Clause", "Clause 1 “All for all”."), form("release", "Each party", "Each party releases all captives who are “a” or “b”."),
  form("release", "a party code", "AL releases at least 50 captives to BE by 9 June 2025."), form("remains", "Each party", "Each party returns 6,000 remains, identified or not, within 60 days of signature."),
  form("remains", "a number", "6,000 remains are returned."), form("floor", "Clauses", "Clauses 1 and 2 together give at least 1,000 captives on each side."),
  form("step", "Each party", "Each party gives its list to Gamma within 1 week of signature."), form("cap", "No", "No more than 400 captives a day cross at “P”."),
  form("tolerance", "At", "At no moment may the sides differ by more than 50."), form("order", "Captives", "Captives under clause 1 go before captives under clause 2."),
  form("simultaneous", "Releases", "Releases are simultaneous at “P”."), form("pause", "Hostilities", "Hostilities pause in “area” from 5 June 2025 06:00 to 7 June 2025 06:00 for the recovery of bodies."),
  form("rate", "For", "For every additional 10 captives the pause grows by 1 day."), form("waits", "This", "This clause waits for clause 4."),
  form("linkage", "If", "If clause 3 is not fulfilled by 1 July 2025, clause 5 is suspended."), form("foundLater", "Captives", "Captives found later are released without condition."),
  form("parole", "Captives", "Captives beyond the balance are released on parole."), form("counts", "A", "A release counts when the captive is received by the other party."),
  form("ends", "This", "This clause ends when fulfilled."), form("open", "Open", "Open: the record does not say by which side."), form("note", "Note", "Note: the numbers follow public reports."),
];

/** Words as they stand; a number, a time and a quoted phrase by their kind alone. */
const wordsOf = (tokens: readonly Token[]): string[] => tokens.slice(0, 60).map((token) => (token.kind === "word" ? token.text : token.kind === "mark" ? "" : token.kind)).filter((word) => word !== "");
const FORM_WORDS = FORMS.map(({ example }) => wordsOf(tokensOf(example).tokens));

/** The forms that share most words with a sentence, best first; empty when none shares two thirds of its few or three of its many. */
export function nearForms(tokens: readonly Token[], spelling: "forgiving" | "exact" = "forgiving"): Form[] {
  const own = wordsOf(tokens);
  const scored = FORMS.map((one, i) => ({ one, score: sharedInOrder(own, FORM_WORDS[i] ?? [], spelling) })).sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  return best >= Math.min(2, own.length * 0.5) ? scored.filter(({ score }) => score >= best - 0.01).map(({ one }) => one) : [];
}

/** Longest common subsequence of words; a word one or two letters off counts nearly whole. Longer forms lose a little. */
function sharedInOrder(own: readonly string[], given: readonly string[], spelling: "forgiving" | "exact"): number {
  let row = new Float64Array(given.length + 1);
  for (const word of own) {
    const next = new Float64Array(given.length + 1);
    for (let j = 1; j <= given.length; j++) {
      const other = given[j - 1] ?? "";
      const same = word === other ? 1 : spelling === "forgiving" && looksLike(word, other) ? 0.8 : 0;
      next[j] = Math.max(row[j] ?? 0, next[j - 1] ?? 0, (row[j - 1] ?? 0) + same);
    }
    row = next;
  }
  return (row[given.length] ?? 0) - 0.02 * given.length;
}

/** The expected word that `found` is one or two letters away from. */
export function nearestWord(found: string, expected: readonly string[]): string | undefined {
  return expected.filter((word) => looksLike(found, word)).sort((a, b) => editDistance(found, a) - editDistance(found, b))[0];
}

const looksLike = (a: string, b: string): boolean => {
  const size = Math.max(a.length, b.length);
  if (size < 2 || size > 40 || Math.abs(a.length - b.length) > 2 || !/^[\p{L}’'-]+$/u.test(b)) return false;
  return editDistance(a, b) <= (size <= 4 ? 1 : 2);
};

/** Letters inserted, left out, replaced or swapped (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let [before, row] = [new Array<number>(b.length + 1).fill(0), Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
