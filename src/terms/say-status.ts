// A whole status in one language: what sayClause says of a clause and side, and one line for each rule, step of a body, effect that a
// person may record, pause and rank table. Numbers, dates and codes are written as the renderings write them.
import type { EffectDue, EffectReason, BodyStep, Because, RankResult, Result } from "./evaluate.ts";
import { sayClause } from "./explain.ts";
import { commaOf, type Lang, sayCode, sayDate, sayMoment, sayNumber, sayPhrase, semicolonOf } from "./explain-words.ts";
import type { Shown } from "./readings-persons.ts";
import { STATUS_WORDS } from "./status-words.ts";

const ENTRIES_SHOWN = 8;
/** A sentence with the first entries it rests on; the JSON form has up to 100. */
export function sayBecause({ sentence, entries, entriesLeftOut }: Because, lang: Lang = "en"): string {
  const more = Math.max(0, entries.length - ENTRIES_SHOWN) + entriesLeftOut;
  return `${sayCode(sentence, lang)}${entries.length === 0 ? "" : ` ${sayCode(`[${entries.slice(0, ENTRIES_SHOWN).join(" ")}]`, lang)}${more > 0 ? ` ${STATUS_WORDS[lang].more(sayNumber(more, lang))}` : ""}`}`;
}

/** What was measured and what the sentence allows; no word of blame. */
export function sayInvariant(one: Result["invariants"][number], lang: Lang = "en"): string {
  const words = STATUS_WORDS[lang];
  const kept = one.kept === true ? words.kept : one.kept === false ? words.notKept : words.notKnown;
  const measured = words.measured[one.kind](sayNumber(one.value, lang), sayNumber(one.limit, lang));
  return `${sayCode(one.sentence, lang)} ${words.kinds[one.kind]}: ${kept}${commaOf(lang)}${measured}${one.worstOrder ? `${commaOf(lang)}${words.worstOrder}` : ""}${one.entries.length > 0 ? ` ${sayCode(`[${one.entries.join(" ")}]`, lang)}` : ""}`;
}

export function sayBodyStep(one: BodyStep, lang: Lang = "en"): string {
  const words = STATUS_WORDS[lang];
  const due = one.due === "not stated" ? words.noDue : words.due(sayDate(one.due, lang));
  return `${sayCode(one.sentence, lang)} ${sayCode(one.body, lang)}${commaOf(lang)}${sayCode(one.person, lang)}${commaOf(lang)}${words.classOf(sayCode(one.class, lang))}: ${words[one.status]}${commaOf(lang)}${due}${one.since === "not late" ? "" : `${commaOf(lang)}${words.since(sayDate(one.since, lang))}`}`;
}

/** Nothing ends by itself: a person may record it. */
export const sayEffect = (one: EffectDue, lang: Lang = "en"): string =>
  `${sayCode(one.sentence, lang)}: ${STATUS_WORDS[lang].effect(sayNumber(one.clause, lang), one.effect, sayReason(one.reason, lang))}`;

function sayReason(reason: EffectReason, lang: Lang): string {
  const cause = STATUS_WORDS[lang].cause;
  switch (reason.kind) {
    case "clause": return cause.clause(sayNumber(reason.clause, lang), sayMoment(reason.after, lang), reason.sides.map((side) => sayCode(side, lang)).join(commaOf(lang)));
    case "war": case "date": return cause[reason.kind]("", sayMoment(reason.on, lang), "");
    case "notice": return cause.notice("", sayDate(reason.on, lang), sayDate(reason.end, lang));
  }
}

export const sayPause = (one: Result["pauses"][number], lang: Lang = "en"): string => {
  const { earliest, latest } = one.end;
  return `${sayCode(one.sentence, lang)} ${STATUS_WORDS[lang].pause(sayPhrase(one.area, lang), sayMoment(earliest, lang), earliest === latest ? null : sayMoment(latest, lang))}`;
};

export function sayRanks(one: RankResult, parties: readonly [string, string], lang: Lang = "en"): string {
  const words = STATUS_WORDS[lang];
  const two = ([a, b]: readonly [number, number]): [string, string] => [sayNumber(a, lang), sayNumber(b, lang)];
  return `${sayCode(one.sentence, lang)} ${words.ranks(two(one.units), two(one.afterEqualRank), sayNumber(one.beyond, lang))}${one.heldBy === "even" ? "" : ` ${words.heldBy(sayCode(parties[one.heldBy], lang))}`}${one.parole ? `${commaOf(lang)}${words.onParole}` : ""}`;
}

/** Every line of a status, the day first. */
export function sayResult(result: Result, lang: Lang = "en"): string {
  const lines = [sayDate(result.on, lang)];
  for (const clause of result.clauses) {
    for (const side of clause.sides) lines.push(sayClause(clause, side, lang));
    if (clause.because.length > 0) lines.push(`  ${clause.because.map((one) => sayBecause(one, lang)).join(semicolonOf(lang))}`);
  }
  lines.push(
    ...result.invariants.map((one) => sayInvariant(one, lang)), ...result.bodySteps.map((one) => sayBodyStep(one, lang)), ...result.effectsDue.map((one) => sayEffect(one, lang)),
    ...result.pauses.map((one) => sayPause(one, lang)), ...result.ranks.map((one) => sayRanks(one, result.parties, lang)),
  );
  return `${lines.join("\n")}\n`;
}

/** A count of persons as it may be shown. */
export const sayShown = (count: Shown, lang: Lang = "en"): string => (typeof count === "number" ? sayNumber(count, lang) : STATUS_WORDS[lang].fewerThan(sayNumber(Number(count.slice("fewer than ".length)), lang)));
