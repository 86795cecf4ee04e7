// The gate: who sits here. Enrolment makes the officer's signing key in this browser; it never leaves it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { DeskEvent, DeskInfo, Enrolment, EnrolRequest, SessionInfo, SignInRequest } from "../../desk/api-types.ts";
import { base64, utf8 } from "../../basis/bytes.ts";
import { parseJson } from "../../basis/parse-json.ts";
import { keepDeviceKey, makeDeviceKey, signWith } from "../keys/device-key.ts";
import { canPasskey, signInWithPasskey } from "../keys/passkey.ts";
import { Emblem } from "../parts/emblem.tsx";
import { ChoiceField, Field } from "../parts/fields.tsx";
import { RefusedNote } from "../parts/refused.tsx";
import { SelectLanguage, SelectTheme } from "../parts/select-language.tsx";
import { fetchJson, postJson, Refused } from "./api.ts";
import { deskQuery, KnownContext, usePartyName, useTitle } from "./desk-context.ts";
import { useSay } from "./language-context.ts";
import { isStaleAfter } from "./stale-after.ts";

const PASSWORD_LENGTH_MIN = 12;

/** Children only for somebody signed in. */
export function SessionGate({ children }: { readonly children: ReactNode }): ReactNode {
  const desk = useQuery(deskQuery);
  const session = useQuery({
    queryKey: ["/session"], staleTime: Infinity,
    queryFn: () => fetchJson<SessionInfo>("/session").catch((error: unknown) => {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    }),
  });
  const known = useMemo(() => (desk.data && session.data ? { desk: desk.data, session: session.data } : undefined), [desk.data, session.data]);
  useLive(known !== undefined);
  if (known) return <KnownContext value={known}>{children}</KnownContext>;
  if (desk.error ?? session.error) return <main className="gate"><div className="sheet"><RefusedNote error={desk.error ?? session.error} /></div></main>;
  if (!desk.data || session.data === undefined) return null;
  return <SignIn desk={desk.data} />;
}

/** Every entry, checkpoint, signature and job anywhere asks again for what it may have changed. */
function useLive(isOpen: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isOpen) return;
    const source = new EventSource("/api/events");
    let heard: DeskEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasOpen = false;
    source.onopen = () => {
      if (wasOpen) void client.invalidateQueries(); // the line was cut: what was said meanwhile is not known
      wasOpen = true;
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = parseJson(data) as DeskEvent;
      if (event.event === "entry" && event.kind.startsWith("key.")) void client.invalidateQueries({ queryKey: ["/session"] }); // one's own key may have been registered
      heard.push(event);
      timer ??= setTimeout(() => {
        const events = heard;
        [heard, timer] = [[], undefined];
        void client.invalidateQueries({ predicate: ({ queryKey, state }) => events.some((one) => isStaleAfter(one, queryKey, state.data)) });
      }, 300);
    };
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [isOpen, client]);
}

function SignIn({ desk }: { readonly desk: DeskInfo }): ReactNode {
  const say = useSay();
  const [isEnrolling, setEnrolling] = useState(desk.exerciseEnrolments.length > 0 && localStorage.getItem("officer") === null);
  return (
    <main className="gate">
      <div className="sheet">
        <div className="row spread gate-head"><Emblem /><div className="row"><SelectLanguage /><SelectTheme /></div></div>
        <div>
          <h1>{useTitle(desk)}</h1>
          <p className="quiet">{say("frame.lead")}</p>
        </div>
        {desk.exercise === null ? null : <p className="note wait small">{say("frame.exercise")}</p>}
        {isEnrolling ? <EnrolForm desk={desk} /> : <SignInForm />}
        <Button className="button plain" onPress={() => setEnrolling(!isEnrolling)}>{say(isEnrolling ? "session.toSignIn" : "session.toEnrol")}</Button>
        <p className="quiet small"><a href="/verify.html">{say("session.verifyWithout")}</a></p>
      </div>
    </main>
  );
}

/** Also shown in the middle of signing, when a session has ended. */
export function SignInForm({ onDone }: { readonly onDone?: () => void }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [officer, setOfficer] = useState(localStorage.getItem("officer") ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>();
  const enter = async (ask: () => Promise<SessionInfo>): Promise<void> => {
    setError(undefined);
    try {
      client.setQueryData(["/session"], await ask());
      localStorage.setItem("officer", officer.trim());
      onDone?.();
    } catch (refused) {
      setError(refused);
    }
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const request: SignInRequest = { officer: officer.trim(), password };
    await enter(() => postJson<SessionInfo>("/session", request));
  };
  const byPasskey = (): Promise<void> => enter(() => signInWithPasskey<SessionInfo>(officer.trim()));
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <RefusedNote error={error} />
      <Field label={say("session.officer")} value={officer} onChange={setOfficer} isRequired autoComplete="username" help={say("session.officerHelp")} />
      <Field label={say("session.password")} value={password} onChange={setPassword} type="password" isRequired autoComplete="current-password" />
      <div className="row">
        <Button type="submit" className="button first">{say("session.signIn")}</Button>
        {canPasskey() ? <Button className="button" isDisabled={officer.trim() === ""} onPress={() => void byPasskey()}>{say("session.byPasskey")}</Button> : null}
      </div>
    </form>
  );
}

/** Seats of one role are told apart by their number: ` (2)` beside the second. */
function nthOf(all: DeskInfo["exerciseEnrolments"], at: number, number: (value: number) => string): string {
  const alike = all.slice(0, at).filter(({ party, role }) => party === all[at]?.party && role === all[at].role).length;
  return alike === 0 ? "" : ` (${number(alike + 1)})`;
}

function EnrolForm({ desk }: { readonly desk: DeskInfo }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const key = await makeDeviceKey("", new Date().toISOString());
      const proof = await signWith(key, utf8(`all-for-all enrolment\n${desk.origin}\n${code.trim()}\n`));
      const request: EnrolRequest = { code: code.trim(), password, publicKey: base64(key.signPublic), proof: base64(proof) };
      const session = await postJson<Enrolment>("/enrolments/redeem", request);
      await keepDeviceKey({ ...key, officer: session.officer, identity: session.exerciseIdentity });
      localStorage.setItem("officer", session.officer);
      client.setQueryData(["/session"], session);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  const isShort = password !== "" && password.length < PASSWORD_LENGTH_MIN;
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <RefusedNote error={error} />
      {desk.exerciseEnrolments.length === 0 ? null : (
        <ChoiceField label={say("session.seat")} value={code} onChange={setCode} choices={[{ value: "", name: say("session.seatNone") }, ...desk.exerciseEnrolments.map((one, i, all) => ({ value: one.code, name: `${name(one.party)}: ${say.code("role", one.role)}${nthOf(all, i, say.number)}` }))]} />
      )}
      <Field label={say("session.code")} value={code} onChange={setCode} isRequired help={say("session.codeHelp")} />
      <Field label={say("session.newPassword")} value={password} onChange={setPassword} type="password" isRequired autoComplete="new-password" error={isShort ? say("session.passwordShort", { count: PASSWORD_LENGTH_MIN }) : undefined} />
      <p className="quiet small">{say("session.keyStays")}</p>
      <Button type="submit" className="button first" isDisabled={isBusy || code.trim() === "" || password.length < PASSWORD_LENGTH_MIN}>{say("session.enrol")}</Button>
    </form>
  );
}
