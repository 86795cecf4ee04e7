// What is found at the spot, by code (FIELD.md §5, “on the spot”): each is an entry of its speaker and says what it does to the
// account. A person is named by the list and row of the manifest, or by a code given at the spot; never by name. Why somebody
// declines is asked by nobody here, and who declined is not said to the other side: those two codes carry a number alone.
import { readBody, type Body } from "../basis/body-reader.ts";
import { LEG_WHATS } from "./notice.ts";

/** `-1`: planned and not delivered. `+1`: delivered and not planned, once both sides have recorded the same code. `0`: no number changes. */
export type SpotEffect = { readonly planned: -1 | 0; readonly unplanned: 1 | 0 };
export const SPOT_CODES = ["ABSENT", "EXTRA", "SUBSTITUTE", "DECLINED", "UNDECIDED", "UNFIT", "DIED_EN_ROUTE", "MISMATCH", "MINOR", "SEAL_BROKEN"] as const;
export type SpotCode = (typeof SPOT_CODES)[number];
export const SPOT_EFFECTS: Readonly<Record<SpotCode, SpotEffect>> = {
  ABSENT: { planned: -1, unplanned: 0 }, EXTRA: { planned: 0, unplanned: 1 }, SUBSTITUTE: { planned: -1, unplanned: 1 },
  DECLINED: { planned: -1, unplanned: 0 }, UNDECIDED: { planned: -1, unplanned: 0 }, UNFIT: { planned: -1, unplanned: 0 }, DIED_EN_ROUTE: { planned: -1, unplanned: 0 },
  MISMATCH: { planned: -1, unplanned: 0 }, MINOR: { planned: -1, unplanned: 0 }, SEAL_BROKEN: { planned: 0, unplanned: 0 },
};

export type Exception = {
  readonly kind: "exception.recorded"; readonly operation: string; readonly code: SpotCode; readonly what: (typeof LEG_WHATS)[number]; readonly from: string; readonly to: string;
  readonly count: number;
  /** Who of the manifest: his list and row. */
  readonly list?: string; readonly row?: string;
  /** A code given at the spot: of a person who was not on the manifest, of a container. Both sides use the same. */
  readonly spot?: string;
  /** Of a container alone. */
  readonly words?: string;
};

/** Codes that carry a number and nothing of the person. */
export const WITHOUT_PERSON: readonly SpotCode[] = ["DECLINED", "UNDECIDED"];
/** Codes that name somebody or something brought to the point. */
export const NEEDS_SPOT: readonly SpotCode[] = ["EXTRA", "SUBSTITUTE", "SEAL_BROKEN"];
const OF_CONTAINERS: readonly SpotCode[] = ["SEAL_BROKEN"];
/** What may happen to remains at the point. */
export const CODES_OF_REMAINS: readonly SpotCode[] = ["ABSENT", "EXTRA", "SEAL_BROKEN"];
/** What may happen to a person there. */
export const CODES_OF_PERSONS: readonly SpotCode[] = SPOT_CODES.filter((code) => !OF_CONTAINERS.includes(code));

/** @throws Faults `EXCEPTION_FORM`. */
export const parseException = (body: Body): Exception =>
  readBody(body, "EXCEPTION_FORM", (read) => {
    const one: Exception = {
      kind: "exception.recorded", operation: read.text("operation"), code: read.oneOf("code", SPOT_CODES), what: read.oneOf("what", LEG_WHATS), from: read.text("from"), to: read.text("to"), count: read.whole("count"),
      ...read.textIfAny("list"), ...read.textIfAny("row"), ...read.textIfAny("spot"), ...read.textIfAny("words"),
    };
    const isNamed = one.list !== undefined || one.row !== undefined;
    if (one.count < 1) read.miss("count", "1 or more");
    if ((one.list === undefined) !== (one.row === undefined)) read.miss("row", "list and row together");
    if (one.from === one.to && one.from !== "") read.miss("to", "another side than from");
    if (WITHOUT_PERSON.includes(one.code) && (isNamed || one.spot !== undefined)) read.miss("code", `no person beside ${one.code}: who declines or asks for time is not said here`);
    if (NEEDS_SPOT.includes(one.code) && one.spot === undefined) read.miss("spot", `the code given at the spot, which ${one.code} must carry`);
    if ((isNamed || one.spot !== undefined) && one.count !== 1) read.miss("count", "1 where one person or container is named");
    if (one.what !== "remains" && OF_CONTAINERS.includes(one.code)) read.miss("what", `remains for ${one.code}`);
    if (one.what === "remains" && !CODES_OF_REMAINS.includes(one.code)) read.miss("code", `one of ${CODES_OF_REMAINS.join(", ")} for remains`);
    if (one.words !== undefined && !OF_CONTAINERS.includes(one.code)) read.miss("words", "no words about a person: the code says it");
    return one;
  });

/** What is meant, so that two records of one thing are known: its list and row, or its code at the spot. Empty where a number stands alone. */
export const subjectOf = ({ list, row, spot }: Pick<Exception, "list" | "row" | "spot">): string => (spot !== undefined ? `spot ${spot}` : list !== undefined ? `row ${list}/${row ?? ""}` : "");
