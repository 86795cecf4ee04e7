// Acts of several parties: one signed note with a signature line for each signer (RECORD.md §7). Its text names the entries that
// it joins and their salted commitments, so that whoever may open them can see that all signed over the same words.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { parseNote, parseVkey, signersOf, type NoteKey, type Verifies } from "./note.ts";

export type JoinedEntry = { readonly index: number; readonly commitment: string };
export type ActNote = { readonly kind: string; readonly talks: string; readonly n: number; readonly subject: string; readonly joins: readonly JoinedEntry[] };

/** The text of the note: kind, talks, number, subject, then a line for each entry. */
export const printActText = ({ kind, talks, n, subject, joins }: ActNote): string =>
  [`all-for-all act ${kind} ${talks} ${n}`, subject, ...joins.map(({ index, commitment }) => `entry ${index} commitment ${commitment}`), ""].join("\n");

/** @throws Fault `ACT_NOTE`. */
export function parseActText(text: string): ActNote {
  const [head = "", subject = "", ...lines] = text.replace(/\n$/, "").split("\n");
  const match = /^all-for-all act (\S+) (\S+) ([1-9][0-9]*)$/.exec(head);
  const joins = lines.map((line): JoinedEntry => {
    const entry = /^entry (0|[1-9][0-9]*) commitment ([0-9a-f]{64})$/.exec(line);
    if (!entry?.[1] || !entry[2]) throw new Fault("ACT_NOTE", "expected lines “entry N commitment HASH”");
    return { index: Number(entry[1]), commitment: entry[2] };
  });
  if (!match?.[1] || !match[2] || !match[3] || subject === "" || joins.length === 0) throw new Fault("ACT_NOTE", "expected “all-for-all act KIND TALKS N”, a subject and the entries joined");
  return { kind: match[1], talks: match[2], n: Number(match[3]), subject, joins };
}

/**
 * The act and its signers: every key of `vkeys` (comma-separated on one line) must have signed.
 * @throws Fault `ACT_NOTE` for a missing signer or another form, `NOTE_SIGNATURE`, `NOTE_FORM`, `NOTE_KEY`.
 */
export function judgeActNote(noteBytes: Uint8Array, vkeys: Uint8Array, verifies: Verifies): { readonly act: ActNote; readonly signers: readonly NoteKey[] } {
  const note = parseNote(noteBytes);
  const keys = fromUtf8(vkeys).replace(/\n$/, "").split(",").map(parseVkey);
  const signers = signersOf(note, keys, verifies);
  const missing = keys.filter((key) => !signers.includes(key)).map(({ name }) => name);
  if (missing.length > 0 || keys.length < 2) throw new Fault("ACT_NOTE", `expected the signature of every key, missing ${missing.join(" and ") || "a second signer"}`);
  return { act: parseActText(note.text), signers };
}
