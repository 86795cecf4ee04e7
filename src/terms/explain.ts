// Why a person is yes, no, unknown or disputed under a clause, and why a clause and side stands where it does (TERMS.md, 9.14):
// the sentences and entries, and a text from fixed templates. A person is named by code; who may see that code is decided
// above this room.
import { Fault } from "../basis/fault.ts";
import { DIED, DECLINED, ELSEWHERE, RECEIVED, type People } from "./balance-people.ts";
import { ageYears, findingEvents, judgePredicate, NO, VALUE_NAMES, type Deciders } from "./entitlement.ts";
import { clauseOf, sentencesOf, STEPS, type Predicate, type SentenceOf, type Terms } from "./ast.ts";
import { releaseClauses, valueOf, type Because, type ClauseResult, type Result, type SideResult } from "./evaluate.ts";
import { commaOf, type Lang, sayBirth, sayCode, sayDate, sayNumber, sayPhrase, saySpan, sayStatus, sayValue, semicolonOf, WORDS } from "./explain-words.ts";
import { STATUS_WORDS } from "./status-words.ts";
import type { Captive } from "./facts.ts";
import { decidersOf } from "./readings.ts";

export type PersonExplanation = {
  readonly person: string; readonly clause: number; readonly value: (typeof VALUE_NAMES)[number]; readonly sentence: string;
  readonly because: readonly Because[]; readonly text: string;
};

/**
 * Why one person has his value under one clause, or under each clause that releases persons.
 * @throws Fault `TERMS_PERSON` for an id that is not in the facts on that day, `TERMS_CLAUSE` for a clause that releases nobody.
 */
export function explainPerson(result: Result, id: string, clause: number | "every clause", lang: Lang = "en"): PersonExplanation[] {
  const person = result.people.indexOf.get(id);
  if (person === undefined) throw new Fault("TERMS_PERSON", `expected the id of a person recorded on or before ${result.on}`, [{ field: "person" }]);
  const clauses = releaseClauses(result);
  if (clause !== "every clause" && !clauses.includes(clause)) throw new Fault("TERMS_CLAUSE", `expected a clause that releases persons: ${clauses.join(", ")}`, [{ field: "clause" }]);
  return (clause === "every clause" ? clauses : [clause]).map((number) => explainOne(result, person, number, lang));
}

function explainOne(result: Result, person: number, clause: number, lang: Lang): PersonExplanation {
  const words = WORDS[lang];
  const captive = result.people.captives[person];
  const value = valueOf(result, person, clause) ?? "no";
  if (!captive) throw new Error("bug: a person without a record was explained");
  const because: Because[] = [];
  const details = new Map<string, string>();
  let decisive = "";
  for (const { terms, entitlements } of result.readings) {
    const deciders = decidersOf(terms);
    const slots = entitlements.slots.filter((slot) => slot.clause === clause && (slot.sentence.giver === "each" || slot.sentence.giver === captive.side));
    const best = slots.reduce<(typeof slots)[number] | undefined>((top, slot) => (!top || (slot.values[person] ?? NO) > (top.values[person] ?? NO) ? slot : top), undefined);
    if (decisive === "") decisive = best?.sentence.id ?? sentencesOf(terms, "foundLater").find((one) => clauseOf(one) === clause)?.id ?? `${clause}.0`;
    for (const { sentence } of slots) {
      const grounds = groundsOf(sentence, terms, captive, result.people.moment[person] ?? result.on, deciders, lang);
      for (const { text } of grounds) details.set(text, text);
      add(because, sentence.id, []);
      for (const ground of grounds) if (ground.definition !== "") add(because, ground.definition, ground.entries);
    }
    if (result.people.foundLater[person] === 1 && entitlements.foundLaterClauses.has(clause)) details.set("later", words.foundLater);
  }
  const values = new Set(result.readings.map(({ entitlements }) => entitlements.clauses.get(clause)?.[person]));
  if (values.size > 1) details.set("differs", words.differs);
  const course = courseOf(result.people, person, captive, lang);
  if (course.text !== "") add(because, decisive, course.entries);
  const text = `${sayCode(captive.id, lang)}${commaOf(lang)}${words.clause(clause)}${commaOf(lang)}${words.onDay(sayDate(result.on, lang))}: ${sayValue(value, lang)}. ${[...details.values(), course.text].filter((one) => one !== "").map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1)}.`).join(" ")}`;
  return { person: captive.id, clause, value, sentence: decisive, because, text: text.trimEnd() };
}

function add(because: Because[], sentence: string, entries: readonly string[]): void {
  const at = because.findIndex((one) => one.sentence === sentence);
  const merged = [...new Set([...(because[at]?.entries ?? []), ...entries])];
  if (at < 0) because.push({ sentence, entries: merged, entriesLeftOut: 0 });
  else because[at] = { sentence, entries: merged, entriesLeftOut: 0 };
}

type Ground = { readonly definition: string; readonly entries: readonly string[]; readonly text: string };

/** One ground for each category of a release sentence, then for each exception. */
function groundsOf({ categories, except }: SentenceOf<"release">, terms: Terms, captive: Captive, day: string, deciders: Deciders, lang: Lang): Ground[] {
  const words = WORDS[lang];
  const ground = (term: string, before: string): Ground => {
    const definition = sentencesOf(terms, "definition").find((one) => one.term === term);
    if (!definition) return { definition: "", entries: [], text: `${before}${sayPhrase(term, lang)}: ${words.noDefinition}` };
    const value = judgePredicate(definition.predicate, captive, day, deciders);
    const { text, entries } = describe(definition.predicate, captive, day, deciders, lang);
    return { definition: definition.id, entries, text: `${before}${sayPhrase(term, lang)}: ${sayValue(VALUE_NAMES[value], lang)} (${text})` };
  };
  const any = categories === "not stated" ? [{ definition: "", entries: [], text: words.anyCaptive }] : categories.map((term) => ground(term, ""));
  return [...any, ...(except === "not stated" ? [] : except.map((term) => ground(term, `${words.except} `)))];
}

type Described = { readonly text: string; readonly entries: readonly string[] };

function describe(predicate: Predicate, captive: Captive, day: string, deciders: Deciders, lang: Lang): Described {
  const words = WORDS[lang];
  switch (predicate.kind) {
    case "and": case "or": {
      const parts = predicate.of.map((one) => describe(one, captive, day, deciders, lang));
      return { text: [...new Set(parts.map((one) => one.text))].join(semicolonOf(lang)), entries: parts.flatMap((one) => one.entries) };
    }
    case "finding": return describeFinding(predicate.class, captive, day, deciders, lang);
    case "aged": case "bornAfter": {
      if (captive.born === "unknown") return { text: words.bornUnknown, entries: [captive.entry] };
      const { first, last } = captive.born;
      const born = words.born(sayBirth(first, last, lang));
      const age = predicate.kind === "aged" ? `${commaOf(lang)}${words.age(saySpan(ageYears(last, predicate.on), ageYears(first, predicate.on), lang), sayDate(predicate.on, lang))}` : "";
      return { text: `${born}${age}`, entries: [`${captive.entry}/born`] };
    }
    case "heldSinceBefore": return captive.heldSince === "unknown" ? { text: words.heldUnknown, entries: [captive.entry] } : { text: words.heldSince(sayDate(captive.heldSince, lang)), entries: [`${captive.entry}/heldSince`] };
    case "heldInRelation": case "takenOn":
      if (captive.context.length === 0) return { text: words.contextUnknown, entries: [captive.entry] };
      return { text: captive.context.includes(predicate.to) ? words.context : words.contextOther, entries: [`${captive.entry}/context`] };
  }
}

function describeFinding(findingClass: string, captive: Captive, day: string, deciders: Deciders, lang: Lang): Described {
  const words = WORDS[lang];
  const bodies = deciders(findingClass);
  const events = findingEvents(captive, findingClass, day, bodies);
  const isPlain = !events.some(({ kind }) => kind !== "examined");
  const last = events.at(-1);
  if (!last) return { text: words.notExamined(findingClass), entries: [captive.entry] };
  if (isPlain) return { text: words.noFinding(findingClass, sayDate(last.on, lang)), entries: events.map(({ entry }) => entry) };
  const told = events.filter(({ kind }) => kind !== "examined");
  const named = (by: string): string => [...bodies].find((one) => bodies.has(by) && one.length > 4 && one !== by) ?? by;
  const texts = told.map((event) => {
    const date = sayDate(event.on, lang);
    switch (event.kind) {
      case "finding": return words.certified(findingClass, date);
      case "objection": return words.objection(date);
      case "decision": return words.decided(event.result, named(event.by), date, event.counts);
      case "examined": return "";
    }
  });
  return { text: texts.join(commaOf(lang)), entries: told.map(({ entry }) => entry) };
}

function courseOf(people: People, person: number, { entry, diedOn, declinedOn }: Captive, lang: Lang): Described {
  const words = WORDS[lang];
  if (people.left[person] === DIED && diedOn !== "unknown") return { text: words.diedOn(sayDate(diedOn, lang)), entries: [`${entry}/diedOn`] };
  if (people.left[person] === DECLINED && declinedOn !== "unknown") return { text: words.declinedOn(sayDate(declinedOn, lang)), entries: [`${entry}/declinedOn`] };
  if (people.left[person] === ELSEWHERE) return { text: words.elsewhereOn(sayDate(people.moment[person] ?? "", lang)), entries: [people.handoverEntry[person] ?? ""] };
  if (people.received[person] === RECEIVED) return { text: words.receivedOn(sayDate(people.moment[person] ?? "", lang)), entries: [people.handoverEntry[person] ?? ""] };
  return { text: "", entries: [] };
}

/** One line for a clause and side: status, then every row's numbers, then who or what is in doubt, as counts. */
export function sayClause(clause: ClauseResult, side: SideResult, lang: Lang = "en"): string {
  const words = WORDS[lang];
  const rows = side.rows.map((row) => {
    const parts = [
      words.promised(saySpan(row.promised.min, row.promised.max, lang), row.atLeast), words.received(sayNumber(row.delivered, lang)),
      words.outstanding(saySpan(row.outstanding.min, row.outstanding.max, lang)),
    ];
    if (row.excess + row.credit > 0) parts.push(words.beyond(sayNumber(row.excess + row.credit, lang)));
    const { persons } = row;
    const counts = [[persons.unknown, words.unknown], [persons.disputed, words.disputed], [persons.receiptUnknown, words.receiptUnknown], [persons.died, words.died], [persons.declined, words.declined], [persons.elsewhere, words.elsewhere]] as const;
    for (const [list, say] of counts) if (list.length > 0) parts.push(say(sayNumber(list.length, lang)));
    const days = [...new Map(row.dues.map(({ due }) => [`${due.day}${due.projected}`, due])).values()];
    for (const { day, projected } of days) if (day !== "not stated") parts.push(words.due(sayDate(day, lang), projected));
    return `${sayCode(row.sentence, lang)}${row.what === "" ? "" : ` (${sayWhat(row.what, lang)})`}: ${parts.join(commaOf(lang))}`;
  });
  const since = side.since === "not late" ? "" : ` ${words.since(sayDate(side.since, lang))}`;
  const open = clause.opens.length === 0 ? "" : `${semicolonOf(lang)}${words.open(clause.opens.join(commaOf(lang)))}`;
  const head = `${words.clause(clause.number)}${commaOf(lang)}${sayCode(side.side, lang)}: ${sayStatus(side.status, lang)}${since}`;
  return `${head.charAt(0).toUpperCase()}${head.slice(1)}. ${rows.join(semicolonOf(lang))}${open}.`;
}

/** What a row of a step is about. */
function sayWhat(what: string, lang: Lang): string {
  const step = STEPS.find((one) => one === what);
  return step === undefined ? what : STATUS_WORDS[lang].steps[step];
}
