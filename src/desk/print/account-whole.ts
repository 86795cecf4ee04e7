// Every obligation of the account with all it rests on: what follows the statement where it is asked for whole.
import type { Block, SharedItem } from "../../accounting/account.ts";
import type { Cell, DocumentBlock } from "../../basis/document.ts";
import { deliveredCell, flowOf, headOf, outstandingCell, promiseOf, sharesOf } from "./account-cells.ts";
import type { PrintWords } from "./print-words.ts";

function sharedLines({ operation, counts, shares, unfit, difference }: SharedItem, words: PrintWords): string[] {
  const { say, own, party } = words;
  return [
    `${own(operation)}: ${words.list(sharesOf(counts, words))}. ${say("account.sharedWhy")}`,
    ...Object.entries(shares).map(([side, count]) => say("account.shareOf", { party: party(side), count })),
    ...Object.keys(unfit).map((side) => say("account.unfit", { party: party(side) })),
    ...(difference === null ? [] : [say("desk.unexplained", { count: difference.count, day: difference.since, days: difference.ageDays })]),
  ];
}

function spotLine({ listedNotDelivered, deliveredNotListed, underReserve }: Block["spot"][string], { say, list }: PrintWords): string {
  const parts = [
    ...(listedNotDelivered === 0 ? [] : [say("account.listedNotDelivered", { count: listedNotDelivered })]), ...(deliveredNotListed === 0 ? [] : [say("account.deliveredNotListed", { count: deliveredNotListed })]),
    ...(underReserve === 0 ? [] : [say("account.underReserve", { count: underReserve })]),
  ];
  return parts.length === 0 ? say("account.noSpotNumber") : list(parts);
}

const linesOf = (cell: Cell): string[] => (typeof cell === "string" ? [cell] : [cell.text, ...cell.beside]);

/** One obligation as a heading and its facts. */
export function obligationInFull(block: Block, words: PrintWords, cites: (entries: readonly number[]) => string[]): DocumentBlock[] {
  const { say, number, own, party } = words;
  const { difference } = block;
  const rows = [
    { label: say("account.obligation"), lines: [own(block.id), flowOf(block, words)] },
    ...(block.agreement === null ? [] : [{ label: say("account.promised"), lines: [promiseOf(block, words)] }]),
    ...block.readings.map(({ by, words: read }) => ({ label: say("account.reading", { party: party(by) }), lines: [own(`“${read}”`)] })),
    ...Object.entries(block.delivered).map(([side, delivered]) => ({ label: say(side === block.to ? "account.receivedBy" : "account.deliveredBy", { party: party(side) }), lines: linesOf(deliveredCell(delivered, words)) })),
    ...block.split.map(({ operation, shares }) => ({ label: say("account.split"), lines: [`${own(operation)}: ${words.list(sharesOf(shares, words))}`] })),
    ...block.shared.map((item) => ({ label: say("account.shared"), lines: sharedLines(item, words) })),
    ...(block.shared.length === 0 ? [] : Object.entries(block.delivered).map(([side, { credited: { min, max } }]) => ({ label: say("account.mayCount", { party: party(side) }), lines: [max === null ? say("account.atLeast", { count: min }) : say("account.between", { min, max })] }))),
    ...Object.entries(block.spot).map(([side, counts]) => ({ label: say("account.atSpot", { party: party(side) }), lines: [spotLine(counts, words)] })),
    ...(block.derived > 0 ? [{ label: say("account.derived"), lines: [number(block.derived), say("account.derivedWhy")] }] : []),
    ...(block.reversed > 0 ? [{ label: say("account.reversed"), lines: [block.reversedAtLeast ? say("account.atLeast", { count: block.reversed }) : number(block.reversed), say("account.provisional")] }] : []),
    ...(block.accepted === null ? [] : [{ label: say("account.accepted"), lines: [number(block.accepted)] }]),
    { label: say("account.outstanding"), lines: linesOf(outstandingCell(block, words)) },
    ...(difference === null ? [] : [{ label: say("account.difference"), lines: [say("desk.unexplained", { count: difference.count, day: difference.since, days: difference.ageDays }), ...difference.items.map(({ operation, counts }) => `${own(operation)}: ${sharesOf(counts, words).join(" / ")}`)] }]),
    { label: say("common.restsOn"), lines: [words.list(cites(block.because))] },
  ];
  return [{ kind: "heading", level: 2, text: headOf(block, words), mark: words.code("status", block.status) }, { kind: "facts", rows }];
}
