// The picture of a plan as a page of HTML that stands by itself: on paper the picture alone, on one page across; on a screen the same numbers below it
// as a table, for whoever reads with a voice. No script, no outside file.
import { escaped } from "../../planning/picture-sheet.ts";
import type { Assign } from "../../planning/parse-plan.ts";
import { talliesOf } from "../../planning/plan-tallies.ts";
import type { Problem } from "../../planning/problem.ts";
import { pictureOfFiles, pictureWords } from "./plan-print.ts";
import type { PrintWords } from "./print-words.ts";

const STYLE = "@page{size:A4 landscape;margin:0}body{margin:0;font-family:'Noto Sans','IBM Plex Sans Arabic',sans-serif}svg{display:block;width:100%;height:auto}table{border-collapse:collapse;margin:1rem}caption,th,td{padding:.2rem .6rem;text-align:start}td{font-variant-numeric:tabular-nums}th,td{border-block-end:1px solid #999}@media print{svg{width:297mm;height:209.5mm}table{display:none}}";

/** Linear in the captives. */
export function planPage(problem: Problem, assign: Assign, words: PrintWords, title: string | undefined): string {
  const { language, isRightToLeft, say } = words;
  const { tier, containers } = pictureWords(words, (code) => code);
  const { batches, remains } = talliesOf(problem, assign);
  const halves = [problem.sides.slice(0, 1), problem.sides.slice(1)].map((sides) => sides.join(", "));
  const tierName = (t: number): string => (remains.has(t) ? containers : tier)(problem.tiers[t]?.id ?? "");
  const head = ["planning.batch", "planning.day", "member.side", "planning.tier", "print.planCount"].map((key) => say(key));
  const rows = problem.batches.flatMap(({ id, day }, k) => (batches[k] ?? []).flatMap(({ persons }, h) => persons.flatMap((count, t) =>
    count === 0 ? [] : [`<tr><th scope="row">${escaped(id)}</th><td>${day}</td><td>${escaped(halves[h] ?? "")}</td><td>${escaped(tierName(t))}</td><td>${count}</td></tr>`])));
  const heading = title ?? say("print.plan");
  return `<!doctype html>\n<html lang="${language}" dir="${isRightToLeft ? "rtl" : "ltr"}">\n<head><meta charset="utf-8"><title>${escaped(heading)}</title><style>${STYLE}</style></head>\n<body>\n${pictureOfFiles(problem, assign, words, title)}<table><caption>${escaped(heading)}</caption><thead><tr>${head.map((one) => `<th scope="col">${escaped(one)}</th>`).join("")}</tr></thead>\n<tbody>${rows.join("\n")}</tbody></table>\n</body>\n</html>\n`;
}
