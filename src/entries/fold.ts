// State is nothing but the fold of the record: fold(state, entry). What a compartment cannot open is counted, not seen.
import { canonicalJson } from "../basis/canonical-json.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { AccountingFact } from "../accounting/parse-fact.ts";
import { layOperation, type Operations } from "../handover/operation.ts";
import { emptyTable, layOnTable, type Table } from "../talks/table.ts";
import { parseStanding, type Parsed } from "./catalogue.ts";

export type OpenedAct = {
  /** Index in the record. */
  readonly entry: number;
  readonly label: string;
  readonly at: string;
  readonly author: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly sources: readonly string[];
};
/** An act and what it says. */
export type ReadAct = OpenedAct & { readonly parsed: Parsed };

export type State = {
  size: number;
  /** Author of entry 0: who keeps the vault. */
  keeper: string;
  /** Acts with a sealed payload that this compartment could open, in record order. */
  readonly acts: ReadAct[];
  /** Indexes of acts whose payload this compartment cannot open. */
  readonly closed: number[];
  /** Acts that were opened and are of no form this version knows: they stand on the record and count nowhere. */
  readonly unread: { readonly entry: number; readonly code: string }[];
  readonly byLabel: Map<string, ReadAct>;
  /** Indexes of acts whose payload was erased, in the order of erasure. */
  readonly erased: number[];
  /** Digests of sealed payloads whose erasure was asked for and is not yet recorded as done. */
  readonly erasing: Set<string>;
  /** Indexes of acts signed with a key that its party says was in other hands. */
  readonly disputed: Set<number>;
  table: Table;
  /** What stands of each operation: its notice, who acknowledged it, whether it goes. */
  readonly operations: Operations;
  /** Where each sealed payload is committed to, by its digest, and which key signed each act. */
  readonly sealedAt: Map<string, number>;
  readonly signedWith: Map<number, string>;
  /** Names of the keys under each act that more than one signed. */
  readonly cosigned: Map<number, readonly string[]>;
};

export const emptyState = (): State => ({
  size: 0, keeper: "", acts: [], closed: [], unread: [], byLabel: new Map(), erased: [], erasing: new Set(), disputed: new Set(), table: emptyTable(), operations: new Map(), sealedAt: new Map(), signedWith: new Map(), cosigned: new Map(),
});

type Head = {
  readonly author: string; readonly key: string; readonly kind: string; readonly at: string; readonly body: Readonly<Record<string, unknown>>;
  readonly commits: readonly { readonly sealed: string }[];
};

/** Adds entry `index`; `signers` are the keys under its envelope; `opened` is its payload where the compartment can open it. In place, constant time. */
export function foldEntry(
  state: State, index: number, head: Head,
  opened: { readonly label: string; readonly body: Readonly<Record<string, unknown>>; readonly sources: readonly string[] } | undefined,
  signers: readonly string[] = [],
): void {
  state.size = index + 1;
  if (index === 0) state.keeper = head.author;
  if (head.kind.startsWith("erase.") && head.author !== state.keeper) return; // only who keeps the vault can say that a payload is gone
  if (head.kind === "erase.request") for (const digest of Array.isArray(head.body["sealed"]) ? head.body["sealed"] : []) state.erasing.add(String(digest));
  if (head.kind === "erase.done") return dropErased(state, head.body["sealed"]);
  if (head.kind === "key.revoke") return dispute(state, head.body);
  for (const { sealed } of head.commits) state.sealedAt.set(sealed, index);
  if (head.commits.length === 0) return;
  state.signedWith.set(index, head.key);
  if (signers.length > 1) state.cosigned.set(index, [...signers]);
  if (!opened) {
    state.closed.push(index);
    return;
  }
  const act: OpenedAct = { entry: index, label: opened.label, at: head.at, author: head.author, kind: head.kind, body: opened.body, sources: opened.sources };
  try {
    const read: ReadAct = { ...act, parsed: parseStanding(act) };
    state.acts.push(read);
    state.byLabel.set(act.label, read);
    lay(state, read);
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    state.unread.push({ entry: index, code: error instanceof Fault ? error.code : error.faults[0]?.code ?? "ACT_FORM" });
  }
}

/** What was erased is gone from every view, in the live state as in one folded again. */
function dropErased(state: State, sealed: unknown): void {
  for (const digest of Array.isArray(sealed) ? sealed : []) {
    state.erasing.delete(String(digest));
    const index = state.sealedAt.get(String(digest));
    if (index === undefined || state.erased.includes(index)) continue;
    state.erased.push(index);
    remove(state.acts, ({ entry }) => entry === index);
    remove(state.unread, ({ entry }) => entry === index);
    remove(state.closed, (one) => one === index);
    for (const [label, { entry }] of state.byLabel) if (entry === index) state.byLabel.delete(label);
  }
  state.table = emptyTable();
  state.operations.clear();
  for (const act of state.acts) lay(state, act);
}

/** What an act changes of what lies on the table and of what stands of an operation. */
function lay(state: State, { parsed, author }: ReadAct): void {
  if (parsed.room === "table") layOnTable(state.table, parsed.act, author);
  if (parsed.room === "handover") layOperation(state.operations, parsed.act, author);
  if (parsed.room === "table" && parsed.act.kind === "operation.postponed") layOperation(state.operations, parsed.act, author);
  if (parsed.room === "accounting" && parsed.fact.kind === "operation.counted") layOperation(state.operations, parsed.fact, author);
}

function remove<T>(list: T[], isGone: (one: T) => boolean): void {
  const at = list.findIndex(isGone);
  if (at >= 0) list.splice(at, 1);
}

function dispute(state: State, body: Readonly<Record<string, unknown>>): void {
  const { key, compromisedSince: since } = body;
  if (typeof since !== "number") return;
  for (const [index, name] of state.signedWith) if (name === key && index >= since) state.disputed.add(index);
}

/** The canonical dump by which two states are compared byte for byte. */
export const dumpState = (state: State): string =>
  canonicalJson({ size: state.size, acts: state.acts.map(({ parsed: _, ...act }) => act), closed: state.closed, unread: state.unread, erased: state.erased, erasing: [...state.erasing], disputed: [...state.disputed] });

/** The facts of the account among some acts, and what was found at the spot. A finding that sets are not of the receiving side is the reversal of their containers itself. */
export const factsOf = (acts: readonly ReadAct[]): AccountingFact[] =>
  acts.flatMap((read): AccountingFact[] => {
    const { parsed, entry, at, author: by } = read;
    if (parsed.room === "accounting") return [parsed.fact];
    if (parsed.room === "remains") return reversalOf(read);
    if (parsed.room !== "handover" || parsed.act.kind !== "exception.recorded") return [];
    const on = parseCivilDate(at);
    return on === undefined ? [] : [{ ...parsed.act, entry, on, by }];
  });

function reversalOf({ parsed, entry, author, at }: ReadAct): AccountingFact[] {
  if (parsed.room !== "remains" || parsed.act.kind !== "affiliation.found") return [];
  const { obligation, containers, finding } = parsed.act;
  const on = parseCivilDate(at);
  if (obligation === undefined || containers.length === 0 || !on) return [];
  return [{ kind: "reversal.recorded", obligation, count: containers.length, atLeast: false, statement: `finding ${finding}`, entry, on, by: author }];
}
