// Every kind of act that may be written, and its parser. The union is closed: another kind is refused.
import { Fault } from "../basis/fault.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { FACT_KINDS, parseFact, type AccountingFact } from "../accounting/parse-fact.ts";
import { parseSignedText, type SignedText } from "../talks/agreed-text.ts";
import { parseStatement, type Statement } from "../talks/statement.ts";
import type { OpenedAct } from "./fold.ts";

export type Parsed =
  | { readonly room: "accounting"; readonly fact: AccountingFact }
  | { readonly room: "talks"; readonly statement: Statement }
  | { readonly room: "agreed"; readonly signed: SignedText };

/** @throws Fault or Faults: `ACT_KIND` for a kind that does not exist, else the room's own, each with its field. */
export function parseBody(act: OpenedAct): Parsed {
  if (act.kind === "statement.recorded") return { room: "talks", statement: parseStatement(act.body) };
  if (act.kind === "text.signed") return { room: "agreed", signed: parseSignedText(act.body) };
  if (!FACT_KINDS.some((kind) => kind === act.kind))
    throw new Fault("ACT_KIND", `expected statement.recorded, text.signed, ${FACT_KINDS.join(", ")}; found ${JSON.stringify(act.kind)}`, [{ field: "kind" }]);
  const on = parseCivilDate(act.at);
  if (!on) throw new Fault("ACT_KIND", "expected a date that exists", [{ field: "at" }]);
  return { room: "accounting", fact: { ...parseFact(act.kind, act.body), entry: act.entry, on, by: act.author } };
}

/** The facts of the account among some acts. */
export const factsOf = (acts: readonly OpenedAct[]): AccountingFact[] =>
  acts.flatMap((act) => {
    const parsed = parseBody(act);
    return parsed.room === "accounting" ? [parsed.fact] : [];
  });
