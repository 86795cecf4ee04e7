// The facts an account rests on, parsed from the bodies of entries: obligations, each speaker's count of an operation and his
// split of it, published totals, reversals, acceptances. Every wrong field is named at once.
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import type { SpotFact } from "./spot.ts";

export type What = "captives" | "civilians" | "remains";
export type Count = number | "withheld" | "not stated";
export type Promised = { readonly kind: "all" | "exactly" | "at-least" | "open"; readonly count?: number };
export type Reading = { readonly by: string; readonly words: string };

export type Obligation = {
  readonly kind: "obligation.stated";
  readonly id: string;
  readonly agreement: string | null;
  readonly clause: string | null;
  readonly what: What;
  readonly category?: string;
  readonly from: string;
  readonly to: string;
  readonly promised: Promised;
  /** What is counted towards it: the 1,000 of May 2025 were counted with civilians, shown apart. */
  readonly counts: readonly What[];
  readonly readings: readonly Reading[];
};
export type Flow = {
  readonly what: What;
  readonly category?: string;
  readonly from: string;
  readonly to: string;
  readonly count: Count;
  /** Obligations under which the speaker or source records it; empty: under no recorded agreement. */
  readonly obligations: readonly string[];
};
export type Operation = { readonly kind: "operation.counted"; readonly operation: string; readonly flows: readonly Flow[]; readonly derivation?: string };
/** What one speaker credits of his own count of an operation to one obligation. */
export type Share = { readonly what: What; readonly from: string; readonly to: string; readonly obligation: string; readonly count: number };
/** His split of an operation that he counted under several obligations. No share: he takes an earlier split back. */
export type Allocation = { readonly kind: "operation.allocated"; readonly operation: string; readonly shares: readonly Share[]; readonly words?: string };
/** `speaker`: the office that published it, where one is named. `sums`: what it says it was summed from. */
export type Total = {
  readonly kind: "total.published"; readonly obligation: string; readonly count: number; readonly speaker?: string;
  readonly sums?: { readonly from: number; readonly operations: readonly string[] };
};
export type Reversal = { readonly kind: "reversal.recorded"; readonly obligation: string; readonly count: number; readonly atLeast: boolean; readonly statement: string };
export type Acceptance = { readonly kind: "acceptance.recorded"; readonly obligation: string; readonly count: number };
export type FactBody = Obligation | Operation | Allocation | Total | Reversal | Acceptance;

/** One fact as recorded: index of its entry, its day, the party that says it. */
export type RecordedFact = FactBody & { readonly entry: number; readonly on: CivilDate; readonly by: string };
/** What an account is made of: the facts of this room, and what was recorded at the spot. */
export type AccountingFact = RecordedFact | SpotFact;

export const FACT_KINDS = ["obligation.stated", "operation.counted", "operation.allocated", "total.published", "reversal.recorded", "acceptance.recorded"] as const;

/** Shares of one split: the fit is judged over every set of its obligations. */
export const SHARES_MAX = 12;

const WHATS: readonly string[] = ["captives", "civilians", "remains"];
const isWhat = (value: unknown): value is What => typeof value === "string" && WHATS.includes(value);
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** @throws Faults `FACT_FORM`, each with its field. */
export function parseFact(kind: string, body: Readonly<Record<string, unknown>>): FactBody {
  const faults: Fault[] = [];
  const miss = (field: string, expected: string, found: unknown): void => {
    faults.push(new Fault("FACT_FORM", `expected ${expected}, found ${found === undefined ? "nothing" : JSON.stringify(found)}`, [{ field }]));
  };
  const text = (of: Readonly<Record<string, unknown>>, name: string, at = name): string => {
    const value = of[name];
    if (typeof value === "string" && value !== "") return value;
    miss(at, "a text", value);
    return "";
  };
  const count = (of: Readonly<Record<string, unknown>>, name: string, at = name): number => {
    const value = of[name];
    if (isCount(value)) return value;
    miss(at, "a whole number, without quotes or thousands mark", value);
    return 0;
  };
  const only = (of: Readonly<Record<string, unknown>>, names: readonly string[], at = ""): void => {
    for (const name of Object.keys(of)) if (!names.includes(name)) miss(`${at}${name}`, "no member of this name", of[name]);
  };
  const what = (of: Readonly<Record<string, unknown>>, at: string): What => {
    const value = of["what"];
    if (isWhat(value)) return value;
    miss(at, "captives, civilians or remains", value);
    return "captives";
  };
  const category = (of: Readonly<Record<string, unknown>>, at: string): { category?: string } =>
    of["category"] === undefined ? {} : { category: text(of, "category", at) };

  const parsed = ((): FactBody => {
    if (kind === "obligation.stated") {
      only(body, ["id", "agreement", "clause", "what", "category", "from", "to", "promised", "counts", "readings"]);
      const promised = isRecord(body["promised"]) ? body["promised"] : {};
      const form = promised["kind"];
      const needsCount = form === "exactly" || form === "at-least";
      if (form !== "all" && form !== "open" && !needsCount) miss("promised.kind", "all, exactly, at-least or open", form);
      only(promised, needsCount ? ["kind", "count"] : ["kind"], "promised.");
      const counts = body["counts"];
      if (!Array.isArray(counts) || counts.length === 0 || !counts.every(isWhat)) miss("counts", "a list of captives, civilians, remains", counts);
      const readings: unknown[] = Array.isArray(body["readings"]) ? body["readings"] : [];
      if (body["from"] === body["to"]) miss("to", "another side than from", body["to"]);
      return {
        kind, id: text(body, "id"), agreement: body["agreement"] === null ? null : text(body, "agreement"),
        clause: body["clause"] === null ? null : text(body, "clause"), what: what(body, "what"), ...category(body, "category"),
        from: text(body, "from"), to: text(body, "to"),
        promised: needsCount ? { kind: form, count: count(promised, "count", "promised.count") } : { kind: form === "all" ? "all" : "open" },
        counts: Array.isArray(counts) ? counts.filter(isWhat) : [],
        readings: readings.map((one, i) => {
          if (isRecord(one)) return { by: text(one, "by", `readings[${i}].by`), words: text(one, "words", `readings[${i}].words`) };
          miss(`readings[${i}]`, "by and words", one);
          return { by: "", words: "" };
        }),
      };
    }
    if (kind === "operation.counted") {
      only(body, ["operation", "flows", "derivation"]);
      const flows: unknown[] = Array.isArray(body["flows"]) ? body["flows"] : [];
      if (flows.length === 0) miss("flows", "at least one flow", body["flows"]);
      return {
        kind, operation: text(body, "operation"),
        ...(body["derivation"] === undefined ? {} : { derivation: text(body, "derivation") }),
        flows: flows.map((one, i): Flow => {
          const at = `flows[${i}]`;
          const flow = isRecord(one) ? one : {};
          only(flow, ["what", "category", "from", "to", "count", "obligations"], `${at}.`);
          const value = flow["count"];
          if (!isCount(value) && value !== "withheld" && value !== "not stated") miss(`${at}.count`, "a whole number, “withheld” or “not stated”", value);
          const obligations: unknown[] = Array.isArray(flow["obligations"]) ? flow["obligations"] : [];
          if (!Array.isArray(flow["obligations"]) || !obligations.every((id) => typeof id === "string")) miss(`${at}.obligations`, "a list of obligations", flow["obligations"]);
          return {
            what: what(flow, `${at}.what`), ...category(flow, `${at}.category`), from: text(flow, "from", `${at}.from`), to: text(flow, "to", `${at}.to`),
            count: isCount(value) || value === "withheld" ? value : "not stated", obligations: obligations.map(String),
          };
        }),
      };
    }
    if (kind === "operation.allocated") {
      only(body, ["operation", "shares", "words"]);
      const shares: unknown[] = Array.isArray(body["shares"]) ? body["shares"] : [];
      if (!Array.isArray(body["shares"]) || shares.length > SHARES_MAX) miss("shares", `a list of at most ${SHARES_MAX} shares`, Array.isArray(body["shares"]) ? shares.length : body["shares"]);
      const seen = new Set<string>();
      return {
        kind, operation: text(body, "operation"), ...(body["words"] === undefined ? {} : { words: text(body, "words") }),
        shares: shares.map((one, i): Share => {
          const at = `shares[${i}]`;
          const share = isRecord(one) ? one : {};
          only(share, ["what", "from", "to", "obligation", "count"], `${at}.`);
          const read: Share = {
            what: what(share, `${at}.what`), from: text(share, "from", `${at}.from`), to: text(share, "to", `${at}.to`),
            obligation: text(share, "obligation", `${at}.obligation`), count: count(share, "count", `${at}.count`),
          };
          const key = `${read.what} ${read.from} ${read.to} ${read.obligation}`;
          if (seen.has(key)) miss(at, "each obligation once for one kind and direction", read.obligation);
          seen.add(key);
          return read;
        }),
      };
    }
    const obligation = text(body, "obligation");
    if (kind === "total.published") {
      only(body, ["obligation", "count", "speaker", "sums"]);
      const sums = body["sums"] === undefined ? undefined : isRecord(body["sums"]) ? body["sums"] : {};
      const operations: unknown[] = sums !== undefined && Array.isArray(sums["operations"]) ? sums["operations"] : [];
      if (sums !== undefined) {
        only(sums, ["from", "operations"], "sums.");
        if (operations.length === 0 || !operations.every((one) => typeof one === "string" && one !== "") || new Set(operations).size !== operations.length) miss("sums.operations", "a list of operations, each once", sums["operations"]);
      }
      return {
        kind, obligation, count: count(body, "count"), ...(body["speaker"] === undefined ? {} : { speaker: text(body, "speaker") }),
        ...(sums === undefined ? {} : { sums: { from: count(sums, "from", "sums.from"), operations: operations.map(String) } }),
      };
    }
    if (kind === "acceptance.recorded") {
      only(body, ["obligation", "count"]);
      return { kind, obligation, count: count(body, "count") };
    }
    if (kind === "reversal.recorded") {
      only(body, ["obligation", "count", "atLeast", "statement"]);
      if (typeof body["atLeast"] !== "boolean") miss("atLeast", "true or false", body["atLeast"]);
      return { kind, obligation, count: count(body, "count"), atLeast: body["atLeast"] === true, statement: text(body, "statement") };
    }
    throw new Fault("FACT_KIND", `no fact of the account is called ${kind}`);
  })();
  if (faults.length > 0) throw new Faults(faults);
  return parsed;
}
