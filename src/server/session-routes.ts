// Signing in and out, enrolling, passkeys. Passwords and passkeys open a session; they never sign an act.
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticationResponseJSON, type RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { base64, fromBase64 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import type { DeskInfo, Enrolment, Invite, PartyInfo, SessionInfo } from "../desk/api-types.ts";
import { demandRead, ROLES, seatOf } from "../desk/authority.ts";
import { EXERCISE_NOTICE, exerciseIdentity } from "../desk/exercise-keys.ts";
import type { Account } from "../desk/officers.ts";
import { partiesOf } from "../vocabulary/conflict-pack.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { TypedServer } from "./build-server.ts";
import { askerOf, officerOf, sessionInfo, type Asker, type Room } from "./room.ts";
import { setCookie } from "./sessions.ts";

const INVITE_HOURS = 72;
const CHALLENGE_MS = 5 * 60_000;
const CHALLENGES_MAX = 10_000;
const officerText = z.string().min(1).max(80);

export function sessionRoutes(server: TypedServer, room: Room): void {
  const { desk, officers, sessions, config, clock } = room;
  const signInLimit = { rateLimit: { max: config.signInsPerQuarter, timeWindow: 15 * 60_000 } };
  const challenges = new Map<string, { readonly challenge: string; readonly untilMs: number }>();
  const hold = (name: string, challenge: string): void => {
    for (const [other, { untilMs }] of challenges) if (untilMs < clock.ms() || challenges.size >= CHALLENGES_MAX) challenges.delete(other);
    challenges.set(name, { challenge, untilMs: clock.ms() + CHALLENGE_MS });
  };
  const take = (name: string): string => {
    const held = challenges.get(name);
    challenges.delete(name);
    if (!held || held.untilMs < clock.ms()) throw new Fault("SIGN_IN", "the passkey was asked for too long ago: begin again");
    return held.challenge;
  };
  const addressOf = (request: FastifyRequest): { origin: string; rpID: string } => {
    const origin = request.headers.origin ?? "";
    return { origin, rpID: URL.canParse(origin) ? new URL(origin).hostname : "" };
  };
  const enter = async (account: Account, request: FastifyRequest, reply: FastifyReply): Promise<SessionInfo> => {
    const { token, session } = await sessions.open(account.officer);
    reply.header("set-cookie", setCookie(token, (request.headers.origin ?? "").startsWith("https:"), config.sessionHours * 3_600));
    return sessionInfo(room, { account, session });
  };

  server.get("/api/desk", { schema: { summary: "What everybody may know of this desk" } }, (): DeskInfo => {
    const parties = partiesOf(desk.pack).map(({ code, names }): PartyInfo => ({ code, names, is: seatOf(desk.pack, code) ?? "side", recipient: desk.recipients.get(code) ?? "" }));
    const { title, origin, talks, timeZone } = desk.pack;
    return { title, origin, talks, timeZone, parties, size: desk.heads.length, inForce: desk.inForce, exercise: EXERCISE_NOTICE, version: room.version, passkeys: true, exerciseEnrolments: room.exerciseEnrolments() };
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
    return reply.header("set-cookie", setCookie("", false, 0)).code(204).send();
  });

  server.post("/api/enrolments", { schema: { summary: "Invite an officer of one's own party", body: z.object({ party: z.string().max(32), role: z.enum(ROLES as [string, ...string[]]) }).strict() } }, async (request): Promise<Invite> => {
    const { account } = askerOf(request);
    const { party } = request.body;
    const role = ROLES.find((one) => one === request.body.role) ?? "public";
    if (party !== account.party) throw new Fault("RIGHTS", "an officer invites for his own party alone");
    const expiresAt = new Date(clock.ms() + INVITE_HOURS * 3_600_000).toISOString();
    return { code: await officers.invite(desk.pack, party, role, expiresAt), party, role, expiresAt };
  });
  const redeem = z.object({ code: z.string().min(1).max(80), password: z.string().max(1_024), publicKey: z.string().max(100), proof: z.string().max(200) }).strict();
  server.post("/api/enrolments/redeem", { config: signInLimit, schema: { summary: "Become an officer with a code", body: redeem } }, async (request, reply): Promise<Enrolment> => {
    const account = await officers.redeem(desk.pack, request.body, clock.now());
    const key = fromBase64(account.publicKey);
    const isExercise = config.rootKeys === "exercise" && desk.seed !== "";
    if (isExercise) await room.intake.registerInExercise(account.party, account.keyName, key);
    return {
      ...(await enter(account, request, reply)), rootMustSign: isExercise ? null : base64(room.intake.keyPayload(account.party, account.keyName, key)),
      exerciseIdentity: isExercise ? exerciseIdentity(desk.seed, account.party) : null,
    };
  });
  server.post("/api/keys", { schema: { summary: "key.add or key.revoke, signed by the own party's root key", body: z.object({ envelope: z.string().max(100_000) }).strict() } }, (request) =>
    room.intake.submitKey(askerOf(request).account.party, fromBase64(request.body.envelope)));

  const passkeyBody = z.object({ response: z.record(z.string(), z.unknown()) }).strict();
  server.post("/api/passkeys/options", { schema: { summary: "What a new passkey is made of" } }, async (request) => {
    const { account } = askerOf(request);
    const options = await generateRegistrationOptions({
      rpName: "All for All", rpID: addressOf(request).rpID, userName: account.officer, attestationType: "none", authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      excludeCredentials: account.passkeys.map(({ id }) => ({ id })),
    });
    hold(`new ${account.officer}`, options.challenge);
    return options;
  });
  server.post("/api/passkeys", { schema: { summary: "Add a passkey", body: passkeyBody } }, async (request): Promise<SessionInfo> => {
    const asker: Asker = askerOf(request);
    const { origin, rpID } = addressOf(request);
    const response = request.body.response as unknown as RegistrationResponseJSON; // judged by the verifier, which trusts none of it
    const { verified, registrationInfo } = await verifyRegistrationResponse({ response, expectedChallenge: take(`new ${asker.account.officer}`), expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true })
      .catch(() => { throw new Fault("PROOF", "the passkey does not answer what was asked"); });
    if (!verified) throw new Fault("PROOF", "the passkey does not answer what was asked");
    const { id, publicKey, counter } = registrationInfo.credential;
    await officers.addPasskey(asker.account.officer, { id, publicKey: base64(publicKey), counter });
    return sessionInfo(room, { ...asker, account: officers.find(asker.account.officer) ?? asker.account });
  });
  server.post("/api/session/passkey/options", { config: signInLimit, schema: { summary: "What a passkey is asked", body: z.object({ officer: officerText }).strict() } }, async (request) => {
    const account = officers.find(request.body.officer);
    const options = await generateAuthenticationOptions({ rpID: addressOf(request).rpID, userVerification: "required", allowCredentials: (account?.passkeys ?? []).map(({ id }) => ({ id })) });
    hold(`in ${request.body.officer}`, options.challenge);
    return options;
  });
  server.post("/api/session/passkey", { config: signInLimit, schema: { summary: "Sign in with a passkey", body: z.object({ officer: officerText, response: z.record(z.string(), z.unknown()) }).strict() } }, async (request, reply) => {
    const account = officers.find(request.body.officer);
    const { origin, rpID } = addressOf(request);
    const response = request.body.response as unknown as AuthenticationResponseJSON; // judged by the verifier, which trusts none of it
    const passkey = account?.passkeys.find(({ id }) => id === response.id);
    const expectedChallenge = take(`in ${request.body.officer}`);
    if (!account || !passkey) throw new Fault("SIGN_IN", "officer or passkey is wrong");
    const credential = { id: passkey.id, publicKey: fromBase64(passkey.publicKey) as Uint8Array<ArrayBuffer>, counter: passkey.counter };
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({ response, expectedChallenge, expectedOrigin: origin, expectedRPID: rpID, credential, requireUserVerification: true })
      .catch(() => { throw new Fault("SIGN_IN", "officer or passkey is wrong"); });
    if (!verified) throw new Fault("SIGN_IN", "officer or passkey is wrong");
    await officers.usePasskey(account.officer, passkey.id, authenticationInfo.newCounter);
    return enter(account, request, reply);
  });

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
  server.get("/api/reads", { schema: { summary: "Who read what is sensitive", querystring: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(200) }).strict() } }, async (request) => {
    const { account } = askerOf(request);
    demandRead(account.role, "reads");
    const reads = await room.access.latest(10_000);
    const isSecretariat = account.party === desk.pack.secretariat.code;
    return { reads: reads.filter((one) => isSecretariat || one.party === account.party).slice(0, request.query.limit) };
  });
}
