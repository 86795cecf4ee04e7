// Expected values: TERMS.md, section 10 (computed there by an independent program, or by rule where it says so).
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { evaluate, valueOf, type Result } from "./evaluate.ts";
import { ALL, agreement, clause, days, define, dixhill, doubt, drill, drillFacts, istanbul, open, parties, rate, read, release, remains, role, SCALE, step, yemen } from "./evaluate-worked.slow.ts";
import type { Terms } from "./ast.ts";
import { parseFacts } from "./facts.ts";

const day = (text: string) => {
  const found = parseCivilDate(text);
  if (!found) throw new Error(`no date: ${text}`);
  return found;
};
const at = (terms: Terms, facts: unknown, on: string): Result => evaluate(terms, parseFacts(facts), day(on));

function row(result: Result, number: number, side: string): { status: string; since: string; promised: string[]; received: number; outstanding: string; unknown: string[]; disputed: string[]; excess: number; credit: number } {
  const found = result.clauses.find((one) => one.number === number)?.sides.find((one) => one.side === side);
  const first = found?.rows[0];
  if (!found || !first) throw new Error(`no row for clause ${number} ${side}`);
  const ids = (list: readonly number[]) => list.map((i) => result.people.captives[i]?.id ?? "");
  const { min, max } = first.outstanding;
  return {
    status: found.status, since: found.since, promised: ids(first.persons.promised), received: first.delivered, outstanding: min === max ? `${min}` : `${min}–${max}`,
    unknown: ids(first.persons.unknown), disputed: ids(first.persons.disputed), excess: first.excess, credit: first.credit,
  };
}

// TERMS.md 10 (b), first table: clause 1 / clause 2 on 3 June, 4 June, 5–8 June, 9–10 June.
const VALUES: Readonly<Record<string, readonly string[]>> = {
  p1: ["no/yes", "no/yes", "no/yes", "no/yes"], p2: ["no/no", "no/no", "no/no", "no/no"], p3: ["no/unknown", "no/unknown", "no/unknown", "no/unknown"],
  p4: ["yes/no", "yes/no", "yes/no", "yes/no"], p5: ["yes/yes", "yes/yes", "yes/yes", "yes/yes"], p6: ["unknown/no", "yes/no", "disputed/no", "yes/no"],
  p7: ["unknown/no", "unknown/no", "unknown/no", "unknown/no"], p8: ["no/yes", "no/yes", "no/yes", "no/yes"],
};
test.each([["2025-06-03", 0], ["2025-06-04", 1], ["2025-06-05", 2], ["2025-06-08", 2], ["2025-06-09", 3], ["2025-06-10", 3]])("each captive of the drill has the values of the table on %s", (on, column) => {
  const result = at(drill, drillFacts, on);
  for (const [id, values] of Object.entries(VALUES)) {
    const i = result.people.indexOf.get(id) ?? -1;
    expect(`${valueOf(result, i, 1)}/${valueOf(result, i, 2)}`, id).toBe(values[column]);
  }
});

test("on 6 June the drill's clauses stand as in the table, and the dead is listed as died while entitled", () => {
  const result = at(drill, drillFacts, "2025-06-06");
  expect(row(result, 1, "RU")).toMatchObject({ promised: ["p4"], received: 0, outstanding: "1", status: "pending" });
  expect(row(result, 1, "UA")).toMatchObject({ promised: ["p5"], received: 0, outstanding: "1–3", unknown: ["p7"], disputed: ["p6"], status: "pending" });
  expect(row(result, 2, "RU")).toMatchObject({ promised: ["p1"], received: 0, outstanding: "1–2", unknown: ["p3"], status: "pending" });
  expect(row(result, 2, "UA")).toMatchObject({ promised: ["p5"], received: 0, outstanding: "1", status: "pending" });
  for (const side of ["RU", "UA"]) expect(row(result, 3, side)).toMatchObject({ received: 0, outstanding: "1000", status: "pending" });
  const died = result.clauses[1]?.sides[1]?.rows[0]?.persons.died ?? [];
  expect(died.map((i) => result.people.captives[i]?.id)).toEqual(["p8"]);
});

test("on 10 June one unknown birth leaves clause 2 undetermined, and a person in two clauses counts once for the floor", () => {
  const result = at(drill, drillFacts, "2025-06-10");
  expect(row(result, 1, "RU")).toMatchObject({ promised: ["p4"], received: 1, outstanding: "0", status: "fulfilled so far (list open)" });
  expect(row(result, 1, "UA")).toMatchObject({ promised: ["p5", "p6"], received: 1, outstanding: "1–2", unknown: ["p7"], status: "pending" });
  expect(row(result, 2, "RU")).toMatchObject({ promised: ["p1"], received: 1, outstanding: "0–1", unknown: ["p3"], status: "undetermined" });
  expect(row(result, 2, "UA")).toMatchObject({ promised: ["p5"], received: 1, outstanding: "0", status: "fulfilled so far (list open)" });
  expect(row(result, 3, "RU")).toMatchObject({ received: 2, outstanding: "998", status: "pending" });
  expect(row(result, 3, "UA")).toMatchObject({ received: 1, outstanding: "999", status: "pending" });
});

test("the drill's tolerance is kept at a largest difference of 1, and one handover is out of order", () => {
  const { invariants } = at(drill, drillFacts, "2025-06-10");
  expect(invariants.find(({ kind }) => kind === "tolerance")).toMatchObject({ kept: true, value: 1, limit: 50, worstOrder: true });
  expect(invariants.find(({ kind }) => kind === "order")).toMatchObject({ kept: false, value: 1, entries: ["/handovers/0"] });
});

test("a list due in 7 days or 3 is pending until it is late in both readings", () => {
  const early = at(drill, drillFacts, "2025-06-06");
  expect(row(early, 5, "RU")).toMatchObject({ status: "pending", since: "not late" });
  const dues = (result: Result) => [...new Set(result.clauses[4]?.sides[0]?.rows[0]?.dues.map(({ due, lateSince }) => `${due.day} ${lateSince}`))];
  expect(dues(early)).toEqual(["2025-06-09 not late", "2025-06-05 2025-06-06"]);
  expect(dues(at(drill, drillFacts, "2025-06-10"))).toEqual(["2025-06-09 2025-06-10", "2025-06-05 2025-06-06"]);
  expect(row(at(drill, drillFacts, "2025-06-09"), 5, "UA").status).toBe("pending");
  expect(row(at(drill, drillFacts, "2025-06-10"), 5, "UA")).toMatchObject({ status: "overdue", since: "2025-06-10" });
});

test.each([[4000, 2000, "0–6000", "undetermined"], [5000, 500, "500–6500", "pending"]])("remains without a giver, %d and %d received, are outstanding %s", (a, b, outstanding, status) => {
  const lot = (from: string, to: string, n: number) => ({ from, to, on: "2025-06-05", containers: { RU: n, UA: n } });
  const result = at(drill, { ...drillFacts, remains: [lot("RU", "UA", a), lot("UA", "RU", b)] }, "2025-06-10");
  expect(row(result, 4, "RU+UA")).toMatchObject({ outstanding, status });
});

test("an undecided objection stays disputed, and the commission's step is overdue from the sixth day", () => {
  const captives = drillFacts.captives.map((one) => (one["id"] === "p6" ? { ...one, decisions: [] } : one));
  const on = (date: string) => at(drill, { ...drillFacts, captives }, date);
  expect(on("2025-06-10").bodySteps).toMatchObject([{ body: "Medical Commission", person: "p6", due: "2025-06-10", status: "pending" }]);
  expect(on("2025-06-11").bodySteps).toMatchObject([{ status: "overdue", since: "2025-06-11" }]);
  expect(row(on("2025-06-11"), 1, "UA").disputed).toEqual(["p6"]);
});

test("a decision by a body that the text does not name leaves the person disputed", () => {
  const captives = drillFacts.captives.map((one) => (one["id"] === "p6" ? { ...one, decisions: [{ class: "S", on: "2025-06-09", by: "TR", result: "upheld" }] } : one));
  expect(row(at(drill, { ...drillFacts, captives }, "2025-06-10"), 1, "UA").disputed).toEqual(["p6"]);
});

test("without a signature no clause of the article is in force; with one none is better than undetermined", () => {
  const { signedOn: _, ...unsigned } = drillFacts;
  for (const { sides } of at(istanbul, unsigned, "2025-06-10").clauses) for (const { status } of sides) expect(status).toBe("not in force");
  const closed = { ...drillFacts, listsClosedOn: "2025-06-03" };
  for (const on of ["2025-06-02", "2025-06-06", "2025-06-10", "2025-12-31"]) {
    for (const { sides, number } of at(istanbul, closed, on).clauses) for (const { status } of sides) expect(["overdue", "pending", "disputed", "undetermined"], `${number} ${on}`).toContain(status);
  }
  expect(at(istanbul, closed, "2025-06-10").clauses.map(({ opens }) => opens)).toEqual([["0.8", "0.9"], ["0.8", "0.9"], ["0.8", "0.9", "3.2"], ["0.8", "0.9", "4.2", "4.3"]]);
});

// TERMS.md 10 (c).
const made = (what: string, on: string) => ["GOV", "AA"].map((who) => ({ who, what, on }));
const duesOf = (result: Result, side: string) => Object.fromEntries((result.clauses[1]?.sides.find((one) => one.side === side)?.rows ?? []).map((one) => [one.sentence, `${one.status} ${one.dues[0]?.due.day}${one.dues[0]?.due.projected ? " projected" : ""} ${one.lateSince}`]));
test("Stockholm's steps on their last days run to a handover on day 38", () => {
  const steps = [...made("list", "2018-12-18"), ...made("reply", "2018-12-25"), ...made("remarks", "2019-01-01"), ...made("final reply", "2019-01-08"), ...made("signed final list", "2019-01-08")];
  const result = at(yemen, { signedOn: "2018-12-11", steps }, "2019-01-18");
  expect(row(result, 2, "GOV").status).toBe("fulfilled");
  expect(result.clauses[2]?.sides[0]?.rows[0]?.dues[0]?.due).toEqual({ day: "2019-01-18", projected: false });
  expect(duesOf(at(yemen, { signedOn: "2018-12-11" }, "2018-12-11"), "AA")).toEqual({
    "2.1": "pending 2018-12-18 not late", "2.2": "pending 2018-12-25 projected not late", "2.3": "pending 2019-01-01 projected not late",
    "2.4": "pending 2019-01-08 projected not late", "2.5": "pending not stated not late",
  });
});
test("with lists on 11 December and nothing further, the reply is overdue since 19 December and the rest is pending", () => {
  const captives = [{ id: "n1", side: "GOV", context: ["the events in Yemen"] }, { id: "n2", side: "AA" }];
  const handovers = [{ captive: "n1", from: "GOV", to: "AA", on: "2019-01-30", receivedOn: "2019-01-30" }];
  const result = at(yemen, { signedOn: "2018-12-11", steps: made("list", "2018-12-11"), captives, handovers }, "2019-02-01");
  for (const side of ["GOV", "AA"]) {
    expect(duesOf(result, side)).toMatchObject({ "2.1": expect.stringMatching(/^fulfilled/), "2.2": "overdue 2018-12-18 2018-12-19", "2.3": "pending 2018-12-25 projected not late", "2.4": "pending 2019-01-01 projected not late", "2.5": "pending not stated not late" });
    expect(row(result, 3, side).status).toBe("not in force");
  }
  expect(row(result, 1, "AA")).toMatchObject({ status: "undetermined", unknown: ["n2"] });
});
test("a reply runs from the other side's list, not from one's own", () => {
  const result = at(yemen, { signedOn: "2018-12-11", steps: [{ who: "GOV", what: "its list", on: "2018-12-13" }] }, "2018-12-21");
  expect(duesOf(result, "AA")).toMatchObject({ "2.1": "overdue 2018-12-18 2018-12-19", "2.2": "overdue 2018-12-20 2018-12-21" });
  expect(duesOf(result, "GOV")).toMatchObject({ "2.1": expect.stringMatching(/^fulfilled/), "2.2": "pending 2018-12-25 projected not late" });
});
test("one found after the lists closed is released without condition", () => {
  const result = at(yemen, { signedOn: "2018-12-11", listsClosedOn: "2019-01-08", captives: [{ id: "n1", side: "GOV", heldSince: "2019-02-01" }] }, "2019-03-01");
  expect(valueOf(result, 0, 1)).toBe("yes");
  expect(result.clauses[0]?.sides[0]?.rows.map(({ kind, outstanding }) => [kind, outstanding.min])).toEqual([["release", 0], ["foundLater", 1]]);
});

// TERMS.md 10 (d).
const HELD: readonly (readonly [string, string, number])[] = [
  ["US", "major-general", 1], ["US", "colonel", 2], ["US", "army captain", 5], ["US", "army lieutenant", 11], ["US", "non-commissioned officer", 40], ["US", "private", 300],
  ["CS", "brigadier-general", 1], ["CS", "lieutenant-colonel", 1], ["CS", "major", 3], ["CS", "army captain", 2], ["CS", "army lieutenant", 20], ["CS", "non-commissioned officer", 25], ["CS", "private", 410],
];
const ranked = HELD.flatMap(([side, rank, count]) => Array.from({ length: count }, (_, i) => ({ id: `${side} ${rank} ${i}`, side, rank })));
test("the cartel's scale gives 524 against 606, after equal rank 118 against 200, and 82 on parole", () => {
  expect([SCALE.length, SCALE.reduce((sum, [, value]) => sum + value, 0)]).toEqual([28, 358]);
  const result = at(dixhill, { signedOn: "1862-07-22", captives: ranked }, "1862-07-25");
  expect(result.ranks).toEqual([{ units: [524, 606], afterEqualRank: [118, 200], beyond: 82, heldBy: 1, clause: 1, sentence: "1.1", parole: true, unranked: [] }]);
});
test("at rank value what one side has given beyond the other is its credit, and the other owes it in units", () => {
  const handovers = ["US colonel 0", "US private 0"].map((id) => ({ captive: id, from: "US", to: "CS", on: "1862-07-24", receivedOn: "1862-07-24" }));
  const result = at(dixhill, { signedOn: "1862-07-22", captives: ranked, handovers }, "1862-07-25");
  expect(row(result, 1, "US")).toMatchObject({ received: 16, credit: 16, outstanding: "0" });
  expect(row(result, 1, "CS")).toMatchObject({ received: 0, credit: 0, outstanding: "16", status: "pending" });
  expect(row(result, 5, "US")).toMatchObject({ status: "overdue", since: "1862-07-25" }); // no list came with the release of the 24th
});
test("ten days of capture run for each captive apart", () => {
  const facts = { signedOn: "1862-07-22", captives: [{ id: "a", side: "US", rank: "private", heldSince: "1862-07-23" }, { id: "b", side: "US", rank: "private", heldSince: "1862-07-30" }] };
  expect(row(at(dixhill, facts, "1862-08-02"), 4, "US").status).toBe("pending");
  expect(row(at(dixhill, facts, "1862-08-03"), 4, "US")).toMatchObject({ status: "overdue", since: "1862-08-03" });
});

// TERMS.md 10 (e).
const received = (count: number, on: string, time: string, from = 0, recorded = true) => Array.from({ length: count }, (_, i) => ({ captive: `a${from + i}`, from: "AL", to: "BE", on, at: time, receivedOn: on, ...(recorded ? { clause: 1 } : {}) }));
test.each([[49, "2023-11-28", "1", "147"], [50, "2023-11-28", "0", "150"], [59, "2023-11-28", "0", "177"], [60, "2023-11-29", "0", "180"], [69, "2023-11-29", "0", "207"], [70, "2023-11-30", "0", "210"]])(
  "%d captives by 27 November end the pause on %s", (count, end, outstanding, owes) => {
    const result = at(rate, { signedOn: "2023-11-22", handovers: received(count, "2023-11-27", "20:00") }, "2023-11-27");
    expect(result.pauses[0]?.end).toEqual({ earliest: `${end}T07:00`, latest: `${end}T07:00` });
    expect(row(result, 1, "AL").outstanding).toBe(outstanding);
    expect(row(result, 2, "BE").outstanding).toBe(owes);
  });
test("a release after the end revives nothing; one inside the grown pause counts", () => {
  const ends = (handovers: unknown[]) => at(rate, { signedOn: "2023-11-22", handovers }, "2023-11-30").pauses[0]?.end.latest;
  expect(ends([...received(59, "2023-11-27", "20:00"), ...received(1, "2023-11-28", "08:00", 59)])).toBe("2023-11-28T07:00");
  expect(ends([...received(50, "2023-11-27", "20:00"), ...received(10, "2023-11-28", "06:00", 50), ...received(10, "2023-11-28", "20:00", 60)])).toBe("2023-11-30T07:00");
});
test("where the record names no clause, captives are allocated by rule: 60 of them earn a day", () => {
  expect(at(rate, { signedOn: "2023-11-22", handovers: received(60, "2023-11-27", "20:00", 0, false) }, "2023-11-27").pauses[0]?.end.latest).toBe("2023-11-29T07:00");
});
test("what is promised before the first clause is shown as clause 0, never skipped", () => {
  const result = at(read(agreement("2025-01-01"), parties("AA", "BB"), release("AA", { exactly: 2 }), clause(1), release("BB", { exactly: 1 })), { signedOn: "2025-01-01" }, "2025-01-02");
  expect(result.clauses.map(({ number, sides }) => [number, sides.map(({ side, status }) => `${side} ${status}`)])).toEqual([[0, ["AA pending"]], [1, ["BB pending"]]]);
});
test("captives outside the clause earn no day: 50 under the deal and 19 beside it end the pause as stated", () => {
  expect(at(rate, { signedOn: "2023-11-22", handovers: [...received(50, "2023-11-27", "20:00"), ...received(19, "2023-11-27", "20:00", 50, false)] }, "2023-11-27").pauses[0]?.end.latest).toBe("2023-11-28T07:00");
});

const head = [agreement("2025-01-01"), parties("AA", "BB")];
const people = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `c${i}`, side: "AA" }));
const handed = (n: number, more: Record<string, unknown> = {}) => Array.from({ length: n }, (_, i) => ({ captive: `c${i}`, from: "AA", to: "BB", on: "2025-01-05", receivedOn: "2025-01-05", ...more }));
test("exactly counts excess, at least does not", () => {
  const terms = read(...head, clause(1), release("AA", { exactly: 2 }), clause(2), release("AA", { min: 2 }));
  const result = at(terms, { signedOn: "2025-01-01", captives: people(6), handovers: [...handed(3, { clause: 1 }), ...handed(6, { clause: 2 }).slice(3)] }, "2025-01-05");
  expect(row(result, 1, "AA")).toMatchObject({ status: "fulfilled", excess: 1 });
  expect(row(result, 2, "AA")).toMatchObject({ status: "fulfilled", excess: 0, received: 3 });
});
test("a handover without a recorded receipt may count or not, and one taken back does not", () => {
  const terms = read(...head, clause(1), release("AA", { exactly: 2 }));
  const facts = (handovers: unknown[]) => ({ signedOn: "2025-01-01", captives: people(2), handovers });
  const [a, b] = handed(2);
  expect(row(at(terms, facts([a, { ...b, receivedOn: null }]), "2025-01-06"), 1, "AA")).toMatchObject({ outstanding: "0–1", status: "undetermined" });
  expect(row(at(terms, facts([a, b, { captive: "c1", from: "BB", to: "AA", on: "2025-01-06", receivedOn: "2025-01-06" }]), "2025-01-06"), 1, "AA")).toMatchObject({ outstanding: "1", status: "pending" });
});
test("an objection after receipt does not undo a release", () => {
  const captives = [{ id: "c0", side: "UA", born: "1980", findings: [{ class: "S", on: "2025-06-03", by: "MC" }], objections: [{ class: "S", on: "2025-06-08", by: "RU" }] }];
  const result = at(drill, { signedOn: "2025-06-02", captives, handovers: [{ captive: "c0", from: "UA", to: "RU", on: "2025-06-05", receivedOn: "2025-06-05" }] }, "2025-06-10");
  expect(row(result, 1, "UA")).toMatchObject({ received: 1, outstanding: "0", disputed: [] });
});
test("a death after receipt leaves the release counted; one on an earlier day does not", () => {
  const facts = (diedOn: string) => ({ signedOn: "2025-01-01", captives: [{ id: "c0", side: "AA", diedOn }], handovers: handed(1) });
  const terms = read(...head, clause(1), release("AA", { exactly: 1 }));
  expect([row(at(terms, facts("2025-01-06"), "2025-01-07"), 1, "AA").received, row(at(terms, facts("2025-01-04"), "2025-01-07"), 1, "AA").received]).toEqual([1, 0]);
});
test("the start, the end by date, by notice and with the war: a start is reached by itself, an end waits for a person", () => {
  const terms = read(...head, { kind: "inForce", from: "2025-01-05T06:00" }, clause(1), release("AA", { exactly: 1 }), { kind: "ends", when: { on: "2025-03-01" } },
    clause(2), release("AA", { exactly: 1 }), { kind: "ends", when: { notice: days(10) } }, clause(3), release("AA", { exactly: 1 }), { kind: "ends", when: "war" });
  const facts = { signedOn: "2025-01-01", facts: [{ name: "notice to end clause 2", on: "2025-02-01" }, { name: "end of the war", on: "2025-02-20" }] };
  expect([row(at(terms, facts, "2025-01-04"), 1, "AA").status, row(at(terms, facts, "2025-01-05"), 1, "AA").status]).toEqual(["not in force", "pending"]);
  const due = (on: string) => at(terms, facts, on).effectsDue.map((one) => one.clause);
  expect([due("2025-02-11"), due("2025-02-12"), due("2025-02-28"), due("2025-03-01")]).toEqual([[], [2], [2, 3], [1, 2, 3]]);
  expect(row(at(terms, facts, "2025-03-01"), 1, "AA").status).toBe("pending");
});
test("one who declined is not outstanding and is listed", () => {
  const result = at(read(...head, clause(1), release("AA", ALL)), { signedOn: "2025-01-01", listsClosedOn: "2025-01-02", captives: [{ id: "c0", side: "AA", declinedOn: "2025-01-03" }] }, "2025-01-04");
  expect(row(result, 1, "AA").status).toBe("fulfilled");
  expect(result.clauses[0]?.sides[0]?.rows[0]?.persons.declined).toEqual([0]);
});
test("where giver's and receiver's counts of remains differ the difference is disputed", () => {
  const terms = read(...head, clause(1), remains("AA", { exactly: 100 }));
  const lot = (containers: Record<string, number>) => ({ signedOn: "2025-01-01", remains: [{ from: "AA", to: "BB", on: "2025-01-03", containers }] });
  expect(row(at(terms, lot({ AA: 100, BB: 97 }), "2025-01-04"), 1, "AA")).toMatchObject({ outstanding: "0–3", status: "disputed" });
  expect(row(at(terms, lot({ AA: 100 }), "2025-01-04"), 1, "AA")).toMatchObject({ outstanding: "0–100", status: "undetermined" });
  expect(row(at(terms, lot({ BB: 100 }), "2025-01-04"), 1, "AA")).toMatchObject({ outstanding: "0", status: "fulfilled" });
});
test("a deadline is inclusive: due 10 June, overdue from 11 June", () => {
  const terms = read(agreement("2025-06-05"), parties("AA", "BB"), clause(1), release("AA", { exactly: 1 }, "not stated", { due: { within: days(5), of: "signature" } }));
  expect(row(at(terms, { signedOn: "2025-06-05" }, "2025-06-10"), 1, "AA").status).toBe("pending");
  expect(row(at(terms, { signedOn: "2025-06-05" }, "2025-06-11"), 1, "AA")).toMatchObject({ status: "overdue", since: "2025-06-11" });
});
test("a linkage says what a person may record, and only the record suspends", () => {
  const terms = read(...head, clause(1), release("AA", { exactly: 1 }), clause(2), release("BB", { exactly: 1 }), { kind: "linkage", if: 1, due: "2025-02-01", then: 2, effect: "suspended" });
  const facts = { signedOn: "2025-01-01" };
  expect(at(terms, facts, "2025-02-01").effectsDue).toEqual([]);
  const due = at(terms, facts, "2025-02-02");
  expect(due.effectsDue).toMatchObject([{ clause: 2, effect: "suspended", sentence: "2.2" }]);
  expect(row(due, 2, "BB").status).toBe("pending");
  const recorded = at(terms, { ...facts, recorded: [{ clause: 2, effect: "suspended", on: "2025-02-03", because: "2.2" }] }, "2025-02-03");
  expect(row(recorded, 2, "BB").status).toBe("suspended");
  expect(recorded.effectsDue).toEqual([]);
});
test("an Open in the clause caps it at undetermined, and a bracketed sentence absent in one reading as well", () => {
  const closed = { signedOn: "2025-01-01", listsClosedOn: "2025-01-02" };
  expect(row(at(read(...head, clause(1), release("AA", ALL), open()), closed, "2025-01-04"), 1, "AA").status).toBe("undetermined");
  const bracketed = read(...head, clause(1), { ...release("AA", { exactly: 1 }), by: "BB" });
  expect(row(at(bracketed, closed, "2025-01-04"), 1, "AA")).toMatchObject({ outstanding: "0–1", status: "undetermined" });
});
test("a clause that waits for a notice is in force from the day of the notice", () => {
  const terms = read(...head, clause(1), release("AA", { exactly: 1 }), { kind: "waits", on: { fact: "notice of ratification" } });
  const facts = { signedOn: "2025-01-01", facts: [{ name: "notice of ratification", on: "2025-01-10" }] };
  expect(row(at(terms, facts, "2025-01-09"), 1, "AA").status).toBe("not in force");
  expect(row(at(terms, facts, "2025-01-10"), 1, "AA").status).toBe("pending");
});
test("sides and clauses that the agreement does not name are refused at their place, as are more than 64 readings", () => {
  const terms = read(...head, clause(1), release("AA", ALL));
  expect(() => at(terms, { captives: [{ id: "c0", side: "ZZ" }], recorded: [{ clause: 9, effect: "ended", on: "2025-01-01", because: "x" }] }, "2025-01-01")).toThrow(/expected AA or BB\nexpected a clause/);
  const seven = Array.from({ length: 7 }, (_, i) => [clause(i + 1), { ...release("AA", { exactly: 1 }), by: "BB" }]).flat();
  expect(() => at(read(...head, ...seven), {}, "2025-01-01")).toThrow("expected at most 64 readings, found 128");
});
test("the same inputs give the same bytes, whatever the order of the captives", () => {
  const one = at(drill, drillFacts, "2025-06-10");
  expect(JSON.stringify(at(drill, drillFacts, "2025-06-10").clauses)).toBe(JSON.stringify(one.clauses));
  const turned = at(drill, { ...drillFacts, captives: [...drillFacts.captives].reverse() }, "2025-06-10");
  expect(turned.clauses.map(({ sides }) => sides.map(({ status }) => status))).toEqual(one.clauses.map(({ sides }) => sides.map(({ status }) => status)));
});
test("a doubt about any clause has no deadline, but its body decides", () => {
  const terms = read(...head, role("committee", "Joint Committee", "JC"), define("sick", { kind: "finding", class: "S" }), doubt("*", "Joint Committee", "not stated"), clause(1), release("AA", ALL, ["sick"]), step("its list", { on: "2025-03-01" }));
  const captive = { id: "c0", side: "AA", findings: [{ class: "S", on: "2025-01-02", by: "D" }], objections: [{ class: "S", on: "2025-01-03", by: "BB" }] };
  const open1 = at(terms, { signedOn: "2025-01-01", captives: [captive] }, "2025-02-01");
  expect(open1.bodySteps).toMatchObject([{ due: "not stated", status: "pending" }]);
  const decided = at(terms, { signedOn: "2025-01-01", captives: [{ ...captive, decisions: [{ class: "S", on: "2025-01-09", by: "JC", result: "rejected" }] }] }, "2025-02-01");
  expect([decided.bodySteps, valueOf(decided, 0, 1)]).toEqual([[], "no"]);
});
