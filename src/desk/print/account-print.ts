// The statement of account on paper: sums of every obligation first, then each with all it rests on; each side's own count, what is
// withheld said to be withheld.
import type { Block, Delivered, SharedItem } from "../../accounting/account.ts";
import type { Cell, DocumentBlock } from "../../basis/document.ts";
import { accountOf } from "../say.ts";
import { citing, type Matter, type PrintSource } from "./print-frame.ts";
import type { PrintWords } from "./print-words.ts";

export function accountPrint(source: PrintSource): Matter {
  const { state, on, words } = source;
  const { obligations, closing } = accountOf(state, on);
  const { say } = words;
  const cites = citing(source);
  const under = obligations.filter(({ agreement }) => agreement !== null), loose = obligations.filter(({ agreement }) => agreement === null);
  return {
    form: "account", title: say("print.account"), lead: [say("account.lead")],
    blocks: obligations.length === 0 ? [{ kind: "text", text: say("account.none") }] : [
      ...(under.length === 0 ? [] : [summary(under, words)]), ...(loose.length === 0 ? [] : [looseOnes(loose, words)]),
      ...(closing.length === 0 ? [] : [closingTable(closing, words)]),
      ...obligations.flatMap((block) => obligation(block, words, cites)),
    ],
  };
}

const headOf = ({ agreement, clause }: Block, { say, own, list }: PrintWords): string =>
  agreement === null ? say("account.noAgreement") : list([own(agreement), ...(clause === null ? [] : [say("account.clause", { clause })])]);
const flowOf = ({ what, category, from, to }: Pick<Block, "what" | "category" | "from" | "to">, { code, own, say, party }: PrintWords): string =>
  `${code("what", what)}${category === undefined ? "" : ` (${own(category)})`} · ${say("print.fromTo", { from: party(from), to: party(to) })}`;

const promiseOf = ({ promised }: Block, { say, number }: PrintWords): string =>
  promised.kind === "exactly" ? number(promised.count ?? 0) : promised.kind === "at-least" ? say("account.atLeast", { count: promised.count ?? 0 }) : say(promised.kind === "all" ? "account.all" : "account.numberOpen");

/** The number, and what is kept back or not stated beside it: never a 0 for either. */
function deliveredCell(delivered: Delivered | undefined, { say, number, howMany, list }: PrintWords): Cell {
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

function outstandingCell({ outstanding, outstandingBetween }: Block, { say, number }: PrintWords): Cell {
  if (outstanding !== null) return number(outstanding);
  return outstandingBetween === null ? say("account.notKnown") : { text: say("account.notKnown"), beside: [say("account.between", outstandingBetween)] };
}

function summary(blocks: readonly Block[], words: PrintWords): DocumentBlock {
  const { say, code } = words;
  return {
    kind: "table", caption: say("account.summary"),
    columns: [{ head: say("account.obligation"), share: 36 }, { head: say("account.promised"), share: 14, isNumber: true }, { head: say("account.byGiver"), share: 18, isNumber: true }, { head: say("account.byReceiver"), share: 18, isNumber: true }, { head: say("account.outstanding"), share: 16, isNumber: true }, { head: say("account.status"), share: 16 }],
    rows: blocks.map((block): readonly Cell[] => [
      { text: headOf(block, words), beside: [flowOf(block, words)] }, promiseOf(block, words), deliveredCell(block.delivered[block.from], words), deliveredCell(block.delivered[block.to], words), outstandingCell(block, words), code("status", block.status),
    ]),
  };
}

function looseOnes(blocks: readonly Block[], words: PrintWords): DocumentBlock {
  const { say, own } = words;
  return {
    kind: "table", caption: say("account.noAgreement"),
    columns: [{ head: say("operations.name"), share: 30 }, { head: say("operations.direction"), share: 40 }, { head: say("account.byGiver"), share: 24, isNumber: true }, { head: say("account.byReceiver"), share: 24, isNumber: true }],
    rows: blocks.map((block): readonly Cell[] => [own(block.id.split("/")[0] ?? block.id), flowOf(block, words), deliveredCell(block.delivered[block.from], words), deliveredCell(block.delivered[block.to], words)]),
  };
}

function closingTable(rows: ReturnType<typeof accountOf>["closing"], words: PrintWords): DocumentBlock {
  const { say, number, party, code, list } = words;
  const streamOf = (stream: "living" | "remains"): string => (stream === "remains" ? code("what", "remains") : list([code("what", "captives"), code("what", "civilians")]));
  return {
    kind: "table", caption: say("print.closing"),
    columns: [{ head: say("account.obligation"), share: 50 }, { head: say("print.counted"), share: 16, isNumber: true }, { head: say("print.inBlocks"), share: 20, isNumber: true }, { head: say("print.openBetween"), share: 20, isNumber: true }],
    rows: rows.map(({ by, from, to, stream, counted, credited, open }): readonly Cell[] => [
      { text: say("common.counts", { party: party(by) }), beside: [`${streamOf(stream)} · ${say("print.fromTo", { from: party(from), to: party(to) })}`] }, number(counted), number(credited), number(open),
    ]),
  };
}

const sharesOf = (counts: Readonly<Record<string, number>>, { party, number }: PrintWords): string[] => Object.entries(counts).map(([side, count]) => `${party(side)} ${number(count)}`);

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

function obligation(block: Block, words: PrintWords, cites: (entries: readonly number[]) => string[]): DocumentBlock[] {
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
