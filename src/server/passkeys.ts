// Passkeys: enrolled by who is signed in, used to sign in, removed by their owner. A challenge is known by itself, belongs to one
// officer and one purpose, holds for five minutes and answers once. Each way it can go wrong has its code; an officer who is not
// there is answered like one who has no such passkey.
import { randomBytes } from "node:crypto";
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticationResponseJSON, type RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { base64, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256 } from "../basis/sha256.ts";
import type { PasskeysView, SessionInfo } from "../desk/api-types.ts";
import type { Account, Passkey } from "../desk/officers.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { TypedServer } from "./build-server.ts";
import { askerOf, sessionInfo, type Asker, type Room } from "./room.ts";

const CHALLENGE_MS = 5 * 60_000;
const CHALLENGES_MAX = 10_000;
const PASSKEYS_MAX = 10;
const officerText = z.string().min(1).max(80);

/** Where the page stands whose browser asks, as its own `Origin` says; the hook has judged it before. */
export const addressOf = (request: FastifyRequest): { readonly origin: string; readonly rpID: string } => {
  const origin = request.headers.origin ?? "";
  return { origin, rpID: URL.canParse(origin) ? new URL(origin).hostname : "" };
};

type Said = { readonly challenge: string; readonly origin: string };
/** What the browser says it answered and from where; judged, never trusted. */
function saidBy(response: Readonly<Record<string, unknown>>): Said {
  const inner = isRecord(response["response"]) ? response["response"] : {};
  const text = inner["clientDataJSON"];
  try {
    const value = typeof text === "string" ? parseJson(fromUtf8(new Uint8Array(Buffer.from(text, "base64url")))) : undefined;
    if (isRecord(value) && typeof value["challenge"] === "string" && typeof value["origin"] === "string") return { challenge: value["challenge"], origin: value["origin"] };
  } catch {
    // said below, as for any other form
  }
  throw new Fault("PASSKEY_FORM", "expected the answer of a passkey");
}

/** The counter in authenticator data: bytes 33 to 36, big-endian (WebAuthn Level 3, section 6.1). */
function counterIn(response: Readonly<Record<string, unknown>>): number {
  const inner = isRecord(response["response"]) ? response["response"] : {};
  const data = Buffer.from(typeof inner["authenticatorData"] === "string" ? inner["authenticatorData"] : "", "base64url");
  return data.length < 37 ? 0 : data.readUInt32BE(33);
}

export type ShownPasskey = { readonly passkey: Passkey; readonly counter: number };
/**
 * Judges an answer against one challenge. @throws Fault `PASSKEY_FORM`, `PASSKEY_CHALLENGE`, `PASSKEY_ORIGIN`, `PASSKEY_NONE` where this
 * officer has no such passkey, `PASSKEY_COUNTER` where its counter does not go on, `PASSKEY_PROOF` for any other flaw.
 */
export async function judgePasskey(account: Account | undefined, response: Readonly<Record<string, unknown>>, challenge: string, { origin, rpID }: ReturnType<typeof addressOf>): Promise<ShownPasskey> {
  const said = saidBy(response);
  if (said.challenge !== challenge) throw new Fault("PASSKEY_CHALLENGE", "the passkey answered another question, or this one was answered before: begin again");
  if (said.origin !== origin) throw new Fault("PASSKEY_ORIGIN", "the passkey was asked by a page of another address");
  const passkey = account?.passkeys.find(({ id }) => id === response["id"]);
  if (!account || !passkey) throw new Fault("PASSKEY_NONE", "this officer has no such passkey at this desk");
  const counter = counterIn(response);
  if ((counter > 0 || passkey.counter > 0) && counter <= passkey.counter) throw new Fault("PASSKEY_COUNTER", "the passkey's counter does not go on: it may have been copied. Remove it and enrol another");
  const credential = { id: passkey.id, publicKey: fromBase64(passkey.publicKey) as Uint8Array<ArrayBuffer>, counter: passkey.counter };
  const answer = response as unknown as AuthenticationResponseJSON; // judged by the verifier, which trusts none of it
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({ response: answer, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID, credential, requireUserVerification: true })
    .catch(() => { throw new Fault("PASSKEY_PROOF", "the passkey's answer does not hold"); });
  if (!verified) throw new Fault("PASSKEY_PROOF", "the passkey's answer does not hold");
  return { passkey, counter: authenticationInfo.newCounter };
}

type Enter = (account: Account, request: FastifyRequest, reply: FastifyReply) => Promise<SessionInfo>;

export function passkeyRoutes(server: TypedServer, room: Room, enter: Enter): void {
  const { officers, clock, config } = room;
  const limit = { rateLimit: { max: config.signInsPerQuarter, timeWindow: 15 * 60_000 } };
  const challenges = new Map<string, { readonly name: string; readonly untilMs: number }>();
  const hold = (name: string, challenge: string): void => {
    for (const [other, { untilMs }] of challenges) if (untilMs < clock.ms() || challenges.size >= CHALLENGES_MAX) challenges.delete(other);
    challenges.set(challenge, { name, untilMs: clock.ms() + CHALLENGE_MS });
  };
  /** The challenge that an answer names, once. */
  const take = (name: string, response: Readonly<Record<string, unknown>>): string => {
    const { challenge } = saidBy(response);
    const held = challenges.get(challenge);
    challenges.delete(challenge);
    if (!held || held.name !== name || held.untilMs < clock.ms()) throw new Fault("PASSKEY_CHALLENGE", "this question was not asked, is too old or was answered before: begin again");
    return challenge;
  };
  const secret = randomBytes(32);
  /** Whoever asks for an officer that is not there learns nothing by it. */
  const decoy = (officer: string): string => Buffer.from(sha256(utf8(`${base64(new Uint8Array(secret))} ${officer}`))).toString("base64url");

  const body = z.object({ response: z.record(z.string(), z.unknown()) }).strict();
  server.get("/api/passkeys", { schema: { summary: "My passkeys" } }, (request): PasskeysView => ({ passkeys: askerOf(request).account.passkeys.map(({ id, addedAt }) => ({ id, addedAt: addedAt ?? null })) }));
  server.delete("/api/passkeys/:id", { schema: { summary: "Remove a passkey of mine", params: z.object({ id: z.string().min(1).max(1_400) }) } }, async (request, reply) => {
    const { account } = askerOf(request);
    if (!account.passkeys.some(({ id }) => id === request.params.id)) throw new Fault("PASSKEY_NONE", "you have no such passkey at this desk");
    await officers.removePasskey(account.officer, request.params.id);
    return reply.code(204).send();
  });
  server.post("/api/passkeys/options", { schema: { summary: "What a new passkey is made of" } }, async (request) => {
    const { account } = askerOf(request);
    if (account.passkeys.length >= PASSKEYS_MAX) throw new Fault("PASSKEYS_MAX", `expected at most ${PASSKEYS_MAX} passkeys: remove one first`);
    const options = await generateRegistrationOptions({
      rpName: "All for All", rpID: addressOf(request).rpID, userName: account.officer, userID: new Uint8Array(sha256(utf8(account.keyName))), attestationType: "none",
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" }, excludeCredentials: account.passkeys.map(({ id }) => ({ id })),
    });
    hold(`new ${account.officer}`, options.challenge);
    return options;
  });
  server.post("/api/passkeys", { schema: { summary: "Add a passkey", body } }, async (request): Promise<SessionInfo> => {
    const asker: Asker = askerOf(request);
    const { origin, rpID } = addressOf(request);
    const { response } = request.body;
    const challenge = take(`new ${asker.account.officer}`, response);
    if (saidBy(response).origin !== origin) throw new Fault("PASSKEY_ORIGIN", "the passkey was asked by a page of another address");
    const answer = response as unknown as RegistrationResponseJSON; // judged by the verifier, which trusts none of it
    const { verified, registrationInfo } = await verifyRegistrationResponse({ response: answer, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true })
      .catch(() => { throw new Fault("PASSKEY_PROOF", "the passkey's answer does not hold"); });
    if (!verified) throw new Fault("PASSKEY_PROOF", "the passkey's answer does not hold");
    const { id, publicKey, counter } = registrationInfo.credential;
    await officers.addPasskey(asker.account.officer, { id, publicKey: base64(publicKey), counter, addedAt: clock.now() });
    return sessionInfo(room, { ...asker, account: officers.find(asker.account.officer) ?? asker.account });
  });
  server.post("/api/session/passkey/options", { config: limit, schema: { summary: "What a passkey is asked", body: z.object({ officer: officerText }).strict() } }, async (request) => {
    const { officer } = request.body;
    const own = officers.find(officer)?.passkeys.map(({ id }) => ({ id })) ?? [];
    const options = await generateAuthenticationOptions({ rpID: addressOf(request).rpID, userVerification: "required", allowCredentials: own.length > 0 ? own : [{ id: decoy(officer) }] });
    hold(`in ${officer}`, options.challenge);
    return options;
  });
  server.post("/api/session/passkey", { config: limit, schema: { summary: "Sign in with a passkey", body: z.object({ officer: officerText, response: z.record(z.string(), z.unknown()) }).strict() } }, async (request, reply) => {
    const { officer, response } = request.body;
    const account = officers.find(officer);
    const challenge = take(`in ${officer}`, response);
    const { passkey, counter } = await judgePasskey(account, response, challenge, addressOf(request)).catch((error: unknown) => {
      room.metrics.count("sign_in_refused_total");
      throw error;
    });
    await officers.usePasskey(officer, passkey.id, counter);
    if (!account) throw new Fault("PASSKEY_NONE", "this officer has no such passkey at this desk");
    return enter(account, request, reply);
  });
}
