// Which alternatives of a bracket this side could live with: sealed in this browser to the own side and the desk, seen by nobody
// else, never by the other side. For the desk alone: whether the two sets meet, without saying in what to either side.
import { useState, type ReactNode } from "react";
import type { TalksView } from "../../../desk/api-types.ts";
import { overlapsOf, parseAcceptanceSet } from "../../../talks/acceptance-set.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { useActs } from "../../parts/acts.ts";
import { Mark } from "../../parts/mark.tsx";
import { PickField } from "../../parts/pick-field.tsx";

type Bracket = TalksView["brackets"][number];

export function SealAcceptance({ one }: { readonly one: Bracket }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk, session } = useKnown();
  const own = (useActs("acceptance.set").data ?? []).filter(({ row, body }) => row.author === session.party && body["bracket"] === one.bracket).at(-1);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const secretariat = desk.parties.find(({ is }) => is === "secretariat")?.code ?? "";
  const held = own === undefined ? [] : parseAcceptanceSet(own.body).alternatives;
  const wordsOf = (id: string): string => one.alternatives.find((alternative) => alternative.id === id)?.text ?? id;
  return (
    <>
      {own === undefined ? null : <p className="small">{say("agreement.ownSet", { day: say.date(own.row.at) })}: {held.map((id) => <q key={id}><bdi>{wordsOf(id)}</bdi></q>)}</p>}
      {one.resolvedOn !== null ? null : (
        <ActForm kind="acceptance.set" title={say("agreement.acceptanceSet", { bracket: one.bracket })} lead={say("agreement.acceptanceSetLead")} draft={picked.length > 0 ? { kind: "acceptance.set", body: { bracket: one.bracket, alternatives: picked }, to: [session.party, secretariat] } : undefined} onRecorded={() => setPicked([])}>
          <PickField label={say("agreement.couldLiveWith")} picked={picked} onChange={setPicked} choices={one.alternatives.map(({ id, by, text }) => ({ value: id, name: `${text} (${name(by)})` }))} />
        </ActForm>
      )}
      <Overlap one={one} />
    </>
  );
}

function Overlap({ one }: { readonly one: Bracket }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const acts = useActs("acceptance.set").data ?? [];
  const [a = "", b = ""] = sidesOf(desk);
  if (session.role !== "mediator-chair" || one.resolvedOn !== null) return null;
  const [found] = overlapsOf([one], acts.map(({ row, body }) => ({ ...parseAcceptanceSet(body), by: row.author, on: row.at, cite: row.label ?? "" })), [a, b]);
  if (found === undefined || found.overlap === "unknown") return null;
  return <p className="row small"><Mark tone={found.overlap === "no overlap" ? "wait" : "fine"}>{say.code("overlap", found.overlap)}</Mark><span className="quiet">{say("agreement.overlapLead")}</span></p>;
}
