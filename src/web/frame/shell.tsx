// The frame of every screen: the process, who is signed in, the way between the screens.
import { Link, Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { FrontView } from "../../desk/api-types.ts";
import { Emblem } from "../parts/emblem.tsx";
import { EntryDialog } from "../parts/entry-dialog.tsx";
import { OpenEntryContext } from "../parts/entry.tsx";
import { PrintHead } from "../parts/print-head.tsx";
import { NotCosignedNote } from "../parts/not-cosigned.tsx";
import { SelectLanguage, SelectTheme } from "../parts/select-language.tsx";
import { GlassNote } from "../parts/glass.tsx";
import { SigningProvider } from "../parts/signing.tsx";
import { deleteAt } from "./api.ts";
import { mayRead, useKnown, usePartyName, useTitle, useView } from "./desk-context.ts";
import { useSay } from "./language-context.ts";
import { screens } from "./screen.ts";

export function Shell(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const name = usePartyName();
  const process = useTitle(desk);
  const client = useQueryClient();
  const main = useRef<HTMLElement>(null);
  const [entry, setEntry] = useState<number | undefined>();
  const [isNavOpen, setNavOpen] = useState(false);
  const open = useCallback((index: number) => setEntry(index), []);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const front = useView<FrontView>("/front", mayRead(session, "front"));
  const own = screens.filter(({ view }) => view === undefined || mayRead(session, view));
  const title = own.find((one) => one.path === path)?.name;
  useEffect(() => {
    document.title = title === undefined ? process : `${say(title)} · ${process}`;
  }, [title, say, process]);
  useEffect(() => setNavOpen(false), [path]);
  const waits = front.data?.waiting.filter((one) => one.for.includes(session.party)).length ?? 0;
  const signOut = async (): Promise<void> => {
    await deleteAt("/session").catch(() => undefined);
    client.setQueryData(["/session"], null); // the gate closes; then nothing of what was read stays in the page
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/session" && queryKey[0] !== "/desk" });
  };
  return (
    <OpenEntryContext value={open}>
      <SigningProvider>
        <div className="shell">
          <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{say("frame.skip")}</a>
          <header className="head">
            <Link to={own[0]?.path ?? "/verifier"} className="title"><Emblem /><span>{process}<small>{desk.exercise === null ? desk.origin : say("frame.exerciseShort")}</small></span></Link>
            <div className="who"><strong><bdi>{name(session.party)}</bdi></strong>{say.code("role", session.role)}{say.comma}<bdi>{session.officer}</bdi></div>
            <div className="row">
              <SelectLanguage />
              <SelectTheme />
              <Button className="button" onPress={() => void signOut()}>{say("session.signOut")}</Button>
            </div>
          </header>
          <nav className="nav" aria-label={say("frame.navigation")}>
            <Button className="button nav-open" aria-expanded={isNavOpen} onPress={() => setNavOpen(!isNavOpen)}><span aria-hidden="true">☰</span> {title === undefined ? say("frame.navigation") : say(title)}{waits > 0 ? <span className="count"><span className="unseen">{say("frame.waitsForYou")} </span>{say.number(waits)}</span> : null}</Button>
            <ul className={isNavOpen ? "is-open" : undefined}>
              {own.map((one) => (
                <li key={one.path}>
                  <Link to={one.path}>{say(one.name)}{one.path === "/desk" && waits > 0 ? <span className="count"><span className="unseen">{say("frame.waitsForYou")} </span>{say.number(waits)}</span> : null}</Link>
                </li>
              ))}
            </ul>
          </nav>
          <main id="main" className="main" ref={main} tabIndex={-1}><PrintHead /><NotCosignedNote />{session.broken.length === 0 ? null : <GlassNote />}{session.key === null && path !== "/self" ? <p className="note wait no-print">{say("frame.keyWaits")} <Link to="/self">{say("nav.self")}</Link></p> : null}{title === undefined && path !== "/" ? <Navigate to={own[0]?.path ?? "/verifier"} replace /> : <Outlet />}</main>
        </div>
        <EntryDialog entry={entry} onClose={() => setEntry(undefined)} onOpen={open} />
      </SigningProvider>
    </OpenEntryContext>
  );
}
