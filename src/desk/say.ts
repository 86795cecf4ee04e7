// What the desk says of its state: the account, the positions, the brief, the chronicle, each naming its entries.
import { accountOn, type Account } from "../accounting/account.ts";
import { grouped } from "../accounting/statement-of-account.ts";
import type { Count, RecordedFact } from "../accounting/parse-fact.ts";
import { CONFIDENTIAL_KINDS } from "../entries/catalogue.ts";
import { factsOf, type ReadAct, type State } from "../entries/fold.ts";
import { utf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { Signing } from "../talks/agreed-text.ts";
import type { RuleOn } from "../talks/signing-rule.ts";
import { brief, sentenceOf, statementItem, type BriefItem } from "../talks/brief.ts";
import { lintBrief } from "../talks/brief-lint.ts";
import type { SaidOn } from "../talks/positions.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { commaOf, sayCode, sayDate, sayMoment } from "../terms/explain-words.ts";
import { sayList } from "./say-list.ts";
import { BRIEF_LANGUAGES, capitalised, SECTION_LABELS, STANDING_MARKS, wordIn, type BriefLanguage } from "./brief-words.ts";
import { lintAbroad, type ItemAbroad } from "./lint-abroad.ts";
import { itemAbroad, type Abroad } from "./say-abroad.ts";
import { sayHandover } from "./say-handover.ts";
import { sayMatch } from "./say-match.ts";
import { sayPlanning } from "./say-planning.ts";
import { sayRemains } from "./say-remains.ts";
import { isClauseAct, sayTalks, sectionOf } from "./say-talks.ts";
import { compartmentsOf, namesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";

export const accountOf = (state: State, on: CivilDate): Account => accountOn(factsOf(state.acts), on);

/** The label of an entry, as it is cited. */
export const citeOf = (state: State): ((entry: number) => string) => {
  const labels = new Map(state.acts.map(({ entry, label }) => [entry, label]));
  return (entry) => labels.get(entry) ?? `#${entry}`;
};

/** What the acts say of positions: statements, and acts on the text itself. */
export const saidOf = (state: State): SaidOn[] =>
  state.acts.flatMap(({ parsed, at: on, label: cite, author: by }): SaidOn[] => {
    if (parsed.room === "talks") return [{ on, cite, statement: parsed.statement }];
    return parsed.room === "table" && isClauseAct(parsed.act) ? [{ on, cite, act: { ...parsed.act, on, cite, by } }] : [];
  });

export const signingsOf = (state: State): Signing[] =>
  state.acts.flatMap(({ parsed, at, label, author, entry }) => (parsed.room === "agreed" ? [{ on: at, cite: label, by: author, signed: parsed.signed, signers: state.cosigned.get(entry) ?? [state.signedWith.get(entry) ?? author] }] : []));

/** Who must sign, as stated: groups by who chairs, a party's own number by itself. */
export const signingRulesOf = (state: State, pack: ConflictPack): RuleOn[] =>
  state.acts.flatMap(({ parsed, at: on, author: by }) => (parsed.room === "table" && parsed.act.kind === "signing.required" ? [{ ...parsed.act, by, on, chairs: by === pack.mediator.code || by === pack.secretariat.code }] : []));

const SECTIONS: Readonly<Record<string, string>> = {
  agreement: "What was agreed, as reported", confirmation: "What was agreed, as reported", relation: "What was agreed, as reported",
  "prior agreement": "What was agreed, as reported", round: "The talks", place: "The talks", person: "Who speaks",
  statement: "What each says", quote: "What each says", wish: "What each says", consequence: "What each says",
  proposal: "What lies on the table", memorandum: "What lies on the table", position: "What lies on the table", demand: "What lies on the table",
  linkage: "What lies on the table", background: "What lies on the table", claim: "Claims", assessment: "Assessments", reading: "What each says",
};
const ORDER = ["The talks", "Documents", "What was agreed, as reported", "Who speaks", "What each says", "What lies on the table", "Claims", "Assessments", "Lists", "Plans", "The fallen", "Obligations", "Operations and counts"];

const named = new WeakMap<ConflictPack, Readonly<Record<string, string>>>();
/** `namesOf`, one and the same object for a pack. */
export function namesFor(pack: ConflictPack): Readonly<Record<string, string>> {
  const names = named.get(pack) ?? namesOf(pack);
  named.set(pack, names);
  return names;
}

const items = new WeakMap<ReadAct, { readonly names: Readonly<Record<string, string>>; readonly item: BriefItem }>();

/** One act as material of the brief; made once for each act and pack. Linear in its body. */
export function itemOf(act: ReadAct, names: Readonly<Record<string, string>>): BriefItem {
  const before = items.get(act);
  if (before?.names === names) return before.item;
  const item = makeItem(act, names);
  items.set(act, { names, item });
  return item;
}

function makeItem(act: ReadAct, names: Readonly<Record<string, string>>): BriefItem {
  const { parsed } = act;
  const name = (code: string): string => names[code] ?? code;
  if (parsed.room === "talks") return statementItem(act.label, SECTIONS[parsed.statement.kind] ?? "What each says", parsed.statement, (text) => text.replace(/\b[A-Z]{2,8}\b/g, name));
  const mark = `On ${sayDate(act.at, "en")} ${name(act.author)}`;
  const own = (section: string, phrase: string, source = "", quote: string | null = null): BriefItem =>
    ({ cite: act.label, section, standing: "stated-own", mark, sentence: `${mark} ${phrase}`, quote, source: `${mark} ${source} ${parsed.room === "registry" ? "" : wordsOf(act.body, name)}` });
  if (parsed.room === "agreed") {
    const digest = `SHA-256 ${sha256Hex(utf8(parsed.signed.text))}`;
    return own("What was agreed, as reported", `signed the text of ${parsed.signed.agreement} with ${digest}`, digest);
  }
  if (parsed.room === "table") return own(sectionOf(parsed.act.kind), sayTalks(parsed.act, name), "SHA-256", parsed.act.kind === "clause.tabled" ? parsed.act.text : null);
  if (parsed.room === "handover") {
    const item = own("Operations and counts", sayHandover(parsed.act, name));
    return { ...item, source: item.sentence }; // its body names route and place: nothing of it goes beside the sentence
  }
  if (parsed.room === "remains") return own("The fallen", sayRemains(parsed.act, name), `${sayRemains(parsed.act, name)} SHA-256`);
  if (parsed.room === "registry") return own("Lists", sayList(parsed.act, name), `${sayList(parsed.act, name)} SHA-256`);
  if (parsed.room === "matching") return own("Lists", sayMatch(parsed.act), `${sayMatch(parsed.act)} SHA-256`);
  if (parsed.room === "planning") return own("Plans", sayPlanning(parsed.act, name), sayPlanning(parsed.act, name));
  return own(parsed.fact.kind === "obligation.stated" ? "Obligations" : "Operations and counts", sayFact(parsed.fact, name), promiseWords(parsed.fact));
}

/** What the codes `at-least` and `atLeast` of a body say in words, so that a number keeps its qualifier. */
function promiseWords(fact: RecordedFact): string {
  if (fact.kind === "obligation.stated" && fact.promised.kind === "at-least") return `at least ${fact.promised.count ?? 0}`;
  return fact.kind === "reversal.recorded" && fact.atLeast ? `at least ${fact.count}` : "";
}

/** Every text and number of a body, party codes also by name and days also in words: where the lint looks for what a sentence says. */
function wordsOf(value: unknown, name: (code: string) => string): string {
  if (Array.isArray(value)) return value.map((one) => wordsOf(one, name)).join(" ");
  if (typeof value === "object" && value !== null) return Object.values(value).map((one) => wordsOf(one, name)).join(" ");
  if (typeof value !== "string") return String(value);
  return `${value} ${name(value)}${/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(value) ? ` ${sayMoment(value, "en")}` : ""}`;
}

const sayCount = (count: Count): string => (typeof count === "number" ? grouped(count) : count === "withheld" ? "a withheld number of" : "a not stated number of");

function sayFact(fact: RecordedFact, name: (code: string) => string): string {
  switch (fact.kind) {
    case "obligation.stated": {
      const { promised, what, from, to, agreement, clause, readings } = fact;
      const promise = promised.kind === "exactly" ? grouped(promised.count ?? 0) : promised.kind === "at-least" ? `at least ${grouped(promised.count ?? 0)}` : promised.kind === "all" ? "all" : "a not stated number of";
      const read = readings.length === 0 ? "" : `; read as ${readings.map(({ by, words }) => `${words} (${name(by)})`).join(" or ")}`;
      return `recorded under ${agreement === null ? "no agreement" : agreement}${clause === null ? "" : ` clause ${clause}`}: ${name(from)} to ${name(to)} ${promise} ${what}${read}`;
    }
    case "operation.counted":
      return `counted ${fact.flows.map(({ count, what, category, from, to }) => `${sayCount(count)} ${what}${category === undefined ? "" : ` (${category})`} from ${name(from)} to ${name(to)}`).join("; ")} (${fact.operation})${fact.derivation === undefined ? "" : `, by arithmetic: ${fact.derivation}`}`;
    case "operation.allocated": {
      const shares = fact.shares.map(({ count, what, from, to, obligation }) => `${grouped(count)} ${what} from ${name(from)} to ${name(to)} under ${obligation}`);
      return shares.length === 0 ? `took back its split of ${fact.operation}` : `split its count of ${fact.operation}: ${shares.join("; ")}`;
    }
    case "total.published": return `published a total of ${fact.obligation}${fact.speaker === undefined ? "" : ` (${fact.speaker})`}: ${grouped(fact.count)}${fact.sums === undefined ? "" : `, from ${grouped(fact.sums.from)} with ${fact.sums.operations.join(", ")}`}`;
    case "reversal.recorded": return `reversed ${fact.atLeast ? "at least " : ""}${grouped(fact.count)} of ${fact.obligation}: ${fact.statement}`;
    case "acceptance.recorded": return `accepted ${grouped(fact.count)} of ${fact.obligation}`;
  }
}

/** An act signed with a key that was in other hands is disputed, whatever it says. */
const itemIn = (state: State, act: ReadAct, names: Readonly<Record<string, string>>): BriefItem => {
  const item = itemOf(act, names);
  return state.disputed.has(act.entry) ? { ...item, standing: "disputed", mark: "Disputed:", sentence: `Disputed: ${item.sentence}` } : item;
};

/** What a brief or a chronicle may cite: never a confidential note or an acceptance set. */
const citable = (state: State): ReadAct[] => state.acts.filter(({ kind }) => !CONFIDENTIAL_KINDS.includes(kind));

/** Items whose sentence has been through the lint. */
const linted = new WeakSet<BriefItem>();

/**
 * The brief, already through its lint: each sentence cites one entry, so one that was found well once is not looked at again.
 * @throws Faults `BRIEF_…` when a sentence would say more than its entries. Linear in the acts.
 */
export function briefOf(state: State, pack: ConflictPack, language: ReportLanguage = "en"): string {
  if (language !== "en") return briefAbroad(state, pack, language);
  const items = citable(state).map((act) => itemIn(state, act, namesFor(pack)));
  const fresh = items.filter((item) => !linted.has(item));
  const headings = [pack.title, ...ORDER];
  if (lintBrief(brief(pack.title, ORDER, fresh), fresh, headings).length > 0) {
    const faults = lintBrief(brief(pack.title, ORDER, items), items, headings); // by the lines of the whole
    throw new Faults(faults.map(({ code, message, line }) => new Fault(code, message, [{ file: "brief", line }])));
  }
  for (const item of fresh) linted.add(item);
  return brief(pack.title, ORDER, items);
}

/** English, and every language of brief-words.ts. */
export const REPORT_LANGUAGES = ["en", ...BRIEF_LANGUAGES] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

/** Everybody that an act may name: the parties, their laboratories, witnesses and commissions. */
const namedIn = (pack: ConflictPack): readonly { readonly code: string; readonly names: Readonly<Record<string, string>> }[] => [...compartmentsOf(pack), ...pack.witnesses, ...pack.commissions];

const abroadOf = (pack: ConflictPack, language: BriefLanguage): Abroad => {
  const parties = namedIn(pack);
  const name = (code: string): string => {
    const found = parties.find((one) => one.code === code)?.names;
    return found?.[language] ?? sayCode(found?.["en"] ?? code, language);
  };
  const spell = (text: string): string => text.replace(/\b[A-Z]{2,8}\b/g, (code) => namesOf(pack)[code] ?? code);
  return { language, name, spell, speaker: (recorded) => {
    const party = parties.find(({ code, names }) => code === recorded || names["en"] === recorded);
    return party ? name(party.code) : sayCode(spell(recorded), language);
  } };
};

type MadeAbroad = { readonly pack: ConflictPack; readonly isDisputed: boolean; readonly made: ItemAbroad };
/** What was made of an act in each language: once for each act, pack and standing. */
const abroadMade = new WeakMap<ReadAct, Map<BriefLanguage, MadeAbroad>>();
function itemAbroadIn(state: State, act: ReadAct, pack: ConflictPack, abroad: Abroad): ItemAbroad {
  const isDisputed = state.disputed.has(act.entry);
  const byLanguage = abroadMade.get(act) ?? new Map<BriefLanguage, MadeAbroad>();
  const before = byLanguage.get(abroad.language);
  if (before?.pack === pack && before.isDisputed === isDisputed) return before.made;
  const made = makeItemAbroad(state, act, pack, abroad);
  abroadMade.set(act, byLanguage.set(abroad.language, { pack, isDisputed, made }));
  return made;
}

/** The act in another language beside its English item. An act signed with a key that was in other hands is disputed there too. */
function makeItemAbroad(state: State, act: ReadAct, pack: ConflictPack, abroad: Abroad): ItemAbroad {
  const { language, name } = abroad;
  const english = itemIn(state, act, namesFor(pack));
  const plain = itemAbroad(act, english, abroad);
  const disputed = wordIn(STANDING_MARKS, "disputed", language).replace("{s}", "").trim();
  const item = state.disputed.has(act.entry) ? { ...plain, mark: disputed, sentence: `${disputed} ${plain.sentence}` } : plain;
  const named = namedIn(pack).filter(({ code, names }) => english.source.includes(names["en"] ?? code) || new RegExp(`\\b${code}\\b`).test(english.source));
  return { item, english, names: named.map(({ code }) => name(code)), isStatement: act.parsed.room === "talks" };
}

/** What one act says in a language, without the day and the author where they stand beside it; a recorded statement whole. Linear in its body. */
export function saidOfEntry(state: State, act: ReadAct, pack: ConflictPack, language: ReportLanguage): string {
  const { mark, sentence } = language === "en" ? itemIn(state, act, namesFor(pack)) : itemAbroadIn(state, act, pack, abroadOf(pack, language)).item;
  const own = act.parsed.room === "talks" || !sentence.startsWith(mark) ? sentence : sentence.slice(mark.length).trim();
  return language === "en" ? `${own.charAt(0).toUpperCase()}${own.slice(1)}` : capitalised(own, language);
}

/** A sentence with its entries; in Arabic they are isolated. */
const citedSentence = ({ cite, sentence }: BriefItem, language: BriefLanguage): string => `${capitalised(sentence, language)} ${sayCode(`[${cite}]`, language)}.`;

/** What a brief in another language may cite, each entry beside its English item. Linear. */
export function abroadItems(state: State, pack: ConflictPack, language: BriefLanguage): ItemAbroad[] {
  const abroad = abroadOf(pack, language);
  return citable(state).map((act) => itemAbroadIn(state, act, pack, abroad));
}
const titleIn = (pack: ConflictPack, language: BriefLanguage): string => pack.titles[language] ?? pack.title;
export const briefHeadings = (pack: ConflictPack, language: BriefLanguage): string[] => [titleIn(pack, language), ...ORDER.map((section) => wordIn(SECTION_LABELS, section, language))];

/** Items in another language whose sentence has been through the lint. */
const lintedAbroad = new WeakSet<ItemAbroad>();

/** The brief in another language, already through its lint: the same entries under the same headings, in the same order; what was found well once is not looked at again. @throws Faults `BRIEF_…`. */
function briefAbroad(state: State, pack: ConflictPack, language: BriefLanguage): string {
  const items = abroadItems(state, pack, language);
  const headings = briefHeadings(pack, language);
  const text = briefText(items, pack, language);
  const fresh = items.filter((item) => !lintedAbroad.has(item));
  if (lintAbroad(briefText(fresh, pack, language), fresh, headings, language).length > 0) refuse(lintAbroad(text, items, headings, language)); // by the lines of the whole
  for (const item of fresh) lintedAbroad.add(item);
  return text;
}

function briefText(items: readonly ItemAbroad[], pack: ConflictPack, language: BriefLanguage): string {
  const parts = ORDER.flatMap((section) => {
    const own = items.filter(({ item }) => item.section === section);
    return own.length === 0 ? [] : [`## ${wordIn(SECTION_LABELS, section, language)}\n\n${own.map(({ item }) => `- ${citedSentence(item, language)}\n`).join("")}`];
  });
  return `# ${titleIn(pack, language)}\n\n${parts.join("\n")}`;
}

const refuse = (faults: readonly { readonly code: string; readonly message: string; readonly line: number }[]): void => {
  if (faults.length > 0) throw new Faults(faults.map(({ code, message, line }) => new Fault(code, message, [{ file: "brief", line }])));
};

/** Dated paragraphs, all sides' words of one day side by side, in the order of the record. */
export function chronicleOf(state: State, pack: ConflictPack, language: ReportLanguage = "en"): string {
  const names = namesFor(pack);
  const abroad = language === "en" ? undefined : abroadOf(pack, language);
  const days = new Map<string, string[]>();
  for (const act of citable(state)) {
    const lines = days.get(act.at) ?? [];
    days.set(act.at, lines);
    if (abroad && language !== "en") {
      const { item } = itemAbroadIn(state, act, pack, abroad);
      lines.push(`- ${citedSentence({ ...item, sentence: item.sentence.replace(`${sayDate(act.at, language)}${commaOf(language)}`, "") }, language)}`);
    } else {
      const item = itemIn(state, act, names);
      lines.push(`- ${sentenceOf({ ...item, sentence: item.sentence.replace(`On ${sayDate(act.at, "en")} `, "") })}`);
    }
  }
  return [...days].sort(([a], [b]) => byCodeUnit(a, b)).map(([day, lines]) => `## ${sayDate(day, language)}\n\n${lines.join("\n")}\n`).join("\n");
}
