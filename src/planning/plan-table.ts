// What the record says of plans, folded act by act: the agreed values of each side, means, custody, decisions, wishes, and of each
// plan its rounds (frozen, seed, proposed, forwarded, locked, substitutions). Later words of one author replace his earlier ones;
// everything stays on the record.
import { canonicalJson } from "../basis/canonical-json.ts";
import { addDays, parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import type { PlanningAgreed } from "./agreed-values.ts";
import { instanceHash } from "./make-plan.ts";
import type { CustodyRow, LogisticsStated, MedicalDecision, PlanChallenged, PlanFrozen, PlanForwarded, PlanInstance, PlanLocked, PlanningAct, PlanOpened, PlanProposed, PlanSalted, RemainsOffered, SeedAnchored, SubstitutionAgreed, TogetherStated, Wish } from "./planning-act.ts";
import { seedState, type SeedAct, type SeedRound, type SeedState } from "./seed-ceremony.ts";

/** Where it stands on the record. */
export type Cite = { readonly cite: string; readonly by: string; readonly at: string; readonly entry: number };
export type Cited<T> = T & Cite;
export type CitedPlanningAct = Cited<PlanningAct>;
export type Round = {
  readonly frozen: Cited<PlanFrozen>;
  instance: Cited<PlanInstance> | null;
  readonly seeds: Cited<SeedAct>[];
  proposed: Cited<PlanProposed> | null;
  forwarded: Cited<PlanForwarded> | null;
  /** Better plans that stood instead of the one that was given, in order. */
  readonly challenges: Cited<PlanChallenged>[];
  /** Leaves that a side was opened, by side. */
  readonly opened: Map<string, Cited<PlanOpened>>;
  /** Of each holder who had committed in advance when it was frozen: the link that comes next in this round. */
  readonly chains: Readonly<Record<string, string>>;
  /** By side. */
  readonly locked: Map<string, Cited<PlanLocked>>;
  readonly substitutions: Cited<SubstitutionAgreed>[];
};
export type PlanOnTable = {
  readonly plan: string;
  /** By side: the values it signed last. */
  readonly agreed: Map<string, Cited<PlanningAgreed>>;
  /** The values that two sides signed alike last, and both entries: a side's later proposal takes them back only when the other signs it too. */
  inForce: { readonly values: Cited<PlanningAgreed>; readonly entries: readonly number[] } | null;
  /** By who stated it: persons not to be parted. */
  readonly together: Map<string, Cited<TogetherStated>>;
  /** By holder, then container. */
  readonly remains: Map<string, Map<string, Cited<RemainsOffered["containers"][number]>>>;
  readonly logistics: Map<string, Cited<LogisticsStated>>;
  salted: Cited<PlanSalted> | null;
  /** By holder: its commitment in advance, the last link that was shown of it, and how many are left. */
  readonly anchors: Map<string, Cited<SeedAnchored> & { last: string; left: number }>;
  readonly rounds: Round[];
};
export type Heard = { readonly row: string; readonly wish: Wish; readonly on: string };
export type Decided = Cited<MedicalDecision & { readonly commission: string }>;
export type PlanTable = {
  readonly plans: Map<string, PlanOnTable>;
  /** By list, then row. */
  readonly custody: Map<string, Map<string, Cited<CustodyRow>>>;
  readonly wishes: Map<string, Map<string, Cited<Heard>>>;
  /** Every decision on a row, in order. */
  readonly medical: Map<string, Map<string, Decided[]>>;
};

export const emptyPlanTable = (): PlanTable => ({ plans: new Map(), custody: new Map(), wishes: new Map(), medical: new Map() });

const ofKey = <V>(map: Map<string, V>, key: string, make: () => V): V => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
};
const planOf = (table: PlanTable, plan: string): PlanOnTable => ofKey(table.plans, plan, () => ({ plan, agreed: new Map(), inForce: null, together: new Map(), remains: new Map(), logistics: new Map(), salted: null, anchors: new Map(), rounds: [] }));
export const roundOf = (table: PlanTable, plan: string, round: number): Round | undefined => table.plans.get(plan)?.rounds.find(({ frozen }) => frozen.round === round);

/** Adds one act that stands on the record. In place; linear in the rows of the act. What refers to nothing in sight is left out. */
export function layOnPlans(table: PlanTable, act: CitedPlanningAct): void {
  const { cite, by, at, entry } = act;
  switch (act.kind) {
    case "planning.agreed": {
      const plan = planOf(table, act.plan);
      plan.agreed.set(by, act);
      const same = [...plan.agreed].find(([other, theirs]) => other !== by && valuesOf(theirs) === valuesOf(act))?.[1];
      if (same) plan.inForce = { values: act, entries: [same.entry, entry].sort((a, b) => a - b) };
      return;
    }
    case "together.stated": planOf(table, act.plan).together.set(by, act); return;
    case "remains.offered": {
      const own = ofKey(planOf(table, act.plan).remains, by, () => new Map());
      for (const one of act.containers) own.set(one.container, { ...one, cite, by, at, entry });
      for (const container of act.gone) own.delete(container);
      return;
    }
    case "logistics.stated": planOf(table, act.plan).logistics.set(by, act); return;
    case "custody.stated": {
      const rows = ofKey(table.custody, act.list, () => new Map());
      for (const row of act.rows) rows.set(row.row, { ...row, cite, by, at, entry });
      return;
    }
    case "wishes.heard": {
      const rows = ofKey(table.wishes, act.list, () => new Map());
      for (const heard of act.heard) rows.set(heard.row, { ...heard, cite, by, at, entry });
      return;
    }
    case "medical.decided": {
      const rows = ofKey(table.medical, act.list, (): Map<string, Decided[]> => new Map());
      for (const one of act.decisions) ofKey(rows, one.row, (): Decided[] => []).push({ ...one, commission: act.commission, cite, by, at, entry });
      return;
    }
    case "plan.salted": planOf(table, act.plan).salted = act; return;
    case "seed.anchored": planOf(table, act.plan).anchors.set(by, { ...act, last: act.end, left: act.links }); return;
    case "plan.frozen": {
      const { rounds, anchors } = planOf(table, act.plan);
      const chains = Object.fromEntries([...anchors].filter(([, { left }]) => left > 0).map(([holder, { last }]) => [holder, last]));
      rounds.push({ frozen: act, instance: null, seeds: [], proposed: null, forwarded: null, challenges: [], opened: new Map(), chains, locked: new Map(), substitutions: [] });
      return;
    }
    default: layOnRound(table, act);
  }
}

type RoundAct = Extract<CitedPlanningAct, { readonly kind: "plan.instance" | "seed.committed" | "seed.revealed" | "plan.proposed" | "plan.forwarded" | "plan.challenged" | "plan.opened" | "plan.locked" | "substitution.agreed" }>;
function layOnRound(table: PlanTable, act: RoundAct): void {
  const round = roundOf(table, act.plan, act.round);
  if (!round) return;
  const { cite, by, at, entry } = act;
  switch (act.kind) {
    case "plan.instance": round.instance = act; return;
    case "seed.committed": round.seeds.push({ kind: "commit", holder: by, value: act.commitment, cite, by, at, entry }); return;
    case "seed.revealed": {
      round.seeds.push({ kind: "reveal", holder: by, value: act.secret, cite, by, at, entry });
      const anchor = table.plans.get(act.plan)?.anchors.get(by);
      if (anchor && round.chains[by] === anchor.last) {
        anchor.last = act.secret;
        anchor.left--;
      }
      return;
    }
    case "plan.proposed": round.proposed = act; return;
    case "plan.forwarded": round.forwarded = act; return;
    case "plan.opened": round.opened.set(act.side, act); return;
    case "plan.challenged":
      round.challenges.push(act);
      round.locked.clear(); // another plan stands: each side locks that one, or none
      return;
    case "plan.locked": round.locked.set(by, act); return;
    case "substitution.agreed": round.substitutions.push(act);
  }
}

/** Who is who at the table: both sides, and the mediator, who holds the third part of the seed. */
export type Seats = { readonly sides: readonly [string, string]; readonly mediator: string };

const valuesOf = ({ cite: _c, by: _b, at: _a, entry: _e, ...values }: Cited<PlanningAgreed>): string => canonicalJson(values);

/** The values in force: the last that both sides signed alike. */
export const agreedValues = (plan: PlanOnTable | undefined): Cited<PlanningAgreed> | undefined => plan?.inForce?.values;

/** What a side has signed and the other has not: open until it signs the same, or the side signs again what is in force. */
export const proposalsOf = ({ agreed, inForce }: PlanOnTable): ReadonlyMap<string, Cited<PlanningAgreed>> =>
  new Map([...agreed].filter(([, own]) => !inForce || valuesOf(own) !== valuesOf(inForce.values)));

export const seedRound = ({ frozen, chains }: Round, { sides, mediator }: Seats): SeedRound => {
  const holders = [...sides, mediator].filter((holder) => !frozen.without.includes(holder));
  return { instance: frozen.instance, holders, chains: Object.fromEntries(Object.entries(chains).filter(([holder]) => holders.includes(holder))) };
};

/** What both sides were given last: the plan, or a better one that was shown. */
export const standingGiven = ({ forwarded, challenges }: Round): Cited<PlanForwarded> | Cited<PlanChallenged> | null => challenges.at(-1) ?? forwarded;

/** Where the seed of a round stands. */
export const seedOn = (round: Round, seats: Seats): SeedState => seedState(seedRound(round, seats), round.seeds);

export const isLocked = ({ locked }: Round, { sides }: Pick<Seats, "sides">): boolean => sides.every((side) => locked.has(side));

/** The round that both sides locked last. */
export const lockedRound = (plan: PlanOnTable | undefined, seats: Pick<Seats, "sides">): Round | undefined => plan?.rounds.findLast((round) => isLocked(round, seats));

/** Substitutions that both sides recorded alike, in the order in which they came to stand. */
export function substitutionsOf({ substitutions }: Round, { sides }: Pick<Seats, "sides">): { readonly batch: string; readonly out: string; readonly in: string; readonly code: string; readonly entries: readonly number[] }[] {
  const isSame = (a: SubstitutionAgreed, b: SubstitutionAgreed): boolean => a.batch === b.batch && a.out === b.out && a.in === b.in && a.code === b.code;
  return substitutions.flatMap((one, i) => {
    const others = sides.filter((side) => side !== one.by);
    const before = others.map((side) => substitutions.slice(0, i).find((earlier) => earlier.by === side && isSame(earlier, one)));
    if (before.some((earlier) => earlier === undefined) || substitutions.slice(0, i).some((earlier) => earlier.by === one.by && isSame(earlier, one))) return [];
    const { batch, out, in: comes, code } = one;
    return [{ batch, out, in: comes, code, entries: [...before.flatMap((earlier) => (earlier ? [earlier.entry] : [])), one.entry] }];
  });
}

/** Who goes in which batch after every substitution that stands; from what both sides were given. */
export function standingAssign(round: Round, seats: Pick<Seats, "sides">): Map<string, string> {
  const assign = new Map((standingGiven(round)?.batches ?? []).flatMap(({ batch, persons }) => persons.map((person) => [person, batch] as const)));
  for (const { out, in: comes, batch } of substitutionsOf(round, seats)) {
    assign.delete(out);
    assign.set(comes, batch);
  }
  return assign;
}

/**
 * Whether an act may follow what stands in one compartment. `hasAll`: it is the mediator's, who sees every part.
 * @throws Fault `PLAN_NONE`, `PLAN_ROUND`, `PLAN_OTHER` for another instance, seed, plan or hash than stands, `PLAN_NOT_AGREED`, `PLAN_NOT_LOCKED`,
 * `PLAN_PERSON`, `PLAN_LEAVES`, `CHALLENGE_LATE`, `CHALLENGE_OPEN`, `CHALLENGE_NOT_BETTER`, `SEED_OPEN`, `SEED_REPEAT`; Faults of the seed (`SEED_…`). `at`: the day of the act.
 */
export function checkOnPlans(table: PlanTable, act: PlanningAct, by: string, seats: Seats, at: string): void {
  if (act.kind === "planning.agreed" || act.kind === "custody.stated" || act.kind === "wishes.heard" || act.kind === "medical.decided") return;
  const plan = table.plans.get(act.plan);
  if (!plan || plan.agreed.size === 0) throw new Fault("PLAN_NONE", "expected a plan whose values a side has signed", [{ field: "plan" }]);
  if (act.kind === "together.stated" || act.kind === "remains.offered" || act.kind === "plan.salted") return;
  if (act.kind === "seed.anchored") return checkAnchor(plan, act, by, seats);
  if (act.kind === "logistics.stated") return checkMeans(plan, act);
  if (act.kind === "plan.frozen") return checkFrozen(plan, act, seats, at);
  const round = roundOf(table, act.plan, act.round);
  if (!round) throw new Fault("PLAN_ROUND", "expected a round that was frozen", [{ field: "round" }]);
  switch (act.kind) {
    case "plan.instance":
      if (instanceHash(act.instance) !== round.frozen.instance) throw new Fault("PLAN_OTHER", "expected the instance that was frozen", [{ field: "instance" }]);
      return;
    case "seed.committed": case "seed.revealed": {
      const value: SeedAct = act.kind === "seed.committed" ? { kind: "commit", holder: by, value: act.commitment } : { kind: "reveal", holder: by, value: act.secret };
      if (round.chains[by] !== undefined && plan.rounds.at(-1) !== round) throw new Fault("PLAN_ROUND", "expected the newest round: a link shown in an older one would be known before the newer is drawn", [{ field: "round" }]);
      seedState(seedRound(round, seats), [...round.seeds, value]);
      return;
    }
    case "plan.opened":
      if (round.frozen.leaves === undefined || !seats.sides.includes(act.side)) throw new Fault("PLAN_LEAVES", "expected a round frozen with leaves, and one of the sides", [{ field: "side" }]);
      return;
    case "plan.challenged": {
      if (!round.forwarded) throw new Fault("PLAN_NONE", "expected a plan that both sides were given", [{ field: "round" }]);
      if (isLocked(round, seats)) throw new Fault("CHALLENGE_LATE", "expected a plan that is not locked by both sides", [{ field: "round" }]);
      if (act.planHash === standingGiven(round)?.planHash) throw new Fault("CHALLENGE_NOT_BETTER", "expected another plan than the one that stands", [{ field: "planHash" }]);
      const last = lastDayToObject(plan, round);
      if (last !== undefined && at > last) throw new Fault("CHALLENGE_LATE", `expected it until ${last}, as agreed`, [{ field: "at" }]);
      return;
    }
    case "plan.proposed": return checkProposed(round, act.made, seats);
    case "plan.forwarded": return checkForwarded(round, act);
    case "plan.locked":
      if (standingGiven(round)?.planHash !== act.planHash) throw new Fault("PLAN_OTHER", "expected the hash of the plan that both sides were given", [{ field: "planHash" }]);
      if (at <= (lastDayToObject(plan, round) ?? "")) throw new Fault("CHALLENGE_OPEN", `expected it after ${lastDayToObject(plan, round)}: until then the plan may be challenged, as agreed`, [{ field: "at" }]);
      return;
    case "substitution.agreed": {
      if (!isLocked(round, seats)) throw new Fault("PLAN_NOT_LOCKED", "expected a plan that both sides have locked: before, it is planned anew", [{ field: "round" }]);
      const assign = standingAssign(round, seats);
      if (assign.get(act.out) !== act.batch) throw new Fault("PLAN_PERSON", "expected somebody of this batch", [{ field: "out" }]);
      if (assign.has(act.in)) throw new Fault("PLAN_PERSON", "expected somebody who is in no batch", [{ field: "in" }]);
    }
  }
}

/** The last day on which a plan may be challenged, where days for it were agreed. */
export function lastDayToObject(plan: PlanOnTable, { forwarded }: Round): string | undefined {
  const days = agreedValues(plan)?.objectionDays, given = parseCivilDate(forwarded?.at ?? "");
  return days === undefined || given === undefined ? undefined : addDays(given, days);
}

function checkAnchor(plan: PlanOnTable, { end }: SeedAnchored, by: string, { sides, mediator }: Seats): void {
  if (![...sides, mediator].includes(by)) throw new Fault("SEED_HOLDER", "expected a holder of the seed", [{ field: "actor" }]);
  if ([...plan.anchors].some(([holder, one]) => holder !== by && (one.end === end || one.last === end))) throw new Fault("SEED_SAME", "expected a commitment of the holder's own", [{ field: "end" }]);
  const own = plan.anchors.get(by), open = plan.rounds.at(-1);
  if (own && own.left > 0 && open?.chains[by] === own.last && !open.frozen.without.includes(by)) throw new Fault("SEED_OPEN", "expected the open round drawn first: what was committed for it stands", [{ field: "end" }]);
}

function checkMeans({ agreed }: PlanOnTable, act: LogisticsStated): void {
  const known = new Set([...agreed.values()].flatMap(({ batches }) => batches.map(({ batch }) => batch)));
  const resources = new Set([...agreed.values()].flatMap((one) => one.resources));
  act.batches.forEach(({ batch, more }, i) => {
    if (!known.has(batch)) throw new Fault("PLAN_OTHER", "expected a batch of the agreed calendar", [{ field: `batches[${i}].batch` }]);
    if (more.some(({ resource }) => !resources.has(resource))) throw new Fault("PLAN_OTHER", "expected a resource that a side has signed", [{ field: `batches[${i}].more` }]);
  });
}

/** Who alone has not revealed, and so knows the draw that all others wait for; undefined where it is nobody, or one was left out already. */
export function holdsUp(round: Round, seats: Seats): string | undefined {
  const state = seedOn(round, seats);
  return round.frozen.without.length === 0 && state.kind === "revealing" && state.waitingFor.length === 1 ? state.waitingFor[0] : undefined;
}

/** Whom one repeat of the round may leave out on the day `at`: who did not commit by its last day, or did not reveal. Empty while nobody, or fewer than two holders would be left. */
export function mayBeLeftOut(round: Round, seats: Seats, at: string): readonly string[] {
  const state = seedOn(round, seats), { due, without } = round.frozen;
  const isOver = due !== undefined && at > due;
  const isSilent = without.length === 0 && (state.kind === "committing" ? isOver : state.kind === "revealing" && (due === undefined || isOver));
  return isSilent && state.kind !== "drawn" && seats.sides.length + 1 - state.waitingFor.length >= 2 ? state.waitingFor : [];
}

function checkFrozen(plan: PlanOnTable, act: PlanFrozen, seats: Seats, at: string): void {
  if (!agreedValues(plan)) throw new Fault("PLAN_NOT_AGREED", "expected values that both sides have signed alike", [{ field: "plan" }]);
  const last = plan.rounds.at(-1);
  if (act.round !== (last?.frozen.round ?? 0) + 1) throw new Fault("PLAN_ROUND", `expected round ${(last?.frozen.round ?? 0) + 1}`, [{ field: "round" }]);
  if (act.without.length === 0) {
    // the last to reveal knows the draw: freezing anew instead would let it choose another, over and over
    const heldUp = last ? holdsUp(last, seats) : undefined;
    if (last && heldUp !== undefined) throw new Fault("SEED_OPEN", `expected the seed of round ${last.frozen.round} drawn, or that round repeated without ${heldUp}, who alone has not revealed`, [{ field: "round" }]);
    return;
  }
  const silent = last ? mayBeLeftOut(last, seats, at) : [];
  if (last?.frozen.instance !== act.instance || silent.length === 0 || [...act.without].sort().join() !== [...silent].sort().join())
    throw new Fault("SEED_REPEAT", "expected those who did not commit or reveal in the round before, after its last day where one was named, of the same instance, once, with two holders left", [{ field: "without" }]);
}

function checkProposed(round: Round, made: Readonly<Record<string, unknown>>, seats: Seats): void {
  if (made["instance"] !== round.frozen.instance) throw new Fault("PLAN_OTHER", "expected a plan of the frozen instance", [{ field: "made.instance" }]);
  const state = seedOn(round, seats);
  if (state.kind !== "drawn") throw new Fault("SEED_OPEN", `expected the seed to be drawn: it waits for ${state.waitingFor.join(", ")}`, [{ field: "round" }]);
  const seed = made["seed"];
  if (typeof seed !== "object" || seed === null || !("value" in seed) || seed.value !== state.seed.value) throw new Fault("PLAN_OTHER", "expected a plan of the seed that was drawn", [{ field: "made.seed" }]);
}

function checkForwarded(round: Round, act: PlanForwarded): void {
  if (!round.proposed) return; // a side that sees no more than what is forwarded to it
  const { made } = round.proposed;
  if (made["planHash"] !== act.planHash) throw new Fault("PLAN_OTHER", "expected the hash of the plan that was proposed", [{ field: "planHash" }]);
  const assign = new Map(Object.entries(typeof made["assign"] === "object" && made["assign"] !== null ? made["assign"] : {}).filter(([, batch]) => batch !== null));
  const given = act.batches.flatMap(({ batch, persons }) => persons.map((person) => [person, batch] as const));
  if (given.length !== assign.size || given.some(([person, batch]) => assign.get(person) !== batch)) throw new Fault("PLAN_OTHER", "expected exactly who goes in which batch by the plan that was proposed", [{ field: "batches" }]);
}
