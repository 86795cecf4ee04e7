// Who read what is sensitive, when, and who broke the glass and why. One line a read, chained by hash, durable before the
// reading is answered; a reason is free text, so it is sealed to the secretariat and stands in clear on no disk.
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { base64, fromBase64, fromUtf8, utf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { refusedWrite } from "../store/files/disk.ts";
import { open as openSealed, seal } from "../store/vault/seal.ts";
import type { BulkReading, ReadLogRow } from "./api-types.ts";

type Read = { readonly at: string; readonly officer: string; readonly party: string; readonly what: string; readonly reason?: string };
type Line = Omit<Read, "reason"> & { readonly prev: string; readonly reason: string | null; readonly commitment: string | null };
export type AccessLog = {
  /** Durable when it resolves. @throws Fault `STORE_WRITE`: the reading is not answered then; its line is written with the next. */
  readonly note: (read: Read) => Promise<void>;
  /** Newest first, at most `limit`. */
  readonly latest: (limit: number) => Promise<ReadLogRow[]>;
  /** Reads of one officer since an instant, for the alert on bulk reading. */
  readonly countSince: (officer: string, since: string) => number;
  /** Who since an instant read more than `most` times within one hour, with the fullest of his hours; by officer. Linear in those reads. */
  readonly bulkSince: (since: string, most: number) => BulkReading[];
  readonly close: () => Promise<void>;
};

/** What the log needs of an open file. */
export type LogFile = { readonly appendFile: (text: string) => Promise<void>; readonly datasync: () => Promise<void>; readonly truncate: (size: number) => Promise<void>; readonly close: () => Promise<void> };

/**
 * `opens` opens the file for appending. @throws Fault `READS_DAMAGED` where the chain of hashes does not hold. A torn last line was never
 * acknowledged and is cut.
 */
export async function openAccessLog(
  folder: string, recipient: string, identity: Parameters<typeof openSealed>[1], salt: () => Uint8Array, opens: (path: string) => Promise<LogFile> = (path) => open(path, "a", 0o600),
): Promise<AccessLog> {
  const path = join(folder, "desk/reads.log");
  mkdirSync(dirname(path), { recursive: true });
  const lines = readLines(path);
  let prev = lines.length === 0 ? "" : sha256Hex(utf8(canonicalJson(lines.at(-1))));
  const file = await opens(path);
  /** Bytes that are durable; what a write that failed left beyond them is cut before the next. */
  let size = existsSync(path) ? statSync(path).size : 0;
  let isTorn = false;
  let queue: string[] = [];
  let tail: Promise<void> = Promise.resolve();
  /** One write after the other; what queued up meanwhile goes into the next. */
  const flush = (): Promise<void> => {
    const mine = tail.then(async () => {
      if (queue.length === 0) return;
      const batch = queue;
      queue = [];
      try {
        if (isTorn) await file.truncate(size);
        isTorn = true;
        await file.appendFile(batch.join(""));
        await file.datasync();
        isTorn = false;
        size += Buffer.byteLength(batch.join(""));
      } catch (error) {
        queue = [...batch, ...queue]; // later lines name their hashes: they are written first, when there is room
        throw refusedWrite(error);
      }
    });
    tail = mine.catch(() => {});
    return mine;
  };
  return {
    note: async ({ at, officer, party, what, reason }) => {
      const sealed = reason === undefined ? undefined : seal(utf8(reason), salt(), [recipient]);
      const line: Line = { at, officer, party, what, prev, reason: sealed ? base64(sealed.ciphertext) : null, commitment: sealed?.commitment ?? null };
      const text = canonicalJson(line);
      prev = sha256Hex(utf8(text));
      lines.push(line);
      queue.push(`${text}\n`);
      await flush();
    },
    latest: async (limit) =>
      Promise.all(lines.slice(-limit).reverse().map(async ({ at, officer, party, what, reason, commitment }) => {
        const plain = reason === null || commitment === null ? undefined : await openSealed(fromBase64(reason), identity, commitment);
        return { at, officer, party, what, isBreakGlass: what.startsWith("break-glass "), reason: plain ? fromUtf8(plain) : null };
      })),
    countSince: (officer, since) => {
      let count = 0;
      for (let i = lines.length - 1; i >= 0; i--) {
        const line = lines[i];
        if (!line || line.at < since) break;
        if (line.officer === officer) count++;
      }
      return count;
    },
    bulkSince: (since, most) => {
      const times = new Map<string, { readonly party: string; readonly at: number[] }>();
      for (let i = lines.length - 1; i >= 0; i--) {
        const line = lines[i];
        if (!line || line.at < since) break;
        const one = times.get(line.officer) ?? { party: line.party, at: [] };
        one.at.push(Date.parse(line.at));
        times.set(line.officer, one);
      }
      return [...times].flatMap(([officer, { party, at }]): BulkReading[] => {
        const { count, from } = fullestHour(at.reverse());
        return count > most ? [{ officer, party, count, from: new Date(from).toISOString() }] : [];
      }).sort((a, b) => byCodeUnit(a.officer, b.officer));
    },
    close: async () => {
      await tail;
      await file.close();
    },
  };
}

const HOUR_MS = 3_600_000;

/** The hour that begins with one of these instants and holds most of them; the earliest of equals. `at` rises. */
function fullestHour(at: readonly number[]): { readonly count: number; readonly from: number } {
  let fullest = { count: 0, from: 0 };
  for (let first = 0, end = 0; first < at.length; first++) {
    const from = at[first] ?? 0;
    while (end < at.length && (at[end] ?? 0) - from < HOUR_MS) end++;
    if (end - first > fullest.count) fullest = { count: end - first, from };
  }
  return fullest;
}

function readLines(path: string): Line[] {
  if (!existsSync(path)) return [];
  const texts = fromUtf8(new Uint8Array(readFileSync(path))).split("\n");
  const tail = texts.pop() ?? ""; // a torn last line was never acknowledged
  let prev = "";
  const lines = texts.map((text, i): Line => {
    const value = parseJson(text);
    if (!isRecord(value) || value["prev"] !== prev) throw new Fault("READS_DAMAGED", "the log of reads was changed: its hashes do not follow", [{ file: "desk/reads.log", line: i + 1 }]);
    prev = sha256Hex(utf8(text));
    return value as unknown as Line; // written by `note`; the chain holds
  });
  if (tail !== "") truncateSync(path, utf8(texts.map((text) => `${text}\n`).join("")).length);
  return lines;
}
