// What an act says, member by member, exactly as it is sealed: nothing is left out, long lists are counted and cut in sight.
import type { ReactNode } from "react";
import { isRecord } from "../../basis/parse-json.ts";
import { useSay } from "../frame/language-context.ts";

const ITEMS_SHOWN = 20;
const LONG = 160;

export function BodyView({ value }: { readonly value: unknown }): ReactNode {
  const say = useSay();
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return (
      <ul className="stack tight">
        {items.slice(0, ITEMS_SHOWN).map((one, i) => <li key={i}><BodyView value={one} /></li>)}
        {items.length > ITEMS_SHOWN ? <li className="quiet">{say("act.moreItems", { count: items.length - ITEMS_SHOWN })}</li> : null}
        {items.length === 0 ? <li className="quiet">{say("common.none")}</li> : null}
      </ul>
    );
  }
  if (isRecord(value))
    return (
      <dl className="facts">
        {Object.entries(value).map(([member, one]) => (
          <div key={member} className="fact">
            <dt>{say.code("member", member)}</dt>
            <dd><BodyView value={one} /></dd>
          </div>
        ))}
      </dl>
    );
  if (typeof value === "string" && (value.length > LONG || value.includes("\n"))) return <div className="paper-text" dir="auto" tabIndex={0}>{value}</div>;
  return <bdi>{typeof value === "number" ? say.number(value) : value === null ? say("common.none") : typeof value === "string" ? value : JSON.stringify(value)}</bdi>;
}
