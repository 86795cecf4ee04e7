import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../basis/bytes.ts";
import { cellOf } from "../vocabulary/person-list.ts";
import { guessEncoding, undoDoubleReading, type Encoding } from "./guess-encoding.ts";
import { fieldOf, mapColumns } from "./list-columns.ts";
import { listReader, readList, readSheet } from "./parse-list.ts";

const TEXT = "№;Прізвище;Ім'я;Дата народження;Звання\n1;Ковальчук;Іван;12.05.1985;солдат\n2;Щербаченко;Олексій;01.02.1990;старший сержант\n3;Мельниченко;Сергій;03.04.1979;капітан\n";

/** One byte a letter, by the platform's own table turned around. */
function encode(text: string, encoding: Encoding): Uint8Array {
  const letters = [...new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))];
  return Uint8Array.from(text, (letter) => Math.max(0, letters.indexOf(letter)));
}

const utf16 = (text: string, isLittle: boolean, hasMark: boolean): Uint8Array => {
  const units = Array.from((hasMark ? "\ufeff" : "") + text).map((letter) => letter.charCodeAt(0));
  return Uint8Array.from(units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};

test.each(["windows-1251", "koi8-u", "iso-8859-5", "x-mac-cyrillic"] as const)("a list in %s is read without being told", (encoding) => {
  const bytes = encode(TEXT, encoding);
  expect(guessEncoding(bytes).encoding).toBe(encoding);
  expect(cellOf(readList(bytes).list.cells.surname, 1)).toBe("Щербаченко");
});

test("UTF-8 with and without mark and UTF-16 of both kinds are read", () => {
  for (const bytes of [utf8(TEXT), utf8(`\ufeff${TEXT}`), utf16(TEXT, true, true), utf16(TEXT, false, true), utf16(TEXT, true, false), utf16(TEXT, false, false)]) {
    const { list, mapping, faults } = readList(bytes);
    expect(mapping.map(({ field }) => field)).toEqual(["id", "surname", "given_name", "birth_date", "rank"]);
    expect(list.ids).toEqual(["1", "2", "3"]);
    expect(faults).toEqual([]);
  }
});

test("where letters do not decide, the encoding is asked for and not chosen", () => {
  const bytes = Uint8Array.of(...utf8("id;surname\n1;"), 0xa5, 0xb4, 0x0a);
  expect(guessEncoding(bytes).sure).toBe(false);
  expect(() => readList(bytes)).toThrow(expect.objectContaining({ code: "LIST_ENCODING" }));
  expect(cellOf(readList(bytes, { encoding: "windows-1251" }).list.cells.surname, 0)).toBe("Ґґ");
});

test("UTF-8 with a column of other bytes, or with rows of another writer, is asked for with UTF-8 first; a NUL changes nothing", () => {
  const names = Array.from({ length: 40 }, (_, at) => utf8(`${at};Ковальчук;Іван;`));
  const garbage = Uint8Array.from({ length: 20 }, (_, at) => 128 + ((at * 37) % 128));
  const broken = Uint8Array.of(...utf8("id;surname;given name;note\n"), ...names.flatMap((row) => [...row, ...garbage, 10]));
  expect(guessEncoding(broken)).toMatchObject({ encoding: "utf-8", sure: false });
  const two = Uint8Array.of(...utf8("id;surname\n1;Ковальчук\n2;"), ...encode("Щербаченко\n3;Мельниченко\n", "windows-1251"));
  expect(() => readList(two)).toThrow(expect.objectContaining({ code: "LIST_ENCODING", message: "expected to be told the encoding: it may be utf-8 or windows-1251" }));
  expect(readList(broken, { encoding: "utf-8" }).list.remarks.filter(({ code }) => code === "LETTER_UNREADABLE").length).toBe(40);
  expect(guessEncoding(utf8("id;surname\n1;Ков\u0000альчук\n"))).toMatchObject({ encoding: "utf-8", sure: true });
});

test.each(["windows-1251", "koi8-u", "ibm866", "iso-8859-5", "x-mac-cyrillic"] as const)("no small or capital text in %s is taken for broken UTF-8", (encoding) => {
  const rows = ["Ґудзь;Григорій;Єфремович", "Їжакевич;Ілля;Аркадійович", "Рильський;Дмитро;Сергійович", "Підіпригора;Віталій;Ігорович", "Щириця;Юліан;Ярославович"];
  for (const text of [rows.join("\n"), rows.join("\n").toUpperCase()]) expect(guessEncoding(encode(text.repeat(8), encoding)).encoding).not.toBe("utf-8");
});

test("text that was decoded twice is undone; other text is left", () => {
  const twice = new TextDecoder("windows-1252").decode(utf8("Петро"));
  expect(undoDoubleReading(twice)).toBe("Петро");
  expect(undoDoubleReading("Сідорук")).toBeUndefined();
  expect(undoDoubleReading("Ñandú")).toBeUndefined();
});

test("headings of five languages name their fields; a choice goes before a heading", () => {
  for (const heading of ["Surname", "прізвище", "ФАМИЛИЯ", "Soyadı", "اسم العائلة"]) expect(fieldOf(heading)).toBe("surname");
  expect(mapColumns(["Name", "№"], new Map([["surname", "Name"]])).map(({ field }) => field)).toEqual(["surname", "id"]);
});

test("a heading may be cut off by a dot, bracketed, spaced or carry the sign of a number, and is not guessed where it could be two fields", () => {
  const said = { "Номер п/п": "id", "№ з/п": "id", "Особистий №": "service_no", "Лич. номер": "service_no", "Дата рожд.": "birth_date", "Дата народж.": "birth_date", "Дата народження (дд.мм.рррр)": "birth_date",
    "Ф. И. О.": "full_name", "Прізвище, ім'я та по батькові": "full_name", "الاسم واللقب": "full_name", "DOĞUM TARİHİ": "birth_date", "Doğ. tarihi": "birth_date", "Місце взяття в полон": "capture_place" } as const;
  for (const [heading, field] of Object.entries(said)) expect(fieldOf(heading), heading).toBe(field);
  for (const heading of ["Дата", "Дат. плен. рожд.", "Номер телефону", "Місце народження", "Дата смерті", "."]) expect(fieldOf(heading), heading).toBeUndefined();
});

test("headings are found below a title; ragged rows are rejected by row and line and the rest goes on", () => {
  const { list, lines } = readList(utf8("Список;;\n;;\nid;прізвище;ім'я\n1;А;Б\n2;В\n3;Г;Д\n"));
  expect(list.ids).toEqual(["1", "3"]);
  expect([...lines]).toEqual([4, 6]);
  expect(list.remarks.map(({ code, row }) => [code, row])).toEqual([["HEAD_BELOW", 0], ["ROW_CELLS", 2]]);
});

test("all faults come at once: ids twice and missing, columns that lack or stand twice", () => {
  const { faults } = readList(utf8("id,surname,прізвище\n1,a,b\n1,c,d\n,e,f\n"));
  expect(faults.map(({ code, places }) => [code, places[0]?.row ?? 0])).toEqual([["LIST_COLUMNS", 0], ["LIST_ID", 2], ["LIST_ID", 3]]);
  expect(readList(utf8("a,b\n1,2\n")).faults.map(({ code }) => code)).toEqual(["LIST_COLUMNS", "LIST_COLUMNS"]);
  expect(faults.map(({ message }) => message).join()).not.toMatch(/,[acdef],/);
});

test("blanks around an id do not make it another id", () => {
  for (const ids of [["A1", " A1"], [" A1", "A1"], ["A1 ", " A1"], ["A1", "A1"]]) expect(readList(utf8(`id,surname\n${ids.map((id) => `${id},x\n`).join("")}`)).faults.map(({ code }) => code), ids.join("|")).toEqual(["LIST_ID"]);
  expect(readList(utf8("id,surname\n A1,x\nA2,y\n")).faults).toEqual([]);
});

test("an empty list, a quote left open and a cell without end are named faults", () => {
  for (const [text, code] of [["", "LIST_EMPTY"], ["\n \n", "LIST_EMPTY"], ['id,surname\n1,"a', "LIST_QUOTE"], [`id,surname\n1,${"a".repeat(30_000)}`, "LIST_CELL"]] as const)
    expect(() => readList(utf8(text))).toThrow(expect.objectContaining({ code }));
});

test("a list in pieces of any size is the same list", () => {
  const bytes = utf8(TEXT);
  for (const size of [1, 7, 1000]) {
    const reader = listReader();
    const piece = new Uint8Array(size); // written over by the next one
    for (let at = 0; at < bytes.length; at += size) {
      piece.set(bytes.subarray(at, at + size));
      reader.push(piece.subarray(0, Math.min(size, bytes.length - at)));
    }
    expect(reader.end().list.ids).toEqual(["1", "2", "3"]);
  }
});

test("rows of a sheet are read, cells missing at the end of a row being empty", () => {
  const { list } = readSheet([["id", "surname", "note"], ["1", "Коваль"], [], ["2", "Бондар", "x"]]);
  expect(list.ids).toEqual(["1", "2"]);
  expect(cellOf(list.cells.note, 0)).toBe("");
});

test("what was decoded twice is undone and unreadable letters are told, cell by cell, as each text alone says", () => {
  const unit = fc.constantFrom(..."ÐÑРСвЂ°±²і‘™œŸєїЄЃѓ АБяa1", "\ufffd", "ჯ", "𝒳", "Ð\u009f", "Рџ", "Ñ‚");
  fc.assert(fc.property(fc.array(fc.array(unit, { minLength: 1, maxLength: 5 }).map((units) => `x${units.join("")}x`), { minLength: 1, maxLength: 30 }), (cells) => {
    const { list, faults } = readList(utf8(`id,surname\n${cells.map((cell, at) => `${at},${cell}\n`).join("")}`), { encoding: "utf-8" });
    const told = (code: string): number[] => list.remarks.filter((one) => one.code === code).map(({ row }) => row - 1);
    const rows = (holds: (cell: string) => boolean): number[] => [...cells.keys()].filter((at) => holds(cells[at] ?? ""));
    expect(faults).toEqual([]);
    expect([told("READ_TWICE"), told("LETTER_UNREADABLE")]).toEqual([rows((cell) => undoDoubleReading(cell) !== undefined), rows((cell) => cell.includes("\ufffd"))]);
    expect(cells.map((_, at) => cellOf(list.cells.surname, at))).toEqual(cells.map((cell) => undoDoubleReading(cell) ?? cell));
  }), { numRuns: 300 });
});

test("bytes that are no letters are told, and ids stand once however they are written", () => {
  const bytes = (...cells: readonly (readonly number[])[]) => Uint8Array.from([...utf8("id,surname\n"), ...cells.flatMap((cell, at) => [...utf8(`${at},`), ...cell, 10])]);
  const strange = [[0xd0], [0x80, 0x41], [0xe2, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0xaf], [0xff], [0xe2, 0x82, 0x41]];
  for (const cell of strange) expect(readList(bytes([0x41], cell), { encoding: "utf-8" }).list.remarks.map(({ code, row }) => [code, row]), cell.join()).toEqual([["LETTER_UNREADABLE", 2]]);
  for (const cell of [[0xe2, 0x80, 0x99], [0xf0, 0x9d, 0x92, 0xb3], [0xd0, 0xa0, 0xd0, 0xb0]]) expect(readList(bytes(cell), { encoding: "utf-8" }).list.remarks).toEqual([]);
  const codes = (...ids: readonly string[]) => readList(utf8(`id,surname\n${ids.map((id) => `${id},x\n`).join("")}`)).faults.map(({ code }) => code);
  expect([codes("A1", "A2", "Ж", "é1"), codes("A1", "", "A2"), codes("A1", "\u00a0A1"), codes("Ж", "Ж"), codes("A".repeat(300)), codes("A".repeat(301)), codes("Ж".repeat(300))]).toEqual([[], ["LIST_ID"], ["LIST_ID"], ["LIST_ID"], [], ["LIST_ID"], []]);
});
