import fc from "fast-check";
import { expect, test } from "vitest";
import { listReader } from "../registry/parse-list.ts";
import { CELL_BYTES_MAX, createCellTable, delimitedReader, TEXT_BYTES_MAX, textsOf, type CellTable } from "../vocabulary/delimited-text.ts";
import { loadCellTable } from "./cell-table.ts";
import { KERNEL_BASE64 } from "./kernels/cut-cells-bytes.ts";
import { loadKernel, type KernelMemory } from "./load-kernel.ts";

/** Rows by the numbers of their cells, their lines, and the cells as they lie; or the code of what was thrown. */
function readWith(table: CellTable, bytes: Uint8Array, cuts: readonly number[]): unknown {
  const rows: number[][] = [];
  const lines: number[] = [];
  const reader = delimitedReader(table, ",", (cells, line) => {
    rows.push([...cells]);
    lines.push(line);
  }, "list.csv");
  try {
    const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
    for (let k = 1; k < at.length; k++) reader.push(bytes.slice(at[k - 1], at[k]));
    reader.end();
  } catch (error) {
    return error;
  }
  const { bytes: store, starts } = table.packed();
  return { rows, lines, store: [...store], starts: [...starts], texts: table.texts() };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test("the kernel is there, and cuts and numbers as the table in TypeScript does, wherever quotes, returns and pieces stand", () => {
  expect(loadCellTable().cutPlain).toBeDefined();
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(",", "\n", "\r\n", ",,", '"', '""', "\r", "a", "Дзюба", "1985-05-12", "x".repeat(15), "x".repeat(16), "x".repeat(17), "long enough for three words") },
    fc.string({ unit: fc.constantFrom("a", "b", "я", "\u0000"), maxLength: 40 }),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  fc.assert(fc.property(text, fc.array(fc.nat(), { maxLength: 3 }), (list, cuts) => {
    expect(readWith(loadCellTable("list.csv"), utf8(list), cuts)).toEqual(readWith(createCellTable("list.csv"), utf8(list), cuts));
  }), { numRuns: 400 });
});

test("cells of all lengths up to the longest, and one beyond, wherever the pieces of the kernel end", () => {
  for (const size of [1, 7, 8, 9, 4_095, CELL_BYTES_MAX - 1, CELL_BYTES_MAX, CELL_BYTES_MAX + 1]) {
    const list = utf8(`id,name\n${"б".repeat(size >> 1)}${"x".repeat(size & 1)},a\n`.repeat(5));
    expect(readWith(loadCellTable("list.csv"), list, [])).toEqual(readWith(createCellTable("list.csv"), list, []));
  }
});

test("a table that grows many times keeps what it holds", () => {
  const list = utf8(Array.from({ length: 60_000 }, (_, row) => `A${row},${row % 977},name ${row % 5_000}`).join("\n"));
  expect(readWith(loadCellTable(), list, [])).toEqual(readWith(createCellTable(), list, []));
});

test("a list of rows of all widths, quoted and not, is the same list whether rows come one by one or many at once, whatever room is made before", () => {
  const row = fc.constantFrom("1,a,b", "2,,", ",,", "", "3,a", "4,a,b,c", '5,"a\nb",c', "6,x,y\r", "7,я,ж", '"8",a,b');
  fc.assert(fc.property(fc.array(row, { maxLength: 60 }), fc.constantFrom(0, 1_000, 10_000_000), fc.nat(9), (rows, sizeBytes, width) => {
    const list = utf8(["id,surname,note", ...Array.from({ length: 25 }, (_, at) => `${at}${width},z,z`), ...rows].join("\n"));
    const read = (table: CellTable): unknown => {
      const reader = listReader({ encoding: "utf-8" }, table);
      for (let at = 0; at < list.length; at += 97) reader.push(list.slice(at, at + 97));
      const { cells, ...raw } = reader.raw();
      return { ...raw, texts: textsOf(cells) };
    };
    expect(read(loadCellTable("list.csv", TEXT_BYTES_MAX, sizeBytes))).toEqual(read(createCellTable("list.csv")));
  }), { numRuns: 40 });
  const long = utf8(`id,surname\n${Array.from({ length: 9_000 }, (_, at) => `${at},b${at % 7}\n`).join("")}`); // many pieces of the kernel, and columns that grow
  const of = (table: CellTable): unknown => {
    const reader = listReader({}, table);
    reader.push(long);
    return reader.raw();
  };
  expect(of(loadCellTable())).toEqual(of(createCellTable()));
});

test("different cells together are bounded to the byte", () => {
  const list = utf8("aaaa,bbbb,aaaa,cc\n");
  for (const most of [7, 8, 9, 10]) expect(readWith(loadCellTable("list.csv", most), list, [])).toEqual(readWith(createCellTable("list.csv", most), list, []));
  expect(readWith(loadCellTable("list.csv", 8), list, [])).toMatchObject({ code: "LIST_TEXT" });
});

test("nobody can write cells that fall into one place: words whose differences cancel without the secret do not with it", () => {
  const kernel = loadKernel(KERNEL_BASE64) as { readonly memory: KernelMemory; readonly secret: { value: bigint }; readonly hash: (at: number, size: number) => number };
  const hashOf = (bytes: Uint8Array): number => {
    new Uint8Array(kernel.memory.buffer).set(bytes);
    return kernel.hash(0, bytes.length);
  };
  const plain = utf8("abcdefghijklmnop");
  const flipped = plain.map((byte, at) => (at === 7 || at === 11 || at === 15 ? byte ^ 0x80 : byte)); // the highest bit, and where one round of mixing carries it
  for (const secret of [0x9e3779b97f4a7c15n, 0xd6e8feb86659fd93n, 0x123456789abcdef1n]) {
    kernel.secret.value = BigInt.asIntN(64, secret);
    expect(hashOf(plain)).not.toBe(hashOf(flipped));
  }
});
