// A meeting asked for: at which level, between whom. That it is asked for makes it agreed by nobody.
import { useState, type ReactNode } from "react";
import { sidesOf, speaking, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, said, useValues } from "../../parts/form-values.ts";
import { PickField } from "../../parts/pick-field.tsx";
import { useEverybody } from "../../parts/signing.tsx";

export function RequestMeeting({ rounds }: { readonly rounds: readonly string[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk } = useKnown();
  const { values, bind, clear } = useValues({ meeting: "", level: "", place: "", round: "" });
  const [between, setBetween] = useState<readonly string[]>(sidesOf(desk));
  const isReady = areSaid(values.meeting, values.level) && between.length > 0;
  const body = { meeting: said(values.meeting), level: said(values.level), between, ...ifSaid("place", values.place), ...ifSaid("round", values.round) };
  return (
    <ActForm kind="meeting.requested" title={say("talks.requestMeeting")} lead={say("talks.requestMeetingLead")} draft={isReady ? { kind: "meeting.requested", body, to } : undefined} onRecorded={clear}>
      <div className="fields">
        <Field label={say("talks.meetingCode")} {...bind("meeting")} />
        <Field label={say("talks.level")} {...bind("level")} help={say("talks.levelHelp")} />
        <Field label={say("member.place")} {...bind("place")} />
        <ChoiceField label={say("talks.saidAtRound")} {...bind("round")} choices={[{ value: "", name: say("common.none") }, ...rounds.map((one) => ({ value: one, name: one }))]} />
      </div>
      <PickField label={say("talks.between")} picked={between} onChange={setBetween} choices={speaking(desk).filter(({ is }) => is !== "secretariat").map(({ code }) => ({ value: code, name: name(code) }))} />
    </ActForm>
  );
}
