// A passkey shown beside a signature (RECORD.md §5): its challenge is SHA-256 of the very bytes that the officer's key signs, so it
// speaks of this act and of no other. It is extra evidence, kept on the record by the desk as an entry of its own; it never stands for a signature.
import { createHash } from "node:crypto";
import { z } from "zod";
import type { FastifyRequest } from "fastify";
import { base64, fromBase64, hex } from "../basis/bytes.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { isRecord } from "../basis/parse-json.ts";
import { append } from "../desk/desk.ts";
import { pae, PAYLOAD_TYPE } from "../record/envelope.ts";
import { addressOf, judgePasskey } from "./passkeys.ts";
import { askerOf, type Room } from "./room.ts";

export const passkeyShape = z.object({ response: z.record(z.string(), z.unknown()) }).strict();
export type Evidence = { readonly body: Readonly<Record<string, unknown>> };

const digestOf = (payload: Uint8Array): Buffer => createHash("sha256").update(pae(PAYLOAD_TYPE, payload)).digest();

/** The evidence over the payload of an envelope, its counter taken on. @throws Fault as `judgePasskey`: then nothing is recorded. */
export async function judgeEvidence(room: Room, request: FastifyRequest, payload: Uint8Array, response: Readonly<Record<string, unknown>>): Promise<Evidence> {
  const { account } = askerOf(request);
  const digest = digestOf(payload);
  const { passkey, counter } = await judgePasskey(account, response, digest.toString("base64url"), addressOf(request));
  await room.officers.usePasskey(account.officer, passkey.id, counter);
  const inner = isRecord(response["response"]) ? response["response"] : {};
  const plain = (member: string): string => base64(new Uint8Array(Buffer.from(String(inner[member]), "base64url")));
  return {
    body: {
      signed: hex(new Uint8Array(digest)), key: account.keyName, passkey: passkey.id, publicKey: base64(fromBase64(passkey.publicKey)),
      authenticatorData: plain("authenticatorData"), clientDataJSON: plain("clientDataJSON"), signature: plain("signature"),
    },
  };
}

/** Puts the evidence on the record, signed by the desk. */
export async function keepEvidence({ desk, clock }: Room, { body }: Evidence): Promise<void> {
  const at = parseCivilDate(clock.today());
  if (at) await append(desk, { author: desk.pack.secretariat.code, kind: "passkey.shown", at, body, commits: [] }, false);
}
