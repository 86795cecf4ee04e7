import { Encrypter } from "age-encryption";
import { expect, test } from "vitest";
import { fromUtf8, utf8 } from "../../basis/bytes.ts";
import { sha256 } from "../../basis/sha256.ts";
import { openKeyFile, sealKeyFile, type KeyFile } from "./key-file.ts";

const FACTOR = 4; // scrypt is slow on purpose; the tests are about what is inside
const file: KeyFile = { origin: "o/record", party: "A", secrets: new Map([["root/1", sha256(utf8("root"))], ["witness/2", sha256(utf8("witness"))]]) };

test("a key file opens with its passphrase alone, and nothing of it is readable without", async () => {
  const sealed = await sealKeyFile(file, "a long passphrase", FACTOR);
  expect(await openKeyFile(sealed, "a long passphrase")).toEqual(file);
  expect(fromUtf8(sealed.subarray(0, 21))).toBe("age-encryption.org/v1");
  await expect(openKeyFile(sealed, "another passphrase")).rejects.toMatchObject({ code: "KEY_FILE" });
  await expect(openKeyFile(utf8("no age file"), "a long passphrase")).rejects.toMatchObject({ code: "KEY_FILE" });
});

test("a short passphrase makes no file", async () => {
  await expect(sealKeyFile(file, "short", FACTOR)).rejects.toMatchObject({ code: "PASSPHRASE_SHORT" });
});

test("what else a passphrase opens is no key file", async () => {
  const other = async (text: string): Promise<Uint8Array> => {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(FACTOR);
    encrypter.setPassphrase("a long passphrase");
    return encrypter.encrypt(text);
  };
  for (const text of ["{}", '{"format":"all-for-all-keys/1","origin":"o","party":"A","secrets":{"root/1":"AAAA"}}', '{"format":"all-for-all-keys/1","origin":"o","party":"A","secrets":{"other/1":"AAAA"}}', '{"format":"all-for-all-keys/2","origin":"o","party":"A","secrets":{}}'])
    await expect(openKeyFile(await other(text), "a long passphrase")).rejects.toMatchObject({ code: "KEY_FILE" });
});
