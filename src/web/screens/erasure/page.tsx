// Erasure: what an officer asks to be erased, what of it refuses and why, the second officer's signature over the same bytes, and
// what is gone. The entry stays on the record with its digests; what was sealed under it can be opened by nobody any more.
import { useState, type ReactNode } from "react";
import type { ErasuresView, ErasureRow, PendingAct } from "../../../desk/api-types.ts";
import { useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { useSome } from "../../parts/some.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { AskErasure } from "./ask-erasure.tsx";
import { SecondErasure } from "./second-erasure.tsx";

export function Page(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const view = useView<ErasuresView>("/erasures");
  const [asked, setAsked] = useState(false);
  const isKeeper = desk.parties.some(({ code, is }) => code === session.party && is === "secretariat");
  const maySign = isKeeper && (session.role === "security-officer" || session.role === "mediator-chair");
  const pending = useView<{ readonly pending: readonly PendingAct[] }>("/acts/pending", maySign);
  const waits = (pending.data?.pending ?? []).filter(({ kind }) => kind === "erase.request");
  return (
    <div className="stack">
      <PageHead title={say("nav.erasure")} lead={say("erasure.lead")} />
      {asked && waits.length > 0 ? <p className="note wait" role="status">{say("erasure.waits")}</p> : null}
      {waits.map((one) => <SecondErasure key={one.act} pending={one} />)}
      {isKeeper && session.role === "security-officer" ? <AskErasure onAsked={() => setAsked(true)} /> : <p className="note">{say("erasure.who")}</p>}
      <Answered query={view}>{({ rows }) => <Erasures rows={rows} />}</Answered>
    </div>
  );
}

function Erasures({ rows }: { readonly rows: readonly ErasureRow[] }): ReactNode {
  const say = useSay();
  const { shown, more } = useSome(rows, 20);
  return (
    <section className="sheet stack" aria-label={say("erasure.erasures")}>
      <h2>{say("erasure.erasures")}</h2>
      {rows.length === 0 ? <p className="quiet">{say("erasure.none")}</p> : (
        <ul className="lines">
          {shown.map((row) => (
            <li key={row.index} className="stack tight">
              <div className="row spread">
                <span className="row"><Mark tone={row.done === null ? "wait" : "fine"}>{say(row.done === null ? "erasure.going" : "erasure.gone")}</Mark><span>{say.date(row.at)}</span></span>
                <Cites cites={[{ entry: row.index, label: `#${row.index}` }, ...(row.done === null ? [] : [{ entry: row.done, label: `#${row.done}` }])]} />
              </div>
              <div className="small">{say("erasure.payloadsOf", { count: row.entries.length })} <Cites cites={row.entries.map((entry) => ({ entry, label: `#${entry}` }))} /></div>
              <p className="small quiet">{say("erasure.signedBy")} <bdi className="digest">{say.list([...row.keys])}</bdi></p>
            </li>
          ))}
        </ul>
      )}
      {more}
    </section>
  );
}
