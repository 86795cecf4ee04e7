// The lists of a state as the facts that terms are evaluated over: one captive a row, named by list and row, held by the side that is
// asked (or that says it holds him), with what the row and its answer state and nothing more. What is not stated is unknown.
import type { CivilDate } from "../basis/civil-date.ts";
import type { State } from "../entries/fold.ts";
import { casesOf, type NameCase } from "../registry/name-case.ts";
import { ROWS_MAX } from "../registry/list-act.ts";
import { parseFacts, type Facts } from "../terms/facts.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { codesOf, rankInTerms, type PackCodes } from "../vocabulary/pack-codes.ts";
import { listsOf } from "./lists-of.ts";

export type ListedFacts = { readonly list: string; readonly by: string; readonly holder: string; readonly entry: number; readonly names: number; readonly facts: Facts };

/** How a captive of a list is named in every explanation: never by his name. */
export const captiveId = (list: string, row: string): string => `${list}/${row}`;

const isDay = (text: string | undefined): text is string => text !== undefined && text.length === 10;

function captiveOf(codes: PackCodes, list: string, holder: string, { row, answer }: NameCase): Record<string, unknown> {
  return {
    id: captiveId(list, row.row), side: holder, ...(row.birth === undefined ? {} : { born: row.birth }), ...(row.rank === undefined ? {} : { rank: rankInTerms(codes, row.rank) }), ...(isDay(row.captured) ? { heldSince: row.captured } : {}),
    ...(answer?.code === "DIED" ? { diedOn: answer.date } : {}), ...(answer?.code === "DECLINES" ? { declinedOn: answer.date } : {}),
  };
}

/** Lists of captives, asked for or held; those of missing and fallen are no captives. Linear in the rows. @throws Faults of the facts, by list and row. */
export function factsOfLists(state: State, pack: ConflictPack, on: CivilDate, only?: string): ListedFacts[] {
  const lists = listsOf(state);
  const codes = codesOf(pack);
  return [...lists].flatMap(([list, { deposit, purpose, about }]): ListedFacts[] => {
    if ((only !== undefined && list !== only) || deposit.on > on || (purpose !== "asked for" && purpose !== "held")) return [];
    const holder = purpose === "held" ? deposit.by : about;
    const { rows, total } = casesOf(lists, list, on, { from: 0, limit: ROWS_MAX });
    return [{ list, by: deposit.by, holder, entry: deposit.entry, names: total, facts: parseFacts({ captives: rows.map((one) => captiveOf(codes, list, holder, one)) }, list) }];
  });
}
