// Generators of canonical forms for the property tests: every kind, every slot, every predicate, brackets of both sorts. Single
// sentences need not pass the check; whole agreements do.
import fc from "fast-check";
import { PURPOSES, RELATIONS, ROLES, STEPS, type Body, type Due, type Duration, type Numeral, type Predicate, type Quantity, type Sentence, type Terms } from "./ast.ts";
import { daysInMonth } from "../basis/civil-date.ts";

const NOT = "not stated" as const;
const two = (n: number): string => String(n).padStart(2, "0");
export const amounts = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1_000_000_000 }));
const from1 = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1_000_000_000 }));
export const dates = fc.record({ y: fc.integer({ min: 1000, max: 9999 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 31 }) })
  .map(({ y, m, d }) => `${y}-${two(m)}-${two(Math.min(d, daysInMonth(y, m)))}`);
const times = fc.record({ h: fc.integer({ min: 0, max: 23 }), m: fc.integer({ min: 0, max: 59 }) }).map(({ h, m }) => `${two(h)}:${two(m)}`);
const moments = fc.tuple(dates, fc.option(times)).map(([date, time]) => (time === null ? date : `${date}T${time}`));
export const codes = fc.constantFrom("AL", "BE");
const word = fc.constantFrom("Alpha", "Beta", "Medical", "Çamlıca", "Haxall’s", "O'Neill", "Red-Cross", "Östra", "W2", "Éž_b");
const joints = fc.constantFrom(" ", " of ", " of the ", " for ");
export const names = fc.tuple(word, fc.array(fc.tuple(joints, word), { maxLength: 3 })).map(([first, rest]) => `${first}${rest.flat().join("")}`);
export const phrases = fc.oneof(
  fc.constantFrom("seriously wounded", "6.000 men.", "x, y; [z] | w (q)", "поранені", "جرحى", "it's ’", "“".replace("“", "a"), "1,00"),
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme-ascii" }).map((text) => text.replaceAll('"', "'")).filter((text) => text.trim() !== "" && text !== "*" && text !== NOT),
);
const numerals: fc.Arbitrary<Numeral> = fc.oneof({ weight: 3, arbitrary: amounts }, { weight: 1, arbitrary: fc.tuple(amounts, amounts).map(([a, b]) => ({ bracket: [{ party: "AL", value: a }, { party: "BE", value: b }] })) });
const durations = (n: fc.Arbitrary<Numeral>): fc.Arbitrary<Duration> => fc.record({ n, unit: fc.constantFrom("day", "week", "hour") });
const stated = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | typeof NOT> => fc.oneof(some, fc.constant(NOT));
const termLists = fc.array(phrases, { minLength: 1, maxLength: 3 });
const classes = fc.constantFrom("W", "S", "W2", "A1B");
const events = fc.constantFrom("signature", "capture", "discovery", "decision", "list", "reply", "remarks", "final reply", "signed final list", "previous step");

const simple: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ kind: fc.constant("aged" as const), years: fc.integer({ min: 0, max: 2000 }), bound: fc.constantFrom("or under", "or over"), on: dates }),
  fc.record({ kind: fc.constant("bornAfter" as const), date: dates }), fc.record({ kind: fc.constant("finding" as const), class: classes }),
  fc.record({ kind: fc.constant("heldSinceBefore" as const), date: dates }), fc.record({ kind: fc.constant("heldInRelation" as const), to: phrases }),
  fc.record({ kind: fc.constant("takenOn" as const), to: phrases }),
);
export const predicates: fc.Arbitrary<Predicate> = fc.oneof(simple, fc.record({ kind: fc.constantFrom("and" as const, "or" as const), of: fc.array(simple, { minLength: 2, maxLength: 4 }) }));

const prose = fc.array(fc.oneof(fc.constantFrom("the", "record", "Who?", "1,000-for-1,000", "06:00", "a;b", "— что", "(x)", "“a. b”", "50%", "is", ":", "1,00"), phrases.map((text) => `“${text}”`)), { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));

/** The bodies of one kind after another; `n` makes numbers, plain or bracketed. */
function bodies(n: fc.Arbitrary<Numeral>): fc.Arbitrary<Body> {
  const duration = durations(n);
  const dues: fc.Arbitrary<Due | typeof NOT> = stated(fc.oneof(fc.record({ within: duration, of: events }), fc.record({ on: dates })));
  const counted: fc.Arbitrary<Quantity> = fc.oneof(fc.constant({ all: true as const }), n.map((min) => ({ min })), n.map((exactly) => ({ exactly })));
  const ratios: fc.Arbitrary<Quantity> = fc.tuple(from1, from1).map(([a, b]) => ({ ratio: [a, b] as const }));
  const of = <K extends Body["kind"]>(kind: K) => fc.constant(kind);
  return fc.oneof(
    fc.record({ kind: of("version"), version: fc.constant(1) }), fc.record({ kind: of("agreement"), title: phrases, place: names, date: dates }),
    fc.record({ kind: of("parties"), parties: fc.tuple(fc.record({ name: names, code: fc.constant("AL") }), fc.record({ name: names, code: fc.constant("BE") })) }),
    fc.record({ kind: of("role"), role: fc.constantFrom(...ROLES), name: names, code: fc.constantFrom("MC", "AE") }),
    fc.record({ kind: of("relation"), relation: fc.constantFrom(...RELATIONS), title: phrases, date: stated(fc.oneof(dates, dates.map((date) => date.slice(0, 7)))) }),
    fc.record({ kind: of("credit"), title: phrases, counts: fc.boolean() }), fc.record({ kind: of("inForce"), from: fc.oneof(fc.constant("signature"), moments) }),
    fc.record({ kind: of("zone"), offset: fc.constantFrom("+00:00", "+03:00", "-05:00", "+05:30", "-03:30", "+14:00", "-12:00", "+00:30", "-00:30") }),
    fc.record({ kind: of("definition"), term: phrases, predicate: predicates }),
    fc.record({ kind: of("rankValues"), rows: fc.array(fc.tuple(fc.constantFrom("major", "army captain", "Major-General", "and so", "mate’s"), amounts), { minLength: 1, maxLength: 5 }) }),
    fc.record({ kind: of("rankCheck"), count: amounts, sum: amounts }),
    fc.record({ kind: of("doubt"), term: fc.oneof(phrases, fc.constant("*")), decidedBy: names, within: stated(duration) }), fc.record({ kind: of("doubtNonSuspensive") }),
    fc.record({ kind: of("clause"), number: from1, title: phrases }),
    fc.record({ kind: of("release"), giver: fc.constantFrom("each", "AL", "BE"), quantity: fc.oneof(counted, ratios), categories: stated(termLists), receiver: stated(codes), atRankValue: fc.boolean(), except: stated(termLists), due: dues }),
    fc.record({ kind: of("remains"), giver: fc.constantFrom("each", "AL", "open"), quantity: counted, receiver: stated(codes), state: fc.constantFrom("any" as const, "identified" as const, NOT), due: dues }),
    fc.record({ kind: of("floor"), clauses: fc.array(from1, { minLength: 2, maxLength: 4 }), min: n }),
    fc.record({ kind: of("step"), giver: fc.constantFrom("each", "AL"), what: fc.constantFrom(...STEPS), to: stated(names), due: fc.oneof(dues, fc.constant({ each: "release" as const })) }),
    fc.record({ kind: of("cap"), number: n, per: fc.constantFrom("day" as const, "place" as const, "flight" as const), place: stated(phrases) }),
    fc.record({ kind: of("tolerance"), number: n, atRankValue: fc.boolean() }), fc.record({ kind: of("order"), first: from1, then: from1 }), fc.record({ kind: of("simultaneous"), place: stated(phrases) }),
    fc.record({ kind: of("pause"), area: phrases, from: moments, to: moments, purpose: stated(fc.constantFrom(...PURPOSES)) }), fc.record({ kind: of("rate"), every: from1, adds: duration }),
    fc.record({ kind: of("waits"), on: fc.oneof(from1.map((clause) => ({ clause })), phrases.map((fact) => ({ fact }))) }),
    fc.record({ kind: of("linkage"), if: from1, due: dates, then: from1, effect: fc.constantFrom("suspended" as const, "ended" as const) }),
    fc.record({ kind: of("foundLater"), due: dues }), fc.record({ kind: of("parole") }), fc.record({ kind: of("counts"), when: fc.constantFrom("received" as const, "crosses" as const) }),
    fc.record({ kind: of("ends"), when: fc.oneof(fc.constantFrom("fulfilled" as const, "war" as const), dates.map((on) => ({ on })), duration.map((notice) => ({ notice }))) }),
    fc.record({ kind: fc.constantFrom("open" as const, "note" as const), text: prose }),
  );
}

/** Any sentence: plain, with bracketed numerals, or bracketed as a whole. */
export const sentences: fc.Arbitrary<Sentence> = fc.oneof(
  bodies(numerals).map((body) => ({ id: "1.1", proposedBy: "both", ...body })),
  fc.tuple(codes, bodies(amounts)).map(([proposedBy, body]) => ({ id: "1.1", proposedBy, ...body })),
);

const HEAD: readonly Body[] = [
  { kind: "agreement", title: "T", place: "Geneva", date: "1000-01-01" }, { kind: "parties", parties: [{ name: "Alpha", code: "AL" }, { name: "Beta", code: "BE" }] },
  { kind: "zone", offset: "+03:00" }, { kind: "rankValues", rows: [["private", 1]] },
];
const SKIPPED = new Set<Body["kind"]>(["version", "agreement", "parties", "zone", "rankValues", "rankCheck", "clause", "definition", "rate", "waits", "order", "role", "pause", "inForce", "ends"]);
/** Agreements that pass the check: every term defined, every body declared, clauses 1 to 12. */
export const agreements: fc.Arbitrary<Terms> = fc.tuple(fc.array(sentences, { maxLength: 30 }), fc.integer({ min: 1, max: 12 })).map(([given, clauses]) => {
  const kept = given.filter((one) => !SKIPPED.has(one.kind)).map(settled).filter((one) => one !== undefined).filter((one, i, all) => all.findIndex((other) => JSON.stringify({ ...other, due: "" }) === JSON.stringify({ ...one, due: "" })) === i).slice(0, 24);
  const terms = new Set(kept.flatMap((one) => (one.kind === "release" ? [one.categories, one.except].flatMap((list) => (list === NOT ? [] : list)) : one.kind === "doubt" && one.term !== "*" ? [one.term] : [])));
  const bodiesNamed = new Set(kept.flatMap((one) => (one.kind === "doubt" ? [one.decidedBy] : one.kind === "step" && one.to !== NOT ? [one.to] : [])).filter((name) => name !== "Alpha" && name !== "Beta"));
  const roles: Body[] = [...bodiesNamed].map((name, i) => ({ kind: "role", role: ROLES[i % ROLES.length] ?? "witness", name, code: `Q${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(65 + Math.floor(i / 26))}` }));
  const definitions: Body[] = [...terms].map((term) => ({ kind: "definition", term, predicate: { kind: "finding", class: "W" } }));
  const texts: (Body & { readonly proposedBy?: string })[] = [...HEAD, ...roles, ...definitions];
  for (let number = 1; number <= clauses; number++) texts.push({ kind: "clause", number, title: `C${number}` }, ...kept.slice(((number - 1) * 24) / clauses, (number * 24) / clauses));
  return numbered(texts);
});

/** Rests the references of a sentence on what the agreement has; undefined when a bracket would make too many readings. */
function settled(one: Sentence): Sentence | undefined {
  if (one.proposedBy !== "both" || JSON.stringify(one).includes('"bracket"')) return undefined;
  switch (one.kind) {
    case "floor": return undefined;
    case "linkage": return { ...one, if: 1, then: 1 };
    case "release": case "remains": return one.giver === one.receiver || (one.kind === "remains" && one.giver === "open") ? { ...one, giver: "each" } : one;
    case "step": return { ...one, due: NOT };
    default: return one;
  }
}

/** Ids as section 8 counts them. */
export function numbered(bodiesGiven: readonly (Body & { readonly proposedBy?: string })[]): Terms {
  let clause = 0, n = 0;
  return { terms: 1, sentences: bodiesGiven.map(({ proposedBy = "both", ...body }) => {
    [clause, n] = body.kind === "clause" ? [body.number, 0] : [clause, n + 1];
    return { ...body, id: `${clause}.${n}`, proposedBy } as Sentence; // the spread of a union
  }) };
}
