// The desk served: safe retries, two officers at one name, an expired session in the middle of signing, two persons for one act,
// uploads that are too large or of a wrong type, scripts in names, a kill in between, the bundle and its verdict.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseJson } from "../src/basis/parse-json.ts";
import { verifies } from "../src/compute/ed25519.ts";
import type { Acknowledgement, BriefView, Chain, EntryDetail, EntryPage, FrontView, Job, ListView, Pending, PendingAct, PreviewAnswer, Role } from "../src/desk/api-types.ts";
import { ROUTES } from "../src/desk/authority.ts";
import { eraseActs } from "../src/desk/desk.ts";
import { acknowledgementKey } from "../src/desk/shared-desk.ts";
import { printHead } from "../src/record/entry-head.ts";
import { sealEnvelope } from "../src/record/envelope.ts";
import { admit, emptyRegistry } from "../src/record/key-registry.ts";
import { parseNote, parseVkey, signersOf } from "../src/record/note.ts";
import { erasOf } from "../src/desk/policies.ts";
import { rootKeyName } from "../src/record/key-registry.ts";
import { verifyProof } from "../src/record/proof.ts";
import { verifyBundle } from "../src/record/verify.ts";
import { base64, fromBase64, utf8 } from "../src/basis/bytes.ts";
import { finalDigest } from "../src/registry/list-act.ts";
import { openDoor } from "../src/server/serve.ts";
import { injectWire, seat, serveCartel, testConfig, type Seated, type Served } from "./served-desk.ts";
import { withFolder } from "./walked-desk.ts";

const served = (use: (served: Served, folder: string) => Promise<void>, config = {}, time?: { ms: () => number }): Promise<void> =>
  withFolder(async (folder) => {
    const one = await serveCartel(folder, config, time);
    try {
      await use(one, folder);
    } finally {
      await one.door.close();
    }
  });

const say = (id: string): Record<string, unknown> => ({ id, kind: "statement", actor: "Agent", parties: ["US"], content: `statement ${id}`, standing: "stated-own" });
const list = { list: "US-L1", purpose: "asked for", about: "CS", due: "1862-08-10", rows: [{ row: "1", name: "<script>alert(1)</script>" }, { row: "2", name: "Иван Тестов", birth: "1840" }] };
const record = async (one: Seated, kind: string, body: Record<string, unknown>, to?: string[]): Promise<Acknowledgement> => {
  const answer = await one.record(kind, body, to, { at: "1862-08-05" });
  return answer.state === "recorded" ? answer : expect.fail("it waits");
};

test("the same bytes sent again, and at once, are one entry; the acknowledgement is signed and the proof holds", () =>
  served(async ({ door, wire }) => {
    const us = await seat(wire, "US", "delegation");
    const before = door.room.desk.heads.length;
    const { act, request } = await us.sign("statement.recorded", say("S1"));
    const answers = await Promise.all([1, 2, 3, 4].map(() => us.ask<Acknowledgement>("POST", "/api/acts", request)));
    expect(new Set(answers.map(({ index }) => index))).toEqual(new Set([before]));
    expect(door.room.desk.heads.length).toBe(before + 1);
    expect(await us.get<Acknowledgement>(`/api/acts/${act}`)).toEqual(answers[0]);
    const note = parseNote(utf8(answers[0]?.note ?? ""));
    expect(signersOf(note, [parseVkey(acknowledgementKey(door.room.desk))], verifies)).toHaveLength(1);
    expect((await us.get<EntryDetail>(`/api/entries/${before}`)).proof).toBeNull();
    await door.publishNow();
    const detail = await us.get<EntryDetail>(`/api/entries/${before}`);
    const policy = await erasOf(door.room.desk.record);
    expect(verifyProof(utf8(detail.proof ?? ""), fromBase64(detail.envelope), policy, verifies).index).toBe(before);
  }));

test("another act under a number that is taken is told so, and the next number is known", () =>
  served(async ({ wire }) => {
    const us = await seat(wire, "US", "delegation");
    const chain = await us.get<Chain>("/api/chain");
    const [first, second] = [await us.sign("statement.recorded", say("S1"), undefined, { chain }), await us.sign("statement.recorded", say("S2"), undefined, { chain, label: `${us.info.officer}/other` })];
    const codes = await Promise.all([us.status("POST", "/api/acts", first.request), us.status("POST", "/api/acts", second.request)]);
    expect(codes.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await us.get<Chain>("/api/chain")).counter).toBe(chain.counter + 1);
  }));

test("officers of one party act at once: each key has its own chain", () =>
  served(async ({ wire }) => {
    const both = [await seat(wire, "US", "delegation"), await seat(wire, "US", "delegation")];
    const requests = await Promise.all(both.map((one, i) => one.sign("statement.recorded", say(`S${i}`))));
    const codes = await Promise.all(both.map((one, i) => one.status("POST", "/api/acts", requests[i]?.request)));
    expect(codes.map(({ status }) => status)).toEqual([200, 200]);
  }));

test("two officers answer one name at once: one is recorded, the other is asked to read it and decide again", () =>
  served(async ({ wire }) => {
    const us = await seat(wire, "US", "delegation");
    const cs = [await seat(wire, "CS", "delegation"), await seat(wire, "CS", "bureau")];
    await record(us, "list.deposited", list);
    const answer = (code: string) => ({ list: "US-L1", answers: [{ row: "1", code, date: "1862-08-05" }] });
    const signed = await Promise.all(cs.map((one, i) => one.sign("name.answered", answer(i === 0 ? "HELD" : "HELD_CIV"), undefined, { at: "1862-08-05" })));
    const codes = await Promise.all(cs.map((one, i) => one.status("POST", "/api/acts", signed[i]?.request)));
    expect(codes.map(({ code }) => code).filter((code) => code !== "")).toEqual(["NAME_MOVED"]);
    expect((await us.get<ListView>("/api/lists/US-L1")).list.counts).toMatchObject({ answered: 1, requested: 1 });
  }));

test("a list is walked to its final state and signed by both over one digest; the unanswered are counted by the day", () =>
  served(async ({ door, wire }) => {
    const us = [await seat(wire, "US", "delegation"), await seat(wire, "US", "delegation")] as const;
    const cs = [await seat(wire, "CS", "delegation"), await seat(wire, "CS", "delegation")] as const;
    const sec = [await seat(wire, "SEC", "mediator-chair"), await seat(wire, "SEC", "mediator-chair")] as const;
    const two = async ([one, other]: readonly [Seated, Seated], kind: string, body: Record<string, unknown>): Promise<Acknowledgement> => {
      const { request } = await one.sign(kind, body, undefined, { at: "1862-08-12" });
      const waiting = await one.ask<PendingAct>("POST", "/api/acts", request);
      const { pending } = await other.get<{ pending: PendingAct[] }>("/api/acts/pending");
      const done = await other.second(pending.find(({ act }) => act === waiting.act) ?? expect.fail("nothing waits"));
      expect(await one.ask<Acknowledgement>("POST", "/api/acts", request), "the first officer's retry finds the act of both").toEqual(done);
      return done;
    };
    await record(us[0], "list.deposited", list, ["SEC", "US"]);
    expect((await cs[0].status("GET", "/api/lists/US-L1")).code).toBe("LIST_NONE");
    const { body } = await sec[0].get<EntryPage>("/api/entries?kind=list.deposited&opened=true").then(({ rows }) => rows[0]?.opened ?? expect.fail("not opened"));
    const digest = (await us[0].get<ListView>("/api/lists/US-L1")).list.sha256;
    const forward = { list: "US-L1", to: "CS", sha256: digest, rows: body["rows"] };
    expect((await sec[0].status("POST", "/api/acts", (await sec[0].sign("list.forwarded", { ...forward, rows: [list.rows[0]] })).request)).status).toBe(400);
    await record(sec[0], "list.forwarded", forward);
    const late = (await us[0].get<FrontView>("/api/front?on=1862-08-22")).waiting.find(({ what }) => what === "answer");
    expect(late).toMatchObject({ for: ["CS"], overdueDays: 12, values: { open: 2, names: 2 } });
    const answered = await record(cs[0], "name.answered", { list: "US-L1", answers: [{ row: "1", code: "HELD", date: "1862-08-05" }, { row: "2", code: "NOT_HELD", date: "1862-08-05", searched: "all depots" }] });
    const cite = (await us[0].get<EntryDetail>(`/api/entries/${answered.index}`)).label ?? "";
    await record(us[0], "name.objected", { list: "US-L1", row: "2", answer: cite, code: "EVIDENCE_HELD", words: "seen at the depot" });
    const objection = (await cs[0].get<ListView>("/api/lists/US-L1?state=objected")).rows[0]?.thread.at(-1)?.cite;
    await record(cs[0], "name.replied", { list: "US-L1", row: "2", objection, words: "searched again" });
    for (const [row, outcome] of [["1", "final-in"], ["2", "final-out"]]) await two(sec, "name.closed", { list: "US-L1", row, outcome, words: "both sides heard" });
    const signature = { list: "US-L1", count: 1, sha256: finalDigest("US-L1", ["1"]) };
    await two(us, "list.signed", signature);
    expect((await us[0].get<ListView>("/api/lists/US-L1")).list.isFinal).toBe(false);
    await two(cs, "list.signed", signature);
    expect((await cs[1].get<ListView>("/api/lists/US-L1")).list).toMatchObject({ isFinal: true, finalSha256: signature.sha256 });
    await door.publishNow();
    // both signatures stand in the envelope: admission from the first entry on checks each
    const registry = emptyRegistry();
    for (let i = 0; i < door.room.desk.heads.length; i++) admit(registry, await door.room.desk.record.entry(i), i, verifies);
    const brief = await us[0].get<BriefView>("/api/brief");
    expect(brief.markdown).toContain("signed the final list US-L1: 1 names");
    expect(brief.markdown).not.toContain("Тестов");
  }));

test("an act of two persons: not by one, not twice by the same, withdrawn by its author alone, and its number waits", () =>
  served(async ({ wire }) => {
    const us = [await seat(wire, "US", "delegation"), await seat(wire, "US", "delegation")] as const;
    const cs = await seat(wire, "CS", "delegation");
    const { act, request } = await us[0].sign("text.signed", { agreement: "NEW", text: "One sentence.\n" });
    expect((await us[0].status("POST", "/api/acts", request)).status).toBe(202);
    const { pending } = await us[1].get<{ pending: PendingAct[] }>("/api/acts/pending");
    expect(pending).toHaveLength(1);
    expect((await cs.get<{ pending: PendingAct[] }>("/api/acts/pending")).pending).toEqual([]);
    expect((await us[0].status("POST", `/api/acts/pending/${act}/signature`, { sig: "AAAA" })).code).toBe("SECOND_SELF");
    expect((await cs.status("POST", `/api/acts/pending/${act}/signature`, { sig: "AAAA" })).code).toBe("ACT_NONE");
    expect((await us[1].status("POST", `/api/acts/pending/${act}/signature`, { sig: Buffer.alloc(64).toString("base64") })).code).toBe("SIGNATURE");
    expect((await us[0].status("POST", "/api/acts", (await us[0].sign("statement.recorded", say("S1"))).request)).code).toBe("PENDING_FIRST");
    expect((await us[1].status("DELETE", `/api/acts/pending/${act}`)).code).toBe("RIGHTS");
    expect((await us[0].status("DELETE", `/api/acts/pending/${act}`)).status).toBe(204);
    expect((await us[0].status("GET", `/api/acts/${act}`)).code).toBe("ACT_NONE");
    await record(us[0], "statement.recorded", say("S1"));
  }));

test("a session that ends while an act is being signed loses nothing: sign in, send the same bytes", () => {
  let ms = Date.UTC(2026, 0, 1);
  return served(async ({ wire, door }) => {
    const us = await seat(wire, "US", "delegation");
    const { request } = await us.sign("statement.recorded", say("S1"));
    ms += 61 * 60_000;
    expect(await us.status("POST", "/api/acts", request)).toMatchObject({ status: 401, code: "SESSION_EXPIRED" });
    expect((await wire("POST", "/api/session", { officer: us.info.officer, password: "not the password" })).status).toBe(401);
    const again = await wire("POST", "/api/session", { officer: us.info.officer, password: us.password });
    us.cookie = again.cookie;
    const before = door.room.desk.heads.length;
    expect((await us.ask<Acknowledgement>("POST", "/api/acts", request)).index).toBe(before);
    await us.ask("DELETE", "/api/session");
    expect((await us.status("GET", "/api/session")).code).toBe("SESSION_NONE");
  }, {}, { ms: () => ms });
});

test("a clock wrong by a day is taken, by more it is told apart from ours", () =>
  served(async ({ wire }) => {
    const us = await seat(wire, "US", "delegation");
    const { today } = await us.get<Chain>("/api/chain");
    const day = (n: number): string => new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10);
    expect((await us.status("POST", "/api/acts", (await us.sign("statement.recorded", say("S1"), undefined, { at: day(2) })).request)).code).toBe("ACT_DAY");
    expect((await us.status("POST", "/api/acts", (await us.sign("statement.recorded", say("S1"), undefined, { at: day(1) })).request)).status).toBe(200);
  }));

test("what is too large, of another type, from another page, or no JSON is refused by name and nothing is kept", () =>
  served(async ({ door, wire }) => {
    const us = await seat(wire, "US", "delegation");
    const before = door.room.desk.heads.length;
    const raw = (headers: Record<string, string>, payload: string | Buffer, url = "/api/acts") =>
      door.server.inject({ method: "POST", url, payload, headers: { host: "desk.test", origin: "http://desk.test", "content-type": "application/json", cookie: us.cookie ?? "", ...headers } });
    const huge = await raw({ "content-length": String(200 * 1024 * 1024) }, Buffer.from("{}"));
    expect([huge.statusCode, huge.json<{ error: { code: string } }>().error.code]).toEqual([413, "TOO_LARGE"]);
    const large = await raw({}, `{"envelope":"","sealed":"${"A".repeat(25 * 1024 * 1024)}"}`);
    expect(large.statusCode).toBe(413);
    expect((await raw({ "content-type": "multipart/form-data; boundary=x" }, "x")).statusCode).toBe(415);
    expect((await raw({ "content-type": "text/plain" }, "{}")).statusCode).toBe(415);
    expect((await raw({ origin: "http://elsewhere.test" }, "{}")).json<{ error: { code: string } }>().error.code).toBe("ORIGIN_FORBIDDEN");
    for (const broken of ["{", "[]", '{"envelope":1}', '{"__proto__":{}}', '{"envelope":"!!","sealed":""}', '{"envelope":"","sealed":"","more":1}']) expect((await raw({}, broken)).statusCode, broken).toBe(400);
    expect(door.room.desk.heads.length).toBe(before);
  }));

test("a script in a name stays text: JSON by type, nosniff, a policy that runs nothing", () =>
  served(async ({ wire }) => {
    const us = await seat(wire, "US", "delegation");
    await record(us, "list.deposited", list);
    const answer = await wire("GET", "/api/lists/US-L1", undefined, us.cookie);
    expect((parseJson(answer.text) as ListView).rows[0]?.row.name).toBe("<script>alert(1)</script>");
    expect(answer.headers["content-type"]).toContain("application/json");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.headers["cache-control"]).toBe("no-store");
  }));

test("a list is previewed with every bad row, and what it gives is what is deposited", () =>
  served(async ({ wire }) => {
    const us = await seat(wire, "US", "delegation");
    const preview = (csv: string): Promise<PreviewAnswer> => us.ask("POST", "/api/lists/preview", { list: "US-L9", purpose: "asked for", about: "CS", csv });
    const bad = await preview("№;ПІБ;дата народження\n1;Іван Тест;1990-13-01\n2;;1990\n2;Пётр;12.3.1990\n");
    expect(bad.body).toBeNull();
    expect(bad.faults.map(({ places }) => [places[0]?.row, places[0]?.field])).toEqual([[1, "birth"], [2, "name"], [3, "row"], [3, "birth"]]);
    expect(JSON.stringify(bad.faults)).not.toMatch(/Тест|Пётр/);
    const good = await preview("row,name,birth\n1,\"Test, Ivan\",1990-05\n2,\"Test, Ivan\",1990-05\n");
    expect(good.remarks.map(({ code, row }) => `${code} ${row}`)).toEqual(["PARTIAL_DATE 1", "DUPLICATE 2", "PARTIAL_DATE 2"]);
    await record(us, "list.deposited", good.body ?? expect.fail("no body"));
    expect((await us.status("POST", "/api/lists/preview", { list: "US-L9", purpose: "asked for", about: "CS", csv: "name,unit\nA,B\n" })).code).toBe("CSV_HEADER");
  }));

test("what was erased is in no answer any more, and the record goes on", () =>
  served(async ({ door, wire }) => {
    const us = await seat(wire, "US", "delegation");
    const { index } = await record(us, "list.deposited", list);
    const before = await us.get<EntryDetail>(`/api/entries/${index}`);
    expect((await us.get<ListView>("/api/lists/US-L1")).rows).toHaveLength(2);
    await us.get<BriefView>("/api/brief");
    await eraseActs(door.room.desk, [before.label ?? ""], before.on);
    expect((await us.get<EntryDetail>(`/api/entries/${index}`)).opened).toBeNull();
    expect((await us.status("GET", "/api/lists/US-L1")).code).toBe("LIST_NONE");
    expect((await us.status("GET", `/api/entries/${index}/sealed`)).code).toBe("ENTRY_NONE");
    for (const path of ["/api/brief", "/api/brief?lang=ar", "/api/chronicle", "/api/chronicle?lang=uk", "/api/front", "/api/entries?opened=true&limit=1000"]) expect((await us.status("GET", path)).text, path).not.toMatch(/Тестов|US-L1/);
    await record(us, "statement.recorded", say("S1"));
  }));

test("signing in is limited by address; an unknown officer and a wrong password are told alike", () =>
  served(async ({ wire }) => {
    const tries = [];
    for (let i = 0; i < 5; i++) tries.push(await wire("POST", "/api/session", { officer: i % 2 === 0 ? "nobody" : "US-1", password: "x".repeat(12) }));
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429]);
    expect(tries[0]?.text).toBe(tries[1]?.text);
    expect(tries[3]?.text).toContain("TOO_MANY");
  }, { signInsPerQuarter: 3 }));

test("an officer's key waits for his party's root key where the desk holds none", () =>
  served(async ({ door, wire }) => {
    const code = await door.room.officers.invite(door.room.desk.pack, "US", "delegation", "2999-01-01T00:00:00Z");
    const us = await seat(wire, "US", "delegation", code);
    expect([us.info.key, us.info.exerciseIdentity]).toEqual([null, null]);
    expect((await us.status("GET", "/api/chain")).code).toBe("KEY_INACTIVE");
    const { exerciseSigner } = await import("../src/desk/exercise-keys.ts");
    const { sealEnvelope } = await import("../src/record/envelope.ts");
    const root = exerciseSigner(door.room.desk.seed, "US", "root"); // what the party does at its own desk
    const envelope = Buffer.from(sealEnvelope(fromBase64(us.info.rootMustSign ?? ""), rootKeyName(us.desk.origin, "US"), root)).toString("base64");
    await us.ask("POST", "/api/keys", { envelope });
    await record(us, "statement.recorded", say("S1"));
    expect((await us.status("POST", "/api/keys", { envelope: (await us.sign("statement.recorded", say("S2"))).request.envelope })).code).toBe("KEY_FORM");
  }, { rootKeys: "offline" as const }));

test("a desk that stops and starts again knows officers, sessions, what waits, and every act by its bytes", () =>
  withFolder(async (folder) => {
    const first = await serveCartel(folder);
    const us = [await seat(first.wire, "US", "delegation"), await seat(first.wire, "US", "delegation")] as const;
    const one = await us[0].sign("statement.recorded", say("S1"));
    const ack = await us[0].ask<Acknowledgement>("POST", "/api/acts", one.request);
    const text = await us[1].sign("text.signed", { agreement: "NEW", text: "x" });
    await us[1].ask("POST", "/api/acts", text.request);
    await first.door.close();
    const second = await serveCartel(folder, {}, undefined, false);
    try {
      const wire = injectWire(second.door);
      const back = Object.assign(us[0], { wire });
      expect(await back.ask<Acknowledgement>("POST", "/api/acts", one.request)).toEqual(ack);
      const { pending } = await back.get<{ pending: PendingAct[] }>("/api/acts/pending");
      const done = await back.second(pending[0] ?? expect.fail("nothing waits"));
      const other = Object.assign(us[1], { wire });
      expect(await other.ask<Acknowledgement>("POST", "/api/acts", text.request)).toEqual(done);
    } finally {
      await second.door.close();
    }
  }));

test("verification and export run beside the requests; the exported tar unpacks to a bundle that is in force", () =>
  served(async ({ door, wire }) => {
    const us = await seat(wire, "US", "delegation");
    await record(us, "statement.recorded", say("S1"));
    await door.publishNow();
    const started = await us.ask<Job>("POST", "/api/jobs", { task: "verify" });
    const job = await endOf(us, started);
    expect(job).toMatchObject({ state: "done", attempt: 1, remainingSeconds: 0, error: null });
    expect((await us.get<{ says: string }>(`/api/jobs/${job.id}/result`)).says).toContain(`valid and in force up to entry ${door.room.desk.heads.length - 1}`);
    const other = await seat(wire, "CS", "delegation");
    for (const [method, path] of [["GET", ""], ["DELETE", ""], ["GET", "/result"]] as const) expect((await other.status(method, `/api/jobs/${started.id}${path}`)).code).toBe("JOB_NONE");
    expect(await other.get("/api/jobs")).toEqual({ jobs: [] });
    expect((await us.get<{ jobs: Job[] }>("/api/jobs")).jobs.map(({ id }) => id)).toEqual([started.id]);
    expect((await us.status("POST", "/api/jobs", { task: "verify", request: { of: "names" } })).code).toBe("REQUEST_FORM");
    expect((await us.status("POST", "/api/jobs", { task: "constructor" })).code).toBe("REQUEST_FORM");
    const answer = await door.server.inject({ method: "GET", url: "/api/bundle", headers: { host: "desk.test", cookie: us.cookie ?? "" } });
    expect(answer.headers["content-type"]).toContain("application/x-tar");
    const files = untar(answer.rawPayload);
    const verdict = await verifyBundle({ list: () => Promise.resolve([...files.keys()]), read: (path) => Promise.resolve(files.get(path)) }, verifies);
    expect(verdict).toMatchObject({ kind: "in-force", size: door.room.desk.inForce });
    const cancelled = await us.ask<Job>("POST", "/api/jobs", { task: "export" });
    expect((await us.ask<Job>("DELETE", `/api/jobs/${cancelled.id}`)).state).toBe("cancelled");
    expect((await us.status("GET", `/api/jobs/${cancelled.id}/result`)).code).toBe("JOB_OPEN");
  }));

async function endOf(officer: Seated, { id }: Job): Promise<Job> {
  for (;;) {
    const job = await officer.get<Job>(`/api/jobs/${id}`);
    if (job.state !== "waiting" && job.state !== "running") return job;
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** ustar, read by the offsets of POSIX.1-1988. */
function untar(bytes: Buffer): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const text = (from: number, size: number): string => bytes.subarray(at + from, at + from + size).toString("utf8").replace(/\0.*$/s, "");
    const size = parseInt(text(124, 12), 8);
    const prefix = text(345, 155);
    files.set(prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`, new Uint8Array(bytes.subarray(at + 512, at + 512 + size)));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

test("the description of the interface is OpenAPI 3.1 and names every route", () =>
  served(async ({ wire }) => {
    const api = parseJson((await wire("GET", "/api/openapi.json")).text) as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(api.openapi).toBe("3.1.0");
    const named = Object.entries(api.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`));
    const hidden = ["GET /healthz", "GET /metrics", "GET /api/openapi.json"];
    expect(named.sort()).toEqual(Object.keys(ROUTES).filter((route) => !hidden.includes(route)).sort());
  }));

test("the built pages are a closed list with a nonce, an ETag and no way out", () =>
  withFolder(async (folder) => {
    const data = join(folder, "data");
    const web = join(folder, "dist/web");
    mkdirSync(join(web, "assets"), { recursive: true });
    mkdirSync(data);
    writeFileSync(join(web, "index.html"), '<meta property="csp-nonce" nonce="__CSP_NONCE__">');
    writeFileSync(join(web, "assets/main-AbCd1234.js"), "1");
    writeFileSync(join(folder, "dist/secret.txt"), "no");
    await (await serveCartel(data)).door.close();
    const door = await openDoor(data, testConfig, { ms: Date.now }, () => {}, () => {}, web);
    try {
      const page = await door.server.inject("/");
      const nonce = /nonce="([^"]+)"/.exec(page.payload)?.[1] ?? "";
      expect(page.headers["content-security-policy"]).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect((await door.server.inject("/")).payload).not.toContain(nonce);
      const script = await door.server.inject("/assets/main-AbCd1234.js");
      expect(script.headers["cache-control"]).toContain("immutable");
      expect((await door.server.inject({ url: "/assets/main-AbCd1234.js", headers: { "if-none-match": String(script.headers["etag"]) } })).statusCode).toBe(304);
      for (const path of ["/../secret.txt", "/secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/index.html", "/.vite/manifest.json"]) expect((await door.server.inject(path)).statusCode, path).toBe(404);
      expect((await door.server.inject("/healthz")).payload).toBe("ok\n");
      expect((await door.server.inject("/metrics")).payload).toContain("allforall_entries ");
    } finally {
      await door.close();
    }
  }));

test("a copy of the folder served beside is told apart: the lock names the holder", () =>
  served(async (_, folder) => {
    await expect(openDoor(folder, testConfig, { ms: Date.now }, () => {})).rejects.toMatchObject({ code: "STORE_LOCKED" });
    cpSync(folder, `${folder}-copy`, { recursive: true });
    const copy = await openDoor(`${folder}-copy`, testConfig, { ms: Date.now }, () => {});
    await copy.close();
  }));

test("an erasure is asked for by a security officer and signed by a second; then it is gone from the vault and every answer, and its jobs with it", () =>
  served(async ({ door, wire }) => {
    const { room } = door;
    const sec = room.desk.pack.secretariat.code;
    const invite = (party: string, role: Role): Promise<string> => room.officers.invite(room.desk.pack, party, role, "2999-01-01T00:00:00.000Z");
    const [guard, chair] = [await seat(wire, sec, "security-officer", await invite(sec, "security-officer")), await seat(wire, sec, "mediator-chair", await invite(sec, "mediator-chair"))];
    const us = await seat(wire, "US", "delegation");
    const told = await record(us, "statement.recorded", { ...say("S1"), content: "ZORVATH was heard" });
    const job = await endOf(us, await us.ask<Job>("POST", "/api/jobs", { task: "verify" }));
    const { commitments } = await us.get<EntryDetail>(`/api/entries/${told.index}`);
    const sealed = commitments.map((one) => one.sealed);
    const ask = async (one: Seated, digests: readonly string[]): Promise<{ envelope: string; reason: string }> => {
      const chain = await one.get<Chain>("/api/chain");
      const head = printHead({ origin: chain.origin, talks: chain.talks, author: chain.author, key: chain.key, counter: chain.counter, prev: chain.prev, kind: "erase.request", at: chain.today, body: { sealed: digests }, commits: [] });
      return { envelope: base64(sealEnvelope(head, chain.key, one.signer)), reason: "the family asked for it in writing" };
    };
    for (const one of [us, chair]) expect((await one.status("POST", "/api/erasures", await ask(one, sealed))).code).toBe("RIGHTS");
    const before = room.desk.heads.length;
    const refused = await guard.status("POST", "/api/erasures", await ask(guard, ["0".repeat(64), room.desk.heads.find(({ kind }) => kind === "text.signed")?.commits[0]?.sealed ?? expect.fail("no signed text")].sort()));
    expect([refused.text.includes("ERASE_NONE"), refused.text.includes("ERASE_KIND"), room.desk.heads.length]).toEqual([true, true, before]);
    const asked = await guard.ask<Pending>("POST", "/api/erasures", await ask(guard, sealed));
    expect(asked).toMatchObject({ state: "waiting", kind: "erase.request" });
    const [waits] = (await guard.get<{ pending: PendingAct[] }>("/api/acts/pending")).pending;
    if (!waits) throw new Error("nothing waits");
    await expect(guard.second(waits)).rejects.toThrow("SECOND_SELF");
    expect(await us.get<{ pending: PendingAct[] }>("/api/acts/pending")).toEqual({ pending: [] });
    expect(await chair.second(waits)).toMatchObject({ state: "recorded", index: before });
    expect(room.desk.heads.slice(before).map(({ kind }) => kind)).toEqual(["erase.request", "erase.done"]);
    expect(await room.desk.vault.sealed(sealed[0] ?? "")).toBeUndefined();
    for (const path of ["/api/chronicle", "/api/entries?limit=1000&opened=true", `/api/entries/${told.index}`]) expect((await us.status("GET", path)).text).not.toContain("ZORVATH");
    expect((await us.status("GET", `/api/jobs/${job.id}`)).code).toBe("JOB_NONE");
    expect((await guard.status("POST", "/api/erasures", await ask(guard, sealed))).text).toContain("ERASE_TWICE");
    const { reads } = await guard.get<{ reads: { what: string; reason: string | null; isBreakGlass: boolean }[] }>("/api/reads");
    expect(reads.find(({ what }) => what.startsWith("erasure"))).toMatchObject({ reason: "the family asked for it in writing", isBreakGlass: false });
    await door.publishNow();
    const verdict = await endOf(us, await us.ask<Job>("POST", "/api/jobs", { task: "verify" }));
    expect((await us.get<{ verdict: string }>(`/api/jobs/${verdict.id}/result`)).verdict).toBe("in-force");
  }));
