// A small exercise written to a folder, replayed onto a record and served: laboratories of both sides and of the office at the table.
import { mkdirSync, writeFileSync } from "node:fs";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseJson } from "../src/basis/parse-json.ts";
import { exerciseFiles } from "../src/desk/exercise/exercise.ts";
import type { ExerciseOptions } from "../src/desk/exercise/sizes.ts";
import { replay } from "../src/desk/replay.ts";
import type { Config } from "../src/server/config.ts";
import { openDoor } from "../src/server/serve.ts";
import { injectWire, testConfig, type Served } from "./served-desk.ts";
import { seededChance } from "./walked-desk.ts";

export const SMALL: ExerciseOptions = { seed: "7", captives: 40, remains: 60, families: 160 };

/** Writes the exercise below `folder`/exercise; the path of a file in it. */
export function writeExercise(folder: string, options: ExerciseOptions = SMALL): (path: string) => string {
  const below = (path: string): string => join(folder, "exercise", path);
  for (const { path, compose } of exerciseFiles(options)) {
    mkdirSync(dirname(below(path)), { recursive: true });
    writeFileSync(below(path), [...compose()].join(""));
  }
  return below;
}

/** Replays an exercise into `folder`/record; acts of the kinds `without` are left out. */
export async function replayExercise(folder: string, without: readonly string[] = [], options: ExerciseOptions = SMALL): Promise<string> {
  const below = writeExercise(folder, options);
  const acts = parseJson(readFileSync(below("acts-remains.json"), "utf8"));
  if (!Array.isArray(acts)) throw new Error("expected acts");
  writeFileSync(below("acts-remains.json"), JSON.stringify(acts.filter((one: unknown) => !without.includes((one as { kind: string }).kind))));
  const read = (path: string): Promise<Uint8Array> => Promise.resolve(new Uint8Array(readFileSync(path)));
  const record = join(folder, "record");
  const { desk } = await replay((file) => read(below(file)), () => read(below("pack.json")), record, false, seededChance("exercise"), "test", () => {});
  await desk.record.close();
  return record;
}

export async function serveExercise(folder: string, without: readonly string[] = [], config: Partial<Config> = {}): Promise<Served & { readonly record: string }> {
  const record = await replayExercise(folder, without);
  const log: string[] = [];
  const door = await openDoor(record, { ...testConfig, ...config }, { ms: Date.now }, (line) => void log.push(line), () => {}, `${folder}/no-web`);
  await door.server.ready();
  return { door, wire: injectWire(door), log, record };
}
