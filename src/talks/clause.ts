// Clauses and the positions that parties take on them with their own signature. A position is bound to the SHA-256 of the
// text; a changed text is another text, and everyone who held a position on the old one is back under review (TALKS.md §1, §3).
import { readBody, type Body } from "../basis/body-reader.ts";
import { utf8 } from "../basis/bytes.ts";
import { sha256Hex } from "../basis/sha256.ts";

/** `ast`: SHA-256 of the canonical tree of its terms, or "none" where the clause is prose. */
export type ClauseTabled = {
  readonly kind: "clause.tabled"; readonly clause: string; readonly version: number; readonly language: string; readonly text: string;
  readonly ast: string; readonly document?: string;
};
export const OWN_VALUES = ["proposed", "accepted", "accepted with reservation", "rejected", "under review", "withdrawn"] as const;
/** By the author of its entry: an own word, carried by an envelope that the party signed. */
export type PositionTaken = {
  readonly kind: "position.taken"; readonly clause: string; readonly textHash: string; readonly value: (typeof OWN_VALUES)[number]; readonly reason?: string;
};
/** Alternatives inside one text, each by a party; never a bracket inside a bracket. */
export type Bracket = {
  readonly kind: "bracket.opened"; readonly bracket: string; readonly clause: string; readonly textHash: string;
  readonly alternatives: readonly { readonly id: string; readonly by: string; readonly text: string }[];
};
/** Names the new text by its hash; the bracket is resolved when both sides have named the same one. */
export type BracketAccepted = { readonly kind: "bracket.accepted"; readonly bracket: string; readonly textHash: string };
export type Linkage = {
  readonly kind: "linkage.stated"; readonly linkage: string; readonly form: (typeof LINKS)[number]; readonly if: readonly string[]; readonly then: readonly string[];
};
/** How clauses hang together. */
export const LINKS = ["if then", "package", "nothing is agreed until all is agreed"] as const;

/** SHA-256 of the UTF-8 bytes of a text in normal form C, lower-case hexadecimal. */
export const textHashOf = (text: string): string => sha256Hex(utf8(text));

/** @throws Faults `CLAUSE_FORM`. */
export const parseClause = (body: Body): ClauseTabled =>
  readBody(body, "CLAUSE_FORM", (read) => {
    const clause: ClauseTabled = {
      kind: "clause.tabled", clause: read.text("clause"), version: read.whole("version"), language: read.text("language"), text: read.text("text"),
      ast: read.text("ast"), ...read.textIfAny("document"),
    };
    if (clause.ast !== "none" && !/^[0-9a-f]{64}$/.test(clause.ast)) read.miss("ast", "the SHA-256 of the canonical tree, or “none”");
    return clause;
  });

/** @throws Faults `POSITION_FORM`; a reservation without its reason is one of them. */
export const parsePosition = (body: Body): PositionTaken =>
  readBody(body, "POSITION_FORM", (read) => {
    const position: PositionTaken = {
      kind: "position.taken", clause: read.text("clause"), textHash: read.sha256("textHash"), value: read.oneOf("value", OWN_VALUES), ...read.textIfAny("reason"),
    };
    if (position.value === "accepted with reservation" && position.reason === undefined) read.miss("reason", "the reason of the reservation");
    return position;
  });

/** @throws Faults `BRACKET_FORM`; a bracket inside an alternative is one of them. */
export const parseBracket = (body: Body): Bracket =>
  readBody(body, "BRACKET_FORM", (read) => {
    const alternatives = read.list("alternatives", (one) => {
      const alternative = { id: one.text("id"), by: one.text("by"), text: one.text("text") };
      if (/[[\]]/.test(alternative.text)) one.miss("text", "an alternative without brackets in it");
      return alternative;
    });
    if (alternatives.length < 2) read.miss("alternatives", "at least two alternatives");
    if (new Set(alternatives.map(({ id }) => id)).size < alternatives.length) read.miss("alternatives", "each alternative with an id of its own");
    return { kind: "bracket.opened", bracket: read.text("bracket"), clause: read.text("clause"), textHash: read.sha256("textHash"), alternatives };
  });

/** @throws Faults `BRACKET_FORM`. */
export const parseBracketAccepted = (body: Body): BracketAccepted =>
  readBody(body, "BRACKET_FORM", (read) => ({ kind: "bracket.accepted", bracket: read.text("bracket"), textHash: read.sha256("textHash") }));

/** @throws Faults `LINKAGE_FORM`. */
export const parseLinkage = (body: Body): Linkage =>
  readBody(body, "LINKAGE_FORM", (read) => {
    const linkage: Linkage = { kind: "linkage.stated", linkage: read.text("linkage"), form: read.oneOf("form", LINKS), if: read.texts("if"), then: read.texts("then") };
    if (linkage.if.length === 0) read.miss("if", "at least one clause");
    if ((linkage.form === "if then") !== linkage.then.length > 0) read.miss("then", "the clauses that follow, for “if then” and for it alone");
    return linkage;
  });

export type ClauseAct = (ClauseTabled | PositionTaken | Bracket | BracketAccepted) & { readonly cite: string; readonly by: string; readonly on: string };
export type TabledAct = ClauseTabled & { readonly cite: string; readonly by: string; readonly on: string };

export type BracketState = {
  readonly bracket: string; readonly clause: string; readonly openSince: string; readonly daysOpen: number | null;
  readonly alternatives: Bracket["alternatives"]; readonly acceptedBy: Readonly<Record<string, string>>; readonly resolvedOn: string | null; readonly cites: readonly string[];
};

/** Brackets as they stood on a day; `days` counts civil days between two dates. Resolved only by both sides naming one new text. */
export function bracketsOn(acts: readonly ClauseAct[], sides: readonly [string, string], on: string, days: (from: string, to: string) => number): BracketState[] {
  const known = acts.filter((one) => one.on <= on);
  return known.flatMap((opened): BracketState[] => {
    if (opened.kind !== "bracket.opened") return [];
    const latest = new Map<string, { hash: string; on: string; cite: string }>();
    let resolvedOn: string | null = null;
    for (const one of known) {
      if (one.kind !== "bracket.accepted" || one.bracket !== opened.bracket || !sides.includes(one.by) || resolvedOn !== null) continue;
      latest.set(one.by, { hash: one.textHash, on: one.on, cite: one.cite });
      if (new Set([...latest.values()].map(({ hash }) => hash)).size === 1 && latest.size === 2) resolvedOn = one.on;
    }
    return [{
      bracket: opened.bracket, clause: opened.clause, openSince: opened.on, daysOpen: resolvedOn === null ? days(opened.on, on) : null, alternatives: opened.alternatives,
      acceptedBy: Object.fromEntries([...latest].map(([side, { hash }]) => [side, hash])), resolvedOn, cites: [opened.cite, ...[...latest.values()].map(({ cite }) => cite)],
    }];
  });
}
