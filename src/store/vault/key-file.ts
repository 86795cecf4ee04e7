// The secret keys of one party as a file that a passphrase opens (age v1, scrypt). It is kept apart from the data folder: a stick, a
// safe, a service; whoever has the disk alone opens nothing (RECORD.md §4).
// Inside: canonical JSON {format, origin, party, secrets: {"<role>/<n>": base64 of 32 bytes}, roots?, threshold?}: the last two where
// the party's root is several keys in the hands of several officers, each with a key file of his own.
import { Decrypter, Encrypter } from "age-encryption";
import { base64, fromBase64, fromUtf8, utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { Fault } from "../../basis/fault.ts";
import { isRecord, parseJson } from "../../basis/parse-json.ts";

const FORMAT = "all-for-all-keys/1";
/** scrypt cost 2^N: about a second and 256 MiB on a laptop of 2025. */
const WORK_FACTOR = 18;
export const PASSPHRASE_MIN = 12;

/** Secrets by `<role>/<n>`, 32 bytes each: `root/1`, `sign/1`, `witness/1`, `compartment/1`, and the keeper's `log/1`, `ack/1`. */
export type KeyFile = {
  readonly origin: string; readonly party: string; readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** Public root keys of the officers (base64), of which `threshold` sign together; absent where the root is one key, of this file. */
  readonly root?: { readonly roots: readonly string[]; readonly threshold: number };
};

const NAME = /^(root|sign|log|ack|witness|compartment)\/[1-9][0-9]?$/;

/** @throws Fault `PASSPHRASE_SHORT`. Cost: one scrypt. `workFactor` is lower in tests alone. */
export async function sealKeyFile(file: KeyFile, passphrase: string, workFactor = WORK_FACTOR): Promise<Uint8Array> {
  const secrets = Object.fromEntries([...file.secrets].map(([name, secret]) => [name, base64(secret)]));
  return sealText(canonicalJson({ format: FORMAT, origin: file.origin, party: file.party, secrets, ...file.root }), passphrase, workFactor);
}

/** A text under a passphrase, as an age file. @throws Fault `PASSPHRASE_SHORT`. Cost: one scrypt. `workFactor` is lower in tests alone. */
export async function sealText(text: string, passphrase: string, workFactor = WORK_FACTOR): Promise<Uint8Array> {
  if (passphrase.length < PASSPHRASE_MIN) throw new Fault("PASSPHRASE_SHORT", `expected a passphrase of at least ${PASSPHRASE_MIN} characters`);
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(workFactor);
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(utf8(text));
}

/** @throws Fault `KEY_FILE` when the passphrase does not open it or it holds something else. Nothing of the file is in the message. */
export async function openKeyFile(bytes: Uint8Array, passphrase: string): Promise<KeyFile> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const plain = await decrypter.decrypt(bytes).catch(() => undefined);
  if (!plain) throw new Fault("KEY_FILE", "the passphrase does not open this key file, or it is none");
  const value = parseJson(fromUtf8(plain));
  const fault = new Fault("KEY_FILE", `expected the keys of one party, format ${FORMAT}`);
  if (!isRecord(value) || value["format"] !== FORMAT || !isRecord(value["secrets"])) throw fault;
  const { origin, party, roots, threshold } = value;
  if (typeof origin !== "string" || typeof party !== "string") throw fault;
  const secrets = new Map(Object.entries(value["secrets"]).map(([name, text]): [string, Uint8Array] => {
    const secret = typeof text === "string" ? fromBase64(text) : new Uint8Array(0);
    if (!NAME.test(name) || secret.length !== 32) throw fault;
    return [name, secret];
  }));
  if (roots === undefined) return { origin, party, secrets };
  if (!Array.isArray(roots) || typeof threshold !== "number") throw fault;
  return { origin, party, secrets, root: { roots: roots.map(String), threshold } };
}
