// A pause of hostilities: announced for a sector and a window, reported on in the reporter's words, closed by a person with the
// operations in which what was recovered was handed over.
import { useState, type ReactNode } from "react";
import type { TalksView } from "../../../desk/api-types.ts";
import { PAUSE_STATES } from "../../../talks/event.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, said, useValues } from "../../parts/form-values.ts";
import { PickField } from "../../parts/pick-field.tsx";
import { useEverybody } from "../../parts/signing.tsx";

export function PauseForms({ known, operations }: { readonly known: TalksView["pauses"]; readonly operations: readonly string[] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const announced = useValues({ pause: "", sector: "", from: "", until: "", purpose: "", state: "proposed" });
  const reported = useValues({ pause: "", at: "", words: "" });
  const closing = useValues({ pause: "", words: "" });
  const [recovered, setRecovered] = useState<readonly string[]>([]);
  const { values } = announced;
  const isOrdered = values.from === "" || values.until === "" || values.until > values.from;
  const isReady = areSaid(values.pause, values.sector, values.from, values.until, values.purpose) && isOrdered;
  const names = known.map(({ pause }) => pause);
  const open = known.filter(({ closed }) => closed === null).map(({ pause }) => pause);
  const about = reported.values.pause === "" ? (names.at(-1) ?? "") : reported.values.pause;
  const ends = closing.values.pause === "" ? (open.at(-1) ?? "") : closing.values.pause;
  const choices = (of: readonly string[]): { readonly value: string; readonly name: string }[] => of.map((one) => ({ value: one, name: one }));
  return (
    <>
      <ActForm kind="pause.announced" title={say("talks.announcePause")} lead={say("talks.announcePauseLead")} draft={isReady ? { kind: "pause.announced", body: { ...values, pause: said(values.pause), sector: said(values.sector), purpose: said(values.purpose) }, to } : undefined} onRecorded={announced.clear}>
        <div className="fields">
          <Field label={say("talks.pauseCode")} {...announced.bind("pause")} error={names.includes(said(values.pause)) ? say("talks.codeTaken") : undefined} />
          <Field label={say("talks.sector")} {...announced.bind("sector")} />
          <Field label={say("form.fromMoment")} {...announced.bind("from")} type="datetime-local" help={say("form.localTime")} />
          <Field label={say("form.untilMoment")} {...announced.bind("until")} type="datetime-local" error={isOrdered ? undefined : say("form.after")} />
          <ChoiceField label={say("talks.pauseIs")} {...announced.bind("state")} choices={PAUSE_STATES.map((one) => ({ value: one, name: say.code("pause", one) }))} />
          <Field label={say("member.purpose")} {...announced.bind("purpose")} />
        </div>
      </ActForm>
      {names.length === 0 ? null : (
        <ActForm kind="pause.reported" title={say("talks.reportPause")} lead={say("talks.reportPauseLead")} draft={areSaid(reported.values.at, reported.values.words) ? { kind: "pause.reported", body: { pause: about, at: reported.values.at, words: said(reported.values.words) }, to } : undefined} onRecorded={reported.clear}>
          <div className="fields">
            <ChoiceField label={say("talks.pauseCode")} value={about} onChange={(pause) => reported.set({ pause })} choices={choices(names)} />
            <Field label={say("form.atMoment")} {...reported.bind("at")} type="datetime-local" help={say("form.localTime")} />
          </div>
          <Field label={say("form.ownWords")} {...reported.bind("words")} isLong help={say("form.ownWordsHelp")} />
        </ActForm>
      )}
      {open.length === 0 ? null : (
        <ActForm kind="pause.closed" title={say("talks.closePause")} lead={say("talks.closedByPerson")} draft={areSaid(closing.values.words) ? { kind: "pause.closed", body: { pause: ends, words: said(closing.values.words), recovered }, to } : undefined} onRecorded={() => { closing.clear(); setRecovered([]); }}>
          <ChoiceField label={say("talks.pauseCode")} value={ends} onChange={(pause) => closing.set({ pause })} choices={choices(open)} />
          <Field label={say("form.ownWords")} {...closing.bind("words")} isLong help={say("form.ownWordsHelp")} />
          <PickField label={say("talks.recovered")} help={say("talks.recoveredHelp")} picked={recovered} onChange={setRecovered} choices={choices(operations)} />
        </ActForm>
      )}
    </>
  );
}
