import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { sha256 } from "../basis/sha256.ts";
import { signerFromSeed } from "../compute/ed25519.ts";
import { cosignNote, printNote, signNote } from "./note.ts";
import { parseAddCheckpoint, parseCosignatures, printAddCheckpoint, printCosignatures } from "./witness-wire.ts";

const signer = signerFromSeed(sha256(utf8("wire")));

test("a request reads back as it was written, with any number of hashes up to 63", () => {
  const note = utf8(printNote({ text: "o\n5\nAAA=\n", signatures: [signNote("o\n5\nAAA=\n", "o", signer)] }));
  fc.assert(fc.property(fc.nat(), fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }), (old, proof) => {
    const back = parseAddCheckpoint(printAddCheckpoint({ old, proof, note }));
    expect([back.old, back.proof.map(base64), fromUtf8(back.note)]).toEqual([old, proof.map(base64), fromUtf8(note)]);
  }));
});

test("the bytes are those of C2SP tlog-witness", () => {
  const text = fromUtf8(printAddCheckpoint({ old: 7, proof: [new Uint8Array(32)], note: utf8("checkpoint\n") }));
  expect(text).toBe("old 7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\ncheckpoint\n");
});

test("what is no request is refused, and says what was expected", () => {
  const hash = base64(new Uint8Array(32));
  for (const bad of ["", "old 5\ncheckpoint", "old 05\n\nx\n", "old -1\n\nx\n", "new 5\n\nx\n", "old 5\nAAAA\n\nx\n", `old 5\n${`${hash}\n`.repeat(64)}\nx\n`])
    expect(() => parseAddCheckpoint(utf8(bad)), JSON.stringify(bad.slice(0, 20))).toThrow(expect.objectContaining({ code: "WITNESS_FORM" }));
});

test("cosignature lines read back; lines of another form are refused", () => {
  const lines = [cosignNote("t\n", "o/A/witness/1", signer, 5), cosignNote("t\n", "o/A/witness/2", signer, 5)];
  expect(parseCosignatures(printCosignatures(lines))).toEqual(lines);
  expect(() => parseCosignatures("no line\n")).toThrow(expect.objectContaining({ code: "NOTE_FORM" }));
});
