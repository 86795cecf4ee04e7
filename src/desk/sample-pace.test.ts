// When each laboratory would have no sample left: arithmetic by hand, and what a family may be told of its samples.
import { expect, test } from "vitest";
import { addDays, parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { checkOnDossier, emptyDossier, layOnDossier, type Dossier } from "../identification/dossier.ts";
import { REMAINS_ACTS, type RemainsAct } from "../identification/remains-act.ts";
import { checkFamilyAct } from "./family-links.ts";
import { pacesOf } from "./remains-board.ts";
import { emptyState } from "../entries/fold.ts";

const DAY0 = parseCivilDate("2026-01-01") ?? expect.fail("a day");
const day = (n: number): CivilDate => addDays(DAY0, n);
const codes = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
let entry = 0;
function lay(dossier: Dossier, kind: RemainsAct["kind"], body: Record<string, unknown>, by: string, n: number): void {
  const act = REMAINS_ACTS[kind](body);
  checkOnDossier(dossier, act, by);
  layOnDossier(dossier, { ...act, entry: ++entry, cite: `x/${entry}`, by, on: day(n) });
}
/** `count` samples of as many sets, sent on day 0 and received by the laboratory on day 0. */
function received(count: number): Dossier {
  const dossier = emptyDossier();
  lay(dossier, "remains.received", { receipt: "R1", containers: [{ container: "K1", sets: codes("S", count) }] }, "SA", 0);
  lay(dossier, "samples.sent", { shipment: "H1", samples: codes("T", count).map((sample, i) => ({ sample, set: `S${i + 1}` })) }, "SA", 0);
  lay(dossier, "samples.reported", { report: "P1", as: "received", samples: codes("T", count) }, "SALAB", 0);
  return dossier;
}

test("10 of 20 done in 20 days: the other 10 take 20 days more, and chance alone makes it 13 to 53", () => {
  const dossier = received(20);
  lay(dossier, "samples.reported", { report: "P2", as: "profiled", samples: codes("T", 9) }, "SALAB", 12);
  lay(dossier, "samples.reported", { report: "P3", as: "failed", samples: ["T10"] }, "SALAB", 20);
  expect(pacesOf(dossier, day(20))).toEqual([{
    party: "SALAB", left: 10, done: 10, since: day(0), days: 20,
    forecast: { decided: 10, days: 20, perDay: 0.5, left: 10, on: day(40), earliest: day(33), latest: day(73) }, // 200/(10+6.198) = 12.3 and 200/(10-6.198) = 52.6, √10·1.96 = 6.198
  }]);
});

test("nothing is forecast from four done, nor from six days; nothing left ends on the day asked", () => {
  const few = received(10);
  lay(few, "samples.reported", { report: "P2", as: "profiled", samples: codes("T", 4) }, "SALAB", 20);
  expect(pacesOf(few, day(30))[0]).toMatchObject({ left: 6, done: 4, forecast: null });
  const early = received(10);
  lay(early, "samples.reported", { report: "P2", as: "profiled", samples: codes("T", 10) }, "SALAB", 3);
  expect(pacesOf(early, day(6))[0]).toMatchObject({ left: 0, done: 10, days: 6, forecast: null });
  expect(pacesOf(early, day(7))[0]?.forecast).toMatchObject({ on: day(7), earliest: day(7), latest: day(7) });
});

test("a profile read again counts once; a sample that came back, went out again and was read counts at each laboratory", () => {
  const dossier = received(6);
  lay(dossier, "samples.reported", { report: "P2", as: "profiled", samples: codes("T", 6) }, "SALAB", 8);
  lay(dossier, "samples.reported", { report: "P3", as: "failed", samples: ["T1"] }, "SALAB", 9);
  lay(dossier, "samples.reported", { report: "P4", as: "returned", samples: ["T1"] }, "SALAB", 9);
  lay(dossier, "samples.sent", { shipment: "H2", samples: [{ sample: "T1", set: "S1" }] }, "SA", 10);
  lay(dossier, "samples.reported", { report: "P5", as: "received", samples: ["T1"] }, "NOLAB", 11);
  expect(pacesOf(dossier, day(12)).map(({ party, left, done, days }) => [party, left, done, days])).toEqual([["NOLAB", 1, 0, 1], ["SALAB", 0, 6, 12]]);
});

test("a relative's sample has its family and its steps, enters no search, and goes to no other side", () => {
  const dossier = received(1);
  const told = { shipment: "H9", samples: [{ sample: "Q1", family: "F1" }] };
  lay(dossier, "samples.taken", { taking: "H8", samples: [{ sample: "Q1", family: "F1" }, { sample: "Q2", family: "F1" }] }, "SA", 1);
  lay(dossier, "samples.sent", told, "SA", 2);
  lay(dossier, "samples.reported", { report: "P9", as: "lost", samples: ["Q1"] }, "SALAB", 3);
  expect([...dossier.standing.values()].filter(({ family }) => family === "F1").map(({ sample, state, on, number }) => [sample, state, on, number])).toEqual([["Q1", "lost", day(3), 1], ["Q2", "taken", day(1), 2]]);
  expect(dossier.samples.has("Q1"), "no set stands behind it").toBe(false);
  const fault = (to: string[]): string[] => {
    try {
      checkFamilyAct(emptyState(), REMAINS_ACTS["samples.sent"](told), { actor: "SA", at: "2026-01-02", to }, ["SA", "SB"]);
      return [];
    } catch (error) {
      return (error as { faults: { code: string }[] }).faults.map(({ code }) => code);
    }
  };
  expect([fault(["NO", "SA", "SALAB", "SEC"]), fault(["SA", "SB"])]).toEqual([[], ["ACT_ADDRESSEE"]]);
  expect(() => REMAINS_ACTS["samples.taken"]({ taking: "H8", samples: [{ sample: "Q1", family: "F1", set: "S1" }] }), "of one of them, not of both").toThrow();
});
