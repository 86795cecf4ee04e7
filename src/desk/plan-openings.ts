// What a bundle lacks: the sealed payloads. Openings are the bytes (salt ‖ payload) of entries that a compartment can open and a plan
// rests on. Whoever holds them checks each against the commitment that stands in the entry, so that nobody has to believe the
// file. They are personal data: for those who may open those entries, kept as the vault is kept.
import { base64, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { parseHead } from "../record/entry-head.ts";
import { parseNote } from "../record/note.ts";
import { bundlePath, fullTiles, partialWidth, TILE_WIDTH, unpackEntries } from "../record/tile.ts";
import type { BundleFiles } from "../record/verify.ts";
import { openSalted, SALT_SIZE } from "../store/vault/seal.ts";
import { parsePack, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { openedOf, type Desk } from "./desk.ts";
import { PACKS, versionsOf } from "./pack-in-force.ts";

const FORMAT = "all-for-all-openings/1";
/** Kinds that an instance or a plan rests on. */
export const PLAN_KINDS = [
  "custody.stated", "list.deposited", "list.forwarded", "logistics.stated", "medical.decided", "name.answered", "name.closed", "pack.adopted", "plan.forwarded", "plan.frozen", "plan.instance", "plan.locked", "plan.proposed",
  "planning.agreed", "remains.offered", "remains.received", "seed.committed", "seed.revealed", "substitution.agreed", "text.signed", "together.stated", "wishes.heard",
];

/** The openings of one compartment, canonical JSON; `identity` opens. Linear in the payloads. */
export async function openingsFor(desk: Pick<Desk, "vault" | "record">, identity: Desk["identity"], heads: readonly { readonly kind: string; readonly commits: readonly { readonly sealed: string; readonly commitment: string }[] }[]): Promise<Uint8Array> {
  const entries: { index: number; opened: string }[] = [];
  for (const [index, { kind, commits }] of heads.entries()) {
    const [commit] = commits;
    if (!commit || !PLAN_KINDS.includes(kind)) continue;
    const ciphertext = await desk.vault.sealed(commit.sealed);
    const bytes = ciphertext && (await openSalted(ciphertext, identity, commit.commitment));
    if (bytes) entries.push({ index, opened: base64(bytes) });
  }
  const pack = fromUtf8((await desk.record.read("pack.json")) ?? new Uint8Array(0));
  const later: string[] = [];
  for (const name of await desk.record.list(PACKS)) later.push(fromUtf8((await desk.record.read(`${PACKS}/${name}`)) ?? new Uint8Array(0)));
  return utf8(`${canonicalJson({ format: FORMAT, pack, ...(later.length === 0 ? {} : { packs: later }), entries })}\n`);
}

export type Openings = { readonly pack: ConflictPack; readonly packSha256: string; readonly opened: ReadonlyMap<number, Uint8Array> };

/** @throws Fault or Faults `OPENING_FORM`, and those of the pack. */
export function parseOpenings(bytes: Uint8Array, file: string): Openings {
  const value = parseJson(fromUtf8(bytes, file), file);
  if (!isRecord(value) || value["format"] !== FORMAT || typeof value["pack"] !== "string" || !Array.isArray(value["entries"])) throw new Fault("OPENING_FORM", `expected a file of format ${FORMAT}`, [{ file }]);
  const faults: Fault[] = [];
  const opened = new Map<number, Uint8Array>();
  value["entries"].forEach((one: unknown, i) => {
    if (isRecord(one) && typeof one["index"] === "number" && typeof one["opened"] === "string") opened.set(one["index"], fromBase64(one["opened"]));
    else faults.push(new Fault("OPENING_FORM", "expected index and opened", [{ file, row: i + 1 }]));
  });
  if (faults.length > 0) throw new Faults(faults.slice(0, 100));
  const pack = utf8(value["pack"]);
  const later: readonly unknown[] = Array.isArray(value["packs"]) ? value["packs"] : []; // none counts but by the SHA-256 that both sides adopted
  const [founding] = versionsOf([pack, ...later.map((one) => utf8(String(one)))].map((one) => parsePack(one, file))).values();
  if (!founding) throw new Fault("OPENING_FORM", "expected a pack", [{ file }]);
  return { pack: founding, packSha256: sha256Hex(pack), opened };
}

/**
 * The state that the openings give over the entries of a bundle, and the kinds that stay closed. Every opening must hash to the commitment of
 * its entry, and the pack to what entry 0 names. The bundle itself is verified before (`verifyBundle`). @throws Fault `OPENING_OTHER`, `MISSING`.
 */
export async function foldBundle(files: BundleFiles, { packSha256, opened }: Openings): Promise<{ readonly state: State; readonly closedKinds: readonly string[] }> {
  const need = async (path: string): Promise<Uint8Array> => {
    const bytes = await files.read(path);
    if (!bytes) throw new Fault("MISSING", `the file ${path} is missing`);
    return bytes;
  };
  const { size } = parseCheckpoint(parseNote(await need("log/checkpoint")).text);
  const state = emptyState();
  const closedKinds: string[] = [];
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    const width = n < fullTiles(size, 0) ? TILE_WIDTH : partialWidth(size, 0);
    for (const [i, leaf] of unpackEntries(await need(`log/${bundlePath(n, width)}`), width).entries()) {
      const index = n * TILE_WIDTH + i;
      const head = parseHead(parseEnvelope(leaf).payload);
      if (index === 0 && head.body["pack"] !== packSha256) throw new Fault("OPENING_OTHER", "the pack is not the one that entry 0 names");
      const bytes = opened.get(index), [commit] = head.commits;
      if (bytes && sha256Hex(bytes) !== commit?.commitment) throw new Fault("OPENING_OTHER", `the opening of entry ${index} is not what the entry commits to`, [{ field: String(index) }]);
      foldEntry(state, index, head, bytes ? openedOf(bytes.slice(SALT_SIZE)) : undefined);
      if (!bytes && commit) closedKinds.push(head.kind);
    }
  }
  return { state, closedKinds };
}
