// Before the tests: the build, so that no test runs the commands, pages or threads of an earlier one. Skipped while its stamp holds.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export function setup(): void {
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL("ready.mjs", import.meta.url)), "build"], { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error("the build failed, see above");
}
