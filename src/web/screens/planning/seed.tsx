// The seed of the lottery: each side and the mediator commit, then reveal. One honest holder is enough; who does not reveal is named.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { fromHex } from "../../../basis/bytes.ts";
import type { PlanView, RoundView } from "../../../desk/planning-view.ts";
import { seedCommitment } from "../../../planning/seed-ceremony.ts";
import { Refused } from "../../frame/api.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { useEverybody, useSigning } from "../../parts/signing.tsx";
import { LINKS, makeChain, makeSecret, readLink, readSecret } from "./seed-secret.ts";

export function Seed({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { seed } = round;
  return (
    <div className="stack tight">
      <div className="row"><h3>{say("planning.seed")}</h3><Mark tone={seed.state === "drawn" ? "fine" : seed.state === "faulty" ? "late" : "wait"}>{say.code("seedState", seed.state)}</Mark></div>
      <ul className="two-counts">
        {seed.holders.map((holder) => {
          const [committed, revealed] = [seed.committed[holder], seed.revealed[holder]];
          return (
            <li key={holder} className="side">
              <strong><bdi>{name(holder)}</bdi></strong>
              <p>{seed.chained.includes(holder) ? say("planning.committedAhead") : committed ? <>{say("planning.committed")} <Cites cites={[{ entry: committed.entry, label: committed.cite }]} /></> : <span className="quiet">{say("planning.notCommitted")}</span>}</p>
              <p>{revealed ? <>{say("planning.revealed")} <Cites cites={[{ entry: revealed.entry, label: revealed.cite }]} /></> : <span className="quiet">{say("planning.notRevealed")}</span>}</p>
            </li>
          );
        })}
      </ul>
      {round.frozen.due === null || seed.state === "drawn" ? null : <p className="small">{say("planning.seedDue", { day: say.date(round.frozen.due) })}</p>}
      {round.frozen.without.length === 0 ? null : <p className="note wait">{say("planning.drawnWithout", { parties: say.list(round.frozen.without.map(name)) })}</p>}
      {seed.value === null ? <OwnPart plan={plan} round={round} /> : <p className="digest"><bdi>{seed.value}</bdi></p>}
    </div>
  );
}

function OwnPart({ plan, round }: { readonly plan: PlanView; readonly round: RoundView }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  const { party } = session;
  const { seed, frozen } = round;
  if (!seed.holders.includes(party) || !mayRecord(session, "seed.committed")) return null;
  const at = { plan: plan.plan, round: round.round };
  const isAhead = seed.chained.includes(party);
  const commit = async (): Promise<void> => {
    setError(undefined);
    try {
      const secret = await makeSecret(party, frozen.instance, round.round);
      sign({ draft: { kind: "seed.committed", to, body: { ...at, commitment: seedCommitment({ instance: frozen.instance }, party, fromHex(secret)) } } });
    } catch (refused) {
      setError(refused);
    }
  };
  const reveal = async (): Promise<void> => {
    setError(undefined);
    const anchor = plan.anchors[party];
    const secret = isAhead && anchor ? await readLink(party, plan.plan, anchor.end, anchor.links - anchor.left) : await readSecret(party, frozen.instance, round.round);
    if (secret === undefined) setError(new Refused(0, [{ code: "SEED_NOT_HERE", message: say("planning.notHere"), places: [] }]));
    else sign({ draft: { kind: "seed.revealed", to, body: { ...at, secret } } });
  };
  const isCommitted = isAhead || seed.committed[party] !== undefined;
  return (
    <div className="stack tight no-print">
      <p className="quiet small">{say("planning.seedLead")}</p>
      <RefusedNote error={error} />
      <div className="row">
        {isCommitted ? null : <Button data-act="seed.committed" className="button first" onPress={() => void commit()}>{say("planning.commit")}</Button>}
        {seed.state === "revealing" && seed.revealed[party] === undefined ? <Button data-act="seed.revealed" className="button first" onPress={() => void reveal()}>{say("planning.reveal")}</Button> : null}
      </div>
    </div>
  );
}

/** A commitment for many rounds at once, so that none of them waits for this party to commit. */
export function CommitAhead({ plan }: { readonly plan: PlanView }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const to = useEverybody();
  const { session, desk } = useKnown();
  const [error, setError] = useState<unknown>();
  const { party } = session;
  const own = plan.anchors[party];
  const isHolder = sidesOf(desk).includes(party) || desk.parties.some(({ code, is }) => code === party && is === "mediator");
  if (!isHolder || !mayRecord(session, "seed.anchored")) return null;
  const commit = async (): Promise<void> => {
    setError(undefined);
    try {
      sign({ draft: { kind: "seed.anchored", to, body: { plan: plan.plan, end: await makeChain(party, plan.plan), links: LINKS } } });
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <section className="sheet stack tight no-print">
      <h2>{say("planning.seedAhead")}</h2>
      <p className="quiet small">{say("planning.seedAheadLead")}</p>
      <RefusedNote error={error} />
      {own === undefined ? null : <p className="small">{say("planning.seedAheadLeft", { left: own.left })} <Cites cites={[{ entry: own.entry, label: own.cite }]} /></p>}
      {own !== undefined && own.left > 0 ? null : <div><Button data-act="seed.anchored" className="button" onPress={() => void commit()}>{say("planning.commitAhead", { count: LINKS })}</Button></div>}
    </section>
  );
}
