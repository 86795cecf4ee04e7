// Every form of TERMS.md, section 3, as it is spelt there, with the fields that the table gives it.
import { expect, test } from "vitest";
import { FORMS } from "./near-forms.ts";
import { readSentence } from "./parse.ts";
import { printSentence } from "./print.ts";
import type { Sentence } from "./ast.ts";

const NOT = "not stated";
const release = { kind: "release", giver: "each", quantity: { all: true }, categories: NOT, receiver: NOT, atRankValue: false, except: NOT, due: NOT };
const remains = { kind: "remains", giver: "each", quantity: { exactly: 6000 }, receiver: NOT, state: NOT, due: NOT };
const within = (n: unknown, unit: string, of: string) => ({ within: { n, unit }, of });
const AGED = { kind: "aged", years: 25, bound: "or under", on: "2025-06-02" };

test.each<readonly [string, Record<string, unknown>]>([
  ["Terms version 1.", { kind: "version", version: 1 }],
  ["Agreement “T”, made at Istanbul on 2 June 2025.", { kind: "agreement", title: "T", place: "Istanbul", date: "2025-06-02" }],
  ["The parties are Alpha (AL) and the Republic of Beta (BE).", { kind: "parties", parties: [{ name: "Alpha", code: "AL" }, { name: "Republic of Beta", code: "BE" }] }],
  ["The mediator is Gamma (GA).", { kind: "role", role: "mediator", name: "Gamma", code: "GA" }],
  ["The co-chair is the Office of the Special Envoy for Peace (OSE).", { kind: "role", role: "co-chair", name: "Office of the Special Envoy for Peace", code: "OSE" }],
  ["The agents are the Agents of Exchange (AE).", { kind: "role", role: "agents", name: "Agents of Exchange", code: "AE" }],
  ["It exceeds “T” of May 2025.", { kind: "relation", relation: "exceeds", title: "T", date: "2025-05" }],
  ["It is annexed to “T”.", { kind: "relation", relation: "is annexed to", title: "T", date: NOT }],
  ["It supersedes “T” of 3 May 2025.", { kind: "relation", relation: "supersedes", title: "T", date: "2025-05-03" }],
  ["It follows “T”.", { kind: "relation", relation: "follows", title: "T", date: NOT }],
  ["Captives released under “T” do not count here.", { kind: "credit", title: "T", counts: false }],
  ["Captives released under “T” count here.", { kind: "credit", title: "T", counts: true }],
  ["In force from 5 June 2025 06:00.", { kind: "inForce", from: "2025-06-05T06:00" }],
  ["In force from signature.", { kind: "inForce", from: "signature" }],
  ["Times are UTC+3.", { kind: "zone", offset: "+03:00" }], ["Times are UTC.", { kind: "zone", offset: "+00:00" }],
  ["Times are UTC-3:30.", { kind: "zone", offset: "-03:30" }], ["Times are UTC+05:45.", { kind: "zone", offset: "+05:45" }],
  ["“young” means aged 25 or under on 2 June 2025.", { kind: "definition", term: "young", predicate: AGED }],
  ["“grown” means aged 18 or over on 2 June 2025.", { kind: "definition", term: "grown", predicate: { ...AGED, years: 18, bound: "or over" } }],
  ["“t” means aged 18 or over on 2 June 2025 and aged 25 or under on 2 June 2025.", { kind: "definition", term: "t", predicate: { kind: "and", of: [{ ...AGED, years: 18, bound: "or over" }, AGED] } }],
  ["“t” means born after 1 January 2000 or holding a certified finding of class W or held since before 1 May 2023.", { kind: "definition", term: "t", predicate: { kind: "or", of: [{ kind: "bornAfter", date: "2000-01-01" }, { kind: "finding", class: "W" }, { kind: "heldSinceBefore", date: "2023-05-01" }] } }],
  ["“t” means held in relation to “the events” and taken on “the plant”.", { kind: "definition", term: "t", predicate: { kind: "and", of: [{ kind: "heldInRelation", to: "the events" }, { kind: "takenOn", to: "the plant" }] } }],
  ["Rank values are colonel 15, army captain 8, private 1.", { kind: "rankValues", rows: [["colonel", 15], ["army captain", 8], ["private", 1]] }],
  ["The rank values number 28 and sum to 358.", { kind: "rankCheck", count: 28, sum: 358 }],
  ["A doubt about “sick” is decided by the Medical Commission within 5 days.", { kind: "doubt", term: "sick", decidedBy: "Medical Commission", within: { n: 5, unit: "day" } }],
  ["A doubt about any clause is decided by the Supervisory Committee.", { kind: "doubt", term: "*", decidedBy: "Supervisory Committee", within: NOT }],
  ["A doubt about any clause does not stop releases.", { kind: "doubtNonSuspensive" }],
  ["Clause 1 “All for all”.", { kind: "clause", number: 1, title: "All for all" }],
  ["Each party releases all captives who are “a” or “b”.", { ...release, categories: ["a", "b"] }],
  ["RU releases exactly 1,000 captives.", { ...release, giver: "RU", quantity: { exactly: 1000 } }],
  ["RU releases 1000 captives.", { ...release, giver: "RU", quantity: { exactly: 1000 } }],
  ["RU releases at least 50 captives to UA by 9 June 2025.", { ...release, giver: "RU", quantity: { min: 50 }, receiver: "UA", due: { on: "2025-06-09" } }],
  ["RU releases at least 50 captives by 9 June 2025 to UA.", { ...release, giver: "RU", quantity: { min: 50 }, receiver: "UA", due: { on: "2025-06-09" } }],
  ["BE releases 3 for 1 captives to AL.", { ...release, giver: "BE", quantity: { ratio: [3, 1] }, receiver: "AL" }],
  ["BE releases three for one captives.", { ...release, giver: "BE", quantity: { ratio: [3, 1] } }],
  ["Each party releases one for one captives at rank value.", { ...release, quantity: { ratio: [1, 1] }, atRankValue: true }],
  ["Each party releases all captives except “a” within 10 days of capture.", { ...release, except: ["a"], due: within(10, "day", "capture") }],
  ["Each party releases all captives within 48 hours of the commission’s decision except “a” or “b” at rank value who are “c”.", { ...release, categories: ["c"], except: ["a", "b"], atRankValue: true, due: within(48, "hour", "decision") }],
  ["AL releases at least [AL: 1,000 | BE: 1,200] captives within [AL: 1 | BE: 2] weeks of the previous step.", { ...release, giver: "AL", quantity: { min: { bracket: [{ party: "AL", value: 1000 }, { party: "BE", value: 1200 }] } }, due: within({ bracket: [{ party: "AL", value: 1 }, { party: "BE", value: 2 }] }, "week", "previous step") }],
  ["Each party returns 6,000 remains, identified or not, within 60 days of signature.", { ...remains, state: "any", due: within(60, "day", "signature") }],
  ["RU returns all remains, identified, to UA.", { ...remains, giver: "RU", quantity: { all: true }, state: "identified", receiver: "UA" }],
  ["6,000 remains are returned.", { ...remains, giver: "open" }],
  ["At least 6,000 remains, identified or not, are returned by 1 July 2025.", { ...remains, giver: "open", quantity: { min: 6000 }, state: "any", due: { on: "2025-07-01" } }],
  ["[RU: 6,000 | UA: 12,000] remains are returned.", { ...remains, giver: "open", quantity: { exactly: { bracket: [{ party: "RU", value: 6000 }, { party: "UA", value: 12000 }] } } }],
  ["Clauses 1 and 2 together give at least 1,000 captives on each side.", { kind: "floor", clauses: [1, 2], min: 1000 }],
  ["Clauses 1, 2 and 5 together give at least [RU: 1 | UA: 2] captives on each side.", { kind: "floor", clauses: [1, 2, 5], min: { bracket: [{ party: "RU", value: 1 }, { party: "UA", value: 2 }] } }],
  ["Each party gives its list to Gamma within 1 week of signature.", { kind: "step", giver: "each", what: "list", to: "Gamma", due: within(1, "week", "signature") }],
  ["RU gives its reply to the list within 1 week of the list to Gamma.", { kind: "step", giver: "RU", what: "reply", to: "Gamma", due: within(1, "week", "list") }],
  ["RU gives its remarks on the reply to Gamma within 7 days of the reply.", { kind: "step", giver: "RU", what: "remarks", to: "Gamma", due: within(7, "day", "reply") }],
  ["RU gives its final reply to Gamma within 7 days of the remarks.", { kind: "step", giver: "RU", what: "final reply", to: "Gamma", due: within(7, "day", "remarks") }],
  ["Each party gives the signed final list to the Red Cross within 1 day of the final reply.", { kind: "step", giver: "each", what: "signed final list", to: "Red Cross", due: within(1, "day", "final reply") }],
  ["Each party gives its list to Gamma with each release.", { kind: "step", giver: "each", what: "list", to: "Gamma", due: { each: "release" } }],
  ["No more than 400 captives a day cross at “P”.", { kind: "cap", number: 400, per: "day", place: "P" }],
  ["No more than 400 captives a place cross.", { kind: "cap", number: 400, per: "place", place: NOT }],
  ["No more than [RU: 40 | UA: 50] captives a flight cross at “P”.", { kind: "cap", number: { bracket: [{ party: "RU", value: 40 }, { party: "UA", value: 50 }] }, per: "flight", place: "P" }],
  ["At no moment may the sides differ by more than 50.", { kind: "tolerance", number: 50, atRankValue: false }],
  ["At no moment may the sides differ by more than 50 in rank value.", { kind: "tolerance", number: 50, atRankValue: true }],
  ["Captives under clause 1 go before captives under clause 2.", { kind: "order", first: 1, then: 2 }],
  ["Releases are simultaneous at “P”.", { kind: "simultaneous", place: "P" }],
  ["Hostilities pause in “area” from 5 June 2025 06:00 to 7 June 2025 06:00 for the recovery of bodies.", { kind: "pause", area: "area", from: "2025-06-05T06:00", to: "2025-06-07T06:00", purpose: "recovery of bodies" }],
  ["Hostilities pause in “area” from 5 June 2025 06:00 to 7 June 2025 06:00 for the release of captives.", { kind: "pause", area: "area", from: "2025-06-05T06:00", to: "2025-06-07T06:00", purpose: "release of captives" }],
  ["For every additional 10 captives the pause grows by 1 day.", { kind: "rate", every: 10, adds: { n: 1, unit: "day" } }],
  ["For every additional 10 captives the pause grows by 12 hours.", { kind: "rate", every: 10, adds: { n: 12, unit: "hour" } }],
  ["This clause waits for clause 4.", { kind: "waits", on: { clause: 4 } }], ["This clause waits for “notice of ratification”.", { kind: "waits", on: { fact: "notice of ratification" } }],
  ["If clause 3 is not fulfilled by 1 July 2025, clause 5 is suspended.", { kind: "linkage", if: 3, due: "2025-07-01", then: 5, effect: "suspended" }],
  ["If clause 3 is not fulfilled by 1 July 2025, clause 5 is ended.", { kind: "linkage", if: 3, due: "2025-07-01", then: 5, effect: "ended" }],
  ["Captives found later are released without condition.", { kind: "foundLater", due: NOT }],
  ["Captives found later are released without condition within 10 days of discovery.", { kind: "foundLater", due: within(10, "day", "discovery") }],
  ["Captives beyond the balance are released on parole.", { kind: "parole" }],
  ["A release counts when the captive is received by the other party.", { kind: "counts", when: "received" }], ["A release counts when the captive crosses the line.", { kind: "counts", when: "crosses" }],
  ["This clause ends when fulfilled.", { kind: "ends", when: "fulfilled" }], ["This clause ends on 1 July 2025.", { kind: "ends", when: { on: "2025-07-01" } }],
  ["This clause ends on notice of 10 days.", { kind: "ends", when: { notice: { n: 10, unit: "day" } } }], ["This clause ends with the war.", { kind: "ends", when: "war" }],
  ["Open: the record does not say by which side.", { kind: "open", text: "the record does not say by which side" }],
  ["Note: the numbers\n  follow “a. b” 50% — and more!", {}], ["Note: the numbers\n  follow \"a. b\" 50% — and more.", { kind: "note", text: "the numbers follow “a. b” 50% — and more" }],
])("%s", (text, fields) => {
  const read = readSentence(text);
  if (Object.keys(fields).length === 0) expect(read).toBeUndefined();
  else {
    expect(read).toEqual({ proposedBy: "both", ...fields });
    expect(readSentence(printSentence({ id: "1.1", ...read } as Sentence))).toEqual(read);
    const bracketed = readSentence(`[UA: ${text}]`);
    if (!JSON.stringify(fields).includes("bracket")) expect(bracketed).toEqual({ proposedBy: "UA", ...fields });
    else expect(bracketed).toBeUndefined();
  }
});
test("every example that help shows is a form", () => {
  for (const { example, kind } of FORMS) expect(readSentence(example), example).toMatchObject({ kind });
});
test.each(["Each party releases.", "7 day remains are returned.", "RU gives its list within 1 days of signature.", "RU gives its list within 2 day of signature.", "Times are UTC+15.", "“t” means born after 1 May 2000 and held in relation to “x” or taken on “y”.", "Clause 0 “x”.", "RU releases 0 for 1 captives.", "A doubt about “*” is decided by Gamma.", "the parties are Alpha (AL) and Beta (BE).", "RU releases all captives to UA to UA.", "RÚ releases all captives.", "РУ releases all captives.", "The mediator is Грамма (GA).", "In force from 5 June 2025 24:00."])("%s fits no form", (text) => {
  expect(readSentence(text)).toBeUndefined();
});
