// The search as a whole, by its commands, on wars that never were (IDENTIFICATION.md 18, traps 7, 18, 20, 21, 22, 25).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { utf8 } from "../src/basis/bytes.ts";
import { main } from "../src/main.ts";

const folder = mkdtempSync(join(tmpdir(), "afa-identification-"));
afterAll(() => rmSync(folder, { recursive: true }));
const example = fileURLToPath(new URL("../examples/identification-exercise/", import.meta.url));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string; written: string[] }> {
  const [out, err, written]: [string[], string[], string[]] = [[], [], []];
  const code = await main(words, {
    out: (text) => void out.push(text), err: (text) => void err.push(text),
    readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))),
    writeFile: (path, bytes) => {
      written.push(path);
      writeFileSync(path, bytes);
      return Promise.resolve();
    },
    now: () => 0,
  });
  return { code, out: out.join(""), err: err.join(""), written };
}
const inputs = (from: Record<string, string> = {}): string[] => ["remains.csv", "families.jsonl", "frequencies.csv", "settings.json"].flatMap((name) => [`--${name.split(".")[0] ?? ""}`, from[name] ?? join(example, name)]);
const read = (...path: string[]): string => readFileSync(join(folder, ...path), "utf8");
const table = (text: string): Record<string, string>[] => {
  const [head = "", ...rows] = text.trim().split("\n");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [head.split(",")[i] ?? "", cell])));
};

describe("the exercise", () => {
  test("no proposal is wrong, and most listed persons are proposed, alone or as a group", async () => {
    const { code, out } = await run("identify", ...inputs(), "--out", join(folder, "one"), "--threads", "1", "--reports", "3");
    expect(code).toBe(0);
    expect(out).toContain("a proposal is confirmed by two persons");
    const truth = new Map(table(readFileSync(join(example, "truth.csv"), "utf8")).map((row) => [row["remains_id"], row]));
    const rows = table(read("one", "candidates.csv"));
    const proposed = rows.filter(({ verdict }) => verdict === "proposed");
    expect(proposed.length).toBeGreaterThan(15);
    for (const row of proposed) expect([row["family_id"], row["missing_id"]]).toEqual([truth.get(row["remains_id"])?.["family_id"], truth.get(row["remains_id"])?.["missing_id"]]);
    for (const row of rows.filter(({ verdict }) => verdict === "proposed as group")) expect(row["family_id"]).toBe(truth.get(row["remains_id"])?.["family_id"]);
  });

  test("trap 7: one thread and two give the same bytes; trap 25: a resumed search too, and only changed shards are computed", async () => {
    await run("identify", ...inputs(), "--out", join(folder, "two"), "--threads", "2", "--reports", "3");
    for (const name of ["candidates.csv", "joint.json", "report/index.json", "report/000001.json", "report/000001.html"]) expect(read("two", name), name).toBe(read("one", name));
    await run("identify", ...inputs(), "--out", join(folder, "two"), "--threads", "1", "--resume", "--reports", "0");
    expect(read("two", "candidates.csv")).toBe(read("one", "candidates.csv"));
    expect(JSON.parse(read("two", "run.json"))).toMatchObject({ shards: { computed: 0, reused: 1 } });
    const changed = join(folder, "changed.jsonl");
    writeFileSync(changed, readFileSync(join(example, "families.jsonl"), "utf8").split("\n").slice(1).join("\n"));
    await run("identify", ...inputs({ "families.jsonl": changed }), "--out", join(folder, "two"), "--threads", "1", "--resume", "--reports", "0");
    expect(JSON.parse(read("two", "run.json"))).toMatchObject({ shards: { computed: 1, reused: 0 }, families: 59 });
  });

  test("a search shared by two machines gives the bytes of one run; answers to another search, or other ratios, are not taken", async () => {
    const many = join(folder, "many.jsonl");
    const rows = readFileSync(join(example, "families.jsonl"), "utf8").trim().split("\n");
    writeFileSync(many, Array.from({ length: 5 }, (_, i) => rows.map((row) => row.replace(/"id":"F/, `"id":"F${i}`))).flat().join("\n")); // 300 families: two shards
    const whole = inputs({ "families.jsonl": many });
    await run("identify", ...whole, "--out", join(folder, "alone"), "--threads", "1", "--reports", "2");
    expect((await run("identify", "share", ...whole, "--parts", "2", "--out", join(folder, "shared"))).out).toContain("shards: 2, parts: 2");
    expect((await run("identify", "share", ...whole, "--parts", "2", "--out", join(folder, "shared"))).err, "never over another search").toContain("USAGE");
    const answers = [1, 2].map((n) => join(folder, `answers-${n}`));
    for (const [i, file] of answers.entries()) expect((await run("identify", "part", join(folder, `shared/part-${i + 1}.share`), "--out", file, "--threads", "1")).out).toContain("shards searched: 1");
    expect((await run("identify", "part", join(folder, "shared/part-1.share"), "--out", answers[0] ?? "", "--threads", "1")).out, "a part begun again goes on").toContain("shards searched: 0, known before: 1");
    expect(/"references"|"pedigree"|"D3S1358":/.test(readFileSync(answers[0] ?? "", "utf8")), "answers hold no genotype").toBe(false);
    const joined = async (name: string, ...files: string[]) => run("identify", ...whole, "--out", join(folder, name), "--threads", "1", "--reports", "2", "--answers", files.join(","));
    await joined("joined", ...answers);
    for (const name of ["candidates.csv", "joint.json", "report/index.json"]) expect(read("joined", name), name).toBe(read("alone", name));
    await joined("one-of-two", ...answers.slice(1));
    expect(read("one-of-two", "candidates.csv"), "what nobody answered is searched here").toBe(read("alone", "candidates.csv"));
    const forged = join(folder, "forged");
    const [head = "", ...packed] = readFileSync(answers[0] ?? "", "utf8").split("\n");
    writeFileSync(forged, [head, ...packed.map((row) => row.replace(/"log10Lr":-?[\d.]+/, '"log10Lr":25'))].join("\n"));
    expect((await joined("forged-out", forged)).err).toContain("ANSWERS_DIFFER");
    // whichever shard is drawn, what the other claims is found where it decides: a ratio made larger, a person left out, a sum below 0
    const both = [head, ...packed, ...readFileSync(answers[1] ?? "", "utf8").split("\n").slice(1)].filter((row) => row !== "");
    const bent: Readonly<Record<string, (row: string) => string>> = {
      larger: (row) => row.replace(/"log10Lr":-?[\d.]+/g, '"log10Lr":25'), fewer: (row) => row.replace(/"missing":\{"M":\d+/, '"missing":{"M":1'),
      odd: (row) => row.replace(/"remains":\d+/, '"remains":99999'), faultless: (row) => row.replace(/"ids":\[/, '"ids":7,"x":['), negative: (row) => row.replace(/"rest":"[^"]*"/, `"rest":"${Buffer.from(new Float64Array(40).fill(-1).buffer).toString("base64")}"`),
    };
    for (const [name, bend] of Object.entries(bent))
      for (const at of name === "larger" || name === "fewer" ? [1, 2] : [2]) {
        writeFileSync(forged, both.map((row, i) => (i === at ? bend(row) : row)).join("\n"));
        expect((await joined("forged-out", forged)).err, `${name}, shard ${at}`).toContain("ANSWERS_DIFFER");
      }
    expect((await run("identify", ...whole, "--out", join(folder, "forged-out"), "--threads", "1", "--reports", "2", "--resume")).code, "and nothing of any of them is taken when the search goes on").toBe(0);
    expect(read("forged-out", "candidates.csv")).toBe(read("alone", "candidates.csv"));
    for (const torn of [(row: string) => row.replace(/"pairs":\[/, '"pairs":7,"x":['), (row: string) => row.replace(/"rest":"[^"]*"/, '"rest":"AAA="'), (row: string) => row.slice(0, 200)]) {
      writeFileSync(forged, both.map((row, i) => (i === 0 ? row : torn(row))).join("\n"));
      await joined("torn", forged);
      expect(read("torn", "candidates.csv"), "a line that is no answer is computed here").toBe(read("alone", "candidates.csv"));
    }
    writeFileSync(forged, [head.replace(/"[0-9a-f]{8}/, '"00000000'), ...packed].join("\n"));
    expect((await joined("forged-out", forged)).err).toContain("ANSWERS_OTHER");
    const part = join(folder, "other.share");
    writeFileSync(part, readFileSync(join(folder, "shared/part-1.share"), "utf8").replace(/"theta":0/, '"theta":0.01'));
    expect((await run("identify", "part", part, "--out", join(folder, "none"))).err).toContain("SHARE_ENGINE");
    writeFileSync(part, '{"format":"else"}\n');
    expect((await run("identify", "part", part, "--out", join(folder, "none"))).err).toContain("SHARE_FORM");
  }, 300_000);

  test("the checkpoint holds no genotype of a relative, and a report no relative's alleles", async () => {
    const first = JSON.parse(readFileSync(join(example, "families.jsonl"), "utf8").split("\n")[0] ?? "") as { references: Record<string, Record<string, string[]>> };
    expect(read("one", "checkpoint.jsonl")).not.toContain("references");
    for (const profile of Object.values(first.references)) expect(read("one", "report/000001.json")).not.toContain(JSON.stringify(profile["TH01"]));
  });

  test("a pair is explained in Ukrainian and Arabic from the recorded inputs; unknown ids and changed inputs are refused", async () => {
    const [row] = table(read("one", "candidates.csv"));
    const pair = ["--remains", row?.["remains_id"] ?? "", "--family", row?.["family_id"] ?? ""];
    const { code, out } = await run("identify", "explain", join(folder, "one"), ...pair, "--lang", "uk");
    expect(code).toBe(0);
    expect(out).toContain("Пропозиція ідентифікації");
    expect(out).toContain(row?.["log10_lr"] ?? "-");
    expect((await run("identify", "explain", join(folder, "one"), ...pair, "--lang", "ar")).out).toContain("الرفات");
    expect((await run("identify", "explain", join(folder, "one"), "--remains", "nobody", "--family", "F000001")).err).toContain("PAIR_NONE");
    expect((await run("identify", "explain", join(folder, "one"), ...pair, "--lang", "xx")).code).toBe(2);
  });
});

describe("bad input: exit 2, every place, nothing written", () => {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, utf8(text));
    return path;
  };
  test("remains, families and frequencies", async () => {
    const remains = file("bad.csv", "id,sex,TH01,NOSUCH,constructor\nR1,M,6/6/7,1/2,\nR2,M,99/6,,\n");
    const one = await run("identify", ...inputs({ "remains.csv": remains }), "--out", join(folder, "bad"));
    expect([one.code, one.written]).toEqual([2, []]);
    for (const each of [/bad.csv:2:3 TH01.*GENOTYPE_MANY/, /bad.csv:1 NOSUCH.*MARKER_UNKNOWN/, /bad.csv:1 CONSTRUCTOR.*MARKER_UNKNOWN/, /bad.csv:3 TH01.*ALLELE_UNKNOWN/]) expect(one.err).toMatch(each); // all at once
    const remains2 = file("bad2.csv", "id,sex,TH01,NOSUCH\nR2,M,99/6,\n");
    const two = await run("identify", ...inputs({ "remains.csv": remains2 }), "--out", join(folder, "bad"));
    expect(two.err).toMatch(/bad2.csv:1 NOSUCH.*MARKER_UNKNOWN/);
    expect(two.err).toMatch(/bad2.csv:2 TH01.*ALLELE_UNKNOWN/);
    const families = file("bad.jsonl", `${JSON.stringify({ id: "F1", side: "A", pedigree: [{ id: "X", father: "P", mother: "0", sex: "M" }], missing: ["X"], references: {} })}\n{broken\n`);
    const three = await run("identify", ...inputs({ "families.jsonl": families }), "--out", join(folder, "bad"), "--threads", "1");
    expect([three.code, three.written]).toEqual([2, []]);
    expect(three.err).toMatch(/bad.jsonl:1.*PEDIGREE_PARENT/);
    expect(three.err).toMatch(/bad.jsonl:2:2.*JSON_SYNTAX/);
    const sums = file("bad-freq.csv", "Allele,TH01\n6,0.5\n9.3,0.43\n");
    const four = await run("identify", ...inputs({ "frequencies.csv": sums }), "--out", join(folder, "bad"));
    expect(four.err).toContain("FREQUENCY_SUM");
    const all = await run("identify", ...inputs({ "frequencies.csv": sums, "remains.csv": remains, "families.jsonl": families }), "--out", join(folder, "bad"));
    for (const each of [/FREQUENCY_SUM/, /bad.csv:2:3 TH01.*GENOTYPE_MANY/, /bad.jsonl:1.*PEDIGREE_PARENT/, /bad.jsonl:2:2.*JSON_SYNTAX/]) expect(all.err, "three bad files, told together").toMatch(each);
    const twice = file("twice.jsonl", readFileSync(join(example, "families.jsonl"), "utf8").split("\n").slice(0, 1).join("\n").repeat(1) + "\n" + (readFileSync(join(example, "families.jsonl"), "utf8").split("\n")[0] ?? ""));
    expect((await run("identify", ...inputs({ "families.jsonl": twice }), "--out", join(folder, "bad"), "--threads", "1")).err).toContain("FAMILY_TWICE");
    const both = await run("identify", ...inputs({ "remains.csv": remains, "families.jsonl": twice }), "--out", join(folder, "bad"));
    for (const each of [/bad.csv:2:3 TH01.*GENOTYPE_MANY/, /twice.jsonl:2 id.*FAMILY_TWICE/]) expect(both.err, "two bad files, told together").toMatch(each);
    const none = file("none.jsonl", "");
    const nobody = await run("identify", ...inputs({ "families.jsonl": none }), "--out", join(folder, "bad"), "--threads", "1");
    expect([nobody.code, nobody.err, nobody.written]).toEqual([2, expect.stringMatching(/none.jsonl:1: expected at least one family \[FAMILIES_NONE\]/), []]);
    const checked = await run("references", "check", none, "--frequencies", sums);
    expect([checked.code, checked.err]).toEqual([2, expect.stringMatching(/FREQUENCY_SUM[^]*none.jsonl:1: .*FAMILIES_NONE/)]);
    expect((await run("references", "check", twice, "--frequencies", join(example, "frequencies.csv"))).err).toMatch(/twice.jsonl:2 id: .*FAMILY_TWICE/);
    expect((await run("identify", "--out", folder)).code).toBe(2);
    expect((await run("identify", ...inputs({ "families.jsonl": join(folder, "none") }), "--out", join(folder, "bad"))).err).toContain("FILE_NONE");
  });
  test("a marker in one file only is said and counts 1; without a mutation model that is said too", async () => {
    const lines = readFileSync(join(example, "remains.csv"), "utf8").trim().split("\n");
    const column = (lines[0] ?? "").split(",").indexOf("TH01");
    const without = file("less.csv", lines.map((line) => line.split(",").filter((_, i) => i !== column).join(",")).join("\n"));
    const { err, code } = await run("identify", "--remains", without, "--families", join(example, "families.jsonl"), "--frequencies", join(example, "frequencies.csv"), "--out", join(folder, "less"), "--threads", "1", "--reports", "0");
    expect(code).toBe(0);
    expect(err).toContain("MARKER_ONE_FILE");
    expect(err).toContain("MUTATION_NOT_CHOSEN");
  });
});

test("parts: containers, sets and persons are three counts; members of one person share their rows", async () => {
  const { code, out } = await run("reassociate", join(example, "remains.csv"), "--frequencies", join(example, "frequencies.csv"), "--out", join(folder, "parts"), "--json");
  expect([0, 1]).toContain(code);
  const counts = JSON.parse(out) as { containers: number; sets: number; individualsMin: number };
  expect(counts.sets).toBe(40);
  expect(counts.individualsMin).toBeLessThanOrEqual(40);
  expect(table(read("parts", "persons.csv"))).toHaveLength(40);
});

test("trap 23: profiles go from a table to GeneMapper and CODIS and back", async () => {
  const whole = join(folder, "whole.csv");
  writeFileSync(whole, readFileSync(join(example, "remains.csv"), "utf8").split("\n").filter((line) => !/\/,|\/$/.test(line)).join("\n"));
  const to = (from: string, format: string, out: string) => run("profiles", from, "--to", format, "--out", join(folder, out), "--lab", "LAB", "--user", "u", "--at", "2025-06-02T00:00:00");
  for (const [format, name] of [["genemapper", "g.txt"], ["cmf", "c.xml"]] as const) {
    expect((await to(whole, format, name)).code).toBe(0);
    expect((await to(join(folder, name), "csv", `${name}.csv`)).code).toBe(0);
    const [before, after] = [table(readFileSync(whole, "utf8")), table(read(`${name}.csv`))];
    expect(after.map(({ id, TH01, FGA }) => [id, TH01, FGA])).toEqual(before.map(({ id, TH01, FGA }) => [id, TH01, FGA]));
  }
  expect((await to(whole, "other", "x")).code).toBe(2);
});

describe("references", () => {
  const swapped = (): string => {
    const lines = readFileSync(join(example, "families.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line) as { references: Record<string, unknown>; pedigree: unknown[] });
    const families = lines.filter(({ references }) => "M" in references && "S" in references);
    const [a, b] = families;
    if (a && b) [a.references["M"], b.references["M"]] = [b.references["M"], a.references["M"]];
    const path = join(folder, "swapped.jsonl");
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join("\n"));
    return path;
  };
  const check = (path: string, ...more: string[]) => run("references", "check", path, "--frequencies", join(example, "frequencies.csv"), "--settings", join(example, "settings.json"), ...more);
  test("sound families pass; trap 22: a swap is found, and outside the laboratory every flag has the same words", async () => {
    expect((await check(join(example, "families.jsonl"))).code).toBe(0);
    const { code, out } = await check(swapped(), "--laboratory", join(folder, "lab"));
    expect(code).toBe(1);
    const words = out.trim().split("\n").slice(1).map((line) => line.replace(/^\S+: /, ""));
    expect(words.length).toBeGreaterThanOrEqual(2);
    expect(new Set(words)).toEqual(new Set(["this reference cannot be used; another relative would help"]));
    expect(read("lab", "flags.json")).toContain("relation");
  });
  test("trap 22: a simulated non-paternity and a swapped sample leave the same bytes outside the laboratory", async () => {
    const lines = readFileSync(join(example, "families.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line) as { id: string; pedigree: { id: string }[]; references: Record<string, Record<string, string[]>> });
    const family = lines.find(({ references, pedigree }) => "S" in references && "M" in references && pedigree.length < 6);
    const stranger = lines.find(({ references, id }) => "M" in references && id !== family?.id)?.references["M"] ?? {};
    const write = (name: string, change: (profile: Record<string, string[]>) => Record<string, string[]>): string => {
      const path = join(folder, name);
      writeFileSync(path, lines.map((line) => JSON.stringify(line.id === family?.id ? { ...line, references: { ...line.references, S: change(line.references["S"] ?? {}) } } : line)).join("\n"));
      return path;
    };
    // another father: the mother's allele stays, the paternal one is a stranger's; a swapped sample: both are
    const mother = family?.references["M"] ?? {};
    const otherFather = write("a.jsonl", (profile) => Object.fromEntries(Object.keys(profile).map((marker) => [marker, [stranger[marker]?.[1] ?? "", stranger[marker]?.[0] ?? ""]])));
    const swap = write("b.jsonl", () => stranger);
    expect(Object.keys(mother).length).toBeGreaterThan(0);
    const [a, b] = [await check(otherFather), await check(swap)];
    expect([a.code, a.out, a.err]).toEqual([b.code, b.out, b.err]);
  });
});
