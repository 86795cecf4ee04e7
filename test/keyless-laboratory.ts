// A laboratory in a real process whose desk holds the secretariat's key alone: deposits made by officers at their own machines, samples of
// some families changed hands where that is asked for, and what opens for each party in the test's hands.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { base64, fromBase64, fromUtf8, utf8 } from "../src/basis/bytes.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { isRecord, parseJson } from "../src/basis/parse-json.ts";
import { sha256, sha256Hex } from "../src/basis/sha256.ts";
import { publicKeysOf } from "../src/cli/keys.ts";
import { witnessServer } from "../src/cli/witness.ts";
import { signerFromSeed } from "../src/compute/ed25519.ts";
import type { Role } from "../src/desk/api-types.ts";
import { openDesk, openProcess } from "../src/desk/desk.ts";
import { initProcess } from "../src/desk/init.ts";
import { fileKeyRing } from "../src/desk/key-ring.ts";
import { sealEnvelope } from "../src/record/envelope.ts";
import { rootKeyName } from "../src/record/key-registry.ts";
import type { Config } from "../src/server/config.ts";
import { openDoor, type OpenDesk } from "../src/server/serve.ts";
import { openWitnessFiles } from "../src/store/files/witness-files.ts";
import type { KeyFile } from "../src/store/vault/key-file.ts";
import { compartmentsOf, parsePack, type ConflictPack } from "../src/vocabulary/conflict-pack.ts";
import { writeExercise } from "./exercise-desk.ts";
import { injectWire, seat, type Seated } from "./served-desk.ts";

export const LAB = "NOLAB";
export const secret = (name: string): Uint8Array => sha256(utf8(`laboratory test key ${name}`));

/** Files of a ustar archive written below a folder. */
export function unpack(tar: Uint8Array, folder: string): void {
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

export type Keyless = {
  readonly door: OpenDesk; readonly pack: ConflictPack; readonly below: (path: string) => string; readonly keysOf: (party: string) => KeyFile;
  /** A key's registration, signed by the party's root key. */
  readonly registered: (party: string, rootMustSign: string) => string;
  readonly invited: (party: string, role: Role) => Promise<string>;
  readonly at: (party: string, role: Role) => Promise<Seated>;
  readonly close: () => Promise<void>;
};

/** A process in `folder` with its witnesses, served with `web`. */
export async function openKeyless(folder: string, config: Config, web: string): Promise<Keyless> {
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
  const door = await openDoor(`${folder}/d`, { ...config, rootKeys: "offline" }, { ms: Date.now }, () => {}, () => {}, web, undefined, fileKeyRing(keysOf("SEC")));
  await door.server.ready();
  const invited = (party: string, role: Role): Promise<string> => door.room.officers.invite(pack, party, role, "9999-12-31T00:00:00.000Z");
  const registered = (party: string, rootMustSign: string): string => base64(sealEnvelope(fromBase64(rootMustSign), rootKeyName(pack.origin, party), signerFromSeed(secret(`${party} root/1`))));
  return {
    door, pack, below, keysOf, registered, invited,
    at: async (party, role) => {
      const officer = await seat(injectWire(door), party, role, await invited(party, role));
      await officer.ask("POST", "/api/keys", { envelope: registered(party, officer.info.rootMustSign ?? "") });
      return officer;
    },
    close: async () => {
      await door.close();
      await Promise.all(witnesses.map(({ close }) => close()));
    },
  };
}

/** Two officers of one party sign one act. */
export async function two(first: Seated, second: Seated, kind: string, body: Record<string, unknown>, to: readonly string[]): Promise<void> {
  const waiting = await first.record(kind, body, to);
  const { pending } = await second.get<{ pending: Parameters<Seated["second"]>[0][] }>("/api/acts/pending");
  await second.second(pending.find(({ act }) => act === waiting.act) ?? expect.fail("nothing waits"));
}

/** Receipt, policy, profiles and references of both sides. `swap`: samples of some families changed hands. */
export async function depositAll({ pack, below }: Keyless, { lead, analyst, reviewer, sender, swap = false }: { readonly lead: Seated; readonly analyst: Seated; readonly reviewer: Seated; readonly sender: Seated; readonly swap?: boolean }): Promise<{ readonly head: string; readonly rows: readonly string[] }> {
  const [head = "", ...rows] = readFileSync(below("laboratory/remains.csv"), "utf8").trim().split("\n");
  const sets = rows.map((row) => row.split(",")[0] ?? "");
  await lead.record("remains.received", { receipt: "SA-R1", containers: sets.map((set, i) => ({ container: `K${i + 1}`, sets: [set] })) }, ["SA", "SB", "NO", "SEC", "SALAB", LAB]);
  const frequencies = readFileSync(below("laboratory/frequencies.csv"), "utf8");
  const policy = { policy: `${LAB}-P1`, population: "Exercise 1", settings: parseJson(readFileSync(below("laboratory/settings.json"), "utf8")), frequencies, sha256: sha256Hex(utf8(frequencies)) };
  await two(analyst, reviewer, "identification.policy", policy, compartmentsOf(pack).map(({ code }) => code));
  const deposit = (text: string) => ({ text, sha256: sha256Hex(utf8(text)) });
  await sender.record("profiles.deposited", { deposit: "SALAB-D1", purpose: "remains", ...deposit(`${head}\n${rows.join("\n")}\n`) }, ["SALAB", LAB]);
  const lines = readFileSync(below("laboratory/families.jsonl"), "utf8").trim().split("\n").map((line) => parseJson(line)).filter(isRecord);
  if (swap) passOn(lines);
  for (const [i, side] of ["SA", "SB"].entries()) {
    const own = lines.filter((one) => one["side"] === (side === "SA" ? "A" : "B") || one["side"] === side).map((one) => JSON.stringify({ ...one, side }));
    await analyst.record("references.deposited", { deposit: `${LAB}-F${i + 1}`, side, ...deposit(`${own.join("\n")}\n`) }, [LAB]);
  }
  return { head, rows };
}

/** Six families of two references or more: the first reference of each takes the profile of the next one's, as when samples changed hands. */
function passOn(lines: readonly Record<string, unknown>[]): void {
  const typed = lines.flatMap((line) => (isRecord(line["references"]) && Object.keys(line["references"]).length >= 2 ? [{ line, references: line["references"] }] : [])).slice(0, 6);
  const firsts = typed.map(({ references }) => Object.entries(references)[0] ?? expect.fail("two references"));
  typed.forEach(({ line, references }, i) => { line["references"] = { ...references, [firsts[i]?.[0] ?? ""]: firsts[(i + 1) % firsts.length]?.[1] }; });
}
