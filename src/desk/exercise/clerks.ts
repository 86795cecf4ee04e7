// Who writes a list: several clerks, each a run of rows, each with one manner, date form and rate of slips. Faults of real
// lists come in runs; a matcher that learns from independent faults alone would look better here than it is.
import type { SeededRandom } from "../../basis/seeded-random.ts";
import { between, chance, drawsOf, pick, weightedIndex } from "./draws.ts";
import { MANNERS, type Manner } from "./letters.ts";
import { otherSide, type SideOf } from "./sizes.ts";

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

export type ListKind = "asked" | "held";
/** Whose people the list names and which side writes it: an asked list is written by the own side. */
export type ListOf = { readonly kind: ListKind; readonly of: SideOf };
export const writerOf = (list: ListOf): SideOf => (list.kind === "asked" ? list.of : otherSide(list.of));
export const ownLanguage = (side: SideOf): "uk" | "ru" => (side === "A" ? "uk" : "ru");

const ROWS_A_CLERK = 600;
/** In the order of MANNERS: what passports, forms and habit make common. */
const mannerIndex = weightedIndex([30, 8, 3, 2, 4, 14, 30, 12, 3, 8, 3, 3, 14]);

/** The clerks of a list with `rows` rows and the clerk of each row. Some 600 rows a clerk, at least four clerks. */
export function clerksOf(seed: string, list: ListOf, rows: number): { readonly clerks: readonly Clerk[]; readonly clerkOf: (row: number) => Clerk } {
  const random = drawsOf(seed, "clerks", list.kind, list.of);
  const clerks = Array.from({ length: Math.max(4, Math.ceil(rows / ROWS_A_CLERK)) }, (_, at) => clerkOf(random, list, at));
  const ends = clerks.map(() => between(random, 60, 140));
  const whole = ends.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  const lastRow = ends.map((part) => Math.floor(((sum += part) * rows) / whole));
  return {
    clerks,
    clerkOf: (row) => {
      const at = lastRow.findIndex((end) => row < end);
      return clerks[at < 0 ? clerks.length - 1 : at] ?? clerkOf(random, list, 0);
    },
  };
}

/** On held lists every third clerk writes Latin letters; of four clerks at least one does, and at least one does not. */
function clerkOf(random: SeededRandom, list: ListOf, at: number): Clerk {
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
