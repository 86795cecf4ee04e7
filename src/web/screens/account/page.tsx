// The statement of account on any day, fit for one A4 sheet: each side's own count, what is withheld said to be withheld.
import { Fragment, type ReactNode } from "react";
import type { Block } from "../../../accounting/account.ts";
import type { AccountView } from "../../../desk/api-types.ts";
import { usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay, type Say } from "../../frame/language-context.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { DeliveredView, OneCount, promiseOf } from "../../parts/delivered.tsx";
import { Cites } from "../../parts/entry.tsx";
import { numberRanges } from "../../../basis/number-ranges.ts";
import { GoTo } from "../../parts/goto.tsx";
import { Mark, toneOf } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { sayUnder } from "../../parts/say-clause.ts";
import { Answered } from "../../parts/waiting.tsx";
import { Closing } from "./closing.tsx";
import { CorrectAccount } from "./correct-account.tsx";
import { StateObligation } from "./state-obligation.tsx";
import { Totals } from "./totals.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { query, field } = useDay();
  const account = useView<AccountView>(`/account${query}`);
  return (
    <div className="stack account-page">
      <PageHead title={say("nav.account")} lead={account.data ? <ViewLine view={account.data} /> : undefined}>
        {field}
        <PrintButton prepare={printing("summary")} />
        <PrintButton label={say("account.printWhole")} prepare={printing("whole")} />
        <PdfButton form="account" query={query} />
        <PdfButton form="account" query={query} more={{ whole: true }} label={say("account.pdfWhole")} />
        <a className="button" href={`/api/account/statement${query}`} download="statement-of-account.txt">{say("account.asText")}</a>
      </PageHead>
      <Answered query={account}>
        {(view) => (
          <>
            <p className="quiet">{say("account.lead")}</p>
            {view.obligations.length === 0 ? <p>{say("account.none")}</p> : <Summary blocks={view.obligations} />}
            <Differing blocks={view.obligations} />
            <Totals blocks={view.obligations} cites={view.cites} />
            <LooseOnPaper blocks={view.obligations} />
            <div className="grid wide whole-print">{view.obligations.map((block) => <Obligation key={block.id} block={block} cites={view.cites} fallen={view.fallen[block.id]} />)}</div>
            <Closing rows={view.closing} />
            <StateObligation known={view.obligations.map(({ id }) => id)} />
            <CorrectAccount obligations={view.obligations} />
          </>
        )}
      </Answered>
    </div>
  );
}

/** One or two sheets with the sums, or every obligation with all it rests on. */
const printing = (what: "summary" | "whole") => (): Promise<void> => {
  document.documentElement.dataset["print"] = what;
  return Promise.resolve();
};

/** What was counted under no recorded agreement, one line each: on the screen each has its sheet below. */
function LooseOnPaper({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const loose = blocks.filter(({ agreement }) => agreement === null);
  if (loose.length === 0) return null;
  return (
    <table className="only-print account-table">
      <caption>{say("account.noAgreement")}</caption>
      <thead><tr><th scope="col">{say("operations.name")}</th><th scope="col">{say("operations.direction")}</th><th scope="col" className="num">{say("account.byGiver")}</th><th scope="col" className="num">{say("account.byReceiver")}</th><th scope="col">{say("common.restsOn")}</th></tr></thead>
      <tbody>
        {loose.map((block) => (
          <tr key={block.id}>
            <th scope="row"><bdi>{block.id.split("/")[0]}</bdi></th><td>{say.code("what", block.what)} · {say("account.fromTo", { from: name(block.from), to: name(block.to) })}</td>
            <td className="num"><OneCount delivered={block.delivered[block.from]} /></td><td className="num"><OneCount delivered={block.delivered[block.to]} /></td><td><bdi>{numberRanges(block.because)}</bdi></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where two counts differ, each with its age; of obligations and of operations under none. */
function Differing({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const differ = blocks.flatMap((block) => (block.difference === null ? [] : [{ block, difference: block.difference }]));
  return (
    <section className="sheet stack tight">
      <h2>{say("desk.differences", { count: differ.length })}</h2>
      {differ.length === 0 ? <p className="quiet">{say("desk.noDifferences")}</p> : (
        <ul className="lines">
          {differ.map(({ block, difference: { count, since, ageDays, items } }) => (
            <li key={block.id} className="due">
              <div>
                <strong>{sayUnder(say, block)}</strong> <span className="small quiet">{say.code("what", block.what)} · {say("account.fromTo", { from: name(block.from), to: name(block.to) })}</span>
                <ul>{items.map(({ operation, counts }) => <li key={operation}><GoTo path={`/operations?operation=${encodeURIComponent(operation)}`}><bdi>{operation}</bdi></GoTo>: {Object.entries(counts).map(([side, one]) => say("account.sideCounts", { party: name(side), count: one })).join(" / ")}</li>)}</ul>
              </div>
              <Mark tone="open">{say("desk.unexplained", { count, day: say.date(since), days: ageDays })}</Mark>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Summary({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const under = blocks.filter(({ agreement }) => agreement !== null);
  if (under.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{say("account.summary")}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={say("account.summary")}>
        <table className="account-table stacks" role="table">
          <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{say("account.obligation")}</th><th scope="col" role="columnheader" className="num">{say("account.promised")}</th><th scope="col" role="columnheader" className="num">{say("account.byGiver")}</th><th scope="col" role="columnheader" className="num">{say("account.byReceiver")}</th><th scope="col" role="columnheader" className="num">{say("account.reversed")}</th><th scope="col" role="columnheader" className="num">{say("account.accepted")}</th><th scope="col" role="columnheader" className="num">{say("account.outstanding")}</th><th scope="col" role="columnheader">{say("account.status")}</th></tr></thead>
          <tbody role="rowgroup">
            {under.map((block) => (
              <Fragment key={block.id}>
              <tr role="row">
                <th scope="row" role="rowheader">{sayUnder(say, block)}<div className="small quiet">{say.code("what", block.what)}{block.category === undefined ? "" : `${say.comma}${block.category}`} · {say("account.fromTo", { from: name(block.from), to: name(block.to) })}</div></th>
                <td role="cell" data-label={say("account.promised")} className="num">{promiseOf(say, block)}</td>
                <td role="cell" data-label={say("account.byGiver")} className="num"><DeliveredView delivered={block.delivered[block.from]} /></td>
                <td role="cell" data-label={say("account.byReceiver")} className="num"><DeliveredView delivered={block.delivered[block.to]} /></td>
                <td role="cell" data-label={say("account.reversed")} className="num">{block.reversedAtLeast ? say("account.atLeast", { count: block.reversed }) : say.number(block.reversed)}</td>
                <td role="cell" data-label={say("account.accepted")} className="num">{block.accepted === null ? say("account.notKnown") : say.number(block.accepted)}</td>
                <td role="cell" data-label={say("account.outstanding")} className="num">{block.outstanding === null ? say("account.notKnown") : say.number(block.outstanding)}</td>
                <td role="cell" data-label={say("account.status")}><Mark tone={toneOf(block.status)}>{say.code("status", block.status)}</Mark></td>
              </tr>
              <tr role="row" className="print-row"><td role="cell" colSpan={8} className="small"><bdi>{block.id}</bdi>. {block.readings.map(({ by, words }) => <span key={by + words}>{say("account.reading", { party: name(by) })}: <q><bdi>{words}</bdi></q>. </span>)}{say("common.restsOn")}: <bdi>{numberRanges(block.because)}</bdi></td></tr>
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What a side recorded at the spot, in numbers. */
function spotParts(say: Say, { listedNotDelivered, deliveredNotListed, underReserve }: Block["spot"][string]): string[] {
  const parts = [
    ...(listedNotDelivered === 0 ? [] : [say("account.listedNotDelivered", { count: listedNotDelivered })]), ...(deliveredNotListed === 0 ? [] : [say("account.deliveredNotListed", { count: deliveredNotListed })]),
    ...(underReserve === 0 ? [] : [say("account.underReserve", { count: underReserve })]),
  ];
  return parts.length === 0 ? [say("account.noSpotNumber")] : parts;
}

function Obligation({ block, cites, fallen }: { readonly block: Block; readonly cites: Readonly<Record<number, string>>; readonly fallen: AccountView["fallen"][string] | undefined }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const title = sayUnder(say, block);
  return (
    <section className="sheet stack tight" aria-label={block.id}>
      <header className="row spread">
        <div><h2>{title}</h2><span className="small quiet"><bdi>{block.id}</bdi></span></div>
        <Mark tone={toneOf(block.status)}>{say.code("status", block.status)}</Mark>
      </header>
      <p>{say.code("what", block.what)}{block.category === undefined ? "" : <>{say.comma}<bdi>{block.category}</bdi></>} · {say("account.fromTo", { from: name(block.from), to: name(block.to) })}</p>
      <dl className="facts">
        {block.agreement === null ? null : <><dt>{say("account.promised")}</dt><dd className="num">{promiseOf(say, block)}</dd></>}
        {block.readings.map(({ by, words }) => <div className="fact" key={by + words}><dt>{say("account.reading", { party: name(by) })}</dt><dd><q><bdi>{words}</bdi></q></dd></div>)}
        {Object.entries(block.delivered).map(([side, delivered]) => (
          <div className="fact" key={side}><dt>{say(side === block.to ? "account.receivedBy" : "account.deliveredBy", { party: name(side) })}</dt><dd className="num"><DeliveredView delivered={delivered} /></dd></div>
        ))}
        {block.split.map(({ operation, shares }) => (
          <div className="fact" key={operation}><dt>{say("account.split")}</dt><dd><bdi>{operation}</bdi>: {say.list(Object.entries(shares).map(([side, share]) => `${name(side)} ${say.number(share)}`))}</dd></div>
        ))}
        {block.shared.map(({ operation, counts, shares, unfit, difference }) => (
          <div className="fact" key={operation}><dt>{say("account.shared")}</dt><dd><bdi>{operation}</bdi>: {say.list(Object.entries(counts).map(([side, count]) => `${name(side)} ${say.number(count)}`))}. <span className="quiet">{say("account.sharedWhy")}</span>
            {Object.entries(shares).map(([side, count]) => <div key={side}>{say("account.shareOf", { party: name(side), count })}</div>)}
            {Object.keys(unfit).map((side) => <div key={side}>{say("account.unfit", { party: name(side) })}</div>)}
            {difference === null ? null : <div>{say("desk.unexplained", { count: difference.count, day: say.date(difference.since), days: difference.ageDays })}</div>}</dd></div>
        ))}
        {block.shared.length === 0 ? null : Object.entries(block.delivered).map(([side, { credited: { min, max } }]) => (
          <div className="fact" key={side}><dt>{say("account.mayCount", { party: name(side) })}</dt><dd className="num">{max === null ? say("account.atLeast", { count: min }) : say("account.between", { min, max })}</dd></div>
        ))}
        {Object.entries(block.spot).map(([side, counts]) => (
          <div className="fact" key={`spot ${side}`}><dt>{say("account.atSpot", { party: name(side) })}</dt><dd>{say.list(spotParts(say, counts))}</dd></div>
        ))}
        {block.derived > 0 ? <><dt>{say("account.derived")}</dt><dd>{say.number(block.derived)} <span className="quiet">{say("account.derivedWhy")}</span></dd></> : null}
        {block.reversed > 0 ? <><dt>{say("account.reversed")}</dt><dd>{block.reversedAtLeast ? say("account.atLeast", { count: block.reversed }) : say.number(block.reversed)} <span className="quiet">{say("account.provisional")}</span></dd></> : null}
        {fallen === undefined ? null : <><dt>{say("account.fallen")}</dt><dd>{say("account.fallenOf", { sets: fallen.sets, identified: fallen.identified, told: fallen.kinInformed })} <Cites cites={fallen.because.slice(0, 5).map((entry) => ({ entry, label: cites[entry] ?? `#${entry}` }))} /></dd></>}
        {block.accepted === null ? null : <><dt>{say("account.accepted")}</dt><dd className="num">{say.number(block.accepted)}</dd></>}
        <dt>{say("account.outstanding")}</dt><dd className="num"><strong>{block.outstanding === null ? say("account.notKnown") : say.number(block.outstanding)}</strong>{block.outstanding !== null || block.outstandingBetween === null ? null : <div className="small quiet">{say("account.between", block.outstandingBetween)}</div>}</dd>
        {block.difference === null ? null : (
          <><dt>{say("account.difference")}</dt><dd><strong>{say("desk.unexplained", { count: block.difference.count, day: say.date(block.difference.since), days: block.difference.ageDays })}</strong>
            <ul>{block.difference.items.map(({ operation, counts }) => <li key={operation}><bdi>{operation}</bdi>: {Object.entries(counts).map(([side, count]) => `${name(side)} ${say.number(count)}`).join(" / ")}</li>)}</ul></dd></>
        )}
      </dl>
      <div className="small quiet">{say("common.restsOn")} <Cites cites={block.because.map((entry) => ({ entry, label: cites[entry] ?? `#${entry}` }))} /></div>
    </section>
  );
}
