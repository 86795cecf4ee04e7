// A test process that is blocked outside JavaScript answers no time limit of a test, and vitest waits for it for ever. Here it is seen
// (Linux), what it waits for is told, and it is ended.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";

const TICKS_A_SECOND = 100; // of /proc, the same on every Linux that Node runs on

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

/** The processes of this run's test files, with the seconds since each began. */
function workers(): { pid: number; seconds: number }[] {
  if (!existsSync("/proc/self/stat")) return [];
  const uptime = Number(read("/proc/uptime").split(" ")[0]);
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    const stat = statOf(pid);
    if (Number(stat[1]) !== process.pid || !read(`/proc/${pid}/cmdline`).includes("workers/forks.js")) return [];
    return [{ pid: Number(pid), seconds: uptime - Number(stat[19]) / TICKS_A_SECOND }];
  });
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
 * Looks every few seconds whether a test file has run for more than `limit` seconds; then tells of each process of tests that is as old what it waits for, and ends it:
 * which of them has the file is not known here, and where files share processes one that works on goes too.
 * @param longest seconds since the oldest file that has not ended began. @returns how many were ended so far.
 */
export function watchWorkers(limit: number, longest: () => number, tell: (text: string) => void): () => number {
  let ended = 0;
  const look = (): void => {
    if (longest() <= limit) return;
    for (const { pid } of workers().filter(({ seconds }) => seconds > limit)) {
      tell(`A test file has not ended after ${Math.round(longest())} s. Test process ${pid} is ended; its threads:\n${waitsFor(pid)}`);
      process.kill(pid, "SIGKILL");
      ended++;
    }
  };
  setInterval(look, Math.min(10, limit / 2) * 1000).unref();
  return () => ended;
}
