// age v1 files to X25519 recipients (C2SP age.md) by the ciphers of the platform, in one go: what the desk opens with every act and
// seals with every snapshot. The package age-encryption does the same in JavaScript and stays the judge: what does not open here is
// handed to it. Header: version line, a stanza `-> X25519 SHARE` with its body for each recipient, `--- MAC`. Payload: nonce(16), then
// chunks of 64 KiB, each with its tag, the nonce of a chunk its number and whether it is the last.
import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, KeyObject, randomBytes, timingSafeEqual, type webcrypto } from "node:crypto";
import { bech32 } from "@scure/base";
import { concat, fromUtf8, utf8 } from "../../basis/bytes.ts";

const VERSION_LINE = "age-encryption.org/v1\n";
const CHUNK = 64 * 1024;
const TAG = 16;
const HEADER_MAX = 64 * 1024;
const CIPHER = "chacha20-poly1305";
const ZERO_NONCE = new Uint8Array(12); // a wrapping key is used once

const hkdf = (key: Uint8Array, salt: Uint8Array, info: string): Uint8Array => new Uint8Array(hkdfSync("sha256", key, salt, info, 32));
const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");
const NOTHING = new Uint8Array(0);

type Own = { readonly key: KeyObject; readonly publicKey: Uint8Array };
const own = new WeakMap<webcrypto.CryptoKey, Own>();
function ownOf(identity: webcrypto.CryptoKey): Own {
  const before = own.get(identity);
  if (before) return before;
  const key = KeyObject.from(identity);
  const known = { key, publicKey: rawOf(createPublicKey(key)) };
  own.set(identity, known);
  return known;
}

// Keys are made of random bytes and said as DER. Node 20 can stop for ever where a key of `generateKeyPairSync` is said as JWK: it holds the key's lock while it makes
// texts, and garbage collected there may be the job that made the key, which asks for the same lock (seen once, in `KeyGenJob` under `ExportJWKEdKey`).
const PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex"); // RFC 8410, sections 3 and 7: X25519
const SPKI = Buffer.from("302a300506032b656e032100", "hex");
const newSecret = (): KeyObject => createPrivateKey({ key: Buffer.concat([PKCS8, randomBytes(32)]), format: "der", type: "pkcs8" });
const rawOf = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ format: "der", type: "spki" }).subarray(-32));
const publicOf = (raw: Uint8Array): KeyObject => createPublicKey({ key: Buffer.concat([SPKI, raw]), format: "der", type: "spki" });

function openBox(key: Uint8Array, nonce: Uint8Array, box: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(box.subarray(box.length - TAG));
  const plain = decipher.update(box.subarray(0, box.length - TAG));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plain;
}

function closeBox(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array[] {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  const body = cipher.update(plain);
  cipher.final();
  return [body, cipher.getAuthTag()];
}

/** Where `part` begins in the first bytes of a file. */
const indexIn = (bytes: Uint8Array, part: string): number => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_MAX)).indexOf(part);

/** The plaintext; `undefined` where it does not open here: a stanza of another kind, another identity, a changed byte. Linear. */
export function openAge(file: Uint8Array, identity: webcrypto.CryptoKey): Uint8Array | undefined {
  const headerEnd = indexIn(file, "\n--- ");
  if (headerEnd < 0) return undefined;
  const lines = fromUtf8(file.subarray(0, headerEnd)).split("\n");
  const macEnd = headerEnd + 5 + 43;
  if (`${lines[0] ?? ""}\n` !== VERSION_LINE || file[macEnd] !== 10) return undefined;
  const fileKey = unwrap(lines, ownOf(identity));
  if (!fileKey) return undefined;
  const mac = createHmac("sha256", hkdf(fileKey, NOTHING, "header")).update(file.subarray(0, headerEnd + 4)).digest();
  // as text: another spelling of the same bytes is another file
  if (!timingSafeEqual(utf8(unpadded(mac)), file.subarray(headerEnd + 5, macEnd))) return undefined;
  return openPayload(file.subarray(macEnd + 1), fileKey);
}

/** The file key out of the first stanza that this identity opens. A header of any other form than three fields and a line is not read here. */
function unwrap(lines: readonly string[], { key, publicKey }: Own): Uint8Array | undefined {
  for (let at = 1; at + 1 < lines.length; at += 2) {
    const share = /^-> X25519 ([A-Za-z0-9+/]{43})$/.exec(lines[at] ?? "")?.[1];
    const body = lines[at + 1] ?? "";
    if (share === undefined || !/^[A-Za-z0-9+/]{43}$/.test(body)) return undefined;
    const ephemeral = new Uint8Array(Buffer.from(share, "base64"));
    try {
      const secret = diffieHellman({ privateKey: key, publicKey: publicOf(ephemeral) });
      const fileKey = openBox(hkdf(secret, concat([ephemeral, publicKey]), "age-encryption.org/v1/X25519"), ZERO_NONCE, Buffer.from(body, "base64"));
      if (fileKey) return fileKey;
    } catch {
      return undefined; // a share of low order
    }
  }
  return undefined;
}

const chunkNonce = (number: number, isLast: boolean): Uint8Array => {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(3, BigInt(number));
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

function openPayload(payload: Uint8Array, fileKey: Uint8Array): Uint8Array | undefined {
  const key = hkdf(fileKey, payload.subarray(0, 16), "payload");
  const sealed = payload.subarray(16);
  const count = Math.ceil(sealed.length / (CHUNK + TAG));
  if (count === 0) return undefined;
  const plain = new Uint8Array(sealed.length - count * TAG);
  for (let i = 0; i < count; i++) {
    const chunk = sealed.subarray(i * (CHUNK + TAG), (i + 1) * (CHUNK + TAG));
    if (chunk.length < TAG || (chunk.length === TAG && i > 0)) return undefined; // an empty last chunk stands only alone
    const opened = openBox(key, chunkNonce(i, i === count - 1), chunk);
    if (!opened) return undefined;
    plain.set(opened, i * CHUNK);
  }
  return plain;
}

/** The ciphertext to these recipients. Linear. */
export function sealAge(plaintext: Uint8Array, recipients: readonly string[]): Uint8Array {
  const fileKey = new Uint8Array(randomBytes(16));
  const header = utf8(`${VERSION_LINE}${recipients.map((one) => stanzaTo(one, fileKey)).join("")}---`);
  const mac = createHmac("sha256", hkdf(fileKey, NOTHING, "header")).update(header).digest();
  const nonce = new Uint8Array(randomBytes(16));
  const key = hkdf(fileKey, nonce, "payload");
  const count = Math.max(1, Math.ceil(plaintext.length / CHUNK));
  const chunks = Array.from({ length: count }, (_, i) => closeBox(key, chunkNonce(i, i === count - 1), plaintext.subarray(i * CHUNK, (i + 1) * CHUNK))).flat();
  return concat([header, utf8(` ${unpadded(mac)}\n`), nonce, ...chunks]);
}

function stanzaTo(recipient: string, fileKey: Uint8Array): string {
  const theirs = bech32.decodeToBytes(recipient).bytes;
  const privateKey = newSecret();
  const share = rawOf(createPublicKey(privateKey));
  const secret = diffieHellman({ privateKey, publicKey: publicOf(theirs) });
  const wrapped = closeBox(hkdf(secret, concat([share, theirs]), "age-encryption.org/v1/X25519"), ZERO_NONCE, fileKey);
  return `-> X25519 ${unpadded(share)}\n${unpadded(concat(wrapped))}\n`;
}
