// Signing in and out, enrolling, passkeys. Passwords and passkeys open a session; they never sign an act.
import { z } from "zod";
import { base64, fromBase64 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import type { DeskInfo, Enrolment, PackInfo, PartyInfo, ReadsView, SessionInfo } from "../desk/api-types.ts";
import { demandRead, seatOf } from "../desk/authority.ts";
import { notCosignedOn } from "../desk/not-cosigned.ts";
import { EXERCISE_NOTICE, exerciseIdentity } from "../desk/exercise-keys.ts";
import type { Account } from "../desk/officers.ts";
import { adoptionsOf, heldAt } from "../desk/pack-in-force.ts";
import { catchUp } from "../desk/desk.ts";
import { compartmentsOf, laboratoryOf, sidesOf } from "../vocabulary/conflict-pack.ts";
import { keyAdded } from "../desk/submit-act.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { TypedServer } from "./build-server.ts";
import { passkeyRoutes } from "./passkeys.ts";
import { askerOf, bulkReadings, isClosedSeat, officerOf, sessionInfo, type Room } from "./room.ts";
import { cookieName, setCookie } from "./sessions.ts";

/** What a desk is told whose entry came after another's. */
const MOVED = ["KEY_FORM", "CHAIN_COUNTER", "CHAIN_PREV"];
const TRIES_MAX = 20;
const officerText = z.string().min(1).max(80);

function packsKnown(desk: Room["desk"]): Pick<DeskInfo, "pack" | "packAdopted" | "packs"> {
  const latest = new Map(adoptionsOf(desk.state).map(({ by, sha256 }) => [by, sha256]));
  const info = ({ id, version, sha256 }: PackInfo): PackInfo => ({ id, version, sha256 });
  const held = heldAt(desk.state, desk.pack);
  return {
    pack: info(desk.pack), packAdopted: held?.sha256 === desk.pack.sha256 ? held.cites : [],
    packs: [...desk.packs.values()].sort((a, b) => a.version - b.version).map((one) => ({ ...info(one), by: sidesOf(desk.pack).filter((side) => latest.get(side) === one.sha256) })),
  };
}

export function sessionRoutes(server: TypedServer, room: Room): void {
  const { desk, officers, sessions, config, clock } = room;
  const signInLimit = { rateLimit: { max: config.signInsPerQuarter, timeWindow: 15 * 60_000 } };
  const enter = async (account: Account, request: FastifyRequest, reply: FastifyReply): Promise<SessionInfo> => {
    if (isClosedSeat(room, account)) throw new Fault("SEAT_CLOSED", "this seat was closed: a security officer of your party makes a new code");
    const { token, session } = await sessions.open(account.officer);
    reply.header("set-cookie", setCookie(cookieName(config.origins), token, (request.headers.origin ?? "").startsWith("https:"), config.sessionHours * 3_600));
    return sessionInfo(room, { account, session });
  };

  server.get("/api/desk", { schema: { summary: "What everybody may know of this desk" } }, (): DeskInfo => {
    const parties = compartmentsOf(desk.pack).map(({ code, names }): PartyInfo => ({ code, names, is: seatOf(desk.pack, code) ?? "side", ...(laboratoryOf(desk.pack, code) ? { of: laboratoryOf(desk.pack, code)?.of ?? "" } : {}), recipient: desk.recipients.get(code) ?? "" }));
    const { title, titles, words, origin, talks, timeZone, smallCount } = desk.pack;
    return { title, titles, words, ...packsKnown(desk), origin, talks, timeZone, smallCount, parties, size: desk.heads.length, inForce: desk.inForce, notCosigned: notCosignedOn(desk, clock.today()), exercise: desk.seed === "" ? null : EXERCISE_NOTICE, version: room.version, passkeys: true, exerciseEnrolments: room.exerciseEnrolments() };
  });

  server.post("/api/session", { config: signInLimit, schema: { summary: "Sign in with officer and password", body: z.object({ officer: officerText, password: z.string().max(256) }).strict() } }, async (request, reply) => {
    const account = await officers.signIn(request.body.officer, request.body.password);
    if (!account) {
      room.metrics.count("sign_in_refused_total");
      throw new Fault("SIGN_IN", "officer or password is wrong");
    }
    return enter(account, request, reply);
  });
  server.get("/api/session", { schema: { summary: "Who I am and what I may" } }, (request) => sessionInfo(room, askerOf(request)));
  server.delete("/api/session", { schema: { summary: "Sign out" } }, async (request, reply) => {
    const { session, account } = askerOf(request);
    await sessions.close(session);
    room.live.endOf(account.officer);
    return reply.header("set-cookie", setCookie(cookieName(config.origins), "", (request.headers.origin ?? "").startsWith("https:"), 0)).code(204).send();
  });

  const isTaken = (keyName: string): boolean => desk.ahead.registry.keys.has(keyName);
  /** In an exercise the seeded root key adds the officer's. Another desk on the same database may add one at the same moment: then the next sign is his, or the next number of the root's chain. */
  const onRecord = async (account: Account): Promise<Account> => {
    let own = account;
    for (let tries = 0; ; tries++)
      try {
        await room.intake.keyActInExercise(own.party, keyAdded(own.keyName, fromBase64(own.publicKey)));
        return own;
      } catch (error) {
        if (!(error instanceof Fault) || !MOVED.includes(error.code) || tries >= TRIES_MAX) throw error;
        await catchUp(desk);
        if (isTaken(own.keyName)) own = await officers.rename(own.officer, desk.pack, isTaken);
      }
  };
  const redeem = z.object({ code: z.string().min(1).max(80), password: z.string().max(1_024), publicKey: z.string().max(100), proof: z.string().max(200) }).strict();
  server.post("/api/enrolments/redeem", { config: signInLimit, schema: { summary: "Become an officer with a code", body: redeem } }, async (request, reply): Promise<Enrolment> => {
    const redeemed = await officers.redeem(desk.pack, request.body, clock.now(), isTaken);
    const isExercise = config.rootKeys === "exercise" && desk.seed !== "";
    const account = isExercise ? await onRecord(redeemed) : redeemed;
    const key = fromBase64(account.publicKey);
    return {
      ...(await enter(account, request, reply)), rootMustSign: isExercise ? null : base64(room.intake.keyPayload(account.party, keyAdded(account.keyName, key))),
      exerciseIdentity: isExercise ? exerciseIdentity(desk.seed, account.party) : null,
    };
  });
  passkeyRoutes(server, room, enter);

  server.get("/api/chain", { schema: { summary: "What the next envelope of my key must say" } }, (request) => {
    const asker = askerOf(request);
    const { key, party } = officerOf(room, asker);
    if (key === null) throw new Fault("KEY_INACTIVE", "your key is not registered yet: your party's root key must sign it");
    return { origin: desk.pack.origin, talks: desk.pack.talks, author: party, key, ...room.intake.chainOf(key), today: clock.today() };
  });

  const breakGlass = z.object({ view: z.enum(["acts", "talks", "chronicle"]), reason: z.string().min(10).max(2_000) }).strict();
  server.post("/api/break-glass", { schema: { summary: "Read for a quarter of an hour what the role does not read by default; the reason is kept", body: breakGlass } }, async (request, reply) => {
    const { session, account } = askerOf(request);
    const { view, reason } = request.body;
    await room.access.note({ at: clock.now(), officer: account.officer, party: account.party, what: `break-glass ${view}`, reason });
    session.broken.set(view, clock.ms() + 15 * 60_000);
    room.live.send({ event: "break-glass", officer: account.officer, view }, account.party);
    room.live.send({ event: "break-glass", officer: account.officer, view }, desk.pack.secretariat.code);
    return reply.code(204).send();
  });
  server.get("/api/reads", { schema: { summary: "Who read what is sensitive", querystring: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(200) }).strict() } }, async (request): Promise<ReadsView> => {
    const { account } = askerOf(request);
    demandRead(account.role, "reads");
    const reads = await room.access.latest(10_000);
    const isSeen = ({ party }: { readonly party: string }): boolean => account.party === desk.pack.secretariat.code || party === account.party;
    return { reads: reads.filter(isSeen).slice(0, request.query.limit), bulk: bulkReadings(room).filter(isSeen), bulkReadsPerHour: room.config.bulkReadsPerHour };
  });
}
