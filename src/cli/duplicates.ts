// `allforall duplicates`: entries of one list that are perhaps one person, as proposals.
import { byCodeUnit } from "../basis/code-sort.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { keepHeapSmall } from "../compute/collect-garbage.ts";
import { linkWithThreads } from "../compute/match-threads.ts";
import { duplicatePairs, groupDuplicates, type DuplicateGroup } from "../matching/dedupe.ts";
import type { Linked } from "../matching/link.ts";
import { prepareOneList } from "../matching/prepare.ts";
import { csvCell } from "../vocabulary/delimited-text.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { counted, parseArgs, type Command, type Io } from "./command.ts";
import { listOptionsOf, readListFile, usable } from "./list-file.ts";
import { asOfNumber, progressOn, threadsOf } from "./match-options.ts";

const help = `allforall duplicates LIST --out GROUPS.csv [--pairs PAIRS.csv] [--as-of YYYY-MM-DD] [--threads N]
                     [--encoding E] [--columns FIELD=HEADING,…] [--json]

Proposes entries of one list that are one person. Nothing is merged: two persons join them, and can part them again.
GROUPS.csv: group,id,representative,probability,chained; the probability is that of the weakest two of a group, and chained
names entries that are like one of the group and unlike another. PAIRS.csv: id1,id2,probability of every two at .05 or more.

Example:
  allforall duplicates held.csv --out groups.csv
`;

export const duplicatesCommand: Command = {
  name: "duplicates",
  summary: "entries of one list that are perhaps one person",
  help,
  run: async (args, io) => {
    const words = parseArgs(args, { values: ["out", "pairs", "as-of", "threads", "encoding", "columns"], flags: ["json"] });
    const [file, more] = words.positional;
    const { out, pairs } = words.values;
    if (file === undefined || more !== undefined) throw new Fault("USAGE", "expected one list");
    if (out === undefined) throw new Fault("USAGE", "expected --out GROUPS.csv");
    keepHeapSmall();
    const names = nameTable();
    const { ended, compared: progress } = progressOn(io, words);
    const read = usable(await readListFile(file, listOptionsOf(words)));
    ended("read");
    const pair = prepareOneList(read.list, { asOf: asOfNumber(words), names });
    ended("prepare");
    const linked = await linkWithThreads(pair, names.initialsOf, { threads: threadsOf(words), progress, ended });
    const groups = groupDuplicates(linked);
    await io.writeFile(out, printGroups(linked, groups));
    if (pairs !== undefined) await io.writeFile(pairs, printDuplicatePairs(linked));
    say(io, words.flags.has("json"), { file, sha256: read.sha256, rows: read.list.ids.length, groups: groups.length, entries: groups.reduce((sum, { rows }) => sum + rows.length, 0) });
    return 0;
  },
};

function printGroups({ pair }: Linked, groups: readonly DuplicateGroup[]): string {
  const id = (row: number): string => pair.left.ids[row] ?? "";
  const lines = groups.flatMap(({ rows, representative, probability, chained }, at) =>
    rows.map((row) => [String(at + 1), id(row), id(representative), probability.toFixed(6), chained.map(id).join("; ")].map(csvCell).join(",")));
  return ["group,id,representative,probability,chained", ...lines].join("\n") + "\n";
}

function printDuplicatePairs(linked: Linked): string {
  const { ids } = linked.pair.left;
  const lines = duplicatePairs(linked).map(({ left, right, probability }) => {
    const [a = "", b = ""] = [ids[left] ?? "", ids[right] ?? ""].sort(byCodeUnit);
    return [a, b, probability.toFixed(6)].map(csvCell).join(",");
  });
  return ["id1,id2,probability", ...lines].join("\n") + "\n";
}

type Told = { readonly file: string; readonly sha256: string; readonly rows: number; readonly groups: number; readonly entries: number };

const say = (io: Io, isJson: boolean, told: Told): void =>
  io.out(isJson ? `${canonicalJson({ ...told })}\n` : `${counted(told.rows, "row")}: ${counted(told.groups, "group")} of ${told.entries} entries that are perhaps one person each\n`);
