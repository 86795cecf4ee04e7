// Acts on lists of names: deposit, forwarding of the same rows, answers, objections, replies, closing of a name, signature of
// the final list. One current answer per name; a later answer does not delete an earlier one (FIELD.md §5, §6).
import { readBody, type Body } from "../basis/body-reader.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { utf8 } from "../basis/bytes.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { ANSWER_CODES, ANSWER_MEMBERS, ANSWER_NEEDS, OBJECTION_CODES, type AnswerCode, type AnswerMember, type ObjectionCode } from "./answer-code.ts";

export const LIST_PURPOSES = ["asked for", "held", "missing", "fallen"] as const;
export type ListPurpose = (typeof LIST_PURPOSES)[number];

/** One row as deposited. `birth` and `captured` may be partial (`1990`, `1990-05`). No unit and no place of detention is a member. */
export type NameRow = {
  readonly row: string;
  readonly name: string;
  readonly birth?: string;
  readonly rank?: string;
  readonly category?: string;
  readonly captured?: string;
};
const ROW_MEMBERS = ["row", "name", "birth", "rank", "category", "captured"] as const;
export const ROWS_MAX = 200_000;
const NAME_MAX = 300;

export type ListDeposited = { readonly kind: "list.deposited"; readonly list: string; readonly purpose: ListPurpose; readonly about: string; readonly due?: CivilDate; readonly rows: readonly NameRow[] };
/** `purpose` and `due` as the deposit has them: a side that never saw the deposit learns from its forwarding by what day it is asked. Without a purpose it is asked. */
export type ListForwarded = { readonly kind: "list.forwarded"; readonly list: string; readonly to: string; readonly sha256: string; readonly purpose?: ListPurpose; readonly due?: CivilDate; readonly rows: readonly NameRow[] };
export type NameAnswer = { readonly row: string; readonly code: AnswerCode; readonly date: CivilDate; /** Label of the act that answered this name before; absent for the first. */ readonly after?: string } & { readonly [M in AnswerMember]?: string };
export type NamesAnswered = { readonly kind: "name.answered"; readonly list: string; readonly answers: readonly NameAnswer[] };
export type NameObjected = { readonly kind: "name.objected"; readonly list: string; readonly row: string; readonly answer: string; readonly code: ObjectionCode; readonly words: string };
export type NameReplied = { readonly kind: "name.replied"; readonly list: string; readonly row: string; readonly objection: string; readonly words: string };
export type NameClosed = { readonly kind: "name.closed"; readonly list: string; readonly row: string; readonly outcome: "final-in" | "final-out"; readonly words: string };
/** A side's signature over the final list: `sha256` is `finalDigest` of the rows that stand. */
export type ListSigned = { readonly kind: "list.signed"; readonly list: string; readonly count: number; readonly sha256: string };
export type ListAct = ListDeposited | ListForwarded | NamesAnswered | NameObjected | NameReplied | NameClosed | ListSigned;

export const isPartialDate = (text: string): boolean => /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text);

const digests = new WeakMap<readonly NameRow[], string>();

/** SHA-256 over the canonical JSON of rows: deposit and forwarding carry the same. Linear in the rows, once for each array of them. */
export function rowsDigest(rows: readonly NameRow[]): string {
  const digest = digests.get(rows) ?? sha256Hex(utf8(canonicalJson(rows)));
  digests.set(rows, digest);
  return digest;
}

/** The digest that both sides sign: ids of the rows that stand, sorted. */
export const finalDigest = (list: string, rows: readonly string[]): string =>
  sha256Hex(utf8(canonicalJson({ list, rows: [...rows].sort(byCodeUnit) })));

const FORM = "LIST_FORM";

/** Every wrong row by number; a name is never shown. */
function parseRows(value: unknown): NameRow[] {
  const faults: Fault[] = [];
  const miss = (row: number, field: string, expected: string): void => {
    if (faults.length < 1_000) faults.push(new Fault(FORM, `expected ${expected}`, [{ row, field }]));
  };
  if (!Array.isArray(value) || value.length === 0 || value.length > ROWS_MAX) throw new Faults([new Fault(FORM, `expected 1 to ${ROWS_MAX} rows`, [{ field: "rows" }])]);
  const seen = new Set<string>();
  const rows = value.map((one: unknown, i): NameRow => {
    const n = i + 1;
    const given = isRecord(one) ? one : {};
    for (const field of Object.keys(given)) if (!ROW_MEMBERS.some((name) => name === field)) miss(n, field, "no member of this name");
    const text = (field: (typeof ROW_MEMBERS)[number], isNeeded: boolean): string | undefined => {
      const found = given[field];
      if (found === undefined && !isNeeded) return undefined;
      if (typeof found === "string" && found.trim() !== "" && found.length <= NAME_MAX && found.normalize("NFC") === found) return found;
      miss(n, field, `a text of at most ${NAME_MAX} characters in Unicode normal form C`);
      return "";
    };
    const row = text("row", true) ?? "";
    if (seen.has(row)) miss(n, "row", "each row's number once");
    seen.add(row);
    const members = Object.fromEntries((["birth", "rank", "category", "captured"] as const).flatMap((field) => {
      const found = text(field, false);
      if (found !== undefined && (field === "birth" || field === "captured") && !isPartialDate(found)) miss(n, field, "a date YYYY-MM-DD, YYYY-MM or YYYY");
      return found === undefined ? [] : [[field, found]];
    }));
    return { row, name: text("name", true) ?? "", ...members };
  });
  if (faults.length > 0) throw new Faults(faults);
  return rows;
}

function withRows<T>(body: Body, read: (rest: Body) => T): T & { readonly rows: readonly NameRow[] } {
  const { rows, ...rest } = body;
  return { ...read(rest), rows: parseRows(rows) };
}

/** By kind. Each @throws Faults `LIST_FORM` with row and field. */
export const LIST_ACTS: { readonly [K in ListAct["kind"]]: (body: Body) => Extract<ListAct, { readonly kind: K }> } = {
  "list.deposited": (body) => withRows(body, (rest) => readBody(rest, FORM, (read) => ({
    kind: "list.deposited" as const, list: read.text("list"), purpose: read.oneOf("purpose", LIST_PURPOSES), about: read.text("about"), ...read.dateIfAny("due"),
  }))),
  "list.forwarded": (body) => {
    const act = withRows(body, (rest) => readBody(rest, FORM, (read) => ({ kind: "list.forwarded" as const, list: read.text("list"), to: read.text("to"), sha256: read.sha256("sha256"), ...read.oneOfIfAny("purpose", LIST_PURPOSES), ...read.dateIfAny("due") })));
    if (rowsDigest(act.rows) !== act.sha256) throw new Faults([new Fault(FORM, "expected the SHA-256 of these rows", [{ field: "sha256" }])]);
    return act;
  },
  "list.signed": (body) => readBody(body, FORM, (read) => ({ kind: "list.signed", list: read.text("list"), count: read.whole("count"), sha256: read.sha256("sha256") })),
  "name.answered": (body) => readBody(body, FORM, (read) => {
    const answers = read.list("answers", (one): NameAnswer => {
      const code = one.oneOf("code", ANSWER_CODES);
      const members = Object.assign({}, ...ANSWER_MEMBERS.map((member) => one.textIfAny(member))) as { readonly [M in AnswerMember]?: string };
      for (const need of ANSWER_NEEDS[code]) if (members[need] === undefined) one.miss(need, `what ${code} must carry`);
      return { row: one.text("row"), code, date: one.date("date"), ...one.textIfAny("after"), ...members };
    });
    if (answers.length === 0) read.miss("answers", "at least one answer");
    return { kind: "name.answered", list: read.text("list"), answers };
  }),
  "name.closed": (body) => readBody(body, FORM, (read) => ({ kind: "name.closed", list: read.text("list"), row: read.text("row"), outcome: read.oneOf("outcome", ["final-in", "final-out"]), words: read.text("words") })),
  "name.objected": (body) => readBody(body, FORM, (read) => ({ kind: "name.objected", list: read.text("list"), row: read.text("row"), answer: read.text("answer"), code: read.oneOf("code", OBJECTION_CODES), words: read.text("words") })),
  "name.replied": (body) => readBody(body, FORM, (read) => ({ kind: "name.replied", list: read.text("list"), row: read.text("row"), objection: read.text("objection"), words: read.text("words") })),
};
