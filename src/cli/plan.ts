// The commands of planning: who goes in which batch, is a plan valid, why not this person, what changed, a picture.
import { Fault } from "../basis/fault.ts";
import type { Command } from "./command.ts";

type Verb = Command["run"];
const shown = () => import("./plan-show.ts");
const logistics = () => import("./plan-logistics.ts");
/** Loaded when asked for: what reads the record takes longer to load than a small plan to make. */
const VERBS: ReadonlyMap<string, () => Promise<Verb>> = new Map<string, () => Promise<Verb>>([
  ["solve", async () => (await import("./plan-solve.ts")).solve],
  ["check", async () => (await import("./plan-check.ts")).check],
  ["verify", async () => async (args, io) =>
    args.some((word) => /^--(data|database)(=|$)/.test(word)) ? (await import("./plan-record.ts")).verifyOnRecord(args, io) : (await import("./plan-check.ts")).verify(args, io)],
  ["from-record", async () => (await import("./plan-record.ts")).fromRecord],
  ["openings", async () => (await import("./plan-record.ts")).openings],
  ["why", async () => (await shown()).why],
  ["diff", async () => (await shown()).diff],
  ["what-if", async () => (await import("./plan-what-if.ts")).whatIf],
  ["reserve", async () => (await shown()).reserve],
  ["draw", async () => (await shown()).draw],
  ["state", async () => (await shown()).state],
  ["loading", async () => (await logistics()).loading],
  ["calendar", async () => (await logistics()).calendar],
  ["fairness", async () => (await logistics()).fairness],
]);

export const planCommand: Command = {
  name: "plan",
  summary: "who goes in which batch, and why: solve, check, verify, from-record, why, diff, what-if, reserve, draw, state, loading, calendar, fairness",
  help: `allforall plan solve INSTANCE.json --out PLAN.json [--json] [--objective NAMES | --replan [--medical TIERS]] [--solver-seed N] [--nodes N]
allforall plan check INSTANCE.json PLAN.json
allforall plan verify INSTANCE.json PLAN.json [--recompute] [--json]
allforall plan from-record --data DIR --on DATE --out INSTANCE.json [--plan NAME] [--as PARTY] [--json]
allforall plan verify --data DIR|BUNDLE PLAN-ENTRY [--opened OPENINGS.json] [--as PARTY] [--no-solver] [--json]
allforall plan openings --data DIR --out OPENINGS.json [--as PARTY]
allforall plan why INSTANCE.json PLAN.json PERSON [--batch ID] [--lang en|uk|ru|tr|ar] [--for desk|family] [--json]
allforall plan diff INSTANCE.json OLD.json NEW.json [--names] [--json]
allforall plan what-if INSTANCE.json PLAN.json [--set PATH=NUMBER] [--objective NAMES] [--json]
allforall plan reserve INSTANCE.json PLAN.json BATCH [--json]
allforall plan draw INSTANCE.json PLAN.json --out PLAN.svg|PLAN.html [--lang en|uk|ru|tr|ar|fr] [--title TEXT]
allforall plan state INSTANCE.json PLAN.json --out STATEMENT.txt
allforall plan loading INSTANCE.json PLAN.json --vehicles VEHICLES.json [--batch ID] [--out FILE] [--json]
allforall plan calendar INSTANCE.json [PLAN.json] --first-on DATE [--paused DATE,…] [--claim-every DAYS] [--json]
allforall plan calendar --first-on DATE --every DAYS --batches N [--paused DATE,…] [--json]
allforall plan fairness INSTANCE.json PLAN.json [--json]

solve   the best plan under the agreed order, with a proof word for every stage, ties drawn by the public lottery.
        --objective takes names of stages parted by commas (“tiers” stands for all tiers), default: all, then lottery.
        --replan keeps whom an earlier plan placed (prev) before everything but the medical tiers (default wounded,sick).
        Exit code 1 when there is no plan: then every minimal set of clauses that cannot hold together, and the smallest changes.
check   every clause and structural rule, person by person, without the solver; the stored answer of a test instance; the plan hash.
verify  check, and the proof of every stage replayed in whole numbers, no solver; --recompute also draws the plan anew.
        With --data: the instance, the seed, the plan and its hash out of the record alone; exit code 1 and the first thing that differs.
        A bundle holds no sealed payloads: --opened brings those that one may open, each checked against its entry's commitment.
from-record   the instance that the record gives on a day; what is not recorded is listed by list and row, never filled in.
openings      the payloads that a compartment can open and its plans rest on. Personal data.
why     the person's place in the public order, what is full, and what one more place in an earlier batch would cost whom.
        --for family leaves out batch, day and consent, which nobody outside the desk may know.
diff    who enters, leaves, moves, by category and side, in counts; --names adds the persons, for those entitled to them.
what-if the plan under another capacity, quota or tolerance (batches.b02.A.max=40, quota.A=90), or another order: what changes, in counts.
reserve who can take a place in the batch without a new plan, class by class. For the holding side and the mediator alone.
loading who sits in which vehicle, batch by batch: vehicles in order of id, first fit by place then id, groups whole where a vehicle takes them. One sheet
        a vehicle, parted by form feeds. Exit code 1 when somebody has no place. For the holding side and the mediator alone.
calendar  the agreed batches by date, what each side can carry and what the plan gives it, and what conflicts: a day on which nothing moves, a crossing
        that is too narrow, an agreed least above what can be carried (then exit code 1). --claim-every sets a pace that is claimed beside it (1: every day).
        With --every: the days of a cadence; a batch on a paused day moves to the next free one, alone.
fairness  days of waiting in and outside the batches by side, category, place and rank, and shares in each batch beside shares on the list; no score, and a
        cell of one or two persons is not told. For the commissions, not for the public. --json has every cell, place, rank and category together: for the holding side and the mediator alone.
draw    batches over time, both sides, categories, capacity, each stream with its balance and what counts in none, on one page. Counts only; .html holds
        the same numbers as a table as well, which is not printed.
state   the plan in a few lines that parties sign as a document: hashes, values, counts by party. Of more than two parties each pair has a record of its
        own; the same lines, by one SHA-256, are deposited in all of them. Exit code 1 where the plan does not keep every clause.
There is no time limit, on purpose: both sides must come to the same plan. --nodes limits a search; what it leaves unproven is said.

Examples:
  allforall plan solve instance.json --out plan.json
  allforall plan solve instance.json --out plan.json --objective tiers,urgency
  allforall plan why instance.json plan.json A000001 --lang uk
  allforall plan what-if instance.json plan.json --set batches.b01.A.stretcher=6
  allforall plan calendar instance.json plan.json --first-on 2025-06-09 --claim-every 1
`,
  run: async (args, io) => {
    const [verb = "", ...rest] = args;
    const load = VERBS.get(verb);
    if (!load) throw new Fault("USAGE", `expected ${[...VERBS.keys()].join(", ")} after plan`);
    return (await load())(rest, io);
  },
};
