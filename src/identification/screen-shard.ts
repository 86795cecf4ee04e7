// One shard of the search: some families against all remains. A pure function of the shard's text, the remains and the
// policy, so shards run on any thread or machine in any order and are merged by number.
import { Fault } from "../basis/fault.ts";
import type { OrderMemo } from "./family-likelihood.ts";
import { paternalLine, compareHaplotypes } from "./haplotype.ts";
import { markerLr } from "./likelihood-ratio.ts";
import { parseFamily, type Family } from "./parse-families.ts";
import type { Remains } from "./parse-remains.ts";
import type { Sex } from "./pedigree.ts";
import { eachHit, fillBlock, LANES, padMarkers, type RemainsRows, type Screen } from "./screen.ts";
import { buildTable, rowOf, screeningFloor, type Panel, type SlotTable } from "./table.ts";

/** Best pairs under LR 100 that are kept for one missing person, and best pairs of any kind. What is cut is counted. */
const WEAK_KEPT = 3;
const KEPT = 60;

export type Pair = {
  readonly family: number; readonly slot: number; readonly remains: number;
  /** log10 LR, -Infinity for an exclusion, computed by full elimination. */
  readonly log10Lr: number;
  readonly excluded: readonly string[];
  readonly markers: number;
  readonly y: readonly string[];
};

export type ShardAnswer = {
  readonly pairs: readonly Pair[];
  /** For each of the remains, Σ LR over the missing of compatible sex that are not among `pairs`. */
  readonly rest: Float64Array;
  /** Missing persons by sex; those of families without any typed reference are in `unreferenced` too. */
  readonly missing: Readonly<Record<Sex, number>>;
  readonly unreferenced: number;
  readonly scanned: number;
  readonly cut: number;
  /** Families of the pairs, with the line they stand on. */
  readonly families: readonly { readonly index: number; readonly line: number; readonly text: string }[];
  readonly ids: readonly string[];
  readonly markersTyped: readonly string[];
  readonly faults: readonly Fault[];
};

export type ShardTask = { readonly lines: readonly { readonly line: number; readonly text: string }[]; readonly file: string };

export type Search = { readonly panel: Panel; readonly remains: readonly Remains[]; readonly rows: readonly Int32Array[]; readonly bySex: ReadonlyMap<Sex, { readonly who: readonly number[]; readonly rows: RemainsRows }>; readonly theta: number };

/** Prepares the remains once for all shards. */
export function makeSearch(panel: Panel, remains: readonly Remains[], theta: number): Search {
  const rows = remains.map(({ profile }) => Int32Array.from(panel.markers, (marker, index) => rowOf(panel, index, profile[marker])));
  const bySex = new Map<Sex, { who: readonly number[]; rows: RemainsRows }>();
  for (const sex of ["M", "F", "U"] as const) {
    const who = remains.flatMap((one, index) => (one.sex === sex || one.sex === "U" || sex === "U" ? [index] : []));
    bySex.set(sex, { who, rows: padMarkers(who.map((index) => rows[index] ?? new Int32Array(0)), panel.markers.length) });
  }
  return { panel, remains, rows, bySex, theta };
}

type Slot = { readonly family: Family; readonly index: number; readonly slot: number; readonly sex: Sex; readonly table: SlotTable };

/** Faults of the shard are returned; a family with a fault is not searched. */
export function screenShard(task: ShardTask, search: Search, screen: Screen, memo: OrderMemo): ShardAnswer {
  const faults: Fault[] = [];
  const families = task.lines.map(({ text, line }) => {
    const read = parseFamily(text, task.file, line);
    const own = [...read.faults, ...unknownAlleles(read.family, search.panel, task.file, line)];
    faults.push(...own);
    return { family: read.family, isGood: own.length === 0, line, text };
  });
  const slots: Slot[] = [];
  const missing: Record<Sex, number> = { M: 0, F: 0, U: 0 };
  const typed = new Set<string>();
  let unreferenced = 0;
  families.forEach(({ family, isGood, line }, index) => {
    if (!isGood) return;
    for (const profile of family.references.values()) for (const marker of Object.keys(profile)) typed.add(marker);
    family.missing.forEach((id, slot) => {
      const person = family.pedigree.indexOf.get(id) ?? -1;
      const sex = family.pedigree.persons[person]?.sex ?? "U";
      missing[sex]++;
      try {
        const table = buildTable({ pedigree: family.pedigree, references: family.references, missing: person, panel: search.panel, memo });
        if (table.informative === 0) unreferenced++;
        slots.push({ family, index, slot, sex, table });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push(new Fault(error.code, error.message, [{ file: task.file, line, field: "pedigree" }]));
      }
    });
  });
  const found = screenSlots(slots, search, screen, memo);
  const used = new Set(found.pairs.map(({ family }) => family));
  return {
    ...found, missing, unreferenced, faults, ids: families.map(({ family }) => family.id), markersTyped: [...typed].sort(),
    families: families.flatMap(({ line, text }, index) => (used.has(index) ? [{ index, line, text }] : [])),
  };
}

/** Every allele of a reference must be in the frequency set; a marker outside the panel is named once per family. */
function unknownAlleles(family: Family, panel: Panel, file: string, line: number): Fault[] {
  const faults: Fault[] = [];
  for (const [person, profile] of family.references)
    for (const [marker, [a, b]] of Object.entries(profile)) {
      const locus = panel.models.get(marker)?.locus;
      const field = `references.${person}.${marker}`;
      if (!locus) {
        if (!panel.markers.includes(marker) && !panel.without.includes(marker)) faults.push(new Fault("MARKER_UNKNOWN", "expected a marker of the frequency set", [{ file, line, field }]));
      } else if (!locus.indexOf.has(a) || (b !== null && !locus.indexOf.has(b)))
        faults.push(new Fault("ALLELE_UNKNOWN", "expected alleles of the frequency set, or a policy for rare alleles", [{ file, line, field }]));
    }
  return faults;
}

function screenSlots(slots: readonly Slot[], search: Search, screen: Screen, memo: OrderMemo): Pick<ShardAnswer, "pairs" | "rest" | "scanned" | "cut"> {
  const rest = new Float64Array(search.remains.length);
  const pairs: Pair[] = [];
  let [scanned, cut] = [0, 0];
  for (const sex of ["M", "F", "U"] as const) {
    const shown = search.bySex.get(sex);
    const own = slots.filter((slot) => slot.sex === sex);
    if (!shown || shown.who.length === 0) continue;
    for (let at = 0; at < own.length; at += LANES) {
      const block = own.slice(at, at + LANES);
      const floors = block.map(({ table }) => screeningFloor(table) - (search.theta > 0 ? THETA_MARGIN : 0));
      const hits = screen(fillBlock(block.map(({ table }) => table.lr), floors, search.panel.rows), shown.rows);
      const ofLane: number[][] = block.map(() => []);
      eachHit(hits, (r, lane) => void ofLane[lane]?.push(shown.who[r] ?? 0));
      shown.who.forEach((remains, r) => {
        let sum = rest[remains] ?? 0;
        for (let lane = 0; lane < 4; lane++) sum += hits.sums[r * 4 + lane] ?? 0;
        rest[remains] = sum;
      });
      scanned += block.length * shown.who.length;
      block.forEach((slot, lane) => {
        const kept = bestOf(slot, ofLane[lane] ?? [], search, rest);
        cut += (ofLane[lane]?.length ?? 0) - kept.length;
        const alone = new Map<string, number>();
        for (const remains of kept) pairs.push(exactPair(slot, remains, search, memo, alone));
      });
    }
  }
  pairs.sort((a, b) => a.family - b.family || a.slot - b.slot || a.remains - b.remains);
  return { pairs, rest, scanned, cut };
}

/** The screen has theta 0 (docs/design/identification-screen.md): with theta its floor is lowered by this much log10. */
const THETA_MARGIN = 1;

/** Of the hits, those worth an exact likelihood; the others' ratios go into `rest`. */
function bestOf({ table }: Slot, hits: readonly number[], search: Search, rest: Float64Array): number[] {
  const floor = screeningFloor(table);
  const scored = hits.map((remains) => {
    let [lr, seen] = [1, 1]; // `seen` takes an exclusion for 1e-6, as the screen does: a near miss is worth a look
    for (const row of search.rows[remains] ?? []) {
      const ratio = table.lr[row] ?? 1;
      lr *= ratio;
      seen *= Math.max(ratio, 1e-6);
    }
    return { remains, lr, seen };
  });
  scored.sort((a, b) => b.lr - a.lr || b.seen - a.seen || a.remains - b.remains);
  let weak = 0;
  const kept: number[] = [];
  for (const { remains, lr, seen } of scored) {
    const isStrong = lr >= 100 || (lr === 0 && seen >= 1e4);
    const isKept = kept.length < KEPT && (isStrong || (lr > 0 && lr >= 10 ** floor && lr > 1 && weak++ < WEAK_KEPT));
    if (isKept) kept.push(remains);
    else rest[remains] = (rest[remains] ?? 0) + lr;
  }
  return kept.sort((a, b) => a - b);
}

function exactPair({ family, index, slot }: Slot, remains: number, search: Search, memo: OrderMemo, alone: Map<string, number>): Pair {
  const person = family.pedigree.indexOf.get(family.missing[slot] ?? "") ?? -1;
  const one = search.remains[remains];
  const { log10Lr, excluded, markers } = exactLr(family, person, one?.profile ?? {}, search.panel, search.theta, memo, alone);
  return { family: index, slot, remains, log10Lr, excluded, markers, y: yMismatches(family, person, one?.y ?? {}) };
}

/** Σ over the markers typed in the query and in some reference; markers outside the panel, and those at which the references contradict each other, give 1. `alone` keeps P(references). */
export function exactLr(
  family: Pick<Family, "pedigree" | "references">, missing: number, query: Remains["profile"], panel: Panel, theta: number, memo: OrderMemo, alone = new Map<string, number>(),
): { log10Lr: number; excluded: string[]; impossible: string[]; markers: number; perMarker: ReadonlyMap<string, number> } {
  const excluded: string[] = [];
  const impossible: string[] = [];
  const perMarker = new Map<string, number>();
  let sum = 0;
  for (const marker of panel.markers) {
    const model = panel.models.get(marker);
    const seen = family.pedigree.persons.map(({ id }) => family.references.get(id)?.[marker]);
    if (!model || !query[marker] || seen.every((one) => one === undefined)) continue;
    const known = alone.get(marker);
    const { lr, underH2, alone: own } = markerLr({ pedigree: family.pedigree, seen, missing, query: query[marker], model, theta, memo, ...(known === undefined ? {} : { alone: known }) });
    if (theta === 0) alone.set(marker, own);
    if (underH2 === 0) {
      impossible.push(marker); // the references contradict each other there: no ratio exists
      continue;
    }
    perMarker.set(marker, lr);
    if (lr === 0) excluded.push(marker);
    else sum += Math.log10(lr);
  }
  return { log10Lr: excluded.length > 0 ? -Infinity : sum, excluded, impossible, markers: perMarker.size, perMarker };
}

/** Y markers at which a paternal relative differs. */
export function yMismatches(family: Family, missing: number, own: Readonly<Record<string, string>>): readonly string[] {
  const found = new Set<string>();
  for (const index of paternalLine(family.pedigree, missing)) {
    const relative = family.y.get(family.pedigree.persons[index]?.id ?? "");
    if (relative) for (const marker of compareHaplotypes(own, relative, "no policy").mismatches) found.add(marker);
  }
  return [...found].sort();
}
