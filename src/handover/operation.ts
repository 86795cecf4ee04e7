// An operation from its notice to both counts: what stands of it, what may follow, and how it is on a day. No go without both
// sides' acknowledgement of the notice that stands; a changed notice and a postponement take the acknowledgements back (FIELD.md §6).
import { Fault } from "../basis/fault.ts";
import { subjectOf, SPOT_EFFECTS, type Exception, type SpotCode } from "./exception.ts";
import { noticeDigest, sidesOfNotice, type Aborted, type Go, type Leg, type Notice, type NoticeAcknowledged } from "./notice.ts";

export type HandoverAct = Notice | NoticeAcknowledged | Go | Aborted | Exception;
/** What other rooms know of an operation: that it was postponed, or that somebody counted it. */
export type HeardAct = { readonly kind: "operation.postponed"; readonly operation: string; readonly until?: string; readonly words: string } | { readonly kind: "operation.counted"; readonly operation: string };
export type Cited<T> = T & { readonly by: string; readonly on: string; readonly cite: string; readonly entry: number };

export type Standing = {
  /** Latest notice, its digest; undefined for an operation that was only counted or postponed. */
  notice: Notice | undefined; sha256: string;
  readonly acknowledged: Set<string>;
  isGone: boolean; isStopped: boolean;
  /** By speaker: what he recorded already. */
  readonly recorded: Set<string>;
};
export type Operations = Map<string, Standing>;

/** Lays an act on what stands of the operations. In place, constant time. */
export function layOperation(operations: Operations, act: HandoverAct | HeardAct, by: string): void {
  const standing = operations.get(act.operation) ?? { notice: undefined, sha256: "", acknowledged: new Set<string>(), isGone: false, isStopped: false, recorded: new Set<string>() };
  operations.set(act.operation, standing);
  switch (act.kind) {
    case "operation.announced":
      standing.acknowledged.clear();
      [standing.notice, standing.sha256, standing.isGone, standing.isStopped] = [act, noticeDigest(act), false, false];
      return;
    case "notice.acknowledged":
      return void standing.acknowledged.add(by);
    case "operation.go":
      standing.isGone = true;
      return;
    case "operation.aborted": case "operation.postponed":
      standing.acknowledged.clear();
      [standing.isGone, standing.isStopped] = [false, true];
      return;
    case "exception.recorded":
      return void standing.recorded.add(`${by} ${act.code} ${subjectOf(act)}`);
    case "operation.counted":
      return;
  }
}

/**
 * @throws Fault `TABLE_NONE` for an operation that nobody announced or counted, `TABLE_VERSION` for a notice that does not follow,
 * `TABLE_OTHER_BYTES` for another notice than the one that stands, `NOTICE_SIDE` for an acknowledgement by who is no side of it,
 * `GO_UNACKNOWLEDGED`, `GO_STOPPED`, `GO_LATE`; `EXCEPTION_TWICE` for what the same speaker recorded of the same person before.
 */
export function checkOperation(operations: Operations, act: HandoverAct, by: string, at: string): void {
  const standing = operations.get(act.operation);
  const notice = standing?.notice;
  const none = (): never => { throw new Fault("TABLE_NONE", "expected an operation that was announced before this", [{ field: "operation" }]); };
  if (act.kind === "operation.announced") {
    const version = (notice?.version ?? 0) + 1;
    if (act.version !== version) throw new Fault("TABLE_VERSION", `expected version ${version}, found ${act.version}`, [{ field: "version" }]);
    return;
  }
  if (standing === undefined) return none();
  if (act.kind === "exception.recorded") {
    const subject = subjectOf(act);
    if (subject !== "" && standing.recorded.has(`${by} ${act.code} ${subject}`)) throw new Fault("EXCEPTION_TWICE", "expected each person or container once with this code, found one again", [{ field: act.spot === undefined ? "row" : "spot" }]);
    return;
  }
  if (notice === undefined) return none();
  if (act.kind === "operation.aborted") return;
  if (act.sha256 !== standing.sha256 || act.version !== notice.version) throw new Fault("TABLE_OTHER_BYTES", `expected the notice that stands, version ${notice.version}, SHA-256 ${standing.sha256}`, [{ field: "sha256" }]);
  const sides = sidesOfNotice(notice);
  if (standing.isStopped) throw new Fault("GO_STOPPED", "the operation was postponed or stopped after this notice: a new notice must be announced first", [{ field: "operation" }]);
  if (act.kind === "notice.acknowledged") {
    if (!sides.includes(by)) throw new Fault("NOTICE_SIDE", `expected a side of this notice (${sides.join(", ")})`, [{ field: "operation" }]);
    return;
  }
  const missing = sides.filter((side) => !standing.acknowledged.has(side));
  if (missing.length > 0) throw new Fault("GO_UNACKNOWLEDGED", `no go before both sides have acknowledged this notice; it waits for ${missing.join(", ")}`, [{ field: "operation" }]);
  if (at > notice.until.slice(0, 10)) throw new Fault("GO_LATE", `the window of this notice ended on ${notice.until.slice(0, 10)}`, [{ field: "operation" }]);
}

export type OperationPhase = "notice sent" | "notice acknowledged" | "go" | "postponed" | "stopped" | "counted by one side" | "counted" | "no notice";
/** How one direction came out so far by one speaker's record at the spot. */
export type LegState = Leg & { readonly spot: Readonly<Record<string, { readonly notDelivered: number; readonly unplanned: number }>> };
export type OperationState = {
  readonly operation: string; readonly phase: OperationPhase; readonly notice: Cited<Notice> | null; readonly sha256: string; readonly versions: number;
  readonly acknowledgedBy: readonly { readonly by: string; readonly on: string; readonly cite: string }[]; readonly waitingFor: readonly string[];
  readonly go: { readonly by: string; readonly on: string; readonly cite: string } | null;
  /** Each side's words about a postponement or a stop, side by side. */
  readonly stops: readonly { readonly kind: "postponed" | "stopped"; readonly by: string; readonly on: string; readonly words: string; readonly until?: string; readonly cite: string }[];
  readonly legs: readonly LegState[];
  readonly exceptions: readonly (Cited<Exception> & { /** Of what counts only when both sides accept it: whether they do. */ readonly isAccepted: boolean | null })[];
  /** Of two directions of captives planned alike: by how much one comes out lower; nobody's fault. */
  readonly parityShortfall: number | null;
  readonly cites: readonly string[];
};

/** Every operation of which more is known than its counts, as it is on a day; newest notice first. Linear in the acts. */
export function operationsOn(acts: readonly Cited<HandoverAct | HeardAct>[], sides: readonly string[], on: string): OperationState[] {
  const by = new Map<string, Cited<HandoverAct | HeardAct>[]>();
  for (const act of acts) if (act.on <= on) by.set(act.operation, [...(by.get(act.operation) ?? []), act]);
  return [...by.values()]
    .filter((own) => own.some(({ kind }) => kind !== "operation.counted"))
    .map((own) => operationOf(own, sides))
    .sort((a, b) => (b.notice?.entry ?? 0) - (a.notice?.entry ?? 0));
}

function operationOf(own: readonly Cited<HandoverAct | HeardAct>[], sides: readonly string[]): OperationState {
  const notice = own.flatMap((act) => (act.kind === "operation.announced" ? [act] : [])).at(-1) ?? null;
  const standing: Operations = new Map();
  for (const act of own) layOperation(standing, act, act.by);
  const { sha256 = "", acknowledged = new Set<string>(), isGone = false, isStopped = false } = standing.get(own[0]?.operation ?? "") ?? {};
  const said = <K extends string>(kind: K) => own.filter((act): act is Extract<(typeof own)[number], { readonly kind: K }> => act.kind === kind);
  const short = ({ by, on, cite }: { readonly by: string; readonly on: string; readonly cite: string }) => ({ by, on, cite });
  const counted = new Set(said("operation.counted").map(({ by }) => by).filter((side) => sides.includes(side)));
  const concerned = notice === null ? [] : sidesOfNotice(notice);
  const waitingFor = isStopped ? [] : concerned.filter((side) => !acknowledged.has(side));
  const go = isGone ? said("operation.go").at(-1) : undefined;
  const exceptions = said("exception.recorded").map((one) => ({ ...one, isAccepted: SPOT_EFFECTS[one.code].unplanned === 0 ? null : isAccepted(one, said("exception.recorded")) }));
  const last = own.filter(({ kind }) => kind === "operation.aborted" || kind === "operation.postponed").at(-1);
  const phase: OperationPhase = counted.size > 1 ? "counted" : counted.size === 1 ? "counted by one side" : isStopped ? (last?.kind === "operation.aborted" ? "stopped" : "postponed")
    : notice === null ? "no notice" : isGone ? "go" : waitingFor.length === 0 ? "notice acknowledged" : "notice sent";
  const legs = (notice?.legs ?? []).map((leg): LegState => ({ ...leg, spot: spotOf(leg, exceptions, concerned) }));
  return {
    operation: own[0]?.operation ?? "", phase, notice, sha256, versions: said("operation.announced").length,
    acknowledgedBy: said("notice.acknowledged").filter((one) => one.sha256 === sha256 && acknowledged.has(one.by)).map(short), waitingFor,
    go: go === undefined ? null : short(go),
    stops: own.flatMap((one): OperationState["stops"][number][] => (one.kind === "operation.postponed" ? [{ kind: "postponed", ...short(one), words: one.words, ...(one.until === undefined ? {} : { until: one.until }) }] : one.kind === "operation.aborted" ? [{ kind: "stopped", ...short(one), words: one.words }] : [])),
    legs, exceptions, parityShortfall: parityOf(legs), cites: own.map(({ cite }) => cite),
  };
}

/** EXTRA counts only where both sides recorded the same person with the same code (FIELD.md §5). */
const isAccepted = (one: Exception & { readonly by: string }, all: readonly (Exception & { readonly by: string })[]): boolean =>
  all.some((other) => other.by !== one.by && (other.by === one.from || other.by === one.to) && SPOT_EFFECTS[other.code].unplanned === 1 && other.spot === one.spot && other.what === one.what);

function spotOf(leg: Leg, exceptions: OperationState["exceptions"], sides: readonly string[]): LegState["spot"] {
  const own = exceptions.filter(({ what, from, to }) => what === leg.what && from === leg.from && to === leg.to);
  return Object.fromEntries(sides.map((side) => {
    const mine = own.filter(({ by }) => by === side);
    const sum = (pick: (code: SpotCode) => number, only: (one: (typeof mine)[number]) => boolean = () => true): number => mine.filter(only).reduce((all, { code, count }) => all + pick(code) * count, 0);
    return [side, { notDelivered: sum((code) => -SPOT_EFFECTS[code].planned), unplanned: sum((code) => SPOT_EFFECTS[code].unplanned, ({ isAccepted: accepted }) => accepted === true) }];
  }));
}

/** Captives of two opposite directions that were planned alike: the difference at the spot, by the larger of what either side recorded. */
function parityOf(legs: readonly LegState[]): number | null {
  const captives = legs.filter(({ what }) => what === "captives");
  const [one, two] = captives;
  if (captives.length !== 2 || !one || !two || one.planned !== two.planned || one.from !== two.to) return null;
  const comes = ({ planned, spot }: LegState): number => planned - Math.max(0, ...Object.values(spot).map(({ notDelivered, unplanned }) => notDelivered - unplanned));
  return Math.abs(comes(one) - comes(two));
}
