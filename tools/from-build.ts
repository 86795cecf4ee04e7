// For the tests of the whole: what they import from src is that of the build, in the form that is shipped, and read by Node itself. Through vite each file loaded all of
// src anew (1.5 CPU s), and each call from one module into another looks the function up in an object.
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const at = (name: string): string => fileURLToPath(new URL(`../${name}/`, import.meta.url));
const [source, built] = [at("src"), at("dist")];

/**
 * The file of the build for one of src; undefined for any other, and for tests and slow twins, which are not built.
 * @throws Error where it should be built and is not: one module of both kinds would be two, each with its own classes.
 */
export function builtOf(file: string): string | undefined {
  if (!file.startsWith(source) || /\.(test|slow)\.ts$/.test(file)) return undefined;
  const name = file.replace(source, built).replace(/\.ts$/, ".js");
  if (!existsSync(name)) throw new Error(`expected ${name} in the build, for ${file}`);
  return name;
}

/** For vite: an import from any file, outside src or a twin within. */
export const fromBuild = (): Plugin => ({
  name: "from-build",
  enforce: "pre",
  resolveId(id, importer) {
    const name = importer !== undefined && id.startsWith(".") ? builtOf(resolve(dirname(importer), id)) : undefined;
    return name === undefined ? undefined : { id: name, external: true };
  },
});
