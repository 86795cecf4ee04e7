// The desk of an exercise, made and replayed in the test, with the files of the exercise at hand.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utf8 } from "../../src/basis/bytes.ts";
import { exerciseFiles } from "../../src/desk/exercise/exercise.ts";
import type { ExerciseOptions } from "../../src/desk/exercise/sizes.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { replay } from "../../src/desk/replay.ts";
import { seededChance } from "../walked-desk.ts";
import { serveFolder, type OpenedDesk } from "./opened-desk.ts";

/** `tell` adds to the exercise before it is served. The caller closes it. */
export async function openExercise(options: ExerciseOptions, tell: (desk: Desk) => Promise<void> = async () => {}): Promise<OpenedDesk> {
  const folder = mkdtempSync(join(tmpdir(), "afa-exercise-"));
  try {
    const files = new Map(exerciseFiles(options).map(({ path, compose }) => [path, compose]));
    const read = (path: string): Promise<Uint8Array> => Promise.resolve(utf8([...(files.get(path)?.() ?? [])].join("")));
    const { desk } = await replay(read, () => read("pack.json"), folder, false, seededChance("exercise"), "2026-01-01T00:00:00Z", () => {});
    try {
      await tell(desk);
    } finally {
      await desk.record.close();
    }
    return await serveFolder(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
