// A desk served in the process, and officers who sit at it: keys of their own, acts sealed and signed on their side, as a browser
// or a command does it. What goes over the wire is what `inject` or `fetch` carries.
import { randomBytes } from "node:crypto";
import { Encrypter } from "age-encryption";
import { base64, concat, fromBase64, utf8 } from "../src/basis/bytes.ts";
import { canonicalJson } from "../src/basis/canonical-json.ts";
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { parseJson } from "../src/basis/parse-json.ts";
import { sha256Hex } from "../src/basis/sha256.ts";
import { signerFromSeed } from "../src/compute/ed25519.ts";
import type { Acknowledgement, ActPayload, Chain, DeskInfo, Enrolment, Pending, PendingAct, Role } from "../src/desk/api-types.ts";
import { enrolmentProof } from "../src/desk/officers.ts";
import { pae, PAYLOAD_TYPE, sealEnvelope } from "../src/record/envelope.ts";
import { printHead } from "../src/record/entry-head.ts";
import type { Signer } from "../src/record/note.ts";
import type { Config } from "../src/server/config.ts";
import { openDoor, type OpenDesk } from "../src/server/serve.ts";
import { replayExample } from "./walked-desk.ts";

export const testConfig: Config = {
  host: "127.0.0.1", port: 0, origins: [], trustProxy: false, sessionIdleMinutes: 60, sessionHours: 12, publishMs: 60_000, actSizeMax: 16 * 1024 * 1024, requestsPerMinute: 1_000_000,
  signInsPerQuarter: 100_000, bulkReadsPerHour: 200, rootKeys: "exercise", metricsToken: "", logLevel: "debug",
};

/** Method, path, body → status, headers, body. */
export type Wire = (method: "GET" | "POST" | "DELETE", path: string, body?: unknown, cookie?: string) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly text: string; readonly cookie: string | undefined }>;

export const injectWire = (door: OpenDesk): Wire => async (method, path, body, cookie) => {
  const answer = await door.server.inject({
    method, url: path, ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    headers: { host: "desk.test", ...(method === "GET" ? {} : { origin: "http://desk.test" }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...(cookie === undefined ? {} : { cookie }) },
  });
  const [set] = [answer.headers["set-cookie"] ?? []].flat();
  return { status: answer.statusCode, headers: answer.headers as Record<string, string>, text: answer.payload, cookie: set?.split(";")[0] };
};

export const fetchWire = (address: string): Wire => async (method, path, body, cookie) => {
  const answer = await fetch(`${address}${path}`, {
    method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { ...(method === "GET" ? {} : { origin: address }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...(cookie === undefined ? {} : { cookie }) },
  });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text(), cookie: answer.headers.get("set-cookie")?.split(";")[0] };
};

export type Signed = { readonly act: string; readonly request: { readonly envelope: string; readonly sealed: string } };

/** An officer at his own machine. */
export class Seated {
  cookie: string | undefined;
  readonly wire: Wire;
  readonly signer: Signer;
  readonly info: Enrolment;
  readonly desk: DeskInfo;
  readonly password: string;
  constructor(wire: Wire, signer: Signer, info: Enrolment, desk: DeskInfo, password: string, cookie: string | undefined) {
    [this.wire, this.signer, this.info, this.desk, this.password, this.cookie] = [wire, signer, info, desk, password, cookie];
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>("GET", path);
  }

  /** The answer where it is 2xx. @throws Error with status and code. */
  async ask<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
    const answer = await this.wire(method, path, body, this.cookie);
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text.slice(0, 400)}`);
    return (answer.text === "" ? undefined : parseJson(answer.text)) as T;
  }

  async status(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<{ status: number; code: string; text: string }> {
    const { status, text } = await this.wire(method, path, body, this.cookie);
    return { status, text, code: /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? "" };
  }

  /** Sealed and signed here; nothing is sent. */
  async sign(kind: string, body: Record<string, unknown>, to: readonly string[] = this.everybody(), more: { at?: string; chain?: Chain; label?: string } = {}): Promise<Signed> {
    const chain = more.chain ?? (await this.get<Chain>("/api/chain"));
    const payload: ActPayload = { label: more.label ?? `${this.info.officer}/${chain.counter}`, body, sources: [] };
    const sorted = [...to].sort();
    const encrypter = new Encrypter();
    for (const code of sorted) encrypter.addRecipient(this.desk.parties.find((party) => party.code === code)?.recipient ?? "");
    const opened = concat([new Uint8Array(randomBytes(32)), utf8(canonicalJson(payload))]);
    const ciphertext = await encrypter.encrypt(opened);
    const at = parseCivilDate(more.at ?? chain.today);
    if (!at) throw new Error("no day");
    const head = printHead({
      origin: chain.origin, talks: chain.talks, author: chain.author, key: chain.key, counter: chain.counter, prev: chain.prev, kind, at, body: {},
      commits: [{ name: "act", commitment: sha256Hex(opened), sealed: sha256Hex(ciphertext), to: sorted }],
    });
    const leaf = sealEnvelope(head, chain.key, this.signer);
    return { act: sha256Hex(concat([new Uint8Array([0]), leaf])), request: { envelope: base64(leaf), sealed: base64(ciphertext) } };
  }

  async record(kind: string, body: Record<string, unknown>, to?: readonly string[], more?: { at?: string; label?: string }): Promise<Acknowledgement | Pending> {
    const { request } = await this.sign(kind, body, to, more);
    return this.ask("POST", "/api/acts", request);
  }

  /** The second signature over what waits. */
  async second({ act, payload }: PendingAct): Promise<Acknowledgement> {
    return this.ask("POST", `/api/acts/pending/${act}/signature`, { sig: base64(this.signer.sign(pae(PAYLOAD_TYPE, fromBase64(payload)))) });
  }

  everybody(): string[] {
    return this.desk.parties.filter(({ is }) => is !== "laboratory").map(({ code }) => code);
  }
}

export async function seat(wire: Wire, party: string, role: Role, code?: string): Promise<Seated> {
  const desk = parseJson((await wire("GET", "/api/desk")).text) as DeskInfo;
  const offered = code ?? desk.exerciseEnrolments.find((one) => one.party === party && one.role === role)?.code;
  if (offered === undefined) throw new Error(`no seat for ${role} of ${party}`);
  const signer = signerFromSeed(new Uint8Array(randomBytes(32)));
  const password = `pass ${base64(new Uint8Array(randomBytes(12)))}`;
  const request = { code: offered, password, publicKey: base64(signer.publicKey), proof: base64(signer.sign(enrolmentProof(desk.origin, offered))) };
  const answer = await wire("POST", "/api/enrolments/redeem", request);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return new Seated(wire, signer, parseJson(answer.text) as Enrolment, desk, password, answer.cookie);
}

export type Served = { readonly door: OpenDesk; readonly wire: Wire; readonly log: string[] };

/** The cartel of 1862 served: sides US and CS, mediator and secretariat as its pack names them. */
export async function serveCartel(folder: string, config: Partial<Config> = {}, time: { ms: () => number } = { ms: Date.now }, replayed = true): Promise<Served> {
  if (replayed) await (await replayExample("cartel-1862", folder)).record.close();
  const log: string[] = [];
  const door = await openDoor(folder, { ...testConfig, ...config }, time, (line) => void log.push(line), () => {}, `${folder}/no-web`);
  await door.server.ready();
  return { door, wire: injectWire(door), log };
}
