// One record, several parties: the desk opened for a server. Each payload is opened once, with the secretariat's key, and folded
// into the state of every party it is addressed to and of no other. What was not addressed to the secretariat stays closed in
// every state here: the server cannot open it.
import { hex } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseEnvelope, printEnvelope } from "../record/envelope.ts";
import type { EntryHead } from "../record/entry-head.ts";
import { leafHash } from "../record/merkle.ts";
import { parseNote, printNote, signNote, printVkey, type NoteKey, type Signer, ED25519 } from "../record/note.ts";
import { open, type Identity } from "../store/vault/seal.ts";
import { snapshotKeysOf } from "../store/vault/snapshot.ts";
import { compartmentsOf, searchingLaboratory, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { appendLeaf, catchUp, isOldCopy, leafOf, openDeskClosed, openedOf, settlements, type Desk, type Opened } from "./desk.ts";
import { signerOf, type KeyRing } from "./key-ring.ts";

/** What everybody sees of an entry. */
export type SeenHead = Pick<EntryHead, "author" | "kind" | "at" | "key" | "counter" | "prev" | "commits"> & { readonly act: string };
export type { Opened } from "./desk.ts";

export type SharedDesk = Desk & {
  /** By party code: folded from what is addressed to that party, nothing else. */
  readonly states: ReadonlyMap<string, State>;
  readonly heads: SeenHead[];
  /** Leaf hash (hex) → index: sending the same bytes again finds its entry. */
  readonly byAct: Map<string, number>;
  /** Entries below are in force. */
  inForce: number;
  /** Where the server keeps what is its own: officers, sessions, pending acts, its log of reads. */
  readonly folder: string;
  /** Where record, vault and jobs are: a data folder or a database URL. */
  readonly place: string;
};

/** The record of `place`, a folder or a database; `folder` is the server's own. @throws as `openDesk`. Linear in the entries; `tell` hears of progress. */
export async function openSharedDesk(folder: string, since: string, tell: (done: number, of: number) => void = () => {}, place = folder, say: (line: string) => void = () => {}, keys?: KeyRing): Promise<SharedDesk> {
  const base = await openDeskClosed(place, undefined, since, say, keys);
  try {
    const { pack, record } = base;
    const parties = compartmentsOf(pack).map(({ code }) => code);
    const states = new Map(parties.map((code) => [code, emptyState()]));
    const state = states.get(pack.secretariat.code);
    if (!state) throw new Fault("COMPARTMENT", "expected the secretariat among the parties of the pack");
    const note = await record.read("log/checkpoint");
    const alsoOpens = await laboratoryIdentity(pack, base.keys);
    const opens = (to: readonly string[]): boolean => to.some((code) => code === base.compartment || alsoOpens.has(code));
    const desk: SharedDesk = {
      ...base, folder, place, alsoOpens, state, states, heads: [], byAct: new Map(), inForce: note ? parseCheckpoint(parseNote(note).text).size : 0,
      fold: (index, leaf, head, opened) => takeIn(desk, index, leaf, head, opened && opens(head.commits[0]?.to ?? []) ? opened : undefined),
    };
    await catchUp(desk, tell);
    desk.inForce = Math.min(desk.inForce, desk.heads.length);
    if (await isOldCopy(desk, say)) return desk;
    for (const head of await settlements(desk, since)) await appendLeaf(desk, () => leafOf(desk, head, false));
    return desk;
  } catch (error) {
    await base.record.close();
    throw error;
  }
}

/** The identity of the laboratory that searches, where this server was given its key: the search runs here. */
async function laboratoryIdentity(pack: ConflictPack, keys: KeyRing): Promise<ReadonlyMap<string, Identity>> {
  const code = searchingLaboratory(pack)?.code;
  const secret = code === undefined ? undefined : keys.secret(code);
  return new Map(code === undefined || !secret ? [] : [[code, (await snapshotKeysOf(secret)).identity]]);
}

/** Whether the server can open what is addressed so: the secretariat, or the laboratory that searches, is among them. */
export const canOpen = (desk: Pick<SharedDesk, "compartment" | "alsoOpens">, to: readonly string[]): boolean => to.some((code) => code === desk.compartment || desk.alsoOpens.has(code));

/** The payload, where the server can open it. @throws Fault `PAYLOAD_FORM`, `VAULT_COMMITMENT`. */
export async function openFor(desk: Pick<SharedDesk, "identity" | "compartment" | "alsoOpens">, ciphertext: Uint8Array, commitment: string, to: readonly string[]): Promise<Opened | undefined> {
  const identity = to.includes(desk.compartment) ? desk.identity : [...desk.alsoOpens].find(([code]) => to.includes(code))?.[1];
  const plaintext = identity && (await open(ciphertext, identity, commitment));
  return plaintext ? openedOf(plaintext) : undefined;
}

/** Takes one entry, already admitted, into heads and the states of those it is addressed to. */
function takeIn(desk: SharedDesk, index: number, leaf: Uint8Array, head: EntryHead, opened: Opened | undefined): void {
  const hash = leafHash(leaf);
  const { author, kind, at, key, counter, prev, commits } = head;
  const act = hex(hash);
  desk.heads.push({ author, kind, at, key, counter, prev, commits, act });
  desk.byAct.set(act, index);
  const { payload, signatures } = parseEnvelope(leaf);
  const [first] = signatures;
  // an act of two officers is also found by what the first of them sent
  if (signatures.length > 1 && first) desk.byAct.set(hex(leafHash(printEnvelope(payload, [first]))), index);
  const to = commits[0]?.to ?? [];
  for (const [code, state] of desk.states) foldEntry(state, index, head, opened && to.includes(code) ? opened : undefined, signatures.map(({ keyid }) => keyid));
}

/** @throws Fault `COMPARTMENT`. */
export function stateOf(desk: SharedDesk, party: string): State {
  const state = desk.states.get(party);
  if (!state) throw new Fault("COMPARTMENT", "expected a party of this record");
  return state;
}

const ackName = ({ pack }: Pick<SharedDesk, "pack">): string => `${pack.origin}/ack/1`;
const ackSigners = new WeakMap<SharedDesk, Signer>();

/** Signed note over index and leaf hash by the acknowledgement key of the log (RECORD.md §3). */
export function acknowledge(desk: SharedDesk, index: number, act: string): string {
  const text = `all-for-all acknowledgement\n${desk.pack.origin}\n${index}\n${act}\n`;
  const signer = ackSigners.get(desk) ?? signerOf(desk.keys, desk.pack.secretariat.code, "ack");
  ackSigners.set(desk, signer);
  return printNote({ text, signatures: [signNote(text, ackName(desk), signer)] });
}

/** The key by which acknowledgements are checked. */
export const acknowledgementKey = (desk: Pick<SharedDesk, "pack" | "keys">): string => {
  const key: NoteKey = { name: ackName(desk), type: ED25519, publicKey: signerOf(desk.keys, desk.pack.secretariat.code, "ack").publicKey };
  return printVkey(key);
};

