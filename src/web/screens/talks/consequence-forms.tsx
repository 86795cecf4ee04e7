// A consequence that somebody states (“no result by D leads to X”), and its end, which only a person records.
import type { ReactNode } from "react";
import type { TalksView } from "../../../desk/api-types.ts";
import { OUTCOMES } from "../../../talks/event.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, said, useValues } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";

/** The record's own word for what a speaker leaves out; each reader sees it in his language. */
const NOT_STATED = "not stated";

export function ConsequenceForms({ known, rounds }: { readonly known: TalksView["consequences"]; readonly rounds: readonly string[] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const stated = useValues({ consequence: "", condition: "", words: "", target: "", imposedBy: "", round: "" });
  const open = known.filter(({ closed }) => closed === null).map(({ consequence }) => consequence);
  const closing = useValues({ consequence: "", outcome: "lapsed", words: "" });
  const { values } = stated;
  const chosen = closing.values.consequence === "" ? (open[0] ?? "") : closing.values.consequence;
  const body = { consequence: said(values.consequence), condition: said(values.condition), words: said(values.words), target: said(values.target) || NOT_STATED, imposedBy: said(values.imposedBy) || NOT_STATED, ...ifSaid("round", values.round) };
  const isReady = areSaid(values.consequence, values.condition, values.words);
  return (
    <>
      <ActForm kind="consequence.stated" title={say("talks.stateConsequence")} lead={say("talks.stateConsequenceLead")} draft={isReady ? { kind: "consequence.stated", body, to } : undefined} onRecorded={stated.clear}>
        <div className="fields">
          <Field label={say("talks.consequenceCode")} {...stated.bind("consequence")} />
          <Field label={say("talks.target")} {...stated.bind("target")} help={say("talks.notStatedHelp")} />
          <Field label={say("talks.imposedBy")} {...stated.bind("imposedBy")} help={say("talks.notStatedHelp")} />
          <ChoiceField label={say("talks.saidAtRound")} {...stated.bind("round")} choices={[{ value: "", name: say("common.none") }, ...rounds.map((one) => ({ value: one, name: one }))]} />
        </div>
        <Field label={say("talks.condition")} {...stated.bind("condition")} isLong />
        <Field label={say("talks.consequenceWords")} {...stated.bind("words")} isLong help={say("form.ownWordsHelp")} />
      </ActForm>
      {open.length === 0 ? null : (
        <ActForm kind="consequence.closed" title={say("talks.closeConsequence")} lead={say("talks.closedByPerson")} draft={areSaid(closing.values.words) ? { kind: "consequence.closed", body: { consequence: chosen, outcome: closing.values.outcome, words: said(closing.values.words) }, to } : undefined} onRecorded={closing.clear}>
          <div className="fields">
            <ChoiceField label={say("talks.consequenceCode")} value={chosen} onChange={(consequence) => closing.set({ consequence })} choices={open.map((one) => ({ value: one, name: one }))} />
            <ChoiceField label={say("member.outcome")} {...closing.bind("outcome")} choices={OUTCOMES.map((one) => ({ value: one, name: say.code("outcome", one) }))} />
          </div>
          <Field label={say("form.ownWords")} {...closing.bind("words")} isLong help={say("form.ownWordsHelp")} />
        </ActForm>
      )}
    </>
  );
}
