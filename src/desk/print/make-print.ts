// A print as it is asked for: which form, of what, in which language and on which day; who may have it; and the document that is set. The
// same for the command line and the job of the server.
import { FORMS, PRINT_ROWS_MAX, type FormName, type PrintDocument, type PrintPart } from "../../basis/document.ts";
import { Fault, Faults } from "../../basis/fault.ts";
import type { CivilDate } from "../../basis/civil-date.ts";
import type { State } from "../../entries/fold.ts";
import type { View } from "../authority.ts";
import type { Desk } from "../desk.ts";
import { dayOfView } from "../read-views.ts";
import { accountPrint } from "./account-print.ts";
import { actPrint } from "./act-print.ts";
import { agreementPrint } from "./agreement-print.ts";
import { identificationPrint } from "./identification-print.ts";
import { letterPrint, listPrint, manifestPrint, sheetPrint } from "./list-print.ts";
import { planPrint } from "./plan-print.ts";
import { framed, standingOf, type Matter, type PrintSource } from "./print-frame.ts";
import { languageNamed, printWords, type PrintLanguage } from "./print-words.ts";
import { receiptPrint } from "./receipt-print.ts";
import { weekPrint } from "./week-print.ts";

/** What a role must be able to read so that it may print the form. */
export const VIEW_OF_FORM: Readonly<Record<FormName, View>> = {
  account: "account", act: "operations", agreement: "talks", identification: "remains", letter: "lists", list: "lists", manifest: "lists", plan: "planning", receipt: "record", sheet: "lists", week: "talks",
};
/** Whose form names persons: every print of it is noted in the log of reads. */
export const NAMES_PERSONS: readonly FormName[] = ["list", "manifest", "sheet"];

export type PrintRequest = {
  readonly form: FormName; readonly language: PrintLanguage; readonly on: string | undefined;
  /** The agreement, list, operation, plan or entry; empty for the account and the week. */
  readonly of: string;
  /** Of a manifest: the operation that it is for. */
  readonly operation: string | undefined;
  /** Of a plan. */
  readonly round: number;
  /** Of a list: rows from here on. */
  readonly part: PrintPart;
  /** Of the account: every obligation in full after the statement. */
  readonly isWhole: boolean;
};
const MEMBERS = ["form", "language", "on", "of", "operation", "round", "first", "count", "whole"];

/** @throws Faults `REQUEST_FORM`, every wrong member at once. */
export function parsePrintRequest(request: Readonly<Record<string, unknown>>): PrintRequest {
  const faults: Fault[] = [];
  const miss = (field: string, expected: string): void => void faults.push(new Fault("REQUEST_FORM", `expected ${expected}`, [{ field }]));
  for (const name of Object.keys(request)) if (!MEMBERS.includes(name)) miss(name, "no member of this name");
  const form = FORMS.find((one) => one === request["form"]);
  if (!form) miss("form", `one of ${FORMS.join(", ")}`);
  let language: PrintLanguage = "en";
  try {
    language = languageNamed(request["language"] ?? "en");
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push(error);
  }
  const text = (field: string): string | undefined => {
    const value = request[field];
    if (value === undefined || (typeof value === "string" && value !== "" && value.length <= 200)) return value;
    miss(field, "a text of at most 200 characters");
    return undefined;
  };
  const whole = (field: string, most: number, otherwise: number): number => {
    const value = request[field] ?? otherwise;
    if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) return value;
    miss(field, `a whole number from 1 to ${most}`);
    return otherwise;
  };
  const [of, on, operation] = [text("of") ?? "", text("on"), text("operation")];
  if (form !== undefined && form !== "account" && form !== "week" && of === "" && request["of"] === undefined) miss("of", "what is to be printed: a code or a number");
  const { whole: isWhole = false } = request;
  if (typeof isWhole !== "boolean") miss("whole", "true or false");
  const parsed = { form: form ?? "account", language, on, of, operation, round: whole("round", 1_000_000, 1), part: { first: whole("first", 1_000_000, 1), count: whole("count", PRINT_ROWS_MAX, PRINT_ROWS_MAX) }, isWhole: isWhole === true };
  if (faults.length > 0) throw new Faults(faults);
  return parsed;
}

export type Asked = { readonly desk: Desk; readonly state: State; readonly party: string; readonly today: CivilDate };

/**
 * The document that is set, from what `state` holds. Linear in what is printed.
 * @throws Fault `REQUEST_FORM`, `TEXT_NONE`, `LIST_NONE`, `OPERATION_NONE`, `PLAN_ROUND`, `PLAN_NONE`, `ENTRY_NONE`, `RECEIPT_INDEX`, `REMAINS_NONE`, `REPORT_FORM`, `PRINT_ROWS`.
 */
export async function makePrint({ desk, state, party, today }: Asked, request: PrintRequest): Promise<PrintDocument> {
  const source: PrintSource & { readonly desk: Desk } = { desk, state, party, on: dayOfView(state, request.on, today), words: printWords(request.language, desk.pack) };
  const standing = await standingOf(desk);
  return framed(source, standing, await matterOf(source, request));
}

function matterOf(source: PrintSource & { readonly desk: Desk }, { form, of, operation, round, part, isWhole }: PrintRequest): Matter | Promise<Matter> {
  switch (form) {
    case "account": return accountPrint(source, isWhole);
    case "act": return actPrint(source, of);
    case "agreement": return agreementPrint(source, of);
    case "identification": return identificationPrint(source, of);
    case "letter": return letterPrint(source, of);
    case "list": return listPrint(source, of, part);
    case "manifest": return manifestPrint(source, of, operation, part);
    case "plan": return planPrint(source, of, round);
    case "receipt": return receiptPrint(source, of);
    case "sheet": return sheetPrint(source, of, part);
    case "week": return weekPrint(source);
  }
}
