// Who goes when, in counts, and the picture of it.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { PdfButton } from "../../parts/pdf-button.tsx";
import { useLanguage, useSay } from "../../frame/language-context.ts";

export function Batches({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const sides = sidesOf(desk);
  const batches = [...new Map(round.counts.map(({ batch, on }) => [batch, on]))];
  return (
    <div className="stack tight">
      <h3>{say("planning.batches")}</h3>
      <div className="scroll" tabIndex={0} role="group" aria-label={say("planning.batches")}>
        <table>
          <thead><tr><th scope="col">{say("planning.batch")}</th><th scope="col">{say("planning.day")}</th>{sides.map((side) => <th key={side} scope="col">{say("planning.heldBy", { party: name(side) })}</th>)}</tr></thead>
          <tbody>
            {batches.map(([batch, on]) => (
              <tr key={batch}>
                <th scope="row"><bdi className="code">{batch}</bdi></th><td className="nowrap">{say.date(on)}</td>
                {sides.map((side) => {
                  const own = round.counts.filter((one) => one.batch === batch && one.side === side);
                  const tiers = own.filter(({ tier }) => tier !== "");
                  return <td key={side}><strong className="num">{say.number(own.reduce((sum, { persons }) => sum + persons, 0))}</strong>{tiers.length === 0 ? null : <span className="small quiet"> {say.list(tiers.map(({ tier, persons }) => `${say.code("tier", tier)} ${say.number(persons)}`))}</span>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Picture plan={plan} round={round} />
    </div>
  );
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
