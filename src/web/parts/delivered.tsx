// One side's count of what was delivered under an obligation: the number, and what is kept back or not stated beside it, never a 0 for
// either; and what was promised, in words.
import type { ReactNode } from "react";
import type { Block, Delivered } from "../../accounting/account.ts";
import { useSay, type Say } from "../frame/language-context.ts";

/** The first part is the number. */
function deliveredParts(say: Say, { counted, apart, withheldOperations, notStatedOperations, published }: Delivered): string[] {
  const parts = Object.entries(apart);
  return [
    parts.length === 0 ? say("account.noNumber") : say.number(counted),
    parts.length > 1 ? say.list(parts.map(([what, count]) => say.howMany(what, count))) : "",
    withheldOperations > 0 ? say("account.withheldIn", { count: withheldOperations }) : "",
    notStatedOperations > 0 ? say("account.notStatedIn", { count: notStatedOperations }) : "",
    published === null ? "" : say("account.published", { count: published }),
  ].filter((part) => part !== "");
}

export function DeliveredView({ delivered }: { readonly delivered: Delivered | undefined }): ReactNode {
  const say = useSay();
  if (delivered === undefined) return <span className="quiet">{say("account.noNumber")}</span>;
  const [number, ...more] = deliveredParts(say, delivered);
  return <>{Object.keys(delivered.apart).length === 0 ? <span className="quiet">{number}</span> : number}{more.map((part) => <div key={part} className="small quiet">{part}</div>)}</>;
}

export const promiseOf = (say: Say, { promised }: Block): string =>
  promised.kind === "exactly" ? say.number(promised.count ?? 0) : promised.kind === "at-least" ? say("account.atLeast", { count: promised.count ?? 0 }) : say(promised.kind === "all" ? "account.all" : "account.numberOpen");

/** Of one operation, in one line: its number, or in a word why there is none. */
export function OneCount({ delivered }: { readonly delivered: Delivered | undefined }): ReactNode {
  const say = useSay();
  if (delivered === undefined) return <span className="quiet">{say("account.noNumber")}</span>;
  if (Object.keys(delivered.apart).length === 0) return <span className="quiet">{delivered.withheldOperations > 0 ? say.code("count", "withheld") : delivered.notStatedOperations > 0 ? say.code("count", "not stated") : say("account.noNumber")}</span>;
  const [number, ...more] = deliveredParts(say, delivered);
  return <>{number}{more.length === 0 ? null : ` (${say.list(more)})`}</>;
}
