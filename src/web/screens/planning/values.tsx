// What a plan is made by, as both sides signed it, and what one side has proposed beside it: only what would change, in force and proposed.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView } from "../../../desk/planning-view.ts";
import { bodyOfAgreed, type PlanningAgreed } from "../../../planning/agreed-values.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { ProposalEffect } from "./proposal-effect.tsx";
import { valueLines, type ValueLine } from "./value-lines.ts";

export function Values({ plan }: { readonly plan: PlanView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const { values } = plan;
  return (
    <>
      {Object.keys(plan.proposals).map((side) => <Proposal key={side} plan={plan} side={side} />)}
      {values === null || !plan.isInForce ? null : (
        <section className="sheet stack">
          <header><h2>{say("planning.values")}</h2><Mark tone="fine">{say("planning.valuesAgreed")}</Mark></header>
          <ul className="two-counts">
            {sidesOf(desk).map((side) => {
              const own = plan.agreedBy[side];
              return <li key={side} className="side"><strong><bdi>{name(side)}</bdi></strong>{own ? <p>{say("agreement.signedOn", { day: say.date(own.on) })} <Cites cites={[{ entry: own.entry, label: own.cite }]} /></p> : <p className="quiet">{say("agreement.notSigned")}</p>}</li>;
            })}
          </ul>
          <dl className="facts">{valueLines(say, name, values).map(({ key, title, items }) => <div key={key} className="fact"><dt>{title}</dt><dd><Items items={items} /></dd></div>)}</dl>
        </section>
      )}
    </>
  );
}

function Items({ items }: { readonly items: readonly string[] }): ReactNode {
  const say = useSay();
  if (items.length < 2) return items[0] ?? say("common.none");
  return <ul className="stack tight">{items.map((one) => <li key={one}>{one}</li>)}</ul>;
}

/** What a side has signed and the other has not: it counts for nothing until both have signed it. */
function Proposal({ plan, side }: { readonly plan: PlanView; readonly side: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const proposal = plan.proposals[side];
  if (!proposal) return null;
  const before = plan.isInForce && plan.values ? valueLines(say, name, plan.values) : [];
  const after = valueLines(say, name, proposal.values);
  const title = say("planning.proposalOf", { party: name(side) });
  const was = (key: string): ValueLine | undefined => before.find((one) => one.key === key);
  const changed = [...after.filter(({ key, says }) => says !== was(key)?.says), ...before.filter(({ key }) => !after.some((one) => one.key === key)).map((one) => ({ ...one, items: [] }))];
  return (
    <section className="sheet stack" aria-label={title}>
      <header><h2>{title}</h2><Mark tone="wait">{say("planning.proposalOpen")}</Mark></header>
      <p className="small">{say("agreement.signedOn", { day: say.date(proposal.on) })} <Cites cites={[{ entry: proposal.entry, label: proposal.cite }]} /></p>
      {changed.length === 0 ? <p className="quiet">{say("planning.proposalSame")}</p> : (
        <div className="scroll" tabIndex={0} role="group" aria-label={title}>
          <table className="wrap">
            <thead><tr><th scope="col">{say("planning.what")}</th>{before.length === 0 ? null : <th scope="col">{say("planning.inForce")}</th>}<th scope="col">{say("planning.proposed")}</th></tr></thead>
            <tbody>{changed.map(({ key, title: what, items }) => <tr key={key}><th scope="row">{what}</th>{before.length === 0 ? null : <td><Items items={was(key)?.items ?? []} /></td>}<td><Items items={items} /></td></tr>)}</tbody>
          </table>
        </div>
      )}
      <SignValues values={proposal.values} by={side} />
      <ProposalEffect plan={plan} side={side} />
    </section>
  );
}

/** The other side signs exactly these values. */
function SignValues({ values, by }: { readonly values: PlanningAgreed; readonly by: string }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { session, desk } = useKnown();
  if (!mayRecord(session, "planning.agreed") || !sidesOf(desk).includes(session.party) || session.party === by) return null;
  return <div><Button data-act="planning.agreed" className="button first no-print" onPress={() => sign({ draft: { kind: "planning.agreed", body: bodyOfAgreed(values), to } })}>{say("planning.signValues")}</Button></div>;
}
