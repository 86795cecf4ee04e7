// Every route as every role, against the table of rights; every kind of act as every role at every seat. A route or a kind
// without a row fails here. The expected value is the table itself, read row by row: what is tested is that nothing goes past it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../src/desk/api-types.ts";
import { BREAKABLE, KINDS_WITH_RIGHTS, mayRead, mayRecord, ROLES, ROUTES, SEATS_OF_ROLE, seatOf, VIEWS, type View } from "../../src/desk/authority.ts";
import { ACT_KINDS } from "../../src/entries/catalogue.ts";
import { partiesOf } from "../../src/vocabulary/conflict-pack.ts";
import { seat, serveCartel, type Seated, type Served } from "../served-desk.ts";
import { withFolder } from "../walked-desk.ts";

const LATER = "2999-01-01T00:00:00.000Z";

/** One officer for each role at each party that has a seat for it. */
async function seatEverybody({ door, wire }: Served): Promise<Seated[]> {
  const { desk, officers } = door.room;
  const seated: Seated[] = [];
  for (const { code } of partiesOf(desk.pack))
    for (const role of ROLES) {
      const where = seatOf(desk.pack, code);
      if (where && SEATS_OF_ROLE[role].includes(where)) seated.push(await seat(wire, code, role, await officers.invite(desk.pack, code, role, LATER)));
    }
  return seated;
}

const BODIES: Readonly<Record<string, unknown>> = { "POST /api/break-glass": { view: "talks", reason: "a reason that is long enough" } };
/** Routes that end the session or never end. */
const APART = ["DELETE /api/session", "GET /api/events"];
const QUERIES: Readonly<Record<string, string>> = {
  "/api/planning/freeze": "?plan=P", "/api/planning/drawing": "?plan=P&round=1", "/api/planning/batch": "?plan=P&round=1&batch=b", "/api/planning/reserve": "?plan=P&round=1&person=p",
};
const addressOf = (url: string): string =>
  `${url}${QUERIES[url] ?? ""}`.replace(":act", "0".repeat(64)).replace(":index", "0").replace(":id", "999").replace(":agreement", "CARTEL").replace(":list", "US-none").replace(":officer", "US-none");

const folder = mkdtempSync(join(tmpdir(), "afa-authority-"));
let served: Served;
let everybody: Seated[];
beforeAll(async () => {
  served = await serveCartel(folder);
  everybody = await seatEverybody(served);
}, 60_000);
afterAll(async () => {
  await served.door.close();
  rmSync(folder, { recursive: true, force: true });
});

test("every route answers each role as the table of rights says, and nobody without a session", async () => {
  expect(everybody.length).toBeGreaterThanOrEqual(25);
  for (const [route, right] of Object.entries(ROUTES)) {
    if (APART.includes(route)) continue;
    const [method = "GET", url = ""] = route.split(" ");
    const ask = method as "GET" | "POST" | "DELETE";
    const body = ask === "POST" ? (BODIES[route] ?? {}) : undefined;
    const nobody = await served.wire(ask, addressOf(url), body);
    if (right !== "open") expect(nobody.status, `${route} without a session`).toBe(401);
    const forged = await served.wire(ask, addressOf(url), body, "afa_session=forged");
    if (right !== "open") expect(forged.status, `${route} with a forged cookie`).toBe(401);
    for (const one of everybody) {
      const { status, code } = await one.status(ask, addressOf(url), body);
      const title = `${route} as ${one.info.role} of ${one.info.party}: ${status} ${code}`;
      if (right !== "open" && right !== "session" && right !== "byKind" && !mayRead(one.info.role, right)) expect([status, code], title).toEqual([403, "RIGHTS"]);
      else if (right !== "byKind") expect(code === "RIGHTS" && !route.includes("pending") && url !== "/metrics", title).toBe(false);
      expect(status, title).not.toBe(500);
    }
  }
});

test("every kind of act is taken from whom the table names, and from nobody else", async () => {
  expect(KINDS_WITH_RIGHTS, "each kind of the catalogue has a row, and no row lacks a kind").toEqual([...ACT_KINDS]);
  for (const one of everybody) {
    const { role, party } = one.info;
    const where = seatOf(served.door.room.desk.pack, party) ?? expect.fail("no seat");
    expect(one.info.kinds).toEqual(KINDS_WITH_RIGHTS.filter((kind) => mayRecord(role, where, kind)));
    for (const kind of [...ACT_KINDS, "genesis", "key.add", "no.such.kind", "__proto__", "constructor"]) {
      const { status, code } = await one.status("POST", "/api/acts/check", { label: "x", kind, at: "1862-08-01", to: one.everybody(), body: {}, sources: [] });
      expect([status, code === "RIGHTS"], `${kind} checked by ${role} of ${party}`).toEqual(mayRecord(role, where, kind) ? [200, false] : [403, true]);
    }
    // and by a whole envelope that is really signed, one for each role
    const kind = KINDS_WITH_RIGHTS.find((name) => !mayRecord(role, where, name)) ?? "key.add";
    const { request } = await one.sign(kind, {});
    const before = served.door.room.desk.heads.length;
    expect((await one.status("POST", "/api/acts", request)).code, `${kind} signed by ${role} of ${party}`).toBe("RIGHTS");
    expect(served.door.room.desk.heads.length).toBe(before);
  }
});

test("an envelope of another party, another officer's key, or another record is refused and leaves no trace", () =>
  withFolder(async (folder) => {
    const served = await serveCartel(folder);
    try {
      const us = await seat(served.wire, "US", "delegation");
      const other = await seat(served.wire, "US", "delegation");
      const cs = await seat(served.wire, "CS", "delegation");
      const before = served.door.room.desk.heads.length;
      const body = { agreement: "X", text: "x" };
      expect((await cs.status("POST", "/api/acts", (await us.sign("text.signed", body)).request)).code).toBe("ACT_AUTHOR");
      expect((await other.status("POST", "/api/acts", (await us.sign("text.signed", body)).request)).code).toBe("KEY_ROLE");
      const chain = await us.get<Parameters<Seated["sign"]>[3] & { counter: number }>("/api/chain");
      const forged = { ...(chain as object), key: cs.info.key ?? "" } as never;
      expect((await us.status("POST", "/api/acts", (await us.sign("statement.recorded", {}, undefined, { chain: forged })).request)).code).toBe("KEY_ROLE");
      expect((await us.status("POST", "/api/acts", (await us.sign("statement.recorded", {}, undefined, { chain: { ...(chain as object), origin: "other" } as never })).request)).code).toBe("ORIGIN");
      expect(served.door.room.desk.heads.length).toBe(before);
    } finally {
      await served.door.close();
    }
  }));

test("the broken glass opens one view of the own party for a quarter of an hour, and is kept", () =>
  withFolder(async (folder) => {
    let ms = Date.UTC(2026, 0, 1);
    const served = await serveCartel(folder, {}, { ms: () => ms });
    try {
      const lead = await seat(served.wire, "US", "handover-lead");
      expect((await lead.status("GET", "/api/talks")).code).toBe("RIGHTS");
      expect((await lead.status("POST", "/api/break-glass", { view: "talks", reason: "short" })).status).toBe(400);
      expect((await lead.status("POST", "/api/break-glass", { view: "lists", reason: "all the names at once" })).status).toBe(400);
      expect((await lead.status("POST", "/api/break-glass", { view: "talks", reason: "the crossing was moved tonight" })).status).toBe(204);
      expect((await lead.status("GET", "/api/talks")).status).toBe(200);
      ms += 15 * 60_000 + 1;
      expect((await lead.status("GET", "/api/talks")).code).toBe("RIGHTS");
      const officer = await seat(served.wire, "US", "security-officer");
      const { reads } = await officer.get<{ reads: { isBreakGlass: boolean; reason: string; officer: string }[] }>("/api/reads");
      expect(reads[0]).toMatchObject({ isBreakGlass: true, reason: "the crossing was moved tonight", officer: lead.info.officer });
      const foreign = await seat(served.wire, "CS", "security-officer");
      expect((await foreign.get<{ reads: unknown[] }>("/api/reads")).reads).toEqual([]);
    } finally {
      await served.door.close();
    }
  }));

test("no role reads names by breaking the glass, and kin and public sign in nowhere", () => {
  expect(BREAKABLE).not.toContain("lists" satisfies View);
  for (const role of ["kin", "public"] satisfies Role[]) {
    expect(SEATS_OF_ROLE[role]).toEqual([]);
    expect(VIEWS.filter((view) => mayRead(role, view))).toEqual([]);
  }
});

test("an erasure is asked for by a security officer of the secretariat, and by nobody else", async () => {
  for (const one of everybody) {
    const { role, party } = one.info;
    const may = role === "security-officer" && party === served.door.room.desk.pack.secretariat.code;
    const { status, code } = await one.status("POST", "/api/erasures", { envelope: "AAAA", reason: "a reason that is long enough" });
    expect([status, code === "RIGHTS"], `${role} of ${party}: ${code}`).toEqual(may ? [400, false] : [403, true]);
  }
});
