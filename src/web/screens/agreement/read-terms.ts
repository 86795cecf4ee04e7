// The terms engine in the browser: loaded when a text looks like terms, the same parser and renderer that the desk and each side run.
import { useQuery } from "@tanstack/react-query";
import type { TermsFault } from "../../../terms/terms-fault.ts";
import type { Language } from "../../frame/language-context.ts";

/** A text written in the terms language begins, after its version, with its agreement sentence (TERMS.md, 3). */
export const looksLikeTerms = (text: string): boolean => /(^|\n)\s*Agreement\s+[“"]/.test(text);

export type TermsRead =
  | { readonly isTerms: true; readonly faults: readonly TermsFault[]; readonly faultsLeftOut: number }
  | { readonly isTerms: true; readonly faults: readonly []; readonly sha256: string; readonly sentences: number; readonly rendered: string }
  | { readonly isTerms: false };

async function readTerms(text: string, language: Language): Promise<TermsRead> {
  if (!looksLikeTerms(text)) return { isTerms: false };
  const [{ parseTerms }, { renderTerms, termsHash }] = await Promise.all([import("../../../terms/parse.ts"), import("../../../terms/render.ts")]);
  const parsed = parseTerms(text);
  if ("faults" in parsed) return { isTerms: true, faults: parsed.faults, faultsLeftOut: parsed.faultsLeftOut };
  return { isTerms: true, faults: [], sha256: termsHash(parsed.terms), sentences: parsed.terms.sentences.length, rendered: renderTerms(parsed.terms, language) };
}

/** What the engine says of a text as it is typed; the former answer stands until the new one is there. */
export function useTerms(text: string, language: Language): TermsRead | undefined {
  return useQuery({ queryKey: ["terms", language, text], queryFn: () => readTerms(text, language), staleTime: Infinity, gcTime: 30_000, placeholderData: (before) => before }).data;
}
