// Captives for days (TERMS.md, 9.12): end of pause = stated end + ⌊max(0, counted − n) / every⌋ × adds, counted = captives
// received under that clause not later than the end as grown so far, in order of receipt. A release after the end revives
// nothing. Instants are minutes on the agreement's own clock. A receipt without a time is put at the first minute of its day
// for the latest end and at the last minute for the earliest: the end is an interval.
import { dayNumber, fromDayNumber, type CivilDate } from "../basis/civil-date.ts";
import { clauseOf, plain, sentencesOf, type SentenceOf, type Terms } from "./ast.ts";
import type { Handover } from "./facts.ts";
import { dateOf } from "./due.ts";

export type PauseEnd = {
  readonly sentence: string; readonly area: string; readonly statedEnd: string; readonly end: { readonly earliest: string; readonly latest: string };
  readonly counted: { readonly least: number; readonly most: number };
};

const DAY = 1440;
const minutesOf = (instant: string): number => {
  const [, hours = "00", minutes = "00"] = /T([0-9]{2}):([0-9]{2})/.exec(instant) ?? [];
  return dayNumber(dateOf(instant)) * DAY + Number(hours) * 60 + Number(minutes);
};
const instantOf = (minutes: number): string => {
  const within = minutes - Math.floor(minutes / DAY) * DAY;
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${fromDayNumber(Math.floor(minutes / DAY))}T${two(Math.floor(within / 60))}:${two(within % 60)}`;
};

/** Whether a captive whose handover names no clause is allocated to a release sentence (9.5). */
export type Allocates = (captive: string, sentence: SentenceOf<"release">) => boolean;

/**
 * The end of every pause that grows by a rate, from the receipts under its clause on or before `on`: those recorded under it; where
 * the record names no clause for any handover of the giver, those allocated to it. Beside handovers that name their clause, one
 * that names none earns no day.
 */
export function pauseEnds(terms: Terms, handovers: readonly Handover[], on: CivilDate, allocates: Allocates = () => false): PauseEnd[] {
  return sentencesOf(terms, "rate").flatMap((rate) => {
    const inClause = (one: { readonly id: string }): boolean => clauseOf(one) === clauseOf(rate);
    const pause = sentencesOf(terms, "pause").find(inClause);
    const release = sentencesOf(terms, "release").find((one) => inClause(one) && ("min" in one.quantity || "exactly" in one.quantity));
    return pause && release ? [endOf(rate, pause, release, handovers, on, allocates, countsWhenOf(terms))] : [];
  });
}

const countsWhenOf = (terms: Terms): "received" | "crosses" => (sentencesOf(terms, "counts").some(({ when }) => when === "crosses") ? "crosses" : "received");

function endOf(rate: SentenceOf<"rate">, pause: SentenceOf<"pause">, release: SentenceOf<"release">, handovers: readonly Handover[], on: CivilDate, allocates: Allocates, countsWhen: "received" | "crosses"): PauseEnd {
  const n = plain("min" in release.quantity ? release.quantity.min : "exactly" in release.quantity ? release.quantity.exactly : 0);
  const clause = clauseOf(rate);
  const persons = new Map<string, Handover>();
  const given = handovers.filter((one) => release.giver === "each" || one.from === release.giver);
  const namesClauses = given.some((one) => one.clause !== "unknown");
  for (const one of given) {
    const isUnder = namesClauses ? one.clause === clause : allocates(one.captive, release);
    const day = countsWhen === "crosses" ? one.on : one.receivedOn;
    if (isUnder && day !== "unknown" && day <= on && !persons.has(one.captive)) persons.set(one.captive, { ...one, receivedOn: day });
  }
  const grow = (minuteWithoutTime: number): { end: number; counted: number } => {
    const receipts = [...persons.values()].map((one) => receiptMinute(one, minuteWithoutTime)).sort((a, b) => a - b);
    const adds = plain(rate.adds.n) * (rate.adds.unit === "hour" ? 60 : rate.adds.unit === "week" ? 7 * DAY : DAY);
    let end = minutesOf(pause.to);
    let counted = 0;
    for (const receipt of receipts) {
      if (receipt > end) break;
      counted += 1;
      end = minutesOf(pause.to) + Math.floor(Math.max(0, counted - n) / rate.every) * adds;
    }
    return { end, counted };
  };
  const [late, early] = [grow(DAY - 1), grow(0)];
  return {
    sentence: rate.id, area: pause.area, statedEnd: pause.to, end: { earliest: instantOf(late.end), latest: instantOf(early.end) },
    counted: { least: late.counted, most: early.counted },
  };
}

/** The recorded time is that of the handover; it is the time of receipt when both fall on one day. */
function receiptMinute(one: Handover, minuteWithoutTime: number): number {
  const day = dayNumber(one.receivedOn === "unknown" ? one.on : one.receivedOn) * DAY;
  if (one.at === "unknown" || one.receivedOn !== one.on) return day + minuteWithoutTime;
  return day + Number(one.at.slice(0, 2)) * 60 + Number(one.at.slice(3));
}
