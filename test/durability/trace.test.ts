// System calls as the kernel saw them: a write of the journal is synced before anything after it is said (RECORD.md §15).
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandFile, run } from "../run-command.ts";
import { withFolder } from "../walked-desk.ts";

const strace = ["/usr/bin/strace", "/bin/strace"].find((path) => existsSync(path));

// without strace on the machine this is counted as skipped in the closing line
test.runIf(strace !== undefined)("each entry of a replay has an fdatasync of its journal between its write and the next entry's", () =>
  withFolder(async (folder) => {
    const trace = join(folder, "trace");
    const { status } = run(strace ?? "", ["-f", "-y", "-o", trace, "-e", "trace=fdatasync,pwrite64", process.execPath, commandFile, "replay", "examples/cartel-1862", "--data", join(folder, "data")],
      { ...process.env, UV_USE_IO_URING: "0" });
    expect(status).toBe(0);
    const order = readFileSync(trace, "utf8").split("\n").flatMap((line) => (line.includes("pwrite64(") && line.includes("/journal/") ? ["write"] : /fdatasync\(.*\/journal\//.test(line) ? ["sync"] : []));
    expect(order).toEqual(Array.from({ length: 14 }, () => ["write", "sync"]).flat());
  }));
