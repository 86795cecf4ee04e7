// What was asked to be erased and what became of it, and what of a number of entries could be erased now: for the officers who ask
// and sign (RECORD.md §4). Everything here stands on the record for all to see; no content is opened for it.
import { Fault, Faults } from "../basis/fault.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { parseHead } from "../record/entry-head.ts";
import type { ErasableRow, ErasureRow } from "./api-types.ts";
import { checkErasure } from "./erasure.ts";
import type { SharedDesk } from "./shared-desk.ts";

const digestsOf = (body: Readonly<Record<string, unknown>>): string[] => (Array.isArray(body["sealed"]) ? body["sealed"].map(String) : []);

/** Every request on the record, newest first, with the entry that says it is done. Reads those entries alone. */
export async function erasuresOf({ heads, record, state }: Pick<SharedDesk, "heads" | "record" | "state">): Promise<ErasureRow[]> {
  const found: { readonly row: Omit<ErasureRow, "done">; readonly digests: string; done: number | null }[] = [];
  for (const [index, { kind, at, act }] of heads.entries()) {
    if (kind !== "erase.request" && kind !== "erase.done") continue;
    const envelope = parseEnvelope(await record.entry(index));
    const digests = digestsOf(parseHead(envelope.payload).body);
    const key = digests.join();
    if (kind === "erase.request") found.push({ row: { index, at, act, keys: envelope.signatures.map(({ keyid }) => keyid), entries: digests.flatMap((one) => state.sealedAt.get(one) ?? []) }, digests: key, done: null });
    else {
      const asked = found.find((one) => one.digests === key && one.done === null);
      if (asked) asked.done = index;
    }
  }
  return found.map(({ row, done }) => ({ ...row, done })).reverse();
}

/** Each entry or digest asked about, in this order, with the code that refuses its erasure, or null. */
export function erasableRows(desk: SharedDesk, asked: { readonly entries: readonly number[]; readonly sealed: readonly string[] }): ErasableRow[] {
  const ofEntry = asked.entries.map((index) => ({ index, sealed: desk.heads[index]?.commits[0]?.sealed ?? null }));
  const ofDigest = asked.sealed.map((sealed) => ({ index: desk.state.sealedAt.get(sealed) ?? -1, sealed }));
  return [...ofEntry, ...ofDigest].map(({ index, sealed }) => {
    const head = desk.heads[index];
    const about = { index, kind: head?.kind ?? "", author: head?.author ?? "", at: head?.at ?? "", to: head?.commits[0]?.to ?? [], sealed };
    return { ...about, refused: sealed === null ? "ERASE_NONE" : refusedBy(desk, sealed) };
  });
}

function refusedBy(desk: SharedDesk, sealed: string): string | null {
  try {
    checkErasure(desk, { body: { sealed: [sealed] } });
    return null;
  } catch (error) {
    if (error instanceof Faults || error instanceof Fault) return error instanceof Faults ? (error.faults[0]?.code ?? "") : error.code;
    throw error;
  }
}
