// The files of a conflict pack, and the pack in one file: how it lies in a record and travels with it. Its SHA-256 is taken over the
// manifest, the lines that `sha256sum` prints for its files in the order of their paths, so that anybody can take it without us:
//   cd packs/NAME && find * -type f | LC_ALL=C sort | xargs sha256sum | sha256sum
import { byCodeUnit } from "../basis/code-sort.ts";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";

/** Text by path below the pack's folder. */
export type PackFiles = ReadonlyMap<string, string>;

export const PACK_FORMAT = "all-for-all-pack/1";
export const PACK_FILE = "pack.json";
const FILE_BYTES_MAX = 4_000_000;
/** Files that a pack may hold; whatever stands in `forms/` belongs to it. */
const KNOWN = /^(?:pack\.json|ranks\.csv|categories\.csv|places\.csv|names\.csv|definitions\.terms|population\.json|SOURCES\.md|words\.[a-z]{2,3}\.json|forms\/[A-Za-z0-9._-]+)$/;

/** `hex  path` a line, as sha256sum prints them, sorted by path. */
export const packManifest = (files: PackFiles): string => [...files].sort(([a], [b]) => byCodeUnit(a, b)).map(([path, text]) => `${sha256Hex(utf8(text))}  ${path}\n`).join("");

export const packSha256 = (files: PackFiles): string => sha256Hex(utf8(packManifest(files)));

/** The pack in one file: canonical, so that equal files give equal bytes. */
export const joinPack = (files: PackFiles): Uint8Array => utf8(`${canonicalJson({ format: PACK_FORMAT, files: Object.fromEntries(files) })}\n`);

/** The files that are texts of a pack, and faults `PACK_FILE`, `BYTES_UTF8` for each that is none, and when there is no pack.json. */
export function readableFiles(bytes: ReadonlyMap<string, Uint8Array>, folder: string): { readonly files: PackFiles; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const files = new Map<string, string>();
  for (const [path, content] of [...bytes].sort(([a], [b]) => byCodeUnit(a, b))) {
    const file = `${folder}${path}`;
    if (!KNOWN.test(path)) faults.push(new Fault("PACK_FILE", "expected no file of this name in a pack", [{ file }]));
    else if (content.length > FILE_BYTES_MAX) faults.push(new Fault("PACK_FILE", `expected at most ${FILE_BYTES_MAX} bytes, found ${content.length}`, [{ file }]));
    else
      try {
        files.set(path, fromUtf8(content, file));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push(error);
      }
  }
  if (!bytes.has(PACK_FILE)) faults.push(new Fault("PACK_FILE", `expected ${PACK_FILE}: parties, languages and the title of a pack`, [{ file: `${folder}${PACK_FILE}` }]));
  return { files, faults };
}

/** The files out of the pack in one file; a pack.json alone is a pack of that file. @throws Fault or Faults of the form. */
export function splitPack(bytes: Uint8Array, file: string): PackFiles {
  const text = fromUtf8(bytes, file);
  const value = parseJson(text, file);
  if (!isRecord(value) || value["format"] === undefined) return new Map([[PACK_FILE, text]]);
  const files = value["files"];
  if (value["format"] !== PACK_FORMAT || !isRecord(files) || Object.keys(value).length !== 2) throw new Fault("PACK_FORM", `expected a file of format ${PACK_FORMAT} with files`, [{ file }]);
  const texts = Object.entries(files);
  const odd = texts.find(([, content]) => typeof content !== "string");
  if (odd) throw new Fault("PACK_FORM", "expected the text of a file", [{ file, field: odd[0] }]);
  const { files: readable, faults } = readableFiles(new Map(texts.map(([path, content]) => [path, utf8(String(content))])), `${file}/`);
  if (faults.length > 0) throw new Faults(faults);
  return readable;
}
