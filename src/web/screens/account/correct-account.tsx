// Acts of the account that follow a delivery: a reversal with its author's words, an acceptance, a published total with the office
// that spoke and what it says it was summed from.
import { useState, type ReactNode } from "react";
import type { Block } from "../../../accounting/account.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { ifSaid, linesOf, said, useValues } from "../../parts/form-values.ts";
import { sayObligation } from "../../parts/say-clause.ts";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";

export function CorrectAccount({ obligations }: { readonly obligations: readonly Block[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const [obligation, setObligation] = useState(obligations[0]?.id ?? "");
  const [count, setCount] = useState("");
  const [isAtLeast, setAtLeast] = useState(false);
  const [statement, setStatement] = useState("");
  const n = wholeOf(count);
  const error = count !== "" && n === undefined ? say("form.whole") : undefined;
  const choices = obligations.map((one) => ({ value: one.id, name: sayObligation(say, name, one) }));
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
      <PublishTotal obligations={obligations} />
    </div>
  );
}

function PublishTotal({ obligations }: { readonly obligations: readonly Block[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { values, bind, clear } = useValues({ obligation: obligations[0]?.id ?? "", count: "", speaker: "", from: "", operations: "" });
  const count = wholeOf(values.count);
  const from = wholeOf(values.from);
  const operations = linesOf(values.operations);
  const isSummed = said(values.from) !== "" || operations.length > 0;
  const isReady = values.obligation !== "" && count !== undefined && (!isSummed || (from !== undefined && operations.length > 0));
  const body = { obligation: values.obligation, count, ...ifSaid("speaker", values.speaker), ...(isSummed ? { sums: { from, operations } } : {}) };
  const whole = (text: string, read: number | undefined): string | undefined => (said(text) !== "" && read === undefined ? say("form.whole") : undefined);
  return (
    <ActForm kind="total.published" title={say("account.publish")} lead={say("account.publishLead")} draft={isReady ? { kind: "total.published", to, body } : undefined} onRecorded={clear}>
      <div className="fields">
        <ChoiceField label={say("account.obligation")} {...bind("obligation")} choices={obligations.map((one) => ({ value: one.id, name: sayObligation(say, name, one) }))} />
        <Field label={say("form.count")} {...bind("count")} isRequired error={whole(values.count, count)} />
        <Field label={say("account.office")} {...bind("speaker")} help={say("account.officeHelp")} />
        <Field label={say("account.totalBefore")} {...bind("from")} error={whole(values.from, from)} />
      </div>
      <Field label={say("account.operationsSince")} {...bind("operations")} isLong help={say("form.onePerLine")} />
    </ActForm>
  );
}
