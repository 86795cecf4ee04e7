// Acts with a closed form in the reader's own language: counts, obligations, postponements, signed texts. Others stand in the words of the record.
import { isRecord } from "../../../basis/parse-json.ts";
import type { Say } from "../../frame/language-context.ts";
import type { OpenedEntry } from "../../parts/acts.ts";
import { sayUnder } from "../../parts/say-clause.ts";

type Name = (code: string) => string;

/** The sentence without speaker and day, or `undefined` where there is no template for the kind. */
export function sayAct(say: Say, name: Name, { row, body }: OpenedEntry): string | undefined {
  if (row.kind === "operation.counted") return sayCounted(say, name, body);
  if (row.kind === "operation.allocated") return saySplit(say, body);
  if (row.kind === "obligation.stated") return sayObligation(say, name, body);
  if (row.kind === "operation.postponed") return `${say.own(String(body["operation"]))}: ${say.code("kind", row.kind)}. “${String(body["words"])}”`;
  if (row.kind === "total.published" || row.kind === "acceptance.recorded") return `${say.own(String(body["obligation"]))}: ${say(row.kind === "total.published" ? "account.published" : "account.acceptedCount", { count: Number(body["count"]) })}`;
  if (row.kind === "reversal.recorded") return `${say.own(String(body["obligation"]))}: ${say("account.reversedCount", { count: Number(body["count"]) })}. “${String(body["statement"])}”`;
  return sayOperation(say, name, row.kind, body);
}

/** Of a notice its number, and what is planned; never its route, means or place. */
function sayOperation(say: Say, name: Name, kind: string, body: Readonly<Record<string, unknown>>): string | undefined {
  const operation = say.own(String(body["operation"]));
  const way = (one: Readonly<Record<string, unknown>>, count: unknown): string => `${say.howMany(String(one["what"]), Number(count))} (${say("account.fromTo", { from: name(String(one["from"])), to: name(String(one["to"])) })})`;
  const legs: unknown[] = Array.isArray(body["legs"]) ? body["legs"] : [];
  const notice = say("operations.noticeNumber", { version: Number(body["version"]) });
  if (kind === "operation.announced") return `${operation}: ${notice}. ${say("operations.planned")}: ${say.list(legs.filter(isRecord).map((leg) => way(leg, leg["planned"])))}`;
  if (kind === "notice.acknowledged" || kind === "operation.go") return `${operation}: ${notice}. ${say.code("kind", kind)}`;
  if (kind === "operation.aborted") return `${operation}: ${say.code("phase", "stopped")}. “${String(body["words"])}”`;
  if (kind === "exception.recorded") return `${operation}: ${say.code("spot", String(body["code"]))}. ${way(body, body["count"])}`;
  return undefined;
}

function sayCounted(say: Say, name: Name, body: Readonly<Record<string, unknown>>): string {
  const flows: unknown[] = Array.isArray(body["flows"]) ? body["flows"] : [];
  const parts = flows.filter(isRecord).map((flow) => {
    const count = flow["count"];
    return `${say.howMany(String(flow["what"]), typeof count === "number" ? count : String(count))} (${say("account.fromTo", { from: name(String(flow["from"])), to: name(String(flow["to"])) })})`;
  });
  return `${say.own(String(body["operation"]))}: ${say.list(parts)}`;
}

function saySplit(say: Say, body: Readonly<Record<string, unknown>>): string {
  const shares: unknown[] = Array.isArray(body["shares"]) ? body["shares"] : [];
  const parts = shares.filter(isRecord).map(({ obligation, what, count }) => `${say.own(String(obligation))}: ${say.howMany(String(what), Number(count))}`);
  return `${say.own(String(body["operation"]))}: ${parts.length === 0 ? say("account.splitTakenBack") : `${say("account.split")}: ${say.list(parts)}`}`;
}

function sayObligation(say: Say, name: Name, body: Readonly<Record<string, unknown>>): string {
  const promised = isRecord(body["promised"]) ? body["promised"] : {};
  const count = Number(promised["count"] ?? 0);
  const what = String(body["what"]);
  const promise = promised["kind"] === "exactly" ? say.howMany(what, count) : `${say.code("what", what)}: ${promised["kind"] === "at-least" ? say("account.atLeast", { count }) : say(promised["kind"] === "all" ? "account.all" : "account.numberOpen")}`;
  const { clause: number, agreement: text } = body;
  const agreement = sayUnder(say, { agreement: typeof text === "string" ? text : null, clause: typeof number === "string" ? number : null });
  return `${agreement}: ${promise} (${say("account.fromTo", { from: name(String(body["from"])), to: name(String(body["to"])) })})`;
}

export const SAID_KINDS = ["operation.counted", "operation.allocated", "obligation.stated", "operation.postponed", "total.published", "acceptance.recorded", "reversal.recorded", "operation.announced", "notice.acknowledged", "operation.go", "operation.aborted", "exception.recorded"] as const;
