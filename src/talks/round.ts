// Rounds of talks, who sat in them, which office each held on that day, and what was asked for next (TALKS.md §1).
// An office is never a property of a person alone: it is held from a day, by someone, for a party.
import { readBody, type Body } from "../basis/body-reader.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import type { CivilDate } from "../basis/civil-date.ts";

/** `from` absent: the source does not say since when. */
export type Office = {
  readonly kind: "office.held"; readonly officer: string; readonly name: string; readonly party?: string; readonly office: string;
  readonly from?: CivilDate; readonly until?: CivilDate;
};
export type Seat = { readonly party: string; readonly head?: string; readonly members: readonly string[] };
export type Round = {
  readonly kind: "round.held"; readonly round: string; readonly process: string; readonly place: string; readonly venue?: string;
  readonly from: CivilDate; readonly to?: CivilDate; readonly format: (typeof ROUND_FORMATS)[number]; readonly agenda: readonly string[];
  readonly delegations: readonly Seat[]; readonly follows?: string;
};
export type MeetingRequest = {
  readonly kind: "meeting.requested"; readonly meeting: string; readonly level: string; readonly between: readonly string[];
  readonly place?: string; readonly round?: string;
};

/** How a round is held. */
export const ROUND_FORMATS = ["direct", "through the mediator", "shuttle"] as const;

/** @throws Faults `OFFICE_FORM`. */
export const parseOffice = (body: Body): Office =>
  readBody(body, "OFFICE_FORM", (read) => {
    const office: Office = {
      kind: "office.held", officer: read.text("officer"), name: read.text("name"), office: read.text("office"),
      ...read.textIfAny("party"), ...read.dateIfAny("from"), ...read.dateIfAny("until"),
    };
    if (office.from !== undefined && office.until !== undefined && office.until < office.from) read.miss("until", "a day not before from");
    return office;
  });

/** @throws Faults `ROUND_FORM`. */
export const parseRound = (body: Body): Round =>
  readBody(body, "ROUND_FORM", (read) => {
    const round: Round = {
      kind: "round.held", round: read.text("round"), process: read.text("process"), place: read.text("place"), ...read.textIfAny("venue"),
      from: read.date("from"), ...read.dateIfAny("to"), format: read.oneOf("format", ROUND_FORMATS), agenda: read.texts("agenda"),
      delegations: read.list("delegations", (seat) => ({ party: seat.text("party"), ...seat.textIfAny("head"), members: seat.texts("members") })),
      ...read.textIfAny("follows"),
    };
    if (round.to !== undefined && round.to < round.from) read.miss("to", "a day not before from");
    return round;
  });

/** @throws Faults `MEETING_FORM`. */
export const parseMeetingRequest = (body: Body): MeetingRequest =>
  readBody(body, "MEETING_FORM", (read) => ({
    kind: "meeting.requested", meeting: read.text("meeting"), level: read.text("level"), between: read.texts("between"),
    ...read.textIfAny("place"), ...read.textIfAny("round"),
  }));

/** What an officer was on a day: the office begun last and not ended; one without a first day counts from the day it was recorded. */
export function officeOn(offices: readonly (Office & { readonly on: string })[], officer: string, on: string): Office | undefined {
  return offices
    .filter((one) => one.officer === officer && (one.from ?? one.on) <= on && (one.until ?? on) >= on)
    .sort((a, b) => byCodeUnit(a.from ?? a.on, b.from ?? b.on))
    .at(-1);
}

type Cited<T> = T & { readonly cite: string; readonly by: string; readonly on: string };
export type AgendaMatter = {
  readonly rounds: readonly Cited<Round>[]; readonly offices: readonly Cited<Office>[]; readonly meetings: readonly Cited<MeetingRequest>[];
};

/** The agenda sheet: rounds in the order of their days, each with its delegations as they then were and the meetings asked for. Markdown. */
export function agendaSheet({ rounds, offices, meetings }: AgendaMatter, name: (code: string) => string): string {
  const seatOf = (officer: string, on: string): string => {
    const office = officeOn(offices, officer, on);
    return office === undefined ? `${officer} (office on this day not recorded)` : `${office.name}, ${office.office}`;
  };
  const sheets = [...rounds].sort((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.round, b.round)).map((round) => {
    const { from, to, place, venue, format, agenda, delegations, follows, cite } = round;
    const asked = meetings.filter((one) => one.round === round.round);
    return [
      `## ${round.process}, round ${round.round} [${cite}]`, "",
      `${from}${to === undefined || to === from ? "" : ` to ${to}`}, ${venue === undefined ? place : `${venue}, ${place}`}, ${format}${follows === undefined ? "" : `; follows round ${follows}`}`, "",
      ...delegations.map(({ party, head, members }) => {
        const seats = [...(head === undefined ? [] : [`head: ${seatOf(head, from)}`]), ...members.map((one) => seatOf(one, from))];
        return `- ${name(party)}: ${seats.length === 0 ? "no member recorded" : seats.join("; ")}`;
      }), ...(delegations.length === 0 ? [] : [""]),
      ...(agenda.length === 0 ? ["No agenda is recorded."] : agenda.map((item, i) => `${i + 1}. ${item}`)), "",
      ...asked.map((one) => `Asked for by ${name(one.by)} on ${one.on}: ${one.level}, ${one.between.map(name).join(" and ")}${one.place === undefined ? "" : `, in ${one.place}`} [${one.cite}]`),
      ...(asked.length === 0 ? [] : [""]),
    ].join("\n");
  });
  return sheets.length === 0 ? "No round is recorded.\n" : `${sheets.join("\n").trimEnd()}\n`;
}
