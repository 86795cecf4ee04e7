// C2SP tlog-witness, the bytes of `add-checkpoint` (RECORD.md §2): `old <size>`, at most 63 proof lines, an empty line, the
// checkpoint. The answer to 200 is cosignature lines, to 409 the size that the witness stands at. The same bytes travel by HTTP or on a stick.
import { base64, concat, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { parseNote, printNote, type NoteSignature } from "./note.ts";
import { PROOF_LINES_MAX, type WitnessRequest } from "./witness.ts";

export const printAddCheckpoint = ({ old, proof, note }: WitnessRequest): Uint8Array =>
  concat([utf8([`old ${old}`, ...proof.map(base64), "", ""].join("\n")), note]);

/** @throws Fault `WITNESS_FORM` when the bytes are no request. */
export function parseAddCheckpoint(bytes: Uint8Array): WitnessRequest {
  const text = fromUtf8(bytes);
  const split = text.indexOf("\n\n");
  const [first = "", ...lines] = text.slice(0, split).split("\n");
  const old = /^old (0|[1-9][0-9]{0,15})$/.exec(first)?.[1];
  if (split < 0 || old === undefined || lines.length > PROOF_LINES_MAX) throw new Fault("WITNESS_FORM", `expected “old SIZE”, at most ${PROOF_LINES_MAX} hashes, an empty line and a checkpoint`);
  const proof = lines.map(fromBase64);
  if (proof.some(({ length }) => length !== 32)) throw new Fault("WITNESS_FORM", "expected hashes of 32 bytes in base64");
  return { old: Number(old), proof, note: utf8(text.slice(split + 2)) };
}

/** Signature lines alone, as they stand below a note. */
export const printCosignatures = (signatures: readonly NoteSignature[]): string => printNote({ text: "", signatures }).slice(1);

/** @throws Fault `NOTE_FORM`. */
export const parseCosignatures = (lines: string): readonly NoteSignature[] => parseNote(utf8(`x\n\n${lines}`)).signatures;
