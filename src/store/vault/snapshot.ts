// A fast start (HOUSE.md §3.8): what a compartment could open of a stretch of entries, sealed to its own age recipient, so that a
// start neither decrypts one file per act nor checks one signature per entry again. Kept are inputs of the fold, not its result,
// and the leaves are read from the record: state from snapshots equals state from the fold byte for byte.
// age says nothing of who sealed, and a recipient is public: so a part also carries an HMAC-SHA-256 under a key derived from
// the identity, which only who can open can make. A part that does not hold is ignored and folded again.
// Layout inside the age file: canonical JSON line {compartment, count, first, root, version} ‖ newline ‖ per entry uint32 (size of its
// payload + 1, 0 where there is none) ‖ payload, repeated ‖ 32 bytes HMAC of all before.
import { createHmac } from "node:crypto";
import { concat, equalBytes, fromUtf8, hex, utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { Fault } from "../../basis/fault.ts";
import { sealAge } from "./age-file.ts";
import { decrypt, identityKeyOf, identityOf, recipientOf } from "./seal.ts";

/** Entries a part covers: a start decrypts one file for so many, and folds at most so many without one. */
export const PART_ENTRIES = 512;
const VERSION = 1;
const MAC_SIZE = 32;

/** What was sealed with each entry, where this compartment could open it. */
export type Payloads = readonly (Uint8Array | undefined)[];

/** Which part it must be: entries `first` … of a record whose tree after the part has `root`. */
export type PartName = { readonly compartment: string; readonly first: number; readonly root: Uint8Array };

const headOf = ({ compartment, first, root }: PartName, count: number): Uint8Array =>
  utf8(`${canonicalJson({ compartment, count, first, root: hex(root), version: VERSION })}\n`);

/** What a compartment seals, opens and authenticates its snapshots with; all three secret to whoever holds its identity, but the recipient. */
export type SnapshotKeys = { readonly identity: Awaited<ReturnType<typeof identityKeyOf>>; readonly recipient: string; readonly mac: Uint8Array };

/** Out of the 32 secret bytes of the compartment's identity. */
export const snapshotKeysOf = async (secret: Uint8Array): Promise<SnapshotKeys> => ({
  identity: await identityKeyOf(secret),
  recipient: await recipientOf(identityOf(secret)),
  mac: new Uint8Array(createHmac("sha256", secret).update("all-for-all snapshot").digest()),
});

const macOf = ({ mac }: SnapshotKeys, bytes: Uint8Array): Uint8Array => new Uint8Array(createHmac("sha256", mac).update(bytes).digest());

/** The ciphertext of a part. Linear in its bytes. */
export function sealPart(name: PartName, entries: Payloads, keys: SnapshotKeys): Uint8Array {
  const pieces = entries.flatMap((payload) => [uint32(payload ? payload.length + 1 : 0), payload ?? new Uint8Array(0)]);
  const bytes = concat([headOf(name, entries.length), ...pieces]);
  return sealAge(concat([bytes, macOf(keys, bytes)]), [keys.recipient]);
}

/**
 * The payloads of a part that is the one named.
 * @throws Fault `SNAPSHOT_SEAL` when it does not open, `SNAPSHOT_MAC` when another made it, `SNAPSHOT_OTHER` when it is of another
 * compartment, stretch, history or version, `SNAPSHOT_FORM`.
 */
export async function openPart(ciphertext: Uint8Array, name: PartName, keys: SnapshotKeys): Promise<Payloads> {
  const whole = await decrypt(ciphertext, keys.identity);
  if (!whole) throw new Fault("SNAPSHOT_SEAL", "expected a snapshot that this compartment can open");
  const bytes = whole.subarray(0, Math.max(0, whole.length - MAC_SIZE));
  if (!equalBytes(macOf(keys, bytes), whole.subarray(bytes.length))) throw new Fault("SNAPSHOT_MAC", "the snapshot was not made with this compartment's identity");
  const end = bytes.indexOf(10) + 1;
  const expected = headOf(name, PART_ENTRIES);
  if (!equalBytes(bytes.subarray(0, end), expected)) throw new Fault("SNAPSHOT_OTHER", `expected ${fromUtf8(expected).trimEnd()}`);
  return readEntries(bytes, end);
}

function readEntries(bytes: Uint8Array, from: number): Payloads {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: (Uint8Array | undefined)[] = [];
  let at = from;
  while (at + 4 <= bytes.length) {
    const marked = view.getUint32(at);
    at += 4;
    entries.push(marked === 0 ? undefined : bytes.subarray(at, (at += marked - 1)));
  }
  if (at !== bytes.length || entries.length !== PART_ENTRIES) throw new Fault("SNAPSHOT_FORM", `expected exactly ${PART_ENTRIES} entries`);
  return entries;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
