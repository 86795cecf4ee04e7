// The blind search as a command runs it: shards from the families file, threads, progress, checkpoint and resume.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { canonicalJson } from "../basis/canonical-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { utf8 } from "../basis/bytes.ts";
import { screenDna, type NumberedTask } from "../compute/screen-dna.ts";
import type { PlainAnswer, ScreenPlan } from "../compute/screen-dna-shard.ts";
import { packShard, unpackShard, withTexts } from "../identification/shard-checkpoint.ts";
import type { Io } from "./command.ts";
import { familyLines, fileSize, type FamilyLine } from "./identify-inputs.ts";

/** Families in one shard: large enough to fill blocks of 128, small enough to lose little when a search is stopped. */
export const SHARD_FAMILIES = 256;

export type SearchRun = { readonly answers: readonly PlainAnswer[]; readonly familiesDigest: string; readonly computed: number; readonly reused: number };

/**
 * Searches all families of `path`. Shards whose families and policy are those of the checkpoint are taken from it when
 * `isResumed`. The checkpoint holds ratios and line numbers, never a genotype.
 */
export async function searchFamilies(plan: ScreenPlan, path: string, run: { io: Io; threads: number; checkpoint: string; isResumed: boolean }): Promise<SearchRun> {
  const { io, threads, checkpoint } = run;
  const planDigest = sha256Hex(utf8(canonicalJson(plan)));
  const known = run.isResumed ? readCheckpoint(checkpoint, planDigest) : new Map<string, PlainAnswer>();
  writeFileSync(checkpoint, `${JSON.stringify({ plan: planDigest })}\n`);
  const answers: PlainAnswer[] = [];
  const hash = createHash("sha256");
  const size = Math.max(1, fileSize(path));
  const started = io.now();
  let [bytesRead, said, computed, reused, finished] = [0, started, 0, 0, 0];
  const digestOf = new Map<number, string>();
  const textOf = new Map<number, readonly FamilyLine[]>();
  const keep = (number: number, answer: PlainAnswer): void => {
    const lines = textOf.get(number) ?? [];
    textOf.delete(number);
    answers[number] = withTexts(answer, lines.map(({ text }) => text));
    finished += answer.ids.length;
    appendFileSync(checkpoint, `${packShard({ digest: digestOf.get(number) ?? "", answer })}\n`);
    const now = io.now();
    if (now - said < 1000) return;
    said = now;
    const share = bytesRead / size;
    const left = share > 0 ? ((now - started) / share) * (1 - share) : 0;
    io.err(`searched ${finished} families, ${Math.floor(share * 100)} % of the file, about ${Math.ceil(left / 1000)} s left\n`);
  };
  const tasks = async function* (): AsyncGenerator<NumberedTask> {
    let number = 0;
    for await (const lines of shardsOf(path, hash, (bytes) => (bytesRead = bytes))) {
      const digest = sha256Hex(utf8(lines.map(({ line, text }) => `${line} ${text}`).join("\n")));
      digestOf.set(number, digest);
      textOf.set(number, lines);
      const old = known.get(digest);
      if (old) {
        reused++;
        keep(number, old);
      } else {
        computed++;
        yield { number, task: { file: path, lines: lines.map(({ line, text }) => ({ line, text })) } };
      }
      number++;
    }
  };
  await screenDna(plan, tasks(), threads, keep);
  return { answers, familiesDigest: hash.digest("hex"), computed, reused };
}

async function* shardsOf(path: string, hash: ReturnType<typeof createHash>, read: (bytes: number) => void): AsyncGenerator<readonly FamilyLine[]> {
  let lines: FamilyLine[] = [];
  for await (const line of familyLines(path, hash)) {
    read(line.bytesRead);
    lines.push(line);
    if (lines.length < SHARD_FAMILIES) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

/** A torn last line is passed over: that shard is computed again. */
function readCheckpoint(path: string, plan: string): Map<string, PlainAnswer> {
  const known = new Map<string, PlainAnswer>();
  if (!existsSync(path)) return known;
  const [head = "", ...lines] = readFileSync(path, "utf8").split("\n");
  if (head !== JSON.stringify({ plan })) return known;
  for (const line of lines) {
    const kept = unpackShard(line);
    if (kept) known.set(kept.digest, kept.answer);
  }
  return known;
}
