// What stands about the fallen, folded from the acts in sight: containers, sets, persons; deposits and searches; proposals with
// their signatures; findings. Each compartment folds its own: what was not addressed to it is not in it.
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { checkDeposit, checkProposal, checkSearch, checkSettlement, familiesIn } from "./check-laboratory-act.ts";
import { dueReversal } from "./due-reversal.ts";
import type { FamilyLinked, KinInformed, ReferencesNeeded } from "./kin-act.ts";
import type { AffiliationFound, IdentificationProposed, IdentificationReturned, IdentificationSigned, PolicyTable, RemainsAct, SearchRun } from "./remains-act.ts";
import { checkSamples, laySamples, type SampleStanding } from "./sample-act.ts";
import type { ReferencesSettled } from "./settle-act.ts";

/** An act as it stands: index of its entry, its label, who recorded it, on which day. */
export type Stood<T> = T & { readonly entry: number; readonly cite: string; readonly by: string; readonly on: CivilDate };

export type Container = { readonly container: string; readonly receipt: string; readonly by: string; readonly on: CivilDate; readonly entry: number; readonly obligation: string | null; readonly operation: string | null; readonly sets: string[] };
export type RemainsSet = { readonly set: string; readonly container: string; readonly entry: number; readonly samples: string[]; person: string | null };
export type CaseState = "proposed" | "identified" | "returned" | "re-opened";
export type IdentificationCase = {
  readonly proposal: Stood<IdentificationProposed>; state: CaseState; signed: Stood<IdentificationSigned> | null; returned: Stood<IdentificationReturned> | null;
  readonly graves: { readonly grave: string; readonly on: CivilDate; readonly entry: number }[]; readonly informed: Stood<KinInformed>[]; readonly entries: number[];
};
export type Deposit = Stood<{ readonly kind: "profiles.deposited" | "references.deposited"; readonly deposit: string; readonly purpose: "remains" | "elimination" | "references"; readonly side: string; readonly sha256: string; readonly text: string; /** Families whose consent was withdrawn while they lay here. */ readonly withdrawn: Set<string> }>;
/** How the flags of a family stand: what two reviewers decided last, and the corrected family where they corrected it. */
export type Settled = { readonly decided: Stood<ReferencesSettled>; readonly corrected: string | null };
export type Policy = Stood<{ readonly policy: string; readonly population: string; readonly sha256: string; readonly frequencies: string; readonly settings: Readonly<Record<string, unknown>>; readonly otherTables?: readonly PolicyTable[] }>;

export type Dossier = {
  readonly containers: Map<string, Container>;
  readonly sets: Map<string, RemainsSet>;
  /** Proposed persons of several sets; parted ones are gone. */
  readonly persons: Map<string, { readonly person: string; readonly sets: readonly string[]; readonly entry: number }>;
  readonly samples: Map<string, string>;
  /** How far each sample is, by its code. */
  readonly standing: Map<string, SampleStanding>;
  readonly policies: Map<string, Policy>;
  readonly deposits: Map<string, Deposit>;
  /** By family, since its last deposit. */
  readonly settled: Map<string, Settled>;
  readonly needed: Map<string, Stood<ReferencesNeeded>>;
  /** By family, member and list. */
  readonly links: Map<string, Stood<FamilyLinked>>;
  readonly searches: Map<string, Stood<SearchRun> & { candidates: string | null }>;
  readonly cases: Map<string, IdentificationCase>;
  readonly findings: Map<string, Stood<AffiliationFound>>;
};

export const emptyDossier = (): Dossier => ({
  containers: new Map(), sets: new Map(), persons: new Map(), samples: new Map(), standing: new Map(), policies: new Map(), deposits: new Map(), settled: new Map(), needed: new Map(), links: new Map(), searches: new Map(), cases: new Map(), findings: new Map(),
});

/** Takes one act in. What it refers to and is not in sight here is passed over. */
export function layOnDossier(dossier: Dossier, act: Stood<RemainsAct>): void {
  const { containers, sets, persons, cases } = dossier;
  const { entry, by, on, cite } = act;
  const addSets = (container: string, found: readonly string[]): void => {
    for (const set of found) {
      if (sets.has(set)) continue;
      sets.set(set, { set, container, entry, samples: [], person: null });
      containers.get(container)?.sets.push(set);
    }
  };
  switch (act.kind) {
    case "remains.received":
      for (const { container, sets: found } of act.containers) {
        if (!containers.has(container)) containers.set(container, { container, receipt: act.receipt, by, on, entry, obligation: act.obligation ?? null, operation: act.operation ?? null, sets: [] });
        addSets(container, found);
      }
      return;
    case "remains.examined": return act.containers.forEach(({ container, sets: found }) => addSets(container, found));
    case "remains.joined":
      persons.set(act.person, { person: act.person, sets: act.sets, entry });
      for (const set of act.sets) setPerson(dossier, set, act.person);
      return;
    case "remains.parted":
      for (const set of persons.get(act.person)?.sets ?? []) setPerson(dossier, set, null);
      return void persons.delete(act.person);
    case "samples.taken": case "samples.sent": case "samples.reported": return laySamples(dossier, act, act);
    case "identification.policy": return void dossier.policies.set(act.policy, act);
    case "profiles.deposited": return layDeposit(dossier, { ...act, side: "", withdrawn: new Set() });
    case "references.deposited": return layDeposit(dossier, { ...act, purpose: "references", withdrawn: new Set() });
    case "references.withdrawn": return withdraw(dossier, new Set(act.families));
    case "references.settled": return void dossier.settled.set(act.family, { decided: act, corrected: act.corrected?.text ?? dossier.settled.get(act.family)?.corrected ?? null });
    case "references.needed": return void dossier.needed.set(act.request, act);
    case "family.linked": return void dossier.links.set(linkKey(act), act);
    case "family.unlinked": return void dossier.links.delete(linkKey(act));
    case "search.run": return void dossier.searches.set(act.search, { ...act, candidates: null });
    case "candidates.kept": {
      const search = dossier.searches.get(act.search);
      if (search && search.candidatesSha256 === act.sha256) search.candidates = act.text;
      return;
    }
    case "identification.proposed": return void cases.set(act.identification, { proposal: act, state: "proposed", signed: null, returned: null, graves: [], informed: [], entries: [entry] });
    case "affiliation.found": return void dossier.findings.set(act.finding, act);
    case "remains.buried": case "kin.informed": case "identification.signed": case "identification.returned": case "identification.reopened": {
      const one = cases.get(act.identification);
      if (!one) return;
      one.entries.push(entry);
      if (act.kind === "identification.signed") Object.assign(one, { state: "identified", signed: act });
      else if (act.kind === "identification.returned") Object.assign(one, { state: "returned", returned: act });
      else if (act.kind === "identification.reopened") one.state = "re-opened";
      else if (act.kind === "kin.informed") one.informed.push(act);
      else one.graves.push({ grave: act.grave, on: act.on, entry });
      void cite;
    }
  }
}

/** A code met before, which a desk that cannot open deposits does not see, hides no deposit: the later one is named by its entry too. */
function layDeposit({ deposits }: Dossier, deposit: Deposit): void {
  const name = deposits.has(deposit.deposit) ? `${deposit.deposit}.${deposit.entry}` : deposit.deposit;
  deposits.set(name, { ...deposit, deposit: name });
}

export const linkKey = ({ family, missing, list }: { readonly family: string; readonly missing: string; readonly list: string }): string => `${family}\n${missing}\n${list}`;

/** From here on these families are searched no more, out of whichever deposit; a later deposit of theirs stands. */
function withdraw({ deposits, settled }: Dossier, families: ReadonlySet<string>): void {
  for (const deposit of deposits.values())
    if (deposit.purpose === "references") for (const family of familiesIn(deposit)) if (families.has(family)) deposit.withdrawn.add(family);
  for (const family of families) settled.delete(family);
}

function setPerson({ sets }: Dossier, set: string, person: string | null): void {
  const one = sets.get(set);
  if (one) one.person = person;
}

/** What the proposal, or its re-opening, still stands on: nobody else may be proposed for these sets meanwhile. */
export const isOpen = (one: IdentificationCase): boolean => one.state === "proposed" || one.state === "identified";

/** Sets that a finding says are not of the receiving side, with the finding. */
export const foundSets = (dossier: Dossier): ReadonlyMap<string, Stood<AffiliationFound>> =>
  new Map([...dossier.findings.values()].flatMap((one) => one.sets.map((set) => [set, one] as const)));

/**
 * Judges an act by what stands in its author's own sight; without sight of deposits, as a desk without the laboratory's key, what rests
 * on them is left to the laboratory. @throws Faults `REMAINS_NONE` for what is not there, `REMAINS_TWICE` for a
 * code met before, `REMAINS_STATE` for what cannot follow, `REMAINS_REVERSAL`, and those of `check-laboratory-act.ts`.
 */
export function checkOnDossier(dossier: Dossier, act: RemainsAct, author: string, seesDeposits = true): void {
  const faults: Fault[] = [];
  const say = (code: string, expected: string, field: string): void => void faults.push(new Fault(code, `expected ${expected}`, [{ field }]));
  const known = (map: ReadonlyMap<string, unknown>, name: string, field: string, what: string): void => {
    if (!map.has(name)) say("REMAINS_NONE", `${what} in sight`, field);
  };
  const fresh = (map: ReadonlyMap<string, unknown>, name: string, field: string): void => {
    if (map.has(name)) say("REMAINS_TWICE", "a code that was not met before", field);
  };
  const { containers, sets, persons, cases } = dossier;
  const newSets = (found: readonly string[], at: string, met: Set<string>): void => found.forEach((set) => {
    if (sets.has(set) || met.has(set)) say("REMAINS_TWICE", "each set once", at);
    met.add(set);
  });
  switch (act.kind) {
    case "remains.received": {
      const [met, own] = [new Set<string>(), new Set<string>()];
      act.containers.forEach(({ container, sets: found }, i) => {
        fresh(containers, container, `containers[${i}].container`);
        if (own.has(container)) say("REMAINS_TWICE", "each container once", `containers[${i}].container`);
        own.add(container);
        newSets(found, `containers[${i}].sets`, met);
      });
      break;
    }
    case "remains.examined": {
      const met = new Set<string>();
      act.containers.forEach(({ container, sets: found }, i) => {
        known(containers, container, `containers[${i}].container`, "a container that was received");
        newSets(found, `containers[${i}].sets`, met);
      });
      break;
    }
    case "remains.joined":
      fresh(persons, act.person, "person");
      act.sets.forEach((set, i) => {
        known(sets, set, `sets[${i}]`, "a set that was examined");
        if ((sets.get(set)?.person ?? null) !== null) say("REMAINS_STATE", "sets that are of no proposed person yet: part it first", `sets[${i}]`);
      });
      break;
    case "remains.parted":
      known(persons, act.person, "person", "a proposed person");
      if ([...cases.values()].some((one) => isOpen(one) && one.proposal.sets.some((set) => persons.get(act.person)?.sets.includes(set)))) say("REMAINS_STATE", "no open identification of this person: re-open it first", "person");
      break;
    case "samples.taken": case "samples.sent": case "samples.reported": faults.push(...checkSamples(dossier, act)); break;
    case "identification.policy": fresh(dossier.policies, act.policy, "policy"); break;
    case "profiles.deposited": case "references.deposited": fresh(dossier.deposits, act.deposit, "deposit"); faults.push(...checkDeposit(dossier, act)); break;
    case "references.withdrawn": break;
    case "references.settled": faults.push(...checkSettlement(dossier, act)); break;
    case "references.needed": fresh(dossier.needed, act.request, "request"); break;
    case "family.linked": case "family.unlinked": faults.push(...checkLink(dossier, act)); break;
    case "search.run": case "candidates.kept": faults.push(...checkSearch(dossier, act, seesDeposits)); break;
    case "identification.proposed": {
      fresh(cases, act.identification, "identification");
      act.sets.forEach((set, i) => known(sets, set, `sets[${i}]`, "a set that was examined"));
      if ([...cases.values()].some((one) => isOpen(one) && one.proposal.sets.some((set) => act.sets.includes(set)))) say("REMAINS_STATE", "sets for which nobody is proposed or identified: re-open that first", "sets");
      faults.push(...checkProposal(dossier, act, seesDeposits));
      break;
    }
    case "identification.signed": case "identification.returned": case "identification.reopened": case "kin.informed": case "remains.buried": {
      const one = cases.get(act.identification);
      known(cases, act.identification, "identification", "a proposal");
      const wanted: readonly CaseState[] = act.kind === "remains.buried" || act.kind === "kin.informed" ? ["identified"] : act.kind === "identification.reopened" ? ["identified", "proposed", "returned"] : ["proposed"];
      if (one && !wanted.includes(one.state)) say("REMAINS_STATE", `an identification that is ${wanted.join(" or ")}, found one that is ${one.state}`, "identification");
      if (one && act.kind === "identification.signed" && one.proposal.side !== author) say("REMAINS_STATE", "the signature of the side whose missing person it is", "identification");
      if (one && act.kind === "identification.signed" && act.identifiers.includes("dna") !== (one.proposal.dna !== undefined)) say("REMAINS_STATE", "DNA among the identifiers where the proposal rests on it, and nowhere else", "identifiers");
      if (one && act.kind === "kin.informed" && one.proposal.side !== author) say("REMAINS_STATE", "the side whose missing person it is", "identification");
      if (one?.signed && act.kind === "kin.informed" && act.on < one.signed.on) say("REMAINS_STATE", `a day from ${one.signed.on} on: kin are not told before two persons have signed`, "on");
      if (one && act.kind === "remains.buried" && one.state === "identified" && one.informed.length === 0) say("REMAINS_STATE", "kin informed first", "identification");
      break;
    }
    case "affiliation.found": {
      fresh(dossier.findings, act.finding, "finding");
      const before = foundSets(dossier);
      act.sets.forEach((set, i) => {
        known(sets, set, `sets[${i}]`, "a set that was examined");
        if (before.has(set)) say("REMAINS_TWICE", "a set of which nothing was found before", `sets[${i}]`);
        const own = [...cases.values()].find((one) => one.state === "identified" && one.proposal.sets.includes(set) && one.proposal.side === containers.get(sets.get(set)?.container ?? "")?.by);
        if (own) say("REMAINS_STATE", "no identification as one of the receiving side: re-open it first", `sets[${i}]`);
      });
      faults.push(...checkReversal(dossier, act, new Set(before.keys())));
    }
  }
  if (faults.length > 0) throw new Faults(faults);
}

/** One missing person of a family is one row of a list, and a row is one of them. */
function checkLink({ links }: Dossier, act: Extract<RemainsAct, { readonly kind: "family.linked" | "family.unlinked" }>): Fault[] {
  const known = links.get(linkKey(act));
  if (act.kind === "family.unlinked") return known ? [] : [new Fault("REMAINS_NONE", "expected a link that stands", [{ field: "family" }])];
  const faults = known ? [new Fault("REMAINS_TWICE", "expected no link of this person to this list: undo that first", [{ field: "missing" }])] : [];
  if ([...links.values()].some(({ list, row, family, missing }) => list === act.list && row === act.row && (family !== act.family || missing !== act.missing)))
    faults.push(new Fault("REMAINS_TWICE", "expected a row that is linked to nobody else: undo that first", [{ field: "row" }]));
  return faults;
}

/** Whole containers alone are reversed, each once, under the obligation that they were received under: those and all of those. */
function checkReversal({ containers, findings }: Dossier, act: AffiliationFound, before: ReadonlySet<string>): Fault[] {
  const reversed = new Set([...findings.values()].flatMap((one) => one.containers));
  const { byObligation } = dueReversal(containers.values(), { sets: new Set(act.sets), before, reversed });
  const wanted = (act.obligation === undefined ? undefined : byObligation.get(act.obligation)) ?? [];
  const faults: Fault[] = [];
  if (wanted.join(" ") !== [...act.containers].sort().join(" "))
    faults.push(new Fault("REMAINS_REVERSAL", `expected the ${wanted.length} containers whose every set is found not of the receiving side, and that were received under this obligation`, [{ field: "containers" }]));
  if ([...byObligation.keys()].some((one) => one !== act.obligation)) faults.push(new Fault("REMAINS_REVERSAL", "expected sets of one obligation: a finding of its own for each other", [{ field: "sets" }]));
  return faults;
}
