// Acts of an operation in words, and the operations of a state as they are on a day. Route, means and place of a notice are in no
// sentence: what is said may be read where they must not be.
import { byCodeUnit } from "../basis/code-sort.ts";
import type { State } from "../entries/fold.ts";
import { operationsOn, type Cited, type HandoverAct, type HeardAct, type OperationState } from "../handover/operation.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { sayMoment } from "../terms/explain-words.ts";
import type { OperationCounted } from "./api-types.ts";
import { listsOf } from "./lists-of.ts";

type Name = (code: string) => string;

const SPOT_SAID: Readonly<Record<Extract<HandoverAct, { kind: "exception.recorded" }>["code"], string>> = {
  ABSENT: "on the manifest and not brought", EXTRA: "brought and not on the manifest", SUBSTITUTE: "brought instead of another", DECLINED: "wishing not to go", UNDECIDED: "asking for time",
  UNFIT: "not fit to travel", DIED_EN_ROUTE: "died on the way", MISMATCH: "whose identity was not confirmed", MINOR: "a minor, on the guardian track", SEAL_BROKEN: "with a seal broken or another number",
};

const ONE: Readonly<Record<string, string>> = { captives: "captive", civilians: "civilian", remains: "container" };
const howMany = (count: number, what: string): string => `${count} ${count === 1 ? (ONE[what] ?? what) : what}`;

/** One act as what its author did: goes on after “On DAY, PARTY”. */
export function sayHandover(act: HandoverAct, name: Name): string {
  switch (act.kind) {
    case "operation.announced": return `announced ${act.operation}, notice ${act.version}, from ${sayMoment(act.from, "en")} to ${sayMoment(act.until, "en")}: ${act.legs.map(({ planned, what, from, to }) => `${howMany(planned, what)} planned from ${name(from)} to ${name(to)}`).join("; ")}`;
    case "notice.acknowledged": return `acknowledged notice ${act.version} of ${act.operation}, SHA-256 ${act.sha256}`;
    case "operation.go": return `gave the go for ${act.operation} under notice ${act.version}, SHA-256 ${act.sha256}`;
    case "operation.aborted": return `recorded that ${act.operation} stopped at ${sayMoment(act.at, "en")}: ${act.words}`;
    case "exception.recorded": return `recorded at the spot of ${act.operation}: ${howMany(act.count, act.what)} from ${name(act.from)} to ${name(act.to)}, ${SPOT_SAID[act.code]}${act.words === undefined ? "" : `; ${act.words}`}`;
  }
}

/** Everything that bears on the operations of a state, in record order. */
export function operationActs(state: State): Cited<HandoverAct | HeardAct>[] {
  return state.acts.flatMap(({ parsed, author: by, at: on, label: cite, entry }): Cited<HandoverAct | HeardAct>[] => {
    const who = { by, on, cite, entry };
    if (parsed.room === "handover") return [{ ...parsed.act, ...who }];
    if (parsed.room === "table" && parsed.act.kind === "operation.postponed") return [{ ...parsed.act, ...who }];
    if (parsed.room === "accounting" && parsed.fact.kind === "operation.counted") return [{ kind: "operation.counted", operation: parsed.fact.operation, ...who }];
    return [];
  });
}

export const operationsIn = (state: State, pack: ConflictPack, on: string): OperationState[] => operationsOn(operationActs(state), sidesOf(pack), on);

/** Lists and how many rows each has, for the manifest of an exception: no name. */
export const manifestsOf = (state: State): { readonly list: string; readonly by: string; readonly about: string; readonly names: number }[] =>
  [...listsOf(state)].map(([list, { deposit, about, rows }]) => ({ list, by: deposit.by, about, names: rows.size }));

/** Each speaker's count of each operation that stands, newest operation first. */
export function countsIn(state: State, on: string): OperationCounted[] {
  const found = new Map<string, OperationCounted>();
  const first = new Map<string, string>();
  for (const { parsed, author: by, at, label: cite, entry } of state.acts) {
    if (parsed.room !== "accounting" || parsed.fact.kind !== "operation.counted" || at > on) continue;
    const { operation, flows } = parsed.fact;
    found.set(`${by} ${operation}`, { operation, by, on: at, entry, cite, flows });
    if (!first.has(operation)) first.set(operation, at);
  }
  return [...found.values()].sort((a, b) => byCodeUnit(first.get(b.operation) ?? "", first.get(a.operation) ?? "") || a.entry - b.entry);
}
