// One suite over both stores: what the desk needs of record, vault, witnesses and jobs holds on files and on PostgreSQL alike.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hex, utf8 } from "../../src/basis/bytes.ts";
import { recordAct, catchUp, openDesk } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { exportBundle, receiptOf } from "../../src/desk/export-bundle.ts";
import { createStore, hasRecord, openStore, type Store } from "../../src/desk/open-store.ts";
import { dumpState } from "../../src/entries/fold.ts";
import { verifies } from "../../src/compute/ed25519.ts";
import { printCheckpoint } from "../../src/record/checkpoint.ts";
import { EMPTY_ROOT, EMPTY_TREE, extend, inclusionProof, leafHash, rootFromInclusion, rootOf } from "../../src/record/merkle.ts";
import { slowRoot } from "../../src/record/merkle.slow.ts";
import { verifyBundle } from "../../src/record/verify.ts";
import { identityOf, open, recipientOf, seal } from "../../src/store/vault/seal.ts";
import { hasPostgres, startPostgres, type TestServer } from "../postgres-server.ts";
import { replayExample, seededChance } from "../walked-desk.ts";

let server: TestServer | undefined;
const folders: string[] = [];
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}, 120_000);

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "afa-both-"));
  folders.push(folder);
  return folder;
};
const kinds = [
  { kind: "files", here: true, place: () => Promise.resolve(newFolder()) },
  { kind: "PostgreSQL", here: hasPostgres, place: () => (server ? server.newDatabase() : Promise.reject(new Error("no server"))) },
];
const leaf = (i: number): Uint8Array => utf8(`leaf ${i} ${"x".repeat(i % 300)}`);
const all = async ({ record }: Store): Promise<string[]> => (await record.entries(0, record.size())).map(hex);
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const note = (size: number, root: Uint8Array): Uint8Array => utf8(`${printCheckpoint({ origin: "both.example", size, root })}\n— both.example AAAAAAAA\n`);

for (const { kind, here, place } of kinds)
  describe.runIf(here)(`on ${kind}`, () => {
    const withStore = async (use: (store: Store, where: string) => Promise<void>): Promise<void> => {
      const where = await place();
      await createStore(where, new Map([["policy", utf8("a policy\n")], ["keys/log.vkey", utf8("a key\n")], ["keys/witness-A.vkey", utf8("another\n")]]));
      const store = await openStore(where, "test");
      try {
        await use(store, where);
      } finally {
        await store.record.close();
      }
    };

    test("only init makes a record, and it makes one once", async () => {
      const where = await place();
      expect(await hasRecord(where)).toBe(false);
      await expect(openStore(where, "test")).rejects.toEqual(code("STORE_NONE"));
      await createStore(where, new Map());
      expect(await hasRecord(where)).toBe(true);
      await expect(createStore(where, new Map())).rejects.toEqual(code("STORE_EXISTS"));
    });

    test("each leaf is acknowledged with its index and hash, and the tree is that of RFC 6962 at every size", () =>
      withStore(async ({ record }) => {
        let tree = EMPTY_TREE;
        for (let i = 0; i < 20; i++) {
          const ack = await record.append(leaf(i));
          expect(ack).toEqual({ index: i, leafHash: leafHash(leaf(i)) });
          tree = extend(tree, ack.leafHash);
          expect(rootOf(tree)).toEqual(slowRoot(Array.from({ length: i + 1 }, (_, k) => leaf(k))));
        }
        for (let i = 0; i < 20; i++) {
          expect(await record.entry(i)).toEqual(leaf(i));
          expect(rootFromInclusion(leafHash(leaf(i)), i, 20, inclusionProof(i, 20, record.node))).toEqual(rootOf(tree));
        }
        expect(await record.entries(7, 11)).toEqual([leaf(7), leaf(8), leaf(9), leaf(10)]);
        await expect((async () => record.entry(20))()).rejects.toEqual(code("STORE_INDEX"));
      }));

    test("many clients at once get the indexes in the order in which they asked, and all of it stands after opening again", async () => {
      const where = await place();
      await createStore(where, new Map());
      const first = await openStore(where, "test");
      const acks = await Promise.all(Array.from({ length: 700 }, (_, i) => first.record.append(leaf(i))));
      expect(acks.map(({ index }) => index)).toEqual(Array.from({ length: 700 }, (_, i) => i));
      await first.record.close();
      const again = await openStore(where, "test");
      expect(await all(again)).toEqual(Array.from({ length: 700 }, (_, i) => hex(leaf(i))));
      expect(again.record.node(3, 1)).toEqual(first.record.node(3, 1));
      await again.record.close();
    });

    test("a leaf bound to a place stands there or nowhere", () =>
      withStore(async ({ record }) => {
        const { leafHash: zero } = await record.append(leaf(0), { index: 0, after: null });
        await record.append(leaf(1), { index: 1, after: zero });
        await expect(record.append(leaf(9), { index: 1, after: zero })).rejects.toEqual(code("RECORD_MOVED"));
        await expect(record.append(leaf(9), { index: 2, after: zero })).rejects.toEqual(code("RECORD_MOVED"));
        // one that was signed on top of a leaf that found no place finds none either
        const late = [record.append(leaf(2), { index: 1, after: zero }), record.append(leaf(3), { index: 2, after: leafHash(leaf(2)) })];
        for (const one of await Promise.allSettled(late)) expect(one).toMatchObject({ status: "rejected", reason: { code: "RECORD_MOVED" } });
        expect(record.size()).toBe(2);
        await expect(record.append(new Uint8Array(65_536))).rejects.toEqual(code("ENTRY_SIZE"));
        await record.append(new Uint8Array(65_535));
        await record.append(new Uint8Array(0));
        expect((await record.entry(2)).length + (await record.entry(3)).length).toBe(65_535);
      }));

    test("the checkpoint moves by compare-and-swap on size and root, pending first", () =>
      withStore(async ({ record }) => {
        for (let i = 0; i < 3; i++) await record.append(leaf(i));
        const none = { size: 0, root: EMPTY_ROOT };
        const now = { size: 3, root: slowRoot([leaf(0), leaf(1), leaf(2)]) };
        await record.alone(async () => {
          expect(await record.read("pending/checkpoint")).toBeUndefined();
          await record.writeTiles(3);
          await record.movePending(none, now, note(3, now.root));
          expect(await record.read("pending/checkpoint")).toEqual(note(3, now.root));
          expect(await record.read("log/checkpoint")).toBeUndefined();
          await record.movePublished(none, now, note(3, now.root));
        });
        expect(await record.read("log/checkpoint")).toEqual(note(3, now.root));
        expect(await record.read("checkpoints/3")).toEqual(note(3, now.root));
        expect(await record.list("checkpoints")).toEqual(["3"]);
        expect(await record.read("log/tile/0/000.p/3")).toHaveLength(96);
      }));

    test("tiles and bundles are read by their paths, the old partial goes when a new size is published", () =>
      withStore(async ({ record }) => {
        let tree = EMPTY_TREE;
        const grow = async (count: number): Promise<void> => {
          const acks = await Promise.all(Array.from({ length: count }, (_, i) => record.append(leaf(tree.size + i))));
          for (const { leafHash: hash } of acks) tree = extend(tree, hash);
        };
        await grow(300);
        await record.writeTiles(300);
        expect(await record.read("log/tile/0/000")).toHaveLength(8192);
        expect(await record.read("log/tile/0/001.p/44")).toHaveLength(44 * 32);
        expect(await record.read("log/tile/1/000.p/1")).toHaveLength(32);
        expect(await record.read("log/tile/entries/001.p/44")).toHaveLength(Array.from({ length: 44 }, (_, i) => 2 + leaf(256 + i).length).reduce((a, b) => a + b));
        expect(await record.read("log/tile/0/001.p/45")).toBeUndefined();
        expect(await record.read("log/tile/2/000.p/1")).toBeUndefined();
        await grow(1);
        await record.writeTiles(301);
        await record.dropPartials(300, 301);
        expect(await record.read("log/tile/0/001.p/44")).toBeUndefined();
        expect(await record.read("log/tile/0/001.p/45")).toHaveLength(45 * 32);
        expect(await record.read("log/tile/1/000.p/1")).toHaveLength(32);
      }));

    test("named files are read and listed", () =>
      withStore(async ({ record }) => {
        expect(await record.read("policy")).toEqual(utf8("a policy\n"));
        expect(await record.list("keys")).toEqual(["log.vkey", "witness-A.vkey"]);
        expect(await record.list("nothing")).toEqual([]);
        expect(await record.read("nothing")).toBeUndefined();
      }));

    test("sealed payloads and snapshots come back byte for byte, and twice is once", () =>
      withStore(async ({ vault }) => {
        const identity = identityOf(new Uint8Array(32).fill(7));
        const sealed = await seal(utf8("said in confidence"), new Uint8Array(32), [await recipientOf(identity)]);
        await vault.keep(sealed);
        await vault.keep(sealed);
        const bytes = await vault.sealed(sealed.sealed);
        expect(bytes).toEqual(sealed.ciphertext);
        expect(await open(bytes ?? new Uint8Array(0), identity, sealed.commitment)).toEqual(utf8("said in confidence"));
        const other = "0".repeat(64);
        expect(await vault.sealedAll([other, sealed.sealed, other])).toEqual([undefined, sealed.ciphertext, undefined]);
        expect(await vault.snapshotPart("A", 512)).toBeUndefined();
        await vault.keepSnapshotPart("A", 512, sealed.ciphertext);
        await vault.keepSnapshotPart("A", 512, sealed.ciphertext);
        expect(await vault.snapshotPart("A", 512)).toEqual(sealed.ciphertext);
        expect([await vault.snapshotPart("A", 0), await vault.snapshotPart("B", 512)]).toEqual([undefined, undefined]);
        await vault.dropSnapshots();
        expect(await vault.snapshotPart("A", 512)).toBeUndefined();
        await vault.keepSnapshotPart("A", 512, sealed.ciphertext);
        await vault.destroy(sealed.sealed);
        await vault.destroy(sealed.sealed);
        expect([await vault.sealed(sealed.sealed), await vault.snapshotPart("A", 512)]).toEqual([undefined, undefined]);
      }));

    test("what a witness cosigned moves by compare-and-swap", () =>
      withStore(async ({ witnesses }) => {
        const none = { size: 0, root: EMPTY_ROOT };
        const [three, five] = [{ size: 3, root: leafHash(leaf(3)) }, { size: 5, root: leafHash(leaf(5)) }];
        const text = (point: { size: number; root: Uint8Array }) => utf8(printCheckpoint({ origin: "both.example", ...point }));
        expect(await witnesses.cosigned("A")).toBeUndefined();
        await witnesses.moveCosigned("A", none, three, text(three));
        await expect((async () => witnesses.moveCosigned("A", none, five, text(five)))()).rejects.toEqual(code("CHECKPOINT_MOVED"));
        await expect((async () => witnesses.moveCosigned("A", { ...three, root: five.root }, five, text(five)))()).rejects.toEqual(code("CHECKPOINT_MOVED"));
        await witnesses.moveCosigned("A", three, five, text(five));
        expect(await witnesses.cosigned("A")).toEqual(text(five));
        expect(await witnesses.cosigned("B")).toBeUndefined();
      }));

    test("a job is taken once, says how far it is, is cancelled, fails and ends, each only by who holds it", () =>
      withStore(async ({ jobs }) => {
        const sealed = async (text: string) => (await seal(utf8(text), new Uint8Array(32), [await recipientOf(identityOf(new Uint8Array(32).fill(9)))])).ciphertext;
        const [one, two, three] = [await jobs.add("match.lists", await sealed("1"), 2), await jobs.add("match.lists", await sealed("2"), 2), await jobs.add("print", await sealed("3"), 1)];
        const first = await jobs.take(["match.lists"], 60_000);
        const second = await jobs.take(["match.lists"], 60_000);
        expect([first?.id, second?.id, await jobs.take(["match.lists"], 60_000)]).toEqual([one, two, undefined]);
        const lease = { id: one, attempt: 1 };
        const resume = await sealed("half");
        expect(await jobs.beat(lease, 60_000, { doneCount: 5, ofCount: 10, resume })).toBe(false);
        expect(await jobs.job(one)).toMatchObject({ state: "running", doneCount: 5, ofCount: 10, attempt: 1, resume });
        await expect((async () => jobs.finish({ id: one, attempt: 2 }, resume))()).rejects.toEqual(code("JOB_LOST"));
        await jobs.finish(lease, resume);
        expect(await jobs.job(one)).toMatchObject({ state: "done", result: resume });
        await expect((async () => jobs.finish(lease, resume))()).rejects.toEqual(code("JOB_LOST"));
        expect(await jobs.cancel(two)).toBe(true);
        expect(await jobs.beat({ id: two, attempt: 1 }, 60_000, { doneCount: 0, ofCount: "not known" })).toBe(true);
        await jobs.fail({ id: two, attempt: 1 }, "cancelled");
        expect(await jobs.job(two)).toMatchObject({ state: "cancelled", ofCount: "not known" });
        expect(await jobs.cancel(two)).toBe(false);
        await jobs.take(["print"], 60_000);
        await jobs.fail({ id: three, attempt: 1 }, { faultCode: "PRINT_FONT" });
        expect(await jobs.job(three)).toMatchObject({ state: "failed", faultCode: "PRINT_FONT" });
        await expect((async () => jobs.add("print", utf8("in clear"), 1))()).rejects.toEqual(code("STORE_REFUSED"));
      }));

    test("a replayed example folds again to the same state byte for byte, its receipt and its bundle hold", async () => {
      const where = await place();
      const desk = await replayExample("cartel-1862", where);
      const kept = dumpState(desk.state);
      const bundle = await exportBundle(desk, undefined);
      expect(await verifyBundle({ list: () => Promise.resolve([...bundle.keys()]), read: (path) => Promise.resolve(bundle.get(path)) }, verifies)).toMatchObject({ kind: "in-force", size: desk.record.size() });
      expect((await receiptOf(desk, 3)).entry).toEqual(await desk.record.entry(3));
      await desk.record.close();
      for (const party of ["SEC", "US", "CS"]) {
        const again = await openDesk(where, party, "test");
        expect(dumpState(again.state)).toBe(kept);
        await again.record.close();
      }
      const resumed = await replayExample("cartel-1862", where, true);
      expect(resumed.record.size()).toBe(desk.tree.size);
      await resumed.record.close();
    });

    test("acts signed at once by one desk all stand, each author's chain whole", async () => {
      const where = await place();
      const desk = await replayExample("cartel-1862", where);
      const [act] = desk.state.acts;
      if (!act) throw new Error("no act");
      const before = desk.state.acts.length;
      const chance = seededChance("at once");
      const write = (i: number) => recordAct(desk, { label: `at-once-${i}`, at: "1862-07-23" as never, actor: act.author, kind: act.kind, body: { ...act.body }, sources: [], to: ["SEC", "US", "CS"] }, chance);
      const indexes = await Promise.all(Array.from({ length: 40 }, (_, i) => write(i)));
      expect(new Set(indexes).size).toBe(40);
      expect(desk.state.acts.length).toBe(before + 40);
      await publish(desk, 1);
      const kept = dumpState(desk.state);
      await desk.record.close();
      const again = await openDesk(where, "SEC", "test");
      await catchUp(again);
      expect(dumpState(again.state)).toBe(kept);
      await again.record.close();
    });
  });

test.runIf(hasPostgres)("the bundle of the same entries is the same bytes from files and from PostgreSQL", async () => {
  const [folder, database] = [newFolder(), await (server as TestServer).newDatabase()];
  const onFiles = await replayExample("istanbul-2025", folder);
  await createStore(database, await namedFiles(onFiles.record));
  const copy = await openStore(database, "test");
  for (const [index, bytes] of (await onFiles.record.entries(0, onFiles.record.size())).entries()) expect((await copy.record.append(bytes)).index).toBe(index);
  for (const act of await onFiles.record.entries(0, onFiles.record.size())) {
    const sealed = /"sealed":"([0-9a-f]{64})"/.exec(Buffer.from(/"payload":"([^"]+)"/.exec(Buffer.from(act).toString())?.[1] ?? "", "base64").toString())?.[1];
    const ciphertext = sealed === undefined ? undefined : await onFiles.vault.sealed(sealed);
    if (sealed !== undefined && ciphertext) await copy.vault.keep({ sealed, ciphertext });
  }
  // the published checkpoints of the one are published on the other: salts and times differ from run to run, bytes are compared
  let from = { size: 0, root: EMPTY_ROOT };
  for (const size of (await onFiles.record.list("checkpoints")).map(Number).sort((a, b) => a - b)) {
    const bytes = (await onFiles.record.read(`checkpoints/${size}`)) ?? new Uint8Array(0);
    const to = { size, root: slowRoot(await onFiles.record.entries(0, size)) };
    await copy.record.writeTiles(size);
    await copy.record.movePending(from, to, bytes);
    await copy.record.movePublished(from, to, bytes);
    await copy.record.dropPartials(from.size, size);
    from = to;
  }
  await copy.record.close();
  const onDatabase = await openDesk(database, "SEC", "test");
  const [mine, theirs] = [await exportBundle(onFiles, undefined), await exportBundle(onDatabase, undefined)];
  expect([...theirs.keys()].sort()).toEqual([...mine.keys()].sort());
  for (const [path, bytes] of mine) expect(Buffer.from(theirs.get(path) ?? []).equals(bytes), path).toBe(true);
  expect(dumpState(onDatabase.state)).toBe(dumpState(onFiles.state));
  await onFiles.record.close();
  await onDatabase.record.close();
});

async function namedFiles(record: Store["record"]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const paths = ["policy", "pack.json", "exercise-seed", ...(await record.list("keys")).map((name) => `keys/${name}`)];
  for (const path of paths) files.set(path, (await record.read(path)) ?? new Uint8Array(0));
  return files;
}
