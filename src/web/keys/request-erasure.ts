// An erasure asked for from this browser: a head without a payload, naming what is to go by the digests of its sealed payloads,
// signed by this device's key. A second officer signs the same bytes like any act.
import { base64 } from "../../basis/bytes.ts";
import type { Acknowledgement, Chain, ErasureRequest, Pending } from "../../desk/api-types.ts";
import { printHead } from "../../record/entry-head.ts";
import { pae, PAYLOAD_TYPE, sealEnvelope } from "../../record/envelope.ts";
import { fetchJson, postJson, Refused } from "../frame/api.ts";
import { readDeviceKey, signWith } from "./device-key.ts";

/** @throws Refused as the desk refuses it; nothing is kept then. */
export async function requestErasure(officer: string, sealed: readonly string[], reason: string): Promise<Acknowledgement | Pending> {
  const key = await readDeviceKey(officer);
  if (!key) throw new Refused(0, [{ code: "NO_DEVICE_KEY", message: "", places: [] }]);
  const { origin, talks, author, key: name, counter, prev, today } = await fetchJson<Chain>("/chain");
  const payload = printHead({ origin, talks, author, key: name, counter, prev, kind: "erase.request", at: today, body: { sealed: [...sealed].sort() }, commits: [] });
  const signature = await signWith(key, pae(PAYLOAD_TYPE, payload));
  const leaf = sealEnvelope(payload, name, { publicKey: new Uint8Array(0), sign: () => signature });
  return postJson<Acknowledgement | Pending>("/erasures", { envelope: base64(leaf), reason } satisfies ErasureRequest);
}
