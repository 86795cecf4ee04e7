// Run: node --import tsx bench/terms.ts [PERSONS] [CLAUSES]. Reading of long texts, one-letter typos, then evaluation of many persons under many clauses, with explanations: one of every
// clause and side, and one of every person under one clause. Invented data from a fixed seed.
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { seededRandom } from "../src/basis/seeded-random.ts";
import { evaluate } from "../src/terms/evaluate.ts";
import type { Sentence, Terms } from "../src/terms/ast.ts";
import { printTerms } from "../src/terms/print.ts";
import { LIMITS, parseTerms } from "../src/terms/parse.ts";
import { renderTerms } from "../src/terms/render.ts";
import { explainPerson, sayClause } from "../src/terms/explain.ts";
import { parseFacts } from "../src/terms/facts.ts";

const persons = Number(process.argv[2] ?? 100_000);
const clauses = Number(process.argv[3] ?? 40);
const random = seededRandom("bench/terms");
const two = (n: number): string => String(n).padStart(2, "0");

const sentences: Sentence[] = [
  { id: "0.1", proposedBy: "both", kind: "agreement", title: "bench", place: "P", date: "2025-01-01" },
  { id: "0.2", proposedBy: "both", kind: "parties", parties: [{ name: "Alpha", code: "AL" }, { name: "Beta", code: "BE" }] },
];
for (let i = 1; i <= clauses; i++) sentences.push({ id: `0.${i + 2}`, proposedBy: "both", kind: "definition", term: `t${i}`, predicate: i % 2 === 0
  ? { kind: "aged", years: 18 + i, bound: "or under", on: "2025-01-01" } : { kind: "finding", class: `C${i % 7}` } });
for (let i = 1; i <= clauses; i++) {
  sentences.push({ id: `${i}.0`, proposedBy: "both", kind: "clause", number: i, title: `c${i}` });
  sentences.push({ id: `${i}.1`, proposedBy: "both", kind: "release", giver: "each", quantity: i % 4 === 0 ? { min: 1000 } : { all: true }, categories: [`t${i}`, `t${(i % clauses) + 1}`], receiver: "not stated", atRankValue: false, except: "not stated", due: "not stated" });
}
sentences.push({ id: `${clauses}.2`, proposedBy: "both", kind: "order", first: 1, then: 2 }, { id: `${clauses}.3`, proposedBy: "both", kind: "tolerance", number: 50, atRankValue: false });
const terms: Terms = { terms: 1, sentences };

const side = (i: number): string => (i % 2 === 0 ? "AL" : "BE");
const given = {
  signedOn: "2025-01-01",
  captives: Array.from({ length: persons }, (_, i) => ({
    id: `p${i}`, side: side(i), born: random.below(10) === 0 ? null : `${1960 + random.below(45)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
    examinedOn: random.below(3) === 0 ? [] : ["2025-01-10"], findings: random.below(4) === 0 ? [{ class: `C${random.below(7)}`, on: "2025-01-11", by: "M" }] : [],
    objections: random.below(20) === 0 ? [{ class: `C${random.below(7)}`, on: "2025-01-12", by: "AL" }] : [],
  })),
  handovers: Array.from({ length: Math.floor(persons / 2) }, (_, i) => ({ captive: `p${i}`, from: side(i), to: side(i + 1), on: `2025-02-${two(1 + (i % 28))}`, receivedOn: `2025-02-${two(1 + (i % 28))}`, ...(i % 3 === 0 ? { clause: 1 + random.below(clauses) } : {}) })),
};
const on = parseCivilDate("2025-03-01");
if (on === undefined) throw new Error("bug: no day");
/** CPU seconds of this process since `from`: the machine is shared. */
const cpuNow = (): number => process.cpuUsage().user + process.cpuUsage().system;
const seconds = (from: number): string => ((cpuNow() - from) / 1e6).toFixed(2);

for (const count of [5_000, 10_000, 20_000]) {
  const text = `Agreement “T”, made at P on 1 January 2025.\nThe parties are Alpha (AL) and Beta (BE).\n${Array.from({ length: count }, (_, i) => `Clause ${i + 1} “c”.\nEach party releases all captives within 10 days of capture.\n`).join("")}`;
  const from = cpuNow();
  const parsed = parseTerms(text, { ...LIMITS, bytes: 1e9, sentences: 1e9 });
  console.log(`${count} clauses, ${(text.length / 1e6).toFixed(2)} MB: ${"terms" in parsed ? parsed.terms.sentences.length : 0} sentences read in ${seconds(from)} s`);
}
{
  const text = printTerms(terms);
  const from = cpuNow();
  let count = 0;
  for (let i = 0; i < 50; i++) {
    const parsed = parseTerms(text);
    if ("terms" in parsed) count += parsed.terms.sentences.length;
  }
  console.log(`${((cpuNow() - from) / count).toFixed(1)} µs a sentence read (${count} sentences)`);
  const rendering = cpuNow();
  const size = (["uk", "ru", "tr", "ar", "fr"] as const).reduce((sum, language) => sum + renderTerms(terms, language).length, 0);
  console.log(`five renderings of ${terms.sentences.length} sentences, ${size} characters, in ${seconds(rendering)} s`);
}

let start = cpuNow();
const facts = parseFacts(given);
console.log(`facts of ${persons} persons and ${given.handovers.length} handovers parsed in ${seconds(start)} s`);
start = cpuNow();
const result = evaluate(terms, facts, on);
console.log(`${persons} persons x ${clauses} clauses evaluated in ${seconds(start)} s`);
start = cpuNow();
const lines = result.clauses.flatMap((clause) => clause.sides.map((one) => sayClause(clause, one)));
console.log(`${lines.length} clauses and sides explained in ${seconds(start)} s`);
start = cpuNow();
let size = 0;
for (let i = 0; i < persons; i++) for (const one of explainPerson(result, `p${i}`, 1 + (i % clauses))) size += one.text.length;
console.log(`every person explained under one clause in ${seconds(start)} s, ${(size / persons).toFixed(0)} characters each; heap ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB`);
