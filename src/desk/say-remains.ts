// Acts on the fallen in a sentence: codes and counts, never a name, never an allele.
import { grouped } from "../accounting/statement-of-account.ts";
import type { RemainsAct } from "../identification/remains-act.ts";
import { sayDate } from "../terms/explain-words.ts";

const setsOf = (containers: readonly { readonly sets: readonly string[] }[]): number => containers.reduce((sum, { sets }) => sum + sets.length, 0);

/** One act as what its author did: goes on after “On DAY, PARTY”. */
export function sayRemains(act: RemainsAct, name: (code: string) => string): string {
  switch (act.kind) {
    case "remains.received": return `received ${grouped(act.containers.length)} containers with ${grouped(setsOf(act.containers))} sets of remains examined so far (${act.receipt})`;
    case "remains.examined": return `examined ${grouped(act.containers.length)} containers and found ${grouped(setsOf(act.containers))} sets of remains (${act.examination})`;
    case "remains.joined": return `joined ${grouped(act.sets.length)} sets of remains as proposed person ${act.person} by ${act.basis}`;
    case "remains.parted": return `parted the proposed person ${act.person}: ${act.reason}`;
    case "remains.buried": return `recorded grave ${act.grave} for ${act.identification} on ${sayDate(act.on, "en")}`;
    case "samples.taken": return `took ${grouped(act.samples.length)} samples (${act.taking})`;
    case "samples.reported": return `reported ${grouped(act.samples.length)} samples as ${act.as} (${act.report})`;
    case "samples.sent": return `sent ${grouped(act.samples.length)} samples (${act.shipment})`;
    case "identification.policy": return `stated the policy ${act.policy} of identification with frequencies ${act.population}, SHA-256 ${act.sha256}`;
    case "profiles.deposited": return `deposited profiles (${act.deposit}), SHA-256 ${act.sha256}`;
    case "references.deposited": return `deposited references of families of ${name(act.side)} (${act.deposit}), SHA-256 ${act.sha256}`;
    case "references.withdrawn": return `withdrew the references of ${grouped(act.families.length)} families`;
    case "references.settled": return `settled with a second reviewer what search ${act.search} found of one family (${act.settlement})`;
    case "references.needed": return `said that another relative would help for ${grouped(act.families.length)} families of ${name(act.side)} (${act.request})`;
    case "family.linked": return `linked ${act.missing} of family ${act.family} to row ${act.row} of list ${act.list}`;
    case "family.unlinked": return `undid the link of ${act.missing} of family ${act.family} to list ${act.list}: ${act.reason}`;
    case "kin.informed": return `recorded that kin were informed of identification ${act.identification} on ${sayDate(act.on, "en")} (${act.channel})`;
    case "search.run": return `ran search ${act.search} under policy ${act.policy}, inputs SHA-256 ${act.inputsSha256}, candidates SHA-256 ${act.candidatesSha256}`;
    case "candidates.kept": return `kept the candidates of search ${act.search}, SHA-256 ${act.sha256}`;
    case "identification.proposed": return `proposed identification ${act.identification}: sets ${act.sets.join(", ")} as ${act.missing} of family ${act.family}${act.dna === undefined ? "" : `, report SHA-256 ${act.dna.reportSha256}`}`;
    case "identification.signed": return `signed identification ${act.identification} on ${act.identifiers.join(", ")}`;
    case "identification.returned": return `returned identification ${act.identification}: ${act.outcome} (${act.reason})`;
    case "identification.reopened": return `re-opened identification ${act.identification}: ${act.reason}`;
    case "affiliation.found": return `found ${grouped(act.sets.length)} sets of remains not of the receiving side (${act.finding}): ${act.of}; ${grouped(act.containers.length)} containers are reversed${act.obligation === undefined ? "" : ` under ${act.obligation}`}`;
  }
}
