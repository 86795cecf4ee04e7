// Operations: the notice that both sides acknowledge before anybody goes, what was found at the spot, and each side's own count; a
// count that is kept back is said to be so; a postponement or a stop with each side's own words.
import type { ReactNode } from "react";
import type { AccountView, DifferencesView, OperationCounted, OperationsView } from "../../../desk/api-types.ts";
import type { OperationState } from "../../../handover/operation.ts";
import { sidesOf, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { useDay, ViewLine } from "../../parts/day.tsx";
import { Cites } from "../../parts/entry.tsx";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { PhaseMark } from "../../parts/phase-mark.tsx";
import { useSome } from "../../parts/some.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { AllocateOperation } from "./allocate-operation.tsx";
import { AnnounceOperation } from "./announce-operation.tsx";
import { CountOperation } from "./count-operation.tsx";
import { NoticeSheet } from "./notice-sheet.tsx";
import { PostponeOperation } from "./postpone-operation.tsx";
import { RecordException } from "./record-exception.tsx";
import { SpotView } from "./spot-view.tsx";

type Seen = { readonly operation: string; readonly state: OperationState | undefined; readonly counted: readonly OperationCounted[] };

/** The last day that is known of it: of its counts, of its notice, of the words about a postponement. */
const dayOf = ({ state, counted }: Seen): string =>
  [...counted.map(({ on }) => on), state?.notice?.from.slice(0, 10) ?? "", ...(state?.stops ?? []).map(({ on, until }) => until ?? on), ...(state?.exceptions ?? []).map(({ on }) => on)].sort().at(-1) ?? "";
const isComing = ({ state }: Seen): boolean => state !== undefined && !/^counted/.test(state.phase);

/** The one that was asked for first; those that are still to come; then the others, newest first. */
function seenIn({ operations, counted }: OperationsView, chosen: string | undefined): Seen[] {
  const names = [...new Set([...operations.map(({ operation }) => operation), ...counted.map(({ operation }) => operation)])];
  const all = names.map((operation) => ({ operation, state: operations.find((one) => one.operation === operation), counted: counted.filter((one) => one.operation === operation) }));
  return all.sort((a, b) => Number(b.operation === chosen) - Number(a.operation === chosen) || Number(isComing(b)) - Number(isComing(a)) || (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : 0));
}

export function Page(): ReactNode {
  const say = useSay();
  const [chosen] = useItem("operation");
  const { query, field } = useDay();
  const view = useView<OperationsView>(`/operations${query}`);
  const account = useView<AccountView>("/account");
  const differences = useView<DifferencesView>(`/differences${query}`);
  return (
    <div className="stack">
      <PageHead title={say("nav.operations")} lead={view.data ? <ViewLine view={view.data} /> : undefined}>{field}</PageHead>
      <p className="quiet">{say("operations.lead")}</p>
      <Answered query={view}>
        {(all) => {
          const seen = seenIn(all, chosen);
          const names = seen.map(({ operation }) => operation);
          const obligations = account.data?.obligations ?? [];
          return (
            <>
              <AnnounceOperation known={all.operations.flatMap(({ notice }) => notice ?? [])} obligations={obligations} chosen={chosen} />
              <CountOperation operations={names} obligations={obligations} chosen={chosen} />
              <PostponeOperation operations={names} chosen={chosen} />
              <OperationList seen={seen} query={query} view={all} differences={differences.data?.rows ?? []} />
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function OperationList({ seen, query, view, differences }: { readonly seen: readonly Seen[]; readonly query: string; readonly view: OperationsView; readonly differences: DifferencesView["rows"] }): ReactNode {
  const say = useSay();
  const { shown, more } = useSome(seen, 12);
  return (
    <ul className="stack">
      {shown.map((one) => <li key={one.operation}><OperationSheet seen={one} query={query} manifests={view.manifests} difference={differences.find(({ operation }) => operation === one.operation)} /></li>)}
      {seen.length === 0 ? <li className="quiet">{say("operations.none")}</li> : <li>{more}</li>}
    </ul>
  );
}

function OperationSheet({ seen, query, manifests, difference }: { readonly seen: Seen; readonly query: string; readonly manifests: OperationsView["manifests"]; readonly difference: DifferencesView["rows"][number] | undefined }): ReactNode {
  const say = useSay();
  const { state } = seen;
  return (
    <section className="sheet stack" aria-label={seen.operation}>
      <header className="row spread">
        <h2><bdi>{seen.operation}</bdi> {seen.counted[0] === undefined ? null : <span className="quiet small">{say.date(seen.counted[0].on)}</span>}</h2>
        <span className="row">{state === undefined ? null : <PhaseMark phase={state.phase} />}{difference === undefined ? null : <Mark tone="open">{say("desk.unexplained", { count: difference.count, day: say.date(difference.since), days: difference.ageDays })}</Mark>}</span>
      </header>
      {state === undefined ? null : <NoticeSheet one={state} />}
      {state === undefined || state.stops.length === 0 ? null : <Stops stops={state.stops} />}
      {state === undefined ? null : <SpotView one={state} />}
      <Counts seen={seen} />
      <div className="row"><PdfButton form="act" of={seen.operation} query={query} /></div>
      <RecordException operation={seen.operation} manifests={manifests} />
      <AllocateOperation counted={seen.counted} />
    </section>
  );
}

function Stops({ stops }: { readonly stops: OperationState["stops"] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <div className="stack tight">
      <h3>{say("operations.postponed")}</h3>
      <ul className="lines">
        {stops.map((one) => (
          <li key={one.cite} className="stack tight">
            <div className="row"><Mark tone="open">{say.code("phase", one.kind)}</Mark><span className="small">{say("operations.saysOn", { party: name(one.by), day: say.date(one.on) })}{one.until === undefined ? "" : ` · ${say("operations.until", { day: say.date(one.until) })}`}</span><LabelCites labels={[one.cite]} /></div>
            <blockquote><bdi>{one.words}</bdi></blockquote>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Counts({ seen }: { readonly seen: Seen }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const silent = sidesOf(desk).filter((side) => !seen.counted.some(({ by }) => by === side));
  if (seen.counted.length === 0 && seen.state !== undefined && seen.state.phase !== "go") return null;
  return (
    <div className="two-counts">
      {seen.counted.map((counted) => (
        <div key={counted.by} className="stack tight">
          <span className="small quiet">{say("common.counts", { party: name(counted.by) })}</span>
          {counted.flows.map((flow, i) => (
            <p key={i}><span className="figure s">{say.howMany(flow.what, flow.count)}</span>{flow.category === undefined ? "" : <> (<bdi>{flow.category}</bdi>)</>} <span className="quiet small">{say("account.fromTo", { from: name(flow.from), to: name(flow.to) })}</span></p>
          ))}
          <Cites cites={[{ entry: counted.entry, label: counted.cite }]} />
        </div>
      ))}
      {silent.map((side) => <div key={side} className="stack tight"><span className="small quiet">{say("common.counts", { party: name(side) })}</span><p className="quiet">{say("operations.noCountYet")}</p></div>)}
    </div>
  );
}
