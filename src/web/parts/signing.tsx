// Signing: the act is shown as it will be sealed, with whom it opens to, before the key of this device signs it. What is signed
// and not acknowledged is kept here and sent again unchanged.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Chain, CheckAnswer, CheckRequest, PendingAct } from "../../desk/api-types.ts";
import { fromBase64 } from "../../basis/bytes.ts";
import { civilDayIn } from "../../basis/civil-date.ts";
import { isRecord } from "../../basis/parse-json.ts";
import { parseHead } from "../../record/entry-head.ts";
import { fetchFile, fetchJson, postJson, Refused } from "../frame/api.ts";
import { speaking, useKnown, usePartyName } from "../frame/desk-context.ts";
import { useSay } from "../frame/language-context.ts";
import { SignInForm } from "../frame/session.tsx";
import type { Draft, Recorded } from "../keys/record-act.ts";
import { canPasskey } from "../keys/passkey.ts";
import { readWaiting } from "../keys/sealed-waiting.ts";
import { BodyView } from "./body-view.tsx";
import { Window } from "./dialog.tsx";
import { Mark } from "./mark.tsx";
import { PrintButton } from "./print-button.tsx";
import { RefusedNote } from "./refused.tsx";
import { SaveFile } from "./save-file.tsx";
import { GoTo } from "./goto.tsx";

export type ToSign = { readonly draft: Draft; readonly onRecorded?: (recorded: Recorded) => void } | { readonly pending: PendingAct };
const SigningContext = createContext<(ask: ToSign) => void>(() => {});

/** Opens the window in which an act is read and signed. */
export const useSigning = (): ((ask: ToSign) => void) => useContext(SigningContext);

/** All parties, the usual addressees; never a laboratory, which sees codes only. */
export function useEverybody(): readonly string[] {
  const { desk } = useKnown();
  return useMemo(() => speaking(desk).map(({ code }) => code), [desk]);
}

export function SigningProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const say = useSay();
  const [ask, setAsk] = useState<ToSign | undefined>();
  const close = useCallback(() => setAsk(undefined), []);
  const isSecond = ask !== undefined && "pending" in ask;
  return (
    <SigningContext value={setAsk}>
      <WaitingHere />
      {children}
      <Window title={say(isSecond ? "sign.secondTitle" : "sign.title")} isOpen={ask !== undefined} onClose={close} isHeld>
        {ask === undefined ? null : <SignMatter ask={ask} onClose={close} />}
      </Window>
    </SigningContext>
  );
}

/** Kinds of one person that the passkey is asked for as well: what sets people moving. */
const SHOWN_BY_DEFAULT = ["operation.go", "notice.acknowledged"];
const kindOf = (ask: ToSign): string => ("draft" in ask ? ask.draft.kind : ask.pending.kind);

function SignMatter({ ask, onClose }: { readonly ask: ToSign; readonly onClose: () => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const client = useQueryClient();
  const { desk, session } = useKnown();
  const [state, setState] = useState<"reading" | "signing" | Recorded>("reading");
  const [error, setError] = useState<unknown>();
  const mayShow = session.hasPasskey && canPasskey();
  const [withPasskey, setWithPasskey] = useState(mayShow && (session.twoPersonKinds.includes(kindOf(ask)) || SHOWN_BY_DEFAULT.includes(kindOf(ask))));
  const draft: Draft | undefined = "draft" in ask ? ask.draft : undefined;
  const kind = kindOf(ask);
  const isForDesk = draft !== undefined && desk.parties.some(({ code, is }) => is === "secretariat" && draft.to.includes(code)); // what the desk is not to read never reaches it in clear
  const checked = useQuery({
    queryKey: ["check", draft], enabled: isForDesk, staleTime: Infinity, retry: false,
    queryFn: async () => {
      const { today } = await fetchJson<Chain>("/chain"); // the desk's day, as the act will carry it: a device's clock may be wrong
      const answer = await postJson<CheckAnswer>("/acts/check", { label: `${session.officer}/0`, body: draft?.body ?? {}, sources: draft?.sources ?? [], kind, at: today, to: draft?.to ?? [] } satisfies CheckRequest);
      return { ...answer, today, device: civilDayIn(desk.timeZone, Date.now()) };
    },
  });
  const faults = checked.data?.faults ?? [];
  const waits = useWaitingMatter("pending" in ask ? ask.pending : undefined);
  const sign = async (): Promise<void> => {
    setState("signing");
    setError(undefined);
    try {
      const keys = await import("../keys/record-act.ts");
      const recorded = "draft" in ask ? await keys.recordAct(ask.draft, session.officer, desk, withPasskey) : { ...(await keys.signSecond(ask.pending, session.officer, withPasskey)), label: "" };
      setState(recorded);
      if ("draft" in ask) ask.onRecorded?.(recorded);
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/session" });
    } catch (refused) {
      setState("reading");
      setError(refused);
      void client.invalidateQueries({ queryKey: ["waiting-here"] });
    }
  };
  if (typeof state === "object") return <Receipt recorded={state} onClose={onClose} />;
  const isEnded = error instanceof Refused && error.status === 401;
  return (
    <div className="stack" data-signing={kind}>
      <div className="row"><Mark>{say.code("kind", kind)}</Mark>{session.twoPersonKinds.includes(kind) || "pending" in ask ? <Mark tone="wait">{say("sign.two")}</Mark> : null}</div>
      {waits === "closed" ? <p className="note wait">{say("sign.openFirst")} <GoTo path="/self">{say("nav.self")}</GoTo></p> : waits === "opening" ? null : <BodyView value={draft?.body ?? waits} />}
      {draft === undefined ? null : <p className="small"><strong>{say("sign.opensTo")}</strong> {say.list(draft.to.map(name))}</p>}
      {mayShow ? <label className="choice"><input type="checkbox" className="pick" checked={withPasskey} onChange={({ target }) => setWithPasskey(target.checked)} />{say("sign.withPasskey")}</label> : null}
      <p className="small quiet">{say("sign.how")}</p>
      {checked.data && checked.data.device !== checked.data.today ? <p className="note wait">{say("sign.otherDay", { device: say.date(checked.data.device), desk: say.date(checked.data.today) })}</p> : null}
      {faults.length > 0 ? <RefusedNote error={new Refused(400, faults)} /> : null}
      {isEnded ? <><p className="note wait">{say("sign.sessionEnded")}</p><SignInForm onDone={() => setError(undefined)} /></> : <RefusedNote error={error} />}
      <div className="row">
        <Button className="button first" isDisabled={state === "signing" || isEnded || faults.length > 0 || typeof waits === "string"} onPress={() => void sign()}>{say(state === "signing" ? "sign.signing" : "sign.sign")}</Button>
        <Button className="button" onPress={onClose}>{say("common.cancel")}</Button>
      </div>
    </div>
  );
}

/** What an act says that waits for a second signature: as the desk opened it, or opened here with the party's key. Nobody signs what he cannot read. */
function useWaitingMatter(pending: PendingAct | undefined): Readonly<Record<string, unknown>> | "opening" | "closed" {
  const { session } = useKnown();
  const head = pending === undefined || pending.opened !== null ? undefined : parseHead(fromBase64(pending.payload));
  const [commit] = head?.commits ?? [];
  const opened = useQuery({
    queryKey: ["sealed waiting", pending?.act, session.officer], enabled: commit !== undefined, retry: false, gcTime: 0,
    queryFn: async (): Promise<unknown> => {
      const { identityHere } = await import("../keys/party-identity.ts");
      const here = await identityHere(session.officer);
      if (here === undefined || !commit) return null;
      const sealed = await fetchFile(`/acts/pending/${pending?.act ?? ""}/sealed`);
      const { openSealed } = await import("../keys/open-sealed.ts");
      return openSealed(new Uint8Array(await sealed.arrayBuffer()), here.key, commit.commitment);
    },
  });
  if (commit === undefined) return pending?.opened?.body ?? head?.body ?? {};
  if (opened.isPending) return "opening";
  return isRecord(opened.data) && isRecord(opened.data["body"]) ? opened.data["body"] : "closed";
}

function Receipt({ recorded, onClose }: { readonly recorded: Recorded; readonly onClose: () => void }): ReactNode {
  const say = useSay();
  return (
    <div className="stack" role="status">
      {recorded.state === "recorded" ? (
        <>
          <p className="note fine"><strong>{say("sign.recorded", { entry: recorded.index })}</strong></p>
          <dl className="facts"><dt>{say("entry.act")}</dt><dd className="digest"><bdi>{recorded.act}</bdi></dd></dl>
          <div className="row no-print"><SaveFile name={`acknowledgement-${recorded.index}.txt`} content={recorded.note}>{say("sign.saveNote")}</SaveFile><PrintButton label={say("entry.print")} /></div>
          <pre className="proof only-print"><bdi>{recorded.note}</bdi></pre>
        </>
      ) : <p className="note wait"><strong>{say("sign.waitsForSecond")}</strong></p>}
      <Button className="button first no-print" autoFocus onPress={onClose}>{say("common.close")}</Button>
    </div>
  );
}

/** Acts of this browser that the desk has not acknowledged. */
function WaitingHere(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  const waiting = useQuery({ queryKey: ["waiting-here"], queryFn: readWaiting, staleTime: Infinity });
  const own = (waiting.data ?? []).filter(({ officer }) => officer === session.officer);
  if (own.length === 0) return null;
  const send = async (): Promise<void> => {
    const { sendWaiting } = await import("../keys/record-act.ts");
    setError(undefined);
    try {
      for (const one of own) await sendWaiting(one);
    } catch (refused) {
      setError(refused);
    }
    await client.invalidateQueries();
  };
  return (
    <aside className="toast note wait stack tight no-print" aria-label={say("sign.keptHere", { count: own.length })}>
      <p><strong>{say("sign.keptHere", { count: own.length })}</strong> {own.map(({ label }) => <bdi key={label}>{label} </bdi>)}</p>
      <RefusedNote error={error} />
      <Button className="button first" onPress={() => void send()}>{say("sign.sendAgain")}</Button>
    </aside>
  );
}
