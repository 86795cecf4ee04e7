// Who may sit down for the own party, and who read what is sensitive: for the security officer and the chair.
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { EnrolmentsView, Invite, InviteRequest, ReadLogRow, ReadsView, Role, SeatRow } from "../../../desk/api-types.ts";
import { deleteAt, postJson } from "../../frame/api.ts";
import { mayRead, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ChoiceField } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PageHead } from "../../parts/page.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { useSome } from "../../parts/some.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { CloseSeat } from "./close-seat.tsx";
import { sayRead } from "./say-read.ts";

const OF_A_SIDE: readonly Role[] = ["delegation", "bureau", "handover-lead", "family-liaison", "medical-commission", "forensic-lead", "laboratory", "observer", "security-officer"];
const OF_THE_MEDIATOR: readonly Role[] = ["mediator-chair", "neutral-agency", "medical-commission", "handover-lead", "laboratory", "observer", "security-officer"];
const OF_THE_SECRETARIAT: readonly Role[] = ["mediator-chair", "neutral-agency", "observer", "security-officer"];

export function Page(): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const reads = useView<ReadsView>("/reads", mayRead(session, "reads"));
  return (
    <div className="stack">
      <PageHead title={say("nav.seats")} lead={say("seats.lead")} />
      <InviteForm />
      <Enrolments />
      {mayRead(session, "reads") ? <Answered query={reads}>{(log) => <><BulkReadings view={log} /><Reads rows={log.reads} /></>}</Answered> : null}
    </div>
  );
}

function InviteForm(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { desk, session } = useKnown();
  const laboratory = desk.parties.find(({ of }) => of === session.party)?.code;
  const own = desk.parties.find(({ code }) => code === session.party)?.is;
  const roles = (own === "side" ? OF_A_SIDE : own === "mediator" ? OF_THE_MEDIATOR : OF_THE_SECRETARIAT).filter((one) => one !== "laboratory" || laboratory !== undefined);
  const [role, setRole] = useState<string>(roles[0] ?? "observer");
  const [invite, setInvite] = useState<Invite | undefined>();
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setError(undefined);
    setInvite(undefined);
    try {
      const chosen = roles.find((one) => one === role) ?? "observer";
      const request: InviteRequest = { party: chosen === "laboratory" ? laboratory ?? session.party : session.party, role: chosen };
      setInvite(await postJson<Invite>("/enrolments", request));
      await client.invalidateQueries({ queryKey: ["/enrolments"] });
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

function Enrolments(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const view = useView<EnrolmentsView>("/enrolments");
  const [error, setError] = useState<unknown>();
  const [closingOf, setClosing] = useState<string | undefined>();
  const withdraw = async (id: string): Promise<void> => {
    setError(undefined);
    await deleteAt(`/enrolments/${id}`).catch(setError);
    await client.invalidateQueries({ queryKey: ["/enrolments"] });
  };
  return (
    <Answered query={view}>
      {({ officers, invites, isExercise }) => {
        const closing = officers.find(({ officer }) => officer === closingOf);
        return (
        <div className="grid">
          <section className="sheet stack">
            <h2>{say("seats.officers", { count: officers.length })}</h2>
            <ul className="lines">
              {officers.map((one) => (
                <li key={one.officer} className="due"><Seat seat={one} onClose={() => setClosing(one.officer)} /></li>
              ))}
              {officers.length === 0 ? <li className="quiet">{say("common.none")}</li> : null}
            </ul>
            {closing === undefined ? null : <CloseSeat seat={closing} isExercise={isExercise} onClose={() => setClosing(undefined)} />}
          </section>
          <section className="sheet stack">
            <h2>{say("seats.invites", { count: invites.length })}</h2>
            <ul className="lines">
              {invites.map((one) => (
                <li key={one.id} className="due"><span>{say.code("role", one.role)} <span className="quiet small">{one.expiresAt.startsWith("9999") ? "" : say("seats.validUntil", { until: say.time(one.expiresAt) })}</span></span><Button className="button" aria-label={say("seats.takeBackNamed", { role: say.code("role", one.role), id: one.id.slice(0, 6) })} onPress={() => void withdraw(one.id)}>{say("seats.takeBack")}</Button></li>
              ))}
              {invites.length === 0 ? <li className="quiet">{say("common.none")}</li> : null}
            </ul>
            <RefusedNote error={error} />
          </section>
        </div>
        );
      }}
    </Answered>
  );
}

function Seat({ seat, onClose }: { readonly seat: SeatRow; readonly onClose: () => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { session } = useKnown();
  const { officer, party, role, key, passkeys, isClosed } = seat;
  const isOver = isClosed && key !== "registered";
  return (
    <>
      <span><strong><bdi>{officer}</bdi></strong> · {say.code("role", role)}{party === session.party ? null : <span className="quiet small"> · <bdi>{name(party)}</bdi></span>}</span>
      <span className="row">
        {isClosed ? <Mark>{say("seats.closed")}</Mark> : null}
        <Mark tone={key === "registered" ? "fine" : key === "waits" ? "wait" : "plain"}>{say(key === "registered" ? "seats.keyRegistered" : key === "waits" ? "self.keyWaits" : "seats.keyWithdrawn")}</Mark>
        {passkeys === 0 ? null : <Mark>{say("seats.passkeys", { count: passkeys })}</Mark>}
        {officer === session.officer || isOver ? null : <Button className="button" aria-label={say("seats.closeNamed", { officer })} onPress={onClose}>{say("seats.close")}</Button>}
      </span>
    </>
  );
}

/** What a line of the log says, in the reader's language; a list is named by its entry, never by a name. */
/** Nobody is accused by it: a person looks why so much was read. */
function BulkReadings({ view }: { readonly view: ReadsView }): ReactNode {
  const say = useSay();
  if (view.bulk.length === 0) return null;
  return (
    <section className="sheet stack">
      <h2>{say("seats.bulk")}</h2>
      <p className="quiet small">{say("seats.bulkLead", { count: view.bulkReadsPerHour })}</p>
      <ul className="lines">
        {view.bulk.map(({ officer, count, from }) => <li key={officer} className="due"><strong><bdi>{officer}</bdi></strong><Mark tone="late">{say("seats.bulkHour", { count, from: say.time(from) })}</Mark></li>)}
      </ul>
    </section>
  );
}

function Reads({ rows }: { readonly rows: readonly ReadLogRow[] }): ReactNode {
  const say = useSay();
  const [officer, setOfficer] = useState("");
  const [isGlassOnly, setGlassOnly] = useState(false);
  const officers = [...new Set(rows.map((row) => row.officer))].sort();
  const wanted = rows.filter((row) => (officer === "" || row.officer === officer) && (!isGlassOnly || row.isBreakGlass));
  const { shown, more } = useSome(wanted, 50);
  return (
    <section className="sheet stack">
      <h2>{say("seats.reads")}</h2>
      <p className="quiet small">{say("seats.readsLead")}</p>
      <div className="row no-print">
        <ChoiceField label={say("seats.officer")} value={officer} onChange={setOfficer} choices={[{ value: "", name: say("seats.everybody") }, ...officers.map((one) => ({ value: one, name: one }))]} />
        <label className="choice"><input type="checkbox" className="pick" checked={isGlassOnly} onChange={({ target }) => setGlassOnly(target.checked)} />{say("seats.glassOnly")}</label>
      </div>
      {wanted.length === 0 ? <p className="quiet">{say("seats.noReads")}</p> : (
        <StackedTable
          label={say("seats.reads")} rows={shown.map((row, i) => ({ ...row, i }))} rowKey={({ i }) => String(i)}
          columns={[
            { head: say("seats.when"), cell: ({ at }) => <span className="nowrap">{say.time(at)}</span> },
            { head: say("seats.officer"), cell: ({ officer: one }) => <bdi>{one}</bdi> },
            { head: say("seats.what"), cell: (row) => (row.isBreakGlass ? <Mark tone="late">{sayRead(say, row.what)}</Mark> : sayRead(say, row.what)) },
            { head: say("seats.why"), cell: ({ reason }) => <bdi>{reason ?? ""}</bdi> },
          ]}
        />
      )}
      {more}
    </section>
  );
}
