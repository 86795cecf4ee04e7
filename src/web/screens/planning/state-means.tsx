// What a side can carry and how many may leave one place: for each batch of the agreed calendar, and for each place by the side's own
// code. It opens to that side and to those who plan. What is left empty is not limited.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { PlanView } from "../../../desk/planning-view.ts";
import { sidesOf, useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Cites } from "../../parts/entry.tsx";
import { Field } from "../../parts/fields.tsx";
import { said } from "../../parts/form-values.ts";
import { usePlanners } from "../../parts/planners.ts";
import { wholeOf } from "../../parts/whole.ts";

const LIMITS = ["least", "most", "seats", "stretchers"] as const;
/** A member of the act, or a further resource that was agreed. */
type Limit = string;
type Place = { readonly place: string; readonly most: string };
const CODE = /^[^|&\p{Cc}]{1,60}$/u;
const isWholeOrNone = (text: string): boolean => said(text) === "" || wholeOf(text) !== undefined;

export function StateMeans({ plan }: { readonly plan: PlanView }): ReactNode {
  const say = useSay();
  const { session, desk } = useKnown();
  const planners = usePlanners();
  const [cells, setCells] = useState<Readonly<Record<string, string>>>({});
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const batches = plan.values?.batches ?? [];
  const resources = plan.values?.resources ?? [];
  const limits: readonly Limit[] = [...LIMITS, ...resources];
  const cell = (batch: string, limit: Limit): string => cells[`${limit} ${batch}`] ?? "";
  const number = (batch: string, limit: Limit): number | undefined => wholeOf(cell(batch, limit));
  const isCrossed = (batch: string): boolean => (number(batch, "least") ?? 0) > (number(batch, "most") ?? Infinity);
  const isTwice = (i: number): boolean => places.some(({ place }, j) => j < i && said(place) === said(places[i]?.place ?? ""));
  const isReady = batches.length > 0 && batches.every(({ batch }) => !isCrossed(batch) && limits.every((limit) => isWholeOrNone(cell(batch, limit))))
    && places.every(({ place, most }, i) => CODE.test(said(place)) && isWholeOrNone(most) && !isTwice(i));
  const moreOf = (batch: string): { readonly resource: string; readonly places: number }[] => resources.flatMap((resource) => { const places_ = number(batch, resource); return places_ === undefined ? [] : [{ resource, places: places_ }]; });
  const stated = batches.map(({ batch }) => ({ batch, ...(moreOf(batch).length === 0 ? {} : { more: moreOf(batch) }), ...Object.fromEntries(LIMITS.flatMap((limit) => (number(batch, limit) === undefined ? [] : [[limit, number(batch, limit)]]))) }));
  const body = { plan: plan.plan, batches: stated, places: places.map(({ place, most }) => ({ place: said(place), ...(wholeOf(most) === undefined ? {} : { most: wholeOf(most) }) })) };
  if (!sidesOf(desk).includes(session.party)) return null;
  const own = plan.meansBy[session.party];
  const limitWords = (limit: Limit): string => say.code(LIMITS.some((one) => one === limit) ? "limit" : "resource", limit);
  return (
    <>
      {own === undefined ? null : <p className="small quiet">{say("planning.meansStated", { day: say.date(own.on) })} <Cites cites={[{ entry: own.entry, label: own.cite }]} /></p>}
      <ActForm kind="logistics.stated" title={say("planning.stateMeans")} lead={say("planning.stateMeansLead")} draft={isReady ? { kind: "logistics.stated", to: [...new Set([session.party, ...planners])].sort(), body } : undefined} onRecorded={() => { setCells({}); setPlaces([]); }}>
        <div className="scroll" tabIndex={0} role="group" aria-label={say("planning.stateMeans")}>
          <table className="cells">
            <thead><tr><th scope="col">{say("planning.batch")}</th>{limits.map((limit) => <th key={limit} scope="col">{limitWords(limit)}</th>)}</tr></thead>
            <tbody>
              {batches.map(({ batch, on }) => (
                <tr key={batch}>
                  <th scope="row"><bdi>{batch}</bdi> <span className="quiet small">{say.date(on)}</span></th>
                  {limits.map((limit) => {
                    const isWrong = !isWholeOrNone(cell(batch, limit)) || (limit === "most" && isCrossed(batch));
                    return (
                      <td key={limit}>
                        <input className="input num" inputMode="numeric" autoComplete="off" aria-label={say("planning.limitOf", { limit: limitWords(limit), batch })} aria-invalid={isWrong || undefined} value={cell(batch, limit)} onChange={({ target }) => setCells({ ...cells, [`${limit} ${batch}`]: target.value })} />
                        {isWrong ? <span className="error">{say(isWholeOrNone(cell(batch, limit)) ? "planning.leastOverMost" : "form.whole")}</span> : null}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {places.map((one, i) => (
          <fieldset key={i} className="fields flow">
            <legend className="label">{say("planning.placeNumber", { number: i + 1 })}</legend>
            <Field label={say("custody.place")} value={one.place} onChange={(place) => setPlaces(places.map((other, j) => (j === i ? { ...other, place } : other)))} isRequired help={say("custody.placeHelp")} error={one.place === "" || (CODE.test(said(one.place)) && !isTwice(i)) ? undefined : say(isTwice(i) ? "planning.placeTwice" : "custody.codeError")} />
            <Field label={say("planning.mostPerBatch")} value={one.most} onChange={(most) => setPlaces(places.map((other, j) => (j === i ? { ...other, most } : other)))} error={isWholeOrNone(one.most) ? undefined : say("form.whole")} />
          </fieldset>
        ))}
        <div className="row">
          <Button className="button" onPress={() => setPlaces([...places, { place: "", most: "" }])}>{say("planning.addPlace")}</Button>
          {places.length > 0 ? <Button className="button" onPress={() => setPlaces(places.slice(0, -1))}>{say("planning.dropPlace")}</Button> : null}
        </div>
      </ActForm>
    </>
  );
}
