// How positions moved: per clause every word on it in order of day, with the verbatim span where the source has one (MISSION T5). The
// matrix (positions.ts) is the last of these moves by party and by whose word it is.
import { byCodeUnit } from "../basis/code-sort.ts";
import { textHashOf } from "./clause.ts";
import type { SaidOn, View } from "./positions.ts";

export type Move = { readonly clause: string; readonly party: string; readonly on: string; readonly value: View["value"]; readonly statedBy: View["statedBy"]; readonly reason?: string; readonly quote?: string; readonly cite: string };

/** Moves on or before a day, the earliest first. A changed text puts who had spoken on the clause under review again. Linear after the sort by day. */
export function movesUntil(said: readonly SaidOn[], on: string): Move[] {
  const moves: Move[] = [];
  const texts = new Map<string, string>();
  const spoken = new Map<string, Set<string>>();
  const move = (one: Move): void => {
    moves.push(one);
    spoken.set(one.clause, (spoken.get(one.clause) ?? new Set()).add(one.party));
  };
  for (const item of said.filter((one) => one.on <= on).sort((a, b) => byCodeUnit(a.on, b.on))) {
    const { cite, on: day } = item;
    if ("statement" in item) {
      const { positions, quote } = item.statement;
      for (const { clause, party, value, statedBy, reason } of positions) move({ clause, party, on: day, value, statedBy, ...(reason === undefined ? {} : { reason }), ...(quote === undefined ? {} : { quote }), cite });
      continue;
    }
    const { act } = item;
    if (act.kind === "position.taken" && texts.get(act.clause) === act.textHash)
      move({ clause: act.clause, party: act.by, on: day, value: act.value, statedBy: "own word", ...(act.reason === undefined ? {} : { reason: act.reason }), cite });
    if (act.kind === "clause.tabled") {
      const [before, hash] = [texts.get(act.clause), textHashOf(act.text)];
      texts.set(act.clause, hash);
      if (before !== undefined && before !== hash) for (const party of spoken.get(act.clause) ?? []) move({ clause: act.clause, party, on: day, value: "under review", statedBy: "the changed text", cite });
    }
  }
  return moves;
}
