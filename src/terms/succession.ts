// Which handovers count under an agreement (TERMS.md 9.5): those recorded under it; those under an agreement annexed to it; those under
// another one where a credit sentence says that they count here. Without either a handover counts once, where it is recorded. Supersedes,
// follows and exceeds change no count by themselves.
import { sentencesOf, type Terms } from "./ast.ts";
import type { Facts, Handover } from "./facts.ts";

/** The facts as this agreement counts them, and the handovers of captives that count elsewhere. Linear. */
export function factsUnder(terms: Terms, facts: Facts): { readonly facts: Facts; readonly elsewhere: readonly Handover[] } {
  const own = sentencesOf(terms, "agreement")[0]?.title;
  const credited = new Map(sentencesOf(terms, "credit").map(({ title, counts }) => [title, counts]));
  const counts = ({ agreement }: { readonly agreement?: string }): boolean =>
    agreement === undefined || agreement === own || (credited.get(agreement) ?? facts.annexed?.includes(agreement) ?? false);
  if (facts.handovers.every(counts) && facts.remains.every(counts)) return { facts, elsewhere: [] };
  const moved = (one: Handover): Handover => (one.agreement === undefined || one.agreement === own ? one : { ...one, clause: "unknown" }); // a clause number of another text names none of this one
  return {
    facts: { ...facts, handovers: facts.handovers.filter(counts).map(moved), remains: facts.remains.filter(counts) },
    elsewhere: facts.handovers.filter((one) => !counts(one)),
  };
}
