// Who must not be parted: one group a line, persons by list and row. It opens to that side and to those who plan; the last statement of a side stands.
import { useState, type ReactNode } from "react";
import type { PlanView } from "../../../desk/planning-view.ts";
import { sidesOf, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Field } from "../../parts/fields.tsx";
import { linesOf } from "../../parts/form-values.ts";
import { usePlanners } from "../../parts/planners.ts";

export function StateTogether({ plan }: { readonly plan: PlanView }): ReactNode {
  const say = useSay();
  const { session, desk } = useKnown();
  const planners = usePlanners();
  const [text, setText] = useState("");
  if (!sidesOf(desk).includes(session.party)) return null;
  const groups = linesOf(text).map((line) => ({ persons: line.split(/[,\s]+/).filter((one) => one !== "") }));
  const all = groups.flatMap(({ persons }) => persons);
  const isRight = groups.every(({ persons }) => persons.length > 1 && persons.length <= 40 && persons.every((id) => id.includes("/"))) && new Set(all).size === all.length;
  return (
    <ActForm kind="together.stated" title={say("planning.stateTogether")} lead={say("planning.stateTogetherLead")} draft={isRight && groups.length > 0 ? { kind: "together.stated", to: [...new Set([session.party, ...planners])].sort(), body: { plan: plan.plan, groups } } : undefined} onRecorded={() => setText("")}>
      <Field label={say("planning.groups")} value={text} onChange={setText} isLong isRequired help={say("planning.groupsHelp")} error={isRight ? undefined : say("planning.groupsError")} />
    </ActForm>
  );
}
