// `allforall list check`: the intake report of a list.
import { canonicalJson } from "../basis/canonical-json.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { listedEntitlement } from "../desk/listed-entitlement.ts";
import { reportIntake, type IntakeReport } from "../registry/intake-report.ts";
import { readTerms } from "../terms/parse.ts";
import { NAME_FORMS } from "../vocabulary/name-forms.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { codesOf } from "../vocabulary/pack-codes.ts";
import { nameLines } from "../vocabulary/pack-tables.ts";
import { csvCell } from "../vocabulary/delimited-text.ts";
import { counted, parseArgs, type Command, type Io } from "./command.ts";
import { listOptionsOf, readListFile, type ListFile } from "./list-file.ts";
import { readPackAt } from "./pack-folder.ts";

const help = `allforall list check LIST [--on YYYY-MM-DD] [--terms FILE] [--released LIST] [--pack NAME] [--out REPORT.csv]
                     [--encoding E] [--columns FIELD=HEADING,…] [--json]

Reads a list (delimited text, XLSX, ODS) and reports every row that cannot be taken as it stands, by row and line:
malformed or ambiguous dates, duplicates, persons already released, civilians, children, persons outside the given terms.
The encoding and the columns are guessed from the list and shown first; where the encoding is unsure it is asked for.
--on is the day the list is checked for: years of two digits, ages and the terms are read with it.
--pack reads ranks, categories, places and given names by a conflict pack; a word that it does not know is a remark.
--released is a list of persons released before. Nothing is changed. Exit 0: nothing found; 1: findings; 2: cannot be read.

Examples:
  allforall list check asked.csv --on 2025-06-02
  allforall list check held.xlsx --on 2025-06-02 --released released.csv --out report.csv
  allforall list check old.csv --encoding koi8-u --columns "surname=Прізвище бранця,id=№ картки"
`;

export const listCommand: Command = {
  name: "list",
  summary: "check a list of persons on intake, every finding by row",
  help,
  run: (args, io) => {
    if (args[0] !== "check") throw new Fault("USAGE", "expected: list check LIST");
    return runCheck(args.slice(1), io);
  },
};

async function runCheck(args: readonly string[], io: Io): Promise<number> {
  const words = parseArgs(args, { values: ["on", "terms", "released", "pack", "out", "encoding", "columns"], flags: ["json"] });
  const [file, more] = words.positional;
  if (file === undefined || more !== undefined) throw new Fault("USAGE", "expected one list");
  const { on: day, terms, released, out } = words.values;
  const on = day === undefined ? undefined : parseCivilDate(day);
  if (day !== undefined && on === undefined) throw new Fault("USAGE", "expected --on YYYY-MM-DD, a day that exists");
  if (terms !== undefined && on === undefined) throw new Fault("USAGE", "expected --on with --terms: terms are judged on a day");
  const read = await readListFile(file, listOptionsOf(words));
  const pack = words.values["pack"] === undefined ? undefined : (await readPackAt(words.values["pack"])).pack;
  const entitlement = terms === undefined || on === undefined ? undefined : listedEntitlement(readTerms(fromUtf8(await io.readFile(terms), terms), terms), on, pack && codesOf(pack));
  const report = reportIntake(read, {
    names: nameTable(NAME_FORMS + nameLines(pack?.givenNames ?? [])), ...(pack ? { codes: codesOf(pack) } : {}), ...(on === undefined ? {} : { on }), ...(entitlement === undefined ? {} : { entitlement }),
    ...(released === undefined ? {} : { released: await readListFile(released) }),
  });
  if (out !== undefined) await io.writeFile(out, printReport(report));
  io.out(words.flags.has("json") ? `${canonicalJson(asJson(read, report))}\n` : sayReport(read, report));
  return report.lines.some(({ kind }) => kind === "finding") ? 1 : 0;
}

const printReport = ({ lines }: IntakeReport): string =>
  `row,line,field,code,kind,text\n${lines.map((one) => [String(one.row), String(one.line), one.field, one.code, one.kind, one.text].map(csvCell).join(",")).join("\n")}\n`;

const asJson = (read: ListFile, report: IntakeReport) => ({
  file: read.file, sha256: read.sha256, encoding: read.encoding === "sheet" ? "sheet" : { ...read.encoding }, delimiter: read.delimiter,
  columns: read.mapping.map((one) => ({ ...one })), rows: report.rows, rejected: report.rejected, counts: { ...report.counts },
  lines: report.lines.map((one) => ({ ...one })),
});

const LINES_SHOWN = 50;

function sayReport(read: ListFile, report: IntakeReport): string {
  const { encoding } = read;
  const head = encoding === "sheet" ? "a sheet" : `${encoding.encoding} (${encoding.why === "mark" ? "said" : encoding.why === "valid" ? "valid" : "guessed by its letters"}), cells parted by ${JSON.stringify(read.delimiter)}`;
  const columns = read.mapping.map(({ heading, field }) => `  ${heading} → ${field}\n`).join("");
  const counts = Object.entries(report.counts).map(([code, count]) => `  ${code} ${count}\n`).join("");
  const shown = report.lines.filter(({ kind }) => kind === "finding").slice(0, LINES_SHOWN);
  const left = report.lines.filter(({ kind }) => kind === "finding").length - shown.length;
  return `${read.file}: ${head}\n${columns}${counted(report.rows, "row")} read${read.faults.length > 0 ? `; ${counted(read.faults.length, "fault")} below, and the list is not matched until they are mended` : ""}\n${counts}` +
    shown.map((one) => `${one.row === 0 ? "list" : `row ${one.row}`}${one.line > 0 ? ` (line ${one.line})` : ""} ${one.field}: ${one.text} [${one.code}]\n`).join("") +
    (left > 0 ? `and ${left} more findings; all of them with --out REPORT.csv or --json\n` : "");
}
