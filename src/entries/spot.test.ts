// The account and the handover name the codes of the spot apart, for neither room may import the other: here they are held together.
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { accountOn } from "../accounting/account.ts";
import { CODES_OF_PERSONS, CODES_OF_REMAINS, SPOT_CODES, SPOT_EFFECTS, WITHOUT_PERSON } from "../handover/exception.ts";
import { FACT_KINDS } from "../accounting/parse-fact.ts";
import { KEPT_KINDS, parseBody, type Parsed } from "./catalogue.ts";
import { emptyState, factsOf, foldEntry, type ReadAct } from "./fold.ts";

const day = parseCivilDate("2026-03-01") ?? expect.fail("no day");

test("each code at the spot moves the account as the handover says it does", () => {
  expect([...new Set([...CODES_OF_PERSONS, ...CODES_OF_REMAINS])].sort()).toEqual([...SPOT_CODES].sort());
  for (const code of SPOT_CODES) {
    const what = CODES_OF_PERSONS.includes(code) ? "captives" : "remains";
    const state = emptyState();
    let n = 0;
    const fold = (author: string, kind: string, body: Record<string, unknown>): void =>
      foldEntry(state, n, { author, key: "k", kind, at: "2026-03-01", body: {}, commits: [{ sealed: `s${n}` }] }, { label: `l/${n++}`, body, sources: [] });
    fold("M", "obligation.stated", { id: "X", agreement: "X", clause: null, what, from: "A", to: "B", promised: { kind: "exactly", count: 25 }, counts: [what], readings: [] });
    for (const by of ["A", "B"]) fold(by, "operation.counted", { operation: "O-1", flows: [{ what, from: "A", to: "B", count: 25, obligations: ["X"] }] });
    const person = WITHOUT_PERSON.includes(code) ? {} : { spot: "S-1" };
    for (const by of ["A", "B"]) fold(by, "exception.recorded", { operation: "O-1", code, what, from: "A", to: "B", count: 1, ...person });
    expect(state.unread, code).toEqual([]);
    const [block] = accountOn(factsOf(state.acts), day).obligations;
    const { planned, unplanned } = SPOT_EFFECTS[code];
    expect([block?.delivered["A"]?.counted, block?.delivered["B"]?.counted], code).toEqual([25 + planned + unplanned, 25 + planned + unplanned]);
    expect(block?.spot["B"], code).toEqual({ listedNotDelivered: 0 - planned, deliveredNotListed: unplanned, underReserve: code === "SEAL_BROKEN" ? 1 : 0 });
  }
});

test("whatever gives the account a fact is of a kind that is never erased", () => {
  const read = (kind: string, parsed: Parsed): ReadAct => ({ entry: 0, label: "x/1", at: "2025-07-01", author: "A", kind, body: {}, sources: [], parsed });
  const finding = parseBody({ entry: 0, label: "x/1", at: "2025-07-01", author: "A", kind: "affiliation.found", sources: [], body: { finding: "F-1", of: "other side", sets: ["S-1"], containers: ["C-1"], obligation: "O-1" } });
  const exception = parseBody({ entry: 0, label: "x/1", at: "2025-07-01", author: "A", kind: "exception.recorded", sources: [], body: { operation: "O-1", code: "DECLINED", what: "captives", from: "A", to: "B", count: 2 } });
  for (const [kind, parsed] of [["affiliation.found", finding], ["exception.recorded", exception]] as const) {
    expect(factsOf([read(kind, parsed)]), kind).toHaveLength(1);
    expect(KEPT_KINDS, kind).toContain(kind);
  }
  for (const kind of FACT_KINDS) expect(KEPT_KINDS).toContain(kind);
});
