// The agreement: the texts that sides have signed, whether over identical bytes; the clauses on the table, their brackets, the
// word of each side on each. Agreed is only what both signed over the same bytes.
import { useMemo, type ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { AccountView, AgreedView, PositionsView, TalksView, TextView } from "../../../desk/api-types.ts";
import { sidesOf, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { wordChanges } from "../../../talks/negotiating-text.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark, toneOf } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { Clauses } from "./clauses.tsx";
import { RequireSigning } from "./require-signing.tsx";
import { SignText, SignTheseBytes } from "./sign-text.tsx";
import { LiveStatus } from "./live-status.tsx";
import { ReadingsInPersons } from "./readings-in-persons.tsx";
import { Sentences } from "./sentences.tsx";
import { TermsView } from "./terms-view.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { query, field } = useDay();
  const [chosen] = useItem("agreement");
  const agreed = useView<AgreedView>(`/agreed${query}`);
  const positions = useView<PositionsView>(`/positions${query}`);
  const talks = useView<TalksView>(`/talks${query}`);
  const account = useView<AccountView>(`/account${query}`).data;
  const unsigned = [...new Set((account?.obligations ?? []).flatMap(({ agreement }) => agreement ?? []))].filter((code) => !(agreed.data?.agreements ?? []).some(({ agreement }) => agreement === code));
  const agreements = useMemo(() => [...(agreed.data?.agreements ?? [])].sort((a, b) => Number(b.agreement === chosen) - Number(a.agreement === chosen)), [agreed.data, chosen]);
  return (
    <div className="stack">
      <PageHead title={say("nav.agreement")} lead={agreed.data ? <ViewLine view={agreed.data} /> : undefined}>{field}<PrintButton /></PageHead>
      <p className="quiet">{say("agreement.lead")}</p>
      <Tabs className="tabs">
        <TabList className="tablist" aria-label={say("nav.agreement")}>
          <Tab id="texts" className="tab">{say("agreement.texts")}</Tab>
          <Tab id="clauses" className="tab">{say("agreement.clauses")}</Tab>
        </TabList>
        <TabPanel id="texts" className="stack">
          <SignText />
          <RequireSigning agreements={[...agreements.map(({ agreement }) => agreement), ...unsigned]} />
          <Answered query={agreed}>{() => (
            <>
              {agreements.length + unsigned.length === 0 ? <p className="quiet">{say("agreement.none")}</p> : null}
              {agreements.map((one) => <Agreement key={one.agreement} one={one} query={query} account={account} />)}
              {unsigned.map((code) => (
                <section key={code} className="sheet stack" aria-label={code}>
                  <header className="row spread"><h2><bdi>{code}</bdi></h2><Mark>{say("agreement.noText")}</Mark></header>
                  <LiveStatus agreement={code} account={account} />
                </section>
              ))}
            </>
          )}</Answered>
        </TabPanel>
        <TabPanel id="clauses"><Answered query={positions}>{(view) => <Clauses rows={view.rows} brackets={talks.data?.brackets ?? []} />}</Answered></TabPanel>
      </Tabs>
    </div>
  );
}

function Agreement({ one, query, account }: { readonly one: AgreedView["agreements"][number]; readonly query: string; readonly account: AccountView | undefined }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const text = useView<TextView>(`/texts/${encodeURIComponent(one.agreement)}${query}`);
  return (
    <section className="sheet stack" aria-label={one.agreement}>
      <header className="row spread">
        <h2><bdi>{one.agreement}</bdi></h2>
        <Mark tone={toneOf(one.state)}>{say.code("agreed", one.state)}{one.since === null ? "" : `${say.comma}${say.date(one.since)}`}</Mark>
      </header>
      <ul className="two-counts">
        {sidesOf(desk).map((side) => {
          const signature = one.signatures[side];
          return (
            <li key={side} className="side">
              <strong><bdi>{name(side)}</bdi></strong>
              {signature === undefined ? <p className="quiet">{say("agreement.notSigned")}</p> : <><p>{say("agreement.signedOn", { day: say.date(signature.on) })} <LabelCites labels={[signature.cite]} /></p><p className="digest"><bdi>{signature.sha256}</bdi></p></>}
            </li>
          );
        })}
      </ul>
      <div className="row"><PdfButton form="agreement" of={one.agreement} query={query} /></div>
      <LiveStatus agreement={one.agreement} account={account} />
      <Answered query={text}>{(view) => <Versions view={view} />}</Answered>
    </section>
  );
}

function Versions({ view }: { readonly view: TextView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const [first, second] = view.versions.slice(-2);
  return (
    <div className="stack">
      {view.versions.map((version) => (
        <div key={version.sha256} className="stack tight">
          <p className="small">{say("agreement.signedBy", { parties: say.list(version.signedBy.map(({ party }) => name(party))) })} <Cites cites={version.signedBy.map(({ entry, cite }) => ({ entry, label: cite }))} /></p>
          <Sentences text={version.text} />
          <TermsView text={version.text} />
          <ReadingsInPersons text={version.text} />
          <p className="digest">SHA-256 <bdi>{version.sha256}</bdi></p>
          <SignTheseBytes agreement={view.agreement} version={version} />
        </div>
      ))}
      {first && second ? (
        <details>
          <summary>{say("agreement.compare")}</summary>
          <p className="paper-text" tabIndex={0}>{wordChanges(first.text, second.text).map((change, i) => (change.kept !== undefined ? <span key={i}>{change.kept} </span> : change.in !== undefined ? <ins key={i}>{change.in} </ins> : <del key={i}>{change.out} </del>))}</p>
        </details>
      ) : null}
    </div>
  );
}
