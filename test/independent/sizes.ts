// Our writer against the independent checker c2sp_log.py, at every size where a tile edge can go wrong (RECORD.md §9), and with a
// byte flipped in each kind of file: `npm run test:independent`. Needs Python 3 with `cryptography`.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { utf8 } from "../../src/basis/bytes.ts";
import { sha256 } from "../../src/basis/sha256.ts";
import { signerFromSeed } from "../../src/compute/ed25519.ts";
import { printCheckpoint } from "../../src/record/checkpoint.ts";
import { EMPTY_TREE, extend, leafHash, rootOf } from "../../src/record/merkle.ts";
import { COSIGNATURE, cosignNote, ED25519, printNote, signNote } from "../../src/record/note.ts";
import { printPartiesPolicy } from "../../src/record/policy.ts";
import { createFiles, openFiles } from "../../src/store/files/file-record.ts";
import { run } from "../run-command.ts";

const SIZES = [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 70_000, 131_073];
const checker = fileURLToPath(new URL("c2sp_log.py", import.meta.url));
const origin = "independent.example/record";
const signer = (name: string) => signerFromSeed(sha256(utf8(name)));
const witnesses = ["A", "B"].map((code) => ({ code, witness: { name: `${origin}/${code}/witness/1`, type: COSIGNATURE, publicKey: signer(code).publicKey } as const }));
const policy = utf8(printPartiesPolicy({ name: origin, type: ED25519, publicKey: signer("log").publicKey }, witnesses));
const isAccepted = (record: string): boolean => run("python3", [checker, record]).status === 0;

let [passed, failed] = [0, 0];
const expect = (what: string, holds: boolean): void => {
  if (holds) passed++;
  else failed++;
  if (!holds) console.error(`not so: ${what}`);
};

const folder = mkdtempSync(join(tmpdir(), "afa-independent-"));
createFiles(folder, new Map([["policy", policy]]));
const record = await openFiles(folder, () => 0);
let tree = EMPTY_TREE;
let published = 0;
for (const size of SIZES) {
  const leaves = Array.from({ length: size - tree.size }, (_, i) => utf8(`entry ${tree.size + i}`));
  await Promise.all(leaves.map((leaf) => record.append(leaf)));
  for (const leaf of leaves) tree = extend(tree, leafHash(leaf));
  await record.writeTiles(size);
  const text = printCheckpoint({ origin, size, root: rootOf(tree) });
  const signatures = [signNote(text, origin, signer("log")), ...witnesses.map(({ code, witness }) => cosignNote(text, witness.name, signer(code), 1))];
  await record.replace("log/checkpoint", utf8(printNote({ text, signatures })));
  await record.dropPartials(published, size);
  published = size;
  expect(`the checker accepts size ${size}`, isAccepted(join(folder, "record")));
  for (const path of kindsOf(join(folder, "record"))) {
    const whole = readFileSync(path);
    const flipped = Uint8Array.from(whole);
    flipped[flipped.length - 2] = (flipped[flipped.length - 2] ?? 0) ^ 1;
    writeFileSync(path, flipped);
    expect(`the checker refuses size ${size} with one bit of ${path.slice(folder.length)} changed`, !isAccepted(join(folder, "record")));
    writeFileSync(path, whole);
  }
}
await record.close();
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The checkpoint, the last entry bundle and the last tile of each level. */
function kindsOf(root: string): string[] {
  const names = readdirSync(join(root, "log/tile"), { recursive: true, encoding: "utf8" }).filter((name) => /(^|\/)\d+$/.test(name) && !readdirIsFolder(join(root, "log/tile", name))).sort();
  const levels = [...new Set(names.map((name) => name.split("/")[0] ?? ""))];
  return [join(root, "log/checkpoint"), ...levels.map((level) => join(root, "log/tile", names.filter((name) => name.split("/")[0] === level).at(-1) ?? ""))];
}

function readdirIsFolder(path: string): boolean {
  try {
    return readdirSync(path).length >= 0;
  } catch {
    return false;
  }
}
