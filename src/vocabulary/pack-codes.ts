// What a cell of a list means by a pack's tables: a rank, a category, a place, by its code or by any name it has in any language.
// An unknown word is undefined: the caller says so beside the row and goes on (HOUSE.md §6 f).
import type { ConflictPack } from "./conflict-pack.ts";
import { foldForm, type PackCategory, type PackPlace, type PackRank } from "./pack-tables.ts";
import type { PackNames } from "./pack-table.ts";

export type PackCodes = {
  /** Of what the pack has a table. */
  readonly has: { readonly ranks: boolean; readonly categories: boolean; readonly places: boolean };
  /** `side`: whose rank it is, where both sides have one of that name. */
  readonly rank: (cell: string, side?: string) => PackRank | undefined;
  readonly category: (cell: string) => PackCategory | undefined;
  readonly place: (cell: string) => PackPlace | undefined;
};

const known = new WeakMap<ConflictPack, PackCodes>();

/** Built once for each pack; every look-up is one of a map. */
export function codesOf(pack: ConflictPack): PackCodes {
  const before = known.get(pack);
  if (before) return before;
  const ranks = indexed(pack.ranks, (one) => [`${one.side}\n`]);
  const anySide = indexed(pack.ranks, () => [""]);
  const categories = indexed(pack.categories, () => [""]);
  const places = indexed(pack.places, () => [""], ({ former }) => former);
  const codes: PackCodes = {
    has: { ranks: pack.ranks.length > 0, categories: pack.categories.length > 0, places: pack.places.length > 0 },
    rank: (cell, side) => (side === undefined ? undefined : (ranks.get(`${side}\n${foldForm(cell)}`) ?? ranks.get(`\n${foldForm(cell)}`))) ?? (side === undefined ? anySide.get(foldForm(cell)) : undefined),
    category: (cell) => categories.get(foldForm(cell)),
    place: (cell) => places.get(foldForm(cell)),
  };
  known.set(pack, codes);
  return codes;
}

/** By every written form; the first of the table keeps a form that stands twice. */
function indexed<T extends { readonly code: string; readonly names: PackNames }>(rows: readonly T[], scopes: (row: T) => readonly string[], more: (row: T) => readonly string[] = () => []): Map<string, T> {
  const by = new Map<string, T>();
  for (const row of rows)
    for (const form of [row.code, ...[...row.names.values()].flat(), ...more(row)])
      for (const scope of scopes(row)) {
        const key = `${scope}${foldForm(form)}`;
        if (form !== "" && !by.has(key)) by.set(key, row);
      }
  return by;
}

/** The name of a row in a language, English where there is none, its code where it has no name. */
export const nameIn = ({ code, names }: { readonly code: string; readonly names: PackNames }, language: string): string => names.get(language)?.[0] ?? names.get("en")?.[0] ?? code;

/** A rank as the sentences of an agreement name it: the pack's English name for any written form of it, else as it stands. */
export const rankInTerms = (codes: PackCodes, cell: string, side?: string): string => {
  const rank = codes.rank(cell, side);
  return rank ? nameIn(rank, "en") : cell;
};
