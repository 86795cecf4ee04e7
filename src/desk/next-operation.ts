// The next operation on or after a day: by the window of its notice, else by the new day that a postponement names, unless it was
// counted since.
import type { CivilDate } from "../basis/civil-date.ts";
import type { State } from "../entries/fold.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { FrontView } from "./api-types.ts";
import { countsIn, operationsIn } from "./say-handover.ts";
import { talksActs } from "./say-talks.ts";

/** Null where none is on the record. Linear in the acts. */
export function nextOperation(state: State, pack: ConflictPack, on: CivilDate): FrontView["nextOperation"] {
  const announced = operationsIn(state, pack, on).flatMap(({ operation, phase, notice }) =>
    notice !== null && notice.until.slice(0, 10) >= on && /^(notice|go)/.test(phase) ? [{ operation, day: notice.from.slice(0, 10), phase, from: notice.from, until: notice.until, says: `${operation}, ${notice.from} to ${notice.until}: ${phase}`, entry: notice.entry }] : []);
  const counted = countsIn(state, on);
  const postponed = talksActs(state, ["operation.postponed"]).flatMap(({ operation, until, on: said, cite }) =>
    until !== undefined && until >= on && said <= on && !counted.some((one) => one.operation === operation && one.on >= said) ? [{ operation, day: until, phase: "postponed" as const, from: until, until, says: `${operation}, postponed until ${until}`, entry: state.byLabel.get(cite)?.entry ?? -1 }] : []);
  const [next] = [...announced, ...postponed.filter((one) => !announced.some(({ operation }) => operation === one.operation))].sort((a, b) => (a.day < b.day ? -1 : 1));
  return next === undefined ? null : { operation: next.operation, phase: next.phase, from: next.from, until: next.until, says: next.says, because: [next.entry] };
}
