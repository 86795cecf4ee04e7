// A laboratory's search outside the desk: the dossier out of its own compartment, each act judged as a desk that held the
// laboratory's key would have judged it; what is handed in afterwards.
import { canonicalJson } from "../basis/canonical-json.ts";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson, isRecord } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import type { State } from "../entries/fold.ts";
import { checkOnDossier, emptyDossier, layOnDossier, type Dossier } from "../identification/dossier.ts";
import type { SearchRun } from "../identification/remains-act.ts";
import { everyDeposit } from "./remains-board.ts";

export type Remark = { readonly entry: number; readonly kind: string; readonly codes: readonly string[] };

/** Deposits that do not hold are left out of a search, and named; every other act stands as it stands on the record, and is named too. */
export function judgedDossier(state: State): { readonly dossier: Dossier; readonly remarks: readonly Remark[] } {
  const dossier = emptyDossier();
  const remarks: Remark[] = [];
  for (const { parsed, author: by, at, entry, label: cite, kind } of state.acts) {
    if (parsed.room !== "remains") continue;
    const codes = codesOf(() => checkOnDossier(dossier, parsed.act, by));
    if (codes.length > 0) remarks.push({ entry, kind, codes });
    const isDeposit = kind === "profiles.deposited" || kind === "references.deposited" || kind === "references.settled";
    if (codes.length === 0 || !isDeposit) layOnDossier(dossier, { ...parsed.act, entry, by, cite, on: at as CivilDate }); // a day that was parsed when it was folded
  }
  return { dossier, remarks };
}

function codesOf(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Fault) return [error.code];
    if (error instanceof Faults) return [...new Set(error.faults.map(({ code }) => code))];
    throw error;
  }
}

/** What a laboratory's officer hands in at the desk: the body of `search.run`, and the text whose digest it names. */
export type HandedSearch = { readonly format: typeof HANDED; readonly run: Omit<SearchRun, "kind">; readonly candidates: string };
export const HANDED = "exchange-search/1";

/** The file to hand in, canonical JSON. `document` is what the job gives. */
export function handedSearch(dossier: Dossier, search: string, document: Uint8Array): Uint8Array {
  const candidates = fromUtf8(document);
  const value = parseJson(candidates);
  const made = isRecord(value) ? value : {};
  const text = (name: string): string => (typeof made[name] === "string" ? made[name] : "");
  const { profiles, references } = everyDeposit(dossier);
  const run = {
    search, policy: text("policy"), profiles, references, inputsSha256: text("inputsSha256"), candidatesSha256: sha256Hex(utf8(candidates)), engine: text("engine"), kernel: text("kernel"), counts: made["counts"] as SearchRun["counts"],
  };
  return utf8(canonicalJson({ format: HANDED, run, candidates } satisfies HandedSearch));
}
