// The last line of every test run, `N passed, N failed`, so that anything can read it. A file whose process never answers again is
// ended, told, and run once more: a second silence is a failure.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Reporter, TestModule, TestSpecification } from "vitest/node";
import { watchWorkers } from "./silent-worker.ts";

const FILE_SECONDS = Number(process.env.ALLFORALL_FILE_SECONDS ?? 900); // the longest takes six minutes on a busy machine
const tell = (text: string): void => void process.stdout.write(`${text}\n`);

export class ClosingLine implements Reporter {
  #files: readonly string[] = [];
  #ended: () => number = () => 0;
  /** Milliseconds at which each file began that has not ended. */
  readonly #begun = new Map<string, number>();

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.map((one) => one.moduleId);
    const overdue = (): string[] => [...this.#begun].filter(([, at]) => performance.now() - at > FILE_SECONDS * 1000).map(([file]) => file);
    this.#ended = watchWorkers(FILE_SECONDS, overdue, tell);
  }

  onTestModuleQueued({ moduleId }: TestModule): void {
    this.#begun.set(moduleId, performance.now());
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#begun.delete(moduleId);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    const whole = modules.filter((module) => ["passed", "failed", "skipped"].includes(module.state()));
    for (const module of whole) {
      if (module.errors().length > 0) count.failed++;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed" || state === "failed" || state === "skipped") count[state]++;
      }
    }
    const silent = this.#files.filter((file) => !whole.some((module) => module.moduleId === file));
    if (this.#ended() > 0 && silent.length > 0 && !process.env.ALLFORALL_SECOND_RUN) {
      count.failed -= Math.min(this.#ended(), unhandled.filter(isProcessGone).length); // an ended process that had a file, as vitest reports it
      const again = secondRun(silent);
      for (const state of ["passed", "failed", "skipped"] as const) count[state] += again[state];
    }
    process.on("exit", () => {
      const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
      process.exitCode = count.failed > 0 ? 1 : 0;
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`);
    });
  }
}

/** What vitest says of a process that went while it had a file. */
const isProcessGone = (error: unknown): boolean => error instanceof Object && "message" in error && /^\[vitest-pool\]: Worker \w+ emitted error/.test(String(error.message));

/** The files in a vitest of their own. A run that says nothing is one failure. */
function secondRun(files: readonly string[]): { passed: number; failed: number; skipped: number } {
  tell(`Run once more, because their process had stopped to answer: ${files.join(", ")}`);
  const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
  const { stdout } = spawnSync(process.execPath, [vitest, "run", ...files], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ALLFORALL_SECOND_RUN: "1" }, maxBuffer: 1 << 28 });
  tell(stdout);
  const closing = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\n$/.exec(stdout);
  return closing ? { passed: Number(closing[1]), failed: Number(closing[2]), skipped: Number(closing[3] ?? 0) } : { passed: 0, failed: 1, skipped: 0 };
}
