import fc from "fast-check";
import { expect, test } from "vitest";
import { CELL_BYTES_MAX, createCellTable, csvCell, delimitedReader, parseTable, textOfCell, unitsOfCell } from "./delimited-text.ts";

const rowsOf = (bytes: Uint8Array, size: number): string[][] => {
  const table = createCellTable();
  const rows: number[][] = [];
  const reader = delimitedReader(table, ",", (cells) => void rows.push([...cells]));
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  const texts = table.texts();
  return rows.map((row) => row.map((cell) => texts[cell] ?? ""));
};

test("RFC 4180: quotes, doubled quotes, blanks and line ends within quotes, CRLF, no last line end", () => {
  expect(rowsOf(new TextEncoder().encode('a,"b ""c""","d\ne"\r\n1,,3'), 1)).toEqual([["a", 'b "c"', "d\ne"], ["1", "", "3"]]);
});

test("a cell of plain letters, figures, points and hyphens stays as it is, whatever its length, and no other goes unlooked at", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "Z", "7", "_", " ", ".", "-", "=", "@", ",", '"', "я"), maxLength: 6 });
  fc.assert(fc.property(text, (cell) => {
    const isPlain = /^[\w .-]*$/.test(cell) && !cell.startsWith("-");
    const safe = /^[=+\-@]/.test(cell) && !/^-\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?)*$/.test(cell) ? `'${cell}` : cell;
    expect(csvCell(cell)).toBe(isPlain || !/[",]/.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`);
  }));
});

test("what csvCell writes is read again, however the bytes are cut into pieces", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "ж", "ї", '"', ",", "\n", " ", "😀", ";") , maxLength: 8 }).filter((text) => text.isWellFormed());
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 7 }), (rows, size) => {
    const text = rows.map((row) => row.map(csvCell).join(",")).join("\n");
    expect(rowsOf(new TextEncoder().encode(text), size)).toEqual(rows.filter((row) => row.length > 1 || row[0] !== ""));
  }), { numRuns: 300 });
});

test("bytes all at once are read as byte by byte, quotes and returns wherever they stand", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "ж", '"', ",", "\n", "\r"), maxLength: 40 });
  const read = (all: string, size: number): unknown => {
    try {
      return rowsOf(new TextEncoder().encode(all), size);
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  fc.assert(fc.property(text, fc.integer({ min: 2, max: 60 }), (all, size) => {
    expect(read(all, size)).toEqual(read(all, 1));
  }), { numRuns: 1_000 });
});

test("equal cells have one number, and bytes that are no UTF-8 become U+FFFD", () => {
  expect(rowsOf(Uint8Array.of(97, 44, 0xff, 44, 0xed, 0xa0, 0x80, 44, 0xd0, 0x96), 2)[0]).toEqual(["a", "\ufffd", "\ufffd\ufffd\ufffd", "Ж"]);
});

test("a quote that never closes and a cell without end are named by line", () => {
  expect(() => parseTable('a,b\n1,"2\n3')).toThrow(expect.objectContaining({ code: "LIST_QUOTE", places: [{ line: 2 }] }));
  expect(() => parseTable(`a,b\n1,${"x".repeat(CELL_BYTES_MAX + 1)}`)).toThrow(expect.objectContaining({ code: "LIST_CELL", places: [{ line: 2 }] }));
  expect(() => parseTable("")).toThrow(expect.objectContaining({ code: "LIST_EMPTY" }));
});

test("a cell that a spreadsheet would run is defused; numbers are left", () => {
  expect(csvCell("=1+1")).toBe("'=1+1");
  expect(csvCell("-3.5")).toBe("-3.5");
  expect(csvCell("-1903329535 1578947017 -4")).toBe("-1903329535 1578947017 -4");
  expect(csvCell("-1 +cmd")).toBe("'-1 +cmd");
  expect(csvCell("@a,b")).toBe(`"'@a,b"`);
});

test("different cells together are bounded: the next one is refused with the file named, an equal one costs nothing", () => {
  const table = createCellTable("list.csv", 10);
  const cell = (text: string): number => {
    const bytes = new TextEncoder().encode(text);
    return table.intern(bytes, 0, bytes.length, bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5));
  };
  expect([cell("abcde"), cell("fghij"), cell("abcde")]).toEqual([1, 2, 1]);
  expect(() => cell("k")).toThrow(expect.objectContaining({ code: "LIST_TEXT", places: [{ file: "list.csv" }] }));
});

test("a long cell reads as a short one does, whole or with bytes that are no letters", () => {
  const read = (bytes: Uint8Array): string => {
    const table = createCellTable();
    table.intern(bytes, 0, bytes.length, 1);
    return table.texts()[1] ?? "";
  };
  const whole = new TextEncoder().encode("Ґудзь 😀 ".repeat(20));
  expect(read(whole)).toBe("Ґудзь 😀 ".repeat(20));
  expect(read(Uint8Array.of(...whole, 0xff, 0xd0))).toBe(`${"Ґудзь 😀 ".repeat(20)}\ufffd\ufffd`);
  expect(read(Uint8Array.of(0xef, 0xbb, 0xbf, ...whole)).charAt(0)).toBe("\ufeff");
});

test("the units of a cell are those of its text, or it says that the text has to be asked", () => {
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0xd0, 0xa0, 0xe2, 0x80, 0x99, 0xed, 0xf0, 0xc1, 0xe0));
  const into = new Uint16Array(8);
  let read = 0;
  const one = (bytes: Uint8Array): void => {
    const packed = { bytes: Uint8Array.from([0x78, ...bytes, 0x80]), starts: Int32Array.of(0, 1, 1 + bytes.length) };
    const [text, size] = [textOfCell(packed, 1), unitsOfCell(packed, 1, into)];
    if (size >= 0) expect(String.fromCharCode(...into.subarray(0, size))).toBe(text);
    else expect(text.length > into.length || /\ufffd|[\ud800-\udfff]/.test(text)).toBe(true);
    if (size > 0) read++;
  };
  fc.assert(fc.property(fc.array(byte, { maxLength: 5 }), (bytes) => one(Uint8Array.from(bytes))), { numRuns: 3_000 });
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "Ж", "ჯ", "’", "𝒳", "\ufffd"), maxLength: 9 }), (text) => one(new TextEncoder().encode(text))), { numRuns: 500 });
  expect(read).toBeGreaterThan(100);
});
