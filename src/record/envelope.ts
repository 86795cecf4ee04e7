// DSSE 1.0.2: a signature over PAE(type, body). The leaf is the raw bytes of the envelope; verifiers never re-serialise.
// Stricter than DSSE: no duplicate or unknown member, standard padded base64, 1 to 8 signatures, payload <= 45,000 B
// (RECORD.md §3), else one signature would yield many leaves.
import { base64, concat, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import type { Signer } from "./note.ts";

export const PAYLOAD_TYPE = "application/vnd.all-for-all.entry+json";
export const PAYLOAD_SIZE_MAX = 45_000;

export type Envelope = {
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly keyid: string; readonly sig: Uint8Array }[];
};

/** Pre-authentication encoding, lengths in bytes and decimal. */
export function pae(type: string, body: Uint8Array): Uint8Array {
  return concat([utf8(`DSSEv1 ${utf8(type).length} ${type} ${body.length} `), body]);
}

/** The leaf bytes of one payload signed by one key. @throws Fault `ENVELOPE_SIZE`. */
export function sealEnvelope(payload: Uint8Array, keyid: string, signer: Signer): Uint8Array {
  if (payload.length > PAYLOAD_SIZE_MAX)
    throw new Fault("ENVELOPE_SIZE", `expected a payload of at most ${PAYLOAD_SIZE_MAX} bytes`);
  return printEnvelope(payload, [{ keyid, sig: signer.sign(pae(PAYLOAD_TYPE, payload)) }]);
}

/** The bytes of an envelope with these signatures, in this order. */
export const printEnvelope = (payload: Uint8Array, signatures: Envelope["signatures"]): Uint8Array =>
  utf8(canonicalJson({ payload: base64(payload), payloadType: PAYLOAD_TYPE, signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig: base64(sig) })) }));

/** The same envelope with one signature more, after the others. @throws Fault of the form. */
export function addSignature(leaf: Uint8Array, keyid: string, signer: Signer): Uint8Array {
  const { payload, signatures } = parseEnvelope(leaf);
  return printEnvelope(payload, [...signatures, { keyid, sig: signer.sign(pae(PAYLOAD_TYPE, payload)) }]);
}

/** @throws Fault `ENVELOPE_FORM`, `ENVELOPE_SIZE`, or the fault of the bytes below it. */
export function parseEnvelope(leaf: Uint8Array): Envelope {
  const value = parseJson(fromUtf8(leaf));
  if (!isRecord(value) || !hasOnly(value, ["payload", "payloadType", "signatures"])) throw formFault();
  const { payload, payloadType, signatures } = value;
  if (typeof payload !== "string" || payloadType !== PAYLOAD_TYPE || !Array.isArray(signatures)) throw formFault();
  if (signatures.length < 1 || signatures.length > 8) throw formFault();
  const bytes = fromBase64(payload);
  if (bytes.length > PAYLOAD_SIZE_MAX)
    throw new Fault("ENVELOPE_SIZE", `expected a payload of at most ${PAYLOAD_SIZE_MAX} bytes`);
  return { payload: bytes, signatures: signatures.map(parseSignature) };
}

function parseSignature(value: unknown): { keyid: string; sig: Uint8Array } {
  if (!isRecord(value) || !hasOnly(value, ["keyid", "sig"])) throw formFault();
  const { keyid, sig } = value;
  if (typeof keyid !== "string" || typeof sig !== "string") throw formFault();
  return { keyid, sig: fromBase64(sig) };
}

const formFault = (): Fault =>
  new Fault("ENVELOPE_FORM", "expected a DSSE envelope with payload, payloadType and 1 to 8 signatures, nothing else");

export const hasOnly = (value: Record<string, unknown>, names: readonly string[]): boolean =>
  Object.keys(value).length === names.length && names.every((name) => name in value);
