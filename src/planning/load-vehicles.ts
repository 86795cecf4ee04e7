// A plan and the vehicles of each side: who sits where, batch by batch (PLANNING.md §2, loading plan). A vehicle drives for the side that holds, in all
// batches or in those it names. Format `exchange-vehicles/1`: docs/formats/plan.md.
import { Fault, Faults, type Place } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { loadingPlan, type LoadingPlan, type LoadItem, type Vehicle } from "./loading-plan.ts";
import type { Captive, Problem, SideIndex } from "./problem.ts";

/** `batches`: indexes, in order. */
export type SideVehicle = Vehicle & { readonly side: SideIndex; readonly batches: readonly number[] };
/** One batch and side that somebody of the plan leaves with. */
export type Loading = { readonly batch: number; readonly side: SideIndex; readonly vehicles: readonly SideVehicle[]; readonly plan: LoadingPlan };

const PLACES_MAX = 100_000, VEHICLES_MAX = 10_000;

/**
 * The vehicles in `value`, the parsed JSON of a file.
 * @throws Faults with every fault found: `VEHICLES_FORMAT` (shape), `VEHICLES_DOUBLE` (an id twice), `VEHICLES_UNKNOWN` (a side, batch or resource that the
 * instance does not know), `VEHICLES_RANGE` (places that are no whole number from 0 to 100,000).
 */
export function parseVehicles(problem: Problem, value: unknown, file?: string): SideVehicle[] {
  const faults: Fault[] = [];
  const add = (code: string, message: string, place: Place): void => void faults.push(new Fault(code, message, [file === undefined ? place : { file, ...place }]));
  const rows = isRecord(value) && value["format"] === "exchange-vehicles/1" && Array.isArray(value["vehicles"]) ? value["vehicles"].slice(0, VEHICLES_MAX + 1) : undefined;
  if (!rows || rows.length > VEHICLES_MAX) add("VEHICLES_FORMAT", "expected the format exchange-vehicles/1 with at most 10,000 vehicles", { field: "vehicles" });
  const seen = new Set<string>();
  const vehicles = (rows ?? []).flatMap((row: unknown, i): SideVehicle[] => {
    const at = (key: string): Place => ({ row: i + 1, field: `vehicles.${key}` });
    const { id, side: sideName, batches: names, places } = isRecord(row) ? row : {};
    if (typeof id !== "string" || id === "") add("VEHICLES_FORMAT", "expected a text", at("id"));
    else if (seen.has(id)) add("VEHICLES_DOUBLE", "expected each id once", at("id"));
    else seen.add(id);
    const side = problem.sides.findIndex((one) => one === sideName);
    if (side < 0) add("VEHICLES_UNKNOWN", "expected a side of the instance", at("side"));
    if (names !== undefined && !Array.isArray(names)) add("VEHICLES_FORMAT", "expected a list of batches", at("batches"));
    const batches = Array.isArray(names) ? names.map((name) => problem.batches.findIndex((batch) => batch.id === name)) : problem.batches.map((_, k) => k);
    if (batches.includes(-1)) add("VEHICLES_UNKNOWN", "expected batches of the instance", at("batches"));
    if (!isRecord(places)) add("VEHICLES_FORMAT", "expected places by resource", at("places"));
    const counts = Object.entries(isRecord(places) ? places : {}).map(([need, count]): [string, number] => {
      if (!problem.resources.includes(need)) add("VEHICLES_UNKNOWN", `expected one of ${problem.resources.join(", ")}`, at("places"));
      const isCount = typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= PLACES_MAX;
      if (!isCount) add("VEHICLES_RANGE", "expected a whole number of places from 0 to 100,000", at("places"));
      return [need, isCount ? count : 0];
    });
    return [{ id: String(id), side, batches: [...new Set(batches)].sort((a, b) => a - b), places: new Map(counts) }];
  });
  if (faults.length > 0) throw new Faults(faults);
  return vehicles;
}

/** Every batch and side in order, where somebody leaves; `only` one batch where it is given. Items × vehicles of each. */
export function loadVehicles(problem: Problem, assign: Readonly<Record<string, string | null>>, vehicles: readonly SideVehicle[], only?: string): Loading[] {
  return problem.batches.flatMap(({ id }, batch) => problem.sides.flatMap((_, side): Loading[] => {
    if (only !== undefined && only !== id) return [];
    const leaving = problem.captives.filter((captive) => captive.side === side && Object.hasOwn(assign, captive.id) && assign[captive.id] === id);
    if (leaving.length === 0) return [];
    const own = vehicles.filter((vehicle) => vehicle.side === side && vehicle.batches.includes(batch));
    return [{ batch, side, vehicles: own, plan: loadingPlan(own, itemsOf(problem, leaving)) }];
  }));
}

/** A group is one item; it stands at the place of its first member in order of id. */
function itemsOf(problem: Problem, leaving: readonly Captive[]): LoadItem[] {
  const groups = new Map<string, Captive[]>();
  for (const captive of [...leaving].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = captive.group === undefined ? `one ${captive.id}` : `group ${captive.group}`;
    const members = groups.get(key);
    if (members) members.push(captive);
    else groups.set(key, [captive]);
  }
  return [...groups.values()].map((members) => ({ place: problem.places[members[0]?.place ?? -1]?.id ?? "", members: members.map(({ id, need }) => ({ id, need })) }));
}

/** One sheet a vehicle, parted by form feeds so that each prints on its own page; at last who has no place. Ids alone, no names. */
export function printLoading(problem: Problem, loadings: readonly Loading[]): string {
  const placeOf = new Map(problem.captives.map(({ id, place, need }) => [id, { place: problem.places[place]?.id ?? "", need }]));
  const sheets = loadings.flatMap(({ batch, side, vehicles, plan }) => {
    const head = `batch ${problem.batches[batch]?.id}, day ${problem.batches[batch]?.day}, side ${problem.sides[side]}`;
    const line = (id: string, i: number): string => `${String(i + 1).padStart(5)}  ${id}  ${placeOf.get(id)?.need}  from ${placeOf.get(id)?.place}  [ ]\n`;
    const full = plan.vehicles.filter(({ members }) => members.length > 0).map(({ id, members }) => {
      const places = [...(vehicles.find((one) => one.id === id)?.places ?? [])].map(([need, most]) => `${members.filter((member) => placeOf.get(member)?.need === need).length} of ${most} ${need}`);
      return `${head}, vehicle ${id}: ${places.join(", ")}\n${members.map(line).join("")}`;
    });
    const split = plan.splitGroups > 0 ? `${plan.splitGroups} groups did not fit into one vehicle and ride in several\n` : "";
    const without = plan.withoutPlace.length > 0 ? `${plan.withoutPlace.length} without a place\n${plan.withoutPlace.map(line).join("")}` : "";
    return [...full, ...(split + without === "" ? [] : [`${head}\n${split}${without}`])];
  });
  return sheets.join("\f");
}
