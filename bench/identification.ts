// Run: node --import tsx bench/identification.ts [FAMILIES] [REMAINS], or --whole (bench/identification-whole.ts). Tables built per second, pairs scanned per CPU-second
// by the kernel and by TypeScript, five symmetric brothers jointly, the ratio to the slow twin and to the measured peer
// (dvir 3.4.2 pairwiseLR, 46 pairs/s with 24 markers, IDENTIFICATION.md 19).
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { benchWhole } from "./identification-whole.ts";
import { parseJson } from "../src/basis/parse-json.ts";
import { loadScreen } from "../src/compute/screen-kernel.ts";
import { familyLikelihood } from "../src/identification/family-likelihood.ts";
import { slowLikelihood } from "../src/identification/kinship.slow.ts";
import { explainAll, markerLr } from "../src/identification/likelihood-ratio.ts";
import { parseCases } from "../src/identification/parse-cases.ts";
import { makePedigree, type Pedigree } from "../src/identification/pedigree.ts";
import { fillBlock, LANES, padMarkers, screenBlock, type Block } from "../src/identification/screen.ts";
import { solveJointCase } from "../src/identification/solve-cases.ts";
import { simulateWar } from "../src/identification/simulate-war.ts";
import { buildTable, makePanel, rowOf, screeningFloor } from "../src/identification/table.ts";

if (process.argv.includes("--whole")) {
  const [families = 100_000, remains = 6_000, threads = 2] = process.argv.slice(2).filter((word) => word !== "--whole").map(Number);
  await benchWhole(families, remains, threads);
  process.exit(0);
}
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const timed = <T>(work: () => T): [T, number] => {
  const from = cpu();
  const made = work();
  return [made, cpu() - from];
};
const { cases } = parseCases(parseJson(readFileSync(new URL("../test/vectors/identification/public-kinship.json", import.meta.url), "utf8")), "public");
const stepwise = cases.find(({ id }) => id === "public-007");
if (!stepwise) throw new Error("public-007 is there");
const { markers, models } = stepwise;
const [familyCount = 512, remainsCount = 6000] = process.argv.slice(2).map(Number);
console.log(`${cpus()[0]?.model ?? "cpu"}, Node ${process.versions.node}; ${markers.length} markers, model stepwise, CPU time of one thread`);
const war = simulateWar({ seed: "bench", markers, models, families: familyCount, remains: Math.min(remainsCount, 6000), unlistedShare: 0.03, partialShare: 0.2, partsShare: 0.05 });
const panel = makePanel(markers, models);
const memo = new Map<string, readonly number[]>();
const pedigreeOf = (rows: Parameters<typeof makePedigree>[0]): Pedigree => {
  const made = makePedigree(rows);
  if ("persons" in made) return made;
  throw made[0];
};
const slots = war.families.flatMap((family) => family.missing.map((missing) => ({ family, missing })));
const build = () => slots.map(({ family, missing }) => {
  const pedigree = pedigreeOf(family.pedigree);
  return buildTable({ pedigree, references: new Map(Object.entries(family.references)), missing: pedigree.indexOf.get(missing) ?? -1, panel, memo });
});
build();
const [tables, buildSeconds] = timed(build);
console.log(`tables: ${((buildSeconds / war.families.length) * 1000).toFixed(2)} ms a family, ${((buildSeconds / slots.length) * 1000).toFixed(2)} ms a missing person (${slots.length} tables of ${panel.rows} rows)`);

const blocks: Block[] = [];
for (let at = 0; at < tables.length; at += LANES) {
  const some = tables.slice(at, at + LANES);
  blocks.push(fillBlock(some.map(({ lr }) => lr), some.map(screeningFloor), panel.rows));
}
const shown = padMarkers(war.remains.map(({ profile }) => markers.map((marker, index) => rowOf(panel, index, profile[marker]))), markers.length);
const { screen, name } = loadScreen();
const full = blocks.filter(({ groups }) => groups === 4);
for (const block of full) screen(block, shown);
let best = 0;
let hits = 0;
for (let round = 0; round < 5; round++) {
  const [found, seconds] = timed(() => full.reduce((sum, block) => sum + screen(block, shown).count, 0));
  hits = found;
  best = Math.max(best, (full.length * LANES * shown.remains) / seconds);
}
console.log(`scan, ${name}: ${(best / 1e6).toFixed(0)} M pairs per CPU-second on real tables (best of 5; ${hits} words with hits of ${full.length * LANES * shown.remains} pairs)`);
const some = { ...shown, remains: Math.min(600, shown.remains) };
const first = full[0];
if (first) {
  screenBlock(first, some);
  const [, seconds] = timed(() => screenBlock(first, some));
  console.log(`scan, TypeScript: ${((LANES * some.remains) / seconds / 1e6).toFixed(1)} M pairs per CPU-second; the kernel is ${(best / ((LANES * some.remains) / seconds)).toFixed(0)} times it`);
}
const endToEnd = (slots.length * shown.remains) / (buildSeconds + (slots.length * shown.remains) / best);
console.log(`end to end with building, ${slots.length} × ${shown.remains}: ${(endToEnd / 1e6).toFixed(2)} M pairs/s, ${Math.round(endToEnd / 46)} times the peer's 46 pairs/s; scan alone ${Math.round(best / 46)} times`);
const familySeconds = buildSeconds / war.families.length;
console.log(`6,000 × 100,000 families on two idle cores: about ${((100_000 * familySeconds + (1e5 * slots.length / war.families.length * 6000) / best) / 2 / 60).toFixed(1)} minutes`);
const one = { ...shown, rows: shown.rows.slice(0, shown.markers), remains: 1 };
for (const block of full) screen(block, one);
const [, oneSeconds] = timed(() => full.forEach((block) => screen(block, one)));
console.log(`a new sample against 100,000 missing persons, tables in memory: ${((oneSeconds / full.length) * (100_000 / LANES) * 1000).toFixed(0)} ms (blocks copied in each time)`);

const trio = pedigreeOf([{ id: "F", father: "0", mother: "0", sex: "M" }, { id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "F", mother: "M", sex: "M" }]);
const model = [...models.values()].sort((a, b) => a.locus.p.length - b.locus.p.length)[0];
if (model) {
  const allele = model.locus.alleles[0] ?? "";
  const seen = trio.persons.map(({ id }) => (id === "M" ? ([allele, allele] as const) : undefined));
  const query = [allele, allele] as const;
  const fast = (): void => void markerLr({ pedigree: trio, seen, missing: 2, query, model, theta: 0, memo });
  const slow = (): void => {
    const common = { pedigree: trio, locus: model.locus, matrices: model.matrices, theta: 0, dropOut: 0 };
    slowLikelihood({ ...common, seen: seen.map((one, i) => (i === 2 ? query : one)), unrelated: [] });
    slowLikelihood({ ...common, seen, unrelated: [query] });
  };
  fast();
  slow();
  const [, f] = timed(() => { for (let i = 0; i < 2000; i++) fast(); });
  const [, s] = timed(() => { for (let i = 0; i < 20; i++) slow(); });
  console.log(`one pair at one marker of ${model.locus.p.length} alleles, mother typed: ${((f / 2000) * 1e6).toFixed(0)} µs, ${Math.round(s / 20 / (f / 2000))} times faster than trying every world`);
  void familyLikelihood({ pedigree: trio, typed: explainAll(seen, model), model, keep: -1 });
}

const brothers = stepwise.markers.slice(0, 13);
const names = ["B1", "B2", "B3", "B4", "B5"];
const home = pedigreeOf([{ id: "F", father: "0", mother: "0", sex: "M" }, { id: "M", father: "0", mother: "0", sex: "F" }, ...names.map((id) => ({ id, father: "F", mother: "M", sex: "M" as const }))]);
const drawn = simulateWar({ seed: "brothers", markers, models, families: 20, remains: 5, unlistedShare: 0, partialShare: 0, partsShare: 0 });
const joint = { id: "five", markers: brothers, models, theta: 0, victims: drawn.remains.map(({ id, profile }) => ({ id, sex: "M" as const, genotypes: profile })),
  families: [{ id: "F", pedigree: home, references: new Map([["M", drawn.families[0]?.references["M"] ?? {}]]), missing: names }] };
solveJointCase(joint);
const [solved, jointSeconds] = timed(() => solveJointCase(joint));
console.log(`five symmetric brothers jointly, 13 markers, ${solved.sexConsistentAssignments} assignments: ${jointSeconds.toFixed(2)} CPU-s (dvir dviJoint on a set of that size: 105 s)`);
