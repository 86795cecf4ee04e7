// FACTS.json: what the record says about captives, handovers, remains, steps and notices, from `unknown`.
// An absent fact is unknown, never no. Every fault is reported, each at its JSON pointer (RFC 6901); no fault holds a value of
// a person. Unknown member names are refused, since a misspelt one would silently turn a fact into its absence.
import { parseCivilDate, daysInMonth, type CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";

export type Maybe<T> = T | "unknown";
export type Birth = Maybe<{ readonly first: CivilDate; readonly last: CivilDate }>;
export type ClassDay = { readonly class: string; readonly on: CivilDate; readonly by: string };
export type Decision = ClassDay & { readonly result: "upheld" | "rejected" };
export type Captive = {
  readonly id: string; readonly side: string; readonly born: Birth; readonly rank: Maybe<string>; readonly heldSince: Maybe<CivilDate>;
  readonly context: readonly string[]; readonly examinedOn: readonly CivilDate[]; readonly findings: readonly ClassDay[];
  readonly objections: readonly ClassDay[]; readonly decisions: readonly Decision[];
  readonly diedOn: Maybe<CivilDate>; readonly declinedOn: Maybe<CivilDate>;
  /** JSON pointer of the entry. */
  readonly entry: string;
};
export type Handover = {
  readonly captive: string; readonly from: string; readonly to: string; readonly on: CivilDate; readonly at: Maybe<string>;
  readonly place: Maybe<string>; readonly movement: Maybe<string>; readonly clause: Maybe<number>; readonly receivedOn: Maybe<CivilDate>;
  /** Title of the agreement under which it is recorded; absent: this one. */
  readonly agreement?: string;
  readonly entry: string;
};
export type RemainsHandover = {
  readonly from: string; readonly to: string; readonly on: CivilDate; readonly containers: ReadonlyMap<string, number>; readonly entry: string; readonly agreement?: string;
};
export type StepFact = { readonly who: string; readonly what: string; readonly on: CivilDate; readonly entry: string };
export type NamedFact = { readonly name: string; readonly on: CivilDate; readonly entry: string };
export type RecordedEffect = {
  readonly clause: number; readonly effect: "suspended" | "ended"; readonly on: CivilDate; readonly because: string; readonly entry: string;
};
export type Facts = {
  readonly signedOn: Maybe<CivilDate>; readonly listsClosedOn: Maybe<CivilDate>; readonly captives: readonly Captive[];
  readonly handovers: readonly Handover[]; readonly remains: readonly RemainsHandover[]; readonly steps: readonly StepFact[];
  readonly facts: readonly NamedFact[]; readonly recorded: readonly RecordedEffect[];
  /** Titles of agreements annexed to this one: what is handed over under them counts here. */
  readonly annexed?: readonly string[];
};

const ROWS_MAX = 1_000_000;
const FAULTS_MAX = 1_000;

/**
 * The facts of a FACTS.json, already read by `parseJson`. Linear.
 * @throws Faults with codes `FACTS_SHAPE` (wrong or missing value), `FACTS_FIELD` (member not known), `FACTS_DATE` (a date that
 *   does not exist), `FACTS_TWICE` (an id twice), `FACTS_ORDER` (received before handed over), `FACTS_SIZE`.
 */
export function parseFacts(value: unknown, file?: string): Facts {
  const faults: Fault[] = [];
  const fail = (code: string, field: string, message: string): void => {
    if (faults.length < FAULTS_MAX) faults.push(new Fault(code, message, [{ ...(file === undefined ? {} : { file }), field: field === "" ? "/" : field }]));
  };
  const read = new Reader(fail);
  const root = read.record(value, "", ["signedOn", "listsClosedOn", "captives", "handovers", "remains", "steps", "facts", "recorded", "annexed"]);
  const rows = <T>(name: string, one: (row: unknown, at: string) => T): T[] => read.list(root[name], `/${name}`).map((row, i) => one(row, `/${name}/${i}`));
  const facts: Facts = {
    signedOn: read.day(root["signedOn"], "/signedOn"),
    listsClosedOn: read.day(root["listsClosedOn"], "/listsClosedOn"),
    captives: rows("captives", (row, at) => parseCaptive(read, row, at)),
    handovers: rows("handovers", (row, at) => parseHandover(read, row, at)),
    remains: rows("remains", (row, at) => parseRemains(read, row, at)),
    steps: rows("steps", (row, at) => {
      const step = read.record(row, at, ["who", "what", "on"]);
      return { who: read.text(step["who"], `${at}/who`), what: stepName(read.text(step["what"], `${at}/what`)), on: read.needDay(step["on"], `${at}/on`), entry: at };
    }),
    facts: rows("facts", (row, at) => {
      const fact = read.record(row, at, ["name", "on"]);
      return { name: read.text(fact["name"], `${at}/name`), on: read.needDay(fact["on"], `${at}/on`), entry: at };
    }),
    recorded: rows("recorded", (row, at) => parseRecorded(read, row, at)),
    ...(root["annexed"] === undefined ? {} : { annexed: rows("annexed", (row, at) => read.text(row, at)) }),
  };
  refuseTwice(facts.captives, fail);
  if (faults.length > 0) throw new Faults(faults);
  return facts;
}

type Fail = (code: string, field: string, message: string) => void;

/** Reads members of the shape one by one; a bad one is reported and replaced, so that the rest is still checked. */
class Reader {
  readonly fail: Fail;
  constructor(fail: Fail) {
    this.fail = fail;
  }
  record(value: unknown, at: string, known: readonly string[]): Record<string, unknown> {
    if (!isRecord(value)) {
      this.fail("FACTS_SHAPE", at, `expected an object, found ${nameOf(value)}`);
      return {};
    }
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) this.fail("FACTS_FIELD", `${at}/${escape(name)}`, `expected one of ${known.join(", ")}`);
    }
    return value;
  }
  list(value: unknown, at: string): readonly unknown[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.fail("FACTS_SHAPE", at, `expected an array, found ${nameOf(value)}`);
      return [];
    }
    if (value.length > ROWS_MAX) {
      this.fail("FACTS_SIZE", at, `expected at most ${ROWS_MAX} rows, found ${value.length}`);
      return [];
    }
    return value;
  }
  text(value: unknown, at: string): string {
    if (typeof value === "string" && value !== "") return value;
    this.fail("FACTS_SHAPE", at, `expected a text that is not empty, found ${nameOf(value)}`);
    return "";
  }
  maybeText(value: unknown, at: string): Maybe<string> {
    return value === undefined || value === null ? "unknown" : this.text(value, at);
  }
  needDay(value: unknown, at: string): CivilDate {
    const day = typeof value === "string" ? parseCivilDate(value) : undefined;
    if (day !== undefined) return day;
    this.fail(typeof value === "string" ? "FACTS_DATE" : "FACTS_SHAPE", at, `expected a date YYYY-MM-DD that exists, found ${typeof value === "string" ? "another text" : nameOf(value)}`);
    return "1000-01-01" as CivilDate; // stands in for the refused one; the caller gets no facts
  }
  day(value: unknown, at: string): Maybe<CivilDate> {
    return value === undefined || value === null ? "unknown" : this.needDay(value, at);
  }
  oneOf<T extends string>(value: unknown, at: string, choices: readonly [T, ...T[]]): T {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.fail("FACTS_SHAPE", at, `expected ${choices.join(" or ")}, found ${nameOf(value)}`);
    return found ?? choices[0];
  }
  clause(value: unknown, at: string): number {
    if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
    if (typeof value === "string" && /^[1-9][0-9]{0,8}$/.test(value)) return Number(value);
    this.fail("FACTS_SHAPE", at, `expected a clause number, found ${nameOf(value)}`);
    return 0;
  }
}

function parseCaptive(read: Reader, row: unknown, at: string): Captive {
  const one = read.record(row, at, ["id", "side", "born", "rank", "heldSince", "context", "examinedOn", "findings", "objections", "decisions", "diedOn", "declinedOn"]);
  const classDays = (name: string): readonly [unknown, string][] => read.list(one[name], `${at}/${name}`).map((item, i) => [item, `${at}/${name}/${i}`]);
  const classDay = (item: Record<string, unknown>, place: string): ClassDay => ({
    class: read.text(item["class"], `${place}/class`), on: read.needDay(item["on"], `${place}/on`), by: read.text(item["by"], `${place}/by`),
  });
  return {
    id: read.text(one["id"], `${at}/id`), side: read.text(one["side"], `${at}/side`), born: parseBirth(read, one["born"], `${at}/born`),
    rank: read.maybeText(one["rank"], `${at}/rank`), heldSince: read.day(one["heldSince"], `${at}/heldSince`),
    context: read.list(one["context"], `${at}/context`).map((item, i) => read.text(item, `${at}/context/${i}`)),
    examinedOn: read.list(one["examinedOn"], `${at}/examinedOn`).map((item, i) => read.needDay(item, `${at}/examinedOn/${i}`)),
    findings: classDays("findings").map(([item, place]) => classDay(read.record(item, place, ["class", "on", "by"]), place)),
    objections: classDays("objections").map(([item, place]) => classDay(read.record(item, place, ["class", "on", "by"]), place)),
    decisions: classDays("decisions").map(([item, place]) => {
      const decision = read.record(item, place, ["class", "on", "by", "result"]);
      return { ...classDay(decision, place), result: read.oneOf(decision["result"], `${place}/result`, ["upheld", "rejected"]) };
    }),
    diedOn: read.day(one["diedOn"], `${at}/diedOn`), declinedOn: read.day(one["declinedOn"], `${at}/declinedOn`), entry: at,
  };
}

/** A year or a month is the interval of its days. */
function parseBirth(read: Reader, value: unknown, at: string): Birth {
  if (value === undefined || value === null) return "unknown";
  const match = typeof value === "string" ? /^([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?$/.exec(value) : null;
  const [, year = "", month, day] = match ?? [];
  const first = parseCivilDate(`${year}-${month ?? "01"}-${day ?? "01"}`);
  const lastDay = day ?? String(daysInMonth(Number(year), Number(month ?? "12"))).padStart(2, "0");
  const last = parseCivilDate(`${year}-${month ?? "12"}-${lastDay}`);
  if (first !== undefined && last !== undefined) return { first, last };
  read.fail(typeof value === "string" ? "FACTS_DATE" : "FACTS_SHAPE", at, "expected YYYY, YYYY-MM or YYYY-MM-DD that exists, or null");
  return "unknown";
}

function parseHandover(read: Reader, row: unknown, at: string): Handover {
  const one = read.record(row, at, ["captive", "from", "to", "on", "at", "place", "movement", "clause", "receivedOn", "agreement"]);
  const time = read.maybeText(one["at"], `${at}/at`);
  if (time !== "unknown" && !/^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(time)) read.fail("FACTS_DATE", `${at}/at`, "expected a time HH:MM");
  const handover: Handover = {
    captive: read.text(one["captive"], `${at}/captive`), from: read.text(one["from"], `${at}/from`), to: read.text(one["to"], `${at}/to`),
    on: read.needDay(one["on"], `${at}/on`), at: time, place: read.maybeText(one["place"], `${at}/place`),
    movement: read.maybeText(one["movement"], `${at}/movement`),
    clause: one["clause"] === undefined || one["clause"] === null ? "unknown" : read.clause(one["clause"], `${at}/clause`),
    receivedOn: read.day(one["receivedOn"], `${at}/receivedOn`), entry: at, ...under(read, one, at),
  };
  refuseSameSide(read, handover, at);
  if (handover.receivedOn !== "unknown" && handover.receivedOn < handover.on) read.fail("FACTS_ORDER", `${at}/receivedOn`, "expected a day not before the handover");
  return handover;
}

const under = (read: Reader, one: Record<string, unknown>, at: string): { readonly agreement?: string } =>
  one["agreement"] === undefined || one["agreement"] === null ? {} : { agreement: read.text(one["agreement"], `${at}/agreement`) };

function parseRemains(read: Reader, row: unknown, at: string): RemainsHandover {
  const one = read.record(row, at, ["from", "to", "on", "containers", "agreement"]);
  const counts = isRecord(one["containers"]) ? one["containers"] : {};
  if (!isRecord(one["containers"])) read.fail("FACTS_SHAPE", `${at}/containers`, "expected an object of counts by side");
  const containers = new Map<string, number>();
  for (const [side, count] of Object.entries(counts)) {
    if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0) containers.set(side, count);
    else read.fail("FACTS_SHAPE", `${at}/containers/${escape(side)}`, "expected a whole number of containers, 0 or more");
  }
  const handover = { from: read.text(one["from"], `${at}/from`), to: read.text(one["to"], `${at}/to`), on: read.needDay(one["on"], `${at}/on`), containers, entry: at, ...under(read, one, at) };
  refuseSameSide(read, handover, at);
  return handover;
}

function parseRecorded(read: Reader, row: unknown, at: string): RecordedEffect {
  const one = read.record(row, at, ["clause", "effect", "on", "because"]);
  return {
    clause: read.clause(one["clause"], `${at}/clause`), effect: read.oneOf(one["effect"], `${at}/effect`, ["suspended", "ended"]),
    on: read.needDay(one["on"], `${at}/on`), because: read.text(one["because"], `${at}/because`), entry: at,
  };
}

function refuseSameSide(read: Reader, { from, to }: { readonly from: string; readonly to: string }, at: string): void {
  if (from !== "" && from === to) read.fail("FACTS_SHAPE", `${at}/to`, "expected another side than the one that hands over");
}

function refuseTwice(captives: readonly Captive[], fail: Fail): void {
  const seen = new Map<string, string>();
  for (const { id, entry } of captives) {
    const before = seen.get(id);
    if (id !== "" && before !== undefined) fail("FACTS_TWICE", `${entry}/id`, `expected an id of its own, found the id of ${before}`);
    else seen.set(id, entry);
  }
}

/** `its reply to the list`, `the reply` and `reply` are one step. */
export function stepName(text: string): string {
  const bare = text.replace(/^(its|the|their) /, "");
  return bare.replace(/^reply to the list$/, "reply").replace(/^remarks on the reply$/, "remarks");
}

const escape = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
const nameOf = (value: unknown): string =>
  value === undefined ? "nothing" : value === null ? "null" : Array.isArray(value) ? "an array" : value === "" ? "an empty text" : `a value of type ${typeof value}`;

/**
 * Refuses sides and clauses that the agreement does not name; what passes is safe to evaluate.
 * @throws Faults `FACTS_PARTY` or `FACTS_CLAUSE`.
 */
export function checkFacts(facts: Facts, parties: readonly [string, string], clauses: ReadonlySet<number>, file?: string): void {
  const faults: Fault[] = [];
  const fail = (code: string, field: string, message: string): void => {
    if (faults.length < FAULTS_MAX) faults.push(new Fault(code, message, [{ ...(file === undefined ? {} : { file }), field }]));
  };
  const party = (code: string, field: string): void => {
    if (!parties.includes(code)) fail("FACTS_PARTY", field, `expected ${parties.join(" or ")}`);
  };
  for (const { side, entry } of facts.captives) party(side, `${entry}/side`);
  for (const { from, to, entry } of [...facts.handovers, ...facts.remains]) {
    party(from, `${entry}/from`);
    party(to, `${entry}/to`);
  }
  for (const { containers, entry } of facts.remains) for (const side of containers.keys()) party(side, `${entry}/containers/${escape(side)}`);
  for (const { clause, entry } of facts.recorded) if (!clauses.has(clause)) fail("FACTS_CLAUSE", `${entry}/clause`, "expected a clause of the agreement");
  if (faults.length > 0) throw new Faults(faults);
}
