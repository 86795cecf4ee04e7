// What the desk refused, all faults at once, each with its code and place.
import type { ReactNode } from "react";
import { Refused, type RefusedAt } from "../frame/api.ts";
import { useSay, type Say } from "../frame/language-context.ts";

function placeOf(say: Say, { file, line, column, row, field }: RefusedAt): string {
  const parts = [
    file,
    line === undefined ? undefined : say("fault.line", { line: column === undefined ? String(line) : `${line}:${column}` }),
    row === undefined ? undefined : say("fault.row", { row }),
    field,
  ];
  return parts.filter((part) => part !== undefined).join(say.comma);
}

export function RefusedNote({ error }: { readonly error: unknown }): ReactNode {
  const say = useSay();
  if (error === null || error === undefined) return null;
  const refusals = error instanceof Refused ? error.refusals : [{ code: "PAGE", message: error instanceof Error ? error.message : "", places: [] }];
  return (
    <div className="note late" role="alert">
      <p><strong>{say("fault.title", { count: refusals.length })}</strong></p>
      <ul className="stack tight">
        {refusals.slice(0, 200).map(({ code, message, places }, i) => (
          <li key={i}>
            {say.code("fault.code", code) === code ? message : say.code("fault.code", code)} <span className="code">[{code}]</span>{" "}
            <bdi className="quiet">{places.map((place) => placeOf(say, place)).join("; ")}</bdi>
          </li>
        ))}
      </ul>
      {refusals.length > 200 ? <p>{say("fault.more", { count: refusals.length - 200 })}</p> : null}
    </div>
  );
}
