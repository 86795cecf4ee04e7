// What a cheating side, a cheating mediator or a lying log tries with a bundle; each ends in a code of its own.
import { expect, test } from "vitest";
import { base64, concat, utf8 } from "../../src/basis/bytes.ts";
import { sha256Hex } from "../../src/basis/sha256.ts";
import { verifies } from "../../src/compute/ed25519.ts";
import { exerciseSigner } from "../../src/desk/exercise-keys.ts";
import { exportBundle, receiptOf } from "../../src/desk/export-bundle.ts";
import { recordAct, type Desk } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { printCheckpoint } from "../../src/record/checkpoint.ts";
import { parseHead, printHead } from "../../src/record/entry-head.ts";
import { parseEnvelope, sealEnvelope } from "../../src/record/envelope.ts";
import { admit, emptyRegistry, type Registry } from "../../src/record/key-registry.ts";
import { EMPTY_TREE, extend, leafHash, rootOf } from "../../src/record/merkle.ts";
import { cosignNote, parseNote, printNote, signNote } from "../../src/record/note.ts";
import { readEras } from "../../src/record/policy-eras.ts";
import { verifyProof } from "../../src/record/proof.ts";
import { packEntries } from "../../src/record/tile.ts";
import { sayVerdict, verifyBundle, type Verdict } from "../../src/record/verify.ts";
import { replayExample, seededChance, withFolder } from "../walked-desk.ts";

type Bundle = Map<string, Uint8Array>;
const verify = (bundle: Bundle): Promise<Verdict> =>
  verifyBundle({ list: () => Promise.resolve([...bundle.keys()]), read: (path) => Promise.resolve(bundle.get(path)) }, verifies);

async function withDesk<T>(use: (desk: Desk, bundle: Bundle) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const desk = await replayExample("cartel-1862", folder);
    try {
      return await use(desk, await exportBundle(desk, undefined));
    } finally {
      await desk.record.close();
    }
  });
}

/** A bundle over other entries, with whichever signatures the forger has. */
function forge(desk: Desk, entries: readonly Uint8Array[], cosigners: readonly string[], from: Bundle): Bundle {
  const { pack, seed } = desk;
  const tree = entries.reduce((grown, entry) => extend(grown, leafHash(entry)), EMPTY_TREE);
  const text = printCheckpoint({ origin: pack.origin, size: entries.length, root: rootOf(tree) });
  const signatures = [
    signNote(text, pack.origin, exerciseSigner(seed, "SEC", "log")),
    ...cosigners.map((code) => cosignNote(text, `${pack.origin}/${code}/witness/1`, exerciseSigner(seed, code, "witness"), 1)),
  ];
  const bundle: Bundle = new Map([...from].filter(([path]) => path === "policy" || path.startsWith("keys/")));
  bundle.set("log/checkpoint", utf8(printNote({ text, signatures })));
  bundle.set(`log/tile/0/000.p/${entries.length}`, concat(entries.map(leafHash)));
  bundle.set(`log/tile/entries/000.p/${entries.length}`, packEntries(entries));
  return bundle;
}
const entriesOf = async (desk: Desk): Promise<Uint8Array[]> => [...(await desk.record.entries(0, desk.record.size()))];

test("an untouched bundle is valid and in force, and so is one that both witnesses cosigned again", () =>
  withDesk(async (desk, bundle) => {
    const verdict = await verify(bundle);
    expect(verdict).toMatchObject({ kind: "in-force", size: desk.record.size(), cosigners: ["CS", "US"] });
    expect(sayVerdict(verdict)).toContain("valid and in force up to entry");
    expect(await verify(forge(desk, (await entriesOf(desk)), ["US", "CS"], bundle))).toMatchObject({ kind: "in-force" });
  }));

test("any single flipped byte of any file is refused and names a file or an entry", () =>
  withDesk(async (_, bundle) => {
    for (const [path, bytes] of bundle)
      for (let at = 0; at < bytes.length; at++) {
        const flipped = new Map(bundle).set(path, bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8))));
        const verdict = await verify(flipped);
        expect(["in-force", "receipts"], `${path} at ${at}`).not.toContain(verdict.kind);
        expect(verdict.file !== "" || verdict.entry >= 0, `${path} at ${at}: ${sayVerdict(verdict)}`).toBe(true);
      }
  }));

test("without a manifest, a changed entry, tile or checkpoint is still refused, the entry by its number", () =>
  withDesk(async (_, whole) => {
    const bundle = new Map(whole);
    bundle.delete("MANIFEST");
    const path = [...bundle.keys()].find((one) => one.includes("tile/entries")) ?? expect.fail("no entries");
    const bytes = bundle.get(path) ?? new Uint8Array(0);
    const first = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    const at = 2 + first + 2 + 40; // inside entry 1
    expect(await verify(new Map(bundle).set(path, bytes.with(at, (bytes[at] ?? 0) ^ 1)))).toMatchObject({ kind: "not-valid", code: "ENTRY_HASH", entry: 1 });
    const note = bundle.get("log/checkpoint") ?? new Uint8Array(0);
    expect((await verify(new Map(bundle).set("log/checkpoint", note.with(30, (note[30] ?? 0) ^ 1)))).kind).toBe("not-valid");
  }));

test("two swapped entries under a new tree and both cosignatures break the author's chain", () =>
  withDesk(async (desk, bundle) => {
    const entries = (await entriesOf(desk));
    const keys = entries.map((entry) => parseHead(parseEnvelope(entry).payload).key);
    const at = keys.findLastIndex((key, i) => key === keys[i + 1]); // two that one key signed, one after the other
    expect(at).toBeGreaterThan(0);
    [entries[at], entries[at + 1]] = [entries[at + 1] ?? entries[0]!, entries[at] ?? entries[0]!];
    expect(await verify(forge(desk, entries, ["US", "CS"], bundle))).toMatchObject({ kind: "not-valid", code: "CHAIN_COUNTER", entry: at });
  }));

test("the log alone, or with one side, puts nothing in force", () =>
  withDesk(async (desk, bundle) => {
    const alone = await verify(forge(desk, (await entriesOf(desk)), [], bundle));
    expect(sayVerdict(alone)).toContain("signed by the log only");
    const one = await verify(forge(desk, (await entriesOf(desk)), ["US"], bundle));
    expect(one).toMatchObject({ kind: "not-cosigned", missing: ["CS"] });
    expect(sayVerdict(one)).toContain("not cosigned by CS");
  }));

test("a tail cut below a cosigned size, and a replayed old checkpoint, are found by the later checkpoint", () =>
  withDesk(async (desk, bundle) => {
    const size = desk.record.size();
    const cut = forge(desk, (await entriesOf(desk)).slice(0, size - 1), ["US", "CS"], bundle);
    cut.set(`checkpoints/${size}`, bundle.get(`checkpoints/${size}`) ?? new Uint8Array(0));
    expect(await verify(cut)).toMatchObject({ kind: "not-valid", code: "LOG_SHORT" });
  }));

test("a fork of one size with both cosignatures is two histories", () =>
  withDesk(async (desk, bundle) => {
    const size = desk.record.size();
    const entries = (await entriesOf(desk));
    const head = parseHead(parseEnvelope(entries[size - 1] ?? new Uint8Array(0)).payload);
    const other = sealEnvelope(printHead({ ...head, commits: [], body: { other: true } }), head.key, exerciseSigner(desk.seed, head.author, "sign"));
    const fork = forge(desk, [...entries.slice(0, -1), other], ["US", "CS"], bundle);
    fork.set(`checkpoints/${size}`, bundle.get(`checkpoints/${size}`) ?? new Uint8Array(0));
    expect(await verify(fork)).toMatchObject({ kind: "two-histories", code: "FORK" });
  }));

test("an entry counts only with the author's own active signing key at that index", () =>
  withDesk(async (desk) => {
    const entries = (await entriesOf(desk));
    const registryAfter = (leaves: readonly Uint8Array[]): Registry => {
      const registry = emptyRegistry();
      leaves.forEach((leaf, i) => admit(registry, leaf, i, verifies));
      return registry;
    };
    const at = parseCivilDate("1862-08-05") ?? expect.fail("no day");
    const next = (author: string, key: string, signer: string, role: "root" | "sign", kind: string, body: Record<string, unknown>, more: Uint8Array[] = []) => {
      const chain = registryAfter([...entries, ...more]).chains.get(key);
      const payload = printHead({ origin: desk.pack.origin, talks: desk.pack.talks, author, key, counter: (chain?.counter ?? 0) + 1, prev: chain?.last ?? null, kind, at, body, commits: [] });
      return sealEnvelope(payload, key, exerciseSigner(desk.seed, signer, role));
    };
    const key = (code: string, role = "sign"): string => `${desk.pack.origin}/${code}/${role}/1`;
    const codeOf = (leaf: Uint8Array, more: Uint8Array[] = []): string => {
      try {
        admit(registryAfter([...entries, ...more]), leaf, entries.length + more.length, verifies);
        return "admitted";
      } catch (error) {
        return error instanceof Error && "code" in error ? String(error.code) : "";
      }
    };
    expect(codeOf(next("US", key("US"), "US", "sign", "statement.recorded", {}))).toBe("admitted");
    expect(codeOf(next("US", key("US"), "CS", "sign", "statement.recorded", {}))).toBe("SIGNATURE");
    expect(codeOf(next("US", key("CS"), "CS", "sign", "statement.recorded", {}))).toBe("KEY_ROLE");
    expect(codeOf(next("US", key("US", "root"), "US", "root", "statement.recorded", {}))).toBe("KEY_ROLE");
    expect(codeOf(next("US", `${key("US")}9`, "US", "sign", "statement.recorded", {}))).toBe("KEY_INACTIVE");
    expect(codeOf(next("US", key("US", "root"), "US", "root", "key.add", { key: key("US"), publicKey: base64(exerciseSigner(desk.seed, "US", "sign").publicKey) }))).toBe("KEY_FORM");
    expect(codeOf(next("US", key("US", "root"), "US", "root", "key.add", { key: "new", publicKey: base64(new Uint8Array(32)) }))).toBe("KEY_FORM");
    const revoke = next("US", key("US", "root"), "US", "root", "key.revoke", { key: key("US") });
    expect(codeOf(revoke)).toBe("admitted");
    for (const [since, code] of [[3, "admitted"], [-1, "KEY_FORM"], [10_000, "KEY_FORM"], ["3", "KEY_FORM"]] as const)
      expect(codeOf(next("US", key("US", "root"), "US", "root", "key.revoke", { key: key("US"), compromisedSince: since })), String(since)).toBe(code);
    expect(codeOf(next("US", key("US"), "US", "sign", "statement.recorded", {}, [revoke]), [revoke])).toBe("KEY_INACTIVE");
    const first = entries.find((leaf) => parseHead(parseEnvelope(leaf).payload).author === "US") ?? entries[0]!;
    expect(codeOf(first)).toBe("CHAIN_COUNTER");
  }));

test("a receipt holds for its own entry, index and policy, and for nothing else", () =>
  withDesk(async (desk, bundle) => {
    const policy = readEras(bundle.get("policy") ?? new Uint8Array(0), new Map());
    const { proof, entry } = await receiptOf(desk, 7);
    expect(verifyProof(proof, entry, policy, verifies)).toEqual({ index: 7, size: desk.record.size() });
    const text = new TextDecoder().decode(proof);
    const sixth = await desk.record.entry(6);
    expect(() => verifyProof(proof, sixth, policy, verifies)).toThrowError(expect.objectContaining({ code: "PROOF_ROOT" }));
    expect(() => verifyProof(utf8(text.replace("index 7", "index 6")), entry, policy, verifies)).toThrowError(expect.objectContaining({ code: "PROOF_ROOT" }));
    expect(() => verifyProof(utf8(text.replace("v1", "v2")), entry, policy, verifies)).toThrowError(expect.objectContaining({ code: "PROOF_FORM" }));
    const uncosigned = text.split("\n").filter((line) => !line.includes("/CS/witness")).join("\n");
    expect(() => verifyProof(utf8(uncosigned), entry, policy, verifies)).toThrowError(expect.objectContaining({ code: "PROOF_QUORUM" }));
    await expect(receiptOf(desk, desk.record.size())).rejects.toThrowError(expect.objectContaining({ code: "RECEIPT_INDEX" }));
    expect(parseNote(utf8(text.slice(text.indexOf("\n\n") + 2))).signatures).toHaveLength(3);
  }));

test("a record of several hundred entries passes the first full tile and every earlier checkpoint", () =>
  withDesk(async (desk) => {
    const at = parseCivilDate("1862-08-06") ?? expect.fail("no day");
    const chance = seededChance("many");
    const before: { readonly checkpoint: Uint8Array | undefined; readonly notes: readonly string[]; readonly bundle: Map<string, Uint8Array> }[] = [];
    for (let i = 0; i < 260; i++) {
      const flows = [{ what: "captives", from: "US", to: "CS", count: i, obligations: [] }];
      await recordAct(desk, { label: `many-${i}`, at, actor: "US", kind: "operation.counted", body: { operation: `many-${i}`, flows }, sources: [], to: ["US", "SEC"] }, chance);
      if (i % 37 !== 0) continue;
      await publish(desk, 1);
      before.push({ checkpoint: await desk.record.read("log/checkpoint"), notes: await desk.record.list("notes"), bundle: await exportBundle(desk, undefined) });
    }
    await publish(desk, 1);
    const bundle = await exportBundle(desk, undefined);
    for (const { checkpoint, notes, bundle: then } of before) { // somebody read this checkpoint, and the record went on before he had read its tiles
      const record = { node: desk.record.node, read: (path: string) => (path === "log/checkpoint" ? checkpoint : desk.record.read(path)), list: (folder: string) => (folder === "notes" ? notes : desk.record.list(folder)) };
      expect(await exportBundle({ pack: desk.pack, record }, undefined)).toEqual(then);
    }
    expect(bundle.has("log/tile/0/000") && bundle.has("log/tile/1/000.p/1")).toBe(true);
    expect(await verify(bundle)).toMatchObject({ kind: "in-force", size: desk.record.size() });
    const joints = [...bundle.keys()].filter((path) => path.startsWith("consistency/"));
    expect(joints.length).toBeGreaterThan(5);
    const loose = new Map(bundle);
    loose.delete("MANIFEST");
    const [first = "", second = ""] = joints;
    loose.set(first, bundle.get(second) ?? new Uint8Array(0));
    expect(await verify(loose)).toMatchObject({ kind: "not-valid", code: "CONSISTENCY", file: first });
    const manifest = new TextDecoder().decode(bundle.get("MANIFEST"));
    expect(manifest).toContain(`${sha256Hex(bundle.get("policy") ?? new Uint8Array(0))}  policy`);
  }), 120_000);

test("a text that both sides signed stands in one signed note, and a note with a missing, foreign or untrue line is refused", () =>
  withDesk(async (desk, bundle) => {
    const path = [...bundle.keys()].find((one) => one.endsWith(".note")) ?? expect.fail("no note");
    const vkeysPath = path.replace(/\.note$/, ".vkeys");
    const [note, vkeys] = [new TextDecoder().decode(bundle.get(path)), new TextDecoder().decode(bundle.get(vkeysPath))];
    expect(note).toMatch(/^all-for-all act agreed-text cartel-1862 1\nCARTEL\nentry \d+ commitment [0-9a-f]{64}\nentry \d+ commitment [0-9a-f]{64}\n\n— /);
    const plain = new Map([...bundle].filter(([one]) => one !== "MANIFEST"));
    expect(await verify(plain)).toMatchObject({ kind: "in-force" });
    const codeWith = async (more: [string, string][]): Promise<string> => (await verify(new Map([...plain, ...more.map(([one, text]): [string, Uint8Array] => [one, utf8(text)])]))).code;
    expect(await codeWith([[path, note.split("\n").filter((line) => !line.includes("/CS/sign")).join("\n")]])).toBe("ACT_NOTE");
    expect(await codeWith([[vkeysPath, `${vkeys.split(",")[0] ?? ""}\n`]])).toBe("ACT_NOTE");
    expect(await codeWith([[path, note.replace("CARTEL", "CARTEI")]])).toBe("NOTE_SIGNATURE");
    expect(await codeWith([[path, note.replace("all-for-all act", "some other act")]])).toBe("NOTE_SIGNATURE");
    const names = ["US", "CS"].map((code) => `${desk.pack.origin}/${code}/sign/1`);
    const signedAgain = (text: string): string => printNote({ text, signatures: names.map((name, i) => signNote(text, name, exerciseSigner(desk.seed, i === 0 ? "US" : "CS", "sign"))) });
    const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
    expect(await codeWith([[path, signedAgain(text)]])).toBe("");
    expect(await codeWith([[path, signedAgain(text.replace(/commitment ./, "commitment 0").replace(/commitment 0/, /commitment 0/.test(text) ? "commitment 1" : "commitment 0"))]])).toBe("ACT_NOTE");
    expect(await codeWith([[path, signedAgain("all-for-all act agreed-text cartel-1862 1\nCARTEL\n")]])).toBe("ACT_NOTE");
    expect(await codeWith([[path, signedAgain("all-for-all act\nCARTEL\nentry 1 commitment x\n")]])).toBe("ACT_NOTE");
  }));
