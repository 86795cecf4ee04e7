// An erasure asked for over the wire (RECORD.md §4): the request is an entry of the keeper of the vault, signed by two of his officers with
// their own keys; then salt, file key and ciphertext go together; then the entry that says it is done, signed by the desk. Interrupted
// anywhere between, the next start finishes it, and a restored backup carries it out again (`settlements` in desk.ts).
import { addDays, type CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { KEPT_KINDS } from "../entries/catalogue.ts";
import { parseEnvelope, type Envelope } from "../record/envelope.ts";
import { parseHead, type EntryHead } from "../record/entry-head.ts";
import { demandErasure, seatOf } from "./authority.ts";
import { append } from "./desk.ts";
import type { SharedDesk } from "./shared-desk.ts";
import type { Officer } from "./submit-act.ts";

const ERASED_MAX = 1_000;

/**
 * The request as its first officer signed it.
 * @throws Fault or Faults `ORIGIN`, `ACT_AUTHOR`, `KEY_INACTIVE`, `KEY_ROLE`, `RIGHTS`, `ACT_DAY`, and those of `checkErasure`.
 */
export function parseErasure(desk: SharedDesk, officer: Officer, leaf: Uint8Array, today: CivilDate): { readonly envelope: Envelope; readonly head: EntryHead } {
  const envelope = parseEnvelope(leaf);
  const head = parseHead(envelope.payload);
  if (head.origin !== desk.pack.origin || head.talks !== desk.pack.talks) throw new Fault("ORIGIN", "expected an entry of this record");
  if (head.author !== officer.party) throw new Fault("ACT_AUTHOR", "expected an entry of your own party");
  demandErasure(officer.role, seatOf(desk.pack, officer.party) ?? "side", false);
  if (officer.key === null) throw new Fault("KEY_INACTIVE", "your key is not registered yet: your party's root key must sign it");
  if (head.key !== officer.key) throw new Fault("KEY_ROLE", "expected the signature of your own key");
  if (head.kind !== "erase.request" || head.commits.length > 0) throw new Fault("ACT_FORM", "expected an erase.request without a payload");
  if (head.at > addDays(today, 1)) throw new Fault("ACT_DAY", `the request is dated ${head.at}, the desk has ${today}: look at the clock of your device`, [{ field: "at" }]);
  checkErasure(desk, head);
  return { envelope, head };
}

/**
 * Whether what the request names may be erased now.
 * @throws Faults with every digest at once: `ERASE_FORM`, `ERASE_NONE` for one that no entry commits to, `ERASE_TWICE` for one that is gone
 * or going, `ERASE_KIND` where an account, an operation or an agreement rests on it.
 */
export function checkErasure({ state, heads }: SharedDesk, head: Pick<EntryHead, "body">): void {
  const { sealed, ...rest } = head.body;
  const digests: unknown[] = Array.isArray(sealed) ? sealed : [];
  const isSorted = digests.every((one, i) => i === 0 || String(digests[i - 1]) < String(one));
  if (digests.length === 0 || digests.length > ERASED_MAX || !isSorted || Object.keys(rest).length > 0)
    throw new Fault("ERASE_FORM", `expected 1 to ${ERASED_MAX} digests, sorted, each once`, [{ field: "sealed" }]);
  const faults = digests.flatMap((one, i): Fault[] => {
    const place = { field: `sealed[${i}]` };
    const index = typeof one === "string" ? state.sealedAt.get(one) : undefined;
    if (typeof one !== "string" || index === undefined) return [new Fault("ERASE_NONE", "no entry commits to this digest", [place])];
    if (state.erased.includes(index) || state.erasing.has(one)) return [new Fault("ERASE_TWICE", "this payload is erased already", [place])];
    const kind = heads[index]?.kind ?? "";
    return KEPT_KINDS.includes(kind) ? [new Fault("ERASE_KIND", "what an account, an operation or an agreement rests on is corrected, never erased", [place])] : [];
  });
  if (faults.length > 0) throw new Faults(faults);
}

/** Destroys what a recorded request names and says so; the entry that ends it. */
export async function finishErasure(desk: SharedDesk, request: EntryHead): Promise<{ readonly index: number; readonly head: Pick<EntryHead, "author" | "kind" | "at" | "body" | "commits"> }> {
  const digests = (Array.isArray(request.body["sealed"]) ? request.body["sealed"] : []).map(String);
  for (const digest of digests) await desk.vault.destroy(digest);
  const head = { author: request.author, kind: "erase.done", at: request.at, body: { sealed: digests }, commits: [] };
  return { index: await append(desk, head, false), head };
}
