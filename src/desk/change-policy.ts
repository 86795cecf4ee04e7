// A change of policy, so that keys of the log and of witnesses can be replaced (RECORD.md §5, §6): a draft signed by the log, a line
// from every witness of the policy before, then the entry, and from there on a checkpoint that both policies met.
import { base64, fromUtf8, utf8 } from "../basis/bytes.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { verifies } from "../compute/ed25519.ts";
import { cosignNote, COSIGNATURE, ED25519, parseNote, printNote, printVkey, signNote, type NoteKey } from "../record/note.ts";
import { judgePolicyChange, parsePolicyChange, policyChangePath, printPolicyChange } from "../record/policy-change.ts";
import { checkEras, readEras, type PolicyEra } from "../record/policy-eras.ts";
import type { Policy } from "../record/policy.ts";
import { append, catchUp, type Desk } from "./desk.ts";
import { signerOfKey, type KeyRing } from "./key-ring.ts";
import { settledEras } from "./policies.ts";

const eraNow = async (desk: Desk): Promise<PolicyEra> => {
  const eras = await settledEras(desk);
  return eras.at(-1) ?? eras[0];
};

/** The policy in force with the next key of these roles (`log`, or the name of a witness) in place of the present one; in an exercise, where the desk holds them. @throws Fault `POLICY_CHANGE`, `KEY_NONE`. */
export async function rotatedPolicy(desk: Desk, names: readonly string[]): Promise<string> {
  const { pack, keys } = desk;
  const { policy } = await eraNow(desk);
  const unknown = names.filter((name) => name !== "log" && !policy.witnesses.has(name));
  if (unknown.length > 0 || names.length === 0) throw new Fault("POLICY_CHANGE", `expected log or a witness of the policy (${[...policy.witnesses.keys()].join(", ")}), found ${unknown.join(", ") || "none"}`);
  let text = fromUtf8((await desk.record.read("policy")) ?? new Uint8Array(0));
  for (const name of names) {
    const old = name === "log" ? policy.log : (policy.witnesses.get(name) ?? policy.log);
    text = text.replace(printVkey(old), printVkey(nextKey(keys, name === "log" ? pack.secretariat.code : name, name, old)));
  }
  return text;
}

const KEYS_PER_ROLE_MAX = 100;
function nextKey(keys: KeyRing, party: string, name: string, old: NoteKey): NoteKey {
  const role = name === "log" ? "log" : "witness";
  let isPast = false;
  for (let n = 1; n <= KEYS_PER_ROLE_MAX; n++) {
    const signer = keys.signer(party, role, n);
    if (!signer) break;
    if (isPast) return role === "log" ? { ...old, type: ED25519, publicKey: signer.publicKey } : { name: old.name.replace(/[0-9]+$/, String(n)), type: COSIGNATURE, publicKey: signer.publicKey };
    isPast = base64(signer.publicKey) === base64(old.publicKey);
  }
  throw new Fault("KEY_NONE", `this desk holds no further key for ${name}`);
}

/** The note of a change to this policy, with a line of every key of the policy before that this desk holds. @throws Fault `POLICY_FORM`, `POLICY`, `POLICY_PARTY`, `POLICY_CHANGE`. */
export async function draftPolicyChange(desk: Desk, newPolicy: Uint8Array, seconds: number): Promise<Uint8Array> {
  const eras = await settledEras(desk);
  const now = eras.at(-1) ?? eras[0];
  const next = readEras(newPolicy, new Map())[0];
  if (next.sha256 === now.sha256) throw new Fault("POLICY_CHANGE", "expected another policy than the one in force");
  if (next.policy.log.name !== desk.pack.origin) throw new Fault("POLICY_CHANGE", "expected the key of this log, named as its origin");
  checkEras([{ ...now, until: 0 }, next], [{ index: 0, sha256: now.sha256 }, { index: 0, sha256: next.sha256 }]);
  const text = printPolicyChange({ talks: desk.pack.talks, n: eras.length, from: now.sha256, to: next.sha256 });
  return signPolicyChange(utf8(printNote({ text, signatures: [] })), now.policy, desk.keys, desk.pack.secretariat.code, seconds);
}

/** Adds a line of each key of the policy that these keys hold; lines that stand stay. */
export function signPolicyChange(note: Uint8Array, policy: Policy, keys: KeyRing, keeper: string, seconds: number): Uint8Array {
  const { text, signatures } = parseDraft(note);
  parsePolicyChange(text); // a witness signs nothing else in this place
  const log = signerOfKey(keys, keeper, "log", policy.log);
  const witnesses = [...policy.witnesses].flatMap(([name, key]) => {
    const signer = signerOfKey(keys, name, "witness", key);
    return signer ? [cosignNote(text, key.name, signer, seconds)] : [];
  });
  const added = [...(log ? [signNote(text, policy.log.name, log)] : []), ...witnesses];
  return utf8(printNote({ text, signatures: [...signatures.filter(({ name }) => !added.some((one) => one.name === name)), ...added] }));
}

/** A note without a line yet is no signed note: its text ends in the empty line alone. */
function parseDraft(note: Uint8Array): ReturnType<typeof parseNote> {
  const text = fromUtf8(note);
  return text.endsWith("\n\n") ? { text: text.slice(0, -1), signatures: [] } : parseNote(note);
}

/**
 * Records the change: note durable, entry appended; the files of the policy follow with the next publication. The index of the entry.
 * @throws Fault `POLICY_CHANGE` naming who has not signed, and as `draftPolicyChange`. Nothing is written then.
 */
export const changePolicy = (desk: Desk, newPolicy: Uint8Array, note: Uint8Array, at: CivilDate): Promise<number> =>
  desk.record.alone(async () => { // two desks on one record change it one after the other
    await desk.record.refresh();
    await catchUp(desk);
    const eras = await settledEras(desk);
    const now = eras.at(-1) ?? eras[0];
    const next = readEras(newPolicy, new Map())[0];
    const { n, from, to, talks } = judgePolicyChange(note, now.policy, verifies);
    if (n !== eras.length || from !== now.sha256 || to !== next.sha256 || talks !== desk.pack.talks) throw new Fault("POLICY_CHANGE", "the note is of another change");
    await desk.record.replace(policyChangePath(n), note);
    const body = { policy: fromUtf8(newPolicy), note: sha256Hex(note) };
    return append(desk, { author: desk.pack.secretariat.code, kind: "policy.change", at, body, commits: [] }, true);
  });
