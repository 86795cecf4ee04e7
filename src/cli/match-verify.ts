// `allforall match verify` and `openings`: a recorded run of matching computed again from the record alone, by whoever may see its lists.
import { stat } from "node:fs/promises";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { verifies } from "../compute/ed25519.ts";
import { find, otherwise, prepareIn } from "../desk/jobs/match-lists.ts";
import { matchesOf } from "../desk/matches-of.ts";
import { openingsOf, stateOfOpenings } from "../desk/match-openings.ts";
import type { State } from "../entries/fold.ts";
import { fitCalibration } from "../matching/calibrate.ts";
import { labelsOf } from "../matching/match-record.ts";
import type { Findings } from "../matching/run-lists.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseNote } from "../record/note.ts";
import { bundlePath, TILE_WIDTH, unpackEntries } from "../record/tile.ts";
import { sayVerdict, verifyBundle } from "../record/verify.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { parseArgs, type Io } from "./command.ts";
import { RECORD_VALUES } from "./data-folder.ts";
import { withDesk } from "./record.ts";
import { folderFiles, recordFolder } from "./verify-alone.ts";

/** Exit 0 when the same comes out, 1 when not, 2 for bad input. */
export async function runVerify(args: readonly string[], io: Io): Promise<number> {
  const { positional: [folder, run, more], values, flags } = parseArgs(args, { values: ["openings", "as"], flags: ["json"] });
  if (folder === undefined || run === undefined || more !== undefined) throw new Fault("USAGE", "expected BUNDLE-or-DIR and RUN");
  const file = values["openings"];
  const { state, pack, verdict } = file === undefined ? await stateInDesk(folder, values["as"]) : await stateInBundle(folder, fromUtf8(await io.readFile(file), file), file);
  const { body, findings } = find(prepareIn(state, pack, { run }), () => {});
  const recorded = matchesOf(state).runs.get(run);
  const members = recorded ? otherwise(recorded, body) : [];
  const decisions = wrongDecisions(state, run, findings);
  const calibrations = wrongCalibrations(state, run);
  const holds = verdict.holds && members.length === 0 && decisions === 0 && calibrations === 0;
  const report = { run, holds, record: verdict.said, otherwise: members, pairs: body.pairs, pairsSha256: body.pairsSha256, recordedSha256: recorded?.pairsSha256 ?? "", counts: body.counts, decisions, calibrations };
  io.out(flags.has("json") ? `${canonicalJson(report)}\n` : say(report));
  return holds ? 0 : 1;
}

type Report = { readonly run: string; readonly holds: boolean; readonly record: string; readonly otherwise: readonly string[]; readonly pairs: number; readonly pairsSha256: string; readonly recordedSha256: string; readonly decisions: number; readonly calibrations: number };

const say = (one: Report): string =>
  `${one.record}\n` +
  (one.otherwise.length === 0 ? `${one.run}: the same ${one.pairs} pairs, SHA-256 ${one.pairsSha256}\n` : `${one.run}: another outcome (${one.otherwise.join(", ")}); recorded ${one.recordedSha256}, computed ${one.pairsSha256}\n`) +
  (one.decisions === 0 ? "" : `${one.decisions} answers state another probability than the run gives their pair\n`) +
  (one.calibrations === 0 ? "" : `${one.calibrations} versions of the calibration do not follow from the decided pairs\n`) +
  (one.holds ? "holds\n" : "does not hold\n");

type Verdict = { readonly said: string; readonly holds: boolean };

async function stateInDesk(data: string, as: string | undefined): Promise<{ readonly state: State; readonly pack: ConflictPack | undefined; readonly verdict: Verdict }> {
  const values = { data, ...(as === undefined ? {} : { as }) };
  return withDesk(values, (desk) => Promise.resolve({ state: desk.state, pack: desk.pack, verdict: { said: `record of ${desk.record.size()} entries, as ${desk.compartment} opens it`, holds: true } }));
}

async function stateInBundle(folder: string, openings: string, file: string): Promise<{ readonly state: State; readonly pack: ConflictPack | undefined; readonly verdict: Verdict }> {
  const root = await recordFolder(folder);
  if (!(await stat(root).catch(() => undefined))?.isDirectory()) throw new Fault("FILE_NONE", "expected the folder of a bundle or a desk", [{ file: folder }]);
  const files = folderFiles(root, root !== folder);
  const verdict = await verifyBundle(files, verifies, () => {});
  const note = await files.read("log/checkpoint");
  const size = note ? parseCheckpoint(parseNote(note).text).size : 0;
  const parts = new Map<number, readonly Uint8Array[]>();
  const leafAt = async (entry: number): Promise<Uint8Array | undefined> => {
    if (entry >= size) return undefined;
    const n = Math.floor(entry / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
    const known = parts.get(n) ?? unpackEntries((await files.read(`log/${bundlePath(n, width)}`)) ?? new Uint8Array(0), width);
    parts.set(n, known);
    return known[entry - n * TILE_WIDTH];
  };
  return { ...(await stateOfOpenings(openings, leafAt, file)), verdict: { said: sayVerdict(verdict), holds: verdict.kind === "in-force" } };
}

/** Answers whose stated probability is not that of the run. */
function wrongDecisions(state: State, run: string, { left, right, pairs }: Findings): number {
  const given = new Map(pairs.map((one) => [`${left[one.left]?.ref ?? ""} ${right[one.right]?.ref ?? ""}`, one.millionths]));
  let wrong = 0;
  for (const { left: a, right: b, answers } of matchesOf(state).pairs.values())
    for (const one of answers) if (one.run === run && one.millionths !== (given.get(`${a} ${b}`) ?? 0)) wrong++;
  return wrong;
}

/** The last version is what the decided pairs give now, unless pairs were decided after it. */
function wrongCalibrations(state: State, run: string): number {
  const matches = matchesOf(state);
  const last = matches.calibrations.get(run)?.at(-1);
  const labels = labelsOf(matches, run);
  if (!last || labels.length !== last.labels) return 0;
  return sha256Hex(utf8(canonicalJson(fitCalibration(labels)))) === last.sha256 ? 0 : 1;
}

/** Writes the opened payloads that a run rests on. */
export async function runOpenings(args: readonly string[], io: Io): Promise<number> {
  const { positional: [run, more], values } = parseArgs(args, { values: [...RECORD_VALUES, "as", "out"] });
  const { out } = values;
  if (run === undefined || more !== undefined || out === undefined) throw new Fault("USAGE", "expected RUN --data DIR --out FILE");
  await withDesk(values, async (desk) => io.writeFile(out, await openingsOf(desk, run)));
  io.out(`what ${run} rests on is in ${out}; it holds names and stays with those who may see both lists\n`);
  return 0;
}
