// A laboratory in a real process: the desk holds the secretariat's key alone and opens no deposit. The laboratory fetches its own
// compartment, searches on its own machine with its own key, and hands in the result; two propose, two of the side sign.
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { base64, fromBase64, fromUtf8, utf8 } from "../src/basis/bytes.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { isRecord, parseJson } from "../src/basis/parse-json.ts";
import { sha256, sha256Hex } from "../src/basis/sha256.ts";
import type { Io } from "../src/cli/command.ts";
import { identifyCommand } from "../src/cli/identify.ts";
import { publicKeysOf } from "../src/cli/keys.ts";
import { witnessServer } from "../src/cli/witness.ts";
import { signerFromSeed } from "../src/compute/ed25519.ts";
import type { Role } from "../src/desk/api-types.ts";
import { openDesk, openProcess } from "../src/desk/desk.ts";
import { initProcess } from "../src/desk/init.ts";
import { fileKeyRing } from "../src/desk/key-ring.ts";
import type { HandedSearch } from "../src/desk/laboratory-files.ts";
import type { LaboratoryView, RemainsView } from "../src/desk/remains-types.ts";
import { outsideReport, reportDigest } from "../src/identification/outside-report.ts";
import type { Report } from "../src/identification/report.ts";
import { sealEnvelope } from "../src/record/envelope.ts";
import { rootKeyName } from "../src/record/key-registry.ts";
import { openDoor } from "../src/server/serve.ts";
import { openWitnessFiles } from "../src/store/files/witness-files.ts";
import { sealKeyFile, type KeyFile } from "../src/store/vault/key-file.ts";
import { compartmentsOf, parsePack } from "../src/vocabulary/conflict-pack.ts";
import { writeExercise } from "./exercise-desk.ts";
import { injectWire, seat, testConfig, type Seated } from "./served-desk.ts";
import { withFolder } from "./walked-desk.ts";

const secret = (name: string): Uint8Array => sha256(utf8(`laboratory test key ${name}`));
const LAB = "NOLAB";

/** Files of a ustar archive written below a folder. */
function unpack(tar: Uint8Array, folder: string): void {
  const text = (at: number, length: number): string => fromUtf8(tar.subarray(at, at + length)).replace(/\0.*$/s, "");
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = parseInt(text(at + 124, 12), 8);
    const prefix = text(at + 345, 155);
    const path = join(folder, prefix === "" ? text(at, 100) : `${prefix}/${text(at, 100)}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

test("a laboratory searches on its own machine what the desk cannot open, and what it hands in leads to two signatures", () =>
  withFolder(async (folder) => {
    const below = writeExercise(folder, { seed: "9", captives: 12, remains: 16, families: 60 });
    const packBytes = new Uint8Array(readFileSync(below("pack.json")));
    const pack = parsePack(packBytes, "pack.json");
    const keysOf = (party: string): KeyFile => ({ origin: pack.origin, party, secrets: new Map(["root/1", "sign/1", "compartment/1", "witness/1", "log/1", "ack/1"].filter((role) => (role.startsWith("witness") ? ["SA", "SB"].includes(party) : /^(log|ack)/.test(role) ? party === "SEC" : true)).map((role) => [role, secret(`${party} ${role}`)])) });
    const parties = compartmentsOf(pack).map(({ code }) => code);
    const log = { name: pack.origin, type: 1 as const, publicKey: signerFromSeed(secret("SEC log/1")).publicKey };
    const witnesses = await Promise.all(["SA", "SB"].map(async (party) => {
      mkdirSync(`${folder}/${party}`, { recursive: true });
      const files = await openWitnessFiles(`${folder}/${party}`, "test");
      const server = witnessServer(files, keysOf(party), [log], () => 1_800_000_000);
      await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
      return { party, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => new Promise<void>((done) => void (server.closeAllConnections(), server.close(() => void files.close().then(done)))) };
    }));
    await initProcess(`${folder}/d`, packBytes, pack, await Promise.all(parties.map((party) => publicKeysOf(keysOf(party)))), new Map(witnesses.map(({ party, url }) => [party, url])));
    const made = await openDesk(`${folder}/d`, undefined, "test", () => {}, fileKeyRing(keysOf("SEC")));
    await openProcess(made, parseCivilDate("2026-01-02") ?? expect.fail("a day"));
    await made.record.close();
    const door = await openDoor(`${folder}/d`, { ...testConfig, rootKeys: "offline" }, { ms: Date.now }, () => {}, () => {}, `${folder}/no-web`, undefined, fileKeyRing(keysOf("SEC")));
    await door.server.ready();
    const invited = (party: string, role: Role): Promise<string> => door.room.officers.invite(pack, party, role, "9999-12-31T00:00:00.000Z");
    const at = async (party: string, role: Role): Promise<Seated> => {
      const officer = await seat(injectWire(door), party, role, await invited(party, role));
      const leaf = sealEnvelope(fromBase64(officer.info.rootMustSign ?? ""), rootKeyName(pack.origin, party), signerFromSeed(secret(`${party} root/1`)));
      await officer.ask("POST", "/api/keys", { envelope: base64(leaf) });
      return officer;
    };
    const two = async (first: Seated, second: Seated, kind: string, body: Record<string, unknown>, to: readonly string[]): Promise<void> => {
      const waiting = await first.record(kind, body, to);
      const { pending } = await second.get<{ pending: Parameters<Seated["second"]>[0][] }>("/api/acts/pending");
      await second.second(pending.find(({ act }) => act === waiting.act) ?? expect.fail("nothing waits"));
    };
    try {
      const [lead, other] = [await at("SA", "forensic-lead"), await at("SA", "forensic-lead")];
      const [analyst, reviewer, sender] = [await at(LAB, "laboratory"), await at(LAB, "laboratory"), await at("SALAB", "laboratory")];
      const [head = "", ...rows] = readFileSync(below("laboratory/remains.csv"), "utf8").trim().split("\n");
      const sets = rows.map((row) => row.split(",")[0] ?? "");
      await lead.record("remains.received", { receipt: "SA-R1", containers: sets.map((set, i) => ({ container: `K${i + 1}`, sets: [set] })) }, ["SA", "SB", "NO", "SEC", "SALAB", LAB]);
      const everybody = parties;
      const frequencies = readFileSync(below("laboratory/frequencies.csv"), "utf8");
      const policy = { policy: `${LAB}-P1`, population: "Exercise 1", settings: parseJson(readFileSync(below("laboratory/settings.json"), "utf8")), frequencies, sha256: sha256Hex(utf8(frequencies)) };
      await two(analyst, reviewer, "identification.policy", policy, everybody);
      const deposit = (text: string) => ({ text, sha256: sha256Hex(utf8(text)) });
      await sender.record("profiles.deposited", { deposit: "SALAB-D1", purpose: "remains", ...deposit(`${head}\n${rows.join("\n")}\n`) }, ["SALAB", LAB]);
      const lines = readFileSync(below("laboratory/families.jsonl"), "utf8").trim().split("\n").map((line) => parseJson(line)).filter(isRecord);
      for (const [i, side] of ["SA", "SB"].entries()) {
        const own = lines.filter((one) => one["side"] === (side === "SA" ? "A" : "B") || one["side"] === side).map((one) => JSON.stringify({ ...one, side }));
        await analyst.record("references.deposited", { deposit: `${LAB}-F${i + 1}`, side, ...deposit(`${own.join("\n")}\n`) }, [LAB]);
      }
      // what nobody received: a desk without the key takes it in, the laboratory's own command leaves it out and says so
      await sender.record("profiles.deposited", { deposit: "SALAB-D2", purpose: "remains", ...deposit(`${head}\n${(rows[0] ?? "").replace(/^[^,]+/, "R999999")}\n`) }, ["SALAB", LAB]);
      const view = await analyst.get<LaboratoryView>("/api/laboratory");
      expect(view).toMatchObject({ opensHere: false, deposits: [], recorded: { "references.deposited": 2 } });
      const refused = await analyst.status("POST", "/api/jobs", { task: "identify-remains", request: { policy: `${LAB}-P1` } });
      expect(refused.code, "the desk cannot search").toBe("KEY_NONE");
      await door.publishNow();

      const tar = (await door.server.inject({ method: "GET", url: "/api/laboratory/files", headers: { host: "desk.test", cookie: analyst.cookie ?? "" } })).rawPayload;
      unpack(new Uint8Array(tar), `${folder}/lab`);
      writeFileSync(`${folder}/pass`, "a passphrase of the laboratory\n");
      for (const party of [LAB, "SBLAB"]) writeFileSync(`${folder}/${party}.keys`, await sealKeyFile(keysOf(party), "a passphrase of the laboratory"));
      const said: string[] = [];
      const io: Io = { out: (text) => void said.push(text), err: () => {}, readFile: (path) => Promise.resolve(new Uint8Array(readFileSync(path))), writeFile: (path, bytes) => Promise.resolve(writeFileSync(path, bytes)), now: () => performance.now() };
      const search = (party: string, out: string): Promise<number> => identifyCommand.run(["from-record", `${folder}/lab`, "--policy", `${LAB}-P1`, "--search", `${LAB}-Q1`, "--keys", `${folder}/${party}.keys`, "--passphrase-file", `${folder}/pass`, "--out", `${folder}/${out}`, "--threads", "1", "--json"], io);
      await expect(search("SBLAB", "none"), "another laboratory's key opens none of it").rejects.toMatchObject({ code: "REMAINS_NONE" });
      expect(await search(LAB, "found")).toBe(0);
      const summary = parseJson(said.join("")) as { readonly file: string; readonly remarks: readonly { readonly kind: string; readonly codes: readonly string[] }[] };
      expect(summary.remarks).toMatchObject([{ kind: "profiles.deposited", codes: ["REMAINS_NONE"] }]);
      expect(statSync(summary.file).mode & 0o077, "its owner's alone").toBe(0);
      const text = readFileSync(summary.file, "utf8");
      expect(await search(LAB, "again")).toBe(0);
      expect(readFileSync(`${folder}/again/${LAB}-Q1.search.json`, "utf8"), "the same files and key give the same bytes").toBe(text);

      const handed = parseJson(text) as HandedSearch;
      await analyst.record("search.run", { ...handed.run }, everybody);
      await analyst.record("candidates.kept", { search: handed.run.search, sha256: handed.run.candidatesSha256, text: handed.candidates }, [LAB]);
      const document = parseJson(handed.candidates) as { readonly candidates: readonly Record<string, unknown>[]; readonly reports: Readonly<Record<string, Report>> };
      const row = document.candidates.find((one) => one["verdict"] === "proposed" && one["side"] === "SA") ?? expect.fail("nothing proposed of 16 sets");
      const { sets: own, family, missing, side, log10Lr, posterior, gapLog10, verdict, reportSha256 } = row;
      const report = outsideReport(document.reports[String(reportSha256)] ?? expect.fail("no report"));
      expect(reportDigest(report)).toBe(reportSha256);
      const dna = { search: handed.run.search, log10Lr, posterior, gapLog10, verdict, report, reportSha256 };
      const proposal = { identification: `${LAB}-I1`, sets: own, family, missing, side, dna };
      const to = ["SA", "NO", "SEC", "SALAB", LAB];
      expect((await analyst.status("POST", "/api/acts", (await analyst.sign("identification.proposed", { ...proposal, dna: { ...dna, posterior: 0.5 } }, to)).request)).code, "the bar is judged at the desk too").toBe("PROPOSAL_BAR");
      await two(analyst, reviewer, "identification.proposed", proposal, to);
      await two(lead, other, "identification.signed", { identification: `${LAB}-I1`, identifiers: ["dna", "effects"] }, to);
      expect((await lead.get<RemainsView>("/api/remains")).cases[0]).toMatchObject({ identification: `${LAB}-I1`, state: "identified" });
    } finally {
      await door.close();
      await Promise.all(witnesses.map(({ close }) => close()));
    }
  }), 300_000);
