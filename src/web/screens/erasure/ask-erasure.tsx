// The first officer asks: numbers of entries and a reason; what would go and what stays is shown before anything is signed.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { ErasableAnswer } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { useAskAgain, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Field } from "../../parts/fields.tsx";
import { said } from "../../parts/form-values.ts";
import { RefusedNote } from "../../parts/refused.tsx";
import { ErasableTable } from "./erasable-table.tsx";
import { ENTRIES_MAX, entriesIn } from "./entries-in.ts";

const REASON_MIN = 10;

export function AskErasure({ onAsked }: { readonly onAsked: () => void }): ReactNode {
  const say = useSay();
  const askAgain = useAskAgain();
  const { session } = useKnown();
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [isSure, setSure] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const entries = entriesIn(text);
  const looked = useQuery({ queryKey: ["/erasures/check", entries], enabled: entries !== undefined && entries.length > 0, retry: false, queryFn: () => postJson<ErasableAnswer>("/erasures/check", { entries, sealed: [] }) });
  const rows = entries === undefined || entries.length === 0 ? [] : looked.data?.rows ?? [];
  const going = rows.flatMap(({ sealed, refused }) => (sealed === null || refused !== null ? [] : [sealed]));
  const isShort = said(reason) !== "" && said(reason).length < REASON_MIN;
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const { requestErasure } = await import("../../keys/request-erasure.ts");
      await requestErasure(session.officer, going, said(reason));
      setText("");
      setReason("");
      setSure(false);
      onAsked();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
    askAgain();
  };
  return (
    <form className="sheet stack" aria-label={say("erasure.ask")} onSubmit={(event) => void ask(event)}>
      <h2>{say("erasure.ask")}</h2>
      <p className="quiet">{say("erasure.askLead")}</p>
      <Field label={say("erasure.entries")} value={text} onChange={(next) => { setText(next); setSure(false); }} isRequired help={say("erasure.entriesHelp")} error={entries === undefined ? say("erasure.entriesError", { most: ENTRIES_MAX }) : undefined} />
      <RefusedNote error={looked.error} />
      {rows.length === 0 ? null : <ErasableTable rows={rows} />}
      <Field label={say("erasure.reason")} value={reason} onChange={setReason} isLong isRequired help={say("erasure.reasonHelp")} error={isShort ? say("erasure.reasonShort", { count: REASON_MIN }) : undefined} />
      {going.length === 0 ? null : <label className="choice"><input type="checkbox" className="pick" checked={isSure} onChange={({ target }) => setSure(target.checked)} />{say("erasure.sure", { count: going.length })}</label>}
      <RefusedNote error={error} />
      <div><Button type="submit" className="button first" isDisabled={isBusy || going.length === 0 || !isSure || said(reason).length < REASON_MIN}>{say("erasure.signFirst")}</Button></div>
    </form>
  );
}
