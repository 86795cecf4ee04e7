// Differences in words, written down by hand.
import { expect, test } from "vitest";
import { compareTerms } from "./compare.ts";
import { drill, drillWith } from "./evaluate-worked.slow.ts";

test("a text does not differ from itself", () => expect(compareTerms(drill, drill)).toEqual([]));
test("one changed word is shown in its sentence, both ways", () => {
  const under25 = drillWith({ kind: "aged", years: 24, bound: "or under", on: "2025-06-02" });
  expect(compareTerms(drill, under25)).toEqual([{ clause: 0, changes: [{
    kind: "changed", fromId: "0.8", toId: "0.8", from: "“young” means aged 25 or under on 2 June 2025.", to: "“young” means aged 24 or under on 2 June 2025.",
    words: [{ kind: "same", words: "“young” means aged" }, { kind: "out", words: "25" }, { kind: "in", words: "24" }, { kind: "same", words: "or under on 2 June 2025." }],
  }] }]);
});
test("a clause of one text alone is shown whole", () => {
  const shorter = { terms: 1 as const, sentences: drill.sentences.filter(({ id }) => !id.startsWith("3.")) };
  expect(compareTerms(drill, shorter).map(({ clause, changes }) => [clause, changes.map(({ kind }) => kind)])).toEqual([[3, ["out", "out"]]]);
  expect(compareTerms(shorter, drill).map(({ clause, changes }) => [clause, changes.map(({ kind }) => kind)])).toEqual([[3, ["in", "in"]]]);
});
