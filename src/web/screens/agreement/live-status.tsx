// Where each clause of an agreement stands for each side on the day: from the account, by both counts, never whose fault.
import type { ReactNode } from "react";
import type { AccountView } from "../../../desk/api-types.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { DeliveredView, promiseOf } from "../../parts/delivered.tsx";
import { Cites } from "../../parts/entry.tsx";
import { Mark, toneOf } from "../../parts/mark.tsx";
import { sayClause } from "../../parts/say-clause.ts";

export function LiveStatus({ agreement, account }: { readonly agreement: string; readonly account: AccountView | undefined }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const blocks = (account?.obligations ?? []).filter((block) => block.agreement === agreement);
  if (account === undefined || blocks.length === 0) return null;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("agreement.status", { agreement })}>
      <table className="account-table stacks live" role="table">
        <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{say("talks.clause")}</th><th scope="col" role="columnheader">{say("agreement.whoOwes")}</th><th scope="col" role="columnheader" className="num">{say("account.promised")}</th><th scope="col" role="columnheader" className="num">{say("account.byGiver")}</th><th scope="col" role="columnheader" className="num">{say("account.byReceiver")}</th><th scope="col" role="columnheader" className="num">{say("account.accepted")}</th><th scope="col" role="columnheader" className="num">{say("account.outstanding")}</th><th scope="col" role="columnheader">{say("account.status")}</th><th scope="col" role="columnheader">{say("common.restsOn")}</th></tr></thead>
        <tbody role="rowgroup">
          {blocks.map((block) => (
            <tr key={block.id} role="row">
              <th scope="row" role="rowheader">{block.clause === null ? null : sayClause(say, block.clause)}<div className="small quiet">{say.code("what", block.what)}{block.category === undefined ? null : <>{say.comma}<bdi>{block.category}</bdi></>}</div>{block.readings.map(({ by, words }) => <div key={by + words} className="small quiet">{say("account.reading", { party: name(by) })}: <q><bdi>{words}</bdi></q></div>)}</th>
              <td role="cell" data-label={say("agreement.whoOwes")}>{say("account.fromTo", { from: name(block.from), to: name(block.to) })}</td>
              <td role="cell" data-label={say("account.promised")} className="num">{promiseOf(say, block)}</td>
              <td role="cell" data-label={say("account.byGiver")} className="num"><DeliveredView delivered={block.delivered[block.from]} /></td>
              <td role="cell" data-label={say("account.byReceiver")} className="num"><DeliveredView delivered={block.delivered[block.to]} /></td>
              <td role="cell" data-label={say("account.accepted")} className="num">{block.accepted === null ? say("account.notKnown") : say.number(block.accepted)}</td>
              <td role="cell" data-label={say("account.outstanding")} className="num">{block.outstanding === null ? say("account.notKnown") : say.number(block.outstanding)}</td>
              <td role="cell" data-label={say("account.status")}><Mark tone={toneOf(block.status)}>{say.code("status", block.status)}</Mark></td>
              <td role="cell" data-label={say("common.restsOn")}><Cites cites={block.because.slice(0, 60).map((entry) => ({ entry, label: account.cites[entry] ?? `#${entry}` }))} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
