// Oracle: GNU or BSD tar of the machine makes the archive.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleOf } from "./dropped-files.ts";
import { filesOfTar, unpacked } from "./read-tar.ts";

test("a tar made by the machine's own tar gives the same files, below their folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "afa-tar-"));
  try {
    mkdirSync(join(folder, "bundle/log/tile"), { recursive: true });
    writeFileSync(join(folder, "bundle/policy"), "a policy\n");
    writeFileSync(join(folder, "bundle/log/tile/000"), Buffer.alloc(1_500, 7));
    execFileSync("tar", ["--format=ustar", "-cf", "bundle.tar", "bundle"], { cwd: folder });
    const tar = new Blob([new Uint8Array(readFileSync(join(folder, "bundle.tar")))]);
    const files = bundleOf(await unpacked([{ path: "bundle.tar", file: tar }]));
    expect([...(await files.list())].sort()).toEqual(["log/tile/000", "policy"]);
    expect(new TextDecoder().decode(await files.read("policy"))).toBe("a policy\n");
    expect(await files.read("log/tile/000")).toEqual(new Uint8Array(1_500).fill(7));
    await expect(filesOfTar(tar.slice(0, 1_000))).rejects.toThrow("expected a whole tar");
    await expect(filesOfTar(new Blob([new Uint8Array(600).fill(65)]))).rejects.toThrow("expected a tar");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
