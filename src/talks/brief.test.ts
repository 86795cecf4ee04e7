import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { brief, statementItem, type BriefItem } from "./brief.ts";
import { lintBrief } from "./brief-lint.ts";
import { positionsOn, printPositions, type SaidOn } from "./positions.ts";
import { STANDINGS, weakest } from "./standing.ts";
import { parseStatement } from "./statement.ts";

const article = ((): Extract<SaidOn, { statement: unknown }>[] => {
  const acts = parseJson(readFileSync(new URL("../../examples/istanbul-2025/article.json", import.meta.url), "utf8"));
  return Array.isArray(acts) ? acts.flatMap((act: unknown) => (isRecord(act) && isRecord(act["body"]) ? [{ on: String(act["at"]), cite: String(act["label"]), statement: parseStatement(act["body"]) }] : [])) : [];
})();
const items: BriefItem[] = article.map(({ cite, statement }) => statementItem(cite, "All", statement, (words) => words));
const text = brief("Istanbul, 2 June 2025", ["All"], items);
const HEADINGS = ["Istanbul, 2 June 2025", "All"];
const codes = (edited: string): string[] => lintBrief(edited, items, HEADINGS).map(({ code }) => code);

test("all 52 entries of the article are cited and the lint finds nothing", () => {
  expect(items).toHaveLength(52);
  expect(lintBrief(text, items, HEADINGS)).toEqual([]);
  expect(brief("Istanbul, 2 June 2025", ["All"], items)).toBe(text);
});

test("each slip of TALKS.md §7 is refused under its own code", () => {
  expect(codes(text.replace("6,000", "9,000"))).toContain("BRIEF_NUMBER");
  expect(codes(text.replace("According to Sergiy Kyslytsya", "According to Sergiy Melnyk"))).toContain("BRIEF_NAME");
  expect(codes(text.replace("“magnificent”", "“splendid”"))).toContain("BRIEF_QUOTE");
  expect(codes(text.replace("over 40", "over 41"))).toContain("BRIEF_NUMBER");
  expect(codes(text.replace("from four regions", "from five regions"))).toContain("BRIEF_NUMBER");
  expect(codes(text.replace(" [E24].", "."))).toEqual(expect.arrayContaining(["BRIEF_CITATION", "BRIEF_LEFT_OUT"]));
  expect(codes(text.replace("[E24]", "[E99]"))).toContain("BRIEF_UNKNOWN");
});

test("a sentence stronger than the weakest standing it rests on is refused", () => {
  expect(codes(text.replace("Reportedly, and unconfirmed,", "Both sides say"))).toContain("BRIEF_STANDING");
  expect(codes(text.replace("Ukraine claims responsibility", "Ukraine has responsibility"))).toContain("BRIEF_STANDING");
  expect(weakest(["reported", "claimed", "stated-own"])).toBe("claimed");
  expect(weakest([])).toBeUndefined();
  expect(STANDINGS.indexOf("unconfirmed")).toBeLessThan(STANDINGS.indexOf("confirmed-witness"));
});

test("a number that lost or changed its qualifier, a number in a word, a strong verb, a heading, straight quotes and blame are refused", () => {
  expect(text).toContain("over 40 Russian warplanes");
  for (const slip of ["40 Russian", "under 40 Russian", "about 40 Russian"]) expect(codes(text.replace("over 40 Russian", slip)), slip).toContain("BRIEF_NUMBER");
  expect(codes(text.replace("damaged or destroyed over", "damaged or destroyed fifty, over"))).toContain("BRIEF_NUMBER");
  expect(codes(text.replace("unconfirmed, the strikes", "unconfirmed, both sides confirmed that the strikes"))).toContain("BRIEF_STANDING");
  expect(codes(text.replace("## All", "## Melnyk accepts 41"))).toEqual(["BRIEF_HEADING"]);
  expect(codes(text.replace("“magnificent”", '"splendid"'))).toContain("BRIEF_QUOTE");
  expect(codes(text.replace("proposed a limited pause", "proposed after a breach a limited pause"))).toContain("BRIEF_BLAME");
});

test("another's word never replaces a party's own, whichever comes later", () => {
  const said = (on: string, cite: string, value: "accepted" | "rejected", statedBy: "own word" | "the other party"): SaidOn => ({
    on, cite, statement: parseStatement({ id: cite, kind: "statement", actor: "x", parties: [], content: "c", standing: "stated-own", positions: [{ clause: "C", party: "A", value, statedBy }] }),
  });
  const acts = [said("2025-06-02", "x1", "accepted", "own word"), said("2025-06-03", "x2", "rejected", "the other party")];
  for (const order of [acts, [...acts].reverse()])
    expect(positionsOn(order, "2025-06-03")[0]?.cells["A"]?.map(({ value, cites }) => [value, ...cites])).toEqual([["accepted", "x1"], ["rejected", "x2"]]);
  expect(positionsOn([...acts, said("2025-06-04", "x3", "rejected", "own word")], "2025-06-04")[0]?.cells["A"]?.map(({ value }) => value)).toEqual(["rejected", "rejected"]);
});

test("spans, quantities and reservations that cannot be are refused", () => {
  const good = { id: "x", kind: "statement", actor: "a", parties: [], content: "c", standing: "reported" };
  const position = { clause: "C", party: "A", value: "accepted with reservation", statedBy: "own word" };
  for (const more of [{ sentence: "x" }, { start: -3 }, { quantity: { value: "6.000" } }, { positions: [position] }, { positions: [{ ...position, reason: "r", more: 1 }] }])
    expect(() => parseStatement({ ...good, ...more }), JSON.stringify(more)).toThrow();
  expect(parseStatement({ ...good, positions: [{ ...position, reason: "the deadline" }] }).positions[0]?.reason).toBe("the deadline");
});

test("the matrix of 2 June is that of TALKS.md §6, and empty the day before", () => {
  const rows = positionsOn(article, "2025-06-02");
  const cell = (clause: string, party: string) => {
    const views = rows.find((row) => row.clause === clause)?.cells[party];
    return views === undefined ? "silent" : views.map((one) => `${one.value}, ${one.statedBy} [${one.cites.join(" ")}]`).join("; ");
  };
  expect(cell("all seriously wounded and sick", "UA")).toBe("accepted, own word [E09 E11]");
  expect(cell("all seriously wounded and sick", "RU")).toBe("accepted, the other party [E09 E11]");
  expect(cell("all aged 25 and under", "RU")).toBe("accepted, the other party [E10]");
  expect(cell("at least 1,000 on each side", "RU")).toBe("stated, own word [E13]");
  expect(cell("at least 1,000 on each side", "UA")).toBe("silent");
  expect(cell("unconditional ceasefire", "RU")).toBe("rejected, the other party [E23]");
  expect(cell("unconditional ceasefire", "UA")).toBe("silent");
  expect(cell("memorandum", "UA")).toBe("under review, the source [E26]");
  expect(cell("leaders' meeting", "TR")).toBe("proposed, own word [E37]");
  expect(rows).toHaveLength(16);
  expect(positionsOn(article, "2025-06-01")).toEqual([]);
  expect(printPositions([], "2025-06-01", [], ["RU", "UA"])).toContain("No position");
});

test("a statement names every wrong field at once", () => {
  try {
    parseStatement({ id: "x", kind: "rumour", actor: "", parties: "RU", content: "c", standing: "sure", verbatim: "full", more: 1, positions: [{}] });
    expect.fail("accepted");
  } catch (error) {
    const faults = error instanceof Error && "faults" in error && Array.isArray(error.faults) ? error.faults : [];
    expect(faults.map((one: { places: { field: string }[] }) => one.places[0]?.field)).toEqual(expect.arrayContaining(["more", "kind", "standing", "quote", "parties", "actor", "positions[0]"]));
  }
});

test("an actor written small begins a sentence with a capital and is no other name", () => {
  const one = statementItem("S1", "All", parseStatement({ id: "S1", kind: "statement", actor: "officer of the day", parties: ["UA"], content: "we came", standing: "stated-own" }), (words) => words);
  const said = brief("Day", ["All"], [one]);
  expect(said).toContain("Officer of the day");
  expect(lintBrief(said, [one], ["Day", "All"])).toEqual([]);
  expect(lintBrief(said.replace("Officer", "Colonel"), [one], ["Day", "All"]).map(({ code }) => code)).toContain("BRIEF_NAME");
});
