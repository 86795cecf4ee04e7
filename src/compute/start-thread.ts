// How a thread is started: built, its code is a file beside the one that starts it; run from source, tsx reads it, or, where the tests
// say so, it is the same file of the build that they made before, which is there in a third of the time.
import { Worker, type WorkerOptions } from "node:worker_threads";

/** A thread of the code in `name` (`"./x-worker"`), which lies beside the file `from` (`import.meta.url`). */
export function startThread(name: string, from: string, options: WorkerOptions = {}): Worker {
  if (!from.endsWith(".ts")) return new Worker(new URL(`${name}.js`, from), options);
  const source = new URL(`${name}.ts`, from).href;
  if (process.env.ALLFORALL_THREADS === "built") return new Worker(new URL(source.replace(/^(.*)\/src\/(.*)\.ts$/, "$1/dist/$2.js")), options);
  const loader = import.meta.resolve("tsx/esm/api");
  return new Worker(`import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); });`, { ...options, eval: true, execArgv: [] });
}
