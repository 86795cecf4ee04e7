// State is nothing but the fold of the record: fold(state, entry). What a compartment cannot open is counted, not seen.
import { canonicalJson } from "../basis/canonical-json.ts";

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

export type State = {
  size: number;
  /** Acts with a sealed payload that this compartment could open, in record order. */
  readonly acts: OpenedAct[];
  /** Indexes of acts whose payload this compartment cannot open. */
  readonly closed: number[];
  readonly byLabel: Map<string, OpenedAct>;
};

export const emptyState = (): State => ({ size: 0, acts: [], closed: [], byLabel: new Map() });

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
  state.acts.push(act);
  state.byLabel.set(act.label, act);
}

/** The canonical dump by which two states are compared byte for byte. */
export const dumpState = (state: State): string =>
  canonicalJson({ size: state.size, acts: state.acts, closed: state.closed });
