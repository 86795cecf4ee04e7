// The statement of account, dense enough for one or two sheets (MISSION L7): sums of every obligation with what bears on them, the
// differences with their ages, the published totals added up again, what was counted under no agreement, the closing. Each side's own
// count, what is withheld said to be withheld. Asked for whole, every obligation follows with all it rests on.
import type { Account, Block } from "../../accounting/account.ts";
import type { Cell, DocumentBlock } from "../../basis/document.ts";
import { numberRanges } from "../../basis/number-ranges.ts";
import { accountOf } from "../say.ts";
import { differencesOf } from "../waiting.ts";
import { deliveredCell, flowOf, headOf, outstandingCell, promiseOf, sharesOf } from "./account-cells.ts";
import { obligationInFull } from "./account-whole.ts";
import { citing, type Matter, type PrintSource } from "./print-frame.ts";
import type { PrintWords } from "./print-words.ts";

export function accountPrint(source: PrintSource, isWhole: boolean): Matter {
  const { state, on, words } = source;
  const account = accountOf(state, on);
  const { obligations, closing } = account;
  const { say } = words;
  const under = obligations.filter(({ agreement }) => agreement !== null), loose = obligations.filter(({ agreement }) => agreement === null);
  const told = obligations.filter(({ totals }) => totals.length > 0), differences = differencesOf(account);
  const cites = citing(source);
  return {
    form: "account", title: say("print.account"), lead: [say("account.lead")],
    blocks: obligations.length === 0 ? [{ kind: "text", text: say("account.none") }] : [
      ...(under.length === 0 ? [] : [summary(under, words)]), ...(differences.length === 0 ? [] : [differ(differences, words)]), ...(told.length === 0 ? [] : [totals(told, words)]),
      ...(loose.length === 0 ? [] : [looseOnes(loose, words)]), ...(closing.length === 0 ? [] : [closingTable(closing, words)]),
      ...(isWhole ? obligations.flatMap((block) => obligationInFull(block, words, cites)) : []),
    ],
  };
}

const rests = ({ because }: Pick<Block, "because">, { say, own }: PrintWords): string => `${say("common.restsOn")}: ${own(numberRanges(because))}`;

function summary(blocks: readonly Block[], words: PrintWords): DocumentBlock {
  const { say, code, number } = words;
  return {
    kind: "table", caption: say("account.summary"),
    columns: [
      { head: say("account.obligation"), share: 31 }, { head: say("account.promised"), share: 15, isNumber: true }, { head: say("account.byGiver"), share: 19, isNumber: true }, { head: say("account.byReceiver"), share: 19, isNumber: true },
      { head: say("account.reversed"), share: 16, isNumber: true }, { head: say("account.accepted"), share: 13, isNumber: true }, { head: say("account.outstanding"), share: 15, isNumber: true }, { head: say("account.status"), share: 17 },
    ],
    rows: blocks.map((block): readonly Cell[] => [
      { text: headOf(block, words), beside: [flowOf(block, words)] }, promiseOf(block, words), deliveredCell(block.delivered[block.from], words), deliveredCell(block.delivered[block.to], words),
      block.reversedAtLeast ? say("account.atLeast", { count: block.reversed }) : number(block.reversed), block.accepted === null ? say("account.notKnown") : number(block.accepted), outstandingCell(block, words), code("status", block.status),
    ]),
    below: blocks.map((block) => notesOf(block, words).join(" · ")),
  };
}

/** What bears on the numbers of an obligation: how each reads it, what is shared with others, what was found at the spot, the entries. */
function notesOf(block: Block, words: PrintWords): string[] {
  const { say, own, party, list, number } = words;
  return [
    own(block.id),
    ...block.readings.map(({ by, words: read }) => `${say("account.reading", { party: party(by) })}: ${own(`“${read}”`)}`),
    ...block.split.map(({ operation, shares }) => `${say("account.split")}: ${own(operation)}, ${list(sharesOf(shares, words))}`),
    ...block.shared.map(({ operation, counts }) => `${say("account.shared")}: ${own(operation)}, ${list(sharesOf(counts, words))}`),
    ...(block.shared.length === 0 ? [] : Object.entries(block.delivered).map(([side, { credited: { min, max } }]) => `${say("account.mayCount", { party: party(side) })}: ${max === null ? say("account.atLeast", { count: min }) : say("account.between", { min, max })}`)),
    ...Object.entries(block.spot).flatMap(([side, { listedNotDelivered, deliveredNotListed, underReserve }]) =>
      listedNotDelivered + deliveredNotListed + underReserve === 0 ? [] : [`${say("account.atSpot", { party: party(side) })}: ${list([say("account.listedNotDelivered", { count: listedNotDelivered }), say("account.deliveredNotListed", { count: deliveredNotListed }), say("account.underReserve", { count: underReserve })])}`]),
    ...(block.derived > 0 ? [`${say("account.derived")}: ${number(block.derived)} (${say("account.derivedWhy")})`] : []),
    rests(block, words),
  ];
}

/** Both numbers where they differ, oldest first, with the age and what they rest on. */
export function differ(rows: ReturnType<typeof differencesOf>, words: PrintWords): DocumentBlock {
  const { say, own } = words;
  return {
    kind: "table", caption: say("desk.differences", { count: rows.length }),
    columns: [{ head: say("operations.name"), share: 16 }, { head: say("account.obligation"), share: 44 }, { head: say("account.counted"), share: 40, isNumber: true }, { head: say("account.difference"), share: 44 }],
    rows: rows.map((row): readonly Cell[] => [
      own(row.operation), `${headOf(row, words)} · ${flowOf(row, words)}`, sharesOf(row.counts, words).join(" / "),
      say("desk.unexplained", { count: row.count, day: row.since, days: row.ageDays }),
    ]),
  };
}

function totals(blocks: readonly Block[], words: PrintWords): DocumentBlock {
  const { say, own, number, party } = words;
  const addedUp = (total: Block["totals"][number]): string => {
    const { reconciliation: made } = total;
    if (made === null) return say("account.notSummed");
    const sum = `${[number(made.from), ...made.operations.map(({ count }) => (count === null ? "?" : number(count)))].join(" + ")} = ${made.sum === null ? "?" : number(made.sum)}`;
    return made.difference === null ? own(sum) : `${own(sum)}; ${made.difference === 0 ? say("account.addsUp", { count: total.count }) : say("account.addsUpNot", { count: Math.abs(made.difference), day: made.since, days: made.ageDays })}`;
  };
  return {
    kind: "table", caption: say("account.totals"),
    columns: [{ head: say("account.obligation"), share: 38 }, { head: say("account.speaker"), share: 30 }, { head: say("account.total"), share: 14, isNumber: true }, { head: say("account.addedUp"), share: 62 }],
    rows: blocks.flatMap((block) => block.totals.map((total): readonly Cell[] => [own(block.id), `${total.speaker === total.by ? party(total.by) : `${party(total.by)}, ${own(total.speaker)}`}, ${own(total.on)} ${own(`#${total.entry}`)}`, number(total.count), addedUp(total)])),
  };
}

/** One line each: an operation that stands under no recorded agreement. */
function looseOnes(blocks: readonly Block[], words: PrintWords): DocumentBlock {
  const { say, own } = words;
  return {
    kind: "table", caption: say("account.noAgreement"),
    columns: [{ head: say("operations.name"), share: 18 }, { head: say("operations.direction"), share: 46 }, { head: say("account.byGiver"), share: 22, isNumber: true }, { head: say("account.byReceiver"), share: 30, isNumber: true }, { head: say("common.restsOn"), share: 20 }],
    rows: blocks.map((block): readonly Cell[] => [own(operationOf(block)), flowOf(block, words), oneCount(block, block.from, words), oneCount(block, block.to, words), own(numberRanges(block.because))]),
  };
}

const operationOf = ({ id }: Block): string => id.split("/")[0] ?? id;

/** Of one operation: its number, or in a word why there is none. */
function oneCount(block: Block, side: string, words: PrintWords): string {
  const { say, code, list } = words;
  const delivered = block.delivered[side];
  if (delivered === undefined) return say("account.noNumber");
  if (Object.keys(delivered.apart).length === 0) return delivered.withheldOperations > 0 ? code("count", "withheld") : delivered.notStatedOperations > 0 ? code("count", "not stated") : say("account.noNumber");
  const cell = deliveredCell(delivered, words);
  return typeof cell === "string" ? cell : cell.beside.length === 0 ? cell.text : `${cell.text} (${list(cell.beside)})`;
}

function closingTable(rows: Account["closing"], words: PrintWords): DocumentBlock {
  const { say, number, party, code, list } = words;
  const streamOf = (stream: "living" | "remains"): string => (stream === "remains" ? code("what", "remains") : list([code("what", "captives"), code("what", "civilians")]));
  return {
    kind: "table", caption: say("print.closing"),
    columns: [{ head: say("account.speaker"), share: 26 }, { head: say("operations.direction"), share: 50 }, { head: say("print.counted"), share: 16, isNumber: true }, { head: say("print.inBlocks"), share: 20, isNumber: true }, { head: say("print.openBetween"), share: 20, isNumber: true }],
    rows: rows.map(({ by, from, to, stream, counted, credited, open }): readonly Cell[] => [party(by), `${streamOf(stream)} · ${say("print.fromTo", { from: party(from), to: party(to) })}`, number(counted), number(credited), number(open)]),
  };
}
