// Breaking the glass: one view of the own party, for a quarter of an hour, with a reason that is kept and read by the security officer
// and the secretariat. Never the lists of names.
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { BreakGlassRequest } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { mayRead, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { said, useValues } from "../../parts/form-values.ts";
import { PageHead } from "../../parts/page.tsx";
import { RefusedNote } from "../../parts/refused.tsx";

const VIEWS = ["talks", "chronicle", "acts"];
const REASON_LENGTH_MIN = 10;

export function Page(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { session } = useKnown();
  const closed = VIEWS.filter((view) => !mayRead(session, view));
  const { values, bind, set, clear } = useValues({ view: "", reason: "" });
  const [error, setError] = useState<unknown>();
  const view = closed.includes(values.view) ? values.view : (closed[0] ?? "");
  const reason = said(values.reason);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setError(undefined);
    try {
      const request: BreakGlassRequest = { view, reason };
      await postJson("/break-glass", request);
      clear();
      await client.invalidateQueries({ queryKey: ["/session"] });
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <div className="stack">
      <PageHead title={say("nav.glass")} lead={say("glass.lead")} />
      {closed.length === 0 ? <p className="note">{say("glass.nothingClosed")}</p> : (
        <form className="sheet stack" onSubmit={(event) => void submit(event)}>
          <p className="note wait">{say("glass.kept")}</p>
          <ChoiceField label={say("glass.view")} value={view} onChange={(next) => set({ view: next })} choices={closed.map((one) => ({ value: one, name: say.code("view", one) }))} />
          <Field label={say("glass.reason")} {...bind("reason")} isLong isRequired help={say("glass.reasonHelp")} error={values.reason !== "" && reason.length < REASON_LENGTH_MIN ? say("glass.reasonShort", { count: REASON_LENGTH_MIN }) : undefined} />
          <div><Button type="submit" className="button first" isDisabled={reason.length < REASON_LENGTH_MIN}>{say("glass.break")}</Button></div>
          <RefusedNote error={error} />
        </form>
      )}
    </div>
  );
}
