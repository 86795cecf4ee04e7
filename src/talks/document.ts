// Documents that pass through the mediator: deposit, forwarding and fetch are three entries with one SHA-256, and a clock for
// the review. An extension counts when both sides have signed the same new day (TALKS.md §1, §11: 2 and 6).
import { readBody, type Body } from "../basis/body-reader.ts";
import { utf8 } from "../basis/bytes.ts";
import { addDays, type CivilDate } from "../basis/civil-date.ts";
import { sha256Hex } from "../basis/sha256.ts";

const KINDS = ["proposal", "memorandum", "list", "agreed text", "letter", "minutes", "terms"] as const;
/** `text` is the whole text where the depositor opens it here; its UTF-8 bytes then have this SHA-256. */
export type Deposit = {
  readonly kind: "document.deposited"; readonly document: string; readonly version: number; readonly form: (typeof KINDS)[number];
  readonly title: string; readonly sha256: string; readonly language: string; readonly text?: string; readonly channel?: string;
};
export type Forwarding = { readonly kind: "document.forwarded"; readonly document: string; readonly sha256: string; readonly to: string };
export type Fetch = { readonly kind: "document.fetched"; readonly document: string; readonly sha256: string };
export type Withdrawal = { readonly kind: "document.withdrawn"; readonly document: string };
export type Answer = { readonly kind: "document.answered"; readonly document: string; readonly sha256: string; readonly words: string };
export type Review = { readonly kind: "review.opened"; readonly document: string; readonly reviewer: string; readonly due: CivilDate };
export type Extension = { readonly kind: "review.extended"; readonly document: string; readonly due: CivilDate };

/** @throws Faults `DOCUMENT_FORM`; a text of another SHA-256 is one of them. */
export const parseDeposit = (body: Body): Deposit =>
  readBody(body, "DOCUMENT_FORM", (read) => {
    const deposit: Deposit = {
      kind: "document.deposited", document: read.text("document"), version: read.whole("version"), form: read.oneOf("form", KINDS), title: read.text("title"),
      sha256: read.sha256("sha256"), language: read.text("language"), ...read.textIfAny("text"), ...read.textIfAny("channel"),
    };
    if (deposit.text !== undefined && sha256Hex(utf8(deposit.text)) !== deposit.sha256) read.miss("sha256", "the SHA-256 of the text's UTF-8 bytes");
    return deposit;
  });
const form = "DOCUMENT_FORM";
/** @throws Faults `DOCUMENT_FORM`. */
export const parseForwarding = (body: Body): Forwarding =>
  readBody(body, form, (read) => ({ kind: "document.forwarded", document: read.text("document"), sha256: read.sha256("sha256"), to: read.text("to") }));
/** @throws Faults `DOCUMENT_FORM`. */
export const parseFetch = (body: Body): Fetch =>
  readBody(body, form, (read) => ({ kind: "document.fetched", document: read.text("document"), sha256: read.sha256("sha256") }));
/** @throws Faults `DOCUMENT_FORM`. */
export const parseWithdrawal = (body: Body): Withdrawal => readBody(body, form, (read) => ({ kind: "document.withdrawn", document: read.text("document") }));
/** @throws Faults `DOCUMENT_FORM`. */
export const parseAnswer = (body: Body): Answer =>
  readBody(body, form, (read) => ({ kind: "document.answered", document: read.text("document"), sha256: read.sha256("sha256"), words: read.text("words") }));
/** @throws Faults `DOCUMENT_FORM`. */
export const parseReview = (body: Body): Review =>
  readBody(body, form, (read) => ({ kind: "review.opened", document: read.text("document"), reviewer: read.text("reviewer"), due: read.date("due") }));
/** @throws Faults `DOCUMENT_FORM`. */
export const parseExtension = (body: Body): Extension =>
  readBody(body, form, (read) => ({ kind: "review.extended", document: read.text("document"), due: read.date("due") }));

export type DocumentAct = (Deposit | Forwarding | Fetch | Withdrawal | Answer | Review | Extension) & { readonly cite: string; readonly by: string; readonly on: string };

/** A clock says green, amber on the last day before the due day and on it, red after it; a clock ends no clause by itself. */
export type Clock = { readonly reviewer: string; readonly due: string; readonly state: "green" | "amber" | "red" | "answered"; readonly waitingFor: readonly string[]; readonly cites: readonly string[] };
export type DocumentState = {
  readonly document: string; readonly version: number; readonly form: string; readonly title: string; readonly sha256: string;
  readonly by: string; readonly status: "tabled" | "under review" | "answered" | "withdrawn";
  /** Over this SHA-256; `to`: whom it was forwarded to. */
  readonly receipts: readonly { readonly step: "deposited" | "forwarded" | "fetched"; readonly by: string; readonly to?: string; readonly on: string; readonly cite: string }[];
  readonly clock: Clock | null;
};

const STEPS = { "document.deposited": "deposited", "document.forwarded": "forwarded", "document.fetched": "fetched" } as const;

/** The documents as they stood on a day, in the order of deposit. Linear in the acts. */
export function documentsOn(acts: readonly DocumentAct[], sides: readonly [string, string], on: string): DocumentState[] {
  const byDocument = new Map<string, DocumentAct[]>();
  for (const act of acts) if (act.on <= on) byDocument.set(act.document, [...(byDocument.get(act.document) ?? []), act]);
  return [...byDocument].flatMap(([document, own]) => {
    const deposit = own.filter((one) => one.kind === "document.deposited").at(-1);
    if (deposit === undefined) return [];
    const { version, form: docForm, title, sha256, by } = deposit;
    const receipts = own.flatMap((one) => (one.kind in STEPS && "sha256" in one && one.sha256 === sha256 ? [{ step: STEPS[one.kind as keyof typeof STEPS], by: one.by, ...(one.kind === "document.forwarded" ? { to: one.to } : {}), on: one.on, cite: one.cite }] : []));
    const answer = own.find((one) => one.kind === "document.answered" && one.sha256 === sha256);
    const clock = clockOn(own, answer !== undefined, sides, on);
    const status = own.some((one) => one.kind === "document.withdrawn") ? "withdrawn" : answer ? "answered" : clock ? "under review" : "tabled";
    return [{ document, version, form: docForm, title, sha256, by, status, receipts, clock }];
  });
}

function clockOn(own: readonly DocumentAct[], isAnswered: boolean, sides: readonly [string, string], on: string): Clock | null {
  const opened = own.filter((one) => one.kind === "review.opened").at(-1);
  if (opened === undefined) return null;
  const signed = new Map<string, { by: Set<string>; cites: string[] }>();
  let [due, cites, waitingFor]: [string, string[], string[]] = [opened.due, [opened.cite], []];
  for (const one of own) {
    if (one.kind !== "review.extended" || !sides.includes(one.by)) continue;
    const same = signed.get(one.due) ?? { by: new Set<string>(), cites: [] };
    same.by.add(one.by);
    same.cites.push(one.cite);
    signed.set(one.due, same);
    if (same.by.size === 2) [due, cites, waitingFor] = [one.due, [...cites, ...same.cites], []];
    else waitingFor = sides.filter((side) => !same.by.has(side));
  }
  const amberFrom = addDays(due as CivilDate, -1);
  const state = isAnswered ? "answered" : on > due ? "red" : on >= amberFrom ? "amber" : "green";
  return { reviewer: opened.reviewer, due, state, waitingFor, cites };
}
