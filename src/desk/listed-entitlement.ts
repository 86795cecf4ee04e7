// Is a listed person under the agreed terms? Each row of a list is asked of every releasing sentence, from what the row states alone:
// what it does not state (a finding, a relation) is unknown, never no (TERMS.md, 9.1–9.3; MISSION G5).
import type { CivilDate } from "../basis/civil-date.ts";
import type { Entitlement } from "../registry/intake-report.ts";
import { clauseOf, sentencesOf, type Predicate, type Terms } from "../terms/ast.ts";
import { and, complement, judgePredicate, NO, or, YES, type Value } from "../terms/entitlement.ts";
import type { Captive } from "../terms/facts.ts";
import { rankInTerms, type PackCodes } from "../vocabulary/pack-codes.ts";

/** The question asked of one row on a day; ranks are read by `codes`, where a conflict pack is given: within when some sentence takes the person, outside when none can. Linear in the sentences. */
export function listedEntitlement(terms: Terms, on: CivilDate, codes?: PackCodes): Entitlement {
  const definitions = new Map(sentencesOf(terms, "definition").map(({ term, predicate }) => [term, predicate]));
  const releases = sentencesOf(terms, "release").map((sentence) => ({
    sentence: sentence.id, clause: clauseOf(sentence),
    categories: sentence.categories === "not stated" ? undefined : sentence.categories.map((term) => definitions.get(term)),
    except: sentence.except === "not stated" ? [] : sentence.except.map((term) => definitions.get(term)),
  }));
  return ({ row, bornFrom, bornTo, cell }) => {
    const captive: Captive = {
      id: String(row), side: "", entry: `row ${row}`, born: bornFrom === "" || bornTo === "" ? "unknown" : { first: bornFrom, last: bornTo },
      rank: cell("rank") === "" ? "unknown" : codes ? rankInTerms(codes, cell("rank")) : cell("rank"), heldSince: "unknown", context: [], examinedOn: [], findings: [], objections: [], decisions: [],
      diedOn: "unknown", declinedOn: "unknown",
    };
    const judge = (predicate: Predicate | undefined): Value => (predicate ? judgePredicate(predicate, captive, on, () => new Set()) : NO);
    let best: { value: Value; said: string[] } = { value: NO, said: [] };
    for (const { clause, categories, except } of releases) {
      const taken = categories === undefined ? YES : categories.reduce<Value>((any, one) => or(any, judge(one)), NO);
      const value = except.reduce<Value>((all, one) => and(all, complement(judge(one))), taken);
      if (value > best.value) best = { value, said: [] };
      if (value === best.value) best.said.push(`clause ${clause}`);
    }
    const verdict = best.value === YES ? "within" : best.value === NO ? "outside" : "undecided";
    return { verdict, sentence: best.said.length === 0 ? "no clause releases captives" : best.said.join(" and ") };
  };
}
