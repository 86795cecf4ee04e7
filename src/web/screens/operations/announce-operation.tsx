// The safety notice is written here: means, route, window, flights, place, contacts, and how many are planned in each direction. A
// changed notice is a new version, and both sides acknowledge it anew.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Block } from "../../../accounting/account.ts";
import { FLIGHTS, LEG_WHATS, MEANS, type Notice } from "../../../handover/notice.ts";
import { sidesOf, speaking, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, linesOf, said, useValues } from "../../parts/form-values.ts";
import { sayObligation } from "../../parts/say-clause.ts";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";

type MeansDraft = { readonly kind: string; readonly count: string; readonly by: string };
type LegDraft = { readonly what: string; readonly from: string; readonly planned: string; readonly obligation: string };
const FRESH = { operation: "", place: "", route: "", from: "", until: "", flights: "not stated", floorMetres: "", contacts: "" };

export function AnnounceOperation({ known, obligations, chosen }: { readonly known: readonly Notice[]; readonly obligations: readonly Block[]; readonly chosen: string | undefined }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk, session } = useKnown();
  const sides = sidesOf(desk);
  const other = (side: string): string => sides.find((one) => one !== side) ?? "";
  const { values, bind, set, clear } = useValues({ ...FRESH, operation: chosen ?? "" });
  const freshMeans = (): MeansDraft => ({ kind: "bus", count: "", by: session.party });
  const freshLegs = (): LegDraft[] => sides.map((from) => ({ what: "captives", from, planned: "", obligation: "" }));
  const [means, setMeans] = useState<readonly MeansDraft[]>([freshMeans()]);
  const [legs, setLegs] = useState<readonly LegDraft[]>(freshLegs());
  const before = known.find(({ operation }) => operation === said(values.operation));
  const takeOver = (notice: Notice): void => {
    set({ place: notice.place, route: notice.route, from: notice.from, until: notice.until, flights: notice.flights, floorMetres: notice.floorMetres === undefined ? "" : String(notice.floorMetres), contacts: notice.contacts.join("\n") });
    setMeans(notice.means.map(({ kind, count, by }) => ({ kind, count: String(count), by })));
    setLegs(notice.legs.map(({ what, from, planned, obligation }) => ({ what, from, planned: String(planned), obligation: obligation ?? "" })));
  };
  const isOrdered = values.from === "" || values.until === "" || values.until > values.from;
  const hasFloor = values.flights === "above the floor only";
  const floor = wholeOf(values.floorMetres);
  const planned = legs.filter((leg) => leg.planned !== "");
  const isReady = areSaid(values.operation, values.place, values.route, values.from, values.until) && isOrdered && (!hasFloor || floor !== undefined)
    && means.every(({ count }) => wholeOf(count) !== undefined) && planned.length > 0 && planned.every((leg) => wholeOf(leg.planned) !== undefined);
  const body = {
    operation: said(values.operation), version: (before?.version ?? 0) + 1, place: said(values.place), route: said(values.route), from: values.from, until: values.until, flights: values.flights,
    ...(hasFloor ? { floorMetres: floor } : {}), means: means.map(({ kind, count, by }) => ({ kind, count: wholeOf(count), by })), contacts: linesOf(values.contacts),
    legs: planned.map((leg) => ({ what: leg.what, from: leg.from, to: other(leg.from), planned: wholeOf(leg.planned), ...(leg.obligation === "" ? {} : { obligation: leg.obligation }) })),
  };
  const changeMeans = (at: number, more: Partial<MeansDraft>): void => setMeans(means.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const changeLeg = (at: number, more: Partial<LegDraft>): void => setLegs(legs.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const wrong = (count: string): string | undefined => (count !== "" && wholeOf(count) === undefined ? say("form.whole") : undefined);
  return (
    <ActForm kind="operation.announced" title={say("operations.announce")} lead={say("operations.announceLead")} draft={isReady ? { kind: "operation.announced", body, to } : undefined} onRecorded={() => { clear(); setMeans([freshMeans()]); setLegs(freshLegs()); }}>
      <Field label={say("operations.name")} {...bind("operation")} help={before === undefined ? say("operations.firstNotice") : say("operations.nextNotice", { version: before.version + 1 })} />
      {before === undefined ? null : <div><Button className="button" onPress={() => takeOver(before)}>{say("operations.takeOver")}</Button></div>}
      <div className="fields">
        <Field label={say("operations.place")} {...bind("place")} />
        <Field label={say("operations.route")} {...bind("route")} help={say("operations.routeHelp")} />
        <Field label={say("form.fromMoment")} {...bind("from")} type="datetime-local" help={say("form.localTime")} />
        <Field label={say("form.untilMoment")} {...bind("until")} type="datetime-local" error={isOrdered ? undefined : say("form.after")} />
        <ChoiceField label={say("operations.flights")} {...bind("flights")} choices={FLIGHTS.map((one) => ({ value: one, name: say.code("flights", one) }))} />
        {hasFloor ? <Field label={say("operations.floor")} {...bind("floorMetres")} error={wrong(values.floorMetres)} /> : null}
      </div>
      {means.map((one, i) => (
        <fieldset key={i} className="fields flow">
          <legend className="label">{say("operations.meansNumber", { number: i + 1 })}</legend>
          <ChoiceField label={say("operations.meansKind")} value={one.kind} onChange={(kind) => changeMeans(i, { kind })} choices={MEANS.map((kind) => ({ value: kind, name: say.code("means", kind) }))} />
          <Field label={say("form.count")} value={one.count} onChange={(count) => changeMeans(i, { count })} error={wrong(one.count)} />
          <ChoiceField label={say("operations.meansBy")} value={one.by} onChange={(by) => changeMeans(i, { by })} choices={speaking(desk).map(({ code }) => ({ value: code, name: name(code) }))} />
        </fieldset>
      ))}
      <div className="row">
        <Button className="button" onPress={() => setMeans([...means, freshMeans()])}>{say("operations.addMeans")}</Button>
        {means.length > 1 ? <Button className="button" onPress={() => setMeans(means.slice(0, -1))}>{say("operations.dropMeans")}</Button> : null}
      </div>
      {legs.map((leg, i) => (
        <fieldset key={i} className="fields flow">
          <legend className="label">{say("operations.leg", { number: i + 1 })}</legend>
          <ChoiceField label={say("operations.direction")} value={leg.from} onChange={(from) => changeLeg(i, { from })} choices={sides.map((side) => ({ value: side, name: say("account.fromTo", { from: name(side), to: name(other(side)) }) }))} />
          <ChoiceField label={say("operations.what")} value={leg.what} onChange={(what) => changeLeg(i, { what })} choices={LEG_WHATS.map((what) => ({ value: what, name: say.code("what", what) }))} />
          <Field label={say("operations.planned")} value={leg.planned} onChange={(count) => changeLeg(i, { planned: count })} error={wrong(leg.planned)} help={say("operations.plannedHelp")} />
          <ChoiceField label={say("operations.under")} value={leg.obligation} onChange={(obligation) => changeLeg(i, { obligation })} choices={[{ value: "", name: say("account.noAgreement") }, ...obligations.filter(({ from, agreement }) => from === leg.from && agreement !== null).map((one) => ({ value: one.id, name: sayObligation(say, name, one) }))]} />
        </fieldset>
      ))}
      <div className="row">
        <Button className="button" onPress={() => setLegs([...legs, { what: "civilians", from: sides[0] ?? "", planned: "", obligation: "" }])}>{say("operations.addFlow")}</Button>
        {legs.length > 1 ? <Button className="button" onPress={() => setLegs(legs.slice(0, -1))}>{say("operations.dropFlow")}</Button> : null}
      </div>
      <Field label={say("operations.contacts")} {...bind("contacts")} isLong help={say("operations.contactsHelp")} />
    </ActForm>
  );
}
