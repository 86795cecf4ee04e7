// What follows a decision, and leads to it: kin were informed of an identification, a family by its code is a row of a list, another
// relative would help. Codes alone stand in them. That kin were informed is a step of its own: it never comes before two persons
// signed (FIELD.md 6: identified > kin informed > released > buried), and nothing is buried or published before it.
import { readBody, type Body } from "../basis/body-reader.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { code, codes, FORM, member, referenceOf } from "./read-code.ts";

export const KIN_CHANNELS = ["in person", "by telephone", "in writing", "through another office"] as const;
export const UNLINK_REASONS = ["error of transcription", "another person", "other"] as const;

/** `informant` is the code of the officer who told them; who they are, and what they said, stands nowhere. */
export type KinInformed = { readonly kind: "kin.informed"; readonly identification: string; readonly informant: string; readonly on: CivilDate; readonly channel: (typeof KIN_CHANNELS)[number] };
/** A missing person of a family, by code, is a row of a list of the own side: no name stands here, and no laboratory reads it. */
export type FamilyLinked = { readonly kind: "family.linked"; readonly family: string; readonly missing: string; readonly list: string; readonly row: string };
export type FamilyUnlinked = { readonly kind: "family.unlinked"; readonly family: string; readonly missing: string; readonly list: string; readonly reason: (typeof UNLINK_REASONS)[number] };
/** Another relative of these families would help: the same words whatever the reason (IDENTIFICATION.md 13). */
export type ReferencesNeeded = { readonly kind: "references.needed"; readonly request: string; readonly side: string; readonly families: readonly string[] };
export type KinAct = KinInformed | FamilyLinked | FamilyUnlinked | ReferencesNeeded;

/** By kind. Each @throws Faults `REMAINS_FORM` with the field. */
export const KIN_ACTS: { readonly [K in KinAct["kind"]]: (body: Body) => Extract<KinAct, { readonly kind: K }> } = {
  "kin.informed": (body) => readBody(body, FORM, (read) => ({ kind: "kin.informed", identification: code(read, "identification"), informant: code(read, "informant"), on: read.date("on"), channel: read.oneOf("channel", KIN_CHANNELS) })),
  "family.linked": (body) => readBody(body, FORM, (read) => ({ kind: "family.linked", family: code(read, "family"), missing: member(read, "missing"), list: referenceOf(read, "list"), row: referenceOf(read, "row") })),
  "family.unlinked": (body) => readBody(body, FORM, (read) => ({ kind: "family.unlinked", family: code(read, "family"), missing: member(read, "missing"), list: referenceOf(read, "list"), reason: read.oneOf("reason", UNLINK_REASONS) })),
  "references.needed": (body) => readBody(body, FORM, (read) => ({ kind: "references.needed", request: code(read, "request"), side: read.text("side"), families: codes(read, "families", 1) })),
};
