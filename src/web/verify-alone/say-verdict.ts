// The verdict as a message key with its values: never a bare tick, never blame.
import type { Verdict } from "../../record/verify.ts";

export type VerdictSaid = {
  readonly tone: "fine" | "wait" | "late";
  readonly key: `verifier.${string}`;
  readonly values: Readonly<Record<string, string | number>>;
};

export function verdictSaid(verdict: Verdict): VerdictSaid {
  const { kind, size, cosigners, missing, code, reason, entry, file } = verdict;
  const last = size - 1;
  const names = cosigners.join(", ");
  switch (kind) {
    case "in-force": return { tone: "fine", key: "verifier.inForce", values: { last, size, names } };
    case "receipts": return { tone: "fine", key: "verifier.receipts", values: {} };
    case "not-cosigned":
      return cosigners.length === 0
        ? { tone: "wait", key: "verifier.logOnly", values: { size } }
        : { tone: "wait", key: "verifier.notCosigned", values: { size, since: verdict.since, missing: missing.join(", ") } };
    case "cannot-tell": return { tone: "wait", key: "verifier.cannotTell", values: { missing: missing.join(", ") } };
    case "two-histories": return { tone: "late", key: "verifier.twoHistories", values: { file, reason, code } };
    case "not-valid":
      return entry >= 0
        ? { tone: "late", key: "verifier.badEntry", values: { entry, file, reason, code } }
        : { tone: "late", key: "verifier.badFile", values: { file, reason, code } };
  }
}
