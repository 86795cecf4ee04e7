// What a job was asked, where it had come to and what it made: each an age file for the desk's own identity. A recipient is
// public, so anybody who writes into the table could seal to it: inside stands an HMAC-SHA-256 under a key that only the
// desk has, over the name of the piece and its bytes. Layout inside the age file: bytes ‖ 32 bytes HMAC.
import { createHmac, timingSafeEqual } from "node:crypto";
import { Decrypter, Encrypter } from "age-encryption";
import { concat, utf8 } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import type { SnapshotKeys } from "./snapshot.ts";

/** Which piece it is: of a request its kind, of the others also the request they answer, so that none is laid under another job. */
export type JobPiece = { readonly kind: string } & ({ readonly piece: "request" } | { readonly piece: "resume" | "result"; readonly request: Uint8Array });

const MAC_SIZE = 32;

function macOf({ mac }: SnapshotKeys, name: JobPiece, bytes: Uint8Array): Uint8Array {
  const of = name.piece === "request" ? "" : ` ${sha256Hex(name.request)}`;
  return new Uint8Array(createHmac("sha256", mac).update(utf8(`all-for-all job\n${name.piece} ${name.kind}${of}\n`)).update(bytes).digest());
}

/** The ciphertext. Linear in the bytes. */
export function sealJob(name: JobPiece, bytes: Uint8Array, keys: SnapshotKeys): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(keys.recipient);
  return encrypter.encrypt(concat([bytes, macOf(keys, name, bytes)]));
}

/** @throws Fault `JOB_SEAL` when it does not open, or this desk did not seal it as this piece. */
export async function openJob(name: JobPiece, ciphertext: Uint8Array, keys: SnapshotKeys): Promise<Uint8Array> {
  const fault = new Fault("JOB_SEAL", "expected what this desk sealed of this job");
  const decrypter = new Decrypter();
  decrypter.addIdentity(keys.identity);
  const whole = await decrypter.decrypt(ciphertext).catch(() => {
    throw fault;
  });
  if (whole.length < MAC_SIZE) throw fault;
  const bytes = whole.subarray(0, whole.length - MAC_SIZE);
  if (!timingSafeEqual(macOf(keys, name, bytes), whole.subarray(bytes.length))) throw fault;
  return bytes;
}
