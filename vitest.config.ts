import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { ClosingLine } from "./tools/closing-line.ts";
import { fromBuild } from "./tools/from-build.ts";

/** Small files that take long, and would run alone at the end: the linter, and tests that wait (for a watchdog, for desks that are killed). */
const LONG = ["/test/lint.test.ts", "/test/closing-line.test.ts", "/test/jobs/killed.test.ts", "/test/postgres/two-desks.test.ts", "/test/real-laboratory.test.ts"];

/** These first, then the larger file first, as vitest does; those of the rooms last, since a process takes another file of its own project only. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId, project }: TestSpecification): number => (LONG.some((end) => moduleId.endsWith(end)) ? 0 : project.name === "whole" ? 1 : 2);
    const sorted = await super.sort(files);
    return [0, 1, 2].flatMap((place) => sorted.filter((one) => placeOf(one) === place));
  }
}

const config = defineConfig({
  test: {
    // no file leaves state behind in its process: the files of a project share one, and what that has loaded. Beside a room's code the source is tested, in test/ the build
    projects: [
      { extends: true, test: { name: "rooms", include: ["src/**/*.test.ts"], isolate: false } },
      { extends: true, plugins: [fromBuild()], test: { name: "whole", include: ["test/**/*.test.ts"], isolate: false } },
    ],
    // commands, pages and threads are those of the build
    globalSetup: ["tools/build-first.ts"], env: { ALLFORALL_THREADS: "built" },
    setupFiles: ["tools/test-process.ts"],
    testTimeout: 120_000, hookTimeout: 120_000,
    // packages and the build are taken as Node gives them: vite would put a proxy before each, asked anew whenever something of it is used (a fifth of the CPU of tidy, terms and link)
    deps: { interopDefault: false },
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    reporters: ["default", new ClosingLine()],
  },
});
export { config as default };
