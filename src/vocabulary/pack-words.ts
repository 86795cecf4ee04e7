// Words of one conflict: sentences of the product that read otherwise in it, ICU MessageFormat as in words/. One file a language, the
// same keys in each; which keys there are is known where words/ can be read.
import { placeInJson } from "../basis/json-place.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { PackFaults } from "./pack-table.ts";
import type { PackFiles } from "./pack-files.ts";
import type { PackLanguage } from "./pack-tables.ts";

/** Messages by key, by language. */
export type PackWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const wordsFile = (language: string): string => `words.${language}.json`;

export function readPackWords(files: PackFiles, folder: string, languages: readonly PackLanguage[], faults: PackFaults): PackWords {
  const words: Record<string, Readonly<Record<string, string>>> = {};
  for (const [path, text] of files) {
    const language = /^words\.([a-z]{2,3})\.json$/.exec(path)?.[1];
    if (language === undefined) continue;
    const file = `${folder}${path}`;
    if (!languages.some(({ code }) => code === language)) faults.add("PACK_WORDS", `words of a working language (${languages.map(({ code }) => code).join(", ")})`, file);
    words[language] = readOne(text, file, faults);
  }
  const keys = new Set(Object.values(words).flatMap((one) => Object.keys(one)));
  if (keys.size > 0)
    for (const { code } of languages) for (const key of keys) if (words[code]?.[key] === undefined) faults.add("PACK_GAP", `the word ${key} in ${code}, a working language`, `${folder}${wordsFile(code)}`, undefined, key);
  return words;
}

function readOne(text: string, file: string, faults: PackFaults): Record<string, string> {
  let value: unknown;
  try {
    value = parseJson(text, file);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.list.push(error);
    return {};
  }
  if (!isRecord(value)) {
    faults.add("PACK_WORDS", "messages by key", file, { line: 1, column: 1 });
    return {};
  }
  return Object.fromEntries(Object.entries(value).flatMap(([key, message]) => {
    if (typeof message === "string" && message !== "" && isBalanced(message)) return [[key, message] as const];
    faults.add("PACK_WORDS", "a message of ICU MessageFormat with every brace closed", file, placeInJson(text, [key]), key);
    return [];
  }));
}

function isBalanced(message: string): boolean {
  let depth = 0;
  for (const mark of message.replace(/'[{}]+'/g, "")) {
    if (mark === "{") depth++;
    if (mark === "}" && --depth < 0) return false;
  }
  return depth === 0;
}

/** Names of the arguments of a message, sorted: a word of a pack has those of the message in whose place it stands. */
export function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (let i = 0; i < message.length; i++) {
    if (message[i] === "}") depth--;
    if (message[i] !== "{") continue;
    const name = /^\{\s*([A-Za-z][A-Za-z0-9]*)\s*[,}]/.exec(message.slice(i))?.[1];
    if (depth % 2 === 0 && name !== undefined) names.add(name);
    depth++;
  }
  return [...names].sort();
}
