// What the sentences mean together (TERMS.md, section 6): everything a sentence names exists once and only once, tables add up,
// nothing waits for itself, dates do not contradict. A damaged sentence is not checked, and what it seems to declare counts as
// declared: one mistake gives one message.
import { clauseOf, type Numeral, type Sentence, type SentenceOf } from "./ast.ts";
import type { Mention } from "./cursor.ts";
import type { Token } from "./lexicon.ts";
import { nearestWord } from "./near-forms.ts";
import { READINGS_MAX, countReadings } from "./readings.ts";
import { fault, orList, type OffsetFault, type TermsCode } from "./terms-fault.ts";

export type Read = { readonly sentence: Sentence; readonly start: number; readonly end: number; readonly mentions: readonly Mention[] };
/** A sentence that could not be read; `kind` is the form it is nearest to, `clause` the one it stands in. */
export type Damaged = { readonly tokens: readonly Token[]; readonly start: number; readonly text: string; readonly kind: Sentence["kind"]; readonly clause: number };

type ReadOf<K extends Sentence["kind"]> = Read & { readonly sentence: SentenceOf<K> };
type Ground = {
  readonly read: readonly Read[]; readonly damaged: readonly Damaged[];
  readonly of: <K extends Sentence["kind"]>(kind: K) => readonly ReadOf<K>[];
  readonly isDamaged: (...kinds: readonly Sentence["kind"][]) => boolean;
};

/** Every fault of the whole, in no order. Linear but for the graph of waiting clauses. */
export function checkSentences(read: readonly Read[], damaged: readonly Damaged[]): OffsetFault[] {
  const byKind = new Map<Sentence["kind"], Read[]>();
  for (const one of read) {
    const own = byKind.get(one.sentence.kind);
    if (own) own.push(one);
    else byKind.set(one.sentence.kind, [one]);
  }
  const of = <K extends Sentence["kind"]>(kind: K): readonly ReadOf<K>[] => (byKind.get(kind) ?? []) as unknown as readonly ReadOf<K>[]; // filed by their kind
  const ground: Ground = { read, damaged, of, isDamaged: (...kinds) => damaged.some(({ kind }) => kinds.includes(kind)) };
  return [
    ...checkHead(ground), ...checkTwice(ground), ...checkMentions(ground), ...checkBrackets(ground), ...checkTable(ground), ...checkZone(ground),
    ...checkRates(ground), ...checkCycles(ground), ...checkDates(ground), ...checkHome(ground),
  ];
}

/** Exactly one agreement, first but for the version; exactly one parties sentence; no code and no name twice. */
function checkHead({ read, damaged, of, isDamaged }: Ground): OffsetFault[] {
  const faults: OffsetFault[] = [];
  const first = Math.min(read[0]?.start ?? Infinity, damaged[0]?.start ?? Infinity);
  for (const kind of ["agreement", "parties"] as const) {
    const found = of(kind);
    if (found.length === 0 && !isDamaged(kind)) faults.push(fault(first, "TERMS_HEAD", `expected one ${kind === "agreement" ? "agreement sentence: Agreement “T”, made at Geneva on 2 June 2025." : "parties sentence: The parties are Alpha (AL) and Beta (BE)."}`));
    for (const { start } of found.slice(1)) faults.push(fault(start, "TERMS_HEAD", `expected one ${kind} sentence, found a second`));
  }
  const agreement = of("agreement")[0]?.start ?? damaged.find(({ kind }) => kind === "agreement")?.start;
  if (agreement !== undefined) {
    const before = read.find(({ start, sentence }) => start < agreement && sentence.kind !== "version");
    if (before) faults.push(fault(before.start, "TERMS_HEAD", "expected the agreement sentence before this one"));
  }
  for (const { start } of of("version").filter((one, i) => i > 0 || one.start !== first)) faults.push(fault(start, "TERMS_HEAD", "expected the version as the first sentence, once"));
  for (const { start, sentence } of read) if (sentence.proposedBy !== "both" && ["version", "agreement", "parties", "clause"].includes(sentence.kind)) faults.push(fault(start, "TERMS_HEAD", `expected no brackets around this ${sentence.kind} sentence`));
  const seen = new Set<string>();
  for (const { name, code, start } of declared(of)) {
    for (const word of new Set([name, code])) {
      if (seen.has(word)) faults.push(fault(start, "TERMS_HEAD", `${word} is declared twice`, [], word));
      seen.add(word);
    }
  }
  return faults;
}

const declared = (of: Ground["of"]): { readonly name: string; readonly code: string; readonly start: number }[] => [
  ...of("parties").slice(0, 1).flatMap(({ sentence, start }) => sentence.parties.map((one) => ({ ...one, start }))),
  ...of("role").map(({ sentence: { name, code }, start }) => ({ name, code, start })),
];

/** One clause of a number, one definition of a term (but for rival brackets), one rank table, one clock. */
function checkTwice({ of }: Ground): OffsetFault[] {
  const faults: OffsetFault[] = [];
  const refuse = (start: number, message: string): void => { faults.push(fault(start, "TERMS_TWICE", message)); };
  const clauses = new Set<number>();
  for (const { sentence, start } of of("clause")) {
    if (clauses.has(sentence.number)) refuse(start, `there are two clauses ${sentence.number}`);
    clauses.add(sentence.number);
  }
  const terms = new Set<string>();
  for (const { sentence, start } of of("definition").filter(({ sentence: { proposedBy } }) => proposedBy === "both")) {
    if (terms.has(sentence.term)) refuse(start, `“${sentence.term}” is defined twice`);
    terms.add(sentence.term);
  }
  for (const { start } of of("rankValues").slice(1)) refuse(start, "there are two tables of rank values");
  for (const { start } of of("rankCheck").slice(1)) refuse(start, "there are two checks of the rank values");
  for (const { start } of of("zone").slice(1)) refuse(start, "the clock is stated twice");
  for (const { start, sentence } of of("floor")) if (new Set(sentence.clauses).size < sentence.clauses.length) refuse(start, "a clause is named twice in one floor");
  return faults;
}

/** Names listed as expected, and faults that get a suggestion: both keep a text of nothing but faults cheap. */
const NAMES_SHOWN = 20, NEAR_MAX = 50;

/** Terms, bodies, parties and clauses that a sentence names. */
function checkMentions(ground: Ground): OffsetFault[] {
  const { read, damaged, of, isDamaged } = ground;
  const terms = new Set(of("definition").map(({ sentence }) => sentence.term));
  for (const { tokens } of damaged) for (const token of tokens.slice(0, 4)) if (token.kind === "quoted") terms.add(token.text);
  const clauses = new Set(of("clause").map(({ sentence }) => String(sentence.number)));
  for (const { kind, tokens } of damaged) if (kind === "clause") for (const token of tokens) if (token.kind === "number") clauses.add(String(token.value));
  const bodies = declared(of).flatMap(({ name, code }) => [name, code]);
  const known = new Set(bodies);
  const parties = new Set(of("parties").flatMap(({ sentence }) => sentence.parties.map(({ code }) => code)));
  const declaring = damaged.filter(({ kind }) => kind === "parties" || kind === "role").map(({ text }) => new Set(text.normalize("NFC").match(/[\p{L}\p{N}’'_-]+/gu)));
  const salvaged = (name: string): boolean => declaring.some((words) => isNearlyIn(name, words));
  const knowsParties = of("parties").length > 0 && !isDamaged("parties");
  const faults: OffsetFault[] = [];
  const refuse = (code: TermsCode, { offset, text }: Mention, message: string, expected: readonly string[] = []): void => { faults.push(fault(offset, code, message, [...expected].slice(0, NAMES_SHOWN).sort(), text)); };
  const near = (text: string, all: readonly string[]): string => (faults.length < NEAR_MAX ? nearestName(text, all) : "");
  for (const { mentions } of read) for (const one of mentions) {
    const { role, text } = one;
    if (role === "term" && !terms.has(text)) refuse("TERMS_UNDEFINED", one, `“${text}” is used but not defined${near(text, [...terms])}`, [...terms]);
    if (role === "name" && !known.has(text) && !salvaged(text)) refuse("TERMS_UNDECLARED", one, `${text} is named but not declared in the parties or roles${near(text, bodies.filter((body) => /[a-z]/.test(body)))}`, bodies);
    if (role === "code" && knowsParties && !parties.has(text)) refuse("TERMS_PARTY", one, `${text} is not a party; expected ${orList([...parties])}`, [...parties]);
    if (role === "proposer" && knowsParties && !parties.has(text)) refuse("TERMS_READINGS", one, `${text} is not a party and can propose no wording; expected ${orList([...parties])}`, [...parties]);
    if (role === "clause" && !clauses.has(text)) refuse("TERMS_CLAUSE", one, `there is no clause ${text}`, [...clauses]);
  }
  for (const { sentence, start } of read) if ((sentence.kind === "release" || sentence.kind === "remains") && sentence.giver === sentence.receiver) faults.push(fault(start, "TERMS_PARTY", `${sentence.giver} cannot give to itself`));
  return faults;
}

/** All words of a name but one stand in a damaged declaration; a name of one word stands there itself. */
function isNearlyIn(name: string, words: ReadonlySet<string>): boolean {
  const own = name.split(" ");
  const missing = own.filter((word) => !words.has(word)).length;
  return missing === 0 || (missing === 1 && own.length > 1) || (own.length === 1 && nearestWord(name, [...words]) !== undefined);
}

const nearestName = (text: string, known: readonly string[]): string => {
  const found = nearestWord(text.replaceAll(" ", ""), known.map((one) => one.replaceAll(" ", "")));
  const term = known.find((one) => one.replaceAll(" ", "") === found);
  return term === undefined ? "" : `; did you mean “${term}”?`;
};

/** At least two alternatives, each party once; at most 64 readings. */
function checkBrackets({ read }: Ground): OffsetFault[] {
  const faults: OffsetFault[] = [];
  for (const { sentence, mentions } of read) {
    mentions.filter(({ role }) => role === "bracket").forEach(({ offset, text }, i) => {
      if (Number(text) < 2) faults.push(fault(offset, "TERMS_READINGS", "expected at least two alternatives in a bracket: [AL: 7 | BE: 3]"));
      const bracket = numeralsIn(sentence)[i];
      if (bracket !== undefined && typeof bracket !== "number" && new Set(bracket.bracket.map(({ party }) => party)).size < bracket.bracket.length) faults.push(fault(offset, "TERMS_READINGS", "expected each party once in a bracket"));
    });
  }
  const count = countReadings({ terms: 1, sentences: read.map(({ sentence }) => sentence) });
  if (count.readings > READINGS_MAX) faults.push(fault(read.find(({ sentence }) => sentence.id === count.beyond)?.start ?? 0, "TERMS_READINGS", `expected at most ${READINGS_MAX} readings, found ${count.readings}: here the brackets and open slots become too many`));
  return faults;
}

/** Bracketed numerals of a sentence in the order of the AST. */
function numeralsIn(value: unknown): Exclude<Numeral, number>[] {
  if (typeof value !== "object" || value === null) return [];
  if ("bracket" in value) return [value as Exclude<Numeral, number>]; // only a numeral has this member
  return Object.values(value).flatMap((one) => numeralsIn(one));
}

/** A rank once; count and sum as the text states them; no rank value without a table. */
function checkTable({ of, isDamaged, read }: Ground): OffsetFault[] {
  const faults: OffsetFault[] = [];
  const table = of("rankValues")[0];
  if (table) {
    const ranks = new Set<string>();
    for (const [rank] of table.sentence.rows) {
      if (ranks.has(rank)) faults.push(fault(table.start, "TERMS_TABLE", `the rank ${rank} stands twice in the table`, [], rank));
      ranks.add(rank);
    }
  }
  if (isDamaged("rankValues")) return faults;
  const check = of("rankCheck")[0];
  const [count, sum] = [table?.sentence.rows.length ?? 0, table?.sentence.rows.reduce((all, [, value]) => all + value, 0) ?? 0];
  if (check && (check.sentence.count !== count || check.sentence.sum !== sum)) faults.push(fault(check.start, "TERMS_TABLE", `the rank values number ${count} and sum to ${sum}; this sentence says ${check.sentence.count} and ${check.sentence.sum}`));
  if (!table) for (const { sentence, start } of read) if ((sentence.kind === "release" || sentence.kind === "tolerance") && sentence.atRankValue) faults.push(fault(start, "TERMS_TABLE", "rank value is used, but there is no table: Rank values are colonel 15, private 1."));
  return faults;
}

function checkZone({ of, isDamaged, read }: Ground): OffsetFault[] {
  if (of("zone").length > 0 || isDamaged("zone")) return [];
  const time = read.flatMap(({ mentions }) => mentions.filter(({ role }) => role === "time"))[0];
  return time ? [fault(time.offset, "TERMS_ZONE", `a ${time.text === "hours" ? "duration in hours" : "clock time"} needs the sentence: Times are UTC+3.`, [], time.text)] : [];
}

/** A rate needs one pause and one release of a stated number in its own clause. */
function checkRates({ of, damaged }: Ground): OffsetFault[] {
  const clauseIn = (id: string): number => Number(id.slice(0, id.indexOf(".")));
  return of("rate").flatMap(({ sentence, start }) => {
    const own = clauseIn(sentence.id);
    if (damaged.some(({ clause }) => clause === own)) return [];
    const pauses = of("pause").filter((one) => clauseIn(one.sentence.id) === own).length;
    const releases = of("release").filter((one) => clauseIn(one.sentence.id) === own && ("min" in one.sentence.quantity || "exactly" in one.sentence.quantity)).length;
    return pauses === 1 && releases === 1 ? [] : [fault(start, "TERMS_RATE", `a rate needs one pause and one release of a stated number in its clause, found ${pauses} and ${releases}`)];
  });
}

/** Clauses that wait for each other, or that go before each other. */
function checkCycles({ of }: Ground): OffsetFault[] {
  const waits = of("waits").flatMap(({ sentence, start }) => ("clause" in sentence.on ? [{ from: Number(sentence.id.slice(0, sentence.id.indexOf("."))), to: sentence.on.clause, start }] : []));
  const orders = of("order").map(({ sentence, start }) => ({ from: sentence.then, to: sentence.first, start }));
  return [...cyclesIn(waits, "wait for each other"), ...cyclesIn(orders, "go before each other")];
}

type Edge = { readonly from: number; readonly to: number; readonly start: number };
/** One fault for each strongly tied group, at its first sentence: nodes that are left when those without a way out are taken away. */
function cyclesIn(edges: readonly Edge[], how: string): OffsetFault[] {
  let left = edges;
  for (;;) {
    const from = new Set(left.map((one) => one.from));
    const to = new Set(left.map((one) => one.to));
    const kept = left.filter((one) => from.has(one.to) && to.has(one.from));
    if (kept.length === left.length) break;
    left = kept;
  }
  const [first] = left;
  if (!first) return [];
  const clauses = [...new Set(left.map(({ from }) => from))].sort((a, b) => a - b);
  return [fault(first.start, "TERMS_CYCLE", `clause${clauses.length > 1 ? "s" : ""} ${clauses.join(", ")} ${clauses.length > 1 ? how : "refers to itself"}`)];
}

/** Dates that contradict: a pause that ends before it begins, a deadline outside the time of the agreement, one promise with two deadlines. */
function checkDates({ of, read }: Ground): OffsetFault[] {
  const faults: OffsetFault[] = [];
  const refuse = (start: number, message: string): void => { faults.push(fault(start, "TERMS_DEADLINE", message)); };
  for (const { sentence, start } of of("pause")) if (sentence.to <= sentence.from) refuse(start, `the pause ends (${sentence.to}) before it begins (${sentence.from})`);
  const made = of("agreement")[0]?.sentence.date ?? "";
  const agreed = ({ sentence }: Read): boolean => sentence.proposedBy === "both";
  const starts = new Map(of("inForce").filter(agreed).map(({ sentence: { id, from } }) => [clauseOf({ id }), from === "signature" ? "" : from.slice(0, 10)]));
  const ends = new Map(of("ends").filter(agreed).flatMap(({ sentence: { id, when } }) => (typeof when === "object" && "on" in when ? [[clauseOf({ id }), when.on] as const] : [])));
  for (const { sentence, start } of of("ends")) if (typeof sentence.when === "object" && "on" in sentence.when && sentence.when.on < made) refuse(start, `the end ${sentence.when.on} lies before the agreement of ${made}`);
  const promises = new Map<string, string>();
  for (const one of read) {
    const { sentence, start } = one;
    if (!("due" in sentence) || !agreed(one)) continue; // what one party proposes contradicts nothing yet
    const { due, id, ...promise } = sentence;
    const clause = clauseOf({ id });
    const day = typeof due === "string" ? due : "on" in due ? due.on : "not stated";
    if (/^[0-9]/.test(day)) {
      const [from, to] = [[starts.get(0) ?? "", starts.get(clause) ?? ""].sort()[1] ?? "", ends.get(clause) ?? "9999-12-31"];
      if (day < made) refuse(start, `the deadline ${day} lies before the agreement of ${made}`);
      else if (day < from) refuse(start, `the deadline ${day} lies before the start of ${from}`);
      else if (day > to) refuse(start, `the deadline ${day} lies after the end of ${to}`);
    }
    if (sentence.kind === "linkage") continue;
    const [key, own] = [`${clause} ${JSON.stringify(promise)}`, JSON.stringify(due)];
    const other = promises.get(key) ?? own;
    if (other !== own && ![own, other].some((text) => text.includes("each") || text.includes("not stated"))) refuse(start, "the same promise has two deadlines");
    promises.set(key, own);
  }
  return faults;
}

/** `This clause …` needs a clause to stand in. */
function checkHome({ read, isDamaged }: Ground): OffsetFault[] {
  if (isDamaged("clause")) return [];
  return read.filter(({ sentence }) => sentence.id.startsWith("0.") && (sentence.kind === "waits" || sentence.kind === "ends")).map(({ start }) => fault(start, "TERMS_CLAUSE", "this sentence speaks of its clause but stands before the first one"));
}
