// What a named body found, in its own words, under the sentence that gives it the mandate; signed by two officers.
import type { ReactNode } from "react";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Field } from "../../parts/fields.tsx";
import { areSaid, said, useValues } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";

export function FindingForm({ known }: { readonly known: readonly string[] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const { values, bind, clear } = useValues({ finding: "", body: "", mandate: "", about: "", words: "" });
  const isReady = areSaid(values.finding, values.body, values.mandate, values.about, values.words);
  const body = { finding: said(values.finding), body: said(values.body), mandate: said(values.mandate), about: said(values.about), words: said(values.words) };
  return (
    <ActForm kind="finding.recorded" title={say("talks.recordFinding")} lead={say("talks.recordFindingLead")} draft={isReady ? { kind: "finding.recorded", body, to } : undefined} onRecorded={clear}>
      <div className="fields">
        <Field label={say("talks.findingCode")} {...bind("finding")} error={known.includes(said(values.finding)) ? say("talks.codeTaken") : undefined} />
        <Field label={say("talks.body")} {...bind("body")} />
        <Field label={say("talks.mandate")} {...bind("mandate")} help={say("talks.mandateHelp")} />
        <Field label={say("talks.about")} {...bind("about")} />
      </div>
      <Field label={say("talks.bodyWords")} {...bind("words")} isLong help={say("talks.bodyWordsHelp")} />
    </ActForm>
  );
}
