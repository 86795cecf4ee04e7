// Ed25519 (RFC 8032) by node:crypto, for the shapes `Verifies` and `Signer` of the record.
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex"); // RFC 8410 §7
const SPKI = Buffer.from("302a300506032b6570032100", "hex"); // RFC 8410 §4

const publicKeys = new Map<string, ReturnType<typeof createPublicKey>>();
const KEYS_MAX = 10_000;

export function verifies(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const id = Buffer.from(publicKey).toString("hex");
  let key = publicKeys.get(id);
  try {
    key ??= createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: "der", type: "spki" });
    if (publicKeys.size < KEYS_MAX) publicKeys.set(id, key);
    return verify(null, message, key, signature);
  } catch {
    return false; // a key that is no point of the curve verifies nothing
  }
}

/** `seed` is the 32-byte secret of RFC 8032 §5.1.5, held by the signer alone. */
export function signerFromSeed(seed: Uint8Array): { publicKey: Uint8Array; sign: (message: Uint8Array) => Uint8Array } {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32));
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}
