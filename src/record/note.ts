// C2SP signed-note: a text, a blank line, signature lines “— <name> <base64(key id ‖ signature)>”; key id =
// SHA-256(name ‖ \n ‖ type ‖ public key)[:4]. Types: 0x01 Ed25519, 0x04 timestamped Ed25519 cosignature (tlog-cosignature).
import { base64, concat, equalBytes, fromBase64, fromUtf8, hex, uint64, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { sha256 } from "../basis/sha256.ts";

/** Ed25519 (RFC 8032), handed in by a door: node:crypto, or WebCrypto's twin in a browser. */
export type Verifies = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
export type Signer = { readonly publicKey: Uint8Array; readonly sign: (message: Uint8Array) => Uint8Array };

export const ED25519 = 1;
export const COSIGNATURE = 4;
export type KeyType = typeof ED25519 | typeof COSIGNATURE;
export type NoteKey = { readonly name: string; readonly type: KeyType; readonly publicKey: Uint8Array };
export type NoteSignature = { readonly name: string; readonly bytes: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

const SIGNATURES_MAX = 64;

export function keyId(key: NoteKey): Uint8Array {
  return sha256(concat([utf8(`${key.name}\n`), Uint8Array.of(key.type), key.publicKey])).subarray(0, 4);
}

/** `<name>+<key id in hex>+<base64(type ‖ public key)>`. */
export function printVkey(key: NoteKey): string {
  return `${key.name}+${hex(keyId(key))}+${base64(concat([Uint8Array.of(key.type), key.publicKey]))}`;
}

/** @throws Fault `NOTE_KEY` for a malformed key or a key id that is not its own. */
export function parseVkey(text: string): NoteKey {
  const [name, id, data, ...more] = text.split(/\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/);
  if (!name || !id || !data || more.length > 0 || /[\s+]/u.test(name)) throw keyFault();
  const bytes = fromBase64(data);
  const type = bytes[0];
  if ((type !== ED25519 && type !== COSIGNATURE) || bytes.length !== 33) throw keyFault();
  const key: NoteKey = { name, type, publicKey: bytes.slice(1) };
  if (hex(keyId(key)) !== id) throw keyFault();
  return key;
}
const keyFault = (): Fault => new Fault("NOTE_KEY", "expected <name>+<key id>+<base64 of type and public key>");

/** @throws Fault `NOTE_FORM` when the bytes are no signed note. */
export function parseNote(bytes: Uint8Array): Note {
  const whole = fromUtf8(bytes);
  const split = whole.lastIndexOf("\n\n");
  if (split < 0 || !whole.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(whole)) throw noteFault();
  const lines = whole.slice(split + 2, -1).split("\n");
  if (lines.length > SIGNATURES_MAX) throw noteFault();
  const signatures = lines.map((line) => {
    const match = /^— ([^\s+]+) (\S+)$/u.exec(line);
    if (!match?.[1] || !match[2]) throw noteFault();
    const raw = fromBase64(match[2]);
    if (raw.length < 5) throw noteFault();
    return { name: match[1], bytes: raw };
  });
  return { text: whole.slice(0, split + 1), signatures };
}
const noteFault = (): Fault =>
  new Fault("NOTE_FORM", "expected a text, an empty line and signature lines “— name base64”");

export const printNote = (note: Note): string =>
  `${note.text}\n${note.signatures.map(({ name, bytes }) => `— ${name} ${base64(bytes)}\n`).join("")}`;

export function signNote(text: string, name: string, signer: Signer): NoteSignature {
  const key: NoteKey = { name, type: ED25519, publicKey: signer.publicKey };
  return { name, bytes: concat([keyId(key), signer.sign(utf8(text))]) };
}

/** A witness's cosignature over a checkpoint body; `time` in seconds since 1970, the witness's own claim. */
export function cosignNote(text: string, name: string, signer: Signer, time: number): NoteSignature {
  const key: NoteKey = { name, type: COSIGNATURE, publicKey: signer.publicKey };
  return { name, bytes: concat([keyId(key), uint64(time), signer.sign(cosignedBytes(text, time))]) };
}
const cosignedBytes = (text: string, time: number): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${text}`);

/**
 * The known keys whose signature holds. Unknown keys are ignored.
 * @throws Fault `NOTE_SIGNATURE` when a known key's signature fails: then the note is worth nothing (signed-note).
 */
export function signersOf(note: Note, known: readonly NoteKey[], verifies: Verifies): NoteKey[] {
  const held: NoteKey[] = [];
  for (const { name, bytes } of note.signatures) {
    const key = known.find((one) => one.name === name && equalBytes(keyId(one), bytes.subarray(0, 4)));
    if (!key) continue;
    if (!holds(note.text, key, bytes.subarray(4), verifies))
      throw new Fault("NOTE_SIGNATURE", `the signature of ${name} does not hold`);
    if (!held.includes(key)) held.push(key);
  }
  return held;
}

function holds(text: string, key: NoteKey, bytes: Uint8Array, verifies: Verifies): boolean {
  if (key.type === ED25519) return bytes.length === 64 && verifies(key.publicKey, utf8(text), bytes);
  if (bytes.length !== 72) return false;
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  return Number.isSafeInteger(time) && verifies(key.publicKey, cosignedBytes(text, time), bytes.subarray(8));
}
