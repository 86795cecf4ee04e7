// Files that are replaced as a whole: what stands is the old content or the new, changes that come at once share a write, and a disk
// without room is a fault that loses nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { utf8 } from "../../basis/bytes.ts";
import { keptFile, realDisk, replaceFileSoon, type Disk } from "./disk.ts";

const folder = mkdtempSync(join(tmpdir(), "afa-disk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const full: Disk = { ...realDisk, syncSoon: () => Promise.reject(Object.assign(new Error("no space left"), { code: "ENOSPC" })) };

test("changes that come at once share the next write, and each resolves when the newest content is on the disk", async () => {
  let renames = 0;
  let value = 0;
  const path = join(folder, "shared");
  const { keep, quiet } = keptFile(path, () => utf8(String(value)), { ...realDisk, renameSoon: (from, to) => (renames++, realDisk.renameSoon(from, to)) });
  await Promise.all(Array.from({ length: 100 }, async (_, i) => {
    value = i + 1;
    await keep();
    expect(Number(readFileSync(path, "utf8"))).toBeGreaterThanOrEqual(i + 1);
  }));
  await quiet();
  expect([readFileSync(path, "utf8"), renames <= 3]).toEqual(["100", true]);
});

test("a disk without room is STORE_WRITE, the file that was there stands, and the next write that has room is taken", async () => {
  const path = join(folder, "full");
  await replaceFileSoon(realDisk, path, utf8("before"));
  let disk = full;
  const changing: Disk = { ...realDisk, syncSoon: (fd) => disk.syncSoon(fd) };
  const { keep } = keptFile(path, () => utf8("after"), changing);
  await expect(keep()).rejects.toMatchObject({ code: "STORE_WRITE", message: expect.stringContaining("ENOSPC") });
  expect(readFileSync(path, "utf8")).toBe("before");
  disk = realDisk;
  await keep();
  expect(readFileSync(path, "utf8")).toBe("after");
});

test("many files replaced at once in one folder leave no unfinished one", async () => {
  await Promise.all(Array.from({ length: 50 }, (_, i) => replaceFileSoon(realDisk, join(folder, "many", String(i % 10)), utf8(String(i)))));
  expect(readdirSync(join(folder, "many")).sort()).toEqual(Array.from({ length: 10 }, (_, i) => String(i)));
});
