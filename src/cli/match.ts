// `allforall match`: two lists in, proposed pairs out; their score against a truth; the explanation of one pair.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { collectGarbage, keepHeapSmall } from "../compute/collect-garbage.ts";
import { linkWithThreads, startMatchThreads, type MatchThreads } from "../compute/match-threads.ts";
import { weighLabels } from "../matching/audit.ts";
import { fitCalibration, type CalibrationMap } from "../matching/calibrate.ts";
import { bandsOf, fourSets } from "../matching/decide.ts";
import { explainPair, sayExplanation } from "../matching/explain-pair.ts";
import type { Linked, LinkOptions, Stage } from "../matching/link.ts";
import { createShared, joinLists, numberList, readingAlone, type ListNumbers, type ListRead, type PreparedPair } from "../matching/prepare.ts";
import { countSets, printCounts, printPairBytes, printRemarks, printReview, printSets } from "../matching/print-pairs.ts";
import { SAME_ROWS_MAX } from "../matching/problem.ts";
import { readRows } from "../matching/read-rows.ts";
import { ANSWERS, verdictOf, type Answer } from "../matching/review.ts";
import { LANGUAGES, type Language } from "../matching/say-reason.ts";
import { givenOf, readingOf, readModel, saveModel, type SavedModel } from "../matching/saved-model.ts";
import { score, type Score } from "../matching/score.ts";
import type { ListOptions } from "../registry/parse-list.ts";
import { NAME_FORMS_VERSION } from "../vocabulary/name-forms.ts";
import { parseTable } from "../vocabulary/delimited-text.ts";
import { nameTable, type NameTable } from "../vocabulary/name-table.ts";
import { counted, parseArgs, type Command, type Io, type Words } from "./command.ts";
import { listOptionsOf, readListFiles, usable, type ListFileRead } from "./list-file.ts";
import { runArrive } from "./match-arrive.ts";
import { asOfNumber, progressOn, threadsOf } from "./match-options.ts";
import { writeSplink } from "./match-splink.ts";

const help = `allforall match LEFT RIGHT --out PAIRS.csv [--review REVIEW.csv] [--sets DIR] [--remarks REMARKS.csv]
                [--model M.json] [--save-model M.json] [--splink DIR] [--threads N] [--as-of YYYY-MM-DD]
                [--labels ANSWERS.csv] [--lang en|uk|ru|tr|ar] [--encoding E] [--columns FIELD=HEADING,…] [--json]
allforall match score PAIRS.csv TRUTH.csv [--json]
allforall match explain LEFT RIGHT --pair A12,B77 [--model M.json] [--lang uk] [--json]
allforall match arrive LEFT RIGHT --model M.json --out PAIRS.csv [--new-left FILE] [--new-right FILE]
                [--withdraw-left A1,A2] [--withdraw-right B1] [--json]
allforall match verify DIR RUN [--as PARTY] [--json]
allforall match openings RUN --data DIR [--as PARTY] --out FILE
allforall match verify BUNDLE RUN --openings FILE [--json]

Says which entries of two lists are one person, with a probability for each pair. It proposes; two persons confirm.
LEFT asks, RIGHT holds. Lists are delimited text in any usual encoding, XLSX or ODS; columns are found by their headings.
PAIRS.csv holds every assigned pair, best first. --model scores with a saved model as it stands, --save-model writes the one used;
--splink writes settings and prepared columns for Splink on Spark. arrive says what new, changed or withdrawn rows change.
--as-of is the day of the lists: two-digit years and ages are read only with it.
--labels holds left_id,right_id,by,answer (same, not the same, relatives, cannot tell) of at least two persons a pair;
from 50 pairs on it adds the column probability_calibrated. REVIEW.csv holds the open pairs and, unmarked among them, two in a
hundred of the proposals and of the pairs let fall at .01 to .05: without answers to these nobody learns where the model is too sure.
verify computes a recorded run again from the lists on the record and says whether the same pairs come out (exit 0, else 1);
openings writes what a run rests on, so that verify needs a bundle and no desk.

Examples:
  allforall match asked.csv held.csv --out pairs.csv --review review.csv --sets sets
  allforall match score pairs.csv truth.csv
  allforall match explain asked.csv held.csv --pair A12,B77 --lang uk
`;

export const matchCommand: Command = {
  name: "match",
  summary: "which entries of two lists are one person, with probabilities",
  help,
  run: async (args, io) => {
    if (args[0] === "score") return runScore(args.slice(1), io);
    if (args[0] === "explain") return runExplain(args.slice(1), io);
    if (args[0] === "verify" || args[0] === "openings") { // these two alone need the desk
      const { runOpenings, runVerify } = await import("./match-verify.ts");
      return (args[0] === "verify" ? runVerify : runOpenings)(args.slice(1), io);
    }
    if (args[0] === "arrive") return runArrive(args.slice(1), io);
    return runMatch(args, io);
  },
};

async function runMatch(args: readonly string[], io: Io): Promise<number> {
  const words = parseArgs(args, { values: ["out", "review", "sets", "remarks", "as-of", "labels", "lang", "encoding", "columns", "threads", "model", "save-model", "splink"], flags: ["json"] });
  const out = words.values["out"];
  if (out === undefined) throw new Fault("USAGE", "expected --out PAIRS.csv");
  const language = languageOf(words);
  const started = io.now();
  const stages: Record<string, number> = {};
  const { linked, hashes, asOf } = await linkFiles(words, io, stages);
  const linkedAt = io.now();
  collectGarbage();
  const labels = words.values["labels"];
  const calibration = labels === undefined ? undefined : readLabels(await readText(labels, io), labels, linked);
  await io.writeFile(out, printPairBytes(linked, calibration));
  const { review, sets, remarks, splink } = words.values;
  const saveTo = words.values["save-model"];
  const modelText = saveTo === undefined ? undefined : saveModel(linked, asOf);
  if (saveTo !== undefined && modelText !== undefined) await io.writeFile(saveTo, modelText);
  if (splink !== undefined) await writeSplink(linked, splink, io);
  if (review !== undefined) await io.writeFile(review, printReview(linked, language, asOf));
  if (remarks !== undefined) await io.writeFile(remarks, printRemarks(linked));
  const counts = countSets(linked);
  if (sets !== undefined) {
    await mkdir(sets, { recursive: true });
    await io.writeFile(join(sets, "sets.csv"), printSets(linked, fourSets(linked)));
    await io.writeFile(join(sets, "counts.csv"), printCounts(counts));
  }
  const bandOf = bandsOf(linked);
  const bands = { propose: 0, review: 0, unlikely: 0 };
  for (const pair of linked.chosen) bands[bandOf(pair)]++;
  const { left, right } = linked.pair;
  const report = {
    left: { file: words.positional[0] ?? "", rows: left.count, remarks: left.remarks.length, sha256: hashes[0] },
    right: { file: words.positional[1] ?? "", rows: right.count, remarks: right.remarks.length, sha256: hashes[1] },
    pairs: linked.chosen.length, bands, sets: counts,
    model: linked.model.origin, modelSha256: modelText === undefined ? "not saved" : sha256Hex(utf8(modelText)), threads: threadsOf(words), warnings: linked.fit.warnings, rounds: linked.fit.rounds,
    prior: linked.model.shares.same, // the share of all pairs that are one person, as the fit came to it
    expectedMatches: Math.round(linked.model.shares.same * linked.problem.left.count * linked.problem.right.count * 10) / 10, nameTable: NAME_FORMS_VERSION,
    compared: linked.counted.scored, kept: linked.pairs.left.length, blocksRefined: linked.counted.refined, rowsCut: linked.counted.cut, rowsAside: linked.problem.left.aside + linked.problem.right.aside,
    rivalsDropped: linked.counted.dropped, calibration: calibration === undefined ? { kind: "none" } : { kind: calibration.kind, labels: calibration.labels, sha256: sha256Hex(utf8(canonicalJson(calibration))) },
    milliseconds: { ...stages, match: Math.round(linkedAt - started), all: Math.round(io.now() - started) }, peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  if (words.flags.has("json")) io.out(`${canonicalJson(report)}\n`);
  else io.out(sayReport(report));
  return 0;
}

type Report = {
  readonly left: { readonly rows: number; readonly remarks: number }; readonly right: { readonly rows: number; readonly remarks: number };
  readonly pairs: number; readonly bands: Readonly<Record<"propose" | "review" | "unlikely", number>>; readonly warnings: readonly string[];
  readonly model: string; readonly expectedMatches: number; readonly rowsCut: number; readonly rowsAside: number; readonly rivalsDropped: number; readonly blocksRefined: number;
};

const sayReport = (report: Report): string =>
  `${report.left.rows} and ${counted(report.right.rows, "row")}, ${counted(report.left.remarks + report.right.remarks, "remark")} of intake.\n` +
  `${counted(report.pairs, "pair")}: ${report.bands.propose} to propose to two persons, ${report.bands.review} to review, ${report.bands.unlikely} unlikely.\n` +
  `Model ${report.model}; expected matches ${report.expectedMatches}.\n` +
  (report.warnings.length > 0 ? `Warnings: ${report.warnings.join(", ")}.\n` : "") +
  (report.rowsCut + report.rivalsDropped + report.blocksRefined > 0
    ? `Limits reached: ${report.blocksRefined} large blocks narrowed, ${report.rowsCut} rows with more candidates than are compared, ${report.rivalsDropped} weak rivals not kept.\n`
    : "") +
  (report.rowsAside > 0 ? `Not compared: ${counted(report.rowsAside, "row")} saying the same as ${SAME_ROWS_MAX} others of their list; they stand among the unclear (SAME_AS_MANY).\n` : "");

/** @param stages gets the milliseconds of each stage. */
async function linkFiles(words: Words, io: Io, stages: Record<string, number> = {}): Promise<{ linked: Linked; hashes: string[]; asOf: number }> {
  const [left, right, more] = words.positional;
  if (left === undefined || right === undefined || more !== undefined) throw new Fault("USAGE", "expected two lists");
  const options = listOptionsOf(words);
  const threads = threadsOf(words);
  const { ended: tellEnded, compared: progress } = progressOn(io, words);
  let last = io.now();
  const ended = (stage: "read" | "prepare" | Stage): void => {
    const now = io.now();
    stages[stage] = Math.round(now - last);
    last = now;
    tellEnded(stage);
  };
  const file = words.values["model"];
  const saved = file === undefined ? undefined : readModel(await readText(file, io), file);
  const asOf = saved && words.values["as-of"] === undefined ? saved.asOf : asOfNumber(words);
  const { pair, given, initialsOf, hashes, pool } = await preparedFiles([left, right], options, { threads, asOf, ended, saved });
  return { linked: await linkWithThreads(pair, initialsOf, { threads, progress, ended, ...(given ? { given } : {}), ...(pool ? { pool } : {}) }), hashes, asOf };
}

type Preparing = { readonly threads: number; readonly asOf: number; readonly ended: (stage: "read" | "prepare") => void; readonly saved: SavedModel | undefined };
type PreparedFiles = Pick<LinkOptions, "given"> & { readonly pair: PreparedPair; readonly initialsOf: NameTable["initialsOf"]; readonly hashes: string[]; readonly pool: MatchThreads | undefined };

/** Both lists read and joined. What was read of each by itself is let go with this function: what follows needs the memory. */
async function preparedFiles([left, right]: readonly [string, string], options: Omit<ListOptions, "file">, { threads, asOf, ended, saved }: Preparing): Promise<PreparedFiles> {
  const reading = saved ? { reading: readingOf(saved) } : {};
  const readings = [readingAlone({ asOf, ...reading }, "left"), readingAlone({ asOf, ...reading }, "right")] as const;
  let numbers: ListNumbers | undefined;
  const isRead = readListFiles(left, right, options, { threads, readings, early: (rows) => (numbers = numberList(rows, shared)) });
  const names = nameTable(); // while the threads read, which run by now
  const shared = createShared(names);
  const [a, b] = await isRead;
  keepHeapSmall(); // not before: the threads that read hold little, and end by now
  for (const one of [a, b]) usable(one);
  ended("read");
  const alone = ({ list, rows }: ListFileRead, at: 0 | 1): ListRead => ({ list, rows: rows ?? readRows(list, readings[at]) });
  const pool = a.rows && b.rows ? startMatchThreads(threads) : undefined; // they load while the names are prepared
  try {
    const pair = joinLists({ ...alone(a, 0), ...(numbers ? { numbers } : {}) }, alone(b, 1), { asOf, names, shared, ...reading });
    ended("prepare");
    return { pair, ...(saved ? { given: givenOf(saved, pair) } : {}), initialsOf: names.initialsOf, hashes: [a.sha256, b.sha256], pool };
  } catch (error) {
    await pool?.close();
    throw error;
  }
}

function languageOf(words: Words): Language {
  const wanted = words.values["lang"] ?? "en";
  const language = LANGUAGES.find((one) => one === wanted);
  if (language === undefined) throw new Fault("USAGE", `expected --lang ${LANGUAGES.join(", ")}`);
  return language;
}

const readText = async (file: string, io: Io): Promise<string> => fromUtf8(await io.readFile(file), file);

/** Pairs on which two persons agree, with their probability; relatives are not the same person, "cannot tell" teaches nothing. */
function readLabels(text: string, file: string, linked: Linked): CalibrationMap {
  const list = parseTable(text, file);
  const at = ["left_id", "right_id", "by", "answer"].map((name) => {
    const index = list.head.indexOf(name);
    if (index < 0) throw new Fault("LABEL_COLUMNS", `expected a column ${name}`, [{ file, line: 1 }]);
    return index;
  });
  const answers = new Map<string, Answer[]>();
  list.rows.forEach((cells, row) => {
    const [leftId = "", rightId = "", by = "", said = ""] = at.map((index) => (cells[index] ?? "").trim());
    const answer = ANSWERS.find((one) => one === said);
    if (answer === undefined || by === "") throw new Fault("LABEL_ANSWER", `expected a person and one of: ${ANSWERS.join(", ")}`, [{ file, row: list.numbers[row] ?? 0 }]);
    const key = `${leftId}\u0000${rightId}`;
    answers.set(key, [...(answers.get(key) ?? []), { by, answer }]);
  });
  const labels: { readonly pair: number; readonly isSame: boolean }[] = [];
  for (const pair of linked.probability.keys()) {
    const key = `${linked.pair.left.ids[linked.pairs.left[pair] ?? 0] ?? ""}\u0000${linked.pair.right.ids[linked.pairs.right[pair] ?? 0] ?? ""}`;
    const given = answers.get(key);
    const verdict = given === undefined ? "cannot tell" : verdictOf(given);
    if (verdict === "same" || verdict === "not the same" || verdict === "relatives")
      labels.push({ pair, isSame: verdict === "same" });
  }
  return fitCalibration(weighLabels(labels, linked));
}

async function runScore(args: readonly string[], io: Io): Promise<number> {
  const words = parseArgs(args, { flags: ["json"] });
  const [pairs, truth, more] = words.positional;
  if (pairs === undefined || truth === undefined || more !== undefined) throw new Fault("USAGE", "expected PAIRS.csv and TRUTH.csv");
  const result = score(await readText(pairs, io), await readText(truth, io), { pairs, truth });
  io.out(words.flags.has("json") ? `${canonicalJson(result)}\n` : sayScore(result));
  return 0;
}

function sayScore(result: Score): string {
  const four = (value: number): string => value.toFixed(4);
  const rows = [{ name: `best, p >= ${result.best.threshold}`, ...result.best }, ...result.at.map((one) => ({ name: `p >= ${one.threshold}`, ...one }))];
  return `${result.pairs} pairs listed, ${result.truePairs} true, ${result.notListed} of them not listed\n` +
    `${"".padEnd(22)}   pairs   wrong  precision  recall      F1\n` +
    rows.map((one) => `${one.name.padEnd(22)} ${String(one.pairs).padStart(7)} ${String(one.wrong).padStart(7)}     ${four(one.precision)}  ${four(one.recall)}  ${four(one.f1)}\n`).join("") +
    `Brier ${result.brier.toFixed(5)}, log-loss ${result.logLoss.toFixed(5)}, ECE ${result.ece.toFixed(5)}\n` +
    result.bins.filter(({ count }) => count > 0)
      .map(({ from, count, meanProbability, observed }) => `stated ${from.toFixed(1)}–${(from + 0.1).toFixed(1)}: ${String(count).padStart(7)} pairs, mean ${meanProbability.toFixed(3)}, observed ${observed.toFixed(3)}\n`).join("");
}

async function runExplain(args: readonly string[], io: Io): Promise<number> {
  const words = parseArgs(args, { values: ["pair", "lang", "as-of", "encoding", "columns", "threads", "model"], flags: ["json"] });
  const ids = (words.values["pair"] ?? "").split(",");
  if (ids.length !== 2) throw new Fault("USAGE", "expected --pair LEFT_ID,RIGHT_ID");
  const language = languageOf(words);
  const { linked } = await linkFiles(words, io);
  const [i, j] = [linked.pair.left.ids.indexOf(ids[0] ?? ""), linked.pair.right.ids.indexOf(ids[1] ?? "")];
  if (i < 0 || j < 0) throw new Fault("PAIR_UNKNOWN", `expected ids of the two lists, found none such in ${i < 0 ? "the left" : "the right"} list`);
  const one = explainPair(linked, i, j);
  io.out(words.flags.has("json") ? `${canonicalJson(finite(one))}\n` : sayExplanation(one, language));
  return 0;
}

/** Canonical JSON holds no infinities; floats are rounded to 2^-20, as bits are. */
const finite = (value: unknown): unknown => {
  if (typeof value === "number") return Number.isFinite(value) ? Math.round(value * 2 ** 20) / 2 ** 20 : null;
  if (Array.isArray(value)) return value.map(finite);
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, finite(item)])) : value;
};
