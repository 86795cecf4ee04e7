// The worked texts of TERMS.md, section 10, read by hand into ASTs: the inputs of the evaluation's tests. One call is one
// sentence; ids are counted as section 8 says. Party names of invented parties stand as in the texts.
import type { Due, Duration, Numeral, Predicate, Quantity, Sentence, Terms } from "./ast.ts";

type Part = Record<string, unknown> & { readonly kind: string };
/** Numbers the sentences; `by` marks a bracketed one. The caller writes shapes that the section 3 table allows. */
export function read(...parts: readonly Part[]): Terms {
  let clause = 0, n = 0;
  const sentences = parts.map((part) => {
    if (part.kind === "clause") [clause, n] = [Number(part["number"]), -1];
    n += 1;
    const { by, ...rest } = part;
    return { id: `${clause}.${n}`, proposedBy: typeof by === "string" ? by : "both", ...rest } as unknown as Sentence; // test data, typed by hand
  });
  return { terms: 1, sentences };
}

export const days = (n: Numeral): Duration => ({ n, unit: "day" });
const weekOf = (of: string): Due => ({ within: { n: 1, unit: "week" }, of } as Due); // events are spelt as in section 3
export const agreement = (date: string): Part => ({ kind: "agreement", title: "T", place: "P", date });
export const parties = (a: string, b: string): Part => ({ kind: "parties", parties: [{ name: `${a} name`, code: a }, { name: `${b} name`, code: b }] });
export const role = (word: string, name: string, code: string): Part => ({ kind: "role", role: word, name, code });
export const define = (term: string, predicate: Predicate): Part => ({ kind: "definition", term, predicate });
export const doubt = (term: string, decidedBy: string, within: Duration | "not stated"): Part => ({ kind: "doubt", term, decidedBy, within });
export const clause = (number: number): Part => ({ kind: "clause", number, title: `Clause ${number}` });
export const release = (giver: string, quantity: Quantity, categories: readonly string[] | "not stated" = "not stated", more: Record<string, unknown> = {}): Part =>
  ({ kind: "release", giver, quantity, categories, receiver: "not stated", atRankValue: false, except: "not stated", due: "not stated", ...more });
export const remains = (giver: string, quantity: Quantity, due: Due | "not stated" = "not stated"): Part => ({ kind: "remains", giver, quantity, receiver: "not stated", state: "any", due });
export const step = (what: string, due: Due | "not stated"): Part => ({ kind: "step", giver: "each", what, to: "M", due });
export const open = (): Part => ({ kind: "open", text: "left open" });
export const ALL: Quantity = { all: true };

const young: Predicate = { kind: "aged", years: 25, bound: "or under", on: "2025-06-02" };
const medical = [define("seriously wounded", { kind: "finding", class: "W" }), define("seriously sick", { kind: "finding", class: "S" }), define("young", young)];
const exceeds: Part = { kind: "relation", relation: "exceeds", title: "One thousand for one thousand", date: "2025-05" };
const floor: Part = { kind: "floor", clauses: [1, 2], min: 1000 };
const WOUNDED_OR_SICK = ["seriously wounded", "seriously sick"];

/** `istanbul.terms`: what the article says. */
export const istanbul = read(
  agreement("2025-06-02"), parties("RU", "UA"), role("mediator", "Turkey", "TR"), exceeds, ...medical, open(), open(),
  clause(1), release("each", ALL, WOUNDED_OR_SICK), clause(2), release("each", ALL, ["young"]), clause(3), floor, open(),
  clause(4), remains("open", { exactly: 6000 }), open(), open(),
);

/** `istanbul-drill.terms`, with another definition of “young” where one is handed in. */
export const drillWith = (predicate: Predicate): Terms => read(
  agreement("2025-06-02"), parties("RU", "UA"), role("mediator", "Türkiye", "TR"), role("commission", "Medical Commission", "MC"), exceeds,
  ...medical.slice(0, 2), define("young", predicate), doubt("seriously wounded", "Medical Commission", days(5)), doubt("seriously sick", "Medical Commission", days(5)),
  clause(1), release("each", ALL, WOUNDED_OR_SICK), { kind: "order", first: 1, then: 2 }, clause(2), release("each", ALL, ["young"]), clause(3), floor,
  clause(4), remains("open", { exactly: 6000 }), open(),
  clause(5), step("list", { within: days({ bracket: [{ party: "RU", value: 7 }, { party: "UA", value: 3 }] }), of: "signature" }), { kind: "tolerance", number: 50, atRankValue: false },
);
export const drill = drillWith(young);

const captive = (id: string, side: string, born: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ id, side, born, examinedOn: ["2025-05-01"], ...more });
const finding = (findingClass: string, on: string): Record<string, unknown> => ({ class: findingClass, on, by: "MC" });
/** The eight captives of the drill and the three handovers. */
export const drillFacts = {
  signedOn: "2025-06-02",
  captives: [
    captive("p1", "RU", "1999-06-03"), captive("p2", "RU", "1999-06-02"), captive("p3", "RU", "1999"),
    captive("p4", "RU", "1980-01-01", { examinedOn: [], findings: [finding("W", "2025-05-20")] }),
    captive("p5", "UA", "2004-02-29", { examinedOn: [], findings: [finding("S", "2025-05-20")] }),
    captive("p6", "UA", "1985-05-05", {
      examinedOn: ["2025-06-04"], findings: [finding("S", "2025-06-04")], objections: [{ class: "S", on: "2025-06-05", by: "RU" }],
      decisions: [{ class: "S", on: "2025-06-09", by: "Medical Commission", result: "upheld" }],
    }),
    captive("p7", "UA", "1970-01-01", { examinedOn: [] }), captive("p8", "UA", "2003-03-03", { diedOn: "2025-06-06" }),
  ],
  handovers: [["p1", "RU", "UA", "2025-06-09"], ["p5", "UA", "RU", "2025-06-09"], ["p4", "RU", "UA", "2025-06-10"]].map(([id, from, to, on]) => ({ captive: id, from, to, on, receivedOn: on })),
};

/** `yemen.terms`. */
export const yemen = read(
  agreement("2018-12-11"), parties("GOV", "AA"), role("mediator", "Office of the Special Envoy", "OSE"), role("witness", "International Committee of the Red Cross", "ICRC"),
  role("committee", "Supervisory Committee", "SC"), define("covered", { kind: "heldInRelation", to: "the events in Yemen" }), doubt("*", "Supervisory Committee", "not stated"),
  clause(1), release("each", ALL, ["covered"]), { kind: "foundLater", due: "not stated" },
  clause(2), step("list", weekOf("signature")), step("reply", weekOf("list")), step("remarks", weekOf("reply")),
  step("final reply", weekOf("remarks")), step("signed final list", "not stated"),
  clause(3), release("each", ALL, ["covered"], { due: { within: days(10), of: "signed final list" } }), { kind: "simultaneous", place: "Al-Jawf or another agreed place" },
  { kind: "waits", on: { clause: 2 } },
);

/** The scale of the cartel: 28 ranks, sum 358 (Southern Historical Society Papers 1, p. 157). */
export const SCALE: readonly (readonly [string, number])[] = [
  ["general-in-chief", 60], ["admiral", 60], ["flag-officer", 40], ["major-general", 40], ["commodore", 20], ["brigadier-general", 20], ["navy captain", 15], ["colonel", 15],
  ["lieutenant-colonel", 10], ["commander", 10], ["lieutenant-commander", 8], ["major", 8], ["navy lieutenant", 6], ["master", 6], ["army captain", 6], ["masters-mate", 4],
  ["army lieutenant", 4], ["ensign", 4], ["midshipman", 3], ["warrant officer", 3], ["merchant master", 3], ["privateer commander", 3], ["second captain", 2], ["mate", 2],
  ["petty officer", 2], ["non-commissioned officer", 2], ["private", 1], ["seaman", 1],
];
/** `dixhill.terms`. */
export const dixhill = read(
  agreement("1862-07-22"), parties("US", "CS"), role("agents", "Agents of Exchange", "AE"), { kind: "rankValues", rows: SCALE }, { kind: "rankCheck", count: 28, sum: 358 },
  clause(1), release("each", { ratio: [1, 1] }, "not stated", { atRankValue: true }),
  clause(4), release("each", ALL, "not stated", { due: { within: days(10), of: "capture" } }), { kind: "parole" }, { kind: "counts", when: "received" },
  clause(5), step("list", { each: "release" }), clause(6), { kind: "ends", when: "war" }, clause(9), { kind: "doubtNonSuspensive" },
);

/** `rate.terms`. */
export const rate = read(
  { kind: "version", version: 1 }, agreement("2023-11-22"), parties("AL", "BE"), role("mediator", "Qatar", "QA"), { kind: "zone", offset: "+02:00" }, { kind: "note", text: "n" },
  clause(1), release("AL", { min: 50 }, "not stated", { receiver: "BE" }),
  { kind: "pause", area: "the whole area", from: "2023-11-24T07:00", to: "2023-11-28T07:00", purpose: "release of captives" }, { kind: "rate", every: 10, adds: days(1) },
  clause(2), release("BE", { ratio: [3, 1] }, "not stated", { receiver: "AL" }),
);
