// C2SP tlog-policy: `log <vkey> [url]`, `witness <name> <vkey> [url]`, `group <name> <k|all|any> <member> …`, `quorum <name|none>`.
// An entry is in force when the witnesses that cosigned a checkpoint covering it satisfy the quorum (RECORD.md §6).
import { equalBytes } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { COSIGNATURE, ED25519, parseVkey, printVkey, type NoteKey } from "./note.ts";

export type Policy = {
  readonly log: NoteKey;
  readonly witnesses: ReadonlyMap<string, NoteKey>;
  /** Where a witness answers, by its name, as far as the policy says. */
  readonly urls: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, { readonly needs: number; readonly members: readonly string[] }>;
  readonly quorum: string;
};

/** `file` is named in the fault. @throws Fault `POLICY_FORM` with the line, `NOTE_KEY`. */
export function parsePolicy(text: string, file = "policy"): Policy {
  let log: NoteKey | undefined;
  let quorum: string | undefined;
  const witnesses = new Map<string, NoteKey>();
  const urls = new Map<string, string>();
  const groups = new Map<string, { needs: number; members: string[] }>();
  const placed = new Set<string>();
  text.split("\n").forEach((raw, i) => {
    const fail = (expected: string): never => {
      throw new Fault("POLICY_FORM", `expected ${expected}`, [{ file, line: i + 1 }]);
    };
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) return;
    const [word, name = "", ...rest] = line.split(/\s+/);
    const isNew = (): boolean => !witnesses.has(name) && !groups.has(name) && name !== "none" && name !== "";
    if (word === "log" && rest.length <= 1 && !log) {
      log = parseVkey(name);
      if (log.type !== ED25519) fail("a log key of type 0x01");
    } else if (word === "witness" && (rest.length === 1 || rest.length === 2) && isNew()) {
      const key = parseVkey(rest[0] ?? "");
      if (key.type !== COSIGNATURE) fail("a witness key of type 0x04");
      // one key under two names would let one party make up the quorum of both
      if ([...witnesses.values()].some((one) => equalBytes(one.publicKey, key.publicKey))) fail("a key of its own for each witness");
      witnesses.set(name, key);
      const url = rest[1];
      if (url !== undefined && !/^https?:\/\/\S+$/.test(url)) fail("an address that begins with http:// or https://");
      if (url !== undefined) urls.set(name, url.replace(/\/$/, ""));
    } else if (word === "group" && rest.length >= 2 && isNew()) {
      const [k = "", ...members] = rest;
      for (const member of members) {
        if (!witnesses.has(member) && !groups.has(member)) fail("members defined before");
        if (placed.has(member)) fail("each member in one group");
        placed.add(member);
      }
      const needs = k === "all" ? members.length : k === "any" ? 1 : Number(k);
      if (!Number.isInteger(needs) || needs < 1 || needs > members.length) fail("all, any or a number of members");
      groups.set(name, { needs, members });
    } else if (word === "quorum" && rest.length === 0 && quorum === undefined) {
      if (!witnesses.has(name) && !groups.has(name)) fail("a quorum defined before");
      quorum = name;
    } else fail("log, witness, group or quorum, once and defined before use");
  });
  if (!log || quorum === undefined) throw new Fault("POLICY_FORM", "expected one log and one quorum", [{ file }]);
  return { log, witnesses, urls, groups, quorum };
}

/** The default policy: both parties must cosign, by their own witnesses. */
export function printPartiesPolicy(log: NoteKey, parties: readonly { readonly code: string; readonly witness: NoteKey; readonly url?: string }[]): string {
  return [
    `log ${printVkey(log)}`,
    ...parties.map(({ code, witness, url }) => `witness ${code} ${printVkey(witness)}${url === undefined ? "" : ` ${url}`}`),
    `group parties all ${parties.map(({ code }) => code).join(" ")}`,
    "quorum parties",
    "",
  ].join("\n");
}

/** Whether these cosigners (witness names of the policy) satisfy the quorum. */
export function meetsQuorum(policy: Policy, cosigners: ReadonlySet<string>, name = policy.quorum): boolean {
  const group = policy.groups.get(name);
  if (!group) return cosigners.has(name);
  return group.members.filter((member) => meetsQuorum(policy, cosigners, member)).length >= group.needs;
}

/** Whether no set of cosigners without `party` can meet the quorum (genesis refuses any other policy). */
export const needsParty = (policy: Policy, party: string): boolean =>
  !meetsQuorum(policy, new Set([...policy.witnesses.keys()].filter((name) => name !== party)));
