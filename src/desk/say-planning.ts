// Acts of planning in a sentence: counts, codes and digests, never a person, a place, a wish or a category of health.
import { grouped } from "../accounting/statement-of-account.ts";
import type { PlanningAct } from "../planning/planning-act.ts";
import { sayDate } from "../terms/explain-words.ts";

const SWAP_SAID: Readonly<Record<Extract<PlanningAct, { kind: "substitution.agreed" }>["code"], string>> = {
  ABSENT: "not brought", UNFIT: "not fit to travel", DIED: "died", MISMATCH: "another person than listed", PROCEEDING: "proceedings or sentence",
};

/** What its author did: goes on after “On DAY, PARTY”. */
export function sayPlanning(act: PlanningAct, name: (code: string) => string): string {
  switch (act.kind) {
    case "planning.agreed": return `signed what plan ${act.plan} is made by: ${grouped(act.tiers.length)} tiers in order, ${grouped(act.ranks.length)} rank weights, ${grouped(act.batches.length)} batches from ${sayDate(act.batches[0]?.on ?? "", "en")}`;
    case "logistics.stated": return `stated its means for plan ${act.plan}: ${grouped(act.batches.length)} batches`;
    case "custody.stated": return `stated how ${grouped(act.rows.length)} persons of list ${act.list} can travel`;
    case "wishes.heard": return `recorded what ${grouped(act.heard.length)} persons of list ${act.list} said in private, as codes`;
    case "medical.decided": return `recorded ${grouped(act.decisions.length)} decisions of ${act.commission} on list ${act.list}`;
    case "plan.frozen": return `froze the instance of plan ${act.plan}, round ${act.round}, on ${sayDate(act.on, "en")}: ${grouped(act.persons)} persons, SHA-256 ${act.instance}${act.without.length === 0 ? "" : `; the seed is drawn without ${act.without.map(name).join(" and ")}, who did not commit or reveal`}`;
    case "together.stated": return `stated for plan ${act.plan} ${grouped(act.groups.length)} groups of persons who must not be parted`;
    case "remains.offered": return `stated ${grouped(act.containers.length)} containers of the fallen that it can hand over by plan ${act.plan}${act.gone.length === 0 ? "" : `, and ${grouped(act.gone.length)} no more`}`;
    case "plan.instance": return `gave the frozen instance of plan ${act.plan}, round ${act.round}`;
    case "seed.committed": return `committed to a part of the seed of plan ${act.plan}, round ${act.round}: ${act.commitment}`;
    case "seed.revealed": return `revealed its part of the seed of plan ${act.plan}, round ${act.round}`;
    case "plan.proposed": return `recorded the plan ${act.plan}, round ${act.round}, with hash ${String(act.made["planHash"])}`;
    case "plan.forwarded": return `gave both sides the plan ${act.plan}, round ${act.round}: ${grouped(act.batches.reduce((sum, { persons }) => sum + persons.length, 0))} persons in ${grouped(act.batches.length)} batches, hash ${act.planHash}`;
    case "plan.salted": return `kept with the mediator what the leaves of plan ${act.plan} are salted from`;
    case "plan.opened": return `opened to ${name(act.side)} its own leaves of plan ${act.plan}, round ${act.round}`;
    case "plan.challenged": return `showed a better plan ${act.plan}, round ${act.round}, with hash ${act.planHash}`;
    case "seed.anchored": return `committed in advance to its parts of the seed of plan ${act.plan}, for ${grouped(act.links)} rounds: ${act.end}`;
    case "plan.locked": return `locked the plan ${act.plan}, round ${act.round}, with hash ${act.planHash}`;
    case "substitution.agreed": return `agreed to one name for another in batch ${act.batch} of plan ${act.plan}: ${SWAP_SAID[act.code]}`;
  }
}
