// Every fault stands at its JSON pointer, and no fault holds a value of a person.
import { expect, test } from "vitest";
import { Faults } from "../basis/fault.ts";
import { checkFacts, parseFacts, stepName } from "./facts.ts";

function faultsOf(value: unknown): string[] {
  try {
    parseFacts(value, "facts.json");
  } catch (error) {
    if (error instanceof Faults) return error.faults.map(({ code, places }) => `${code} ${places[0]?.file ?? ""} ${places[0]?.field ?? ""}`.replace(" facts.json", ""));
    throw error;
  }
  return [];
}

test("an empty object is facts of which everything is unknown", () => {
  expect(parseFacts({})).toEqual({ signedOn: "unknown", listsClosedOn: "unknown", captives: [], handovers: [], remains: [], steps: [], facts: [], recorded: [] });
});
test("a birth is a day, a month, a year or unknown", () => {
  const born = (text: unknown) => parseFacts({ captives: [{ id: "a", side: "AA", born: text }] }).captives[0]?.born;
  expect([born("1999"), born("2024-02"), born("2024-02-29"), born(null)]).toEqual([
    { first: "1999-01-01", last: "1999-12-31" }, { first: "2024-02-01", last: "2024-02-29" }, { first: "2024-02-29", last: "2024-02-29" }, "unknown",
  ]);
});
test("all faults are reported at once, each at its place", () => {
  expect(faultsOf({
    signedOn: "2025-06-31", captives: [
      { id: "a", side: "AA", born: "2025-13" }, { id: "a", side: 4, diedOn: "2025-1-1" }, { id: "c", side: "AA", findings: [{ class: "S", on: "2025-06-01" }], "di/ed": "x" }, 7,
    ],
    handovers: [{ captive: "a", from: "AA", to: "AA", on: "2025-06-02", at: "25:00", clause: 0, receivedOn: "2025-06-01" }],
    remains: [{ from: "AA", to: "BB", on: "2025-06-02", containers: { AA: 1.5 } }], steps: {}, recorded: [{ clause: 1, effect: "cancelled", on: "2025-06-02", because: "2.1" }],
  })).toEqual([
    "FACTS_DATE /signedOn", "FACTS_DATE /captives/0/born", "FACTS_SHAPE /captives/1/side", "FACTS_DATE /captives/1/diedOn", "FACTS_FIELD /captives/2/di~1ed",
    "FACTS_SHAPE /captives/2/findings/0/by", "FACTS_SHAPE /captives/3", "FACTS_SHAPE /captives/3/id", "FACTS_SHAPE /captives/3/side",
    "FACTS_DATE /handovers/0/at", "FACTS_SHAPE /handovers/0/clause", "FACTS_SHAPE /handovers/0/to", "FACTS_ORDER /handovers/0/receivedOn",
    "FACTS_SHAPE /remains/0/containers/AA", "FACTS_SHAPE /steps", "FACTS_SHAPE /recorded/0/effect", "FACTS_TWICE /captives/1/id",
  ]);
  expect(faultsOf([])).toEqual(["FACTS_SHAPE /"]);
  expect(faultsOf({ captives: new Array(1_000_001).fill(0) })).toEqual(["FACTS_SIZE /captives"]);
});
test("no message repeats what stood in the file", () => {
  try {
    parseFacts({ captives: [{ id: "SECRET-1", side: "AA", born: "SECRET-2" }, { id: "SECRET-1", side: "AA", diedOn: "SECRET-3" }] });
  } catch (error) {
    expect(String(error)).not.toMatch(/SECRET/);
    return;
  }
  throw new Error("expected faults");
});
test("sides and clauses must be those of the agreement", () => {
  const facts = parseFacts({ captives: [{ id: "a", side: "CC" }], handovers: [{ captive: "a", from: "CC", to: "AA", on: "2025-01-01" }], remains: [{ from: "AA", to: "BB", on: "2025-01-01", containers: { DD: 1 } }], recorded: [{ clause: 3, effect: "ended", on: "2025-01-01", because: "x" }] });
  try {
    checkFacts(facts, ["AA", "BB"], new Set([1]));
  } catch (error) {
    expect(error instanceof Faults && error.faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""}`)).toEqual([
      "FACTS_PARTY /captives/0/side", "FACTS_PARTY /handovers/0/from", "FACTS_PARTY /remains/0/containers/DD", "FACTS_CLAUSE /recorded/0/clause",
    ]);
    return;
  }
  throw new Error("expected faults");
});
test("a step has one name, with or without its article", () => {
  expect(["its list", "its reply to the list", "its remarks on the reply", "its final reply", "the signed final list", "list"].map(stepName)).toEqual(["list", "reply", "remarks", "final reply", "signed final list", "list"]);
});
