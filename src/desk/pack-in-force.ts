// Which conflict pack holds: the version that both sides adopted last, as far as its files lie in the record; before any adoption the
// one that the record was made with. What was computed before a newer version was adopted names the older one.
import { Fault } from "../basis/fault.ts";
import type { ReadAct } from "../entries/fold.ts";
import type { RecordStorage } from "../record/storage.ts";
import { packsHeld, type AdoptionOn, type PackAdopted, type PackHeld } from "../talks/pack-adopted.ts";
import { compartmentsOf, parsePack, sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";

type Acts = { readonly acts: readonly ReadAct[] };

export const PACKS = "packs";
/** Packs by their SHA-256; the first is the one that the record was made with. */
export type Packs = ReadonlyMap<string, ConflictPack>;

export async function packsOf(record: Pick<RecordStorage, "read" | "list">, founding: ConflictPack): Promise<Packs> {
  const packs = new Map([[founding.sha256, founding]]);
  for (const name of await record.list(PACKS)) {
    const bytes = await record.read(`${PACKS}/${name}`);
    const pack = bytes && parsePack(bytes, `${PACKS}/${name}`);
    if (pack) packs.set(pack.sha256, pack);
  }
  return versionsOf([...packs.values()]);
}

/** Each pack with all of them beside it. */
export function versionsOf(packs: readonly ConflictPack[]): Packs {
  const versions: ConflictPack[] = [];
  for (const pack of packs) versions.push({ ...pack, versions });
  return new Map(versions.map((pack) => [pack.sha256, pack]));
}

/** The pack by which what is computed over the entries below `size` is computed: the one that held then, before any adoption the founding one. */
export function packOver(acts: Acts["acts"], pack: ConflictPack, size: number): ConflictPack {
  const held = heldAt({ acts }, pack, size - 1);
  const founding = pack.versions[0] ?? pack;
  return held === undefined ? founding : (pack.versions.find(({ sha256 }) => sha256 === held.sha256) ?? founding);
}

export const adoptionsOf = (state: Acts): AdoptionOn[] =>
  state.acts.flatMap(({ parsed, author: by, entry, label: cite }) => (parsed.room === "table" && parsed.act.kind === "pack.adopted" ? [{ pack: parsed.act.pack, version: parsed.act.version, sha256: parsed.act.sha256, by, entry, cite }] : []));

/** The pack that held when entry `entry` was written, as both sides adopted it; undefined before the first adoption by both. */
export const heldAt = (state: Acts, pack: ConflictPack, entry = Number.POSITIVE_INFINITY): PackHeld | undefined =>
  packsHeld(adoptionsOf(state), sidesOf(pack)).findLast(({ from }) => from <= entry);

/** How a result names the pack that it used. */
export type PackNamed = { readonly id: string; readonly version: number; readonly sha256: string; readonly adopted: boolean };
export function packNamed(state: Acts, pack: ConflictPack, entry?: number): PackNamed {
  const held = heldAt(state, pack, entry);
  return held ? { id: held.pack, version: held.version, sha256: held.sha256, adopted: true } : { id: pack.id, version: pack.version, sha256: pack.sha256, adopted: false };
}

export const sayPack = ({ id, version, sha256, adopted }: PackNamed): string => `conflict pack ${id}, version ${version}, SHA-256 ${sha256}${adopted ? ", adopted by both sides" : ", not adopted by both sides"}`;

/** The pack by which a desk works now, and what it has to say of it: nothing when it is the adopted one, or none was adopted yet. */
export function workingPack(packs: Packs, founding: ConflictPack, state: Acts): { readonly pack: ConflictPack; readonly warns: string } {
  const held = heldAt(state, founding);
  const pack = held && packs.get(held.sha256);
  if (pack) return { pack, warns: "" };
  return { pack: founding, warns: held ? `the pack in this folder (version ${founding.version}, SHA-256 ${founding.sha256}) is not the one that both sides adopted (version ${held.version}, SHA-256 ${held.sha256}): lay the adopted one with \`allforall pack lay\`` : "" };
}

/** @throws Faults `PACK_OTHER` where an adoption names a pack whose files do not lie in the record, or names it otherwise than it does itself. */
export function demandKnown(packs: Packs, act: Pick<PackAdopted, "pack" | "version" | "sha256">): void {
  const known = packs.get(act.sha256);
  if (!known) throw new Fault("PACK_OTHER", `expected the SHA-256 of a pack that lies in this record (${[...packs.keys()].join(", ")}), found ${act.sha256}`, [{ field: "sha256" }]);
  if (known.id !== act.pack) throw new Fault("PACK_OTHER", `expected the id of this pack, ${known.id}`, [{ field: "pack" }]);
  if (known.version !== act.version) throw new Fault("PACK_OTHER", `expected the version of this pack, ${known.version}`, [{ field: "version" }]);
}

/** What a new version may not change, since keys and entries name it: who takes part, and which record it is. @throws Fault `PACK_SUCCESSION`. */
export function demandSuccessor(packs: Packs, next: ConflictPack): void {
  const [first] = packs.values();
  if (!first) return;
  const codes = (pack: ConflictPack): string => compartmentsOf(pack).map(({ code }) => code).join(" ");
  const refuse = (expected: string, field: string): never => {
    throw new Fault("PACK_SUCCESSION", `expected ${expected}: keys and entries name it`, [{ file: "pack.json", field }]);
  };
  for (const field of ["id", "origin", "talks", "timeZone"] as const) if (next[field] !== first[field]) refuse(`${field} “${first[field]}” as in the pack that the record was made with`, field);
  if (codes(next) !== codes(first)) refuse(`the codes of the parties ${codes(first)}, in this order`, "sides");
  for (const one of packs.values())
    if (one.version === next.version && one.sha256 !== next.sha256) throw new Fault("PACK_SUCCESSION", `expected another version than ${next.version}, which another pack of this record has: a changed pack is a new version`, [{ file: "pack.json", field: "version" }]);
}
