// A person whom one side says it holds, and who is proposed or identified among the fallen: a discrepancy with its age, never a finding
// of whose word is right. It rests on a link (which family is which row), so it is in sight of the side whose list it is and of the
// secretariat of the mediator alone; a laboratory has neither list nor link, the other side has no link.
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import type { State } from "../entries/fold.ts";
import { refOf } from "../matching/listed-rows.ts";
import type { AnswerCode } from "../registry/answer-code.ts";
import type { HeldAndFallen } from "./api-types.ts";
import { listsOf } from "./lists-of.ts";
import { matchesOf } from "./matches-of.ts";
import { dossierOf } from "./dossier-of.ts";
import { upTo } from "./remains-board.ts";

/** Answers by which the holder says that the person is alive in its hands. */
const HELD_CODES: readonly AnswerCode[] = ["HELD", "HELD_DIFF", "HELD_EXCL", "HELD_CIV", "MEDICAL", "PROCEEDING", "DECLINES"];

type Said = { readonly how: HeldAndFallen["how"]; readonly by: string; readonly on: string; readonly entry: number };

/** Who says of a row that its person is held: the answer that stands, and the holder's own list where two persons paired the rows. */
function heldOf(state: State, list: string, row: string): Said[] {
  const lists = listsOf(state);
  const answer = lists.get(list)?.rows.get(row)?.answer ?? null;
  const answered: Said[] = answer && HELD_CODES.some((code) => code === answer.code) ? [{ how: "answered", by: answer.by, on: answer.on, entry: answer.entry }] : [];
  const pair = matchesOf(state).linked.get(refOf(list, row));
  if (pair?.verdict !== "same") return answered;
  const other = [pair.left, pair.right].find((ref) => ref !== refOf(list, row)) ?? "";
  const held = [...lists].find(([name, one]) => one.purpose === "held" && other.startsWith(refOf(name, "")) && one.rows.has(other.slice(refOf(name, "").length)));
  const last = pair.answers.at(-1);
  return held && last ? [...answered, { how: "on a list of those held", by: held[1].deposit.by, on: held[1].deposit.on > last.on ? held[1].deposit.on : last.on, entry: last.entry }] : answered;
}

/** Each as a row, oldest first: since the day when both stood. A case that was returned or opened again is none. Linear in links and cases. */
export function heldAndFallen(whole: State, on: CivilDate): HeldAndFallen[] {
  const state = upTo(whole, on);
  const { links, cases } = dossierOf(state);
  const open = new Map([...cases.values()].flatMap((one) => (one.state === "proposed" || one.state === "identified" ? [[`${one.proposal.family}\n${one.proposal.missing}`, one] as const] : [])));
  return [...links.values()].flatMap((link): HeldAndFallen[] => {
    const one = open.get(`${link.family}\n${link.missing}`);
    if (!one) return [];
    const fallen = one.state === "identified" && one.signed ? one.signed : one.proposal;
    return heldOf(state, link.list, link.row).map((said): HeldAndFallen => {
      const since = [said.on as CivilDate, one.proposal.on, link.on].sort().at(-1) ?? on; // days of acts, parsed when they were folded
      return { list: link.list, row: link.row, how: said.how, heldBy: said.by, heldOn: said.on as CivilDate, identification: one.proposal.identification, state: one.state === "identified" ? "identified" : "proposed", side: one.proposal.side, fallenOn: fallen.on, since, ageDays: Math.max(0, daysBetween(since, on)), because: [...new Set([said.entry, link.entry, one.proposal.entry, fallen.entry])].sort((a, b) => a - b) };
    });
  }).sort((a, b) => b.ageDays - a.ageDays || (a.list + a.row < b.list + b.row ? -1 : 1));
}
