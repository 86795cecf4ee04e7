// Whose open pairs are looked at first. The wounded and sick go home regardless of number or rank (GC III arts. 109-110), children are
// never a quantity and come before others (GC IV arts. 24, 50, 132); civilians are no prisoners of war and the young of some agreements
// go first; the fallen can wait where the living cannot. Only the order of the queue says it: no file and no screen shows by which word
// a row came first, so no diagnosis leaves its list.
import { cellOf } from "../vocabulary/person-list.ts";
import type { Prepared } from "./prepare.ts";

const words = (of: string): RegExp => new RegExp(`(?:^|[^\\p{L}])(?:${of})`, "iu");

/** What an open pair weighs in the queue by the category of a row, in en, uk, ru, tr, ar or a pack's code; the first that fits. */
const WEIGHTS: readonly (readonly [number, RegExp])[] = [
  [0.5, words("remains|fallen|dead|body|тіл[оа]|загибл|останки|тело|погибш|naaş|kalıntı|رفات|جثمان")],
  [4, words("(?:seriously|severely)[ -]|wounded|sick|ill(?!\\p{L})|injured|medical|(?:тяжко)?поранен|(?:тяжко)?хвор|(?:тяжело)?ранен|(?:тяжело)?больн|меди[чц]|ağır (?:yaralı|hasta)|yaralı|hasta|جريح|جرحى|مريض|مرضى")],
  [4, words("child|minor|дитин|діти|неповноліт|реб[её]н|дети|несовершеннолет|çocuk|reşit olmayan|طفل|أطفال|قاصر")],
  [2, words("civ(?:ilian|\\.|$)|цив(?:ільн|\\.|$)|гражд|sivil|مدني|young|молод|genç")],
];
const CHILD = 4;
const ADULT_YEARS = 18;

/** Weight of each row of a list, 1 for most, 0.5 to 4. `year` is that of the lists, 0 where it is not known; a doubt of age is for the child. */
export function urgencyOf({ list, birthFrom, birthTo }: Prepared, year: number): (row: number) => number {
  const known = new Map<string, number>([["", 1]]);
  const said = (cell: string): number => {
    const weight = known.get(cell) ?? WEIGHTS.find(([, pattern]) => pattern.test(cell))?.[0] ?? 1;
    known.set(cell, weight);
    return weight;
  };
  return (row) => {
    const weight = said(cellOf(list.cells.category, row));
    const isChild = year > 0 && (birthFrom[row] ?? 0) > 0 && year - (birthTo[row] ?? 0) < ADULT_YEARS;
    return isChild && weight >= 1 ? CHILD : weight;
  };
}
