// What the browser seals and signs is what the desk seals and signs: opened by store/vault, admitted by the registry, byte for byte
// the envelope of record/envelope.ts. Oracle: the desk's own functions and node:crypto.
import { expect, test } from "vitest";
import { fromUtf8, hex } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { parseCivilDate } from "../../basis/civil-date.ts";
import { parseJson } from "../../basis/parse-json.ts";
import { sha256 } from "../../basis/sha256.ts";
import { signerFromSeed, verifies } from "../../compute/ed25519.ts";
import { parseHead, printHead } from "../../record/entry-head.ts";
import { pae, parseEnvelope, PAYLOAD_TYPE, sealEnvelope } from "../../record/envelope.ts";
import { identityOf, open, recipientOf } from "../../store/vault/seal.ts";
import { openSealed } from "./open-sealed.ts";
import { plaintextOf, sealAct, type ChainEnd, type UnsealedAct } from "./seal-act.ts";

const secret = (name: string): Uint8Array => sha256(new TextEncoder().encode(name));
const at = parseCivilDate("2026-02-20");
if (!at) throw new Error("expected a day");
const act: UnsealedAct = { label: "A-1/3", kind: "operation.counted", at, body: { operation: "x", flows: [{ b: 1, a: 2 }] }, sources: ["s"] };
const end: ChainEnd = { origin: "o.example/record", talks: "o", author: "A", key: "o.example/record/A/sign/2", counter: 3, prev: "0".repeat(64) };
const identities = { A: identityOf(secret("A")), SEC: identityOf(secret("SEC")), B: identityOf(secret("B")) };

async function sealed(): Promise<Awaited<ReturnType<typeof sealAct>>> {
  const signer = signerFromSeed(secret("officer"));
  const to = [{ code: "SEC", age: await recipientOf(identities.SEC) }, { code: "A", age: await recipientOf(identities.A) }];
  return sealAct(act, end, to, secret("salt"), (message) => Promise.resolve(signer.sign(message)));
}

test("every addressee opens it and finds the plaintext, another party does not", async () => {
  const { leaf, ciphertext } = await sealed();
  const [commit] = parseHead(parseEnvelope(leaf).payload).commits;
  for (const identity of [identities.A, identities.SEC])
    expect(fromUtf8((await open(ciphertext, identity, commit?.commitment ?? "")) ?? new Uint8Array(0))).toBe(canonicalJson({ label: act.label, body: act.body, sources: act.sources }));
  expect(await open(ciphertext, identities.B, commit?.commitment ?? "")).toBeUndefined();
  expect(hex(sha256(ciphertext))).toBe(commit?.sealed);
  expect(commit?.to).toEqual(["A", "SEC"]);
});

test("the leaf is the very envelope that the record's own function makes", async () => {
  const { leaf } = await sealed();
  const { payload, signatures } = parseEnvelope(leaf);
  const signer = signerFromSeed(secret("officer"));
  expect(verifies(signer.publicKey, pae(PAYLOAD_TYPE, payload), signatures[0]?.sig ?? new Uint8Array(0))).toBe(true);
  expect(hex(leaf)).toBe(hex(sealEnvelope(printHead(parseHead(payload)), end.key, signer)));
});

test("what is shown before signing is made of the bytes that are sealed", () => {
  expect(parseJson(fromUtf8(plaintextOf(act)))).toEqual({ label: act.label, body: act.body, sources: act.sources });
});

test("a payload sealed to one's own side opens in the browser, and only against its commitment", async () => {
  const { leaf, ciphertext } = await sealed();
  const [commit] = parseHead(parseEnvelope(leaf).payload).commits;
  expect(await openSealed(ciphertext, identities.A, commit?.commitment ?? "")).toEqual({ label: act.label, body: act.body, sources: act.sources });
  await expect(openSealed(ciphertext, identities.A, "0".repeat(64))).rejects.toMatchObject({ code: "VAULT_COMMITMENT" });
  await expect(openSealed(ciphertext, identities.B, commit?.commitment ?? "")).rejects.toThrow();
});
