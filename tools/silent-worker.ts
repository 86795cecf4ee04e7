// A test process that is blocked outside JavaScript answers no time limit of a test, and vitest waits for it for ever. Here it is seen
// (Linux), what it waits for is told, and it is ended.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { relative } from "node:path";

/** The title of the process of a test file: the end of its path from the working folder, no longer than what a command line of vitest has room for. */
export const titleOf = (file: string): string => `test ${relative(process.cwd(), file).slice(-70)}`;

/** `text` of a file of /proc; empty where the process is gone or the file may not be read. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The fields of /proc/PID/stat behind the name: state, parent, …. */
const statOf = (pid: string): readonly string[] => read(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");

/** The process of this run that has this test file; undefined where it has not said so, or is no Linux process. */
function processOf(file: string): number | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  const title = titleOf(file);
  const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && Number(statOf(name)[1]) === process.pid && read(`/proc/${name}/cmdline`).replace(/\0+$/, "") === title);
  return pid === undefined ? undefined : Number(pid);
}

/** What each thread of a process waits for, and the native stacks where there is a debugger. */
function waitsFor(pid: number): string {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const [path, stat] = [`/proc/${pid}/task/${thread}`, statOf(`${pid}/task/${thread}`)];
    return `  ${read(`${path}/comm`).trim()} ${stat[0]}, user ${stat[11]}, system ${stat[12]} ticks, ${read(`${path}/wchan`)}, call ${read(`${path}/syscall`).trim()}`;
  });
  const debuggers = ["/usr/bin/gdb"].filter(existsSync).map((path) => spawnSync(path, ["-p", String(pid), "-batch", "-ex", "thread apply all bt 30"], { encoding: "utf8", timeout: 120_000 }).stdout);
  return [...threads, ...debuggers].join("\n");
}

/**
 * Looks every few seconds whether test files have run for more than `limit` seconds; tells of the process of each what it waits for, and ends it. Another process is
 * never ended: vitest breaks off where one goes that has no file.
 * @param overdue the paths of the files that have not ended in `limit` seconds. @returns how many processes were ended so far.
 */
export function watchWorkers(limit: number, overdue: () => readonly string[], tell: (text: string) => void): () => number {
  let ended = 0;
  const look = (): void => {
    for (const file of overdue()) {
      const pid = processOf(file);
      if (pid === undefined) continue;
      tell(`${file} has not ended after ${limit} s. Test process ${pid} is ended; its threads:\n${waitsFor(pid)}`);
      process.kill(pid, "SIGKILL");
      ended++;
    }
  };
  setInterval(look, Math.min(10, limit / 2) * 1000).unref();
  return () => ended;
}
