// The seats of a party and of its laboratory: inviting, taking a code back, closing a seat whose device was lost, and what the root key
// signs so that a key is added or withdrawn. The root key itself never comes here.
import { z } from "zod";
import { base64, fromBase64 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import type { Acknowledgement, EnrolmentsView, Invite, KeyToRegister, SeatRow } from "../desk/api-types.ts";
import { ROLES } from "../desk/authority.ts";
import type { Account } from "../desk/officers.ts";
import { keyAdded, keyRevoked } from "../desk/submit-act.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { TypedServer } from "./build-server.ts";
import { askerOf, isClosedSeat, keyOnRecord, officerOf, type Asker, type Room } from "./room.ts";

const INVITE_HOURS = 72;

/** The own party and its laboratory: whom its security officer seats. */
const inCare = (pack: ConflictPack, party: string): readonly string[] => [party, ...pack.laboratories.filter(({ of }) => of === party).map(({ code }) => code)];

function rowOf(room: Room, account: Account): SeatRow {
  const key = keyOnRecord(room, account);
  const { officer, party, role, passkeys } = account;
  return { officer, party, role, key: key === undefined ? "waits" : key.until === Infinity ? "registered" : "withdrawn", passkeys: passkeys.length, isClosed: isClosedSeat(room, account) };
}

export function seatRoutes(server: TypedServer, room: Room): void {
  const { desk, officers, sessions, config, clock } = room;
  const isExercise = config.rootKeys === "exercise" && desk.seed !== "";
  /** @throws Fault `OFFICER_NONE`: another party's officers are not even confirmed to be there. */
  const officerInCare = (asker: Asker, officer: string): Account => {
    const account = officers.find(officer);
    if (!account || !inCare(desk.pack, asker.account.party).includes(account.party)) throw new Fault("OFFICER_NONE", "your party has no officer of this sign");
    return account;
  };

  server.post("/api/enrolments", { schema: { summary: "Invite an officer of one's own party or of its laboratory", body: z.object({ party: z.string().max(32), role: z.enum(ROLES as [string, ...string[]]) }).strict() } }, async (request): Promise<Invite> => {
    const { party } = request.body;
    const role = ROLES.find((one) => one === request.body.role) ?? "public";
    if (!inCare(desk.pack, askerOf(request).account.party).includes(party)) throw new Fault("RIGHTS", "an officer invites for his own party alone");
    const expiresAt = new Date(clock.ms() + INVITE_HOURS * 3_600_000).toISOString();
    return { code: await officers.invite(desk.pack, party, role, expiresAt), party, role, expiresAt };
  });
  server.get("/api/enrolments", { schema: { summary: "Officers of the own party and its laboratory, and codes that are still open" } }, (request): EnrolmentsView => {
    const parties = inCare(desk.pack, askerOf(request).account.party);
    return {
      officers: officers.all().filter(({ party }) => parties.includes(party)).map((one) => rowOf(room, one)),
      invites: parties.flatMap((party) => officers.invitesOf(party, clock.now()).map((one) => ({ ...one, party }))),
      isExercise,
    };
  });
  server.delete("/api/enrolments/:id", { schema: { summary: "Take back a code of the own party", params: z.object({ id: z.string().max(64) }) } }, async (request, reply) => {
    const parties = inCare(desk.pack, askerOf(request).account.party);
    const party = parties.find((one) => officers.invitesOf(one, clock.now()).some(({ id }) => id === request.params.id)) ?? askerOf(request).account.party;
    await officers.withdrawInvite(party, request.params.id);
    return reply.code(204).send();
  });

  const one = z.object({ officer: z.string().min(1).max(80) });
  server.post("/api/officers/:officer/close", { schema: { summary: "Close a seat of the own party: its sessions end and nobody signs in to it", params: one } }, async (request, reply) => {
    const asker = askerOf(request);
    const { officer, party } = officerInCare(asker, request.params.officer);
    if (officer === asker.account.officer) throw new Fault("SEAT_SELF", "nobody closes his own seat: another officer of your party does");
    await officers.closeSeat(officer, clock.now());
    await sessions.closeOf(officer);
    room.live.endOf(officer);
    await room.access.note({ at: clock.now(), officer: asker.account.officer, party, what: `seat ${officer} closed` });
    return reply.code(204).send();
  });
  const since = z.object({ since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional() }).strict();
  /** @throws Fault `KEY_WITHDRAWN`, `KEY_FORM`. */
  const revocation = (account: Account, from: number | undefined): ReturnType<typeof keyRevoked> => {
    if (rowOf(room, account).key !== "registered") throw new Fault("KEY_WITHDRAWN", "this officer has no key on the record that signs: there is nothing to withdraw");
    if (from !== undefined && from > desk.heads.length) throw new Fault("KEY_FORM", `expected the number of an entry, at most ${desk.heads.length}`, [{ field: "since" }]);
    return keyRevoked(account.keyName, from);
  };
  server.get("/api/officers/:officer/revocation", { schema: { summary: "What the root key must sign so that this officer's key signs nothing more", params: one, querystring: since } }, (request): KeyToRegister => {
    const account = officerInCare(askerOf(request), request.params.officer);
    return { rootMustSign: base64(room.intake.keyPayload(account.party, revocation(account, request.query.since))) };
  });
  server.post("/api/officers/:officer/revocation", { schema: { summary: "In an exercise: its seeded root key withdraws the key of this officer", params: one, body: since } }, (request): Promise<Acknowledgement> => {
    const account = officerInCare(askerOf(request), request.params.officer);
    const act = revocation(account, request.body.since);
    if (!isExercise) throw new Fault("ROOT_SIGNATURES", "in a real process your party's root key signs it on a machine of its own; what it signed goes to POST /api/keys");
    return room.intake.keyActInExercise(account.party, act);
  });

  server.get("/api/keys", { schema: { summary: "What my party's root key must sign before my key is on the record" } }, (request): KeyToRegister => {
    const asker = askerOf(request);
    const { party, keyName, publicKey } = asker.account;
    return { rootMustSign: officerOf(room, asker).key === null ? base64(room.intake.keyPayload(party, keyAdded(keyName, fromBase64(publicKey)))) : null };
  });
  server.post("/api/keys", { schema: { summary: "key.add or key.revoke, signed by the own party's root key", body: z.object({ envelope: z.string().max(100_000) }).strict() } }, (request) =>
    room.intake.submitKey(inCare(desk.pack, askerOf(request).account.party), fromBase64(request.body.envelope)));
}
