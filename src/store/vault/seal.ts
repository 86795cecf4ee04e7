// Sealed payloads: age v1 files named by the SHA-256 of their ciphertext. The sealed bytes are salt ‖ plaintext, and the
// leaf's commitment is their SHA-256: who can open the file can check the commitment; who cannot learns nothing.
import { Decrypter, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";
import { webcrypto } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { concat } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { openAge, sealAge } from "./age-file.ts";
import { readWhole, removeFile, replaceFile, syncFolder, type Disk } from "../files/disk.ts";

export const SALT_SIZE = 32;

/** An X25519 identity of age out of 32 secret bytes. */
export const identityOf = (secret: Uint8Array): string =>
  bech32.encodeFromBytes("AGE-SECRET-KEY-", secret).toUpperCase();

/** What opens: an identity as text, or as a key of the platform. */
export type Identity = string | webcrypto.CryptoKey;

/** The same identity as a key of the platform, which opens in about half the time. */
export const identityKeyOf = (secret: Uint8Array): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey("pkcs8", concat([X25519_PKCS8, secret]) as Uint8Array<ArrayBuffer>, { name: "X25519" }, false, ["deriveBits"]);
const X25519_PKCS8 = Uint8Array.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20]); // RFC 8410 §7

export const recipientOf = (identity: string): Promise<string> => identityToRecipient(identity);

export type Sealed = { readonly commitment: string; readonly sealed: string; readonly ciphertext: Uint8Array };

export function seal(plaintext: Uint8Array, salt: Uint8Array, recipients: readonly string[]): Sealed {
  const opened = concat([salt, plaintext]);
  const ciphertext = sealAge(opened, recipients);
  return { commitment: sha256Hex(opened), sealed: sha256Hex(ciphertext), ciphertext };
}

export const sealedPath = (sealed: string): string => `vault/${sealed.slice(0, 2)}/${sealed}.age`;

/** Durable when it returns. */
export const keepSealed = (disk: Disk, folder: string, { sealed, ciphertext }: Pick<Sealed, "sealed" | "ciphertext">): void =>
  replaceFile(disk, join(folder, sealedPath(sealed)), ciphertext);

/** Salt, file key and ciphertext go together; durable when it returns. Nothing to do when it is gone already. */
export function destroySealed(disk: Disk, folder: string, sealed: string): void {
  const path = join(folder, sealedPath(sealed));
  removeFile(path);
  if (readWhole(path) === undefined && existsSync(dirname(path))) syncFolder(disk, dirname(path));
}

export const readSealed = (folder: string, sealed: string): Uint8Array | undefined =>
  readWhole(join(folder, sealedPath(sealed)));

/** What an age file holds, or `undefined` when this identity does not open it. */
export async function decrypt(ciphertext: Uint8Array, identity: Identity): Promise<Uint8Array | undefined> {
  const opened = typeof identity === "string" ? undefined : openAge(ciphertext, identity);
  if (opened) return opened;
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(ciphertext).catch(() => undefined);
}

/** The plaintext, or `undefined` when this identity is not among the recipients. @throws Fault `VAULT_COMMITMENT`. */
export const open = async (ciphertext: Uint8Array, identity: Identity, commitment: string): Promise<Uint8Array | undefined> =>
  (await openSalted(ciphertext, identity, commitment))?.slice(SALT_SIZE);

/** Salt and plaintext: what the commitment is the hash of. @throws Fault `VAULT_COMMITMENT`. */
export async function openSalted(ciphertext: Uint8Array, identity: Identity, commitment: string): Promise<Uint8Array | undefined> {
  const opened = await decrypt(ciphertext, identity);
  if (!opened) return undefined;
  if (sha256Hex(opened) !== commitment)
    throw new Fault("VAULT_COMMITMENT", "the sealed payload is not the one that the entry commits to");
  return opened;
}
