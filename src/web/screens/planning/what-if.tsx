// What another capacity or another order of the tiers would change, in counts; nothing is recorded by asking.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { Changes, type ChangeRow } from "./difference.tsx";
import type { PlanAnswer } from "./draw-plan.tsx";
import { NoPlan } from "./no-plan.tsx";
import { stageWords } from "./clause-words.ts";
import { useJob } from "./use-job.ts";
import { Working } from "./working.tsx";

export type WhatIfAnswer = { readonly answer: "what-if"; readonly stages: readonly string[]; readonly vectors: { readonly old: readonly number[]; readonly new: readonly number[] }; readonly counts: readonly ChangeRow[] };
const LIMITS = ["max", "seat", "stretcher", "quota", "perBatch", "cumulative", "priority"] as const;
type Limit = (typeof LIMITS)[number];

export function WhatIf({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { session, desk } = useKnown();
  const sides = sidesOf(desk);
  const batches = plan.values?.batches ?? [], tiers = plan.values?.tiers ?? [];
  const [limit, setLimit] = useState<Limit>("max");
  const [batch, setBatch] = useState(batches[0]?.batch ?? "");
  const [side, setSide] = useState(sides[0] ?? "");
  const [tier, setTier] = useState(tiers[0]?.tier ?? "");
  const [count, setCount] = useState("");
  const work = useJob<WhatIfAnswer | PlanAnswer>("solve-plan");
  const isSide = sides.includes(session.party);
  if (isSide ? round.instance === null || !round.forwarded : !mayRecord(session, "plan.proposed")) return null;
  const path = limit === "quota" ? `quota.${side}` : limit === "perBatch" || limit === "cumulative" ? `parity.${limit}` : `batches.${batch}.${side}.${limit}`;
  const stages = round.made?.stages.map(({ name: stage }) => stage) ?? [];
  const order = [`tier:${tier}`, ...stages.filter((stage) => stage !== `tier:${tier}`)];
  const isReady = limit === "priority" ? tier !== "" : /^\d{1,9}$/.test(count);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    work.start({ ask: "what-if", plan: plan.plan, round: round.round, ...(limit === "priority" ? { order } : { set: `${path}=${count}` }) });
  };
  return (
    <details className="no-print">
      <summary>{say("planning.whatIf")}</summary>
      <form className="stack tight" onSubmit={submit}>
        <div className="fields">
          <ChoiceField label={say("planning.limit")} value={limit} onChange={(value) => setLimit(LIMITS.find((one) => one === value) ?? "max")} choices={LIMITS.filter((value) => value !== "priority" || stages.length > 0).map((value) => ({ value, name: say.code("planLimit", value) }))} />
          {limit === "max" || limit === "seat" || limit === "stretcher" ? <ChoiceField label={say("planning.batch")} value={batch} onChange={setBatch} choices={batches.map((one) => ({ value: one.batch, name: `${one.batch}${say.comma}${say.date(one.on)}` }))} /> : null}
          {limit === "priority" || limit === "perBatch" || limit === "cumulative" ? null : <ChoiceField label={say("planning.side")} value={side} onChange={setSide} choices={sides.map((value) => ({ value, name: name(value) }))} />}
          {limit === "priority" ? <ChoiceField label={say("planning.tier")} value={tier} onChange={setTier} choices={tiers.map((one) => ({ value: one.tier, name: say.code("tier", one.tier) }))} /> : <Field label={say("form.count")} value={count} onChange={setCount} type="number" help={say("form.whole")} />}
        </div>
        <div><Button type="submit" className="button" isDisabled={work.isRunning || !isReady}>{say("planning.ask")}</Button></div>
        <Working work={work} />
        <Changed result={work.result} label={say("planning.whatIf")} />
      </form>
    </details>
  );
}

/** Components that change and who enters, leaves or moves, in counts; or why there would be no plan. */
export function Changed({ result, label }: { readonly result: WhatIfAnswer | PlanAnswer | undefined; readonly label: string }): ReactNode {
  const say = useSay();
  return (
    <div aria-live="polite">
      {result?.answer === "what-if" ? (
        <div className="stack tight">
          <ul className="small">{result.stages.flatMap((stage, i) => (result.vectors.old[i] === result.vectors.new[i] ? [] : [<li key={stage}>{stageWords(say, stage)}: {say("planning.fromTo", { from: result.vectors.old[i] ?? 0, to: result.vectors.new[i] ?? 0 })}</li>]))}</ul>
          <Changes rows={result.counts} label={label} />
        </div>
      ) : result && result.answer !== "plan" ? <NoPlan answer={result} /> : null}
    </div>
  );
}
