// A run of matching as the desk's job makes it: the exercise's lists as rows of a record, one name a cell. Prints rows, CPU, peak
// memory, the size of the result, and the score against the known truth; then what twelve later rows cost under the kept model.
// usage: node --import tsx bench/match-run.ts [captives, 10000 unless given]
import { exerciseFiles } from "../src/desk/exercise/exercise.ts";
import { canonicalJson } from "../src/basis/canonical-json.ts";
import { rowsAt } from "../src/matching/listed-rows.ts";
import { runDoubles } from "../src/matching/run-doubles.ts";
import { runLists, type Findings } from "../src/matching/run-lists.ts";
import { listRowsOf } from "../test/exercise-lists.ts";

const captives = Number(process.argv[2] ?? 10_000);
const files = new Map(exerciseFiles({ seed: "1", captives, remains: 10, families: 5 }).map((one) => [one.path, one]));
const text = (path: string): string => [...(files.get(path)?.compose() ?? [])].join("");
const [asked, held] = ["sideA/asked.csv", "sideB/held.csv"].map((path) => listRowsOf(text(path), path));
if (!asked || !held) throw new Error("no lists");
const [left, right] = [rowsAt([{ list: "SA-L1", rows: asked.map(({ row }) => row) }]), rowsAt([{ list: "SB-H1", rows: held.map(({ row }) => row) }])];
const cpu = (from: NodeJS.CpuUsage): string => { const { user, system } = process.cpuUsage(from); return `${((user + system) / 1e6).toFixed(1)} s CPU`; };
const peak = (): string => `peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;

let from = process.cpuUsage();
const found = runLists({ left, right, asOf: 20250610 });
process.stdout.write(`${left.length} x ${right.length} rows: ${cpu(from)}, ${peak()}, result ${Math.round(canonicalJson(found).length / 1_000)} kB, ${found.outcome.pairs} pairs, counts ${canonicalJson(found.outcome.counts)}\n`);
const truth = new Set(text("truth/pairs-asked-a-held-b.csv").split("\n").slice(1).filter((line) => line !== "").map((line) => line.split(",").slice(0, 2).join(" ")));
process.stdout.write(`${sayScore(found)}\n`);
from = process.cpuUsage();
const base = { left: left.slice(0, -12), right, asOf: 20250610 };
const { difference } = runLists({ left, right, asOf: 20250610, base });
process.stdout.write(`12 rows later under the kept model: ${difference?.appeared.length ?? 0} pairs appeared, ${difference?.rescored ?? 0} rows scored again, ${cpu(from)} with the fit before it, ${peak()}\n`);
from = process.cpuUsage();
const doubles = runDoubles(left, 20250610);
process.stdout.write(`doubles in ${left.length} rows: ${doubles.groups.length} groups proposed, ${cpu(from)}, ${peak()}\n`);

function sayScore({ pairs }: Findings): string {
  const chosen = pairs.filter(({ isChosen, millionths }) => isChosen && millionths >= 500_000);
  const isTrue = ({ left: i, right: j }: (typeof chosen)[number]): boolean => truth.has(`${asked?.[i]?.id ?? ""} ${held?.[j]?.id ?? ""}`);
  const right_ = chosen.filter(isTrue).length;
  const sure = chosen.filter(({ millionths }) => millionths >= 950_000);
  return `p >= .5: ${chosen.length} pairs, precision ${(right_ / chosen.length).toFixed(4)}, recall ${(right_ / truth.size).toFixed(4)} of ${truth.size} true pairs (rows entered twice count as pairs of their own); wrong at p >= .95: ${sure.filter((one) => !isTrue(one)).length}`;
}
