// Settings: the words of the command over the environment over the file; every wrong value at once, with its place.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Faults } from "../basis/fault.ts";
import { readConfig } from "./config.ts";

const withFile = (text: string, use: (file: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), "afa-config-"));
  try {
    writeFileSync(join(folder, "desk.json"), text);
    use(join(folder, "desk.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
const faultsOf = (use: () => unknown): string[] => {
  try {
    use();
  } catch (error) {
    if (error instanceof Faults) return error.faults.map(({ message, places }) => `${places[0]?.field ?? ""}: ${message}`);
    throw error;
  }
  return [];
};

test("without anything the desk listens on this machine alone", () => {
  expect(readConfig(undefined, {})).toMatchObject({ host: "127.0.0.1", port: 8420, rootKeys: "exercise", publishMs: 1_000 });
});

test("the words of the command win over the environment, which wins over the file", () =>
  withFile('{"port": 1, "publishMs": 500, "origins": ["https://desk.example"]}', (file) => {
    expect(readConfig(file, { ALLFORALL_PORT: "2" }, {})).toMatchObject({ port: 2, publishMs: 500, origins: ["https://desk.example"] });
    expect(readConfig(file, { ALLFORALL_PORT: "2", ALLFORALL_ORIGINS: "https://a.example, https://b.example" }, { port: 3 })).toMatchObject({ port: 3, origins: ["https://a.example", "https://b.example"] });
  }));

test("every wrong value of file and environment is named at once, with what was expected", () =>
  withFile('{"port": 70000, "host": "a b", "unknown": 1, "trustProxy": "yes"}', (file) => {
    expect(faultsOf(() => readConfig(file, { ALLFORALL_PUBLISH_MS: "fast", ALLFORALL_NONE: "1", ALLFORALL_ORIGINS: "desk.example", PATH: "x" }))).toEqual([
      expect.stringContaining("unknown: expected one of host"), "ALLFORALL_NONE: no setting of the desk has this name", 'host: expected a host name or address to listen on, found "a b"',
      "port: expected a port, 0 to 65535, found 70000", 'ALLFORALL_ORIGINS: expected addresses like https://desk.example, without a path, found "desk.example"',
      'trustProxy: expected true or false, found "yes"', 'ALLFORALL_PUBLISH_MS: expected 100 to 60000 milliseconds between checkpoints, found "fast"',
    ]);
  }));

test("a file that is none, or no JSON object, is named; a secret is read from its file and never shown", () => {
  expect(faultsOf(() => readConfig("/nowhere/desk.json", {}))).toEqual([": expected a file that can be read"]);
  withFile("[1]", (file) => expect(faultsOf(() => readConfig(file, {}))).toEqual([": expected an object"]));
  withFile("secret-token\n", (file) => expect(readConfig(undefined, { ALLFORALL_METRICS_TOKEN_FILE: file }).metricsToken).toBe("secret-token"));
  const long = "s".repeat(300);
  expect(faultsOf(() => readConfig(undefined, { ALLFORALL_METRICS_TOKEN: long })).join("")).not.toContain("sss");
});
