// A minimal set in words: message keys with values, which a door turns into the reader's language, and the English of them. Counts only.
import { placesOf, plannableCaptives, windowOf, type Limit, type Problem } from "./problem.ts";
import type { Conflicts, Reason, Repair } from "./conflicts.ts";

/** What a clause demands, in numbers: `say` is the key, the rest its values. */
export type ClauseFact = { readonly say: "all" | "quota" | "size" | "transport" | "resource" | "place" | "link" | "parity-batch" | "parity-cumulative"; readonly [value: string]: string | number };

/** The demand of one clause with its numbers: persons of a tier and their needs, places over all batches, tolerances. */
export function clauseFact(problem: Problem, clause: string): ClauseFact {
  const [kind = "", id = ""] = clause.split(/:(.*)/s);
  const [sideId = "", resource] = id.split(":");
  const side = Math.max(0, problem.sides.indexOf(sideId));
  const sum = (amountOf: (limit: Limit) => number): number => problem.batches.reduce((total, { limits }) => total + (limits[side] ? amountOf(limits[side]) : 0), 0);
  const plannable = plannableCaptives(problem);
  switch (kind) {
    case "all": {
      const tier = plannable.filter((captive) => problem.tiers[captive.tier]?.id === id);
      const noBatch = tier.filter((captive) => !windowOf(problem, captive)).length;
      return { say: "all", tier: id, persons: tier.length, stretchers: tier.filter(({ need }) => need === "stretcher").length, noBatch };
    }
    case "quota":
      return { say: "quota", side: id, least: problem.quota[side] ?? 0, plannable: plannable.filter((captive) => captive.side === side).length };
    case "size":
      return { say: "size", side: id, least: sum(({ min }) => min), most: printed(sum(({ max }) => max)), batches: problem.batches.length };
    case "transport":
      return resource === undefined
        ? { say: "transport", side: id, seats: printed(sum((limit) => placesOf(limit, "seat"))), stretchers: printed(sum((limit) => placesOf(limit, "stretcher"))), batches: problem.batches.length }
        : { say: "resource", side: sideId, resource, places: printed(sum((limit) => placesOf(limit, resource))), needed: plannable.filter((captive) => captive.side === side && captive.need === resource).length, batches: problem.batches.length };
    case "link":
      return { say: "link", link: id, perDay: printed(problem.links.find((link) => link.id === id)?.personsPerDay ?? Infinity) };
    case "place": {
      const place = problem.places.findIndex((one) => one.id === id);
      return { say: "place", place: id, perBatch: printed(problem.places[place]?.perBatch ?? Infinity), plannable: plannable.filter((captive) => captive.place === place).length };
    }
    default: {
      const balance = problem.balances.find(({ clauses }) => clauses.batch === clause || clauses.cumulative === clause);
      return balance?.clauses.batch === clause ? { say: "parity-batch", tolerance: balance.perBatch } : { say: "parity-cumulative", tolerance: balance?.cumulative ?? 0 };
    }
  }
}

const printed = (limit: number): number | string => (limit === Infinity ? "no limit" : limit);

/** English for one reason: what the clauses ask, that they cannot hold together, and the smallest change of each. */
export function sayReason(problem: Problem, { clauses, repairs }: Reason): string {
  const facts = clauses.map((clause) => `  ${clause}: ${sayFact(clauseFact(problem, clause))}`);
  return [`These cannot hold together: ${clauses.join(", ")}`, ...facts, ...repairs.map((repair) => `  smallest change of ${sayRepair(repair)}`)].join("\n");
}

function sayFact(fact: ClauseFact): string {
  switch (fact.say) {
    case "all":
      return `everyone of the tier must go: ${fact["persons"]} persons, ${fact["stretchers"]} of them on stretchers${Number(fact["noBatch"]) > 0 ? `; for ${fact["noBatch"]} no batch lies in the window` : ""}`;
    case "quota":
      return `at least ${fact["least"]} persons of side ${fact["side"]}, ${fact["plannable"]} can be planned`;
    case "size":
      return `side ${fact["side"]} brings ${fact["least"]} to ${fact["most"]} persons over ${fact["batches"]} batches`;
    case "transport":
      return `side ${fact["side"]} has ${fact["seats"]} seats and ${fact["stretchers"]} stretcher places over ${fact["batches"]} batches`;
    case "resource":
      return `side ${fact["side"]} has ${fact["places"]} places of “${fact["resource"]}” over ${fact["batches"]} batches; ${fact["needed"]} need one`;
    case "link":
      return `at most ${fact["perDay"]} persons a day pass ${fact["link"]}`;
    case "place":
      return `at most ${fact["perBatch"]} persons a batch from ${fact["place"]}, ${fact["plannable"]} are held there`;
    case "parity-batch":
      return `the difference of weight in a batch is at most ${fact["tolerance"]}`;
    case "parity-cumulative":
      return `the difference of weight so far is at most ${fact["tolerance"]} after every batch`;
  }
}

/** English for the change that repairs all reasons together, called the smallest only where no other can be smaller; empty where none was found. */
export function sayTogether({ together, isLeast }: Pick<Conflicts, "together" | "isLeast">): string {
  if (together.length === 0) return "";
  const which = isLeast ? "The smallest change" : "A change, perhaps not the smallest,", changes = together.map((repair) => `  ${sayAmount(repair)}`);
  return [together.length === 1 ? `${which} after which a plan exists, of one clause:` : `${which} after which a plan exists touches ${together.length} clauses together:`, ...changes].join("\n");
}

export const sayRepair = (repair: Repair): string => `${sayAmount(repair)}${repair.repairsAll ? ", and then a plan exists" : ", for this conflict alone"}`;

function sayAmount({ clause, amount, unit, where }: Repair): string {
  const parts = where.filter(({ batch }) => batch !== null).map(({ batch, what, amount: n }) => `${batch} ${what} ${n}`);
  const at = parts.length > 0 ? ` (${parts.join(", ")})` : "";
  return `${clause}: ${amount} ${amount === 1 ? unit.replace(/s$/, "") : unit}${at}`;
}
