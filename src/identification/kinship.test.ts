// The engine against three independents: the public cases (pedprobr 1.1.0, R Familias 2.6.4, dvir 3.4.2), closed forms
// derived by hand, and the slow twin that tries every world. Traps are numbered as in IDENTIFICATION.md 18.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { familyLikelihood, markerModel, type MarkerModel } from "./family-likelihood.ts";
import { slowLikelihood } from "./kinship.slow.ts";
import { markerLr, type MarkerLr } from "./likelihood-ratio.ts";
import { makeLocus } from "./locus.ts";
import { mutationMatrices, type MutationModel } from "./mutation.ts";
import { explain, populationProbability, type Seen } from "./observation.ts";
import { parseCases } from "./parse-cases.ts";
import { makePedigree, type Pedigree, type PedigreeRow } from "./pedigree.ts";
import { solveCase, solveJointCase } from "./solve-cases.ts";

const file = new URL("../../test/vectors/identification/public-kinship.json", import.meta.url);
const raw = parseJson(readFileSync(file, "utf8"));
const { cases, joint, faults } = parseCases(raw, "public-kinship.json");
type Expected = { id: string; expected: { lrPerMarker: Record<string, number>; log10LR: number } };
const expectedOf = new Map(((raw as { cases: Expected[] }).cases).map(({ id, expected }) => [id, expected]));

const pedigreeOf = (rows: readonly string[]): Pedigree => {
  const made = makePedigree(rows.map((row): PedigreeRow => {
    const [id = "", father = "0", mother = "0", sex = "M"] = row.split(" ");
    return { id, father, mother, sex: sex === "F" ? "F" : "M" };
  }));
  if ("persons" in made) return made;
  throw made[0] ?? new Error("bug: neither a pedigree nor a fault");
};

describe("the public cases", () => {
  test("trap 1: all 20 cases lie within 1e-9 a marker and 1e-8 in total of the peers' values", () => {
    expect(faults).toEqual([]);
    expect(cases).toHaveLength(20);
    for (const one of cases) {
      const result = solveCase(one);
      const expected = expectedOf.get(one.id);
      for (const [marker, lr] of Object.entries(expected?.lrPerMarker ?? {}))
        expect(Math.abs(Math.log10(result.lrPerMarker[marker] ?? NaN) - Math.log10(lr)), `${one.id} ${marker}`).toBeLessThan(1e-9);
      expect(Math.abs((result.log10LR ?? NaN) - (expected?.log10LR ?? NaN)), one.id).toBeLessThan(1e-8);
    }
  });

  test("trap 1: the order of persons and of references changes no byte", () => {
    const turned = structuredClone(raw) as { cases: { pedigree: unknown[]; references: Record<string, unknown> }[] };
    for (const one of turned.cases) {
      one.pedigree.reverse();
      one.references = Object.fromEntries(Object.entries(one.references).reverse());
    }
    expect(JSON.stringify(parseCases(turned, "x").cases.map((one) => solveCase(one)))).toBe(JSON.stringify(cases.map((one) => solveCase(one))));
  });

  test("trap 2: untyped founders are not pruned: the pruned values of R Familias are another answer", () => {
    const pruned = { "public-002": 8.252328001545, "public-005": 13.723315065674, "public-007": 5.86266048022 };
    for (const [id, value] of Object.entries(pruned)) {
      const found = cases.find((one) => one.id === id);
      expect(found && Math.abs((solveCase(found).log10LR ?? 0) - value)).toBeGreaterThan(5e-4);
    }
  });

  test("trap 3: alleles unseen in the references are never lumped: public-013 with PENTA_E 18/18", () => {
    const one = cases.find(({ id }) => id === "public-013");
    expect(one && solveCase({ ...one, query: { PENTA_E: ["18", "18"] } }).lrPerMarker["PENTA_E"]).toBeCloseTo(5.273675427618, 10); // IDENTIFICATION.md 18
  });

  test("the joint case: 34 log-likelihoods within 1e-9 and posteriors within 1e-9 of dvir 3.4.2", () => {
    const expected = (raw as { jointCases: { expected: { table: { assignment: Record<string, string>; loglik: number }[]; posteriorPairingFlatPrior: Record<string, Record<string, number>> } }[] }).jointCases[0]?.expected;
    const [result] = joint.map(solveJointCase);
    const key = (assignment: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(assignment).sort());
    const ours = new Map(result?.table.map(({ assignment, loglik }) => [key(assignment), loglik]));
    expect(ours.size).toBe(34);
    for (const { assignment, loglik } of expected?.table ?? []) expect(Math.abs((ours.get(key(assignment)) ?? NaN) - loglik)).toBeLessThan(1e-9);
    for (const [victim, row] of Object.entries(expected?.posteriorPairingFlatPrior ?? {}))
      for (const [name, p] of Object.entries(row)) expect(Math.abs((result?.posteriorPairing[victim]?.[name] ?? NaN) - p)).toBeLessThan(1e-9);
  });
});

const plain = (frequencies: Record<string, number>, model: MutationModel = { model: "none" }): MarkerModel => {
  const locus = makeLocus("X1", frequencies);
  return markerModel(locus, mutationMatrices(locus, model));
};
const ask = (rows: readonly string[], seen: Record<string, Seen>, query: Seen, model: MarkerModel, theta = 0, dropOut = 0): MarkerLr => {
  const pedigree = pedigreeOf(rows);
  return markerLr({ pedigree, seen: pedigree.persons.map(({ id }) => seen[id]), missing: pedigree.indexOf.get("MP") ?? -1, query, model, theta, dropOut });
};
const TRIO = ["F 0 0 M", "M 0 0 F", "MP F M M"];
const [p, q, r] = [0.2, 0.3, 0.5];
const abc = plain({ "10": p, "11": q, "12": r });

describe("closed forms", () => {
  test("a father typed: 1/p, 1/2p, (p+q)/4pq, 1/4p, 0", () => {
    const lr = (father: Seen, query: Seen): number => ask(TRIO, { F: father }, query, abc).lr;
    expect(lr(["10", "10"], ["10", "10"])).toBeCloseTo(1 / p, 12);
    expect(lr(["10", "10"], ["10", "11"])).toBeCloseTo(1 / (2 * p), 12);
    expect(lr(["10", "11"], ["10", "10"])).toBeCloseTo(1 / (2 * p), 12);
    expect(lr(["10", "11"], ["10", "11"])).toBeCloseTo((p + q) / (4 * p * q), 12);
    expect(lr(["10", "12"], ["10", "11"])).toBeCloseTo(1 / (4 * p), 12);
    expect(lr(["10", "10"], ["11", "12"])).toBe(0);
  });

  test("trap 11: theta, father typed: IBS 1/p becomes (1+2θ)/(3θ+(1-θ)p), heterozygotes with q in the same urn", () => {
    const t = 0.03;
    expect(ask(TRIO, { F: ["10", "10"] }, ["10", "10"], abc, t).lr).toBeCloseTo((1 + 2 * t) / (3 * t + (1 - t) * p), 12); // Evett & Weir 1998, table 6.4
    expect(ask(TRIO, { F: ["10", "10"] }, ["10", "11"], abc, t).lr).toBeCloseTo((1 + 2 * t) / (2 * (2 * t + (1 - t) * p)), 12);
    expect(ask(TRIO, { F: ["10", "12"] }, ["10", "11"], abc, t).lr).toBeCloseTo((1 + 2 * t) / (4 * (t + (1 - t) * p)), 12);
  });

  test("trap 11: theta, both parents typed: transmission over the urn's next two alleles", () => {
    const t = 0.02;
    const under2 = 2 * ((2 * t + (1 - t) * p) / (1 + 3 * t)) * ((2 * t + (1 - t) * q) / (1 + 4 * t)); // urn holds 10,10,11,11
    expect(ask(TRIO, { F: ["10", "10"], M: ["11", "11"] }, ["10", "11"], abc, t).lr).toBeCloseTo(1 / under2, 12);
  });

  test("trap 11: theta to 0 is the plain answer", () => {
    const family = [...TRIO, "S F M F"];
    const at = (theta: number): number => ask(family, { S: ["10", "11"], M: ["11", "12"] }, ["10", "12"], abc, theta).lr;
    expect(Math.abs(at(1e-13) / at(0) - 1)).toBeLessThan(1e-11);
  });

  test("trap 9: one allele known is a set, HW of the set p² + 2p(1-p)", () => {
    const { lr } = ask(TRIO, { F: ["10", "10"] }, ["10", null], abc);
    expect(lr).toBeCloseTo(1 / (p * p + 2 * p * (1 - p)), 12);
    expect(ask(TRIO, { F: ["11", "11"] }, ["10", null], abc).lr).toBeCloseTo(p / (p * p + 2 * p * (1 - p)), 12);
  });

  test("trap 10: a silent allele explains a father 10/10 with a child 11/11 and is not counted twice for one known allele", () => {
    const s = 0.1;
    const model = plain({ "10": 0.4, "11": 0.5, silent: s });
    // H1: father 10/s sends s, mother sends 11: (2·0.4·s)·½·(0.5·½·… by hand below); H2: P(10/10 or 10/s)·P(11/11 or 11/s)
    const under1 = 2 * 0.4 * s * 0.5 * 0.5;
    const under2 = (0.4 ** 2 + 2 * 0.4 * s) * (0.5 ** 2 + 2 * 0.5 * s);
    expect(ask(TRIO, { F: ["10", "10"] }, ["11", "11"], model).lr).toBeCloseTo(under1 / under2, 12);
    expect(populationProbability(explain(["11", null], model.locus), model.locus.p)).toBeCloseTo(0.5 ** 2 + 2 * 0.5 * 0.5, 14);
  });

  test("trap 8: an exclusion is LR 0 without a model and positive with one; never NaN", () => {
    const model: MutationModel = { model: "equal", male: { rate: 0.002, rate2: 0, range: 0 }, female: { rate: 0.001, rate2: 0, range: 0 } };
    expect(ask(TRIO, { F: ["10", "10"] }, ["11", "12"], abc).lr).toBe(0);
    expect(ask(TRIO, { F: ["10", "10"] }, ["11", "12"], plain({ "10": p, "11": q, "12": r }, model)).lr).toBeGreaterThan(0);
  });
});

const SHAPES: Record<string, readonly string[]> = {
  trio: TRIO,
  sibs: [...TRIO, "S F M F"],
  "spouse and child": ["MP 0 0 M", "W 0 0 F", "C MP W M"],
  "half sib": [...TRIO, "H F W F", "W 0 0 F"],
  uncle: ["G 0 0 M", "H 0 0 F", "F G H M", "U G H M", "M 0 0 F", "MP F M M"],
  "incest loop": ["F 0 0 M", "M 0 0 F", "S F M F", "MP F S M"],
  "two of one pair": [...TRIO, "S F M F", "C MP S F"],
};
const three: Record<string, number>[] = [{ "10": p, "11": q, "12": r }, { "10": 0.25, "10.2": 0.15, "11": 0.6 }, { "9": 0.5, "10": 0.35, silent: 0.15 }, { "10": 0.7, "12": 0.3 }];
const rates = (rate: number) => ({ rate, rate2: rate / 7, range: 0.3 });
const MODELS: MutationModel[] = [
  { model: "none" },
  ...(["equal", "proportional", "onestep", "stepwise", "dawid"] as const).map((model) => ({ model, male: rates(0.03), female: rates(0.011) })),
  { model: "stepwise", male: rates(0.02), female: rates(0.02), transform: "PM" },
  { model: "equal", male: rates(0.05), female: rates(0.01), transform: "MH" },
  { model: "equal", male: rates(0.05), female: rates(0.01), transform: "BA" },
  { model: "stepwise", male: rates(0.05), female: rates(0.01), transform: "PR" },
];

/** Numerator and denominator by the slow twin. */
function slowLr(pedigree: Pedigree, seen: readonly (Seen | undefined)[], query: Seen, model: MarkerModel, theta: number, dropOut: number): number {
  const missing = pedigree.indexOf.get("MP") ?? -1;
  const common = { pedigree, locus: model.locus, matrices: model.matrices, theta, dropOut };
  const above = slowLikelihood({ ...common, seen: seen.map((one, i) => (i === missing ? query : one)), unrelated: [] });
  return above / slowLikelihood({ ...common, seen, unrelated: [query] });
}

test("traps 9, 10, 11, 14 and 15: the engine is the slow twin: random families with loops, silent alleles, drop-out, theta, every mutation model", () => {
  fc.assert(fc.property(fc.record({
    shape: fc.constantFrom(...Object.keys(SHAPES)), alleles: fc.constantFrom(...three), model: fc.constantFrom(...MODELS),
    theta: fc.constantFrom(0, 0, 0.01, 0.1), dropOut: fc.constantFrom(0, 0, 0.15), picks: fc.array(fc.nat(12), { minLength: 7, maxLength: 7 }), query: fc.nat(8),
  }), ({ shape, alleles, model, theta, dropOut, picks, query }) => {
    const pedigree = pedigreeOf(SHAPES[shape] ?? TRIO);
    let marker: MarkerModel;
    try {
      marker = plain(alleles, model);
    } catch {
      return; // a model that does not exist at this marker is refused: mutation.test.ts
    }
    const real = marker.locus.alleles.filter((allele) => allele !== "silent");
    const seenOf = (pick: number): Seen | undefined => {
      if (pick > 8) return undefined;
      const [a, b] = [real[pick % real.length] ?? "10", real[Math.floor(pick / 3) % real.length] ?? "10"];
      return pick === 8 && dropOut === 0 ? [a, null] : [a, b];
    };
    const persons = pedigree.persons.length;
    const seen = pedigree.persons.map(({ id }, i) => (id === "MP" ? undefined : persons > 5 && i % 2 === 0 && (picks[i] ?? 0) > 8 ? (["10", "10"] as const) : seenOf(picks[i] ?? 9)));
    if (persons > 5 && real.length > 2) seen[0] = [real[0] ?? "10", real[1] ?? "10"]; // keeps the twin's worlds few
    const asked = seenOf(query) ?? (["10", "10"] as const);
    const fast = markerLr({ pedigree, seen, missing: pedigree.indexOf.get("MP") ?? -1, query: asked, model: marker, theta, dropOut });
    const slow = slowLr(pedigree, seen, asked, marker, theta, dropOut);
    if (fast.underH2 === 0) expect(Number.isNaN(slow)).toBe(true); // the family itself is impossible: no ratio
    else expect(fast.lr).toBeCloseTo(slow, slow > 100 ? 6 : 9);
    if (slow > 0) expect(Math.abs(Math.log10(fast.lr) - Math.log10(slow))).toBeLessThan(1e-10);
  }), { numRuns: 150 });
});

test("trap 15: random pedigrees with loops and inbreeding are what the slow twin says", () => {
  fc.assert(fc.property(fc.record({
    children: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.boolean()), { minLength: 2, maxLength: 4 }), model: fc.constantFrom(...MODELS.filter(({ model }) => model !== "onestep")),
    silent: fc.boolean(), theta: fc.constantFrom(0, 0, 0.05), picks: fc.array(fc.nat(5), { minLength: 8, maxLength: 8 }), query: fc.nat(3),
  }), ({ children, model, silent, theta, picks, query }) => {
    const sexes = ["M", "F", ...(children.length < 4 ? ["M"] : [])];
    const rows: PedigreeRow[] = sexes.map((sex, i) => ({ id: `p${i}`, father: "0", mother: "0", sex: sex === "F" ? "F" : "M" }));
    for (const [f, m, isMale] of children) {
      const [fathers, mothers] = [rows.filter(({ sex }) => sex === "M"), rows.filter(({ sex }) => sex === "F")];
      rows.push({ id: `p${rows.length}`, father: fathers[f % fathers.length]?.id ?? "0", mother: mothers[m % mothers.length]?.id ?? "0", sex: isMale ? "M" : "F" });
    }
    const pedigree = makePedigree(rows);
    if (!("persons" in pedigree)) return; // a founder whom nobody has for a parent stands apart
    const marker = plain(silent ? { "10": 0.6, "11": 0.25, silent: 0.15 } : { "10": 0.6, "11": 0.4 }, model);
    const seenOf = (pick: number): Seen | undefined => ([["10", "10"], ["10", "11"], ["11", "11"], ["11", null]] as const)[pick];
    const missing = pedigree.persons.length - 1;
    const seen = pedigree.persons.map((_, i) => (i === missing ? undefined : silent && i < 3 ? seenOf((picks[i] ?? 0) % 3) : seenOf(picks[i] ?? 5)));
    const asked = seenOf(query) ?? (["10", "10"] as const);
    const fast = markerLr({ pedigree, seen, missing, query: asked, model: marker, theta });
    const common = { pedigree, locus: marker.locus, matrices: marker.matrices, theta, dropOut: 0 };
    const under1 = slowLikelihood({ ...common, seen: seen.map((one, i) => (i === missing ? asked : one)), unrelated: [] });
    expect(Math.abs(fast.underH1 - under1)).toBeLessThan(1e-13);
    if (!silent || pedigree.persons.length < 6) expect(Math.abs(fast.underH2 - slowLikelihood({ ...common, seen, unrelated: [asked] }))).toBeLessThan(1e-13);
  }), { numRuns: 80 });
});

test("trap 4: stepwise is not lumpable: with alleles that nobody shows merged into one the answer is another, and no path merges them, theta or none", () => {
  const frequencies = { "9": 0.3, "10": 0.3, "12": 0.25, "13": 0.15 };
  const rates = { rate: 0.02, rate2: 0, range: 0.2 };
  const modelOf = (of: Record<string, number>): MarkerModel => {
    const locus = makeLocus("M", of);
    return markerModel(locus, mutationMatrices(locus, { model: "stepwise", male: rates, female: rates }));
  };
  const [whole, merged] = [modelOf(frequencies), modelOf({ "9": 0.3, "10": 0.3, "12": 0.4 })];
  const pedigree = pedigreeOf(["G 0 0 M", "H 0 0 F", "F G H M", "M 0 0 F", "X F M M"]);
  const at = (id: string): number => pedigree.indexOf.get(id) ?? -1;
  const [grandfather, query]: readonly [Seen, Seen] = [["9", "9"], ["10", "10"]];
  const seen = pedigree.persons.map(({ id }): Seen | undefined => (id === "G" ? grandfather : undefined));
  const lr = (model: MarkerModel, theta: number): number => markerLr({ pedigree, seen, missing: at("X"), query, model, theta }).lr;
  expect(Math.abs(Math.log10(lr(whole, 0)) - Math.log10(lr(merged, 0))), "merging is wrong").toBeGreaterThan(1e-6);
  for (const theta of [0, 0.02]) {
    const small = pedigreeOf(["F 0 0 M", "M 0 0 F", "X F M M"]);
    const own = (id: string): Seen | undefined => (id === "F" ? grandfather : id === "X" ? query : undefined);
    const common = { pedigree: small, locus: whole.locus, matrices: whole.matrices, theta, dropOut: 0 };
    const under1 = slowLikelihood({ ...common, seen: small.persons.map(({ id }) => own(id)), unrelated: [] });
    const under2 = slowLikelihood({ ...common, seen: small.persons.map(({ id }) => (id === "X" ? undefined : own(id))), unrelated: [query] });
    const fast = markerLr({ pedigree: small, seen: small.persons.map(({ id }) => (id === "X" ? undefined : own(id))), missing: small.indexOf.get("X") ?? -1, query, model: whole, theta });
    expect(Math.log10(fast.lr), `theta ${theta}: every allele for itself`).toBeCloseTo(Math.log10(under1 / under2), 10);
  }
  const limited = structuredClone(raw) as { cases: { mutation: Record<string, unknown> }[] };
  const [first] = limited.cases;
  if (first) first.mutation["TH01"] = { model: "stepwise", alleleLimit: 9, male: rates, female: rates };
  expect(parseCases(limited, "limited").faults.map(({ code }) => code)).toContain("MUTATION_SHAPE");
});

test("trap 5: ΣV is P(refs), and Σ over q of LR·HW is 1, for every family and marker of the public cases", () => {
  for (const one of cases.filter(({ theta }) => theta === 0))
    for (const marker of one.markers.slice(0, 6)) {
      const model = one.models.get(marker);
      if (!model) continue;
      const { pedigree, references, missing } = one.family;
      const keep = pedigree.indexOf.get(missing[0] ?? "") ?? -1;
      const typed = pedigree.persons.map(({ id }) => {
        const seen = references.get(id)?.[marker];
        return seen && explain(seen, model.locus);
      });
      const v = familyLikelihood({ pedigree, typed, model, keep });
      const [alone = 0] = familyLikelihood({ pedigree, typed, model, keep: -1 });
      expect(v.reduce((sum, value) => sum + value, 0) / alone).toBeCloseTo(1, 11);
      const query = one.query[marker];
      if (!query) continue;
      const own = explain(query, model.locus);
      const k = model.locus.p.length;
      const fromTable = own.pat.reduce((sum, a, i) => sum + (v[a * k + (own.mat[i] ?? 0)] ?? 0), 0) / (alone * populationProbability(own, model.locus.p));
      expect(fromTable / (solveCase(one).lrPerMarker[marker] ?? 0)).toBeCloseTo(1, 12);
    }
});

test("trap 6: 3,930 markers of two alleles sum without underflow", () => {
  const markers = Array.from({ length: 3930 }, (_, i) => `rs${i}`);
  const snp = plain({ A: 0.4, G: 0.6 });
  const one = { id: "snp", markers, models: new Map(markers.map((marker) => [marker, snp])), theta: 0, dropOut: 0,
    family: { id: "f", pedigree: pedigreeOf(TRIO), references: new Map([["F", Object.fromEntries(markers.map((marker) => [marker, ["A", "G"] as const]))]]), missing: ["MP"] },
    query: Object.fromEntries(markers.map((marker) => [marker, ["A", "A"] as const])) };
  expect(solveCase(one).log10LR).toBeCloseTo(3930 * Math.log10(1 / (2 * 0.4)), 7);
});

test("trap 8: references that contradict each other give no ratio: the marker is named, nothing is NaN", () => {
  const one = { id: "x", markers: ["X1"], models: new Map([["X1", abc]]), theta: 0, dropOut: 0, query: { X1: ["10", "11"] as const },
    family: { id: "f", pedigree: pedigreeOf([...TRIO, "S F M F"]), references: new Map([["F", { X1: ["10", "10"] as const }], ["S", { X1: ["11", "12"] as const }]]), missing: ["MP"] } };
  expect(solveCase(one)).toMatchObject({ log10LR: 0, impossibleMarkers: ["X1"], lrPerMarker: { X1: 1 } });
});

describe("bad input of cases is reported with its place, all at once", () => {
  const broken = (change: (one: Record<string, unknown>, top: Record<string, unknown>) => void): string[] => {
    const top = structuredClone(raw) as Record<string, unknown>;
    const list = top["cases"];
    const one = Array.isArray(list) && isRecord(list[0]) ? list[0] : {};
    top["cases"] = [one];
    top["jointCases"] = [];
    change(one, top);
    return parseCases(top, "x.json").faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""}`);
  };
  const rows = (list: string[]) => list.map((row) => {
    const [id, father, mother, sex] = row.split(" ");
    return { id, father, mother, sex };
  });
  test("a cycle, a father who is female, a person typed twice, an unknown parent", () => {
    expect(broken((one) => (one["pedigree"] = rows(["F MP M M", "M 0 0 F", "MP F M M"])))).toEqual(["PEDIGREE_CYCLE cases[1].pedigree"]);
    expect(broken((one) => (one["pedigree"] = rows(["F 0 0 F", "M 0 0 F", "MP F M M"])))).toEqual(["PEDIGREE_SEX cases[1].pedigree[3]"]);
    expect(broken((one) => (one["pedigree"] = rows(["F 0 0 M", "F 0 0 M", "M 0 0 F", "MP F M M"])))).toContain("PEDIGREE_TWICE cases[1].pedigree[2]");
    expect(broken((one) => (one["pedigree"] = rows(["F 0 0 M", "M 0 0 F", "MP F Q M"])))).toEqual(["PEDIGREE_PARENT cases[1].pedigree[3]"]);
    expect(broken((one) => (one["pedigree"] = rows(["F 0 0 M", "M 0 0 F", "MP F M M", "Z 0 0 M"])))).toEqual(["PEDIGREE_APART cases[1].pedigree"]);
  });
  test("an allele absent from the table, a table summing to 0.93, three alleles, numbers for alleles, no model, an allele limit", () => {
    expect(broken((one) => (one["query"] = { TH01: ["99", "9.3"] }))).toEqual(["ALLELE_UNKNOWN cases[1].query.TH01"]);
    expect(broken((_, top) => ((top["frequencySets"] as Record<string, Record<string, unknown>>)["P1"] = { ...(top["frequencySets"] as Record<string, Record<string, object>>)["P1"], TH01: { "6": 0.5, "9.3": 0.43 } })))
      .toContain("FREQUENCY_SUM cases[1].TH01");
    expect(broken((one) => (one["query"] = { TH01: ["6", "7", "8"] }))).toEqual(["GENOTYPE_SHAPE cases[1].query.TH01"]);
    expect(broken((one) => (one["query"] = { TH01: [9.3, 6] }))).toEqual(["GENOTYPE_SHAPE cases[1].query.TH01"]);
    expect(broken((one) => (one["mutation"] = {}))).toContain("MUTATION_SHAPE cases[1].mutation.TH01");
    expect(broken((one) => ((one["mutation"] as Record<string, unknown>)["TH01"] = { model: "stepwise", alleleLimit: 9 }))).toContain("MUTATION_SHAPE cases[1].mutation.TH01"); // trap 4
  });
});
