// Answers kept while nothing they rest on has changed: a statement recorded does not make the account be computed again. What
// an answer rests on is the number of such acts in one state, and the day. An erasure or a key found stolen clears all.
import type { CivilDate } from "../basis/civil-date.ts";
import type { Parsed } from "../entries/catalogue.ts";
import type { State } from "../entries/fold.ts";

/** What an answer may rest on: the acts of a room, or those statements alone that hold a position or a claim. */
export type Rests = Parsed["room"] | "positions" | "claims";
type Kept = { seen: number; readonly changes: number; lastDay: string; readonly counts: Map<Rests, number>; readonly answers: Map<string, { readonly version: number; readonly answer: unknown }> };

const kept = new WeakMap<State, Kept>();
const ANSWERS_MAX = 64;

function countedOf(state: State): Kept {
  const changes = state.erased.length + state.disputed.size;
  const before = kept.get(state);
  const known: Kept = before?.changes === changes ? before : { seen: 0, changes, lastDay: "", counts: new Map(), answers: new Map() };
  kept.set(state, known);
  for (; known.seen < state.acts.length; known.seen++) {
    const act = state.acts[known.seen];
    if (!act) continue;
    for (const one of restsOf(act.parsed)) known.counts.set(one, (known.counts.get(one) ?? 0) + 1);
    if (act.at > known.lastDay) known.lastDay = act.at;
  }
  return known;
}

function restsOf(parsed: Parsed): Rests[] {
  if (parsed.room !== "talks") return [parsed.room];
  const { positions, kind } = parsed.statement;
  return ["talks", ...(positions.length > 0 ? (["positions"] as const) : []), ...(kind === "claim" ? (["claims"] as const) : [])];
}

/** The last day of an act in this state; empty without one. Constant time once the acts were seen. */
export const lastDayOf = (state: State): string => countedOf(state).lastDay;

/** `compute`'s answer for this name and day, computed again only after an act of what it rests on. The answer must not be changed. */
export function memo<T>(state: State, name: string, on: CivilDate, rooms: readonly Rests[], compute: () => T): T {
  const { counts, answers } = countedOf(state);
  const version = rooms.reduce((sum, room) => sum + (counts.get(room) ?? 0), 0);
  const key = `${name} ${on}`;
  const before = answers.get(key);
  if (before && before.version === version) return before.answer as T; // kept under this name by this function alone
  const answer = compute();
  if (answers.size >= ANSWERS_MAX) answers.clear();
  answers.set(key, { version, answer });
  return answer;
}
