// A real process: every party's keys on its own machine, the desk with the secretariat's alone, each side's witness by HTTP or by stick.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { base64, fromBase64, fromUtf8, utf8 } from "../src/basis/bytes.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { Fault } from "../src/basis/fault.ts";
import { parseJson } from "../src/basis/parse-json.ts";
import { sha256 } from "../src/basis/sha256.ts";
import type { Io } from "../src/cli/command.ts";
import { keysCommand, publicKeysOf } from "../src/cli/keys.ts";
import { keysDiffer } from "../src/cli/keys-check.ts";
import { cosign, witnessServer } from "../src/cli/witness.ts";
import { signerFromSeed, verifies } from "../src/compute/ed25519.ts";
import { changePolicy, draftPolicyChange, signPolicyChange } from "../src/desk/change-policy.ts";
import { appendLeaf, openDesk, openProcess, recordAct, type Desk } from "../src/desk/desk.ts";
import { exportBundle } from "../src/desk/export-bundle.ts";
import { initProcess } from "../src/desk/init.ts";
import { fileKeyRing } from "../src/desk/key-ring.ts";
import { openOfficers } from "../src/desk/officers.ts";
import { publish, publishCarried, requestsOf } from "../src/desk/publish.ts";
import { printCheckpoint } from "../src/record/checkpoint.ts";
import { printHead } from "../src/record/entry-head.ts";
import { addSignature, sealEnvelope } from "../src/record/envelope.ts";
import { keyName, keysOfRoot, readRootKeys, rootKeyName } from "../src/record/key-registry.ts";
import { parseVkey, printNote, printVkey, signNote } from "../src/record/note.ts";
import { parsePolicy } from "../src/record/policy.ts";
import { verifyBundle, type BundleFiles } from "../src/record/verify.ts";
import { printAddCheckpoint } from "../src/record/witness-wire.ts";
import { openDoor } from "../src/server/serve.ts";
import { openWitnessFiles, originName } from "../src/store/files/witness-files.ts";
import type { KeyFile } from "../src/store/vault/key-file.ts";
import { parsePack } from "../src/vocabulary/conflict-pack.ts";
import { injectWire, seat, testConfig } from "./served-desk.ts";
import { repository, seededChance, withFolder } from "./walked-desk.ts";

const packBytes = new Uint8Array(readFileSync(join(repository, "packs/cartel-1862/pack.json")));
const pack = parsePack(packBytes, "pack.json");
const day = parseCivilDate("1862-08-01") ?? expect.fail("a day");
const chance = seededChance("witness");
const secret = (name: string): Uint8Array => sha256(utf8(`test key ${name}`));
const keysOf = (party: string, ...more: readonly string[]): KeyFile =>
  ({ origin: pack.origin, party, secrets: new Map(["root/1", "sign/1", "compartment/1", ...more].map((role) => [role, secret(`${party} ${role}`)])) });
const US = keysOf("US", "witness/1");
const CS = keysOf("CS", "witness/1");
const SEC = keysOf("SEC", "log/1", "ack/1");
const filesOf = (bundle: ReadonlyMap<string, Uint8Array>): BundleFiles => ({ list: () => Promise.resolve([...bundle.keys()]), read: (path) => Promise.resolve(bundle.get(path)) });
const note = (desk: Desk, n: number) => recordAct(desk, { label: `note/${n}`, at: day, actor: "SEC", kind: "note.recorded", body: { about: "desk", words: `note ${n}` }, sources: [], to: ["SEC"] }, chance);

type Witness = { readonly url: string; readonly port: number; readonly close: () => Promise<void>; readonly files: Awaited<ReturnType<typeof openWitnessFiles>> };
async function startWitness(folder: string, keys: KeyFile, port = 0): Promise<Witness> {
  mkdirSync(folder, { recursive: true });
  const files = await openWitnessFiles(folder, "test");
  const log = { name: pack.origin, type: 1 as const, publicKey: signerFromSeed(secret("SEC log/1")).publicKey };
  const server = witnessServer(files, keys, [log], () => 1_800_000_000);
  await new Promise<void>((done) => void server.listen(port, "127.0.0.1", done));
  const at = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${at}`, port: at, files,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => void server.close(() => done()));
      await files.close();
    },
  };
}
const makeProcess = async (folder: string, urls: ReadonlyMap<string, string>): Promise<void> => {
  await initProcess(folder, packBytes, pack, await Promise.all([US, CS, keysOf("AE"), SEC].map(publicKeysOf)), urls);
};
const open = (folder: string): Promise<Desk> => openDesk(folder, undefined, "test", () => {}, fileKeyRing(SEC));

test("with both witnesses everything is in force; while one is away the log grows and nothing later is; when it is back, all of it", () =>
  withFolder(async (folder) => {
    const us = await startWitness(`${folder}/us`, US);
    let cs = await startWitness(`${folder}/cs`, CS);
    await makeProcess(`${folder}/d`, new Map([["US", us.url], ["CS", cs.url]]));
    const desk = await open(`${folder}/d`);
    try {
      await openProcess(desk, day);
      expect(desk.record.size(), "genesis and the secretariat's own key: no other party's root is here").toBe(2);
      expect(await publish(desk, 1)).toBe(2);
      await cs.close();
      await note(desk, 1);
      expect(await publish(desk, 2)).toBe(2);
      expect(desk.notCosigned).toEqual(["CS"]);
      expect([...desk.cosignedSizes], "what it cosigned last").toEqual([["CS", 2]]);
      await note(desk, 2);
      expect(await publish(desk, 3), "nothing after 2 is in force").toBe(2);
      cs = await startWitness(`${folder}/cs`, CS, cs.port); // remembers 2 from its disk
      expect(await publish(desk, 4)).toBe(4);
      expect(desk.notCosigned).toEqual([]);
      const bundle = await exportBundle(desk, undefined);
      const verdict = await verifyBundle(filesOf(bundle), verifies);
      expect(verdict).toMatchObject({ kind: "in-force", size: 4, cosigners: ["CS", "US"] });
      const seen = await fetch(`${us.url}/${originName(pack.origin)}/checkpoint`);
      expect(await seen.text(), "a monitor sees what was cosigned last").toContain(`${pack.origin}\n4\n`);
    } finally {
      await desk.record.close();
      await us.close();
      await cs.close();
    }
  }));

test("cosignatures travel on a stick where no network does", () =>
  withFolder(async (folder) => {
    await makeProcess(`${folder}/d`, new Map([["US", "http://127.0.0.1:9"], ["CS", "http://127.0.0.1:9"]]));
    const [us, cs] = [await startWitness(`${folder}/us`, US), await startWitness(`${folder}/cs`, CS)];
    const desk = await open(`${folder}/d`);
    try {
      await openProcess(desk, day);
      expect(await publish(desk, 1)).toBe(0);
      const requests = await requestsOf(desk);
      await note(desk, 1); // meanwhile the log grows
      const log = parsePolicy(fromUtf8((await desk.record.read("policy")) ?? new Uint8Array(0))).log;
      const lines = [["US", us, US], ["CS", cs, CS]] as const;
      const cosigned = lines.map(([name, { files }, keys]) => cosign(files, keys, [log], requests.get(name) ?? new Uint8Array(0), 5).body);
      await expect(publishCarried(desk, cosigned.slice(0, 1))).rejects.toMatchObject({ code: "PENDING_COSIGNED", message: expect.stringContaining("CS") });
      expect(await publishCarried(desk, cosigned)).toBe(2);
      await expect(publishCarried(desk, cosigned)).rejects.toMatchObject({ code: "PENDING_NONE" });
    } finally {
      await desk.record.close();
      await us.close();
      await cs.close();
    }
  }));

test("by HTTP too a witness refuses what C2SP tlog-witness names, each by its number, and cosigns no second history", () =>
  withFolder(async (folder) => {
    const us = await startWitness(`${folder}/us`, US);
    try {
      const signer = signerFromSeed(secret("SEC log/1"));
      const request = (old: number, size: number, root: Uint8Array, by = signer, origin = pack.origin): Uint8Array => {
        const text = printCheckpoint({ origin, size, root });
        return printAddCheckpoint({ old, proof: [], note: utf8(printNote({ text, signatures: [signNote(text, origin, by)] })) });
      };
      const send = async (body: Uint8Array | string): Promise<number> => (await fetch(`${us.url}/add-checkpoint`, { method: "POST", body: body as string })).status;
      const [root, other] = [sha256(utf8("a")), sha256(utf8("b"))];
      expect(await send("nonsense")).toBe(400);
      expect(await send(new Uint8Array(20_000))).toBe(413);
      expect(await send(request(0, 1, root, signerFromSeed(secret("nobody"))))).toBe(403);
      expect(await send(request(0, 1, root, signer, "another.example/record"))).toBe(404);
      expect(await send(request(0, 1, root))).toBe(200);
      expect(await send(request(1, 1, root)), "the same again").toBe(200);
      expect(await send(request(1, 1, other)), "one size, two roots").toBe(422);
      expect(await send(request(1, 2, other)), "no proof").toBe(422);
      const conflict = await fetch(`${us.url}/add-checkpoint`, { method: "POST", body: request(0, 2, other) as unknown as string });
      expect([conflict.status, conflict.headers.get("content-type"), await conflict.text()]).toEqual([409, "text/x.tlog.size", "1\n"]);
      expect((await fetch(`${us.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${us.url}/elsewhere`)).status).toBe(404);
      await expect(openWitnessFiles(`${folder}/us`, "test"), "two witnesses on one memory").rejects.toMatchObject({ code: "STORE_LOCKED" });
    } finally {
      await us.close();
    }
  }));

/** A witness that answers what it likes; what it was asked is counted. */
async function startHostile(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => void server.close(() => done()));
    },
  };
}

test("a hostile witness stops what is in force and nothing else: no lie about sizes closes the log, no answer fills the memory", () =>
  withFolder(async (folder) => {
    const us = await startWitness(`${folder}/us`, US);
    const forger = signerFromSeed(secret("nobody"));
    const forgedText = printCheckpoint({ origin: pack.origin, size: 1_000_000, root: sha256(utf8("x")) });
    const forged = printNote({ text: forgedText, signatures: [signNote(forgedText, pack.origin, forger)] });
    const end = (response: ServerResponse, status: number, body: string): void => void response.writeHead(status).end(body);
    let post: (response: ServerResponse) => void = (response) => end(response, 409, "1000000\n");
    const cs = await startHostile((request, response) => (request.method === "GET" ? end(response, 200, forged) : post(response)));
    await makeProcess(`${folder}/d`, new Map([["US", us.url], ["CS", cs.url]]));
    const desk = await open(`${folder}/d`); // shown a larger checkpoint that the log never signed
    try {
      await openProcess(desk, day);
      const tries: readonly [string, (response: ServerResponse) => void, RegExp][] = [
        ["a larger size, forged", (response) => end(response, 409, "1000000\n"), /stands at 1000000, and shows no checkpoint/],
        ["another size each time", (response) => end(response, 409, "0\n"), /another size each time/],
        ["a refusal", (response) => end(response, 422, "no\n"), /refuses: no/],
        ["an answer without end", (response) => { response.writeHead(200); setInterval(() => response.write("x".repeat(8_192)), 1).unref(); }, /more than 16384 bytes/],
        ["no form", (response) => end(response, 200, "hello\n"), /out of reach/],
        ["somebody else's line, sixty times", (response) => end(response, 200, `— ${pack.origin}/CS/witness/1 AAAAAAAA\n`.repeat(60)), /^$/],
        ["elsewhere", (response) => void response.writeHead(302, { location: us.url }).end(), /out of reach/],
      ];
      for (const [i, [name, answer, said]] of tries.entries()) {
        post = answer;
        expect(await publish(desk, 1), name).toBe(0);
        expect([desk.notCosigned, desk.witnessSaid.get("CS") ?? ""], name).toEqual([["CS"], expect.stringMatching(said)]);
        await note(desk, i);
      }
      expect(desk.record.size(), "the log has grown all the while").toBe(2 + tries.length);
    } finally {
      await desk.record.close();
      await us.close();
      await cs.close();
    }
  }));

test("requests that race with two histories: one of them is cosigned, never both", () =>
  withFolder(async (folder) => {
    const us = await startWitness(`${folder}/us`, US);
    try {
      const signer = signerFromSeed(secret("SEC log/1"));
      const answers = await Promise.all(Array.from({ length: 20 }, async (_, i) => {
        const text = printCheckpoint({ origin: pack.origin, size: 7, root: sha256(utf8(`fork ${i % 2}`)) });
        const body = printAddCheckpoint({ old: 0, proof: [], note: utf8(printNote({ text, signatures: [signNote(text, pack.origin, signer)] })) });
        return { fork: i % 2, status: (await fetch(`${us.url}/add-checkpoint`, { method: "POST", body: body as unknown as string })).status };
      }));
      expect(new Set(answers.filter(({ status }) => status === 200).map(({ fork }) => fork)).size).toBe(1);
    } finally {
      await us.close();
    }
  }));

test("a copy of the record that is behind its witnesses is known as old, and appends nothing new to what they saw", () =>
  withFolder(async (folder) => {
    const [us, cs] = [await startWitness(`${folder}/us`, US), await startWitness(`${folder}/cs`, CS)];
    const urls = new Map([["US", us.url], ["CS", cs.url]]);
    await makeProcess(`${folder}/d`, urls);
    await makeProcess(`${folder}/old`, urls);
    const desk = await open(`${folder}/d`);
    await openProcess(desk, day);
    await note(desk, 1);
    expect(await publish(desk, 1)).toBe(3);
    await desk.record.close();
    const old = await open(`${folder}/old`); // the same keys, an earlier state: the witnesses are asked before anything is added
    await expect(openProcess(old, day)).rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    expect(old.record.size()).toBe(0);
    await old.record.close();
    await us.close();
    const alone = await open(`${folder}/old`);
    await expect(openProcess(alone, day), "one witness that answers is enough").rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    await alone.record.close();
    await cs.close();
    const blind = await open(`${folder}/old`); // none answers: what it adds is found out when the first does
    await openProcess(blind, day);
    await expect(publish(blind, 2)).resolves.toBe(0);
    const back = await startWitness(`${folder}/us`, US, us.port);
    await expect(publish(blind, 3)).rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    await expect(note(blind, 1), "and nothing more is added").rejects.toMatchObject({ code: "STORE_ROLLED_BACK" });
    await blind.record.close();
    await back.close();
  }));

test("the desk of a real process opens with its own keys alone, and holds no other party's", () =>
  withFolder(async (folder) => {
    await makeProcess(`${folder}/d`, new Map());
    await expect(openDesk(`${folder}/d`, undefined, "test")).rejects.toMatchObject({ code: "KEY_NONE" });
    await expect(openDesk(`${folder}/d`, undefined, "test", () => {}, fileKeyRing(US)), "US has not what opens for SEC").rejects.toMatchObject({ code: "KEY_NONE" });
    const desk = await open(`${folder}/d`);
    try {
      await openProcess(desk, day);
      await expect(recordAct(desk, { label: "x/1", at: day, actor: "US", kind: "note.recorded", body: { about: "a", words: "b" }, sources: [], to: ["SEC", "US"] }, chance)).rejects.toMatchObject({ code: "KEY_NONE" });
    } finally {
      await desk.record.close();
    }
    // whoever changes the file of public keys later changes nothing: entry 0 holds them
    const again = await open(`${folder}/d`);
    expect(again.recipients.get("US")).toBe((await publicKeysOf(US)).recipient);
    await again.record.close();
  }));

test("a process is not made while a party's public keys are missing, foreign or twice; every fault at once and nothing written", () =>
  withFolder(async (folder) => {
    const all = await Promise.all([US, CS, keysOf("AE"), SEC].map(publicKeysOf));
    const make = (given: typeof all, urls = new Map<string, string>()) => initProcess(`${folder}/d`, packBytes, pack, given, urls);
    await expect(make(all.slice(2))).rejects.toMatchObject({ faults: [{ code: "KEYS_PUBLIC", message: expect.stringContaining("US") }, { code: "KEYS_PUBLIC", message: expect.stringContaining("CS") }] });
    await expect(make([...all, all[0] ?? expect.fail("one")])).rejects.toMatchObject({ faults: [{ code: "KEYS_PUBLIC" }] });
    await expect(make(all.map((one) => ({ ...one, origin: "other.example/record" })))).rejects.toMatchObject({ faults: expect.any(Array) });
    await expect(make(all.map(({ witness: _, ...one }) => one))).rejects.toMatchObject({ faults: [{ code: "KEYS_PUBLIC" }, { code: "KEYS_PUBLIC" }] });
    const bad = (more: Partial<(typeof all)[number]>) => all.map((one) => (one.party === "US" ? { ...one, ...more } : one));
    const cs = all.find(({ party }) => party === "CS") ?? expect.fail("CS");
    for (const [name, more] of Object.entries({ root: { root: "AAAA" }, recipient: { recipient: "age1short" }, witness: { witness: "no vkey" }, "another side's witness": { witness: cs.witness ?? "" }, log: { log: cs.witness ?? "" } }))
      await expect(make(bad(more)), name).rejects.toMatchObject({ faults: [{ code: "KEYS_PUBLIC", message: expect.stringContaining("US") }] });
    const stolen = printVkey({ ...parseVkey(cs.witness ?? ""), name: `${pack.origin}/US/witness/1` }); // CS's key under US's name: CS alone would be both
    await expect(make(bad({ witness: stolen }))).rejects.toMatchObject({ code: "POLICY_FORM" });
    await expect(make(all, new Map([["SEC", "http://x"]]))).rejects.toMatchObject({ faults: [{ code: "KEYS_PUBLIC" }] });
    await expect(openDesk(`${folder}/d`, undefined, "test")).rejects.toMatchObject({ code: "STORE_NONE" });
  }));

test("in a real process a witness's key is replaced: draft at the desk, a line on each side's machine, then both keys on the joint", () =>
  withFolder(async (folder) => {
    const rotated: KeyFile = { ...US, secrets: new Map([...US.secrets, ["witness/2", secret("US witness/2")]]) };
    const [us, cs] = [await startWitness(`${folder}/us`, rotated), await startWitness(`${folder}/cs`, CS)];
    await makeProcess(`${folder}/d`, new Map([["US", us.url], ["CS", cs.url]]));
    const desk = await open(`${folder}/d`);
    try {
      await openProcess(desk, day);
      await publish(desk, 1);
      const text = fromUtf8((await desk.record.read("policy")) ?? new Uint8Array(0));
      const before = parsePolicy(text);
      const next = (await publicKeysOf(rotated)).witness ?? "";
      const policy = utf8(text.replace(printVkey(before.witnesses.get("US") ?? before.log), next));
      const draft = await draftPolicyChange(desk, policy, 1);
      await expect(changePolicy(desk, policy, draft, day), "signed by the log alone").rejects.toMatchObject({ code: "POLICY_CHANGE" });
      const signed = [rotated, CS].reduce((note_, keys) => signPolicyChange(note_, before, fileKeyRing(keys), keys.party, 5), draft);
      await changePolicy(desk, policy, signed, day);
      expect(await publish(desk, 2)).toBe(3);
      await note(desk, 1);
      expect(await publish(desk, 3)).toBe(4);
      const bundle = await exportBundle(desk, undefined);
      expect(await verifyBundle(filesOf(bundle), verifies)).toMatchObject({ kind: "in-force", size: 4 });
      expect(base64(parsePolicy(fromUtf8(bundle.get("policy") ?? new Uint8Array(0))).witnesses.get("US")?.publicKey ?? new Uint8Array(0))).toBe(base64(signerFromSeed(secret("US witness/2")).publicKey));
    } finally {
      await desk.record.close();
      await us.close();
      await cs.close();
    }
  }));

test("a party finds its own keys in the record, and sees when another stands under its name", () =>
  withFolder(async (folder) => {
    const [us, cs] = [await startWitness(`${folder}/us`, US), await startWitness(`${folder}/cs`, CS)];
    await makeProcess(`${folder}/d`, new Map([["US", us.url], ["CS", cs.url]]));
    const desk = await open(`${folder}/d`);
    try {
      await openProcess(desk, day);
      await publish(desk, 1);
      const bundle = await exportBundle(desk, undefined);
      const files = filesOf(bundle);
      const own = await publicKeysOf(US);
      const other = await publicKeysOf(keysOf("US", "witness/2"));
      expect(await keysDiffer(files, own)).toEqual([]);
      expect(await keysDiffer(files, await publicKeysOf(keysOf("AE"))), "who has no witness").toEqual([]);
      for (const [member, words] of [["root", "another root key"], ["recipient", "another recipient"], ["witness", "another witness"], ["origin", "your keys are for"]] as const)
        expect(await keysDiffer(files, { ...own, [member]: member === "witness" ? (other.witness ?? "") : "else" }), member).toEqual([expect.stringContaining(words)]);
      bundle.delete("log/checkpoint");
      await expect(keysDiffer(files, own), "what is not in force shows nothing").rejects.toMatchObject({ code: "KEYS_CHECK" });
    } finally {
      await desk.record.close();
      await us.close();
      await cs.close();
    }
  }));

test("at the desk of a real process an officer signs nothing until his party's own root key has registered him; then his act comes into force", () =>
  withFolder(async (folder) => {
    const [us, cs] = [await startWitness(`${folder}/us`, US), await startWitness(`${folder}/cs`, CS)];
    await makeProcess(`${folder}/d`, new Map([["US", us.url], ["CS", cs.url]]));
    const made = await open(`${folder}/d`);
    await openProcess(made, day);
    await made.record.close();
    const code = await openOfficers(`${folder}/d`).invite(pack, "US", "delegation", "9999-12-31T00:00:00.000Z");
    const door = await openDoor(`${folder}/d`, { ...testConfig, rootKeys: "offline" }, { ms: Date.now }, () => {}, () => {}, `${folder}/no-web`, undefined, fileKeyRing(SEC));
    await door.server.ready();
    try {
      const desk = await injectWire(door)("GET", "/api/desk");
      expect(desk.text).toContain('"exerciseEnrolments":[]');
      const officer = await seat(injectWire(door), "US", "delegation", code);
      expect(officer.info.exerciseIdentity).toBeNull();
      expect((await officer.status("GET", "/api/chain")).code, "there is nothing to sign on top of").toBe("KEY_INACTIVE");
      const payload = fromBase64(officer.info.rootMustSign ?? "");
      const registered = (party: string, keys: KeyFile): string => base64(sealEnvelope(payload, rootKeyName(pack.origin, party), signerFromSeed(keys.secrets.get("root/1") ?? secret(""))));
      expect((await officer.status("POST", "/api/keys", { envelope: registered("CS", CS) })).code, "another party’s root").toBe("SIGNATURE");
      expect((await officer.status("POST", "/api/keys", { envelope: registered("US", CS) })).code, "another party's key under its name").toBe("SIGNATURE");
      await officer.ask("POST", "/api/keys", { envelope: registered("US", US) });
      await officer.record("note.recorded", { about: "a", words: "b" }, ["SEC", "US"]);
      await door.publishNow();
      expect(door.room.desk.inForce).toBe(4);
    } finally {
      await door.close();
      await us.close();
      await cs.close();
    }
  }));

test("where two of three officers hold a party's root, one alone registers nobody, two of them do, and the bundle says so", () =>
  withFolder(async (folder) => {
    const officers = [1, 2, 3].map((n): KeyFile => ({ origin: pack.origin, party: "US", secrets: new Map([[`root/${n}`, secret(`US root/${n}`)]]) }));
    const roots = officers.map(({ secrets }) => base64(signerFromSeed([...secrets.values()][0] ?? new Uint8Array(32)).publicKey));
    const joint: KeyFile = { ...US, secrets: new Map([...US.secrets].filter(([name]) => name !== "root/1")), root: { roots, threshold: 2 } };
    const shown = await publicKeysOf(joint);
    expect(shown).toMatchObject({ roots, threshold: 2 });
    const [us, cs] = [await startWitness(`${folder}/us`, US), await startWitness(`${folder}/cs`, CS)];
    const others = await Promise.all([CS, keysOf("AE"), SEC].map(publicKeysOf));
    await initProcess(`${folder}/d`, packBytes, pack, [shown, ...others], new Map([["US", us.url], ["CS", cs.url]]));
    const desk = await open(`${folder}/d`);
    try {
      await openProcess(desk, day);
      const payload = (name: string): Uint8Array => printHead({
        origin: pack.origin, talks: pack.talks, author: "US", key: rootKeyName(pack.origin, "US"), counter: 1, prev: null, kind: "key.add", at: day,
        body: { key: name, publicKey: base64(signerFromSeed(secret(name)).publicKey) }, commits: [],
      });
      const officer = `${pack.origin}/US/sign/one`;
      const root = (party: string, n: number): string => keyName(pack.origin, party, "root", n);
      const by = (n: number) => [root("US", n), signerFromSeed(secret(`US root/${n}`))] as const;
      const one = sealEnvelope(payload(officer), ...by(3));
      const refused = (leaf: Uint8Array): Promise<unknown> => appendLeaf(desk, () => leaf).then(() => "taken", (error: unknown) => (error instanceof Fault ? error.code : error));
      expect(await refused(one)).toBe("ROOT_SIGNATURES");
      expect(await refused(addSignature(one, ...by(3))), "one officer twice").toBe("SIGNATURE");
      expect(await refused(addSignature(one, root("CS", 1), signerFromSeed(secret("CS root/1")))), "another party's root").toBe("KEY_INACTIVE");
      expect(await refused(addSignature(one, root("US", 4), signerFromSeed(secret("x")))), "a root that genesis does not hold").toBe("KEY_INACTIVE");
      expect(await refused(addSignature(one, root("US", 1), signerFromSeed(secret("US root/2")))), "under another officer's name").toBe("SIGNATURE");
      expect(await refused(addSignature(one, ...by(2)))).toBe("taken");
      expect(desk.registry.keys.get(officer)?.role).toBe("sign");
      expect(await publish(desk, 1)).toBe(3);
      const bundle = await exportBundle(desk, undefined);
      const files = filesOf(bundle);
      expect(await verifyBundle(files, verifies)).toMatchObject({ kind: "in-force", size: 3 });
      expect(await keysDiffer(files, shown)).toEqual([]);
      expect(await keysDiffer(files, { ...shown, roots: [...roots].reverse(), threshold: 2 })).toHaveLength(1);
      expect(await keysDiffer(files, { ...shown, roots, threshold: 3 })).toHaveLength(1);
    } finally {
      await desk.record.close();
      await us.close();
      await cs.close();
    }
  }));

test("a root of several keys is 2 to 8 different ones and how many sign, at least 2", () => {
  const keys = Array.from({ length: 9 }, (_, i) => `key ${i}`);
  const refused = (party: Record<string, unknown>): string => {
    try {
      return JSON.stringify(readRootKeys(party));
    } catch (error) {
      return error instanceof Fault ? error.code : "?";
    }
  };
  for (const wrong of [{}, { root: 1 }, { root: "a", threshold: 2 }, { root: "a", roots: ["b", "c"], threshold: 2 }, { roots: ["a"], threshold: 1 }, { roots: ["a", "b"], threshold: 1 }, { roots: ["a", "b"], threshold: 3 }, { roots: ["a", "a"], threshold: 2 }, { roots: ["a", "b"] }, { roots: ["a", 2], threshold: 2 }, { roots: keys, threshold: 2 }, { roots: ["a", "b", "c"], threshold: 1.5 }])
    expect(refused(wrong), JSON.stringify(wrong)).toBe("GENESIS");
  expect([{ root: "a" }, { roots: ["a", "b", "c"], threshold: 2 }].map((one) => keysOfRoot(readRootKeys(one)))).toEqual([["a"], ["a", "b", "c"]]);
});

test("a public part is never made of a key that the file does not hold, and a threshold stands with its keys", () =>
  withFolder(async (folder) => {
    const officer: KeyFile = { origin: pack.origin, party: "US", secrets: new Map([["root/2", secret("US root/2")]]) };
    await expect(publicKeysOf(officer), "what opens for nobody would open for everybody").rejects.toMatchObject({ code: "KEY_NONE" });
    await expect(publicKeysOf({ ...US, secrets: new Map([...US.secrets].filter(([name]) => name !== "compartment/1")) })).rejects.toMatchObject({ code: "KEY_NONE" });
    const said: string[] = [];
    const io: Io = { out: (text) => void said.push(text), err: () => {}, readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: (path, bytes) => Promise.resolve(writeFileSync(path, bytes)), now: () => 0 };
    const at = (name: string): string => join(folder, name);
    writeFileSync(at("pass"), "a long passphrase");
    const keys = (...args: string[]): Promise<number> => keysCommand.run([...args, "--passphrase-file", at("pass")], io);
    const made = (verb: string, name: string, ...more: string[]): Promise<number> => keys(verb, "--pack", join(repository, "packs/cartel-1862"), "--party", "US", "--out", at(name), ...more);
    for (const n of ["1", "2"]) await made("root", `o${n}`, "--n", n);
    said.length = 0;
    await keys("show", "--keys", at("o2"));
    expect(said.join("")).toBe(readFileSync(at("o2.public.json"), "utf8"));
    const both = `${at("o1")}.public.json,${at("o2")}.public.json`;
    for (const wrong of [["--threshold", "2"], ["--roots", both], ["--roots", both, "--threshold", "1"], ["--roots", both, "--threshold", "3"], ["--roots", `${at("o1")}.public.json`, "--threshold", "1"]])
      await expect(made("new", "us", ...wrong), wrong.join(" ")).rejects.toMatchObject({ code: "USAGE" });
    await expect(made("new", "us", "--roots", `${both},${at("o2")}.public.json`, "--threshold", "2")).rejects.toMatchObject({ faults: [{ code: "KEYS_PUBLIC" }] });
    expect(existsSync(at("us")), "nothing was written").toBe(false);
    await made("new", "us", "--roots", both, "--threshold", "2");
    expect(parseJson(readFileSync(at("us.public.json"), "utf8"))).toMatchObject({ threshold: 2, roots: expect.any(Array) });
  }));
