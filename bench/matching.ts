// Matching: two lists made by the project's generator, or the benchmarks of others where a folder with them is given.
//   node --import tsx bench/matching.ts [ROWS] [--benchmarks FOLDER]
// Prints wall, CPU, memory, pairs scored, quality, and the ratio to the obvious slow twin: every pair of 500 rows compared.
// FOLDER holds febrl/, rldata/ and splink/ as third parties publish them; they are read there and never copied.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { linkWithThreads } from "../src/compute/match-threads.ts";
import { duplicatePairs } from "../src/matching/dedupe.ts";
import { comparer, NO_SYNONYMS } from "../src/matching/levels.ts";
import { link, type Linked } from "../src/matching/link.ts";
import { prepareOneList, preparePair } from "../src/matching/prepare.ts";
import { printPairs } from "../src/matching/print-pairs.ts";
import { createProblem } from "../src/matching/problem.ts";
import { score } from "../src/matching/score.ts";
import { readList } from "../src/registry/parse-list.ts";
import { parseTable } from "../src/vocabulary/delimited-text.ts";
import { nameTable } from "../src/vocabulary/name-table.ts";
import { columnOf, LIST_FIELDS, type Column, type ListField, type PersonList } from "../src/vocabulary/person-list.ts";

const [rows = "20000"] = process.argv.slice(2).filter((word) => /^\d+$/.test(word));
const folder = process.argv.includes("--benchmarks") ? process.argv[process.argv.indexOf("--benchmarks") + 1] : undefined;
const names = nameTable();

async function own(count: number): Promise<void> {
  const made = mkdtempSync(join(tmpdir(), "matching-"));
  try {
    execFileSync(process.execPath, [fileURLToPath(new URL("../test/vectors/matching/gen.mjs", import.meta.url)), "--n", String(count), "--seed", "78", "--out", join(made, "set")]);
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    const read = (side: string): PersonList => readList(new Uint8Array(readFileSync(join(made, `set-${side}.csv`)))).list;
    const pair = preparePair(read("left"), read("right"), { asOf: 0, names });
    const linked = await linkWithThreads(pair, names.initialsOf, { threads: 2 });
    const pairs = printPairs(linked);
    const used = process.cpuUsage(cpu);
    const seconds = (performance.now() - wall) / 1000;
    const { best, ece, at } = score(pairs, readFileSync(join(made, "set-truth.csv"), "utf8"));
    process.stdout.write(
      `${count} x ${count}: ${seconds.toFixed(1)} s wall, ${((used.user + used.system) / 1e6).toFixed(1)} s CPU, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, ` +
      `${linked.counted.scored} pairs scored, ${linked.pairs.left.length} kept; best F1 ${best.f1.toFixed(4)}, ECE ${ece.toFixed(4)}, ${at.find(({ threshold }) => threshold === 0.95)?.wrong ?? 0} wrong at .95\n`);
    twin(linked);
  } finally {
    rmSync(made, { recursive: true });
  }
}

/** The slow twin compares every pair; the same rows, the same comparison, no keys. */
function twin({ pair }: Linked): void {
  const problem = createProblem(pair, names.initialsOf);
  const compare = comparer(problem, NO_SYNONYMS);
  const some = Math.min(500, problem.left.count, problem.right.count);
  const started = performance.now();
  let sum = 0;
  for (let i = 0; i < some; i++) for (let j = 0; j < some; j++) sum += compare(i, j) % 2;
  const perPair = (performance.now() - started) / (some * some);
  const whole = (perPair * problem.left.count * problem.right.count) / 1000;
  process.stdout.write(`slow twin: ${(perPair * 1e6).toFixed(0)} ns a pair compared (${sum % 2 === 0 ? "even" : "odd"}), ${whole.toFixed(0)} s for all ${problem.left.count * problem.right.count} pairs\n`);
}

/** A list of these columns; cells as they stand. */
function listOf(columns: Readonly<Partial<Record<ListField, readonly string[]>>>): PersonList {
  const cells: Partial<Record<ListField, Column>> = {};
  for (const field of LIST_FIELDS) if (columns[field]) cells[field] = columnOf(columns[field]);
  const ids = columns.id ?? [];
  return { ids, numbers: Int32Array.from(ids, (_, at) => at + 1), cells, remarks: [] };
}

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
const tableOf = (path: string): Table => {
  const { head, rows: all } = parseTable(readFileSync(path, "utf8"));
  return { head: head.map((cell) => cell.trim()), rows: all.map((row) => row.map((cell) => (cell.trim() === "NA" ? "" : cell.trim()))) };
};
const column = ({ head, rows: all }: Table, name: string): string[] => all.map((row) => row[head.indexOf(name)] ?? "");

/** FEBRL's columns on ours: the social security number as number, suburb as place, address as unit, postcode as rank. */
const febrlList = (table: Table): PersonList => listOf({
  id: column(table, "rec_id"), surname: column(table, "surname"), given_name: column(table, "given_name"), birth_date: column(table, "date_of_birth"),
  service_no: column(table, "soc_sec_id"), capture_place: column(table, "suburb"), unit: column(table, "address_1"), rank: column(table, "postcode"),
});

function foreign(path: string): void {
  for (const name of ["dataset1", "dataset2", "dataset3"]) {
    const table = tableOf(join(path, "febrl", `${name}.csv`));
    duplicates(`FEBRL ${name}`, febrlList(table), column(table, "rec_id").map((id) => id.split("-")[1] ?? ""));
  }
  const [a, b] = ["dataset4a", "dataset4b"].map((name) => febrlList(tableOf(join(path, "febrl", `${name}.csv`))));
  if (a && b) {
    const linked = link(preparePair(a, b, { asOf: 0, names }), names.initialsOf);
    const truth = ["left_id,right_id", ...a.ids.map((id) => `${id},${id.replace("-org", "-dup-0")}`)].join("\n");
    const { best } = score(printPairs(linked), truth);
    process.stdout.write(`FEBRL 4a x 4b: best F1 ${best.f1.toFixed(4)}, precision ${best.precision.toFixed(4)}, recall ${best.recall.toFixed(4)}\n`);
  }
  for (const name of ["RLdata500", "RLdata10000"]) {
    const table = tableOf(join(path, "rldata", `${name}.csv`));
    const two = (text: string): string => text.padStart(2, "0");
    duplicates(name, listOf({
      id: table.rows.map((_, at) => String(at + 1)), surname: column(table, "lname_c1"), given_name: column(table, "fname_c1"),
      birth_date: table.rows.map((_, at) => `${column(table, "by")[at] ?? ""}-${two(column(table, "bm")[at] ?? "")}-${two(column(table, "bd")[at] ?? "")}`),
    }), column(table, "identity"));
  }
  const fake = tableOf(join(path, "splink", "fake_1000.csv"));
  duplicates("Splink fake_1000", listOf({
    id: column(fake, "unique_id"), surname: column(fake, "surname"), given_name: column(fake, "first_name"), birth_date: column(fake, "dob"), capture_place: column(fake, "city"),
    unit: column(fake, "email"),
  }), column(fake, "cluster"));
}

/** Best pairwise F1 over thresholds, against pairs that share a cluster. */
function duplicates(title: string, list: PersonList, cluster: readonly string[]): void {
  const linked = link(prepareOneList(list, { asOf: 0, names }), names.initialsOf);
  const sizes = new Map<string, number>();
  for (const one of cluster) sizes.set(one, (sizes.get(one) ?? 0) + 1);
  const truth = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  let [right, best, at] = [0, 0, 0];
  duplicatePairs(linked).forEach(({ left: a, right: b, probability }, index) => {
    if (cluster[a] === cluster[b]) right++;
    const f1 = (2 * right) / (index + 1 + truth);
    if (f1 > best) [best, at] = [f1, probability];
  });
  process.stdout.write(`${title}: ${truth} pairs, best F1 ${best.toFixed(4)} at p >= ${at.toFixed(3)}; model ${linked.model.origin}\n`);
}

await own(Number(rows));
if (folder === undefined || !existsSync(folder)) process.stdout.write("benchmarks of others: absent (give --benchmarks FOLDER)\n");
else foreign(folder);
