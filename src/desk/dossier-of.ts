// The dossier of the fallen of a state, folded from its acts as far as they have come: each act is read once.
import type { State } from "../entries/fold.ts";
import { emptyDossier, layOnDossier, type Dossier } from "../identification/dossier.ts";

const folded = new WeakMap<State, { seen: number; readonly erased: number; readonly dossier: Dossier }>();

/** What this state holds now. Linear in the acts since the last call. */
export function dossierOf(state: State): Dossier {
  const before = folded.get(state);
  const known = before?.erased === state.erased.length ? before : { seen: 0, erased: state.erased.length, dossier: emptyDossier() }; // after an erasure it is folded again
  folded.set(state, known);
  for (; known.seen < state.acts.length; known.seen++) {
    const act = state.acts[known.seen];
    if (act?.parsed.room === "remains") layOnDossier(known.dossier, { ...act.parsed.act, cite: act.label, by: act.author, on: act.at as Parameters<typeof layOnDossier>[1]["on"], entry: act.entry }); // a day that was parsed when it was folded
  }
  return known.dossier;
}
