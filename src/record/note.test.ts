import { expect, test } from "vitest";
import { base64, fromBase64, hex, utf8 } from "../basis/bytes.ts";
import { signerFromSeed, verifies } from "../compute/ed25519.ts";
import { sha256 } from "../basis/sha256.ts";
import { COSIGNATURE, cosignNote, ED25519, parseNote, parseVkey, printNote, printVkey, signersOf, signNote, type NoteKey } from "./note.ts";
import { parseCheckpoint, printCheckpoint } from "./checkpoint.ts";
import { meetsQuorum, needsParty, parsePolicy, printPartiesPolicy } from "./policy.ts";
import { pae, parseEnvelope, PAYLOAD_TYPE, sealEnvelope } from "./envelope.ts";
import { packEntries, tileNumber, tilePath, unpackEntries } from "./tile.ts";

const signer = (name: string) => signerFromSeed(sha256(utf8(name)));
const key = (name: string, type: NoteKey["type"] = ED25519): NoteKey => ({ name, type, publicKey: signer(name).publicKey });

test("the Go project's published verifier key and signed note are accepted (golang.org/x/mod/sumdb/note, package documentation)", () => {
  const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  const parsed = parseNote(utf8(note));
  expect(parsed.text).toBe(text);
  expect(printNote(parsed)).toBe(note);
  expect(printVkey(parseVkey(vkey))).toBe(vkey);
  expect(signersOf(parsed, [parseVkey(vkey)], verifies).map(({ name }) => name)).toEqual(["PeterNeumann"]);
});

test("a known key whose signature fails rejects the note; an unknown key is ignored", () => {
  const text = "a text\n";
  const note = { text, signatures: [signNote(text, "A", signer("A")), signNote(text, "B", signer("B"))] };
  expect(signersOf(note, [key("A")], verifies).map(({ name }) => name)).toEqual(["A"]);
  expect(() => signersOf({ ...note, text: "another text\n" }, [key("A")], verifies)).toThrow(expect.objectContaining({ code: "NOTE_SIGNATURE" }));
});

test("a cosignature binds its time and never stands for an Ed25519 signature of the same key", () => {
  const text = printCheckpoint({ origin: "o.example/log", size: 7, root: new Uint8Array(32) });
  const signature = cosignNote(text, "W", signer("W"), 1_750_000_000);
  expect(signersOf({ text, signatures: [signature] }, [key("W", COSIGNATURE)], verifies)).toHaveLength(1);
  expect(signersOf({ text, signatures: [signature] }, [key("W", ED25519)], verifies)).toHaveLength(0);
  const later = { ...signature, bytes: signature.bytes.with(11, (signature.bytes[11] ?? 0) ^ 1) };
  expect(() => signersOf({ text, signatures: [later] }, [key("W", COSIGNATURE)], verifies)).toThrow();
});

test("notes and keys that are not of the form are refused", () => {
  for (const bad of ["no blank line\n", "a\n\n- A AAAA\n", "a\r\n\n— A AAAAAAAA\n", "a\n\n— A AAAAAAAA"])
    expect(() => parseNote(utf8(bad))).toThrow(expect.objectContaining({ code: "NOTE_FORM" }));
  for (const bad of ["A+00000000+AQ==", "A", printVkey(key("A")).replace(/^A/, "B")])
    expect(() => parseVkey(bad)).toThrow();
});

test("a checkpoint has three lines, no leading zero, and one root of 32 bytes", () => {
  const text = printCheckpoint({ origin: "o", size: 12, root: sha256(utf8("x")) });
  expect(parseCheckpoint(text)).toEqual({ origin: "o", size: 12, root: sha256(utf8("x")) });
  for (const bad of [text.replace("12", "012"), `${text}more\n`, text.replace("o\n", ""), text.slice(0, -1)])
    expect(() => parseCheckpoint(bad)).toThrow(expect.objectContaining({ code: "CHECKPOINT_FORM" }));
});

test("the parties' policy needs both sides in every subset of cosigners", () => {
  const text = printPartiesPolicy(key("o"), ["A", "B"].map((code) => ({ code, witness: key(`o/${code}/witness/1`, COSIGNATURE) })));
  const policy = parsePolicy(text);
  for (const cosigners of [[], ["A"], ["B"], ["A", "B"]])
    expect(meetsQuorum(policy, new Set(cosigners))).toBe(cosigners.length === 2);
  expect(needsParty(policy, "A") && needsParty(policy, "B")).toBe(true);
  const loose = parsePolicy(text.replace("group parties all", "group parties any"));
  expect(needsParty(loose, "A")).toBe(false);
  for (const bad of [text.replace("quorum parties", "quorum nobody"), text.replace("quorum parties\n", ""), `${text}witness A ${printVkey(key("x", COSIGNATURE))}\n`, text.replace("all A B", "3 A B")])
    expect(() => parsePolicy(bad)).toThrow(expect.objectContaining({ code: "POLICY_FORM" }));
});

test("the pre-authentication encoding is the one of the DSSE specification's example", () => {
  // secure-systems-lab/dsse, protocol.md: PAE("http://example.com/HelloWorld", "hello world")
  expect(new TextDecoder().decode(pae("http://example.com/HelloWorld", utf8("hello world")))).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
});

test("an envelope that is equivalent but not equal is refused, so that one signature yields one leaf", () => {
  const leaf = new TextDecoder().decode(sealEnvelope(utf8("{}~~"), "k", signer("k")));
  expect(parseEnvelope(utf8(leaf)).payload).toEqual(utf8("{}~~"));
  const payload = base64(utf8("{}~~"));
  const bad = [
    leaf.replace(payload, payload.replace("=", "")), leaf.replace('{"payload"', '{"payload":"AA==","payload"'),
    leaf.replace('"keyid"', '"more":1,"keyid"'), leaf.replace(PAYLOAD_TYPE, "text/plain"), leaf.replace(/\[\{.*\}\]/, "[]"),
  ];
  for (const one of bad) expect(() => parseEnvelope(utf8(one)), one).toThrow();
  expect(() => sealEnvelope(new Uint8Array(45_001), "k", signer("k"))).toThrow(expect.objectContaining({ code: "ENVELOPE_SIZE" }));
});

test("tile paths follow tlog-tiles: 1234067 is x001/x234/067", () => {
  expect([0, 999, 1000, 1234067].map(tileNumber)).toEqual(["000", "999", "x001/000", "x001/x234/067"]);
  expect([tilePath(0, 1, 256), tilePath(1, 0, 3)]).toEqual(["tile/0/001", "tile/1/000.p/3"]);
  const entries = [utf8("a"), new Uint8Array(0), new Uint8Array(300)];
  expect(unpackEntries(packEntries(entries), 3).map(hex)).toEqual(entries.map(hex));
  expect(() => unpackEntries(packEntries(entries), 2)).toThrow(expect.objectContaining({ code: "BUNDLE_FORM" }));
});

test("base64 with stray bits or URL letters is refused (RFC 4648 §3.5)", () => {
  for (const bad of ["AB==", "AAB=", "A-==", "AAA", "=AAA"]) expect(() => fromBase64(bad)).toThrow();
  for (let n = 0; n < 40; n++) {
    const bytes = sha256(utf8(String(n))).subarray(0, n % 32);
    expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    expect(hex(fromBase64(base64(bytes)))).toBe(hex(bytes));
  }
});
