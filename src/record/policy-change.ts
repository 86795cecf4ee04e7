// A change of policy (RECORD.md §6): an entry of the desk's root key that holds the new policy, and a note signed by every key of the
// old one, the log's and each witness's. What one of them does not sign is no change: nobody is voted out of the quorum.
import { Fault } from "../basis/fault.ts";
import { parseNote, printVkey, signersOf, type Verifies } from "./note.ts";
import type { Policy } from "./policy.ts";

/** `n` counts the changes of a record from 1, so that a note signed once cannot be used again; digests are SHA-256 in hex of the policy's bytes. */
export type PolicyChange = { readonly talks: string; readonly n: number; readonly from: string; readonly to: string };

export const policyChangePath = (n: number): string => `notes/policy-${n}.note`;
const PATH = /^notes\/policy-[1-9][0-9]*\.note$/;
export const isPolicyChangePath = (path: string): boolean => PATH.test(path);

export const printPolicyChange = ({ talks, n, from, to }: PolicyChange): string =>
  `all-for-all act policy-change ${talks} ${n}\nfrom ${from}\nto ${to}\n`;

const TEXT = /^all-for-all act policy-change (\S+) ([1-9][0-9]*)\nfrom ([0-9a-f]{64})\nto ([0-9a-f]{64})\n$/;

/** @throws Fault `POLICY_CHANGE`. */
export function parsePolicyChange(text: string): PolicyChange {
  const [, talks, n, from, to] = TEXT.exec(text) ?? [];
  if (!talks || !n || !from || !to) throw new Fault("POLICY_CHANGE", "expected “all-for-all act policy-change TALKS N”, from and to with a digest each");
  return { talks, n: Number(n), from, to };
}

/** The change and that every key of the policy before has signed it. @throws Fault `POLICY_CHANGE` naming who has not, `NOTE_SIGNATURE`, `NOTE_FORM`. */
export function judgePolicyChange(note: Uint8Array, before: Policy, verifies: Verifies): PolicyChange {
  const parsed = parseNote(note);
  const keys = [before.log, ...before.witnesses.values()];
  const signed = new Set(signersOf(parsed, keys, verifies).map(printVkey));
  const missing = keys.filter((key) => !signed.has(printVkey(key))).map(({ name }) => name);
  if (missing.length > 0) throw new Fault("POLICY_CHANGE", `a change of policy needs every key of the policy before; not signed by ${missing.join(", ")}`);
  return parsePolicyChange(parsed.text);
}
