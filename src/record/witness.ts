// A witness's decision on one checkpoint (C2SP tlog-witness, `add-checkpoint`): pure; whoever calls it persists the
// accepted checkpoint before answering.
import { equalBytes } from "../basis/bytes.ts";
import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { EMPTY_ROOT, isConsistent } from "./merkle.ts";
import { parseNote, signersOf, type NoteKey, type Verifies } from "./note.ts";

export type WitnessRequest = { readonly old: number; readonly proof: readonly Uint8Array[]; readonly note: Uint8Array };
export type WitnessAnswer =
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly text: string }
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: string }
  | { readonly status: 409; readonly reason: string; readonly size: number };

export const PROOF_LINES_MAX = 63;

/** `stored` is the last checkpoint this witness cosigned for the log, size 0 when none. */
export function judgeCheckpoint(
  stored: { readonly size: number; readonly root: Uint8Array }, request: WitnessRequest, log: NoteKey, verifies: Verifies,
): WitnessAnswer {
  const refuse = (status: 400 | 403 | 404 | 422, reason: string): WitnessAnswer => ({ status, reason });
  let checkpoint: Checkpoint;
  let text: string;
  let isSigned: boolean;
  try {
    const note = parseNote(request.note);
    text = note.text;
    checkpoint = parseCheckpoint(text);
    if (checkpoint.origin !== log.name) return refuse(404, "unknown origin");
    isSigned = signersOf(note, [log], verifies).length === 1;
  } catch (error) {
    const isForged = error instanceof Error && "code" in error && error.code === "NOTE_SIGNATURE";
    return isForged ? refuse(403, "the log's signature does not hold") : refuse(400, "malformed checkpoint");
  }
  if (!isSigned) return refuse(403, "no signature of the log");
  const { size, root } = checkpoint;
  if (request.proof.length > PROOF_LINES_MAX) return refuse(400, "more than 63 proof lines");
  if (request.old > size) return refuse(400, "old size beyond the checkpoint");
  if (request.old !== stored.size) return { status: 409, reason: "another size was cosigned last", size: stored.size };
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) return refuse(422, "size 0 with a wrong root");
  if (!isConsistent(stored.size, stored.root, size, root, request.proof))
    return refuse(422, "no extension of what was cosigned before");
  return { status: 200, checkpoint, text };
}
