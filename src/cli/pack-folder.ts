// The folder of a conflict pack as the pack in one file, and the product's own words that its words are judged against.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault, Faults } from "../basis/fault.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { checkPack, type BaseWords } from "../desk/check-pack.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import { joinPack, PACK_FILE, readableFiles } from "../vocabulary/pack-files.ts";
import { packageFolder, readNamed } from "./data-folder.ts";

const LANGUAGES = ["en", "uk", "ru", "tr", "ar"] as const;
const FILES_MAX = 1_000;

let words: BaseWords | undefined;
export async function baseWords(): Promise<BaseWords> {
  words ??= new Map(await Promise.all(LANGUAGES.map(async (language) => {
    const value = parseJson(fromUtf8(await readNamed(join(packageFolder, "words", `${language}.json`))));
    return [language, Object.fromEntries(Object.entries(isRecord(value) ? value : {}).map(([key, text]) => [key, String(text)]))] as const;
  })));
  return words;
}

/** Files below a folder, two levels at most: a pack has no deeper ones. @throws Fault `FILE_NONE`, `PACK_FILE`. */
async function filesBelow(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new Fault("FILE_NONE", "expected the folder of a pack", [{ file: folder }]);
  });
  const files = entries.filter((one) => !one.isDirectory());
  if (files.length > FILES_MAX) throw new Fault("PACK_FILE", `expected at most ${FILES_MAX} files in a pack, found ${files.length}`, [{ file: folder }]);
  return new Map(await Promise.all(files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.replace(/\/+$/, "").length + 1).replaceAll("\\", "/"), await readNamed(path)] as const;
  })));
}

export type PackRead = { readonly bytes: Uint8Array; readonly pack: ConflictPack };

/** A pack by its folder, by the name of one that is shipped, or by a file that holds one. @throws Faults with every fault of every file. */
export async function readPackAt(name: string): Promise<PackRead> {
  const folder = [name, join(packageFolder, name), join(packageFolder, "packs", name)].find((one) => existsSync(one));
  if (folder === undefined) throw new Fault("FILE_NONE", "expected the folder of a pack", [{ file: name }]);
  const isFile = folder.endsWith(".json");
  const shown = name.replace(/\/+$/, "");
  const words = await baseWords();
  if (isFile) {
    const bytes = await readNamed(folder);
    return { bytes, pack: checkPack(bytes, shown.endsWith(PACK_FILE) ? shown.slice(0, -PACK_FILE.length) : `${shown}/`, words) };
  }
  const { files, faults } = readableFiles(await filesBelow(folder), `${shown}/`);
  if (!files.has(PACK_FILE)) throw new Faults(faults);
  const bytes = joinPack(files);
  const all = [...faults]; // a file that is no text hides no fault of the others
  let pack: ConflictPack | undefined;
  try {
    pack = checkPack(bytes, `${shown}/`, words);
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    all.push(...error.faults);
  }
  if (all.length > 0 || !pack) throw new Faults(all);
  return { bytes, pack };
}
