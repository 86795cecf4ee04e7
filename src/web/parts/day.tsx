// The day a view is of: empty is the desk's own day.
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../basis/civil-date.ts";
import type { ViewHead } from "../../desk/api-types.ts";
import { useSay } from "../frame/language-context.ts";

/** The day asked about, the query that asks it, and the field that sets it. */
export function useDay(): { readonly query: string; readonly field: ReactNode } {
  const say = useSay();
  const [day, setDay] = useState("");
  const isDay = parseCivilDate(day) !== undefined;
  const field = (
    <label className="field">
      <span className="label">{say("common.on")}</span>
      <input className="input day-input" type="date" value={day} onChange={({ target }) => setDay(target.value)} />
    </label>
  );
  return { query: isDay ? `?on=${day}` : "", field };
}

/** What a view says of itself: its day, and how far the record is in force. */
export function ViewLine({ view }: { readonly view: ViewHead }): ReactNode {
  const say = useSay();
  return <>{say("common.viewLine", { day: say.date(view.on), size: view.size, inForce: view.inForce })}</>;
}
