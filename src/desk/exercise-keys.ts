// Keys of an exercise: every secret derives from one published seed, so that a replay can sign as each actor.
// In a real process no two actors' keys are ever on one machine; every output of a replay says that these are.
import { utf8 } from "../basis/bytes.ts";
import { sha256 } from "../basis/sha256.ts";
import { signerFromSeed } from "../compute/ed25519.ts";
import type { Signer } from "../record/note.ts";
import { identityOf } from "../store/vault/seal.ts";

export type KeyRole = "log" | "ack" | "witness" | "root" | "sign";

export const exerciseSecret = (seed: string, party: string, role: string): Uint8Array =>
  sha256(utf8(`all-for-all exercise key\n${seed}\n${party}\n${role}`));

export const exerciseSigner = (seed: string, party: string, role: KeyRole): Signer =>
  signerFromSeed(exerciseSecret(seed, party, role));

export const exerciseIdentity = (seed: string, compartment: string): string =>
  identityOf(exerciseSecret(seed, compartment, "compartment"));

export const EXERCISE_NOTICE =
  "The keys of all actors derive from a published seed: this is an exercise, not a protection.";
