// A start from snapshots gives the state of the fold byte for byte, on files and on PostgreSQL; a snapshot that does not hold is
// said and ignored; what was erased stands in none.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { eraseActs, openDesk, recordAct, type Desk } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { dumpState } from "../../src/entries/fold.ts";
import { PART_ENTRIES } from "../../src/store/vault/snapshot.ts";
import { hasPostgres, startPostgres, type TestServer } from "../postgres-server.ts";
import { replayExample, seededChance } from "../walked-desk.ts";

let server: TestServer | undefined;
const folder = mkdtempSync(join(tmpdir(), "afa-snap-"));
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres();
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

const at = parseCivilDate("1862-09-22");
if (!at) throw new Error("no date");
const since = "2026-01-01T00:00:00.000Z";

/** Acts until the record holds `size` entries. */
async function grow(desk: Desk, size: number, name: string): Promise<void> {
  const chance = seededChance(name);
  const body = (i: number) => ({ operation: `${name}-${i}`, flows: [{ count: 1, what: "captives", from: "US", to: "CS", obligations: [] }] });
  for (let from = desk.record.size(); from < size; from = desk.record.size())
    await Promise.all(Array.from({ length: Math.min(64, size - from) }, (_, i) =>
      recordAct(desk, { label: `${name}-${from + i}`, at: at!, actor: "US", kind: "operation.counted", body: body(from + i), sources: [], to: i % 5 === 0 ? ["SEC", "US"] : ["CS", "SEC", "US"] }, chance)));
}

const places = [
  { kind: "files", here: true, place: () => Promise.resolve(folder) },
  { kind: "PostgreSQL", here: hasPostgres, place: () => (server ? server.newDatabase() : Promise.reject(new Error("no server"))) },
];
for (const { kind, here, place } of places)
  describe.runIf(here)(`on ${kind}`, () => {
    test("state from snapshots equals state from the fold, and goes on from there", async () => {
      const where = await place();
      const desk = await replayExample("cartel-1862", where);
      await grow(desk, PART_ENTRIES + 30, "more");
      await publish(desk, 1);
      const [live, used] = [dumpState(desk.state), desk.snapshots.used];
      expect(used).toBe(0);
      const registry = JSON.stringify([[...desk.registry.keys.keys()], [...desk.registry.chains]]);
      await desk.record.close();

      const open = async (as: string, told: string[] = []): Promise<Desk> => openDesk(where, as, since, (line) => void told.push(line));
      const fast = await open("SEC");
      expect(fast.snapshots.used).toBe(PART_ENTRIES);
      expect(dumpState(fast.state)).toBe(live);
      expect(JSON.stringify([[...fast.registry.keys.keys()], [...fast.registry.chains]])).toBe(registry);
      expect(fast.tree).toEqual(desk.tree);
      const part = await fast.vault.snapshotPart("SEC", 0);
      if (!part) throw new Error("no snapshot was kept");
      await fast.vault.keepSnapshotPart("SEC", 0, part.with(part.length - 3, (part.at(-3) ?? 0) ^ 1));
      await fast.record.close();

      const told: string[] = [];
      const again = await open("SEC", told);
      expect(told.map((line) => /\[(\w+)\]$/.exec(line)?.[1])).toEqual(["SNAPSHOT_SEAL"]);
      expect(again.snapshots.used).toBe(0);
      expect(dumpState(again.state)).toBe(live);
      await again.record.close();
      const healed: string[] = [];
      const whole = await open("SEC", healed);
      expect([healed, whole.snapshots.used]).toEqual([[], PART_ENTRIES]); // the fold wrote them anew
      await whole.record.close();

      // each compartment has its own, and each sees its own
      const [slow, quick] = [await open("CS").then(async (one) => (await one.record.close(), one)), await open("CS").then(async (one) => (await one.record.close(), one))];
      expect([slow.snapshots.used, quick.snapshots.used]).toEqual([0, PART_ENTRIES]);
      expect(dumpState(quick.state)).toBe(dumpState(slow.state));
      expect(slow.state.closed.length).toBeGreaterThan(50);

      // acts go on upon a state from snapshots
      const on = await open("SEC");
      await grow(on, on.record.size() + 3, "later");
      const after = dumpState(on.state);
      await on.record.close();
      const last = await open("SEC");
      expect(dumpState(last.state)).toBe(after);
      await last.record.close();
    });
  });

test("what was erased is in no snapshot: they go with it, and are written without it", async () => {
  const where = mkdtempSync(join(tmpdir(), "afa-snap-erase-"));
  try {
    const desk = await replayExample("drill", where);
    await desk.record.close();
    const make = async (): Promise<Desk> => openDesk(where, "SEC", since);
    const first = await make();
    const act = first.state.acts.find(({ parsed, label }) => parsed.room === "table" && label === "pause/1/N");
    expect(act).toBeDefined();
    const chance = seededChance("erase");
    const side = first.pack.sides[0].code;
    const body = (i: number) => ({ operation: `e-${i}`, flows: [{ count: 1, what: "captives", from: side, to: first.pack.sides[1].code, obligations: [] }] });
    while (first.record.size() < PART_ENTRIES + 5)
      await Promise.all(Array.from({ length: 32 }, (_, i) => recordAct(first, { label: `e-${first.record.size()}-${i}`, at: at!, actor: side, kind: "operation.counted", body: body(i), sources: [], to: [side, "SEC"].sort() }, chance)));
    const parts = (): string[] => {
      try {
        return readdirSync(join(where, "snapshots"), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".age"));
      } catch {
        return [];
      }
    };
    expect(parts()).toEqual(["SEC/000000000000.age"]);
    await eraseActs(first, ["pause/1/N"], at!);
    expect(parts()).toEqual([]);
    const erased = dumpState(first.state);
    await first.record.close();
    const second = await make(); // folds, writes the part without it
    expect(dumpState(second.state)).toBe(erased);
    expect(parts()).toEqual(["SEC/000000000000.age"]);
    await second.record.close();
    const third = await make();
    expect(third.snapshots.used).toBe(PART_ENTRIES);
    expect(dumpState(third.state)).toBe(erased);
    await third.record.close();
  } finally {
    rmSync(where, { recursive: true, force: true });
  }
});
