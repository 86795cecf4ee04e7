// Who must sign a text before it is in force (TALKS.md §3, MISSION T7): the two sides always; beside them groups in order, m of n
// inside a group, stated by who chairs; and for a party its own number of signatories, stated by that party alone. A party has
// signed when so many different keys of it stand under its latest text. A group's signatures count from the moment the
// group before it is complete: who signed out of turn signs again.
import { readBody, type Body } from "../basis/body-reader.ts";

export type SigningGroup = { readonly group: string; readonly of: readonly string[]; readonly need: number };
/** `groups` in their order; `signatories`: how many of the author's own officers must sign, or absent. */
export type SigningRequired = { readonly kind: "signing.required"; readonly agreement: string; readonly groups: readonly SigningGroup[]; readonly signatories?: number };

const PARTY = /^[A-Z]{2,8}$/;
const SIGNATORIES_MAX = 8; // of an envelope

/** @throws Faults `SIGNING_FORM`. */
export const parseSigningRequired = (body: Body): SigningRequired =>
  readBody(body, "SIGNING_FORM", (read) => {
    const required: SigningRequired = {
      kind: "signing.required", agreement: read.text("agreement"), groups: read.list("groups", (one) => ({ group: one.text("group"), of: one.texts("of"), need: one.whole("need") })), ...read.wholeIfAny("signatories"),
    };
    required.groups.forEach(({ of, need, group }, i) => {
      if (of.length === 0 || !of.every((code) => PARTY.test(code)) || new Set(of).size !== of.length) read.miss(`groups[${i}].of`, "codes of parties, each once");
      if (need < 1 || need > of.length) read.miss(`groups[${i}].need`, `a number from 1 to ${of.length}`);
      if (required.groups.findIndex((one) => one.group === group) !== i) read.miss(`groups[${i}].group`, "a name that no other group has");
    });
    const { signatories } = required;
    if (signatories !== undefined && (signatories < 1 || signatories > SIGNATORIES_MAX)) read.miss("signatories", `a number from 1 to ${SIGNATORIES_MAX}`);
    if (required.groups.length === 0 && signatories === undefined) read.miss("groups", "a group, or the number of one's own signatories");
    return required;
  });

/** A rule as recorded. `chairs`: its author states groups for all. */
export type RuleOn = SigningRequired & { readonly by: string; readonly on: string; readonly chairs: boolean };
/** One signature of a text: `signers` are the names of the keys under it. Those of one agreement, in the order of the record. */
export type Signature = { readonly by: string; readonly on: string; readonly sha256: string; readonly signers: readonly string[] };
export type GroupProgress = {
  readonly group: string; readonly of: readonly string[]; readonly need: number; readonly signed: readonly string[]; readonly missing: readonly string[];
  /** The day on which it was complete. */
  readonly since: string | null;
};
export type PartyProgress = { readonly party: string; readonly signatories: number; readonly need: number };

export const SIDES_GROUP = "the sides";

/** How far the signing of one text has come: first the sides, then each group in its order. Linear in signatures, for each group. */
export function signingProgress(signatures: readonly Signature[], sha256: string, sides: readonly [string, string], rules: readonly RuleOn[]): { readonly groups: readonly GroupProgress[]; readonly parties: readonly PartyProgress[]; readonly since: string | null } {
  const chaired = rules.filter(({ chairs, groups }) => chairs && groups.length > 0).at(-1)?.groups ?? [];
  const needOf = (party: string): number => rules.filter(({ by, signatories }) => by === party && signatories !== undefined).at(-1)?.signatories ?? 1;
  const signersOf = (party: string, from: number): { readonly count: number; readonly at: number } => {
    const own = signatures.map((one, at) => ({ ...one, at })).filter(({ by }) => by === party);
    const lastOther = own.findLastIndex((one) => one.sha256 !== sha256); // whoever signed another text later has left this one
    const keys = new Set<string>();
    let complete = -1;
    for (const one of own.slice(lastOther + 1)) {
      if (one.at < from) continue;
      for (const key of one.signers) keys.add(key);
      if (complete < 0 && keys.size >= needOf(party)) complete = one.at;
    }
    return { count: keys.size, at: complete };
  };
  const groups: GroupProgress[] = [];
  let from: number | null = 0;
  for (const { group, of, need } of [{ group: SIDES_GROUP, of: sides, need: 2 }, ...chaired]) {
    const start: number | null = from;
    const done: { party: string; at: number }[] = start === null ? [] : of.map((party) => ({ party, at: signersOf(party, start).at })).filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
    const last: { party: string; at: number } | undefined = done[need - 1];
    const signed = done.map(({ party }) => party);
    groups.push({ group, of: [...of], need, signed: of.filter((party) => signed.includes(party)), missing: of.filter((party) => !signed.includes(party)), since: last === undefined ? null : signatures[last.at]?.on ?? null });
    from = last === undefined ? null : last.at + 1;
  }
  const parties = [...new Set(groups.flatMap(({ of }) => of))].map((party) => ({ party, signatories: signersOf(party, 0).count, need: needOf(party) }));
  return { groups, parties, since: groups.every(({ since }) => since !== null) ? groups.at(-1)?.since ?? null : null };
}
