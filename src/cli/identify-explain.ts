// `allforall identify explain`: one pair of a finished search, computed again from the inputs that run.json names.
import { join } from "node:path";
import { fromUtf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { exactLr } from "../identification/screen-shard.ts";
import type { Candidate, Evidence } from "../identification/decide.ts";
import { parseDelimited } from "../identification/parse-delimited.ts";
import { parseFamily, type Family } from "../identification/parse-families.ts";
import { groupRemains, panelOf } from "../identification/proposals.ts";
import { makeReport, type Report } from "../identification/report.ts";
import type { Io } from "./command.ts";
import { familyLines, readInputs } from "./identify-inputs.ts";
import { containersOf } from "./identify-report.ts";
import { languageOf, printReport } from "./identify-print.ts";

/** @throws Fault `RUN_MOVED` when an input is no longer the file that was searched, `PAIR_NONE` for unknown ids. */
export async function explain(folder: string | undefined, values: Readonly<Record<string, string>>, io: Io, isGenetic: boolean): Promise<number> {
  const [remainsId, familyId] = [values["remains"], values["family"]];
  const language = languageOf(values["lang"]);
  if (folder === undefined || remainsId === undefined || familyId === undefined) throw new Fault("USAGE", "expected explain DIR --remains ID --family ID");
  if (!language) throw new Fault("USAGE", "expected --lang en, uk, ru, tr or ar");
  const runFile = join(folder, "run.json");
  const run = parseJson(fromUtf8(await io.readFile(runFile), runFile), runFile);
  const paths = isRecord(run) && isRecord(run["inputs"]) ? run["inputs"] : {};
  const text = (name: string): string => (typeof paths[name] === "string" ? paths[name] : "");
  const others = Array.isArray(paths["otherFrequencies"]) ? paths["otherFrequencies"].map(String) : [];
  const inputs = await readInputs(io, { remains: text("remains"), families: text("families"), frequencies: text("frequencies"), settings: text("settings") || undefined, otherFrequencies: others });
  const digests = isRecord(run) && isRecord(run["digests"]) ? run["digests"] : {};
  for (const [name, digest] of Object.entries(inputs.digests)) if (digests[name] !== digest) throw new Fault("RUN_MOVED", `expected the ${name} that was searched; the file has changed since`, [{ file: text(name) }]);
  const grouped = groupRemains(inputs.remains, inputs.frequencies, inputs.settings);
  const index = grouped.members.findIndex((members) => members.includes(remainsId));
  if (index < 0) throw new Fault("PAIR_NONE", "expected the id of remains that were searched", [{ file: text("remains"), field: "id" }]);
  const members = grouped.members[index] ?? [];
  const family = await findFamily(text("families"), familyId);
  const rows = await candidateRows(io, folder, remainsId, familyId);
  const bySex = isRecord(run) && isRecord(run["missingBySex"]) ? run["missingBySex"] : {};
  const count = (sex: "M" | "F" | "U"): number => (typeof bySex[sex] === "number" ? bySex[sex] : 0);
  const scanned = isRecord(run) && typeof run["pairsScanned"] === "number" ? run["pairsScanned"] : 0;
  const panel = panelOf(inputs.frequencies, inputs.settings);
  const evidence: Evidence = {
    panel, remains: grouped.searched, families: new Map([[family.id, family]]), pairs: [], rest: [], missing: { M: count("M"), F: count("F"), U: count("U") }, settings: inputs.settings, flagged: grouped.flagged,
  };
  for (const missing of family.missing) {
    const known = rows.find((row) => row["missing_id"] === missing);
    const alone = exactLr(family, family.pedigree.indexOf.get(missing) ?? -1, grouped.searched[index]?.profile ?? {}, panel, inputs.settings.theta, new Map());
    const posterior = Number(known?.["posterior"] ?? 0);
    const candidate: Candidate = {
      remains: index, family: family.id, missing, log10Lr: alone.log10Lr, excluded: alone.excluded, markers: alone.markers, y: [], component: 0, posterior, plain: posterior,
      gapLog10: Number(known?.["runner_up_gap"] === "-inf" ? -Infinity : (known?.["runner_up_gap"] ?? -Infinity)), verdict: (known?.["verdict"] as Candidate["verdict"] | undefined) ?? (alone.excluded.length > 0 ? "excluded" : "weak"), // written by us
    };
    const report = makeReport(candidate, evidence, undefined, { engine: String(isRecord(run) ? run["engine"] : ""), digests: inputs.digests, scanned, members, containers: containersOf(members, new Map(inputs.remains.map(({ id, container }) => [id, container]))), frequencies: inputs.table, otherTables: inputs.otherTables, isGenetic });
    if (report) io.out(`${printReport({ ...report, ...(await keptReport(io, folder, { members, family: familyId, missing, isGenetic })) }, language)}\n`);
  }
  return 0;
}

/** What the search as a whole said of the pair, where its report was written: the rest is computed again here. */
async function keptReport(io: Io, folder: string, { members, family, missing, isGenetic }: { readonly members: readonly string[]; readonly family: string; readonly missing: string; readonly isGenetic: boolean }): Promise<Partial<Report>> {
  const index = join(folder, "report", "index.json");
  const rows = parseJson(fromUtf8(await io.readFile(index), index), index);
  const row = (Array.isArray(rows) ? rows : []).find((one: unknown) => isRecord(one) && one["family"] === family && one["missing"] === missing && canonicalJson(one["remains"] ?? null) === canonicalJson(members)) as unknown;
  if (!isRecord(row) || typeof row["file"] !== "string") return {};
  const file = join(folder, "report", row["file"].replace(/html$/, "json"));
  const { posterior, runnerUp, symmetricGroup, adventitious, verdict, usefulRelatives } = parseJson(fromUtf8(await io.readFile(file), file), file) as Report; // written by us
  return { posterior, symmetricGroup, verdict, usefulRelatives, ...(runnerUp === undefined || !isGenetic ? {} : { runnerUp }), ...(adventitious === undefined ? {} : { adventitious }) };
}

async function findFamily(path: string, id: string): Promise<Family> {
  for await (const { text, line } of familyLines(path)) {
    if (!text.includes(JSON.stringify(id))) continue;
    const { family, faults } = parseFamily(text, path, line);
    if (family.id === id && faults.length === 0) return family;
  }
  throw new Fault("PAIR_NONE", "expected the id of a family that was searched", [{ file: path, field: "id" }]);
}

async function candidateRows(io: Io, folder: string, remains: string, family: string): Promise<Record<string, string>[]> {
  const file = join(folder, "candidates.csv");
  const { header, rows } = parseDelimited(fromUtf8(await io.readFile(file), file), file);
  return rows.map(({ cells }) => Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ""]))).filter((row) => row["remains_id"] === remains && row["family_id"] === family);
}
