// What one side is to give to the other under which clause, stated once so that counts can be set against it. A number that the text
// leaves open stays open; readings stand side by side.
import { useState, type ReactNode } from "react";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, said, useValues } from "../../parts/form-values.ts";
import { PickField } from "../../parts/pick-field.tsx";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";

const WHATS = ["captives", "civilians", "remains"];
const PROMISES = ["exactly", "at-least", "all", "open"];

export function StateObligation({ known }: { readonly known: readonly string[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk } = useKnown();
  const sides = sidesOf(desk);
  const { values, bind, clear } = useValues({ id: "", agreement: "", clause: "", what: "captives", category: "", from: sides[0] ?? "", promised: "exactly", count: "" });
  const [counts, setCounts] = useState<readonly string[]>([]);
  const [readings, setReadings] = useState<Readonly<Record<string, string>>>({});
  const other = (side: string): string => sides.find((one) => one !== side) ?? "";
  const needsCount = values.promised === "exactly" || values.promised === "at-least";
  const count = wholeOf(values.count);
  const body = {
    id: said(values.id), agreement: said(values.agreement) === "" ? null : said(values.agreement), clause: said(values.clause) === "" ? null : said(values.clause), what: values.what, ...ifSaid("category", values.category),
    from: values.from, to: other(values.from), promised: needsCount ? { kind: values.promised, count } : { kind: values.promised }, counts: [...new Set([values.what, ...counts])],
    readings: sides.flatMap((by) => (areSaid(readings[by] ?? "") ? [{ by, words: said(readings[by] ?? "") }] : [])),
  };
  const isTaken = known.includes(said(values.id));
  const isReady = areSaid(values.id) && !isTaken && (!needsCount || count !== undefined);
  return (
    <ActForm kind="obligation.stated" title={say("account.stateObligation")} lead={say("account.stateObligationLead")} draft={isReady ? { kind: "obligation.stated", body, to } : undefined} onRecorded={() => { clear(); setCounts([]); setReadings({}); }}>
      <div className="fields">
        <Field label={say("account.obligationCode")} {...bind("id")} error={isTaken ? say("talks.codeTaken") : undefined} />
        <Field label={say("agreement.code")} {...bind("agreement")} help={say("account.agreementHelp")} />
        <Field label={say("talks.clause")} {...bind("clause")} />
        <ChoiceField label={say("operations.direction")} {...bind("from")} choices={sides.map((side) => ({ value: side, name: say("account.fromTo", { from: name(side), to: name(other(side)) }) }))} />
        <ChoiceField label={say("operations.what")} {...bind("what")} choices={WHATS.map((one) => ({ value: one, name: say.code("what", one) }))} />
        <Field label={say("member.category")} {...bind("category")} />
        <ChoiceField label={say("account.promised")} {...bind("promised")} choices={PROMISES.map((one) => ({ value: one, name: say.code("promise", one) }))} />
        {needsCount ? <Field label={say("form.count")} {...bind("count")} error={values.count !== "" && count === undefined ? say("form.whole") : undefined} /> : null}
      </div>
      <PickField label={say("account.countsToo")} picked={counts} onChange={setCounts} choices={WHATS.filter((one) => one !== values.what).map((one) => ({ value: one, name: say.code("what", one) }))} />
      {sides.map((side) => <Field key={side} label={say("account.reading", { party: name(side) })} value={readings[side] ?? ""} onChange={(words) => setReadings({ ...readings, [side]: words })} help={say("account.readingHelp")} />)}
    </ActForm>
  );
}
