// The files that leave the vault: ids, figures and codes, never a name. UTF-8, LF, RFC 4180.
import { byCodeUnit } from "../basis/code-sort.ts";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { createByteWriter, viewOf, writeBytes, writeFixed, writeText, writeUnit, writtenBytes, type ByteWriter } from "../basis/byte-writer.ts";
import { auditOf } from "./audit.ts";
import { calibrated, type CalibrationMap } from "./calibrate.ts";
import { byFalling } from "./counting-sort.ts";
import { bandSaid, decided, FIGURE, reasonsIn, SAID, SETS, setsOf, type SetName, type SetRow } from "./decide.ts";
import { COMPARED, LEVELS, SIZES } from "./levels.ts";
import type { Linked } from "./link.ts";
import { csvCell } from "../vocabulary/delimited-text.ts";
import { cellOf, type PersonList } from "../vocabulary/person-list.ts";
import { reviewQueue } from "./review.ts";
import { sayReason, saySettling, type Language } from "./say-reason.ts";

const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\n`;

/** Bytes a line is likely to take. */
const LINE_BYTES = 176;
const [COMMA, END] = [44, 10] as const;

/**
 * Every assigned pair, best first, equal ones by left id, as UTF-8. `why`: the codes, then each stated field with its level. Lines
 * are made in the order in which the pairs lie, where what stands beside each other in memory is asked together, and then put in order.
 */
export function printPairBytes(linked: Linked, calibration?: CalibrationMap): Uint8Array {
  const { figures, look } = decided(linked);
  const { probability, chosen, patterns, pairs } = linked;
  const [left, right] = [idsOf(linked.pair.left.list), idsOf(linked.pair.right.list)];
  const head = ["left_id", "right_id", "probability", "weight_bits", "band", "why", "p_kin", "p_namesake", "margin_bits"];
  const lines = createByteWriter(chosen.length * LINE_BYTES);
  writeText(lines, line(calibration ? [...head, "probability_calibrated"] : head));
  const starts = new Int32Array(chosen.length + 1);
  const chances = new Float64Array(chosen.length);
  for (let at = 0; at < chosen.length; at++) { // figures, bands, codes and levels need no quotes
    const pair = chosen[at] ?? 0;
    starts[at] = lines.used;
    chances[at] = probability[pair] ?? 0;
    const said = look(pair);
    writeId(lines, left, pairs.left[pair] ?? 0);
    writeUnit(lines, COMMA);
    writeId(lines, right, pairs.right[pair] ?? 0);
    writeUnit(lines, COMMA);
    writeFixed(lines, figures[FIGURE.same] ?? 0, 6);
    writeUnit(lines, COMMA);
    writeFixed(lines, figures[FIGURE.weightBits] ?? 0, 3);
    writeUnit(lines, COMMA);
    writeText(lines, bandSaid(said));
    writeUnit(lines, COMMA);
    writeWhy(lines, reasonsIn(said), patterns[pair] ?? 0);
    writeUnit(lines, COMMA);
    writeFixed(lines, (figures[FIGURE.twin] ?? 0) + (figures[FIGURE.brother] ?? 0) + (figures[FIGURE.fatherSon] ?? 0), 6);
    writeUnit(lines, COMMA);
    writeFixed(lines, figures[FIGURE.namesake] ?? 0, 6);
    writeUnit(lines, COMMA);
    const marginBits = figures[FIGURE.marginBits] ?? 0;
    if (marginBits < Number.POSITIVE_INFINITY) writeFixed(lines, marginBits, 3);
    if (calibration) {
      writeUnit(lines, COMMA);
      writeFixed(lines, calibrated(calibration, figures[FIGURE.same] ?? 0), 6);
    }
    writeUnit(lines, END);
  }
  starts[chosen.length] = lines.used;
  const best = byFalling(chances); // the pairs chosen stand by left id, and equal ones stay in their order
  const out = createByteWriter(lines.used);
  writeBytes(out, lines.view, 0, starts[0] ?? 0);
  for (let k = 0; k < best.length; k++) writeBytes(out, lines.view, starts[best[k] ?? 0] ?? 0, starts[(best[k] ?? 0) + 1] ?? 0);
  return writtenBytes(out);
}

/** The ids of a list where they lie as bytes; what is not there is asked of the list. */
type Ids = { readonly list: PersonList; readonly at: Int32Array; readonly bytes: DataView; readonly starts: Int32Array };
function idsOf(list: PersonList): Ids {
  const { at, cells } = list.idCells ?? { at: new Int32Array(0), cells: { bytes: new Uint8Array(0), starts: new Int32Array(1) } };
  return { list, at, bytes: viewOf(cells.bytes), starts: cells.starts };
}

/** An id as a cell. One of letters and digits of ASCII is copied as it lies. */
function writeId(out: ByteWriter, { list, at, bytes, starts }: Ids, row: number): void {
  const cell = row < at.length ? (at[row] ?? 0) : 0;
  const from = cell === 0 ? 0 : (starts[cell] ?? 0);
  const until = cell === 0 ? 0 : (starts[cell + 1] ?? 0);
  let k = from;
  while (k < until && isWord(bytes.getUint8(k))) k++;
  if (k === until && from < until) writeBytes(out, bytes, from, until);
  else writeText(out, csvCell(list.ids[row] ?? ""));
}

/** Letters and digits of ASCII. */
const isWord = (byte: number): boolean => (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);

export const printPairs = (linked: Linked, calibration?: CalibrationMap): string => fromUtf8(printPairBytes(linked, calibration));

/** The words of `why`, each with what parts it from the one before: codes by the number of their bit, then levels by field and level. */
const PARTED = "; ";
const WIDEST = Math.max(...COMPARED.map((field) => LEVELS[field].length));
const WORDS = [...SAID.map((code) => `${PARTED}${code}`), ...COMPARED.flatMap((field) => Array.from({ length: WIDEST }, (_, level) => (level === 0 ? "" : `${PARTED}${field} ${LEVELS[field][level] ?? ""}`)))];
const WORD_BYTES = viewOf(utf8(WORDS.join("")));
const WORD_STARTS = Int32Array.from({ length: WORDS.length + 1 }, (_, at) => utf8(WORDS.slice(0, at).join("")).length);

/** The cell of codes and levels; of its words none needs quotes. */
function writeWhy(out: ByteWriter, reasons: number, pattern: number): void {
  let skipped = PARTED.length; // nothing parts the first
  for (let code = 0, rest = reasons; rest !== 0; code++, rest >>>= 1) {
    if ((rest & 1) === 0) continue;
    writeBytes(out, WORD_BYTES, (WORD_STARTS[code] ?? 0) + skipped, WORD_STARTS[code + 1] ?? 0);
    skipped = 0;
  }
  for (let field = 0, rest = pattern, first = SAID.length; field < COMPARED.length; field++, first += WIDEST) {
    const size = SIZES[field] ?? 1;
    const level = rest % size;
    rest = (rest / size) | 0;
    if (level === 0) continue;
    writeBytes(out, WORD_BYTES, (WORD_STARTS[first + level] ?? 0) + skipped, WORD_STARTS[first + level + 1] ?? 0);
    skipped = 0;
  }
}

/** The review queue: components whole, the most open and urgent first, and unmarked among them what is audited. */
export function printReview(linked: Linked, language: Language, asOf = 0): string {
  const { left, right } = linked.pair;
  const head = line(["component", "left_id", "right_id", "order", "probability", "chosen", "margin_bits", "reasons", "words", "settle"]);
  return head + reviewQueue(linked, { audited: auditOf(linked), asOf }).map(({ component, order, outcome, isChosen, missing }) => line([
    String(component), left.ids[outcome.left] ?? "", right.ids[outcome.right] ?? "", String(order), outcome.same.toFixed(6), isChosen ? "1" : "0",
    Number.isFinite(outcome.marginBits) ? outcome.marginBits.toFixed(3) : "", outcome.reasons.join("; "),
    outcome.reasons.map((reason) => sayReason(reason, language)).join(" "), saySettling(missing, outcome.reasons, language),
  ])).join("");
}

export function printSets(linked: Linked, rows: Iterable<SetRow>): string {
  const ordered = [...rows].sort((a, b) => byCodeUnit(a.side, b.side) || rankOf(linked, a) - rankOf(linked, b));
  let text = line(["side", "id", "set", "counterpart", "probability", "reasons", "category"]);
  for (const row of ordered) text += line([
    row.side, idOf(linked, row), row.set, row.counterpart < 0 ? "" : (linked.pair[row.side === "left" ? "right" : "left"].ids[row.counterpart] ?? ""),
    row.probability.toFixed(6), row.reasons.join("; "), categoryOf(linked, row),
  ]);
  return text;
}

const rankOf = (linked: Linked, { side, row }: SetRow): number => linked.idRanks[side][row] ?? 0;
const idOf = (linked: Linked, { side, row }: SetRow): string => linked.pair[side].ids[row] ?? "";
const categoryOf = (linked: Linked, { side, row }: SetRow): string => cellOf(linked.pair[side].list.cells.category, row).trim();

export type SetCount = { readonly side: "left" | "right"; readonly category: string; readonly counts: Readonly<Record<SetName, number>>; readonly total: number };

/** Counts per side and category; each row is counted once, so the sets of a side add up to its rows. */
export function countSets(linked: Linked): SetCount[] {
  return (["left", "right"] as const).flatMap((side) => {
    const column = linked.pair[side].list.cells.category;
    const [texts, cells] = [column?.text ?? [""], column?.at];
    const sets = setsOf(linked, side);
    const times = new Int32Array(texts.length * SETS.length);
    for (let row = 0; row < sets.length; row++) {
      const at = (cells === undefined ? 0 : (cells[row] ?? 0)) * SETS.length + (sets[row] ?? 0);
      times[at] = (times[at] ?? 0) + 1;
    }
    const counts = new Map<string, Record<SetName, number>>();
    texts.forEach((text, cell) => {
      const own = times.subarray(cell * SETS.length, (cell + 1) * SETS.length);
      if (own.every((count) => count === 0)) return;
      const of = counts.get(text.trim()) ?? { "asked and held": 0, "asked only": 0, "held only": 0, unclear: 0 };
      counts.set(text.trim(), of);
      SETS.forEach((set, at) => (of[set] += own[at] ?? 0));
    });
    return [...counts].sort(([a], [b]) => byCodeUnit(a, b)).map(([category, of]) => ({ side, category, counts: of, total: SETS.reduce((sum, set) => sum + of[set], 0) }));
  });
}

export const printCounts = (counts: readonly SetCount[]): string =>
  line(["side", "category", ...SETS, "total"]) + counts.map(({ side, category, counts: of, total }) => line([side, category, ...SETS.map((set) => String(of[set])), String(total)])).join("");

/** Remarks of the intake of both lists, by row number; no cell is repeated. */
export const printRemarks = (linked: Linked): string =>
  line(["side", "row", "column", "code", "text"]) + (["left", "right"] as const).flatMap((side) =>
    linked.pair[side].remarks.map(({ row, column, code, text }) => line([side, String(row), column, code, text]))).join("");
