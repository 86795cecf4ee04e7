// The payload of a leaf (RECORD.md §3): who, in which key, his how-manieth, after which of his own, what kind, and
// the salted commitments to what stands outside. No personal datum stands here.
import { canonicalJson } from "../basis/canonical-json.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { hasOnly } from "./envelope.ts";

/** `commitment` = SHA-256(salt ‖ plaintext), `sealed` = SHA-256 of the ciphertext in the vault, both in hex. */
export type Commitment = {
  readonly name: string;
  readonly commitment: string;
  readonly sealed: string;
  /** The compartments that can open it, sorted. */
  readonly to: readonly string[];
};

export type EntryHead = {
  readonly origin: string;
  readonly talks: string;
  readonly author: string;
  /** Name of the signing key, `<origin>/<party>/<role>/<n>`. */
  readonly key: string;
  /** 1, 2, 3 … per author. */
  readonly counter: number;
  /** Leaf hash (hex) of the author's previous entry; null first. */
  readonly prev: string | null;
  readonly kind: string;
  /** The author's clock, informative. */
  readonly at: CivilDate;
  readonly body: Record<string, unknown>;
  readonly commits: readonly Commitment[];
};

export const printHead = (head: EntryHead): Uint8Array => utf8(canonicalJson(head));

const MEMBERS = ["origin", "talks", "author", "key", "counter", "prev", "kind", "at", "body", "commits"];
const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

/** @throws Fault `HEAD_FORM` naming the member that does not hold. */
export function parseHead(payload: Uint8Array): EntryHead {
  const value = parseJson(fromUtf8(payload));
  if (!isRecord(value) || !hasOnly(value, MEMBERS)) throw headFault(`exactly ${MEMBERS.join(", ")}`);
  const { origin, talks, author, key, counter, prev, kind, at, body, commits } = value;
  const text = (member: unknown, name: string): string => {
    if (typeof member !== "string" || member === "") throw headFault(`${name}: a text`);
    return member;
  };
  if (typeof counter !== "number" || !Number.isSafeInteger(counter) || counter < 1) throw headFault("counter: 1, 2, 3 …");
  if (prev !== null && !isHash(prev)) throw headFault("prev: a leaf hash or null");
  if (!isRecord(body)) throw headFault("body: an object");
  const date = parseCivilDate(text(at, "at"));
  if (!date) throw headFault("at: a civil date YYYY-MM-DD");
  if (!Array.isArray(commits)) throw headFault("commits: a list");
  return {
    origin: text(origin, "origin"), talks: text(talks, "talks"), author: text(author, "author"),
    key: text(key, "key"), counter, prev, kind: text(kind, "kind"), at: date, body,
    commits: commits.map(parseCommitment),
  };
}

function parseCommitment(value: unknown): Commitment {
  if (!isRecord(value) || !hasOnly(value, ["name", "commitment", "sealed", "to"])) throw headFault("commits: name, commitment, sealed, to");
  const { name, commitment, sealed, to } = value;
  if (typeof name !== "string" || !isHash(commitment) || !isHash(sealed)) throw headFault("commits: hashes in hex");
  if (!Array.isArray(to) || !to.every((one) => typeof one === "string")) throw headFault("commits: to, a list of compartments");
  return { name, commitment, sealed, to };
}

const headFault = (expected: string): Fault => new Fault("HEAD_FORM", `expected ${expected}`);
