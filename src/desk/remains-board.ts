// The board of the fallen over one party's state, on a day: three counts, the sets with their states, proposals, findings, the
// backlog with its forecast, and what rests on one identification. Each is a question: it writes nothing.
import { addDays, daysBetween, type CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { factsOf, type State } from "../entries/fold.ts";
import { foundSets, isOpen, type Dossier, type IdentificationCase } from "../identification/dossier.ts";
import { familiesIn, inputsDigest, profilesIn, withdrawnOf } from "../identification/check-laboratory-act.ts";
import { needsAnother, type SampleStanding, type SampleState } from "../identification/sample-act.ts";
import { dossierOf } from "./dossier-of.ts";
import { citeOf } from "./say.ts";
import type { AffectedView, CaseRow, FindingRow, Forecast, LaboratoryPace, LaboratoryView, RelativeSample, RemainsView, SetRow, SetState, ThreeCounts } from "./remains-types.ts";
import type { ViewHead } from "./api-types.ts";

/** The state of a day: acts dated later left out. */
export const upTo = (state: State, on: CivilDate): State => (state.acts.every(({ at }) => at <= on) ? state : { ...state, acts: state.acts.filter(({ at }) => at <= on) });
/** The dossier of a day. Linear in the acts for a day in the past. */
export const dossierOn = (state: State, on: CivilDate): Dossier => dossierOf(upTo(state, on));

/** Sets whose profile lies in sight, a laboratory's, or of which a laboratory said so. */
function profiled(dossier: Dossier): ReadonlySet<string> {
  const ids = [...dossier.deposits.values()].filter(({ purpose }) => purpose === "remains").flatMap(profilesIn);
  const told = [...dossier.standing.values()].flatMap(({ state, set }) => (state === "profiled" && set !== "" ? [set] : []));
  return new Set([...ids.map((id) => dossier.samples.get(id) ?? id), ...told]);
}

/** The latest case of each set, by set. */
function caseBySet({ cases }: Dossier): ReadonlyMap<string, IdentificationCase> {
  return new Map([...cases.values()].flatMap((one) => one.proposal.sets.map((set) => [set, one] as const)));
}

function stateOfSet(set: string, samples: readonly SampleStanding[], known: { cases: ReadonlyMap<string, IdentificationCase>; found: ReadonlyMap<string, unknown>; profiled: ReadonlySet<string> }): SetState {
  if (known.found.has(set)) return "not of this side";
  const one = known.cases.get(set);
  if (one?.state === "identified") return one.graves.length > 0 ? "buried" : one.informed.length > 0 ? "kin informed" : "identified";
  if (one?.state === "proposed") return "proposed";
  if (one?.state === "re-opened") return "re-opened";
  if (one?.state === "returned") return one.returned?.outcome === "more references needed" ? "more references needed" : "re-opened";
  if (known.profiled.has(set)) return "profiled";
  return needsAnother(samples) ? "sample needed again" : samples.length > 0 ? "sampled" : "examined";
}

/** Every set in sight, in the order of its examination. Linear. */
export function setRows(dossier: Dossier): SetRow[] {
  const known = { cases: caseBySet(dossier), found: foundSets(dossier), profiled: profiled(dossier) };
  return [...dossier.sets.values()].flatMap(({ set, container, samples, person, entry }): SetRow[] => {
    const from = dossier.containers.get(container);
    const one = known.cases.get(set);
    const finding = known.found.get(set);
    const own = samples.flatMap((sample) => dossier.standing.get(sample) ?? []);
    return from ? [{
      set, container, receipt: from.receipt, receivedBy: from.by, receivedOn: from.on, obligation: from.obligation, person, samples: own.map(({ sample, state, on, number }) => ({ sample, state, on, number })), state: stateOfSet(set, own, known),
      identification: one?.proposal.identification ?? null, because: [...new Set([from.entry, entry, ...own.flatMap(({ entries }) => entries), ...(one?.entries ?? []), ...(finding ? [(finding as { entry: number }).entry] : [])])],
    }] : [];
  });
}

function countsOf(dossier: Dossier, by: string | undefined): ThreeCounts {
  const containers = [...dossier.containers.values()].filter((one) => by === undefined || one.by === by);
  const sets = containers.flatMap(({ sets: own }) => own);
  const joined = new Set(sets.flatMap((set) => dossier.sets.get(set)?.person ?? []));
  const single = sets.filter((set) => (dossier.sets.get(set)?.person ?? null) === null).length;
  return { containers: containers.length, examinedContainers: containers.filter(({ sets: own }) => own.length > 0).length, sets: sets.length, persons: single + joined.size };
}

/** How many samples are how far, and how many of them are a second or later one of their set. */
function samplesOf(dossier: Dossier, on: CivilDate): RemainsView["samples"] {
  const { standing } = dossier;
  const counts: Record<SampleState, number> = { taken: 0, sent: 0, received: 0, profiled: 0, failed: 0, returned: 0, lost: 0 };
  let repeated = 0;
  for (const { state, number, set } of standing.values()) {
    counts[state]++;
    if (number > 1 && set !== "") repeated++; // relatives of one family give one each
  }
  return { counts, repeated, byLaboratory: pacesOf(dossier, on), relatives: relativesOf(dossier) };
}

/**
 * By laboratory, from its first receipt on: a sample is done with when a profile was read or none was to be had, each time that it came. A
 * sample on its way is nobody's yet.
 */
export function pacesOf({ standing }: Dossier, on: CivilDate): LaboratoryPace[] {
  const since = new Map<string, CivilDate>();
  const [done, left] = [new Map<string, number>(), new Map<string, number>()];
  const add = (counts: Map<string, number>, party: string): unknown => counts.set(party, (counts.get(party) ?? 0) + 1);
  for (const one of standing.values()) {
    for (const [party, day] of one.receivedFirst) if (day < (since.get(party) ?? "9999")) since.set(party, day);
    for (const { by } of one.done) add(done, by);
    if (one.state === "received") add(left, one.heldBy);
  }
  return [...since].sort(([a], [b]) => (a < b ? -1 : 1)).map(([party, day]) => {
    const [own, days] = [done.get(party) ?? 0, Math.max(0, daysBetween(day, on))];
    return { party, left: left.get(party) ?? 0, done: own, since: day, days, forecast: days < SAMPLE_DAYS_MIN ? null : paceForecast({ done: own, days, left: left.get(party) ?? 0, on }) };
  });
}

/** What a family may be told of its samples, in the order of their taking. */
const relativesOf = ({ standing }: Dossier): RelativeSample[] =>
  [...standing.values()].filter(({ family }) => family !== "").map(({ sample, family, state, on, number, entries }) => ({ sample, family, state, on, number, because: entries }));

const DECIDED: readonly SetState[] = ["identified", "kin informed", "buried", "not of this side"];
/** Decisions, or samples done with, needed before a pace is a pace. */
const PACE_MIN = 5;
/** A laboratory's pace is not read off less than a week. */
const SAMPLE_DAYS_MIN = 7;

/** The day none is left at `done` in `days`; its range is that of a Poisson count, n ± 1.96 √n. Null where too little was done to say. */
function paceForecast({ done, days, left, on }: { readonly done: number; readonly days: number; readonly left: number; readonly on: CivilDate }): Forecast | null {
  if (done < PACE_MIN) return null;
  const width = 1.96 * Math.sqrt(done);
  const end = (count: number): CivilDate => addDays(on, Math.ceil((left * days) / count));
  return { decided: done, days, perDay: Math.round((done / days) * 1_000) / 1_000, left, on: end(done), earliest: end(done + width), latest: done - width > 0 ? end(done - width) : null };
}

/** At the pace of decisions from the first receipt on; its range is that of a Poisson count, n ± 1.96 √n. */
export function forecastOf(rows: readonly SetRow[], decidedOn: readonly CivilDate[], on: CivilDate): Forecast | null {
  const first = rows.map(({ receivedOn }) => receivedOn).sort()[0];
  const left = rows.filter(({ state }) => !DECIDED.includes(state)).length;
  return first === undefined ? null : paceForecast({ done: decidedOn.length, days: Math.max(1, daysBetween(first, on)), left, on });
}

const caseRow = ({ proposal, state, signed, returned, graves, informed }: IdentificationCase): CaseRow => {
  const { identification, sets, family, missing, side, by, on, entry, cite, dna } = proposal;
  return {
    identification, sets, family, missing, side, state, by, on, entry, cite, dna: dna ?? null, identifiers: signed?.identifiers ?? [],
    returned: returned ? { outcome: returned.outcome, reason: returned.reason, relative: returned.relative ?? null } : null, graves: graves.map(({ grave, on: day }) => ({ grave, on: day })), signedOn: signed?.on ?? null,
    informed: informed.map(({ informant, channel, on: day, entry: at, cite: label }) => ({ informant, channel, on: day, entry: at, cite: label })),
  };
};

/** The board as `state` holds it on a day. Linear in the sets and cases. */
export function remainsBoard(state: State, on: CivilDate): Omit<RemainsView, keyof ViewHead> {
  const dossier = dossierOn(state, on);
  const rows = setRows(dossier);
  const states: Record<SetState, number> = { examined: 0, sampled: 0, "sample needed again": 0, profiled: 0, proposed: 0, identified: 0, "kin informed": 0, "more references needed": 0, "re-opened": 0, "not of this side": 0, buried: 0 };
  for (const row of rows) states[row.state]++;
  const findings = [...dossier.findings.values()];
  const decidedOn = [
    ...[...dossier.cases.values()].flatMap((one) => (one.state === "identified" && one.signed ? one.proposal.sets.map(() => one.signed?.on ?? on) : [])),
    ...findings.flatMap((one) => one.sets.map(() => one.on)),
  ];
  const receivers = [...new Set([...dossier.containers.values()].map(({ by }) => by))].sort();
  return {
    counts: countsOf(dossier, undefined), byParty: Object.fromEntries(receivers.map((by) => [by, countsOf(dossier, by)])), states, samples: samplesOf(dossier, on), forecast: forecastOf(rows, decidedOn, on),
    cases: [...dossier.cases.values()].map(caseRow).reverse(),
    findings: findings.map(({ finding, of, sets, containers, obligation, by, on: day, entry, cite }): FindingRow => ({ finding, of, sets, containers, obligation: obligation ?? null, by, on: day, entry, cite })).reverse(),
    needed: [...dossier.needed.values()].map(({ request, side, families, by, on: day, entry, cite }) => ({ request, side, families, by, on: day, entry, cite })).reverse(),
    links: [...dossier.links.values()].map(({ family, missing, list, row, entry, cite }) => ({ family, missing, list, row, entry, cite })),
    persons: [...dossier.persons.values()].map(({ person, sets }) => {
      const containers = [...new Set(sets.flatMap((set) => dossier.sets.get(set)?.container ?? []))];
      return { person, sets, containers, receipts: [...new Set(containers.flatMap((one) => dossier.containers.get(one)?.receipt ?? []))] };
    }),
  };
}

/**
 * Everything that rests on one identification: the sets and all sets joined with them, their samples, every family for which they
 * were proposed or whose other missing were placed beside them, graves, and the entries of the account their containers stand in.
 * @throws Fault `REMAINS_NONE`.
 */
export function affectedBy(state: State, identification: string, on: CivilDate): Omit<AffectedView, keyof ViewHead> {
  const dossier = dossierOn(state, on);
  const own = dossier.cases.get(identification);
  if (!own) throw new Fault("REMAINS_NONE", "no identification of this code is in sight", [{ field: "identification" }]);
  const persons = new Set(own.proposal.sets.flatMap((set) => dossier.sets.get(set)?.person ?? []));
  const sets = [...new Set([...own.proposal.sets, ...[...persons].flatMap((person) => dossier.persons.get(person)?.sets ?? [])])];
  const touched = [...dossier.cases.values()].filter((one) => one.proposal.sets.some((set) => sets.includes(set)) || (isOpen(one) && one.proposal.family === own.proposal.family));
  const containers = [...new Set(sets.flatMap((set) => dossier.sets.get(set)?.container ?? []))];
  const received = containers.flatMap((one) => dossier.containers.get(one) ?? []);
  const operations = new Set(received.flatMap(({ operation }) => operation ?? []));
  const obligations = new Set(received.flatMap(({ obligation }) => obligation ?? []));
  const findings = [...dossier.findings.values()].filter((one) => one.containers.some((container) => containers.includes(container)) || one.sets.some((set) => sets.includes(set)));
  const counted = factsOf(upTo(state, on).acts).filter((fact) => (fact.kind === "operation.counted" && operations.has(fact.operation)) || (fact.kind === "obligation.stated" && obligations.has(fact.id)));
  const kindAt = new Map(state.acts.map(({ entry, kind }) => [entry, kind]));
  const cite = citeOf(state);
  const entries = [...new Set([...received.map(({ entry }) => entry), ...counted.map(({ entry }) => entry), ...findings.map(({ entry }) => entry)])].sort((a, b) => a - b);
  return {
    identification, sets, samples: [...new Set(sets.flatMap((set) => dossier.sets.get(set)?.samples ?? []))], families: [...new Set(touched.map(({ proposal }) => proposal.family))].sort(),
    identifications: touched.map(({ proposal }) => proposal.identification).filter((one) => one !== identification), graves: touched.flatMap(({ graves }) => graves.map(({ grave }) => grave)), containers,
    kinInformed: touched.filter(({ informed }) => informed.length > 0).map(({ proposal }) => proposal.identification), rows: [...dossier.links.values()].filter((link) => touched.some(({ proposal }) => proposal.family === link.family && proposal.missing === link.missing)).map(({ list, row }) => ({ list, row })),
    account: entries.map((entry) => ({ entry, cite: cite(entry), kind: kindAt.get(entry) ?? "" })),
  };
}

/** What a search reads of all that lies here: every deposit, in the order of its code. */
export const everyDeposit = (dossier: Dossier): { readonly profiles: readonly string[]; readonly references: readonly string[] } => {
  const named = (purpose: string): string[] => [...dossier.deposits.values()].filter((one) => one.purpose === purpose).map(({ deposit }) => deposit).sort();
  return { profiles: named("remains"), references: named("references") };
};

/** The laboratory's own compartment: digests and counts, no genotype. */
export function laboratoryBoard(state: State, on: CivilDate): Omit<LaboratoryView, keyof ViewHead | "opensHere" | "recorded"> {
  const dossier = dossierOn(state, on);
  const all = everyDeposit(dossier);
  return {
    policies: [...dossier.policies.values()].map(({ policy, population, sha256, settings, entry, cite }) => ({ policy, population, sha256, settings, entry, cite })),
    deposits: [...dossier.deposits.values()].map((one) => ({
      deposit: one.deposit, purpose: one.purpose, side: one.side, sha256: one.sha256, count: one.purpose === "references" ? familiesIn(one).length : profilesIn(one).length, by: one.by, on: one.on, entry: one.entry, cite: one.cite,
    })),
    withdrawn: [...new Set(withdrawnOf(dossier).map(([, family]) => family))],
    settlements: [...dossier.settled.values()].map(({ decided: { settlement, search, family, outcome, flagsSha256, on: day, entry, cite } }) => ({ settlement, search, family, outcome, flagsSha256, on: day, entry, cite })),
    searches: [...dossier.searches.values()].map(({ search, policy, profiles, references, inputsSha256, candidatesSha256, engine, counts, candidates, on: day, entry, cite }) =>
      ({ search, policy, profiles, references, inputsSha256, candidatesSha256, engine, counts, isKept: candidates !== null, on: day, entry, cite })).reverse(),
    inputsSha256: Object.fromEntries([...dossier.policies.keys()].map((policy) => [policy, inputsDigest(dossier, { policy, ...all })])),
  };
}
