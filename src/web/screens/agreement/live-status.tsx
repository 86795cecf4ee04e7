// Where each clause of an agreement stands for each side on the day: from the account, by both counts, never whose fault.
import type { ReactNode } from "react";
import type { AccountView } from "../../../desk/api-types.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark, toneOf } from "../../parts/mark.tsx";

export function LiveStatus({ agreement, account }: { readonly agreement: string; readonly account: AccountView | undefined }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const blocks = (account?.obligations ?? []).filter((block) => block.agreement === agreement);
  if (account === undefined || blocks.length === 0) return null;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("agreement.status", { agreement })}>
      <table className="account-table">
        <thead><tr><th scope="col">{say("talks.clause")}</th><th scope="col">{say("agreement.whoOwes")}</th><th scope="col" className="num">{say("account.promised")}</th><th scope="col" className="num">{say("account.outstanding")}</th><th scope="col">{say("account.status")}</th><th scope="col">{say("common.restsOn")}</th></tr></thead>
        <tbody>
          {blocks.map((block) => (
            <tr key={block.id}>
              <th scope="row"><bdi>{block.clause ?? ""}</bdi><div className="small quiet">{say.code("what", block.what)}{block.category === undefined ? null : <>, <bdi>{block.category}</bdi></>}</div>{block.readings.map(({ by, words }) => <div key={by + words} className="small quiet">{say("account.reading", { party: name(by) })}: <q><bdi>{words}</bdi></q></div>)}</th>
              <td>{say("account.fromTo", { from: name(block.from), to: name(block.to) })}</td>
              <td className="num">{block.promised.kind === "exactly" ? say.number(block.promised.count ?? 0) : block.promised.kind === "at-least" ? say("account.atLeast", { count: block.promised.count ?? 0 }) : say(block.promised.kind === "all" ? "account.all" : "account.numberOpen")}</td>
              <td className="num">{block.outstanding === null ? say("account.notKnown") : say.number(block.outstanding)}</td>
              <td><Mark tone={toneOf(block.status)}>{say.code("status", block.status)}</Mark></td>
              <td><Cites cites={block.because.slice(0, 60).map((entry) => ({ entry, label: account.cites[entry] ?? `#${entry}` }))} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
