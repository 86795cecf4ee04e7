// Run: node --import tsx bench/record.ts [ENTRIES]. Durable appends per second by number of clients with the ratio to as many bare
// write-and-fdatasync calls, and verification of a large log: entries per second, memory at two sizes.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { base64, concat, utf8 } from "../src/basis/bytes.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { sha256, sha256Hex } from "../src/basis/sha256.ts";
import { signerFromSeed, verifies } from "../src/compute/ed25519.ts";
import { printCheckpoint } from "../src/record/checkpoint.ts";
import { printHead } from "../src/record/entry-head.ts";
import { sealEnvelope } from "../src/record/envelope.ts";
import { rootKeyName } from "../src/record/key-registry.ts";
import { EMPTY_TREE, extend, leafHash, nodeHash, rootOf } from "../src/record/merkle.ts";
import { COSIGNATURE, cosignNote, ED25519, printNote, signNote } from "../src/record/note.ts";
import { printPartiesPolicy } from "../src/record/policy.ts";
import { bundlePath, packEntries, tilePath, TILE_WIDTH } from "../src/record/tile.ts";
import { sayVerdict, verifyBundle } from "../src/record/verify.ts";
import { createFiles, openFiles } from "../src/store/files/file-record.ts";

const seconds = (from: number): number => (performance.now() - from) / 1000;
const at = parseCivilDate("2025-06-02");
const signer = (name: string) => signerFromSeed(sha256(utf8(name)));
const per = (n: number, s: number): string => `${Math.round(n / s)}/s`;

async function appends(clients: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "afa-bench-"));
  createFiles(folder, new Map());
  const record = await openFiles(folder, () => 0);
  const each = clients === 1 ? 200 : clients === 10 ? 100 : clients === 100 ? 50 : 20;
  const leaf = new Uint8Array(260);
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let i = 0; i < each; i++) await record.append(leaf);
  }));
  const own = (clients * each) / seconds(start);
  await record.close();
  const bare = openSync(join(folder, "bare"), "w");
  const begin = performance.now();
  for (let i = 0; i < 200; i++) {
    writeSync(bare, leaf);
    fdatasyncSync(bare);
  }
  const syncs = 200 / seconds(begin);
  closeSync(bare);
  rmSync(folder, { recursive: true });
  console.log(`appends, ${String(clients).padStart(4)} clients: ${Math.round(own)}/s durable; ${(own / syncs).toFixed(2)} times the bare write-and-fdatasync loop (${Math.round(syncs)}/s)`);
}

/** A log of `count` entries by one author, in memory as a verifier would find it. */
function makeLog(count: number): Map<string, Uint8Array> {
  const origin = "bench.example/record";
  const [log, root, sign] = [signer("log"), signer("root"), signer("sign")];
  const witnesses = ["A", "B"].map((code) => ({ code, witness: { name: `${origin}/${code}/witness/1`, type: COSIGNATURE, publicKey: signer(code).publicKey } as const }));
  const policy = utf8(printPartiesPolicy({ name: origin, type: ED25519, publicKey: log.publicKey }, witnesses));
  const files = new Map([["policy", policy]]);
  let [tree, prev, counter] = [EMPTY_TREE, null as string | null, 0];
  let batch: Uint8Array[] = [];
  const levels: Uint8Array[][] = [];
  const key = `${origin}/A/sign/1`;
  const put = (level: number, hash: Uint8Array): void => {
    const row = (levels[level] ??= []);
    row.push(hash);
    if (row.length % TILE_WIDTH !== 0) return;
    let fold = row.slice(-TILE_WIDTH);
    files.set(`log/${tilePath(level, row.length / TILE_WIDTH - 1, TILE_WIDTH)}`, concat(fold));
    while (fold.length > 1) fold = fold.flatMap((one, i) => (i % 2 === 0 ? [nodeHash(one, fold[i + 1] ?? one)] : []));
    put(level + 1, fold[0] ?? hash);
  };
  for (let i = 0; i < count && at; i++) {
    const kind = i === 0 ? "genesis" : i === 1 ? "key.add" : "statement.recorded";
    const body = i === 0 ? { policy: sha256Hex(policy), parties: [{ code: "A", root: base64(root.publicKey) }] } : i === 1 ? { key, publicKey: base64(sign.publicKey) } : {};
    const own = i < 2 ? rootKeyName(origin, "A") : key;
    const leaf = sealEnvelope(printHead({ origin, talks: "bench", author: "A", key: own, counter: ++counter, prev, kind, at, body, commits: [] }), own, i < 2 ? root : sign);
    const hash = leafHash(leaf);
    prev = Buffer.from(hash).toString("hex");
    tree = extend(tree, hash);
    put(0, hash);
    batch.push(leaf);
    if (batch.length === TILE_WIDTH || i === count - 1) {
      files.set(`log/${bundlePath(Math.floor(i / TILE_WIDTH), batch.length)}`, packEntries(batch));
      batch = [];
    }
  }
  levels.forEach((row, level) => {
    const width = row.length % TILE_WIDTH;
    if (width > 0) files.set(`log/${tilePath(level, (row.length - width) / TILE_WIDTH, width)}`, concat(row.slice(-width)));
  });
  const text = printCheckpoint({ origin, size: count, root: rootOf(tree) });
  const signatures = [signNote(text, origin, log), ...witnesses.map(({ code, witness }) => cosignNote(text, witness.name, signer(code), 1))];
  files.set("log/checkpoint", utf8(printNote({ text, signatures })));
  return files;
}

async function verification(count: number): Promise<void> {
  const files = makeLog(count);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let peak = 0;
  const start = performance.now();
  const verdict = await verifyBundle({ list: () => Promise.resolve([...files.keys()]), read: (path) => Promise.resolve(files.get(path)) }, verifies, () => {
    globalThis.gc?.();
    peak = Math.max(peak, process.memoryUsage().heapUsed - before);
  });
  console.log(`verification of ${count} entries: ${seconds(start).toFixed(1)} s, ${per(count, seconds(start))}, heap beside the log ${(peak / 1e6).toFixed(1)} MB: ${sayVerdict(verdict)}`);
}

const entries = Number(process.argv[2] ?? 100_000);
for (const clients of [1, 10, 100, 1000]) await appends(clients);
await verification(Math.round(entries / 10));
await verification(entries);
