// Which policy judges which checkpoint (RECORD.md §6). A change of policy is an entry; the new policy counts for checkpoints larger
// than that entry's index. The first checkpoint after a change meets the old and the new policy, and so joins the two eras: a
// checker that takes one policy alone would refuse what the other era cosigned.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { NoteKey } from "./note.ts";
import { needsParty, parsePolicy, type Policy } from "./policy.ts";

/** A policy counts for checkpoints of size <= `until`, as far as no earlier one does; the one in force has Infinity. */
export type PolicyEra = { readonly until: number; readonly sha256: string; readonly policy: Policy };
/** At least one, by rising `until`; the last is the policy in force. */
export type PolicyEras = readonly [PolicyEra, ...PolicyEra[]];

/** The name of the file that holds the policy which entry `index` replaced. */
export const earlierPolicyPath = (index: number): string => `policies/${index}`;
const indexOf = (path: string): number => Number(/^policies\/(0|[1-9][0-9]{0,15})$/.exec(path)?.[1] ?? NaN);

/**
 * The eras out of the files `policy` and `policies/<index>`; whether they are those of the log shows `checkEras`.
 * @throws Fault `POLICY_FORM`; `POLICY` for a file below policies/ whose name is no index.
 */
export function readEras(policy: Uint8Array, earlier: ReadonlyMap<string, Uint8Array>): PolicyEras {
  const last = eraOf(policy, Infinity);
  const [first, ...rest] = [...earlier].map(([path, bytes]) => {
    const until = indexOf(path);
    if (Number.isNaN(until)) throw new Fault("POLICY", "expected files policies/<index of the change>", [{ file: path }]);
    return eraOf(bytes, until);
  }).sort((a, b) => a.until - b.until);
  return first ? [first, ...rest, last] : [last];
}

const eraOf = (bytes: Uint8Array, until: number): PolicyEra => ({ until, sha256: sha256Hex(bytes), policy: parsePolicy(fromUtf8(bytes)) });

/** The policies that a checkpoint of `size` must meet when the one before it had size `before`: every one that counts for a size from there on. */
export function policiesFor(eras: PolicyEras, before: number, size: number): PolicyEra[] {
  const first = eras.findIndex(({ until }) => before <= until);
  const last = eras.findIndex(({ until }) => size <= until);
  return eras.slice(first, last + 1);
}

/** Every key that may stand on a checkpoint of some era. */
export const keysOfEras = (eras: PolicyEras): NoteKey[] => eras.flatMap(({ policy }) => [policy.log, ...policy.witnesses.values()]);

/** Places of the layout: the policy in force, and below `policies/` the earlier ones. */
export const isEarlierPolicy = (path: string): boolean => path.startsWith("policies/");

/**
 * Holds the eras of the files against the log: same digests, replaced by the same entries, and no policy that could do without a
 * witness that the one before needed. `named` is what genesis and each change name, in order.
 * @throws Fault `POLICY` for another policy than the log names, `POLICY_PARTY`.
 */
export function checkEras(eras: PolicyEras, named: readonly { readonly index: number; readonly sha256: string }[]): void {
  if (eras.length !== named.length || named.some(({ sha256 }, i) => eras[i]?.sha256 !== sha256) || eras.some(({ until }, i) => until !== (named[i + 1]?.index ?? Infinity)))
    throw new Fault("POLICY", "not the policies that entry 0 and the changes in the log name");
  eras.forEach(({ policy }, i) => {
    const before = eras[i - 1]?.policy;
    for (const name of before?.witnesses.keys() ?? [])
      if (before && needsParty(before, name) && !needsParty(policy, name)) throw new Fault("POLICY_PARTY", `the quorum of a later policy could be met without ${name}`);
  });
}
