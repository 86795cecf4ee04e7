// What an erasure would touch, entry by entry: what stays is said with its reason.
import type { ReactNode } from "react";
import type { ErasableRow } from "../../../desk/api-types.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useSome } from "../../parts/some.tsx";

export function ErasableTable({ rows }: { readonly rows: readonly ErasableRow[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { shown, more } = useSome(rows, 50);
  const refused = rows.filter((row) => row.refused !== null).length;
  return (
    <div className="stack tight">
      <p role="status"><strong className="num">{say("erasure.wouldGo", { count: rows.length - refused })}</strong>{refused === 0 ? null : <> · <span className="num">{say("erasure.wouldStay", { count: refused })}</span></>}</p>
      <div className="scroll" tabIndex={0} role="group" aria-label={say("erasure.what")}>
        <table>
          <thead><tr><th scope="col">{say("chronicle.entry")}</th><th scope="col">{say("chronicle.kind")}</th><th scope="col">{say("entry.author")}</th><th scope="col">{say("entry.at")}</th><th scope="col">{say("entry.to")}</th><th scope="col">{say("erasure.erasable")}</th></tr></thead>
          <tbody>
            {shown.map((row) => (
              <tr key={`${row.index} ${row.sealed ?? ""}`}>
                <th scope="row">{row.index < 0 ? "–" : <Cites cites={[{ entry: row.index, label: `#${row.index}` }]} />}</th>
                <td>{row.kind === "" ? "–" : say.code("kind", row.kind)}</td><td><bdi>{row.author === "" ? "–" : name(row.author)}</bdi></td><td>{row.at === "" ? "–" : say.date(row.at)}</td><td>{say.list(row.to.map(name))}</td>
                <td>{row.refused === null ? <Mark tone="late">{say("erasure.goes")}</Mark> : <><Mark>{say("erasure.stays")}</Mark><div className="small">{say.code("fault.code", row.refused)}</div></>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </div>
  );
}
