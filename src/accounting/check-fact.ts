// What a fact of the account must find standing before it may be recorded: an obligation once, a split of an own count.
import { Fault, Faults } from "../basis/fault.ts";
import { checkAllocation } from "./allocation.ts";
import type { AccountingFact } from "./parse-fact.ts";

/** @throws Faults `OBLIGATION_TWICE`, `ALLOCATION_FIT`, all at once, each with its field. Linear in the facts that stand, which most kinds do not ask for. */
export function checkOnAccount(standing: () => readonly AccountingFact[], fact: AccountingFact): void {
  const faults: Fault[] = [];
  if (fact.kind === "obligation.stated" && standing().some((one) => one.kind === "obligation.stated" && one.id === fact.id))
    faults.push(new Fault("OBLIGATION_TWICE", "expected a name that no obligation on the record has: no entry edits an agreement", [{ field: "id" }]));
  if (fact.kind === "operation.allocated")
    for (const { share, expected } of checkAllocation(standing(), fact.by, fact)) faults.push(new Fault("ALLOCATION_FIT", `expected ${expected}`, [{ field: share === null ? "operation" : `shares[${share}]` }]));
  if (faults.length > 0) throw new Faults(faults);
}
