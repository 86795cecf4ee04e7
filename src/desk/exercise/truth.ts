// The truth, kept apart: who is who, which rows are one person, which only look so, whose the remains are, what is planted.
import type { Captive } from "./custody.ts";
import { familyId, type Families } from "./families.ts";
import { csvLine, rowId, type List } from "./lists.ts";
import { personOf, type Person } from "./person.ts";
import { isAsked, isHeld, kindOf, membersOf, stateOf, type People, type Population } from "./population.ts";
import type { RemainsSet } from "./remains.ts";
import { SIDES, type SideOf } from "./sizes.ts";

export const personId = (side: SideOf, person: number): string => `P${side}${String(person + 1).padStart(7, "0")}`;
export type Lists = Readonly<Record<SideOf, { readonly asked: List; readonly held: List }>>;

export const personsHead = (names: string): string => `person,side,household,household_kind,sex,${names},birth_date,state,category,asked_id,held_id,family`;

export function* personLines(population: Population, lists: Lists, families: Families): Generator<string> {
  const { truth } = population.people.A.folk;
  yield `${personsHead(truth.head)}\n`;
  for (const side of SIDES) {
    const people = population.people[side];
    for (let index = 0; index < people.persons; index++) {
      const one = personOf(people, population.options.seed, index);
      yield csvLine([
        personId(side, index), side, `${side}${one.household + 1}`, kindOf(people, one.household), one.sex, ...truth.cells(one), one.born, one.state, one.isCivilian ? "civilian" : "military",
        firstRow(lists[side].asked, index), firstRow(lists[side].held, index), familyNumber(families, side, one.household),
      ]);
    }
  }
}

const firstRow = (list: List, person: number): string => {
  const row = list.rowOf[person] ?? -1;
  return row < 0 ? "" : rowId(list, row);
};
export const familyNumber = (families: Families, side: SideOf, household: number): string => {
  const at = families.numberOf[side][household] ?? -1;
  return at < 0 ? "" : familyId(at);
};

/** All rows of each person on a list: −1 ends a chain. */
function rowsByPerson(list: List): (person: number) => string[] {
  const next = new Int32Array(list.persons.length).fill(-1);
  const last = new Map<number, number>();
  list.persons.forEach((person, row) => {
    const before = last.get(person);
    if (before !== undefined) next[before] = row;
    last.set(person, row);
  });
  return (person) => {
    const ids: string[] = [];
    for (let row = list.rowOf[person] ?? -1; row >= 0; row = next[row] ?? -1) ids.push(rowId(list, row));
    return ids;
  };
}

/** Every row of the asked list with every row of the held list that is the same person: `left_id,right_id`. */
export function* pairLines(asked: List, held: List): Generator<string> {
  yield "left_id,right_id\n";
  const [left, right] = [rowsByPerson(asked), rowsByPerson(held)];
  for (let person = 0; person < asked.rowOf.length; person++)
    for (const a of left(person)) for (const b of right(person)) yield csvLine([a, b]);
}

/** Planted pairs across the lists that are not one person: `twin`, `brother`, `father-son`, `namesake`. */
export function* kinLines(population: Population, side: SideOf, asked: List, held: List): Generator<string> {
  yield "left_id,right_id,kind\n";
  const people = population.people[side];
  const [left, right] = [rowsByPerson(asked), rowsByPerson(held)];
  for (const [one, other, kind] of relatedPairs(people, population.options.seed))
    if (isAsked(stateOf(people, one)) && isHeld(stateOf(people, other)))
      for (const a of left(one)) for (const b of right(other)) yield csvLine([a, b, kind]);
}

/** Ordered pairs of persons. Siblings of different sex are kin all the same. */
function* relatedPairs(people: People, seed: string): Generator<readonly [number, number, string]> {
  for (let household = 0; household < people.households; household++) {
    const first = people.first[household] ?? 0;
    const kind = kindOf(people, household);
    const name = kind === "twins" ? "twin" : kind === "father-son" ? "father-son" : "brother";
    for (let a = 0; a < membersOf(kind); a++) for (let b = 0; b < membersOf(kind); b++) if (a !== b) yield [first + a, first + b, name];
    if (people.namesake[household] !== 1) continue;
    const [one, before] = [first, people.first[household - 1] ?? 0];
    if (!areNamesakes(people, personOf(people, seed, one), personOf(people, seed, before))) continue;
    yield [one, before, "namesake"];
    yield [before, one, "namesake"];
  }
}

const areNamesakes = ({ folk }: People, a: Person, b: Person): boolean => a.sex === b.sex && folk.truth.cells(a).join("\n") === folk.truth.cells(b).join("\n");

export function* duplicateLines(lists: Lists): Generator<string> {
  yield "side,list,id1,id2\n";
  for (const side of SIDES)
    for (const list of [lists[side].asked, lists[side].held])
      for (let row = 0; row < list.persons.length; row++) {
        const first = list.rowOf[list.persons[row] ?? 0] ?? row;
        if (first !== row) yield csvLine([list.kind === "asked" ? side : side === "A" ? "B" : "A", list.kind, rowId(list, first), rowId(list, row)]);
      }
}

/** The answer that is true for each asked row on the last day of the facts (codes of FIELD, section 5). */
export function* answerLines(population: Population, lists: Lists, captives: Readonly<Record<SideOf, readonly Captive[]>>): Generator<string> {
  yield "asked_id,code\n";
  for (const side of SIDES) {
    const people = population.people[side];
    const { asked } = lists[side];
    const held = new Map(captives[side].map((one) => [one.person, one]));
    for (let row = 0; row < asked.persons.length; row++) {
      const person = asked.persons[row] ?? 0;
      const code = asked.rowOf[person] !== row ? "DUPLICATE" : answerOf(stateOf(people, person), held.get(person));
      yield csvLine([rowId(asked, row), code]);
    }
  }
}

function answerOf(state: ReturnType<typeof stateOf>, held: Captive | undefined): string {
  if (state === "asked-dead") return "REMAINS";
  if (state === "held-died") return "DIED";
  if (held === undefined) return "NOT_HELD";
  if (held.movement >= 0) return "RELEASED";
  if (held.wish === "declines") return "DECLINES";
  return held.isHeldBack ? "PROCEEDING" : "HELD";
}

export function* remainsLines(population: Population, families: Families, sets: readonly RemainsSet[], containerIds: readonly string[], to: readonly SideOf[]): Generator<string> {
  yield "remains_id,container,person,side,received_by,place,part,profile,family,missing,touched_by_staff\n";
  for (const set of sets) {
    const people = population.people[set.side];
    const household = people.household[set.person] ?? 0;
    yield csvLine([
      set.id, containerIds[set.container] ?? "", personId(set.side, set.person), set.side, to[set.container] ?? "", set.place, set.part,
      set.isPartial ? "partial" : "full", familyNumber(families, set.side, household), `M${(people.member[set.person] ?? 0) + 1}`,
      set.touchedBy === undefined ? "" : `STAFF${set.touchedBy + 1}`,
    ]);
  }
}
