// One round of a plan, in the order in which it comes to stand.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { Batches } from "./batches.tsx";
import { Difference } from "./difference.tsx";
import { DrawPlan } from "./draw-plan.tsx";
import { Challenge } from "./challenge.tsx";
import { GiveInstance, OpenLeaves } from "./freeze-plan.tsx";
import { Made } from "./made.tsx";
import { Persons } from "./persons.tsx";
import { Seed } from "./seed.tsx";
import { Substitutions } from "./substitutions.tsx";
import { WhatIf } from "./what-if.tsx";
import { WhyPerson } from "./why-person.tsx";

type RoundProps = { readonly plan: PlanView; readonly round: RoundView };

export function RoundSheet({ plan, round, isNewest }: RoundProps & { readonly isNewest: boolean }): ReactNode {
  const say = useSay();
  const title = say("planning.round", { round: round.round });
  const matter = <RoundMatter plan={plan} round={round} />;
  return (
    <section className="sheet stack" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Mark tone={round.isLocked ? "fine" : "wait"}>{say(round.isLocked ? "planning.lockedByBoth" : round.forwarded ? "planning.waitsForLock" : round.made ? "planning.waitsToBeGiven" : round.seed.state === "drawn" ? "planning.waitsToBeDrawn" : "planning.waitsForSeed")}</Mark>
      </header>
      {isNewest ? matter : <details><summary>{say("planning.showRound")}</summary>{matter}</details>}
    </section>
  );
}

function RoundMatter({ plan, round }: RoundProps): ReactNode {
  const say = useSay();
  const { session, desk } = useKnown();
  /** Whoever was not given the instance cannot ask it, nor show a better plan of it. */
  const holdsIt = !sidesOf(desk).includes(session.party) || round.instance !== null;
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{say("planning.frozen")}</dt><dd>{say("planning.frozenIs", { day: say.date(round.frozen.day), persons: round.frozen.persons })} <Cites cites={[{ entry: round.frozen.entry, label: round.frozen.cite }, ...(round.instance ? [{ entry: round.instance.entry, label: round.instance.cite }] : [])]} /><br /><span className="digest"><bdi>{round.frozen.instance}</bdi></span></dd>
      </dl>
      <GiveInstance plan={plan} round={round} />
      <OpenLeaves plan={plan} round={round} />
      <Seed plan={plan} round={round} />
      <DrawPlan plan={plan} round={round} />
      {round.made ? <Made made={round.made} /> : null}
      {round.counts.length > 0 ? <Batches plan={plan} round={round} /> : null}
      {round.difference ? <Difference round={round} /> : null}
      <Challenge plan={plan} round={round} mayShow={holdsIt} />
      <Lock plan={plan} round={round} />
      {round.forwarded ? <Persons plan={plan} round={round} /> : null}
      {holdsIt && (round.forwarded || round.made) ? <WhyPerson plan={plan} round={round} /> : null}
      {holdsIt && (round.made || round.forwarded) ? <WhatIf plan={plan} round={round} /> : null}
      {round.isLocked ? <Substitutions plan={plan} round={round} /> : null}
    </div>
  );
}

function Lock({ plan, round }: RoundProps): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const to = useEverybody();
  const { session, desk } = useKnown();
  const { forwarded } = round;
  if (!forwarded) return null;
  const mayLock = mayRecord(session, "plan.locked") && sidesOf(desk).includes(session.party) && round.lockedBy[session.party] === undefined;
  return (
    <div className="stack tight">
      <h3>{say("planning.lock")}</h3>
      <p>{say("planning.givenIs", { persons: forwarded.persons })} <span className="code"><bdi>{forwarded.planHash}</bdi></span> <Cites cites={[{ entry: forwarded.entry, label: forwarded.cite }]} /></p>
      {round.objectUntil === null || round.isLocked ? null : <p className="small">{say("planning.objectUntil", { day: say.date(round.objectUntil) })}</p>}
      <ul className="two-counts">
        {sidesOf(desk).map((side) => {
          const own = round.lockedBy[side];
          return <li key={side} className="side"><strong><bdi>{name(side)}</bdi></strong><p>{own ? <>{say("planning.lockedOn", { day: say.date(own.on) })} <Cites cites={[{ entry: own.entry, label: own.cite }]} /></> : <span className="quiet">{say("planning.notLocked")}</span>}</p></li>;
        })}
      </ul>
      {mayLock ? <div><Button data-act="plan.locked" className="button first no-print" onPress={() => sign({ draft: { kind: "plan.locked", to, body: { plan: plan.plan, round: round.round, planHash: forwarded.planHash } } })}>{say("planning.lockNow")}</Button></div> : null}
    </div>
  );
}
