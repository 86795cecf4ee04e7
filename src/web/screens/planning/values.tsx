// What a plan is made by, as both sides signed it: tiers in order, weights of rank, tolerances, least numbers, the calendar.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView } from "../../../desk/planning-view.ts";
import { bodyOfAgreed, rulesOf, type AgreedTier, type PlanningAgreed } from "../../../planning/agreed-values.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay, type Say } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";

export function Values({ plan }: { readonly plan: PlanView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const { values } = plan;
  return (
    <section className="sheet stack">
      <header><h2>{say("planning.values")}</h2><Mark tone={plan.isInForce ? "fine" : "wait"}>{say(plan.isInForce ? "planning.valuesAgreed" : "planning.valuesOpen")}</Mark></header>
      <ul className="two-counts">
        {sidesOf(desk).map((side) => {
          const own = plan.agreedBy[side];
          return <li key={side} className="side"><strong><bdi>{name(side)}</bdi></strong>{own ? <p>{say("agreement.signedOn", { day: say.date(own.on) })} <Cites cites={[{ entry: own.entry, label: own.cite }]} /></p> : <p className="quiet">{say("agreement.notSigned")}</p>}</li>;
        })}
      </ul>
      {values === null ? null : <ValueList values={values} />}
      {values === null || plan.isInForce ? null : <SignValues values={values} />}
    </section>
  );
}

function ValueList({ values }: { readonly values: PlanningAgreed }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <>
      <dl className="facts">
        <dt>{say("planning.order")}</dt><dd><ol className="stack tight">{values.tiers.map((tier, i) => <li key={tier.tier}>{say.number(i + 1)}. <strong>{say.code("tier", tier.tier)}</strong> <span className="quiet">{tierWords(say, tier)}</span></li>)}</ol></dd>
        <dt>{say("planning.weights")}</dt><dd>{say.list(values.ranks.map(({ rank, weight }) => `${say.code("rank", rank)} ${say.number(weight)}`))}{values.otherRank === undefined ? null : <> · {say("planning.otherRank", { weight: values.otherRank })}</>}</dd>
        <dt>{say("planning.tolerance")}</dt><dd>{say("planning.toleranceIs", { batch: numberOr(say, values.perBatch), running: numberOr(say, values.cumulative), dead: values.deadBand ?? 0 })}</dd>
        <dt>{say("planning.least")}</dt><dd>{values.quotas.length === 0 ? say("common.none") : say.list(values.quotas.map(({ side, least }) => `${name(side)} ${say.number(least)}`))}</dd>
        <dt>{say("planning.urgency")}</dt><dd>{say("planning.urgencyIs", { days: say.list(values.urgencyDays.map(say.number)) })}</dd>
        <dt>{say("planning.placesGiven")}</dt><dd>{say.code("placesGiven", values.places)}</dd>
      </dl>
      <h3>{say("planning.calendar")}</h3>
      <ol className="row small">{values.batches.map(({ batch, on }) => <li key={batch}><span className="code">{batch}</span> {say.date(on)}</li>)}</ol>
    </>
  );
}

const numberOr = (say: Say, value: number | undefined): string => (value === undefined ? say("common.none") : say.number(value));

function tierWords(say: Say, tier: AgreedTier): string {
  const rules = rulesOf(tier).map((rule) => say.code("tierRule", rule));
  return say.list([...(tier.category === undefined ? [] : [`“${tier.category}”`]), ...(tier.bornUntil === undefined ? [] : [say("planning.bornUntil", { day: say.date(tier.bornUntil) })]), ...rules]);
}

/** The other side signs exactly these values. */
function SignValues({ values }: { readonly values: PlanningAgreed }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { session, desk } = useKnown();
  if (!mayRecord(session, "planning.agreed") || !sidesOf(desk).includes(session.party)) return null;
  return <div><Button className="button first no-print" onPress={() => sign({ draft: { kind: "planning.agreed", body: bodyOfAgreed(values), to } })}>{say("planning.signValues")}</Button></div>;
}
