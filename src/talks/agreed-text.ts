// What is agreed: both sides signed the same bytes, each with its own key (TALKS.md §3, MISSION T7). Nothing else makes it so.
import { utf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { signingProgress, type GroupProgress, type PartyProgress, type RuleOn, type Signature } from "./signing-rule.ts";

export type SignedText = { readonly agreement: string; readonly text: string };
export type Signing = { readonly on: string; readonly cite: string; readonly by: string; readonly signed: SignedText; /** Names of the keys under it; absent: one, of the party. */ readonly signers?: readonly string[] };

export type AgreementState = {
  readonly agreement: string;
  readonly state: "agreed" | "signed by one side" | "signed over different texts" | "waits for signatures";
  /** Who has signed and who is missing: first the sides, then each group in its order. */
  readonly groups: readonly GroupProgress[];
  /** Signatories of each party under this text, and how many its own rule asks for. */
  readonly parties: readonly PartyProgress[];
  /** SHA-256 of the UTF-8 bytes that each side signed last. */
  readonly signatures: Readonly<Record<string, { readonly sha256: string; readonly on: string; readonly cite: string }>>;
  /** The day of the signature that made it complete, where it is agreed. */
  readonly since: string | null;
};

/** @throws Faults `TEXT_FORM`; the text must be NFC, so that equal words are equal bytes. */
export function parseSignedText(body: Readonly<Record<string, unknown>>): SignedText {
  const { agreement, text } = body;
  const faults: Fault[] = [];
  const miss = (field: string, expected: string): void => void faults.push(new Fault("TEXT_FORM", `expected ${expected}`, [{ field }]));
  for (const name of Object.keys(body)) if (name !== "agreement" && name !== "text") miss(name, "no member of this name");
  if (typeof agreement !== "string" || agreement === "") miss("agreement", "the agreement's code");
  if (typeof text !== "string" || text === "") miss("text", "the whole text that is signed");
  else if (text.normalize("NFC") !== text) miss("text", "a text in Unicode normal form C");
  if (faults.length > 0) throw new Faults(faults);
  return { agreement: String(agreement), text: String(text) };
}

/** The latest signature of each side counts; a changed text is another text. In force only when every group has signed identical bytes. Linear. */
export function agreedOn(signings: readonly Signing[], sides: readonly [string, string], on: string, rules: readonly RuleOn[] = []): AgreementState[] {
  const standing = signings.filter((one) => one.on <= on);
  const known = standing.filter((one) => sides.includes(one.by));
  const names = [...new Set(known.map(({ signed }) => signed.agreement))].sort(byCodeUnit);
  return names.map((agreement) => {
    const signatures: Record<string, { sha256: string; on: string; cite: string }> = {};
    for (const one of known.filter(({ signed }) => signed.agreement === agreement))
      signatures[one.by] = { sha256: sha256Hex(utf8(one.signed.text)), on: one.on, cite: one.cite };
    const [a, b] = sides.map((side) => signatures[side]);
    const isOneText = a !== undefined && b !== undefined && a.sha256 === b.sha256;
    const own = standing.filter(({ signed }) => signed.agreement === agreement).map((one): Signature => ({ by: one.by, on: one.on, sha256: sha256Hex(utf8(one.signed.text)), signers: one.signers ?? [one.by] }));
    const last = own.filter(({ by }) => sides.includes(by)).at(-1)?.sha256 ?? "";
    const { groups, parties, since } = signingProgress(own, last, sides, rules.filter((rule) => rule.agreement === agreement && rule.on <= on));
    return {
      agreement, signatures, groups, parties,
      state: isOneText ? (since === null ? "waits for signatures" : "agreed") : a && b ? "signed over different texts" : "signed by one side",
      since: isOneText && since !== null ? since : null,
    };
  });
}

export function printAgreed(states: readonly AgreementState[], on: string, names: Readonly<Record<string, string>>): string {
  if (states.length === 0) return `No text is signed by a side on or before ${on}.\n`;
  const named = (codes: readonly string[]): string => codes.map((code) => names[code] ?? code).join(", ");
  return states.map(({ agreement, state, signatures, since, groups, parties }) => [
    `${agreement}: ${state}${since === null ? "" : ` since ${since}`}`,
    ...Object.entries(signatures).sort(([x], [y]) => byCodeUnit(x, y)).map(([side, { sha256, on: day, cite }]) => `  ${names[side] ?? side} signed ${sha256} on ${day} [${cite}]`),
    ...groups.slice(1).map(({ group, of, need, signed, missing, since: day }) => `  ${group}: ${need} of ${of.length}; signed ${signed.length === 0 ? "by nobody" : `by ${named(signed)}`}${day === null ? `, missing ${named(missing)}` : `, complete since ${day}`}`),
    ...parties.filter(({ need }) => need > 1).map(({ party, signatories, need }) => `  ${names[party] ?? party}: ${signatories} of ${need} signatories of its own`),
    "",
  ].join("\n")).join("\n");
}
