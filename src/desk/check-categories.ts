// Whether a number of the account speaks of people as the conflict pack does: a category that the pack knows stands on its track, and
// children are promised by no number (FIELD.md §9). A category that the pack does not know is the parties' own word.
import { Fault, Faults } from "../basis/fault.ts";
import type { RecordedFact } from "../accounting/parse-fact.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { codesOf } from "../vocabulary/pack-codes.ts";
import type { Track } from "../vocabulary/pack-tables.ts";

/** What is counted on each track. */
const COUNTED_AS: Readonly<Record<Track, string>> = { military: "captives", civilian: "civilians", child: "civilians", remains: "remains" };

/** @throws Faults `CATEGORY_TRACK`, each with its field. */
export function checkCategories(pack: ConflictPack, fact: RecordedFact): void {
  const codes = codesOf(pack);
  const faults: Fault[] = [];
  const check = (what: string, category: string | undefined, at: string, isPromise: boolean): void => {
    const known = codes.category(category ?? "");
    if (!known) return;
    if (COUNTED_AS[known.track] !== what) faults.push(new Fault("CATEGORY_TRACK", `expected ${COUNTED_AS[known.track]}: the conflict pack has ${known.code} on the track ${known.track}`, [{ field: `${at}what` }]));
    if (isPromise && known.track === "child") faults.push(new Fault("CATEGORY_TRACK", "expected no promise of a number of children", [{ field: `${at}category` }]));
  };
  if (fact.kind === "obligation.stated") check(fact.what, fact.category, "", true);
  if (fact.kind === "operation.counted") fact.flows.forEach((flow, i) => check(flow.what, flow.category, `flows[${i}].`, false));
  if (faults.length > 0) throw new Faults(faults);
}
