// Tables by hand: who signed which bytes, in the order of the record. The property compares with a twin that replays the record.
import fc from "fast-check";
import { expect, test } from "vitest";
import { agreedOn, parseSignedText, printAgreed, type Signing } from "./agreed-text.ts";
import { parseSigningRequired, signingProgress, type RuleOn, type Signature } from "./signing-rule.ts";

const TEXT = "Each party releases all captives.\n";
const sign = (by: string, on: string, text = TEXT, ...signers: string[]): Signing => ({ on, by, cite: `${by}-${on}`, signed: parseSignedText({ agreement: "X", text }), signers: signers.length === 0 ? [`${by}/1`] : signers });
const rule = (by: string, chairs: boolean, groups: RuleOn["groups"], signatories?: number): RuleOn => ({ kind: "signing.required", agreement: "X", groups, by, on: "2030-03-01", chairs, ...(signatories === undefined ? {} : { signatories }) });
const WITNESSES = rule("M", true, [{ group: "witnesses", of: ["W", "V", "U"], need: 2 }, { group: "depositary", of: ["D"], need: 1 }]);
const stateOf = (rules: readonly RuleOn[], ...signings: Signing[]) => agreedOn(signings, ["A", "B"], "2030-03-31", rules)[0] ?? expect.fail("no text");
const sides = [sign("A", "2030-03-02"), sign("B", "2030-03-03")];

test("a text is in force only when the sides and each group have signed identical bytes, and says who is missing", () => {
  expect(stateOf([], ...sides)).toMatchObject({ state: "agreed", since: "2030-03-03" });
  const open = stateOf([WITNESSES], ...sides, sign("W", "2030-03-04"));
  expect(open).toMatchObject({ state: "waits for signatures", since: null });
  expect(open.groups.map(({ group, signed, missing, since }) => [group, signed.join(), missing.join(), since])).toEqual([["the sides", "A,B", "", "2030-03-03"], ["witnesses", "W", "V,U", null], ["depositary", "", "D", null]]);
  expect(stateOf([WITNESSES], ...sides, sign("W", "2030-03-04"), sign("U", "2030-03-05"), sign("D", "2030-03-06"))).toMatchObject({ state: "agreed", since: "2030-03-06" });
  expect(printAgreed([open], "2030-03-31", { V: "Observer V" })).toContain("witnesses: 2 of 3; signed by W, missing Observer V, U");
});

test("a group signs after the one before it: who signed out of turn signs again", () => {
  const early = [sign("D", "2030-03-01"), ...sides, sign("W", "2030-03-04"), sign("V", "2030-03-05")];
  expect(stateOf([WITNESSES], ...early).groups[2]).toMatchObject({ signed: [], missing: ["D"] });
  expect(stateOf([WITNESSES], ...early, sign("D", "2030-03-06"))).toMatchObject({ state: "agreed", since: "2030-03-06" });
});

test("a witness of other bytes has not signed; a side that signs another text leaves this one", () => {
  expect(stateOf([WITNESSES], ...sides, sign("W", "2030-03-04", "other"), sign("V", "2030-03-04"), sign("D", "2030-03-05"))).toMatchObject({ state: "waits for signatures" });
  expect(stateOf([WITNESSES], ...sides, sign("W", "2030-03-04"), sign("V", "2030-03-04"), sign("D", "2030-03-05"), sign("A", "2030-03-06", "other")).state).toBe("signed over different texts");
});

test("a side's own two-signatory rule must be met before it counts as one, and binds that side alone", () => {
  const two = rule("A", false, [], 2);
  expect(stateOf([two], ...sides)).toMatchObject({ state: "waits for signatures", parties: [{ party: "A", signatories: 1, need: 2 }, { party: "B", signatories: 1, need: 1 }] });
  expect(stateOf([two], ...sides, sign("A", "2030-03-05", TEXT, "A/2"))).toMatchObject({ state: "agreed", since: "2030-03-05" });
  expect(stateOf([two], sign("A", "2030-03-02", TEXT, "A/1", "A/2"), sign("B", "2030-03-03"))).toMatchObject({ state: "agreed", since: "2030-03-03" });
  expect(stateOf([two], ...sides, sign("A", "2030-03-05", TEXT, "A/1")).state, "the same key twice is one signatory").toBe("waits for signatures");
  expect(stateOf([rule("B", false, [{ group: "late", of: ["A"], need: 1 }])], ...sides).state, "a side states no groups for the other").toBe("agreed");
});

test("every wrong field of a rule is named at once", () => {
  const faults = (body: Record<string, unknown>): string[] => {
    try {
      parseSigningRequired(body);
      return [];
    } catch (error) {
      return error instanceof Error && "faults" in error && Array.isArray(error.faults) ? error.faults.map((one: { code: string; places: { field: string }[] }) => `${one.code} ${one.places[0]?.field ?? ""}`) : [];
    }
  };
  expect(faults({ agreement: "X", groups: [{ group: "w", of: ["WW", "WW"], need: 3 }, { group: "w", of: ["VV"], need: 1 }], signatories: 9 })).toEqual(["SIGNING_FORM groups[0].of", "SIGNING_FORM groups[0].need", "SIGNING_FORM groups[1].group", "SIGNING_FORM signatories"]);
  expect(faults({ agreement: "X", groups: [] })).toEqual(["SIGNING_FORM groups"]);
});

/** The twin: plays the record signature by signature and keeps, for each party, the keys under the text since it last left it. */
function slowSince(signatures: readonly Signature[], groups: readonly { of: readonly string[]; need: number }[], needs: Readonly<Record<string, number>>): string | null {
  let stage = 0;
  let keys = new Map<string, Set<string>>();
  let since: string | null = null;
  const left = new Map<string, number>();
  signatures.forEach(({ by, sha256 }, i) => { if (sha256 !== "t") left.set(by, i); });
  signatures.forEach((one, i) => {
    if (stage >= groups.length || i <= (left.get(one.by) ?? -1)) return;
    const own = keys.get(one.by) ?? new Set<string>();
    for (const key of one.signers) own.add(key);
    keys.set(one.by, own);
    const group = groups[stage];
    if (group && group.of.filter((party) => (keys.get(party)?.size ?? 0) >= (needs[party] ?? 1)).length >= group.need) {
      stage += 1;
      keys = new Map();
      since = stage === groups.length ? one.on : null;
    }
  });
  return since;
}

test("random records: complete on the same day as the twin that replays them", () => {
  const one = fc.record({ by: fc.constantFrom("A", "B", "W", "V"), sha256: fc.constantFrom("t", "t", "t", "u"), key: fc.constantFrom("1", "2"), day: fc.nat(8) });
  fc.assert(fc.property(fc.array(one, { maxLength: 14 }), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }), (rows, needA, needW) => {
    const signatures = rows.map(({ by, sha256, key }, i): Signature => ({ by, sha256, signers: [`${by}/${key}`], on: `2030-03-${String(10 + i)}` }));
    const rules = [rule("M", true, [{ group: "w", of: ["W", "V"], need: needW }]), rule("A", false, [], needA)];
    expect(signingProgress(signatures, "t", ["A", "B"], rules).since).toBe(slowSince(signatures, [{ of: ["A", "B"], need: 2 }, { of: ["W", "V"], need: needW }], { A: needA }));
  }), { numRuns: 400 });
});
