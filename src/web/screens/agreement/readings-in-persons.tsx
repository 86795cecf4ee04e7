// What each reading of a clause means in persons of the lists that this seat can see: the same count as `allforall terms readings`.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { ReadingsAnswer, ReadingsRequest } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { mayRead, useKnown } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { ChoiceField } from "../../parts/fields.tsx";
import { PersonsTable } from "../../parts/persons-table.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { looksLikeTerms } from "./read-terms.ts";

export function ReadingsInPersons({ text }: { readonly text: string }): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const [isOpen, setOpen] = useState(false);
  if (!looksLikeTerms(text) || !mayRead(session, "lists")) return null;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say("readings.title")}</summary>
      {isOpen ? <Readings text={text} /> : null}
    </details>
  );
}

function Readings({ text }: { readonly text: string }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const [clause, setClause] = useState("");
  const answer = useQuery({
    queryKey: ["readings", text, clause, language], retry: false, placeholderData: (before: ReadingsAnswer | undefined) => before,
    queryFn: () => postJson<ReadingsAnswer>("/readings", { text, lang: language, ...(clause === "" ? {} : { clause: Number(clause) }) } satisfies ReadingsRequest),
  });
  return (
    <div className="stack tight">
      <p className="quiet small">{say("readings.lead")}</p>
      <Answered query={answer}>
        {(found) => (
          <>
            <ChoiceField label={say("talks.clause")} value={String(found.clause)} onChange={setClause} choices={found.clauses.map((one) => ({ value: String(one), name: say("account.clause", { clause: String(one) }) }))} />
            <PersonsTable answer={found} title={say("readings.title")} />
          </>
        )}
      </Answered>
    </div>
  );
}
