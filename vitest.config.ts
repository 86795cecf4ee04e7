import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { ClosingLine } from "./tools/closing-line.ts";

/** Small files that take long, and would run alone at the end: the linter, and tests that wait (for a watchdog, for desks that are killed). */
const LONG = ["/test/lint.test.ts", "/test/closing-line.test.ts", "/test/jobs/killed.test.ts", "/test/postgres/two-desks.test.ts", "/test/real-laboratory.test.ts"];

/** These first, then the larger file first, as vitest does. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((end) => moduleId.endsWith(end));
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}

const config = defineConfig({
  test: {
    // what stands beside a room's code keeps no state between files: it shares a process, and what that has loaded
    projects: [
      { extends: true, test: { name: "rooms", include: ["src/**/*.test.ts"], isolate: false } },
      { extends: true, test: { name: "whole", include: ["test/**/*.test.ts"] } },
    ],
    // commands, pages and threads are those of the build
    globalSetup: ["tools/build-first.ts"], env: { ALLFORALL_THREADS: "built" },
    setupFiles: ["tools/test-process.ts"],
    testTimeout: 120_000, hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    reporters: ["default", new ClosingLine()],
  },
});
export { config as default };
