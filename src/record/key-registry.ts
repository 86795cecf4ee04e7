// Which key may sign which entry: registered and revoked in the log, valid by index; clocks play no part (RECORD.md §5).
import { fromBase64, hex, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { leafHash } from "./merkle.ts";
import { pae, parseEnvelope, PAYLOAD_TYPE, type Envelope } from "./envelope.ts";
import { parseHead, type EntryHead } from "./entry-head.ts";
import type { Verifies } from "./note.ts";
import { parsePolicy } from "./policy.ts";

export type RegisteredKey = {
  readonly party: string;
  readonly role: "root" | "sign";
  readonly publicKey: Uint8Array;
  /** Counts for entries `from` <= i < `until`. */
  readonly from: number;
  readonly until: number;
  /** From the revocation: entries of this key from here on are shown as disputed, never removed. */
  readonly disputedFrom?: number;
};

/** A policy by the entry that named it: genesis (index 0), then each `policy.change` with the digest of the note that all of the policy before signed. */
export type NamedPolicy = { readonly index: number; readonly sha256: string; readonly text?: string; readonly note?: string };

/** What is known after some entries: keys by name, and each key's counter and last leaf hash. Grows in place. */
export type Registry = {
  origin: string;
  /** The party that wrote genesis and keeps the log. */
  keeper: string;
  /** How many of its root keys must sign, by party; 1 where it has one. */
  readonly thresholds: Map<string, number>;
  readonly policies: NamedPolicy[];
  readonly keys: Map<string, RegisteredKey>;
  readonly chains: Map<string, { counter: number; last: string }>;
};

export const emptyRegistry = (): Registry => ({ origin: "", keeper: "", thresholds: new Map(), policies: [], keys: new Map(), chains: new Map() });

/** The same knowledge, to grow on its own. */
export const copyRegistry = (registry: Registry): Registry => ({ ...registry, thresholds: new Map(registry.thresholds), policies: [...registry.policies], keys: new Map(registry.keys), chains: new Map(registry.chains) });

/** Signed by a party's root key; everything else by a signing key. */
const ROOT_KINDS: ReadonlySet<string> = new Set(["genesis", "key.add", "key.revoke", "policy.change"]);

/** How a key is named (RECORD.md §5): record, party, role, and which of the role's keys, a number or an officer's code. */
export const keyName = (origin: string, party: string, role: "root" | "sign" | "witness", n: number | string = 1): string => [origin, party, role, n].join("/");
/** The name of a party's root chain, which is that of its first root key: whichever of its root keys sign, their acts are one chain. */
export const rootKeyName = (origin: string, party: string): string => keyName(origin, party, "root");

/** The root of a party as genesis holds it: one key, or several of which `threshold` sign together, so that no single officer can register keys. Keys in base64. */
export type RootKeys = { readonly root: string } | { readonly roots: readonly string[]; readonly threshold: number };

/** As many signatures as an envelope holds. */
export const ROOTS_MAX = 8;

/** @throws Fault `GENESIS` unless it is one key, or 2 to 8 different ones with a threshold from 2 on. The keys themselves are not read. */
export function readRootKeys(party: Readonly<Record<string, unknown>>): RootKeys {
  const { root, roots, threshold } = party;
  if (typeof root === "string" && roots === undefined && threshold === undefined) return { root };
  const keys = Array.isArray(roots) ? roots.filter((one) => typeof one === "string") : [];
  if (root !== undefined || !Array.isArray(roots) || keys.length !== roots.length || keys.length > ROOTS_MAX || new Set(keys).size !== keys.length || typeof threshold !== "number" || !Number.isInteger(threshold) || threshold < 2 || threshold > keys.length)
    throw new Fault("GENESIS", `expected one root key, or 2 to ${ROOTS_MAX} different ones and how many of them sign, at least 2`);
  return { roots: keys, threshold };
}

export const keysOfRoot = (root: RootKeys): readonly string[] => ("root" in root ? [root.root] : root.roots);

/**
 * Admits leaf `index` after all before it, or says why not; on a fault the registry is unchanged.
 * @throws Fault `KEY_INACTIVE`, `KEY_ROLE`, `SIGNATURE`, `ROOT_SIGNATURES`, `CHAIN_COUNTER`, `CHAIN_PREV`, `ORIGIN`, `GENESIS`, or that of the form.
 */
export function admit(registry: Registry, leaf: Uint8Array, index: number, verifies: Verifies): EntryHead {
  const envelope = parseEnvelope(leaf);
  const head = parseHead(envelope.payload);
  const isGenesis = index === 0;
  if (isGenesis !== (head.kind === "genesis")) throw new Fault("GENESIS", "expected genesis as entry 0 and nowhere else");
  const origin = isGenesis ? head.origin : registry.origin;
  if (head.origin !== origin) throw new Fault("ORIGIN", "expected an entry of this record, found another origin");
  const roots = isGenesis ? genesisRoots(head) : { keys: new Map<string, RegisteredKey>(), thresholds: registry.thresholds };
  const keyOf = (name: string): RegisteredKey | undefined => registry.keys.get(name) ?? roots.keys.get(name);
  const key = keyOf(head.key);
  if (!key || index < key.from || index >= key.until)
    throw new Fault("KEY_INACTIVE", `the key of the entry is not active at index ${index}`);
  const isKeyAct = ROOT_KINDS.has(head.kind);
  if (key.party !== head.author || (key.role === "root") !== isKeyAct)
    throw new Fault("KEY_ROLE", "the key belongs to another party or to another role");
  checkSignatures(envelope, head, index, { first: key, keyOf, threshold: isKeyAct ? roots.thresholds.get(head.author) ?? 1 : 1 }, verifies);
  // the chain is the key's: two officers of one party act at once without waiting for each other
  const chain = registry.chains.get(head.key) ?? { counter: 0, last: null };
  if (head.counter !== chain.counter + 1)
    throw new Fault("CHAIN_COUNTER", `expected counter ${chain.counter + 1} of this key, found ${head.counter}`);
  if (head.prev !== chain.last) throw new Fault("CHAIN_PREV", "expected the hash of the previous entry of this key");
  accept(registry, head, leafHash(leaf), index);
  return head;
}

/**
 * Takes in the head of an entry that was admitted before and still hashes to the same tree: signatures are not checked again.
 * @throws Fault `KEY_FORM`, `GENESIS`, `POLICY_CHANGE`, `POLICY_FORM`; the registry is unchanged then.
 */
export function accept(registry: Registry, head: EntryHead, hash: Uint8Array, index: number): void {
  const roots = index === 0 ? genesisRoots(head) : undefined;
  const change = keyChange(registry, head, index);
  const policy = head.kind === "policy.change" ? policyChange(registry, head, index) : undefined;
  if (index === 0) {
    registry.origin = head.origin;
    registry.keeper = head.author;
    registry.policies.push({ index, sha256: String(head.body["policy"]) });
  }
  if (policy) registry.policies.push(policy);
  for (const [name, root] of roots?.keys ?? []) registry.keys.set(name, root);
  for (const [party, threshold] of roots?.thresholds ?? []) registry.thresholds.set(party, threshold);
  if (change) registry.keys.set(change.name, change.key);
  registry.chains.set(head.key, { counter: head.counter, last: hex(hash) });
}

/**
 * The first signature is of the key that the entry names; each further one of another active signing key of the same party. Where a
 * party has several root keys, any of them sign its root acts, as many as its threshold asks for.
 */
function checkSignatures(
  envelope: Envelope, head: EntryHead, index: number,
  { first, keyOf, threshold }: { readonly first: RegisteredKey; readonly keyOf: (name: string) => RegisteredKey | undefined; readonly threshold: number }, verifies: Verifies,
): void {
  const message = pae(PAYLOAD_TYPE, envelope.payload);
  const names = envelope.signatures.map(({ keyid }) => keyid);
  if ((threshold === 1 && names[0] !== head.key) || new Set(names).size !== names.length)
    throw new Fault("SIGNATURE", "expected the signature of the key that the entry names first, and no key twice");
  for (const { keyid, sig } of envelope.signatures) {
    const key = keyOf(keyid);
    const isActive = key !== undefined && index >= key.from && index < key.until && key.party === head.author && key.role === first.role;
    if (!isActive) throw new Fault("KEY_INACTIVE", `a further key of the entry is no active key of its author at index ${index}`);
    if (!verifies(key.publicKey, message, sig)) throw new Fault("SIGNATURE", "the signature of the entry does not hold");
  }
  if (names.length < threshold) throw new Fault("ROOT_SIGNATURES", `expected the signatures of ${threshold} of the party's root keys, found ${names.length}`);
}

function genesisRoots(head: EntryHead): { readonly keys: Map<string, RegisteredKey>; readonly thresholds: Map<string, number> } {
  const { parties, policy } = head.body;
  if (!Array.isArray(parties) || typeof policy !== "string" || !/^[0-9a-f]{64}$/.test(policy))
    throw new Fault("GENESIS", "expected parties with root keys and the digest of the policy");
  const [keys, thresholds] = [new Map<string, RegisteredKey>(), new Map<string, number>()];
  for (const party of parties as readonly unknown[]) {
    if (!isRecord(party) || typeof party["code"] !== "string") throw new Fault("GENESIS", "expected code and root of each party");
    const code = party["code"];
    const root = readRootKeys(party);
    if ("roots" in root) thresholds.set(code, root.threshold);
    keysOfRoot(root).forEach((key, i) => keys.set(keyName(head.origin, code, "root", i + 1), { party: code, role: "root", publicKey: keyBytes(key), from: 0, until: Infinity }));
  }
  return { keys, thresholds };
}

function keyChange(registry: Registry, head: EntryHead, index: number): { name: string; key: RegisteredKey } | undefined {
  const name = head.body["key"];
  if (head.kind === "key.add") {
    const publicKey = head.body["publicKey"];
    if (typeof name !== "string" || typeof publicKey !== "string" || registry.keys.has(name))
      throw new Fault("KEY_FORM", "expected a new key name and its public key");
    return { name, key: { party: head.author, role: "sign", publicKey: keyBytes(publicKey), from: index + 1, until: Infinity } };
  }
  if (head.kind !== "key.revoke") return undefined;
  const key = typeof name === "string" ? registry.keys.get(name) : undefined;
  if (typeof name !== "string" || !key || key.party !== head.author || key.role !== "sign" || key.until !== Infinity)
    throw new Fault("KEY_FORM", "expected an active signing key of the same party");
  const since = head.body["compromisedSince"];
  if (since === undefined) return { name, key: { ...key, until: index + 1 } };
  if (typeof since !== "number" || !Number.isSafeInteger(since) || since < 0 || since > index) throw new Fault("KEY_FORM", "expected compromisedSince as the index of an entry before");
  return { name, key: { ...key, until: index + 1, disputedFrom: since } };
}

/** The new policy stands in the entry itself: whoever has the log has every policy but the first. */
function policyChange(registry: Registry, head: EntryHead, index: number): NamedPolicy {
  const { policy, note } = head.body;
  if (head.author !== registry.keeper || typeof policy !== "string" || typeof note !== "string" || !/^[0-9a-f]{64}$/.test(note))
    throw new Fault("POLICY_CHANGE", "expected the keeper of the log to write a policy and the digest of the note that everybody signed");
  const { log } = parsePolicy(policy);
  if (log.name !== registry.origin) throw new Fault("POLICY_CHANGE", "expected the key of this log, named as its origin");
  return { index, sha256: sha256Hex(utf8(policy)), text: policy, note };
}

/** Points of small order, in their canonical encodings (RFC 7748 §7, Ed25519 cofactor 8): no key of anybody. */
const SMALL_ORDER = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]);

function keyBytes(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes.length !== 32 || SMALL_ORDER.has(hex(bytes))) throw new Fault("KEY_FORM", "expected an Ed25519 public key of full order");
  return bytes;
}
