// A postponement: who says so, in which words, until when if that is said. The other side's words stand beside it.
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Field } from "../../parts/fields.tsx";
import { useEverybody } from "../../parts/signing.tsx";

export function PostponeOperation({ operations, chosen }: { readonly operations: readonly string[]; readonly chosen: string | undefined }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const [operation, setOperation] = useState(chosen ?? "");
  const [until, setUntil] = useState("");
  const [words, setWords] = useState("");
  const day = parseCivilDate(until);
  const isReady = operation.trim() !== "" && words.trim() !== "" && (until === "" || day !== undefined);
  const body = { operation: operation.trim(), words: words.trim(), ...(day === undefined ? {} : { until: day }) };
  return (
    <ActForm kind="operation.postponed" title={say("operations.postpone")} lead={say("operations.postponeLead")} draft={isReady ? { kind: "operation.postponed", to, body } : undefined} onRecorded={() => setWords("")}>
      <div className="fields">
        <Field label={say("operations.name")} value={operation} onChange={setOperation} help={operations.includes(operation.trim()) ? say("operations.known") : say("operations.new")} />
        <Field label={say("operations.newDay")} value={until} onChange={setUntil} type="date" help={say("operations.newDayHelp")} />
      </div>
      <Field label={say("form.ownWords")} value={words} onChange={setWords} isLong help={say("form.ownWordsHelp")} />
    </ActForm>
  );
}
