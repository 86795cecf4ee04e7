// Names planted in one side's compartment are looked for everywhere the other side, the disk and the log can reach: every
// answer of every route, live events, errors, log lines, the whole data folder, the other side's state object.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROUTES } from "../../src/desk/authority.ts";
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
  }));

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
