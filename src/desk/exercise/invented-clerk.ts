// The clerks of the invented folk: Cyrillic of their own side, or Latin in one of thirteen manners.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { writerOf } from "./clerks.ts";
import { chance, pick, weightedIndex } from "./draws.ts";
import type { ListOf } from "./folk.ts";
import { MANNERS, type Manner } from "./letters.ts";
import type { SideOf } from "./sizes.ts";

export type Script = { readonly kind: "cyrillic"; readonly language: "uk" | "ru" } | { readonly kind: "latin"; readonly manner: Manner };

export type Clerk = {
  readonly script: Script;
  readonly dates: "iso" | "dots" | "slashes" | "words";
  /** Thousandths of names with a slip of the hand, of rows with exchanged columns, of names with a Latin look-alike. */
  readonly slips: number;
  readonly exchanges: number;
  readonly lookAlikes: number;
  readonly apostrophe: string;
  readonly capitals: boolean;
  /** Thousandths of cells left empty. */
  readonly noPatronymic: number;
  readonly noNumber: number;
  readonly noUnit: number;
  readonly noPlace: number;
};

const ownLanguage = (side: SideOf): "uk" | "ru" => (side === "A" ? "uk" : "ru");
/** In the order of MANNERS: what passports, forms and habit make common. */
const mannerIndex = weightedIndex([30, 8, 3, 2, 4, 14, 30, 12, 3, 8, 3, 3, 14]);

/** On held lists every third clerk writes Latin letters; of four clerks at least one does, and at least one does not. */
export function inventedClerk(random: SeededRandom, list: ListOf, at: number): Clerk {
  const isHeld = list.kind === "held";
  const isLatin = isHeld && (at === 1 || (at > 3 && chance(random, 370)));
  const manner = MANNERS[mannerIndex(random)] ?? "uk-kmu-2010";
  const language = ownLanguage(writerOf(list));
  const base = pick(random, [10, 20, 30, 40, 60, 110]);
  return {
    script: isLatin ? { kind: "latin", manner } : { kind: "cyrillic", language },
    dates: isHeld ? pick(random, ["iso", "dots", "dots", "slashes", "words"] as const) : pick(random, ["iso", "iso", "iso", "dots"] as const),
    slips: isHeld ? base : base >> 1, exchanges: pick(random, [0, 5, 10, 30]) * (isHeld ? 2 : 1),
    lookAlikes: isLatin ? 0 : pick(random, [0, 0, 0, 25]), apostrophe: pick(random, ["'", "'", "’", "ʼ", "`"]), capitals: chance(random, 130),
    noPatronymic: isHeld ? pick(random, [60, 120, 180, 400]) : 40, noNumber: isHeld ? 740 : 240, noUnit: isHeld ? 520 : 140, noPlace: isHeld ? 300 : 350,
  };
}
