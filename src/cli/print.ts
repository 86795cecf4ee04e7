// Prints as PDF: account, week, agreement, identification, list, answer sheet, manifest, act, letter, receipt, plan; in six languages, the same bytes each time.
import { existsSync } from "node:fs";
import { fromUtf8 } from "../basis/bytes.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { PRINT_ROWS_MAX, type PrintDocument } from "../basis/document.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { printPdf, rowsOf } from "../compute/print.ts";
import { reportFilePrint } from "../desk/print/identification-print.ts";
import { makePrint, parsePrintRequest } from "../desk/print/make-print.ts";
import { planFilePrint } from "../desk/print/plan-print.ts";
import { languageNamed, PRINT_LANGUAGES } from "../desk/print/print-words.ts";
import { instanceHash } from "../planning/make-plan.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { dayOf, since } from "./data-folder.ts";
import { readInstance, readJson } from "./plan-files.ts";
import { withDesk } from "./record.ts";

export const printCommand: Command = {
  name: "print",
  summary: "a sheet as PDF: account, week, agreement, list, receipt, act, manifest, letter, plan, identification",
  help: `allforall print account [--whole]              (--data DIR | --database URL) --out FILE.pdf [--lang LANG] [--on YYYY-MM-DD] [--as CODE]
allforall print week                           …  the seven days that end with --on: disputes by age, differences, what waits, what was counted
allforall print agreement AGREEMENT            …
allforall print list|sheet|letter LIST         … [--first N --count N]
allforall print manifest LIST                  … [--operation CODE] [--first N --count N]
allforall print act OPERATION                  …
allforall print identification IDENTIFICATION  …
allforall print receipt ENTRY                  …  ENTRY is an index (12) or a label (E07)
allforall print plan PLAN --round N            …
allforall print plan INSTANCE.json PLAN.json --out FILE.pdf [--lang LANG] [--title TEXT]
allforall print identification REPORT.json --out FILE.pdf [--lang LANG]   a report that allforall identify wrote: DIR/report/000001.json

LANG is one of ${PRINT_LANGUAGES.join(", ")} (en). The same record and question give the same bytes. On each page: the record's size and
root, who cosigned it, the page of all pages, and whether it is an exercise or a draft. A sheet is the list with empty columns for
the pen. The account is a statement of one or two sheets; --whole sets every obligation with all it rests on after it. At most ${PRINT_ROWS_MAX} rows in one file: print a longer list in parts. FILE.pdf must not exist yet and is its owner's alone: a list
names persons. --as CODE prints what that compartment can open (default: the secretariat).
Example: allforall print account --data out/istanbul --lang ar --out account.pdf
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { flags: ["whole"], values: ["data", "database", "as", "on", "lang", "out", "operation", "round", "first", "count", "title", "keys", "passphrase-file"] });
    const [form, of, second, ...more] = positional;
    const out = values["out"];
    if (form === undefined || more.length > 0 || (second !== undefined && form !== "plan")) throw new Fault("USAGE", "expected the form and what it is of");
    if (out === undefined) throw new Fault("USAGE", "expected --out FILE.pdf");
    if (existsSync(out)) throw new Fault("USAGE", `expected a file that does not exist yet, found “${out}”`);
    const document = form === "identification" && of !== undefined && of.endsWith(".json") ? await fromReport(of, values, io) : second === undefined ? await fromRecord(form, of, values, flags.has("whole")) : await fromFiles(of, second, values, io);
    await setInto(document, out, io);
    return 0;
  },
};

type Values = Readonly<Record<string, string>>;

function fromRecord(form: string, of: string | undefined, values: Values, isWhole: boolean): Promise<PrintDocument> {
  const whole = (name: string): Record<string, unknown> => (values[name] === undefined ? {} : { [name]: /^\d{1,9}$/.test(values[name]) ? Number(values[name]) : values[name] });
  if (values["on"] !== undefined) dayOf(values["on"]);
  const request = parsePrintRequest({
    form, language: values["lang"] ?? "en", ...(isWhole ? { whole: true } : {}), ...(of === undefined ? {} : { of }), ...(values["on"] === undefined ? {} : { on: values["on"] }), ...(values["operation"] === undefined ? {} : { operation: values["operation"] }), ...whole("round"), ...whole("first"), ...whole("count"),
  });
  const today = parseCivilDate(since().slice(0, 10));
  if (!today) throw new Fault("USAGE", "expected a clock that gives a day");
  return withDesk(values, (desk) => makePrint({ desk, state: desk.state, party: desk.compartment, today }, request));
}

async function fromReport(path: string, values: Values, io: Io): Promise<PrintDocument> {
  if (values["data"] !== undefined || values["database"] !== undefined) throw new Fault("USAGE", "expected a file or a record, not both");
  const bytes = await io.readFile(path);
  return reportFilePrint(parseJson(fromUtf8(bytes, path), path), { name: path, sha256: sha256Hex(bytes) }, languageNamed(values["lang"] ?? "en"));
}

async function fromFiles(instance: string | undefined, plan: string, values: Values, io: Io): Promise<PrintDocument> {
  const { value, problem } = await readInstance(instance, io);
  const made = await readJson(plan, "PLAN.json", io);
  const { assign } = parsePlan(made, plan);
  const planHash = isRecord(made) && typeof made["planHash"] === "string" ? made["planHash"] : "";
  return planFilePrint({ problem, assign, instance: instanceHash(value), plan: planHash, language: languageNamed(values["lang"] ?? "en"), title: values["title"] });
}

async function setInto(document: PrintDocument, out: string, io: Io): Promise<void> {
  const started = io.now();
  const rows = rowsOf(document);
  const seconds = (): string => ((io.now() - started) / 1_000).toFixed(1);
  io.err(`print: ${rows === 1 ? "1 row" : `${rows} rows`}, loading the typesetter …\n`);
  const pdf = await printPdf(document, (done) => io.err(done === 1 ? `print: loaded after ${seconds()} s, setting …\n` : `print: set after ${seconds()} s\n`));
  await io.writeFile(out, pdf);
  if (rows === PRINT_ROWS_MAX) io.err(`print: as many rows as one file takes; what follows, if anything does, with --first N after the last row of this one\n`);
  io.out(`${out}: ${pdf.length} bytes, SHA-256 ${sha256Hex(pdf)}\n`);
}
