// The case of each name of a list: its one current answer, the objections and replies in their order, and the final state.
// A name whose due day has passed without an answer is unanswered, counted by the day (FIELD.md §5: NO_ANSWER is set by the clock).
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { finalDigest, rowsDigest, type ListAct, type ListForwarded, type ListPurpose, type NameAnswer, type NameRow } from "./list-act.ts";

export type { ListPurpose, NameRow } from "./list-act.ts";
type Cited<T> = T & { readonly cite: string; readonly by: string; readonly on: string; readonly entry: number };
export type CitedListAct = Cited<ListAct>;
export type ThreadItem = Cited<{ readonly step: "answer" | "objection" | "reply" | "closing"; readonly code: string; readonly words: string }>;
export type NameState = "requested" | "unanswered" | "answered" | "objected" | "replied" | "final-in" | "final-out";
export type NameCase = {
  readonly row: NameRow;
  readonly state: NameState;
  readonly answer: Cited<NameAnswer> | null;
  readonly thread: readonly ThreadItem[];
};
export type ListState = {
  readonly list: string;
  readonly purpose: ListPurpose;
  readonly by: string;
  /** The party that is asked. */
  readonly about: string;
  readonly on: string;
  readonly entry: number;
  readonly cite: string;
  readonly sha256: string;
  readonly due: CivilDate | null;
  /** Whether answers are waited for: a list of those held or fallen tells, and asks only where it has a day. */
  readonly isAsking: boolean;
  /** `isOther`: its rows, purpose or day are not those of the deposit; no desk records such a one, but a record may hold it. */
  readonly forwarded: readonly { readonly to: string; readonly on: string; readonly cite: string; readonly entry: number; readonly isOther: boolean }[];
  readonly names: number;
  readonly counts: Readonly<Record<NameState, number>>;
  /** Days after the due day while a name is unanswered; 0 otherwise. */
  readonly daysLate: number;
  /** Digest of the rows that stand as final-in; what both sides sign. null while a name is open. */
  readonly finalSha256: string | null;
  readonly signedBy: readonly { readonly party: string; readonly sha256: string; readonly on: string; readonly cite: string; readonly entry: number }[];
  readonly isFinal: boolean;
};

type Thread = { readonly row: NameRow; answer: Cited<NameAnswer> | null; readonly thread: ThreadItem[]; closed: "final-in" | "final-out" | null };
/** `requested` counts those without an answer, whether or not they are late on a day. */
type Tally = Record<Exclude<NameState, "unanswered">, number>;
type HeldList = {
  readonly deposit: CitedListAct & { readonly kind: "list.deposited" | "list.forwarded" }; readonly purpose: ListPurpose; readonly about: string; readonly due: CivilDate | null; readonly sha256: string;
  readonly rows: Map<string, Thread>;
  /** The same in the order of the rows: a page is a slice of it. */
  readonly inOrder: readonly Thread[];
  /** Kept with every act, so that nobody counts 10,000 names again after one answer. */
  readonly tally: Tally;
  /** Of the rows that stand, once every name is closed; made anew when a name has changed. */
  finalSha256: string | null;
  readonly forwarded: ListState["forwarded"][number][]; readonly signed: ListState["signedBy"][number][];
};
export type Lists = Map<string, HeldList>;

/** The first of rows, purpose and day in which a forwarding is not what was deposited; what it does not say is no difference. */
const otherIn = (known: HeldList, act: ListForwarded): "sha256" | "purpose" | "due" | undefined =>
  act.sha256 !== known.sha256 ? "sha256" : (["purpose", "due"] as const).find((field) => act[field] !== undefined && act[field] !== known[field]);

/** Adds one act that stands on the record. In place; linear in the rows or answers of the act. */
export function layOnLists(lists: Lists, act: CitedListAct): void {
  const { cite, by, on, entry } = act;
  const known = lists.get(act.list);
  if (act.kind === "list.deposited" || (act.kind === "list.forwarded" && !known)) {
    // a side that never saw the deposit first meets the list in its forwarding
    const isDeposit = act.kind === "list.deposited";
    const inOrder = act.rows.map((row): Thread => ({ row, answer: null, thread: [], closed: null }));
    lists.set(act.list, {
      deposit: act, purpose: act.purpose ?? "asked for", about: isDeposit ? act.about : act.to, due: act.due ?? null, sha256: rowsDigest(act.rows),
      rows: new Map(inOrder.map((one) => [one.row.row, one])), inOrder, tally: { requested: inOrder.length, answered: 0, objected: 0, replied: 0, "final-in": 0, "final-out": 0 }, finalSha256: null, forwarded: isDeposit ? [] : [{ to: act.to, on, cite, entry, isOther: false }], signed: [],
    });
    return;
  }
  if (!known) return;
  if (act.kind === "list.forwarded") known.forwarded.push({ to: act.to, on, cite, entry, isOther: otherIn(known, act) !== undefined });
  else if (act.kind === "list.signed") known.signed.push({ party: by, sha256: act.sha256, on, cite, entry });
  else if (act.kind === "name.answered")
    for (const answer of act.answers) {
      const one = known.rows.get(answer.row);
      if (!one) continue;
      inTally(known, one, () => {
        one.answer = { ...answer, cite, by, on, entry };
        one.thread.push({ step: "answer", code: answer.code, words: "", cite, by, on, entry });
      });
    }
  else {
    const one = known.rows.get(act.row);
    if (!one) return;
    inTally(known, one, () => {
      if (act.kind === "name.objected") one.thread.push({ step: "objection", code: act.code, words: act.words, cite, by, on, entry });
      if (act.kind === "name.replied") one.thread.push({ step: "reply", code: "", words: act.words, cite, by, on, entry });
      if (act.kind !== "name.closed") return;
      one.closed = act.outcome;
      one.thread.push({ step: "closing", code: act.outcome, words: act.words, cite, by, on, entry });
    });
  }
}

function inTally(list: HeldList, one: Thread, change: () => void): void {
  list.tally[kindOf(one)]--;
  change();
  list.tally[kindOf(one)]++;
  list.finalSha256 = null;
}

/**
 * Whether an act may follow what stands. @throws Fault `LIST_NONE`, `LIST_TWICE`, `ROW_NONE`, `NAME_MOVED` when another act
 * on this name came first, `NAME_CLOSED`, `LIST_OTHER` for other rows or another digest than those that stand.
 */
export function checkOnLists(lists: Lists, act: ListAct, by: string): void {
  const known = lists.get(act.list);
  if (act.kind === "list.deposited") {
    if (known) throw new Fault("LIST_TWICE", "expected a list of a new name", [{ field: "list" }]);
    return;
  }
  if (!known) throw new Fault("LIST_NONE", "expected a list on the record before this", [{ field: "list" }]);
  if (act.kind === "list.forwarded") {
    const field = otherIn(known, act);
    if (field !== undefined) throw new Fault("LIST_OTHER", field === "sha256" ? "expected the rows of the deposit, byte for byte" : `expected the ${field} of the deposit, ${known[field] ?? "none"}`, [{ field }]);
    return;
  }
  if (act.kind === "list.signed") {
    const open = [...known.rows.values()].filter(({ closed }) => closed === null).length;
    if (open > 0) throw new Fault("LIST_OPEN", `expected every name in its final state: ${open} are open`, [{ field: "list" }]);
    const standing = [...known.rows.values()].filter(({ closed }) => closed === "final-in").map(({ row }) => row.row);
    if (act.count !== standing.length || act.sha256 !== finalDigest(act.list, standing)) throw new Fault("LIST_OTHER", `expected the ${standing.length} names that stand and their SHA-256`, [{ field: "sha256" }]);
    return;
  }
  const items = act.kind === "name.answered" ? act.answers.map(({ row, after }, i) => ({ row, after, field: `answers[${i}].` })) : [{ row: act.row, after: undefined, field: "" }];
  const seen = new Set<string>();
  for (const { row, after, field } of items) {
    const one = known.rows.get(row);
    if (!one) throw new Fault("ROW_NONE", "expected a row of this list", [{ field: `${field}row` }]);
    if (seen.has(row)) throw new Fault("ROW_TWICE", "expected each row once", [{ field: `${field}row` }]);
    seen.add(row);
    if (one.closed !== null) throw new Fault("NAME_CLOSED", "this name is in its final state; only both sides re-open it", [{ field: `${field}row` }]);
    if (act.kind === "name.answered") {
      if (by === known.deposit.by && known.purpose === "asked for") throw new Fault("NAME_OWN", "a side does not answer its own request", [{ field: "list" }]);
      if ((after ?? null) !== (one.answer?.cite ?? null)) throw new Fault("NAME_MOVED", "another answer to this name was recorded first: read it and decide again", [{ field: `${field}after` }]);
    }
    if (act.kind === "name.objected" && one.answer?.cite !== act.answer) throw new Fault("NAME_MOVED", "the answer objected to is not the one that stands", [{ field: "answer" }]);
    if (act.kind === "name.replied" && !one.thread.some(({ step, cite }) => step === "objection" && cite === act.objection)) throw new Fault("OBJECTION_NONE", "expected an objection to this name", [{ field: "objection" }]);
    if (act.kind === "name.closed" && one.thread.at(-1)?.cite === undefined) throw new Fault("NAME_UNANSWERED", "expected an answer before a name is closed", [{ field: "row" }]);
  }
}

function kindOf({ answer, thread, closed }: Thread): keyof Tally {
  if (closed !== null) return closed;
  if (answer === null) return "requested";
  const last = thread.at(-1)?.step;
  return last === "objection" ? "objected" : last === "reply" ? "replied" : "answered";
}

function stateOf(one: Thread, isLate: boolean): NameState {
  const kind = kindOf(one);
  return kind === "requested" && isLate ? "unanswered" : kind;
}

const isLateOn = (due: CivilDate | null, on: CivilDate): boolean => due !== null && on > due;

const caseOf = (one: Thread, isLate: boolean): NameCase => ({ row: one.row, state: stateOf(one, isLate), answer: one.answer, thread: one.thread });

export type CaseFilter = { readonly from: number; readonly limit: number; readonly state?: NameState | undefined; /** Part of a name, or a row's number. */ readonly sought?: string | undefined };

/** A page of the cases of one list in the order of its rows, and how many there are. Linear in the page, with a filter in the rows. */
export function casesOf(lists: Lists, list: string, on: CivilDate, { from, limit, state, sought }: CaseFilter): { readonly total: number; readonly rows: NameCase[] } {
  const known = lists.get(list);
  const rows: NameCase[] = [];
  let total = 0;
  if (!known) return { total, rows };
  const isLate = isLateOn(known.due, on);
  const part = sought?.normalize("NFC").toLowerCase() ?? "";
  if (state === undefined && part === "") return { total: known.inOrder.length, rows: known.inOrder.slice(from, from + limit).map((one) => caseOf(one, isLate)) };
  for (const one of known.inOrder) {
    if (state !== undefined && stateOf(one, isLate) !== state) continue;
    if (part !== "" && one.row.row !== sought && !one.row.name.toLowerCase().includes(part)) continue;
    if (total >= from && rows.length < limit) rows.push(caseOf(one, isLate));
    total++;
  }
  return { total, rows };
}

/** Every list with its counts, in order of deposit. Constant for each list; one whose names have just all been closed is hashed once. */
export function listsOn(lists: Lists, sides: readonly [string, string], on: CivilDate): ListState[] {
  return [...lists].map(([list, held]) => {
    const { deposit, purpose, about, due, sha256, rows, forwarded, signed } = held;
    const { requested, ...rest } = held.tally;
    const isLate = isLateOn(due, on);
    const counts: Record<NameState, number> = { ...rest, requested: isLate ? 0 : requested, unanswered: isLate ? requested : 0 };
    const finalSha256 = finalOf(list, held);
    return {
      list, purpose, by: deposit.by, about, on: deposit.on, entry: deposit.entry, cite: deposit.cite, sha256, due, isAsking: due !== null || purpose === "asked for" || purpose === "missing", forwarded, names: rows.size, counts,
      daysLate: counts.unanswered > 0 && due !== null ? daysBetween(due, on) : 0, finalSha256, signedBy: signed,
      isFinal: finalSha256 !== null && sides.every((side) => signed.some(({ party, sha256 }) => party === side && sha256 === finalSha256)),
    };
  });
}

function finalOf(list: string, held: HeldList): string | null {
  if (held.tally["final-in"] + held.tally["final-out"] < held.inOrder.length) return null;
  held.finalSha256 ??= finalDigest(list, held.inOrder.filter(({ closed }) => closed === "final-in").map(({ row }) => row.row));
  return held.finalSha256;
}
