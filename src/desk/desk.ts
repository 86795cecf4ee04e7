// The desk over one record: an act is sealed, signed by its actor, appended durably, and covered by a checkpoint that both
// sides' witnesses have judged and cosigned. State is the fold of what one compartment can open.
import { base64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { verifies } from "../compute/ed25519.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { parseCheckpoint, printCheckpoint } from "../record/checkpoint.ts";
import { parseEnvelope, sealEnvelope } from "../record/envelope.ts";
import { parseHead, printHead, type Commitment, type EntryHead } from "../record/entry-head.ts";
import { admit, copyRegistry, emptyRegistry, rootKeyName, type Registry } from "../record/key-registry.ts";
import { consistencyProof, EMPTY_ROOT, EMPTY_TREE, extend, leafHash, rootOf, type Tree } from "../record/merkle.ts";
import { cosignNote, parseNote, printNote, signNote } from "../record/note.ts";
import type { LogPoint, RecordStorage } from "../record/storage.ts";
import { judgeCheckpoint } from "../record/witness.ts";
import { open, recipientOf, seal } from "../store/vault/seal.ts";
import { parsePack, partiesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { exerciseIdentity, exerciseSigner } from "./exercise-keys.ts";
import { genesisBody, noteKeys } from "./init.ts";
import { hasRecord, openStore, type Store, type Vault } from "./open-store.ts";

/** One act as a secretariat writes it in a file of an example. */
export type Act = {
  readonly label: string;
  readonly at: CivilDate;
  readonly actor: string;
  readonly kind: string;
  readonly body: Record<string, unknown>;
  readonly sources: readonly string[];
  /** Parties that may open it, the actor and the secretariat among them. */
  readonly to: readonly string[];
};

export type Desk = {
  readonly pack: ConflictPack;
  readonly seed: string;
  readonly record: RecordStorage;
  readonly vault: Vault;
  readonly witnesses: Store["witnesses"];
  readonly jobs: Store["jobs"];
  /** Keys and chains after the entries that are folded. */
  readonly registry: Registry;
  /** What the compartment asked for can see. */
  readonly state: State;
  tree: Tree;
  /** Keys and chains after what is signed here and not yet acknowledged: the next act is signed on top of it. */
  ahead: { readonly registry: Registry; size: number; last: Uint8Array | null };
  /** Opens what is sealed to the compartment. */
  readonly identity: string;
  /** Payloads of acts signed here, by the hash of their ciphertext, until they are folded. */
  readonly own: Map<string, Uint8Array>;
  /** Leaves signed here and acknowledged, by index, until they are folded. */
  readonly acknowledged: Map<number, Uint8Array>;
  folding: Promise<void>;
};

/** Seconds since 1970, and fresh salts: handed in. */
export type Chance = { readonly salt: () => Uint8Array; readonly seconds: () => number };

const ENTRIES_PER_READ = 256;
const PLACES_TRIED_MAX = 1_000;

/** Opens the record of a folder or a database URL and folds what the compartment `as` (the secretariat unless given) can open. Linear in the entries. */
export async function openDesk(place: string, as: string | undefined, since: string): Promise<Desk> {
  if (!(await hasRecord(place)))
    throw new Fault("STORE_NONE", "no record here: `allforall init` or `allforall replay` makes one");
  const { record, vault, witnesses, jobs } = await openStore(place, since);
  try {
    const pack = parsePack(await needed(record, "pack.json"), "pack.json");
    const seed = fromUtf8(await needed(record, "exercise-seed")).trimEnd();
    const compartment = as ?? pack.secretariat.code;
    if (!partiesOf(pack).some(({ code }) => code === compartment))
      throw new Fault("COMPARTMENT", `“${compartment}” is no party of this record; known: ${partiesOf(pack).map(({ code }) => code).join(", ")}`);
    const desk: Desk = {
      pack, seed, record, vault, witnesses, jobs, registry: emptyRegistry(), state: emptyState(), tree: EMPTY_TREE,
      ahead: { registry: emptyRegistry(), size: 0, last: null }, identity: exerciseIdentity(seed, compartment), own: new Map(), acknowledged: new Map(), folding: Promise.resolve(),
    };
    await catchUp(desk);
    return desk;
  } catch (error) {
    await record.close();
    throw error;
  }
}

async function needed(record: RecordStorage, path: string): Promise<Uint8Array> {
  const bytes = await record.read(path);
  if (!bytes) throw new Fault("STORE_NONE", `the record lacks ${path}`);
  return bytes;
}

/** Folds every entry that stands and is not folded yet, whoever appended it; one caller after another. */
export function catchUp(desk: Desk): Promise<void> {
  const next = desk.folding.then(() => foldOn(desk));
  desk.folding = next.catch(() => {});
  return next;
}

async function foldOn(desk: Desk): Promise<void> {
  const { record } = desk;
  for (let from = desk.tree.size; from < record.size(); from = desk.tree.size) {
    const own = desk.acknowledged.get(from);
    const leaves = own ? [own] : await record.entries(from, Math.min(record.size(), from + ENTRIES_PER_READ));
    const payloads = await openAll(desk, leaves); // everything is read before the first entry is taken in
    leaves.forEach((leaf, i) => take(desk, leaf, from + i, payloads[i]));
  }
  if (desk.ahead.size < desk.tree.size) startAhead(desk);
}

function startAhead(desk: Desk): void {
  const { registry, tree, record } = desk;
  desk.ahead = { registry: copyRegistry(registry), size: tree.size, last: tree.size === 0 ? null : record.node(0, tree.size - 1) };
}

/** The payload of each leaf, undefined where it has none or the compartment cannot open it. */
async function openAll(desk: Desk, leaves: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]> {
  const commits = leaves.map((leaf) => parseHead(parseEnvelope(leaf).payload).commits[0]);
  const wanted = commits.flatMap((commit) => (commit && !desk.own.has(commit.sealed) ? [commit.sealed] : []));
  const ciphertexts = wanted.length === 0 ? [] : await desk.vault.sealedAll(wanted);
  const lying = new Map(wanted.map((name, i) => [name, ciphertexts[i]]));
  return Promise.all(commits.map(async (commit) => {
    if (!commit) return undefined;
    const ciphertext = lying.get(commit.sealed);
    return desk.own.get(commit.sealed) ?? (ciphertext && (await open(ciphertext, desk.identity, commit.commitment)));
  }));
}

/** Admits and folds entry `index`, all or nothing. */
function take(desk: Desk, leaf: Uint8Array, index: number, payload: Uint8Array | undefined): void {
  const opened = payload && openedOf(payload);
  const head = admit(desk.registry, leaf, index, verifies);
  desk.tree = extend(desk.tree, leafHash(leaf));
  foldEntry(desk.state, index, head, opened);
  desk.acknowledged.delete(index);
  for (const { sealed } of head.commits) desk.own.delete(sealed);
}

function openedOf(plaintext: Uint8Array): { label: string; body: Record<string, unknown>; sources: string[] } {
  const value = parseJson(fromUtf8(plaintext));
  if (!isRecord(value) || typeof value["label"] !== "string" || !isRecord(value["body"]) || !Array.isArray(value["sources"]))
    throw new Fault("PAYLOAD_FORM", "expected label, body and sources in the sealed payload");
  return { label: value["label"], body: value["body"], sources: value["sources"].map(String) };
}

/**
 * Signs and appends one entry; resolves when it is durable and folded. Where another desk's entry came first, it is
 * signed again on top of that. Entries signed meanwhile share the next write.
 */
async function append(desk: Desk, head: Pick<EntryHead, "author" | "kind" | "at" | "body" | "commits">, isRoot: boolean): Promise<number> {
  const { pack, seed, record } = desk;
  const key = isRoot ? rootKeyName(pack.origin, head.author) : `${pack.origin}/${head.author}/sign/1`;
  for (let tried = 1; ; tried++) {
    const { ahead } = desk;
    const chain = ahead.registry.chains.get(head.author);
    const payload = printHead({ origin: pack.origin, talks: pack.talks, key, counter: (chain?.counter ?? 0) + 1, prev: chain?.last ?? null, ...head });
    const leaf = sealEnvelope(payload, key, exerciseSigner(seed, head.author, isRoot ? "root" : "sign"));
    const place = { index: ahead.size, after: ahead.last };
    admit(ahead.registry, leaf, ahead.size, verifies); // refused here, nothing is written
    ahead.size++;
    ahead.last = leafHash(leaf);
    try {
      const { index } = await record.append(leaf, place);
      if (index >= desk.tree.size) desk.acknowledged.set(index, leaf);
      await catchUp(desk).catch(unlessUnreachable); // it stands: what cannot be read now is folded at the next reading
      return index;
    } catch (error) {
      if (desk.ahead === ahead) startAhead(desk); // what was signed on top of it goes back as well
      if (!hasCode(error, "RECORD_MOVED") || tried === PLACES_TRIED_MAX) throw error;
      await catchUp(desk);
    }
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Fault && error.code === code;
const unlessUnreachable = (error: unknown): void => {
  if (!hasCode(error, "STORE_UNREACHABLE")) throw error;
};

/** Writes genesis and the signing keys of all parties, as far as they are not there yet. */
export async function openProcess(desk: Desk, at: CivilDate): Promise<void> {
  const { pack, seed, registry, record } = desk;
  const secretariat = pack.secretariat.code;
  if (record.size() === 0) {
    const body = genesisBody(pack, seed, await needed(record, "policy"), await needed(record, "pack.json"));
    await append(desk, { author: secretariat, kind: "genesis", at, body, commits: [] }, true);
  }
  for (const { code } of partiesOf(pack)) {
    const key = `${pack.origin}/${code}/sign/1`;
    if (registry.keys.has(key)) continue;
    const publicKey = base64(exerciseSigner(seed, code, "sign").publicKey);
    await append(desk, { author: code, kind: "key.add", at, body: { key, publicKey }, commits: [] }, true);
  }
}

/** Seals the act to the parties it is addressed to, signs it as its actor, appends it; the entry's index when durable. */
export async function recordAct(desk: Desk, act: Act, chance: Chance): Promise<number> {
  const to = [...act.to].sort();
  const recipients = await Promise.all(to.map((code) => recipientOf(exerciseIdentity(desk.seed, code))));
  const plaintext = utf8(canonicalJson({ label: act.label, body: act.body, sources: act.sources }));
  const sealed = await seal(plaintext, chance.salt(), recipients);
  await desk.vault.keep(sealed); // durable before the leaf that names it
  const commit: Commitment = { name: "act", commitment: sealed.commitment, sealed: sealed.sealed, to };
  const head = { author: act.actor, kind: act.kind, at: act.at, body: {}, commits: [commit] };
  desk.own.set(sealed.sealed, plaintext);
  try {
    return await append(desk, head, false);
  } catch (error) {
    desk.own.delete(sealed.sealed);
    throw error;
  }
}

const NOTHING: LogPoint = { size: 0, root: EMPTY_ROOT };
const pointOf = (note: Uint8Array | undefined): LogPoint => (note ? parseCheckpoint(parseNote(note).text) : NOTHING);

/** Tiles, checkpoint, pending, both witnesses, published: in this order (RECORD.md §6), one desk at a time. */
export const publish = (desk: Desk, seconds: number): Promise<void> =>
  desk.record.alone(async () => {
    const { record, witnesses, pack, seed } = desk;
    await record.refresh();
    await catchUp(desk);
    const now: LogPoint = { size: desk.tree.size, root: rootOf(desk.tree) };
    const text = printCheckpoint({ origin: pack.origin, ...now });
    const old = pointOf(await record.read("log/checkpoint"));
    if (old.size === now.size) return;
    await record.writeTiles(now.size);
    const log = signNote(text, pack.origin, exerciseSigner(seed, pack.secretariat.code, "log"));
    const pending = utf8(printNote({ text, signatures: [log] }));
    await record.movePending(pointOf(await record.read("pending/checkpoint")), now, pending);
    const cosignatures = [];
    for (const { code } of pack.sides) {
      const bytes = await witnesses.cosigned(code);
      const stored: LogPoint = bytes ? parseCheckpoint(fromUtf8(bytes)) : NOTHING;
      const proof = consistencyProof(stored.size, now.size, record.node);
      const answer = judgeCheckpoint(stored, { old: stored.size, proof, note: pending }, noteKeys(pack, seed).log, verifies);
      if (answer.status !== 200) throw new Fault("WITNESS_REFUSED", `the witness of ${code} refuses: ${answer.reason}`);
      await witnesses.moveCosigned(code, stored, now, utf8(text)); // persisted before the cosignature leaves the witness
      cosignatures.push(cosignNote(text, `${pack.origin}/${code}/witness/1`, exerciseSigner(seed, code, "witness"), seconds));
    }
    await record.movePublished(old, now, utf8(printNote({ text, signatures: [log, ...cosignatures] })));
    await record.dropPartials(old.size, now.size);
  });
