// A frozen instance as leaves, so that a side which may not see all of it sees that its own people went in truthfully: first what both agreed (`head`), then
// of each side its means and places, then one leaf a person, by id. Each is canonical JSON of a salt and the matter; the root over their hashes (RFC 6962)
// stands in `plan.frozen`. A salt is a hash over a secret of the mediator's seats, the instance and the leaf's name, so that nobody guesses a closed leaf by trying, and
// no leaf of one round equals one of another.
import { concat, fromHex, hex, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { sha256 } from "../basis/sha256.ts";

export type Leaf = { readonly salt: string; readonly value: Readonly<Record<string, unknown>> };
export type OpenedLeaf = Leaf & { readonly index: number };
/** `of`: whose it is; "" is everybody's. */
export type NamedLeaf = Leaf & { readonly of: string };

const DOMAIN = "all-for-all/plan-leaf/1";
/** The most opened and closed leaves together. */
const LEAVES_MAX = 400_000;

/** The leaves of an instance in order. `secret`: 32 bytes, hex; `hash`: of the instance. n log n in the persons. */
export function leavesOf(instance: Readonly<Record<string, unknown>>, hash: string, secret: string): NamedLeaf[] {
  const { captives, places, batches, tieSeed: _drawnLater, ...agreed } = instance;
  const sides = (Array.isArray(agreed["sides"]) ? agreed["sides"] : []).map(String);
  const rows = recordsOf(batches), people = recordsOf(captives);
  const head = { ...agreed, batches: rows.map((row) => Object.fromEntries(Object.entries(row).filter(([member]) => !sides.includes(member)))), persons: people.length };
  const salted = (name: string, of: string, value: Readonly<Record<string, unknown>>): NamedLeaf => ({ of, value, salt: hex(sha256(concat([utf8(DOMAIN), fromHex(secret), fromHex(hash), utf8(name)]))) });
  return [
    salted("head", "", head),
    ...sides.map((side) => salted(`side ${side}`, side, { side, limits: rows.map((row) => row[side] ?? null), places: recordsOf(places).filter((place) => place["side"] === side) })),
    ...[...people].sort((a, b) => byCodeUnit(String(a["id"]), String(b["id"]))).map((person) => salted(`person ${String(person["id"])}`, String(person["side"]), person)),
  ];
}

/** What is hashed of a leaf. */
export const leafBytes = ({ salt, value }: Leaf): Uint8Array => utf8(canonicalJson({ salt, value }));

/**
 * The hash of every leaf in order, out of those opened and the hashes of the others. `hashOf` hashes a leaf (RFC 6962).
 * @throws Fault `PLAN_LEAVES` unless every index occurs once and the hashes fill the rest.
 */
export function hashesOf(opened: readonly OpenedLeaf[], rest: string, hashOf: (bytes: Uint8Array) => Uint8Array): Uint8Array[] {
  const size = opened.length + rest.length / 64;
  const known = new Map(opened.map((leaf) => [leaf.index, leaf]));
  if (!Number.isInteger(size) || size > LEAVES_MAX || known.size !== opened.length || opened.some(({ index }) => index >= size)) throw new Fault("PLAN_LEAVES", "expected each leaf once, and hashes for all others", [{ field: "leaves" }]);
  let at = 0;
  return Array.from({ length: size }, (_, index) => {
    const leaf = known.get(index);
    return leaf ? hashOf(leafBytes(leaf)) : fromHex(rest.slice(at, (at += 64)));
  });
}

/** The instance as far as a side's opened leaves give it: everything agreed, its own means, places and persons; nothing of the other side. @throws Fault `PLAN_LEAVES`. */
export function instanceOfLeaves(opened: readonly OpenedLeaf[], side: string): { readonly head: Readonly<Record<string, unknown>>; readonly own: Readonly<Record<string, unknown>> } {
  const [head, part] = [opened.find(({ index }) => index === 0)?.value, opened.find(({ value }) => value["side"] === side && Array.isArray(value["limits"]))?.value];
  if (!head || !part) throw new Fault("PLAN_LEAVES", "expected the agreed part and the side's own", [{ field: "leaves" }]);
  const { persons: _count, ...agreed } = head;
  const limits: readonly unknown[] = Array.isArray(part["limits"]) ? part["limits"] : [];
  const sides = (Array.isArray(head["sides"]) ? head["sides"] : []).map(String);
  const closed = recordsOf(head["batches"]).map((batch) => ({ ...batch, ...Object.fromEntries(sides.map((one) => [one, {}])) })); // no limit that is not opened here
  const batches = closed.map((batch, i) => ({ ...batch, [side]: limits[i] ?? {} }));
  return { head: { ...agreed, batches: closed }, own: { ...agreed, batches, places: part["places"], captives: opened.flatMap(({ value }) => (typeof value["id"] === "string" ? [value] : [])) } };
}

const recordsOf = (rows: unknown): Readonly<Record<string, unknown>>[] => (Array.isArray(rows) ? rows : []).flatMap((row: unknown) => (isRecord(row) ? [row] : []));
