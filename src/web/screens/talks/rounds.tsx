// Rounds with their agenda and delegations, each officer in the office that he held on that day, and the meetings asked for: the
// sheet that is printed as the agenda.
import type { ReactNode } from "react";
import { isRecord } from "../../../basis/parse-json.ts";
import type { EntryRow } from "../../../desk/api-types.ts";
import { officeOn, parseMeetingRequest, parseOffice, parseRound } from "../../../talks/round.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { useActs, type OpenedEntry } from "../../parts/acts.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { Answered } from "../../parts/waiting.tsx";
import { HoldOffice } from "./hold-office.tsx";
import { RecordRound } from "./record-round.tsx";
import { RequestMeeting } from "./request-meeting.tsx";

const isOn = (query: string) => ({ row }: OpenedEntry): boolean => query === "" || row.at <= query.slice("?on=".length);
const cited = (row: EntryRow): { readonly entry: number; readonly label: string }[] => [{ entry: row.index, label: row.label ?? `#${row.index}` }];

export function Rounds({ query }: { readonly query: string }): ReactNode {
  const say = useSay();
  const acts = useActs("round.held");
  const offices = (useActs("office.held").data ?? []).filter(isOn(query)).map(({ row, body }) => ({ ...parseOffice(body), on: row.at, row }));
  const meetings = (useActs("meeting.requested").data ?? []).filter(isOn(query)).map(({ row, body }) => ({ ...parseMeetingRequest(body), row }));
  const statements = (useActs("statement.recorded").data ?? []).filter(isOn(query)).filter(({ body }) => isRecord(body) && (body["kind"] === "round" || body["kind"] === "place"));
  const names = (acts.data ?? []).map(({ body }) => String(body["round"]));
  return (
    <>
      <RecordRound rounds={names} />
      <HoldOffice />
      <RequestMeeting rounds={names} />
      <Answered query={acts}>
        {(all) => {
          const rounds = all.filter(isOn(query)).map(({ row, body }) => ({ ...parseRound(body), row })).sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
          return (
            <>
              {rounds.length + meetings.length === 0 ? null : <div><PrintButton label={say("talks.printAgenda")} /></div>}
              {rounds.map((round) => <RoundSheet key={round.row.index} round={round} offices={offices} meetings={meetings.filter((one) => one.round === round.round)} />)}
              <MeetingList meetings={meetings.filter((one) => !rounds.some(({ round }) => round === one.round))} />
              {statements.length === 0 ? null : <section className="sheet"><h2>{say("talks.roundsSaid")}</h2><ul className="lines">{statements.map(({ row }) => <li key={row.index}><EntryLine row={row} /></li>)}</ul></section>}
              {rounds.length + meetings.length + statements.length === 0 ? <p className="quiet">{say("talks.noRounds")}</p> : null}
              {offices.length === 0 ? null : <Offices offices={offices} />}
            </>
          );
        }}
      </Answered>
    </>
  );
}

type Office = ReturnType<typeof parseOffice> & { readonly on: string; readonly row: EntryRow };
type Meeting = ReturnType<typeof parseMeetingRequest> & { readonly row: EntryRow };
type Round = ReturnType<typeof parseRound> & { readonly row: EntryRow };

function RoundSheet({ round, offices, meetings }: { readonly round: Round; readonly offices: readonly Office[]; readonly meetings: readonly Meeting[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const seat = (officer: string): string => {
    const office = officeOn(offices, officer, round.from);
    return office === undefined ? `${officer} (${say("talks.officeUnknown")})` : `${office.name}${say.comma}${office.office}`;
  };
  return (
    <section className="sheet stack" aria-label={`${round.process}, ${round.round}`}>
      <header className="row spread">
        <h2><bdi>{round.process}</bdi>: {say("talks.roundNamed", { round: round.round })}</h2>
        <span className="row"><Mark>{say.code("roundFormat", round.format)}</Mark><Cites cites={cited(round.row)} /></span>
      </header>
      <p>{say.date(round.from)}{round.to === undefined || round.to === round.from ? "" : ` – ${say.date(round.to)}`} · <bdi>{round.venue === undefined ? round.place : `${round.venue}${say.comma}${round.place}`}</bdi>{round.follows === undefined ? null : <span className="quiet"> · {say("talks.followsRound", { round: round.follows })}</span>}</p>
      {round.delegations.length === 0 ? null : (
        <dl className="facts">
          {round.delegations.map(({ party, head, members }) => (
            <div className="fact" key={party}><dt><bdi>{name(party)}</bdi></dt><dd>{head === undefined && members.length === 0 ? <span className="quiet">{say("common.notStated")}</span> : null}{head === undefined ? null : <div><strong><bdi>{seat(head)}</bdi></strong> <span className="quiet small">{say("talks.head")}</span></div>}{members.map((one) => <div key={one}><bdi>{seat(one)}</bdi></div>)}</dd></div>
          ))}
        </dl>
      )}
      {round.agenda.length === 0 ? <p className="quiet">{say("talks.noAgenda")}</p> : <ol className="sentences">{round.agenda.map((item, i) => <li key={i}><bdi>{item}</bdi></li>)}</ol>}
      {meetings.length === 0 ? null : <ul className="lines">{meetings.map((one) => <li key={one.row.index}><MeetingLine one={one} /></li>)}</ul>}
    </section>
  );
}

function MeetingList({ meetings }: { readonly meetings: readonly Meeting[] }): ReactNode {
  const say = useSay();
  if (meetings.length === 0) return null;
  return <section className="sheet"><h2>{say("talks.meetings")}</h2><ul className="lines">{meetings.map((one) => <li key={one.row.index}><MeetingLine one={one} /></li>)}</ul></section>;
}

function MeetingLine({ one }: { readonly one: Meeting }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <div className="due">
      <p><strong><bdi>{one.level}</bdi></strong> ({say.list(one.between.map(name))}){one.place === undefined ? null : <>{say.comma}<bdi>{one.place}</bdi></>} <span className="quiet small">{say("talks.askedBy", { party: name(one.row.author), day: say.date(one.row.at) })}</span></p>
      <Cites cites={cited(one.row)} />
    </div>
  );
}

function EntryLine({ row }: { readonly row: EntryRow }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return <div className="due"><p><bdi lang="en">{row.says}</bdi> <span className="quiet small">{name(row.author)}{say.comma}{say.date(row.at)}</span></p><Cites cites={cited(row)} /></div>;
}

function Offices({ offices }: { readonly offices: readonly Office[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  return (
    <section className="sheet no-print">
      <h2>{say("talks.offices")}</h2>
      <ul className="lines">
        {offices.map((one) => (
          <li key={one.row.index} className="due">
            <p><code><bdi>{one.officer}</bdi></code> <bdi>{one.name}</bdi>{say.comma}<bdi>{one.office}</bdi>{one.party === undefined ? null : <> · <bdi>{name(one.party)}</bdi></>} <span className="quiet small">{one.from === undefined ? `${say("talks.officeFrom")}: ${say("common.notStated")}` : say.date(one.from)}{one.until === undefined ? "" : ` – ${say.date(one.until)}`}</span></p>
            <Cites cites={cited(one.row)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
