// The secret keys that one desk holds. An exercise holds those of every actor, out of a published seed; the desk of a real process
// holds its own party's alone, out of a key file that a passphrase opens at start (RECORD.md §4, §5).
import { Fault } from "../basis/fault.ts";
import { equalBytes } from "../basis/bytes.ts";
import { signerFromSeed } from "../compute/ed25519.ts";
import type { NoteKey, Signer } from "../record/note.ts";
import type { KeyFile } from "../store/vault/key-file.ts";
import { exerciseSecret, type KeyRole } from "./exercise-keys.ts";

export type KeyRing = {
  /** The published seed of an exercise; "" in a real process. */
  readonly seed: string;
  /** The `n`-th key of a role; undefined when this desk does not hold it. */
  readonly signer: (party: string, role: KeyRole, n?: number) => Signer | undefined;
  /** The 32 secret bytes by which a party opens what is sealed to it; undefined when this desk does not hold them. */
  readonly secret: (party: string) => Uint8Array | undefined;
};

const roleOf = (role: KeyRole, n: number): string => (n === 1 ? role : `${role}/${n}`);

/** Each signer is made once: a key of the platform costs as much to make as ten signatures. */
function madeOnce(make: (party: string, role: KeyRole, n: number) => Signer | undefined): KeyRing["signer"] {
  const made = new Map<string, Signer | undefined>();
  return (party, role, n = 1) => {
    const name = `${party}/${role}/${n}`;
    if (!made.has(name)) made.set(name, make(party, role, n));
    return made.get(name);
  };
}

export const exerciseKeyRing = (seed: string): KeyRing => ({
  seed,
  signer: madeOnce((party, role, n) => signerFromSeed(exerciseSecret(seed, party, roleOf(role, n)))),
  secret: (party) => exerciseSecret(seed, party, "compartment"),
});

export const fileKeyRing = (file: KeyFile): KeyRing => {
  const held = (party: string, name: string): Uint8Array | undefined => (party === file.party ? file.secrets.get(name) : undefined);
  return {
    seed: "",
    signer: madeOnce((party, role, n) => {
      const secret = held(party, `${role}/${n}`);
      return secret && signerFromSeed(secret);
    }),
    secret: (party) => held(party, "compartment/1"),
  };
};

/** @throws Fault `KEY_NONE` when this desk does not hold the key. */
export function signerOf(keys: KeyRing, party: string, role: KeyRole, n = 1): Signer {
  const signer = keys.signer(party, role, n);
  if (!signer) throw new Fault("KEY_NONE", `this desk does not hold the key ${party}/${role}/${n}`);
  return signer;
}

/** @throws Fault `KEY_NONE`. */
export function secretOf(keys: KeyRing, party: string): Uint8Array {
  const secret = keys.secret(party);
  if (!secret) throw new Fault("KEY_NONE", `this desk does not hold what opens for ${party}`);
  return secret;
}

const KEYS_PER_ROLE_MAX = 100;

/** The signer whose public key a policy names, whichever of the role's keys it is. */
export function signerOfKey(keys: KeyRing, party: string, role: KeyRole, key: NoteKey): Signer | undefined {
  for (let n = 1; n <= KEYS_PER_ROLE_MAX; n++) {
    const signer = keys.signer(party, role, n);
    if (!signer) return undefined;
    if (equalBytes(signer.publicKey, key.publicKey)) return signer;
  }
  return undefined;
}
