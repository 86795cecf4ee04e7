import { expect, test } from "vitest";
import { fromUtf8 } from "../../basis/bytes.ts";
import { parseJson } from "../../basis/parse-json.ts";
import type { JobNote } from "./job-kind.ts";
import { run } from "./solve-plan.ts";

const captive = (id: string, place: string): Record<string, unknown> => ({ id, side: "A", tier: id.slice(0, 2), place, rank: "r", need: "seat", urgency: 1, held: 0, status: "ready" });

test("where there is no plan, the job says how far the reasons are, and answers the smallest change of all together", async () => {
  const instance = { // two categories that must go, each held where nobody is let out
    format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: ["t1", "t2"].map((id) => ({ id, mandatory: true, parity: false })), ranks: { r: 1 },
    batches: [{ id: "b1", day: 0, A: { max: 9 }, B: { max: 9 } }], places: ["p1", "p2"].map((id) => ({ id, side: "A", perBatch: 0 })),
    parity: { perBatch: null, cumulative: null }, quota: { A: 0, B: 0 }, unplacedDay: 9, captives: [captive("t1-1", "p1"), captive("t2-1", "p2"), captive("t2-2", "p2")],
  };
  const heard: JobNote["conflicts"][] = [];
  const bytes = await run({ ask: "plan", instance, hash: "", seed: "s", seedParts: {}, before: {}, objective: null, change: null, order: null, person: "", batch: null, family: false, small: 5 }, (_done, _of, _resume, note) => heard.push(note?.conflicts ?? null));
  const together = [{ clause: "all:t1", amount: 1, where: [{ batch: null, amount: 1 }] }, { clause: "all:t2", amount: 2 }];
  expect(parseJson(fromUtf8(bytes))).toMatchObject({ answer: "infeasible", complete: true, least: true, reasons: [{ clauses: ["all:t1", "place:p1"] }, { clauses: ["all:t2", "place:p2"] }], together });
  const told = heard.flatMap((one) => one ?? []);
  expect([told[0]?.found, told[0]?.changes, told.at(-1)?.found]).toEqual([1, 0, 2]);
  expect(told.at(-1)?.changes).toBeGreaterThanOrEqual(4); // each clause of each conflict
});
