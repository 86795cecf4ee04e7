// The lists of a state, folded from its acts as far as they have come: each act is read once.
import type { State } from "../entries/fold.ts";
import { layOnLists, type Lists } from "../registry/name-case.ts";

const folded = new WeakMap<State, { seen: number; readonly erased: number; readonly lists: Lists }>();

/** The lists as this state holds them now. Linear in the acts since the last call. */
export function listsOf(state: State): Lists {
  const before = folded.get(state);
  const known = before?.erased === state.erased.length ? before : { seen: 0, erased: state.erased.length, lists: new Map() }; // after an erasure they are folded again
  folded.set(state, known);
  for (; known.seen < state.acts.length; known.seen++) {
    const act = state.acts[known.seen];
    if (act?.parsed.room === "registry") layOnLists(known.lists, { ...act.parsed.act, cite: act.label, by: act.author, on: act.at, entry: act.entry });
  }
  return known.lists;
}
