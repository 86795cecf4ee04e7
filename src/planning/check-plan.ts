// Our own checker: person by person, without classes, model or solver, so that a mistake there cannot hide here. It does not prove that a plan
// is best; it compares with a stored answer where there is one. Its twin for others is the stand-alone check.mjs; both must agree.
import { isRecord } from "../basis/parse-json.ts";
import { balanceWeight, isFact, placesOf, transportClause, type Batch, type Captive, type Problem } from "./problem.ts";

/** `clause` is a clause of the instance, or `format`, `status`, `window`, `together`, `frozen`, `reason`, `expected`. Messages hold ids: not for publication. */
export type PlanError = { readonly clause: string; readonly message: string };
export type Verdict = {
  readonly isValid: boolean;
  /** The first 20. */
  readonly errors: readonly PlanError[];
  readonly errorCount: number;
  readonly clauses: readonly string[];
  readonly vector: readonly number[];
  readonly versusExpected: "equal" | "worse" | "better" | "nothing to compare with";
};
/** The stored answer of an instance for tests: `expected` of docs/formats/plan.md. */
export type Expected = { readonly kind: "vector"; readonly vector: readonly number[] } | { readonly kind: "infeasible"; readonly minimalReasons: readonly (readonly string[])[] } | { readonly kind: "none" };

const ERRORS_SHOWN = 20;

/** The verdict on `plan`, any parsed JSON, in one pass over the captives. */
export function checkPlan(problem: Problem, plan: unknown, expected: Expected = { kind: "none" }): Verdict {
  if (!isRecord(plan)) return refused("format", "not a plan");
  if (plan["infeasible"] === true) return checkClaim(plan["clauses"], expected);
  if (!isRecord(plan["assign"])) return refused("format", "no assign");
  const errors: PlanError[] = [];
  const placed = readAssign(problem, plan["assign"], errors);
  if (errors.length > 0) return verdict(errors, [], "nothing to compare with");
  const batchOf = ({ id }: Captive): Batch | undefined => placed.get(id);
  const isWaiting = waitingGroups(problem);
  checkPersons(problem, batchOf, isWaiting, errors);
  checkGroups(problem, batchOf, isWaiting, errors);
  const sumOfRunning = checkBatches(problem, batchOf, errors);
  const vector = vectorByPerson(problem, batchOf, isWaiting, sumOfRunning);
  return verdict(errors, vector, compare(vector, expected));
}

/** What `expected` of an instance says, as far as it can be read. */
export function expectedOf(instance: unknown): Expected {
  const expected = isRecord(instance) ? instance["expected"] : undefined;
  if (!isRecord(expected)) return { kind: "none" };
  const { vector, minimalReasons } = expected;
  if (expected["status"] === "infeasible" && Array.isArray(minimalReasons)) return { kind: "infeasible", minimalReasons: minimalReasons.map((reason: unknown) => (Array.isArray(reason) ? reason.map(String) : [])) };
  return Array.isArray(vector) ? { kind: "vector", vector: vector.map(Number) } : { kind: "none" };
}

function verdict(errors: readonly PlanError[], vector: readonly number[], versusExpected: Verdict["versusExpected"]): Verdict {
  return { isValid: errors.length === 0, errors: errors.slice(0, ERRORS_SHOWN), errorCount: errors.length, clauses: [...new Set(errors.map(({ clause }) => clause))], vector, versusExpected };
}

const refused = (clause: string, message: string): Verdict => verdict([{ clause, message }], [], "nothing to compare with");

function checkClaim(clauses: unknown, expected: Expected): Verdict {
  if (expected.kind === "none") return refused("expected", "the instance has no stored answer to compare with");
  if (expected.kind === "vector") return refused("expected", "the instance is feasible");
  const asText = (list: readonly string[]): string => JSON.stringify([...list].sort());
  const claimed = Array.isArray(clauses) ? asText(clauses.map(String)) : "";
  return expected.minimalReasons.some((reason) => asText(reason) === claimed) ? verdict([], [], "equal") : refused("reason", "not one of the stored minimal reasons");
}

function readAssign(problem: Problem, assign: Record<string, unknown>, errors: PlanError[]): Map<string, Batch> {
  const batches = new Map<unknown, Batch>(problem.batches.map((batch) => [batch.id, batch]));
  const known = new Set(problem.captives.map(({ id }) => id));
  const placed = new Map<string, Batch>();
  for (const [id, name] of Object.entries(assign)) {
    const batch = batches.get(name);
    if (!known.has(id)) errors.push({ clause: "format", message: `unknown captive ${id}` });
    if (name !== null && !batch) errors.push({ clause: "format", message: `unknown batch ${JSON.stringify(name)}` });
    if (batch) placed.set(id, batch);
  }
  return placed;
}

type BatchOf = (captive: Captive) => Batch | undefined;

/** Groups with a member who is held back; who declined is no member any more, but waits for nothing either. */
function waitingGroups({ captives }: Problem): (captive: Captive) => boolean {
  const waiting = new Set(captives.filter(({ status }) => status === "held").map(({ group }) => group));
  return ({ group }) => group !== undefined && waiting.has(group);
}

function checkPersons({ captives, tiers, batches }: Problem, batchOf: BatchOf, isWaiting: (captive: Captive) => boolean, errors: PlanError[]): void {
  for (const captive of captives) {
    const { id, status, from, until } = captive;
    const batch = batchOf(captive), tier = tiers[captive.tier], before = batches[captive.prev];
    const isKept = isFact(before) && status === "ready" && !isWaiting(captive);
    if (isKept ? batch !== before : isFact(batch)) errors.push({ clause: "frozen", message: `${id} in or out of a batch that is fixed` });
    if (!batch) {
      if (status === "ready" && !isWaiting(captive) && tier?.isMandatory === true) errors.push({ clause: `all:${tier.id}`, message: `${id} is not planned` });
      continue;
    }
    if (status === "held") errors.push({ clause: "status", message: `${id} is held back` });
    if (status === "declined") errors.push({ clause: "status", message: `${id} does not consent` });
    if (batch.day < from) errors.push({ clause: "window", message: `${id} on day ${batch.day}, not before ${from}` });
    if (batch.day > until) errors.push({ clause: "window", message: `${id} on day ${batch.day}, not after ${until}` });
  }
}

function checkGroups({ captives }: Problem, batchOf: BatchOf, isWaiting: (captive: Captive) => boolean, errors: PlanError[]): void {
  const groups = new Map<string, Captive[]>();
  for (const captive of captives) {
    if (captive.group === undefined || captive.status === "declined") continue;
    const members = groups.get(captive.group);
    if (members) members.push(captive);
    else groups.set(captive.group, [captive]);
  }
  for (const [id, members] of groups) {
    if (new Set(members.map(batchOf)).size > 1) errors.push({ clause: "together", message: `group ${id} is split` });
    if (members.some((member) => isWaiting(member)) && members.some((member) => batchOf(member))) errors.push({ clause: "together", message: `group ${id} has a member held back` });
  }
}

/** Adds up every batch once; Σ abs(running difference) beyond the dead band, over all balances. */
function checkBatches(problem: Problem, batchOf: BatchOf, errors: PlanError[]): number {
  const { sides, batches, places, captives, balances, quota, resources, links } = problem;
  const sums = new Map<string, number>();
  const add = (key: string, value: number): void => void sums.set(key, (sums.get(key) ?? 0) + value);
  const sum = (key: string): number => sums.get(key) ?? 0;
  for (const captive of captives) {
    const batch = batchOf(captive);
    if (!batch) continue;
    for (const what of ["persons", `need ${captive.need}`, `from ${captive.place}`]) add(`${batch.id} ${captive.side} ${what}`, 1);
    balances.forEach((balance, b) => add(`${batch.id} balance ${b}`, balanceWeight(balance, captive)));
    add(`released ${captive.side}`, 1);
    if (!isFact(batch)) add(`link ${batch.link} ${batch.day}`, 1);
  }
  const running = balances.map(() => 0);
  let sumOfRunning = 0;
  for (const batch of batches) {
    const { id, limits } = batch;
    const isOpen = !isFact(batch); // what has happened is not the plan's to keep
    if (isOpen) sides.forEach((_, side) => {
      const limit = limits[side], at = `${id} ${side}`, persons = sum(`${at} persons`);
      if (limit && (persons < limit.min || persons > limit.max)) errors.push({ clause: `size:${sides[side]}`, message: `${id}: ${persons} persons, agreed ${limit.min} to ${limit.max}` });
      for (const need of resources) {
        const used = sum(`${at} need ${need}`), most = placesOf(limit, need);
        if (used > most) errors.push({ clause: transportClause(problem, side, need), message: `${id}: ${need} ${used} > ${most}` });
      }
      places.forEach((place, p) => {
        const count = sum(`${at} from ${p}`);
        if (place.side === side && count > place.perBatch) errors.push({ clause: `place:${place.id}`, message: `${id}: ${count} > ${place.perBatch}` });
      });
    });
    balances.forEach((balance, b) => {
      const net = sum(`${id} balance ${b}`), now = (running[b] ?? 0) + net;
      running[b] = now;
      sumOfRunning += Math.max(0, Math.abs(now) - balance.deadBand);
      if (!isOpen) return;
      if (Math.abs(net) > balance.perBatch) errors.push({ clause: balance.clauses.batch, message: `${id}: difference ${net}, agreed ${balance.perBatch}` });
      if (Math.abs(now) > balance.cumulative) errors.push({ clause: balance.clauses.cumulative, message: `after ${id}: ${now}, agreed ${balance.cumulative}` });
    });
  }
  for (const day of new Set(batches.map((batch) => batch.day)))
    links.forEach((link, l) => {
      const persons = sum(`link ${l} ${day}`);
      if (persons > link.personsPerDay) errors.push({ clause: `link:${link.id}`, message: `day ${day}: ${persons} > ${link.personsPerDay}` });
    });
  sides.forEach((_, side) => {
    if (sum(`released ${side}`) < (quota[side] ?? 0)) errors.push({ clause: `quota:${sides[side]}`, message: `${sum(`released ${side}`)} < ${quota[side]}` });
  });
  return sumOfRunning;
}

function vectorByPerson({ captives, tiers, batches, unplacedDay, objective }: Problem, batchOf: BatchOf, isWaiting: (captive: Captive) => boolean, sumOfRunning: number): number[] {
  const values = new Map<string, number>(objective.map((name) => [name, name === "parity" ? sumOfRunning : 0]));
  const add = (name: string, value: number): void => void values.set(name, (values.get(name) ?? 0) + value);
  for (const captive of captives) {
    if (captive.status !== "ready" || isWaiting(captive)) continue;
    const batch = batchOf(captive), before = batches[captive.prev], day = batch?.day ?? unplacedDay;
    add(`tier:${tiers[captive.tier]?.id}`, day);
    add("urgency", captive.urgency * day);
    if (before && before !== batch) add(before.state === "announced" ? "announced" : "stability", 1);
  }
  return objective.map((name) => values.get(name) ?? 0);
}

function compare(vector: readonly number[], expected: Expected): Verdict["versusExpected"] {
  if (expected.kind === "infeasible") return "better";
  if (expected.kind === "none") return "nothing to compare with";
  const at = vector.findIndex((value, i) => value !== expected.vector[i]);
  return at < 0 ? "equal" : (vector[at] ?? 0) > (expected.vector[at] ?? 0) ? "worse" : "better";
}
