import { expect, test } from "vitest";
import { divisible } from "./divisible.ts";

test("flows of one kind and direction are split together; a number kept back and a count under one obligation are not split", () => {
  const flow = { what: "captives", from: "A", to: "B" } as const;
  expect(divisible([
    { ...flow, count: 120, obligations: ["X", "Y"] }, { ...flow, category: "wounded", count: 85, obligations: ["Y", "Z"] },
    { ...flow, from: "B", to: "A", count: 205, obligations: ["X"] }, { ...flow, what: "remains", count: "withheld", obligations: ["X", "Y"] },
  ])).toEqual([{ ...flow, count: 205, obligations: ["X", "Y", "Z"] }]);
});
