// How many persons of each list a reading adds and drops against another. Counts from 1 to 4 are said as “fewer than 5”: they would
// name a man.
import type { ReactNode } from "react";
import type { ReadingsAnswer } from "../../desk/api-types.ts";
import { usePartyName } from "../frame/desk-context.ts";
import { useSay, type Say } from "../frame/language-context.ts";

const shown = (say: Say, count: number | string): string => (typeof count === "number" ? say.number(count) : say("readings.fewer", { count: Number(/\d+/.exec(count)?.[0] ?? 5) }));

export function PersonsTable({ answer, title }: { readonly answer: ReadingsAnswer; readonly title: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (answer.lists.length === 0) return <p className="note">{say("readings.noLists")}</p>;
  if (answer.readings.length < 2) return <p className="note">{say("readings.one")}</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="account-table">
        <thead><tr><th scope="col">{say("readings.list")}</th><th scope="col">{say("readings.against")}</th><th scope="col" className="num">{say("readings.adds")}</th><th scope="col" className="num">{say("readings.drops")}</th><th scope="col" className="num">{say("readings.becomeUnknown")}</th><th scope="col" className="num">{say("readings.ceaseUnknown")}</th></tr></thead>
        <tbody>
          {answer.rows.map((row, i) => (
            <tr key={i}>
              <th scope="row"><bdi>{row.list}</bdi><div className="small quiet">{say("readings.heldBy", { party: name(row.holder) })} · {say("lists.namesCount", { count: row.names })}</div></th>
              <td><bdi>{row.from}</bdi> → <bdi>{row.to}</bdi></td>
              <td className="num">{shown(say, row.added)}</td><td className="num">{shown(say, row.dropped)}</td><td className="num">{shown(say, row.becomeUnknown)}</td><td className="num">{shown(say, row.ceaseUnknown)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
