// Rows of one list that are perhaps one person, each pair with what speaks for it, as proposals to two persons.
import { NAME_FORMS } from "../vocabulary/name-forms.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { duplicatePairs, groupDuplicates } from "./dedupe.ts";
import { COMPARED, levelOf } from "./levels.ts";
import { link } from "./link.ts";
import { personsOf, type RowAt } from "./listed-rows.ts";
import { prepareOneList } from "./prepare.ts";

export type FoundDouble = {
  /** Places among the rows. */
  readonly left: number;
  readonly right: number;
  readonly millionths: number;
  /** Two whole numbers or two given names on one birth date: never joined by the machine's proposal. */
  readonly isBarred: boolean;
  readonly levels: readonly number[];
  readonly bits: readonly number[];
  readonly rarity: readonly number[];
  readonly sumBits: number;
};
export type Doubles = {
  readonly priorBits: number;
  readonly rows: readonly { readonly ref: string; readonly row: string; readonly name: string; readonly birth: string; readonly rank: string; readonly category: string; readonly captured: string }[];
  readonly pairs: readonly FoundDouble[];
  /** Places of rows that are one person, every two of them alike. */
  readonly groups: readonly (readonly number[])[];
};

const short = (bits: number): number => Math.round(bits * 1_024) / 1_024;

/** `asOf` as yyyymmdd; `givenNames` are lines of the name table beside the product’s own. About a second for 10,000 rows. */
export function runDoubles(rows: readonly RowAt[], asOf: number, tell: (done: number, of: number) => void = () => {}, givenNames = ""): Doubles {
  const names = nameTable(NAME_FORMS + givenNames);
  const linked = link(prepareOneList(personsOf(rows), { asOf, names }), names.initialsOf, { tell });
  const pairs = duplicatePairs(linked).map(({ left, right, probability, isBarred }): FoundDouble => {
    const pattern = linked.compare(left, right);
    const levels = COMPARED.map((_, field) => levelOf(pattern, field));
    return {
      left, right, millionths: Math.round(probability * 1_000_000), isBarred, levels, bits: levels.map((level, field) => short(linked.ratio(field, level) / Math.LN2)),
      rarity: COMPARED.map((_, field) => short(linked.frequencyGain(pattern, field, left, right) / Math.LN2)), sumBits: short(linked.oddsOf(pattern, left, right).same / Math.LN2),
    };
  });
  return {
    priorBits: short(linked.setup.prior / Math.LN2), pairs, groups: groupDuplicates(linked).map((group) => group.rows),
    rows: rows.map(({ ref, row }) => ({ ref, row: row.row, name: row.name, birth: row.birth ?? "", rank: row.rank ?? "", category: row.category ?? "", captured: row.captured ?? "" })),
  };
}
