// Claims, each with its speaker and hedge word, and what others say of it. Claims that contradict each other name each other; none
// is settled here.
import { useState, type ReactNode } from "react";
import type { TalksView } from "../../../desk/api-types.ts";
import { STANCES } from "../../../talks/event.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, said, useValues } from "../../parts/form-values.ts";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PickField } from "../../parts/pick-field.tsx";
import { useEverybody } from "../../parts/signing.tsx";

export function Claims({ claims }: { readonly claims: TalksView["claims"] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <>
      {claims.length === 0 ? null : <AnswerClaim claims={claims} />}
      <section className="sheet">
        <h2>{say("talks.claims")}</h2>
        {claims.length === 0 ? <p className="quiet">{say("common.noneRecorded")}</p> : (
          <ul className="lines">
            {claims.map((one) => (
              <li key={one.cite} className="stack tight">
                <div className="row"><Mark tone="open">{say.code("standing", one.standing)}</Mark>{one.hedge === null ? null : <q><bdi>{one.hedge}</bdi></q>}<strong><bdi>{name(one.speaker)}</bdi></strong><LabelCites labels={[one.cite]} /></div>
                <p><bdi>{one.content}</bdi></p>
                {one.answers.length === 0 ? <p className="small quiet">{say("talks.claimUnanswered")}</p> : (
                  <ul>{one.answers.map((answer) => <li key={answer.cite} className="small"><strong>{say.code("stance", answer.stance)}</strong> · {say("operations.saysOn", { party: name(answer.by), day: say.date(answer.on) })}: <bdi>{answer.words}</bdi> <LabelCites labels={[answer.cite, ...answer.claims]} /></li>)}</ul>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function AnswerClaim({ claims }: { readonly claims: TalksView["claims"] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { values, bind, set, clear } = useValues({ claim: "", stance: "denied", words: "" });
  const [against, setAgainst] = useState<readonly string[]>([]);
  const claim = values.claim === "" ? (claims[0]?.claim ?? "") : values.claim;
  const titled = (one: TalksView["claims"][number]): { readonly value: string; readonly name: string } => ({ value: one.claim, name: `${one.claim}: ${name(one.speaker)}${say.comma}${one.content.slice(0, 80)}` });
  const contradicting = values.stance === "contradicted" ? against : [];
  return (
    <ActForm kind="claim.answered" title={say("talks.answerClaim")} lead={say("talks.answerClaimLead")} draft={areSaid(values.words) ? { kind: "claim.answered", body: { claim, stance: values.stance, words: said(values.words), claims: contradicting }, to } : undefined} onRecorded={() => { clear(); setAgainst([]); }}>
      <ChoiceField label={say("talks.claim")} value={claim} onChange={(next) => set({ claim: next })} choices={claims.map(titled)} />
      <ChoiceField label={say("talks.stance")} {...bind("stance")} choices={STANCES.map((one) => ({ value: one, name: say.code("stance", one) }))} />
      <Field label={say("form.ownWords")} {...bind("words")} isLong help={say("form.ownWordsHelp")} />
      {values.stance === "contradicted" ? <PickField label={say("talks.ownClaims")} picked={against} onChange={setAgainst} choices={claims.filter((one) => one.claim !== claim).map(titled)} /> : null}
    </ActForm>
  );
}
