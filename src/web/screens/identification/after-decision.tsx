// After two signed: kin are told first. Which family is which name stands in a link of its own, signed by two of the side and seen
// by that side and the secretariat alone.
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import { KIN_CHANNELS, UNLINK_REASONS } from "../../../identification/kin-act.ts";
import { isCode, isMemberCode } from "../../../identification/read-code.ts";
import type { ListsView } from "../../../desk/api-types.ts";
import type { CaseRow, RemainsView } from "../../../desk/remains-types.ts";
import { mayRead, mayRecord, useKnown, usePartyName, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { useSome } from "../../parts/some.tsx";
import { forOwn } from "./addressed.ts";

export function InformKin({ one }: { readonly one: CaseRow }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [informant, setInformant] = useState(session.officer);
  const [on, setOn] = useState("");
  const [channel, setChannel] = useState<string>(KIN_CHANNELS[0]);
  const day = parseCivilDate(on);
  const isEarly = day !== undefined && one.signedOn !== null && day < one.signedOn;
  const isReady = day !== undefined && !isEarly && isCode(informant.trim());
  const body = { identification: one.identification, informant: informant.trim(), on, channel };
  return (
    <ActForm kind="kin.informed" title={say("ident.informKin")} lead={say("ident.informKinLead")} draft={isReady ? { kind: "kin.informed", to: forOwn(desk, session.party), body } : undefined}>
      <div className="fields">
        <Field label={say("ident.informant")} value={informant} onChange={setInformant} error={informant === "" || isCode(informant.trim()) ? undefined : say("ident.codeError")} />
        <Field label={say("ident.informedOn")} value={on} onChange={setOn} type="date" error={isEarly ? say("ident.informedEarly", { day: say.date(one.signedOn) }) : undefined} />
        <ChoiceField label={say("ident.channelIs")} value={channel} onChange={setChannel} choices={KIN_CHANNELS.map((value) => ({ value, name: say.code("ident.channel", value) }))} />
      </div>
    </ActForm>
  );
}

/** What a side's own officers see of an identification that concerns kin. */
export function KinLines({ one, view }: { readonly one: CaseRow; readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const links = view.links.filter((link) => link.family === one.family && link.missing === one.missing);
  return (
    <>
      {one.informed.map((act) => <p key={act.entry} className="small">{say("ident.kinTold", { day: say.date(act.on), channel: say.code("ident.channel", act.channel), informant: act.informant })} <Cites cites={[{ entry: act.entry, label: act.cite }]} /></p>)}
      {links.map((link) => <p key={link.entry} className="small">{say("ident.isRow", { list: link.list, row: link.row })} <Cites cites={[{ entry: link.entry, label: link.cite }]} /></p>)}
    </>
  );
}

export function LinkFamily({ view }: { readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const may = mayRecord(session, "family.linked");
  const lists = useView<ListsView>("/lists", may && mayRead(session, "lists"));
  const own = (lists.data?.lists ?? []).filter(({ by, purpose }) => by === session.party && purpose !== "held");
  const [family, setFamily] = useState("");
  const [missing, setMissing] = useState("");
  const [chosen, setChosen] = useState("");
  const [row, setRow] = useState("");
  const list = own.find((one) => one.list === chosen)?.list ?? own[0]?.list;
  if (!may) return null;
  const isReady = isCode(family.trim()) && isMemberCode(missing.trim()) && row.trim() !== "" && list !== undefined;
  const body = { family: family.trim(), missing: missing.trim(), list, row: row.trim() };
  return (
    <ActForm kind="family.linked" title={say("ident.link")} lead={say("ident.linkLead")} draft={isReady ? { kind: "family.linked", to: forOwn(desk, session.party), body } : undefined} onRecorded={() => { setFamily(""); setMissing(""); setRow(""); }}>
      {list === undefined ? <p>{say("ident.noList")}</p> : (
        <div className="fields">
          <Field label={say("ident.family")} value={family} onChange={setFamily} error={family === "" || isCode(family.trim()) ? undefined : say("ident.codeError")} />
          <Field label={say("ident.member")} value={missing} onChange={setMissing} help={say("ident.memberHelp")} />
          <ChoiceField label={say("ident.list")} value={list} onChange={setChosen} choices={own.map((one) => ({ value: one.list, name: `${one.list} (${say.code("purpose", one.purpose)})` }))} />
          <Field label={say("member.row")} value={row} onChange={setRow} />
        </div>
      )}
      <p className="small quiet" role="status">{say("ident.linked", { count: view.links.length })}</p>
    </ActForm>
  );
}

export function UnlinkFamily({ view }: { readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [chosen, setChosen] = useState("");
  const [reason, setReason] = useState<string>(UNLINK_REASONS[0]);
  const named = view.links.map((link) => ({ link, value: `${link.family} ${link.missing} ${link.list}` }));
  const one = named.find(({ value }) => value === chosen) ?? named[0];
  if (one === undefined) return null;
  const { family, missing, list } = one.link;
  return (
    <ActForm kind="family.unlinked" title={say("ident.unlink")} lead={say("ident.unlinkLead")} draft={{ kind: "family.unlinked", to: forOwn(desk, session.party), body: { family, missing, list, reason } }}>
      <div className="fields">
        <ChoiceField label={say("ident.link")} value={one.value} onChange={setChosen} choices={named.map(({ link, value }) => ({ value, name: `${link.missing}${say.comma}${link.family} – ${say("ident.isRow", { list: link.list, row: link.row })}` }))} />
        <ChoiceField label={say("ident.reasonIs")} value={reason} onChange={setReason} choices={UNLINK_REASONS.map((value) => ({ value, name: say.code("ident.reason", value) }))} />
      </div>
    </ActForm>
  );
}

/** Families for whom the laboratory says that another relative would help. */
export function NeededRelatives({ view }: { readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { shown, more } = useSome(view.needed, 6);
  if (view.needed.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={say("ident.needed")}>
      <h2>{say("ident.needed")}</h2>
      <p className="quiet small">{say("ident.neededLead")}</p>
      <ul className="lines">
        {shown.map((one) => <li key={one.request}><p><bdi>{one.request}</bdi> · {name(one.side)} · {say.date(one.on)}: <bdi>{say.list(one.families.slice(0, 40))}</bdi>{one.families.length > 40 ? ` … (${say.number(one.families.length)})` : ""} <Cites cites={[{ entry: one.entry, label: one.cite }]} /></p></li>)}
        <li>{more}</li>
      </ul>
    </section>
  );
}
