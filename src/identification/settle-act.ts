// Two reviewers of the laboratory settle what the check of a family's references found (IDENTIFICATION.md 13, 17): the family is
// searched as it is, as they corrected its pedigree under seal, or not at all. The act names the digest of what they saw, so that
// it speaks for that and for nothing found later. It is sealed to laboratories alone: outside, every reason has the same words.
import { readBody, type Body } from "../basis/body-reader.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { utf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { ReferenceFlag } from "./check-references.ts";
import { checkReferences, familyLinesOf } from "./deposit.ts";
import { parseFamily, type Family } from "./parse-families.ts";
import { code, digested, FORM, wrong } from "./read-code.ts";

export const SETTLEMENTS = ["as it is", "as corrected", "not searched"] as const;
export type ReferencesSettled = {
  readonly kind: "references.settled"; readonly settlement: string; readonly search: string; readonly family: string; readonly flagsSha256: string; readonly outcome: (typeof SETTLEMENTS)[number];
  /** The family as corrected, one line of JSON, and its digest. */
  readonly corrected?: { readonly text: string; readonly sha256: string };
};

/** What two reviewers saw of one family: SHA-256 of its flags, sorted, ratios at four decimals. */
export function flagsDigest(flags: readonly ReferenceFlag[]): string {
  const rows = flags.map(({ kind, family, persons, log10Lr, markers, fits }) => canonicalJson({ kind, family, persons, log10Lr: log10Lr.toFixed(4), markers, ...(fits === undefined ? {} : { fits }) }));
  return sha256Hex(utf8(canonicalJson(rows.sort())));
}

/** @throws Faults `REMAINS_FORM`, and those of the corrected family by field. */
export function parseSettled(body: Body): ReferencesSettled {
  const { text, sha256, ...rest } = body;
  const plain = readBody(rest, FORM, (read): ReferencesSettled => ({
    kind: "references.settled", settlement: code(read, "settlement"), search: code(read, "search"), family: code(read, "family"), flagsSha256: read.sha256("flagsSha256"), outcome: read.oneOf("outcome", SETTLEMENTS),
  }));
  if (plain.outcome !== "as corrected") {
    if (text !== undefined || sha256 !== undefined) throw new Faults([wrong("text", "a corrected family only where the outcome is as corrected")]);
    return plain;
  }
  const corrected = readBody({ text, sha256 }, FORM, (read) => digested(read, "text"));
  const faults = correctedFaults(corrected.text, plain.family);
  if (faults.length > 0) throw new Faults(faults);
  return { ...plain, corrected };
}

function correctedFaults(text: string, family: string): readonly Fault[] {
  const lines = familyLinesOf(text);
  const [line] = lines;
  if (!line || lines.length > 1) return [wrong("text", "the corrected family, one line of JSON")];
  const read = parseFamily(line.text, "text", 1);
  const faults = read.faults.length > 0 ? read.faults : checkReferences(text, read.family.side);
  return read.faults.length === 0 && read.family.id !== family ? [...faults, wrong("text", "the family that is settled")] : faults;
}

/**
 * What a correction may change: who is whose child, and which reference stands. Side, missing persons and the profiles themselves
 * stay. Faults `SETTLEMENT_OTHER`.
 */
export function checkCorrection(before: Family, after: Family): Fault[] {
  const faults: Fault[] = [];
  const say = (expected: string): void => void faults.push(new Fault("SETTLEMENT_OTHER", `expected ${expected}`, [{ field: "text" }]));
  if (before.side !== after.side) say("the side of the family as deposited");
  if (canonicalJson([...before.missing].sort()) !== canonicalJson([...after.missing].sort())) say("the missing persons as deposited");
  const known = new Set([...before.references.values()].map((profile) => canonicalJson(profile)));
  if ([...after.references.values()].some((profile) => !known.has(canonicalJson(profile)))) say("profiles as deposited, fewer where one is left out: a new sample is a new deposit");
  return faults;
}
