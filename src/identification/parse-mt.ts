// mtDNA as differences from rCRS: id, ranges that were read ("16024-16569 1-576"), differences ("16189C 263G 315.1C").
import { Fault } from "../basis/fault.ts";
import type { MtRange } from "./haplotype.ts";
import { parseDelimited } from "./parse-delimited.ts";

export type MtSample = { readonly id: string; readonly ranges: readonly MtRange[]; readonly differences: readonly string[]; readonly line: number };

/** Length of rCRS (NC_012920). */
const MT_SIZE = 16_569;
/** A base, a deletion, or an insertion after a position; IUPAC letters where two bases were read. */
const DIFFERENCE = /^(\d{1,5})(\.\d)?([ACGTRYSWKMBDHVN]|DEL|d)$/;

/** Faults `TABLE_COLUMN`, `SAMPLE_TWICE`, `MT_RANGE`, `MT_DIFFERENCE`, each with its line. Linear. */
export function parseMt(text: string, file: string): { readonly samples: readonly MtSample[]; readonly faults: readonly Fault[] } {
  const { header, rows } = parseDelimited(text, file);
  const faults: Fault[] = [];
  const lower = header.map((name) => name.toLowerCase());
  const [id, ranges, differences] = ["id", "ranges", "differences"].map((name) => lower.indexOf(name));
  for (const [name, column] of [["id", id], ["ranges", ranges], ["differences", differences]] as const)
    if (column === undefined || column < 0) faults.push(new Fault("TABLE_COLUMN", `expected a column ${name}`, [{ file, line: 1 }]));
  if (faults.length > 0) return { samples: [], faults };
  const met = new Set<string>();
  const samples = rows.map(({ line, cells }): MtSample => {
    const say = (code: string, message: string, field: string): void => void faults.push(new Fault(code, message, [{ file, line, field }]));
    const words = (column: number | undefined): string[] => (cells[column ?? -1] ?? "").split(/\s+/).filter((one) => one !== "");
    const name = cells[id ?? -1] ?? "";
    if (name === "" || met.has(name)) say("SAMPLE_TWICE", "expected each sample once, with an id", "id");
    met.add(name);
    const read = words(ranges).flatMap((one): MtRange[] => {
      const [, from = 0, to = 0] = (/^(\d+)-(\d+)$/.exec(one) ?? []).map(Number);
      if (from >= 1 && from <= to && to <= MT_SIZE) return [{ from, to }];
      say("MT_RANGE", `expected ranges such as 16024-16569, within 1-${MT_SIZE}`, "ranges");
      return [];
    });
    if (read.length === 0) say("MT_RANGE", "expected at least one range that was read", "ranges");
    const found = words(differences).filter((one) => {
      const position = Number(DIFFERENCE.exec(one)?.[1] ?? 0);
      const isRight = position >= 1 && position <= MT_SIZE && read.some(({ from, to }) => position >= from && position <= to);
      if (!isRight) say("MT_DIFFERENCE", "expected differences such as 16189C, 315.1C, 523DEL inside the ranges", "differences");
      return isRight;
    });
    return { id: name, ranges: read, differences: [...new Set(found)].sort(), line };
  });
  return { samples, faults };
}
