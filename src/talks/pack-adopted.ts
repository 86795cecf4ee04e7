// A side adopts a version of the conflict pack: its words, tables and codes, by the SHA-256 over the manifest of its files. It holds
// between the sides when the latest adoptions of both name the same bytes; a changed pack is a new version (HOUSE.md §6 b).
import { readBody, type Body } from "../basis/body-reader.ts";

export type PackAdopted = { readonly kind: "pack.adopted"; readonly pack: string; readonly version: number; readonly sha256: string };

/** @throws Faults `PACK_ADOPTED_FORM`. */
export const parsePackAdopted = (body: Body): PackAdopted =>
  readBody(body, "PACK_ADOPTED_FORM", (read) => {
    const adopted: PackAdopted = { kind: "pack.adopted", pack: read.text("pack"), version: read.whole("version"), sha256: read.text("sha256") };
    if (adopted.version < 1) read.miss("version", "a version from 1");
    if (!/^[0-9a-f]{64}$/.test(adopted.sha256)) read.miss("sha256", "a SHA-256, 64 small hexadecimal digits");
    return adopted;
  });

/** An adoption as recorded. */
export type AdoptionOn = Pick<PackAdopted, "pack" | "version" | "sha256"> & { readonly by: string; readonly entry: number; readonly cite: string };
/** A pack that both sides adopted: from the entry `from` on it is the one that holds. */
export type PackHeld = Pick<PackAdopted, "pack" | "version" | "sha256"> & { readonly from: number; readonly cites: readonly string[] };

/** The packs that came to hold, in the order of the record. Linear. */
export function packsHeld(adoptions: readonly AdoptionOn[], sides: readonly [string, string]): PackHeld[] {
  const latest = new Map<string, AdoptionOn>();
  const held: PackHeld[] = [];
  for (const one of adoptions) {
    if (!sides.includes(one.by)) continue;
    latest.set(one.by, one);
    const [a, b] = sides.map((side) => latest.get(side));
    if (!a || !b || a.sha256 !== b.sha256 || a.version !== b.version || a.pack !== b.pack || held.at(-1)?.sha256 === a.sha256) continue;
    held.push({ pack: one.pack, version: one.version, sha256: one.sha256, from: one.entry, cites: [a, b].sort((x, y) => x.entry - y.entry).map(({ cite }) => cite) });
  }
  return held;
}
