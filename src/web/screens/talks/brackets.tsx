// Open brackets, and what if: how many persons of each side's list each alternative would add and drop. An alternative that the terms
// language does not read is said to be so; nothing is guessed.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { BracketReadingsRequest, ReadingsAnswer, TalksView } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { mayRead, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { LabelCites } from "../../parts/label-cites.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PersonsTable } from "../../parts/persons-table.tsx";
import { Answered } from "../../parts/waiting.tsx";

type Bracket = TalksView["brackets"][number];

export function Brackets({ brackets }: { readonly brackets: readonly Bracket[] }): ReactNode {
  const say = useSay();
  if (brackets.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{say("talks.brackets")}</h2>
      <ul className="lines">{brackets.map((one) => <li key={one.bracket}><BracketLine one={one} /></li>)}</ul>
    </section>
  );
}

function BracketLine({ one }: { readonly one: Bracket }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { session } = useKnown();
  const [isAsked, setAsked] = useState(false);
  return (
    <div className="stack tight">
      <div className="row spread">
        <h3>{say("agreement.bracket", { bracket: one.bracket })} <span className="quiet small">{say("account.clause", { clause: one.clause })}</span></h3>
        <Mark tone={one.resolvedOn === null ? "open" : "fine"}>{one.resolvedOn === null ? say("agreement.bracketOpen", { days: one.daysOpen ?? 0 }) : say("agreement.bracketResolved", { day: say.date(one.resolvedOn) })}</Mark>
      </div>
      <ul>{one.alternatives.map(({ id, by, text }) => <li key={id}><bdi>{name(by)}</bdi>: <q><bdi>{text}</bdi></q></li>)}</ul>
      <div className="row"><LabelCites labels={one.cites} />{mayRead(session, "lists") ? <Button className="button no-print" aria-expanded={isAsked} onPress={() => setAsked(!isAsked)}>{say("talks.inPersons")}</Button> : null}</div>
      {isAsked ? <WhatIf one={one} /> : null}
    </div>
  );
}

function WhatIf({ one }: { readonly one: Bracket }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const answer = useQuery({ queryKey: ["readings", "bracket", one.bracket, language], retry: false, queryFn: () => postJson<ReadingsAnswer>("/readings/bracket", { bracket: one.bracket, lang: language } satisfies BracketReadingsRequest) });
  const wordsOf = (id: string): string => one.alternatives.find((alternative) => alternative.id === id)?.text ?? id;
  return (
    <Answered query={answer}>
      {(found) => (
        <div className="stack tight">
          <p className="quiet small">{say("readings.lead")}</p>
          {(found.unread ?? []).map((id) => <p key={id} className="note">{say("talks.alternativeUnread", { words: wordsOf(id) })}</p>)}
          {found.readings.length < 2 ? null : <PersonsTable answer={found} title={say("talks.inPersons")} />}
        </div>
      )}
    </Answered>
  );
}
