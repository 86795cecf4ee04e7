// How a thread is started: built, its code is a file beside the one that starts it; run from source, tsx reads it, or, where the tests
// say so, it is the same file of the build that they made before, which is there in a third of the time.
import { Worker, type WorkerOptions } from "node:worker_threads";

/** The address of a module as a thread reads it: from source, where the tests say so, that of the build. */
export const inThread = (module: string): string => (process.env.ALLFORALL_THREADS === "built" ? module.replace(/^(.*)\/src\/(.*)\.ts$/, "$1/dist/$2.js") : module);

/** A thread of the code in `name` (`"./x-worker"`), which lies beside the file `from` (`import.meta.url`). */
export function startThread(name: string, from: string, options: WorkerOptions = {}): Worker {
  if (!from.endsWith(".ts")) return new Worker(new URL(`${name}.js`, from), options);
  const source = new URL(`${name}.ts`, from).href;
  if (inThread(source) !== source) return new Worker(new URL(inThread(source)), options);
  const loader = import.meta.resolve("tsx/esm/api");
  return new Worker(`import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); });`, { ...options, eval: true, execArgv: [] });
}
