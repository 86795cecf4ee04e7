// Who may sit down for the own party, and who read what is sensitive: for the security officer and the chair.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Invite, InviteRequest, ReadLogRow, Role } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { mayRead, sidesOf, useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ChoiceField } from "../../parts/fields.tsx";
import { PageHead } from "../../parts/page.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { useSome } from "../../parts/some.tsx";
import { Answered } from "../../parts/waiting.tsx";

const OF_A_SIDE: readonly Role[] = ["delegation", "bureau", "handover-lead", "family-liaison", "medical-commission", "forensic-lead", "laboratory", "observer", "security-officer"];
const OF_THE_MEDIATOR: readonly Role[] = ["mediator-chair", "neutral-agency", "observer", "security-officer"];

export function Page(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const reads = useView<{ readonly reads: readonly ReadLogRow[] }>("/reads", mayRead(session, "reads"));
  return (
    <div className="stack">
      <PageHead title={say("nav.seats")} lead={say("seats.lead")} />
      <InviteForm />
      {mayRead(session, "reads") ? <Answered query={reads}>{(log) => <Reads rows={log.reads} />}</Answered> : null}
    </div>
  );
}

function InviteForm(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const roles = sidesOf(desk).includes(session.party) ? OF_A_SIDE : OF_THE_MEDIATOR;
  const [role, setRole] = useState<string>(roles[0] ?? "observer");
  const [invite, setInvite] = useState<Invite | undefined>();
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setError(undefined);
    setInvite(undefined);
    try {
      const request: InviteRequest = { party: session.party, role: roles.find((one) => one === role) ?? "observer" };
      setInvite(await postJson<Invite>("/enrolments", request));
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <form className="sheet stack" onSubmit={(event) => void submit(event)}>
      <h2>{say("seats.invite")}</h2>
      <ChoiceField label={say("seats.role")} value={role} onChange={setRole} choices={roles.map((value) => ({ value, name: say.code("role", value) }))} />
      <div><Button type="submit" className="button first">{say("seats.make")}</Button></div>
      <RefusedNote error={error} />
      {invite === undefined ? null : <div className="note fine" role="status"><p>{say("seats.code", { role: say.code("role", invite.role), until: say.time(invite.expiresAt) })}</p><p className="figure s"><bdi>{invite.code}</bdi></p></div>}
    </form>
  );
}

function Reads({ rows }: { readonly rows: readonly ReadLogRow[] }): ReactNode {
  const say = useSay();
  const { shown, more } = useSome(rows, 50);
  return (
    <section className="sheet stack">
      <h2>{say("seats.reads")}</h2>
      {rows.length === 0 ? <p className="quiet">{say("seats.noReads")}</p> : (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("seats.reads")}>
          <table>
            <thead><tr><th scope="col">{say("seats.when")}</th><th scope="col">{say("seats.officer")}</th><th scope="col">{say("seats.what")}</th><th scope="col">{say("seats.why")}</th></tr></thead>
            <tbody>{shown.map((row, i) => <tr key={i}><td className="nowrap">{say.time(row.at)}</td><td><bdi>{row.officer}</bdi></td><td><bdi>{row.what}</bdi></td><td><bdi>{row.reason ?? ""}</bdi></td></tr>)}</tbody>
          </table>
        </div>
      )}
      {more}
    </section>
  );
}
