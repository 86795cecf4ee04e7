// Adds to an exercise, before it is served, values by which soldiers, civilians and remains go by one plan, each stream level by itself, with
// refrigerated places on both sides; what else the exercise agreed stays.
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { recordAct, type Act, type Desk } from "../../src/desk/desk.ts";
import { PLAN } from "../../src/desk/exercise/planning-acts.ts";
import { plansOf, seatsOf } from "../../src/desk/plans-of.ts";
import { bodyOfAgreed, type AgreedTier } from "../../src/planning/agreed-values.ts";
import { agreedValues } from "../../src/planning/plan-table.ts";
import type { LogisticsStated } from "../../src/planning/planning-act.ts";
import { seededChance } from "../walked-desk.ts";

export const ALL = ["NO", "SA", "SB", "SEC"], PLANNERS = ["NO", "SEC"];
export const CONTAINERS = 3, REEFERS = 2;

/** How acts are recorded before anybody sits down. */
export function teller(desk: Desk, name: string): (actor: string, kind: string, body: object, to?: readonly string[]) => Promise<number> {
  const chance = seededChance(name);
  const at = parseCivilDate("2025-06-30") ?? missing();
  let n = 0;
  return (actor, kind, body, to = ALL) => recordAct(desk, { label: `${name}/${++n}`, at, actor, kind, body: body as Act["body"], sources: [], to }, chance);
}

export async function agreeOnStreams(desk: Desk, places: "withheld" | "under numbers"): Promise<void> {
  const tell = teller(desk, `streams ${places}`);
  const { perBatch, cumulative, deadBand, tiers, cite: _cite, by: _by, at: _at, entry: _entry, ...values } = agreedValues(plansOf(desk.state).plans.get(PLAN)) ?? missing();
  const tier = (id: string, is: Partial<AgreedTier>): AgreedTier => ({ tier: id, mandatory: false, parity: false, medical: false, civilians: false, children: false, remains: false, ...is });
  const body = bodyOfAgreed({
    ...values, places, resources: ["reefer"],
    tiers: [...tiers.map((one) => ({ ...one, parity: false })), tier("civilians", { civilians: true }), tier("asked for", { remains: true, state: "identified and asked for by kin" })],
    streams: [
      { stream: "military", tiers: tiers.filter(({ parity }) => parity).map((one) => one.tier), weights: "by rank", ...(perBatch === undefined ? {} : { perBatch }), ...(cumulative === undefined ? {} : { cumulative }), ...(deadBand === undefined ? {} : { deadBand }) },
      { stream: "civil", tiers: ["civilians"], weights: "one each", cumulative: 2 }, { stream: "fallen", tiers: ["asked for"], weights: "one each", cumulative: 1 },
    ],
  });
  for (const side of seatsOf(desk.pack).sides) await tell(side, "planning.agreed", body);
  for (const side of seatsOf(desk.pack).sides) {
    const { kind: _kind, cite: _c, by: _b, at: _a, entry: _e, ...means } = plansOf(desk.state).plans.get(PLAN)?.logistics.get(side) ?? missing();
    const stated: Omit<LogisticsStated, "kind"> = { ...means, batches: means.batches.map((one) => ({ ...one, more: [{ resource: "reefer", places: REEFERS }] })) };
    await tell(side, "logistics.stated", stated, [side, ...PLANNERS].sort());
    await tell(side, "remains.offered", { plan: PLAN, gone: [], containers: Array.from({ length: CONTAINERS }, (_, i) => ({ container: `${side}-C${i + 1}`, place: "mortuary", state: "identified and asked for by kin" })) }, [side, ...PLANNERS].sort());
  }
}

function missing(): never {
  throw new Error("expected a day, and values and means that the exercise agreed");
}
