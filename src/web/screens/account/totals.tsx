// Published totals, the latest of each speaker (MISSION A7): several offices of one side speak, and differ. A total that says what it was
// summed from is added up again by the same party's own counts; what differs is an item with an age, and nobody's fault.
import type { ReactNode } from "react";
import type { Block } from "../../../accounting/account.ts";
import type { Reconciliation } from "../../../accounting/totals.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay, type Say } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { sayUnder } from "../../parts/say-clause.ts";

export function Totals({ blocks, cites }: { readonly blocks: readonly Block[]; readonly cites: Readonly<Record<number, string>> }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const told = blocks.filter(({ totals }) => totals.length > 0);
  const differ = blocks.flatMap((block) => block.speakersDiffer.map((one) => ({ block, ...one })));
  if (told.length === 0) return null;
  return (
    <section className="sheet stack tight">
      <h2>{say("account.totals")}</h2>
      <div className="scroll" tabIndex={0} role="group" aria-label={say("account.totals")}>
        <table className="account-table stacks totals" role="table">
          <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{say("account.obligation")}</th><th scope="col" role="columnheader">{say("account.speaker")}</th><th scope="col" role="columnheader">{say("entry.at")}</th><th scope="col" role="columnheader" className="num">{say("account.total")}</th><th scope="col" role="columnheader">{say("account.addedUp")}</th></tr></thead>
          <tbody role="rowgroup">
            {told.flatMap((block) => block.totals.map((total, i) => (
              <tr key={`${block.id} ${total.entry}`} role="row">
                {i === 0 ? <th scope="rowgroup" role="rowheader" rowSpan={block.totals.length}>{sayUnder(say, block)}<div className="small quiet">{say.code("what", block.what)} · {say("account.fromTo", { from: name(block.from), to: name(block.to) })}</div></th> : null}
                <td role="cell" data-label={say("account.speaker")}><bdi>{name(total.by)}</bdi>{total.speaker === total.by ? null : <div className="small quiet"><bdi>{total.speaker}</bdi></div>}</td>
                <td role="cell" data-label={say("entry.at")}><span>{say.date(total.on)} <Cites cites={[{ entry: total.entry, label: cites[total.entry] ?? `#${total.entry}` }]} /></span></td>
                <td role="cell" data-label={say("account.total")} className="num"><strong>{say.number(total.count)}</strong></td>
                <td role="cell" data-label={say("account.addedUp")}>{total.reconciliation === null ? <span className="quiet">{say("account.notSummed")}</span> : <AddedUp of={total.reconciliation} stated={total.count} />}</td>
              </tr>
            )))}
          </tbody>
        </table>
      </div>
      {differ.length === 0 ? null : (
        <ul className="lines">
          {differ.map(({ block, by, on, ageDays, counts }) => <li key={`${block.id} ${by} ${on}`}><Mark tone="open">{say("account.speakersDiffer", { party: name(by), day: say.date(on), days: ageDays })}</Mark> {sayUnder(say, block)} · {say("account.fromTo", { from: name(block.from), to: name(block.to) })}: {Object.entries(counts).map(([speaker, count]) => `${say.own(name(speaker))} ${say.number(count)}`).join(" / ")}</li>)}
        </ul>
      )}
    </section>
  );
}

/** `5,147 + 307 + 303 = 5,757`, and what the published total says beyond it. */
const sumOf = (say: Say, { from, operations, sum }: Reconciliation): string =>
  `${[say.number(from), ...operations.map(({ count }) => (count === null ? "?" : say.number(count)))].join(" + ")} = ${sum === null ? "?" : say.number(sum)}`;

function AddedUp({ of, stated }: { readonly of: Reconciliation; readonly stated: number }): ReactNode {
  const say = useSay();
  const unknown = of.operations.filter(({ count }) => count === null).map(({ operation }) => operation);
  return (
    <>
      <bdi dir="ltr" className="num nowrap">{sumOf(say, of)}</bdi>
      {of.difference === null
        ? <div className="small"><Mark tone="wait">{say("account.cannotAdd", { operations: say.list(unknown) })}</Mark></div>
        : of.difference === 0 ? <div className="small"><Mark tone="fine">{say("account.addsUp", { count: stated })}</Mark></div>
        : <div className="small"><Mark tone="open">{say("account.addsUpNot", { count: Math.abs(of.difference), day: say.date(of.since), days: of.ageDays })}</Mark></div>}
    </>
  );
}
