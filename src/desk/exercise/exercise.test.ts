// The exercise as a reader of its files sees it: forms, truth, counts. Read back with a reader of its own; expected numbers are
// the shares of docs/formats/exercise.md worked out here again, not the generator's own sizes.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { Faults } from "../../basis/fault.ts";
import { isRecord, parseJson } from "../../basis/parse-json.ts";
import { utf8 } from "../../basis/bytes.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { exerciseFiles } from "./exercise.ts";
import { LIST_HEAD } from "./list-rows.ts";
import type { ExerciseOptions } from "./sizes.ts";

type Rows = readonly (readonly string[])[];
const whole = (options: ExerciseOptions): Map<string, string> => new Map(exerciseFiles(options).map(({ path, compose }) => [path, [...compose()].join("")]));

/** RFC 4180, read letter by letter. The first row is the head. */
function csv(text: string): Rows {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const row = rows.at(-1) ?? [];
    if (quoted && letter === '"' && text.charAt(at + 1) === '"') row[row.length - 1] += text.charAt(++at);
    else if (letter === '"') quoted = !quoted;
    else if (letter === "," && !quoted) row.push("");
    else if (letter === "\n" && !quoted) rows.push([""]);
    else row[row.length - 1] += letter;
  }
  expect(rows.at(-1)).toEqual([""]); // the file ends with a line end
  return rows.slice(0, -1);
}
const share = (count: number, perMille: number): number => Math.floor((count * perMille + 500) / 1000);

describe("an exercise of 400 names a list and 300 containers", () => {
  const options: ExerciseOptions = { seed: "read-back", captives: 400, remains: 300, families: 900 };
  let files: Map<string, string>;
  const table = (path: string): Rows => csv(files.get(path) ?? "");
  const column = (path: string, at: number): string[] => table(path).slice(1).map((row) => row[at] ?? "");
  beforeAll(() => {
    files = whole(options);
  });

  test("every list has the columns of the public sets, one id a row, and no ragged row", () => {
    for (const path of ["sideA/asked.csv", "sideA/held.csv", "sideB/asked.csv", "sideB/held.csv"]) {
      const [head = [], ...rows] = table(path);
      expect(head.join(",")).toBe(LIST_HEAD);
      expect(head.slice(0, 10).join(",")).toBe("id,surname,given_name,patronymic,birth_date,service_no,unit,rank,capture_place,capture_date");
      for (const row of rows) expect(row).toHaveLength(12);
      expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
      expect(rows).toHaveLength(400 + share(400, path.includes("asked") ? 20 : 15));
      for (const [, surname = ""] of rows) expect(surname.trim()).not.toBe("");
    }
  });

  test("birth dates are written only in forms that lists use, and each whole date exists", () => {
    const forms = /^(?:\d{4}-\d{2}-\d{2}|\d{2}\.\d{2}\.\d{4}|\d{2}\/\d{2}\/\d{4}|\d{1,2} \p{L}+ \d{4}|\d{4}-\d{2}|\d{4}|)$/u;
    const seen = new Set<string>();
    for (const path of ["sideA/asked.csv", "sideA/held.csv", "sideB/asked.csv", "sideB/held.csv"])
      for (const date of column(path, 4)) {
        expect(date).toMatch(forms);
        seen.add(date.replace(/\d/g, "9").replace(/\p{L}+/u, "month").replace(/^9 /, "99 "));
        const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? /^(?<d>\d{2})[./](?<m>\d{2})[./](?<y>\d{4})$/.exec(date);
        if (!iso) continue;
        const [y, m, d] = iso.groups ? [iso.groups["y"], iso.groups["m"], iso.groups["d"]] : [iso[1], iso[2], iso[3]];
        expect(new Date(`${y}-${m}-${d}T00:00:00Z`).toISOString().slice(0, 10)).toBe(`${y}-${m}-${d}`);
      }
    expect([...seen].sort()).toEqual(expect.arrayContaining(["", "9999", "9999-99", "9999-99-99", "99.99.9999"]));
  });

  test("own lists stand in the own letters, held lists in the other's and in Latin", () => {
    const share = (path: string, script: RegExp): number => column(path, 1).filter((name) => script.test(name)).length / column(path, 1).length;
    for (const side of ["A", "B"]) {
      expect(share(`side${side}/asked.csv`, /\p{Script=Cyrillic}/u)).toBe(1);
      expect(share(`side${side}/held.csv`, /^[\p{Script=Latin} ’”′″ʼ'`-]+$/u)).toBeGreaterThan(0.1);
      expect(share(`side${side}/held.csv`, /\p{Script=Cyrillic}/u)).toBeGreaterThan(0.3);
    }
    expect(column("sideB/held.csv", 1).join("")).not.toMatch(/[їєґ]/i);
    expect(column("sideA/held.csv", 1).join("")).not.toMatch(/[ыэё]/i);
  });

  test("62 in 100 of those asked for are held, and the pairs are exactly the rows of one person", () => {
    const persons = table("truth/persons.csv").slice(1);
    for (const side of ["A", "B"]) {
      const other = side === "A" ? "b" : "a";
      const both = persons.filter((row) => row[1] === side && row[13] !== "" && row[14] !== "");
      expect(both).toHaveLength(share(400, 620));
      const pairs = table(`truth/pairs-asked-${side.toLowerCase()}-held-${other}.csv`).slice(1);
      const firsts = new Set(both.map((row) => `${row[13]},${row[14]}`));
      expect(pairs.filter((pair) => firsts.has(pair.join(",")))).toHaveLength(both.length);
      const again = new Map(table("truth/duplicates.csv").slice(1).map((row) => [row[3], row[2]]));
      for (const [left = "", right = ""] of pairs) expect(firsts.has(`${again.get(left) ?? left},${again.get(right) ?? right}`)).toBe(true);
    }
    expect(column("truth/duplicates.csv", 2)).toHaveLength(2 * (share(400, 20) + share(400, 15)));
  });

  test("kin pairs are of one surname and father or of father and son, and never one person", () => {
    const persons = table("truth/persons.csv").slice(1);
    const byId = new Map(persons.flatMap((row) => [[row[13], row], [row[14], row]] as const));
    const kinds = new Set<string>();
    for (const path of ["truth/kin-asked-a-held-b.csv", "truth/kin-asked-b-held-a.csv"])
      for (const [left = "", right = "", kind = ""] of table(path).slice(1)) {
        kinds.add(kind);
        const [a, b] = [byId.get(left), byId.get(right)];
        if (a === undefined || b === undefined) continue; // a second row of somebody
        expect(a[0]).not.toBe(b[0]);
        if (kind === "twin") expect(a[10]).toBe(b[10]);
        if (kind === "brother" || kind === "namesake") expect(a[10]).not.toBe(b[10]);
        if (kind === "namesake") expect([a[5], a[6], a[8]]).toEqual([b[5], b[6], b[8]]);
        else expect(a[2]).toBe(b[2]);
      }
    expect([...kinds].sort()).toEqual(expect.arrayContaining(["brother", "namesake"]));
  });

  test("containers, sets and persons are three counts, with the planted shares of each", () => {
    const containers = table("mediator/containers.csv").slice(1);
    const truth = table("truth/remains.csv").slice(1);
    const commingled = containers.filter((row) => row[5]?.includes(";"));
    const [toA, toB] = [share(300, 667), 300 - share(300, 667)];
    expect(containers.map((row) => row[2]).filter((to) => to === "A")).toHaveLength(toA);
    expect(commingled).toHaveLength(share(toA, 50) + share(toB, 50));
    expect(truth).toHaveLength(containers.reduce((sum, row) => sum + (row[5]?.split(";").length ?? 0), 0));
    expect(truth).toHaveLength(table("laboratory/remains.csv").length - 1);
    expect(truth.filter((row) => row[7] === "partial").length).toBe([toA, toB].reduce((sum, n) => sum + share(n + share(n, 50) + share(share(n, 50), 200), 200), 0));
    const persons = new Map(truth.map((row) => [row[2], row]));
    expect(truth.filter((row) => row[6] === "person")).toHaveLength(persons.size);
    const foreign = [...persons.values()].filter((row) => row[3] !== row[4]).length;
    expect(foreign).toBe([toA, toB].reduce((sum, n) => sum + share(n - share(n, 40) + ((share(n, 50) + share(share(n, 50), 200)) >> 1), 30), 0));
    expect(truth.filter((row) => row[6] === "further-part").every((row) => truth.some((other) => other[2] === row[2] && other[6] === "person"))).toBe(true);
  });

  test("cells of remains are two alleles, one known, or empty; sets of whole quality have all markers", () => {
    const [head = [], ...rows] = table("laboratory/remains.csv");
    const known = new Map(head.slice(2).map((marker) => [marker, new Set(table("laboratory/frequencies.csv").filter((row) => row[0] === marker).map((row) => row[1]))]));
    const partial = new Set(table("truth/remains.csv").filter((row) => row[7] === "partial").map((row) => row[0]));
    for (const [id = "", sex = "", ...cells] of rows) {
      expect(sex).toMatch(partial.has(id) ? /^[MF]?$/ : /^[MF]$/);
      cells.forEach((cell, at) => {
        if (!partial.has(id)) expect(cell).toMatch(/^[0-9.]+\/[0-9.]+$/);
        for (const allele of cell.split("/").filter((part) => part !== "")) expect(known.get(head[at + 2] ?? "")?.has(allele), `${head[at + 2]}`).toBe(true);
      });
    }
    const cells = rows.filter(([id = ""]) => partial.has(id)).flatMap((row) => row.slice(2));
    expect(cells.some((cell) => cell === "") && cells.some((cell) => cell.endsWith("/"))).toBe(true);
  });

  test("families are of the public form: parents before children, sexes right, the missing untyped", () => {
    const lines = (files.get("laboratory/families.jsonl") ?? "").trimEnd().split("\n");
    expect(lines).toHaveLength(900);
    const shapes = new Set(column("truth/families.csv", 3));
    expect(shapes.size).toBeGreaterThan(12);
    for (const line of lines) {
      const family = parseJson(line);
      expect(isRecord(family)).toBe(true);
      if (!isRecord(family)) continue;
      expect(Object.keys(family).sort()).toEqual(["id", "missing", "pedigree", "references", "side"]);
      const seen = new Map<string, unknown>();
      for (const one of family["pedigree"] as { id: string; father: string; mother: string; sex: string }[]) { // the shape under test
        expect((one.father === "0") === (one.mother === "0")).toBe(true);
        if (one.father !== "0") expect([seen.get(one.father), seen.get(one.mother)]).toEqual(["M", "F"]);
        seen.set(one.id, one.sex);
      }
      const references = Object.keys(family["references"] as object); // the shape under test
      for (const missing of family["missing"] as string[]) expect(seen.has(missing) && !references.includes(missing)).toBe(true); // the shape under test
      for (const id of references) expect(seen.has(id)).toBe(true);
    }
  });

  test("a set of whole quality agrees with both its parents where they are sound references, up to mutations", () => {
    const truth = table("truth/remains.csv").slice(1);
    const [head = [], ...rows] = table("laboratory/remains.csv");
    const profiles = new Map(rows.map((row) => [row[0], row]));
    const flawed = new Set(table("truth/families.csv").filter((row) => row[5] !== "").map((row) => row[0]));
    const families = new Map((files.get("laboratory/families.jsonl") ?? "").trimEnd().split("\n").map((line) => {
      const family = parseJson(line) as { id: string; pedigree: { id: string; father: string; mother: string }[]; references: Record<string, Record<string, (string | null)[]>> }; // the shape tested above
      return [family.id, family] as const;
    }));
    let [compared, apart] = [0, 0];
    for (const row of truth) {
      const family = families.get(row[8] ?? "");
      if (family === undefined || row[7] === "partial" || row[10] !== "" || flawed.has(row[8] ?? "")) continue;
      const own = family.pedigree.find(({ id }) => id === row[9]);
      for (const parent of [family.references[own?.father ?? ""], family.references[own?.mother ?? ""]])
        for (const [marker, alleles] of Object.entries(parent ?? {})) {
          if (alleles.includes(null)) continue;
          compared++;
          const read = profiles.get(row[0] ?? "")?.[head.indexOf(marker)]?.split("/") ?? [];
          if (!read.some((allele) => alleles.includes(allele))) apart++;
        }
    }
    expect(compared).toBeGreaterThan(3000);
    expect(apart / compared).toBeLessThan(0.003); // at most the fathers' rate of 0.002, with five deviations at this size
  });

  test("planted faults of references are as many as the shares say, swaps are mutual", () => {
    const rows = table("truth/families.csv").slice(1);
    const of = (flaw: string): Rows => rows.filter((row) => row[5] === flaw);
    expect([of("wrong-relation").length, of("swapped").length, of("twice-entered").length]).toEqual([share(900, 10), 2 * share(900, 3), share(900, 3)]);
    for (const row of of("swapped")) expect(rows.find((other) => other[0] === row[6])?.[6]).toBe(row[0]);
  });

  test("the planning instance is well-formed and the plan of the truth keeps every clause (independent checker)", async () => {
    const checker = (await import(new URL("../../../test/vectors/planning/check.mjs", import.meta.url).href)) as { check: (instance: unknown, plan: unknown) => { valid: boolean; errors: unknown[] } }; // the checker's own signature
    const instance = parseJson(files.get("planning.json") ?? "");
    const { valid, errors } = checker.check(instance, parseJson(files.get("truth/plan.json") ?? ""));
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  test("tiers follow from the facts by the definitions of the agreement", () => {
    const facts = parseJson(files.get("facts.json") ?? "") as { captives: Record<string, unknown>[]; handovers: { captive: string }[] }; // the shape under test
    const instance = parseJson(files.get("planning.json") ?? "") as { captives: { id: string; tier: string; status: string }[] }; // the shape under test
    const byId = new Map(facts.captives.map((one) => [one["id"], one]));
    const gone = new Set(facts.handovers.map(({ captive }) => captive));
    expect(gone.size).toBe(facts.handovers.length);
    for (const { id, tier, status } of instance.captives) {
      const one = byId.get(id) ?? {};
      expect(gone.has(id) || one["diedOn"] !== undefined).toBe(false);
      expect(status === "declined").toBe(one["declinedOn"] !== undefined && status !== "held");
      const [finding] = one["findings"] as { class: string }[];
      const [decision] = one["decisions"] as { result: string }[];
      const isSure = finding !== undefined && ((one["objections"] as unknown[]).length === 0 || decision?.result === "upheld");
      const born = one["born"] as string | null;
      const isYoung = born !== null && `${born}-01-01`.slice(0, 10) >= "1999-06-03";
      if (isSure) expect(tier).toBe(finding.class === "W" ? "wounded" : "sick");
      else expect(tier === "young").toBe(isYoung);
    }
  });

  test("every asked row has one answer, and it fits what became of the person", () => {
    const answers = table("truth/answers.csv").slice(1);
    expect(answers.map(([id]) => id)).toHaveLength(2 * (400 + share(400, 20)));
    const count = (code: string): number => answers.filter((row) => row[1] === code).length;
    const dead = table("truth/persons.csv").filter((row) => row[11] === "asked-dead").length;
    expect(count("REMAINS")).toBe(dead);
    expect(count("DUPLICATE")).toBe(2 * share(400, 20));
    expect(count("NOT_HELD")).toBe(table("truth/persons.csv").filter((row) => row[11] === "asked-only").length);
  });

  test("no diagnosis, no reason and no route stands in any file", () => {
    expect(table("mediator/findings.csv")[0]?.join(",")).toBe("held_id,class,found_on,by,objected_on,decided_on,result");
    expect(table("mediator/wishes.csv")[0]?.join(",")).toBe("held_id,wish,heard_on");
    for (const path of ["sideA/held.csv", "sideB/held.csv"]) expect(table(path)[0]).not.toContain("place");
  });
});

const TINY: ExerciseOptions = { seed: "vector", captives: 30, remains: 12, families: 40 };

test("the bytes of the tiny exercise are those of the vector", () => {
  const expected = parseJson(readFileSync(new URL("../../../test/vectors/exercise/tiny.json", import.meta.url), "utf8"));
  expect(Object.fromEntries([...whole(TINY)].map(([path, text]) => [path, sha256Hex(utf8(text))]))).toEqual(expected);
});

test("neither clock nor chance of the machine nor locale is asked, and files may be composed in any order", () => {
  const once = whole(TINY);
  const real = { Date: globalThis.Date, Intl: globalThis.Intl, random: Math.random };
  const refuse = (): never => {
    throw new Error("asked");
  };
  try {
    Object.assign(globalThis, { Date: refuse, Intl: undefined });
    Math.random = refuse;
    const backwards = exerciseFiles(TINY).toReversed().map(({ path, compose }) => [path, [...compose()].join("")] as const);
    expect(new Map(backwards.toReversed())).toEqual(once);
  } finally {
    Object.assign(globalThis, { Date: real.Date, Intl: real.Intl });
    Math.random = real.random;
  }
});

test("another seed gives another war of the same size", () => {
  const [one, other] = [whole(TINY), whole({ ...TINY, seed: "vector-2" })];
  expect(other.get("truth/counts.json")).toBe(one.get("truth/counts.json"));
  expect(other.get("sideA/asked.csv")).not.toBe(one.get("sideA/asked.csv"));
});

test("any small size holds together: rows as wanted, families as wanted, a plan that is valid", async () => {
  const checker = (await import(new URL("../../../test/vectors/planning/check.mjs", import.meta.url).href)) as { check: (instance: unknown, plan: unknown) => { valid: boolean } }; // the checker's own signature
  const sizes = fc.record({ seed: fc.stringMatching(/^[a-z0-9]{1,8}$/), captives: fc.nat(40), remains: fc.nat(40), families: fc.nat(60) });
  fc.assert(
    fc.property(sizes, (options) => {
      const files = whole(options);
      expect(csv(files.get("sideA/asked.csv") ?? "").length - 1).toBe(options.captives + share(options.captives, 20));
      expect(csv(files.get("mediator/containers.csv") ?? "").length - 1).toBe(options.remains);
      expect((files.get("laboratory/families.jsonl") ?? "").split("\n").length - 1).toBe(options.captives + options.remains === 0 ? 0 : options.families);
      expect(checker.check(parseJson(files.get("planning.json") ?? ""), parseJson(files.get("truth/plan.json") ?? "")).valid).toBe(true);
    }),
    { numRuns: 25, seed: 20_250_602 },
  );
});

test("numbers beyond the limits and odd seeds are refused by name, all at once", () => {
  const refused = (change: Partial<ExerciseOptions>): readonly string[] => {
    try {
      exerciseFiles({ ...TINY, ...change });
      return ["accepted"];
    } catch (error) {
      return error instanceof Faults ? error.faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""}`) : ["another error"];
    }
  };
  expect(refused({ captives: -1 })).toEqual(["EXERCISE_SIZE captives"]);
  expect(refused({ captives: 1_000_001 })).toEqual(["EXERCISE_SIZE captives"]);
  expect(refused({ remains: 0.5, families: Number.NaN })).toEqual(["EXERCISE_SIZE remains", "EXERCISE_SIZE families"]);
  expect(refused({ seed: "" })).toEqual(["EXERCISE_SIZE seed"]);
  expect(refused({ seed: "a|b" })).toEqual(["EXERCISE_SIZE seed"]);
});
