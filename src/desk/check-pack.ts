// A conflict pack judged as a whole before anything is made of it: its tables, and what only other rooms can judge, its sentences
// (the terms language), its rank table against them, its words against the product's own. All faults of all files at once.
import { Fault, Faults } from "../basis/fault.ts";
import type { Sentence, Terms } from "../terms/ast.ts";
import { parseTerms } from "../terms/parse.ts";
import { parsePack, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { codesOf } from "../vocabulary/pack-codes.ts";
import { splitPack } from "../vocabulary/pack-files.ts";
import { placeInJson } from "../basis/json-place.ts";
import { argumentsOf, wordsFile } from "../vocabulary/pack-words.ts";

/** The product's own messages by language and key. */
export type BaseWords = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Kinds of sentences that say what a word means; who does what and when is agreed in an agreement alone. */
const DEFINING: readonly Sentence["kind"][] = ["definition", "doubt", "doubtNonSuspensive", "rankValues", "rankCheck", "role", "parole"];
const HEAD_KINDS: readonly Sentence["kind"][] = ["agreement", "parties"];

/** `folder` (ends in a slash, or is empty) names the files in every fault. @throws Faults. */
export function checkPack(bytes: Uint8Array, folder: string, base: BaseWords): ConflictPack {
  const faults: Fault[] = [];
  const files = splitPack(bytes, folder === "" ? "pack.json" : folder.slice(0, -1));
  const pack = collect(() => parsePack(bytes, folder === "" ? "pack.json" : folder.slice(0, -1)), faults);
  const text = files.get("definitions.terms");
  if (text !== undefined) faults.push(...definitionFaults(text, `${folder}definitions.terms`, pack));
  if (pack) faults.push(...wordFaults(pack, folder, base));
  if (faults.length > 0 || !pack) throw new Faults(faults);
  return pack;
}

function collect<T>(read: () => T, faults: Fault[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Faults) faults.push(...error.faults);
    else if (error instanceof Fault) faults.push(error);
    else throw error;
    return undefined;
  }
}

/** The sentences of a pack's definitions, "" for the head that they are read under. */
function readDefinitions(text: string, pack: ConflictPack | undefined): ReturnType<typeof parseTerms> {
  const [a, b] = pack?.sides ?? [];
  const name = (party: typeof a, usual: string): string => (party?.names["en"] === undefined ? usual : `${party.names["en"]} (${party.code})`);
  return parseTerms(`Agreement “Definitions”, made at Table on 1 January 2000. The parties are ${name(a, "Side A (AA)")} and ${name(b, "Side B (BB)")}.\n${text}`);
}

/** The terms of a pack's definitions alone. A pack that was checked has no fault in them. */
export function definitionsOf(pack: ConflictPack): Terms {
  const parsed = pack.definitions === "" ? { terms: { terms: 1 as const, sentences: [] } } : readDefinitions(pack.definitions, pack);
  if (!("terms" in parsed)) throw new Fault("PACK_TERMS", "expected definitions that the terms language reads");
  return { terms: 1, sentences: parsed.terms.sentences.filter(({ kind }) => !HEAD_KINDS.includes(kind)) };
}

function definitionFaults(text: string, file: string, pack: ConflictPack | undefined): Fault[] {
  const parsed = readDefinitions(text, pack);
  if (!("terms" in parsed)) return parsed.faults.map(({ line, column, code, message }) => new Fault(code, message, [{ file, line: Math.max(1, line - 1), column }]));
  const lineOf = new Map(parsed.places.map(({ id, line }) => [id, line - 1]));
  const faults: Fault[] = [];
  const miss = (sentence: Sentence, code: string, expected: string): void => void faults.push(new Fault(code, `expected ${expected}`, [{ file, line: lineOf.get(sentence.id) ?? 1, column: 1 }]));
  for (const sentence of parsed.terms.sentences) {
    if (HEAD_KINDS.includes(sentence.kind)) continue;
    if (!DEFINING.includes(sentence.kind)) miss(sentence, "PACK_TERMS", "a sentence that says what a word means: what is promised stands in an agreement");
    if (sentence.kind !== "rankValues" || !pack) continue;
    for (const [rank, value] of sentence.rows) {
      const own = codesOf(pack).rank(rank);
      if (own === undefined) miss(sentence, "PACK_RANKS", `a rank of ranks.csv, found “${rank}”`);
      else if (own.value !== value) miss(sentence, "PACK_RANKS", `the value of ranks.csv for “${rank}”, ${own.value ?? "none"}, found ${value}`);
    }
  }
  return faults;
}

function wordFaults(pack: ConflictPack, folder: string, base: BaseWords): Fault[] {
  return Object.entries(pack.words).flatMap(([language, words]) => {
    const own = base.get(language) ?? base.get("en") ?? {};
    const file = `${folder}${wordsFile(language)}`;
    const text = pack.files.get(wordsFile(language)) ?? "";
    return Object.entries(words).flatMap(([key, message]) => {
      const at = { file, ...placeInJson(text, [key]), field: key };
      const usual = own[key];
      if (usual === undefined) return [new Fault("PACK_WORDS", "expected a key of the product's own words", [at])];
      const [mine, theirs] = [argumentsOf(message), argumentsOf(usual)];
      const odd = mine.filter((name) => !theirs.includes(name));
      return odd.length === 0 ? [] : [new Fault("PACK_WORDS", `expected no argument but ${theirs.join(", ") || "none"}, found ${odd.join(", ")}`, [at])];
    });
  });
}
