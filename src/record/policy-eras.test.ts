import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { sha256, sha256Hex } from "../basis/sha256.ts";
import { signerFromSeed, verifies } from "../compute/ed25519.ts";
import { printCheckpoint } from "./checkpoint.ts";
import { COSIGNATURE, cosignNote, ED25519, printNote, signNote, type NoteKey } from "./note.ts";
import { judgePolicyChange, parsePolicyChange, printPolicyChange } from "./policy-change.ts";
import { checkEras, policiesFor, readEras } from "./policy-eras.ts";
import { parsePolicy, printPartiesPolicy } from "./policy.ts";
import { judgeInEras } from "./proof.ts";

const signer = (name: string) => signerFromSeed(sha256(utf8(name)));
const logKey = (n: number): NoteKey => ({ name: "o", type: ED25519, publicKey: signer(`log ${n}`).publicKey });
const witnessKey = (party: string, n: number): NoteKey => ({ name: `o/${party}/witness/${n}`, type: COSIGNATURE, publicKey: signer(`${party} ${n}`).publicKey });
/** `policy(1, 2, 1)`: log/1, witness/2 of A, witness/1 of B. */
const policy = (log: number, a: number, b: number): Uint8Array =>
  utf8(printPartiesPolicy(logKey(log), [{ code: "A", witness: witnessKey("A", a) }, { code: "B", witness: witnessKey("B", b) }]));
const eras = readEras(policy(2, 2, 1), new Map([["policies/7", policy(1, 1, 1)], ["policies/12", policy(1, 2, 1)]]));
const root = sha256(utf8("root"));
/** A checkpoint signed by `log 1`, `A 2` …: the keys by name. */
const checkpoint = (size: number, ...signers: readonly string[]) => {
  const text = printCheckpoint({ origin: "o", size, root });
  return {
    text,
    signatures: signers.map((one) => {
      const [who = "", n = ""] = one.split(" ");
      return who === "log" ? signNote(text, "o", signer(one)) : cosignNote(text, `o/${who}/witness/${n}`, signer(one), 1);
    }),
  };
};

test("a policy counts for sizes larger than the index of its change; what lies between two checkpoints must all be met", () => {
  const at = (before: number, size: number): number[] => policiesFor(eras, before, size).map((era) => eras.indexOf(era));
  expect(at(0, 7), "entry 7 is the change: a checkpoint of 7 entries does not hold it").toEqual([0]);
  expect(at(7, 8)).toEqual([0, 1]);
  expect(at(8, 12)).toEqual([1]);
  expect(at(8, 13)).toEqual([1, 2]);
  expect(at(5, 20)).toEqual([0, 1, 2]);
  expect(at(13, 20)).toEqual([2]);
});

test("the first checkpoint after a change needs the keys of both policies, the next only the new ones", () => {
  const inForce = (before: number, size: number, ...signers: readonly string[]): boolean => judgeInEras(checkpoint(size, ...signers), eras, before, verifies).inForce;
  expect(inForce(0, 7, "log 1", "A 1", "B 1")).toBe(true);
  expect(inForce(7, 8, "log 1", "A 1", "B 1"), "the old witness alone").toBe(false);
  expect(inForce(7, 8, "log 1", "A 2", "B 1"), "the new witness alone").toBe(false);
  expect(inForce(7, 8, "log 1", "A 1", "A 2", "B 1")).toBe(true);
  expect(inForce(8, 12, "log 1", "A 2", "B 1")).toBe(true);
  expect(() => inForce(12, 13, "log 1", "A 2", "B 1"), "the new log key is missing").toThrow(expect.objectContaining({ code: "CHECKPOINT_LOG" }));
  expect(inForce(12, 13, "log 1", "log 2", "A 2", "B 1")).toBe(true);
  expect(judgeInEras(checkpoint(14, "log 2", "A 2"), eras, 13, verifies)).toMatchObject({ inForce: false, missing: ["B"] });
});

test("policies of a size agree with the twin that walks over every size", () => {
  const active = (size: number): number => (size <= 7 ? 0 : size <= 12 ? 1 : 2);
  fc.assert(fc.property(fc.nat(30), fc.nat(30), (before, more) => {
    const size = before + more;
    const walked = [...new Set(Array.from({ length: more + 1 }, (_, i) => active(before + i)))];
    expect(policiesFor(eras, before, size).map((era) => eras.indexOf(era))).toEqual(walked);
  }));
});

test("files that are not what the log names, and a quorum that loses a party, are refused by their codes", () => {
  const named = eras.map(({ sha256: digest }, i) => ({ index: [0, 7, 12][i] ?? 0, sha256: digest }));
  expect(() => checkEras(eras, named)).not.toThrow();
  const wrong = expect.objectContaining({ code: "POLICY" });
  expect(() => checkEras(eras, named.slice(0, 2))).toThrow(wrong);
  expect(() => checkEras(eras, named.map((one, i) => (i === 1 ? { ...one, index: 8 } : one)))).toThrow(wrong);
  expect(() => checkEras(eras, named.map((one, i) => (i === 2 ? { ...one, sha256: sha256Hex(utf8("x")) } : one)))).toThrow(wrong);
  expect(() => readEras(policy(1, 1, 1), new Map([["policies/x", policy(1, 1, 1)]]))).toThrow(wrong);
  const withoutB = utf8(printPartiesPolicy(logKey(1), [{ code: "A", witness: witnessKey("A", 1) }]));
  const losing = readEras(withoutB, new Map([["policies/3", policy(1, 1, 1)]]));
  expect(() => checkEras(losing, losing.map(({ sha256: digest }, i) => ({ index: i * 3, sha256: digest })))).toThrow(expect.objectContaining({ code: "POLICY_PARTY" }));
});

test("a change is signed by every key of the policy before, or it is none", () => {
  const change = { talks: "t", n: 1, from: sha256Hex(utf8("a")), to: sha256Hex(utf8("b")) };
  const text = printPolicyChange(change);
  expect(parsePolicyChange(text)).toEqual(change);
  const before = parsePolicy(new TextDecoder().decode(policy(1, 1, 1)));
  const lines = [signNote(text, "o", signer("log 1")), cosignNote(text, "o/A/witness/1", signer("A 1"), 1), cosignNote(text, "o/B/witness/1", signer("B 1"), 1)];
  expect(judgePolicyChange(utf8(printNote({ text, signatures: lines })), before, verifies)).toEqual(change);
  for (const [i, name] of ["o", "o/A/witness/1", "o/B/witness/1"].entries())
    expect(() => judgePolicyChange(utf8(printNote({ text, signatures: lines.filter((_, at) => at !== i) })), before, verifies)).toThrow(expect.objectContaining({ code: "POLICY_CHANGE", message: expect.stringContaining(name) }));
  for (const bad of [text.replace("from", "form"), `${text}more\n`, text.replace("t 1", "t 0"), printCheckpoint({ origin: "o", size: 1, root })])
    expect(() => parsePolicyChange(bad)).toThrow(expect.objectContaining({ code: "POLICY_CHANGE" }));
});
