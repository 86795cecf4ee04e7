import { expect, test } from "vitest";
import { Encrypter } from "age-encryption";
import { hex, utf8 } from "../../basis/bytes.ts";
import { sha256 } from "../../basis/sha256.ts";
import { identityOf, recipientOf, seal } from "../../store/vault/seal.ts";
import { openSealed } from "./open-sealed.ts";
import { isLocked, openerOf, secretIn, unlock } from "./party-identity.ts";

const secret = (name: string): Uint8Array => sha256(utf8(`identity ${name}`));

test("an identity is read as age-keygen writes it, and opens what is sealed to its recipient", async () => {
  const identity = identityOf(secret("A"));
  const recipient = await recipientOf(identity);
  const read = secretIn(`# created: 2030-01-01\n# public key: ${recipient}\n${identity}\n`);
  expect(hex(read)).toBe(hex(secret("A")));
  const key = await openerOf(read, recipient);
  expect(key.extractable).toBe(false);
  expect([...read].every((byte) => byte === 0), "the bytes are wiped").toBe(true);
  const { ciphertext, commitment } = seal(utf8('{"body":{"words":"ours"}}'), new Uint8Array(32), [recipient]);
  expect(await openSealed(ciphertext, key, commitment)).toEqual({ body: { words: "ours" } });
});

test("an identity of another party is refused before anything is opened", async () => {
  await expect(openerOf(secret("B"), await recipientOf(identityOf(secret("A"))))).rejects.toMatchObject({ code: "IDENTITY_OTHER" });
});

test("what is no identity is refused, and nothing of it is in the words of the refusal", () => {
  const identity = identityOf(secret("A"));
  for (const text of ["", "AGE-SECRET-KEY-1", `${identity}x`, `${identity}\n${identity}`, identity.slice(0, -1), "a passphrase of mine"]) {
    let said = "";
    try {
      secretIn(text);
    } catch (error) {
      said = error instanceof Error ? `${Reflect.get(error, "code") as string} ${error.message}` : "";
    }
    expect(said, text).toBe("IDENTITY_FORM expected one age identity, AGE-SECRET-KEY-1…");
  }
});

test("an identity file under a passphrase is opened by it and by no other", async () => {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(4);
  encrypter.setPassphrase("a passphrase");
  const bytes = await encrypter.encrypt(`${identityOf(secret("A"))}\n`);
  expect([isLocked(bytes), isLocked(utf8(identityOf(secret("A"))))]).toEqual([true, false]);
  expect(hex(secretIn(await unlock(bytes, "a passphrase")))).toBe(hex(secret("A")));
  await expect(unlock(bytes, "another")).rejects.toMatchObject({ code: "IDENTITY_PASSPHRASE" });
});
