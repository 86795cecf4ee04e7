import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { parseInstance } from "./problem.ts";
import { changedInstance, parseWhatIf } from "./what-if.ts";

const instance = parseJson(readFileSync(new URL("../../test/vectors/planning/p1-tiny.json", import.meta.url), "utf8"));
const after = (text: string) => parseInstance(changedInstance(instance, parseWhatIf(text)));

test("one number of the agreed limits is changed, and the instance itself stays as it was", () => {
  const before = JSON.stringify(instance);
  expect(after("batches.b02.A.max=1").batches[1]?.limits[0]?.max).toBe(1);
  expect(after("batches.b02.A.max=null").batches[1]?.limits[0]?.max).toBe(Infinity);
  expect(after("quota.B=3").quota).toEqual([parseInstance(instance).quota[0], 3]);
  expect(after("parity.cumulative=0").balances[0]?.cumulative).toBe(0);
  expect(after("places.A1.perBatch=2").places.find(({ id }) => id === "A1")?.perBatch).toBe(2);
  expect(JSON.stringify(instance)).toBe(before);
  expect(isRecord(instance)).toBe(true);
});

test.each(["captives.A000001.urgency=9", "batches.b99.A.max=1", "batches.b01=1", "nothing.there=1", "tieSeed=1"])("%s is refused: no limit stands there, or a person does", (text) => {
  expect(() => after(text)).toThrow(expect.objectContaining({ code: "PLAN_WHAT_IF" }));
});

test("a what-if that is no number is refused, and a capacity below zero as in any instance", () => {
  expect(() => parseWhatIf("quota.A=many")).toThrow(expect.objectContaining({ code: "PLAN_WHAT_IF" }));
  expect(() => after("quota.A=-1")).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ code: "PLAN_RANGE" })] }));
});
