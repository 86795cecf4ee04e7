// Why this name is or is not under an agreement, clause by clause, in the reader's language and from fixed templates. For whoever may
// see the name; each asking is logged as a reading.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { AgreedView, WhyAnswer, WhyRequest } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { mayRead, useKnown, useView } from "../../frame/desk-context.ts";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { Mark, type Tone } from "../../parts/mark.tsx";
import { Answered } from "../../parts/waiting.tsx";

const TONE: Readonly<Record<WhyAnswer["clauses"][number]["value"], Tone>> = { yes: "fine", no: "plain", unknown: "wait", disputed: "open" };

export function WhyName({ list, row }: { readonly list: string; readonly row: string }): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const may = mayRead(session, "talks") && mayRead(session, "lists");
  const agreed = useView<AgreedView>("/agreed", may);
  const [asked, setAsked] = useState<string | undefined>();
  const agreements = agreed.data?.agreements ?? [];
  if (!may || agreements.length === 0) return null;
  return (
    <section className="stack tight">
      <h3>{say("why.title")}</h3>
      <p className="quiet small">{say("why.lead")}</p>
      <div className="row">{agreements.map(({ agreement }) => <Button key={agreement} className="button" aria-pressed={asked === agreement} onPress={() => setAsked(agreement)}><bdi>{agreement}</bdi></Button>)}</div>
      {asked === undefined ? null : <Reasons agreement={asked} list={list} row={row} />}
    </section>
  );
}

function Reasons({ agreement, list, row }: { readonly agreement: string; readonly list: string; readonly row: string }): ReactNode {
  const say = useSay();
  const { language } = useLanguage();
  const why = useQuery({ queryKey: ["why", agreement, list, row, language], retry: false, staleTime: Infinity, queryFn: () => postJson<WhyAnswer>("/why", { agreement, list, row, lang: language } satisfies WhyRequest) });
  return (
    <Answered query={why}>
      {({ clauses }) => (
        <ul className="lines">
          {clauses.map((one) => (
            <li key={one.clause} className="stack tight">
              <div className="row"><Mark tone={TONE[one.value]}>{say.code("entitled", one.value)}</Mark><strong>{say("account.clause", { clause: String(one.clause) })}</strong><span className="quiet small">{say("why.sentence", { sentence: one.sentence })}</span></div>
              <p dir="auto">{one.text}</p>
            </li>
          ))}
          {clauses.length === 0 ? <li className="quiet">{say("why.none")}</li> : null}
        </ul>
      )}
    </Answered>
  );
}
