// A record made for tests: the cartel example replayed into a temporary folder, with reproducible salts.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { utf8 } from "../src/basis/bytes.ts";
import { sha256 } from "../src/basis/sha256.ts";
import { readPackAt } from "../src/cli/pack-folder.ts";
import type { Chance, Desk } from "../src/desk/desk.ts";
import { replay } from "../src/desk/replay.ts";

export const repository = fileURLToPath(new URL("..", import.meta.url));

export function seededChance(seed: string): Chance {
  let n = 0;
  return { salt: () => sha256(utf8(`${seed} ${n++}`)), seconds: () => 1_750_000_000 + n };
}

export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "afa-test-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const bytes = (path: string): Promise<Uint8Array> => Promise.resolve(new Uint8Array(readFileSync(path)));

/** The desk stays open: the caller closes its record. */
export async function replayExample(name: string, folder: string, hasRecord = false): Promise<Desk> {
  const { desk } = await replay(
    (file) => bytes(join(repository, "examples", name, file)),
    async (pack) => (await readPackAt(join(repository, "packs", pack))).bytes,
    folder, hasRecord, seededChance(name), "test", () => {},
  );
  return desk;
}
