// Who goes when, in counts, and the picture of it.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { useLanguage, useSay } from "../../frame/language-context.ts";
import { StackedTable } from "../../parts/stacked-table.tsx";

export function Batches({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const sides = sidesOf(desk);
  const batches = [...new Map(round.counts.map(({ batch, on }) => [batch, on]))];
  return (
    <div className="stack tight">
      <h3>{say("planning.batches")}</h3>
      <StackedTable
        label={say("planning.batches")} rows={batches} rowKey={([batch]) => batch}
        columns={[
          { head: say("planning.batch"), cell: ([batch]) => <bdi className="code">{batch}</bdi> },
          { head: say("planning.day"), cell: ([, on]) => <span className="nowrap">{say.date(on)}</span> },
          ...sides.map((side) => ({ head: say("planning.heldBy", { party: name(side) }), cell: ([batch]: readonly [string, string]) => <InBatch counts={round.counts.filter((one) => one.batch === batch && one.side === side)} /> })),
        ]}
      />
      <Picture plan={plan} round={round} />
    </div>
  );
}

/** How many of a side go in a batch, and of which tiers. */
function InBatch({ counts }: { readonly counts: RoundView["counts"] }): ReactNode {
  const say = useSay();
  const tiers = counts.filter(({ tier }) => tier !== "");
  return <><strong className="num">{say.number(counts.reduce((sum, { persons }) => sum + persons, 0))}</strong>{tiers.length === 0 ? null : <span className="small quiet"> {say.list(tiers.map(({ tier, persons }) => `${say.code("tier", tier)} ${say.number(persons)}`))}</span>}</>;
}

/** Drawn by the desk when it is asked for; counts only. A side has one where it was given the instance. */
function Picture({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const { session, desk } = useKnown();
  const { language } = useLanguage();
  const [isShown, show] = useState(false);
  if (sidesOf(desk).includes(session.party) && (round.instance === null || !round.forwarded)) return null;
  const address = `/api/planning/drawing?plan=${encodeURIComponent(plan.plan)}&round=${round.round}&language=${language}`;
  return (
    <>
      <div className="row no-print"><Button className="button" onPress={() => show(!isShown)} aria-expanded={isShown}>{say(isShown ? "planning.hidePicture" : "planning.picture")}</Button><a className="button plain" href={address} download={`${plan.plan}-${round.round}-${language}.svg`}>{say("planning.savePicture")}</a><PdfButton form="plan" of={plan.plan} more={{ round: round.round }} /></div>
      {isShown ? <div className="scroll" tabIndex={0} role="group" aria-label={say("planning.picture")}><img src={address} alt={say("planning.pictureSays")} className="plan-picture" /></div> : null}
    </>
  );
}
