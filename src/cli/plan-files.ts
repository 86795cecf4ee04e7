// Instance and plan files as the commands of planning read them.
import { Fault } from "../basis/fault.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { parseJson } from "../basis/parse-json.ts";
import { parsePlan, type ReadPlan } from "../planning/parse-plan.ts";
import { parseInstance, type Problem } from "../planning/problem.ts";
import type { Io } from "./command.ts";

/** @throws Fault `USAGE` without a path, `BYTES_UTF8` and those of `parseJson` for the bytes. */
export async function readJson(path: string | undefined, what: string, io: Io): Promise<unknown> {
  if (path === undefined) throw new Fault("USAGE", `expected ${what}`);
  return parseJson(fromUtf8(await io.readFile(path), path), path);
}

export async function readInstance(path: string | undefined, io: Io): Promise<{ readonly value: unknown; readonly problem: Problem }> {
  const value = await readJson(path, "INSTANCE.json", io);
  return { value, problem: parseInstance(value, path) };
}

export const readPlan = async (path: string | undefined, what: string, io: Io): Promise<ReadPlan> => parsePlan(await readJson(path, what, io), path);

/** @throws Fault `USAGE` unless the option is left out or a whole number of at most `most`. */
export function wholeOption(values: Readonly<Record<string, string>>, name: string, otherwise: number, most = 999_999_999): number {
  const text = values[name];
  if (text === undefined) return otherwise;
  if (!/^\d{1,10}$/.test(text) || Number(text) > most) throw new Fault("USAGE", `expected a whole number of at most ${most} after --${name}`);
  return Number(text);
}
