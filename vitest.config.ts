import { defineConfig } from "vitest/config";
import { ClosingLine } from "./tools/closing-line.ts";

const config = defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // the slow suite of two desks under kill -9 has its own command: npm run test:two-desks
    exclude: process.env["AFA_SLOW"] === undefined ? ["test/postgres/two-desks.test.ts", "**/node_modules/**"] : ["**/node_modules/**"],
    testTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", new ClosingLine()],
  },
});
export { config as default };
