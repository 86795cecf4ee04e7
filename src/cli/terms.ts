// `allforall terms VERB`: the agreement read, shown, evaluated, explained and compared.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { Terms } from "../terms/ast.ts";
import { compareTerms } from "../terms/compare.ts";
import { parseTerms, readTerms } from "../terms/parse.ts";
import { LANGUAGES, renderSentence, renderTerms, type Language } from "../terms/render.ts";
import { termsHash } from "../terms/signing.ts";
import { checkTranslation } from "../terms/translate-check.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { definitionsOf } from "../desk/check-pack.ts";
import { printSentence } from "../terms/print.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { codesOf } from "../vocabulary/pack-codes.ts";
import { readPackAt } from "./pack-folder.ts";
import { runTermsEvaluate, termsEvaluateHelp } from "./terms-evaluate.ts";

const HELP = `allforall terms check FILE… [--pack NAME] [--json]
allforall terms show FILE [--lang en|uk|ru|tr|ar|fr] [--names NAMES.json] [--json]
allforall terms compare FILE-A FILE-B [--json]
allforall terms translate-check FILE.terms FILE.uk.txt [--lang uk] [--json]
${termsEvaluateHelp}
check reports every fault of every file with line, column, what was expected and what came; exit 2 on faults.
With --pack a term that a text uses and does not define is looked up among the definitions of the conflict pack, whose sentence is shown to be
taken over; a rank value that is another than the pack’s is said beside the text.
show prints the agreement, or with --json its canonical form (docs/formats/terms.md); NAMES.json holds {"original": "translation"}.
compare shows clause by clause what one text says and the other does not; exit 1 when they differ.
translate-check flags every number, date, time, code and declared name that stands in one text and not in the other; exit 1 on any.
Example: allforall terms check examples/terms/istanbul-drill.terms
Example: allforall terms show examples/terms/istanbul-drill.terms --lang uk
`;

export const termsCommand: Command = {
  name: "terms",
  summary: "agreements as sentences: check, show, status, why, readings, compare, translate-check",
  help: HELP,
  run: async ([verb, ...args], io) => {
    switch (verb) {
      case "check": return checkFiles(args, io);
      case "show": return show(args, io);
      case "compare": return compare(args, io);
      case "translate-check": return translateCheck(args, io);
      case "status": case "why": case "readings": return runTermsEvaluate(verb, args, io, parseTerms);
      default: throw new Fault("USAGE", "expected terms check, show, status, why, readings, compare or translate-check");
    }
  },
};

const readAgreement = async (file: string, io: Io): Promise<Terms> => readTerms(fromUtf8(await io.readFile(file), file), file);
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 1)}\n`;

function languageOf(text: string): Language {
  const found = LANGUAGES.find((one) => one === text);
  if (found === undefined) throw new Fault("USAGE", `expected --lang${text === "" ? ", or a file named FILE.uk.txt" : ""}: one of ${LANGUAGES.join(", ")}`);
  return found;
}

async function show(args: readonly string[], io: Io): Promise<number> {
  const { positional: [file, ...rest], values, flags } = parseArgs(args, { values: ["lang", "names"], flags: ["json"] });
  if (file === undefined || rest.length > 0) throw new Fault("USAGE", "expected one FILE of terms");
  const language = languageOf(values["lang"] ?? "en");
  const terms = await readAgreement(file, io);
  const names = values["names"] === undefined ? new Map<string, string>() : await translationsOf(values["names"], io);
  if (!flags.has("json")) io.out(renderTerms(terms, language, names));
  else if (language === "en") io.out(json(terms));
  else io.out(json({ lang: language, sha256: termsHash(terms), sentences: terms.sentences.map((one) => ({ id: one.id, text: renderSentence(one, language, names) })) }));
  return 0;
}

async function translationsOf(file: string, io: Io): Promise<Map<string, string>> {
  const value = parseJson(fromUtf8(await io.readFile(file), file), file);
  if (!isRecord(value)) throw new Fault("NAMES_SHAPE", "expected an object of originals and translations", [{ file }]);
  const faults = Object.entries(value).filter(([, text]) => typeof text !== "string" || text === "").map(([name]) => new Fault("NAMES_SHAPE", "expected a translation that is not empty", [{ file, field: `/${name}` }]));
  if (faults.length > 0) throw new Faults(faults);
  return new Map(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

async function compare(args: readonly string[], io: Io): Promise<number> {
  const { positional: [a, b, ...rest], flags } = parseArgs(args, { flags: ["json"] });
  if (a === undefined || b === undefined || rest.length > 0) throw new Fault("USAGE", "expected FILE-A and FILE-B");
  const clauses = compareTerms(await readAgreement(a, io), await readAgreement(b, io));
  if (flags.has("json")) io.out(json({ clauses: clauses.map(({ clause, changes }) => ({ no: clause, changes })) }));
  else if (clauses.length === 0) io.out("the texts say the same\n");
  else for (const { clause, changes } of clauses) {
    io.out(clause === 0 ? "before the first clause\n" : `clause ${clause}\n`);
    for (const one of changes) io.out(one.kind === "changed" ? `  ${one.fromId} ${one.words.map(({ kind, words }) => (kind === "same" ? words : kind === "out" ? `[-${words}-]` : `{+${words}+}`)).join(" ")}\n` : one.kind === "out" ? `- ${one.fromId} ${one.from}\n` : `+ ${one.toId} ${one.to}\n`);
  }
  return clauses.length === 0 ? 0 : 1;
}

async function translateCheck(args: readonly string[], io: Io): Promise<number> {
  const { positional: [file, other, ...rest], values, flags } = parseArgs(args, { values: ["lang"], flags: ["json"] });
  if (file === undefined || other === undefined || rest.length > 0) throw new Fault("USAGE", "expected FILE.terms and its translation, such as FILE.uk.txt");
  const language = languageOf(values["lang"] ?? /\.([a-z]{2})\.[^./]+$/.exec(other)?.[1] ?? "");
  const terms = await readAgreement(file, io);
  const found = checkTranslation(terms, fromUtf8(await io.readFile(other), other), language);
  if (flags.has("json")) io.out(json({ lang: language, mismatches: found.map((one) => ({ file: one.missingIn === "terms" ? file : other, ...one })) }));
  else if (found.length === 0) io.out(`${other}: every number, date, time, code and name agrees\n`);
  else for (const one of found) io.out(`${other}:${Math.max(1, one.line)}: clause ${one.clause}: ${one.kind} ${one.value} ${one.missingIn === "terms" ? `stands here and not in ${file}` : `of ${file} does not stand here`}\n`);
  return found.length === 0 ? 0 : 1;
}

type Row = { readonly file: string; readonly line: number; readonly column: number; readonly code: string; readonly message: string; readonly expected: readonly string[]; readonly found: string };

async function checkFiles(args: readonly string[], io: Io): Promise<number> {
  const { positional, values, flags } = parseArgs(args, { values: ["pack"], flags: ["json"] });
  const pack = values["pack"] === undefined ? undefined : (await readPackAt(values["pack"])).pack;
  if (positional.length === 0) throw new Fault("USAGE", "expected at least one FILE of terms");
  const rows: Row[] = [];
  const lines: string[] = [];
  for (const file of positional) {
    const text = await textOf(file, io);
    const result = checkText(text, file);
    rows.push(...result.rows.map((row) => (pack ? withDefinition(row, pack) : row)));
    lines.push(...result.lines, ...(pack && typeof text === "string" ? otherValues(text, pack).map((said) => `${file}: ${said}`) : []));
  }
  if (flags.has("json")) io.out(`${JSON.stringify({ faults: rows }, undefined, 1)}\n`);
  else {
    io.out(lines.map((line) => `${line}\n`).join(""));
    io.err(rows.map(({ file, line, column, message, code }) => `${file}:${line}:${column}: ${message} [${code}]\n`).join(""));
  }
  return rows.length > 0 ? 2 : 0;
}

/** Beside a term that is not defined, the sentence by which the conflict pack defines it. */
function withDefinition(row: Row, pack: ConflictPack): Row {
  const sentence = row.code === "TERMS_UNDEFINED" ? definitionsOf(pack).sentences.find((one) => one.kind === "definition" && row.message.includes(`“${one.term}”`)) : undefined;
  return sentence ? { ...row, message: `${row.message}; the conflict pack ${pack.id} has: ${printSentence(sentence)}` } : row;
}

/** Rank values of a text that are not those of the pack, in words. */
function otherValues(text: string, pack: ConflictPack): string[] {
  const parsed = parseTerms(text);
  if (!("terms" in parsed) || pack.ranks.length === 0) return [];
  return parsed.terms.sentences.flatMap((sentence) => (sentence.kind !== "rankValues" ? [] : sentence.rows.flatMap(([rank, value]) => {
    const own = codesOf(pack).rank(rank);
    if (!own) return [`“${rank}” is no rank of the conflict pack ${pack.id}`];
    return own.value === undefined || own.value === value ? [] : [`“${rank}” has the value ${value}, in the conflict pack ${pack.id} ${own.value}`];
  })));
}

async function textOf(file: string, io: Io): Promise<string | Fault> {
  const bytes = await io.readFile(file);
  try {
    return fromUtf8(bytes, file);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

function checkText(text: string | Fault, file: string): { readonly rows: Row[]; readonly lines: string[] } {
  if (text instanceof Fault) return { rows: [{ file, line: text.places[0]?.line ?? 1, column: 1, code: "TERMS_CHARACTER", message: text.message, expected: ["UTF-8"], found: "other bytes" }], lines: [] };
  const parsed = parseTerms(text);
  if ("faults" in parsed) {
    const more = parsed.faultsLeftOut === 0 ? [] : [{ file, line: 1, column: 1, code: "TERMS_SIZE", message: `${parsed.faultsLeftOut} more faults are not shown`, expected: [], found: "" }];
    return { rows: [...parsed.faults.map((one) => ({ file, ...one })), ...more], lines: [] };
  }
  return { rows: [], lines: [`${file}: ${parsed.terms.sentences.length} sentences, 0 faults`] };
}
