// Passkeys in a real Chromium with its virtual authenticator (CDP, domain WebAuthn): enrolled after signing in with the code, used
// to sign in, shown beside a signature as evidence that anybody checks from the record. Each way past it is refused by its code.
import { createHash, createPublicKey, verify } from "node:crypto";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBase64, fromUtf8 } from "../../src/basis/bytes.ts";
import { isRecord, parseJson } from "../../src/basis/parse-json.ts";
import { pae, parseEnvelope, PAYLOAD_TYPE } from "../../src/record/envelope.ts";
import { parseHead } from "../../src/record/entry-head.ts";
import { hasChromium, launch } from "./chromium.ts";
import { enrol, goTo, openExample, openProfile, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { formOf, submitOf } from "./sign-form.ts";

type Answer = { readonly id: string; readonly response: Readonly<Record<string, string>> };

describe.runIf(hasChromium)("passkeys", () => {
  let desk: OpenedDesk;
  let browser: Browser;
  let one: Profile;
  let cdp: CDPSession;
  let authenticator = "";
  let officer = "";
  let named = "";
  const page = (): Page => one.page;
  const size = (): number => desk.door.room.desk.heads.length;
  const addAuthenticator = async (): Promise<string> =>
    (await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })).authenticatorId;
  beforeAll(async () => {
    desk = await openExample("istanbul-2025");
    named = desk.address.replace("127.0.0.1", "localhost"); // a passkey belongs to a name, never to a number
    browser = await launch();
    one = await openProfile(browser, named);
    cdp = await one.context.newCDPSession(page());
    await cdp.send("WebAuthn.enable");
    authenticator = await addAuthenticator();
    officer = await enrol(page(), desk, desk.door.room.desk.pack.sides[0].code, "delegation");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  /** What the desk answers to a passkey's answer sent from a page of `origin`: status and code. */
  async function send(path: string, body: unknown, origin = named): Promise<string> {
    const answer = await fetch(`${origin}/api${path}`, { method: "POST", headers: { origin, "content-type": "application/json" }, body: JSON.stringify(body) });
    return `${answer.status} ${/"code":"([A-Z_]+)"/.exec(await answer.text())?.[1] ?? ""}`.trim();
  }
  async function challengeFor(who: string, origin = named): Promise<string> {
    const answer = await fetch(`${origin}/api/session/passkey/options`, { method: "POST", headers: { origin, "content-type": "application/json" }, body: JSON.stringify({ officer: who }) });
    const value: unknown = parseJson(await answer.text());
    return isRecord(value) ? String(value["challenge"]) : "";
  }
  /** The authenticator's answer to a challenge, as the page of the desk gets it. */
  const answerTo = (challenge: string): Promise<Answer> =>
    page().evaluate(async (asked) => {
      const bytes = (text: string) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (mark) => mark.charCodeAt(0));
      const text = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
      const found = await navigator.credentials.get({ publicKey: { challenge: bytes(asked), userVerification: "required", rpId: location.hostname } });
      if (!(found instanceof PublicKeyCredential) || !(found.response instanceof AuthenticatorAssertionResponse)) throw new Error("no passkey");
      const { clientDataJSON, authenticatorData, signature } = found.response;
      return { id: found.id, response: { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature) } };
    }, challenge);
  const asResponse = ({ id, response }: Answer): object => ({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });

  test("after signing in with the code a passkey is added, and it signs in without the password", async () => {
    await goTo(page(), "self");
    await page().getByText("No passkey yet.").waitFor();
    await page().getByRole("button", { name: "Add a passkey" }).click();
    await page().getByRole("button", { name: /^Remove the passkey/ }).waitFor();
    expect(desk.door.room.officers.find(officer)?.passkeys).toHaveLength(1);
    await page().getByRole("button", { name: "Add a passkey" }).click();
    await page().getByText("This device holds a passkey of this seat already").waitFor();
    expect(desk.door.room.officers.find(officer)?.passkeys).toHaveLength(1);
    await page().getByRole("button", { name: "Sign out" }).click();
    await page().getByLabel("Officer’s sign").fill(officer);
    await page().getByRole("button", { name: "Sign in with a passkey" }).click();
    await page().locator(".shell").waitFor();
    expect(await page().locator(".who bdi").last().textContent()).toBe(officer);
  }, 60_000);

  test("shown beside a signature it is evidence that anybody checks from the record alone", async () => {
    const before = size();
    await goTo(page(), "operations");
    const form = await formOf(page(), "State our count of an operation");
    await form.getByLabel("Operation", { exact: true }).fill("with-passkey");
    await form.getByLabel("Number", { exact: true }).fill("3");
    await submitOf(form).click();
    const window = page().getByRole("dialog");
    await window.getByLabel(/Show my passkey as well/).check();
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.getByText("Recorded as entry").waitFor();
    await page().keyboard.press("Escape");
    await expect.poll(size).toBe(before + 2);
    const { record, heads } = desk.door.room.desk;
    expect(heads.slice(before).map(({ kind, author }) => [kind, author])).toEqual([["operation.counted", desk.door.room.desk.pack.sides[0].code], ["passkey.shown", desk.door.room.desk.pack.secretariat.code]]);
    const [act, shown] = await Promise.all([before, before + 1].map(async (index) => parseEnvelope(await record.entry(index))));
    const { body } = parseHead(shown?.payload ?? new Uint8Array());
    const [authenticatorData, clientData, signature, cose] = ["authenticatorData", "clientDataJSON", "signature", "publicKey"].map((member) => Buffer.from(fromBase64(String(body[member]))));
    if (!act || !authenticatorData || !clientData || !signature || !cose) throw new Error("expected all members");
    const digest = createHash("sha256").update(pae(PAYLOAD_TYPE, act.payload)).digest();
    expect(body["signed"]).toBe(digest.toString("hex"));
    const said: unknown = parseJson(fromUtf8(new Uint8Array(clientData)));
    expect(said).toMatchObject({ type: "webauthn.get", challenge: digest.toString("base64url"), origin: named });
    // WebAuthn Level 3, section 7.2: the signature is over authenticatorData ‖ SHA-256(clientDataJSON); the key is COSE, EC2 P-256 or OKP Ed25519 (RFC 9053)
    const at = (mark: number): Buffer => cose.subarray(cose.indexOf(Buffer.from([mark, 0x58, 0x20])) + 3).subarray(0, 32);
    const isEllipticTwo = cose.includes(Buffer.from([0x01, 0x02, 0x03, 0x26]));
    const key = createPublicKey({ format: "jwk", key: isEllipticTwo ? { kty: "EC", crv: "P-256", x: at(0x21).toString("base64url"), y: at(0x22).toString("base64url") } : { kty: "OKP", crv: "Ed25519", x: at(0x21).toString("base64url") } });
    const digestName = isEllipticTwo ? "sha256" : null;
    const over = Buffer.concat([authenticatorData, createHash("sha256").update(clientData).digest()]);
    expect(verify(digestName, over, key, signature)).toBe(true);
    over[0] = (over[0] ?? 0) ^ 1;
    expect(verify(digestName, over, key, signature)).toBe(false);
  }, 60_000);

  test("a passkey never stands for the signature: an act whose signature does not hold is refused with the passkey's word beside it", async () => {
    const before = size();
    await page().route("**/api/acts", async (route) => {
      const request: unknown = parseJson(route.request().postData() ?? "");
      if (!isRecord(request)) return route.abort();
      const envelope: unknown = parseJson(Buffer.from(String(request["envelope"]), "base64").toString("utf8"));
      if (!isRecord(envelope) || !Array.isArray(envelope["signatures"])) return route.abort();
      const forged = { ...envelope, signatures: envelope["signatures"].map((signed: unknown) => ({ ...(isRecord(signed) ? signed : {}), sig: Buffer.alloc(64, 1).toString("base64") })) };
      return route.continue({ postData: JSON.stringify({ ...request, envelope: Buffer.from(JSON.stringify(forged)).toString("base64") }) });
    });
    await goTo(page(), "operations");
    const form = await formOf(page(), "State our count of an operation");
    await form.getByLabel("Operation", { exact: true }).fill("forged");
    await form.getByLabel("Number", { exact: true }).fill("3");
    await submitOf(form).click();
    const window = page().getByRole("dialog");
    await window.getByLabel(/Show my passkey as well/).check();
    await window.getByRole("button", { name: "Sign and send" }).click();
    await window.locator(".note.late").waitFor();
    expect(await window.locator(".note.late .code").textContent()).toMatch(/SIGNATURE/);
    expect(size()).toBe(before);
    await page().unroute("**/api/acts");
    await window.getByRole("button", { name: "Cancel" }).click();
  }, 60_000);

  test("a challenge answers once; of another officer, another purpose or another address it answers nothing", async () => {
    const challenge = await challengeFor(officer);
    const response = asResponse(await answerTo(challenge));
    expect(await send("/session/passkey", { officer, response })).toBe("200");
    expect(await send("/session/passkey", { officer, response })).toBe("403 PASSKEY_CHALLENGE");
    const invented = asResponse(await answerTo(Buffer.alloc(32, 7).toString("base64url")));
    expect(await send("/session/passkey", { officer, response: invented })).toBe("403 PASSKEY_CHALLENGE");
    const ofAnother = asResponse(await answerTo(await challengeFor("RU-99")));
    expect(await send("/session/passkey", { officer, response: ofAnother })).toBe("403 PASSKEY_CHALLENGE");
    const elsewhere = asResponse(await answerTo(await challengeFor(officer, desk.address)));
    expect(await send("/session/passkey", { officer, response: elsewhere }, desk.address)).toBe("403 PASSKEY_ORIGIN");
    expect(await send("/session/passkey", { officer, response: { id: "x" } })).toBe("400 PASSKEY_FORM");
  }, 60_000);

  test("an officer who is not there is answered like one without a passkey; a changed byte does not hold", async () => {
    const nobody = asResponse(await answerTo(await challengeFor("RU-99")));
    expect(await send("/session/passkey", { officer: "RU-99", response: nobody })).toBe("403 PASSKEY_NONE");
    const { id, response } = await answerTo(await challengeFor(officer));
    const bytes = Buffer.from(response["signature"] ?? "", "base64url");
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(await send("/session/passkey", { officer, response: asResponse({ id, response: { ...response, signature: bytes.toString("base64url") } }) })).toBe("403 PASSKEY_PROOF");
  }, 60_000);

  test("a counter that goes back is refused, and says what it may mean", async () => {
    const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId: authenticator });
    const [credential] = credentials;
    if (!credential) throw new Error("expected a credential");
    expect(credential.signCount).toBeGreaterThan(3);
    await cdp.send("WebAuthn.removeCredential", { authenticatorId: authenticator, credentialId: credential.credentialId });
    await cdp.send("WebAuthn.addCredential", { authenticatorId: authenticator, credential: { ...credential, signCount: 1 } });
    await page().getByRole("button", { name: "Sign out" }).click();
    await page().getByLabel("Officer’s sign").fill(officer);
    await page().getByRole("button", { name: "Sign in with a passkey" }).click();
    await page().getByText("may have been copied", { exact: false }).waitFor();
    expect(await page().locator(".note.late .code").textContent()).toBe("[PASSKEY_COUNTER]");
    await cdp.send("WebAuthn.removeCredential", { authenticatorId: authenticator, credentialId: credential.credentialId });
    await cdp.send("WebAuthn.addCredential", { authenticatorId: authenticator, credential: { ...credential, signCount: 1_000 } });
    await page().getByRole("button", { name: "Sign in with a passkey" }).click();
    await page().locator(".shell").waitFor();
  }, 60_000);

  test("a passkey removed at the desk opens nothing any more; an authenticator that is gone is said to be so", async () => {
    await goTo(page(), "self");
    await page().getByRole("button", { name: /^Remove the passkey/ }).click();
    await page().getByText("No passkey yet.").waitFor();
    const response = asResponse(await answerTo(await challengeFor(officer)));
    expect(await send("/session/passkey", { officer, response })).toBe("403 PASSKEY_NONE");
    await page().getByRole("button", { name: "Add a passkey" }).click();
    await page().getByRole("button", { name: /^Remove the passkey/ }).waitFor();
    await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: authenticator });
    authenticator = await addAuthenticator(); // another device, without a key of this officer
    await page().getByRole("button", { name: "Sign out" }).click();
    await page().getByLabel("Officer’s sign").fill(officer);
    await page().getByRole("button", { name: "Sign in with a passkey" }).click();
    await page().getByText("No passkey answered", { exact: false }).waitFor();
    expect(await page().locator(".note.late .code").textContent()).toBe("[PASSKEY_ABSENT]");
    expect(one.troubles).toEqual([]);
  }, 60_000);

  test("at an address that is a number the desk says why there are no passkeys, and signing in goes on by password", async () => {
    const { page: other, context } = await openProfile(browser, desk.address);
    await enrol(other, desk, desk.door.room.desk.pack.sides[1].code, "delegation");
    await goTo(other, "self");
    await other.getByText("Passkeys need a secure connection", { exact: false }).waitFor();
    expect(await other.getByRole("button", { name: "Add a passkey" }).count()).toBe(0);
    await context.close();
  }, 60_000);
});
