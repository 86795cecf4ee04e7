// The files that leave the vault: ids, figures and codes, never a name. UTF-8, LF, RFC 4180.
import { byCodeUnit } from "../basis/code-sort.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { createByteWriter } from "../basis/byte-writer.ts";
import { auditOf } from "./audit.ts";
import { calibrated, type CalibrationMap } from "./calibrate.ts";
import { byFalling } from "./counting-sort.ts";
import { decide, SETS, setFinder, type Reason, type SetName, type SetRow } from "./decide.ts";
import { COMPARED, LEVELS, levelOf } from "./levels.ts";
import type { Linked } from "./link.ts";
import { csvCell } from "../vocabulary/delimited-text.ts";
import { cellOf } from "../vocabulary/person-list.ts";
import { reviewQueue } from "./review.ts";
import { sayReason, saySettling, type Language } from "./say-reason.ts";

const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\n`;

/** Bytes a line is likely to take. */
const LINE_BYTES = 176;

/** Every assigned pair, best first, equal ones by left id, as UTF-8. `why`: the codes, then each stated field with its level. */
export function printPairBytes(linked: Linked, calibration?: CalibrationMap): Uint8Array {
  const outcomeOf = decide(linked);
  const { left, right } = linked.pair;
  // the pairs chosen stand by left id, and equal ones stay in their order
  const best = byFalling(Float64Array.from(linked.chosen, (pair) => linked.probability[pair] ?? 0)).map((at) => linked.chosen[at] ?? 0);
  const head = ["left_id", "right_id", "probability", "weight_bits", "band", "why", "p_kin", "p_namesake", "margin_bits"];
  const why = whySayer();
  const { text, fixed, done } = createByteWriter(best.length * LINE_BYTES);
  text(line(calibration ? [...head, "probability_calibrated"] : head));
  for (const pair of best) { // figures and bands need no quotes
    const one = outcomeOf(pair);
    text(csvCell(left.ids[one.left] ?? ""));
    text(",");
    text(csvCell(right.ids[one.right] ?? ""));
    text(",");
    fixed(one.same, 6);
    text(",");
    fixed(one.weightBits, 3);
    text(",");
    text(one.band);
    text(",");
    text(why(one.reasons, linked.patterns[pair] ?? 0));
    text(",");
    fixed(one.twin + one.brother + one.fatherSon, 6);
    text(",");
    fixed(one.namesake, 6);
    text(",");
    if (Number.isFinite(one.marginBits)) fixed(one.marginBits, 3);
    if (calibration) {
      text(",");
      fixed(calibrated(calibration, one.same), 6);
    }
    text("\n");
  }
  return done();
}

export const printPairs = (linked: Linked, calibration?: CalibrationMap): string => fromUtf8(printPairBytes(linked, calibration));

/** The cell of codes and levels; the levels of a pattern, and the codes, stand in many rows and are put into words once. */
function whySayer(): (reasons: readonly Reason[], pattern: number) => string {
  const byReasons = new Map<readonly Reason[], Map<number, string>>();
  const say = (reasons: readonly Reason[], pattern: number): string => {
    const [codes, levels] = [reasons.join("; "), levelsSaid(pattern).join("; ")];
    return csvCell(codes === "" ? levels : levels === "" ? codes : `${codes}; ${levels}`);
  };
  return (reasons, pattern) => {
    let byPattern = byReasons.get(reasons);
    if (byPattern === undefined) byReasons.set(reasons, (byPattern = new Map<number, string>()));
    let said = byPattern.get(pattern);
    if (said === undefined) byPattern.set(pattern, (said = say(reasons, pattern)));
    return said;
  };
}

const levelsSaid = (pattern: number): string[] =>
  COMPARED.flatMap((field, index) => (levelOf(pattern, index) === 0 ? [] : [`${field} ${LEVELS[field][levelOf(pattern, index)] ?? ""}`]));

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
  const setOf = setFinder(linked);
  return (["left", "right"] as const).flatMap((side) => {
    const column = linked.pair[side].list.cells.category;
    const counts = new Map<string, Record<SetName, number>>();
    const countsOf = (category: string): Record<SetName, number> => {
      const of = counts.get(category) ?? { "asked and held": 0, "asked only": 0, "held only": 0, unclear: 0 };
      counts.set(category, of);
      return of;
    };
    const byCell: (Record<SetName, number> | undefined)[] = [];
    for (let row = 0; row < linked.pair[side].count; row++) {
      const cell = column?.at[row] ?? 0;
      (byCell[cell] ??= countsOf((column?.text[cell] ?? "").trim()))[setOf(side, row)]++;
    }
    return [...counts].sort(([a], [b]) => byCodeUnit(a, b)).map(([category, of]) => ({ side, category, counts: of, total: SETS.reduce((sum, set) => sum + of[set], 0) }));
  });
}

export const printCounts = (counts: readonly SetCount[]): string =>
  line(["side", "category", ...SETS, "total"]) + counts.map(({ side, category, counts: of, total }) => line([side, category, ...SETS.map((set) => String(of[set])), String(total)])).join("");

/** Remarks of the intake of both lists, by row number; no cell is repeated. */
export const printRemarks = (linked: Linked): string =>
  line(["side", "row", "column", "code", "text"]) + (["left", "right"] as const).flatMap((side) =>
    linked.pair[side].remarks.map(({ row, column, code, text }) => line([side, String(row), column, code, text]))).join("");
