// The verbs of `allforall terms` that evaluate an agreement over facts: status, why, readings. The parser is handed in.
import { fromUtf8 } from "../basis/bytes.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { VALUE_NAMES } from "../terms/entitlement.ts";
import { evaluate, releaseClauses, valueOf, type Result, type SideResult } from "../terms/evaluate.ts";
import { clauseOf, sentencesOf, type Predicate, type Terms } from "../terms/ast.ts";
import { explainPerson } from "../terms/explain.ts";
import { commaOf, type Lang, LANGS, sayCode, sayNumber } from "../terms/explain-words.ts";
import { parseFacts, type Facts } from "../terms/facts.ts";
import { judgeInvariants } from "../terms/invariants.ts";
import { compareAll, wordingsOfClause } from "../terms/readings-persons.ts";
import { READING_FORMS, readWords } from "../terms/reading-words.ts";
import { sayBecause, sayInvariant, sayResult, sayShown } from "../terms/say-status.ts";
import { STATUS_WORDS } from "../terms/status-words.ts";
import { parseArgs, type Io, type Words } from "./command.ts";

/** The parser of the terms room: terms, or every fault with its line and column. */
export type ParseTerms = (text: string) => { readonly terms: Terms } | {
  readonly faults: readonly { readonly line: number; readonly column: number; readonly code: string; readonly message: string }[];
};

export const termsEvaluateHelp = `allforall terms status FILE --facts FACTS.json --on DATE [--plan] [--json] [--lang uk|ru|tr|ar|fr]
allforall terms why FILE --facts FACTS.json --on DATE --person ID [--clause N] [--json] [--lang uk|ru|tr|ar|fr]
allforall terms readings FILE --list LIST.csv --clause N [--against FILE2] [--as WORDS]… [--term TERM] [--on DATE] [--json] [--lang …]

--plan reads the handovers of FACTS.json as planned for their days, also later ones, and judges the rules over their order alone.
LIST.csv begins with the line  id,side,born  and may have rank, heldSince, context, examinedOn and findings as well; several
values in one cell stand apart by ";", a finding is CLASS DATE BODY. An empty cell is unknown.
readings compares the readings of the text, of FILE2, and of the words after each --as put in the place of the category TERM:
"under 25", "25 and under", "18 to 25", "born after 2000" or a category of the terms language. Ages are on the day that the text
names, else on --on; what words were read as is said. TERM may be left out where the clause names one category.
Example: allforall terms readings drill.terms --list list.csv --clause 2 --as "under 25" --as "18 to 25"
Example: allforall terms why drill.terms --facts facts.json --on 2025-06-10 --person p6 --clause 1
`;

/**
 * Runs one verb; 0 when it ran.
 * @throws Fault `USAGE`; Faults of the text, of the facts (`FACTS_…`) and of the list (`LIST_…`), each with its place.
 */
export async function runTermsEvaluate(verb: "status" | "why" | "readings", args: readonly string[], io: Io, parse: ParseTerms): Promise<number> {
  const words = parseArgs(args, { values: ["facts", "on", "person", "clause", "lang", "list", "against", "term"], many: ["as"], flags: ["json", "plan"] });
  const [file, ...rest] = words.positional;
  if (file === undefined || rest.length > 0) throw new Fault("USAGE", "expected one FILE of terms");
  const lang = langOf(words.values["lang"]);
  const terms = await readTerms(file, io, parse);
  const asJson = words.flags.has("json");
  if (verb === "readings") return readings(file, terms, words, { asJson, lang }, io, parse);
  const factsFile = need(words.values, "facts", "FACTS.json");
  const on = dayOf(words.values["on"]);
  const facts = parseFacts(parseJson(await read(factsFile, io), factsFile), factsFile);
  const result = atFile(factsFile, () => evaluate(terms, facts, on));
  if (verb === "status" && words.flags.has("plan")) {
    const plan = planned(result);
    io.out(asJson ? `${JSON.stringify({ on, plan }, undefined, 1)}\n` : plan.length === 0 ? `${STATUS_WORDS[lang].noRule}\n` : plan.map((one) => `${sayInvariant(one, lang)}\n`).join(""));
    return 0;
  }
  if (verb === "status") io.out(asJson ? `${JSON.stringify(statusJson(result), undefined, 1)}\n` : sayResult(result, lang));
  else {
    const clause = words.values["clause"];
    const found = explainPerson(result, need(words.values, "person", "ID"), clause === undefined ? "every clause" : numberOf(clause), lang);
    const json = clause === undefined ? found : found[0];
    io.out(asJson ? `${JSON.stringify(json, undefined, 1)}\n` : found.map(({ text, because }) => `${text}\n  ${because.map((one) => sayBecause(one, lang)).join("; ")}\n`).join(""));
  }
  return 0;
}

const LAST_DAY = "9999-12-31" as CivilDate; // a plan may lie after any day asked about
/** The rules over the handovers as planned, each with the readings that it holds in. */
function planned({ readings: all, facts }: Result): Result["invariants"] {
  const found = new Map<string, Result["invariants"][number]>();
  all.forEach(({ terms }, reading) => {
    for (const one of judgeInvariants(terms, facts, LAST_DAY, "plan")) {
      const key = JSON.stringify(one);
      found.set(key, { ...one, readings: [...(found.get(key)?.readings ?? []), reading] });
    }
  });
  return [...found.values()];
}

const need = (values: Readonly<Record<string, string>>, name: string, what: string): string => {
  const value = values[name];
  if (value === undefined) throw new Fault("USAGE", `expected --${name} ${what}`);
  return value;
};
const read = async (file: string, io: Io): Promise<string> => fromUtf8(await io.readFile(file), file);

function langOf(text: string | undefined): Lang {
  const found = LANGS.find((one) => one === (text ?? "en"));
  if (found === undefined) throw new Fault("USAGE", `expected a language, one of ${LANGS.join(", ")}`);
  return found;
}

function dayOf(text: string | undefined): CivilDate {
  const day = text === undefined ? undefined : parseCivilDate(text);
  if (day === undefined) throw new Fault("USAGE", "expected --on YYYY-MM-DD, a day that exists");
  return day;
}

function numberOf(text: string): number {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text);
  throw new Fault("USAGE", "expected --clause N, a clause number");
}

async function readTerms(file: string, io: Io, parse: ParseTerms): Promise<Terms> {
  const parsed = parse(await read(file, io));
  if ("terms" in parsed) return parsed.terms;
  throw new Faults(parsed.faults.map(({ line, column, code, message }) => new Fault(code, message, [{ file, line, column }])));
}

/** Faults of the facts against the agreement get the name of the file that they stand in. */
function atFile<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    throw new Faults(error.faults.map((one) => new Fault(one.code, one.message, one.places.map((place) => ({ file, ...place })))));
  }
}

/** The shape of issue 3, with more beside it: due days, readings, body steps, effects due, pauses and ranks. */
export function statusJson(result: Result): Record<string, unknown> {
  const { people } = result;
  const ids = (list: readonly number[]): string[] => list.map((i) => people.captives[i]?.id ?? "");
  const clauses = releaseClauses(result);
  const side = (one: SideResult): Record<string, unknown> => {
    const main = mainRows(one);
    const sum = (pick: (row: (typeof main)[number]) => number): number => main.reduce((all, row) => all + pick(row), 0);
    const all = (name: "promised" | "unknown" | "disputed" | "died" | "declined" | "elsewhere" | "receiptUnknown"): string[] => ids([...new Set(main.flatMap((row) => row.persons[name]))]);
    const promised = { min: sum((row) => row.promised.min), max: sum((row) => row.promised.max) };
    return {
      status: one.status, ...(one.since === "not late" ? {} : { since: one.since }), promised: promised.min === promised.max ? promised.min : promised,
      atLeast: main.some((row) => row.atLeast), unit: main[0]?.unit ?? "captives", delivered: sum((row) => row.delivered),
      outstanding: { min: sum((row) => row.outstanding.min), max: sum((row) => row.outstanding.max) }, excess: sum((row) => row.excess), credit: sum((row) => row.credit),
      unknown: all("unknown"), disputed: all("disputed"), promisedPersons: all("promised"), receiptUnknown: all("receiptUnknown"), died: all("died"), declined: all("declined"), elsewhere: all("elsewhere"),
      rows: one.rows.map((row) => ({ sentence: row.sentence, kind: row.kind, ...(row.what === "" ? {} : { what: row.what }), status: row.status,
        outstanding: { min: row.outstanding.min, max: row.outstanding.max },
        due: row.dues.map(({ reading, due, lateSince }) => ({ reading, day: due.day, projected: due.projected, lateSince })) })),
    };
  };
  return {
    on: result.on,
    clauses: result.clauses.map((clause) => ({ no: clause.number, title: clause.title, sides: Object.fromEntries(clause.sides.map((one) => [one.side, side(one)])), because: clause.because })),
    invariants: result.invariants,
    persons: Object.fromEntries(people.captives.map(({ id }, i) => [id, Object.fromEntries(clauses.map((clause) => [clause, valueOf(result, i, clause) ?? VALUE_NAMES[0]]))])),
    readings: result.readings.map(({ choices }, reading) => ({ reading, choices })), bodySteps: result.bodySteps, effectsDue: result.effectsDue, pauses: result.pauses, ranks: result.ranks,
  };
}

/** The rows that a clause counts in: those of the first row's unit, and steps only where nothing else is owed. */
function mainRows({ rows }: SideResult): SideResult["rows"] {
  const owed = rows.filter(({ kind }) => kind !== "step");
  const unit = (owed[0] ?? rows[0])?.unit;
  return (owed.length > 0 ? owed : rows).filter((row) => row.unit === unit);
}

async function readings(file: string, terms: Terms, { values, many }: Words, { asJson, lang }: { readonly asJson: boolean; readonly lang: Lang }, io: Io, parse: ParseTerms): Promise<number> {
  const listFile = need(values, "list", "LIST.csv");
  const clause = numberOf(need(values, "clause", "N"));
  const made = sentencesOf(terms, "agreement")[0]?.date;
  const on = dayOf(values["on"] ?? made);
  const facts = parseList(await read(listFile, io), listFile);
  const said = STATUS_WORDS[lang];
  const texts: (readonly [name: string, terms: Terms])[] = [[file, terms]];
  if (values["against"] !== undefined) texts.push([values["against"], await readTerms(values["against"], io, parse)]);
  const spoken = withWords(terms, clause, { words: many["as"] ?? [], term: values["term"], on });
  for (const one of spoken) texts.push([`“${one.words}” (${said.readAs}: ${one.written})`, one.terms]);
  const results = texts.map(([name, one]) => [name, atFile(listFile, () => evaluate(one, facts, on))] as const);
  const wordings = results.flatMap(([name, result]) => {
    const found = wordingsOfClause(result, clause, lang);
    if (found.length === 0) throw new Fault("USAGE", `expected a clause of ${name} that releases persons: ${releaseClauses(result).join(", ")}`);
    return found.map((one) => ({ ...one, label: results.length === 1 ? one.label : found.length === 1 && name !== file && name !== values["against"] ? name : `${name}: ${one.label}` }));
  });
  const rows = compareAll(facts.captives, results[0]?.[1].parties ?? [], wordings);
  if (asJson) io.out(`${JSON.stringify({ clause, on, readings: wordings.map(({ label }) => label), changes: rows }, undefined, 1)}\n`);
  else if (rows.length === 0) io.out(`${said.oneReading(sayNumber(clause, lang))}\n`);
  else for (const row of rows) io.out(`${sayCode(`${row.from} → ${row.to}`, lang)}${commaOf(lang)}${sayCode(row.side, lang)}: ${([["adds", row.added], ["drops", row.dropped], ["becomeUnknown", row.becomeUnknown], ["ceaseUnknown", row.ceaseUnknown]] as const).map(([what, count]) => `${said[what]} ${sayShown(count, lang)}`).join(commaOf(lang))}\n`);
  return 0;
}

/** The agreement with one category of the clause said in other words, once for each `--as`. @throws Faults `USAGE`, every one at once. */
function withWords(terms: Terms, clause: number, { words, term, on }: { readonly words: readonly string[]; readonly term: string | undefined; readonly on: CivilDate }): { readonly words: string; readonly written: string; readonly terms: Terms }[] {
  if (words.length === 0) return [];
  if (!sentencesOf(terms, "release").some((one) => clauseOf(one) === clause)) throw new Fault("USAGE", `expected a clause that releases persons: ${[...new Set(sentencesOf(terms, "release").map(clauseOf))].join(", ")}`);
  const named = [...new Set(sentencesOf(terms, "release").flatMap((one) => (clauseOf(one) === clause && one.categories !== "not stated" ? one.categories : [])))];
  const replaced = term ?? (named.length === 1 ? named[0] : undefined);
  const [definition] = sentencesOf(terms, "definition").filter((one) => one.term === replaced);
  if (definition === undefined) throw new Fault("USAGE", `expected --term, a category that clause ${clause} names: ${named.join(", ")}`);
  const read = words.map((one) => [one, readWords(one, dayIn(definition.predicate) ?? on)] as const);
  const faults = read.filter(([, found]) => found === undefined).map(([one]) => new Fault("USAGE", `expected a category such as ${READING_FORMS.map((form) => `"${form}"`).join(", ")}, found "${one}"`));
  if (faults.length > 0) throw new Faults(faults);
  return read.flatMap(([one, found]) => (found === undefined ? [] : [{ words: one, written: found.written, terms: {
    ...terms, sentences: terms.sentences.filter((sentence) => sentence.kind !== "definition" || sentence.term !== replaced || sentence.id === definition.id)
      .map((sentence) => (sentence.id === definition.id ? { ...definition, proposedBy: "both", predicate: found.predicate } : sentence)),
  } }]));
}

/** The day that a category counts ages on, where it names one. */
function dayIn(predicate: Predicate): CivilDate | undefined {
  if (predicate.kind === "aged") return parseCivilDate(predicate.on);
  return predicate.kind === "and" || predicate.kind === "or" ? predicate.of.map(dayIn).find((day) => day !== undefined) : undefined;
}

const LIST_FIELDS = ["id", "side", "born", "rank", "heldSince", "context", "examinedOn", "findings"];

/** A list of captives as comma-separated values (RFC 4180), one a row under a heading. Row numbers count from 1 with the heading. */
export function parseList(text: string, file: string): Facts {
  const [heading, ...rows] = parseCsv(text, file);
  const names = heading ?? [];
  const wrong = names.find((name) => !LIST_FIELDS.includes(name));
  if (wrong !== undefined || !["id", "side", "born"].every((name) => names.includes(name)) || new Set(names).size < names.length) throw new Fault("LIST_HEADING", `expected a heading with id, side, born, each once, and of ${LIST_FIELDS.slice(3).join(", ")}`, [{ file, row: 1 }]);
  const short = rows.findIndex((row) => row.length !== names.length);
  if (short >= 0) throw new Fault("LIST_ROW", `expected ${names.length} cells`, [{ file, row: short + 2 }]);
  const captives = rows.map((row) => Object.fromEntries(names.map((name, i): [string, unknown] => [name, cellOf(name, row[i] ?? "")]).filter(([, value]) => value !== undefined)));
  try {
    return parseFacts({ captives });
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    throw new Faults(error.faults.map((one) => {
      const [, index, field] = /^\/captives\/([0-9]+)(?:\/(.*))?$/.exec(one.places[0]?.field ?? "") ?? [];
      return new Fault(one.code, one.message, [{ file, ...(index === undefined ? {} : { row: Number(index) + 2 }), ...(field === undefined ? {} : { field }) }]);
    }));
  }
}

function cellOf(name: string, cell: string): unknown {
  if (cell === "") return undefined;
  const parts = cell.split(";").map((part) => part.trim());
  if (name === "context" || name === "examinedOn") return parts;
  if (name !== "findings") return cell;
  return parts.map((part) => {
    const [findingClass = "", on = "", ...by] = part.split(" ");
    return { class: findingClass, on, by: by.join(" ") };
  });
}

/** @throws Fault `LIST_QUOTE` with the row of a quoted cell that does not end. */
function parseCsv(text: string, file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new Fault("LIST_QUOTE", "expected a closing quotation mark", [{ file, row: rows.length + 1 }]);
        if (text[at] === '"' && text[at + 1] === '"') at += 1;
        else if (text[at] === '"') break;
        cell += text[at] ?? "";
      }
      at += 1;
      if (at < text.length && !/[,\r\n]/.test(text[at] ?? "")) throw new Fault("LIST_QUOTE", "expected a comma or the end of the line after a quoted cell", [{ file, row: rows.length + 1 }]);
    } else {
      const start = at;
      while (at < text.length && !/[,\r\n]/.test(text[at] ?? "")) at += 1;
      cell = text.slice(start, at).trim();
    }
    row.push(cell);
    if (text[at] === ",") {
      at += 1;
      if (at >= text.length || /[\r\n]/.test(text[at] ?? "")) row.push("");
      else continue;
    }
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
