// What the parties sign (TERMS.md, section 8): the bytes of the text and the bytes of its canonical form, both by their SHA-256. A
// verifier parses the text itself and compares. A text that holds brackets can be tabled, evaluated and compared, not signed.
import { utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { Terms } from "./ast.ts";
import { readTerms } from "./parse.ts";

export type SignedHashes = { readonly text: string; readonly terms: string };

/** SHA-256, in hex, of the RFC 8785 bytes of the canonical form: the same for every rendering and every layout. */
export const termsHash = (terms: Terms): string => sha256Hex(utf8(canonicalJson(terms)));

/** Both hashes of a text, in hex. @throws Faults of the text. */
export const signedHashes = (text: string): SignedHashes => ({ text: sha256Hex(utf8(text)), terms: termsHash(readTerms(text)) });

/** The ids of sentences that stand in brackets or hold a bracketed number; a text is ready for signature when there is none. */
export const bracketedSentences = (terms: Terms): readonly string[] =>
  terms.sentences.filter((one) => one.proposedBy !== "both" || holdsBracket(one)).map(({ id }) => id);

const holdsBracket = (value: unknown): boolean => typeof value === "object" && value !== null && ("bracket" in value || Object.values(value).some(holdsBracket));
