// Cells of the account on paper: a number with what is kept back or not stated beside it, never a 0 for either.
import type { Block, Delivered } from "../../accounting/account.ts";
import type { Cell } from "../../basis/document.ts";
import type { PrintWords } from "./print-words.ts";

export const headOf = ({ agreement, clause }: Pick<Block, "agreement" | "clause">, { say, own, list }: PrintWords): string =>
  agreement === null ? say("account.noAgreement") : list([own(agreement), ...(clause === null ? [] : [say("account.clause", { clause })])]);
export const flowOf = ({ what, category, from, to }: Pick<Block, "what" | "category" | "from" | "to">, { code, own, say, party }: PrintWords): string =>
  `${code("what", what)}${category === undefined ? "" : ` (${own(category)})`} · ${say("print.fromTo", { from: party(from), to: party(to) })}`;

export const promiseOf = ({ promised }: Block, { say, number }: PrintWords): string =>
  promised.kind === "exactly" ? number(promised.count ?? 0) : promised.kind === "at-least" ? say("account.atLeast", { count: promised.count ?? 0 }) : say(promised.kind === "all" ? "account.all" : "account.numberOpen");

/** The number, and what is kept back or not stated beside it: never a 0 for either. */
export function deliveredCell(delivered: Delivered | undefined, { say, number, howMany, list }: PrintWords): Cell {
  if (!delivered) return say("account.noNumber");
  const parts = Object.entries(delivered.apart);
  return {
    text: parts.length === 0 ? say("account.noNumber") : number(delivered.counted),
    beside: [
      ...(parts.length > 1 ? [list(parts.map(([what, count]) => howMany(what, count)))] : []),
      ...(delivered.withheldOperations > 0 ? [say("account.withheldIn", { count: delivered.withheldOperations })] : []),
      ...(delivered.notStatedOperations > 0 ? [say("account.notStatedIn", { count: delivered.notStatedOperations })] : []),
      ...(delivered.published === null ? [] : [say("account.published", { count: delivered.published })]),
    ],
  };
}

export function outstandingCell({ outstanding, outstandingBetween }: Block, { say, number }: PrintWords): Cell {
  if (outstanding !== null) return number(outstanding);
  return outstandingBetween === null ? say("account.notKnown") : { text: say("account.notKnown"), beside: [say("account.between", outstandingBetween)] };
}

export const sharesOf = (counts: Readonly<Record<string, number>>, { party, number }: PrintWords): string[] => Object.entries(counts).map(([side, count]) => `${party(side)} ${number(count)}`);
