// Why there is no plan, as the desk answers it: what cannot hold together, and what would have to change. A proposal to the talks, never applied.
import type { ReactNode } from "react";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { clauseWords } from "./clause-words.ts";

/** `where`: in which batches, and by how much in each; a batch of null is the whole horizon. `repairsAll`: after it there is a plan, with no other change. */
type Repair = { readonly clause: string; readonly amount: number; readonly repairsAll: boolean; readonly where: readonly { readonly batch: string | null; readonly amount: number }[] };
/** `together`: the change that repairs all reasons at once; `least`: no other of so few clauses is smaller. */
export type NoPlanAnswer =
  | { readonly answer: "infeasible"; readonly complete: boolean; readonly reasons: readonly { readonly clauses: readonly string[]; readonly repairs: readonly Repair[] }[]; readonly together: readonly Repair[]; readonly least: boolean }
  | { readonly answer: "undecided"; readonly stage: string };

/** Every minimal set of clauses that cannot hold together, each with the smallest change of each clause; then the change that repairs all, where there is more than one reason. */
export function NoPlan({ answer }: { readonly answer: NoPlanAnswer }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  if (answer.answer === "undecided") return <p className="note wait">{say("planning.undecided")}</p>;
  const { reasons, together, least, complete } = answer;
  const changeOf = ({ clause, amount, where }: Repair): string => {
    const batches = where.flatMap((one) => (one.batch === null ? [] : [say("planning.changeIn", { batch: one.batch, amount: one.amount })]));
    const values = { clause: clauseWords(say, name, clause), amount };
    return batches.length === 0 ? say("planning.change", values) : say("planning.changeWhere", { ...values, where: say.list(batches) });
  };
  return (
    <div className="note late stack tight">
      <p><strong>{say("planning.infeasible")}</strong></p>
      <ul className="lines">
        {reasons.map(({ clauses, repairs }) => (
          <li key={clauses.join()}>
            <p>{say("planning.cannotHold")} {say.list(clauses.map((clause) => clauseWords(say, name, clause)))}</p>
            <ul className="small">{repairs.map(({ clause, amount, repairsAll }) => <li key={clause}>{say(repairsAll ? "planning.repair" : "planning.repairAlone", { clause: clauseWords(say, name, clause), amount })}</li>)}</ul>
          </li>
        ))}
      </ul>
      {reasons.length < 2 || together.length === 0 ? null : (
        <>
          <p>{say(least ? "planning.together" : "planning.togetherPerhaps", { count: together.length })}</p>
          <ul className="small">{together.map((repair) => <li key={repair.clause}>{changeOf(repair)}</li>)}</ul>
        </>
      )}
      {complete ? null : <p>{say("planning.notComplete")}</p>}
    </div>
  );
}
