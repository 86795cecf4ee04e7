// A sample's way: every step tried from every state, against the table that a laboratory would draw; a repeat, and a set that waits.
import { expect, test } from "vitest";
import type { CivilDate } from "../basis/civil-date.ts";
import { Faults } from "../basis/fault.ts";
import { emptyDossier, layOnDossier, checkOnDossier, type Dossier } from "./dossier.ts";
import { REMAINS_ACTS, type RemainsAct } from "./remains-act.ts";
import { needsAnother, SAMPLE_STATES, SAMPLE_STEPS, type SampleState } from "./sample-act.ts";

const DAY = "2025-06-20" as CivilDate;
let entry = 0;
const lay = (dossier: Dossier, act: RemainsAct): void => layOnDossier(dossier, { ...act, entry: ++entry, cite: `c${entry}`, by: "A", on: DAY });
const act = <K extends RemainsAct["kind"]>(kind: K, body: Record<string, unknown>) => REMAINS_ACTS[kind](body);
const received = (): Dossier => {
  const dossier = emptyDossier();
  lay(dossier, act("remains.received", { receipt: "A-R1", containers: [{ container: "C1", sets: ["R1", "R2"] }] }));
  return dossier;
};
const codesOf = (dossier: Dossier, one: RemainsAct): string[] => {
  try {
    checkOnDossier(dossier, one, "A");
    return [];
  } catch (error) {
    return error instanceof Faults ? error.faults.map(({ code, places }) => `${code} ${places[0]?.field ?? ""}`) : expect.fail("a fault");
  }
};
const reported = (as: string, ...samples: string[]) => act("samples.reported", { report: "L-S1", as, samples });

/** Acts that bring one sample of R1 into each state. */
const WAY: Record<SampleState, readonly string[]> = { taken: [], sent: ["sent"], received: ["sent", "received"], profiled: ["sent", "received", "profiled"], failed: ["sent", "received", "failed"], returned: ["sent", "returned"], lost: ["sent", "lost"] };
function standing(state: SampleState): Dossier {
  const dossier = received();
  lay(dossier, act("samples.taken", { taking: "A-T1", samples: [{ sample: "S1", set: "R1" }] }));
  for (const step of WAY[state]) {
    const next: RemainsAct = step === "sent" ? act("samples.sent", { shipment: "A-H1", samples: [{ sample: "S1", set: "R1" }] }) : reported(step, "S1");
    expect(codesOf(dossier, next), `${state}: ${step}`).toEqual([]);
    lay(dossier, next);
  }
  expect(dossier.standing.get("S1")?.state).toBe(state);
  return dossier;
}

test("from each state of a sample exactly the steps follow that a laboratory can take", () => {
  const follows: Record<SampleState, string[]> = { taken: ["lost"], sent: ["received", "returned", "lost"], received: ["profiled", "failed", "returned", "lost"], profiled: ["failed", "returned"], failed: ["profiled", "returned", "lost"], returned: [], lost: [] };
  for (const state of SAMPLE_STATES) expect(SAMPLE_STEPS.filter((as) => codesOf(standing(state), reported(as, "S1")).length === 0), state).toEqual(follows[state]);
  const again = act("samples.sent", { shipment: "A-H2", samples: [{ sample: "S1", set: "R1" }] });
  expect(SAMPLE_STATES.filter((state) => codesOf(standing(state), again).length === 0)).toEqual(["taken", "returned"]);
});

test("a sample of another set, one met twice and one of no set are named with their places", () => {
  const dossier = standing("taken");
  expect(codesOf(dossier, act("samples.sent", { shipment: "A-H2", samples: [{ sample: "S1", set: "R2" }, { sample: "S2", set: "R9" }, { sample: "S2", set: "R2" }] }))).toEqual(["REMAINS_TWICE samples[0].sample", "REMAINS_NONE samples[1].set", "REMAINS_TWICE samples[2].sample"]);
  expect(codesOf(dossier, act("samples.taken", { taking: "A-T2", samples: [{ sample: "S1", set: "R1" }] }))).toEqual(["REMAINS_TWICE samples[0].sample"]);
  expect(codesOf(dossier, reported("received", "S1", "S9"))).toEqual(["REMAINS_STATE samples[0]", "REMAINS_NONE samples[1]"]);
  expect(() => act("samples.reported", { report: "L-S1", as: "burnt", samples: ["S1"] })).toThrow(Faults);
});

test("a set whose only sample failed waits for another; the second sample repeats, and the set waits no more", () => {
  const dossier = standing("failed");
  const own = () => (dossier.sets.get("R1")?.samples ?? []).flatMap((sample) => dossier.standing.get(sample) ?? []);
  expect(needsAnother(own())).toBe(true);
  lay(dossier, act("samples.sent", { shipment: "A-H3", samples: [{ sample: "S2", set: "R1" }] }));
  expect(own().map(({ sample, state, number }) => [sample, state, number])).toEqual([["S1", "failed", 1], ["S2", "sent", 2]]);
  expect(needsAnother(own())).toBe(false);
  expect(needsAnother([])).toBe(false);
  expect(dossier.samples.get("S2")).toBe("R1");
});
