import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { Faults } from "../basis/fault.ts";
import { fromHex, hex } from "../basis/bytes.ts";
import { isNextOfChain, isSeedOf, repeatedRound, seedChain, seedCommitment, seedState, type SeedAct } from "./seed-ceremony.ts";

const instance = "ab".repeat(32);
const round = { instance, holders: ["mediator", "A", "B"] };
const secrets = new Map([["A", "01".repeat(32)], ["B", "02".repeat(32)], ["mediator", "03".repeat(32)]]);
const commit = (holder: string, value = seedCommitment(round, holder, fromHex(secrets.get(holder) ?? ""))): SeedAct => ({ kind: "commit", holder, value });
const reveal = (holder: string, value = secrets.get(holder) ?? ""): SeedAct => ({ kind: "reveal", holder, value });
const whole = [commit("B"), commit("mediator"), commit("A"), reveal("A"), reveal("mediator"), reveal("B")];
const codes = (acts: readonly SeedAct[]): string[] => {
  try {
    seedState(round, acts);
    return [];
  } catch (error) {
    return error instanceof Faults ? error.faults.map(({ code, places }) => `${code} ${places[0]?.row}`) : ["?"];
  }
};

/** The hash spelt out with node:crypto, part by part, apart from the code under test. */
function byHand(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
const head = ["all-for-all/plan-seed/1", Buffer.from(instance, "hex")];

test("commitment and seed are the hashes written in the opening comment", () => {
  expect(commit("A").value).toBe(byHand(...head, "A", Buffer.alloc(32, 1)));
  const state = seedState(round, whole);
  expect(state).toMatchObject({ kind: "drawn", seed: { value: byHand(...head, Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)) } });
  expect(state.kind === "drawn" && isSeedOf(state.seed)).toBe(true);
});

test("the order in which holders act and are listed changes nothing, each reveal and the instance change the seed", () => {
  const valueOf = (use: typeof round, acts: readonly SeedAct[]): string | undefined => {
    const state = seedState(use, acts);
    return state.kind === "drawn" ? state.seed.value : undefined;
  };
  const value = valueOf(round, whole);
  expect(valueOf({ ...round, holders: ["B", "A", "mediator"] }, [commit("A"), commit("B"), commit("mediator"), reveal("B"), reveal("A"), reveal("mediator")])).toBe(value);
  const other = { ...round, instance: "cd".repeat(32) };
  const acts = ["A", "B", "mediator"].flatMap((holder) => [{ kind: "commit" as const, holder, value: seedCommitment(other, holder, fromHex(secrets.get(holder) ?? "")) }]);
  expect(valueOf(other, [...acts, reveal("A"), reveal("B"), reveal("mediator")])).not.toBe(value);
});

test("until all have committed, then until all have revealed, the round waits for those it names", () => {
  expect(seedState(round, [])).toEqual({ kind: "committing", waitingFor: ["A", "B", "mediator"] });
  expect(seedState(round, whole.slice(0, 2))).toEqual({ kind: "committing", waitingFor: ["A"] });
  expect(seedState(round, whole.slice(0, 4))).toEqual({ kind: "revealing", waitingFor: ["B", "mediator"] });
});

test.each<[string, readonly SeedAct[], string[]]>([
  ["somebody who holds nothing", [{ kind: "commit", holder: "C", value: "00".repeat(32) }], ["SEED_HOLDER 1"]],
  ["a value that is no 32 bytes", [{ kind: "commit", holder: "A", value: "ABC" }], ["SEED_FORM 1"]],
  ["a second commitment", [commit("A"), commit("A", "00".repeat(32))], ["SEED_TWICE 2"]],
  ["a commitment copied from another", [commit("A"), commit("B", commit("A").value)], ["SEED_SAME 2"]],
  ["a reveal before all have committed", [commit("A"), reveal("A")], ["SEED_EARLY 2"]],
  ["bytes that were not committed to", [...whole.slice(0, 3), reveal("A", "09".repeat(32))], ["SEED_OPENS 4"]],
  ["several faults at once", [commit("A"), reveal("A"), { kind: "commit", holder: "C", value: "00".repeat(32) }], ["SEED_EARLY 2", "SEED_HOLDER 3"]],
])("%s is refused with its row", (_, acts, expected) => {
  expect(codes(acts)).toEqual(expected);
});

test("a commitment after the reveals, a holder listed twice and an instance that is no hash are refused", () => {
  expect(codes([...whole, { kind: "commit", holder: "A", value: "00".repeat(32) }])).toEqual(["SEED_TWICE 7"]);
  expect(() => seedCommitment({ instance: "ab" }, "A", new Uint8Array(32))).toThrow(expect.objectContaining({ code: "SEED_INSTANCE" }));
  expect(() => seedState({ ...round, holders: ["A", "A"] }, [])).toThrow(expect.objectContaining({ code: "SEED_HOLDER" }));
});

test("who does not reveal is named and left out of one repeated round", () => {
  expect(repeatedRound(round, whole.slice(0, 5))).toEqual({ round: { instance, holders: ["mediator", "A"] }, didNotReveal: ["B"] });
  expect(() => repeatedRound(round, whole)).toThrow(expect.objectContaining({ code: "SEED_REPEAT" }));
});

test("a seed with one digit changed anywhere is no seed of its reveals", () => {
  const state = seedState(round, whole);
  if (state.kind !== "drawn") throw new Error(state.kind);
  const flip = (text: string): string => (text.startsWith("0") ? "1" : "0") + text.slice(1);
  const { seed } = state;
  expect(isSeedOf({ ...seed, value: flip(seed.value) })).toBe(false);
  expect(isSeedOf({ ...seed, reveals: { ...seed.reveals, A: flip(seed.reveals["A"] ?? "") } })).toBe(false);
  expect(isSeedOf({ ...seed, commitments: { ...seed.commitments, B: flip(seed.commitments["B"] ?? "") } })).toBe(false);
  expect(isSeedOf({ ...seed, instance: flip(seed.instance) })).toBe(false);
});

test("a chain is committed from its end: each reveal hashes to the one before", () => {
  const chain = seedChain(fromHex("07".repeat(32)), 5);
  expect(hex(chain[4] ?? new Uint8Array())).toBe("07".repeat(32));
  for (let i = 1; i < chain.length; i++) expect(isNextOfChain(chain[i - 1] ?? new Uint8Array(), chain[i] ?? new Uint8Array())).toBe(true);
  expect(isNextOfChain(chain[0] ?? new Uint8Array(), chain[2] ?? new Uint8Array())).toBe(false);
  expect(() => seedChain(new Uint8Array(31), 2)).toThrow(expect.objectContaining({ code: "SEED_SECRET" }));
});
