// The end of a command: all it said arrives, however slowly it is read, and who stops reading does not stop the work.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allforall, commandFile, run } from "./run-command.ts";
import { withFolder } from "./walked-desk.ts";

test("megabytes arrive whole at a slow reader; the exit code is the command's own, also where the reader has gone", () =>
  withFolder(async (folder) => {
    const [list, said, code] = [join(folder, "list.csv"), join(folder, "said"), join(folder, "code")];
    writeFileSync(list, `id;surname;born\n${Array.from({ length: 20_000 }, (_, i) => `R${i};X;1990-13-10\n`).join("")}`);
    const words = ["list", "check", list, "--on", "2025-06-02", "--json"];
    const piped = (reader: string): string => run("sh", ["-c", `("$@"; echo $? > "${code}") | ${reader}`, "sh", process.execPath, commandFile, ...words]).stdout;
    run("sh", ["-c", `"$@" > "${said}"`, "sh", process.execPath, commandFile, ...words]);
    const whole = readFileSync(said, "utf8");
    expect(whole.length).toBeGreaterThan(2_000_000);
    expect(piped("(sleep 1; cat)") === whole).toBe(true);
    expect(readFileSync(code, "utf8"), "findings").toBe("1\n");
    expect(piped("head -c 10")).toBe(whole.slice(0, 10));
    expect(readFileSync(code, "utf8"), "findings, read or not").toBe("1\n");
  }));

test("a command whose output nobody reads does its work to the end", () =>
  withFolder(async (folder) => {
    const [data, code] = [join(folder, "data"), join(folder, "code")];
    run("sh", ["-c", `("$@" 2>&1; echo $? > "${code}") | true`, "sh", process.execPath, commandFile, "replay", "examples/cartel-1862", "--data", data]);
    expect(readFileSync(code, "utf8")).toBe("0\n");
    expect(existsSync(join(data, "record/log/checkpoint")), "published at the end").toBe(true);
    expect(allforall("verify", data).stdout).toContain("in force");
  }));
