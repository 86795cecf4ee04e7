// The talks: rounds, documents with the receipts of both sides, the position matrix on any past day, statements and claims with
// their standing, consequences, pauses, disputes. Nothing here makes anything agreed.
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { ChronicleView, PositionsView, SaidItem, TalksView } from "../../../desk/api-types.ts";
import { speaking, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { Brackets } from "./brackets.tsx";
import { Claims } from "./claims.tsx";
import { DepositDocument } from "./deposit-document.tsx";
import { DocumentSheet } from "./document-sheet.tsx";
import { Matters } from "./matters.tsx";
import { Moves } from "./moves.tsx";
import { PackSheet } from "./pack-sheet.tsx";
import { RecordStatement } from "./record-statement.tsx";
import { Rounds } from "./rounds.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { query, field } = useDay();
  const [document] = useItem("document");
  const talks = useView<TalksView>(`/talks${query}`);
  const positions = useView<PositionsView>(`/positions${query}`);
  return (
    <div className="stack">
      <PageHead title={say("nav.talks")} lead={talks.data ? <ViewLine view={talks.data} /> : undefined}>{field}</PageHead>
      <Tabs className="tabs" defaultSelectedKey={document === undefined ? "positions" : "documents"}>
        <TabList className="tablist" aria-label={say("nav.talks")}>
          <Tab id="positions" className="tab">{say("talks.positions")}</Tab>
          <Tab id="documents" className="tab">{say("talks.documents")}</Tab>
          <Tab id="rounds" className="tab">{say("talks.rounds")}</Tab>
          <Tab id="statements" className="tab">{say("talks.statements")}</Tab>
          <Tab id="matters" className="tab">{say("talks.matters")}</Tab>
        </TabList>
        <TabPanel id="positions" className="stack"><Answered query={positions}>{(view) => <Matrix view={view} />}</Answered><Brackets brackets={talks.data?.brackets ?? []} /></TabPanel>
        <TabPanel id="documents" className="stack">
          <DepositDocument documents={talks.data?.documents ?? []} />
          <Answered query={talks}>{(view) => (
            <>
              {view.documents.length === 0 ? <p className="quiet">{say("talks.noDocuments")}</p> : null}
              {view.documents.map((one) => <DocumentSheet key={one.document} one={one} isChosen={one.document === document} />)}
            </>
          )}</Answered>
          <PackSheet />
        </TabPanel>
        <TabPanel id="rounds" className="stack"><Rounds query={query} /></TabPanel>
        <TabPanel id="statements" className="stack"><RecordStatement /><Claims claims={talks.data?.claims ?? []} /><Statements query={query} /></TabPanel>
        <TabPanel id="matters"><Answered query={talks}>{(view) => <Matters view={view} />}</Answered></TabPanel>
      </Tabs>
    </div>
  );
}

/** The verbatim words behind a position, as far as the source has them. */
const quotesOf = ({ moves }: PositionsView, clause: string, party: string, cites: readonly string[]): string[] =>
  [...new Set(moves.flatMap((one) => (one.clause === clause && one.party === party && cites.includes(one.cite) ? one.quote ?? [] : [])))];

function Matrix({ view }: { readonly view: PositionsView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const parties = speaking(desk).filter(({ is }) => is !== "secretariat");
  if (view.rows.length === 0) return <p className="quiet">{say("talks.noPositions")}</p>;
  return (
    <section className="sheet stack">
      <p className="quiet">{say("talks.matrixLead")}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={say("talks.positions")}>
        <table className="matrix stacks" role="table">
          <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{say("talks.clause")}</th>{parties.map(({ code }) => <th key={code} scope="col" role="columnheader"><bdi>{name(code)}</bdi></th>)}</tr></thead>
          <tbody role="rowgroup">
            {view.rows.map((row) => (
              <tr key={row.clause} role="row">
                <th scope="row" role="rowheader">{row.version === null ? null : <>{say("talks.clause")} </>}<bdi>{row.clause}</bdi>{row.version === null ? null : <div className="small quiet">{say("talks.version", { version: row.version })} <span className="digest"><bdi>{row.textHash?.slice(0, 12)}</bdi></span></div>}<Moves moves={view.moves.filter(({ clause }) => clause === row.clause)} /></th>
                {parties.map(({ code }) => (
                  <td key={code} role="cell" data-label={name(code)}>
                    {(row.cells[code] ?? []).map((cell) => (
                      <div key={cell.statedBy + cell.value} className="view">
                        <div><Mark tone={cell.statedBy === "own word" ? "own" : "plain"}>{say.code("position", cell.value)}</Mark></div>
                        <div className="small quiet">{say.code("statedBy", cell.statedBy)}{say.comma}{say.date(cell.on)}{cell.reason === undefined ? null : <>: <bdi>{cell.reason}</bdi></>}</div>
                        {quotesOf(view, row.clause, code, cell.cites).map((quote) => <q key={quote} className="small"><bdi>{quote}</bdi></q>)}
                        <LabelCites labels={cell.cites} />
                      </div>
                    ))}
                    {row.cells[code] === undefined ? <span className="quiet">{say("talks.silent")}</span> : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Statements({ query }: { readonly query: string }): ReactNode {
  const { language } = useLanguage();
  const chronicle = useView<ChronicleView>(`/chronicle${query}${query === "" ? "?" : "&"}lang=${language}`);
  return (
    <Answered query={chronicle}>
      {({ days }) => <StatementList said={days.flatMap(({ items }) => items).filter(({ standing, section }) => standing !== "reported" && section !== "Operations and counts" && section !== "Obligations" && section !== "Lists")} />}
    </Answered>
  );
}

function StatementList({ said }: { readonly said: readonly SaidItem[] }): ReactNode {
  const say = useSay();
  const { shown, more } = useSome(said, 25);
  return (
    <section className="sheet">
      <h2>{say("talks.statements")}</h2>
      <p className="quiet small">{say("talks.statementsLead")}</p>
      <ul className="lines">
        {shown.map((item) => (
          <li key={item.entry} className="stack tight">
            <div className="row"><Mark tone={/^(unconfirmed|disputed|withdrawn|unattributed)$/.test(item.standing) ? "open" : "plain"}>{say.code("standing", item.standing)}</Mark><span className="quiet small">{say.date(item.day)}</span><Cites cites={[{ entry: item.entry, label: item.cite }]} /></div>
            <p>{`${item.sentence.charAt(0).toUpperCase()}${item.sentence.slice(1)}`}</p>
          </li>
        ))}
        {said.length === 0 ? <li className="quiet">{say("common.none")}</li> : null}
      </ul>
      {more}
    </section>
  );
}
