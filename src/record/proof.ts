// C2SP tlog-proof@v1: one entry stands in the log under a cosigned checkpoint; checked with the policy alone.
import { base64, equalBytes, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { leafHash, rootFromInclusion } from "./merkle.ts";
import { parseNote, signersOf, type Note, type Verifies } from "./note.ts";
import { meetsQuorum, type Policy } from "./policy.ts";
import { policiesFor, type PolicyEras } from "./policy-eras.ts";

const FIRST = "c2sp.org/tlog-proof@v1";

export const printProof = (index: number, hashes: readonly Uint8Array[], checkpoint: Uint8Array): string =>
  `${[FIRST, `index ${index}`, ...hashes.map(base64)].join("\n")}\n\n${fromUtf8(checkpoint)}`;

/** Who signed a checkpoint under a policy: the log must have, the quorum may be met or not. @throws Fault `CHECKPOINT_LOG`. */
export function judgeNote(note: Note, policy: Policy, verifies: Verifies): { checkpoint: Checkpoint; cosigners: Set<string>; inForce: boolean } {
  const checkpoint = parseCheckpoint(note.text);
  const held = signersOf(note, [policy.log, ...policy.witnesses.values()], verifies);
  if (checkpoint.origin !== policy.log.name || !held.includes(policy.log))
    throw new Fault("CHECKPOINT_LOG", "expected a checkpoint of this log, signed by it");
  const cosigners = new Set([...policy.witnesses].filter(([, key]) => held.includes(key)).map(([name]) => name));
  return { checkpoint, cosigners, inForce: meetsQuorum(policy, cosigners) };
}

export type JudgedCheckpoint = {
  readonly checkpoint: Checkpoint;
  /** Witness names of the policy that counts for this size: those whose cosignature holds, and those without. */
  readonly cosigners: ReadonlySet<string>;
  readonly missing: readonly string[];
  /** Every policy that it must meet is met. */
  readonly inForce: boolean;
};

/** Judges a checkpoint that follows one of size `before` by every policy that it must meet. @throws Fault `CHECKPOINT_LOG`, `NOTE_SIGNATURE`, or that of the form. */
export function judgeInEras(note: Note, eras: PolicyEras, before: number, verifies: Verifies): JudgedCheckpoint {
  const { size } = parseCheckpoint(note.text);
  const judged = policiesFor(eras, Math.min(before, size), size).map(({ policy }) => ({ policy, ...judgeNote(note, policy, verifies) }));
  const now = judged.at(-1);
  if (!now) throw new Fault("CHECKPOINT_LOG", "expected a policy for every size");
  const { checkpoint, cosigners } = now;
  return { checkpoint, cosigners, missing: [...now.policy.witnesses.keys()].filter((name) => !cosigners.has(name)), inForce: judged.every(({ inForce }) => inForce) };
}

/** @throws Fault `PROOF_FORM`, `PROOF_ROOT`, `PROOF_QUORUM`, or that of the checkpoint. */
export function verifyProof(proof: Uint8Array, entry: Uint8Array, eras: PolicyEras, verifies: Verifies): { index: number; size: number } {
  const text = fromUtf8(proof);
  const split = text.indexOf("\n\n");
  const [first, second = "", ...hashes] = text.slice(0, split).split("\n");
  const match = /^index (0|[1-9][0-9]{0,15})$/.exec(second);
  if (split < 0 || first !== FIRST || !match || hashes.length > 63)
    throw new Fault("PROOF_FORM", `expected “${FIRST}”, an index, hashes, an empty line and a checkpoint`);
  const index = Number(match[1]);
  const { checkpoint, inForce } = judgeInEras(parseNote(utf8(text.slice(split + 2))), eras, Infinity, verifies);
  const root = rootFromInclusion(leafHash(entry), index, checkpoint.size, hashes.map(fromBase64));
  if (!root || !equalBytes(root, checkpoint.root))
    throw new Fault("PROOF_ROOT", `the proof does not lead from this entry at index ${index} to the checkpoint`);
  if (!inForce) throw new Fault("PROOF_QUORUM", "the checkpoint lacks the cosignatures of the policy");
  return { index, size: checkpoint.size };
}
