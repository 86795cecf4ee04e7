// The report as text for a terminal and as printable pages of HTML, without scripts or outside files.
import { drawPedigree, escapeText } from "../identification/draw-pedigree.ts";
import type { Family } from "../identification/parse-families.ts";
import type { Report } from "../identification/report.ts";
import { sectionsOf } from "../desk/print/report-rows.ts";
import { isLanguage, wordIn, type Language, type Word } from "../desk/print/report-words.ts";

type Marker = Report["perMarker"][number];
const ratioOf = ({ lr, isExcluded }: Marker, word: (one: Word) => string): string => (isExcluded ? `0 ${word("excludes")}` : String(lr));
const referencesOf = ({ references }: Marker): string => Object.entries(references ?? {}).map(([person, seen]) => `${person} ${seen}`).join("; ");

export function printReport(report: Report, language: Language): string {
  const word = wordIn(language);
  const sections = sectionsOf(report, word).map(({ title, rows }) => `${title}\n${rows.map(([name, value]) => `  ${name === "" ? value : `${name}: ${value}`}\n`).join("")}\n`).join("");
  const markers = report.perMarker.map((one) => `  ${one.marker.padEnd(10)} ${one.remains.padEnd(12)} ${ratioOf(one, word)}${one.references ? `  (${referencesOf(one)})` : ""}\n`).join("");
  return `${word("title")}\n\n${sections}${word("marker")}, ${word("seen")}, ${word("ratio")}\n${markers}\n${word("proposes")}\n`;
}

/** Right to left for Arabic. */
export function htmlReport(report: Report, family: Family, language: Language): string {
  const word = wordIn(language);
  const e = escapeText;
  const svg = drawPedigree(family.pedigree, (id) => Object.keys(family.references.get(id) ?? {}).length > 0, (id) => family.missing.includes(id), report.ids.missing);
  const table = (rows: readonly (readonly [string, string])[]): string =>
    `<table>${rows.map(([name, value]) => (name === "" ? `<tr><td colspan="2">${e(value)}</td></tr>` : `<tr><th scope="row">${e(name)}</th><td>${e(value)}</td></tr>`)).join("\n")}</table>`;
  const [question, ...rest] = sectionsOf(report, word).map(({ title, rows }) => `<h2>${e(title)}</h2>\n${table(rows)}`);
  const hasReferences = report.perMarker.some(({ references }) => references !== undefined);
  const markers = report.perMarker.map((one) => `<tr><td>${e(one.marker)}</td><td>${e(one.remains)}</td>${hasReferences ? `<td>${e(referencesOf(one))}</td>` : ""}<td>${e(ratioOf(one, word))}</td></tr>`).join("\n");
  return `<!doctype html>
<html lang="${language}"${language === "ar" ? ' dir="rtl"' : ""}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${e(word("title"))}</title>
<style>body{font:11pt/1.35 serif;max-width:48em;margin:1em auto;padding:0 1em}h2{font-size:1.05em;margin:1.2em 0 .2em}table{border-collapse:collapse;width:100%;margin:.3em 0}th,td{border-bottom:1px solid #bbb;padding:.15em .4em;text-align:start;vertical-align:top}th{font-weight:normal}th[scope=row]{width:45%}th[scope=row]+td{overflow-wrap:anywhere}tr,svg{break-inside:avoid}svg{max-width:100%;height:auto}.sign{display:flex;gap:2em;margin-top:3em}.sign span{flex:1;border-top:1px solid #000}@media print{body{margin:0;padding:0}}</style></head>
<body><h1>${e(word("title"))}</h1>
<p><strong>${e(word("proposes"))}</strong></p>
${question ?? ""}
${svg}
<p>${e(word("legend"))}</p>
${rest.join("\n")}
<h2>${e(word("ratio"))}</h2>
<table><tr><th scope="col">${e(word("marker"))}</th><th scope="col">${e(word("seen"))}</th>${hasReferences ? `<th scope="col">${e(word("genotypes"))}</th>` : ""}<th scope="col">${e(word("ratio"))}</th></tr>
${markers}</table>
<p>${e(word("signatures"))}</p><div class="sign"><span>1</span><span>2</span></div>
</body></html>
`;
}

export const languageOf = (text: string | undefined): Language | undefined => (text === undefined ? "en" : isLanguage(text) ? text : undefined);
