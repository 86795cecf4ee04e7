// A command run to its end by a test. One that does not end is killed and named: a run in silence would tell nobody which it was.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "./walked-desk.ts";

const END_MS_MAX = 110_000; // below the 120 s of a test, so that the command is named before the test is given up

export type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** @throws Error with the words of a command that has not ended after 110 s. */
export function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd: repository, env, encoding: "utf8", timeout: END_MS_MAX, killSignal: "SIGKILL", maxBuffer: 1 << 28 });
  if (error && "code" in error && error.code === "ETIMEDOUT") throw new Error(`expected an end within ${END_MS_MAX / 1_000} s: ${[command, ...words].join(" ")}\n${stdout}${stderr}`);
  return { status, stdout, stderr };
}

export const commandFile = join(repository, "bin/allforall.mjs");
export const allforall = (...words: string[]): Ran => run(process.execPath, [commandFile, ...words]);
