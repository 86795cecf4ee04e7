// The verbs over files in memory. The parser handed in reads the AST as JSON, so that these tests rest on evaluation alone.
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { Fault, Faults, printPlace } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { Terms } from "../terms/ast.ts";
import { drill, drillFacts, drillWith, rate } from "../terms/evaluate-worked.slow.ts";
import { parseList, runTermsEvaluate, type ParseTerms } from "./terms-evaluate.ts";

const parse: ParseTerms = (text) => text.startsWith("{") ? { terms: parseJson(text) as Terms } : { faults: [{ line: 3, column: 7, code: "TERMS_SENTENCE", message: "no form fits" }] };
const files: Record<string, string> = {
  "drill.terms": JSON.stringify(drill), "under25.terms": JSON.stringify(drillWith({ kind: "aged", years: 24, bound: "or under", on: "2025-06-02" })),
  "rate.terms": JSON.stringify(rate), "bad.terms": "nonsense", "facts.json": JSON.stringify(drillFacts), "twice.json": '{"captives":[],"captives":[]}',
  "foreign.json": JSON.stringify({ captives: [{ id: "a", side: "ZZ" }] }),
  "list.csv": "id,side,born\np1,RU,1999-06-03\np2,RU,1999-06-02\np3,RU,1999\np5,UA,2004-02-29\np8,UA,2003-03-03\n" + Array.from({ length: 6 }, (_, i) => `q${i},UA,2000-01-0${i + 1}\n`).join(""),
};
async function run(verb: "status" | "why" | "readings", ...args: string[]): Promise<string> {
  const out: string[] = [];
  const readFile = (path: string) => Promise.resolve(utf8(files[path] ?? ""));
  const code = await runTermsEvaluate(verb, args, { out: (text) => out.push(text), err: () => undefined, readFile, writeFile: () => Promise.resolve(), now: () => 0 }, parse);
  expect(code).toBe(0);
  return out.join("");
}
const faultsOf = (running: Promise<string>): Promise<string[]> => running.then(() => [], (error: unknown) => {
  const all = error instanceof Faults ? error.faults : error instanceof Fault ? [error] : [];
  return all.map(({ code, places }) => `${code} ${places[0] ? printPlace(places[0]) : ""}`.trimEnd());
});

test("status --json has the shape of issue 3", async () => {
  const json = parseJson(await run("status", "drill.terms", "--facts", "facts.json", "--on", "2025-06-06", "--json"));
  expect(json).toMatchObject({
    on: "2025-06-06", persons: { p6: { "1": "disputed", "2": "no" }, p3: { "1": "no", "2": "unknown" } },
    clauses: [
      { no: 1, sides: { RU: { status: "pending", promised: 1, delivered: 0, outstanding: { min: 1, max: 1 }, excess: 0, unknown: [], disputed: [] }, UA: { promised: 1, outstanding: { min: 1, max: 3 }, unknown: ["p7"], disputed: ["p6"] } } },
      { no: 2, sides: { UA: { died: ["p8"] } } }, { no: 3, sides: { RU: { promised: 1000, atLeast: true, outstanding: { min: 1000, max: 1000 } } } },
      { no: 4, sides: { "RU+UA": { promised: { min: 6000, max: 12000 }, outstanding: { min: 6000, max: 12000 } } } }, { no: 5, sides: { RU: { unit: "steps", status: "pending" } } },
    ],
  });
  const [first] = isRecord(json) && Array.isArray(json["clauses"]) ? json["clauses"] : [];
  expect(isRecord(first) && first["because"]).toEqual([{ sentence: "1.1", entries: ["/captives/3", "/captives/4", "/captives/5", "/captives/6"], entriesLeftOut: 0 }]);
});
test("status in words names invariants, and a pause with its end", async () => {
  const text = await run("status", "drill.terms", "--facts", "facts.json", "--on", "2025-06-10");
  expect(text).toContain("Clause 2, RU: undetermined. 2.1: 1 promised, 1 received, 0–1 outstanding, 1 unknown.\n");
  expect(text).toContain("5.2 tolerance: within the sentence, largest difference 1, allowed 50, worst order inside a day");
  files["none.json"] = '{"signedOn":"2023-11-22"}';
  expect(await run("status", "rate.terms", "--facts", "none.json", "--on", "2023-11-27")).toContain("1.3 pause in “the whole area” ends 28 November 2023 07:00\n");
});
test("why tells one clause as an object and every clause as a list", async () => {
  const args = ["drill.terms", "--facts", "facts.json", "--on", "2025-06-06", "--person", "p7"];
  expect(parseJson(await run("why", ...args, "--clause", "1", "--json"))).toMatchObject({ person: "p7", clause: 1, value: "unknown", sentence: "1.1" });
  expect(parseJson(await run("why", ...args, "--json"))).toMatchObject([{ clause: 1, value: "unknown" }, { clause: 2, value: "no" }]);
  expect(await run("why", ...args, "--clause", "2", "--lang", "uk")).toContain("p7, пункт 2, станом на 6 червня 2025: ні.");
});
test("readings of two texts are counts, with small ones hidden and no id", async () => {
  const text = await run("readings", "drill.terms", "--list", "list.csv", "--clause", "2", "--against", "under25.terms");
  expect(text).toContain("RU: adds 0, drops fewer than 5, become unknown 0, cease to be unknown fewer than 5\n");
  expect(text).toContain("UA: adds 0, drops 6, become unknown 0, cease to be unknown 0\n"); // six born in January 2000 are 25
  expect(text).not.toMatch(/\b[pq][0-9]\b/);
  expect(await run("readings", "drill.terms", "--list", "list.csv", "--clause", "2")).toBe("clause 2 has one reading\n");
});
test("readings in the words of the press are said as what they were read, and what is not read is refused, all at once", async () => {
  const args = ["drill.terms", "--list", "list.csv", "--clause", "2"];
  const text = await run("readings", ...args, "--as", "under 25", "--as", "25 and under");
  expect(text).toContain("drill.terms: as it stands → “under 25” (read as: aged 24 or under on 2 June 2025), UA: adds 0, drops 6, become unknown 0, cease to be unknown 0\n");
  expect(text).toContain("drill.terms: as it stands → “25 and under” (read as: aged 25 or under on 2 June 2025), UA: adds 0, drops 0, become unknown 0, cease to be unknown 0\n");
  expect(text.split("\n")).toHaveLength(7); // three readings, three pairs, two sides
  expect(await run("readings", ...args, "--as", "under 25", "--lang", "uk")).toContain("drill.terms: як записано → “under 25” (прочитано як: aged 24 or under on 2 June 2025)");
  expect(await faultsOf(run("readings", ...args, "--as", "up to 25", "--as", "under 25", "--as", "the young"))).toEqual(["USAGE", "USAGE"]);
  expect(await faultsOf(run("readings", ...args, "--as", "under 25", "--term", "old"))).toEqual(["USAGE"]);
  await expect(run("readings", "drill.terms", "--list", "list.csv", "--clause", "9", "--as", "under 25")).rejects.toMatchObject({ message: "expected a clause that releases persons: 1, 2" });
});
test("each wrong use and each bad file is refused at its place", async () => {
  const status = (...args: string[]) => faultsOf(run("status", ...args));
  expect(await status("drill.terms", "--facts", "facts.json")).toEqual(["USAGE"]);
  expect(await status("drill.terms", "--facts", "facts.json", "--on", "2025-06-31")).toEqual(["USAGE"]);
  expect(await status("--facts", "facts.json", "--on", "2025-06-06")).toEqual(["USAGE"]);
  expect(await status("drill.terms", "--facts", "facts.json", "--on", "2025-06-06", "--lang", "xx")).toEqual(["USAGE"]);
  expect(await status("bad.terms", "--facts", "facts.json", "--on", "2025-06-06")).toEqual(["TERMS_SENTENCE bad.terms:3:7"]);
  expect((await status("drill.terms", "--facts", "twice.json", "--on", "2025-06-06"))[0]).toMatch(/^JSON_DUPLICATE twice.json:1:/);
  expect(await status("drill.terms", "--facts", "foreign.json", "--on", "2025-06-06")).toEqual(["FACTS_PARTY foreign.json /captives/0/side"]);
  expect(await faultsOf(run("readings", "drill.terms", "--list", "list.csv", "--clause", "4"))).toEqual(["USAGE"]);
});
test("a list keeps quoted cells, empty cells are unknown, and every bad row is named", () => {
  const { captives } = parseList('\uFEFFid,side,born,findings,context\r\n"a,1",AA,,W 2025-05-20 Medical Commission,"x; y"\r\nb,AA,1999-06,,\r\n', "l.csv");
  expect(captives).toMatchObject([
    { id: "a,1", born: "unknown", findings: [{ class: "W", on: "2025-05-20", by: "Medical Commission" }], context: ["x", "y"] },
    { id: "b", born: { first: "1999-06-01", last: "1999-06-30" }, findings: [], context: [] },
  ]);
  const placesOf = (text: string): string[] => {
    try {
      parseList(text, "l.csv");
    } catch (error) {
      const all = error instanceof Faults ? error.faults : error instanceof Fault ? [error] : [];
      return all.map(({ code, places }) => `${code} ${places[0] ? printPlace(places[0]) : ""}`);
    }
    return [];
  };
  expect(placesOf("id,side,born\na,AA,1999-13\nb,,2000\n")).toEqual(["FACTS_DATE l.csv row 2 born", "FACTS_SHAPE l.csv row 3 side"]);
  expect(placesOf("id,side\n")).toEqual(["LIST_HEADING l.csv row 1"]);
  expect(placesOf("id,side,born\na,AA\n")).toEqual(["LIST_ROW l.csv row 2"]);
  expect(placesOf('id,side,born\n"a,AA,1999\n')).toEqual(["LIST_QUOTE l.csv row 2"]);
});
