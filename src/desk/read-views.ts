// The views of the desk over one party's state, on a day. Each is a question: it writes nothing.
import { utf8 } from "../basis/bytes.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { CONFIDENTIAL_KINDS } from "../entries/catalogue.ts";
import type { State } from "../entries/fold.ts";
import { agreedOn } from "../talks/agreed-text.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { SaidItem, TextView, ViewHead } from "./api-types.ts";
import { EXERCISE_NOTICE } from "./exercise-keys.ts";
import { commaOf, sayDate } from "../terms/explain-words.ts";
import { abroadItems, itemOf, namesFor, type ReportLanguage, signingRulesOf, signingsOf } from "./say.ts";
import type { SharedDesk } from "./shared-desk.ts";
import { lastDayOf } from "./state-memo.ts";

/** The day a view is of: the one asked for, else the last day of an act in sight (an exercise lies in the past), else today. @throws Fault `REQUEST_FORM`. */
export function dayOfView(state: State, asked: string | undefined, today: CivilDate): CivilDate {
  if (asked === undefined) {
    return parseCivilDate(lastDayOf(state)) ?? today;
  }
  const day = parseCivilDate(asked);
  if (!day) throw new Fault("REQUEST_FORM", "expected a day that exists, YYYY-MM-DD", [{ field: "on" }]);
  return day;
}

export const viewHead = (desk: SharedDesk, on: CivilDate): ViewHead => ({ on, size: desk.heads.length, inForce: desk.inForce, exercise: desk.seed === "" ? null : EXERCISE_NOTICE });

/** What may be cited, up to a day, in record order, in one language; section and standing are codes in each. Linear. */
export function saidItems(state: State, pack: ConflictPack, on: CivilDate, language: ReportLanguage = "en"): SaidItem[] {
  const names = namesFor(pack);
  const acts = state.acts.filter(({ kind, at }) => at <= on && !CONFIDENTIAL_KINDS.includes(kind));
  const items = language === "en" ? acts.map((act) => itemOf(act, names)) : abroadItems({ ...state, acts }, pack, language).map(({ item }) => item);
  return acts.flatMap((act, i) => {
    const said = items[i];
    if (!said) return [];
    const { source: _, ...item } = said;
    return [{ ...item, entry: act.entry, day: act.at }];
  });
}

/** The same without the day of the sentence, which stands over it in a chronicle. */
export const withoutDay = (item: SaidItem, language: ReportLanguage): SaidItem =>
  ({ ...item, sentence: (language === "en" ? [`On ${sayDate(item.day, "en")} `, `${item.day}, `] : [`${sayDate(item.day, language)}${commaOf(language)}`]).reduce((sentence, day) => sentence.replace(day, ""), item.sentence) });

/** The texts that were signed under one name, newest last. @throws Fault `TEXT_NONE` where nobody in sight has signed one. */
export function textVersions(state: State, pack: ConflictPack, agreement: string, on: CivilDate): Omit<TextView, keyof ViewHead> {
  const signings = signingsOf(state).filter(({ signed, on: day }) => signed.agreement === agreement && day <= on);
  if (signings.length === 0) throw new Fault("TEXT_NONE", "nobody in sight has signed a text of this name");
  const texts = [...new Set(signings.map(({ signed }) => signed.text))];
  return {
    agreement, state: agreedOn(signings, sidesOf(pack), on, signingRulesOf(state, pack))[0]?.state ?? "nobody has signed",
    versions: texts.map((text) => ({
      sha256: sha256Hex(utf8(text)), text,
      signedBy: signings.filter(({ signed }) => signed.text === text).map(({ by, on: day, cite }) => ({ party: by, on: day, entry: state.byLabel.get(cite)?.entry ?? -1, cite })),
    })),
  };
}
