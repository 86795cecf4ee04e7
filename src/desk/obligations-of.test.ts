// Expected obligations are read off the sentences by hand.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTerms } from "../terms/parse.ts";
import { obligationsOf } from "./obligations-of.ts";

const istanbul = readFileSync(new URL("../../examples/istanbul-2025/agreement.terms", import.meta.url), "utf8");

test("each releasing sentence promises both ways, a floor is an obligation of its own, and no giver is put in where none is named", () => {
  const found = obligationsOf(readTerms(istanbul), "IST-2").map(({ id, clause, what, from, to, promised }) => [id, clause, what, `${from}-${to}`, promised.kind, promised.count ?? null]);
  expect(found).toEqual([
    ["IST-2/1.1/RU-UA", "1", "captives", "RU-UA", "all", null], ["IST-2/1.1/UA-RU", "1", "captives", "UA-RU", "all", null],
    ["IST-2/2.1/RU-UA", "2", "captives", "RU-UA", "all", null], ["IST-2/2.1/UA-RU", "2", "captives", "UA-RU", "all", null],
    ["IST-2/4.1/RU-UA", "4", "remains", "RU-UA", "open", null], ["IST-2/4.1/UA-RU", "4", "remains", "UA-RU", "open", null],
    ["IST-2/3.1/RU-UA", "3", "captives", "RU-UA", "at-least", 1000], ["IST-2/3.1/UA-RU", "3", "captives", "UA-RU", "at-least", 1000],
  ]);
});

test("the open points of a clause stand beside it as readings", () => {
  const remains = obligationsOf(readTerms(istanbul), "IST-2").find(({ id }) => id === "IST-2/4.1/RU-UA");
  expect(remains?.readings.map(({ words }) => words)).toEqual([
    "6000 remains, the giver not named",
    "the record does not say by which side, in what shares, or whether identified",
    "no deadline, place, daily number or order is stated for any clause",
  ]);
});

test("a named giver gives one way, exactly as many as the sentence says", () => {
  const text = istanbul.replace("6,000 remains are returned.", "RU returns 6,000 remains to UA.");
  expect(obligationsOf(readTerms(text), "IST-2").filter(({ what }) => what === "remains").map(({ from, to, promised }) => [from, to, promised])).toEqual([["RU", "UA", { kind: "exactly", count: 6000 }]]);
});
