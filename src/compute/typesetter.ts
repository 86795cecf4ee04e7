// Typst in WebAssembly (typst-ts-web-compiler), loaded from the package's own files: no network, no clock, no file but those handed in. It
// blocks its thread for seconds and holds hundreds of MB: print.ts runs it in a worker that is ended afterwards. A document enters as a
// JSON file that the form reads, never as source.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { concat, hex, utf8 } from "../basis/bytes.ts";
import type { PrintDocument } from "../basis/document.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256 } from "../basis/sha256.ts";
import { printableText } from "../basis/visible-text.ts";
import { codePointsOf } from "./font-coverage.ts";

const PACKAGE = "@myriaddreamin/typst-ts-web-compiler";
/** The part of the package that is used; it is found at run time, so that nothing else of the house waits for it. */
type World = { readonly get_artifact: (format: number, diagnostics: number) => unknown; readonly free: () => void };
type Compiler = { readonly map_shadow: (path: string, bytes: Uint8Array) => boolean; readonly snapshot: (root: string, main: string) => World };
type Builder = { readonly set_dummy_access_model: () => void; readonly add_raw_font: (bytes: Uint8Array) => Promise<void>; readonly build: () => Promise<Compiler> };
type Engine = { readonly default: (given: { readonly module_or_path: Uint8Array }) => Promise<unknown>; readonly TypstCompilerBuilder: new () => Builder };
const [PDF, FULL] = [1, 3]; // numbers of the package: the format, and how much is said of a mistake

export type Typesetter = {
  /** The bytes of the PDF, the same for the same document. @throws Fault `PRINT_FORM` where the form cannot set it. */
  readonly set: (document: PrintDocument) => Uint8Array;
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** @throws Fault `PRINT_ENGINE` where a file of it is missing. Cost: about a second of CPU. */
export async function loadTypesetter(): Promise<Typesetter> {
  const fonts = fontFiles().map(readBytes);
  const forms = formFiles();
  const { wasm, version, engine } = await loadEngine();
  const builder = new engine.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(font);
  const compiler = await builder.build();
  for (const [path, bytes] of forms) compiler.map_shadow(`/forms/${path}`, bytes);
  const known = fonts.map(codePointsOf);
  const has = (code: number): boolean => known.some((one) => one.has(code));
  const setBy = `typst-ts-web-compiler ${version} ${digest(wasm)} · Noto Sans, IBM Plex Sans Arabic ${digest(concat(fonts))}`;
  return {
    set: (document) => {
      const form = forms.get(`${document.form}.typ`), page = forms.get("page.typ");
      if (!form || !page) throw new Fault("PRINT_ENGINE", `expected the form ${document.form}.typ and page.typ`);
      const said = printable({ ...document, under: [...document.under, `${setBy} · ${document.form}.typ ${digest(concat([page, form]))}`] }, has);
      compiler.map_shadow("/forms/data.json", utf8(JSON.stringify(said)));
      const world = compiler.snapshot("/", `/forms/${document.form}.typ`);
      try {
        return pdfOf(world.get_artifact(PDF, FULL), document.form);
      } finally {
        world.free();
      }
    },
  };
}

/** Every text of the document, so that no character prints as nothing or as a box; a picture is of our own making. */
function printable(value: unknown, has: (code: number) => boolean): unknown {
  if (typeof value === "string") return printableText(value, has);
  if (Array.isArray(value)) return value.map((one) => printable(one, has));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === "svg" ? one : printable(one, has)]));
}

function pdfOf(made: unknown, form: string): Uint8Array {
  const result = isRecord(made) ? made["result"] : undefined;
  if (result instanceof Uint8Array && result.length > 0 && isRecord(made) && made["hasError"] !== true) return new Uint8Array(result);
  const diagnostics = isRecord(made) && Array.isArray(made["diagnostics"]) ? (made["diagnostics"] as readonly unknown[]) : [];
  const [first] = diagnostics.filter(isRecord);
  const range = first?.["range"];
  const line = typeof range === "string" ? Number(range.split(":")[0]) + 1 : 1; // the place alone: a message may quote what it was given
  throw new Fault("PRINT_FORM", "the form could not be set", [{ file: typeof first?.["path"] === "string" ? first["path"] : `${form}.typ`, line }]);
}

const digest = (bytes: Uint8Array): string => hex(sha256(bytes)).slice(0, 16);
const readBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

function formFiles(): ReadonlyMap<string, Uint8Array> {
  const folder = here("../../forms/"); // the same from src/compute and from dist/compute
  if (!existsSync(folder)) throw new Fault("PRINT_ENGINE", "expected the folder forms beside dist");
  return new Map(readdirSync(folder).filter((name) => name.endsWith(".typ")).sort().map((name) => [name, readBytes(`${folder}${name}`)]));
}

const FONTS = ["noto-sans/400Regular/NotoSans_400Regular.ttf", "noto-sans/700Bold/NotoSans_700Bold.ttf", "ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf", "ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf"];

/** Built, they lie in dist/fonts; from source, in the package that they come from. */
function fontFiles(): string[] {
  return FONTS.map((path) => {
    const found = [here(`../fonts/${path.split("/").at(-1) ?? ""}`), here(`../../node_modules/@expo-google-fonts/${path}`)].find((one) => existsSync(one));
    if (found === undefined) throw new Fault("PRINT_ENGINE", "expected the four fonts of the prints in dist/fonts");
    return found;
  });
}

async function loadEngine(): Promise<{ readonly engine: Engine; readonly wasm: Uint8Array; readonly version: string }> {
  const find = createRequire(import.meta.url);
  let module: string;
  let wasmFile: string;
  try {
    [module, wasmFile] = [find.resolve(PACKAGE), find.resolve(`${PACKAGE}/wasm`)];
  } catch {
    throw new Fault("PRINT_ENGINE", `expected the package ${PACKAGE} to be installed`);
  }
  const wasm = readBytes(wasmFile);
  const engine = (await import(pathToFileURL(module).href)) as Engine; // checked by every print
  await engine.default({ module_or_path: wasm });
  const about = parseJson(readFileSync(`${dirname(dirname(module))}/package.json`, "utf8"));
  return { engine, wasm, version: isRecord(about) ? String(about["version"]) : "" };
}
