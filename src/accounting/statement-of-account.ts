// The printable statement: one block per obligation, both counts, what is withheld said to be withheld.
import type { Account, Block, Delivered, SharedItem } from "./account.ts";
import type { ClosingRow } from "./closing.ts";
import type { SpotCounts } from "./spot.ts";
import type { SpokenTotal } from "./totals.ts";

/** English digits in groups of three, as the terms print them. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");

/** Plain text, at most 100 columns; `names` gives a party's name by its code, `cite` the label of an entry. */
export function printAccount(account: Account, names: Readonly<Record<string, string>>, cite: (entry: number) => string): string {
  const head = `STATEMENT OF ACCOUNT on ${account.on}\nEach side's own count; the difference of two counts is an item with an age and nobody's fault.\n`;
  if (account.obligations.length === 0) return `${head}\nNothing is recorded on or before this day.\n`;
  return `${head}${account.obligations.map((block) => `\n${printBlock(block, names, cite)}`).join("")}${account.closing.length === 0 ? "" : `\n${printClosing(account.closing, names)}`}`;
}

function printBlock(block: Block, names: Readonly<Record<string, string>>, cite: (entry: number) => string): string {
  const name = (code: string): string => names[code] ?? code;
  const { promised, difference } = block;
  const title = block.agreement === null ? `Under no recorded agreement (${block.id})` : `${block.agreement}${block.clause === null ? "" : `, clause ${block.clause}`} (${block.id})`;
  const promise = { all: "all", open: "the number is not stated", exactly: grouped(promised.count ?? 0), "at-least": `at least ${grouped(promised.count ?? 0)}` }[promised.kind];
  const lines = [
    `${title}\n  ${block.what}${block.category === undefined ? "" : `, ${block.category}`}: ${name(block.from)} to ${name(block.to)}`,
    block.agreement === null ? "" : `  promised      ${promise}`,
    ...block.readings.map(({ by, words }) => `  reading       ${name(by)}: “${words}”`),
    ...Object.entries(block.delivered).map(([side, delivered]) => `  ${side === block.to ? "received " : "delivered"}     ${name(side)} counts ${printDelivered(delivered)}`),
    ...block.split.map((item) => `  split         of ${item.operation} ${printShares(item, name)}`),
    ...block.shared.map((item) => `  shared        ${printShared(item, name)}`),
    ...(block.shared.length === 0 ? [] : Object.entries(block.delivered).map(([side, { credited }]) => `  between       ${name(side)} counts ${grouped(credited.min)} and ${credited.max === null ? "a number not known" : grouped(credited.max)} here`)),
    block.derived > 0 ? `  derived       ${grouped(block.derived)} by arithmetic, stated by no side` : "",
    ...Object.entries(block.spot).map(([side, counts]) => `  at the spot   ${name(side)} records ${printSpot(counts)}`),
    block.reversed > 0 ? `  reversed      ${block.reversedAtLeast ? "at least " : ""}${grouped(block.reversed)}; the delivery remains provisional` : "",
    block.accepted === null ? "" : `  accepted      ${grouped(block.accepted)}`,
    `  outstanding   ${printOutstanding(block)}`,
    (block.excess ?? 0) > 0 ? `  beyond        ${grouped(block.excess ?? 0)} more than promised` : "",
    difference === null ? "" : `  difference    ${grouped(difference.count)} unexplained since ${difference.since} (${difference.ageDays} days): ${difference.items.map(({ operation, counts }) => `${operation} ${Object.entries(counts).map(([side, count]) => `${side} ${grouped(count)}`).join(" / ")}`).join("; ")}`,
    ...block.totals.flatMap((total) => printTotal(total, name)),
    ...block.speakersDiffer.map(({ by, on, ageDays, counts }) => `  speakers      of ${name(by)} differ on ${on} (${ageDays} days): ${Object.entries(counts).map(([speaker, count]) => `${speaker} ${grouped(count)}`).join(" / ")}`),
    `  status        ${block.status}`,
    `  because       ${block.because.map(cite).join(" ")}`,
  ];
  return `${lines.filter((line) => line !== "").flatMap((line) => line.split("\n")).map(wrapped).join("\n")}\n`;
}

const printSpot = ({ listedNotDelivered, deliveredNotListed, underReserve }: SpotCounts): string =>
  [[listedNotDelivered, "listed and not delivered"], [deliveredNotListed, "delivered and not listed"], [underReserve, "received under reserve"]]
    .flatMap(([count, words]) => (count === 0 ? [] : [`${grouped(Number(count))} ${words}`])).join("; ") || "no number changed";

/** A total of a named office, and a total that says from what it was summed, added up again. */
function printTotal({ by, speaker, count, on, reconciliation }: SpokenTotal, name: (code: string) => string): string[] {
  if (reconciliation === null) return speaker === by ? [] : [`  total         ${speaker} (${name(by)}) published ${grouped(count)} on ${on}`];
  const { from, operations, sum, difference, since, ageDays } = reconciliation;
  const parts = [grouped(from), ...operations.map(({ operation, count: counted }) => (counted === null ? `${operation} not stated` : grouped(counted)))].join(" + ");
  const result = sum === null ? "cannot be added up" : difference === 0 ? `= ${grouped(count)}, as published` : `= ${grouped(sum)}, published ${grouped(count)}: ${grouped(Math.abs(difference ?? 0))} unexplained since ${since} (${ageDays} days)`;
  return [`  total         ${speaker === by ? name(by) : `${speaker} (${name(by)})`}, ${on}: ${parts} ${result}`];
}

/** Not known is said with what it lies between, where a number is promised. */
function printOutstanding({ outstanding, outstandingBetween: between }: Block): string {
  if (outstanding !== null) return grouped(outstanding);
  return between === null ? "not known" : `not known; between ${grouped(between.min)} and ${grouped(between.max)}`;
}

/** Each side's own split, apart. */
const printShares = ({ counts, shares }: SharedItem, name: (code: string) => string): string =>
  Object.entries(shares).map(([side, share]) => `${name(side)} states ${grouped(share)}${counts[side] === undefined ? "" : ` of its ${grouped(counts[side])}`}`).join(", ");

function printShared(item: SharedItem, name: (code: string) => string): string {
  const { operation, counts, shares, open, unfit, difference } = item;
  const sides = Object.entries(open).map(([side, room]) => {
    const counted = counts[side] === undefined ? `${name(side)}’s count is ${typeof room === "number" ? grouped(room) : room}` : `${name(side)} counts ${grouped(counts[side])}`;
    const stated = shares[side] === undefined ? "" : `, states ${grouped(shares[side])} here`;
    return `${counted}${stated}${unfit[side] === undefined ? "" : `; its split is not credited: ${unfit[side]}`}`;
  });
  const settled = Object.keys(shares).filter((side) => open[side] === undefined).map((side) => `${name(side)} states ${grouped(shares[side] ?? 0)} here`);
  const differs = difference === null ? "" : `; the counts of the whole differ by ${grouped(difference.count)} since ${difference.since} (${difference.ageDays} days)`;
  return `${operation} is recorded under several agreements; its share here is not stated in full: ${[...sides, ...settled].join(", ")}${differs}`;
}

function printClosing(rows: readonly ClosingRow[], names: Readonly<Record<string, string>>): string {
  const name = (code: string): string => names[code] ?? code;
  const lines = rows.map(({ by, from, to, stream, counted, credited, open, remainder }) =>
    `  ${name(by)} of ${name(from)} to ${name(to)}, ${stream}: ${grouped(counted)} counted = ${grouped(credited)} in the blocks + ${grouped(open)} open between agreements${remainder === 0 ? "" : `; the difference of ${remainder} is a fault of this program`}`);
  return `CLOSING: what each side counted, and where it stands\n${lines.map(wrapped).join("\n")}\n`;
}

const COLUMNS = 100;
const INDENT = " ".repeat(16);

/** One line broken at spaces to 100 columns, continued under its text. A word longer than a line stands alone. */
function wrapped(line: string): string {
  if (line.length <= COLUMNS) return line;
  const at = line.lastIndexOf(" ", COLUMNS);
  const cut = at > INDENT.length ? at : line.indexOf(" ", COLUMNS);
  return cut < 0 ? line : `${line.slice(0, cut)}\n${wrapped(`${INDENT}${line.slice(cut + 1)}`)}`;
}

function printDelivered({ counted, apart, withheldOperations, notStatedOperations, published }: Delivered): string {
  const times = (n: number): string => (n === 1 ? "1 operation" : `${n} operations`);
  const parts = Object.entries(apart);
  const isSilent = parts.length === 0;
  const sum = isSilent ? "no number" : `${grouped(counted)}${parts.length > 1 ? ` (${parts.map(([what, count]) => `${grouped(count)} ${what}`).join(", ")})` : ""}`;
  return [
    sum,
    withheldOperations > 0 ? `withheld in ${times(withheldOperations)}` : "",
    notStatedOperations > 0 ? `not stated in ${times(notStatedOperations)}` : "",
    published === null ? "" : `published total ${grouped(published)}`,
  ].filter((part) => part !== "").join("; ");
}
