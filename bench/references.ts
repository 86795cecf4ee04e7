// Run: node --import tsx bench/references.ts [FAMILIES] [SEED]. How often the check of references flags a family as it is stated, and how
// often one that is stated wrongly, on simulated families with known truth (docs/methods/identification.md).
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseJson } from "../src/basis/parse-json.ts";
import { seededRandom } from "../src/basis/seeded-random.ts";
import { checkFamily } from "../src/identification/check-references.ts";
import { parseCases } from "../src/identification/parse-cases.ts";
import type { Family } from "../src/identification/parse-families.ts";
import { makePedigree, type PedigreeRow } from "../src/identification/pedigree.ts";
import { simulateProfiles } from "../src/identification/simulate-war.ts";
import { makePanel } from "../src/identification/table.ts";

type Scene = { readonly name: string; /** As it is; the same where it is stated so. */ readonly truth?: string; readonly stated: string; readonly typed: string; /** Profiles changed hands between two families. */ readonly swapped?: string };

const SIBS = "F 0 0 M,M 0 0 F,X F M M,S F M F,T F M M";
const HALF_SIBS = "F 0 0 M,M 0 0 F,Z 0 0 M,X F M M,S F M F,T Z M M";
const UNCLE = "G 0 0 M,H 0 0 F,F G H M,Y G H M,M 0 0 F,X F M M,S F M F";
export const SCENES: readonly Scene[] = [
  { name: "father and child", stated: "F 0 0 M,M 0 0 F,X F M M,S F M F", typed: "F S" },
  { name: "mother, two siblings", stated: SIBS, typed: "M S T" },
  { name: "two siblings", stated: SIBS, typed: "S T" },
  { name: "two parents, a sibling", stated: SIBS, typed: "F M S" },
  { name: "half siblings", stated: "F 0 0 M,M 0 0 F,N 0 0 F,X F M M,K F N M,L F M F", typed: "K L" },
  { name: "uncle, niece, her mother", stated: UNCLE, typed: "Y S M" },
  { name: "two grandparents, a grandchild", stated: UNCLE, typed: "G H S" },
  { name: "wife, two children", stated: "X 0 0 M,W 0 0 F,C X W F,D X W M", typed: "W C D" },
  { name: "first cousins", stated: "G 0 0 M,H 0 0 F,F G H M,Y G H M,M 0 0 F,N 0 0 F,X F M M,S F M F,K Y N M", typed: "S K" },
  { name: "double first cousins", stated: "A 0 0 M,B 0 0 F,C 0 0 M,D 0 0 F,F A B M,Y A B M,M C D F,N C D F,X F M M,S F M F,K Y N M", typed: "S K" },
  { name: "children of first cousins", stated: "G 0 0 M,H 0 0 F,F G H M,Y G H M,M 0 0 F,N 0 0 F,P F M M,Q Y N F,X P Q M,S P Q F,T P Q M", typed: "P S T" },
  { name: "stated siblings are half siblings, alone", truth: HALF_SIBS, stated: SIBS, typed: "S T" },
  { name: "stated siblings are half siblings, mother typed", truth: HALF_SIBS, stated: SIBS, typed: "M S T" },
  { name: "stated siblings are half siblings, mother and a third typed", truth: `${HALF_SIBS},U F M F`, stated: `${SIBS},U F M F`, typed: "M S T U" },
  { name: "stated half siblings are siblings", truth: "F 0 0 M,M 0 0 F,X F M M,K F M M,L F M F", stated: "F 0 0 M,M 0 0 F,N 0 0 F,X F M M,K F N M,L F M F", typed: "K L" },
  { name: "stated father is the uncle", truth: UNCLE.replace("Y G H M", "U G H M").replaceAll("F G H M", "F G H M"), stated: "U 0 0 M,M 0 0 F,X U M M,S U M F", typed: "U S" },
  { name: "stated uncle is the father", truth: "G 0 0 M,H 0 0 F,F G H M,Y G H M,M 0 0 F,X F M M,S Y M F", stated: UNCLE, typed: "Y S M" },
  { name: "stated child is the grandchild", truth: "F 0 0 M,M 0 0 F,K F M M,N 0 0 F,X F M M,S K N F", stated: "F 0 0 M,M 0 0 F,X F M M,S F M F", typed: "F S" },
  { name: "stated grandchild is the child", truth: "G 0 0 M,N 0 0 F,H 0 0 F,X G H M,S G N F", stated: "G 0 0 M,H 0 0 F,F G H M,M 0 0 F,X F M M,S F M F", typed: "G S" },
  { name: "stated cousins are half siblings", truth: "F 0 0 M,M 0 0 F,N 0 0 F,S F M F,K F N M", stated: "G 0 0 M,H 0 0 F,F G H M,Y G H M,M 0 0 F,N 0 0 F,X F M M,S F M F,K Y N M", typed: "S K" },
  { name: "one sample of another family, mother and sibling", stated: SIBS, typed: "M S", swapped: "S" },
  { name: "one sample of another family, two siblings", stated: SIBS, typed: "S T", swapped: "T" },
  { name: "one sample of another family, mother and two siblings", stated: SIBS, typed: "M S T", swapped: "T" },
  { name: "one sample of another family, half siblings", stated: "F 0 0 M,M 0 0 F,N 0 0 F,X F M M,K F N M,L F M F", typed: "K L", swapped: "K" },
  { name: "one sample of another family, grandparents and grandchild", stated: UNCLE, typed: "G H S", swapped: "G" },
];

const rowsOf = (text: string): PedigreeRow[] => text.split(",").map((row) => {
  const [id = "", father = "0", mother = "0", sex = "M"] = row.split(" ");
  return { id, father, mother, sex: sex === "F" ? "F" : "M" };
});

const { cases } = parseCases(parseJson(readFileSync(new URL("../test/vectors/identification/public-kinship.json", import.meta.url), "utf8")), "public");
const stepwise = cases.find(({ id }) => id === "public-007");
if (!stepwise) throw new Error("public-007 is there");
const { markers, models } = stepwise;
const [countText = "1000", seed = "references"] = process.argv.slice(2);
const count = Number(countText);
const panel = makePanel(markers, models);
const [memo, tables] = [new Map<string, readonly number[]>(), new Map()];
console.log(`${cpus()[0]?.model ?? "cpu"}, Node ${process.versions.node}; ${markers.length} markers, model stepwise, ${count} families a row, seed ${seed}`);
for (const { name, truth, stated, typed, swapped } of SCENES) {
  const made = makePedigree(rowsOf(stated));
  if (!("persons" in made)) throw made[0] ?? new Error(name);
  const random = seededRandom(`${seed} ${name}`);
  const seconds = { draw: 0, check: 0 };
  const flagged = new Map<string, number>();
  let any = 0;
  for (let i = 0; i < count; i++) {
    const from = process.cpuUsage().user;
    const profiles = simulateProfiles(rowsOf(truth ?? stated), { markers, models }, random);
    const other = simulateProfiles(rowsOf(truth ?? stated), { markers, models }, random);
    const references = new Map(typed.split(" ").map((id) => [id, (id === swapped ? other : profiles).get(id) ?? {}]));
    const family: Family = { id: name, side: "A", pedigree: made, missing: ["X"], references, y: new Map(), amelogenin: new Map() };
    seconds.draw += process.cpuUsage().user - from;
    const begun = process.cpuUsage().user;
    const kinds = new Set(checkFamily(family, panel, memo, tables).map(({ kind, fits }) => `${kind}${fits === undefined ? "" : ` (${fits})`}`));
    seconds.check += process.cpuUsage().user - begun;
    if (kinds.size > 0) any++;
    for (const kind of kinds) flagged.set(kind, (flagged.get(kind) ?? 0) + 1);
  }
  const parts = [...flagged].sort().map(([kind, n]) => `${kind} ${n}`).join(", ");
  console.log(`${truth === undefined && swapped === undefined ? "right" : "WRONG"} ${name}: ${any} of ${count} flagged${parts === "" ? "" : ` (${parts})`}; ${(seconds.check / count / 1000).toFixed(2)} ms a family`);
}
