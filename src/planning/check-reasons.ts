// Checks what a file says about why there is no plan, without a solver: the duals that stand beside each minimal set (no-point.ts, cases.ts) are replayed.
import { excludesPlans } from "./conflicts.ts";
import { readCase } from "./parse-plan.ts";
import { clausesOf, type Problem } from "./problem.ts";

/** `proven`: these clauses cannot hold together, in whole numbers. `no proof`: two searches said so. `differs`: the proof does not show it, or a clause is not one of the instance. */
export type ReasonVerdict = { readonly clauses: readonly string[]; readonly verdict: "proven" | "no proof" | "differs" };

/** One verdict for each of `reasons`; for `clauses` alone, without a proof, where the file has no reasons. */
export function checkReasons(problem: Problem, answer: Readonly<Record<string, unknown>>): ReasonVerdict[] {
  const known = new Set(clausesOf(problem));
  const listed: unknown[] = Array.isArray(answer["reasons"]) ? answer["reasons"] : [answer["clauses"]];
  const proofs: unknown[] = Array.isArray(answer["proofs"]) ? answer["proofs"] : [];
  return listed.map((reason, i) => {
    const clauses = Array.isArray(reason) ? reason.map(String) : [];
    if (!Array.isArray(reason) || !clauses.every((clause) => known.has(clause))) return { clauses, verdict: "differs" };
    const given = proofs[i];
    if (given === undefined || given === null) return { clauses, verdict: "no proof" };
    const proof = readCase(given);
    return { clauses, verdict: proof && excludesPlans(problem, clauses, proof) ? "proven" : "differs" };
  });
}

/** Is the set that the file puts first among those that are proven? */
export function isProvenClaim(answer: Readonly<Record<string, unknown>>, verdicts: readonly ReasonVerdict[]): boolean {
  const { clauses } = answer;
  if (!Array.isArray(clauses)) return false;
  const claimed = clauses.map(String).sort().join("\n");
  return verdicts.some((one) => one.verdict === "proven" && [...one.clauses].sort().join("\n") === claimed);
}
