// The fallen of the exercise on the record: what each side received and found on examination, the policy of the laboratory that
// searches, the profiles and references that each side's laboratory deposited. Up to here; the search is left to the officers.
import { sha256Hex } from "../../basis/sha256.ts";
import { utf8 } from "../../basis/bytes.ts";
import { addDays, parseCivilDate, type CivilDate } from "../../basis/civil-date.ts";
import { ensure } from "../../basis/fault.ts";
import type { Cast } from "./cast.ts";
import { REMAINS_DAYS } from "./calendar.ts";
import type { Remains } from "./remains.ts";
import { otherSide, SIDES, type SideOf } from "./sizes.ts";

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
export function* remainsActs(remains: Remains, texts: LaboratoryTexts, cast: Cast): Generator<Act> {
  const { sides, office, secretariat, laboratories } = cast;
  for (const to of SIDES) yield* receiptsOf(remains, to, cast);
  const last = dayAfter(REMAINS_DAYS[REMAINS_DAYS.length - 1] ?? "", EXAMINED_AFTER + 1);
  if (remains.sets.length === 0) return;
  const everybody = [sides.A.code, sides.B.code, office.code, secretariat, ...Object.values(laboratories)];
  const { text: frequencies, sha256 } = digested(texts.frequencies);
  yield act("policy/1", last, laboratories.office, "identification.policy", { policy: `${laboratories.office}-P1`, population: "Exercise 1", settings: texts.settings, frequencies, sha256 }, everybody);
  yield act("staff/1", last, laboratories.office, "profiles.deposited", { deposit: `${laboratories.office}-E1`, purpose: "elimination", ...digested(texts.staff) }, [laboratories.office]);
  for (const side of SIDES) {
    const own = laboratories[side];
    const rows = remains.sets.flatMap(({ container }, at) => (remains.containers[container]?.to === side ? [texts.profiles.row(at)] : []));
    if (rows.length > 0) yield act(`profiles/${sides[side].code}`, last, own, "profiles.deposited", { deposit: `${own}-D1`, purpose: "remains", ...digested(`${texts.profiles.head}${rows.join("")}`) }, [own, laboratories.office]);
    let [lines, number]: [string[], number] = [[], 1];
    const deposit = (): Act => act(`references/${sides[side].code}/${number}`, last, own, "references.deposited", { deposit: `${own}-F${number++}`, side: sides[side].code, ...digested(lines.join("")) }, [own, laboratories.office]);
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
function* receiptsOf({ containers, sets }: Remains, to: SideOf, { sides, office, secretariat, laboratories }: Cast): Generator<Act> {
  const [side, sender] = [sides[to].code, sides[otherSide(to)].code];
  const sight = [side, sender, office.code, secretariat, laboratories[to], laboratories.office];
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
