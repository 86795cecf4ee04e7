// Operations: each side its own count; a count that is kept back is said to be so; a
// postponement with each side’s own words.
import { useMemo, type ReactNode } from "react";
import type { AccountView, DifferencesView, TalksView } from "../../../desk/api-types.ts";
import { isRecord } from "../../../basis/parse-json.ts";
import { sidesOf, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useItem } from "../../frame/search.ts";
import { useActs, type OpenedEntry } from "../../parts/acts.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { CountOperation } from "./count-operation.tsx";
import { PostponeOperation } from "./postpone-operation.tsx";

type Flow = { readonly what: string; readonly category?: string; readonly from: string; readonly to: string; readonly count: number | string };
type Counted = { readonly by: string; readonly at: string; readonly entry: number; readonly label: string; readonly flows: readonly Flow[] };
type OperationSeen = { readonly operation: string; readonly first: string; readonly counted: readonly Counted[] };

const flowsOf = (body: Readonly<Record<string, unknown>>): Flow[] => (Array.isArray(body["flows"]) ? body["flows"].filter(isRecord) : []) as Flow[]; // parsed by the desk before it was recorded

/** Operations by name, newest first; of one speaker the latest count stands. */
function operationsOf(acts: readonly OpenedEntry[]): OperationSeen[] {
  const found = new Map<string, Map<string, Counted>>();
  const first = new Map<string, string>();
  for (const { row, body } of acts) {
    const operation = String(body["operation"]);
    const by = found.get(operation) ?? new Map<string, Counted>();
    by.set(row.author, { by: row.author, at: row.at, entry: row.index, label: row.label ?? `#${row.index}`, flows: flowsOf(body) });
    found.set(operation, by);
    if (!first.has(operation)) first.set(operation, row.at);
  }
  return [...found].map(([operation, by]) => ({ operation, first: first.get(operation) ?? "", counted: [...by.values()] })).sort((a, b) => (a.first < b.first ? 1 : -1));
}

export function Page(): ReactNode {
  const say = useSay();
  const [chosen] = useItem("operation");
  const acts = useActs("operation.counted");
  const talks = useView<TalksView>("/talks");
  const account = useView<AccountView>("/account");
  const differences = useView<DifferencesView>("/differences");
  const operations = useMemo(() => operationsOf(acts.data ?? []), [acts.data]);
  const ordered = chosen === undefined ? operations : [...operations].sort((a, b) => Number(b.operation === chosen) - Number(a.operation === chosen));
  const { shown, more } = useSome(ordered, 12);
  return (
    <div className="stack">
      <PageHead title={say("nav.operations")} lead={say("operations.lead")} />
      <CountOperation operations={operations.map(({ operation }) => operation)} obligations={account.data?.obligations ?? []} chosen={chosen} />
      <PostponeOperation operations={operations.map(({ operation }) => operation)} chosen={chosen} />
      {(talks.data?.postponements.length ?? 0) > 0 ? <Postponements rows={talks.data?.postponements ?? []} /> : null}
      <Answered query={acts}>
        {() => (
          <ul className="stack">
            {shown.map((one) => (
              <li key={one.operation}><OperationSheet seen={one} difference={differences.data?.rows.find(({ operation }) => operation === one.operation)} /></li>
            ))}
            {ordered.length === 0 ? <li className="quiet">{say("operations.none")}</li> : <li>{more}</li>}
          </ul>
        )}
      </Answered>
    </div>
  );
}

function Postponements({ rows }: { readonly rows: TalksView["postponements"] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <section className="sheet">
      <h2>{say("operations.postponed")}</h2>
      <ul className="lines">
        {rows.map((one) => (
          <li key={one.cite} className="stack tight">
            <p><strong><bdi>{one.operation}</bdi></strong> · {say("operations.saysOn", { party: name(one.by), day: say.date(one.on) })}{one.until === undefined ? "" : ` · ${say("operations.until", { day: say.date(one.until) })}`}</p>
            <blockquote><bdi>{one.words}</bdi></blockquote>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OperationSheet({ seen, difference }: { readonly seen: OperationSeen; readonly difference: DifferencesView["rows"][number] | undefined }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const silent = sidesOf(desk).filter((side) => !seen.counted.some(({ by }) => by === side));
  return (
    <section className="sheet stack tight" aria-label={seen.operation}>
      <header className="row spread">
        <h2><bdi>{seen.operation}</bdi> <span className="quiet small">{say.date(seen.first)}</span></h2>
        {difference === undefined ? null : <Mark tone="open">{say("desk.unexplained", { count: difference.count, day: say.date(difference.since), days: difference.ageDays })}</Mark>}
      </header>
      <div className="two-counts">
        {seen.counted.map((counted) => (
          <div key={counted.by} className="stack tight">
            <span className="small quiet">{say("common.counts", { party: name(counted.by) })}</span>
            {counted.flows.map((flow, i) => (
              <p key={i}><span className="figure s">{say.howMany(flow.what, flow.count)}</span>{flow.category === undefined ? "" : <> (<bdi>{flow.category}</bdi>)</>} <span className="quiet small">{say("account.fromTo", { from: name(flow.from), to: name(flow.to) })}</span></p>
            ))}
            <Cites cites={[counted]} />
          </div>
        ))}
        {silent.map((side) => <div key={side} className="stack tight"><span className="small quiet">{say("common.counts", { party: name(side) })}</span><p className="quiet">{say("operations.noCountYet")}</p></div>)}
      </div>
    </section>
  );
}

