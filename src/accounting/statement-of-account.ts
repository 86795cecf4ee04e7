// The printable statement: one block per obligation, both counts, what is withheld said to be withheld.
import type { Account, Block, Delivered } from "./account.ts";
import type { SpotCounts } from "./spot.ts";

/** English digits in groups of three, as the terms print them. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");

/** Plain text, at most 100 columns; `names` gives a party's name by its code, `cite` the label of an entry. */
export function printAccount(account: Account, names: Readonly<Record<string, string>>, cite: (entry: number) => string): string {
  const head = `STATEMENT OF ACCOUNT on ${account.on}\nEach side's own count; the difference of two counts is an item with an age and nobody's fault.\n`;
  if (account.obligations.length === 0) return `${head}\nNothing is recorded on or before this day.\n`;
  return `${head}${account.obligations.map((block) => `\n${printBlock(block, names, cite)}`).join("")}`;
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
    ...block.shared.map(({ operation, counts }) => `  shared        ${operation} is recorded under several agreements; its share here is not stated: ${Object.entries(counts).map(([side, count]) => `${name(side)} counts ${grouped(count)}`).join(", ")}`),
    block.derived > 0 ? `  derived       ${grouped(block.derived)} by arithmetic, stated by no side` : "",
    ...Object.entries(block.spot).map(([side, counts]) => `  at the spot   ${name(side)} records ${printSpot(counts)}`),
    block.reversed > 0 ? `  reversed      ${block.reversedAtLeast ? "at least " : ""}${grouped(block.reversed)}; the delivery remains provisional` : "",
    block.accepted === null ? "" : `  accepted      ${grouped(block.accepted)}`,
    `  outstanding   ${block.outstanding === null ? "not known" : grouped(block.outstanding)}`,
    difference === null ? "" : `  difference    ${grouped(difference.count)} unexplained since ${difference.since} (${difference.ageDays} days): ${difference.items.map(({ operation, counts }) => `${operation} ${Object.entries(counts).map(([side, count]) => `${side} ${grouped(count)}`).join(" / ")}`).join("; ")}`,
    `  status        ${block.status}`,
    `  because       ${block.because.map(cite).join(" ")}`,
  ];
  return `${lines.filter((line) => line !== "").flatMap((line) => line.split("\n")).map(wrapped).join("\n")}\n`;
}

const printSpot = ({ listedNotDelivered, deliveredNotListed, underReserve }: SpotCounts): string =>
  [[listedNotDelivered, "listed and not delivered"], [deliveredNotListed, "delivered and not listed"], [underReserve, "received under reserve"]]
    .flatMap(([count, words]) => (count === 0 ? [] : [`${grouped(Number(count))} ${words}`])).join("; ") || "no number changed";

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
