// A device is lost: the seat is closed at once, its key withdrawn by the root key of the party, and the officer gets a new seat. Nobody
// else's officers are touched or even confirmed to be there.
import { expect, test } from "vitest";
import { base64, fromBase64 } from "../src/basis/bytes.ts";
import type { Acknowledgement, EnrolmentsView, EntryPage, Invite, KeyToRegister, PendingAct, SessionInfo } from "../src/desk/api-types.ts";
import { exerciseSigner } from "../src/desk/exercise-keys.ts";
import { openOfficers } from "../src/desk/officers.ts";
import { sealEnvelope } from "../src/record/envelope.ts";
import { rootKeyName } from "../src/record/key-registry.ts";
import { seat, serveCartel, type Seated } from "./served-desk.ts";
import { serveExercise } from "./exercise-desk.ts";
import { withFolder } from "./walked-desk.ts";

const LATER = "2999-01-01T00:00:00.000Z";
const rowOf = async (guard: Seated, officer: string): Promise<EnrolmentsView["officers"][number] | undefined> => (await guard.get<EnrolmentsView>("/api/enrolments")).officers.find((one) => one.officer === officer);

test("a closed seat has no session, no sign-in and no live line any more, also after a restart; what it signed stays", () =>
  withFolder(async (folder) => {
    const served = await serveCartel(folder);
    const { door, wire } = served;
    const us = await seat(wire, "US", "delegation");
    try {
      const guard = await seat(wire, "US", "security-officer");
      const other = await seat(wire, "CS", "security-officer");
      const { index } = (await us.record("statement.recorded", { id: `${us.info.officer}-1`, kind: "statement", actor: "officer", parties: ["US"], content: "we came", standing: "stated-own" })) as Acknowledgement;
      const close = `/api/officers/${us.info.officer}/close`;
      expect((await other.status("POST", close, {})).code, "another party's").toBe("OFFICER_NONE");
      expect((await guard.status("POST", "/api/officers/US-99/close", {})).code).toBe("OFFICER_NONE");
      expect((await us.status("POST", close, {})).code).toBe("RIGHTS");
      expect((await guard.status("POST", `/api/officers/${guard.info.officer}/close`, {})).code).toBe("SEAT_SELF");
      expect((await us.status("GET", "/api/session")).status).toBe(200);
      expect((await guard.status("POST", close, {})).status).toBe(204);
      expect((await us.status("GET", "/api/session")).code).toBe("SESSION_NONE");
      expect((await wire("POST", "/api/session", { officer: us.info.officer, password: us.password })).text).toContain("SEAT_CLOSED");
      expect((await wire("POST", "/api/session", { officer: us.info.officer, password: `${us.password}x` })).text, "who does not know the password learns nothing").toContain("SIGN_IN");
      expect(await rowOf(guard, us.info.officer)).toMatchObject({ isClosed: true, key: "registered" });
      expect((await guard.get<EntryPage>(`/api/entries?from=${index}&limit=1`)).rows[0]?.kind).toBe("statement.recorded");
    } finally {
      await door.close();
    }
    expect(openOfficers(folder).find(us.info.officer)?.closedAt, "on the disk").toMatch(/^\d{4}-/);
  }));

test("the root key of the party withdraws a key on paper: its session ends, what waits with it waits no more, later acts are in doubt", () =>
  withFolder(async (folder) => {
    const { door, wire } = await serveCartel(folder, { rootKeys: "offline" });
    const { desk, officers } = door.room;
    const root = exerciseSigner(desk.seed, "US", "root");
    const handIn = (one: Seated, payload: string | null): Promise<Acknowledgement> =>
      one.ask("POST", "/api/keys", { envelope: base64(sealEnvelope(fromBase64(payload ?? expect.fail("nothing to sign")), rootKeyName(desk.pack.origin, "US"), root)) });
    const newSeat = async (role: "delegation" | "security-officer"): Promise<Seated> => {
      const one = await seat(wire, "US", role, await officers.invite(desk.pack, "US", role, LATER));
      await handIn(one, one.info.rootMustSign);
      return one;
    };
    try {
      const [lost, second, guard] = [await newSeat("delegation"), await newSeat("delegation"), await newSeat("security-officer")];
      const said = (await lost.record("statement.recorded", { id: `${lost.info.officer}-1`, kind: "statement", actor: "officer", parties: ["US"], content: "we came", standing: "stated-own" })) as Acknowledgement;
      await lost.record("text.signed", { agreement: "CARTEL-2", text: "Each side returns all prisoners." });
      const pending = async (): Promise<number> => (await second.get<{ pending: PendingAct[] }>("/api/acts/pending")).pending.length;
      expect(await pending()).toBe(1);
      const path = `/api/officers/${lost.info.officer}/revocation`;
      expect((await guard.status("POST", path, {})).code, "the desk holds no root key").toBe("ROOT_SIGNATURES");
      expect((await guard.status("GET", `${path}?since=${desk.heads.length + 1}`)).code).toBe("KEY_FORM");
      expect((await guard.status("GET", `${path}?since=-1`)).code).toBe("REQUEST_FORM");
      const { rootMustSign } = await guard.get<KeyToRegister>(`${path}?since=${said.index}`);
      const before = desk.heads.length;
      const withdrawn = await handIn(guard, rootMustSign);
      expect(await handIn(guard, rootMustSign), "the same file again is the same entry").toEqual(withdrawn);
      expect(desk.heads.length).toBe(before + 1);
      expect(desk.heads[withdrawn.index]?.kind).toBe("key.revoke");
      expect((await lost.status("GET", "/api/session")).code).toBe("SESSION_NONE");
      expect((await wire("POST", "/api/session", { officer: lost.info.officer, password: lost.password })).text).toContain("SEAT_CLOSED");
      expect(await pending(), "an act that a withdrawn key began can never be recorded").toBe(0);
      expect(await rowOf(guard, lost.info.officer)).toMatchObject({ isClosed: true, key: "withdrawn" });
      expect((await guard.status("GET", path)).code).toBe("KEY_WITHDRAWN");
      expect([...desk.state.disputed], "from the entry in doubt on").toContain(said.index);
      const again = await newSeat("delegation");
      expect(again.info.officer).not.toBe(lost.info.officer);
      expect(((await again.record("statement.recorded", { id: `${again.info.officer}-1`, kind: "statement", actor: "officer", parties: ["US"], content: "we came again", standing: "stated-own" })) as Acknowledgement).state).toBe("recorded");
    } finally {
      await door.close();
    }
  }));

test("a side's security officer seats its laboratory too; in an exercise the key is withdrawn by the seeded root key", () =>
  withFolder(async (folder) => {
    const { door, wire } = await serveExercise(folder);
    try {
      const guard = await seat(wire, "SA", "security-officer");
      const { code } = await guard.ask<Invite>("POST", "/api/enrolments", { party: "SALAB", role: "laboratory" });
      expect((await guard.status("POST", "/api/enrolments", { party: "NOLAB", role: "laboratory" })).code, "the mediator's").toBe("RIGHTS");
      expect((await guard.get<EnrolmentsView>("/api/enrolments")).invites.some(({ party }) => party === "SALAB")).toBe(true);
      const analyst = await seat(wire, "SALAB", "laboratory", code);
      expect((await analyst.get<SessionInfo>("/api/session")).key).not.toBeNull();
      expect(await rowOf(guard, analyst.info.officer)).toMatchObject({ party: "SALAB", key: "registered", isClosed: false });
      const { index } = await guard.ask<Acknowledgement>("POST", `/api/officers/${analyst.info.officer}/revocation`, {});
      expect(door.room.desk.heads[index]).toMatchObject({ kind: "key.revoke", author: "SALAB" });
      expect((await analyst.status("GET", "/api/session")).code).toBe("SESSION_NONE");
    } finally {
      await door.close();
    }
  }));
