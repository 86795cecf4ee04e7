// The four lists: who stands on which, in what order, twice or once, and with which id. Order and id say nothing about who
// anybody is.
import { drawsOf, shuffle, shuffled } from "./draws.ts";
import { writerOf } from "./clerks.ts";
import type { ListOf, ListRow, Town } from "./folk.ts";
import { personOf } from "./person.ts";
import { isAsked, isHeld, stateOf, type Population } from "./population.ts";

export type List = ListOf & {
  /** The person behind each row. */
  readonly persons: Int32Array;
  /** The first row of each person, −1 for who is not on the list. */
  readonly rowOf: Int32Array;
};

const prefixOf = (list: ListOf): string => (list.kind === "asked" ? "Q" : "H") + writerOf(list);

/** The id of a row: Q for asked by, H for held by, the side that writes, and the number of the row. */
export const rowId = (list: ListOf, row: number): string => `${prefixOf(list)}${String(row + 1).padStart(6, "0")}`;

export function listOf(population: Population, list: ListOf): List {
  const people = population.people[list.of];
  const { seed } = population.options;
  const isOn = list.kind === "asked" ? isAsked : isHeld;
  const once: number[] = [];
  for (let person = 0; person < people.persons; person++) if (isOn(stateOf(people, person))) once.push(person);
  const twice = list.kind === "asked" ? population.sizes.duplicatesAsked : population.sizes.duplicatesHeld;
  const again = shuffled(once.length, drawsOf(seed, "twice", list.kind, list.of)).subarray(0, twice);
  const persons = Int32Array.from([...once, ...Array.from(again, (at) => once[at] ?? 0)]);
  shuffle(persons, drawsOf(seed, "order", list.kind, list.of));
  const first = new Int32Array(people.persons).fill(-1);
  for (let row = persons.length - 1; row >= 0; row--) first[persons[row] ?? 0] = row;
  return { ...list, persons, rowOf: first };
}

export type PlacedRow = { readonly row: number; readonly id: string; readonly person: number; readonly written: ListRow };

/** Every row in order, composed when it is asked for. */
export function* rowsOf(population: Population, list: List, towns: readonly Town[]): Generator<PlacedRow> {
  const { seed } = population.options;
  const people = population.people[list.of];
  const write = people.folk.writerOf(seed, list, list.persons.length);
  for (let row = 0; row < list.persons.length; row++) {
    const person = list.persons[row] ?? 0;
    const random = drawsOf(seed, "row", list.kind, list.of, row);
    yield { row, id: rowId(list, row), person, written: write(row, personOf(people, seed, person), towns, random) };
  }
}

/** RFC 4180: quoted where a cell holds a comma, a quote or a line end. */
export const csvLine = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))).join(",")}\n`;
