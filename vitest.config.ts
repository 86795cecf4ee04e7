import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { ClosingLine } from "./tools/closing-line.ts";

/** The larger file first, as vitest does; before all the linter, a small file that takes a minute and would run alone at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith("/test/lint.test.ts");
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
    setupFiles: ["tools/test-process.ts"],
    testTimeout: 120_000, hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    reporters: ["default", new ClosingLine()],
  },
});
export { config as default };
