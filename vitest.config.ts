import { defineConfig } from "vitest/config";
import { ClosingLine } from "./tools/closing-line.ts";

const config = defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 120_000, hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", new ClosingLine()],
  },
});
export { config as default };
