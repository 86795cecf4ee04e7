// How a thread is started: built, its code is a file beside this one; run from source, in tests, tsx reads it.
import { Worker, type ResourceLimits } from "node:worker_threads";

export function startWorker(name: string, resourceLimits: ResourceLimits = {}): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL(`./${name}.js`, import.meta.url), { resourceLimits });
  const source = new URL(`./${name}.ts`, import.meta.url).href;
  return new Worker(`import("tsx/esm/api").then(({ tsImport }) => tsImport(${JSON.stringify(source)}, ${JSON.stringify(import.meta.url)}));`, { eval: true, resourceLimits });
}
