// Around the session: a live line that outlives it, a session planted by a neighbour, the numbers of the desk read through a proxy.
import { expect, test } from "vitest";
import { seat, serveCartel } from "../served-desk.ts";
import { withFolder } from "../walked-desk.ts";

const HOUR = 3_600_000;

test("a live line ends with its session: whoever left his desk hears nothing more, though his browser still listens", () =>
  withFolder(async (folder) => {
    let ms = Date.UTC(2026, 0, 1);
    const { door, wire } = await serveCartel(folder, { sessionIdleMinutes: 60, sessionHours: 72 }, { ms: () => ms });
    try {
      const address = await door.server.listen({ port: 0, host: "127.0.0.1" });
      const us = await seat(wire, "US", "delegation");
      const cs = await seat(wire, "CS", "delegation");
      const answer = await fetch(`${address}/api/events`, { headers: { cookie: cs.cookie ?? "" } });
      const reader = answer.body?.getReader() ?? expect.fail("no stream");
      const say = (id: string): Promise<unknown> => us.record("statement.recorded", { id, kind: "statement", actor: "officer", parties: ["US"], content: id, standing: "stated-own" });
      await say("S-BEFORE");
      let heard = "";
      while (!heard.includes('"statement.recorded"')) heard += Buffer.from((await reader.read()).value ?? []).toString("utf8");
      ms += 50 * 60_000;
      expect((await us.status("GET", "/api/session")).status).toBe(200); // who works stays signed in
      ms += 11 * 60_000;
      const size = door.room.desk.heads.length;
      await say("S-AFTER");
      let after = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        after += Buffer.from(value).toString("utf8");
      }
      expect(after).not.toContain(`"index":${size}`);
      expect(door.room.live.count()).toBe(0);
      expect((await cs.status("GET", "/api/session")).code).toBe("SESSION_EXPIRED");
    } finally {
      await door.close();
    }
    expect(ms).toBeLessThan(Date.UTC(2026, 0, 1) + 2 * HOUR);
  }));

test("where every address is https the session has a name that no neighbour can plant, and a session under the plain name is none", () =>
  withFolder(async (folder) => {
    const { door } = await serveCartel(folder, { origins: ["https://desk.test"] });
    try {
      const us = await seat(async (method, path, body, cookie) => {
        const answer = await door.server.inject({ method, url: path, ...(body === undefined ? {} : { payload: JSON.stringify(body) }), headers: { host: "desk.test", origin: "https://desk.test", ...(body === undefined ? {} : { "content-type": "application/json" }), ...(cookie === undefined ? {} : { cookie }) } });
        const [set] = [answer.headers["set-cookie"] ?? []].flat();
        if (set !== undefined) expect(set).toMatch(/^__Host-afa_session=[^;]*; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/);
        return { status: answer.statusCode, headers: {}, text: answer.payload, cookie: set?.split(";")[0] };
      }, "US", "delegation");
      expect((await us.status("GET", "/api/session")).status).toBe(200);
      const token = us.cookie?.slice("__Host-afa_session=".length) ?? "";
      const asked = (cookie: string): Promise<number> => door.server.inject({ method: "GET", url: "/api/session", headers: { host: "desk.test", cookie } }).then(({ statusCode }) => statusCode);
      expect(await asked(`afa_session=${token}`)).toBe(401);
      expect(await asked(`afa_session=planted; __Host-afa_session=${token}`)).toBe(200);
      expect((await us.status("DELETE", "/api/session")).status).toBe(204);
      expect(await asked(`__Host-afa_session=${token}`)).toBe(401);
    } finally {
      await door.close();
    }
  }));

test("signing in gives a session of its own: one that was presented before is not taken up, and another officer's stays his", () =>
  withFolder(async (folder) => {
    const { door, wire } = await serveCartel(folder);
    try {
      const us = await seat(wire, "US", "delegation");
      const planted = `afa_session=${"A".repeat(43)}`;
      const entered = await wire("POST", "/api/session", { officer: us.info.officer, password: us.password }, planted);
      expect([entered.status, entered.cookie === planted]).toEqual([200, false]);
      expect((await wire("GET", "/api/session", undefined, planted)).status).toBe(401);
      const other = await seat(wire, "CS", "delegation");
      const again = await wire("POST", "/api/session", { officer: us.info.officer, password: us.password }, other.cookie);
      expect(again.cookie).not.toBe(other.cookie);
      expect((await other.get<{ officer: string }>("/api/session")).officer).toBe(other.info.officer);
    } finally {
      await door.close();
    }
  }));

test("the numbers of the desk are this machine's own: a proxy on it does not make its visitors so, and a token is the whole token", () =>
  withFolder(async (folder) => {
    const { door } = await serveCartel(folder);
    const asked = (headers: Record<string, string>): Promise<number> => door.server.inject({ method: "GET", url: "/metrics", headers }).then(({ statusCode }) => statusCode);
    try {
      expect(await asked({})).toBe(200);
      for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"]) expect(await asked({ [name]: "203.0.113.7" }), name).toBe(403);
    } finally {
      await door.close();
    }
    const { door: tokened } = await serveCartel(folder, { metricsToken: "numbers-0123456789" }, { ms: Date.now }, false);
    try {
      const withToken = (authorization: string): Promise<number> => tokened.server.inject({ method: "GET", url: "/metrics", headers: { authorization, via: "1.1 proxy" } }).then(({ statusCode }) => statusCode);
      expect(await withToken("Bearer numbers-0123456789")).toBe(200);
      for (const wrong of ["", "Bearer ", "Bearer numbers-012345678", "Bearer numbers-0123456780", "numbers"]) expect(await withToken(wrong), wrong).toBe(403);
    } finally {
      await tokened.close();
    }
  }));
