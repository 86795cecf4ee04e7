// Passkeys of this device: made after signing in, asked when signing in, and asked for once more beside a signature. The browser
// keeps the secret; here only texts go in and out.
import { isRecord } from "../../basis/parse-json.ts";
import type { PasskeyAnswer, PasskeysView } from "../../desk/api-types.ts";
import { pae, PAYLOAD_TYPE } from "../../record/envelope.ts";
import { sha256 } from "../../basis/sha256.ts";
import { fetchJson, postJson, Refused } from "../frame/api.ts";

/** Whether this browser at this address can use passkeys: an address of numbers is no name that a passkey could belong to. */
export const canPasskey = (): boolean => window.isSecureContext && "PublicKeyCredential" in window && !/^(\d{1,3}\.){3}\d{1,3}$|:/.test(location.hostname);

const fromUrl = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (mark) => mark.charCodeAt(0));
const toUrl = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const idsIn = (value: unknown): PublicKeyCredentialDescriptor[] =>
  (Array.isArray(value) ? value : []).flatMap((one: unknown) => (isRecord(one) && typeof one["id"] === "string" ? [{ type: "public-key" as const, id: fromUrl(one["id"]) }] : []));
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Asks the browser; no passkey, none of this officer, or a person who says no: one refusal, for the browser does not tell them apart. */
async function ask<T>(run: () => Promise<T | null>): Promise<T> {
  try {
    const found = await run();
    if (found !== null) return found;
  } catch (error) {
    if (error instanceof DOMException && error.name === "InvalidStateError") throw new Refused(0, [{ code: "PASSKEY_HERE", message: "", places: [] }]);
  }
  throw new Refused(0, [{ code: "PASSKEY_ABSENT", message: "", places: [] }]);
}

const asPublicKey = (credential: Credential): PublicKeyCredential => {
  if (!(credential instanceof PublicKeyCredential)) throw new Refused(0, [{ code: "PASSKEY_ABSENT", message: "", places: [] }]);
  return credential;
};

/** Makes a passkey for the officer who is signed in. @throws Refused */
export async function addPasskey(): Promise<void> {
  const options = await postJson<Readonly<Record<string, unknown>>>("/passkeys/options", {});
  const user = isRecord(options["user"]) ? options["user"] : {};
  const rp = isRecord(options["rp"]) ? options["rp"] : {};
  const parameters = (Array.isArray(options["pubKeyCredParams"]) ? options["pubKeyCredParams"] : []).flatMap((one: unknown) => (isRecord(one) && typeof one["alg"] === "number" ? [{ type: "public-key" as const, alg: one["alg"] }] : []));
  const made = asPublicKey(await ask(() => navigator.credentials.create({ publicKey: {
    rp: { id: textOf(rp["id"]), name: textOf(rp["name"]) }, user: { id: fromUrl(textOf(user["id"])), name: textOf(user["name"]), displayName: textOf(user["name"]) }, challenge: fromUrl(textOf(options["challenge"])),
    pubKeyCredParams: parameters, excludeCredentials: idsIn(options["excludeCredentials"]), attestation: "none", authenticatorSelection: { residentKey: "preferred", userVerification: "required" }, timeout: 120_000,
  } })));
  const { response } = made;
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new Refused(0, [{ code: "PASSKEY_ABSENT", message: "", places: [] }]);
  const answer: PasskeyAnswer = { response: {
    id: made.id, rawId: made.id, type: made.type, clientExtensionResults: {}, response: { clientDataJSON: toUrl(response.clientDataJSON), attestationObject: toUrl(response.attestationObject), transports: response.getTransports() },
  } };
  await postJson("/passkeys", answer);
}

async function answerTo(challenge: Uint8Array<ArrayBuffer>, allowed: PublicKeyCredentialDescriptor[]): Promise<PasskeyAnswer> {
  const shown = asPublicKey(await ask(() => navigator.credentials.get({ publicKey: { challenge, allowCredentials: allowed, userVerification: "required", rpId: location.hostname, timeout: 120_000 } })));
  const { response } = shown;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new Refused(0, [{ code: "PASSKEY_ABSENT", message: "", places: [] }]);
  return { response: {
    id: shown.id, rawId: shown.id, type: shown.type, clientExtensionResults: {},
    response: { clientDataJSON: toUrl(response.clientDataJSON), authenticatorData: toUrl(response.authenticatorData), signature: toUrl(response.signature) },
  } };
}

/** The answer that opens a session for `officer`. @throws Refused */
export async function signInWithPasskey<T>(officer: string): Promise<T> {
  const options = await postJson<Readonly<Record<string, unknown>>>("/session/passkey/options", { officer });
  const { response } = await answerTo(fromUrl(textOf(options["challenge"])), idsIn(options["allowCredentials"]));
  return postJson<T>("/session/passkey", { officer, response });
}

/** A passkey's word on the very bytes that are signed: its challenge is SHA-256 of their PAE (RECORD.md, 5). Extra evidence beside the signature. @throws Refused */
export async function evidenceFor(payload: Uint8Array): Promise<PasskeyAnswer> {
  const { passkeys } = await fetchJson<PasskeysView>("/passkeys");
  return answerTo(new Uint8Array(sha256(pae(PAYLOAD_TYPE, payload))), passkeys.map(({ id }) => ({ type: "public-key", id: fromUrl(id) })));
}
