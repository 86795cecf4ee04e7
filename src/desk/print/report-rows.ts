// What a report says, in the order in which a court's expert reads it: the question, the result, what it rests on, what would change
// it, what was assumed. Every figure stands in words beside its number.
import type { MutationModel } from "../../identification/mutation.ts";
import type { Report } from "../../identification/report.ts";
import type { Word } from "./report-words.ts";

export type Row = readonly [name: string, value: string];
export type Section = { readonly title: string; readonly rows: readonly Row[] };
type Says = (one: Word) => string;
type Said = Omit<Report, "perMarker">;

export const shown = (value: number | null): string => (value === null ? "-inf" : String(value));
/** Cut, never rounded up: a posterior is not said to be certain. */
const percent = (value: number): string => (value > 0.999999 ? "> 99.9999 %" : `${(Math.floor(value * 1e6) / 1e4).toFixed(4)} %`);
/** A ratio from its log10, two figures; a power of ten from a million on. */
const times = (log10: number): string => (log10 < 6 ? (10 ** log10).toFixed(1) : `${(10 ** (log10 - Math.floor(log10))).toFixed(1)} × 10^${Math.floor(log10)}`);

/** Support in words by log10 LR, symmetric for H2: ENFSI guideline for evaluative reporting in forensic science (2015), its table of terms. */
export function supportOf(log10: number): { readonly word: Word; readonly of: "H1" | "H2" | "" } {
  const size = Math.abs(log10);
  if (size < Math.log10(2)) return { word: "support0", of: "" };
  const word: Word = size < 1 ? "support1" : size < 2 ? "support2" : size < 3 ? "support3" : size < 4 ? "support4" : size < 6 ? "support5" : "support6";
  return { word, of: log10 > 0 ? "H1" : "H2" };
}

function outcome({ combined, posterior, prior, basis, ...report }: Said, word: Says): Row[] {
  const { log10Lr } = combined;
  const whole = prior.missingOfCompatibleSex + prior.unlistedPersons;
  const rows: Row[] = [[word("verdict"), word(report.verdict as Word)], [word("together"), shown(log10Lr)]]; // verdicts are words
  if (log10Lr === null) rows.push(["", `${word("excludedAt")}: ${combined.excluded.join(", ")}`]);
  else {
    const support = supportOf(log10Lr);
    rows.push(["", word(log10Lr < 0 ? "lessProbable" : "moreProbable").replace("{ratio}", times(Math.abs(log10Lr)))], [word("scale"), `${word(support.word)} ${support.of}`.trim()]);
  }
  rows.push(
    [word("missingCount"), String(prior.missingOfCompatibleSex)], [word("unlisted"), String(prior.unlistedPersons)], [word("before"), whole > 0 ? `1 / ${whole} = ${percent(1 / whole)}` : "–"],
    [word("afterAll"), percent(posterior.row)], [word("afterPair"), percent(posterior.plain)], [word("asked"), percent(posterior.bar)], [word("gap"), shown(combined.jointGapLog10)],
  );
  if (report.runnerUp) rows.push([word("runnerUp"), `${report.runnerUp.family} ${report.runnerUp.missing}: ${report.runnerUp.log10Lr}`]);
  if (report.symmetricGroup) rows.push([word("group"), `${report.symmetricGroup.join(", ")}${posterior.group === undefined ? "" : `: ${percent(posterior.group)}`}`]);
  if (basis) rows.push([word("sexOf"), `${basis.sex.remains}; ${basis.sex.missing}`]);
  rows.push([word("yDiffers"), report.yMismatches.join(", ") || word("none")]);
  if (report.adventitious) rows.push([word("chanceHere"), `${report.adventitious.unrelatedMost}; ${report.adventitious.expectedMost} / ${report.adventitious.remains}`], [word("power"), String(report.adventitious.powerLeast)]);
  rows.push([word("chance"), shown(report.adventitiousMax)]);
  for (const { who, gainLog10, error } of report.usefulRelatives.slice(0, 3))
    rows.push([word("relatives"), `${who.kind === "person" ? `${word("person")} ${who.id}` : who.kind === "child" ? word("child") : word("sibling")}: ${word("gain")} ${gainLog10} ± ${error}`]);
  return rows;
}

function saidModel(model: MutationModel, word: Says): string {
  if (model.model === "none" || model.model === "custom") return model.model;
  const of = ({ rate, rate2, range }: (typeof model)["male"]): string => [`rate ${rate}`, ...(model.model === "stepwise" ? [`rate2 ${rate2}`] : []), ...(model.model === "stepwise" || model.model === "dawid" ? [`range ${range}`] : [])].join(", ");
  return `${model.model}${model.transform === undefined ? "" : ` (${model.transform})`}; ${word("male")}: ${of(model.male)}; ${word("female")}: ${of(model.female)}`;
}

const isModel = (value: unknown): value is MutationModel => typeof value === "object" && value !== null && "model" in value;

function restsOn({ basis, mutation, theta, markers, ...report }: Said, word: Says): Row[] {
  const rows: Row[] = [];
  if (basis && basis.containers.length > 0) rows.push([word("container"), basis.containers.join(", ")]);
  rows.push([word("markersUsed"), `${markers.used.length}: ${markers.used.join(", ")}`]);
  const reasons = [...new Set((markers.dropped ?? []).map(({ reason }) => reason))];
  if (markers.dropped === undefined) rows.push([word("notCompared"), markers.notCompared.join(", ") || word("none")]);
  for (const reason of reasons) rows.push([`${word("dropped")}: ${word(reason)}`, (markers.dropped ?? []).filter((one) => one.reason === reason).map(({ marker }) => marker).join(", ")]);
  if (basis) {
    const { population, sha256, persons, rareAlleles } = basis.frequencies;
    const typed = Object.entries(persons).map(([marker, count]) => `${marker} ${count}`).join(", ");
    rows.push([word("table"), `${population}; ${sha256}`], [word("typedPersons"), typed || "–"], [word("rareRule"), rareAlleles ? `${rareAlleles.rule}; ${rareAlleles.persons}` : word("rareNone")]);
  }
  rows.push([word("model"), isModel(mutation) ? saidModel(mutation, word) : word("modelNone")]);
  for (const [marker, model] of Object.entries(basis?.mutationOf ?? {})) rows.push([`${word("modelAt")} ${marker}`, saidModel(model, word)]);
  rows.push(["theta", String(theta)]);
  if (basis) rows.push([word("silentAt"), Object.entries(basis.silent).map(([marker, value]) => `${marker} ${value}`).join(", ") || word("none")], [word("dropOut"), basis.dropOut === 0 ? word("none") : String(basis.dropOut)]);
  const added = report.pedigree.filter(({ isAdded }) => isAdded).map(({ id }) => id);
  if (added.length > 0) rows.push([word("added"), added.join(", ")]);
  rows.push([word("inputs"), `${report.engine}; ${Object.entries(report.digests).map(([name, digest]) => `${name} ${digest}`).join("; ")}; pedigree ${report.pedigreeDigest}`]);
  return rows;
}

function changes({ sensitivity, alternatives }: Said, word: Says): Row[] {
  const rows = sensitivity.theta.map(({ theta, log10Lr }): Row => [`${word("sensitivity")} ${theta}`, log10Lr === null ? "–" : String(log10Lr)]);
  for (const { population, log10Lr, lacking } of sensitivity.frequencies ?? []) rows.push([`${word("otherTable")} ${population}`, lacking.length > 0 ? `${word("lacking")} ${lacking.join(", ")}` : shown(log10Lr)]);
  for (const { reference, log10Lr } of sensitivity.withoutReference) rows.push([`${word("without")} ${reference}`, shown(log10Lr)]);
  if (alternatives?.fullSibling) rows.push([word("notSibling"), shown(alternatives.fullSibling.log10Lr)]);
  return rows;
}

/** The whole report but its markers one by one and its pedigree. */
export function sectionsOf(report: Said, word: Says): readonly Section[] {
  const linked = report.markers.linked ?? [];
  return [
    { title: word("question"), rows: [[word("remains"), report.ids.remains.join(", ")], [word("family"), report.ids.family], [word("missing"), report.ids.missing], ["H1", word("h1").replace(/^H1: /, "")], ["H2", word("h2").replace(/^H2: /, "")]] },
    { title: word("outcome"), rows: outcome(report, word) },
    { title: word("restsOn"), rows: restsOn(report, word) },
    { title: word("changes"), rows: changes(report, word) },
    { title: word("limits"), rows: [...(report.basis?.assumptions ?? []).map((one): Row => ["", word(one)]), ...(linked.length > 0 ? [[word("linked"), linked.map((pair) => pair.join(" – ")).join(", ")] as const] : []), ["", word("decidedBy")]] },
  ];
}
