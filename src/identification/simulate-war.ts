// A war that never was, with known truth: families, remains and what is seen of them, from a seed. For exercises and tests.
// Missing persons are dropped through their pedigrees gene by gene, with mutation; every draw comes from the seed.
import { seededRandom, type SeededRandom } from "../basis/seeded-random.ts";
import type { MarkerModel } from "./family-likelihood.ts";
import type { Seen } from "./observation.ts";
import { makePedigree, type PedigreeRow } from "./pedigree.ts";
import { ensure } from "../basis/fault.ts";

export type WarPlan = {
  readonly seed: string;
  readonly markers: readonly string[];
  readonly models: ReadonlyMap<string, MarkerModel>;
  readonly families: number;
  readonly remains: number;
  /** Shares of the remains: of persons on no list, partial profiles, parts of one person in several containers. */
  readonly unlistedShare: number;
  readonly partialShare: number;
  readonly partsShare: number;
};

export type SimFamily = {
  readonly id: string; readonly side: "A" | "B"; readonly pedigree: readonly PedigreeRow[]; readonly missing: readonly string[];
  readonly references: Readonly<Record<string, Readonly<Record<string, Seen>>>>;
};
export type SimRemains = { readonly id: string; readonly container: string; readonly sex: "M" | "F"; readonly profile: Readonly<Record<string, Seen>> };
export type War = {
  readonly families: readonly SimFamily[]; readonly remains: readonly SimRemains[];
  /** Remains to family and missing person, "" for a person on no list. */
  readonly truth: ReadonlyMap<string, { readonly family: string; readonly missing: string }>;
};

const SHAPES: readonly { readonly rows: string; readonly typed: readonly string[]; readonly missing: readonly string[] }[] = [
  { rows: "F 0 0 M,M 0 0 F,X F M M", typed: ["F", "M"], missing: ["X"] },
  { rows: "F 0 0 M,M 0 0 F,X F M M", typed: ["M"], missing: ["X"] },
  { rows: "F 0 0 M,M 0 0 F,X F M M,S F M F,T F M M", typed: ["S", "T"], missing: ["X"] },
  { rows: "F 0 0 M,M 0 0 F,X F M M,S F M F", typed: ["M", "S"], missing: ["X"] },
  { rows: "X 0 0 M,W 0 0 F,C X W F", typed: ["W", "C"], missing: ["X"] },
  { rows: "F 0 0 M,M 0 0 F,X F M M,Y F M M,S F M F", typed: ["M", "S"], missing: ["X", "Y"] },
  { rows: "F 0 0 M,M 0 0 F,X F M M,W 0 0 F,C X W M", typed: ["M", "W", "C"], missing: ["X"] },
  { rows: "X 0 0 M,W 0 0 F,Y X W M,C X W F", typed: ["W", "C"], missing: ["X", "Y"] },
  { rows: "G 0 0 M,H 0 0 F,F G H M,M 0 0 F,X F M M", typed: ["G", "H"], missing: ["X"] },
  { rows: "F 0 0 M,M 0 0 F,N 0 0 F,X F M M,K F N M", typed: ["K"], missing: ["X"] },
];

/** Linear in families and remains; ordered by id. */
export function simulateWar(plan: WarPlan): War {
  const random = seededRandom(plan.seed);
  const families: SimFamily[] = [];
  const bodies: { family: string; missing: string; genotype: Record<string, [number, number]> }[] = [];
  for (let i = 0; i < plan.families; i++) {
    const shape = SHAPES[random.below(SHAPES.length)];
    ensure(shape !== undefined, "a shape exists");
    const id = `F${String(i + 1).padStart(6, "0")}`;
    const pedigree = shape.rows.split(",").map((row): PedigreeRow => {
      const [own = "", father = "0", mother = "0", sex = "M"] = row.split(" ");
      return { id: own, father, mother, sex: sex === "F" ? "F" : "M" };
    });
    const genotypes = dropGenes(pedigree, plan, random);
    const references = Object.fromEntries(shape.typed.map((person) => [person, seenOf(genotypes.get(person) ?? {}, plan)]));
    families.push({ id, side: random.below(2) === 0 ? "A" : "B", pedigree, missing: shape.missing, references });
    for (const missing of shape.missing) bodies.push({ family: id, missing, genotype: genotypes.get(missing) ?? {} });
  }
  for (let i = bodies.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [bodies[i], bodies[j]] = [bodies[j] ?? bodies[0], bodies[i] ?? bodies[0]] as [(typeof bodies)[0], (typeof bodies)[0]];
  }
  return { families, ...layOut(plan, bodies, random) };
}

/** Profiles of everybody in one pedigree, dropped gene by gene with mutation. */
export function simulateProfiles(rows: readonly PedigreeRow[], plan: Pick<WarPlan, "markers" | "models">, random: SeededRandom): ReadonlyMap<string, Readonly<Record<string, Seen>>> {
  return new Map([...dropGenes(rows, plan, random)].map(([id, genotype]) => [id, seenOf(genotype, plan)]));
}

function layOut(plan: WarPlan, bodies: readonly { family: string; missing: string; genotype: Record<string, [number, number]> }[], random: SeededRandom): Pick<War, "remains" | "truth"> {
  const remains: SimRemains[] = [];
  const truth = new Map<string, { family: string; missing: string }>();
  let next = 0;
  while (remains.length < plan.remains) {
    const isUnlisted = random.unit() < plan.unlistedShare || next >= bodies.length;
    const body = isUnlisted ? undefined : bodies[next++];
    const genotype = body?.genotype ?? dropGenes([{ id: "U", father: "0", mother: "0", sex: "M" }], plan, random).get("U") ?? {};
    const parts = random.unit() < plan.partsShare ? 2 : 1;
    for (let part = 0; part < parts && remains.length < plan.remains; part++) {
      const id = `R${String(remains.length + 1).padStart(6, "0")}`;
      const whole = seenOf(genotype, plan);
      remains.push({ id, container: `B${random.below(plan.remains) + 1}`, sex: "M", profile: random.unit() < plan.partialShare ? degrade(whole, random) : whole });
      truth.set(id, { family: body?.family ?? "", missing: body?.missing ?? "" });
    }
  }
  return { remains, truth };
}

function dropGenes(rows: readonly PedigreeRow[], { markers, models }: Pick<WarPlan, "markers" | "models">, random: SeededRandom): Map<string, Record<string, [number, number]>> {
  const made = makePedigree(rows);
  ensure("persons" in made, "a simulated pedigree is sound");
  const genotypes = new Map<string, Record<string, [number, number]>>(made.persons.map(({ id }) => [id, {}]));
  for (const marker of markers) {
    const model = models.get(marker);
    if (!model) continue;
    const k = model.locus.p.length;
    const send = (matrix: Float64Array, [a, b]: [number, number]): number => {
      const from = random.below(2) === 0 ? a : b;
      return pick(matrix.subarray(from * k, from * k + k), random);
    };
    const drawn: [number, number][] = [];
    for (const person of made.persons) {
      const own: [number, number] = person.father < 0 ? [pick(model.locus.p, random), pick(model.locus.p, random)]
        : [send(model.matrices.male, drawn[person.father] ?? [0, 0]), send(model.matrices.female, drawn[person.mother] ?? [0, 0])];
      drawn.push(own);
      const all = genotypes.get(person.id);
      if (all) all[marker] = own;
    }
  }
  return genotypes;
}

function pick(weights: Float64Array, random: SeededRandom): number {
  let left = random.unit();
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i] ?? 0;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

function seenOf(genotype: Readonly<Record<string, [number, number]>>, { models }: Pick<WarPlan, "models">): Record<string, Seen> {
  const seen: Record<string, Seen> = {};
  for (const [marker, [a, b]] of Object.entries(genotype)) {
    const locus = models.get(marker)?.locus;
    if (!locus) continue;
    const visible = [a, b].filter((one) => one !== locus.silent).sort((x, y) => x - y);
    const [x, y] = [visible[0], visible[1] ?? visible[0]];
    if (x !== undefined && y !== undefined) seen[marker] = [locus.alleles[x] ?? "", locus.alleles[y] ?? ""];
  }
  return seen;
}

/** Half of the markers lost, one in six reduced to one known allele. */
function degrade(seen: Readonly<Record<string, Seen>>, random: SeededRandom): Record<string, Seen> {
  const kept: Record<string, Seen> = {};
  for (const [marker, [a, b]] of Object.entries(seen)) {
    const fate = random.below(12);
    if (fate < 5) continue;
    kept[marker] = fate < 7 ? [a, null] : [a, b];
  }
  return kept;
}
