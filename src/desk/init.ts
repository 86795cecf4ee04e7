// Makes a record: genesis with every party's root key, their signing keys, the policy that needs both sides.
import { utf8, base64 } from "../basis/bytes.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { Fault } from "../basis/fault.ts";
import { COSIGNATURE, ED25519, printVkey, type NoteKey } from "../record/note.ts";
import { needsParty, parsePolicy, printPartiesPolicy } from "../record/policy.ts";
import { compartmentsOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { exerciseSigner } from "./exercise-keys.ts";
import { createStore } from "./open-store.ts";

export type Keys = { readonly log: NoteKey; readonly witnesses: ReadonlyMap<string, NoteKey> };

export function noteKeys(pack: ConflictPack, seed: string): Keys {
  const log: NoteKey = { name: pack.origin, type: ED25519, publicKey: exerciseSigner(seed, pack.secretariat.code, "log").publicKey };
  const witnesses = new Map(
    pack.sides.map(({ code }): [string, NoteKey] => [
      code,
      { name: `${pack.origin}/${code}/witness/1`, type: COSIGNATURE, publicKey: exerciseSigner(seed, code, "witness").publicKey },
    ]),
  );
  return { log, witnesses };
}

/** Creates an empty record in a folder or a database. @throws Fault `STORE_EXISTS`, `POLICY_PARTY`. */
export async function initRecord(place: string, packBytes: Uint8Array, pack: ConflictPack, seed: string): Promise<void> {
  const { log, witnesses } = noteKeys(pack, seed);
  const policyText = printPartiesPolicy(log, [...witnesses].map(([code, witness]) => ({ code, witness })));
  const policy = parsePolicy(policyText);
  for (const { code } of pack.sides)
    if (!needsParty(policy, code)) throw new Fault("POLICY_PARTY", `the quorum could be met without ${code}`);
  const files = new Map<string, Uint8Array>([
    ["policy", utf8(policyText)],
    ["keys/log.vkey", utf8(`${printVkey(log)}\n`)],
    ...[...witnesses].map(([code, key]): [string, Uint8Array] => [`keys/witness-${code}.vkey`, utf8(`${printVkey(key)}\n`)]),
    ["pack.json", packBytes],
    ["exercise-seed", utf8(`${seed}\n`)],
  ]);
  await createStore(place, files);
}

/** Body of entry 0. */
export function genesisBody(pack: ConflictPack, seed: string, policyBytes: Uint8Array, packBytes: Uint8Array): Record<string, unknown> {
  return {
    policy: sha256Hex(policyBytes),
    pack: sha256Hex(packBytes),
    parties: compartmentsOf(pack).map(({ code }) => ({ code, root: base64(exerciseSigner(seed, code, "root").publicKey) })),
  };
}
