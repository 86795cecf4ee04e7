// Cut-offs of TERMS.md: aged 25 or under on 2 June 2025 is born on or after 3 June 1999; a finding that no list states is unknown.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { readTerms } from "../terms/parse.ts";
import { listedEntitlement } from "./listed-entitlement.ts";

const day = (text: string): CivilDate => parseCivilDate(text) ?? expect.fail("no day");
const istanbul = readFileSync(new URL("../../examples/istanbul-2025/agreement.terms", import.meta.url), "utf8");
const only = istanbul.replace(/Clause 1 [^]*?\n\n/, "").replace("Clause 2 “", "Clause 1 “").replace(/Clause 3 [^]*?\n\n/, "").replace("Clause 4 “", "Clause 2 “");
const verdicts = (text: string, births: readonly (readonly [string, string])[]) => {
  const ask = listedEntitlement(readTerms(text), day("2025-06-02"));
  return births.map(([from, to]) => ask({ row: 1, bornFrom: from === "" ? "" : day(from), bornTo: to === "" ? "" : day(to), cell: () => "" }).verdict);
};

test("one day either side of the cut-off, a year that holds it, and no birth date at all", () => {
  expect(verdicts(only, [["1999-06-03", "1999-06-03"], ["1999-06-02", "1999-06-02"], ["1999-01-01", "1999-12-31"], ["", ""]])).toEqual(["within", "outside", "undecided", "undecided"]);
});

test("where a clause also takes the wounded, an older person is undecided: a list says nothing of findings", () => {
  expect(verdicts(istanbul, [["1970-01-01", "1970-01-01"], ["2001-01-01", "2001-01-01"]])).toEqual(["undecided", "within"]);
});

test("a clause that takes all captives takes everybody, and terms without a release take nobody", () => {
  const all = only.replace("all captives who are “young”", "all captives");
  expect(verdicts(all, [["1970-01-01", "1970-01-01"], ["", ""]])).toEqual(["within", "within"]);
  const none = only.replace(/Clause 1 [^]*?\n\n/, "").replace("Clause 2 “", "Clause 1 “");
  expect(verdicts(none, [["2001-01-01", "2001-01-01"]])).toEqual(["outside"]);
});
