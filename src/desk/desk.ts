// The desk over one record: an act is sealed, signed by its actor, appended durably, and covered by a checkpoint that both
// sides' witnesses have judged and cosigned. State is the fold of what one compartment can open.
import { base64, equalBytes, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { verifies } from "../compute/ed25519.ts";
import { checkOnAccount } from "../accounting/check-fact.ts";
import { KEPT_KINDS, parseBody } from "../entries/catalogue.ts";
import { emptyState, factsOf, foldEntry, type ReadAct, type State } from "../entries/fold.ts";
import { checkOperation } from "../handover/operation.ts";
import { addSignature, parseEnvelope, sealEnvelope } from "../record/envelope.ts";
import { parseHead, printHead, type Commitment, type EntryHead } from "../record/entry-head.ts";
import { accept, admit, copyRegistry, emptyRegistry, keyName, rootKeyName, ROOTS_MAX, type Registry } from "../record/key-registry.ts";
import { EMPTY_TREE, extend, leafHash, type Tree } from "../record/merkle.ts";
import type { RecordStorage } from "../record/storage.ts";
import { printActText } from "../record/act-note.ts";
import { checkOnDossier } from "../identification/dossier.ts";
import { ED25519, printNote, printVkey, signNote, type NoteKey } from "../record/note.ts";
import { checkOnLists } from "../registry/name-case.ts";
import { parsePackAdopted } from "../talks/pack-adopted.ts";
import { checkOnTable } from "../talks/table.ts";
import { open, seal, type Identity } from "../store/vault/seal.ts";
import { snapshotKeysOf } from "../store/vault/snapshot.ts";
import { compartmentsOf, parsePack, sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { addresseeFault, judgedIn } from "./addressees.ts";
import { checkCategories } from "./check-categories.ts";
import { checkPlanning } from "./check-planning.ts";
import { dossierOf } from "./dossier-of.ts";
import { checkFamilyAct } from "./family-links.ts";
import { exerciseIdentity, exerciseSigner } from "./exercise-keys.ts";
import { genesisBody, partiesKeys, recipientsOf } from "./init.ts";
import { exerciseKeyRing, secretOf, signerOf, type KeyRing } from "./key-ring.ts";
import { listsOf } from "./lists-of.ts";
import { checkMatch } from "./matches-of.ts";
import { demandKnown, packsOf, workingPack, type Packs } from "./pack-in-force.ts";
import { isDatabaseUrl } from "../store/postgres/connect.ts";
import { hasRecord, openStore, type Store } from "./open-store.ts";
import { sayOldCopy, signedAnywhere } from "./seen-by-witnesses.ts";
import { dropErased, endOfPart, keepPart, keptPart, newSnapshots, noteForPart, type Snapshots } from "./snapshots.ts";

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

/** A sealed payload as it reads. */
export type Opened = { readonly label: string; readonly body: Record<string, unknown>; readonly sources: string[] };

export type Desk = Omit<Store, "record"> & {
  record: RecordStorage;
  /** The pack by which this desk works: the one that both sides adopted last. */
  pack: ConflictPack;
  /** Every pack that lies in the record; the first is the one that it was made with. */
  readonly packs: Packs;
  /** Whom to tell what the desk has to say while it works. */
  readonly warn: (line: string) => void;
  /** The secret keys that this desk holds. */
  readonly keys: KeyRing;
  /** The published seed of an exercise; "" in a real process. */
  readonly seed: string;
  /** Keys and chains after the entries that are folded. */
  readonly registry: Registry;
  /** Whose desk this is: a party of the pack. */
  readonly compartment: string;
  /** The identity by which it opens. */
  readonly identity: Identity;
  /** Further compartments whose payloads are opened here, by code: the laboratory that searches, on the server that runs the search. */
  readonly alsoOpens: ReadonlyMap<string, Identity>;
  /** What that compartment can see. */
  readonly state: State;
  tree: Tree;
  /** Keys and chains after what is signed here and not yet acknowledged: the next act is signed on top of it. */
  ahead: { readonly registry: Registry; size: number; last: Uint8Array | null };
  /** Payloads of acts on their way, by the hash of their ciphertext, until they are folded. */
  readonly own: Map<string, Opened>;
  /** Leaves acknowledged to this desk, by index, until they are folded. */
  readonly acknowledged: Map<number, Uint8Array>;
  folding: Promise<void>;
  /** Entries that were signed anywhere this desk knows of; more than the record holds: an old copy, which is read and not added to. */
  signedSize: number;
  /** Witnesses without which the newest checkpoint is not in force, as of the last publication. */
  notCosigned: readonly string[];
  /** What a witness that did not cosign gave as its reason, by name. */
  witnessSaid: ReadonlyMap<string, string>;
  /** The size that each of `notCosigned` is remembered to have cosigned last. */
  cosignedSizes: ReadonlyMap<string, number>;
  /** age recipients by party. */
  readonly recipients: ReadonlyMap<string, string>;
  readonly snapshots: Snapshots;
  /** Takes in one entry that was admitted; whoever appended it. */
  readonly fold: (index: number, leaf: Uint8Array, head: EntryHead, opened: Opened | undefined) => void;
};

/** Seconds since 1970, and fresh salts: handed in. */
export type Chance = { readonly salt: () => Uint8Array; readonly seconds: () => number };

const ENTRIES_PER_READ = 256;
const PLACES_TRIED_MAX = 1_000;

async function needed(record: RecordStorage, path: string): Promise<Uint8Array> {
  const bytes = await record.read(path);
  if (!bytes) throw new Fault("STORE_NONE", `the record lacks ${path}`);
  return bytes;
}

/**
 * Opens the record of a folder (as its one writer) or of a database URL, nothing folded yet.
 * @throws Fault `STORE_NONE`, `COMPARTMENT`, and what the store says.
 */
export async function openDeskClosed(place: string, as: string | undefined, since: string, tell: (line: string) => void = () => {}, held?: KeyRing): Promise<Omit<Desk, "fold">> {
  if (!(await hasRecord(place)))
    throw new Fault("STORE_NONE", "no record here: `allforall init` or `allforall replay` makes one", isDatabaseUrl(place) ? [] : [{ file: place }]); // an address may hold a password
  const store = await openStore(place, since);
  try {
    const packs = await packsOf(store.record, parsePack(await needed(store.record, "pack.json"), "pack.json"));
    const [pack] = packs.values();
    if (!pack) throw new Fault("STORE_NONE", "the record lacks pack.json");
    const seed = await store.record.read("exercise-seed");
    const keys = seed ? exerciseKeyRing(fromUtf8(seed).trimEnd()) : held;
    if (!keys) throw new Fault("KEY_NONE", "this is the record of a real process: expected a key file (ALLFORALL_KEYS) and its passphrase");
    const recipients = await recipientsOf(store.record, pack, keys);
    const compartment = as ?? pack.secretariat.code;
    if (!compartmentsOf(pack).some(({ code }) => code === compartment))
      throw new Fault("COMPARTMENT", `“${compartment}” is no party of this record; known: ${compartmentsOf(pack).map(({ code }) => code).join(", ")}`);
    const ofSnapshots = await snapshotKeysOf(secretOf(keys, compartment));
    return {
      ...store, pack, packs, warn: tell, keys, seed: keys.seed, recipients, notCosigned: [], witnessSaid: new Map(), cosignedSizes: new Map(), signedSize: store.record.signedSize, compartment, identity: ofSnapshots.identity, alsoOpens: new Map(), registry: emptyRegistry(), state: emptyState(), tree: EMPTY_TREE,
      ahead: { registry: emptyRegistry(), size: 0, last: null }, own: new Map(), acknowledged: new Map(), snapshots: newSnapshots(ofSnapshots, tell), folding: Promise.resolve(),
    };
  } catch (error) {
    await store.record.close();
    throw error;
  }
}

/** Opens the record and folds what the compartment `as` (the secretariat unless given) can open. Linear in the entries; `tell` hears of snapshots that do not hold. */
export async function openDesk(place: string, as: string | undefined, since: string, tell: (line: string) => void = () => {}, held?: KeyRing): Promise<Desk> {
  const opened = await openDeskClosed(place, as, since, tell, held);
  try {
    const desk: Desk = { ...opened, fold: (index, leaf, head, payload) => foldEntry(opened.state, index, head, payload, parseEnvelope(leaf).signatures.map(({ keyid }) => keyid)) };
    await catchUp(desk);
    if (await isOldCopy(desk, tell)) return desk;
    for (const head of await settlements(desk, since)) await append(desk, head, false);
    return desk;
  } catch (error) {
    await opened.record.close();
    throw error;
  }
}

/** Whether more was signed than this record holds, by its own files and by every witness that answers; `tell` hears of it. Asked once, when a desk opens. */
export async function isOldCopy(desk: Pick<Desk, "record" | "pack" | "signedSize">, tell: (line: string) => void): Promise<boolean> {
  desk.signedSize = await signedAnywhere(desk.record);
  if (desk.signedSize <= desk.record.size()) return false;
  tell(sayOldCopy(desk.record.size(), desk.signedSize));
  return true;
}

/** Folds every entry that stands and is not folded yet, whoever appended it; one caller after another. `tell` hears of progress. */
export function catchUp(desk: Desk, tell: (done: number, of: number) => void = () => {}): Promise<void> {
  const next = desk.folding.then(() => foldOn(desk, tell));
  desk.folding = next.catch(() => {});
  return next;
}

async function foldOn(desk: Desk, tell: (done: number, of: number) => void): Promise<void> {
  const { record } = desk;
  for (let from = desk.tree.size; from < record.size(); from = desk.tree.size) {
    const kept = await keptPart(desk, from);
    const own = desk.acknowledged.get(from);
    const end = Math.min(record.size(), from + (kept ? kept.length : ENTRIES_PER_READ), endOfPart(from));
    const leaves = own && !kept ? [own] : await record.entries(from, end);
    const payloads = kept ? await withElsewhere(desk, leaves, kept) : await openAll(desk, leaves); // everything is read before the first entry is taken in
    leaves.forEach((leaf, i) => take(desk, leaf, from + i, payloads[i], kept !== undefined));
    await keepPart(desk);
    tell(desk.tree.size, record.size());
  }
  await dropErased(desk);
  followPack(desk);
  if (desk.ahead.size < desk.tree.size) startAhead(desk);
}

const adoptionsSeen = new WeakMap<State, number>();
/** Takes up the pack that both sides adopted, when an adoption was folded; says so when it does not lie here. */
function followPack(desk: Desk): void {
  const count = desk.state.table.adoptions;
  const [founding] = desk.packs.values();
  if (!founding || (adoptionsSeen.get(desk.state) ?? 0) === count) return;
  adoptionsSeen.set(desk.state, count);
  const { pack, warns } = workingPack(desk.packs, founding, desk.state);
  desk.pack = pack;
  if (warns !== "") desk.warn(warns);
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
    const own = desk.own.get(commit.sealed);
    if (own) return plaintexts.get(own) ?? utf8(canonicalJson(own));
    const ciphertext = lying.get(commit.sealed);
    const identity = commit.to.includes(desk.compartment) ? desk.identity : [...desk.alsoOpens].find(([code]) => commit.to.includes(code))?.[1];
    return ciphertext && identity ? open(ciphertext, identity, commit.commitment) : undefined;
  }));
}

/** A snapshot of a compartment holds what that compartment opens: what another one opens here is opened again. */
async function withElsewhere(desk: Desk, leaves: readonly Uint8Array[], kept: readonly (Uint8Array | undefined)[]): Promise<readonly (Uint8Array | undefined)[]> {
  const isElsewhere = (leaf: Uint8Array): boolean => parseHead(parseEnvelope(leaf).payload).commits.some(({ to }) => !to.includes(desk.compartment) && to.some((code) => desk.alsoOpens.has(code)));
  if (desk.alsoOpens.size === 0) return kept;
  const apart = leaves.filter((leaf, i) => kept[i] === undefined && isElsewhere(leaf));
  const opened = new Map((await openAll(desk, apart)).map((payload, i) => [apart[i], payload]));
  return leaves.map((leaf, i) => kept[i] ?? opened.get(leaf));
}

/** Admits and folds entry `index`, all or nothing; an entry of a kept part was admitted before and hashes to the same tree. */
function take(desk: Desk, leaf: Uint8Array, index: number, payload: Uint8Array | undefined, isKept: boolean): void {
  const hash = leafHash(leaf);
  const opened = payload && openedOf(payload);
  if (isKept && !equalBytes(hash, desk.record.node(0, index))) throw new Fault("STORE_DAMAGED", `entry ${index} is not the one whose hash stands in the tree`);
  const head = isKept ? parseHead(parseEnvelope(leaf).payload) : admit(desk.registry, leaf, index, verifies);
  if (isKept) accept(desk.registry, head, hash, index);
  desk.tree = extend(desk.tree, hash);
  desk.fold(index, leaf, head, opened);
  noteForPart(desk, index, head.kind, head.commits[0]?.to.includes(desk.compartment) === true ? payload : undefined, isKept);
  desk.acknowledged.delete(index);
  for (const { sealed } of head.commits) desk.own.delete(sealed);
}

type OwnHead = Pick<EntryHead, "author" | "kind" | "at" | "body" | "commits">;

/**
 * What a desk does before it opens to anybody: an erasure that stands on the record is carried out again (a restored backup forgets),
 * one that was interrupted is finished, and a tail that was cut becomes the next entry (RECORD.md §4, §10). The entries to append.
 */
export async function settlements(desk: Desk, since: string): Promise<OwnHead[]> {
  const { state, pack, record, registry, vault } = desk;
  const author = pack.secretariat.code;
  const at = parseCivilDate(since.slice(0, 10));
  const gone = new Set(state.erased);
  for (const [sealed, index] of state.sealedAt) if ((gone.has(index) || state.erasing.has(sealed)) && (await vault.sealed(sealed))) await vault.destroy(sealed);
  if (!at || !registry.keys.has(keyName(pack.origin, author, "sign"))) return [];
  const own = (kind: string, body: Record<string, unknown>): OwnHead => ({ author, kind, at, body, commits: [] });
  return [
    ...(state.erasing.size > 0 ? [own("erase.done", { sealed: [...state.erasing].sort() })] : []),
    ...(record.cutBytes > 0 ? [own("store.cut", { after: record.size(), bytes: record.cutBytes })] : []),
  ];
}

/**
 * The acts whose payloads may be erased, each once.
 * @throws Faults with every label at once: `ERASE_LABEL` for an act that is not there, `ERASE_KIND` for one whose numbers an account or an agreement rests on.
 */
export function erasableActs({ state }: Pick<Desk, "state">, labels: readonly string[]): readonly ReadAct[] {
  const faults: Fault[] = [];
  const found = [...new Set(labels)].flatMap((label) => {
    const act = state.byLabel.get(label);
    if (!act) faults.push(new Fault("ERASE_LABEL", `expected the label of an act whose payload stands, found “${label}”`));
    else if (KEPT_KINDS.includes(act.kind)) faults.push(new Fault("ERASE_KIND", `${label}: what an account, an operation or an agreement rests on is corrected, never erased`));
    return act ?? [];
  });
  if (faults.length > 0) throw new Faults(faults);
  return found;
}

/**
 * Erases the payloads of acts: the request, then salt, key and ciphertext together, then the entry that says it is done.
 * @throws Faults of `erasableActs`.
 */
export async function eraseActs(desk: Desk, labels: readonly string[], at: CivilDate): Promise<void> {
  const found = erasableActs(desk, labels);
  const entries = new Set(found.map(({ entry }) => entry));
  const sealed = [...desk.state.sealedAt].flatMap(([digest, index]) => (entries.has(index) ? [digest] : [])).sort();
  const author = desk.pack.secretariat.code;
  await append(desk, { author, kind: "erase.request", at, body: { sealed }, commits: [] }, false);
  for (const digest of sealed) await desk.vault.destroy(digest);
  await append(desk, { author, kind: "erase.done", at, body: { sealed }, commits: [] }, false);
}

/** @throws Fault `COMPARTMENT`. */
export function recipientAmong(recipients: ReadonlyMap<string, string>, code: string): string {
  const recipient = recipients.get(code);
  if (recipient === undefined) throw new Fault("COMPARTMENT", "expected a party of this record");
  return recipient;
}

const openings = new WeakMap<Uint8Array, Opened>();
/** The bytes that an opened payload was read from: what came in is neither printed nor read a second time when it is folded. */
const plaintexts = new WeakMap<Opened, Uint8Array>();

/** Each array of bytes is read once. @throws Fault `PAYLOAD_FORM`. */
export function openedOf(plaintext: Uint8Array): Opened {
  const before = openings.get(plaintext);
  if (before) return before;
  const opened = readOpened(plaintext);
  openings.set(plaintext, opened);
  plaintexts.set(opened, plaintext);
  return opened;
}

function readOpened(plaintext: Uint8Array): Opened {
  const value = parseJson(fromUtf8(plaintext));
  if (!isRecord(value) || typeof value["label"] !== "string" || !isRecord(value["body"]) || !Array.isArray(value["sources"]))
    throw new Fault("PAYLOAD_FORM", "expected label, body and sources in the sealed payload");
  return { label: value["label"], body: value["body"], sources: value["sources"].map(String) };
}

/** The bytes of an entry of the desk's own or, in an exercise, of an actor: signed with the key that follows in its chain. */
export function leafOf(desk: Desk, head: OwnHead, isRoot: boolean): Uint8Array {
  const { pack } = desk;
  const key = isRoot ? rootKeyName(pack.origin, head.author) : keyName(pack.origin, head.author, "sign");
  const chain = desk.ahead.registry.chains.get(key);
  const payload = printHead({ origin: pack.origin, talks: pack.talks, key, counter: (chain?.counter ?? 0) + 1, prev: chain?.last ?? null, ...head });
  return isRoot ? sealByRoots(payload, pack.origin, head.author, desk.keys) : sealEnvelope(payload, key, signerOf(desk.keys, head.author, "sign"));
}

/** Signed by every root key of the party that this desk holds: one in most processes, as many as are brought together where a root is several. */
function sealByRoots(payload: Uint8Array, origin: string, party: string, keys: KeyRing): Uint8Array {
  const signers = Array.from({ length: ROOTS_MAX }, (_, i) => [keyName(origin, party, "root", i + 1), keys.signer(party, "root", i + 1)] as const)
    .flatMap(([name, signer], i) => (signer === undefined || (keys.seed !== "" && i > 0) ? [] : [[name, signer] as const]));
  const [first, ...others] = signers;
  if (first === undefined) throw new Fault("KEY_NONE", `this desk does not hold the key ${party}/root`);
  return others.reduce((leaf, [name, signer]) => addSignature(leaf, name, signer), sealEnvelope(payload, ...first));
}

/** Signs and appends one entry; its index when it is durable and folded. */
export const append = async (desk: Desk, head: OwnHead, isRoot: boolean): Promise<number> =>
  (await appendLeaf(desk, () => leafOf(desk, head, isRoot))).index;

/**
 * Admits and appends a leaf; resolves when it is durable and folded. Where another desk's entry came first, it is made and
 * judged again on top of that. Leaves that come meanwhile share the next write.
 * @throws Fault of the admission, `STORE_ROLLED_BACK` for an old copy: nothing is written then. `STORE_UNREACHABLE`: it is not known whether it stands.
 */
export async function appendLeaf(desk: Desk, make: () => Uint8Array): Promise<{ readonly index: number; readonly leaf: Uint8Array; readonly head: EntryHead }> {
  if (desk.signedSize > desk.record.size()) throw new Fault("STORE_ROLLED_BACK", sayOldCopy(desk.record.size(), desk.signedSize));
  for (let tried = 1; ; tried++) {
    const { ahead } = desk;
    const leaf = make();
    const head = admit(ahead.registry, leaf, ahead.size, verifies);
    const place = { index: ahead.size, after: ahead.last };
    ahead.size++;
    ahead.last = leafHash(leaf);
    try {
      const { index } = await desk.record.append(leaf, place);
      if (index >= desk.tree.size) desk.acknowledged.set(index, leaf);
      await catchUp(desk).catch(unlessUnreachable); // it stands: what cannot be read now is folded at the next reading
      return { index, leaf, head };
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

/** Whether this desk holds as many root keys of a party as must sign together. */
const holdsRoot = ({ keys, registry }: Desk, party: string): boolean =>
  Array.from({ length: keys.seed === "" ? ROOTS_MAX : 1 }, (_, i) => keys.signer(party, "root", i + 1)).filter((one) => one !== undefined).length >= (registry.thresholds.get(party) ?? 1);

/** Writes genesis and the signing keys of all parties whose keys this desk holds, as far as they are not there yet. */
export async function openProcess(desk: Desk, at: CivilDate): Promise<void> {
  const { pack, keys, registry, record } = desk;
  const secretariat = pack.secretariat.code;
  if (record.size() === 0) {
    const body = genesisBody(await partiesKeys(record, pack, keys), await needed(record, "policy"), await needed(record, "pack.json"));
    await append(desk, { author: secretariat, kind: "genesis", at, body, commits: [] }, true);
  }
  for (const { code } of compartmentsOf(pack)) {
    const key = keyName(pack.origin, code, "sign");
    if (registry.keys.has(key)) continue;
    const signer = keys.signer(code, "sign");
    if (!signer || !holdsRoot(desk, code)) continue; // its own root key registers its officers, on its own machine
    const publicKey = base64(signer.publicKey);
    await append(desk, { author: code, kind: "key.add", at, body: { key, publicKey }, commits: [] }, true);
  }
}

/** Seals the act to the parties it is addressed to, signs it as its actor, appends it; the entry's index when durable. */
export async function recordAct(desk: Desk, act: Act, chance: Chance): Promise<number> {
  const misaddressed = addresseeFault(desk.pack, { kind: act.kind, author: act.actor, to: act.to });
  if (misaddressed) throw misaddressed;
  checkPackOf(desk, act);
  checkAct(desk.state, act, desk.pack, desk.compartment, judgedIn(desk.pack, act.actor, act.to).includes(desk.compartment));
  const to = [...act.to].sort();
  const recipients = to.map((code) => recipientAmong(desk.recipients, code));
  const plaintext = utf8(canonicalJson({ label: act.label, body: act.body, sources: act.sources }));
  const sealed = seal(plaintext, chance.salt(), recipients);
  await desk.vault.keep(sealed); // durable before the leaf that names it
  const commit: Commitment = { name: "act", commitment: sealed.commitment, sealed: sealed.sealed, to };
  if (to.includes(desk.compartment)) desk.own.set(sealed.sealed, { label: act.label, body: act.body, sources: [...act.sources] });
  try {
    return await append(desk, { author: act.actor, kind: act.kind, at: act.at, body: {}, commits: [commit] }, false);
  } catch (error) {
    desk.own.delete(sealed.sealed);
    throw error;
  }
}

/** @throws Fault `PACK_OTHER` for an adoption of a pack that does not lie in the record. */
export function checkPackOf({ packs }: Pick<Desk, "packs">, act: Pick<Act, "kind" | "body">): void {
  if (act.kind === "pack.adopted") demandKnown(packs, parsePackAdopted(act.body));
}

/** @throws Fault or Faults when the act has no form, refers to what is not on the table, or reuses a label. Nothing is written then. What is not in sight of `state` at all is judged by its form. */
export function checkAct(state: State, act: Act, pack: ConflictPack, as: string, isInSight = true, seesDeposits = true): void {
  if (state.byLabel.has(act.label)) throw new Fault("ACT_TWICE", `expected each label once, found ${act.label} again`);
  const parsed = parseBody({ entry: state.size, label: act.label, at: act.at, author: act.actor, kind: act.kind, body: act.body, sources: act.sources });
  if (!isInSight) return;
  if (parsed.room === "remains") {
    checkOnDossier(dossierOf(state), parsed.act, act.actor, seesDeposits);
    checkFamilyAct(state, parsed.act, act, sidesOf(pack));
  }
  if (parsed.room === "table") {
    checkOnTable(state.table, parsed.act, act.actor);
    if (parsed.act.kind === "dispute.closed") checkEvidence(state, parsed.act.evidence);
  }
  if (parsed.room === "handover") checkOperation(state.operations, parsed.act, act.actor, act.at);
  if (parsed.room === "accounting") checkCategories(pack, parsed.fact);
  if (parsed.room === "accounting") checkOnAccount(() => factsOf(state.acts), parsed.fact);
  if (parsed.room === "registry") checkOnLists(listsOf(state), parsed.act, act.actor);
  if (parsed.room === "matching") checkMatch(state, parsed.act, act);
  if (parsed.room === "planning") checkPlanning(state, parsed.act, act, pack, as);
}

/** What an outcome rests on stands on the record, in sight of everybody it is told to. @throws Fault `TABLE_NONE`. */
function checkEvidence(state: State, labels: readonly string[]): void {
  const unknown = labels.filter((label) => !state.byLabel.has(label));
  if (unknown.length > 0) throw new Fault("TABLE_NONE", `expected labels of entries on the record before this, found ${unknown.join(", ")}`, [{ field: "evidence" }]);
}

/** Labels of the acts that stand on the record, those sealed past this compartment too: an exercise holds every party's keys. */
export async function labelsStanding(desk: Desk): Promise<Set<string>> {
  const labels = new Set(desk.state.byLabel.keys());
  for (const index of desk.state.closed) {
    const { author, commits: [commit] } = parseHead(parseEnvelope(await desk.record.entry(index)).payload);
    const ciphertext = commit ? await desk.vault.sealed(commit.sealed) : undefined;
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
    if (await record.read(`notes/${name}.note`)) continue;
    const joined = await Promise.all(joins.map(async ({ entry }) => ({ index: entry, commitment: parseHead(parseEnvelope(await record.entry(entry)).payload).commits[0]?.commitment ?? "" })));
    const n = (await record.list("notes")).filter((one) => one.endsWith(".note")).length + 1;
    const text = printActText({ kind: "agreed-text", talks: pack.talks, n, subject, joins: joined });
    const keys = joins.map(({ author }): NoteKey => ({ name: keyName(pack.origin, author, "sign"), type: ED25519, publicKey: exerciseSigner(seed, author, "sign").publicKey }));
    const note = utf8(printNote({ text, signatures: joins.map(({ author }, i) => signNote(text, keys[i]?.name ?? "", exerciseSigner(seed, author, "sign"))) }));
    await record.replace(`notes/${name}.vkeys`, utf8(`${keys.map(printVkey).join(",")}\n`));
    await record.replace(`notes/${name}.note`, note);
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
