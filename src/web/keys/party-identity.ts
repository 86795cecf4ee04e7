// What opens for the own party what is sealed to it alone, in a real process: its age identity (X25519), given by its officer to this
// page and to nobody else. It is held as a key of the browser that no script can read out, until the page closes; or kept so in
// this browser where the officer says it. Nothing here goes over the wire.
import { Decrypter, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";
import { concat, fromUtf8 } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { keepDeviceKey, readDeviceKey } from "./device-key.ts";

const PREFIX = "age-secret-key-";
const X25519_PKCS8 = Uint8Array.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20]); // RFC 8410 §7
const AGE_FILE = "age-encryption.org/v1";

/** Whether these bytes are an age file, which a passphrase opens. */
export const isLocked = (bytes: Uint8Array): boolean => fromUtf8(bytes.slice(0, AGE_FILE.length)) === AGE_FILE;

/** The text of an identity file that a passphrase opens. @throws Fault `IDENTITY_PASSPHRASE`. Cost: one scrypt. */
export async function unlock(bytes: Uint8Array, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const plain = await decrypter.decrypt(bytes).catch(() => undefined);
  if (plain === undefined) throw new Fault("IDENTITY_PASSPHRASE", "the passphrase does not open this file");
  return fromUtf8(plain);
}

/** The 32 secret bytes of the one identity in a text; lines that begin with # are remarks. @throws Fault `IDENTITY_FORM`; nothing of the text is in it. */
export function secretIn(text: string): Uint8Array {
  const lines = text.split(/\s*\n\s*/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  const fault = new Fault("IDENTITY_FORM", "expected one age identity, AGE-SECRET-KEY-1…");
  const [line] = lines;
  if (lines.length !== 1 || line === undefined) throw fault;
  let read: { readonly prefix: string; readonly bytes: Uint8Array };
  try {
    read = bech32.decodeToBytes(line);
  } catch {
    throw fault;
  }
  if (read.prefix.toLowerCase() !== PREFIX || read.bytes.length !== 32) throw fault;
  return read.bytes;
}

/** The identity as a key of the browser that cannot be read out, if it is that of `recipient`. The bytes are wiped. @throws Fault `IDENTITY_OTHER`. */
export async function openerOf(secret: Uint8Array, recipient: string): Promise<CryptoKey> {
  const pkcs8 = concat([X25519_PKCS8, secret]) as Uint8Array<ArrayBuffer>; // concat makes a fresh buffer
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
  pkcs8.fill(0);
  secret.fill(0);
  if ((await identityToRecipient(key)) !== recipient) throw new Fault("IDENTITY_OTHER", "this identity opens for another recipient than that of your party on the record");
  return key;
}

let held: { readonly officer: string; readonly key: CryptoKey } | undefined;

/** Holds it until the page closes; `isKept`: in this browser's own store too, as a key that cannot be read out. */
export async function holdIdentity(officer: string, key: CryptoKey, isKept: boolean): Promise<void> {
  held = { officer, key };
  const device = await readDeviceKey(officer);
  if (device && (isKept || device.identity !== null)) await keepDeviceKey({ ...device, identity: isKept ? key : null });
}

/** Neither held nor kept any more. */
export async function dropIdentity(officer: string): Promise<void> {
  held = undefined;
  const device = await readDeviceKey(officer);
  if (device && device.identity !== null) await keepDeviceKey({ ...device, identity: null });
}

export type IdentityHere = { readonly key: string | CryptoKey; readonly isKept: boolean };

/** What this page can open with for `officer`. */
export async function identityHere(officer: string): Promise<IdentityHere | undefined> {
  const kept = (await readDeviceKey(officer))?.identity ?? null;
  if (kept !== null) return { key: kept, isKept: true };
  return held?.officer === officer ? { key: held.key, isKept: false } : undefined;
}
