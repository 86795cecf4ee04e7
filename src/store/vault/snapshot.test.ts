// A part of a snapshot opens for its compartment, as what it is named, or not at all. Expected failures follow from the layout in snapshot.ts.
import { createHmac } from "node:crypto";
import { Decrypter, Encrypter } from "age-encryption";
import fc from "fast-check";
import { expect, test } from "vitest";
import { concat, utf8 } from "../../basis/bytes.ts";
import { sha256 } from "../../basis/sha256.ts";
import { openPart, PART_ENTRIES, sealPart, snapshotKeysOf, type PartName, type Payloads } from "./snapshot.ts";

const [identity, other] = [await snapshotKeysOf(sha256(utf8("A"))), await snapshotKeysOf(sha256(utf8("B")))];
const name: PartName = { compartment: "A", first: 1024, root: sha256(utf8("root")) };
const payloads: Payloads = Array.from({ length: PART_ENTRIES }, (_, i) => (i % 3 === 0 ? undefined : utf8("x".repeat(i % 40))));
const code = (wanted: string): { readonly code: string } => ({ code: wanted });

test("a part comes back payload by payload, none and empty told apart", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.option(fc.uint8Array({ maxLength: 50 }), { nil: undefined }), { minLength: 1, maxLength: 20 }), async (some) => {
    const all = Array.from({ length: PART_ENTRIES }, (_, i) => some[i % some.length]);
    const back = await openPart(sealPart(name, all, identity), name, identity);
    expect(back.map((one) => one && [...one])).toEqual(all.map((one) => one && [...one]));
  }), { numRuns: 15 });
});

test("another compartment, stretch, history or count is another snapshot", async () => {
  const sealed = sealPart(name, payloads, identity);
  for (const wanted of [{ ...name, compartment: "B" }, { ...name, first: 512 }, { ...name, root: sha256(utf8("other")) }])
    await expect(openPart(sealed, wanted, identity)).rejects.toMatchObject(code("SNAPSHOT_OTHER"));
  await expect(openPart(sealPart(name, payloads.slice(1), identity), name, identity)).rejects.toMatchObject(code("SNAPSHOT_OTHER"));
});

test("who only knows the recipient cannot make one, who has not the identity cannot open one", async () => {
  const sealed = sealPart(name, payloads, identity);
  await expect(openPart(sealed, name, other)).rejects.toMatchObject(code("SNAPSHOT_SEAL"));
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity.identity);
  const inside = await decrypter.decrypt(sealed); // as if its layout were known to the last byte
  for (const at of [0, 40, inside.length - 40, inside.length - 1]) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(identity.recipient);
    const forged = await encrypter.encrypt(inside.with(at, (inside[at] ?? 0) ^ 1));
    await expect(openPart(forged, name, identity)).rejects.toMatchObject(code("SNAPSHOT_MAC"));
  }
});

test("any flipped byte and any cut is refused", async () => {
  const sealed = sealPart(name, payloads, identity);
  for (let at = 0; at < sealed.length; at += 397) await expect(openPart(sealed.with(at, (sealed[at] ?? 0) ^ 4), name, identity)).rejects.toMatchObject(code("SNAPSHOT_SEAL"));
  for (const size of [0, 1, 100, sealed.length - 1]) await expect(openPart(sealed.subarray(0, size), name, identity)).rejects.toMatchObject(code("SNAPSHOT_SEAL"));
});

test("a form that does not add up is refused though its maker had the identity", async () => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity.identity);
  const inside = await decrypter.decrypt(sealPart(name, payloads, identity));
  const body = inside.subarray(0, -32);
  for (const bytes of [body.subarray(0, -1), concat([body, new Uint8Array(4)]), concat([body, new Uint8Array(3)]), body.with(body.indexOf(10) + 1, 255)]) {
    const mac = createHmac("sha256", identity.mac).update(bytes).digest();
    const encrypter = new Encrypter();
    encrypter.addRecipient(identity.recipient);
    await expect(openPart(await encrypter.encrypt(concat([bytes, mac])), name, identity)).rejects.toMatchObject(code("SNAPSHOT_FORM"));
  }
});
