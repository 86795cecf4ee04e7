// What a side sealed to itself alone is opened here: the desk hands out the ciphertext, it cannot open it.
import { Decrypter } from "age-encryption";
import { fromUtf8 } from "../../basis/bytes.ts";
import { Fault } from "../../basis/fault.ts";
import { parseJson } from "../../basis/parse-json.ts";
import { sha256Hex } from "../../basis/sha256.ts";
import { SALT_SIZE } from "./seal-act.ts";

/** The payload, checked against the entry's commitment. @throws Fault `VAULT_COMMITMENT`, Error when the identity does not open it. */
export async function openSealed(ciphertext: Uint8Array, identity: string | CryptoKey, commitment: string): Promise<unknown> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const opened = await decrypter.decrypt(ciphertext);
  if (sha256Hex(opened) !== commitment) throw new Fault("VAULT_COMMITMENT", "the sealed payload is not the one that the entry commits to");
  return parseJson(fromUtf8(opened.slice(SALT_SIZE)));
}
