// What a side recomputes of an instance that it was given and cannot build whole: everything agreed, its own means, and field by field each person whose
// custody it has stated itself. Wishes and the other side's custody stay closed to it, so it cannot say who is missing or why; whoever is in the
// instance under its name must be there as its own copy of the record gives him.
import { canonicalJson } from "../basis/canonical-json.ts";
import { isRecord } from "../basis/parse-json.ts";
import { instanceFromRecord, type InstanceQuestion } from "./planning-instance.ts";

/** `persons`: compared; `left`: in the own lists and not in the instance; `differs`: the first place that is otherwise, ids of rows only. */
export type OwnRows = { readonly persons: number; readonly left: number; readonly differs: string | undefined };

const AGREED = ["format", "name", "sides", "tiers", "parity", "streams", "links", "objective", "quota", "unplacedDay"];
/** What rests on a commission's decisions, which may be closed here. */
const MEDICAL = ["tier", "from"];

/** Linear in the persons. @throws what `instanceFromRecord` throws, where not even the agreed values are in sight. */
export function compareOwnRows(given: Readonly<Record<string, unknown>>, question: InstanceQuestion, closedKinds: ReadonlySet<string>): OwnRows {
  const { instance } = instanceFromRecord(question);
  const agreed = AGREED.find((field) => canonicalJson(given[field] ?? null) !== canonicalJson(instance[field] ?? null)) ?? ranksThatDiffer(given["ranks"], instance["ranks"]) ?? batchThatDiffers(given, instance);
  const listed = rowsById(given["captives"]), own = rowsById(instance.captives);
  let persons = 0, differs = agreed;
  for (const [id, captive] of own) {
    const theirs = listed.get(id);
    if (!theirs) continue;
    persons++;
    const fields = [...new Set([...Object.keys(captive), ...Object.keys(theirs)])].filter((field) => !closedKinds.has("medical.decided") || !MEDICAL.includes(field));
    const field = fields.sort().find((name) => canonicalJson(theirs[name] ?? null) !== canonicalJson(captive[name] ?? null));
    if (field !== undefined) differs ??= `captives[${id}].${field}`;
  }
  const sides = new Set(instance.captives.map(({ side }) => side));
  if (!closedKinds.has("medical.decided")) // what stays closed only takes persons out: nobody of an own list is in the instance who is not here
    for (const [id, { side }] of listed) if (sides.has(String(side)) && !own.has(id)) differs ??= `captives[${id}]: not in this copy of the record`;
  return { persons, left: own.size - persons, differs };
}

/** Weights of every rank that both name: one whom this side cannot see may add the rank of who is not counted, of weight 0. */
function ranksThatDiffer(given: unknown, own: unknown): string | undefined {
  const [theirs, ours] = [isRecord(given) ? given : {}, isRecord(own) ? own : {}];
  const bad = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].find((rank) => (theirs[rank] ?? 0) !== (ours[rank] ?? 0));
  return bad === undefined ? undefined : `ranks[${bad}]`;
}

/** Days and states of all batches, and the limits of those sides whose means are in sight. */
function batchThatDiffers(given: Readonly<Record<string, unknown>>, built: Readonly<Record<string, unknown>>): string | undefined {
  const theirs = rowsById(given["batches"]), own = rowsById(built["batches"]);
  if (theirs.size !== own.size) return "batches";
  for (const [id, batch] of own)
    for (const [field, value] of Object.entries(batch)) {
      const isClosed = isRecord(value) && Object.keys(value).length === 0; // a side that stated nothing here
      if (!isClosed && canonicalJson(value) !== canonicalJson(theirs.get(id)?.[field] ?? null)) return `batches[${id}].${field}`;
    }
  return undefined;
}

const rowsById = (rows: unknown): Map<string, Readonly<Record<string, unknown>>> =>
  new Map((Array.isArray(rows) ? rows : []).flatMap((row: unknown) => (isRecord(row) && typeof row["id"] === "string" ? [[row["id"], row] as const] : [])));
