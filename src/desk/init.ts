// Makes a record: genesis with every party's root key, the policy that needs both sides. An exercise derives all keys from its
// seed; a real process is given the public keys of the parties, made on their own machines.
import { utf8, base64, fromUtf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { parseHead } from "../record/entry-head.ts";
import { keyName, keysOfRoot, readRootKeys, type RootKeys } from "../record/key-registry.ts";
import { COSIGNATURE, ED25519, parseVkey, printVkey, type NoteKey } from "../record/note.ts";
import { needsParty, parsePolicy, printPartiesPolicy } from "../record/policy.ts";
import type { RecordStorage } from "../record/storage.ts";
import { identityOf, recipientOf } from "../store/vault/seal.ts";
import { compartmentsOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { exerciseKeyRing, secretOf, signerOf, type KeyRing } from "./key-ring.ts";
import { createStore } from "./open-store.ts";

/** What a party shows of its keys: its root, an age recipient, and where it has them the vkeys of its witness and of the log. */
export type PublicKeys = RootKeys & { readonly origin: string; readonly party: string; readonly recipient: string; readonly witness?: string; readonly log?: string };

export const PARTIES = "parties.json";
const logKey = (pack: ConflictPack, keys: KeyRing): NoteKey => ({ name: pack.origin, type: ED25519, publicKey: signerOf(keys, pack.secretariat.code, "log").publicKey });
const witnessKey = (pack: ConflictPack, keys: KeyRing, code: string): NoteKey => ({ name: keyName(pack.origin, code, "witness"), type: COSIGNATURE, publicKey: signerOf(keys, code, "witness").publicKey });

/** Creates the empty record of an exercise in a folder or a database. @throws Fault `STORE_EXISTS`, `POLICY_PARTY`. */
export async function initRecord(place: string, packBytes: Uint8Array, pack: ConflictPack, seed: string): Promise<void> {
  const keys = exerciseKeyRing(seed);
  const witnesses = pack.sides.map(({ code }) => ({ code, witness: witnessKey(pack, keys, code) }));
  await create(place, packBytes, pack, logKey(pack, keys), witnesses, new Map([["exercise-seed", utf8(`${seed}\n`)]]));
}

/**
 * Creates the empty record of a real process. `urls` say where the witnesses answer, by party.
 * @throws Faults `KEYS_PUBLIC` for each party without keys or with keys of another process; `STORE_EXISTS`, `POLICY_PARTY`. Nothing is written then.
 */
export async function initProcess(place: string, packBytes: Uint8Array, pack: ConflictPack, given: readonly PublicKeys[], urls: ReadonlyMap<string, string>): Promise<void> {
  const faults: Fault[] = [];
  const fault = (code: string, expected: string): void => void faults.push(new Fault("KEYS_PUBLIC", `${code}: expected ${expected}`));
  const of = new Map(given.map((one) => [one.party, one]));
  for (const { origin, party } of given) if (origin !== pack.origin || !compartmentsOf(pack).some(({ code }) => code === party)) fault(party, `public keys of a party of ${pack.origin}`);
  for (const one of given) for (const wrong of formFaults(pack, one)) fault(one.party, wrong);
  if (of.size !== given.length) fault(given.map(({ party }) => party).join(", "), "each party once");
  for (const { code } of compartmentsOf(pack)) if (!of.has(code)) fault(code, "its public keys");
  for (const { code } of pack.sides) if (of.has(code) && of.get(code)?.witness === undefined) fault(code, "the key of its witness: a side without a witness puts nothing in force");
  for (const code of urls.keys()) if (!pack.sides.some((side) => side.code === code)) fault(code, "the address of a side's witness");
  const log = of.get(pack.secretariat.code)?.log;
  if (of.has(pack.secretariat.code) && log === undefined) fault(pack.secretariat.code, "the key of the log");
  if (faults.length > 0 || log === undefined) throw new Faults(faults);
  const witnesses = pack.sides.map(({ code }) => {
    const url = urls.get(code);
    return { code, witness: parseVkey(of.get(code)?.witness ?? ""), ...(url === undefined ? {} : { url }) };
  });
  const parties = compartmentsOf(pack).flatMap(({ code }) => {
    const keys = of.get(code);
    return keys === undefined ? [] : [{ code, ...rootOf(keys), recipient: keys.recipient }];
  });
  await create(place, packBytes, pack, parseVkey(log), witnesses, new Map([[PARTIES, utf8(canonicalJson(parties))]]));
}

const rootOf = (keys: RootKeys): RootKeys => ("root" in keys ? { root: keys.root } : { roots: keys.roots, threshold: keys.threshold });

/** What is no key of this party, in words. Whose a key is can be told of its name and, of the root and the recipient, of its form alone. */
function formFaults(pack: ConflictPack, keys: PublicKeys): string[] {
  const { party, recipient, witness, log } = keys;
  const isVkey = (vkey: string, isName: (name: string) => boolean, type: NoteKey["type"]): boolean => {
    try {
      const key = parseVkey(vkey);
      return isName(key.name) && key.type === type;
    } catch {
      return false;
    }
  };
  const isRoot = keysOfRoot(keys).every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key));
  const own = keyName(pack.origin, party, "witness", "");
  return [
    ...(isRoot ? [] : ["root keys of 32 bytes in base64"]),
    ...(/^age1[02-9ac-hj-np-z]{58}$/.test(recipient) ? [] : ["an age recipient"]),
    ...(witness === undefined || isVkey(witness, (name) => name.startsWith(own), COSIGNATURE) ? [] : [`a vkey of its own witness, named ${own}N`]),
    ...(log === undefined || isVkey(log, (name) => name === pack.origin, ED25519) ? [] : ["a vkey of the log, named as its origin"]),
  ];
}

async function create(
  place: string, packBytes: Uint8Array, pack: ConflictPack, log: NoteKey,
  witnesses: readonly { readonly code: string; readonly witness: NoteKey; readonly url?: string }[], more: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  if (log.name !== pack.origin) throw new Fault("KEYS_PUBLIC", "expected the key of the log, named as its origin");
  const policyText = printPartiesPolicy(log, witnesses);
  const policy = parsePolicy(policyText);
  for (const { code } of pack.sides)
    if (!needsParty(policy, code)) throw new Fault("POLICY_PARTY", `the quorum could be met without ${code}`);
  await createStore(place, new Map([["policy", utf8(policyText)], ...keyFiles(policy), ["pack.json", packBytes], ...more]));
}

/** The public keys of a policy, a vkey a file. */
export const keyFiles = ({ log, witnesses }: Pick<ReturnType<typeof parsePolicy>, "log" | "witnesses">): [string, Uint8Array][] => [
  ["keys/log.vkey", utf8(`${printVkey(log)}\n`)],
  ...[...witnesses].map(([name, key]): [string, Uint8Array] => [`keys/witness-${name}.vkey`, utf8(`${printVkey(key)}\n`)]),
];

export type PartyKeys = RootKeys & { readonly code: string; readonly recipient?: string };

/** Root key and recipient of each party: out of the seed, or as entry 0 has them; before there is one, as they were given. @throws Fault `STORE_DAMAGED`. */
export async function partiesKeys(record: Pick<RecordStorage, "read" | "size" | "entry">, pack: ConflictPack, keys: KeyRing): Promise<PartyKeys[]> {
  if (keys.seed !== "") return compartmentsOf(pack).map(({ code }) => ({ code, root: base64(signerOf(keys, code, "root").publicKey) }));
  const bytes = await record.read(PARTIES);
  const value = record.size() > 0 ? parseHead(parseEnvelope(await record.entry(0)).payload).body["parties"] : bytes && parseJson(fromUtf8(bytes));
  if (!Array.isArray(value)) throw new Fault("STORE_DAMAGED", `the record lacks ${PARTIES}`);
  return value.filter(isRecord).map((party) => ({ ...readRootKeys(party), code: String(party["code"]), recipient: String(party["recipient"]) }));
}

/** age recipients by party. */
export async function recipientsOf(record: Pick<RecordStorage, "read" | "size" | "entry">, pack: ConflictPack, keys: KeyRing): Promise<Map<string, string>> {
  if (keys.seed === "") return new Map((await partiesKeys(record, pack, keys)).map(({ code, recipient = "" }) => [code, recipient]));
  const recipients = new Map<string, string>();
  for (const { code } of compartmentsOf(pack)) recipients.set(code, await recipientOf(identityOf(secretOf(keys, code))));
  return recipients;
}

/** Body of entry 0. */
export const genesisBody = (parties: readonly PartyKeys[], policyBytes: Uint8Array, packBytes: Uint8Array): Record<string, unknown> =>
  ({ policy: sha256Hex(policyBytes), pack: sha256Hex(packBytes), parties });
