import { expect, test } from "vitest";
import { birthLevel, BIRTH_LEVELS, yearsLevel } from "./compare-date.ts";

const said = (a: number, b: number, either = false): string => BIRTH_LEVELS[birthLevel(a, b, either)] ?? "";

test("two birth dates agree in one way, the same whichever stands first", () => {
  const table: readonly (readonly [number, number, string])[] = [
    [19850512, 0, "silent"], [19850512, 19850512, "equal"],
    [19850512, 19851205, "day or month slipped"], [19850512, 19850521, "day or month slipped"], [19850512, 19850612, "day or month slipped"],
    [19670512, 19760512, "digits of the year exchanged"], [19890512, 19980512, "digits of the year exchanged"],
    [19850512, 19880512, "one digit of the year off"], [19850512, 19750512, "one digit of the year off"],
    [19850512, 19860512, "one year off"], [19990512, 20000512, "one year off"],
    [19850500, 19850512, "year and month equal"], [19850000, 19850512, "year equal"], [19850000, 19850000, "year equal"],
    [19850101, 19850714, "year equal"], [19850101, 19850125, "day or month slipped"], [19850101, 19860714, "within two years"],
    [19670512, 19890512, "day and month equal"], [19850512, 19870613, "within two years"], [19850512, 19880613, "different"], [19850500, 19850612, "within two years"],
  ];
  for (const [a, b, level] of table) expect([a, b, said(a, b), said(b, a)]).toEqual([a, b, level, level]);
});

test("where a writer's slashes can be read two ways, exchanged day and month are equal", () => {
  expect([said(19850605, 19850506, true), said(19850605, 19850506)]).toEqual(["equal", "day or month slipped"]);
});

test("intervals of years agree by their overlap and differ by their distance", () => {
  const level = (...years: [number, number, number, number]): string => BIRTH_LEVELS[yearsLevel(...years)] ?? "";
  expect([level(1984, 1985, 1985, 1985), level(1980, 1989, 1985, 1985), level(1984, 1984, 1986, 1986), level(1984, 1984, 1987, 1987), level(0, 0, 1985, 1985)])
    .toEqual(["year equal", "within two years", "within two years", "different", "silent"]);
});
