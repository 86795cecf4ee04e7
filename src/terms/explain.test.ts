// Texts by hand from TERMS.md, 9.14, and the drill's table.
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { evaluate } from "./evaluate.ts";
import { explainPerson, sayClause } from "./explain.ts";
import { drill, drillFacts } from "./evaluate-worked.slow.ts";
import { parseFacts } from "./facts.ts";
import { figuresInText } from "./text-figures.ts";

const on = (text: string) => evaluate(drill, parseFacts(drillFacts), parseCivilDate(text) as CivilDate);
const why = (date: string, id: string, clause: number, lang: "en" | "uk" = "en") => explainPerson(on(date), id, clause, lang)[0];

test("p6 is yes with the finding, the objection and the decision, each with its entry", () => {
  expect(why("2025-06-10", "p6", 1)).toEqual({
    person: "p6", clause: 1, value: "yes", sentence: "1.1",
    because: [{ sentence: "1.1", entries: [], entriesLeftOut: 0 }, { sentence: "0.6", entries: ["/captives/5/examinedOn/0", "/captives/5/findings/0"], entriesLeftOut: 0 },
      { sentence: "0.7", entries: ["/captives/5/findings/0", "/captives/5/objections/0", "/captives/5/decisions/0"], entriesLeftOut: 0 }],
    text: "p6, clause 1, on 10 June 2025: yes. “seriously wounded”: no (examined 4 June 2025, no finding of class W). “seriously sick”: yes (class S certified 4 June 2025, objection 5 June 2025, upheld by Medical Commission 9 June 2025).",
  });
});
test("unknown, disputed and no each say which fact makes them so", () => {
  expect(why("2025-06-06", "p7", 1)?.text).toBe("p7, clause 1, on 6 June 2025: unknown. “seriously wounded”: unknown (not examined for class W). “seriously sick”: unknown (not examined for class S).");
  expect(why("2025-06-06", "p6", 1)?.text).toContain("disputed (class S certified 4 June 2025, objection 5 June 2025)");
  expect(why("2025-06-06", "p2", 2)?.text).toContain("no (born 2 June 1999, aged 26 on 2 June 2025)");
  expect(why("2025-06-06", "p3", 2)?.text).toContain("unknown (born 1999, aged 25–26 on 2 June 2025)");
  expect(why("2025-06-10", "p8", 2)?.text).toContain("Died 6 June 2025.");
  expect(why("2025-06-10", "p1", 2)).toMatchObject({ text: expect.stringContaining("Received 9 June 2025."), because: expect.arrayContaining([{ sentence: "2.1", entries: ["/handovers/0"], entriesLeftOut: 0 }]) });
});
test("the same in Ukrainian, with every date and class in it", () => {
  expect(why("2025-06-10", "p6", 1, "uk")?.text).toBe("p6, пункт 1, станом на 10 червня 2025: так. «seriously wounded»: ні (огляд 4 червня 2025, висновку класу W немає). «seriously sick»: так (клас S засвідчено 4 червня 2025, заперечення 5 червня 2025, підтверджено (Medical Commission) 9 червня 2025).");
});
test("a clause and side is one line with its numbers, and no line says breach", () => {
  const result = on("2025-06-10");
  const lines = result.clauses.flatMap((clause) => clause.sides.map((side) => sayClause(clause, side)));
  expect(lines).toContain("Clause 1, UA: pending. 1.1: 2 promised, 1 received, 1–2 outstanding, 1 unknown.");
  expect(lines).toContain("Clause 3, RU: pending. 3.1: at least 1,000 promised, 2 received, 998 outstanding.");
  expect(lines).toContain("Clause 5, RU: overdue since 10 June 2025. 5.1 (list): 1 promised, 0 received, 1 outstanding, due 9 June 2025, due 5 June 2025.");
  expect(lines.join("\n")).not.toMatch(/breach|violat/i);
  const [clause] = result.clauses;
  expect(clause?.sides[1] && sayClause(clause, clause.sides[1], "uk")).toBe("Пункт 1, UA: очікується. 1.1: обіцяно 2, прийнято 1, залишається 1–2, невідомо 1.");
});
test("an id or a clause that is not there is refused, without repeating the id", () => {
  expect(() => explainPerson(on("2025-06-10"), "nobody", 1)).toThrow("expected the id of a person recorded on or before 2025-06-10");
  expect(() => explainPerson(on("2025-06-10"), "p1", 4)).toThrow("expected a clause that releases persons: 1, 2");
});
test.each(["uk", "ru", "tr", "ar", "fr"] as const)("an explanation in %s keeps every figure of the English one", (lang) => {
  const result = evaluate(drill, parseFacts(drillFacts), parseCivilDate("2025-06-10") ?? ("" as CivilDate));
  const figures = (text: string, language: string): string[] => figuresInText(text, language).map(({ value }) => value).sort();
  for (const id of ["p1", "p2", "p4", "p5", "p6", "p7", "p8"]) {
    const [own, other] = [explainPerson(result, id, "every clause"), explainPerson(result, id, "every clause", lang)];
    expect(other.map(({ text }) => figures(text, lang))).toEqual(own.map(({ text }) => figures(text, "en")));
  }
  for (const clause of result.clauses) for (const side of clause.sides) expect(figures(sayClause(clause, side, lang), lang)).toEqual(figures(sayClause(clause, side), "en"));
});
