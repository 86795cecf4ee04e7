// A reading is one choice for every bracket and every left-open slot (TERMS.md, 9.10). Choices are independent; at most 64.
// Bracketed definitions of one term are alternatives to each other and to the unbracketed one; any other bracketed sentence
// is present or absent; a bracketed numeral takes one of its values; remains without a giver are `together` or `each`.
// A month for a date stands only in relations, which change no count: it opens no reading.
import { Fault } from "../basis/fault.ts";
import type { Duration, Due, Numeral, Quantity, Sentence, SentenceOf, Terms } from "./ast.ts";
import { printPredicate } from "./print.ts";

export type Choice = { readonly sentence: string; readonly choice: string };
export type Reading = { readonly choices: readonly Choice[]; readonly terms: Terms; /** Remains sentences without giver that are read as owed by each side. */ readonly each: ReadonlySet<string> };
export const READINGS_MAX = 64;

type Option = { readonly label: string; readonly apply: (sentences: (Sentence | undefined)[], each: Set<string>) => void };
type Dimension = { readonly sentence: string; readonly options: readonly Option[] };

/** How many readings a text has, and the sentence at which they become more than allowed. */
export function countReadings(terms: Terms): { readonly readings: number; readonly beyond: string } {
  let readings = 1;
  let beyond = "";
  for (const { sentence, options } of dimensionsOf(terms)) {
    readings *= options.length;
    if (readings > READINGS_MAX && beyond === "") beyond = sentence;
  }
  return { readings, beyond };
}

/**
 * Every reading of a text, in the order of its sentences, the first choice of each bracket first.
 * @throws Fault `TERMS_READINGS` when there are more than 64.
 */
export function readingsOf(terms: Terms): Reading[] {
  const dimensions = dimensionsOf(terms);
  const count = dimensions.reduce((product, { options }) => product * options.length, 1);
  if (count > READINGS_MAX) throw new Fault("TERMS_READINGS", `expected at most ${READINGS_MAX} readings, found ${count}`, dimensions.map(({ sentence }) => ({ field: sentence })));
  return Array.from({ length: count }, (_, index) => {
    const sentences: (Sentence | undefined)[] = [...terms.sentences];
    const each = new Set<string>();
    const choices: Choice[] = [];
    let rest = index;
    let stride = count;
    for (const { sentence, options } of dimensions) {
      stride /= options.length;
      const option = options[Math.floor(rest / stride)];
      rest %= stride;
      option?.apply(sentences, each);
      choices.push({ sentence, choice: option?.label ?? "" });
    }
    return { choices, terms: { terms: 1, sentences: sentences.filter((one) => one !== undefined) }, each };
  });
}

function dimensionsOf(terms: Terms): Dimension[] {
  const dimensions: Dimension[] = [];
  const seenTerms = new Set<string>();
  terms.sentences.forEach((sentence, at) => {
    const isBracketed = sentence.proposedBy !== "both";
    if (sentence.kind === "definition") {
      const rivals = terms.sentences.map((one, i) => [one, i] as const).filter(([one]) => one.kind === "definition" && one.term === sentence.term);
      if (rivals.some(([one]) => one.proposedBy !== "both") && !seenTerms.has(sentence.term)) dimensions.push(definitionChoice(sentence.id, rivals));
      seenTerms.add(sentence.term);
      return;
    }
    if (isBracketed) {
      dimensions.push({ sentence: sentence.id, options: [
        { label: `${sentence.proposedBy}: present`, apply: () => undefined },
        { label: "absent", apply: (all) => { all[at] = undefined; } },
      ] });
    }
    for (const { slot, bracket } of bracketsOf(sentence)) {
      dimensions.push({ sentence: sentence.id, options: bracket.map(({ party, value }) => ({
        label: `${party}: ${value}`, apply: (all) => { if (all[at]) all[at] = withNumeral(all[at], slot, value); },
      })) });
    }
    if (sentence.kind === "remains" && sentence.giver === "open") {
      dimensions.push({ sentence: sentence.id, options: [
        { label: "together", apply: () => undefined },
        { label: "each", apply: (_, each) => { each.add(sentence.id); } },
      ] });
    }
  });
  return dimensions;
}

function definitionChoice(sentence: string, rivals: readonly (readonly [Sentence, number])[]): Dimension {
  const keep = (kept: number | undefined): Option["apply"] => (all) => {
    for (const [, i] of rivals) if (i !== kept) all[i] = undefined;
  };
  const options = rivals.map(([one, i]) => ({ label: one.proposedBy === "both" ? "as it stands" : `${one.proposedBy}: ${printPredicateOf(one)}`, apply: keep(i) }));
  return { sentence, options: rivals.length > 1 ? options : [...options, { label: "absent", apply: keep(undefined) }] };
}

const printPredicateOf = (one: Sentence): string => (one.kind === "definition" ? `“${one.term}” means ${printPredicate(one.predicate)}` : one.id);

type Bracket = Exclude<Numeral, number>["bracket"];
const bracketIn = (numeral: Numeral): Bracket | undefined => (typeof numeral === "number" ? undefined : numeral.bracket);
const dueDuration = (due: Due | "not stated"): Duration | undefined => (due !== "not stated" && "within" in due ? due.within : undefined);

type Slot = "number" | "duration";
/** The bracketed numerals of a sentence: its number, its duration, or both. */
function bracketsOf(sentence: Sentence): { readonly slot: Slot; readonly bracket: Bracket }[] {
  const found: { slot: Slot; bracket: Bracket }[] = [];
  const add = (slot: Slot, numeral: Numeral): void => {
    const bracket = bracketIn(numeral);
    if (bracket) found.push({ slot, bracket });
  };
  if (sentence.kind === "release" || sentence.kind === "remains") {
    if ("min" in sentence.quantity) add("number", sentence.quantity.min);
    if ("exactly" in sentence.quantity) add("number", sentence.quantity.exactly);
  }
  if (sentence.kind === "release" || sentence.kind === "remains" || sentence.kind === "step" || sentence.kind === "foundLater") {
    const within = dueDuration(sentence.due);
    if (within) add("duration", within.n);
  }
  if (sentence.kind === "floor") add("number", sentence.min);
  if (sentence.kind === "cap" || sentence.kind === "tolerance") add("number", sentence.number);
  if (sentence.kind === "rate") add("duration", sentence.adds.n);
  if (sentence.kind === "doubt" && sentence.within !== "not stated") add("duration", sentence.within.n);
  if (sentence.kind === "ends" && typeof sentence.when === "object" && "notice" in sentence.when) add("duration", sentence.when.notice.n);
  return found;
}

/** The sentence with the bracketed numeral of one slot replaced by `value`. */
function withNumeral(sentence: Sentence, slot: Slot, value: number): Sentence {
  const duration = (one: Duration): Duration => (slot === "duration" && typeof one.n !== "number" ? { ...one, n: value } : one);
  const due = (one: Due | "not stated"): Due | "not stated" => (one !== "not stated" && "within" in one ? { ...one, within: duration(one.within) } : one);
  const number = (numeral: Numeral): Numeral => (slot === "number" && typeof numeral !== "number" ? value : numeral);
  const quantity = (one: Quantity): Quantity => ("min" in one ? { min: number(one.min) } : "exactly" in one ? { exactly: number(one.exactly) } : one);
  switch (sentence.kind) {
    case "release": case "remains": return { ...sentence, quantity: quantity(sentence.quantity), due: due(sentence.due) };
    case "step": case "foundLater": return { ...sentence, due: due(sentence.due) };
    case "floor": return { ...sentence, min: number(sentence.min) };
    case "cap": case "tolerance": return { ...sentence, number: number(sentence.number) };
    case "rate": return { ...sentence, adds: duration(sentence.adds) };
    case "doubt": return sentence.within === "not stated" ? sentence : { ...sentence, within: duration(sentence.within) };
    case "ends": return typeof sentence.when === "object" && "notice" in sentence.when ? { ...sentence, when: { notice: duration(sentence.when.notice) } } : sentence;
    default: return sentence;
  }
}

/** The bodies that decide a doubt about a class: those named for a term that rests on it, and those named for any clause. */
export function decidersOf(terms: Terms): (findingClass: string) => ReadonlySet<string> {
  const all = terms.sentences;
  const isDefinition = (one: Sentence): one is SentenceOf<"definition"> => one.kind === "definition";
  const cache = new Map<string, ReadonlySet<string>>();
  return (findingClass) => {
    const known = cache.get(findingClass);
    if (known) return known;
    const termsOfClass = new Set(all.filter(isDefinition).filter((one) => JSON.stringify(one.predicate).includes(`"class":${JSON.stringify(findingClass)}`)).map((one) => one.term));
    const bodies = new Set<string>();
    for (const one of all) {
      if (one.kind !== "doubt" || !(one.term === "*" || termsOfClass.has(one.term))) continue;
      bodies.add(one.decidedBy);
      for (const role of all) if (role.kind === "role" && (role.name === one.decidedBy || role.code === one.decidedBy)) bodies.add(role.code).add(role.name);
    }
    cache.set(findingClass, bodies);
    return bodies;
  };
}
