// What a wording means in persons of the lists that a party can see: for each list, how many names each reading of a clause adds and
// drops against another. The same code as `allforall terms readings`; counts from 1 to 4 are hidden, totals are not shown (MISSION R2).
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import { evaluate, releaseClauses } from "../terms/evaluate.ts";
import { explainPerson, type PersonExplanation } from "../terms/explain.ts";
import type { Lang } from "../terms/explain-words.ts";
import { sentencesOf, type Terms } from "../terms/ast.ts";
import { parseTerms } from "../terms/parse.ts";
import { readWords, type ReadWords } from "../terms/reading-words.ts";
import { compareAll, wordingOf, wordingsOfClause, type Wording } from "../terms/readings-persons.ts";
import { STATUS_WORDS } from "../terms/status-words.ts";
import type { BracketState } from "../talks/clause.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { PersonsRow, ReadingsAnswer } from "./api-types.ts";
import { captiveId, factsOfLists, type ListedFacts } from "./list-facts.ts";

/** Beyond these the pairs of one clause are more than anybody reads. */
const WORDINGS_MAX = 16;

/** @throws Faults of the text with line and column. */
export function termsOf(text: string): Terms {
  const parsed = parseTerms(text);
  if ("terms" in parsed) return parsed.terms;
  throw new Faults(parsed.faults.map(({ line, column, code, message }) => new Fault(code, message, [{ line, column }])));
}

const rowsOf = ({ list, by, holder, names, facts }: ListedFacts, wordings: readonly Wording[]): PersonsRow[] =>
  compareAll(facts.captives, [holder], wordings).map(({ side: _, ...row }) => ({ list, by, holder, names, ...row }));

/**
 * Every reading of one clause of a text against every other, list by list; the first clause that releases persons where none is named.
 * @throws Faults of the text; Fault `READINGS_CLAUSE`, `READINGS_PARTIES` where the text names other sides, `READINGS_MANY`, `TERMS_READINGS`.
 */
export function readingsInPersons(state: State, pack: ConflictPack, { text, clause, on, lang }: { readonly text: string; readonly clause?: number | undefined; readonly on: CivilDate; readonly lang: Lang }): ReadingsAnswer {
  const terms = termsOf(text);
  const lists = factsOfLists(state, pack, on);
  demandSides(terms, pack);
  const [first] = lists;
  const clauses = releaseClauses(evaluate(terms, first?.facts ?? { ...EMPTY }, on));
  const asked = clause ?? clauses[0];
  if (asked === undefined || !clauses.includes(asked)) throw new Fault("READINGS_CLAUSE", `expected a clause that releases persons: ${clauses.join(", ")}`, [{ field: "clause" }]);
  let labels: readonly string[] = [];
  const rows = lists.flatMap((one) => {
    const wordings = wordingsOfClause(evaluate(terms, one.facts, on), asked, lang);
    if (wordings.length > WORDINGS_MAX) throw new Fault("READINGS_MANY", `expected at most ${WORDINGS_MAX} readings of a clause, found ${wordings.length}`);
    labels = wordings.map(({ label }) => label);
    return rowsOf(one, wordings);
  });
  return { on, clauses, clause: asked, readings: labels, lists: lists.map(({ list, by, holder, names }) => ({ list, by, holder, names })), rows };
}

const EMPTY: ListedFacts["facts"] = { signedOn: "unknown", listsClosedOn: "unknown", captives: [], handovers: [], remains: [], steps: [], facts: [], recorded: [] };

function demandSides(terms: Terms, pack: ConflictPack): void {
  const parties = sentencesOf(terms, "parties")[0]?.parties.map(({ code }) => code) ?? [];
  const missing = sidesOf(pack).filter((side) => !parties.includes(side));
  if (missing.length > 0) throw new Fault("READINGS_PARTIES", `expected the sides of this process among the parties of the text: ${missing.join(", ")}`);
}

/**
 * A bracket of a clause on the table: what each alternative means in persons, and as what it was read where that is not what it says.
 * An alternative that can be read in no way is left out by name. Ages without a day are those of the day asked about.
 */
export function bracketInPersons(state: State, pack: ConflictPack, bracket: BracketState, clauseText: string, on: CivilDate, lang: Lang): ReadingsAnswer & { readonly unread: readonly string[] } {
  const found = bracket.alternatives.map(({ id, by, text }) => ({ id, label: `${by}: ${text}`, read: categoryIn(clauseText, text, on) }));
  const wordings = found.flatMap(({ label, read }) => (read === undefined ? [] : [wordingOf(`${label} (${STATUS_WORDS[lang].readAs}: ${read.written})`, read.predicate, on, () => new Set())]));
  const lists = factsOfLists(state, pack, on);
  return {
    on, clauses: [], clause: 0, readings: wordings.map(({ label }) => label), lists: lists.map(({ list, by, holder, names }) => ({ list, by, holder, names })),
    rows: lists.flatMap((one) => rowsOf(one, wordings)), unread: found.flatMap(({ id, read }) => (read === undefined ? [id] : [])),
  };
}

const WORDS_AROUND_MAX = 8;
/**
 * The category that an alternative makes of its clause: the longest run of words around the bracket, with the alternative in its place,
 * that reads as one. At most 81 readings of one sentence.
 */
export function categoryIn(clauseText: string, alternative: string, on: CivilDate): ReadWords | undefined {
  const span = [...clauseText.matchAll(/\[[^\]]*\]/g)].find(([inner]) => inner.includes(alternative));
  const before = span === undefined ? [] : clauseText.slice(0, span.index).trim().split(/\s+/);
  const after = span === undefined ? [] : clauseText.slice(span.index + span[0].length).replace(/\.\s*$/, "").trim().split(/\s+/).filter((word) => word !== "");
  for (let around = 2 * WORDS_AROUND_MAX; around >= 0; around--)
    for (let left = Math.min(WORDS_AROUND_MAX, around); left >= 0; left--) {
      const right = around - left;
      if (right > Math.min(WORDS_AROUND_MAX, after.length) || left > before.length) continue;
      const read = readWords([...before.slice(before.length - left), alternative, ...after.slice(0, right)].join(" "), on);
      if (read !== undefined) return read;
    }
  return undefined;
}

/**
 * Why one name of a list is or is not under each releasing clause of a text, in plain words; he is named by list and row.
 * @throws Faults of the text; Fault `READINGS_PARTIES`, `LIST_NONE`, `TERMS_PERSON`.
 */
export function whyOfName(state: State, pack: ConflictPack, { text, list, row, on, lang }: { readonly text: string; readonly list: string; readonly row: string; readonly on: CivilDate; readonly lang: Lang }): { readonly entry: number; readonly found: readonly PersonExplanation[] } {
  const terms = termsOf(text);
  demandSides(terms, pack);
  const [listed] = factsOfLists(state, pack, on, list);
  if (!listed) throw new Fault("LIST_NONE", "no list of captives of this name is in sight");
  return { entry: listed.entry, found: explainPerson(evaluate(terms, listed.facts, on), captiveId(list, row), "every clause", lang) };
}
