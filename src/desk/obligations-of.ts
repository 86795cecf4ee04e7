// The obligations of an agreement, taken from its sentences: one for each releasing or returning sentence and direction, so that
// the account posts under the clause that both sides read aloud. What a sentence leaves open stays open: no side is put in.
import type { Obligation, Promised, What } from "../accounting/parse-fact.ts";
import { clauseOf, partiesOf, sentencesOf, type Quantity, type Sentence, type SentenceOf, type Terms } from "../terms/ast.ts";

type Moving = SentenceOf<"release"> | SentenceOf<"remains">;

/** A bracket that stands is no number: what it promises is open. */
function promisedOf(quantity: Quantity): Promised {
  if ("all" in quantity) return { kind: "all" };
  if ("exactly" in quantity) return typeof quantity.exactly === "number" ? { kind: "exactly", count: quantity.exactly } : { kind: "open" };
  if ("min" in quantity) return typeof quantity.min === "number" ? { kind: "at-least", count: quantity.min } : { kind: "open" };
  return { kind: "open" };
}

/** Who gives to whom: both ways for “each party”, and both ways left open where the sentence names no giver. */
function directionsOf({ giver, receiver }: Moving, [a, b]: readonly [string, string]): { from: string; to: string; isNamed: boolean }[] {
  const known = [a, b];
  if (known.includes(giver)) return [{ from: giver, to: known.includes(receiver) ? receiver : giver === a ? b : a, isNamed: true }];
  const isEach = giver === "each";
  return [{ from: a, to: b, isNamed: isEach }, { from: b, to: a, isNamed: isEach }];
}

const whatOf = (sentence: Moving): What => (sentence.kind === "remains" ? "remains" : "captives");

/** The words of the open points of a clause: they stand beside the obligation as readings of nobody's choosing. */
const openPoints = (terms: Terms, clause: number): string[] =>
  terms.sentences.flatMap((one: Sentence) => (one.kind === "open" && clauseOf(one) === clause ? [one.text] : []));

/** In text order, a giver's two directions side by side; `agreement` is the code under which the account keeps them. Linear. */
export function obligationsOf(terms: Terms, agreement: string): Obligation[] {
  const parties = partiesOf(terms);
  const moving = terms.sentences.filter((one): one is Sentence & Moving => one.kind === "release" || one.kind === "remains");
  const single = moving.flatMap((sentence) => {
    const clause = clauseOf(sentence);
    const what = whatOf(sentence);
    const category = sentence.kind === "release" && sentence.categories !== "not stated" ? { category: sentence.categories.join(", ") } : {};
    const readings = openPoints(terms, clause).map((words) => ({ by: "the text", words }));
    return directionsOf(sentence, parties).map(({ from, to, isNamed }): Obligation => ({
      kind: "obligation.stated", id: `${agreement}/${sentence.id}/${from}-${to}`, agreement, clause: String(clause), what, ...category, from, to,
      promised: isNamed ? promisedOf(sentence.quantity) : { kind: "open" }, counts: [what],
      readings: isNamed ? readings : [{ by: "the text", words: `${numberOf(sentence.quantity)} ${what}, the giver not named` }, ...readings],
    }));
  });
  return [...single, ...sentencesOf(terms, "floor").flatMap((floor) => floorOf(floor, terms, agreement, parties))];
}

const numberOf = (quantity: Quantity): string => {
  const promised = promisedOf(quantity);
  return promised.count === undefined ? promised.kind : String(promised.count);
};

/** A floor over several clauses is an obligation of its own, each way. */
function floorOf(floor: SentenceOf<"floor">, terms: Terms, agreement: string, [a, b]: readonly [string, string]): Obligation[] {
  const clause = clauseOf(floor);
  const promised: Promised = typeof floor.min === "number" ? { kind: "at-least", count: floor.min } : { kind: "open" };
  return [[a, b], [b, a]].map(([from = a, to = b]) => ({
    kind: "obligation.stated", id: `${agreement}/${floor.id}/${from}-${to}`, agreement, clause: String(clause), what: "captives",
    category: `clauses ${floor.clauses.join(" and ")} together`, from, to, promised, counts: ["captives"],
    readings: openPoints(terms, clause).map((words) => ({ by: "the text", words })),
  }));
}
