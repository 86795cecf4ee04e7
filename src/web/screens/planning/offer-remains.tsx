// Remains that a side can hand over by a plan: containers by code, where they lie by the holder's own code, what is known of them. To that side and those who plan.
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import type { PlanView } from "../../../desk/planning-view.ts";
import { REMAINS_STATES } from "../../../planning/agreed-values.ts";
import { sidesOf, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { ifSaid, said, useValues } from "../../parts/form-values.ts";
import { usePlanners } from "../../parts/planners.ts";

const FRESH = { containers: "", place: "", state: REMAINS_STATES[0] as string, together: "", readyFrom: "" };
const CONTAINER = /^(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const codesOf = (text: string): string[] => text.split(/[,\s]+/).filter((one) => one !== "");

export function OfferRemains({ plan }: { readonly plan: PlanView }): ReactNode {
  const say = useSay();
  const { session, desk } = useKnown();
  const planners = usePlanners();
  const { values, bind, clear } = useValues(FRESH);
  const [gone, setGone] = useState("");
  if (!sidesOf(desk).includes(session.party)) return null;
  const codes = codesOf(values.containers), no = codesOf(gone);
  const isRight = [...codes, ...no].every((one) => CONTAINER.test(one)) && new Set([...codes, ...no]).size === codes.length + no.length;
  const isReady = isRight && codes.length + no.length > 0 && (codes.length === 0 || said(values.place) !== "") && (values.readyFrom === "" || parseCivilDate(values.readyFrom) !== undefined);
  const containers = codes.map((container) => ({ container, place: said(values.place), state: values.state, ...ifSaid("together", values.together), ...ifSaid("readyFrom", values.readyFrom) }));
  return (
    <ActForm kind="remains.offered" title={say("planning.offerRemains")} lead={say("planning.offerRemainsLead")} draft={isReady ? { kind: "remains.offered", to: [...new Set([session.party, ...planners])].sort(), body: { plan: plan.plan, containers, gone: no } } : undefined} onRecorded={() => { clear(); setGone(""); }}>
      <Field label={say("planning.containers")} {...bind("containers")} isLong help={say("planning.containersHelp")} error={isRight ? undefined : say("planning.containersError")} />
      <div className="fields">
        <Field label={say("custody.place")} {...bind("place")} help={say("custody.placeHelp")} />
        <ChoiceField label={say("planning.remainsState")} {...bind("state")} choices={REMAINS_STATES.map((value) => ({ value, name: say.code("remainsState", value) }))} />
        <Field label={say("planning.partsTogether")} {...bind("together")} help={say("planning.partsTogetherHelp")} />
        <Field label={say("planning.readyFrom")} {...bind("readyFrom")} type="date" help={say("planning.readyFromHelp")} />
        <Field label={say("planning.containersGone")} value={gone} onChange={setGone} help={say("planning.containersHelp")} />
      </div>
    </ActForm>
  );
}
