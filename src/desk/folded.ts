// What a room makes of the acts of a state, kept beside it and carried on as acts come: each act is read once. After an erasure all of
// it is made again, without what is gone.
import type { ReadAct, State } from "../entries/fold.ts";

/** `lay` takes one act into what is kept; the answer is this state's own and is not to be changed. Linear in the acts since the last call. */
export function foldedOn<T>(empty: () => T, lay: (into: T, act: ReadAct, state: State) => void): (state: State) => T {
  const kept = new WeakMap<State, { seen: number; readonly erased: number; readonly made: T }>();
  return (state) => {
    const before = kept.get(state);
    const known = before?.erased === state.erased.length ? before : { seen: 0, erased: state.erased.length, made: empty() };
    kept.set(state, known);
    for (; known.seen < state.acts.length; known.seen++) {
      const act = state.acts[known.seen];
      if (act) lay(known.made, act, state);
    }
    return known.made;
  };
}
