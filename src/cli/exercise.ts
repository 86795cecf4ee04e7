// `allforall exercise new`: writes a synthetic conflict with known truth below a folder that is empty or absent. Every file is
// composed and written piece by piece; the manifest comes last, so that a folder without it is not whole.
import { createHash } from "node:crypto";
import { mkdir, open, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault } from "../basis/fault.ts";
import { castOf, INVENTED_CAST, type Cast } from "../desk/exercise/cast.ts";
import { exerciseFiles, FORMAT, GENERATOR, type ExerciseFile } from "../desk/exercise/exercise.ts";
import { usualFamilies, type ExerciseOptions } from "../desk/exercise/sizes.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { readPackAt } from "./pack-folder.ts";

const CHUNK_CHARACTERS = 1 << 18;

type Written = { readonly path: string; readonly sha256: string; readonly size: number; readonly lines: number };

export const exerciseCommand: Command = {
  name: "exercise",
  summary: "a synthetic conflict of two sides with known truth, to walk on",
  help: `allforall exercise new --data DIR [--captives N] [--remains N] [--families N] [--seed TEXT] [--pack NAME] [--dry-run] [--json]

Writes below DIR, which must be empty or absent: lists asked and held of both sides, the agreement, facts, a planning
instance, findings and wishes, families with DNA references, remains, and apart from it all, in truth/, who is who.
Everybody in it is invented. The same numbers and seed give the same bytes on every machine (MANIFEST.json holds hashes).

  --captives N   persons on each of the four lists (10000)
  --remains N    containers handed over, both sides together (6000)
  --families N   families with references, both sides together (ten for three containers)
  --seed TEXT    1 to 64 letters and digits (1)
  --pack NAME    a conflict pack (its folder, or the name of one that is shipped): its parties, ranks and languages, and people drawn
                 from its population.json. Without it: two invented sides that write Ukrainian and Russian
  --dry-run      says what would be written, and writes nothing

Examples: allforall exercise new --data out/small --captives 200 --remains 60 --seed 7
          allforall exercise new --data out/war --captives 10000 --remains 6000 --seed 1
          allforall exercise new --data out/cartel --pack cartel-1862 --captives 200 --remains 50 --seed 1
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["data", "captives", "remains", "families", "seed", "pack"], flags: ["dry-run", "json"] });
    const folder = values["data"];
    if (positional.length !== 1 || positional[0] !== "new") throw new Fault("USAGE", "expected: exercise new --data DIR");
    if (folder === undefined) throw new Fault("USAGE", "expected --data DIR");
    const options = optionsOf(values);
    const cast = values["pack"] === undefined ? INVENTED_CAST : castOf((await readPackAt(values["pack"])).pack);
    await expectEmpty(folder);
    const files = exerciseFiles(options, cast);
    if (flags.has("dry-run")) return sayPlan(files, folder, flags.has("json"), io);
    const written = await writeExercise(files, manifestOptions(options, cast), folder, io);
    return report(options, written, folder, flags.has("json"), io);
  },
};

/** What the manifest says was asked for. */
type Asked = ExerciseOptions & { readonly pack?: string };
const manifestOptions = (options: ExerciseOptions, { pack }: Cast): Asked => (pack === "" ? options : { ...options, pack });

function optionsOf(values: Readonly<Record<string, string>>): ExerciseOptions {
  const count = (field: string, usual: number): number => {
    const given = values[field];
    if (given === undefined) return usual;
    return /^[0-9]{1,9}$/.test(given) ? Number(given) : Number.NaN; // refused with the others by checkOptions
  };
  const remains = count("remains", 6000);
  return { seed: values["seed"] ?? "1", captives: count("captives", 10_000), remains, families: count("families", Number.isNaN(remains) ? 0 : usualFamilies(remains)) };
}

/** @throws Fault `EXERCISE_FOLDER` unless the folder is absent or empty. */
async function expectEmpty(folder: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw new Fault("EXERCISE_FOLDER", "expected --data to name a folder that is empty or absent", [{ file: folder }]);
  }
  if (names.length > 0) throw new Fault("EXERCISE_FOLDER", `expected an empty or absent folder, found ${names.length} things in it`, [{ file: folder }]);
}

function sayPlan(files: readonly ExerciseFile[], folder: string, isJson: boolean, io: Io): number {
  if (isJson) io.out(`${JSON.stringify({ folder, files: files.map(({ path, about, lines }) => ({ path, about, lines })) })}\n`);
  else io.out(`nothing written; below ${folder} would stand:\n${files.map(({ path, about }) => `  ${path.padEnd(36)} ${about}\n`).join("")}  MANIFEST.json                        hashes and counts\n`);
  return 0;
}

/**
 * Writes every file, then MANIFEST.json.
 * @throws Fault `EXERCISE_WRITE` when the disk refuses: the folder then holds no manifest and is not whole.
 */
export async function writeExercise(files: readonly ExerciseFile[], options: Asked, folder: string, io: Io): Promise<readonly Written[]> {
  const progress = progressOf(files.reduce((sum, { lines }) => sum + lines, 0), io);
  const written: Written[] = [];
  for (const file of files) {
    written.push(await orFault(file.path, () => writeOne(file, folder, progress.advance)));
    progress.done(file);
  }
  progress.end();
  await orFault("MANIFEST.json", () => writeManifest(options, written, folder));
  return written;
}

async function orFault<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
    throw new Fault("EXERCISE_WRITE", `expected to write this file, the disk said ${String(error.code)}; the folder is not whole, remove it`, [{ file: path }]);
  }
}

async function writeOne(file: ExerciseFile, folder: string, advance: (lines: number) => void): Promise<Written> {
  const path = join(folder, ...file.path.split("/"));
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, "wx");
  const hash = createHash("sha256");
  let [size, lines, waiting] = [0, 0, ""];
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(waiting, "utf8");
    hash.update(bytes);
    size += bytes.length;
    waiting = "";
    await handle.writeFile(bytes);
  };
  try {
    for (const text of file.compose()) {
      waiting += text;
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
      if (waiting.length >= CHUNK_CHARACTERS) {
        await flush();
        advance(lines);
      }
    }
    await flush();
  } finally {
    await handle.close();
  }
  return { path: file.path, sha256: hash.digest("hex"), size, lines };
}

/** Lines written against lines expected, with the seconds that remain at the pace so far. */
function progressOf(expected: number, io: Io): { advance: (lines: number) => void; done: (file: ExerciseFile) => void; end: () => void } {
  const began = io.now();
  let before = 0;
  let said = -1;
  const say = (lines: number): void => {
    const share = Math.min(1, lines / Math.max(1, expected));
    const perCent = Math.floor(share * 100);
    if (perCent === said || lines === 0) return;
    said = perCent;
    const left = ((io.now() - began) / 1000) * (1 / Math.max(share, 0.001) - 1);
    io.err(`\rexercise: ${String(perCent).padStart(3)} %, about ${Math.ceil(left)} s left   `);
  };
  return {
    advance: (lines) => say(before + lines),
    done: (file) => {
      before += file.lines;
      say(before);
    },
    end: () => io.err("\n"),
  };
}

async function writeManifest(options: Asked, files: readonly Written[], folder: string): Promise<void> {
  const manifest = { format: FORMAT, generator: GENERATOR, options, files };
  const handle = await open(join(folder, "MANIFEST.json"), "wx");
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 1)}\n`);
  } finally {
    await handle.close();
  }
}

function report(options: ExerciseOptions, files: readonly Written[], folder: string, isJson: boolean, io: Io): number {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (isJson) io.out(`${JSON.stringify({ folder, options, files, size })}\n`);
  else {
    const linesOf = (path: string): number => files.find((file) => file.path === path)?.lines ?? 0;
    io.out(`${folder}: ${files.length + 1} files, ${(size / 1_000_000).toFixed(1)} MB
  asked and held: ${linesOf("sideA/asked.csv") - 1} and ${linesOf("sideA/held.csv") - 1} rows (side A), ${linesOf("sideB/asked.csv") - 1} and ${linesOf("sideB/held.csv") - 1} rows (side B)
  remains: ${linesOf("mediator/containers.csv") - 1} containers with ${linesOf("laboratory/remains.csv") - 1} sets, ${linesOf("laboratory/families.jsonl")} families
  the truth is in ${join(folder, "truth")}; hashes in ${join(folder, "MANIFEST.json")}
`);
  }
  return 0;
}
