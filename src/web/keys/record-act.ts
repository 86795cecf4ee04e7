// From a filled form to an acknowledgement: ask where the chain stands, seal, sign with the device's key, keep, send.
import { hex, fromBase64 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import type { Acknowledgement, ActRequest, Chain, DeskInfo, Pending, PendingAct, SecondSignature } from "../../desk/api-types.ts";
import { leafHash } from "../../record/merkle.ts";
import { pae, parseEnvelope, PAYLOAD_TYPE } from "../../record/envelope.ts";
import { base64 } from "../../basis/bytes.ts";
import { fetchJson, postJson, Refused } from "../frame/api.ts";
import { readDeviceKey, signWith, type DeviceKey } from "./device-key.ts";
import { evidenceFor } from "./passkey.ts";
import { freshSalt, sealAct, sealedJson } from "./seal-act.ts";
import { dropWaiting, keepWaiting, type WaitingAct } from "./sealed-waiting.ts";

export type Draft = {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Codes of the parties that may open it. */
  readonly to: readonly string[];
  readonly sources?: readonly string[];
};
export type Recorded = (Acknowledgement | Pending) & { readonly label: string };

/** @throws Error when this device holds no key of `officer`. */
async function keyOf(officer: string): Promise<DeviceKey> {
  const key = await readDeviceKey(officer);
  if (!key) throw new Refused(0, [{ code: "NO_DEVICE_KEY", message: "", places: [] }]);
  return key;
}

/** What was signed on this page and not acknowledged, by what it says. In memory alone: a digest of a few numbers on a disk would tell them. */
const unanswered = new Map<string, WaitingAct>();
const saidBy = ({ kind, body, to, sources = [] }: Draft, officer: string): string => canonicalJson({ officer, kind, body, to: [...to].sort(), sources: [...sources] });

/**
 * Seals, signs and sends one act. The same act signed again while the desk's answer to it is not known is not sealed anew: its own bytes are sent again, for it may stand already.
 * With a passkey's word on it where that is asked for; what could not be delivered stays in this browser (`readWaiting`) and is sent again as it is.
 * @throws Refused as the desk refuses it: then it is not kept, unless the session or the network ended it.
 */
export async function recordAct(draft: Draft, officer: string, desk: DeskInfo, withPasskey = false): Promise<Recorded> {
  const said = saidBy(draft, officer);
  const before = unanswered.get(said);
  if (before) return sendWaiting(before);
  const key = await keyOf(officer);
  const chain = await fetchJson<Chain>("/chain");
  const label = `${officer}/${chain.counter}`;
  const to = desk.parties.filter(({ code }) => draft.to.includes(code)).map(({ code, recipient }) => ({ code, age: recipient }));
  const { origin, talks, author, key: name, counter, prev } = chain;
  const act = { label, kind: draft.kind, at: chain.today, body: draft.body, sources: draft.sources ?? [] };
  const sealed = await sealAct(act, { origin, talks, author, key: name, counter, prev }, to, freshSalt(), (message) => signWith(key, message));
  const { leaf, ciphertext } = sealedJson(sealed);
  const shown = withPasskey ? { passkey: await evidenceFor(parseEnvelope(sealed.leaf).payload) } : {};
  const waiting: WaitingAct = { id: hex(leafHash(sealed.leaf)), officer, label, kind: draft.kind, envelope: leaf, sealed: ciphertext, ...shown };
  await keepWaiting(waiting);
  unanswered.set(said, waiting);
  return sendWaiting(waiting);
}

async function drop(id: string): Promise<void> {
  for (const [said, one] of unanswered) if (one.id === id) unanswered.delete(said);
  await dropWaiting(id);
}

/** Sends the same bytes (again). 401 and a lost network keep them; any other refusal drops them, since they can never be taken. */
export async function sendWaiting(waiting: WaitingAct): Promise<Recorded> {
  try {
    const request: ActRequest = { envelope: waiting.envelope, sealed: waiting.sealed, ...(waiting.passkey === undefined ? {} : { passkey: waiting.passkey }) };
    const answer = await postJson<Acknowledgement | Pending>("/acts", request);
    await drop(waiting.id);
    return { ...answer, label: waiting.label };
  } catch (error) {
    if (error instanceof Refused && error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429) await drop(waiting.id);
    throw error;
  }
}

/** The second officer's signature over the very same bytes. */
export async function signSecond(pending: PendingAct, officer: string, withPasskey = false): Promise<Acknowledgement> {
  const key = await keyOf(officer);
  const payload = fromBase64(pending.payload);
  const sig = base64(await signWith(key, pae(PAYLOAD_TYPE, payload)));
  const request: SecondSignature = { sig, ...(withPasskey ? { passkey: await evidenceFor(payload) } : {}) };
  return postJson<Acknowledgement>(`/acts/pending/${pending.act}/signature`, request);
}
