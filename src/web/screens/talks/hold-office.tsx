// Which office somebody holds, from which day, for whom. It is never a property of the person alone; a former office is kept.
import type { ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import { speaking, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, said, useValues } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";

export function HoldOffice(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk, session } = useKnown();
  const { values, bind, clear } = useValues({ officer: "", name: "", office: "", party: session.party, from: "", until: "" });
  const isDay = (text: string): boolean => text === "" || parseCivilDate(text) !== undefined;
  const isOrdered = values.from === "" || values.until === "" || values.until >= values.from;
  const isReady = areSaid(values.officer, values.name, values.office) && isDay(values.from) && isDay(values.until) && isOrdered;
  const body = { officer: said(values.officer), name: said(values.name), office: said(values.office), ...ifSaid("party", values.party), ...ifSaid("from", values.from), ...ifSaid("until", values.until) };
  return (
    <ActForm kind="office.held" title={say("talks.holdOffice")} lead={say("talks.holdOfficeLead")} draft={isReady ? { kind: "office.held", body, to } : undefined} onRecorded={clear}>
      <div className="fields">
        <Field label={say("talks.officerCode")} {...bind("officer")} help={say("talks.officerCodeHelp")} />
        <Field label={say("member.name")} {...bind("name")} />
        <Field label={say("talks.office")} {...bind("office")} />
        <ChoiceField label={say("talks.officeFor")} {...bind("party")} choices={[...speaking(desk).map(({ code }) => ({ value: code, name: name(code) })), { value: "", name: say("talks.noParty") }]} />
        <Field label={say("talks.officeFrom")} {...bind("from")} type="date" help={say("talks.officeFromHelp")} />
        <Field label={say("talks.officeUntil")} {...bind("until")} type="date" error={isOrdered ? undefined : say("form.notBefore")} />
      </div>
    </ActForm>
  );
}
