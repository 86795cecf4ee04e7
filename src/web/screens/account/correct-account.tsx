// Acts of the account that follow a delivery: a reversal with its author's words, an acceptance, a published total.
import { useState, type ReactNode } from "react";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";

export function CorrectAccount({ obligations }: { readonly obligations: readonly string[] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const [obligation, setObligation] = useState(obligations[0] ?? "");
  const [count, setCount] = useState("");
  const [isAtLeast, setAtLeast] = useState(false);
  const [statement, setStatement] = useState("");
  const n = wholeOf(count);
  const error = count !== "" && n === undefined ? say("form.whole") : undefined;
  const choices = obligations.map((id) => ({ value: id, name: id }));
  const where = <ChoiceField label={say("account.obligation")} value={obligation} onChange={setObligation} choices={choices} />;
  const number = <Field label={say("form.count")} value={count} onChange={setCount} error={error} />;
  const isReady = obligation !== "" && n !== undefined;
  return (
    <div className="stack">
      <ActForm kind="reversal.recorded" title={say("account.reverse")} lead={say("account.reverseLead")} draft={isReady && statement !== "" ? { kind: "reversal.recorded", to, body: { obligation, count: n, atLeast: isAtLeast, statement } } : undefined}>
        <div className="fields">{where}{number}</div>
        <label className="choice"><input type="checkbox" checked={isAtLeast} onChange={({ target }) => setAtLeast(target.checked)} />{say("account.isAtLeast")}</label>
        <Field label={say("form.ownWords")} value={statement} onChange={setStatement} isLong help={say("form.ownWordsHelp")} />
      </ActForm>
      <ActForm kind="acceptance.recorded" title={say("account.accept")} draft={isReady ? { kind: "acceptance.recorded", to, body: { obligation, count: n } } : undefined}>
        <div className="fields">{where}{number}</div>
      </ActForm>
      <ActForm kind="total.published" title={say("account.publish")} draft={isReady ? { kind: "total.published", to, body: { obligation, count: n } } : undefined}>
        <div className="fields">{where}{number}</div>
      </ActForm>
    </div>
  );
}
