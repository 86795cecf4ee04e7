// State is nothing but the fold of the record: fold(state, entry). What a compartment cannot open is counted, not seen.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { emptyTable, layOnTable, type Table } from "../talks/table.ts";
import { parseBody, type Parsed } from "./catalogue.ts";

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
  /** Acts with a sealed payload that this compartment could open, in record order. */
  readonly acts: ReadAct[];
  /** Indexes of acts whose payload this compartment cannot open. */
  readonly closed: number[];
  /** Acts that were opened and are of no form this version knows: they stand on the record and count nowhere. */
  readonly unread: { readonly entry: number; readonly code: string }[];
  readonly byLabel: Map<string, ReadAct>;
  readonly table: Table;
};

export const emptyState = (): State => ({ size: 0, acts: [], closed: [], unread: [], byLabel: new Map(), table: emptyTable() });

/** Adds entry `index`; `opened` is its payload where the compartment can open it. In place, constant time. */
export function foldEntry(
  state: State, index: number,
  head: { readonly author: string; readonly kind: string; readonly at: string; readonly commits: readonly unknown[] },
  opened: { readonly label: string; readonly body: Readonly<Record<string, unknown>>; readonly sources: readonly string[] } | undefined,
): void {
  state.size = index + 1;
  if (head.commits.length === 0) return;
  if (!opened) {
    state.closed.push(index);
    return;
  }
  const act: OpenedAct = { entry: index, label: opened.label, at: head.at, author: head.author, kind: head.kind, body: opened.body, sources: opened.sources };
  try {
    const read: ReadAct = { ...act, parsed: parseBody(act) };
    state.acts.push(read);
    state.byLabel.set(act.label, read);
    if (read.parsed.room === "table") layOnTable(state.table, read.parsed.act);
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    state.unread.push({ entry: index, code: error instanceof Fault ? error.code : error.faults[0]?.code ?? "ACT_FORM" });
  }
}

/** The canonical dump by which two states are compared byte for byte. */
export const dumpState = (state: State): string =>
  canonicalJson({ size: state.size, acts: state.acts.map(({ parsed: _, ...act }) => act), closed: state.closed, unread: state.unread });

/** The facts of the account among some acts. */
export const factsOf = (acts: readonly ReadAct[]): Extract<Parsed, { room: "accounting" }>["fact"][] =>
  acts.flatMap(({ parsed }) => (parsed.room === "accounting" ? [parsed.fact] : []));
