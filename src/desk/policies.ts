// The policies of a record as files: `policy` in force, `policies/<index>` what entry <index> replaced (RECORD.md §8). The log is the
// truth of them: each change stands in an entry with its text, and the files are brought up to it before the next checkpoint is signed.
import { equalBytes, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import type { NamedPolicy } from "../record/key-registry.ts";
import { earlierPolicyPath, readEras, type PolicyEras } from "../record/policy-eras.ts";
import { parsePolicy } from "../record/policy.ts";
import type { RecordStorage } from "../record/storage.ts";
import { keyFiles } from "./init.ts";

/** Out of the files as they stand. @throws Fault `STORE_NONE`, `POLICY_FORM`, `POLICY`. */
export async function erasOf(record: Pick<RecordStorage, "read" | "list">): Promise<PolicyEras> {
  const policy = await record.read("policy");
  if (!policy) throw new Fault("STORE_NONE", "the record lacks policy");
  const earlier = new Map<string, Uint8Array>();
  for (const name of await record.list("policies")) {
    const bytes = await record.read(`policies/${name}`);
    if (bytes) earlier.set(`policies/${name}`, bytes);
  }
  return readEras(policy, earlier);
}

/** The policies as the log names them, the files brought up to it first. @throws as `erasOf`. */
export async function settledEras(desk: { readonly record: Pick<RecordStorage, "read" | "list" | "replace">; readonly registry: { readonly policies: readonly NamedPolicy[] } }): Promise<PolicyEras> {
  await settlePolicies(desk.record, desk.registry.policies);
  return erasOf(desk.record);
}

/** Brings the files up to what the log names; safe to be interrupted anywhere, nothing to do when they are. */
async function settlePolicies(record: Pick<RecordStorage, "read" | "replace">, named: readonly NamedPolicy[]): Promise<void> {
  const [, ...changes] = named;
  const text = changes.at(-1)?.text;
  if (text === undefined) return;
  const put = async (path: string, bytes: Uint8Array): Promise<void> => {
    const held = await record.read(path);
    if (!held || !equalBytes(held, bytes)) await record.replace(path, bytes);
  };
  // the policy in force comes last but for the keys: whoever reads in between sees the era before as it was
  let before = (await record.read(earlierPolicyPath(changes[0]?.index ?? 0))) ?? (await record.read("policy"));
  for (const change of changes) {
    if (before) await put(earlierPolicyPath(change.index), before);
    before = utf8(change.text ?? "");
  }
  await put("policy", utf8(text));
  for (const [path, bytes] of keyFiles(parsePolicy(text))) await put(path, bytes);
}
