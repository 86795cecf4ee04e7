// Names planted in one side's compartment are looked for everywhere the other side, the disk and the log can reach: every
// answer of every route, live events, errors, log lines, the whole data folder, the other side's state object.
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseJson } from "../../src/basis/parse-json.ts";
import type { Job } from "../../src/desk/api-types.ts";
import { ROUTES } from "../../src/desk/authority.ts";
import { backUp } from "../../src/desk/back-up.ts";
import { listsOf } from "../../src/desk/lists-of.ts";
import { stateOf } from "../../src/desk/shared-desk.ts";
import { seat, serveCartel, type Seated } from "../served-desk.ts";
import { withFolder } from "../walked-desk.ts";

const PLANTED = ["Қорабай Ситдиқов-Плант", "Oleksandr Plantenko", "ﻣﺤﻤﺪ الغرس", "plant-diagnosis-9417", "1987-03-29"].map((text) => text.normalize("NFC"));
/** As it could lie on a disk or go over a wire. */
const forms = (text: string): Buffer[] => {
  const texts = [text, text.toUpperCase(), text.toLowerCase(), JSON.stringify(text).slice(1, -1), encodeURIComponent(text), [...text].map((c) => (c.charCodeAt(0) > 127 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}` : c)).join("")];
  return [...texts.map((one) => Buffer.from(one, "utf8")), Buffer.from(text, "utf16le"), Buffer.from(Buffer.from(text, "utf8").toString("base64").replace(/=+$/, "").slice(0, -2))];
};
const NEEDLES = PLANTED.flatMap((text) => forms(text).map((bytes) => ({ text, bytes })));
const foundIn = (bytes: Buffer): string[] => NEEDLES.filter((one) => bytes.includes(one.bytes)).map(({ text }) => text);

const filesBelow = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());

/** Every text reachable from an object, through maps, sets and own members. */
function textsOf(root: unknown): string[] {
  const seen = new Set<unknown>();
  const texts: string[] = [];
  const queue: unknown[] = [root];
  while (queue.length > 0) {
    const one = queue.pop();
    if (typeof one === "string") texts.push(one);
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    if (one instanceof Map) for (const [key, value] of one) queue.push(key, value);
    else if (one instanceof Set) queue.push(...one);
    else for (const name of Reflect.ownKeys(one)) queue.push(Reflect.get(one, name));
  }
  return texts;
}

const rows = PLANTED.slice(0, 3).map((name, i) => ({ row: String(i + 1), name, birth: PLANTED[4] ?? "" }));

async function plant(us: Seated): Promise<void> {
  await us.record("list.deposited", { list: "US-L1", purpose: "asked for", about: "CS", rows }, ["US", "SEC"]);
  await us.record("note.recorded", { about: "medical", words: PLANTED[3] ?? "" }, ["US"]);
  await us.record("acceptance.set", { bracket: "none", alternatives: [PLANTED[1] ?? ""] }, ["SEC", "US"]).catch(() => undefined);
}

test("what one side sealed reaches no answer, event, error, log line, file or state of the other", () =>
  withFolder(async (folder) => {
    const { door, wire, log } = await serveCartel(folder);
    try {
      const us = await seat(wire, "US", "delegation");
      await plant(us);
      await door.publishNow();
      const own = await us.get<{ rows: unknown[] }>("/api/lists/US-L1");
      expect(foundIn(Buffer.from(JSON.stringify(own))).length, "the needles are found where they may be").toBeGreaterThan(0);

      const others = [await seat(wire, "CS", "delegation"), await seat(wire, "CS", "bureau"), await seat(wire, "CS", "security-officer"), await seat(wire, "AE", "mediator-chair"), await seat(wire, "US", "handover-lead"), await seat(wire, "US", "security-officer")];
      const size = door.room.desk.heads.length;
      const addresses = Object.keys(ROUTES).filter((route) => route.startsWith("GET ") && route !== "GET /api/events").flatMap((route) => {
        const url = route.slice(4);
        if (url.includes(":index")) return Array.from({ length: size }, (_, i) => url.replace(":index", String(i)));
        const list = ["US-L1", "CS-L1", "%00", "..%2f"];
        return url.includes(":list") ? list.map((one) => url.replace(":list", one)) : [url.replace(":agreement", "CARTEL").replace(":act", "0".repeat(64)).replace(":id", "0".repeat(32)), `${url}?opened=true&limit=1000`, `${url}?on=2999-01-01`, `${url}?on=${PLANTED[4]}x`];
      });
      for (const one of others)
        for (const address of addresses) {
          const answer = await wire("GET", address, undefined, one.cookie);
          if (address.includes(PLANTED[4] ?? "")) continue; // the date asked for is the asker's own
          expect(foundIn(Buffer.from(answer.text)), `${address} as ${one.info.role} of ${one.info.party}`).toEqual([]);
          expect(foundIn(Buffer.from(JSON.stringify(answer.headers))), `${address}: headers`).toEqual([]);
        }
      // errors: the planted name in a bad request of its own side is not shown either
      const bad = await us.status("POST", "/api/acts/check", { label: `${us.info.officer}/9`, kind: "list.deposited", at: "1862-08-01", to: ["US", "SEC"], body: { list: "US-L2", purpose: "asked for", about: "CS", rows: [{ row: "1", name: PLANTED[0], unit: PLANTED[1] }] }, sources: [] });
      expect(foundIn(Buffer.from(bad.text))).toEqual([]);
      const { request } = await us.sign("list.deposited", { list: "US-L1", purpose: "asked for", about: "CS", rows }, ["US", "SEC"]);
      const twice = await us.status("POST", "/api/acts", request);
      expect(twice.code).toBe("LIST_TWICE");
      expect(foundIn(Buffer.from(twice.text))).toEqual([]);

      expect(foundIn(Buffer.from(log.join(""))), "log").toEqual([]);
      expect(log.join("")).not.toContain(us.info.officer);
      for (const party of ["CS", "AE"]) {
        const state = stateOf(door.room.desk, party);
        expect(foundIn(Buffer.from(textsOf([state, listsOf(state)]).join("\n"))), `state of ${party}`).toEqual([]);
      }
      expect(foundIn(Buffer.from(textsOf(stateOf(door.room.desk, "SEC")).join("\n"))), "what US sealed to itself alone is in no state of the server").not.toContain(PLANTED[3]);
      for (const path of filesBelow(folder)) expect(foundIn(readFileSync(path)), path).toEqual([]);
    } finally {
      await door.close();
    }
    for (const path of filesBelow(folder)) expect(foundIn(readFileSync(path)), `${path} after closing`).toEqual([]);
  }), 240_000);

test("the other side hears of an entry by number, kind and author, and nothing of what it says", () =>
  withFolder(async (folder) => {
    const { door, wire } = await serveCartel(folder);
    const address = await door.server.listen({ port: 0, host: "127.0.0.1" });
    try {
      const us = await seat(wire, "US", "delegation");
      const cs = await seat(wire, "CS", "delegation");
      const stop = new AbortController();
      const answer = await fetch(`${address}/api/events`, { headers: { cookie: cs.cookie ?? "" }, signal: stop.signal });
      const reader = answer.body?.getReader() ?? expect.fail("no stream");
      await plant(us);
      let heard = "";
      while (!heard.includes('"note.recorded"')) heard += Buffer.from((await reader.read()).value ?? []).toString("utf8");
      stop.abort();
      expect(heard).toContain('"kind":"list.deposited"');
      expect(heard).toContain('"mine":false');
      expect(foundIn(Buffer.from(heard))).toEqual([]);
    } finally {
      await door.close();
    }
  }));

test("persons held, plans, prints, searches, readings, erasures and the glass tell the other side no planted name either, and no job keeps one in clear", () =>
  withFolder(async (folder) => {
    const { door, wire, log } = await serveCartel(folder);
    try {
      const [us, lead] = [await seat(wire, "US", "delegation"), await seat(wire, "US", "handover-lead")];
      await us.record("list.deposited", { list: "US-H1", purpose: "held", about: "CS", rows }, ["US", "SEC"]);
      await us.record("custody.stated", { list: "US-H1", rows: [{ row: "1", place: "plant-camp-7731", means: "seat" }] }, ["AE", "SEC", "US"]);
      expect((await lead.status("POST", "/api/break-glass", { view: "talks", reason: `asked for ${PLANTED[0]}, ${PLANTED[3]}` })).status).toBe(204);
      const jobOf = async (one: Seated, task: string, request: object): Promise<string> => {
        const begun = await one.status("POST", "/api/jobs", { task, request });
        if (begun.status !== 202) return begun.text;
        const { id } = parseJson(begun.text) as Job;
        for (;;) {
          const job = await one.get<Job>(`/api/jobs/${id}`);
          if (job.state === "waiting" || job.state === "running") await new Promise((done) => setTimeout(done, 20));
          else return job.state === "done" ? (await wire("GET", `/api/jobs/${id}/result`, undefined, one.cookie)).text : `${job.state} ${job.error ?? ""}`;
        }
      };
      expect(await jobOf(us, "match-doubles", { list: "US-H1" }), "its own work runs").toContain("US-H1");
      expect((await us.get<{ rows: unknown[] }>("/api/lists/US-H1")).rows.length).toBe(rows.length);
      const others = [await seat(wire, "CS", "delegation"), await seat(wire, "CS", "bureau"), await seat(wire, "CS", "security-officer"), await seat(wire, "AE", "neutral-agency"), await seat(wire, "AE", "mediator-chair")];
      const query = "?plan=P&round=1&batch=1&person=US-H1%2F1&list=US-H1&run=R";
      const gets = ["/api/custody", "/api/custody/US-H1", "/api/lists/US-H1", "/api/matches", `/api/matches${query}`, "/api/planning", "/api/planning/freeze?plan=P", "/api/planning/openings?plan=P&round=1", "/api/planning/drawing?plan=P&round=1", "/api/planning/batch?plan=P&round=1&batch=1", "/api/planning/reserve?plan=P&round=1&person=US-H1/1",
        "/api/remains", "/api/remains/sets", "/api/remains/affected/I-1", "/api/laboratory", "/api/laboratory/candidates/Q1", "/api/laboratory/files", "/api/erasures", "/api/reads", "/api/enrolments", `/api/officers/${us.info.officer}/revocation`, "/api/jobs", "/api/acts/pending", "/api/keys", "/api/passkeys"];
      const posts: readonly (readonly [string, object])[] = [
        ["/api/why", { agreement: "CARTEL", list: "US-H1", row: "1", lang: "en" }], ["/api/readings", { agreement: "CARTEL", texts: ["Each side returns all prisoners."] }],
        ["/api/erasures/check", { entries: Array.from({ length: door.room.desk.heads.length }, (_, i) => i), sealed: [] }], [`/api/officers/${us.info.officer}/close`, {}], [`/api/officers/${us.info.officer}/revocation`, {}],
        ["/api/acts/check", { label: "X-1/1", kind: "name.answered", at: "1862-08-01", to: ["CS", "SEC"], body: { list: "US-H1", answers: [{ row: "1", code: "HELD", date: "1862-08-01" }] }, sources: [] }],
      ];
      const jobs: readonly (readonly [string, object])[] = [
        ...["list", "sheet", "manifest", "letter"].map((form) => ["print", { form, language: "en", of: "US-H1" }] as const), ["match-lists", { run: "R-1", asked: "US-H1", held: "US-H1" }], ["match-doubles", { list: "US-H1" }], ["solve-plan", { plan: "P" }], ["identify-remains", { search: "Q1" }],
      ];
      const needles = (text: string, mayKnowPlace = false): string[] => [...foundIn(Buffer.from(text)), ...(!mayKnowPlace && text.includes("plant-camp-7731") ? ["the place"] : [])];
      for (const one of others) {
        const who = `${one.info.role} of ${one.info.party}`;
        const plans = one.info.role === "mediator-chair"; // was given the places to plan with, never the names
        for (const path of gets) expect(needles((await one.status("GET", path)).text, plans), `${path} as ${who}`).toEqual([]);
        for (const [path, body] of posts) expect(needles((await one.status("POST", path, body)).text, plans), `POST ${path} as ${who}`).toEqual([]);
        for (const [task, request] of jobs) expect(needles(await jobOf(one, task, request), plans), `job ${task} as ${who}`).toEqual([]);
      }
      expect(needles(log.join("")), "log").toEqual([]);
      for (const path of filesBelow(folder)) expect(needles(readFileSync(path, "latin1")).concat(foundIn(readFileSync(path))), path).toEqual([]);
    } finally {
      await door.close();
    }
    const copy = `${folder}-copy`;
    await backUp(folder, copy);
    for (const path of filesBelow(copy)) expect(foundIn(readFileSync(path)), `${path} of the backup`).toEqual([]);
    rmSync(copy, { recursive: true });
  }), 240_000);
