// Run: node --import tsx bench/snapshot.ts [ENTRIES]. A start that folds every entry (signature, age file, fold) against one from
// snapshots: CPU seconds, their ratio, bytes of the snapshots, and that both states are the same bytes. The acts share a few
// sealed payloads, so that the record is made in minutes; each of them is opened on its own all the same.
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { utf8 } from "../src/basis/bytes.ts";
import { canonicalJson } from "../src/basis/canonical-json.ts";
import { sha256Hex } from "../src/basis/sha256.ts";
import { appendLeaf, leafOf, openDesk, type Desk, type Opened } from "../src/desk/desk.ts";
import { exerciseIdentity } from "../src/desk/exercise-keys.ts";
import { dumpState } from "../src/entries/fold.ts";
import { recipientOf, seal } from "../src/store/vault/seal.ts";
import { replayExample, seededChance } from "../test/walked-desk.ts";

const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "afa-snap-bench-"));
const since = "2026-01-01T00:00:00.000Z";
const at = parseCivilDate("1862-09-22");
if (!at) throw new Error("no date");

async function make(): Promise<void> {
  const desk = await replayExample("cartel-1862", folder);
  const chance = seededChance("bench");
  const recipients = [await recipientOf(exerciseIdentity(desk.seed, "SEC")), await recipientOf(exerciseIdentity(desk.seed, "US"))];
  const openedBy = new Map<string, Opened>();
  const commits = await Promise.all(Array.from({ length: 64 }, async (_, i) => {
    const flows = [{ count: i + 1, what: "captives", from: "US", to: "CS", obligations: [] }];
    const sealed = await seal(utf8(canonicalJson({ label: `act-${i}`, body: { operation: `bench-${i}`, flows }, sources: ["https://example.org/a-source-of-some-length"] })), chance.salt(), recipients);
    await desk.vault.keep(sealed);
    openedBy.set(sealed.sealed, { label: `act-${i}`, body: { operation: `bench-${i}`, flows }, sources: ["https://example.org/a-source-of-some-length"] });
    return { name: "act", commitment: sealed.commitment, sealed: sealed.sealed, to: ["SEC", "US"] };
  }));
  let n = 0;
  await Promise.all(Array.from({ length: 512 }, async () => {
    while (desk.ahead.size < count) {
      const commit = commits[n++ % commits.length];
      const opened = commit && openedBy.get(commit.sealed);
      if (opened) desk.own.set(commit.sealed, opened); // what was just written is not decrypted again
      if (commit) await appendLeaf(desk, () => leafOf(desk, { author: "US", kind: "operation.counted", at: at!, body: {}, commits: [commit] }, false));
    }
  }));
  await desk.vault.dropSnapshots();
  await desk.record.close();
}

async function start(name: string): Promise<{ seconds: number; dump: string; desk: Desk }> {
  const cpu = process.cpuUsage();
  const desk = await openDesk(folder, "SEC", since);
  const { user, system } = process.cpuUsage(cpu);
  await desk.record.close();
  const seconds = (user + system) / 1e6;
  console.log(`${name}: ${seconds.toFixed(1)} CPU-s for ${desk.tree.size} entries (${((seconds * 1e6) / desk.tree.size).toFixed(0)} µs each), ${desk.snapshots.used} of them from snapshots`);
  return { seconds, dump: sha256Hex(utf8(dumpState(desk.state))), desk };
}

try {
  await make();
  const fold = await start("fold from entry 0, writing snapshots");
  const fast = await start("from snapshots");
  const below = join(folder, "snapshots");
  const sizes = readdirSync(below, { recursive: true, encoding: "utf8" }).map((path) => statSync(join(below, path))).filter((one) => one.isFile()).map(({ size }) => size);
  console.log(`ratio ${(fold.seconds / fast.seconds).toFixed(1)}; ${sizes.length} parts, ${(sizes.reduce((a, b) => a + b, 0) / 1e6).toFixed(1)} MB; states ${fold.dump === fast.dump ? "equal byte for byte" : "DIFFER"}`);
  process.exitCode = fold.dump === fast.dump ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
