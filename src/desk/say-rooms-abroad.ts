// The fields of acts at the spot, of matching, of planning and on the fallen in a sentence of the brief in another language than
// English: the same matter as their English sentences (say-handover.ts and its neighbours), and no more. Route, means and place of
// a notice, names, wishes and alleles are in neither.
import type { HandoverAct } from "../handover/operation.ts";
import type { RemainsAct } from "../identification/remains-act.ts";
import type { ListNamed, MatchAct } from "../matching/match-act.ts";
import type { PlanningAct } from "../planning/planning-act.ts";
import { sayCounted, type Field, type Writer } from "./say-abroad.ts";
import type { BriefLanguage } from "./brief-words.ts";

const digest = (write: Writer, sha256: string): string => write.code(`SHA-256 ${sha256}`);

/** Of an operation its notice by number, what is planned, what was found: never its route, means or place. */
export function handoverFields(act: HandoverAct, write: Writer, language: BriefLanguage): Field[] {
  const { code, number, moment, value, words, party } = write;
  const operation: Field = ["operation", code(act.operation)];
  const way = (from: string, to: string): Field[] => [["giver", party(from)], ["taker", party(to)]];
  switch (act.kind) {
    case "operation.announced": return [
      operation, ["notice", number(act.version)], ["from", moment(act.from)], ["until", moment(act.until)],
      ...act.legs.flatMap(({ planned, what, from, to }): Field[] => [["planned", sayCounted(planned, what, language)], ...way(from, to)]),
    ];
    case "notice.acknowledged": case "operation.go": return [operation, ["notice", number(act.version)], ["text", digest(write, act.sha256)]];
    case "operation.aborted": return [operation, ["at", moment(act.at)], ["words", words(act.words)]];
    case "exception.recorded": return [operation, ["whatFound", value("spot", act.code)], ["count", sayCounted(act.count, act.what, language)], ...way(act.from, act.to), ...(act.words === undefined ? [] : [["words", words(act.words)] as const])];
  }
}

/** Counts, lists and digests: never a name, never what a decider said of a pair. */
export function matchFields(act: MatchAct, write: Writer): Field[] {
  const { code, number } = write;
  const lists = (of: readonly ListNamed[]): string => write.list(of.map(({ list }) => code(list)));
  switch (act.kind) {
    case "match.proposed": return [
      ["run", code(act.run)], ["compared", lists(act.left)], ["with", lists(act.right)], ["pairs", number(act.pairs)], ["askedAndHeld", number(act.counts.askedAndHeld)], ["askedOnly", number(act.counts.askedOnly)],
      ["heldOnly", number(act.counts.heldOnly)], ["unclear", write.list([number(act.counts.unclearAsked), number(act.counts.unclearHeld)])], ["text", digest(write, act.pairsSha256)],
    ];
    case "pairs.decided": return [["run", code(act.run)], ["pairs", number(act.pairs.length)]];
    case "doubles.decided": return [["list", code(act.list)], ["pairs", number(act.pairs.length)]];
    case "match.calibrated": return [["run", code(act.run)], ["version", number(act.version)], ["labels", number(act.labels)], ["text", digest(write, act.sha256)]];
    case "match.told": return [["run", code(act.run)], ["compared", lists(act.lists)], ["foundRows", number(act.found.length)], ["unclear", number(act.unclear.length)]];
  }
}

/** Counts, codes and digests: never a person, a place, a wish or a category of health. */
export function planningFields(act: PlanningAct, write: Writer): Field[] {
  const { code, number, date, value, words, party } = write;
  switch (act.kind) {
    case "custody.stated": return [["list", code(act.list)], ["persons", number(act.rows.length)]];
    case "wishes.heard": return [["list", code(act.list)], ["persons", number(act.heard.length)]];
    case "medical.decided": return [["list", code(act.list)], ["body", words(act.commission)], ["decisions", number(act.decisions.length)]];
    default: break;
  }
  const plan: Field = ["plan", code(act.plan)];
  switch (act.kind) {
    case "planning.agreed": return [plan, ["tiers", number(act.tiers.length)], ["rankWeights", number(act.ranks.length)], ["batches", number(act.batches.length)], ...(act.batches[0] === undefined ? [] : [["from", date(act.batches[0].on)] as const])];
    case "logistics.stated": return [plan, ["batches", number(act.batches.length)]];
    case "together.stated": return [plan, ["groups", number(act.groups.length)]];
    case "remains.offered": return [plan, ["containers", number(act.containers.length)], ...(act.gone.length === 0 ? [] : [["noMore", number(act.gone.length)] as const])];
    case "plan.salted": return [plan];
    case "seed.anchored": return [plan, ["rounds", number(act.links)], ["hash", code(act.end)]];
    default: break;
  }
  const round: Field[] = [plan, ["seedRound", number(act.round)]];
  switch (act.kind) {
    case "plan.frozen": return [...round, ["on", date(act.on)], ["persons", number(act.persons)], ["text", digest(write, act.instance)], ...(act.without.length === 0 ? [] : [["without", write.list(act.without.map(party))] as const])];
    case "plan.instance": case "seed.revealed": return round;
    case "seed.committed": return [...round, ["hash", code(act.commitment)]];
    case "plan.proposed": return [...round, ["hash", code(String(act.made["planHash"]))]];
    case "plan.forwarded": return [...round, ["persons", number(act.batches.reduce((sum, { persons }) => sum + persons.length, 0))], ["batches", number(act.batches.length)], ["hash", code(act.planHash)]];
    case "plan.opened": return [...round, ["to", party(act.side)]];
    case "plan.challenged": case "plan.locked": return [...round, ["hash", code(act.planHash)]];
    case "substitution.agreed": return [plan, ["batch", code(act.batch)], ["substitutionFor", value("swap", act.code)]];
  }
}

/** Codes and counts: never a name, never an allele. */
export function remainsFields(act: RemainsAct, write: Writer): Field[] {
  const { code, number, date, value, party, list } = write;
  const codes = (all: readonly string[]): string => list(all.map(code));
  const setsOf = (containers: readonly { readonly sets: readonly string[] }[]): string => number(containers.reduce((sum, { sets }) => sum + sets.length, 0));
  switch (act.kind) {
    case "remains.received": return [["receipt", code(act.receipt)], ["containers", number(act.containers.length)], ["sets", setsOf(act.containers)]];
    case "remains.examined": return [["examination", code(act.examination)], ["containers", number(act.containers.length)], ["sets", setsOf(act.containers)]];
    case "remains.joined": return [["personProposed", code(act.person)], ["sets", number(act.sets.length)], ["basis", value("basis", act.basis)]];
    case "remains.parted": return [["personProposed", code(act.person)], ["reason", value("because", act.reason)]];
    case "remains.buried": return [["identification", code(act.identification)], ["grave", code(act.grave)], ["on", date(act.on)]];
    case "samples.taken": return [["receipt", code(act.taking)], ["samples", number(act.samples.length)]];
    case "samples.sent": return [["receipt", code(act.shipment)], ["samples", number(act.samples.length)]];
    case "samples.reported": return [["report", code(act.report)], ["samples", number(act.samples.length)], ["as", value("sample", act.as)]];
    case "identification.policy": return [["policy", code(act.policy)], ["frequencies", code(act.population)], ["text", digest(write, act.sha256)]];
    case "profiles.deposited": return [["deposit", code(act.deposit)], ["text", digest(write, act.sha256)]];
    case "references.deposited": return [["deposit", code(act.deposit)], ["whose", party(act.side)], ["text", digest(write, act.sha256)]];
    case "references.withdrawn": return [["families", number(act.families.length)]];
    case "references.settled": return [["settlement", code(act.settlement)], ["search", code(act.search)]];
    case "references.needed": return [["request", code(act.request)], ["whose", party(act.side)], ["families", number(act.families.length)]];
    case "family.linked": return [["family", code(act.family)], ["member", code(act.missing)], ["list", code(act.list)], ["row", code(act.row)]];
    case "family.unlinked": return [["family", code(act.family)], ["member", code(act.missing)], ["list", code(act.list)], ["reason", value("because", act.reason)]];
    case "kin.informed": return [["identification", code(act.identification)], ["on", date(act.on)], ["channel", value("channel", act.channel)]];
    case "search.run": return [["search", code(act.search)], ["policy", code(act.policy)], ["inputs", digest(write, act.inputsSha256)], ["candidates", digest(write, act.candidatesSha256)]];
    case "candidates.kept": return [["search", code(act.search)], ["text", digest(write, act.sha256)]];
    case "identification.proposed": return [["identification", code(act.identification)], ["setCodes", codes(act.sets)], ["member", code(act.missing)], ["family", code(act.family)], ...(act.dna === undefined ? [] : [["report", digest(write, act.dna.reportSha256)] as const])];
    case "identification.signed": return [["identification", code(act.identification)], ["identifiers", list(act.identifiers.map((one) => value("identifier", one)))]];
    case "identification.returned": return [["identification", code(act.identification)], ["outcome", value("returned", act.outcome)], ["reason", value("because", act.reason)]];
    case "identification.reopened": return [["identification", code(act.identification)], ["reason", value("because", act.reason)]];
    case "affiliation.found": return [["finding", code(act.finding)], ["sets", number(act.sets.length)], ["whose", value("affiliation", act.of)], ["containers", number(act.containers.length)], ...(act.obligation === undefined ? [] : [["obligation", code(act.obligation)] as const])];
  }
}
