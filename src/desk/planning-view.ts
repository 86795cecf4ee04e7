// What a party may see of plans, on a day: values and who signed them, what the record gives for a plan and what is missing, the
// rounds with their seed, plan, lock and substitutions, the difference to what was locked before. Counts; ids of rows only where
// something must be mended, and only for the mediator's seats.
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import type { State } from "../entries/fold.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import { agreedValues, holdsUp, isLocked, lastDayToObject, mayBeLeftOut, proposalsOf, seedOn, standingAssign, standingGiven, substitutionsOf, type Cite, type PlanOnTable, type Round } from "../planning/plan-table.ts";
import type { PlanningAgreed } from "../planning/agreed-values.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { instanceKept, NOT_RECORDED, SAID_BESIDE, type BuiltInstance, type TierCount, type Why } from "./planning-instance.ts";
import { plansOf, seatsOf, type DeskSeats } from "./plans-of.ts";

export type CiteView = { readonly on: string; readonly entry: number; readonly cite: string };
/** A count below the threshold of the pack is said as “few” to the sides. */
export type Count = number | "few";
export type BatchCount = { readonly batch: string; readonly on: string; readonly side: string; /** Empty where the reader knows no tiers. */ readonly tier: string; readonly persons: number };
export type DifferenceCount = { readonly side: string; readonly tier: string; readonly enters: Count; readonly leaves: Count; readonly earlier: Count; readonly later: Count };
export type StageView = { readonly name: string; readonly value: number; readonly bound: number; readonly gap: number; readonly proof: string };
export type MadeView = CiteView & {
  readonly planHash: string; readonly proven: boolean; readonly vector: readonly number[]; readonly stages: readonly StageView[]; readonly lottery: { readonly value: number; readonly unique: string } | null; readonly engine: string;
};
export type RoundView = {
  readonly round: number; readonly frozen: CiteView & { readonly day: string; readonly upTo: number; readonly instance: string; readonly persons: number; readonly without: readonly string[]; readonly due: string | null; readonly leaves: string | null };
  /** Sides that were opened their own leaves; `own` and `closed`: how many leaves each of them holds and does not. */
  readonly opened: Readonly<Record<string, CiteView & { readonly own: number; readonly closed: number }>>;
  readonly instance: CiteView | null;
  readonly seed: {
    readonly state: "committing" | "revealing" | "drawn" | "faulty"; readonly waitingFor: readonly string[]; readonly value: string | null; readonly holders: readonly string[];
    /** Who had committed in advance. */
    readonly chained: readonly string[];
    /** Whom a repeat of the round may leave out by the desk's day, and who alone holds up whatever is frozen next. */
    readonly mayBeLeftOut: readonly string[]; readonly holdsUp: string | null;
    readonly committed: Readonly<Record<string, CiteView & { readonly commitment: string }>>; readonly revealed: Readonly<Record<string, CiteView>>;
  };
  readonly made: MadeView | null;
  /** What stands: the plan as it was given, or a better one. */
  readonly forwarded: (CiteView & { readonly planHash: string; readonly persons: number }) | null;
  /** Better plans that stand instead, the last of them. */
  readonly challenges: readonly (CiteView & { readonly by: string; readonly planHash: string })[];
  readonly objectUntil: string | null;
  readonly lockedBy: Readonly<Record<string, CiteView>>; readonly isLocked: boolean;
  readonly counts: readonly BatchCount[];
  readonly substitutions: readonly { readonly batch: string; readonly out: string; readonly in: string; readonly code: string; readonly by: readonly string[]; readonly stands: boolean }[];
  /** Against the plan that both sides locked before; null without one. `announcedMoved`: persons of a batch of that plan who are elsewhere now though they may still go. */
  readonly difference: { readonly before: number; readonly counts: readonly DifferenceCount[]; readonly announcedMoved: number | null } | null;
};
export type ProblemView = {
  readonly on: string; readonly hash: string; readonly persons: number; readonly listed: Readonly<Record<string, number>>; readonly counts: readonly TierCount[];
  readonly beside: readonly { readonly side: string; readonly why: Why; readonly persons: number; readonly isPlanned: boolean; readonly isMissing: boolean }[];
  /** The first of those of whom something is not recorded: where to mend it. */
  readonly open: readonly { readonly id: string; readonly side: string; readonly why: Why; readonly of: string; readonly entries: readonly { readonly entry: number; readonly cite: string }[] }[];
  readonly openLeftOut: number; readonly unlimited: readonly string[]; readonly restsOn: readonly { readonly field: string; readonly cites: readonly { readonly entry: number; readonly cite: string }[] }[];
};
export type PlanView = {
  readonly plan: string; readonly agreedBy: Readonly<Record<string, CiteView>>; readonly values: PlanningAgreed | null; readonly isInForce: boolean;
  /** What one side has signed and the other has not, by side. */
  readonly proposals: Readonly<Record<string, CiteView & { readonly values: PlanningAgreed }>>;
  readonly isSalted: boolean;
  /** Commitments in advance, by holder; `left`: rounds that they still serve. */
  readonly anchors: Readonly<Record<string, CiteView & { readonly end: string; readonly links: number; readonly left: number }>>;
  readonly meansBy: Readonly<Record<string, CiteView>>;
  /** null for the sides, who do not hold every part of it, and where it cannot be built (`faults`). */
  readonly problem: ProblemView | null; readonly faults: readonly { readonly code: string; readonly message: string }[]; readonly rounds: readonly RoundView[];
};

const OPEN_SHOWN = 60, HASH_DIGITS = 64;
const citeView = ({ at, entry, cite }: Cite): CiteView => ({ on: at, entry, cite });
const citesOf = <V extends Cite>(map: ReadonlyMap<string, V>): Record<string, CiteView> => Object.fromEntries([...map].map(([key, one]) => [key, citeView(one)]));

/** Every plan in sight as it stands now; `on` is the day planned from, `today` the desk's. Linear in the lists. */
export function planningView({ state, pack, party, on, today }: { readonly state: State; readonly pack: ConflictPack; readonly party: string; readonly on: CivilDate; readonly today: CivilDate }): PlanView[] {
  const seats = seatsOf(pack);
  const table = plansOf(state);
  const isPlanner = !seats.sides.includes(party);
  return [...table.plans.values()].map((plan) => {
    const agreed = agreedValues(plan);
    const { built, faults } = isPlanner && agreed ? builtOn(state, seats, plan.plan, on) : { built: undefined, faults: [] };
    return {
      plan: plan.plan, agreedBy: citesOf(plan.agreed), values: agreed ?? [...plan.agreed.values()].at(-1) ?? null, isInForce: agreed !== undefined,
      proposals: Object.fromEntries([...proposalsOf(plan)].map(([side, own]) => [side, { ...citeView(own), values: own }])), isSalted: plan.salted !== null,
      anchors: Object.fromEntries([...plan.anchors].map(([holder, own]) => [holder, { ...citeView(own), end: own.end, links: own.links, left: own.left }])), meansBy: citesOf(plan.logistics),
      problem: built ? problemView(built, state, on) : null, faults, rounds: plan.rounds.map((round, i) => roundView(round, { plan, seats, before: plan.rounds.slice(0, i), isPlanner, small: pack.smallCount, state, today })),
    };
  });
}

function builtOn(state: State, seats: DeskSeats, plan: string, on: CivilDate): { readonly built: BuiltInstance | undefined; readonly faults: { readonly code: string; readonly message: string }[] } {
  try {
    return { built: instanceKept({ acts: state.acts, seats, plan, on, upTo: state.size }), faults: [] };
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    return { built: undefined, faults: (error instanceof Faults ? error.faults : [error]).map(({ code, message }) => ({ code, message })) };
  }
}

function problemView({ hash, instance, listed, counts, beside, unlimited, restsOn }: BuiltInstance, state: State, on: string): ProblemView {
  const grouped = new Map<string, { side: string; why: Why; persons: number }>();
  for (const { side, why } of beside) {
    const one = grouped.get(`${side} ${why}`) ?? { side, why, persons: 0 };
    one.persons++;
    grouped.set(`${side} ${why}`, one);
  }
  const isMissing = (why: Why): boolean => NOT_RECORDED.includes(why) || SAID_BESIDE.includes(why);
  const labels = new Map(state.acts.map(({ entry, label }) => [entry, label]));
  const cites = (entries: readonly number[]): { entry: number; cite: string }[] => entries.filter((entry) => entry >= 0).map((entry) => ({ entry, cite: labels.get(entry) ?? `#${entry}` }));
  const missing = beside.filter(({ why }) => isMissing(why)).sort((a, b) => Number(SAID_BESIDE.includes(a.why)) - Number(SAID_BESIDE.includes(b.why)));
  return {
    on, hash, persons: instance.captives.length, listed, counts, unlimited, beside: [...grouped.values()].map((one) => ({ ...one, isPlanned: SAID_BESIDE.includes(one.why), isMissing: isMissing(one.why) })),
    open: missing.slice(0, OPEN_SHOWN).map(({ id, side, why, of = "", entries }) => ({ id, side, why, of, entries: cites(entries) })), openLeftOut: Math.max(0, missing.length - OPEN_SHOWN),
    restsOn: Object.entries(restsOn).filter(([, entries]) => entries.length > 0).map(([field, entries]) => ({ field, cites: cites(entries) })),
  };
}

type RoundKnown = { readonly plan: PlanOnTable; readonly seats: DeskSeats; readonly before: readonly Round[]; readonly isPlanner: boolean; readonly small: number; readonly state: State; readonly today: CivilDate };

function roundView(round: Round, known: RoundKnown): RoundView {
  const { seats, isPlanner } = known;
  const { frozen, instance, proposed, locked, opened, challenges } = round;
  const forwarded = standingGiven(round);
  const tierOf = isPlanner ? tiersOf(round, known) : undefined;
  const standing = new Set(substitutionsOf(round, seats).map(({ batch, out, in: comes, code }) => [batch, out, comes, code].join("\n")));
  const bySwap = new Map<string, { batch: string; out: string; in: string; code: string; by: string[] }>();
  for (const { batch, out, in: comes, code, by } of round.substitutions) {
    const key = [batch, out, comes, code].join("\n");
    const one = bySwap.get(key) ?? { batch, out, in: comes, code, by: [] };
    if (!one.by.includes(by)) one.by.push(by);
    bySwap.set(key, one);
  }
  return {
    round: frozen.round, frozen: { ...citeView(frozen), day: frozen.on, upTo: frozen.upTo, instance: frozen.instance, persons: frozen.persons, without: frozen.without, due: frozen.due ?? null, leaves: frozen.leaves ?? null }, opened: Object.fromEntries([...opened].map(([side, one]) => [side, { ...citeView(one), own: one.leaves.length, closed: one.rest.length / HASH_DIGITS }])), instance: instance ? citeView(instance) : null,
    seed: seedView(round, known), made: proposed ? madeView(proposed.made, proposed) : null,
    forwarded: forwarded ? { ...citeView(forwarded), planHash: forwarded.planHash, persons: forwarded.batches.reduce((sum, { persons }) => sum + persons.length, 0) } : null,
    challenges: challenges.map((one) => ({ ...citeView(one), by: one.by, planHash: one.planHash })), objectUntil: lastDayToObject(known.plan, round) ?? null,
    lockedBy: citesOf(locked), isLocked: isLocked(round, seats), counts: countsOf(assignOf(round, known), known, tierOf),
    substitutions: [...bySwap].map(([key, one]) => ({ ...one, stands: standing.has(key) })), difference: differenceView(round, known, tierOf),
  };
}

function seedView(round: Round, { seats, today }: RoundKnown): RoundView["seed"] {
  const { seeds } = round;
  const of = (kind: "commit" | "reveal"): Round["seeds"] => seeds.filter((one) => one.kind === kind);
  const holders = [...seats.sides, seats.mediator].filter((holder) => !round.frozen.without.includes(holder));
  const lines = {
    mayBeLeftOut: [], holdsUp: null, holders, chained: holders.filter((holder) => round.chains[holder] !== undefined), committed: Object.fromEntries(of("commit").map((one) => [one.holder, { ...citeView(one), commitment: one.value }])), revealed: Object.fromEntries(of("reveal").map((one) => [one.holder, citeView(one)])),
  };
  try {
    const seed = seedOn(round, seats);
    return seed.kind === "drawn" ? { state: "drawn", waitingFor: [], value: seed.seed.value, ...lines } : { state: seed.kind, waitingFor: seed.waitingFor, value: null, ...lines, mayBeLeftOut: mayBeLeftOut(round, seats, today), holdsUp: holdsUp(round, seats) ?? null };
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    return { state: "faulty", waitingFor: [], value: null, ...lines };
  }
}

function madeView(made: Readonly<Record<string, unknown>>, at: Cite): MadeView {
  const { stages } = parsePlan(made);
  const lottery = made["lottery"], engine = made["engine"];
  return {
    ...citeView(at), planHash: String(made["planHash"]), proven: made["proven"] === true, vector: Array.isArray(made["vector"]) ? made["vector"].map(Number) : [],
    stages: stages.map(({ name, value, bound, gap, proof }) => ({ name, value, bound, gap, proof })),
    lottery: isRecord(lottery) ? { value: Number(lottery["value"]), unique: String(lottery["unique"]) } : null, engine: isRecord(engine) ? `${String(engine["package"])}, ${String(engine["solver"])} ${String(engine["solverVersion"])}` : "",
  };
}

/** Tier of each person of the round's frozen instance. */
function tiersOf(round: Round, { state, seats, plan }: RoundKnown): ReadonlyMap<string, string> {
  try {
    const { instance } = instanceKept({ acts: state.acts, seats, plan: plan.plan, on: round.frozen.on, upTo: round.frozen.upTo });
    return new Map(instance.captives.map(({ id, tier }) => [id, tier]));
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    return new Map(); // what it rested on was erased
  }
}

/** Who goes when: what stands after substitutions; before it is forwarded, what the mediator has drawn. */
function assignOf(round: Round, { seats, isPlanner }: Pick<RoundKnown, "seats" | "isPlanner">): ReadonlyMap<string, string> {
  if (round.forwarded) return standingAssign(round, seats);
  if (!isPlanner || !round.proposed) return new Map();
  return new Map(Object.entries(parsePlan(round.proposed.made).assign).flatMap(([id, batch]) => (batch === null ? [] : [[id, batch] as const])));
}

/** The holding side of a person: the author of his list, which begins with its code. */
export const holderOf = (id: string, { sides }: Pick<DeskSeats, "sides">): string => sides.find((side) => id.startsWith(`${side}-`)) ?? "";

function countsOf(assign: ReadonlyMap<string, string>, { plan, seats }: RoundKnown, tierOf: ReadonlyMap<string, string> | undefined): BatchCount[] {
  const counts = new Map<string, number>();
  for (const [id, batch] of assign) {
    const key = `${batch}\n${holderOf(id, seats)}\n${tierOf?.get(id) ?? ""}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const values = [...plan.agreed.values()].at(-1);
  const tiers = tierOf ? [...(values?.tiers.map(({ tier }) => tier) ?? []), ""] : [""];
  return (values?.batches ?? []).flatMap(({ batch, on }) => seats.sides.flatMap((side) => tiers.flatMap((tier): BatchCount[] => {
    const persons = counts.get(`${batch}\n${side}\n${tier}`) ?? 0;
    return persons === 0 ? [] : [{ batch, on, side, tier, persons }];
  })));
}

function differenceView(round: Round, known: RoundKnown, tierOf: ReadonlyMap<string, string> | undefined): RoundView["difference"] {
  const { seats, before, plan, isPlanner, small } = known;
  const last = before.findLast((one) => isLocked(one, seats));
  const now = assignOf(round, known);
  if (!last || now.size === 0) return null;
  const then = standingAssign(last, seats);
  const order = new Map(([...plan.agreed.values()].at(-1)?.batches ?? []).map(({ batch }, i) => [batch, i]));
  const oldTiers = tierOf ? tiersOf(last, known) : undefined;
  const rows = new Map<string, { side: string; tier: string; enters: number; leaves: number; earlier: number; later: number }>();
  let announcedMoved = 0;
  for (const id of new Set([...then.keys(), ...now.keys()])) {
    const [from, to] = [then.get(id), now.get(id)];
    if (from === to) continue;
    if (from !== undefined && tierOf?.has(id) === true) announcedMoved++;
    const side = holderOf(id, seats), tier = tierOf?.get(id) ?? oldTiers?.get(id) ?? "";
    const row = rows.get(`${side} ${tier}`) ?? { side, tier, enters: 0, leaves: 0, earlier: 0, later: 0 };
    row[from === undefined ? "enters" : to === undefined ? "leaves" : (order.get(to) ?? 0) < (order.get(from) ?? 0) ? "earlier" : "later"]++;
    rows.set(`${side} ${tier}`, row);
  }
  const said = (count: number): Count => (!isPlanner && count > 0 && count < small ? "few" : count);
  return {
    before: last.frozen.round, announcedMoved: isPlanner ? announcedMoved : null,
    counts: [...rows.values()].map((row) => ({ side: row.side, tier: row.tier, enters: said(row.enters), leaves: said(row.leaves), earlier: said(row.earlier), later: said(row.later) })),
  };
}
