// The closing (MISSION A1): what each side counted in each direction, and where it stands. A row that did not come to zero would be a
// fault of this program, and is said to be so.
import type { ReactNode } from "react";
import type { ClosingRow } from "../../../accounting/closing.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";

export function Closing({ rows }: { readonly rows: readonly ClosingRow[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (rows.length === 0) return null;
  return (
    <section className="sheet stack tight">
      <h2>{say("account.closing")}</h2>
      <p className="quiet small no-print">{say("account.closingLead")}</p>
      <div className="scroll" tabIndex={0} role="group" aria-label={say("account.closing")}>
        <table className="account-table closing">
          <thead><tr><th scope="col">{say("account.speaker")}</th><th scope="col">{say("operations.direction")}</th><th scope="col" className="num">{say("account.counted")}</th><th scope="col" className="num">{say("account.inBlocks")}</th><th scope="col" className="num">{say("account.openBetween")}</th><th scope="col" className="num">{say("account.remainder")}</th></tr></thead>
          <tbody>
            {rows.map(({ by, from, to, stream, counted, credited, open, remainder }) => (
              <tr key={`${by} ${from} ${to} ${stream}`}>
                <th scope="row"><bdi>{name(by)}</bdi></th><td>{say.code("stream", stream)} · {say("account.fromTo", { from: name(from), to: name(to) })}</td>
                <td className="num">{say.number(counted)}</td><td className="num">{say.number(credited)}</td><td className="num">{say.number(open)}</td>
                <td className="num">{remainder === 0 ? say.number(0) : <Mark tone="late">{say("account.remainderFault", { count: remainder })}</Mark>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
