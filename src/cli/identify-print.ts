// The report as text for a terminal and as one printable page of HTML, without scripts or outside files.
import { drawPedigree, escapeText } from "../identification/draw-pedigree.ts";
import type { Family } from "../identification/parse-families.ts";
import type { Report } from "../identification/report.ts";
import { isLanguage, wordIn, type Language, type Word } from "./identify-words.ts";

type Row = readonly [string, string];
const shown = (value: number | null): string => (value === null ? "-inf" : String(value));

function rowsOf(report: Report, word: (one: Word) => string): Row[] {
  const rows: Row[] = [
    [word("remains"), report.ids.remains.join(", ")], [word("family"), report.ids.family], [word("missing"), report.ids.missing],
    [word("verdict"), word(report.verdict as Word)], // verdicts are words
    ["H1", word("h1").replace(/^H1: /, "")], ["H2", word("h2").replace(/^H2: /, "")],
    [word("together"), shown(report.combined.log10Lr)], [word("gap"), shown(report.combined.jointGapLog10)],
    [word("posterior"), `${report.posterior.row}; ${report.posterior.plain}; ${report.posterior.bar}`],
    [word("missingCount"), String(report.prior.missingOfCompatibleSex)], [word("unlisted"), String(report.prior.unlistedPersons)],
    [word("chance"), shown(report.adventitiousMax)], [word("notCompared"), report.markers.notCompared.join(", ") || "–"],
  ];
  if (report.adventitious) rows.push([word("chanceHere"), `${report.adventitious.unrelatedMost}; ${report.adventitious.expectedMost} / ${report.adventitious.remains}`], [word("power"), String(report.adventitious.powerLeast)]);
  if (report.alternatives?.fullSibling) rows.push([word("notSibling"), shown(report.alternatives.fullSibling.log10Lr)]);
  for (const { theta, log10Lr } of report.sensitivity.theta) rows.push([`${word("sensitivity")} ${theta}`, log10Lr === null ? "–" : String(log10Lr)]);
  for (const { reference, log10Lr } of report.sensitivity.withoutReference) rows.push([`${word("without")} ${reference}`, shown(log10Lr)]);
  if (report.symmetricGroup) rows.push([word("group"), report.symmetricGroup.join(", ")]);
  for (const { who, gainLog10, error } of report.usefulRelatives.slice(0, 3))
    rows.push([word("relatives"), `${who.kind === "person" ? `${word("person")} ${who.id}` : who.kind === "child" ? word("child") : word("sibling")}: ${word("gain")} ${gainLog10} ± ${error}`]);
  if (report.mutation === "not chosen") rows.push(["!", word("modelNone")]);
  const added = report.pedigree.filter(({ isAdded }) => isAdded).map(({ id }) => id);
  if (added.length > 0) rows.push([word("added"), added.join(", ")]);
  return rows;
}

export function printReport(report: Report, language: Language): string {
  const word = wordIn(language);
  const head = rowsOf(report, word).map(([name, value]) => `${name}: ${value}\n`).join("");
  const markers = report.perMarker.map(({ marker, remains, lr, isExcluded }) => `  ${marker.padEnd(10)} ${remains.padEnd(12)} ${isExcluded ? `0 ${word("excludes")}` : String(lr)}\n`).join("");
  return `${word("title")}\n\n${head}\n${word("marker")}, ${word("seen")}, ${word("ratio")}\n${markers}\n${word("proposes")}\n`;
}

/** One page; right to left for Arabic. */
export function htmlReport(report: Report, family: Family, language: Language): string {
  const word = wordIn(language);
  const e = escapeText;
  const svg = drawPedigree(family.pedigree, (id) => Object.keys(family.references.get(id) ?? {}).length > 0, (id) => family.missing.includes(id), report.ids.missing);
  const rows = rowsOf(report, word).map(([name, value]) => `<tr><th scope="row">${e(name)}</th><td>${e(value)}</td></tr>`).join("\n");
  const markers = report.perMarker.map(({ marker, remains, lr, isExcluded }) => `<tr><td>${e(marker)}</td><td>${e(remains)}</td><td>${isExcluded ? `0 ${e(word("excludes"))}` : String(lr)}</td></tr>`).join("\n");
  return `<!doctype html>
<html lang="${language}"${language === "ar" ? ' dir="rtl"' : ""}><head><meta charset="utf-8"><title>${e(word("title"))}</title>
<style>body{font:11pt/1.35 serif;max-width:48em;margin:1em auto}table{border-collapse:collapse;width:100%;margin:.6em 0}th,td{border-bottom:1px solid #bbb;padding:.15em .4em;text-align:start;vertical-align:top}th{font-weight:normal;width:45%}svg{max-width:100%;height:auto}.sign{display:flex;gap:2em;margin-top:2em}.sign span{flex:1;border-top:1px solid #000}@media print{body{margin:0}}</style></head>
<body><h1>${e(word("title"))}</h1>
<table>${rows}</table>
${svg}
<p>${e(word("legend"))}</p>
<table><tr><th scope="col">${e(word("marker"))}</th><th scope="col">${e(word("seen"))}</th><th scope="col">${e(word("ratio"))}</th></tr>
${markers}</table>
<p><strong>${e(word("proposes"))}</strong></p>
<p>${e(report.engine)} · ${Object.entries(report.digests).map(([name, digest]) => `${e(name)} ${digest.slice(0, 16)}`).join(" · ")} · ${report.pedigreeDigest.slice(0, 16)}</p>
<p>${e(word("signatures"))}</p><div class="sign"><span>1</span><span>2</span></div>
</body></html>
`;
}

export const languageOf = (text: string | undefined): Language | undefined => (text === undefined ? "en" : isLanguage(text) ? text : undefined);
