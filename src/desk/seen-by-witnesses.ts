// Before a desk adds anything it asks what the witnesses remember (RECORD.md §10): a copy that was set back would else acknowledge
// entries of a second history. Who is out of reach is passed over; publication asks each again.
import { sha256Hex } from "../basis/sha256.ts";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { parseCheckpoint } from "../record/checkpoint.ts";
import { parseNote } from "../record/note.ts";
import type { RecordStorage } from "../record/storage.ts";
import { erasOf } from "./policies.ts";

const WITNESS_MS_MAX = 3_000;

/** The largest size that the log signed, a witness is remembered to have cosigned, or one that answers says it has. */
export async function signedAnywhere(record: Pick<RecordStorage, "read" | "list" | "signedSize" | "size">, origin: string): Promise<number> {
  const { policy } = (await erasOf(record)).at(-1) ?? { policy: undefined };
  const sizes = await Promise.all([...(policy?.urls.values() ?? [])].map((url) => sizeAt(`${url}/${sha256Hex(utf8(origin))}/checkpoint`, origin)));
  return Math.max(record.signedSize, ...sizes);
}

async function sizeAt(url: string, origin: string): Promise<number> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(WITNESS_MS_MAX) });
    if (answer.status !== 200) return 0;
    const { origin: named, size } = parseCheckpoint(parseNote(utf8(fromUtf8(new Uint8Array(await answer.arrayBuffer())))).text);
    return named === origin ? size : 0;
  } catch {
    return 0;
  }
}

/** What whoever opens an old copy is told. */
export const sayOldCopy = (size: number, signed: number): string =>
  `this is an old copy: ${size} entries, ${signed} were signed; it can be read, nothing is added to it, and \`allforall recover\` brings it up from a bundle`;
