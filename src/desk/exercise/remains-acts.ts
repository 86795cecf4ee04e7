// The fallen of the exercise on the record: what each side received and found on examination, the policy of the laboratory that
// searches, the profiles and references that each side's laboratory deposited. Up to here; the search is left to the officers.
import { sha256Hex } from "../../basis/sha256.ts";
import { utf8 } from "../../basis/bytes.ts";
import { addDays, parseCivilDate, type CivilDate } from "../../basis/civil-date.ts";
import { ensure } from "../../basis/fault.ts";
import { CODES, OFFICE } from "./agreement.ts";
import { REMAINS_DAYS } from "./calendar.ts";
import type { Remains } from "./remains.ts";
import { otherSide, SIDES, type SideOf } from "./sizes.ts";

const SECRETARIAT = "SEC";
export const LABORATORIES = { A: `${CODES.A}LAB`, B: `${CODES.B}LAB`, office: `${OFFICE}LAB` } as const;
export const laboratoriesText = (): readonly object[] => [
  laboratory(LABORATORIES.A, CODES.A, ["Laboratory of Side A", "Лабораторія Сторони А", "Лаборатория Стороны А", "A Tarafının Laboratuvarı", "مختبر الطرف أ"]),
  laboratory(LABORATORIES.B, CODES.B, ["Laboratory of Side B", "Лабораторія Сторони Б", "Лаборатория Стороны Б", "B Tarafının Laboratuvarı", "مختبر الطرف ب"]),
  laboratory(LABORATORIES.office, OFFICE, ["Laboratory of the Neutral Office", "Лабораторія Нейтрального бюро", "Лаборатория Нейтрального бюро", "Tarafsız Büronun Laboratuvarı", "مختبر المكتب المحايد"]),
];
const laboratory = (code: string, of: string, [en, uk, ru, tr, ar]: readonly [string, string, string, string, string]): object => ({ code, of, names: { en, uk, ru, tr, ar } });

/** A deposit of references holds at most so many families: some megabytes. */
const FAMILIES_A_DEPOSIT = 1_000;
/** Examined so many days after it came. */
const EXAMINED_AFTER = 3;
const SOURCES = ["invented for the exercise"];
type Act = { readonly label: string; readonly at: string; readonly actor: string; readonly kind: string; readonly body: object; readonly sources: readonly string[]; readonly to: readonly string[] };

/** What the laboratories' files say, line by line, as `laboratory/…` holds it. */
export type LaboratoryTexts = {
  readonly frequencies: string; readonly settings: object;
  /** Head row and rows by set, in the order of `remains.sets`. */
  readonly profiles: { readonly head: string; readonly row: (set: number) => string };
  readonly staff: string;
  /** Lines of the families of a side, with the code of the side that the pack has. */
  readonly families: (side: SideOf) => Iterable<string>;
};

const act = (label: string, at: string, actor: string, kind: string, body: object, to: readonly string[]): Act => ({ label, at, actor, kind, body, sources: SOURCES, to: [...to].sort() });
const digested = (text: string): { readonly text: string; readonly sha256: string } => ({ text, sha256: sha256Hex(utf8(text)) });

/** Lazily: a large exercise is written act by act. */
export function* remainsActs(remains: Remains, texts: LaboratoryTexts): Generator<Act> {
  for (const to of SIDES) yield* receiptsOf(remains, to);
  const last = dayAfter(REMAINS_DAYS[REMAINS_DAYS.length - 1] ?? "", EXAMINED_AFTER + 1);
  if (remains.sets.length === 0) return;
  const everybody = [CODES.A, CODES.B, OFFICE, SECRETARIAT, ...Object.values(LABORATORIES)];
  const { text: frequencies, sha256 } = digested(texts.frequencies);
  yield act("policy/1", last, LABORATORIES.office, "identification.policy", { policy: `${LABORATORIES.office}-P1`, population: "Exercise 1", settings: texts.settings, frequencies, sha256 }, everybody);
  yield act("staff/1", last, LABORATORIES.office, "profiles.deposited", { deposit: `${LABORATORIES.office}-E1`, purpose: "elimination", ...digested(texts.staff) }, [LABORATORIES.office]);
  for (const side of SIDES) {
    const own = LABORATORIES[side];
    const rows = remains.sets.flatMap(({ container }, at) => (remains.containers[container]?.to === side ? [texts.profiles.row(at)] : []));
    if (rows.length > 0) yield act(`profiles/${CODES[side]}`, last, own, "profiles.deposited", { deposit: `${own}-D1`, purpose: "remains", ...digested(`${texts.profiles.head}${rows.join("")}`) }, [own, LABORATORIES.office]);
    let [lines, number]: [string[], number] = [[], 1];
    const deposit = (): Act => act(`references/${CODES[side]}/${number}`, last, own, "references.deposited", { deposit: `${own}-F${number++}`, side: CODES[side], ...digested(lines.join("")) }, [own, LABORATORIES.office]);
    for (const line of texts.families(side)) {
      lines.push(line);
      if (lines.length < FAMILIES_A_DEPOSIT) continue;
      yield deposit();
      lines = [];
    }
    if (lines.length > 0) yield deposit();
  }
}

/** One receipt for each day of delivery, one examination some days later: containers are counted before anybody looks inside. */
function* receiptsOf({ containers, sets }: Remains, to: SideOf): Generator<Act> {
  const [side, sender] = [CODES[to], CODES[otherSide(to)]];
  const sight = [side, sender, OFFICE, SECRETARIAT, LABORATORIES[to], LABORATORIES.office];
  for (const [i, on] of REMAINS_DAYS.entries()) {
    const own = containers.filter((one) => one.to === to && one.on === on);
    if (own.length === 0) continue;
    const number = i + 1;
    yield act(`receipt/${side}/${number}`, on, side, "remains.received", { receipt: `${side}-R${number}`, operation: operationOf(containers, to, on), obligation: `EX-remains/${sender}-${side}`, containers: own.map(({ id }) => ({ container: id })) }, sight);
    yield act(`examination/${side}/${number}`, dayAfter(on, EXAMINED_AFTER), side, "remains.examined", {
      examination: `${side}-X${number}`, containers: own.map(({ id, sets: found }) => ({ container: id, sets: found.map((at) => sets[at]?.id ?? "") })),
    }, sight);
  }
}

/** The name under which both sides counted the delivery: `r1`, `r2` … in the order of `deliveries`. */
function operationOf(containers: Remains["containers"], to: SideOf, on: string): string {
  const order = SIDES.flatMap((side) => REMAINS_DAYS.filter((day) => containers.some((one) => one.to === side && one.on === day)).map((day) => `${side} ${day}`));
  return `r${order.indexOf(`${to} ${on}`) + 1}`;
}

function dayAfter(day: string, days: number): CivilDate {
  const on = parseCivilDate(day);
  ensure(on !== undefined, "the calendar has days that exist");
  return addDays(on, days);
}
