import { expect, test } from "vitest";
import { sayClause, sayObligation, sayUnder } from "./say-clause.ts";
import { sayRow } from "./say-row.ts";

const say = Object.assign((key: string, values: Readonly<Record<string, string>> = {}): string => [key, ...Object.values(values)].join(" "), { list: (items: readonly string[]): string => items.join("+"), own: (text: string): string => text, comma: "; " });

test("a row is named by its list and its number there; what is no reference stands as it is", () => {
  expect(["SA-L1#618", "SB-held/HB000027", "A/B#2", "L#1#2", "618", ""].map((ref) => sayRow(say, ref))).toEqual(["lists.row SA-L1 618", "lists.row SB-held HB000027", "lists.row A/B 2", "lists.row L#1 2", "618", ""]);
});

test("several clauses are parted in the reader's language, and no agreement is said so", () => {
  expect(["4", "1, 2 and 3", "2.1 and 2.2", "4 and annex"].map((clause) => sayClause(say, clause))).toEqual(["account.clause 4", "account.clauses 1+2+3", "account.clauses 2.1+2.2", "account.clause 4 and annex"]);
  expect([sayUnder(say, { agreement: "IST-2", clause: "4" }), sayUnder(say, { agreement: "IST-2", clause: null }), sayUnder(say, { agreement: null, clause: null })]).toEqual(["IST-2; account.clause 4", "IST-2", "account.noAgreement"]);
});

test("an obligation to choose from is said in words, and last by its code", () => {
  const saying = Object.assign(say, { code: (family: string, one: string): string => `${family} ${one}` });
  const one = { id: "IST-2/remains/RU-UA", agreement: "IST-2", clause: "4", what: "remains", from: "RU", to: "UA" };
  const name = (party: string): string => `side ${party}`;
  expect(sayObligation(saying, name, one)).toBe("IST-2; account.clause 4 · what remains · account.fromTo side RU side UA · IST-2/remains/RU-UA");
  expect(sayObligation(saying, name, { ...one, id: "ev-015/RU-UA/captives", agreement: null, clause: null, what: "captives", category: "wounded" })).toBe("account.noAgreement · what captives; wounded · account.fromTo side RU side UA · ev-015/RU-UA/captives");
});
