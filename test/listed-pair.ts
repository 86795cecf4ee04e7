// Two lists in two scripts as rows of a record, from the public set: a name in one cell, the birth date where it is whole, the rank.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NameRow } from "../src/registry/list-act.ts";
import { parseTable } from "../src/vocabulary/delimited-text.ts";
import { repository } from "./walked-desk.ts";

/** The first rows of `test/vectors/matching/<file>.csv`; `id` is the id of the public set. */
export function listedRows(file: string, count: number): { readonly id: string; readonly row: NameRow }[] {
  const table = parseTable(readFileSync(join(repository, "test/vectors/matching", `${file}.csv`), "utf8"), file);
  const at = (cells: readonly string[], name: string): string => (cells[table.head.indexOf(name)] ?? "").trim().normalize("NFC");
  return table.rows.slice(0, count).map((cells, i) => {
    const name = ["surname", "given_name", "patronymic"].map((field) => at(cells, field)).filter((part) => part !== "").join(" ");
    const [birth, rank] = [at(cells, "birth_date"), at(cells, "rank")];
    return { id: at(cells, "id"), row: { row: String(i + 1), name: name === "" ? "—" : name, ...(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(birth) ? { birth } : {}), ...(rank === "" ? {} : { rank }), category: i % 3 === 0 ? "wounded" : "soldier" } };
  });
}
