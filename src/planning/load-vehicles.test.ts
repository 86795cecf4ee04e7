import { expect, test } from "vitest";
import { Faults } from "../basis/fault.ts";
import { loadVehicles, parseVehicles, printLoading } from "./load-vehicles.ts";
import { parseInstance } from "./problem.ts";

const captive = (id: string, side: string, more: Record<string, unknown> = {}) => ({ id, side, tier: "t", urgency: 1, rank: "r", need: "seat", place: `p${side}`, held: 1, status: "ready", ...more });
const problem = parseInstance({
  format: "exchange-plan-instance/1", sides: ["A", "B"], tiers: [{ id: "t", mandatory: false, parity: false }], ranks: { r: 1 }, batches: [0, 7].map((day, k) => ({ id: `b${k + 1}`, day, A: {}, B: {} })),
  places: [{ id: "pA", side: "A" }, { id: "pB", side: "B" }], parity: {}, quota: null, unplacedDay: 20, tieSeed: "s",
  captives: [captive("a1", "A"), captive("a2", "A", { group: "g" }), captive("a3", "A", { group: "g" }), captive("a4", "A", { need: "stretcher" }), captive("x", "B"), captive("constructor", "B")],
});
const assign = { a1: "b1", a2: "b1", a3: "b1", a4: "b2", x: "b1" };
const vehicles = (rows: unknown) => parseVehicles(problem, { format: "exchange-vehicles/1", vehicles: rows });

test("a vehicle drives for its side, in the batches that it names; groups stay together; who has no place is listed", () => {
  const fleet = vehicles([{ id: "v1", side: "A", batches: ["b1"], places: { seat: 2 } }, { id: "v2", side: "A", places: { seat: 2 } }, { id: "w", side: "B", places: { seat: 1 } }]);
  const loaded = loadVehicles(problem, assign, fleet).map(({ batch, side, plan }) => [batch, side, plan.vehicles, plan.withoutPlace]);
  expect(loaded).toEqual([
    [0, 0, [{ id: "v1", members: ["a1"] }, { id: "v2", members: ["a2", "a3"] }], []],
    [0, 1, [{ id: "w", members: ["x"] }], []],
    [1, 0, [{ id: "v2", members: [] }], ["a4"]], // v1 does not drive that day, and nobody has a stretcher place
  ]);
  expect(loadVehicles(problem, assign, fleet, "b2")).toHaveLength(1);
});

test("one sheet a vehicle, parted by form feeds, and a last one for who has no place", () => {
  const sheets = printLoading(problem, loadVehicles(problem, assign, vehicles([{ id: "v", side: "A", places: { seat: 3 } }]))).split("\f");
  expect(sheets).toHaveLength(3);
  expect(sheets[0]).toBe("batch b1, day 0, side A, vehicle v: 3 of 3 seat\n    1  a1  seat  from pA  [ ]\n    2  a2  seat  from pA  [ ]\n    3  a3  seat  from pA  [ ]\n");
  expect(sheets[1]).toContain("batch b1, day 0, side B\n1 without a place\n");
  expect(sheets[2]).toContain("a4  stretcher");
});

test("1,212 containers on eleven vehicles and two days all have a place, and each is on one sheet", () => {
  const bags = Array.from({ length: 1212 }, (_, i) => captive(`r${i}`, "A", { need: "reefer", holder: "A", to: "B" }));
  const remains = parseInstance({
    format: "exchange-plan-instance/2", sides: ["A", "B"], tiers: [{ id: "t", mandatory: false, parity: false }], ranks: { r: 1 }, places: [{ id: "pA", side: "A" }], parity: {}, quota: null, unplacedDay: 20, tieSeed: "s",
    batches: [0, 1].map((day, k) => ({ id: `b${k + 1}`, day, A: { resources: { reefer: 606 } }, B: { resources: {} } })), captives: bags,
  });
  const fleet = parseVehicles(remains, { format: "exchange-vehicles/1", vehicles: Array.from({ length: 11 }, (_, i) => ({ id: `v${i}`, side: "A", places: { reefer: 56 } })) });
  const loaded = loadVehicles(remains, Object.fromEntries(bags.map(({ id }, i) => [id, i % 2 === 0 ? "b1" : "b2"])), fleet);
  const seated = loaded.flatMap(({ plan }) => plan.vehicles.flatMap(({ members }) => members));
  expect([seated.length, new Set(seated).size]).toEqual([1212, 1212]);
  expect(loaded.every(({ plan }) => plan.vehicles.every(({ members }) => members.length <= 56) && plan.withoutPlace.length === 0)).toBe(true);
});

test("a file of vehicles is refused whole, with every fault and its row", () => {
  const codes = (value: unknown): string[] => {
    try {
      parseVehicles(problem, value);
      return [];
    } catch (error) {
      return error instanceof Faults ? error.faults.map(({ code, places }) => `${code} ${places[0]?.row ?? ""} ${places[0]?.field}`) : ["?"];
    }
  };
  expect(codes({ format: "exchange-vehicles/2", vehicles: [] })).toEqual(["VEHICLES_FORMAT  vehicles"]);
  expect(codes({ format: "exchange-vehicles/1", vehicles: [{ id: "v", side: "C", places: { seat: 1 } }, { id: "v", side: "A", batches: ["b9"], places: { wagon: 1, seat: -1 } }, 7] })).toEqual([
    "VEHICLES_UNKNOWN 1 vehicles.side", "VEHICLES_DOUBLE 2 vehicles.id", "VEHICLES_UNKNOWN 2 vehicles.batches", "VEHICLES_UNKNOWN 2 vehicles.places", "VEHICLES_RANGE 2 vehicles.places",
    "VEHICLES_FORMAT 3 vehicles.id", "VEHICLES_UNKNOWN 3 vehicles.side", "VEHICLES_FORMAT 3 vehicles.places",
  ]);
});
