// The canonical form of an agreement: the AST of TERMS.md, section 3, made by `parse` and read by everything else. Its JSON Schema
// is docs/formats/terms.schema.json. It holds no position, no layout and no article before a name.
// A slot that a sentence leaves out holds "not stated". Dates are `YYYY-MM-DD`, instants `YYYY-MM-DDTHH:MM` on the clock of
// the agreement. Ids are `clause.n`: `0.n` before the first clause, `n.0` the heading of clause n.

export type NotStated = "not stated";
/** A number, or one that the parties still write differently. */
export type Numeral = number | { readonly bracket: readonly { readonly party: string; readonly value: number }[] };
export type Unit = "day" | "week" | "hour";
export type Duration = { readonly n: Numeral; readonly unit: Unit };
export type Event =
  | "signature" | "capture" | "discovery" | "decision" | "list" | "reply" | "remarks" | "final reply" | "signed final list"
  | "previous step";
export type Due = { readonly within: Duration; readonly of: Event } | { readonly on: string } | { readonly each: "release" };
export type Quantity =
  | { readonly all: true } | { readonly min: Numeral } | { readonly exactly: Numeral } | { readonly ratio: readonly [number, number] };

export type Predicate =
  | { readonly kind: "aged"; readonly years: number; readonly bound: "or under" | "or over"; readonly on: string }
  | { readonly kind: "bornAfter"; readonly date: string }
  | { readonly kind: "finding"; readonly class: string }
  | { readonly kind: "heldSinceBefore"; readonly date: string }
  | { readonly kind: "heldInRelation"; readonly to: string }
  | { readonly kind: "takenOn"; readonly to: string }
  | { readonly kind: "and" | "or"; readonly of: readonly Predicate[] };

export const ROLES = ["mediator", "witness", "depositary", "co-chair", "commission", "committee", "agents"] as const;
export const RELATIONS = ["exceeds", "supersedes", "follows", "is annexed to"] as const;
export const STEPS = ["list", "reply", "remarks", "final reply", "signed final list"] as const;
export const PURPOSES = ["recovery of bodies", "release of captives"] as const;
export type Role = (typeof ROLES)[number];
export type Relation = (typeof RELATIONS)[number];
export type StepName = (typeof STEPS)[number];
export type Purpose = (typeof PURPOSES)[number];

export type Head = { readonly id: string; readonly proposedBy: string };
export type Body =
  | { readonly kind: "version"; readonly version: number }
  | { readonly kind: "agreement"; readonly title: string; readonly place: string; readonly date: string }
  | { readonly kind: "parties"; readonly parties: readonly [Party, Party] }
  | { readonly kind: "role"; readonly role: Role; readonly name: string; readonly code: string }
  | { readonly kind: "relation"; readonly relation: Relation; readonly title: string; readonly date: string }
  | { readonly kind: "credit"; readonly title: string; readonly counts: boolean }
  | { readonly kind: "inForce"; readonly from: string }
  | { readonly kind: "zone"; readonly offset: string }
  | { readonly kind: "definition"; readonly term: string; readonly predicate: Predicate }
  | { readonly kind: "rankValues"; readonly rows: readonly (readonly [string, number])[] }
  | { readonly kind: "rankCheck"; readonly count: number; readonly sum: number }
  | { readonly kind: "doubt"; readonly term: string; readonly decidedBy: string; readonly within: Duration | NotStated }
  | { readonly kind: "doubtNonSuspensive" }
  | { readonly kind: "clause"; readonly number: number; readonly title: string }
  | {
    readonly kind: "release"; readonly giver: string; readonly quantity: Quantity; readonly categories: readonly string[] | NotStated;
    readonly receiver: string; readonly atRankValue: boolean; readonly except: readonly string[] | NotStated; readonly due: Due | NotStated;
  }
  | {
    readonly kind: "remains"; readonly giver: string; readonly quantity: Quantity; readonly receiver: string;
    readonly state: "any" | "identified" | NotStated; readonly due: Due | NotStated;
  }
  | { readonly kind: "floor"; readonly clauses: readonly number[]; readonly min: Numeral }
  | { readonly kind: "step"; readonly giver: string; readonly what: StepName; readonly to: string; readonly due: Due | NotStated }
  | { readonly kind: "cap"; readonly number: Numeral; readonly per: "day" | "place" | "flight"; readonly place: string }
  | { readonly kind: "tolerance"; readonly number: Numeral; readonly atRankValue: boolean }
  | { readonly kind: "order"; readonly first: number; readonly then: number }
  | { readonly kind: "simultaneous"; readonly place: string }
  | { readonly kind: "pause"; readonly area: string; readonly from: string; readonly to: string; readonly purpose: Purpose | NotStated }
  | { readonly kind: "rate"; readonly every: number; readonly adds: Duration }
  | { readonly kind: "waits"; readonly on: { readonly clause: number } | { readonly fact: string } }
  | { readonly kind: "linkage"; readonly if: number; readonly due: string; readonly then: number; readonly effect: "suspended" | "ended" }
  | { readonly kind: "foundLater"; readonly due: Due | NotStated }
  | { readonly kind: "parole" }
  | { readonly kind: "counts"; readonly when: "received" | "crosses" }
  | {
    readonly kind: "ends";
    readonly when: "fulfilled" | "war" | { readonly on: string } | { readonly notice: Duration };
  }
  | { readonly kind: "open" | "note"; readonly text: string };
export type Party = { readonly name: string; readonly code: string };

export type Sentence = Head & Body;
export type SentenceOf<K extends Sentence["kind"]> = Extract<Sentence, { readonly kind: K }>;
export type Terms = { readonly terms: 1; readonly sentences: readonly Sentence[] };

/** The clause that a sentence stands in; 0 before the first clause. */
export const clauseOf = (sentence: { readonly id: string }): number => Number(sentence.id.slice(0, sentence.id.indexOf(".")));

/** All sentences of one kind, in text order. */
export function sentencesOf<K extends Sentence["kind"]>(terms: Terms, kind: K): SentenceOf<K>[] {
  const isKind = (one: Sentence): one is SentenceOf<K> => one.kind === kind;
  return terms.sentences.filter(isKind);
}

/** The codes of the two parties. @throws Error when the text has no parties sentence: the checker refuses such a text. */
export function partiesOf(terms: Terms): readonly [string, string] {
  const found = sentencesOf(terms, "parties")[0];
  if (!found) throw new Error("bug: terms without a parties sentence were evaluated");
  return [found.parties[0].code, found.parties[1].code];
}

/** A numeral after every bracket was resolved by a reading. @throws Error on a bracket: a bug of the caller. */
export function plain(numeral: Numeral): number {
  if (typeof numeral !== "number") throw new Error("bug: a bracket was read before a reading was chosen");
  return numeral;
}
