// Entries as one party sees them: the head that everybody sees, and the content where it was addressed to that party.
import { base64, fromUtf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import type { ReadAct, State } from "../entries/fold.ts";
import type { ActPayload, EntryDetail, EntryRow, ViewHead } from "./api-types.ts";
import { receiptOf } from "./export-bundle.ts";
import { foldedOn } from "./folded.ts";
import { areDecided } from "./matches-of.ts";
import { itemOf, namesFor, saidOfEntry, type ReportLanguage } from "./say.ts";
import type { SharedDesk } from "./shared-desk.ts";

const actsByEntry = foldedOn(() => new Map<number, ReadAct>(), (acts, act) => void acts.set(act.entry, act));

/** The act at an index, where this state holds it. Each act is indexed once. */
export const actAt = (state: State, index: number): ReadAct | undefined => actsByEntry(state).get(index);

/** `state` is null for who may see heads only; with a language what it says is in it, without day and author. @throws Fault `ENTRY_NONE`. */
export function entryRow(desk: SharedDesk, state: State | null, index: number, language?: ReportLanguage): EntryRow {
  const head = desk.heads[index];
  if (!head) throw new Fault("ENTRY_NONE", `expected an entry from 0 to ${desk.heads.length - 1}`);
  const act = state ? actAt(state, index) : undefined;
  const { kind, author, at, key } = head;
  return { index, kind, author, at, key, to: head.commits[0]?.to ?? [], label: act?.label ?? null, says: saysOf(desk, state, act, language), isInForce: index < desk.inForce };
}

const saysOf = (desk: SharedDesk, state: State | null, act: ReadAct | undefined, language: ReportLanguage | undefined): string | null => {
  if (!act || !state) return null;
  return language === undefined ? itemOf(act, namesFor(desk.pack)).sentence : saidOfEntry(state, act, desk.pack, language);
};

/** Answers to pairs stay closed in the desk until their pairs are decided: nobody answers after reading another's answer. */
function openedAt(state: State | null, index: number): ActPayload | null {
  const act = state ? actAt(state, index) : undefined;
  if (state && act?.parsed.room === "matching" && act.parsed.act.kind === "pairs.decided" && !areDecided(state, act.parsed.act)) return null;
  return act ? { label: act.label, body: act.body, sources: act.sources } : null;
}

export type EntryFilter = { readonly from: number; readonly limit: number; readonly opened?: boolean | undefined; readonly kind?: string | undefined; readonly author?: string | undefined; readonly label?: string | undefined; readonly lang?: ReportLanguage | undefined };

/** A page in record order. Linear in the heads where a filter is given, else in the page. */
export function entryPage(desk: SharedDesk, state: State | null, { from, limit, opened, kind, author, label, lang }: EntryFilter): { readonly from: number; readonly total: number; readonly rows: EntryRow[] } {
  const rowAt = (index: number): EntryRow => {
    const row = entryRow(desk, state, index, lang);
    return opened === true ? { ...row, opened: openedAt(state, index) } : row;
  };
  if (kind === undefined && author === undefined && label === undefined) {
    const total = desk.heads.length;
    return { from, total, rows: Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, i) => rowAt(from + i)) };
  }
  const found = desk.heads.flatMap((head, index) => {
    const fits = (kind === undefined || head.kind === kind) && (author === undefined || head.author === author) && (label === undefined || (state !== null && actAt(state, index)?.label.startsWith(label) === true));
    return fits ? [index] : [];
  });
  return { from, total: found.length, rows: found.slice(from, from + limit).map(rowAt) };
}

/** @throws Fault `ENTRY_NONE`. */
export async function entryDetail(desk: SharedDesk, state: State | null, head: ViewHead, index: number): Promise<EntryDetail> {
  const row = entryRow(desk, state, index);
  const seen = desk.heads[index];
  if (!seen) throw new Fault("ENTRY_NONE", "expected an entry of the record");
  const opened = openedAt(state, index);
  return {
    ...head, ...row, counter: seen.counter, prev: seen.prev, act: seen.act, commitments: seen.commits, opened,
    envelope: base64(await desk.record.entry(index)), proof: index < desk.inForce ? fromUtf8((await receiptOf(desk, index)).proof) : null,
  };
}
