// The file of pairs as its head says it: each line from what is decided of its pair, cell by cell.
import { csvCell } from "../vocabulary/delimited-text.ts";
import { calibrated, type CalibrationMap } from "./calibrate.ts";
import { decide } from "./decide.ts";
import { COMPARED, LEVELS, levelOf } from "./levels.ts";
import type { Linked } from "./link.ts";

export function printSlowly(linked: Linked, calibration?: CalibrationMap): string {
  const { left, right } = linked.pair;
  const lines = [...linked.chosen].map(decide(linked)).sort((a, b) => b.same - a.same).map((one) => [
    left.ids[one.left] ?? "", right.ids[one.right] ?? "", one.same.toFixed(6), one.weightBits.toFixed(3), one.band,
    [...one.reasons, ...COMPARED.flatMap((field, at) => {
      const level = levelOf(linked.patterns[one.pair] ?? 0, at);
      return level === 0 ? [] : [`${field} ${LEVELS[field][level] ?? ""}`];
    })].join("; "),
    (one.twin + one.brother + one.fatherSon).toFixed(6), one.namesake.toFixed(6), Number.isFinite(one.marginBits) ? one.marginBits.toFixed(3) : "",
    ...(calibration ? [calibrated(calibration, one.same).toFixed(6)] : []),
  ]);
  const head = ["left_id", "right_id", "probability", "weight_bits", "band", "why", "p_kin", "p_namesake", "margin_bits", ...(calibration ? ["probability_calibrated"] : [])];
  return [head, ...lines].map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
}
