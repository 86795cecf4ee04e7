// A statement enters with its speaker, its words and how firmly it stands; the hedge word of a source is kept.
import { useState, type ReactNode } from "react";
import { STANDINGS } from "../../../talks/standing.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { useEverybody } from "../../parts/signing.tsx";

const KINDS = ["statement", "claim", "quote", "wish", "confirmation", "assessment", "demand", "proposal"];

export function RecordStatement(): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const { session } = useKnown();
  const [id, setId] = useState("");
  const [actor, setActor] = useState("");
  const [kind, setKind] = useState("statement");
  const [standing, setStanding] = useState("stated-own");
  const [content, setContent] = useState("");
  const [quote, setQuote] = useState("");
  const [hedge, setHedge] = useState("");
  const [source, setSource] = useState("");
  const isReady = [id, actor, content].every((text) => text.trim() !== "");
  const body = {
    id: id.trim(), kind, actor: actor.trim(), parties: [session.party], content: content.trim(), standing,
    ...(quote.trim() === "" ? {} : { quote: quote.trim(), verbatim: "part" }), ...(hedge.trim() === "" ? {} : { hedge: hedge.trim() }),
  };
  return (
    <ActForm kind="statement.recorded" title={say("talks.recordStatement")} lead={say("talks.recordStatementLead")} draft={isReady ? { kind: "statement.recorded", body, to, sources: source.trim() === "" ? [] : [source.trim()] } : undefined} onRecorded={() => setContent("")}>
      <div className="fields">
        <Field label={say("talks.statementCode")} value={id} onChange={setId} />
        <Field label={say("talks.speaker")} value={actor} onChange={setActor} />
        <ChoiceField label={say("talks.kind")} value={kind} onChange={setKind} choices={KINDS.map((one) => ({ value: one, name: say.code("statement", one) }))} />
        <ChoiceField label={say("talks.standing")} value={standing} onChange={setStanding} choices={STANDINGS.map((one) => ({ value: one, name: say.code("standing", one) }))} />
      </div>
      <Field label={say("talks.content")} value={content} onChange={setContent} isLong />
      <div className="fields">
        <Field label={say("talks.quote")} value={quote} onChange={setQuote} help={say("talks.quoteHelp")} />
        <Field label={say("talks.hedge")} value={hedge} onChange={setHedge} help={say("talks.hedgeHelp")} />
        <Field label={say("talks.source")} value={source} onChange={setSource} />
      </div>
    </ActForm>
  );
}
