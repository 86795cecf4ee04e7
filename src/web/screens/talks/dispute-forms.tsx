// A dispute: what each side says of one matter, side by side. It is closed when both sides, two officers each, have recorded the
// same outcome.
import type { ReactNode } from "react";
import type { TalksView } from "../../../desk/api-types.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, linesOf, said, useValues } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";

export function DisputeForms({ known }: { readonly known: TalksView["disputes"] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const stated = useValues({ dispute: "", about: "", words: "", remedy: "" });
  const closing = useValues({ dispute: "", outcome: "", evidence: "" });
  const open = known.filter(({ closed }) => closed === null);
  const before = known.find(({ dispute }) => dispute === said(stated.values.dispute));
  const about = before?.about ?? said(stated.values.about);
  const ends = closing.values.dispute === "" ? (open[0]?.dispute ?? "") : closing.values.dispute;
  return (
    <>
      <ActForm kind="dispute.stated" title={say("talks.stateDispute")} lead={say("talks.stateDisputeLead")} draft={areSaid(stated.values.dispute, about, stated.values.words) ? { kind: "dispute.stated", body: { dispute: said(stated.values.dispute), about, words: said(stated.values.words), ...ifSaid("remedy", stated.values.remedy) }, to } : undefined} onRecorded={stated.clear}>
        <div className="fields">
          <Field label={say("talks.disputeCode")} {...stated.bind("dispute")} help={say(before === undefined ? "talks.disputeNew" : "talks.disputeKnown")} />
          {before === undefined ? <Field label={say("talks.about")} {...stated.bind("about")} /> : <p><span className="label">{say("talks.about")}</span> <bdi>{before.about}</bdi></p>}
        </div>
        <Field label={say("form.ownWords")} {...stated.bind("words")} isLong help={say("form.ownWordsHelp")} />
        <Field label={say("member.remedy")} {...stated.bind("remedy")} help={say("talks.remedyHelp")} />
      </ActForm>
      {open.length === 0 ? null : (
        <ActForm kind="dispute.closed" title={say("talks.closeDispute")} lead={say("talks.closeDisputeLead")} draft={areSaid(closing.values.outcome) ? { kind: "dispute.closed", body: { dispute: ends, outcome: said(closing.values.outcome), evidence: linesOf(closing.values.evidence) }, to } : undefined} onRecorded={closing.clear}>
          <ChoiceField label={say("talks.disputeCode")} value={ends} onChange={(dispute) => closing.set({ dispute })} choices={open.map(({ dispute, about: matter }) => ({ value: dispute, name: `${dispute}: ${matter}` }))} />
          <Field label={say("member.outcome")} {...closing.bind("outcome")} help={say("talks.outcomeHelp")} />
          <Field label={say("member.evidence")} {...closing.bind("evidence")} isLong help={say("talks.evidenceHelp")} />
        </ActForm>
      )}
    </>
  );
}
