// `allforall terms VERB`: the agreement read, shown, evaluated, explained and compared.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults, printPlace } from "../basis/fault.ts";
import { parseTerms } from "../terms/parse.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { runTermsEvaluate, termsEvaluateHelp } from "./terms-evaluate.ts";

const HELP = `allforall terms check FILE… [--json]
${termsEvaluateHelp}
check reports every fault of every file with line, column, what was expected and what came; exit 2 on faults.
Example: allforall terms check examples/terms/istanbul-drill.terms
`;

export const termsCommand: Command = {
  name: "terms",
  summary: "agreements as sentences: check, show, status, why, readings, compare, translate-check",
  help: HELP,
  run: async ([verb, ...args], io) => {
    switch (verb) {
      case "check": return checkFiles(args, io);
      case "status": case "why": case "readings": return runTermsEvaluate(verb, args, io, parseTerms);
      default: throw new Fault("USAGE", "expected terms check, show, status, why, readings, compare or translate-check");
    }
  },
};

type Row = { readonly file: string; readonly line: number; readonly column: number; readonly code: string; readonly message: string; readonly expected: readonly string[]; readonly found: string };

async function checkFiles(args: readonly string[], io: Io): Promise<number> {
  const { positional, flags } = parseArgs(args, { flags: ["json"] });
  if (positional.length === 0) throw new Fault("USAGE", "expected at least one FILE of terms");
  const rows: Row[] = [];
  const lines: string[] = [];
  for (const file of positional) {
    const result = checkText(await textOf(file, io), file);
    rows.push(...result.rows);
    lines.push(...result.lines);
  }
  if (flags.has("json")) io.out(`${JSON.stringify({ faults: rows }, undefined, 1)}\n`);
  else {
    io.out(lines.map((line) => `${line}\n`).join(""));
    io.err(rows.map(({ file, line, column, message, code }) => `${file}:${line}:${column}: ${message} [${code}]\n`).join(""));
  }
  return rows.length > 0 ? 2 : 0;
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

/** One line for a fault that is thrown. */
export const faultLines = (error: Faults): string[] => error.faults.map(({ code, message, places }) => `${places[0] ? printPlace(places[0]) : ""}: ${message} [${code}]`);
