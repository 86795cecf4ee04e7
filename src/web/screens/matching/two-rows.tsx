// Two entries side by side as they are written, each in its own script, and as they were read.
import type { ReactNode } from "react";
import { useSay } from "../../frame/language-context.ts";
import { sayRow } from "../../parts/say-row.ts";

export type Written = { readonly ref: string; readonly name: string; readonly birth: string; readonly rank: string; readonly category: string; readonly captured: string; readonly read?: string };

export function TwoRows({ left, right, heads }: { readonly left: Written | undefined; readonly right: Written | undefined; readonly heads: readonly [string, string] }): ReactNode {
  const say = useSay();
  const members = ["name", "birth", "rank", "category", "captured"] as const;
  const shown = members.filter((member) => (left?.[member] ?? "") !== "" || (right?.[member] ?? "") !== "");
  const cell = (row: Written | undefined, member: (typeof members)[number] | "read"): ReactNode => {
    const text = row?.[member] ?? "";
    return text === "" ? <span className="quiet">{say("common.notStated")}</span> : <bdi>{text}</bdi>;
  };
  return (
    <div className="scroll" role="region" aria-label={say("matching.sideBySide")} tabIndex={0}>
      <table className="two-rows">
        <thead>
          <tr><th scope="col"><span className="unseen">{say("matching.field")}</span></th>{[left, right].map((row, i) => <th key={i} scope="col">{heads[i]} <span className="row-ref">{sayRow(say, row?.ref ?? "")}</span></th>)}</tr>
        </thead>
        <tbody>
          {shown.map((member) => <tr key={member} className={`member-${member}`}><th scope="row">{say.code("member", member)}</th><td>{cell(left, member)}</td><td>{cell(right, member)}</td></tr>)}
          {left?.read === undefined ? null : <tr className="quiet small"><th scope="row">{say("matching.readAs")}</th><td>{cell(left, "read")}</td><td>{cell(right, "read")}</td></tr>}
        </tbody>
      </table>
    </div>
  );
}
