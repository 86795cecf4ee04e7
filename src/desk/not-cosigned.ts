// “Not cosigned by A since N”, with its age (RECORD.md §6): whom the newest checkpoint lacks, and how long what he has not cosigned has
// stood. It says nothing of why beyond what his witness answered, and nothing from there on is in force.
import { daysBetween, parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import type { NotCosigned } from "./api-types.ts";
import type { SharedDesk } from "./shared-desk.ts";

/** A line for each, for what is printed as text; empty while everything is in force. */
export const sayNotCosigned = (missing: readonly NotCosigned[], names: Readonly<Record<string, string>>): string =>
  missing.map(({ party, since, on, ageDays }) => `\nnot cosigned by ${names[party] ?? party} since entry ${since} of ${on} (${ageDays} days): nothing from there on is in force\n`).join("");

/** As of the last publication; an entry dated after `today` has age 0. */
export function notCosignedOn({ notCosigned, cosignedSizes, witnessSaid, heads, inForce }: Pick<SharedDesk, "notCosigned" | "cosignedSizes" | "witnessSaid" | "heads" | "inForce">, today: CivilDate): NotCosigned[] {
  return notCosigned.map((party) => {
    const since = Math.min(cosignedSizes.get(party) ?? inForce, Math.max(0, heads.length - 1));
    const on = parseCivilDate(heads[since]?.at ?? "") ?? today;
    return { party, since, on, ageDays: Math.max(0, daysBetween(on, today)), says: witnessSaid.get(party) ?? null };
  });
}
