// The verdict on a record or an exported bundle, from its files alone (RECORD.md §9): manifest, checkpoint and quorum,
// every entry hashed to the root and to each tile, every signature by a key active at that index, every author's chain,
// every earlier cosigned checkpoint. Memory does not grow with the log: one bundle of 256 entries and log(size) hashes.
import { equalBytes, fromBase64, fromUtf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { judgeActNote } from "./act-note.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { admit, emptyRegistry, type Registry } from "./key-registry.ts";
import { EMPTY_TREE, extend, isConsistent, leafHash, nodeHash, rootOf } from "./merkle.ts";
import { parseNote, parseVkey, printVkey, type Verifies } from "./note.ts";
import { isPolicyChangePath, judgePolicyChange, policyChangePath } from "./policy-change.ts";
import { checkEras, isEarlierPolicy, keysOfEras, readEras, type PolicyEras } from "./policy-eras.ts";
import { judgeInEras, verifyProof } from "./proof.ts";
import { bundlePath, tilePath, TILE_WIDTH, unpackEntries } from "./tile.ts";

/** Paths are relative with `/`; `list` gives all of them, in any order. */
export type BundleFiles = {
  readonly list: () => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
};

export type Verdict = {
  readonly kind: "in-force" | "not-cosigned" | "receipts" | "not-valid" | "two-histories" | "cannot-tell";
  /** Entries checked. */
  readonly size: number;
  readonly cosigners: readonly string[];
  readonly missing: readonly string[];
  /** `not-cosigned`: entries below it are in force by an earlier checkpoint of the bundle; 0 without one. */
  readonly since: number;
  readonly code: string;
  readonly reason: string;
  /** The first bad entry, or -1. */
  readonly entry: number;
  readonly file: string;
  /** Revoked keys whose party says since which entry they were in other hands. */
  readonly disputed: readonly { readonly key: string; readonly from: number }[];
};

export async function verifyBundle(files: BundleFiles, verifies: Verifies, progress: (done: number, of: number) => void = () => {}): Promise<Verdict> {
  const spot = { file: "", entry: -1, size: 0 };
  const verdict = (kind: Verdict["kind"], more: Partial<Verdict> = {}): Verdict => ({
    kind, size: spot.size, cosigners: [], missing: [], since: 0, code: "", reason: "", entry: spot.entry, file: spot.file, disputed: [], ...more,
  });
  try {
    const paths = [...(await files.list())].sort(byCodeUnit);
    await checkManifest(files, paths, spot);
    const eras = await readPolicies(files, paths, spot);
    await checkKeys(files, paths, eras, spot);
    const held = await readCheckpoints(files, paths, eras, verifies, spot);
    await checkConsistency(files, paths, held, spot);
    await checkProofs(files, paths, eras, verifies, spot);
    if (!paths.includes("log/checkpoint")) {
      const hasProof = paths.some((path) => path.endsWith(".tlog-proof"));
      spot.file = "";
      return hasProof ? verdict("receipts") : verdict("cannot-tell", { code: "MISSING", missing: ["log/checkpoint"] });
    }
    const note = parseNote(await need(files, "log/checkpoint", spot));
    const newest = parseCheckpoint(note.text).size;
    const before = Math.max(0, ...[...held.keys()].filter((size) => size < newest));
    const { checkpoint, cosigners, missing, inForce } = judgeInEras(note, eras, before, verifies);
    for (const [size, root] of held) {
      if (size > checkpoint.size) throw new Fault("LOG_SHORT", `the log ends at ${checkpoint.size}, a cosigned checkpoint covers ${size}`);
      if (size === checkpoint.size && !equalBytes(root, checkpoint.root)) throw new Fault("FORK", `two roots of size ${size}`);
    }
    const registry = emptyRegistry();
    const notes = await readNotes(files, paths, verifies, spot);
    const joined = new Map(notes.flatMap(({ act }) => act.joins.map(({ index }) => [index, ""] as [number, string])));
    const root = await checkEntries(files, checkpoint.size, registry, verifies, held, joined, spot, progress);
    spot.file = "log/checkpoint";
    if (!equalBytes(root, checkpoint.root)) throw new Fault("ROOT", "the entries do not hash to the root of the checkpoint");
    checkNotes(notes, registry, joined, checkpoint.size, spot);
    spot.file = "policy";
    if (checkpoint.size > 0) checkEras(eras, registry.policies);
    await checkPolicyChanges(files, registry, eras, verifies, spot);
    spot.file = "";
    const disputed = [...registry.keys].flatMap(([key, { disputedFrom }]) => (disputedFrom === undefined ? [] : [{ key, from: disputedFrom }]));
    return verdict(inForce ? "in-force" : "not-cosigned", { cosigners: [...cosigners].sort(byCodeUnit), missing, since: inForce ? 0 : before, disputed });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const kind = error.code === "FORK" ? "two-histories" : error.code === "MISSING" ? "cannot-tell" : "not-valid";
    return verdict(kind, { code: error.code, reason: error.message, missing: kind === "cannot-tell" ? [spot.file] : [] });
  }
}

type Spot = { file: string; entry: number; size: number };

async function need(files: BundleFiles, path: string, spot: Spot): Promise<Uint8Array> {
  spot.file = path;
  const bytes = await files.read(path);
  if (!bytes) throw new Fault("MISSING", `the file ${path} is missing`);
  return bytes;
}

/** `sha256sum` lines, sorted: every file of the bundle but the manifest itself, and no other. */
async function checkManifest(files: BundleFiles, paths: readonly string[], spot: Spot): Promise<void> {
  if (!paths.includes("MANIFEST")) return;
  const text = fromUtf8(await need(files, "MANIFEST", spot));
  const listed = new Map(
    text.split("\n").slice(0, -1).map((line) => {
      const match = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line);
      if (!match?.[1] || !match[2]) throw new Fault("MANIFEST", "expected lines “<sha256>  <path>”");
      return [match[2], match[1]];
    }),
  );
  if (!text.endsWith("\n")) throw new Fault("MANIFEST", "expected a newline at the end");
  for (const path of paths.filter((one) => one !== "MANIFEST" && !listed.has(one))) {
    spot.file = path;
    throw new Fault("MANIFEST", "a file that the manifest does not name");
  }
  const bad: string[] = [];
  for (const [path, digest] of listed) if (sha256Hex(await need(files, path, spot)) !== digest) bad.push(path);
  const [first] = bad;
  if (first === undefined) return;
  spot.file = first;
  // entries are named by number where that is possible: the hashes of the tiles tell which one differs
  const bundle = bad.find((path) => path.startsWith("log/tile/entries/"));
  if (bundle) spot.entry = await firstDiffering(files, bundle);
  throw new Fault("MANIFEST", "the file is not the one that the manifest names");
}

/** The index of the first entry of a bundle whose hash is not that of its tile; the bundle's first where it cannot be told. */
async function firstDiffering(files: BundleFiles, path: string): Promise<number> {
  const match = /^log\/tile\/entries\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]+))?$/.exec(path);
  if (!match?.[1]) return -1;
  const first = Number(match[1].replace(/[x/]/g, "")) * TILE_WIDTH;
  const count = match[2] === undefined ? TILE_WIDTH : Number(match[2]);
  const [bytes, tile] = [await files.read(path), await files.read(path.replace("entries/", "0/"))];
  if (!bytes || !tile) return first;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const size = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (!equalBytes(leafHash(bytes.subarray(at + 2, at + 2 + size)), tile.subarray(32 * i, 32 * i + 32))) return first + i;
    at += 2 + size;
  }
  return first;
}

async function readPolicies(files: BundleFiles, paths: readonly string[], spot: Spot): Promise<PolicyEras> {
  const earlier = new Map<string, Uint8Array>();
  for (const path of paths.filter(isEarlierPolicy)) earlier.set(path, await need(files, path, spot));
  return readEras(await need(files, "policy", spot), earlier);
}

/** Root by size. Each was cosigned as every policy asks that counts from the checkpoint before to its own size. */
async function readCheckpoints(files: BundleFiles, paths: readonly string[], eras: PolicyEras, verifies: Verifies, spot: Spot): Promise<Map<number, Uint8Array>> {
  const held = new Map<number, Uint8Array>();
  const sizes = paths.filter((one) => one.startsWith("checkpoints/")).map((path) => ({ path, size: Number(path.slice("checkpoints/".length)) })).sort((a, b) => a.size - b.size);
  let before = 0;
  for (const { path } of sizes) {
    const judged = judgeInEras(parseNote(await need(files, path, spot)), eras, before, verifies);
    const { size, root } = judged.checkpoint;
    if (!judged.inForce || path !== `checkpoints/${size}`) throw new Fault("CHECKPOINT_QUORUM", "expected the checkpoint of its name, cosigned as the policy says");
    held.set(size, root);
    before = size;
  }
  return held;
}

/** Each change of policy that the log names was signed by every key of the policy before (RECORD.md §6). */
async function checkPolicyChanges(files: BundleFiles, registry: Registry, eras: PolicyEras, verifies: Verifies, spot: Spot): Promise<void> {
  for (const [i, { index, sha256, note }] of registry.policies.entries()) {
    const before = eras[i - 1];
    if (i === 0 || !before) continue;
    spot.entry = index;
    const bytes = await need(files, policyChangePath(i), spot);
    if (sha256Hex(bytes) !== note) throw new Fault("POLICY_CHANGE", "the note is not the one that the entry names");
    const { n, from, to } = judgePolicyChange(bytes, before.policy, verifies);
    if (n !== i || from !== before.sha256 || to !== sha256) throw new Fault("POLICY_CHANGE", "the note is of another change");
  }
  spot.entry = -1;
}

async function checkKeys(files: BundleFiles, paths: readonly string[], eras: PolicyEras, spot: Spot): Promise<void> {
  const known = new Set(keysOfEras(eras).map(printVkey));
  for (const path of paths.filter((one) => one.startsWith("keys/"))) {
    const key = parseVkey(fromUtf8(await need(files, path, spot)).replace(/\n$/, ""));
    if (!known.has(printVkey(key))) throw new Fault("KEY_POLICY", "a key that the policy does not name");
  }
}

/** Each `consistency/<old>-<new>` joins two cosigned checkpoints of the bundle (RFC 6962 §2.1.2, base64 hashes, one a line). */
async function checkConsistency(files: BundleFiles, paths: readonly string[], held: ReadonlyMap<number, Uint8Array>, spot: Spot): Promise<void> {
  for (const path of paths.filter((one) => one.startsWith("consistency/"))) {
    const text = fromUtf8(await need(files, path, spot));
    const [old = NaN, size = NaN] = path.slice("consistency/".length).split("-").map(Number);
    const [before, after] = [held.get(old), held.get(size)];
    const proof = text === "" ? [] : text.replace(/\n$/, "").split("\n").map(fromBase64);
    if (!before || !after || (text !== "" && !text.endsWith("\n")) || !isConsistent(old, before, size, after, proof))
      throw new Fault("CONSISTENCY", "the later checkpoint does not follow from the earlier one by this proof");
  }
}

async function checkProofs(files: BundleFiles, paths: readonly string[], eras: PolicyEras, verifies: Verifies, spot: Spot): Promise<void> {
  for (const path of paths.filter((one) => one.endsWith(".tlog-proof"))) {
    const entry = await need(files, path.replace(/\.tlog-proof$/, ".entry"), spot);
    const { index } = verifyProof(await need(files, path, spot), entry, eras, verifies);
    if (!path.endsWith(`/${index}.tlog-proof`) && path !== `${index}.tlog-proof`)
      throw new Fault("PROOF_FORM", `the proof is of entry ${index}, its name says otherwise`);
  }
}

type ReadNote = ReturnType<typeof judgeActNote> & { readonly path: string };

async function readNotes(files: BundleFiles, paths: readonly string[], verifies: Verifies, spot: Spot): Promise<ReadNote[]> {
  const notes: ReadNote[] = [];
  for (const path of paths.filter((one) => /^notes\/.*\.note$/.test(one) && !isPolicyChangePath(one))) {
    const note = await need(files, path, spot);
    const vkeys = await need(files, path.replace(/\.note$/, ".vkeys"), spot);
    spot.file = path;
    notes.push({ ...judgeActNote(note, vkeys, verifies), path });
  }
  return notes;
}

/** Every signer's key stands in the log and was active at the last entry joined; every commitment is that of its entry. */
function checkNotes(notes: readonly ReadNote[], registry: Registry, joined: ReadonlyMap<number, string>, size: number, spot: Spot): void {
  for (const { path, act, signers } of notes) {
    spot.file = path;
    const last = Math.max(...act.joins.map(({ index }) => index));
    for (const { index, commitment } of act.joins)
      if (index >= size || joined.get(index) !== commitment) throw new Fault("ACT_NOTE", `the note joins entry ${index}, which commits to something else`);
    for (const { name, publicKey } of signers) {
      const key = registry.keys.get(name);
      if (!key || !equalBytes(key.publicKey, publicKey) || last < key.from || last >= key.until) throw new Fault("ACT_NOTE", `the key ${name} was not active in the log at entry ${last}`);
    }
  }
}

/** Admits every entry in order and compares each tile byte for byte. Returns the root. */
async function checkEntries(
  files: BundleFiles, size: number, registry: Registry, verifies: Verifies,
  held: ReadonlyMap<number, Uint8Array>, joined: Map<number, string>, spot: Spot, progress: (done: number, of: number) => void,
): Promise<Uint8Array> {
  let tree = EMPTY_TREE;
  const levels: Uint8Array[][] = []; // levels[l]: hashes of the tile of level l that is not yet full
  const counts: number[] = []; // full tiles passed per level
  const put = async (level: number, hash: Uint8Array): Promise<void> => {
    const row = (levels[level] ??= []);
    row.push(hash);
    if (row.length < TILE_WIDTH) return;
    await compareTile(files, level, counts[level] ?? 0, row, spot);
    counts[level] = (counts[level] ?? 0) + 1;
    levels[level] = [];
    await put(level + 1, complete(row));
  };
  for (let first = 0; first < size; first += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - first);
    const path = `log/${bundlePath(first / TILE_WIDTH, width)}`;
    const bytes = await need(files, path, spot);
    spot.entry = first;
    const entries = unpackEntries(bytes, width);
    const tile = await need(files, `log/${tilePath(0, first / TILE_WIDTH, width)}`, spot);
    for (const [i, entry] of entries.entries()) {
      const index = first + i;
      spot.entry = index;
      const hash = leafHash(entry);
      spot.file = path;
      if (!equalBytes(hash, tile.subarray(32 * i, 32 * i + 32)))
        throw new Fault("ENTRY_HASH", `entry ${index} is not the one whose hash stands in the tree`);
      const head = admit(registry, entry, index, verifies);
      if (joined.has(index)) joined.set(index, head.commits[0]?.commitment ?? "");
      tree = extend(tree, hash);
      const cosigned = held.get(index + 1);
      if (cosigned && !equalBytes(cosigned, rootOf(tree))) {
        spot.file = `checkpoints/${index + 1}`;
        throw new Fault("FORK", `the log differs from what was cosigned at size ${index + 1}`);
      }
      await put(0, hash);
      spot.size = index + 1;
    }
    progress(spot.size, size);
  }
  spot.entry = -1;
  for (const [level, row] of levels.entries())
    if (row.length > 0) await compareTile(files, level, counts[level] ?? 0, row, spot);
  return rootOf(tree);
}

function complete(row: readonly Uint8Array[]): Uint8Array {
  let hashes = [...row];
  while (hashes.length > 1)
    hashes = hashes.flatMap((hash, i) => (i % 2 === 0 ? [nodeHash(hash, hashes[i + 1] ?? hash)] : []));
  return hashes[0] ?? new Uint8Array(32);
}

async function compareTile(files: BundleFiles, level: number, n: number, row: readonly Uint8Array[], spot: Spot): Promise<void> {
  const path = `log/${tilePath(level, n, row.length)}`;
  const bytes = await need(files, path, spot);
  if (bytes.length !== 32 * row.length || row.some((hash, i) => !equalBytes(hash, bytes.subarray(32 * i, 32 * i + 32))))
    throw new Fault("TILE", `the tile ${path} does not follow from the entries`);
}

/** The verdict in plain words; never a bare tick. */
export function sayVerdict(verdict: Verdict): string {
  const { kind, size, missing, code, reason, entry, file } = verdict;
  const last = size - 1;
  const at = [entry >= 0 ? `first bad entry ${entry}` : "", file === "" ? "" : `file ${file}`].filter((part) => part !== "").join(", ");
  const disputed = verdict.disputed.map(({ key, from }) => `; entries signed with ${key} since entry ${from} are disputed by its party`).join("");
  if (kind === "in-force") return `valid and in force up to entry ${last} (${size} entries, cosigned by ${verdict.cosigners.join(" and ")})${disputed}`;
  if (kind === "not-cosigned" && verdict.cosigners.length === 0) return `signed by the log only: nobody has cosigned its ${size} entries`;
  if (kind === "not-cosigned") return `valid, not cosigned by ${missing.join(" and ")} since entry ${verdict.since}: nothing from there to its end at ${size} entries is in force by this checkpoint${disputed}`;
  if (kind === "receipts") return "valid receipts: each entry shown stands in the cosigned log; what is not shown, this bundle cannot prove";
  if (kind === "two-histories") return `two histories: ${at}, ${reason} [${code}]`;
  if (kind === "cannot-tell") return `cannot tell: missing ${missing.join(", ")}`;
  return `not valid: ${at}, ${reason} [${code}]`;
}

/** Digest of a bundle's manifest lines for `paths` (for those who export). */
export const manifestLine = (path: string, bytes: Uint8Array): string => `${sha256Hex(bytes)}  ${path}\n`;
