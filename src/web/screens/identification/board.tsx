// Three counts side by side, never one for another; how far the sets are; when the rest would be decided at the pace so far.
import type { ReactNode } from "react";
import type { RemainsView, SetState, ThreeCounts } from "../../../desk/remains-types.ts";
import { SAMPLE_STATES, type SampleState } from "../../../identification/sample-act.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark, type Tone } from "../../parts/mark.tsx";

export const SET_STATES: readonly SetState[] = ["examined", "sampled", "sample needed again", "profiled", "proposed", "more references needed", "re-opened", "identified", "kin informed", "buried", "not of this side"];
export const toneOfSet = (state: SetState): Tone => (state === "identified" || state === "kin informed" || state === "buried" ? "fine" : state === "proposed" || state === "more references needed" ? "wait" : state === "sample needed again" || state === "re-opened" || state === "not of this side" ? "open" : "plain");

const toneOfSample = (state: SampleState): Tone => (state === "profiled" ? "fine" : state === "failed" || state === "lost" ? "open" : state === "sent" || state === "received" ? "wait" : "plain");

export function Board({ view }: { readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { counts, byParty, states, samples, forecast } = view;
  return (
    <section className="sheet stack" aria-label={say("ident.board")}>
      <h2>{say("ident.board")}</h2>
      <Counts counts={counts} />
      {Object.keys(byParty).length > 1 ? (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("ident.byReceiver")}>
          <table>
            <caption>{say("ident.byReceiver")}</caption>
            <thead><tr><th scope="col">{say("ident.receiver")}</th><th scope="col" className="num">{say("ident.containers")}</th><th scope="col" className="num">{say("ident.sets")}</th><th scope="col" className="num">{say("ident.persons")}</th></tr></thead>
            <tbody>{Object.entries(byParty).map(([party, one]) => <tr key={party}><th scope="row">{name(party)}</th><td className="num">{say.number(one.containers)}</td><td className="num">{say.number(one.sets)}</td><td className="num">{say.number(one.persons)}</td></tr>)}</tbody>
          </table>
        </div>
      ) : null}
      <div className="stack tight">
        <h3>{say("ident.backlog")}</h3>
        <ul className="row">{SET_STATES.filter((state) => states[state] > 0).map((state) => <li key={state}><Mark tone={toneOfSet(state)}>{say.code("ident.state", state)}: {say.number(states[state])}</Mark></li>)}</ul>
        {Object.values(samples.counts).some((count) => count > 0) ? <><h3>{say("ident.samples")}</h3><ul className="row">{SAMPLE_STATES.filter((state) => samples.counts[state] > 0).map((state) => <li key={state}><Mark tone={toneOfSample(state)}>{say.code("ident.sample", state)}: {say.number(samples.counts[state])}</Mark></li>)}{samples.repeated > 0 ? <li className="small quiet">{say("ident.samplesRepeated", { count: samples.repeated })}</li> : null}</ul></> : null}
        {forecast === null ? <p className="quiet small">{say("ident.noForecast")}</p> : (
          <p>{say("ident.forecast", { decided: forecast.decided, days: forecast.days, left: forecast.left, on: say.date(forecast.on), earliest: say.date(forecast.earliest), latest: forecast.latest === null ? say("ident.never") : say.date(forecast.latest) })}</p>
        )}
      </div>
    </section>
  );
}

function Counts({ counts }: { readonly counts: ThreeCounts }): ReactNode {
  const say = useSay();
  return (
    <div className="two-counts ident-counts">
      <div><div className="small quiet">{say("ident.containers")}</div><div className="figure">{say.number(counts.containers)}</div><div className="small quiet">{say("ident.examinedOf", { count: counts.examinedContainers })}</div></div>
      <div><div className="small quiet">{say("ident.sets")}</div><div className="figure">{say.number(counts.sets)}</div><div className="small quiet">{say("ident.setsMean")}</div></div>
      <div><div className="small quiet">{say("ident.persons")}</div><div className="figure">{say.number(counts.persons)}</div><div className="small quiet">{say("ident.personsMean")}</div></div>
    </div>
  );
}
