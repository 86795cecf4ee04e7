// What was opened by breaking the glass, and for how long still. When the time is up the desk reads nothing more to this seat, and
// the page asks anew what it may show.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useKnown } from "../frame/desk-context.ts";
import { useSay } from "../frame/language-context.ts";
import { GoTo } from "./goto.tsx";

const SECOND = 1_000;

/** Seconds until an instant, counted down once a second; never below 0. */
export function useSecondsTo(instant: string): number {
  const left = (): number => Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / SECOND));
  const [seconds, keep] = useState(left);
  useEffect(() => {
    keep(left());
    const timer = setInterval(() => keep(left()), SECOND);
    return () => clearInterval(timer);
  }, [instant]);
  return seconds;
}

/** `14:05`, for a clock that runs down. */
export const clockOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const SCREEN_OF: Readonly<Record<string, string>> = { talks: "/talks", chronicle: "/chronicle", acts: "/record" };

export function GlassNote(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  return (
    <aside className="glass note late row no-print" aria-label={say("glass.open")}>
      <strong>{say("glass.open")}</strong>
      {session.broken.map(({ view, until }) => <OpenView key={view} view={view} until={until} />)}
    </aside>
  );
}

function OpenView({ view, until }: { readonly view: string; readonly until: string }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const seconds = useSecondsTo(until);
  useEffect(() => {
    if (seconds > 0) return;
    void client.invalidateQueries({ queryKey: ["/session"] });
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/session" && queryKey[0] !== "/desk" });
  }, [seconds, client]);
  return <span className="row"><GoTo path={SCREEN_OF[view] ?? "/record"}>{say.code("view", view)}</GoTo> <span role="timer" aria-live="off" className="num">{say("glass.left", { clock: clockOf(seconds) })}</span></span>;
}
