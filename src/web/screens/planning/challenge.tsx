// Whoever holds the instance and the seed may compute the plan for himself and show a better one, until both sides have locked: the record judges it in whole
// numbers, and then it stands instead. The file is read here; only who goes in which batch leaves this browser.
import { useState, type ReactNode } from "react";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { parseJson } from "../../../basis/parse-json.ts";
import { Fault, Faults } from "../../../basis/fault.ts";
import { planHashOf } from "../../../planning/lottery.ts";
import { parsePlan, type Assign } from "../../../planning/parse-plan.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Cites } from "../../parts/entry.tsx";
import { useEverybody } from "../../parts/signing.tsx";
import { TakeFile } from "../../parts/take-file.tsx";
import { batchesOf } from "./draw-plan.tsx";

const SIZE_MAX = 64 * 2 ** 20;

export function Challenge({ plan, round, mayShow }: { readonly plan: PlanView; readonly round: RoundView; readonly mayShow: boolean }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const [assign, setAssign] = useState<Assign | "unreadable" | undefined>();
  if (!round.forwarded) return null;
  const take = (text: string): void => {
    try {
      setAssign(parsePlan(parseJson(text, "plan")).assign);
    } catch (error) {
      if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
      setAssign("unreadable");
    }
  };
  const hash = typeof assign === "object" ? planHashOf(new Map(Object.entries(assign))) : undefined;
  const isOther = hash !== undefined && hash !== round.forwarded.planHash;
  return (
    <>
      {round.challenges.map((one) => <p key={one.planHash} className="note wait">{say("planning.challengeStands", { party: name(one.by), day: say.date(one.on) })} <span className="code"><bdi>{one.planHash}</bdi></span> <Cites cites={[{ entry: one.entry, label: one.cite }]} /></p>)}
      {round.isLocked || !mayShow ? null : (
        <ActForm kind="plan.challenged" title={say("planning.challenge")} lead={say("planning.challengeLead")} draft={typeof assign === "object" && isOther ? { kind: "plan.challenged", to, body: { plan: plan.plan, round: round.round, planHash: hash, batches: batchesOf(assign) } } : undefined} onRecorded={() => setAssign(undefined)}>
          <TakeFile label={say("planning.challengeFile")} sizeMax={SIZE_MAX} help={say("planning.challengeHelp")} onText={take} />
          {assign === undefined ? null : <p className={isOther ? "small" : "note wait"} role="status">{assign === "unreadable" ? say("planning.challengeUnreadable") : isOther ? <span className="code"><bdi>{hash}</bdi></span> : say("planning.challengeSame")}</p>}
        </ActForm>
      )}
    </>
  );
}
