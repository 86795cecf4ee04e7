// The mediator freezes what the record gives on a day, and gives the frozen instance to whom the sides agreed. Only then is the seed drawn.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { FreezeView } from "../../../desk/api-types.ts";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { fetchJson } from "../../frame/api.ts";
import { mayRecord, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { usePlanners } from "../../parts/planners.ts";

/** A round is over when both sides have locked it; until then the next one replaces it. */
export function FreezePlan({ plan, query }: { readonly plan: PlanView; readonly query: string }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const sign = useSigning();
  const to = useEverybody();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  if (!mayRecord(session, "plan.frozen") || plan.problem === null) return null;
  const last = plan.rounds.at(-1);
  const silent = last?.seed.state === "revealing" && last.frozen.without.length === 0 ? last.seed.waitingFor : [];
  const freeze = async (): Promise<void> => {
    setError(undefined);
    try {
      const view = await fetchJson<FreezeView>(`/planning/freeze?plan=${encodeURIComponent(plan.plan)}${query.replace("?", "&")}`);
      sign({ draft: { kind: "plan.frozen", to, body: { plan: view.plan, round: view.round, on: view.on, upTo: view.upTo, instance: view.hash, persons: view.persons, without: [] } } });
    } catch (refused) {
      setError(refused);
    }
  };
  const again = (round: RoundView): void =>
    sign({ draft: { kind: "plan.frozen", to, body: { plan: plan.plan, round: round.round + 1, on: round.frozen.day, upTo: round.frozen.upTo, instance: round.frozen.instance, persons: round.frozen.persons, without: [...silent] } } });
  return (
    <section className="sheet stack tight no-print">
      <h2>{say(last === undefined ? "planning.freeze" : "planning.freezeAgain")}</h2>
      <p className="quiet small">{say("planning.freezeLead")}</p>
      <RefusedNote error={error} />
      <div className="row">
        <Button className={last === undefined || last.isLocked ? "button first" : "button"} onPress={() => void freeze()}>{say("planning.freezeNow", { persons: plan.problem.persons })}</Button>
        {last === undefined || silent.length === 0 ? null : <Button className="button" onPress={() => again(last)}>{say("planning.withoutSilent", { parties: say.list(silent.map(name)) })}</Button>}
      </div>
    </section>
  );
}

/** The instance of the round that stands frozen, built again by the desk and sealed to whom the sides agreed. */
export function GiveInstance({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const everybody = useEverybody();
  const planners = usePlanners();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  if (round.instance !== null || !mayRecord(session, "plan.instance")) return null;
  const give = async (): Promise<void> => {
    setError(undefined);
    try {
      const view = await fetchJson<FreezeView>(`/planning/freeze?plan=${encodeURIComponent(plan.plan)}&round=${round.round}`);
      sign({ draft: { kind: "plan.instance", to: view.places === "withheld" ? planners : everybody, body: { plan: plan.plan, round: round.round, instance: view.instance } } });
    } catch (refused) {
      setError(refused);
    }
  };
  return <><RefusedNote error={error} /><div><Button className="button no-print" onPress={() => void give()}>{say("planning.giveInstance")}</Button></div></>;
}
