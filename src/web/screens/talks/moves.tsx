// How the positions on one clause moved, day by day: who, by whose word, in which words. Closed until it is asked for.
import type { ReactNode } from "react";
import type { PositionsView } from "../../../desk/api-types.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { LabelCites } from "../../parts/label-cites.tsx";

export function Moves({ moves }: { readonly moves: PositionsView["moves"] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (moves.length === 0) return null;
  return (
    <details className="small">
      <summary>{say("talks.overTime", { count: moves.length })}</summary>
      <ol className="lines">
        {moves.map((one, i) => (
          <li key={i}>
            {say.date(one.on)} · <bdi>{name(one.party)}</bdi>: <strong>{say.code("position", one.value)}</strong>, {say.code("statedBy", one.statedBy)}{one.reason === undefined ? null : <>: <bdi>{one.reason}</bdi></>} {one.quote === undefined ? null : <q><bdi>{one.quote}</bdi></q>} <LabelCites labels={[one.cite]} />
          </li>
        ))}
      </ol>
    </details>
  );
}
