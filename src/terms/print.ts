// The canonical form back into sentences (TERMS.md, section 8): one a line, a blank line before each clause, curly quotes, numerals
// in groups of three, `exactly` written out for captives, no article before a body. What was signed is the bytes that were signed:
// a printed text is a convenience.
import type { Body, Due, Duration, Numeral, Party, Predicate, Quantity, Sentence, SentenceOf, StepName, Terms } from "./ast.ts";
import { MONTHS } from "./lexicon.ts";

/** The text of an agreement; `parseTerms` of it gives the same AST. Linear. */
export const printTerms = (terms: Terms): string =>
  terms.sentences.map((one, i) => `${one.kind === "clause" && i > 0 ? "\n" : ""}${printSentence(one)}\n`).join("");

/** One sentence with its full stop, and its brackets where one party proposes it. */
export function printSentence(sentence: Sentence): string {
  const text = `${words(sentence)}.`;
  return sentence.proposedBy === "both" ? text : `[${sentence.proposedBy}: ${text}]`;
}

function words(one: Body): string {
  switch (one.kind) {
    case "version": return `Terms version ${one.version}`;
    case "agreement": return `Agreement ${quote(one.title)}, made at ${one.place} on ${printDate(one.date)}`;
    case "parties": return `The parties are ${one.parties.map(party).join(" and ")}`;
    case "role": return `The ${one.role} ${one.role === "agents" ? "are" : "is"} ${party(one)}`;
    case "relation": return `It ${one.relation} ${quote(one.title)}${one.date === "not stated" ? "" : ` of ${printDate(one.date)}`}`;
    case "credit": return `Captives released under ${quote(one.title)} ${one.counts ? "count" : "do not count"} here`;
    case "inForce": return `In force from ${one.from === "signature" ? one.from : printMoment(one.from)}`;
    case "zone": return `Times are ${printZone(one.offset)}`;
    case "definition": return `${quote(one.term)} means ${printPredicate(one.predicate)}`;
    case "rankValues": return `Rank values are ${one.rows.map(([rank, value]) => `${rank} ${number(value)}`).join(", ")}`;
    case "rankCheck": return `The rank values number ${number(one.count)} and sum to ${number(one.sum)}`;
    case "doubt": return `A doubt about ${one.term === "*" ? "any clause" : quote(one.term)} is decided by ${one.decidedBy}${one.within === "not stated" ? "" : ` within ${printDuration(one.within)}`}`;
    case "doubtNonSuspensive": return "A doubt about any clause does not stop releases";
    case "clause": return `Clause ${number(one.number)} ${quote(one.title)}`;
    case "release": return release(one);
    case "remains": return remains(one);
    case "floor": return `Clauses ${list(one.clauses.map(number), "and")} together give at least ${numeral(one.min)} captives on each side`;
    case "step": return `${giver(one.giver)} gives ${STEP_WORDS[one.what]}${one.to === "not stated" ? "" : ` to ${one.to}`}${due(one.due)}`;
    case "cap": return `No more than ${numeral(one.number)} captives a ${one.per} cross${at(one.place)}`;
    case "tolerance": return `At no moment may the sides differ by more than ${numeral(one.number)}${one.atRankValue ? " in rank value" : ""}`;
    case "order": return `Captives under clause ${number(one.first)} go before captives under clause ${number(one.then)}`;
    case "simultaneous": return `Releases are simultaneous${at(one.place)}`;
    case "pause": return `Hostilities pause in ${quote(one.area)} from ${printMoment(one.from)} to ${printMoment(one.to)}${one.purpose === "not stated" ? "" : ` for the ${one.purpose}`}`;
    case "rate": return `For every additional ${number(one.every)} captives the pause grows by ${printDuration(one.adds)}`;
    case "waits": return `This clause waits for ${"clause" in one.on ? `clause ${number(one.on.clause)}` : quote(one.on.fact)}`;
    case "linkage": return `If clause ${number(one.if)} is not fulfilled by ${printDate(one.due)}, clause ${number(one.then)} is ${one.effect}`;
    case "foundLater": return `Captives found later are released without condition${due(one.due)}`;
    case "parole": return "Captives beyond the balance are released on parole";
    case "counts": return `A release counts when the captive ${one.when === "received" ? "is received by the other party" : "crosses the line"}`;
    case "ends": return `This clause ends ${ends(one.when)}`;
    case "open": return `Open: ${one.text}`;
    case "note": return `Note: ${one.text}`;
  }
}

const quote = (text: string): string => `“${text}”`;
const party = ({ name, code }: Party): string => `${name} (${code})`;
const giver = (code: string): string => (code === "each" ? "Each party" : code);
const at = (place: string): string => (place === "not stated" ? "" : ` at ${quote(place)}`);
const STEP_WORDS: Readonly<Record<StepName, string>> = {
  list: "its list", reply: "its reply to the list", remarks: "its remarks on the reply", "final reply": "its final reply", "signed final list": "the signed final list",
};

/** A number in groups of three. */
export const number = (n: number): string => String(n).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
const numeral = (n: Numeral): string => (typeof n === "number" ? number(n) : `[${n.bracket.map(({ party: code, value }) => `${code}: ${number(value)}`).join(" | ")}]`);
export const printDuration = ({ n, unit }: Duration): string => `${numeral(n)} ${unit}${n === 1 ? "" : "s"}`;
/** `2 June 2025`, or `May 2025` for a month. */
export function printDate(date: string): string {
  const month = MONTHS[Number(date.slice(5, 7)) - 1] ?? "";
  return `${date.length === 7 ? "" : `${Number(date.slice(8, 10))} `}${month} ${date.slice(0, 4)}`;
}
export const printMoment = (moment: string): string => (moment.length > 10 ? `${printDate(moment.slice(0, 10))} ${moment.slice(11)}` : printDate(moment));
/** `+03:00` as `UTC+3`, `+05:30` as `UTC+5:30`, `+00:00` as `UTC`. */
export function printZone(offset: string): string {
  if (offset === "+00:00") return "UTC";
  const minutes = offset.slice(4);
  return `UTC${offset.slice(0, 1)}${Number(offset.slice(1, 3))}${minutes === "00" ? "" : `:${minutes}`}`;
}
export const list = (items: readonly string[], word: string): string => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1) ?? ""}`);

export function printPredicate(one: Predicate): string {
  switch (one.kind) {
    case "aged": return `aged ${number(one.years)} ${one.bound} on ${printDate(one.on)}`;
    case "bornAfter": return `born after ${printDate(one.date)}`;
    case "finding": return `holding a certified finding of class ${one.class}`;
    case "heldSinceBefore": return `held since before ${printDate(one.date)}`;
    case "heldInRelation": return `held in relation to ${quote(one.to)}`;
    case "takenOn": return `taken on ${quote(one.to)}`;
    case "and": case "or": return one.of.map(printPredicate).join(` ${one.kind} `);
  }
}

function due(one: Due | "not stated"): string {
  if (one === "not stated") return "";
  if ("each" in one) return " with each release";
  if ("on" in one) return ` by ${printDate(one.on)}`;
  const event = one.of === "decision" ? "the commission’s decision" : one.of === "signature" || one.of === "capture" || one.of === "discovery" ? one.of : `the ${one.of}`;
  return ` within ${printDuration(one.within)} of ${event}`;
}

function quantity(one: Quantity, exactly: string): string {
  if ("all" in one) return "all";
  if ("min" in one) return `at least ${numeral(one.min)}`;
  if ("exactly" in one) return `${exactly}${numeral(one.exactly)}`;
  const [a, b] = one.ratio;
  return a === 1 && b === 1 ? "one for one" : `${number(a)} for ${number(b)}`;
}

function release(one: Omit<SentenceOf<"release">, "id" | "proposedBy">): string {
  const terms = (names: readonly string[]): string => names.map(quote).join(" or ");
  const who = one.categories === "not stated" ? "" : ` who are ${terms(one.categories)}`;
  const except = one.except === "not stated" ? "" : ` except ${terms(one.except)}`;
  return `${giver(one.giver)} releases ${quantity(one.quantity, "exactly ")} captives${who}${except}${receiver(one.receiver)}${one.atRankValue ? " at rank value" : ""}${due(one.due)}`;
}
const receiver = (code: string): string => (code === "not stated" ? "" : ` to ${code}`);

function remains(one: Omit<SentenceOf<"remains">, "id" | "proposedBy">): string {
  const after = `${receiver(one.receiver)}${due(one.due)}`;
  const amount = quantity(one.quantity, "");
  const isOpen = one.giver === "open";
  const state = one.state === "not stated" ? "" : `, ${one.state === "any" ? "identified or not" : "identified"}${isOpen || after !== "" ? "," : ""}`;
  if (!isOpen) return `${giver(one.giver)} returns ${amount} remains${state}${after}`;
  return `${amount.charAt(0).toUpperCase()}${amount.slice(1)} remains${state} are returned${after}`;
}

function ends(when: SentenceOf<"ends">["when"]): string {
  if (when === "fulfilled") return "when fulfilled";
  if (when === "war") return "with the war";
  return "on" in when ? `on ${printDate(when.on)}` : `on notice of ${printDuration(when.notice)}`;
}
