// What waits for whom on a day: answers due on lists, reviews with a clock, objections without a reply, texts that one side has
// signed, counts that one side has not given, documents not yet forwarded or fetched, consequences with a day. A clock marks;
// it ends nothing. Differences between the counts stand beside it, each with its age.
import type { Account } from "../accounting/account.ts";
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import type { State } from "../entries/fold.ts";
import { listsOn } from "../registry/name-case.ts";
import { agreedOn } from "../talks/agreed-text.ts";
import { sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { DifferenceRow, WaitingItem } from "./api-types.ts";
import { listsOf } from "./lists-of.ts";
import { matchesOf } from "./matches-of.ts";
import { signingRulesOf, signingsOf } from "./say.ts";
import { operationsIn } from "./say-handover.ts";
import { talksOn, type TalksOn } from "./say-talks.ts";
import { memo } from "./state-memo.ts";

/** The talks of a state, kept until an act on its table, or a claim, is added. */
export const talksIn = (state: State, pack: ConflictPack, on: CivilDate): TalksOn => memo(state, "talks", on, ["table", "claims"], () => talksOn(state, pack, on));

/** Every difference of an account as a row, oldest first. */
export function differencesOf(account: Account): DifferenceRow[] {
  return account.obligations
    .flatMap(({ id, agreement, clause, what, difference, because, from, to }) =>
      (difference?.items ?? []).map(({ operation, counts }) => ({
        obligation: id, agreement, clause, what, from, to, operation, counts, count: Math.abs((counts[from] ?? 0) - (counts[to] ?? 0)), since: difference?.since ?? account.on, ageDays: difference?.ageDays ?? 0, because,
      })))
    .sort((a, b) => b.ageDays - a.ageDays || (a.operation < b.operation ? -1 : 1));
}

type Draft = Omit<WaitingItem, "ageDays" | "overdueDays" | "since" | "due"> & { readonly since: string; readonly due: string | null };

/** Overdue first, then by age. What each room has waiting is kept until an act of that room; linear in those acts then. */
export function waitingOn(state: State, pack: ConflictPack, on: CivilDate): WaitingItem[] {
  const drafts = [
    ...memo(state, "waiting lists", on, ["registry"], () => listItems(state, pack, on)),
    ...memo(state, "waiting documents", on, ["table"], () => documentItems(state, pack, on)),
    ...memo(state, "waiting signatures", on, ["agreed"], () => signatureItems(state, pack, on)),
    ...memo(state, "waiting counts", on, ["accounting", "handover", "remains"], () => countItems(state, pack, on)),
    ...memo(state, "waiting notices", on, ["handover", "table", "accounting"], () => noticeItems(state, pack, on)),
    ...memo(state, "waiting matches", on, ["matching", "registry"], () => matchItems(state, pack)),
  ];
  const items = drafts.map((draft): WaitingItem => {
    const since = draft.since as CivilDate; // days of acts, parsed when they were folded
    const due = draft.due as CivilDate | null;
    return { ...draft, since, due, ageDays: Math.max(0, daysBetween(since, on)), overdueDays: due !== null && on > due ? daysBetween(due, on) : 0 };
  });
  return items.sort((a, b) => b.overdueDays - a.overdueDays || b.ageDays - a.ageDays || (a.path + a.what < b.path + b.what ? -1 : 1));
}

function listItems(state: State, pack: ConflictPack, on: CivilDate): Draft[] {
  return listsOn(listsOf(state), sidesOf(pack), on).filter((list) => list.on <= on).flatMap((list): Draft[] => {
    const { counts, about, due, entry, cite } = list;
    const open = counts.requested + counts.unanswered;
    const path = `/lists/${encodeURIComponent(list.list)}`;
    const base = { since: list.on, because: [entry], path };
    const isForwarded = list.forwarded.some(({ to }) => to === about) || list.by === about;
    return [
      ...(isForwarded ? [] : [{ ...base, what: "document" as const, for: [pack.secretariat.code], due: null, key: "waiting.forwardList", values: { list: list.list, to: about }, says: `List ${list.list} is to be forwarded to ${about} [${cite}]` }]),
      ...(open === 0 || !isForwarded || !list.isAsking ? [] : [{ ...base, what: "answer" as const, for: [about], due, ...(list.daysLate > 0 ? { key: "waiting.answers", values: { list: list.list, open, names: list.names, daysLate: list.daysLate } } : { key: "waiting.answersOpen", values: { list: list.list, open, names: list.names } }), says: `${open} of ${list.names} names of list ${list.list} are unanswered${list.daysLate > 0 ? `, ${list.daysLate} days late` : ""} [${cite}]` }]),
      ...(counts.objected === 0 ? [] : [{ ...base, what: "reply" as const, for: [about], due: null, key: "waiting.replies", values: { list: list.list, open: counts.objected }, says: `${counts.objected} objections in list ${list.list} wait for a reply [${cite}]` }]),
      ...(list.finalSha256 === null || list.isFinal ? [] : [{ ...base, what: "signature" as const, for: sidesOf(pack).filter((side) => !list.signedBy.some(({ party, sha256 }) => party === side && sha256 === list.finalSha256)), due: null, key: "waiting.signList", values: { list: list.list }, says: `The final list ${list.list} is to be signed [${cite}]` }]),
    ];
  });
}

/** Lists that no comparison holds, where one of the same writer and purpose does, and pairs that wait for another person. */
function matchItems(state: State, pack: ConflictPack): Draft[] {
  const { runs, pairs } = matchesOf(state);
  if (runs.size === 0) return [];
  const lists = listsOf(state);
  const compared = new Set([...runs.values()].flatMap(({ left, right }) => [...left, ...right].map(({ list }) => list)));
  const kinds = new Set([...compared].flatMap((list) => { const one = lists.get(list); return one ? [`${one.deposit.by} ${one.purpose}`] : []; }));
  const base = { for: [pack.secretariat.code], due: null, path: "/matching" } as const;
  const news = [...lists].filter(([list, one]) => !compared.has(list) && kinds.has(`${one.deposit.by} ${one.purpose}`)).map(([list, { deposit, rows }]): Draft => ({
    ...base, what: "comparison", since: deposit.on, because: [deposit.entry], key: "waiting.compare", values: { list, names: rows.size }, says: `List ${list} of ${rows.size} names is in no comparison yet [${deposit.cite}]`,
  }));
  const open = (["needs a second person", "needs a third person"] as const).flatMap((verdict): Draft[] => {
    const waiting = [...pairs.values()].filter((one) => one.verdict === verdict);
    const [first] = waiting.flatMap(({ answers }) => answers.slice(0, 1));
    const entries = [...new Set(waiting.flatMap(({ answers }) => answers.map(({ entry }) => entry)))];
    const person = verdict === "needs a second person" ? "second" : "third";
    return first ? [{ ...base, what: "comparison", since: first.on, because: entries, key: `waiting.pairs.${person}`, values: { count: waiting.length }, says: `${waiting.length} pairs wait for a ${person} person [${first.cite}]` }] : [];
  });
  return [...news, ...open];
}

function documentItems(state: State, pack: ConflictPack, on: CivilDate): Draft[] {
  const talks = talksIn(state, pack, on);
  const indexOf = (cites: readonly string[]): number[] => cites.flatMap((cite) => state.byLabel.get(cite)?.entry ?? []);
  const documents = talks.documents.flatMap(({ document, by, status, receipts, clock }): Draft[] => {
    if (status === "withdrawn") return [];
    const because = indexOf(receipts.map(({ cite }) => cite));
    const since = receipts[0]?.on ?? on;
    const path = `/talks?document=${encodeURIComponent(document)}`;
    const has = (step: string): boolean => receipts.some((one) => one.step === step);
    const others = sidesOf(pack).filter((side) => side !== by);
    if (clock && clock.state !== "answered")
      return [{ what: "review", for: [clock.reviewer], since, due: clock.due, because: indexOf(clock.cites), path, key: "waiting.review", values: { document, due: clock.due }, says: `Document ${document} is under review, due ${clock.due} [${clock.cites.join(" ")}]` }];
    if (status !== "tabled" || !sidesOf(pack).includes(by)) return [];
    if (!has("forwarded")) return [{ what: "document", for: [pack.secretariat.code], since, due: null, because, path, key: "waiting.forward", values: { document }, says: `Document ${document} is to be forwarded` }];
    return has("fetched") ? [] : [{ what: "document", for: others, since, due: null, because, path, key: "waiting.fetch", values: { document }, says: `Document ${document} is to be fetched` }];
  });
  const consequences = talks.consequences.filter(({ closed }) => closed === null).map((one): Draft => ({
    what: "consequence", for: [one.by], since: one.on, due: null, because: indexOf([one.cite]), path: "/talks", key: "waiting.consequence", values: { consequence: one.consequence }, says: `Consequence ${one.consequence} is open [${one.cite}]`,
  }));
  return [...documents, ...consequences];
}

function signatureItems(state: State, pack: ConflictPack, on: CivilDate): Draft[] {
  return agreedOn(signingsOf(state), sidesOf(pack), on, signingRulesOf(state, pack)).filter(({ state: one }) => one !== "agreed").map(({ agreement, signatures, state: one, groups, parties }): Draft => {
    const signed = Object.entries(signatures);
    const open = groups.find(({ since: day }) => day === null);
    const missing = one === "waits for signatures" ? open?.missing ?? [] : sidesOf(pack).filter((side) => signatures[side] === undefined || parties.some(({ party, signatories, need }) => party === side && signatories < need && one === "signed by one side"));
    const since = signed.map(([, one]) => one.on).sort()[0] ?? on;
    return {
      what: "signature", for: missing.length > 0 ? missing : [...sidesOf(pack)], since, due: null, because: signed.flatMap(([, { cite }]) => state.byLabel.get(cite)?.entry ?? []),
      path: `/agreement/${encodeURIComponent(agreement)}`, key: missing.length > 0 ? "waiting.signText" : "waiting.sameText", values: { agreement },
      says: missing.length > 0 ? `The text of ${agreement} waits for a signature` : `Both sides signed different bytes of ${agreement}`,
    };
  });
}

/** Notices that a side has not acknowledged, and those that both have and that wait for the go. */
function noticeItems(state: State, pack: ConflictPack, on: CivilDate): Draft[] {
  return operationsIn(state, pack, on).flatMap(({ operation, phase, notice, waitingFor }): Draft[] => {
    if (notice === null || (phase !== "notice sent" && phase !== "notice acknowledged")) return [];
    const base = { what: "acknowledgement" as const, since: notice.on, due: notice.from.slice(0, 10), because: [notice.entry], path: `/operations?operation=${encodeURIComponent(operation)}` };
    return phase === "notice sent"
      ? [{ ...base, for: waitingFor, key: "waiting.notice", values: { operation, version: notice.version }, says: `Notice ${notice.version} of ${operation} is to be acknowledged [${notice.cite}]` }]
      : [{ ...base, for: [pack.mediator.code, pack.secretariat.code], key: "waiting.go", values: { operation }, says: `Both sides have acknowledged the notice of ${operation}; the go is to be given or not [${notice.cite}]` }];
  });
}

/** Operations that one side has counted and the other has not. */
function countItems(state: State, pack: ConflictPack, on: CivilDate): Draft[] {
  const sides = sidesOf(pack);
  const speakers = new Map<string, { since: string; readonly by: Set<string>; readonly entries: number[] }>();
  for (const { parsed, at, author, entry } of state.acts) {
    if (parsed.room !== "accounting" || parsed.fact.kind !== "operation.counted" || at > on || !sides.includes(author)) continue;
    const known = speakers.get(parsed.fact.operation) ?? { since: at, by: new Set<string>(), entries: [] };
    known.by.add(author);
    known.entries.push(entry);
    speakers.set(parsed.fact.operation, known);
  }
  return [...speakers].filter(([, { by }]) => by.size === 1).map(([operation, { since, by, entries }]): Draft => ({
    what: "count", for: sides.filter((side) => !by.has(side)), since, due: null, because: entries, path: `/operations?operation=${encodeURIComponent(operation)}`, key: "waiting.count", values: { operation }, says: `Operation ${operation}: one side has stated its count, the other has not`,
  }));
}

