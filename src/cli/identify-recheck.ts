// What another machine answered is not believed where it decides: its counts must be those of the families themselves, its figures
// figures, and every family with a large ratio, or that a proposal or a request for references rests on, is searched here again, byte for byte.
// What this cannot find is a ratio made smaller in a shard that was not drawn: a hit kept back is found by its chance alone.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import type { PlainAnswer, ScreenPlan } from "../compute/screen-dna-shard.ts";
import { screenDna, type NumberedTask } from "../compute/screen-dna.ts";
import type { Candidate } from "../identification/decide.ts";
import { parseFamily } from "../identification/parse-families.ts";
import type { Sex } from "../identification/pedigree.ts";
import type { FamilyLine } from "./identify-inputs.ts";

export const differFault = (file: string): Fault => new Fault("ANSWERS_DIFFER", "expected the ratios that this machine computes for the same families: no answer of this file is taken", [{ file }]);

const isFigure = (value: unknown): value is number => typeof value === "number" && !Number.isNaN(value) && value < Infinity;
const isList = (value: unknown): boolean => Array.isArray(value);
const isBelow = (value: unknown, end: number): boolean => typeof value === "number" && Number.isInteger(value) && value >= 0 && value < end;

/** Ids, missing persons by sex and the form of all figures. Linear in the families. @throws Fault `ANSWERS_DIFFER`. */
export function demandCounts(answer: PlainAnswer, lines: readonly FamilyLine[], { file, path, remains }: { readonly file: string; readonly path: string; readonly remains: number }): void {
  if (!isList(answer.faults) || !isList(answer.ids)) throw differFault(file);
  if (answer.faults.length > 0) return; // then nothing is decided at all
  const missing: Record<Sex, number> = { M: 0, F: 0, U: 0 };
  const ids = lines.map(({ text, line }) => {
    const { family, faults } = parseFamily(text, path, line);
    if (faults.length > 0) throw differFault(file);
    for (const id of family.missing) missing[family.pedigree.persons[family.pedigree.indexOf.get(id) ?? -1]?.sex ?? "U"]++;
    return family.id;
  });
  const isWhole = answer.rest.length === remains && answer.rest.every((sum) => sum >= 0 && sum < Infinity) && answer.families.every(({ index }) => isBelow(index, lines.length))
    && answer.pairs.every((pair) => isBelow(pair.family, lines.length) && isBelow(pair.remains, remains) && isFigure(pair.log10Lr) && isList(pair.excluded));
  if (!isWhole || canonicalJson([ids, missing]) !== canonicalJson([answer.ids, answer.missing])) throw differFault(file);
}

/** What a decision rests on: pairs that are proposed, alone or in a group, or that ask for another relative. */
const DECIDED: readonly Candidate["verdict"][] = ["proposed", "proposed as group", "more references needed"];
/** Ratios from here on are searched again before anything is decided: false ones would crowd out true ones. Unrelated people reach it once in 10,000 at most. */
const LARGE_LOG10 = 4;

export const decidedFamilies = (candidates: readonly Candidate[]): ReadonlySet<string> => new Set(candidates.filter(({ verdict }) => DECIDED.includes(verdict)).map(({ family }) => family));

export type Recheck = {
  readonly plan: ScreenPlan; readonly path: string; readonly threads: number; readonly perShard: number;
  /** Answers of other machines, by the file they came in. */
  readonly answers: ReadonlyMap<PlainAnswer, string>;
};
type Asked = { readonly file: string; readonly line: number; readonly text: string; readonly pairs: readonly unknown[] };

const pairsOf = (answer: PlainAnswer, index: number): PlainAnswer["pairs"] => answer.pairs.filter(({ family }) => family === index);
const comparable = (pairs: PlainAnswer["pairs"]): unknown[] => pairs.map(({ family: _, ...pair }) => ({ ...pair, log10Lr: String(pair.log10Lr) }));

/** Searches again the families that have a large ratio in these answers. Cost: that of those families. @throws Fault `ANSWERS_DIFFER` with the file. */
export const recheckLarge = (recheck: Recheck): Promise<void> => searchAgain(recheck, (answer, index) => pairsOf(answer, index).some(({ log10Lr }) => log10Lr >= LARGE_LOG10));

/** Searches again the families that are decided on and have no large ratio. @throws Fault `ANSWERS_DIFFER` with the file. */
export const recheckDecided = (recheck: Recheck, decided: ReadonlySet<string>): Promise<void> =>
  searchAgain(recheck, (answer, index) => decided.has(answer.ids[index] ?? "") && pairsOf(answer, index).every(({ log10Lr }) => log10Lr < LARGE_LOG10));

async function searchAgain({ plan, path, threads, perShard, answers }: Recheck, isAsked: (answer: PlainAnswer, index: number) => boolean): Promise<void> {
  const asked = [...answers].flatMap(([answer, file]) => answer.families.flatMap(({ index, line, text }): Asked[] => (isAsked(answer, index) ? [{ file, line, text, pairs: comparable(pairsOf(answer, index)) }] : [])));
  if (asked.length === 0) return;
  const shards = Array.from({ length: Math.ceil(asked.length / perShard) }, (_, n) => asked.slice(n * perShard, (n + 1) * perShard));
  const tasks = async function* (): AsyncGenerator<NumberedTask> {
    for (const [number, shard] of shards.entries()) yield { number, task: { file: path, lines: shard.map(({ line, text }) => ({ line, text })) } };
  };
  await screenDna(plan, tasks(), threads, (number, found) => {
    shards[number]?.forEach(({ file, pairs }, index) => {
      if (canonicalJson(comparable(pairsOf(found, index))) !== canonicalJson(pairs)) throw differFault(file);
    });
  });
}
