// A note for those whom its author names. It stands in no brief, no chronicle and no export in clear.
import { useState, type ReactNode } from "react";
import { speaking, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { useActs } from "../../parts/acts.ts";
import { Cites } from "../../parts/entry.tsx";
import { Field } from "../../parts/fields.tsx";
import { areSaid, said, useValues } from "../../parts/form-values.ts";
import { PickField } from "../../parts/pick-field.tsx";

export function Notes(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk, session } = useKnown();
  const { values, bind, clear } = useValues({ about: "", words: "" });
  const [more, setMore] = useState<readonly string[]>([]);
  const notes = useActs("note.recorded").data ?? [];
  const others = speaking(desk).filter(({ code }) => code !== session.party).map(({ code }) => ({ value: code, name: name(code) }));
  return (
    <div className="stack">
      <section className="sheet">
        <h2>{say("talks.notes")}</h2>
        <p className="quiet small">{say("talks.notesLead")}</p>
        {notes.length === 0 ? <p className="quiet">{say("common.noneRecorded")}</p> : (
          <ul className="lines">
            {notes.map(({ row, body }) => (
              <li key={row.index} className="stack tight">
                <div className="due"><strong><bdi>{String(body["about"])}</bdi></strong><Cites cites={[{ entry: row.index, label: row.label ?? `#${row.index}` }]} /></div>
                <p><bdi>{String(body["words"])}</bdi></p>
                <span className="small quiet">{say("operations.saysOn", { party: name(row.author), day: say.date(row.at) })} · {say("entry.to")}: {say.list(row.to.map(name))}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <ActForm kind="note.recorded" title={say("talks.recordNote")} lead={say("talks.recordNoteLead")} draft={areSaid(values.about, values.words) ? { kind: "note.recorded", body: { about: said(values.about), words: said(values.words) }, to: [session.party, ...more] } : undefined} onRecorded={() => { clear(); setMore([]); }}>
        <Field label={say("talks.about")} {...bind("about")} />
        <Field label={say("member.words")} {...bind("words")} isLong />
        <PickField label={say("talks.alsoTo")} help={say("talks.alsoToHelp", { party: name(session.party) })} picked={more} onChange={setMore} choices={others} />
      </ActForm>
    </div>
  );
}
