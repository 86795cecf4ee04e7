// Whose witness has not cosigned what stands, since which entry: on every screen and over every print (RECORD.md §6). It is no reproach:
// a witness may be out of reach, and silence of one side never becomes consent.
import { useContext, type ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { deskQuery, KnownContext, usePartyName } from "../frame/desk-context.ts";
import { useSay } from "../frame/language-context.ts";

/** Nothing while everything is in force. */
export function NotCosignedNote(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const known = useContext(KnownContext);
  const missing = (useQuery(deskQuery).data ?? known?.desk)?.notCosigned ?? [];
  if (missing.length === 0) return null;
  return (
    <ul className="note wait small stack tight not-cosigned">
      {missing.map(({ party, since, on, ageDays }) => <li key={party}>{say("frame.notCosigned", { party: name(party), since, day: say.date(on), days: ageDays })}</li>)}
    </ul>
  );
}
