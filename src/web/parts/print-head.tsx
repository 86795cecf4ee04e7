// The line over every sheet of paper: which process, for whom it was printed, and that an exercise protects nothing.
import { useContext, type ReactNode } from "react";
import { KnownContext, usePartyName } from "../frame/desk-context.ts";
import { useLanguage, useSay } from "../frame/language-context.ts";

export function PrintHead(): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { language } = useLanguage();
  const known = useContext(KnownContext);
  if (known === undefined) return null;
  const { desk, session } = known;
  const process = desk.titles[language] ?? desk.title;
  return <p className="only-print print-head">{[process, desk.exercise === null ? "" : say("frame.exerciseShort"), say("print.for", { party: name(session.party) })].filter((part) => part !== "").join(" · ")}</p>;
}
