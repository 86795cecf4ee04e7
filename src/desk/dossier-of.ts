// The dossier of the fallen of a state, folded from its acts.
import type { CivilDate } from "../basis/civil-date.ts";
import { emptyDossier, layOnDossier } from "../identification/dossier.ts";
import { foldedOn } from "./folded.ts";

/** The dossier as a state holds it now. */
export const dossierOf = foldedOn(emptyDossier, (dossier, { parsed, label: cite, author: by, at, entry }) => {
  if (parsed.room === "remains") layOnDossier(dossier, { ...parsed.act, cite, by, on: at as CivilDate, entry }); // a day that was parsed when it was folded
});
