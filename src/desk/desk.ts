// The desk over one record: an act is sealed, signed by its actor, appended durably, and covered by a checkpoint that both
// sides' witnesses have judged and cosigned. State is the fold of what one compartment can open.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { base64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { verifies } from "../compute/ed25519.ts";
import { parseBody } from "../entries/catalogue.ts";
import { emptyState, foldEntry, type ReadAct, type State } from "../entries/fold.ts";
import { parseCheckpoint, printCheckpoint } from "../record/checkpoint.ts";
import { parseEnvelope, sealEnvelope } from "../record/envelope.ts";
import { parseHead, printHead, type Commitment, type EntryHead } from "../record/entry-head.ts";
import { admit, emptyRegistry, rootKeyName, type Registry } from "../record/key-registry.ts";
import { consistencyProof, EMPTY_ROOT, EMPTY_TREE, extend, leafHash, rootOf, type Tree } from "../record/merkle.ts";
import { printActText } from "../record/act-note.ts";
import { cosignNote, ED25519, parseNote, printNote, printVkey, signNote, type NoteKey } from "../record/note.ts";
import { judgeCheckpoint } from "../record/witness.ts";
import { checkOnLists } from "../registry/name-case.ts";
import { checkOnTable } from "../talks/table.ts";
import { realDisk, replaceFile } from "../store/files/disk.ts";
import { openFiles, type FileRecord } from "../store/files/file-record.ts";
import { destroySealed, keepSealed, open, readSealed, recipientOf, seal } from "../store/vault/seal.ts";
import { parsePack, partiesOf, sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
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
  record: FileRecord;
  readonly registry: Registry;
  /** Whose desk this is: a party of the pack. */
  readonly compartment: string;
  /** What that compartment can see. */
  readonly state: State;
  tree: Tree;
};

/** Seconds since 1970, and fresh salts: handed in. */
export type Chance = { readonly salt: () => Uint8Array; readonly seconds: () => number };

/** The largest size that the log signed or a side's witness remembers. */
const signedSize = (folder: string, pack: ConflictPack) => (read: (path: string) => Uint8Array | undefined): number =>
  Math.max(
    ...["log/checkpoint", "pending/checkpoint"].map((path) => {
      const bytes = read(path);
      return bytes ? parseCheckpoint(parseNote(bytes).text).size : 0;
    }),
    ...pack.sides.map(({ code }) => witnessed(folder, code).size),
  );

/** What the witness of a side cosigned last. */
function witnessed(folder: string, code: string): { readonly size: number; readonly root: Uint8Array } {
  const path = join(folder, "witness", code, "checkpoint");
  return existsSync(path) ? parseCheckpoint(readFileSync(path, "utf8")) : { size: 0, root: EMPTY_ROOT };
}

/** Opens the record as its one writer, nothing folded yet. @throws Fault `STORE_NONE`, `STORE_LOCKED`, `STORE_DAMAGED`. */
export async function openDeskClosed(folder: string, since: string): Promise<Desk> {
  if (!existsSync(join(folder, "record/pack.json")))
    throw new Fault("STORE_NONE", "no record here: `allforall init` or `allforall replay` makes one");
  const pack = parsePack(new Uint8Array(readFileSync(join(folder, "record/pack.json"))), "pack.json");
  const seed = readFileSync(join(folder, "record/exercise-seed"), "utf8").trimEnd();
  const record = await openFiles(folder, signedSize(folder, pack), { since });
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
    for (const head of settlements(desk, since)) await append(desk, head, false);
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

type OwnHead = Pick<EntryHead, "author" | "kind" | "at" | "body" | "commits">;

/**
 * What a desk does before it opens to anybody: an erasure that stands on the record is carried out again (a restored backup forgets),
 * one that was interrupted is finished, and a tail that was cut becomes the next entry (RECORD.md §4, §10). The entries to append.
 */
export function settlements(desk: Desk, since: string): OwnHead[] {
  const { state, pack, record, registry, folder } = desk;
  const author = pack.secretariat.code;
  const at = parseCivilDate(since.slice(0, 10));
  const gone = new Set(state.erased);
  for (const [sealed, index] of state.sealedAt) if (gone.has(index) || state.erasing.has(sealed)) destroySealed(realDisk, folder, sealed);
  if (!at || !registry.keys.has(`${pack.origin}/${author}/sign/1`)) return [];
  const own = (kind: string, body: Record<string, unknown>): OwnHead => ({ author, kind, at, body, commits: [] });
  return [
    ...(state.erasing.size > 0 ? [own("erase.done", { sealed: [...state.erasing].sort() })] : []),
    ...(record.cutBytes > 0 ? [own("store.cut", { after: record.size(), bytes: record.cutBytes })] : []),
  ];
}

/**
 * Erases the payloads of acts: the request, then salt, key and ciphertext together, then the entry that says it is done.
 * @throws Fault `ERASE_LABEL` for an act that is not there, `ERASE_KIND` for one whose numbers an account or an agreement rests on.
 */
export async function eraseActs(desk: Desk, labels: readonly string[], at: CivilDate): Promise<void> {
  const acts = labels.map((label) => desk.state.byLabel.get(label) ?? label);
  const missing = acts.filter((act) => typeof act === "string");
  if (missing.length > 0) throw new Fault("ERASE_LABEL", `expected labels of acts, found ${missing.join(", ")}`);
  const found = acts.filter((act) => typeof act !== "string");
  const kept = found.filter(({ parsed }) => parsed.room === "accounting" || parsed.room === "agreed");
  if (kept.length > 0) throw new Fault("ERASE_KIND", `a count or a signed text is corrected, never erased: ${kept.map(({ label }) => label).join(", ")}`);
  const entries = new Set(found.map(({ entry }) => entry));
  const sealed = [...desk.state.sealedAt].flatMap(([digest, index]) => (entries.has(index) ? [digest] : [])).sort();
  const author = desk.pack.secretariat.code;
  await append(desk, { author, kind: "erase.request", at, body: { sealed }, commits: [] }, false);
  for (const digest of sealed) destroySealed(realDisk, desk.folder, digest);
  await append(desk, { author, kind: "erase.done", at, body: { sealed }, commits: [] }, false);
}

export function openedOf(plaintext: Uint8Array): { label: string; body: Record<string, unknown>; sources: string[] } {
  const value = parseJson(fromUtf8(plaintext));
  if (!isRecord(value) || typeof value["label"] !== "string" || !isRecord(value["body"]) || !Array.isArray(value["sources"]))
    throw new Fault("PAYLOAD_FORM", "expected label, body and sources in the sealed payload");
  return { label: value["label"], body: value["body"], sources: value["sources"].map(String) };
}

/** The bytes of an entry of the desk's own or, in an exercise, of an actor: signed with the key that follows in its chain. */
export function leafOf(desk: Desk, head: OwnHead, isRoot: boolean): Uint8Array {
  const { pack, seed, registry } = desk;
  const key = isRoot ? rootKeyName(pack.origin, head.author) : `${pack.origin}/${head.author}/sign/1`;
  const chain = registry.chains.get(key);
  const payload = printHead({ origin: pack.origin, talks: pack.talks, key, counter: (chain?.counter ?? 0) + 1, prev: chain?.last ?? null, ...head });
  return sealEnvelope(payload, key, exerciseSigner(seed, head.author, isRoot ? "root" : "sign"));
}

/** Signs and appends one entry; resolves when it is durable. */
async function append(desk: Desk, head: OwnHead, isRoot: boolean): Promise<number> {
  const { registry, record } = desk;
  const leaf = leafOf(desk, head, isRoot);
  const admitted = admit(registry, leaf, record.size(), verifies); // refused here, nothing is written
  const ack = await record.append(leaf);
  desk.tree = extend(desk.tree, ack.leafHash);
  if (head.commits.length === 0) foldEntry(desk.state, ack.index, admitted, undefined);
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
  foldEntry(desk.state, index, { ...head, key: `${desk.pack.origin}/${act.actor}/sign/1` }, to.includes(desk.compartment) ? { label: act.label, body: act.body, sources: act.sources } : undefined);
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

/**
 * Joins the signatures of both sides over one text into a signed note, once for each agreement and text; the note is an entry too.
 * In an exercise the desk holds the keys of all; elsewhere each signer adds its line on its own machine.
 */
export async function joinSignatures(desk: Desk, at: CivilDate): Promise<void> {
  const { pack, record, state, seed } = desk;
  for (const { joins, subject } of agreedTexts(state, sidesOf(pack))) {
    const name = `agreed-${Math.max(...joins.map(({ entry }) => entry))}`;
    if (record.read(`notes/${name}.note`)) continue;
    const joined = joins.map(({ entry }) => ({ index: entry, commitment: parseHead(parseEnvelope(record.entry(entry)).payload).commits[0]?.commitment ?? "" }));
    const n = record.list("notes").filter((one) => one.endsWith(".note")).length + 1;
    const text = printActText({ kind: "agreed-text", talks: pack.talks, n, subject, joins: joined });
    const keys = joins.map(({ author }): NoteKey => ({ name: `${pack.origin}/${author}/sign/1`, type: ED25519, publicKey: exerciseSigner(seed, author, "sign").publicKey }));
    const note = utf8(printNote({ text, signatures: joins.map(({ author }, i) => signNote(text, keys[i]?.name ?? "", exerciseSigner(seed, author, "sign"))) }));
    record.replace(`notes/${name}.vkeys`, utf8(`${keys.map(printVkey).join(",")}\n`));
    record.replace(`notes/${name}.note`, note);
    await append(desk, { author: pack.secretariat.code, kind: "act.noted", at, body: { note: sha256Hex(note) }, commits: [] }, false);
  }
}

/** Texts whose latest signatures by both sides are over the same bytes, with the two acts. */
function agreedTexts(state: State, sides: readonly [string, string]): { subject: string; joins: ReadAct[] }[] {
  const signings = state.acts.filter(({ parsed }) => parsed.room === "agreed");
  const agreementOf = ({ parsed }: ReadAct): string => (parsed.room === "agreed" ? parsed.signed.agreement : "");
  const textOf = ({ parsed }: ReadAct): string => (parsed.room === "agreed" ? parsed.signed.text : "");
  return [...new Set(signings.map(agreementOf))].flatMap((subject) => {
    const [a, b] = sides.map((side) => signings.filter((act) => act.author === side && agreementOf(act) === subject).at(-1));
    return a && b && textOf(a) === textOf(b) ? [{ subject, joins: [a, b] }] : [];
  });
}

/** Tiles, checkpoint, pending, both witnesses, published: in this order (RECORD.md §6). */
export function publish(desk: Desk, seconds: number): void {
  const { record, pack, seed, folder } = desk;
  const size = desk.tree.size;
  const text = printCheckpoint({ origin: pack.origin, size, root: rootOf(desk.tree) });
  const before = record.read("log/checkpoint");
  const old = before ? parseCheckpoint(parseNote(before).text) : { size: 0, root: EMPTY_ROOT };
  if (before && !record.read(`checkpoints/${old.size}`)) record.replace(`checkpoints/${old.size}`, before);
  if (old.size === size) return;
  record.writeTiles(size);
  const log = signNote(text, pack.origin, exerciseSigner(seed, pack.secretariat.code, "log"));
  const pending = utf8(printNote({ text, signatures: [log] }));
  record.replace("pending/checkpoint", pending);
  const cosignatures = pack.sides.map(({ code }) => {
    const stored = witnessed(folder, code);
    const proof = consistencyProof(stored.size, size, record.node);
    const answer = judgeCheckpoint(stored, { old: stored.size, proof, note: pending }, noteKeys(pack, seed).log, verifies);
    if (answer.status !== 200) throw new Fault("WITNESS_REFUSED", `the witness of ${code} refuses: ${answer.reason}`);
    replaceFile(realDisk, join(folder, "witness", code, "checkpoint"), utf8(text)); // persisted before the cosignature leaves the witness
    return cosignNote(text, `${pack.origin}/${code}/witness/1`, exerciseSigner(seed, code, "witness"), seconds);
  });
  const note = utf8(printNote({ text, signatures: [log, ...cosignatures] }));
  record.replace("log/checkpoint", note);
  record.replace(`checkpoints/${size}`, note); // after the log's: whoever is interrupted here shows no checkpoint that the log does not reach
  record.dropPartials(old.size, size);
}

