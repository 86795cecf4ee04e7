// Why, or why not, for one person: the place in the public order, what is full, and what an earlier place would cost whom. Told for
// the desk, or as a family may be told: then without batch, day and consent.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import type { PersonFact } from "../../../planning/explain-person.ts";
import { sayPerson } from "../../../planning/say-person.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { useJob } from "./use-job.ts";
import { Working } from "./working.tsx";

export function WhyPerson({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const name = usePartyName();
  const [person, setPerson] = useState("");
  const [reader, setReader] = useState("desk");
  const work = useJob<{ readonly facts: readonly PersonFact[] }>("solve-plan");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    work.start({ ask: "why", plan: plan.plan, round: round.round, person: person.trim(), ...(reader === "family" ? { for: "family" } : {}) });
  };
  return (
    <details className="no-print">
      <summary>{say("planning.whyPerson")}</summary>
      <form className="stack tight" onSubmit={submit}>
        <div className="fields">
          <Field label={say("planning.person")} value={person} onChange={setPerson} help={say("planning.personHelp")} />
          <ChoiceField label={say("planning.reader")} value={reader} onChange={setReader} choices={[{ value: "desk", name: say("planning.forDesk") }, { value: "family", name: say("planning.forFamily") }]} />
        </div>
        <div><Button type="submit" className="button" isDisabled={work.isRunning || person.trim() === ""}>{say("planning.ask")}</Button></div>
        <Working work={work} />
        <div aria-live="polite">{work.result ? <ul className="note stack tight">{sayPerson(work.result.facts, language, name).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul> : null}</div>
      </form>
    </details>
  );
}
