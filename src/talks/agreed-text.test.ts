import { expect, test } from "vitest";
import { agreedOn, parseSignedText, printAgreed, type Signing } from "./agreed-text.ts";

const signing = (by: string, on: string, text: string): Signing => ({ on, by, cite: `${by}-${on}`, signed: parseSignedText({ agreement: "X", text }) });
const stateOn = (on: string, ...signings: Signing[]) => agreedOn(signings, ["A", "B"], on)[0]?.state;
const text = "Each party releases all captives.\n";

test("only both sides' signatures over the same bytes make a text agreed, from the day of the later one", () => {
  const [a, b] = [signing("A", "2025-06-02", text), signing("B", "2025-06-04", text)];
  expect(stateOn("2025-06-01", a, b)).toBeUndefined();
  expect(stateOn("2025-06-03", a, b)).toBe("signed by one side");
  expect(agreedOn([a, b], ["A", "B"], "2025-06-04")).toMatchObject([{ state: "agreed", since: "2025-06-04" }]);
  expect(stateOn("2025-06-04", a, signing("M", "2025-06-03", text)), "the mediator binds nobody").toBe("signed by one side");
});

test("one comma more in one of the two texts, and it is not agreed", () => {
  expect(stateOn("2025-06-05", signing("A", "2025-06-02", text), signing("B", "2025-06-04", text.replace("party", "party,")))).toBe("signed over different texts");
  expect(stateOn("2025-06-06", signing("A", "2025-06-02", text), signing("B", "2025-06-04", text), signing("A", "2025-06-05", `${text}More.\n`))).toBe("signed over different texts");
});

test("a text that is not in normal form C, or empty, or has other members, is refused", () => {
  for (const body of [{ agreement: "X", text: "e\u0301" }, { agreement: "X", text: "" }, { text }, { agreement: "X", text, more: 1 }]) expect(() => parseSignedText(body)).toThrow();
  expect(printAgreed([], "2025-06-02", {})).toContain("No text is signed");
  expect(printAgreed(agreedOn([signing("A", "2025-06-02", text)], ["A", "B"], "2025-06-02"), "2025-06-02", { A: "Side A" })).toMatch(/^X: signed by one side\n {2}Side A signed [0-9a-f]{64} on 2025-06-02 \[A-2025-06-02\]\n/);
});
