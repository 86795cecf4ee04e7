// Bad input is reported with its place, every cell at once, nothing guessed (IDENTIFICATION.md 16, traps 12, 13, 15, 23).
import { describe, expect, test } from "vitest";
import { Fault, Faults } from "../basis/fault.ts";
import { compareAlleles, microvariantGroup, spellAllele } from "./allele.ts";
import { parseCmf, printCmf } from "./codis.ts";
import { famFamilies, parseFam, printFam } from "./familias.ts";
import { printGenemapper, readGenemapper } from "./genemapper.ts";
import { canonicalMarker, linkedAmong, markerClass } from "./marker.ts";
import { parseDelimited, printCell } from "./parse-delimited.ts";
import { parseFamily } from "./parse-families.ts";
import { parseFrequencies, printFrequencies, withRareAlleles } from "./parse-frequencies.ts";
import { parseRemains } from "./parse-remains.ts";
import { makePedigree } from "./pedigree.ts";
import { readSettings } from "./settings.ts";

const places = (faults: readonly Fault[]): string[] => faults.map(({ code, places: [place] }) => `${code} ${place?.line ?? ""}:${place?.column ?? ""} ${place?.field ?? ""}`);
const faultsOf = (work: () => unknown): readonly Fault[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Faults) return error.faults;
    if (error instanceof Fault) return [error];
    throw error;
  }
  return [];
};

describe("trap 12: the spelling of alleles", () => {
  test("9.30 is 9.3 and 9.0 is 9; a comma, a leading zero and a second decimal are refused", () => {
    expect(["9.3", "9.30", "9.0", "12"].map(spellAllele)).toEqual(["9.3", "9.3", "9", "12"].map((allele) => ({ kind: "allele", allele })));
    expect(["9,3", "09.3", "9.35"].map((text) => spellAllele(text).kind)).toEqual(["not an allele", "not an allele", "not an allele"]);
    expect(["OL", "<8", ">17", "?"].map((text) => spellAllele(text).kind)).toEqual(Array(4).fill("not called"));
  });
  test("alleles are ordered by value with silent last, and .5 of odd and even integers is one group by its text", () => {
    expect(["silent", "10", "9.3", "9", "31.2"].sort(compareAlleles)).toEqual(["9", "9.3", "10", "31.2", "silent"]);
    expect(["8.5", "9.5"].map(microvariantGroup)).toEqual(["5", "5"]);
  });
});

test("marker names: THO1 is TH01, vWA is VWA, Penta D is PENTA_D, AMEL in all its spellings", () => {
  expect(["THO1", "TP0X", "vWA", "Penta D", "PENTA_D", "Amelogenin", "AMEL", "D3S1358"].map(canonicalMarker)).toEqual(["TH01", "TPOX", "VWA", "PENTA_D", "PENTA_D", "AMEL", "AMEL", "D3S1358"]);
  expect(["DYS391", "DXS10103", "AMEL", "TH01"].map(markerClass)).toEqual(["Y", "X", "sex", "autosomal"]);
});

test("trap 24: linked pairs inside the product are named, sex markers stay outside it", () => {
  expect(linkedAmong(["VWA", "TH01", "D12S391"])).toEqual([["VWA", "D12S391"]]);
  expect(parseRemains("id,sex,AMEL,DYS391,TH01\nR1,,X/Y,10,6/9.3\n", "r.csv").remains[0]).toMatchObject({ sex: "M", profile: { TH01: ["6", "9.3"] }, y: { DYS391: "10" } });
  expect(places(parseRemains("id,sex,DXS10103\nR1,M,10/11\n", "r.csv").faults)).toEqual(["MARKER_CLASS 1:3 DXS10103"]);
});

test("remains: every bad cell is reported with line, column and marker", () => {
  const text = "id;sex;TH01;FGA\nR1;M;6/9.3;22\nR1;M;6/7/8;22/\nR3;X;9,3/6;OL/22\n";
  const { faults, warnings, remains } = parseRemains(text, "r.csv");
  expect(places(faults)).toEqual([
    "GENOTYPE_ONE 2:4 FGA", // a homozygote typed as one allele
    "SAMPLE_TWICE 3:1 ", "GENOTYPE_MANY 3:3 TH01", // three alleles in a cell
    "ALLELE_SPELLING 4:3 TH01", "SEX 4:2 ",
  ]);
  expect(places(warnings)).toEqual(["NOT_CALLED 4:4 FGA"]);
  expect(remains[1]?.profile).toEqual({ FGA: ["22", null] });
});

test("families: a cycle, a female father, a person typed twice, numbers for alleles, three alleles, a typed missing person, broken JSON", () => {
  const line = (change: Record<string, unknown>): string => JSON.stringify({ id: "F1", side: "A", pedigree: [{ id: "F", father: "0", mother: "0", sex: "M" }, { id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "F", mother: "M", sex: "M" }], missing: ["X"], references: { F: { TH01: ["6", "7"] } }, ...change });
  const of = (text: string): string[] => places(parseFamily(text, "f.jsonl", 7).faults);
  expect(of(line({}))).toEqual([]);
  expect(of(line({ pedigree: [{ id: "F", father: "X", mother: "M", sex: "M" }, { id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "F", mother: "M", sex: "M" }] }))).toEqual(["PEDIGREE_CYCLE 7: pedigree"]);
  expect(of(line({ pedigree: [{ id: "F", father: "0", mother: "0", sex: "F" }, { id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "F", mother: "M", sex: "M" }] }))).toContain("PEDIGREE_SEX 7: pedigree[3]");
  expect(of(line({}).replace('"references":{', '"references":{"F":{"TH01":["6","6"]},'))).toEqual(["JSON_DUPLICATE 7: "].map((text) => expect.stringContaining(text.slice(0, 16)) as unknown as string));
  expect(of(line({ references: { F: { TH01: [6, "7"], FGA: ["20", "21", "22"], VWA: ["9,3", "14"] }, X: { TH01: ["6", "6"] }, Q: {} } }))).toEqual([
    "GENOTYPE_SHAPE 7: references.F.TH01", "GENOTYPE_SHAPE 7: references.F.FGA", "ALLELE_SPELLING 7: references.F.VWA", "PERSON_MISSING_TYPED 7: references.X", "PERSON_UNKNOWN 7: references.Q",
  ]);
  expect(of(line({ missing: ["Z"] }))).toEqual(["PERSON_UNKNOWN 7: missing"]);
  expect(of(line({ missing: [] }))).toEqual(["FAMILY_SHAPE 7: missing"]);
  expect(of(line({ references: { F: { THO1: ["6", "7"], TH01: ["6", "7"] } } }))).toEqual(["MARKER_TWICE 7: references.F.TH01"]);
  expect(of(line({ references: { F: { TH01: ["6", "7", "8"], THO1: ["6", "7"] }, M: { AMEL: ["X", "X"], Amelogenin: ["X", "Y"] } } })), "twice, whether or not the first could be read").toEqual(["GENOTYPE_SHAPE 7: references.F.TH01", "MARKER_TWICE 7: references.F.THO1", "MARKER_TWICE 7: references.M.Amelogenin"]);
  expect(of(line({ pedigree: [{ id: "F", father: "0", mother: "0", sex: "F" }, { id: "X", father: "F", mother: "0", sex: "M" }] })), "the row as it was given, beside a mate that is put in").toEqual(["PEDIGREE_SEX 7: pedigree[2]"]);
});

test("trap 15: a lone parent gets an untyped mate that is named as added; twins and islands are refused", () => {
  const made = makePedigree([{ id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "0", mother: "M", sex: "M" }]);
  expect("added" in made && made.added).toEqual(["added-father-of-X"]);
  expect("added" in made ? [] : made).toEqual([]);
  const apart = makePedigree([{ id: "M", father: "0", mother: "0", sex: "F" }, { id: "X", father: "0", mother: "0", sex: "M" }]);
  expect("added" in apart ? "" : apart[0]?.code).toBe("PEDIGREE_APART");
});

describe("frequency tables", () => {
  test("wide and long give the same set; a printed set reads back", () => {
    const wide = parseFrequencies("Allele,THO1,vWA\n6,0.25,\n9.30,0.75,\n14,,0.4\n15,,0.6\nN,200,200\n", "w.csv");
    const long = parseFrequencies("marker\tallele\tfrequency\nTH01\t6\t0.25\nTH01\t9.3\t0.75\nVWA\t14\t0.4\nVWA\t15\t0.6\n", "l.tsv");
    expect(wide.markers).toEqual(long.markers);
    expect(parseFrequencies(printFrequencies(wide), "p.csv")).toEqual(wide);
  });
  test("a table summing to 0.93, a comma, a frequency above 1 and an allele given twice are refused together", () => {
    expect(places(faultsOf(() => parseFrequencies("Allele;A1;A2\n6;0.5;0,5\n7;0.43;1.5\n6.0;0.01;\n", "f.csv")))).toEqual(["FREQUENCY_VALUE 2:3 A2", "FREQUENCY_VALUE 3:3 A2", "ALLELE_TWICE 4:2 A1", "FREQUENCY_SUM : A1"]);
    expect(faultsOf(() => parseFrequencies("Allele,TH01\n6,0.5\n7,0.43\n", "f.csv"))[0]?.message).toContain("0.93");
  });
  test("trap 13: an unseen allele enters by the floor 5/(2N), then the marker is normalised", () => {
    const set = parseFrequencies("Allele,TH01\n6,0.999\n7,0.001\n", "f.csv");
    const made = withRareAlleles(set, { TH01: ["8.1"] }, 250);
    const sum = 0.999 + 0.01 + 0.01;
    expect(made.markers["TH01"]?.["6"]).toBeCloseTo(0.999 / sum, 14);
    expect(made.markers["TH01"]?.["8.1"]).toBeCloseTo(0.01 / sum, 14);
    expect(faultsOf(() => withRareAlleles(set, {}, undefined))[0]?.code).toBe("RARE_ALLELE_N");
  });
});

test("delimited text: a quote never closed, no header, CRLF and a BOM; formula cells are disarmed on export (trap 23)", () => {
  expect(faultsOf(() => parseDelimited('a,b\n1,"2\n', "x"))[0]).toMatchObject({ code: "TABLE_QUOTE", places: [{ line: 2 }] });
  expect(faultsOf(() => parseDelimited("", "x"))[0]?.code).toBe("TABLE_EMPTY");
  expect(parseDelimited("\uFEFFa,b\r\n1,\"x\"\"y\"\r\n", "x")).toMatchObject({ header: ["a", "b"], rows: [{ line: 2, cells: ["1", 'x"y'] }] });
  expect(["=1+1", "@x", "-2", "a,b"].map(printCell)).toEqual(["'=1+1", "'@x", "-2", '"a,b"']);
});

test("trap 23: GeneMapper tables round-trip; unequal rows of one sample, one allele alone and three alleles are refused", () => {
  const head = "Sample Name\tMarker\tAllele 1\tAllele 2\tAllele 3\n";
  expect(places(readGenemapper(`${head}R1\tTHO1\t6\t9.3\t\nR1\tTH01\t6\t8\t\nR1\tFGA\t22\t\t\nR1\tVWA\t14\t15\t16\n`, "g.txt").faults)).toEqual(["SAMPLE_CONFLICT 3: TH01", "GENOTYPE_ONE 4: FGA", "GENOTYPE_MANY 5: VWA"]);
  const { remains } = readGenemapper(`${head}R1\tAMEL\tX\tY\t\nR1\tTH01\t6\t9.3\t\nR1\tFGA\t22\t\t\n`, "g.txt", "drop-out");
  expect(remains[0]).toMatchObject({ sex: "M", profile: { TH01: ["6", "9.3"], FGA: ["22", null] } });
  expect(readGenemapper(printGenemapper(remains), "g.txt", "drop-out").remains[0]?.profile).toEqual(remains[0]?.profile);
  expect(places(readGenemapper("a\tb\n", "g.txt").faults)).toEqual(["TABLE_COLUMN 1: "]);
});

describe("Familias .fam", () => {
  const fam = {
    persons: [{ id: "F", sex: "M" as const, profile: { TH01: ["6", "9.3"] as const } }, { id: "Missing", sex: "M" as const, profile: {} }, { id: "M", sex: "F" as const, profile: {} }],
    known: { name: "known", extraFemales: 0, extraMales: 0, pairs: [[0, 1], [2, 1]] as const }, pedigrees: [{ name: "H1", extraFemales: 0, extraMales: 0, pairs: [] }], theta: 0.01,
    loci: [{ marker: "TH01", frequencies: { "6": 0.2, "9.3": 0.7, silent: 0.1 }, mutation: { model: "stepwise" as const, male: { rate: 0.002, rate2: 1e-6, range: 0.1 }, female: { rate: 0.001, rate2: 1e-6, range: 0.1 } } }],
  };
  test("trap 23: what is written reads back: persons, relations, silent frequency, female rate before male", () => {
    const text = printFam(fam);
    const read = parseFam(text, "x.fam");
    expect(read).toMatchObject({ persons: fam.persons, known: fam.known, loci: fam.loci, theta: 0.01 });
    expect(parseFamily(famFamilies(text, "x.fam")[0] ?? "", "x.fam", 1)).toMatchObject({ faults: [], family: { missing: ["Missing"] } });
  });
  test("precomputed results, twins, allele 0, unequal models and a broken count are refused with the line", () => {
    const text = printFam(fam);
    expect(faultsOf(() => parseFam(text.replace("#FALSE#\t(#Data", "#TRUE#\t(#Data"), "x.fam")).map(({ code }) => code)).toContain("FAM_RESULTS");
    expect(faultsOf(() => parseFam(text.replace('\n"6"\n', '\n"0"\n'), "x.fam")).map(({ code }) => code)).toContain("FAM_ALLELE");
    expect(faultsOf(() => parseFam(text.replace("0.002\n4\n4", "0.002\n4\n1"), "x.fam")).map(({ code }) => code)).toContain("FAM_MODEL");
    expect(faultsOf(() => parseFam(text.replace('"Known relations"', '"Relations"'), "x.fam")).map(({ code }) => code)).toContain("FAM_SECTION");
    expect(faultsOf(() => parseFam(text.replace("\n3\n", "\nthree\n"), "x.fam"))[0]).toMatchObject({ code: "FAM_COUNT", places: [{ line: 5 }] });
    expect(faultsOf(() => parseFam(text.replace("\n0\n1\n2\n1\n", "\n0\nDirect\n2\n1\n"), "x.fam")).map(({ code }) => code)).toContain("FAM_TWINS");
  });
  test("the DVI part gives reference families; the missing person's sex comes from the mate", () => {
    const dvi = `${printFam(fam)}[DVI]\n[[Unidentified persons]]\nnPersons= 1\n[[[Person 1 ]]]\nName= "V1"\nGender= "Male"\n[[[[DNA data]]]]\nnSystems= 1\nSystemName= "TH01"\nAllele1= "6"\nAllele2= "9.3"\n[[Reference Families]]\n[[[Family 1]]]\nName= "F1"\n[[[[Persons]]]]\n[[[[[Person 1]]]]]\nName= "W"\nGender= "Female"\n[[[[[Person 2]]]]]\nName= "C"\nGender= "Male"\n[[[[[[DNA data]]]]]]\nSystemName= "TH01"\nAllele1= "6"\nAllele2= "6"\n[[[[Pedigrees]]]]\n[[[[[Pedigree 1]]]]]\nParent= "W"\nChild= "C"\nParent= "Missing person"\nChild= "C"\n`;
    expect(parseFam(dvi, "x.fam").unidentified).toEqual([{ id: "V1", sex: "M", profile: { TH01: ["6", "9.3"] } }]);
    const { family, faults } = parseFamily(famFamilies(dvi, "x.fam")[0] ?? "", "x.fam", 1);
    expect(faults).toEqual([]);
    expect(family.missing).toEqual(["Missing person"]);
    expect(family.pedigree.persons[family.pedigree.indexOf.get("Missing person") ?? 0]?.sex).toBe("M");
  });
});

describe("CODIS CMF", () => {
  const specimen = { id: "R1", category: "Unidentified Person", isPartial: true, profile: { VWA: ["14", null] as const, PENTA_D: ["9", "9"] as const, TH01: ["6", "9.3"] as const }, y: {} };
  test("trap 23: what is written reads back; one allele of a partial specimen is one known allele", () => {
    const text = printCmf([specimen], { lab: "LAB", user: "u", at: "2025-06-02T00:00:00" });
    expect(text).toContain("<LOCUSNAME>Penta D</LOCUSNAME>");
    expect(parseCmf(text, "x.xml")).toEqual([specimen]);
    expect(parseCmf(text.replace('PARTIAL="true"', 'PARTIAL="false"'), "x.xml")[0]?.profile["VWA"]).toEqual(["14", "14"]);
  });
  test("document types, entities, broken tags, deep nesting, long ids and three alleles are refused", () => {
    const text = printCmf([specimen], { lab: "LAB", user: "u", at: "x" });
    const code = (changed: string): string | undefined => faultsOf(() => parseCmf(changed, "x.xml"))[0]?.code;
    expect(code(text.replace("<CODIS", '<!DOCTYPE x [<!ENTITY a "b">]><CODIS'))).toBe("XML_DOCTYPE");
    expect(code(text.replace("LAB", "&a;"))).toBe("XML_ENTITY");
    expect(code(text.replace("</SPECIMEN>", ""))).toBe("XML_SYNTAX");
    expect(code("<a>".repeat(30))).toBe("XML_DEPTH");
    expect(code("<other/>")).toBe("CMF_ROOT");
    expect(code(text.replace("<SPECIMENID>R1", `<SPECIMENID>${"R".repeat(30)}`))).toBe("CMF_ID");
    expect(code(text.replace("<ALLELEVALUE>6</ALLELEVALUE>", "<ALLELEVALUE>6</ALLELEVALUE></ALLELE><ALLELE><ALLELEVALUE>7</ALLELEVALUE>"))).toBe("GENOTYPE_MANY");
    expect(faultsOf(() => printCmf([{ ...specimen, id: "" }], { lab: "L", user: "u", at: "x" }))[0]?.code).toBe("CMF_ID");
  });
});

test("settings (trap 4: an allele limit is refused): unknown members, a model without rates, an allele limit and impossible numbers are refused together", () => {
  const { faults } = readSettings({ mutation: { model: "stepwise", alleleLimit: 5 }, theta: 2, colour: 1, mutationOf: { THO1: { model: "equal" } } }, "s.json");
  expect(places(faults)).toEqual(["SETTINGS_SHAPE : colour", "MUTATION_SHAPE : mutation", "MUTATION_SHAPE : mutationOf.THO1.male", "MUTATION_SHAPE : mutationOf.THO1.female", "SETTINGS_SHAPE : theta"]);
});
