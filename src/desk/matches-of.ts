// Matching on the record: its acts folded beside the lists, what an act may rest on, and the rows that a run is computed from.
// A run and its decisions are addressed only to parties that may see every list of both sides; a side is told of its own rows.
import { utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { State } from "../entries/fold.ts";
import { fitCalibration, LABELS_PLATT_MIN, type CalibrationMap } from "../matching/calibrate.ts";
import { refOf, rowsAt, type RowAt } from "../matching/listed-rows.ts";
import { pairKey, type ListNamed, type MatchAct, type MatchProposed, type PairsDecided } from "../matching/match-act.ts";
import { checkOnMatches, emptyMatches, isSettled, joinedRows, labelsOf, layOnMatches, officerOfLabel } from "../matching/match-record.ts";
import type { RunInput } from "../matching/run-lists.ts";
import { foldedOn } from "./folded.ts";
import { listsOf } from "./lists-of.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { nameLines } from "../vocabulary/pack-tables.ts";
import { packOver } from "./pack-in-force.ts";

/** What a state holds of matching now. */
export const matchesOf = foldedOn(emptyMatches, (matches, { parsed, label: cite, entry, at: on, author: by }, state) => {
  if (parsed.room === "matching") layOnMatches(matches, { ...parsed.act, cite, entry, on, by, officer: officerOfLabel(cite, by), key: state.signedWith.get(entry) ?? "" });
});

/** Lists that an act of matching rests on: whoever opens it must see all of them. */
export function listsNeeded(state: State, act: MatchAct): readonly ListNamed[] {
  if (act.kind === "match.proposed") return [...act.left, ...act.right];
  if (act.kind === "match.told") return act.lists;
  if (act.kind === "doubles.decided") return [{ list: act.list, sha256: listsOf(state).get(act.list)?.sha256 ?? "" }];
  const run = matchesOf(state).runs.get(act.run);
  return run ? [...run.left, ...run.right] : [];
}

/** Whether a party's state holds the lists with these rows. */
export const seesLists = (state: State, lists: readonly ListNamed[]): boolean => lists.every(({ list, sha256 }) => listsOf(state).get(list)?.sha256 === sha256);

type Said = { readonly label: string; readonly actor: string };

/**
 * Whether an act of matching may follow what stands in this state. @throws Faults, all at once: `LIST_NONE`, `LIST_OTHER`, `ROW_NONE`, `RUN_SIZE`,
 * `CALIBRATION_OTHER` where the decided pairs give another map, and those of `checkOnMatches`.
 */
export function checkMatch(state: State, act: MatchAct, { label, actor }: Said): void {
  const faults: Fault[] = [];
  const lists = listsOf(state);
  for (const { list, sha256 } of listsNeeded(state, act)) {
    const known = lists.get(list);
    if (!known) faults.push(new Fault("LIST_NONE", "expected a list on the record before this", [{ field: "list" }]));
    else if (known.sha256 !== sha256) faults.push(new Fault("LIST_OTHER", "expected the digest of the rows that stand", [{ field: "sha256" }]));
  }
  if (act.kind === "match.proposed" && act.size > state.size) faults.push(new Fault("RUN_SIZE", `expected at most the ${state.size} entries that stand`, [{ field: "size" }]));
  if (faults.length === 0) rowFaults(state, act, faults);
  if (act.kind === "match.calibrated" && matchesOf(state).runs.has(act.run)) calibrationFaults(state, act, faults);
  try {
    checkOnMatches(matchesOf(state), act, officerOfLabel(label, actor));
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    faults.push(...error.faults);
  }
  if (faults.length > 0) throw new Faults(faults);
}

function rowFaults(state: State, act: MatchAct, faults: Fault[]): void {
  const miss = (field: string): void => void (faults.length < 1_000 && faults.push(new Fault("ROW_NONE", "expected a row of the lists", [{ field }])));
  const refs = (of: readonly ListNamed[]): ReadonlySet<string> => new Set(of.flatMap(({ list }) => [...(listsOf(state).get(list)?.rows.keys() ?? [])].map((row) => refOf(list, row))));
  if (act.kind === "match.told") {
    const own = refs(act.lists);
    for (const field of ["found", "unclear"] as const) act[field].forEach((ref, i) => void (own.has(ref) || miss(`${field}[${i}]`)));
  }
  if (act.kind === "doubles.decided") {
    const rows = listsOf(state).get(act.list)?.rows;
    act.pairs.forEach(({ rows: [a, b] }, i) => void ((rows?.has(a) === true && rows.has(b)) || miss(`pairs[${i}].rows`)));
  }
  const run = act.kind === "pairs.decided" ? matchesOf(state).runs.get(act.run) : undefined;
  if (act.kind !== "pairs.decided" || !run) return;
  const [left, right] = [refs(run.left), refs(run.right)];
  act.pairs.forEach((one, i) => {
    if (!left.has(one.left)) miss(`pairs[${i}].left`);
    if (!right.has(one.right)) miss(`pairs[${i}].right`);
  });
}

/** The map that the decided pairs of a run give now, and its digest; undefined while they are too few or all alike. */
export function calibrationOf(state: State, run: string): { readonly map: CalibrationMap; readonly sha256: string } | undefined {
  const labels = labelsOf(matchesOf(state), run);
  const same = labels.filter(({ isSame }) => isSame).length;
  if (labels.length < LABELS_PLATT_MIN || same === 0 || same === labels.length) return undefined;
  const map = fitCalibration(labels);
  return { map, sha256: sha256Hex(utf8(canonicalJson(map))) };
}

function calibrationFaults(state: State, act: Extract<MatchAct, { readonly kind: "match.calibrated" }>, faults: Fault[]): void {
  const fitted = calibrationOf(state, act.run);
  if (fitted?.sha256 !== act.sha256 || fitted.map.labels !== act.labels || fitted.map.kind !== act.form)
    faults.push(new Fault("CALIBRATION_OTHER", "expected the map that the decided pairs of this run give", [{ field: "sha256" }]));
}

/** Whether every pair of an act has its verdict. */
export const areDecided = (state: State, act: PairsDecided): boolean => {
  const { pairs } = matchesOf(state);
  return act.pairs.every((one) => isSettled(pairs.get(pairKey(one))?.verdict ?? "needs a second person"));
};

const asNumber = (day: string): number => Number(day.replaceAll("-", ""));

/** Rows of lists of one side that stand, doubles joined before entry `size` left out, and how many those are. @throws Fault `LIST_NONE`. */
export function rowsOfSide(state: State, names: readonly string[], size: number): { readonly rows: RowAt[]; readonly doubles: number } {
  const matches = matchesOf(state);
  let doubles = 0;
  const rows = names.flatMap((list) => {
    const known = listsOf(state).get(list);
    if (!known) throw new Fault("LIST_NONE", "expected a list that is on the record and in sight", [{ field: "list" }]);
    const joined = joinedRows(matches, list, size);
    doubles += joined.size;
    return rowsAt([{ list, rows: [...known.rows.values()].map(({ row }) => row) }]).filter(({ row }) => !joined.has(row.row));
  });
  return { rows, doubles };
}

/** Equivalents of given names of the pack that held over the entries below `size`. */
export function givenNamesOver(state: State, pack: ConflictPack | undefined, size: number): { readonly givenNames?: string } {
  const givenNames = pack === undefined ? "" : nameLines(packOver(state.acts, pack, size).givenNames);
  return givenNames === "" ? {} : { givenNames };
}

/** What a recorded run is computed from, its kept model's run before it. @throws Fault `LIST_NONE`, `RUN_NONE`. */
export function inputOfRun(state: State, pack: ConflictPack | undefined, run: Pick<MatchProposed, "left" | "right" | "asOf" | "size" | "modelOf">): { readonly input: RunInput; readonly doubles: number } {
  const [left, right] = [run.left, run.right].map((lists) => rowsOfSide(state, lists.map(({ list }) => list), run.size));
  if (!left || !right) throw new Error("bug: two sides in, two out");
  const before = run.modelOf === undefined ? undefined : matchesOf(state).runs.get(run.modelOf);
  if (run.modelOf !== undefined && !before) throw new Fault("RUN_NONE", "expected an earlier run of the record", [{ field: "modelOf" }]);
  return { input: { left: left.rows, right: right.rows, asOf: asNumber(run.asOf), ...(before ? { base: inputOfRun(state, pack, before).input } : {}), ...givenNamesOver(state, pack, run.size) }, doubles: left.doubles + right.doubles };
}
