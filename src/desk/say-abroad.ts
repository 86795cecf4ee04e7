// One act of the record as a sentence of the brief in another language than English: its mark (who, when, how firmly), what kind of act
// it is, and its fields, each after its label. Numbers, dates, codes and names of parties are written as that language
// writes them; what somebody recorded in his own words stands as it was recorded, in quotes or after “in the language of the record”.
import type { Count, RecordedFact, What } from "../accounting/parse-fact.ts";
import { utf8 } from "../basis/bytes.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { ReadAct } from "../entries/fold.ts";
import { rowsDigest, type ListAct } from "../registry/list-act.ts";
import type { BriefItem } from "../talks/brief.ts";
import type { Statement } from "../talks/statement.ts";
import type { TalksAct } from "../talks/table.ts";
import { commaOf, sayCode, sayDate, sayMoment, sayNumber, semicolonOf } from "../terms/explain-words.ts";
import { slavic } from "../terms/say.ts";
import { handoverFields, matchFields, planningFields, remainsFields } from "./say-rooms-abroad.ts";
import { FIELD_LABELS, KIND_LABELS, STANDING_MARKS, STATEMENT_LABELS, VALUE_LABELS, wordIn, type BriefLanguage, type FieldLabel } from "./brief-words.ts";

/** Names of parties by code in the language; English names are the key by which a recorded speaker is found. */
export type Abroad = { readonly language: BriefLanguage; readonly name: (code: string) => string; readonly speaker: (recorded: string) => string; readonly spell: (recorded: string) => string };

export type Field = readonly [label: FieldLabel, value: string];
/** How one language writes numbers, days, codes, words and parties. */
export type Writer = {
  readonly label: (name: FieldLabel) => string; readonly code: (text: string) => string; readonly number: (n: number) => string; readonly date: (day: string) => string;
  readonly moment: (at: string) => string; readonly value: (list: string, value: string) => string; readonly words: (text: string) => string; readonly party: (code: string) => string;
  readonly list: (parts: readonly string[]) => string;
};

function writerOf({ language, name }: Abroad): Writer {
  const isolate = (text: string): string => sayCode(text, language);
  return {
    label: (one) => wordIn(FIELD_LABELS, one, language), code: isolate, number: (n) => sayNumber(n, language), date: (day) => sayDate(day, language), moment: (at) => sayMoment(at, language),
    value: (list, value) => wordIn(VALUE_LABELS, `${list}.${value}`, language), words: (text) => isolate(quoted(text)), party: name, list: (parts) => parts.join(commaOf(language)),
  };
}

/** Words as recorded, in quotes; quotes inside them become single ones. */
export const quoted = (text: string): string => `“${text.replace(/[“”"«»]/g, "’")}”`;

const fieldsText = (fields: readonly Field[], { label }: Writer, language: BriefLanguage): string =>
  fields.map(([name, value]) => (value === "" ? label(name) : language === "fr" ? `${label(name)} : ${value}` : `${label(name)}: ${value}`)).join(semicolonOf(language));

/** The English item in the language: the same citation, section, standing and source. */
export function itemAbroad(act: ReadAct, english: BriefItem, abroad: Abroad): BriefItem {
  const { language } = abroad;
  const write = writerOf(abroad);
  if (act.parsed.room === "talks") return statementAbroad(act.parsed.statement, english, abroad, write);
  const mark = `${write.date(act.at)}${commaOf(language)}${write.party(act.author)}${language === "fr" ? " :" : ":"}`;
  const fields = fieldsOf(act, write, language);
  const kind = wordIn(KIND_LABELS, act.kind, language);
  const text = fieldsText(fields, write, language);
  return { ...english, mark, sentence: `${mark} ${kind}${text === "" ? "" : `${semicolonOf(language)}${text}`}` };
}

function statementAbroad({ standing, actor, content, says, number, quote, kind }: Statement, english: BriefItem, { language, speaker, spell }: Abroad, write: Writer): BriefItem {
  const said = speaker(actor);
  const mark = wordIn(STANDING_MARKS, standing, language).replace("{s}", said);
  const recorded = spell(says ?? (number === undefined ? content : `${content} (number: ${number.replace(/[“”]/g, "")})`));
  const isQuoted = quote === undefined || recorded.includes(`“${quote}”`);
  const isNamed = wordIn(STANDING_MARKS, standing, language).includes("{s}");
  const label = `${wordIn(STATEMENT_LABELS, kind, language)}${isNamed ? "" : ` (${said.replace(/^\((.*)\)$/, "$1")})`}`;
  const colon = language === "fr" ? " :" : ":";
  const sentence = `${mark === "" ? "" : `${mark} — `}${label}${semicolonOf(language)}${write.label("recorded")}${colon} ${write.code(`${recorded}${isQuoted ? "" : `, “${quote}”`}`)}`;
  return { ...english, mark, sentence };
}

function fieldsOf({ parsed }: ReadAct, write: Writer, language: BriefLanguage): Field[] {
  switch (parsed.room) {
    case "agreed": return [["agreement", write.code(parsed.signed.agreement)], ["text", write.code(`SHA-256 ${sha256Hex(utf8(parsed.signed.text))}`)]];
    case "table": return talksFields(parsed.act, write);
    case "registry": return listFields(parsed.act, write);
    case "accounting": return factFields(parsed.fact, write, language);
    case "talks": return [];
    case "handover": return handoverFields(parsed.act, write, language);
    case "matching": return matchFields(parsed.act, write);
    case "planning": return planningFields(parsed.act, write);
    case "remains": return remainsFields(parsed.act, write);
  }
}

const some = (label: FieldLabel, value: string | undefined, as: (value: string) => string): Field[] => (value === undefined ? [] : [[label, as(value)]]);

function talksFields(act: TalksAct, { code, number, date, moment, value, words, party, list }: Writer): Field[] {
  const sha = (digest: string): string => code(`SHA-256 ${digest}`);
  const codes = (all: readonly string[]): string => list(all.map(code));
  const stated = (text: string): string => (text === "not stated" ? value("said", text) : words(text));
  switch (act.kind) {
    case "office.held": return [["officer", words(act.name)], ["office", words(act.office)], ...some("party", act.party, party), ...some("from", act.from, date), ...some("until", act.until, date)];
    case "round.held": return [
      ["round", code(act.round)], ["process", words(act.process)], ["place", words(act.place)], ...some("venue", act.venue, words), ["format", value("format", act.format)],
      ["from", date(act.from)], ...(act.to === undefined || act.to === act.from ? [] : some("until", act.to, date)),
    ];
    case "meeting.requested": return [["level", words(act.level)], ["between", list(act.between.map(party))], ...some("place", act.place, words)];
    case "document.deposited": return [["document", code(act.document)], ["version", number(act.version)], ["form", value("form", act.form)], ["title", words(act.title)], ["text", sha(act.sha256)]];
    case "document.forwarded": return [["document", code(act.document)], ["to", party(act.to)], ["text", sha(act.sha256)]];
    case "document.fetched": return [["document", code(act.document)], ["text", sha(act.sha256)]];
    case "document.withdrawn": return [["document", code(act.document)]];
    case "document.answered": return [["document", code(act.document)], ["words", words(act.words)]];
    case "review.opened": return [["document", code(act.document)], ["reviewer", party(act.reviewer)], ["due", date(act.due)]];
    case "review.extended": return [["document", code(act.document)], ["due", date(act.due)]];
    case "clause.tabled": return [["clause", code(act.clause)], ["version", number(act.version)], ["text", words(act.text)]];
    case "position.taken": return [["clause", code(act.clause)], ["position", value("position", act.value)], ...some("reason", act.reason, words)];
    case "bracket.opened": return [["bracket", code(act.bracket)], ["clause", code(act.clause)], ...act.alternatives.map(({ id, by, text }): Field => ["alternative", `${code(id)} (${party(by)}) ${words(text)}`])];
    case "bracket.accepted": return [["bracket", code(act.bracket)], ["text", sha(act.textHash)]];
    case "linkage.stated": return [["linkage", code(act.linkage)], ["form", value("linkage", act.form)], ["if", codes(act.if)], ...(act.then.length === 0 ? [] : some("then", codes(act.then), (text) => text))];
    case "consequence.stated": return [["consequence", code(act.consequence)], ["condition", words(act.condition)], ["words", words(act.words)], ["target", stated(act.target)], ["imposedBy", stated(act.imposedBy)]];
    case "consequence.closed": return [["consequence", code(act.consequence)], ["outcome", value("outcome", act.outcome)], ["words", words(act.words)]];
    case "pause.announced": return [["pause", code(act.pause)], ["state", value("pause", act.state)], ["sector", words(act.sector)], ["from", moment(act.from)], ["until", moment(act.until)], ["purpose", words(act.purpose)]];
    case "pause.reported": return [["pause", code(act.pause)], ["at", moment(act.at)], ["words", words(act.words)]];
    case "pause.closed": return [["pause", code(act.pause)], ["words", words(act.words)], ...(act.recovered.length === 0 ? [] : some("recovered", codes(act.recovered), (text) => text))];
    case "claim.answered": return [["claim", code(act.claim)], ["answer", value("stance", act.stance)], ["words", words(act.words)], ...(act.claims.length === 0 ? [] : some("see", codes(act.claims), (text) => text))];
    case "operation.postponed": return [["operation", code(act.operation)], ...some("until", act.until, date), ["words", words(act.words)]];
    case "dispute.stated": return [["dispute", code(act.dispute)], ["about", code(act.about)], ["words", words(act.words)], ...some("remedy", act.remedy, words)];
    case "dispute.closed": return [["dispute", code(act.dispute)], ["outcome", words(act.outcome)], ...(act.evidence.length === 0 ? [] : some("evidence", codes(act.evidence), (text) => text))];
    case "finding.recorded": return [["finding", code(act.finding)], ["body", words(act.body)], ["mandate", words(act.mandate)], ["about", code(act.about)], ["words", words(act.words)]];
    case "signing.required": return [["agreement", code(act.agreement)], ...act.groups.map(({ group, of, need }): Field => ["group", `${words(group)}, ${number(need)} / ${list(of.map(party))}`]), ...(act.signatories === undefined ? [] : some("signatories", number(act.signatories), (text) => text))];
    case "pack.adopted": return [["document", code(act.pack)], ["version", number(act.version)], ["text", code(`SHA-256: ${act.sha256}`)]]; // with a colon: “256 196f…” would read as one number
    case "note.recorded": return [["about", code(act.about)]];
    case "acceptance.set": return [["bracket", code(act.bracket)]];
  }
}

function listFields(act: ListAct, { code, number, date, value, party }: Writer): Field[] {
  const sha = (digest: string): string => code(`SHA-256 ${digest}`);
  const list: Field = ["list", code(act.list)];
  switch (act.kind) {
    case "list.deposited": return [list, ["purpose", value("purpose", act.purpose)], ["about", party(act.about)], ["names", number(act.rows.length)], ["text", sha(rowsDigest(act.rows))], ...some("due", act.due, date)];
    case "list.forwarded": return [list, ["to", party(act.to)], ...some("purpose", act.purpose, (purpose) => value("purpose", purpose)), ["names", number(act.rows.length)], ["text", sha(act.sha256)], ...some("due", act.due, date)];
    case "list.signed": return [list, ["names", number(act.count)], ["text", sha(act.sha256)]];
    case "name.answered": return [list, ["names", number(act.answers.length)]];
    case "name.objected": return [list, ["row", code(act.row)], ["objection", value("objection", act.code)]];
    case "name.replied": return [list, ["row", code(act.row)], ["objection", code(act.objection)]];
    case "name.closed": return [list, ["row", code(act.row)], ["outcome", value("closing", act.outcome)]];
  }
}

function factFields(fact: RecordedFact, write: Writer, language: BriefLanguage): Field[] {
  const { code, label, words, party } = write;
  const way = (from: string, to: string): Field[] => [["giver", party(from)], ["taker", party(to)]];
  const promise = (count: number | undefined, atLeast: boolean, what: What): string => sayCounted(count ?? 0, what, language, atLeast);
  switch (fact.kind) {
    case "obligation.stated": {
      const { promised, what, agreement, clause, readings, from, to } = fact;
      const amount = promised.kind === "all" ? `${label("all")} (${nounIn(what, language)})` : promised.kind === "open" ? `${nounIn(what, language)}, ${label("open")}` : promise(promised.count, promised.kind === "at-least", what);
      return [
        ...(agreement === null ? [["noAgreement", ""] as const] : some("agreement", agreement, code)), ...(clause === null ? [] : some("clause", clause, code)), ...way(from, to), ["count", amount],
        ...readings.map(({ by, words: read }): Field => ["reading", `${words(read)} (${party(by)})`]),
      ];
    }
    case "operation.counted": return [
      ["operation", code(fact.operation)],
      ...fact.flows.flatMap(({ count, what, category, from, to }): Field[] => [...way(from, to), ["count", sayCountIn(count, what, write, language)], ...some("category", category, words)]),
      ...some("derivation", fact.derivation, words),
    ];
    case "operation.allocated": return [
      ["operation", code(fact.operation)],
      ...(fact.shares.length === 0 ? [["takenBack", ""] as const] : fact.shares.flatMap(({ count, what, from, to, obligation }): Field[] => [["obligation", code(obligation)], ...way(from, to), ["count", sayCounted(count, what, language)]])),
    ];
    case "total.published": return [
      ["obligation", code(fact.obligation)], ...some("speaker", fact.speaker, words), ["count", write.number(fact.count)],
      ...(fact.sums === undefined ? [] : [["sumFrom", `${write.number(fact.sums.from)}; ${write.list(fact.sums.operations.map(code))}`] as const]),
    ];
    case "reversal.recorded": return [["obligation", code(fact.obligation)], ["count", fact.atLeast ? atLeastIn(language, write.number(fact.count)) : write.number(fact.count)], ["words", words(fact.statement)]];
    case "acceptance.recorded": return [["obligation", code(fact.obligation)], ["count", write.number(fact.count)]];
  }
}

const sayCountIn = (count: Count, what: What, { label }: Writer, language: BriefLanguage): string =>
  typeof count === "number" ? sayCounted(count, what, language) : `${nounIn(what, language)}, ${label(count)}`;

const AT_LEAST: Readonly<Record<BriefLanguage, (amount: string) => string>> = {
  uk: (amount) => `щонайменше ${amount}`, ru: (amount) => `как минимум ${amount}`, tr: (amount) => `en az ${amount}`, ar: (amount) => `ما لا يقل عن ${amount}`, fr: (amount) => `au moins ${amount}`,
};
const atLeastIn = (language: BriefLanguage, amount: string): string => AT_LEAST[language](amount);

const NOUNS: Readonly<Record<BriefLanguage, Readonly<Record<What, string>>>> = {
  uk: { captives: "полонені", civilians: "цивільні особи", remains: "останки" }, ru: { captives: "пленные", civilians: "гражданские лица", remains: "останки" },
  tr: { captives: "esirler", civilians: "siviller", remains: "naaşlar" }, ar: { captives: "أسرى", civilians: "مدنيون", remains: "رفات" }, fr: { captives: "captifs", civilians: "civils", remains: "dépouilles" },
};
const nounIn = (what: What, language: BriefLanguage): string => NOUNS[language][what];

/** A number with its noun in the form that the number asks for: plural classes of CLDR, nominative. */
export function sayCounted(n: number, what: What, language: BriefLanguage, isAtLeast = false): string {
  const numeral = isAtLeast ? atLeastIn(language, sayNumber(n, language)) : sayNumber(n, language);
  if (what === "remains" && language !== "tr" && language !== "fr") return `${nounIn(what, language)}: ${numeral}`;
  switch (language) {
    case "uk": return `${numeral} ${what === "captives" ? slavic(n, "полонений", "полонені", "полонених") : slavic(n, "цивільна особа", "цивільні особи", "цивільних осіб")}`;
    case "ru": return `${numeral} ${what === "captives" ? slavic(n, "пленный", "пленных", "пленных") : slavic(n, "гражданское лицо", "гражданских лица", "гражданских лиц")}`;
    case "tr": return `${numeral} ${{ captives: "esir", civilians: "sivil", remains: "naaş" }[what]}`;
    case "fr": return `${numeral} ${{ captives: "captif", civilians: "civil", remains: "dépouille" }[what]}${n < 2 ? "" : "s"}`;
    case "ar": {
      const [other, one, two, few, many]: readonly [string, string, string, string, string] = what === "captives" ? ["أسير", "أسير واحد", "أسيران", "أسرى", "أسيرًا"] : ["مدني", "مدني واحد", "مدنيان", "مدنيين", "مدنيًا"];
      if (n === 1 || n === 2) return `${n === 1 ? one : two} (${numeral})`;
      const rest = n % 100;
      return `${numeral} ${rest >= 3 && rest <= 10 ? few : rest >= 11 ? many : other}`;
    }
  }
}
