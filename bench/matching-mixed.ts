// Matching on adversarial lists of many peoples, alphabets and faults (test/vectors/matching/mixed-lists.ts), with what is lost and what is wrong by cause.
//   node --import tsx bench/matching-mixed.ts [ROWS] [--seeds 11,12] [--peoples arab=1,hebrew=1] [--held arabic] [--noise 1.5] [--show N]
// A line a seed: best F1, precision at .99, recall at .5, ECE, wrong at .95 and how many the model expects. --show prints the notes of N lost pairs and the
// rows of every wrong pair at .95; the persons are invented.
import { link } from "../src/matching/link.ts";
import { preparePair } from "../src/matching/prepare.ts";
import { printPairs } from "../src/matching/print-pairs.ts";
import { score } from "../src/matching/score.ts";
import { readList } from "../src/registry/parse-list.ts";
import { parseTable } from "../src/vocabulary/delimited-text.ts";
import { nameTable } from "../src/vocabulary/name-table.ts";
import { isManner, mixedLists, type MixedLists, type MixedOptions } from "../test/vectors/matching/mixed-lists.ts";

const option = (name: string): string | undefined => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : undefined);
const [rows = "20000"] = process.argv.slice(2).filter((word) => /^\d+$/.test(word)).slice(0, 1);
const [peoples, held, noise] = [option("peoples"), option("held"), option("noise")];
if (held !== undefined && !isManner(held)) throw new Error("expected --held with a manner of test/vectors/matching/mixed-lists.ts");
const show = Number(option("show") ?? 0);
const names = nameTable();

for (const seed of (option("seeds") ?? "11,12").split(",").map(Number)) {
  const options: MixedOptions = {
    rows: Number(rows), seed, ...(held === undefined ? {} : { held }), ...(noise === undefined ? {} : { noise: Number(noise) }),
    ...(peoples === undefined ? {} : { shares: Object.fromEntries(peoples.split(",").map((one) => one.split("=")).map(([name = "", share]) => [name, Number(share)])) }),
  };
  figures(seed, mixedLists(options));
}

function figures(seed: number, made: MixedLists): void {
  const cpu = process.cpuUsage();
  const list = (text: string) => readList(new TextEncoder().encode(text)).list;
  const linked = link(preparePair(list(made.left), list(made.right), { asOf: 0, names }), names.initialsOf);
  const { user, system } = process.cpuUsage(cpu);
  const pairs = printPairs(linked);
  const { best, at, ece } = score(pairs, made.truth);
  const [half, sure, surest] = [0.5, 0.95, 0.99].map((wanted) => at.find(({ threshold }) => threshold === wanted));
  const listed = new Map(parseTable(pairs).rows.map(([left = "", right = "", probability = ""]) => [`${left},${right}`, Number(probability)]));
  const truth = made.truth.trim().split("\n").slice(1);
  const isTrue = new Set(truth);
  const expected = [...listed.values()].reduce((sum, p) => (p >= 0.95 ? sum + 1 - p : sum), 0);
  process.stdout.write(
    `seed ${seed}: best F1 ${best.f1.toFixed(4)}, precision at .99 ${surest?.precision.toFixed(4)}, recall at .5 ${half?.recall.toFixed(4)}, ECE ${ece.toFixed(4)}, ` +
    `${sure?.wrong} wrong at .95 (expected ${expected.toFixed(1)}); ${linked.counted.scored} pairs met, ${((user + system) / 1e6).toFixed(1)} s CPU\n`);
  const lost = truth.filter((pair) => (listed.get(pair) ?? 0) < 0.5);
  const notesOf = (pair: string): string[] => [...new Set(pair.split(",").flatMap((id) => made.notes.get(id) ?? []))];
  const count = (some: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const pair of some) for (const note of notesOf(pair)) counts.set(note, (counts.get(note) ?? 0) + 1);
    return counts;
  };
  const [all, gone] = [count(truth), count(lost)];
  const lines = [...gone].sort((a, b) => b[1] - a[1]).map(([note, times]) => `  ${note.padEnd(28)} ${String(times).padStart(4)} of ${all.get(note)}`);
  process.stdout.write(`  lost at .5: ${lost.length} of ${truth.length}\n${lines.join("\n")}\n`);
  const wrong = [...listed].filter(([pair, probability]) => probability >= 0.95 && !isTrue.has(pair)).map(([pair]) => pair);
  const kinds = new Map<string, number>();
  for (const pair of wrong) kinds.set(made.kin.get(pair) ?? "strangers", (kinds.get(made.kin.get(pair) ?? "strangers") ?? 0) + 1);
  process.stdout.write(`  wrong at .95: ${[...kinds].map(([kind, times]) => `${kind} ${times}`).join(", ")}\n`);
  if (show === 0) return;
  const rowsOf = new Map([...made.left.split("\n"), ...made.right.split("\n")].map((line) => [line.slice(0, line.indexOf(",")), line]));
  const both = (pair: string): string => pair.split(",").map((id) => `    ${rowsOf.get(id)}\n`).join("");
  for (const pair of lost.slice(0, show)) process.stdout.write(`  lost, ${notesOf(pair).join(", ")}\n${both(pair)}`);
  for (const pair of wrong) process.stdout.write(`  wrong, ${listed.get(pair)}, ${made.kin.get(pair) ?? "strangers"}\n${both(pair)}`);
}
