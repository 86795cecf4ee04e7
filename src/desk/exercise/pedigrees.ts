// The pedigree of a household: who is missing, who gave a sample. Parents stand before their children.
import { chance, drawsOf, weightedIndex } from "./draws.ts";
import { kindOf, membersOf, type People } from "./population.ts";
import type { Sex } from "./folk.ts";
import { personOf } from "./person.ts";

export type Relative = { readonly id: string; readonly father: string; readonly mother: string; readonly sex: Sex; readonly isTyped: boolean };
export type Pedigree = { readonly shape: string; readonly relatives: readonly Relative[]; readonly missing: readonly string[] };

/** Thousandths of families with one missing; "none" has no sample yet. */
const SHAPES = [
  ["both-parents", 210], ["mother", 130], ["father", 50], ["mother-sib", 110], ["father-sib", 40], ["two-sibs", 70], ["sib", 55], ["child-spouse", 110],
  ["children", 60], ["mother-child-spouse", 60], ["half-sib", 20], ["grandparents", 30], ["uncle", 25], ["cousin-parents-sib", 10], ["none", 20],
] as const;
const shapeIndex = weightedIndex(SHAPES.map(([, weight]) => weight));

/** Ids: M1 … the missing, FA MO parents, S siblings, SP spouse, C children, H half-sibling, GF GM grandparents, U uncle. */
export function pedigreeOf(people: People, seed: string, household: number): Pedigree {
  const random = drawsOf(seed, "pedigree", people.side, household);
  const kind = kindOf(people, household);
  const first = people.first[household] ?? 0;
  const sexes = Array.from({ length: membersOf(kind) }, (_, member) => personOf(people, seed, first + member).sex);
  const missing = sexes.map((_, member) => `M${member + 1}`);
  const drawSex = (): Sex => (chance(random, 500) ? "M" : "F");
  if (kind === "father-son") return { shape: "father-and-child", missing, relatives: fatherAndChild(sexes, drawSex) };
  const shape = SHAPES[shapeIndex(random)]?.[0] ?? "none";
  if (kind === "one") return { shape, missing, relatives: alone(shape, sexes[0] ?? "M", drawSex) };
  const few = shape === "none" || shape === "grandparents" || shape === "uncle" || shape === "cousin-parents-sib" || shape === "half-sib" ? "mother" : shape;
  return { shape: few, missing, relatives: siblings(few, sexes, drawSex) };
}

const typed = (id: string, father: string, mother: string, sex: Sex): Relative => ({ id, father, mother, sex, isTyped: true });
const untyped = (id: string, father: string, mother: string, sex: Sex): Relative => ({ id, father, mother, sex, isTyped: false });
const opposite = (sex: Sex): Sex => (sex === "M" ? "F" : "M");

function alone(shape: string, sex: Sex, drawSex: () => Sex): Relative[] {
  const child = untyped("M1", "FA", "MO", sex);
  if (shape === "grandparents")
    return [typed("GF", "0", "0", "M"), typed("GM", "0", "0", "F"), untyped("FA", "GF", "GM", "M"), untyped("MO", "0", "0", "F"), child];
  if (shape === "uncle")
    return [untyped("GF", "0", "0", "M"), untyped("GM", "0", "0", "F"), untyped("FA", "GF", "GM", "M"), untyped("MO", "0", "0", "F"), typed("U1", "GF", "GM", drawSex()), child];
  if (shape === "cousin-parents-sib")
    return [
      untyped("GF", "0", "0", "M"), untyped("GM", "0", "0", "F"), untyped("P1", "GF", "GM", "M"), untyped("P2", "GF", "GM", "F"), untyped("Q1", "0", "0", "F"),
      untyped("Q2", "0", "0", "M"), untyped("FA", "P1", "Q1", "M"), untyped("MO", "Q2", "P2", "F"), child, typed("S1", "FA", "MO", drawSex()),
    ];
  if (shape === "half-sib")
    return [untyped("FA", "0", "0", "M"), untyped("MO", "0", "0", "F"), untyped("MO2", "0", "0", "F"), child, typed("H1", "FA", "MO2", drawSex())];
  return siblings(shape, [sex], drawSex);
}

/** One or more missing children of one couple, with those relatives that the shape names. */
function siblings(shape: string, sexes: readonly Sex[], drawSex: () => Sex): Relative[] {
  const hasFather = shape === "both-parents" || shape.startsWith("father");
  const hasMother = shape === "both-parents" || shape.startsWith("mother");
  const relatives = [
    (hasFather ? typed : untyped)("FA", "0", "0", "M"), (hasMother ? typed : untyped)("MO", "0", "0", "F"),
    ...sexes.map((sex, member) => untyped(`M${member + 1}`, "FA", "MO", sex)),
  ];
  const sibs = shape === "two-sibs" ? 2 : shape.endsWith("sib") ? 1 : 0;
  for (let sib = 1; sib <= sibs; sib++) relatives.push(typed(`S${sib}`, "FA", "MO", drawSex()));
  const children = shape === "children" ? 2 : shape.endsWith("spouse") ? 1 : 0;
  const sex = sexes[0] ?? "M";
  if (children > 0) relatives.push((shape === "children" ? untyped : typed)("SP", "0", "0", opposite(sex)));
  const [father, mother] = sex === "M" ? ["M1", "SP"] : ["SP", "M1"];
  for (let number = 1; number <= children; number++) relatives.push(typed(`C${number}`, father, mother, drawSex()));
  return relatives;
}

const fatherAndChild = ([, child = "M"]: readonly Sex[], drawSex: () => Sex): Relative[] => [
  untyped("GF", "0", "0", "M"), typed("GM", "0", "0", "F"), untyped("M1", "GF", "GM", "M"), typed("MO", "0", "0", "F"), untyped("M2", "M1", "MO", child),
  typed("S1", "M1", "MO", drawSex()),
];
