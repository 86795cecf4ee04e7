// A proposed person of several sets is taken apart again: the sets stand alone, every chain of custody stays. Two officers sign.
import { useState, type ReactNode } from "react";
import { REASONS } from "../../../identification/remains-act.ts";
import type { RemainsView } from "../../../desk/remains-types.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { forBoth } from "./addressed.ts";

export function PartPerson({ view }: { readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [person, setPerson] = useState("");
  const [reason, setReason] = useState<string>(REASONS[0]);
  const chosen = view.persons.find((one) => one.person === person) ?? view.persons[0];
  if (chosen === undefined) return null;
  const open = view.cases.filter(({ state, sets }) => (state === "proposed" || state === "identified") && sets.some((set) => chosen.sets.includes(set)));
  return (
    <ActForm kind="remains.parted" title={say("ident.part")} lead={say("ident.partLead")} draft={open.length === 0 ? { kind: "remains.parted", to: forBoth(desk, session.party), body: { person: chosen.person, reason } } : undefined} onRecorded={() => setPerson("")}>
      <div className="fields">
        <ChoiceField label={say("ident.personCode")} value={chosen.person} onChange={setPerson} choices={view.persons.map((one) => ({ value: one.person, name: one.person }))} />
        <ChoiceField label={say("member.reason")} value={reason} onChange={setReason} choices={REASONS.map((value) => ({ value, name: say.code("ident.reason", value) }))} />
      </div>
      <dl className="facts"><dt>{say("ident.sets")}</dt><dd><bdi>{say.list([...chosen.sets])}</bdi></dd><dt>{say("ident.containers")}</dt><dd><bdi>{say.list([...chosen.containers])}</bdi></dd></dl>
      {open.length === 0 ? null : <p className="note wait">{say("ident.partOpen", { cases: say.list(open.map(({ identification }) => identification)) })}</p>}
    </ActForm>
  );
}
