// What if a number of the instance were another one: a capacity, a quota, a tolerance. The change is made on the file's own JSON, so that the
// changed instance is parsed and refused as any other; list rows are named by their id (`batches.b02.A.max`, `places.A1.perBatch`, `quota.A`).
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";

export type WhatIf = { readonly path: string; readonly value: number | null };

/** `PATH=NUMBER` or `PATH=null`. @throws Fault `PLAN_WHAT_IF` for anything else. */
export function parseWhatIf(text: string): WhatIf {
  const match = /^([^=\s]+)=(-?\d{1,10}|null)$/.exec(text);
  if (!match) throw new Fault("PLAN_WHAT_IF", "expected PATH=NUMBER or PATH=null, such as batches.b02.A.max=40");
  return { path: match[1] ?? "", value: match[2] === "null" ? null : Number(match[2]) };
}

/**
 * A copy of the instance with one number changed; persons cannot be changed so, since a plan for another person is no what-if of capacity.
 * @throws Fault `PLAN_WHAT_IF` when the path leads to no number or limit of the instance.
 */
export function changedInstance(instance: unknown, { path, value }: WhatIf): unknown {
  const refuse = (): never => {
    throw new Fault("PLAN_WHAT_IF", "expected the path of a limit, quota, tolerance, weight or day of the instance", [{ field: path }]);
  };
  if (/^(captives|expected|format|tieSeed)(\.|$)/.test(path)) refuse();
  const change = (node: unknown, [step, ...rest]: readonly string[]): unknown => {
    if (step === undefined) return node === null || typeof node === "number" || node === undefined ? value : refuse();
    if (Array.isArray(node)) {
      const rows: readonly unknown[] = node;
      const at = rows.findIndex((row) => isRecord(row) && row["id"] === step);
      return at < 0 ? refuse() : rows.map((row, i) => (i === at ? change(row, rest) : row));
    }
    if (!isRecord(node) || (!Object.hasOwn(node, step) && rest.length > 0)) return refuse();
    return { ...node, [step]: change(node[step], rest) };
  };
  return change(instance, path.split("."));
}
