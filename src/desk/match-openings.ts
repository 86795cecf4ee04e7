// What a run rests on, opened: the payloads of the lists, doubles, runs and decisions, each with its salt, so that whoever holds a
// bundle and these checks the commitments in it and computes the run again without any desk. It holds names: it stays with those
// who may see both lists.
import { base64, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { emptyState, foldEntry, type ReadAct, type State } from "../entries/fold.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { parseHead } from "../record/entry-head.ts";
import { openSalted, SALT_SIZE } from "../store/vault/seal.ts";
import { parsePack, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { openedOf, type Desk } from "./desk.ts";
import { matchesOf } from "./matches-of.ts";
import { PACKS, versionsOf } from "./pack-in-force.ts";

type Opening = { readonly entry: number; readonly opened: string };

/** Acts that a run rests on and those that rest on it, in the order of the record. @throws Fault `RUN_NONE`. */
function actsOfRun(state: State, run: string): ReadAct[] {
  const { runs } = matchesOf(state);
  const names = new Set<string>();
  const lists = new Set<string>();
  for (let at: string | undefined = run; at !== undefined && !names.has(at); at = runs.get(at)?.modelOf) {
    const one = runs.get(at);
    if (!one) throw new Fault("RUN_NONE", "expected a run of the record that is in sight", [{ field: "run" }]);
    names.add(at);
    for (const { list } of [...one.left, ...one.right]) lists.add(list);
  }
  return state.acts.filter(({ parsed }) => {
    if (parsed.room === "registry") return (parsed.act.kind === "list.deposited" || parsed.act.kind === "list.forwarded") && lists.has(parsed.act.list);
    if (parsed.room === "table") return parsed.act.kind === "pack.adopted";
    return parsed.room === "matching" && (parsed.act.kind === "doubles.decided" ? lists.has(parsed.act.list) : names.has(parsed.act.run));
  });
}

/** A line of JSON for each payload. @throws Fault `RUN_NONE`, `VAULT_COMMITMENT`. */
export async function openingsOf(desk: Desk, run: string): Promise<string> {
  const packs = [...desk.packs.values()].some(({ givenNames }) => givenNames.length > 0) ? await packTexts(desk) : [];
  const lines: string[] = packs.map((pack) => JSON.stringify({ pack }));
  for (const { entry } of actsOfRun(desk.state, run)) {
    const [commit] = parseHead(parseEnvelope(await desk.record.entry(entry)).payload).commits;
    const ciphertext = commit ? await desk.vault.sealed(commit.sealed) : undefined;
    const opened = commit && ciphertext ? await openSalted(ciphertext, desk.identity, commit.commitment) : undefined;
    if (opened) lines.push(JSON.stringify({ entry, opened: base64(opened) } satisfies Opening));
  }
  return `${lines.join("\n")}\n`;
}

async function packTexts({ record }: Desk): Promise<string[]> {
  const paths = ["pack.json", ...(await record.list(PACKS)).map((name) => `${PACKS}/${name}`)];
  return Promise.all(paths.map(async (path) => fromUtf8((await record.read(path)) ?? new Uint8Array(0))));
}

/**
 * The state that the openings give over the leaves of a record: every payload is the one its leaf commits to.
 * @throws Fault `OPENING_FORM`, `OPENING_OTHER` with the line.
 */
export async function stateOfOpenings(text: string, leafAt: (entry: number) => Promise<Uint8Array | undefined>, file: string): Promise<{ readonly state: State; readonly pack: ConflictPack | undefined }> {
  const state = emptyState();
  const packs: ConflictPack[] = [];
  let last = -1;
  for (const [i, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const at = [{ file, line: i + 1 }];
    const value = parseJson(line, file);
    if (isRecord(value) && typeof value["pack"] === "string" && last < 0) {
      const bytes = utf8(value["pack"]);
      const genesis = packs.length > 0 ? undefined : await leafAt(0); // a later version counts by the SHA-256 that both sides adopted alone
      if (genesis && parseHead(parseEnvelope(genesis).payload).body["pack"] !== sha256Hex(bytes)) throw new Fault("OPENING_OTHER", "expected the pack that entry 0 names", at);
      packs.push(parsePack(bytes, file));
      continue;
    }
    if (!isRecord(value) || typeof value["entry"] !== "number" || typeof value["opened"] !== "string" || value["entry"] <= last) throw new Fault("OPENING_FORM", "expected an entry and its opened payload, in the order of the record", at);
    const entry = value["entry"];
    const leaf = await leafAt(entry);
    if (!leaf) throw new Fault("OPENING_OTHER", "expected an entry that the record holds", at);
    const { payload } = parseEnvelope(leaf);
    const head = parseHead(payload);
    const opened = fromBase64(value["opened"]);
    if (head.commits[0]?.commitment !== sha256Hex(opened)) throw new Fault("OPENING_OTHER", "expected the payload that the entry commits to", at);
    foldEntry(state, entry, head, openedOf(opened.slice(SALT_SIZE)));
    last = entry;
  }
  const [pack] = versionsOf(packs).values();
  return { state, pack };
}
