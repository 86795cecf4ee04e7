// The peer of the bar of speed, made again: the steps in which Splink (moj-analytical-services/splink, read at its public source of version 4 and 5) has
// DuckDB link two lists, as SQL of our own. It is NOT Splink and no bound of its time: the real one, rebuilt outside this repository and run
// beside it, took less CPU and more memory (docs/methods/matching.md). It starts from the columns that `allforall match --splink` prepares: folding names costs it nothing.
//   allforall match LEFT RIGHT --out ours.csv --splink COLUMNS
//   node --import tsx bench/matching-peer.ts COLUMNS --duckdb FOLDER --out PAIRS.csv [--rules nine|exported] [--threads 2]
// FOLDER holds node_modules/@duckdb/node-api (npm install @duckdb/node-api there); it is no dependency of this project. Prints the wall and CPU seconds of each step, the whole, and
// the peak memory; `allforall match score PAIRS.csv TRUTH.csv` says how good the pairs are.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

type Connection = { readonly run: (sql: string) => Promise<unknown>; readonly runAndReadAll: (sql: string) => Promise<{ readonly getRowObjectsJson: () => Record<string, unknown>[] }> };
type DuckDb = { readonly version: () => string; readonly DuckDBInstance: { readonly create: (path: string, options: Record<string, string>) => Promise<{ readonly connect: () => Promise<Connection> }> } };
/** A level is told by its condition; its m and u follow from the counts. The first level of a comparison is the silent one, the last is ELSE. */
type Level = { readonly when: string; m: number; u: number };
type Comparison = { readonly name: string; readonly columns: readonly string[]; readonly frequent?: string; readonly levels: readonly Level[] };

const option = (name: string, otherwise = ""): string => (process.argv.includes(`--${name}`) ? (process.argv[process.argv.indexOf(`--${name}`) + 1] ?? "") : otherwise);
const [columns = ""] = process.argv.slice(2);
const [folder, out, threads, rulesOf] = [option("duckdb"), option("out"), option("threads", "2"), option("rules", "nine")];
const place = join(resolve(folder || "."), "node_modules", "@duckdb", "node-api");
const end = (said: string, code: number): never => {
  process.stderr.write(`${said}\n`);
  process.exit(code);
};
if (columns === "" || !existsSync(join(columns, "splink.left.csv"))) end(`expected a folder of \`allforall match --splink\`, found no splink.left.csv in “${columns}”`, 2);
if (out === "") end("expected --out PAIRS.csv", 2);
if (!existsSync(place)) end("the peer is not run: give --duckdb FOLDER, a folder in which `npm install @duckdb/node-api` was run", 0);

const equal = (column: string): string => `${column}_l = ${column}_r`;
const alike = (column: string, least: number): string => `jaro_winkler_similarity(${column}_l, ${column}_r) >= ${least}`;
const comparison = (name: string, used: readonly string[], conditions: readonly string[], frequent?: string): Comparison => {
  const last = conditions.length;
  return { // Splink's first guesses: .95 of the matches in the first level, weights from 10 down to -5 bits
    name, columns: used, ...(frequent === undefined ? {} : { frequent }),
    levels: [...conditions, "ELSE"].map((when, at) => {
      const m = at === 0 ? 0.95 : 0.05 / last;
      const bits = at === 0 ? 10 : last === 1 ? -5 : -5 + (8 * (last - at)) / (last - 1);
      return { when, m, u: m / 2 ** bits };
    }),
  };
};
const COMPARISONS: readonly Comparison[] = [
  comparison("surname", ["surname"], [equal("surname"), alike("surname", 0.92), alike("surname", 0.8)], "surname"),
  comparison("given", ["given_key"], [equal("given_key"), alike("given_key", 0.92), alike("given_key", 0.8)], "given_key"),
  comparison("father", ["father_key"], [equal("father_key"), alike("father_key", 0.92), alike("father_key", 0.8)], "father_key"),
  comparison("birth", ["birth", "birth_year"], [equal("birth"), "levenshtein(birth_l, birth_r) <= 1", "levenshtein(birth_l, birth_r) <= 2", "abs(birth_year_l - birth_year_r) <= 2"]),
  comparison("service_no", ["service_no"], [equal("service_no"), "levenshtein(service_no_l, service_no_r) <= 1"]),
  comparison("unit", ["unit"], [equal("unit")], "unit"),
  comparison("rank_key", ["rank_key"], [equal("rank_key")]),
  comparison("place", ["place"], [equal("place")]),
  comparison("capture_day", ["capture_day"], ["abs(capture_day_l - capture_day_r) <= 1", "abs(capture_day_l - capture_day_r) <= 10", "abs(capture_day_l - capture_day_r) <= 30"]),
];
const NINE = [
  "service_no", "birth_full given_key", "birth_full surname_head", "surname_bones given_key", "surname_bones birth_year", "given_key father_key birth_year surname_head",
  "birth_month_day given_key surname_head", "surname_bones father_key", "given_key father_key birth_month_day",
].map((all) => all.split(" ").map((one) => `l.${one} = r.${one}`).join(" AND "));
/** The exported rules but that of initials, which asks for lists of letters. */
const exported = (): string[] =>
  (JSON.parse(readFileSync(join(columns, "splink.settings.json"), "utf8")) as { blocking_rules_to_generate_predictions: { blocking_rule: string }[] })
    .blocking_rules_to_generate_predictions.map((one) => one.blocking_rule).filter((rule) => !rule.includes("arrays_overlap"));
const TRAINING = ["l.surname = r.surname AND l.given_key = r.given_key", "l.birth = r.birth AND l.unit = r.unit"];
const RANDOM_PAIRS = 1_000_000;
const ROUNDS_MAX = 25;
const CONVERGED = 1e-4;
const FREQUENCY_FLOOR = 1e-6;

const { version, DuckDBInstance } = createRequire(import.meta.url)(place) as DuckDb;
const connection = await (await DuckDBInstance.create(":memory:", { threads })).connect();
const ask = async (sql: string): Promise<Record<string, number>[]> => (await connection.runAndReadAll(sql)).getRowObjectsJson().map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])));
const [beganAt, cpuBegan] = [performance.now(), process.cpuUsage()];
let [stepAt, stepCpu] = [beganAt, cpuBegan];
const seconds = ({ user, system }: NodeJS.CpuUsage): string => ((user + system) / 1e6).toFixed(1);
const ended = (step: string): void => {
  process.stdout.write(`${step}: ${((performance.now() - stepAt) / 1000).toFixed(1)} s wall, ${seconds(process.cpuUsage(stepCpu))} s CPU\n`);
  [stepAt, stepCpu] = [performance.now(), process.cpuUsage()];
};

const TEXT = ["surname", "given_key", "father_key", "service_no", "unit", "rank_key", "place"];
const NUMBER = ["surname_bones", "surname_head", "given_head", "birth_full", "birth_year", "birth_month_day", "capture_day"];
const FREQUENT = COMPARISONS.flatMap(({ frequent }) => frequent ?? []);
for (const side of ["left", "right"]) {
  await connection.run(`CREATE TABLE read_${side} AS SELECT id, ${TEXT.join(", ")}, ${NUMBER.map((one) => `CAST(${one} AS INTEGER) AS ${one}`).join(", ")},
    CASE WHEN birth_full IS NULL THEN NULL ELSE lpad(birth_full, 8, '0') END AS birth FROM read_csv('${join(columns, `splink.${side}.csv`)}', header = true, all_varchar = true)`);
}
ended("read");
const both = "(SELECT 'l' AS source, * FROM read_left UNION ALL SELECT 'r' AS source, * FROM read_right)";
for (const one of FREQUENT) await connection.run(`CREATE TABLE share_${one} AS SELECT ${one}, count(*)::DOUBLE / (SELECT count(${one}) FROM ${both}) AS tf_${one} FROM ${both} WHERE ${one} IS NOT NULL GROUP BY ${one}`);
await connection.run(`CREATE TABLE rows_all AS SELECT b.*, ${FREQUENT.map((one) => `share_${one}.tf_${one}`).join(", ")} FROM ${both} AS b ${FREQUENT.map((one) => `LEFT JOIN share_${one} ON b.${one} = share_${one}.${one}`).join(" ")}`);
for (const side of ["l", "r"]) await connection.run(`CREATE VIEW rows_${side} AS SELECT * FROM rows_all WHERE source = '${side}'`);
ended("shares of values");

/** Pairs of ids by rules, each pair once: a rule leaves out what those before it found. */
async function block(table: string, rules: readonly string[], side = "rows_"): Promise<void> {
  const parts = rules.map((rule, at) => `SELECT '${at}' AS rule, l.id AS id_l, r.id AS id_r FROM ${side}l AS l INNER JOIN ${side}r AS r ON (${rule})
    ${at === 0 ? "" : `WHERE NOT (${rules.slice(0, at).map((before) => `coalesce((${before}), false)`).join(" OR ")})`}`);
  await connection.run(`CREATE TABLE ${table} AS ${parts.join(" UNION ALL ")}`);
}
/** SQL of the levels of the pairs of a table, -1 where a side is silent, and the shares of the values. */
function compared(table: string, asked: readonly Comparison[], side = "rows_", hasShares = true): string {
  const used = [...new Set(asked.flatMap((one) => one.columns))];
  const shares = hasShares ? asked.flatMap(({ frequent }) => (frequent === undefined ? [] : [`tf_${frequent}`])) : [];
  const wide = ["id", ...used, ...shares].flatMap((one) => [`l.${one} AS ${one}_l`, `r.${one} AS ${one}_r`]).join(", ");
  const levels = asked.map(({ name, columns: [first = ""], levels: all }) => `CASE WHEN ${first}_l IS NULL OR ${first}_r IS NULL THEN -1 ${all.map(({ when }, at) => (when === "ELSE" ? `ELSE ${at}` : `WHEN ${when} THEN ${at}`)).join(" ")} END AS level_${name}`);
  return `SELECT id_l, id_r, ${[...levels, ...shares.flatMap((one) => [`${one}_l`, `${one}_r`])].join(", ")} FROM
    (SELECT ${wide} FROM ${table} AS b INNER JOIN ${side}l AS l ON l.id = b.id_l INNER JOIN ${side}r AS r ON r.id = b.id_r)`;
}
/** The Bayes factor of a pair: prior odds times those of its levels, where values are equal by their share. */
const factor = (asked: readonly Comparison[], prior: number): string => [`${prior / (1 - prior)}::DOUBLE`, ...asked.flatMap(({ name, frequent, levels }) => [
  `(CASE level_${name} WHEN -1 THEN 1 ${levels.map(({ m, u }, at) => `WHEN ${at} THEN ${m / u}`).join(" ")} END)::DOUBLE`,
  ...(frequent === undefined ? [] : [`(CASE WHEN level_${name} = 0 THEN ${levels[0]?.u ?? 1} / greatest(tf_${frequent}_l, tf_${frequent}_r, ${FREQUENCY_FLOOR}) ELSE 1 END)::DOUBLE`]),
])].join(" * ");

const [{ left = 0, right = 0 } = {}] = await ask("SELECT (SELECT count(*) FROM rows_l) AS left, (SELECT count(*) FROM rows_r) AS right");
// The share of pairs that are one person, from rules that leave little doubt and a recall that is stated: Splink's way.
await block("sure", ["l.service_no = r.service_no AND l.surname = r.surname", "l.surname = r.surname AND l.given_key = r.given_key AND l.birth = r.birth"]);
const [{ sure = 0 } = {}] = await ask("SELECT count(*) AS sure FROM sure");
const prior = sure / 0.8 / (left * right);
ended("prior");

const some = Math.min(1, Math.sqrt(RANDOM_PAIRS / (left * right)));
for (const side of ["l", "r"]) await connection.run(`CREATE TABLE some_${side} AS SELECT * FROM rows_${side} USING SAMPLE ${Math.round((side === "l" ? left : right) * some)} ROWS (reservoir, 1)`);
await block("random", ["1 = 1"], "some_");
await connection.run(`CREATE TABLE random_levels AS ${compared("random", COMPARISONS, "some_", false)}`);
for (const { name, levels } of COMPARISONS) {
  const counts = await ask(`SELECT level_${name} AS level, count(*) AS count FROM random_levels WHERE level_${name} >= 0 GROUP BY 1`);
  const all = counts.reduce((sum, { count = 0 }) => sum + count, 0);
  levels.forEach((level, at) => (level.u = Math.max(1e-7, (counts.find((one) => one.level === at)?.count ?? 0) / all)));
}
for (const table of ["random_levels", "random", "some_l", "some_r", "sure"]) await connection.run(`DROP TABLE ${table}`);
ended("u of random pairs");

const trained = new Map<string, number[][]>();
for (const [turn, rule] of TRAINING.entries()) {
  const asked = COMPARISONS.filter((one) => !one.columns.some((column) => rule.includes(`l.${column} `) || rule.endsWith(`r.${column}`)));
  await block("training", [rule]);
  await connection.run(`CREATE TABLE training_levels AS ${compared("training", asked)}`);
  const fixed = COMPARISONS.filter((one) => !asked.includes(one)).reduce((odds, { levels }) => (odds * (levels[0]?.m ?? 1)) / (levels[0]?.u ?? 1), prior / (1 - prior));
  let share = fixed / (1 + fixed);
  let rounds = 0;
  for (let moved = 1; moved > CONVERGED && rounds < ROUNDS_MAX; rounds++) {
    moved = 0;
    const bayes = factor(asked, share);
    await connection.run(`CREATE OR REPLACE TABLE weighed AS SELECT ${asked.map(({ name }) => `level_${name}`).join(", ")}, bayes / (1 + bayes) AS p FROM (SELECT *, ${bayes} AS bayes FROM training_levels)`);
    const counts = await ask([...asked.map(({ name }, at) => `SELECT ${at} AS field, level_${name} AS level, sum(p) AS matches FROM weighed WHERE level_${name} >= 0 GROUP BY level_${name}`), "SELECT -1, 0, avg(p) FROM weighed"].join(" UNION ALL "));
    for (const [field, { levels }] of asked.entries()) {
      const own = counts.filter((one) => one.field === field);
      const all = own.reduce((sum, { matches = 0 }) => sum + matches, 0);
      levels.forEach((level, at) => {
        const m = Math.max(1e-6, (own.find((one) => one.level === at)?.matches ?? 0) / all);
        moved = Math.max(moved, Math.abs(m - level.m));
        level.m = m;
      });
    }
    const next = counts.find((one) => one.field === -1)?.matches ?? share;
    moved = Math.max(moved, Math.abs(next - share));
    share = next;
  }
  const [{ pairs = 0 } = {}] = await ask("SELECT count(*) AS pairs FROM training");
  for (const { name, levels } of asked) trained.set(name, [...(trained.get(name) ?? []), levels.map(({ m }) => m)]);
  for (const table of ["training", "training_levels", "weighed"]) await connection.run(`DROP TABLE ${table}`);
  ended(`EM by rule ${turn + 1}, ${pairs} pairs, ${rounds} rounds`);
}
for (const { name, levels } of COMPARISONS) {
  const runs = trained.get(name) ?? [];
  levels.forEach((level, at) => (level.m = runs.reduce((sum, run) => sum + (run[at] ?? 0), 0) / runs.length)); // the middle of two is their mean
}

const rules = rulesOf === "exported" ? exported() : NINE;
await block("blocked", rules);
const [{ blocked = 0 } = {}] = await ask("SELECT count(*) AS blocked FROM blocked");
ended(`blocking by ${rules.length} rules, ${blocked} pairs`);
await connection.run(`CREATE TABLE predicted AS SELECT id_l, id_r, log2(bayes) AS bits, bayes / (1 + bayes) AS p FROM (SELECT *, ${factor(COMPARISONS, prior)} AS bayes FROM (${compared("blocked", COMPARISONS)})) WHERE bayes >= 0.01`);
ended("predict");
await connection.run(`COPY (SELECT id_l AS left_id, id_r AS right_id, p AS probability FROM (SELECT *, row_number() OVER (PARTITION BY id_l ORDER BY bits DESC, id_r) AS of_l, row_number() OVER (PARTITION BY id_r ORDER BY bits DESC, id_l) AS of_r FROM predicted)
  WHERE of_l = 1 AND of_r = 1 ORDER BY p DESC, id_l) TO '${out}' (HEADER)`);
ended("best of both sides, written");
process.stdout.write(`DuckDB ${version()}, ${threads} threads, ${left} x ${right}: ${((performance.now() - beganAt) / 1000).toFixed(1)} s wall, ${seconds(process.cpuUsage(cpuBegan))} s CPU, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, prior ${(prior * left * right).toFixed(0)} pairs\n`);
