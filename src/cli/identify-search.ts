// The blind search as a command runs it: shards from the families file, threads, progress, checkpoint and resume.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { utf8 } from "../basis/bytes.ts";
import { screenDna, type NumberedTask } from "../compute/screen-dna.ts";
import type { PlainAnswer, ScreenPlan } from "../compute/screen-dna-shard.ts";
import { packShard, unpackShard, withTexts } from "../identification/shard-checkpoint.ts";
import type { Io } from "./command.ts";
import { familyLines, fileSize, type FamilyLine } from "./identify-inputs.ts";
import { demandCounts, differFault } from "./identify-recheck.ts";

export const ENGINE_VERSION = "identification 2";

/** What a shard's answer rests on beside its families: remains, frequencies, settings, and the engine itself. */
export const planDigestOf = (plan: ScreenPlan): string => sha256Hex(utf8(canonicalJson({ engine: ENGINE_VERSION, plan })));
export const headOf = (plan: ScreenPlan): string => JSON.stringify({ plan: planDigestOf(plan) });
export const digestOfShard = (lines: readonly { readonly line: number; readonly text: string }[]): string => sha256Hex(utf8(lines.map(({ line, text }) => `${line} ${text}`).join("\n")));

/** Families in one shard: large enough to fill blocks of 128, small enough to lose little when a search is stopped. */
export const SHARD_FAMILIES = 256;

/** `foreign`: the answers that another machine gave, by the file they came in. */
export type SearchRun = { readonly answers: readonly PlainAnswer[]; readonly foreign: ReadonlyMap<PlainAnswer, string>; readonly familiesDigest: string; readonly computed: number; readonly reused: number };

/**
 * Searches all families of `path`. Shards whose families and policy are those of the checkpoint are taken from it when
 * `isResumed`, those that other machines answered out of `answers`; one of each of these files, drawn by `draw` (a number below its
 * argument), is searched here again. The checkpoint
 * holds ratios and line numbers, never a genotype. @throws Fault `ANSWERS_OTHER`, `ANSWERS_DIFFER` with the file.
 */
export async function searchFamilies(plan: ScreenPlan, path: string, run: { io: Io; threads: number; checkpoint: string; isResumed: boolean; answers: readonly string[]; draw: (below: number) => number }): Promise<SearchRun> {
  const { io, threads, checkpoint } = run;
  const { known, again, fileOf } = foreignAnswers(plan, run.answers, run.draw);
  if (run.isResumed) for (const [digest, answer] of readCheckpoint(checkpoint, planDigestOf(plan))) if (!known.has(digest)) known.set(digest, answer);
  writeFileSync(checkpoint, `${headOf(plan)}\n`, { mode: 0o600 });
  const answers: PlainAnswer[] = [];
  const foreign = new Map<PlainAnswer, string>();
  const hash = createHash("sha256");
  const size = Math.max(1, fileSize(path));
  const started = io.now();
  let [bytesRead, said, computed, reused, finished] = [0, started, 0, 0, 0];
  const digestOf = new Map<number, string>();
  const textOf = new Map<number, readonly FamilyLine[]>();
  const keep = (number: number, answer: PlainAnswer): void => {
    const lines = textOf.get(number) ?? [];
    textOf.delete(number);
    const digest = digestOf.get(number) ?? "";
    const from = again.get(digest);
    if (from !== undefined) demandSame(known.get(digest), answer, from);
    const given = from === undefined ? fileOf.get(digest) : undefined;
    if (given !== undefined) demandCounts(answer, lines, { file: given, path, remains: plan.remains.length });
    const whole = withTexts(answer, lines.map(({ text }) => text));
    answers[number] = whole;
    if (given !== undefined) foreign.set(whole, given);
    finished += answer.ids.length;
    if (given === undefined) appendFileSync(checkpoint, `${packShard({ digest, answer })}\n`); // what another machine gave is asked of its file again
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
      const digest = digestOfShard(lines);
      digestOf.set(number, digest);
      textOf.set(number, lines);
      const old = known.get(digest);
      if (old && !again.has(digest)) {
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
  return { answers, foreign, familiesDigest: hash.digest("hex"), computed, reused };
}

export async function* shardsOf(path: string, hash: ReturnType<typeof createHash>, read: (bytes: number) => void): AsyncGenerator<readonly FamilyLine[]> {
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

/** Answers of other machines, and of each file the shard that is searched here again: drawn, so that whoever answered cannot have known which. */
function foreignAnswers(plan: ScreenPlan, files: readonly string[], draw: (below: number) => number): { readonly known: Map<string, PlainAnswer>; readonly again: ReadonlyMap<string, string>; readonly fileOf: ReadonlyMap<string, string> } {
  const known = new Map<string, PlainAnswer>();
  const [again, fileOf] = [new Map<string, string>(), new Map<string, string>()];
  for (const file of files) {
    const own = knownIn(file, planDigestOf(plan));
    for (const [digest, answer] of own) {
      known.set(digest, answer);
      fileOf.set(digest, file);
    }
    const drawn = own.size === 0 ? undefined : [...own.keys()][draw(own.size)];
    if (drawn !== undefined) again.set(drawn, file);
  }
  return { known, again, fileOf };
}

/** @throws Fault `ANSWERS_OTHER` for answers to other remains, another table or policy, or of another engine; `FILE_NONE`. */
export function knownIn(file: string, plan: string): Map<string, PlainAnswer> {
  if (!existsSync(file)) throw new Fault("FILE_NONE", "expected a file of answers", [{ file }]);
  const known = readCheckpoint(file, plan);
  if (known.size === 0 && !readFileSync(file, "utf8").startsWith(JSON.stringify({ plan }))) throw new Fault("ANSWERS_OTHER", "expected answers to these remains, frequencies and settings, of this engine", [{ file, line: 1 }]);
  return known;
}

/** What was answered elsewhere must be what comes out here, byte for byte. */
function demandSame(theirs: PlainAnswer | undefined, ours: PlainAnswer, file: string): void {
  const plain = (answer: PlainAnswer): string => canonicalJson(parseJson(packShard({ digest: "", answer })));
  if (theirs && plain(theirs) !== plain(ours)) throw differFault(file);
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
