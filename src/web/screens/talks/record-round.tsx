// A round of talks as it was held: where, when, in which form, its agenda, who sat there. An officer is named by code; which office
// he held on that day is an act of its own.
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import { ROUND_FORMATS } from "../../../talks/round.ts";
import { speaking, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, linesOf, said, useValues } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";

const FRESH = { round: "", process: "", place: "", venue: "", from: "", to: "", format: "direct", agenda: "", follows: "" };
type Seats = Readonly<Record<string, { readonly head: string; readonly members: string }>>;

export function RecordRound({ rounds }: { readonly rounds: readonly string[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk } = useKnown();
  const { values, bind, clear } = useValues(FRESH);
  const [seats, setSeats] = useState<Seats>({});
  const parties = speaking(desk).filter(({ is }) => is !== "secretariat").map(({ code }) => code);
  const seatOf = (party: string): Seats[string] => seats[party] ?? { head: "", members: "" };
  const change = (party: string, more: Partial<Seats[string]>): void => setSeats({ ...seats, [party]: { ...seatOf(party), ...more } });
  const isOrdered = values.to === "" || (parseCivilDate(values.to) !== undefined && values.to >= values.from);
  const isReady = areSaid(values.round, values.process, values.place) && parseCivilDate(values.from) !== undefined && isOrdered;
  const body = {
    round: said(values.round), process: said(values.process), place: said(values.place), ...ifSaid("venue", values.venue), from: values.from, ...ifSaid("to", values.to), format: values.format,
    agenda: linesOf(values.agenda), ...ifSaid("follows", values.follows),
    delegations: parties.map((party) => ({ party, ...ifSaid("head", seatOf(party).head), members: linesOf(seatOf(party).members) })).filter(({ members, ...one }) => members.length > 0 || "head" in one),
  };
  return (
    <ActForm kind="round.held" title={say("talks.recordRound")} lead={say("talks.recordRoundLead")} draft={isReady ? { kind: "round.held", body, to } : undefined} onRecorded={() => { clear(); setSeats({}); }}>
      <div className="fields">
        <Field label={say("talks.process")} {...bind("process")} />
        <Field label={say("talks.roundCode")} {...bind("round")} error={rounds.includes(said(values.round)) ? say("talks.codeTaken") : undefined} />
        <Field label={say("member.place")} {...bind("place")} />
        <Field label={say("talks.venue")} {...bind("venue")} />
        <Field label={say("talks.firstDay")} {...bind("from")} type="date" />
        <Field label={say("talks.lastDay")} {...bind("to")} type="date" error={isOrdered ? undefined : say("form.notBefore")} />
        <ChoiceField label={say("talks.form")} {...bind("format")} choices={ROUND_FORMATS.map((one) => ({ value: one, name: say.code("roundFormat", one) }))} />
        <ChoiceField label={say("talks.follows")} {...bind("follows")} choices={[{ value: "", name: say("common.none") }, ...rounds.map((one) => ({ value: one, name: one }))]} />
      </div>
      <Field label={say("talks.agenda")} {...bind("agenda")} isLong help={say("form.onePerLine")} />
      {parties.map((party) => (
        <fieldset key={party} className="fields flow">
          <legend className="label">{say("talks.delegationOf", { party: name(party) })}</legend>
          <Field label={say("talks.head")} value={seatOf(party).head} onChange={(head) => change(party, { head })} />
          <Field label={say("talks.members")} value={seatOf(party).members} onChange={(members) => change(party, { members })} isLong help={say("talks.membersHelp")} />
        </fieldset>
      ))}
    </ActForm>
  );
}
