// Writes report/: a JSON object and a printable page for each proposal, up to a limit that is said.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Decision, Evidence } from "../identification/decide.ts";
import type { FrequencyHead } from "../identification/report-basis.ts";
import { makeReport, type OtherTable } from "../identification/report.ts";
import type { Io } from "./command.ts";
import { htmlReport } from "./identify-print.ts";
import type { Language } from "../desk/print/report-words.ts";

export type Writing = {
  readonly limit: number; readonly digests: Readonly<Record<string, string>>; readonly scanned: number; readonly engine: string;
  readonly counts: Readonly<Record<string, unknown>>; readonly members: readonly (readonly string[])[];
  readonly containerOf: ReadonlyMap<string, string>; readonly table: FrequencyHead; readonly otherTables: readonly OtherTable[]; readonly isGenetic: boolean; readonly language: Language;
};

/** Containers that the sets of one person came in. */
export const containersOf = (members: readonly string[], containerOf: ReadonlyMap<string, string>): readonly string[] => [...new Set(members.flatMap((id) => containerOf.get(id) || []))].sort();

/** File names are numbers in the order of candidates.csv, since ids may hold anything. */
export async function writeReports(io: Io, out: string, evidence: Evidence, decision: Decision, writing: Writing): Promise<{ written: number; of: number }> {
  const folder = join(out, "report");
  await mkdir(folder, { recursive: true });
  const wanted = decision.candidates.filter(({ verdict }) => verdict !== "weak" && verdict !== "excluded");
  const index: unknown[] = [];
  for (const candidate of wanted.slice(0, writing.limit)) {
    const members = writing.members[candidate.remains] ?? [];
    const head = { engine: writing.engine, digests: writing.digests, scanned: writing.scanned, members, containers: containersOf(members, writing.containerOf), frequencies: writing.table, otherTables: writing.otherTables, isGenetic: writing.isGenetic };
    const report = makeReport(candidate, evidence, decision.components[candidate.component - 1], head);
    const family = evidence.families.get(candidate.family);
    if (!report || !family) continue;
    const name = String(index.length + 1).padStart(6, "0");
    index.push({ file: `${name}.html`, remains: report.ids.remains, family: report.ids.family, missing: report.ids.missing, verdict: report.verdict });
    await io.writeFile(join(folder, `${name}.json`), `${JSON.stringify(report, undefined, 1)}\n`);
    await io.writeFile(join(folder, `${name}.html`), htmlReport(report, family, writing.language));
  }
  await io.writeFile(join(folder, "index.json"), `${JSON.stringify(index, undefined, 1)}\n`);
  return { written: index.length, of: wanted.length };
}
