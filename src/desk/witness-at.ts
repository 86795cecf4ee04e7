// A witness on another machine, by HTTP (C2SP tlog-witness). It belongs to a side, which may be an enemy of the desk's work: what it
// answers is bounded in time and size, and that more was signed than stands here is believed only of a checkpoint with the log's own signature.
import { sha256Hex } from "../basis/sha256.ts";
import { concat, fromUtf8, utf8 } from "../basis/bytes.ts";
import { verifies } from "../compute/ed25519.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseNote, signersOf, type NoteKey, type NoteSignature } from "../record/note.ts";
import type { WitnessRequest } from "../record/witness.ts";
import { parseCosignatures, printAddCheckpoint } from "../record/witness-wire.ts";

/** What a witness answers; status 0 when it could not be reached or answers in no form of tlog-witness. */
export type WitnessReply =
  | { readonly status: 200; readonly signatures: readonly NoteSignature[] }
  | { readonly status: 409; readonly size: number }
  | { readonly status: 0 | 400 | 403 | 404 | 422; readonly reason: string };

const ASK_MS_MAX = 10_000;
const LOOK_MS_MAX = 3_000;
const ANSWER_SIZE_MAX = 16_384;

/** The body as far as it is allowed to be; undefined for a longer one, which is not read on. */
async function bodyOf(answer: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > ANSWER_SIZE_MAX) return undefined; // leaving the loop cancels the stream
    chunks.push(chunk as Uint8Array);
  }
  return fromUtf8(concat(chunks));
}

/** Never throws: who does not answer as tlog-witness says is out of reach. */
export async function addCheckpointAt(url: string, request: WitnessRequest): Promise<WitnessReply> {
  try {
    const answer = await fetch(`${url}/add-checkpoint`, { method: "POST", redirect: "error", body: printAddCheckpoint(request) as Uint8Array<ArrayBuffer>, signal: AbortSignal.timeout(ASK_MS_MAX) });
    const body = await bodyOf(answer);
    if (body === undefined) return { status: 0, reason: `answers with more than ${ANSWER_SIZE_MAX} bytes` };
    if (answer.status === 200) return { status: 200, signatures: parseCosignatures(body) };
    const size = /^(0|[1-9][0-9]{0,14})\n$/.exec(body)?.[1];
    if (answer.status === 409 && size !== undefined) return { status: 409, size: Number(size) };
    const status = ([400, 403, 404, 422] as const).find((one) => one === answer.status);
    return status === undefined ? { status: 0, reason: `answers HTTP ${answer.status}` } : { status, reason: `refuses: ${body.trim().slice(0, 200)}` };
  } catch {
    return { status: 0, reason: "out of reach" };
  }
}

/** The size of the checkpoint that it shows, if one of these keys of the log signed it; else 0. Never throws. */
export async function signedSizeAt(url: string, logs: readonly NoteKey[]): Promise<number> {
  const origin = logs[0]?.name ?? "";
  try {
    const answer = await fetch(`${url}/${sha256Hex(utf8(origin))}/checkpoint`, { redirect: "error", signal: AbortSignal.timeout(LOOK_MS_MAX) });
    const body = answer.status === 200 ? await bodyOf(answer) : undefined;
    if (body === undefined) return 0;
    const note = parseNote(utf8(body));
    const checkpoint = parseCheckpoint(note.text);
    return checkpoint.origin === origin && signersOf(note, logs, verifies).length > 0 ? checkpoint.size : 0;
  } catch {
    return 0;
  }
}
