// What a proposal would change, in counts: the newest round that was drawn, planned anew from the same entries with the proposed values. Nothing is recorded.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView } from "../../../desk/planning-view.ts";
import { mayRecord, sidesOf, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useJob } from "./use-job.ts";
import { Working } from "./working.tsx";
import { Changed, type WhatIfAnswer } from "./what-if.tsx";
import type { PlanAnswer } from "./draw-plan.tsx";

export function ProposalEffect({ plan, side }: { readonly plan: PlanView; readonly side: string }): ReactNode {
  const say = useSay();
  const { session, desk } = useKnown();
  const work = useJob<WhatIfAnswer | PlanAnswer>("solve-plan");
  const round = plan.rounds.findLast(({ made }) => made !== null);
  if (!round || sidesOf(desk).includes(session.party) || !mayRecord(session, "plan.proposed")) return null;
  return (
    <div className="stack tight no-print">
      <div><Button className="button" isDisabled={work.isRunning} onPress={() => work.start({ ask: "what-if", plan: plan.plan, round: round.round, values: side })}>{say("planning.effectOf", { round: round.round })}</Button></div>
      <Working work={work} />
      <Changed result={work.result} label={say("planning.effectOf", { round: round.round })} />
    </div>
  );
}
