// How a thread is started and ended: built, its code is a file beside the one that starts it; run from source, tsx reads it, or, where the tests
// say so, it is the same file of the build that they made before, which is there in a third of the time.
import { setFlagsFromString } from "node:v8";
import { parentPort, Worker, type WorkerOptions } from "node:worker_threads";

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

/** Said by a thread that has nothing more to hear: it stays until `endThread`, since what ends by itself is taken down unguarded. */
export const stayUntilEnded = (): void => void parentPort?.on("message", () => undefined);

let ending = 0;
const HEARD_MS = 10; // what a compiler of V8 had begun to ask before is answered by then

/**
 * Ends a thread. Until it is gone no heap begins to be marked: Node 20 aborts the whole process where the compiler of a thread that is just being taken down asks for that
 * (assertion in `NodePlatform::GetForegroundTaskRunner`; it fell in one of two runs of `match-threads.test.ts` beside another process, in none of 14 since).
 */
export async function endThread(worker: Worker): Promise<void> {
  if (ending++ === 0) setFlagsFromString("--no-incremental-marking");
  try {
    await new Promise((later) => setTimeout(later, HEARD_MS));
    await worker.terminate();
  } finally {
    if (--ending === 0) setFlagsFromString("--incremental-marking");
  }
}

/** What `answer` comes to, once the thread that gives it is ended. @throws what it rejects with. */
export async function endedAfter<T>(worker: Worker, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } finally {
    await endThread(worker);
  }
}
