// One recorded statement, claim, proposal, position …: who, in which words, how firmly, on which span of which source.
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { isStanding, type Standing } from "./standing.ts";

export const STATEMENT_KINDS = [
  "agreement", "round", "place", "person", "confirmation", "statement", "quote", "relation", "prior agreement", "proposal",
  "memorandum", "position", "demand", "background", "linkage", "wish", "claim", "consequence", "assessment", "reading",
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export const POSITION_VALUES = [
  "proposed", "accepted", "accepted with reservation", "rejected", "under review", "stated", "withdrawn",
] as const;
export const STATED_BY = ["own word", "the other party", "the mediator", "the source", "unnamed officials"] as const;
/** What this entry makes known of a party's position on a clause, and whose word that rests on. */
export type PositionSaid = {
  readonly clause: string;
  readonly party: string;
  readonly value: (typeof POSITION_VALUES)[number];
  readonly statedBy: (typeof STATED_BY)[number];
  /** Required with a reservation. */
  readonly reason?: string;
};

export type Statement = {
  readonly id: string;
  readonly kind: StatementKind;
  /** As the source names the speaker; brackets where it names none. */
  readonly actor: string;
  readonly parties: readonly string[];
  /** In our words. */
  readonly content: string;
  /** The same as a sentence that goes on from who says it, for the brief: its numbers keep their qualifier. */
  readonly says?: string;
  readonly standing: Standing;
  readonly number?: string;
  readonly quote?: string;
  readonly verbatim?: "full" | "part";
  readonly hedge?: string;
  readonly positionOf?: string;
  readonly bears?: string;
  readonly complete?: boolean;
  readonly refersTo: readonly string[];
  readonly positions: readonly PositionSaid[];
};

const MEMBERS = ["id", "sentence", "kind", "bears", "actor", "parties", "positionOf", "content", "says", "number", "quantity", "quote", "verbatim", "hedge", "standing", "complete", "refersTo", "start", "end", "positions"];

/** @throws Faults `STATEMENT_FORM`, each with its field. */
export function parseStatement(body: Readonly<Record<string, unknown>>): Statement {
  const faults: Fault[] = [];
  const miss = (field: string, expected: string): void => {
    faults.push(new Fault("STATEMENT_FORM", `expected ${expected}`, [{ field }]));
  };
  for (const name of Object.keys(body)) if (!MEMBERS.includes(name)) miss(name, "no member of this name");
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value === "string" && value !== "") return value;
    miss(name, "a text");
    return "";
  };
  const texts = (name: string): string[] => {
    const value: unknown[] = Array.isArray(body[name]) ? body[name] : [];
    if ((body[name] !== undefined && !Array.isArray(body[name])) || !value.every((one) => typeof one === "string")) miss(name, "a list of texts");
    return value.map(String);
  };
  const { standing, kind, verbatim, complete, quantity } = body;
  const known = STATEMENT_KINDS.find((one) => one === kind);
  if (!known) miss("kind", `one of ${STATEMENT_KINDS.join(", ")}`);
  if (!isStanding(standing)) miss("standing", "a standing of the list");
  if (verbatim !== undefined && verbatim !== "full" && verbatim !== "part") miss("verbatim", "full or part");
  if (complete !== undefined && typeof complete !== "boolean") miss("complete", "true or false");
  for (const name of ["sentence", "start", "end"]) {
    const value = body[name];
    if (value !== undefined && !(typeof value === "number" && Number.isSafeInteger(value) && value >= 0)) miss(name, "a whole number");
  }
  if (quantity !== undefined && !isRecord(quantity)) miss("quantity", "an object");
  if (isRecord(quantity) && quantity["value"] !== undefined) {
    const values: unknown[] = Array.isArray(quantity["value"]) ? quantity["value"] : [quantity["value"]];
    if (!values.every((one) => typeof one === "number" && Number.isSafeInteger(one) && one >= 0)) miss("quantity.value", "whole numbers without quotes or thousands mark");
  }
  if (verbatim !== undefined && body["quote"] === undefined) miss("quote", "the words of a verbatim quotation");
  const some = (name: "says" | "number" | "quote" | "hedge" | "positionOf" | "bears"): Partial<Statement> =>
    body[name] === undefined ? {} : { [name]: text(name) };
  const statement: Statement = {
    id: text("id"), kind: known ?? "statement", actor: text("actor"), parties: texts("parties"), content: text("content"),
    standing: isStanding(standing) ? standing : "unattributed", refersTo: texts("refersTo"), positions: positionsOf(body["positions"], miss),
    ...some("says"), ...some("number"), ...some("quote"), ...some("hedge"), ...some("positionOf"), ...some("bears"),
    ...(verbatim === "full" || verbatim === "part" ? { verbatim } : {}),
    ...(typeof complete === "boolean" ? { complete } : {}),
  };
  if (faults.length > 0) throw new Faults(faults);
  return statement;
}

function positionsOf(value: unknown, miss: (field: string, expected: string) => void): PositionSaid[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    miss("positions", "a list of positions");
    return [];
  }
  return value.flatMap((one: unknown, i) => {
    const said = isRecord(one) ? one : {};
    const { clause, party, reason } = said;
    for (const name of Object.keys(said)) if (!["clause", "party", "value", "statedBy", "reason"].includes(name)) miss(`positions[${i}].${name}`, "no member of this name");
    if (said["value"] === "accepted with reservation" ? typeof reason !== "string" || reason === "" : reason !== undefined && typeof reason !== "string")
      miss(`positions[${i}].reason`, "the reason, a text; a reservation needs one");
    const known = POSITION_VALUES.find((name) => name === said["value"]);
    const by = STATED_BY.find((name) => name === said["statedBy"]);
    if (typeof clause === "string" && typeof party === "string" && known && by) return [{ clause, party, value: known, statedBy: by, ...(typeof reason === "string" ? { reason } : {}) }];
    miss(`positions[${i}]`, "clause, party, a value and whose word it is");
    return [];
  });
}
