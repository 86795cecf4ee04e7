// The counts of one fact side by side, each with its speaker; none of them is the true one here.
import type { ReactNode } from "react";
import { usePartyName } from "../frame/desk-context.ts";
import { useSay } from "../frame/language-context.ts";

export function CountPair({ counts }: { readonly counts: Readonly<Record<string, number | string>> }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <div className="two-counts">
      {Object.entries(counts).map(([party, count]) => (
        <div key={party}>
          <div className="small quiet">{say("common.counts", { party: name(party) })}</div>
          <div className="figure s">{typeof count === "number" ? say.number(count) : say.code("count", count)}</div>
        </div>
      ))}
    </div>
  );
}
