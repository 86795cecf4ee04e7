// The dossier of the fallen of a state, folded from its acts.
import type { CivilDate } from "../basis/civil-date.ts";
import { emptyDossier, layOnDossier, type Dossier } from "../identification/dossier.ts";
import type { ReadAct } from "../entries/fold.ts";
import { foldedOn } from "./folded.ts";

/** The dossier as a state holds it now. */
export const dossierOf = foldedOn(emptyDossier, layRemains);

/** The dossier that the entries below an index give. Linear. */
export function dossierOver(acts: readonly ReadAct[], upTo: number): Dossier {
  const dossier = emptyDossier();
  for (const act of acts) if (act.entry < upTo) layRemains(dossier, act);
  return dossier;
}

function layRemains(dossier: Dossier, { parsed, label: cite, author: by, at, entry }: ReadAct): void {
  if (parsed.room === "remains") layOnDossier(dossier, { ...parsed.act, cite, by, on: at as CivilDate, entry }); // a day that was parsed when it was folded
}
