import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { sha256 } from "../basis/sha256.ts";
import { signerFromSeed, verifies } from "../compute/ed25519.ts";
import { printCheckpoint } from "./checkpoint.ts";
import { consistencyProof, EMPTY_ROOT } from "./merkle.ts";
import { slowRoot } from "./merkle.slow.ts";
import { ED25519, printNote, signNote, type NoteKey } from "./note.ts";
import { judgeCheckpoint } from "./witness.ts";

const log = signerFromSeed(sha256(utf8("log")));
const key: NoteKey = { name: "o", type: ED25519, publicKey: log.publicKey };
const leaves = (n: number, mark = ""): Uint8Array[] => Array.from({ length: n }, (_, i) => utf8(`${i}${mark}`));
const root = (n: number, mark = ""): Uint8Array => slowRoot(leaves(n, mark));
const note = (size: number, of: Uint8Array, signer = log, origin = "o"): Uint8Array => {
  const text = printCheckpoint({ origin, size, root: of });
  return utf8(printNote({ text, signatures: [signNote(text, "o", signer)] }));
};
const proof = (m: number, n: number) =>
  consistencyProof(m, n, (level, i) => slowRoot(leaves(n).slice(i * 2 ** level, (i + 1) * 2 ** level)));
const stored = (size: number) => ({ size, root: size === 0 ? EMPTY_ROOT : root(size) });
const ask = (of: { size: number; root: Uint8Array }, old: number, path: Uint8Array[], bytes: Uint8Array) =>
  judgeCheckpoint(of, { old, proof: path, note: bytes }, key, verifies).status;

test("a witness answers every request of C2SP tlog-witness with its own code", () => {
  const other = signerFromSeed(sha256(utf8("other")));
  expect(ask(stored(0), 0, [], note(5, root(5)))).toBe(200);
  expect(ask(stored(3), 3, proof(3, 5), note(5, root(5)))).toBe(200);
  expect(ask(stored(5), 5, [], note(5, root(5))), "the same checkpoint again").toBe(200);
  expect(ask(stored(3), 3, proof(3, 5), note(5, root(5), log, "p")), "another origin").toBe(404);
  expect(ask(stored(3), 3, proof(3, 5), note(5, root(5), other)), "not signed by the log").toBe(403);
  expect(ask(stored(3), 3, proof(3, 5), utf8("nothing"))).toBe(400);
  expect(ask(stored(3), 6, [], note(5, root(5))), "old beyond size").toBe(400);
  expect(ask(stored(3), 3, Array.from({ length: 64 }, () => EMPTY_ROOT), note(5, root(5)))).toBe(400);
  expect(ask(stored(4), 3, proof(3, 5), note(5, root(5))), "another size stored").toBe(409);
  expect(ask(stored(3), 3, proof(3, 5).slice(1), note(5, root(5)))).toBe(422);
  expect(ask(stored(5), 5, [], note(5, root(5, "!"))), "a fork of the same size").toBe(422);
  expect(ask(stored(3), 3, proof(3, 5), note(5, root(5, "!"))), "no extension").toBe(422);
  expect(ask(stored(0), 0, [EMPTY_ROOT], note(5, root(5))), "a proof from size 0").toBe(422);
  expect(ask(stored(0), 0, [], note(0, root(5))), "size 0 with a root").toBe(422);
});

test("two requests that race for one size end with one cosignature: the second meets 409", () => {
  let held = stored(3);
  const first = judgeCheckpoint(held, { old: 3, proof: proof(3, 5), note: note(5, root(5)) }, key, verifies);
  if (first.status === 200) held = first.checkpoint;
  expect(first.status).toBe(200);
  expect(ask(held, 3, proof(3, 5), note(5, root(5)))).toBe(409);
});
