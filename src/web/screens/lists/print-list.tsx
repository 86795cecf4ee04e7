// The list on paper: every row with its answer, and a column for the pen; fetched whole, for on the screen only the rows in sight are in
// the page.
import { useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { printParts } from "../../../basis/document.ts";
import type { ListView } from "../../../desk/api-types.ts";
import type { NameCase } from "../../../registry/name-case.ts";
import { fetchJson } from "../../frame/api.ts";
import { useSay } from "../../frame/language-context.ts";
import { ChoiceField } from "../../parts/fields.tsx";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { PrintButton } from "../../parts/print-button.tsx";

const PAGE = 2_000;

/** All rows of a list as they stand on the day of `query`. */
async function wholeList(list: string, query: string): Promise<NameCase[]> {
  const rows: NameCase[] = [];
  for (let from = 0; ; from += PAGE) {
    const asked = new URLSearchParams([...new URLSearchParams(query), ["from", String(from)], ["limit", String(PAGE)]]);
    const view = await fetchJson<ListView>(`/lists/${encodeURIComponent(list)}?${asked.toString()}`);
    rows.push(...view.rows);
    if (view.rows.length === 0 || rows.length >= view.total) return rows;
  }
}

/** `names`: rows of the whole list, 0 while that is not known. */
export function PrintList({ list, query, names }: { readonly list: string; readonly query: string; readonly names: number }): ReactNode {
  const say = useSay();
  const [part, setPart] = useState("");
  const parts = printParts(names);
  const isLong = parts.length > 1;
  const chosen = part === "" ? parts : parts.filter(({ first }) => String(first) === part);
  const [rows, setRows] = useState<readonly NameCase[]>([]);
  const prepare = async (): Promise<void> => {
    const whole = await wholeList(list, query);
    flushSync(() => setRows(whole));
  };
  return (
    <>
      <div className="row no-print">
        <PrintButton label={say("lists.print")} prepare={prepare} />
        {isLong ? <ChoiceField label={say("print.part")} value={part} onChange={setPart} choices={[{ value: "", name: say("print.partAll", { count: parts.length }) }, ...parts.map(({ first, count }) => ({ value: String(first), name: say("common.range", { first, last: first + count - 1, total: names }) }))]} /> : null}
        {(["list", "sheet", "manifest", "letter"] as const).map((form) => <PdfButton key={form} form={form} of={list} query={query} {...(isLong && form !== "letter" ? { parts: chosen } : {})} />)}
      </div>
      {rows.length === 0 ? null : (
        <table className="only-print answer-sheet">
          <caption>{say("lists.namesOf", { list })}</caption>
          <thead><tr><th scope="col">{say("member.row")}</th><th scope="col">{say("member.name")}</th><th scope="col">{say("member.birth")}</th><th scope="col">{say("lists.state")}</th><th scope="col">{say("lists.answer")}</th><th scope="col">{say("lists.byHand")}</th></tr></thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.row.row}>
                <td className="num"><bdi>{one.row.row}</bdi></td><td><bdi>{one.row.name}</bdi></td><td className="num"><bdi>{one.row.birth ?? say("common.notStated")}</bdi></td><td>{say.code("name", one.state)}</td>
                <td>{one.answer === null ? "" : `${say.code("answer", one.answer.code)} · ${say.date(one.answer.date)}`}</td><td className="by-hand" />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
