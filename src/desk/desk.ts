// The desk over one record: an act is sealed, signed by its actor, appended durably, and covered by a checkpoint that both
// sides' witnesses have judged and cosigned. State is the fold of what one compartment can open.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { base64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { verifies } from "../compute/ed25519.ts";
import { parseBody } from "../entries/catalogue.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { parseCheckpoint, printCheckpoint } from "../record/checkpoint.ts";
import { parseEnvelope, sealEnvelope } from "../record/envelope.ts";
import { parseHead, printHead, type Commitment, type EntryHead } from "../record/entry-head.ts";
import { admit, emptyRegistry, rootKeyName, type Registry } from "../record/key-registry.ts";
import { consistencyProof, EMPTY_ROOT, EMPTY_TREE, extend, leafHash, rootOf, type Tree } from "../record/merkle.ts";
import { cosignNote, parseNote, printNote, signNote } from "../record/note.ts";
import { judgeCheckpoint } from "../record/witness.ts";
import { checkOnLists } from "../registry/name-case.ts";
import { checkOnTable } from "../talks/table.ts";
import { realDisk, replaceFile } from "../store/files/disk.ts";
import { openFiles, type FileRecord } from "../store/files/file-record.ts";
import { keepSealed, open, readSealed, recipientOf, seal } from "../store/vault/seal.ts";
import { parsePack, partiesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { exerciseIdentity, exerciseSigner } from "./exercise-keys.ts";
import { genesisBody, noteKeys } from "./init.ts";
import { listsOf } from "./lists-of.ts";

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
  readonly folder: string;
  readonly pack: ConflictPack;
  readonly seed: string;
  readonly record: FileRecord;
  readonly registry: Registry;
  /** Whose desk this is: a party of the pack. */
  readonly compartment: string;
  /** What that compartment can see. */
  readonly state: State;
  tree: Tree;
};

/** Seconds since 1970, and fresh salts: handed in. */
export type Chance = { readonly salt: () => Uint8Array; readonly seconds: () => number };

export const publishedSize = (read: (path: string) => Uint8Array | undefined): number =>
  Math.max(...["log/checkpoint", "pending/checkpoint"].map((path) => {
    const bytes = read(path);
    return bytes ? parseCheckpoint(parseNote(bytes).text).size : 0;
  }));

/** Opens the record as its one writer, nothing folded yet. @throws Fault `STORE_NONE`, `STORE_LOCKED`, `STORE_DAMAGED`. */
export async function openDeskClosed(folder: string, since: string): Promise<Desk> {
  if (!existsSync(join(folder, "record/pack.json")))
    throw new Fault("STORE_NONE", "no record here: `allforall init` or `allforall replay` makes one");
  const pack = parsePack(new Uint8Array(readFileSync(join(folder, "record/pack.json"))), "pack.json");
  const seed = readFileSync(join(folder, "record/exercise-seed"), "utf8").trimEnd();
  const record = await openFiles(folder, publishedSize, { since });
  return { folder, pack, seed, record, compartment: pack.secretariat.code, registry: emptyRegistry(), state: emptyState(), tree: EMPTY_TREE };
}

/** Opens the record and folds what `compartment` can open. Linear in the entries. */
export async function openDesk(folder: string, compartment: string, since: string): Promise<Desk> {
  const opened = await openDeskClosed(folder, since);
  try {
    const { pack, seed, record } = opened;
    if (!partiesOf(pack).some(({ code }) => code === compartment))
      throw new Fault("COMPARTMENT", `“${compartment}” is no party of this record; known: ${partiesOf(pack).map(({ code }) => code).join(", ")}`);
    const desk: Desk = { ...opened, compartment };
    const identity = exerciseIdentity(seed, compartment);
    for (let index = 0; index < record.size(); index++) await take(desk, record.entry(index), index, identity);
    return desk;
  } catch (error) {
    await opened.record.close();
    throw error;
  }
}

async function take(desk: Desk, leaf: Uint8Array, index: number, identity: string): Promise<void> {
  const head = admit(desk.registry, leaf, index, verifies);
  desk.tree = extend(desk.tree, leafHash(leaf));
  const [commit] = head.commits;
  const ciphertext = commit ? readSealed(desk.folder, commit.sealed) : undefined;
  const plaintext = commit && ciphertext ? await open(ciphertext, identity, commit.commitment) : undefined;
  foldEntry(desk.state, index, head, plaintext ? openedOf(plaintext) : undefined);
}

export function openedOf(plaintext: Uint8Array): { label: string; body: Record<string, unknown>; sources: string[] } {
  const value = parseJson(fromUtf8(plaintext));
  if (!isRecord(value) || typeof value["label"] !== "string" || !isRecord(value["body"]) || !Array.isArray(value["sources"]))
    throw new Fault("PAYLOAD_FORM", "expected label, body and sources in the sealed payload");
  return { label: value["label"], body: value["body"], sources: value["sources"].map(String) };
}

/** Signs and appends one entry; resolves when it is durable. */
async function append(desk: Desk, head: Pick<EntryHead, "author" | "kind" | "at" | "body" | "commits">, isRoot: boolean): Promise<number> {
  const { pack, seed, registry, record } = desk;
  const key = isRoot ? rootKeyName(pack.origin, head.author) : `${pack.origin}/${head.author}/sign/1`;
  const chain = registry.chains.get(key);
  const payload = printHead({ origin: pack.origin, talks: pack.talks, key, counter: (chain?.counter ?? 0) + 1, prev: chain?.last ?? null, ...head });
  const leaf = sealEnvelope(payload, key, exerciseSigner(seed, head.author, isRoot ? "root" : "sign"));
  const index = record.size();
  admit(registry, leaf, index, verifies); // refused here, nothing is written
  const ack = await record.append(leaf);
  desk.tree = extend(desk.tree, ack.leafHash);
  return ack.index;
}

/** Writes genesis and the signing keys of all parties, as far as they are not there yet. */
export async function openProcess(desk: Desk, at: CivilDate): Promise<void> {
  const { pack, seed, registry, record } = desk;
  const secretariat = pack.secretariat.code;
  if (record.size() === 0) {
    const body = genesisBody(pack, seed, record.read("policy") ?? new Uint8Array(0), record.read("pack.json") ?? new Uint8Array(0));
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
  checkAct(desk.state, act);
  const to = [...act.to].sort();
  const recipients = await Promise.all(to.map((code) => recipientOf(exerciseIdentity(desk.seed, code))));
  const plaintext = utf8(canonicalJson({ label: act.label, body: act.body, sources: act.sources }));
  const sealed = await seal(plaintext, chance.salt(), recipients);
  keepSealed(realDisk, desk.folder, sealed); // durable before the leaf that names it
  const commit: Commitment = { name: "act", commitment: sealed.commitment, sealed: sealed.sealed, to };
  const head = { author: act.actor, kind: act.kind, at: act.at, body: {}, commits: [commit] };
  const index = await append(desk, head, false);
  foldEntry(desk.state, index, head, to.includes(desk.compartment) ? { label: act.label, body: act.body, sources: act.sources } : undefined);
  return index;
}

/** @throws Fault or Faults when the act has no form, refers to what is not on the table, or reuses a label. Nothing is written then. */
export function checkAct(state: State, act: Act): void {
  if (state.byLabel.has(act.label)) throw new Fault("ACT_TWICE", `expected each label once, found ${act.label} again`);
  const parsed = parseBody({ entry: state.size, label: act.label, at: act.at, author: act.actor, kind: act.kind, body: act.body, sources: act.sources });
  if (parsed.room === "table") checkOnTable(state.table, parsed.act);
  if (parsed.room === "registry") checkOnLists(listsOf(state), parsed.act, act.actor);
}

/** Labels of the acts that stand on the record, those sealed past this compartment too: an exercise holds every party's keys. */
export async function labelsStanding(desk: Desk): Promise<Set<string>> {
  const labels = new Set(desk.state.byLabel.keys());
  for (const index of desk.state.closed) {
    const { author, commits: [commit] } = parseHead(parseEnvelope(desk.record.entry(index)).payload);
    const ciphertext = commit ? readSealed(desk.folder, commit.sealed) : undefined;
    const plaintext = commit && ciphertext ? await open(ciphertext, exerciseIdentity(desk.seed, author), commit.commitment) : undefined;
    if (plaintext) labels.add(openedOf(plaintext).label);
  }
  return labels;
}

/** Tiles, checkpoint, pending, both witnesses, published: in this order (RECORD.md §6). */
export function publish(desk: Desk, seconds: number): void {
  const { record, pack, seed, folder } = desk;
  const size = desk.tree.size;
  const text = printCheckpoint({ origin: pack.origin, size, root: rootOf(desk.tree) });
  const before = record.read("log/checkpoint");
  const old = before ? parseCheckpoint(parseNote(before).text) : { size: 0, root: EMPTY_ROOT };
  if (old.size === size) return;
  record.writeTiles(size);
  const log = signNote(text, pack.origin, exerciseSigner(seed, pack.secretariat.code, "log"));
  const pending = utf8(printNote({ text, signatures: [log] }));
  record.replace("pending/checkpoint", pending);
  const cosignatures = pack.sides.map(({ code }) => {
    const path = join(folder, "witness", code, "checkpoint");
    const stored = existsSync(path) ? parseCheckpoint(readFileSync(path, "utf8")) : { size: 0, root: EMPTY_ROOT };
    const proof = consistencyProof(stored.size, size, record.node);
    const answer = judgeCheckpoint(stored, { old: stored.size, proof, note: pending }, noteKeys(pack, seed).log, verifies);
    if (answer.status !== 200) throw new Fault("WITNESS_REFUSED", `the witness of ${code} refuses: ${answer.reason}`);
    replaceFile(realDisk, path, utf8(text)); // persisted before the cosignature leaves the witness
    return cosignNote(text, `${pack.origin}/${code}/witness/1`, exerciseSigner(seed, code, "witness"), seconds);
  });
  const note = utf8(printNote({ text, signatures: [log, ...cosignatures] }));
  record.replace(`checkpoints/${size}`, note);
  record.replace("log/checkpoint", note);
  record.dropPartials(old.size, size);
}

