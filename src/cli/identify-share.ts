// One search on several machines: the search written as parts, each worked off by a command of its own, their answers taken into the
// search that began it. Shards are pure functions of their text and the policy, so the bytes are those of one run. A part holds
// genotypes and stays with the laboratory; answers hold ratios and line numbers.
import { closeSync, createReadStream, existsSync, openSync, writeSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createHash } from "node:crypto";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { ScreenPlan } from "../compute/screen-dna-shard.ts";
import { screenDna, type NumberedTask } from "../compute/screen-dna.ts";
import { packShard } from "../identification/shard-checkpoint.ts";
import type { Io } from "./command.ts";
import { digestOfShard, headOf, knownIn, planDigestOf, shardsOf } from "./identify-search.ts";

const FORMAT = "exchange-share/1";
const PARTS_MAX = 1_000;

/** Writes `parts` files below `out`, shards dealt in turn; its owner's alone. @throws Fault `USAGE` and those of the families file. */
export async function writeParts(plan: ScreenPlan, families: string, out: string, parts: number): Promise<{ readonly files: readonly string[]; readonly shards: number }> {
  if (!Number.isInteger(parts) || parts < 2 || parts > PARTS_MAX) throw new Fault("USAGE", `expected --parts from 2 to ${PARTS_MAX}`);
  await mkdir(out, { recursive: true, mode: 0o700 });
  const files = Array.from({ length: parts }, (_, i) => join(out, `part-${i + 1}.share`));
  for (const file of files) if (existsSync(file)) throw new Fault("USAGE", "expected a folder without parts of another search", [{ file }]);
  const open = files.map((file) => openSync(file, "wx", 0o600));
  let shards = 0;
  try {
    open.forEach((one, i) => writeSync(one, `${JSON.stringify({ format: FORMAT, part: i + 1, parts, families, planSha256: planDigestOf(plan), plan })}\n`));
    for await (const lines of shardsOf(families, createHash("sha256"), () => {})) {
      const to = open[shards++ % parts];
      if (to !== undefined) writeSync(to, `${JSON.stringify({ lines: lines.map(({ line, text }) => ({ line, text })) })}\n`);
    }
  } finally {
    for (const one of open) closeSync(one);
  }
  return { files, shards };
}

type Part = { readonly plan: ScreenPlan; readonly families: string; readonly name: string };

/** The head of a part: its plan must be the one that it names, made by this engine. @throws Fault `SHARE_FORM`, `SHARE_ENGINE`. */
function readHead(text: string, file: string): Part {
  const value = parseJson(text, file);
  if (!isRecord(value) || value["format"] !== FORMAT || !isRecord(value["plan"]) || typeof value["families"] !== "string") throw new Fault("SHARE_FORM", `expected a part that \`identify share\` wrote (${FORMAT})`, [{ file, line: 1 }]);
  const plan = value["plan"] as unknown as ScreenPlan; // its digest is that of what was written
  if (planDigestOf(plan) !== value["planSha256"]) throw new Fault("SHARE_ENGINE", "expected a part as it was written, by the same version of the engine", [{ file, line: 1 }]);
  return { plan, families: value["families"], name: `${String(value["part"])} of ${String(value["parts"])}` };
}

/** Works off one part; finished shards of an earlier try are kept. @throws Fault `SHARE_FORM`, `SHARE_ENGINE`, `FILE_NONE`. */
export async function runPart(path: string | undefined, io: Io, { out, threads }: { readonly out: string; readonly threads: number }): Promise<number> {
  if (path === undefined || !existsSync(path)) throw new Fault("FILE_NONE", "expected the file of a part", [{ file: path ?? "" }]);
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })[Symbol.asyncIterator]();
  const part = readHead(String((await lines.next()).value ?? ""), path);
  const known = existsSync(out) ? knownIn(out, planDigestOf(part.plan)) : new Map<string, never>();
  const digests = new Map<number, string>();
  const kept = [headOf(part.plan), ...[...known].map(([digest, answer]) => packShard({ digest, answer }))];
  await writeFile(`${out}.new`, `${kept.join("\n")}\n`, { mode: 0o600, flush: true }); // whoever is stopped here has his answers still
  await rename(`${out}.new`, out);
  const answers = openSync(out, "a", 0o600);
  let done = 0;
  const tasks = async function* (): AsyncGenerator<NumberedTask> {
    for (let number = 0, row = await lines.next(); row.done !== true; number++, row = await lines.next()) {
      const value = parseJson(row.value, path);
      if (!isRecord(value) || !Array.isArray(value["lines"])) throw new Fault("SHARE_FORM", "expected families of a shard", [{ file: path, line: number + 2 }]);
      const shard = value["lines"] as readonly { readonly line: number; readonly text: string }[]; // written by `writeParts`
      const digest = digestOfShard(shard);
      digests.set(number, digest);
      if (!known.has(digest)) yield { number, task: { file: part.families, lines: shard } };
    }
  };
  try {
    await screenDna(part.plan, tasks(), threads, (number, answer) => {
      writeSync(answers, `${packShard({ digest: digests.get(number) ?? "", answer })}\n`);
      io.err(`part ${part.name}: shards searched: ${++done}\n`);
    });
  } finally {
    closeSync(answers);
  }
  io.out(`part ${part.name}: shards searched: ${done}, known before: ${known.size}; answers in ${out}\n`);
  return 0;
}
