// Acts of matching: a run proposed over lists of the record, pairs and doubles decided by persons, the calibration that follows from
// the decisions, and what a side is told of its own rows. A row is named by list and number, `A-L1#12`; no act holds a name.
import { readBody, type Body, type BodyReader } from "../basis/body-reader.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { ANSWERS } from "./review.ts";

/** A list of the record with the digest of its rows as deposited. */
export type ListNamed = { readonly list: string; readonly sha256: string };

export const COUNTS = ["askedAndHeld", "askedOnly", "heldOnly", "unclearAsked", "unclearHeld"] as const;
/** Pairs from `proposedFrom`, from `listedFrom` below that, and from .01 below that. */
export const STRATA_OF_RUN = ["proposed", "open", "dropped"] as const;
export type RunStrata = Readonly<Record<(typeof STRATA_OF_RUN)[number], number>>;

export type RunCounts = Readonly<Record<(typeof COUNTS)[number], number>>;

/** All that is needed to compute the same pairs again from the same lists, and the digest of what came out. */
export type MatchProposed = {
  readonly kind: "match.proposed";
  readonly run: string;
  /** The lists that ask; rows of several lists stand together. */
  readonly left: readonly ListNamed[];
  /** The lists that hold. */
  readonly right: readonly ListNamed[];
  /** Day by which ages and two-digit years are read. */
  readonly asOf: CivilDate;
  /** Entries of the record when the run was made: doubles joined before it stand as one row. */
  readonly size: number;
  readonly normaliser: number;
  readonly nameTable: number;
  readonly nameTableSha256: string;
  /** An earlier run whose model was kept; absent where the model was fitted on these lists. */
  readonly modelOf?: string;
  readonly modelSha256: string;
  /** Thresholds in millionths: proposed from, listed from, absent up to. */
  readonly proposedFrom: number;
  readonly listedFrom: number;
  readonly absentTo: number;
  /** Rows of the four sets; the unclear of each side apart. */
  readonly counts: RunCounts;
  /** Pairs by what is stated of them: what an answer to one of each speaks for. Absent in runs recorded before it was counted. */
  readonly strata?: RunStrata;
  /** Rows left out because they stand as one person with another row of their side. */
  readonly doubles: number;
  readonly pairs: number;
  readonly pairsSha256: string;
};

export const PAIR_REASONS = [
  "everything stated agrees", "spelling only", "a document was seen", "another row fits better", "birth date differs", "number differs", "relatives by name and date", "namesakes",
  "too little is stated", "other",
] as const;
export type PairReason = (typeof PAIR_REASONS)[number];

export type PairAnswer = {
  readonly left: string;
  readonly right: string;
  readonly answer: (typeof ANSWERS)[number];
  readonly reason: PairReason;
  /** Probability of the run in millionths, as the decider saw it: the calibration is fitted on it. */
  readonly millionths: number;
};
export type PairsDecided = { readonly kind: "pairs.decided"; readonly run: string; readonly pairs: readonly PairAnswer[] };

export const DOUBLE_ANSWERS = ["join", "keep apart", "undo"] as const;
export type DoubleAnswer = (typeof DOUBLE_ANSWERS)[number];
export type DoublesDecided = {
  readonly kind: "doubles.decided"; readonly list: string;
  readonly pairs: readonly { readonly rows: readonly [string, string]; readonly answer: DoubleAnswer; readonly reason: PairReason }[];
};

/** The map from stated to observed probability that the decisions of a run give, by version. */
export type MatchCalibrated = { readonly kind: "match.calibrated"; readonly run: string; readonly version: number; readonly labels: number; readonly form: "isotonic" | "platt"; readonly sha256: string };

/** What a side learns: which of its own rows two persons found on the other list, and which wait for more. All others: not found. */
export type MatchTold = { readonly kind: "match.told"; readonly run: string; readonly lists: readonly ListNamed[]; readonly found: readonly string[]; readonly unclear: readonly string[] };

export type MatchAct = MatchProposed | PairsDecided | DoublesDecided | MatchCalibrated | MatchTold;

const FORM = "MATCH_FORM";
const LISTS_MAX = 50;
const REFS_MAX = 200_000;
const MILLION = 1_000_000;

const listsAt = (read: BodyReader, field: "left" | "right" | "lists"): ListNamed[] => {
  const lists = read.list(field, (one): ListNamed => ({ list: one.text("list"), sha256: one.sha256("sha256") }));
  if (lists.length === 0 || lists.length > LISTS_MAX || new Set(lists.map(({ list }) => list)).size !== lists.length) read.miss(field, `1 to ${LISTS_MAX} lists, each once`);
  return lists;
};

const millionths = (read: BodyReader, field: string): number => {
  const value = read.whole(field);
  if (value > MILLION) read.miss(field, "at most 1,000,000 millionths");
  return value;
};

/** Rows by list and number; as many as a list may have. */
function readRefs(body: Body, field: "found" | "unclear", read: BodyReader): readonly string[] {
  const value = body[field];
  if (Array.isArray(value) && value.length <= REFS_MAX && value.every((one): one is string => typeof one === "string" && one.includes("#")) && new Set(value).size === value.length) return value;
  read.miss(field, `a list of at most ${REFS_MAX} rows, each once, as list#row`);
  return [];
}

/** By kind. Each @throws Faults `MATCH_FORM` with every wrong field. */
export const MATCH_ACTS: { readonly [K in MatchAct["kind"]]: (body: Body) => Extract<MatchAct, { readonly kind: K }> } = {
  "match.proposed": (body) => {
    const { counts, strata, ...rest } = body;
    return readBody({ ...rest, ...(counts === undefined ? {} : { counts: [counts] }), ...(strata === undefined ? {} : { strata: [strata] }) }, FORM, (read) => {
      const [kinds] = strata === undefined ? [] : read.list("strata", (one): RunStrata => ({ proposed: one.whole("proposed"), open: one.whole("open"), dropped: one.whole("dropped") }));
      const [sets] = read.list("counts", (one): RunCounts => ({
        askedAndHeld: one.whole("askedAndHeld"), askedOnly: one.whole("askedOnly"), heldOnly: one.whole("heldOnly"), unclearAsked: one.whole("unclearAsked"), unclearHeld: one.whole("unclearHeld"),
      }));
      if (!sets) read.miss("counts", `whole numbers ${COUNTS.join(", ")}`);
      return {
        kind: "match.proposed" as const, run: read.text("run"), left: listsAt(read, "left"), right: listsAt(read, "right"), asOf: read.date("asOf"), size: read.whole("size"),
        normaliser: read.whole("normaliser"), nameTable: read.whole("nameTable"), nameTableSha256: read.sha256("nameTableSha256"), ...read.textIfAny("modelOf"), modelSha256: read.sha256("modelSha256"),
        proposedFrom: millionths(read, "proposedFrom"), listedFrom: millionths(read, "listedFrom"), absentTo: millionths(read, "absentTo"),
        counts: sets ?? { askedAndHeld: 0, askedOnly: 0, heldOnly: 0, unclearAsked: 0, unclearHeld: 0 }, ...(kinds === undefined ? {} : { strata: kinds }), doubles: read.whole("doubles"), pairs: read.whole("pairs"), pairsSha256: read.sha256("pairsSha256"),
      };
    });
  },
  "pairs.decided": (body) => readBody(body, FORM, (read) => {
    const pairs = read.list("pairs", (one): PairAnswer => ({
      left: one.text("left"), right: one.text("right"), answer: one.oneOf("answer", ANSWERS), reason: one.oneOf("reason", PAIR_REASONS), millionths: millionths(one, "millionths"),
    }));
    if (pairs.length === 0 || new Set(pairs.map(pairKey)).size !== pairs.length) read.miss("pairs", "at least one pair, each once");
    return { kind: "pairs.decided", run: read.text("run"), pairs };
  }),
  "doubles.decided": (body) => readBody(body, FORM, (read) => {
    const pairs = read.list("pairs", (one) => {
      const rows = one.texts("rows");
      const [a = "", b = ""] = rows;
      if (rows.length !== 2 || a === b) one.miss("rows", "two different rows");
      return { rows: [a, b] as const, answer: one.oneOf("answer", DOUBLE_ANSWERS), reason: one.oneOf("reason", PAIR_REASONS) };
    });
    if (pairs.length === 0) read.miss("pairs", "at least one pair");
    return { kind: "doubles.decided", list: read.text("list"), pairs };
  }),
  "match.calibrated": (body) => readBody(body, FORM, (read) => ({
    kind: "match.calibrated", run: read.text("run"), version: read.whole("version"), labels: read.whole("labels"), form: read.oneOf("form", ["isotonic", "platt"]), sha256: read.sha256("sha256"),
  })),
  "match.told": (body) => {
    const { found: _found, unclear: _unclear, ...rest } = body;
    return readBody(rest, FORM, (read) => ({
      kind: "match.told" as const, run: read.text("run"), lists: listsAt(read, "lists"), found: readRefs(body, "found", read), unclear: readRefs(body, "unclear", read),
    }));
  },
};

/** A pair of rows as one text. */
export const pairKey = ({ left, right }: { readonly left: string; readonly right: string }): string => `${left}\u0000${right}`;
