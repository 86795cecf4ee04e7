// An act leaves this browser sealed and signed, in exactly the bytes of record/envelope.ts and store/vault/seal.ts: salt ‖
// plaintext under age to the parties it is addressed to, the salted commitment in a head, the head signed (DSSE).
import { Encrypter } from "age-encryption";
import { base64, concat, utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { printHead, type EntryHead } from "../../record/entry-head.ts";
import { pae, PAYLOAD_TYPE, sealEnvelope } from "../../record/envelope.ts";

export const SALT_SIZE = 32;

export type UnsealedAct = {
  readonly label: string;
  readonly kind: string;
  readonly at: EntryHead["at"];
  readonly body: Readonly<Record<string, unknown>>;
  readonly sources: readonly string[];
};
/** Where the author's chain stands, by the desk's word; a wrong one is refused at admission, nothing is written. */
export type ChainEnd = Pick<EntryHead, "origin" | "talks" | "author" | "key" | "counter" | "prev">;
export type Recipient = { readonly code: string; readonly age: string };
export type SealedAct = { readonly leaf: Uint8Array; readonly ciphertext: Uint8Array };

/** The plaintext of an act: what is shown before signing is made of these bytes. */
export const plaintextOf = ({ label, body, sources }: UnsealedAct): Uint8Array => utf8(canonicalJson({ label, body, sources }));

/** `sign` signs the PAE; the salt is fresh for every act. */
export async function sealAct(act: UnsealedAct, end: ChainEnd, to: readonly Recipient[], salt: Uint8Array, sign: (message: Uint8Array) => Promise<Uint8Array>): Promise<SealedAct> {
  const recipients = [...to].sort((a, b) => (a.code < b.code ? -1 : 1));
  const encrypter = new Encrypter();
  for (const { age } of recipients) encrypter.addRecipient(age);
  const opened = concat([salt, plaintextOf(act)]);
  const ciphertext = await encrypter.encrypt(opened);
  const commit = { name: "act", commitment: sha256Hex(opened), sealed: sha256Hex(ciphertext), to: recipients.map(({ code }) => code) };
  const payload = printHead({ ...end, kind: act.kind, at: act.at, body: {}, commits: [commit] });
  const signature = await sign(pae(PAYLOAD_TYPE, payload));
  const leaf = sealEnvelope(payload, end.key, { publicKey: new Uint8Array(0), sign: () => signature });
  return { leaf, ciphertext };
}

/** As it goes over the wire. */
export const sealedJson = ({ leaf, ciphertext }: SealedAct): { leaf: string; ciphertext: string } => ({ leaf: base64(leaf), ciphertext: base64(ciphertext) });

export const freshSalt = (): Uint8Array => crypto.getRandomValues(new Uint8Array(SALT_SIZE));
