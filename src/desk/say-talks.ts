// Acts of the talks in words, and the talks as they stand on a day, gathered from a state.
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import type { State } from "../entries/fold.ts";
import { overlapsOf, type Held, type Overlap } from "../talks/acceptance-set.ts";
import { bracketsOn, type BracketState, type ClauseAct } from "../talks/clause.ts";
import { documentsOn, type DocumentAct, type DocumentState } from "../talks/document.ts";
import type { AgendaMatter } from "../talks/round.ts";
import type { TalksAct } from "../talks/table.ts";
import { sayDate, sayMoment } from "../terms/explain-words.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";

type Name = (code: string) => string;
export type Cited<T> = T & { readonly cite: string; readonly by: string; readonly on: string };

const CLAUSE_KINDS: readonly TalksAct["kind"][] = ["clause.tabled", "position.taken", "bracket.opened", "bracket.accepted"];
const DOCUMENT_KINDS: readonly TalksAct["kind"][] = [
  "document.deposited", "document.forwarded", "document.fetched", "document.withdrawn", "document.answered", "review.opened", "review.extended",
];
type ClauseKind = "clause.tabled" | "position.taken" | "bracket.opened" | "bracket.accepted";
export const isClauseAct = (act: TalksAct): act is Extract<TalksAct, { readonly kind: ClauseKind }> => CLAUSE_KINDS.includes(act.kind);

/** The section of the brief for a kind. */
export function sectionOf(kind: TalksAct["kind"]): string {
  if (DOCUMENT_KINDS.includes(kind)) return "Documents";
  if (CLAUSE_KINDS.includes(kind) || kind === "linkage.stated") return "What lies on the table";
  if (kind === "office.held") return "Who speaks";
  if (kind === "pack.adopted") return "Documents";
  return kind === "round.held" || kind === "meeting.requested" ? "The talks" : "What each says";
}

const dated = (day: string): string => sayDate(day, "en");
const until = (day: string | undefined): string => (day === undefined ? "" : ` until ${dated(day)}`);

/** One act as what its author did: goes on after “On DAY, PARTY”. */
export function sayTalks(act: TalksAct, name: Name): string {
  switch (act.kind) {
    case "office.held": return `recorded ${act.name} as ${act.office}${act.party === undefined ? "" : ` of ${name(act.party)}`}${act.from === undefined ? "" : ` from ${dated(act.from)}`}${until(act.until)}`;
    case "round.held": return `recorded round ${act.round} of ${act.process} in ${act.place}${act.venue === undefined ? "" : `, ${act.venue}`}, ${act.format}, ${dated(act.from)}${act.to === undefined || act.to === act.from ? "" : ` to ${dated(act.to)}`}`;
    case "meeting.requested": return `asked for a meeting of ${act.level} (${act.between.map(name).join(", ")})${act.place === undefined ? "" : ` in ${act.place}`}`;
    case "document.deposited": return `deposited ${act.document}, version ${act.version} (${act.form}): ${act.title}, SHA-256 ${act.sha256}`;
    case "document.forwarded": return `forwarded ${act.document} to ${name(act.to)}, SHA-256 ${act.sha256}`;
    case "document.fetched": return `fetched ${act.document}, SHA-256 ${act.sha256}`;
    case "document.withdrawn": return `withdrew ${act.document}`;
    case "document.answered": return `answered ${act.document}: ${act.words}`;
    case "review.opened": return `opened the review of ${act.document} by ${name(act.reviewer)}, due ${dated(act.due)}`;
    case "review.extended": return `signed an extension of the review of ${act.document} to ${dated(act.due)}`;
    case "clause.tabled": return `tabled clause ${act.clause}, version ${act.version}: “${act.text}”`;
    case "position.taken": return `took a position on clause ${act.clause}: ${act.value}${act.reason === undefined ? "" : `, ${act.reason}`}`;
    case "bracket.opened": return `opened bracket ${act.bracket} in clause ${act.clause}: ${act.alternatives.map(({ id, by, text }) => `${id} (${name(by)}): ${text}`).join(" / ")}`;
    case "bracket.accepted": return `accepted for bracket ${act.bracket} the text with SHA-256 ${act.textHash}`;
    case "linkage.stated": return `stated linkage ${act.linkage} (${act.form}): ${act.if.join(", ")}${act.then.length === 0 ? "" : ` then ${act.then.join(", ")}`}`;
    case "consequence.stated": return `stated consequence ${act.consequence}: if ${act.condition}, then ${act.words}; target ${act.target}; imposed by ${act.imposedBy}`;
    case "consequence.closed": return `closed consequence ${act.consequence}: ${act.outcome}; ${act.words}`;
    case "pause.announced": return `announced pause ${act.pause} (${act.state}) in ${act.sector}, from ${sayMoment(act.from, "en")} to ${sayMoment(act.until, "en")}: ${act.purpose}`;
    case "pause.reported": return `said of pause ${act.pause}, at ${sayMoment(act.at, "en")}: ${act.words}`;
    case "pause.closed": return `closed pause ${act.pause}: ${act.words}${act.recovered.length === 0 ? "" : `; what was recovered went with ${act.recovered.join(", ")}`}`;
    case "claim.answered": return `${act.stance} ${act.claim}: ${act.words}${act.claims.length === 0 ? "" : ` (see ${act.claims.join(", ")})`}`;
    case "operation.postponed": return `recorded that ${act.operation} is postponed${until(act.until)}: ${act.words}`;
    case "dispute.stated": return `stated dispute ${act.dispute} about ${act.about}: ${act.words}${act.remedy === undefined ? "" : `; remedy asked for: ${act.remedy}`}`;
    case "dispute.closed": return `recorded for dispute ${act.dispute} the outcome: ${act.outcome}${act.evidence.length === 0 ? "" : `; it rests on ${act.evidence.join(", ")}`}`;
    case "finding.recorded": return `recorded finding ${act.finding} of ${act.body} under ${act.mandate}, about ${act.about}: ${act.words}`;
    case "signing.required": return `stated who must sign ${act.agreement}: ${[...act.groups.map(({ group, of, need }) => `${group}, ${need} of ${of.map(name).join(", ")}`), ...(act.signatories === undefined ? [] : [`${act.signatories} signatories of its own`])].join("; ")}`;
    case "pack.adopted": return `adopted version ${act.version} of the conflict pack ${act.pack}, SHA-256: ${act.sha256}`;
    case "note.recorded": return `recorded a note about ${act.about}`;
    case "acceptance.set": return `deposited an acceptance set for bracket ${act.bracket}`;
  }
}

/** The acts of these kinds, with who, when and the label they are cited by. */
export const talksActs = <K extends TalksAct["kind"]>(state: State, kinds: readonly K[]): Cited<Extract<TalksAct, { readonly kind: K }>>[] =>
  state.acts.flatMap(({ parsed, label: cite, author: by, at: on }) => {
    if (parsed.room !== "table" || !kinds.some((kind) => kind === parsed.act.kind)) return [];
    return [{ ...(parsed.act as Extract<TalksAct, { readonly kind: K }>), cite, by, on }];
  });

export const agendaOf = (state: State): AgendaMatter => ({
  rounds: talksActs(state, ["round.held"]), offices: talksActs(state, ["office.held"]), meetings: talksActs(state, ["meeting.requested"]),
});

/** `closed`: the outcome that both sides recorded, the day on which the second did, and what it rests on for either; `ageDays` runs until then. */
export type DisputeState = {
  readonly dispute: string; readonly about: string; readonly since: string; readonly ageDays: number;
  readonly statements: readonly { readonly by: string; readonly words: string; readonly remedy: string | null; readonly cite: string }[];
  readonly closed: { readonly outcome: string; readonly on: string; readonly evidence: readonly string[]; readonly cites: readonly string[] } | null;
};
export type TalksOn = {
  readonly on: string;
  readonly documents: readonly DocumentState[];
  readonly brackets: readonly BracketState[];
  readonly linkages: readonly Cited<Extract<TalksAct, { kind: "linkage.stated" }>>[];
  readonly consequences: readonly (Cited<Extract<TalksAct, { kind: "consequence.stated" }>> & { readonly closed: string | null })[];
  readonly pauses: readonly (Cited<Extract<TalksAct, { kind: "pause.announced" }>> & { readonly reports: readonly { readonly by: string; readonly at: string; readonly words: string; readonly cite: string }[]; readonly closed: Cited<Extract<TalksAct, { kind: "pause.closed" }>> | null })[];
  readonly claims: readonly { readonly claim: string; readonly cite: string; readonly speaker: string; readonly content: string; readonly standing: string; readonly hedge: string | null; readonly answers: readonly Cited<Extract<TalksAct, { kind: "claim.answered" }>>[] }[];
  readonly postponements: readonly Cited<Extract<TalksAct, { kind: "operation.postponed" }>>[];
  readonly disputes: readonly DisputeState[];
  readonly findings: readonly Cited<Extract<TalksAct, { kind: "finding.recorded" }>>[];
};

const days = (from: string, to: string): number => daysBetween(from as CivilDate, to as CivilDate);

/** The talks as one compartment sees them on a day. Linear in the acts, but for the few consequences, pauses and disputes. */
export function talksOn(state: State, pack: ConflictPack, on: CivilDate): TalksOn {
  const upTo = <T extends { readonly on: string }>(acts: readonly T[]): T[] => acts.filter((act) => act.on <= on);
  const clauses: ClauseAct[] = talksActs(state, ["clause.tabled", "position.taken", "bracket.opened", "bracket.accepted"]);
  const documents: DocumentAct[] = talksActs(state, ["document.deposited", "document.forwarded", "document.fetched", "document.withdrawn", "document.answered", "review.opened", "review.extended"]);
  const closings = upTo(talksActs(state, ["consequence.closed"]));
  const ends = upTo(talksActs(state, ["pause.closed"]));
  const reports = upTo(talksActs(state, ["pause.reported"]));
  return {
    on, documents: documentsOn(documents, sidesOf(pack), on), brackets: bracketsOn(clauses, sidesOf(pack), on, days),
    linkages: upTo(talksActs(state, ["linkage.stated"])),
    consequences: upTo(talksActs(state, ["consequence.stated"])).map((one) => ({ ...one, closed: closings.find(({ consequence }) => consequence === one.consequence)?.outcome ?? null })),
    pauses: upTo(talksActs(state, ["pause.announced"])).map((one) => ({ ...one, reports: reports.filter(({ pause }) => pause === one.pause).map(({ by, at, words, cite }) => ({ by, at, words, cite })), closed: ends.find(({ pause }) => pause === one.pause) ?? null })),
    claims: claimsOn(state, upTo(talksActs(state, ["claim.answered"])), on),
    postponements: upTo(talksActs(state, ["operation.postponed"])),
    disputes: disputesOn(upTo(talksActs(state, ["dispute.stated", "dispute.closed"])), sidesOf(pack), on),
    findings: upTo(talksActs(state, ["finding.recorded"])),
  };
}

/** Claims by the label of their entry, each with what others said of it; two that contradict each other name each other. */
function claimsOn(state: State, answers: readonly Cited<Extract<TalksAct, { kind: "claim.answered" }>>[], on: string): TalksOn["claims"] {
  return state.acts.flatMap(({ parsed, label, at }) => {
    if (parsed.room !== "talks" || parsed.statement.kind !== "claim" || at > on) return [];
    const { actor, content, standing, hedge } = parsed.statement;
    return [{ claim: label, cite: label, speaker: actor, content, standing, hedge: hedge ?? null, answers: answers.filter(({ claim, claims }) => claim === label || claims.includes(label)) }];
  });
}

type DisputeAct = Cited<Extract<TalksAct, { kind: "dispute.stated" | "dispute.closed" }>>;
function disputesOn(acts: readonly DisputeAct[], sides: readonly [string, string], on: string): DisputeState[] {
  const names = [...new Set(acts.map(({ dispute }) => dispute))];
  return names.flatMap((dispute) => {
    const own = acts.filter((act) => act.dispute === dispute);
    const stated = own.flatMap((act) => (act.kind === "dispute.stated" ? [act] : []));
    const [first] = stated;
    if (first === undefined) return [];
    const closed = outcomeOf(sides.map((side) => own.flatMap((act) => (act.kind === "dispute.closed" && act.by === side ? [act] : [])).at(-1)));
    return [{ dispute, about: first.about, since: first.on, ageDays: days(first.on, closed?.on ?? on), statements: stated.map(({ by, words, remedy, cite }) => ({ by, words, remedy: remedy ?? null, cite })), closed }];
  });
}

/** Only where the last word of both sides on it is the same. */
function outcomeOf(closings: readonly (Extract<DisputeAct, { kind: "dispute.closed" }> | undefined)[]): DisputeState["closed"] {
  const [one, other] = closings;
  if (one === undefined || other === undefined || one.outcome !== other.outcome) return null;
  return { outcome: one.outcome, on: one.on > other.on ? one.on : other.on, evidence: [...new Set([...one.evidence, ...other.evidence])], cites: [one.cite, other.cite] };
}

/** For the mediator alone: whether the acceptance sets of the two sides overlap, bracket by bracket. */
export function overlapsIn(state: State, pack: ConflictPack): Overlap[] {
  const held: Held[] = talksActs(state, ["acceptance.set"]);
  return overlapsOf(talksActs(state, ["bracket.opened"]), held, sidesOf(pack));
}

/** The talks on a day as Markdown, each line with its entries. */
export function printTalks(talks: TalksOn, name: Name): string {
  const part = (title: string, lines: readonly string[]): string[] => [`## ${title}`, "", ...(lines.length === 0 ? ["None is recorded."] : lines), ""];
  const cites = (list: readonly string[]): string => `[${list.join(" ")}]`;
  return [
    `# The talks on ${dated(talks.on)}`, "",
    ...part("Documents", talks.documents.flatMap(({ document, version, form, title, sha256, by, status, receipts, clock }) => [
      `- ${document}, version ${version} (${form}) of ${name(by)}: ${title}; ${status}; SHA-256 ${sha256}`,
      ...receipts.map((one) => `  - ${one.step} by ${name(one.by)}, ${dated(one.on)} ${cites([one.cite])}`),
      ...(clock === null ? [] : [`  - review by ${name(clock.reviewer)}, due ${dated(clock.due)}: ${clock.state}${clock.waitingFor.length === 0 ? "" : `; an extension waits for ${clock.waitingFor.map(name).join(" and ")}`} ${cites(clock.cites)}`]),
    ])),
    ...part("Brackets", talks.brackets.map(({ bracket, clause, alternatives, resolvedOn, daysOpen, acceptedBy, cites: list }) =>
      `- ${bracket} in clause ${clause}: ${alternatives.map(({ id, by, text }) => `${id} (${name(by)}) “${text}”`).join(" / ")}; ${resolvedOn === null ? `open for ${daysOpen ?? 0} days${Object.keys(acceptedBy).length === 0 ? "" : `, a new text accepted by ${Object.keys(acceptedBy).map(name).join(" and ")}`}` : `resolved on ${dated(resolvedOn)}`} ${cites(list)}`)),
    ...part("Linkages", talks.linkages.map((one) => `- ${name(one.by)} ${sayTalks(one, name)} ${cites([one.cite])}`)),
    ...part("Consequences", talks.consequences.map((one) => `- On ${dated(one.on)} ${name(one.by)} ${sayTalks(one, name)}; ${one.closed ?? "open"} ${cites([one.cite])}`)),
    ...part("Pauses", talks.pauses.flatMap((one) => [
      `- ${name(one.by)} ${sayTalks(one, name)} ${cites([one.cite])}`, ...one.reports.map(({ by, at, words, cite }) => `  - ${name(by)} says of ${sayMoment(at, "en")}: ${words} ${cites([cite])}`),
      ...(one.closed === null ? [] : [`  - ${name(one.closed.by)} ${sayTalks(one.closed, name)} ${cites([one.closed.cite])}`]),
    ])),
    ...part("Claims", talks.claims.flatMap(({ cite, speaker, content, standing, hedge, answers }) => [
      `- ${name(speaker)} (${standing}${hedge === null ? "" : `, “${hedge}”`}): ${content} ${cites([cite])}`,
      ...(answers.length === 0 ? ["  - confirmed, denied or contradicted by nobody on the record"] : answers.map((one) => `  - ${name(one.by)} ${sayTalks(one, name)} ${cites([one.cite])}`)),
    ])),
    ...part("Postponements", talks.postponements.map((one) => `- On ${dated(one.on)} ${name(one.by)} ${sayTalks(one, name)} ${cites([one.cite])}`)),
    ...part("Disputes", talks.disputes.flatMap(({ dispute, about, since, ageDays, statements, closed }) => [
      `- ${dispute} about ${about}, since ${dated(since)} (${ageDays} days): ${closed === null ? "open" : `closed by both sides on ${dated(closed.on)}, ${closed.outcome}${closed.evidence.length === 0 ? "" : `, resting on ${closed.evidence.join(", ")}`} ${cites(closed.cites)}`}`,
      ...statements.map(({ by, words, remedy, cite }) => `  - ${name(by)}: ${words}${remedy === null ? "" : `; remedy asked for: ${remedy}`} ${cites([cite])}`),
    ])),
    ...part("Findings", talks.findings.map((one) => `- ${name(one.by)} ${sayTalks(one, name)} ${cites([one.cite])}`)),
  ].join("\n");
}
