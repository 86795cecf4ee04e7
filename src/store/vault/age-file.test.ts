// What is sealed here opens with the package age-encryption and the other way round: the package is the independent twin (its own tests
// run the C2SP vectors). Any changed byte opens nowhere.
import { Decrypter, Encrypter } from "age-encryption";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { sha256 } from "../../basis/sha256.ts";
import { utf8 } from "../../basis/bytes.ts";
import { openAge, sealAge } from "./age-file.ts";
import { decrypt, identityKeyOf, identityOf, recipientOf } from "./seal.ts";

const secrets = ["A", "B", "C"].map((name) => sha256(utf8(name)));
const identities = secrets.map(identityOf);
let keys: Awaited<ReturnType<typeof identityKeyOf>>[];
let recipients: string[];
// within a limit: what is awaited while a file is read has none
beforeAll(async () => {
  keys = await Promise.all(secrets.map(identityKeyOf));
  recipients = await Promise.all(identities.map(recipientOf));
});
const CHUNK = 64 * 1024;
const sizes = fc.oneof(fc.constantFrom(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7), fc.integer({ min: 0, max: 500 }));
const bytesOf = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => (i * 7_919) >> 3);
/** Compared at once: element by element an expectation takes most of the test. */
const saidBy = (opened: Uint8Array | undefined, size: number): string => (opened === undefined ? "nothing" : Buffer.compare(opened, bytesOf(size)) === 0 ? "the same bytes" : "other bytes");

test("what is sealed here opens with the package for every recipient and for nobody else", async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.integer({ min: 1, max: 2 }), async (size, count) => {
    const sealed = sealAge(bytesOf(size), recipients.slice(0, count));
    for (const [i, identity] of identities.entries()) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      const opened = await decrypter.decrypt(sealed).catch(() => undefined);
      expect(saidBy(opened, size)).toBe(i < count ? "the same bytes" : "nothing");
    }
  }), { numRuns: 25 });
});

test("what the package sealed opens here for every recipient and for nobody else", async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.integer({ min: 1, max: 2 }), async (size, count) => {
    const encrypter = new Encrypter();
    for (const one of recipients.slice(0, count)) encrypter.addRecipient(one);
    const sealed = await encrypter.encrypt(bytesOf(size));
    keys.forEach((key, i) => {
      const opened = openAge(sealed, key);
      expect(saidBy(opened, size)).toBe(i < count ? "the same bytes" : "nothing");
    });
  }), { numRuns: 25 });
});

test("any changed byte and any cut opens neither here nor with the package", async () => {
  const key = keys[0] ?? expect.fail("no key");
  const sealed = sealAge(bytesOf(300), recipients.slice(0, 2));
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.with(at, (sealed[at] ?? 0) ^ 1);
    expect(openAge(changed, key), `byte ${at}`).toBeUndefined();
    if (at % 41 === 0) expect(await decrypt(changed, key), `byte ${at}`).toBeUndefined();
  }
  for (const size of [0, 10, 100, sealed.length - 300, sealed.length - 1]) expect(await decrypt(sealed.subarray(0, size), key)).toBeUndefined();
});
