import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { reportIntake, type Entitlement, type IntakeOptions } from "./intake-report.ts";
import { readList } from "./parse-list.ts";

const names = nameTable();
const ON = parseCivilDate("2025-06-02") as CivilDate; // a day that exists
const HEAD = "id;прізвище;ім'я;по батькові;дата народження;особистий номер;категорія;дата полону;примітка";
const report = (rows: readonly string[], options: Partial<IntakeOptions> = {}) => reportIntake(readList(utf8([HEAD, ...rows].join("\n"))), { names, on: ON, ...options });
const codes = (rows: readonly string[], options: Partial<IntakeOptions> = {}) => report(rows, options).lines.map(({ row, code }) => `${row} ${code}`);

test("a list without faults has no line", () => {
  expect(codes(["1;Коваль;Іван;Петрович;12.05.1985;АБ-1;;01.03.2023;", "2;Бондар;Олег;Іванович;1990;;;;"])).toEqual([]);
});

test("each kind of finding of the intake is named by its row", () => {
  expect(codes([
    "1;Коваль;Іван;Петрович;31.02.1985;;;;", "2;Бондар;Олег;;05/06/1990;;;;", "3;Ткач;Юрій;;12.05.1985;;цивільний;;", "4;Швець;Роман;;01.05.2010;;;;",
    "5;Лис;Тарас;;12.05.1985;;;01.01.1980;", "6;Гай;Марко;;;;;01.01.2026;", "7;Сич;Лев;;1990;;;;звільнено 02.05.2025", "8;;;;1990;;;;", "9;Дуб;Ян;;01.01.2030;;;;",
  ])).toEqual([
    "1 DATE_UNREADABLE", "2 DATE_READINGS", "3 CIVILIAN", "4 CHILD", "5 DATE_ORDER", "6 DATE_AFTER_DAY", "7 ALREADY_RELEASED", "8 NAME_MISSING", "9 DATE_AFTER_DAY",
  ]);
});

test("who is not released is not said to be, and a day-month date that others decide is a remark", () => {
  expect(codes(["1;Коваль;Іван;;1985;;;;ще не звільнений"])).toEqual([]);
  const [line] = report(["1;Коваль;Іван;;05/06/1985;;;;", "2;Бондар;Олег;;25/06/1985;;;;"]).lines;
  expect([line?.code, line?.kind]).toEqual(["DATE_READINGS", "remark"]);
});

test("one person in two scripts is proposed as a duplicate, brothers are not", () => {
  expect(codes(["1;Коваль;Іван;Петрович;12.05.1985;;;;", "2;Koval;Ivan;;1985-05-12;;;;", "3;Коваль;Олег;Петрович;12.05.1985;;;;"])).toEqual(["2 DUPLICATE"]);
  expect(codes(["1;Al Shammari;Fahd;;12.05.1985;;;;", "2;Al-Shammari;Fahd;;1985-05-12;;;;"]), "with its article in one word or two").toEqual(["2 DUPLICATE"]);
});

test("a list of persons released before is looked up across scripts", () => {
  const released = readList(utf8("id,surname,given name,dob\nR1,Koval,Ivan,12.05.1985\n"));
  expect(codes(["1;Коваль;Іван;;12.05.1985;;;;", "2;Коваль;Іван;;13.05.1985;;;;"], { released })).toEqual(["1 ALREADY_RELEASED"]);
});

test("a number in more than three rows, and 1 January in more than 2 % of them, are reported", () => {
  const rows = Array.from({ length: 6 }, (_, at) => `${at};Коваль${"абвгде".charAt(at)};Іван;;01.01.${1980 + at};77777;;;`);
  const { counts } = report(rows);
  expect(counts).toEqual({ DATE_PLACEHOLDER: 6, NUMBER_SHARED: 6 });
});

test("terms are asked with the bounds of a partial birth date, and their sentence is carried", () => {
  const entitlement: Entitlement = ({ bornFrom, bornTo }) => ({
    verdict: bornFrom === "" ? "undecided" : bornFrom >= "2000-06-03" ? "within" : bornTo < "2000-06-03" ? "outside" : "undecided", sentence: "under 25 on 2 June 2025",
  });
  expect(codes(["1;А;Іван;;03.06.2000;;;;", "2;Б;Олег;;02.06.2000;;;;", "3;В;Марко;;2000;;;;", "4;Г;Ян;;;;;;"], { entitlement })).toEqual([
    "2 OUT_OF_CATEGORY", "3 CATEGORY_UNDECIDED", "4 CATEGORY_UNDECIDED",
  ]);
});

test("without a day, years of two digits are findings; and no text holds a name", () => {
  const { lines } = reportIntake(readList(utf8(`${HEAD}\n1;Ковальчук;Іван;;12.05.85;;;;\n1;Щербак;Олег;;abc;;;;\n`)), { names });
  expect(lines.map(({ code }) => code)).toEqual(["DATE_NEEDS_DAY", "LIST_ID", "DATE_UNREADABLE"]);
  for (const { text } of lines) expect(text).not.toMatch(/Ковальчук|Щербак|Іван|Олег/);
});
