// Trap 7 of IDENTIFICATION.md 18: the kernel and the TypeScript path give the same bits; both agree with float64.
import { expect, test } from "vitest";
import { seededRandom } from "../basis/seeded-random.ts";
import { loadScreen } from "../compute/screen-kernel.ts";
import { eachHit, fillBlock, padMarkers, screenBlock } from "./screen.ts";

test("trap 7: the kernel is bit-equal to Math.fround products, with exclusions, ties at the floor and a short last block", () => {
  const random = seededRandom("screen");
  for (const [lanes, markers, remains] of [[128, 24, 40], [37, 9, 25], [1, 1, 7], [64, 13, 11]] as const) {
    const rows = 1 + markers * 20;
    const tables = Array.from({ length: lanes }, () => Float64Array.from({ length: rows }, (_, row) => (row === 0 ? 1 : random.unit() < 0.02 ? 0 : 10 ** (3 * random.unit() - 1.6))));
    const shown = padMarkers(Array.from({ length: remains }, () => Int32Array.from({ length: markers }, (_, m) => (random.unit() < 0.1 ? 0 : 1 + m * 20 + random.below(20)))), markers);
    const block = fillBlock(tables, tables.map(() => random.unit() * 4 - 3), rows);
      const tie = screenBlock({ ...block, floors: block.floors.fill(1) }, { ...shown, rows: new Int32Array(shown.rows.length) }); // every product is 1
    expect(tie.count).toBe(remains * Math.ceil(lanes / 32));
    const { screen, name } = loadScreen();
    expect(name).toMatch(/^wasm-simd/);
    for (const floor of [0.5, 1, 100]) {
      const own = { ...block, floors: block.floors.map((_, lane) => (lane < lanes ? floor : Infinity)) };
      const [slow, fast] = [screenBlock(own, shown), screen(own, shown)];
      expect(fast.count).toBe(slow.count);
      expect(fast.words).toEqual(slow.words.slice(0, slow.count * 3));
      expect(Buffer.from(fast.sums.buffer).equals(Buffer.from(slow.sums.buffer))).toBe(true);
      const hits = new Set<string>();
      eachHit(fast, (r, lane) => hits.add(`${r}/${lane}`));
      for (let r = 0; r < remains; r++)
        for (let lane = 0; lane < lanes; lane++) {
          let exact = 1;
          for (let m = 0; m < shown.markers; m++) exact *= Math.max(1e-6, tables[lane]?.[shown.rows[r * shown.markers + m] ?? 0] ?? 1);
          if (Math.abs(Math.log10(exact) - Math.log10(floor)) > 1e-5) expect(hits.has(`${r}/${lane}`)).toBe(exact >= floor);
        }
    }
  }
});
