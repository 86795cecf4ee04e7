// The safety notice of an operation: what moves, by which means, on which route, in which window, and how many of whom are planned.
// Nobody goes before both sides have acknowledged the same notice; a changed notice is another notice (MISSION P5, FIELD.md §6, §8:
// ev-008, ev-069). Route, means and place are life-critical: they stand in no brief, no chronicle and no print for others.
import { readBody, type Body, type BodyReader } from "../basis/body-reader.ts";
import { utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { sha256Hex } from "../basis/sha256.ts";

export const MEANS = ["bus", "ambulance", "lorry", "refrigerated lorry", "train", "refrigerated wagon", "aircraft", "ship", "on foot"] as const;
/** What is said of flights over the route in the window. */
export const FLIGHTS = ["none in the window", "above the floor only", "not stated"] as const;
export const LEG_WHATS = ["captives", "civilians", "remains"] as const;

export type Means = { readonly kind: (typeof MEANS)[number]; readonly count: number; readonly by: string };
/** One direction of the operation. `obligation`: where its delivery is counted. A civilian is never a quantity: civilians stand apart. */
export type Leg = { readonly what: (typeof LEG_WHATS)[number]; readonly category?: string; readonly from: string; readonly to: string; readonly planned: number; readonly obligation?: string };
export type Notice = {
  readonly kind: "operation.announced"; readonly operation: string; readonly version: number; readonly place: string; readonly route: string;
  /** Moments in the pack's zone, YYYY-MM-DDTHH:MM. */
  readonly from: string; readonly until: string;
  readonly flights: (typeof FLIGHTS)[number]; readonly floorMetres?: number;
  readonly means: readonly Means[]; readonly contacts: readonly string[]; readonly legs: readonly Leg[];
};
/** By a side: it has read this notice and no other. */
export type NoticeAcknowledged = { readonly kind: "notice.acknowledged"; readonly operation: string; readonly version: number; readonly sha256: string };
/** By who runs the point for the mediator, and only over a notice that both sides acknowledged. */
export type Go = { readonly kind: "operation.go"; readonly operation: string; readonly version: number; readonly sha256: string };
/** By any party to it, at any time: it stops, in the author's words; the other side's words stand beside it. */
export type Aborted = { readonly kind: "operation.aborted"; readonly operation: string; readonly at: string; readonly words: string };

const FORM = "NOTICE_FORM";
const MOMENT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/;

function moment(read: BodyReader, field: string): string {
  const text = read.text(field);
  if (text !== "" && !MOMENT.test(text)) read.miss(field, "a moment, YYYY-MM-DDTHH:MM");
  return text;
}

/** @throws Faults `NOTICE_FORM`. */
export const parseNotice = (body: Body): Notice =>
  readBody(body, FORM, (read) => {
    const notice: Notice = {
      kind: "operation.announced", operation: read.text("operation"), version: read.whole("version"), place: read.text("place"), route: read.text("route"),
      from: moment(read, "from"), until: moment(read, "until"), flights: read.oneOf("flights", FLIGHTS), ...read.wholeIfAny("floorMetres"),
      means: read.list("means", (one) => ({ kind: one.oneOf("kind", MEANS), count: one.whole("count"), by: one.text("by") })),
      contacts: read.texts("contacts"),
      legs: read.list("legs", (one) => {
        const leg: Leg = { what: one.oneOf("what", LEG_WHATS), ...one.textIfAny("category"), from: one.text("from"), to: one.text("to"), planned: one.whole("planned"), ...one.textIfAny("obligation") };
        if (leg.from === leg.to && leg.from !== "") one.miss("to", "another side than from");
        return leg;
      }),
    };
    if (notice.until <= notice.from) read.miss("until", "a moment after from");
    if ((notice.flights === "above the floor only") !== (notice.floorMetres !== undefined)) read.miss("floorMetres", "the floor in metres where flights above it are said, and there alone");
    if (notice.legs.length === 0) read.miss("legs", "at least one direction with its planned count");
    if (notice.means.length === 0) read.miss("means", "at least one means of transport");
    return notice;
  });

const named = (read: BodyReader): { readonly operation: string; readonly version: number; readonly sha256: string } => ({ operation: read.text("operation"), version: read.whole("version"), sha256: read.sha256("sha256") });
/** @throws Faults `NOTICE_FORM`. */
export const parseAcknowledged = (body: Body): NoticeAcknowledged => readBody(body, FORM, (read) => ({ kind: "notice.acknowledged", ...named(read) }));
/** @throws Faults `NOTICE_FORM`. */
export const parseGo = (body: Body): Go => readBody(body, FORM, (read) => ({ kind: "operation.go", ...named(read) }));
/** @throws Faults `NOTICE_FORM`. */
export const parseAborted = (body: Body): Aborted => readBody(body, FORM, (read) => ({ kind: "operation.aborted", operation: read.text("operation"), at: moment(read, "at"), words: read.text("words") }));

/** What both sides acknowledge: SHA-256 of the canonical JSON of the notice, lower-case hexadecimal. */
export const noticeDigest = ({ operation, version, place, route, from, until, flights, floorMetres, means, contacts, legs }: Notice): string =>
  sha256Hex(utf8(canonicalJson({ operation, version, place, route, from, until, flights, floorMetres, means, contacts, legs })));

/** The sides that a notice concerns, in the order in which its legs name them. */
export const sidesOfNotice = ({ legs }: Notice): string[] => [...new Set(legs.flatMap(({ from, to }) => [from, to]))];
