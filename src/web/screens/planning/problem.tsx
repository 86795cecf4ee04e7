// The problem as the record gives it: who may be planned, in counts; who is not and why; what is not recorded, row by row.
import type { ReactNode } from "react";
import type { PlanView, ProblemView } from "../../../desk/planning-view.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";
import { sayRow } from "../../parts/say-row.ts";
import { clauseWords } from "./clause-words.ts";

export function Problem({ plan }: { readonly plan: PlanView }): ReactNode {
  const say = useSay();
  const { session, desk } = useKnown();
  if (plan.problem !== null) return <FromRecord problem={plan.problem} />;
  if (sidesOf(desk).includes(session.party)) return <p className="note">{say("planning.problemForPlanners")}</p>;
  return (
    <div className="note late">
      <p><strong>{say("planning.cannotBuild")}</strong></p>
      <ul>{plan.faults.map(({ code, message }) => <li key={code}>{say.code("fault.code", code) === code ? message : say.code("fault.code", code)} <span className="code">[{code}]</span></li>)}</ul>
    </div>
  );
}

function FromRecord({ problem }: { readonly problem: ProblemView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  const sides = sidesOf(desk);
  const tiers = [...new Set(problem.counts.map(({ tier }) => tier))];
  const count = (side: string, tier: string): number => problem.counts.find((one) => one.side === side && one.tier === tier)?.persons ?? 0;
  const whys = [...new Set(problem.beside.map(({ why }) => why))];
  const beside = (side: string, why: string): number => problem.beside.find((one) => one.side === side && one.why === why)?.persons ?? 0;
  return (
    <>
      <section className="sheet stack">
        <header><h2>{say("planning.mayBePlanned")}</h2><span className="figure s">{say.number(problem.persons)}</span></header>
        <div className="scroll" tabIndex={0} role="group" aria-label={say("planning.mayBePlanned")}>
          <table>
            <thead><tr><th scope="col">{say("planning.tier")}</th>{sides.map((side) => <th key={side} scope="col" className="num">{say("planning.heldBy", { party: name(side) })}</th>)}</tr></thead>
            <tbody>
              <tr><th scope="row">{say("planning.onLists")}</th>{sides.map((side) => <td key={side} className="num">{say.number(problem.listed[side] ?? 0)}</td>)}</tr>
              {tiers.map((tier) => <tr key={tier}><th scope="row">{say.code("tier", tier)}</th>{sides.map((side) => <td key={side} className="num">{say.number(count(side, tier))}</td>)}</tr>)}
            </tbody>
          </table>
        </div>
        <p className="digest">SHA-256 <bdi>{problem.hash}</bdi></p>
        <ul className="small stack tight">{problem.restsOn.map(({ field, cites }) => <li key={field}>{say.code("restsOn", field)}: <Cites cites={cites.map(({ entry, cite }) => ({ entry, label: cite }))} /></li>)}</ul>
        {problem.unlimited.length === 0 ? null : <p className="note wait">{say("planning.unlimited")} {say.list(problem.unlimited.map((clause) => clauseWords(say, name, clause)))}</p>}
      </section>
      <section className="sheet stack">
        <h2>{say("planning.beside")}</h2>
        <StackedTable
          label={say("planning.beside")} rows={whys} rowKey={(why) => why}
          columns={[
            { head: say("planning.why"), cell: (why) => say.code("planWhy", why) },
            { head: say("planning.effect"), cell: (why) => {
              const isPlanned = problem.beside.some((one) => one.why === why && one.isPlanned);
              return <Mark tone={isPlanned ? "open" : "plain"}>{say(isPlanned ? "planning.plannedAllTheSame" : "planning.notPlanned")}</Mark>;
            } },
            ...sides.map((side) => ({ head: say("planning.heldBy", { party: name(side) }), isNumber: true, cell: (why: string) => say.number(beside(side, why)) })),
          ]}
        />
        {problem.open.length === 0 ? null : (
          <details>
            <summary>{say("planning.openRows", { count: problem.open.length + problem.openLeftOut })}</summary>
            <ul className="lines small">
              {problem.open.map(({ id, why, of, entries }) => <li key={`${id} ${why}`} className="row"><span>{sayRow(say, id)}</span> <span>{say.code("planWhy", why)}{of === "" ? null : <> (<bdi>{say.list(of.split(", ").map((tier) => say.code("tier", tier)))}</bdi>)</>}</span> <Cites cites={entries.map(({ entry, cite }) => ({ entry, label: cite }))} /></li>)}
              {problem.openLeftOut === 0 ? null : <li className="quiet">{say("act.moreItems", { count: problem.openLeftOut })}</li>}
            </ul>
          </details>
        )}
      </section>
    </>
  );
}
