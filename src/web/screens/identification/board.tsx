// Three counts side by side, never one for another; how far the sets are; when the rest would be decided at the pace so far.
import { useState, type ReactNode } from "react";
import type { LaboratoryPace, RemainsView, SetState, ThreeCounts } from "../../../desk/remains-types.ts";
import { SAMPLE_STATES, type SampleState } from "../../../identification/sample-act.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Field } from "../../parts/fields.tsx";
import { Mark, type Tone } from "../../parts/mark.tsx";
import { useSome } from "../../parts/some.tsx";
import { StackedTable } from "../../parts/stacked-table.tsx";

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
        <StackedTable
          label={say("ident.byReceiver")} caption={say("ident.byReceiver")} rows={Object.entries(byParty)} rowKey={([party]) => party}
          columns={[
            { head: say("ident.receiver"), cell: ([party]) => name(party) },
            { head: say("ident.containers"), isNumber: true, cell: ([, one]) => say.number(one.containers) },
            { head: say("ident.sets"), isNumber: true, cell: ([, one]) => say.number(one.sets) },
            { head: say("ident.persons"), isNumber: true, cell: ([, one]) => say.number(one.persons) },
          ]}
        />
      ) : null}
      <div className="stack tight">
        <h3>{say("ident.backlog")}</h3>
        <ul className="row">{SET_STATES.filter((state) => states[state] > 0).map((state) => <li key={state}><Mark tone={toneOfSet(state)}>{say.code("ident.state", state)}: {say.number(states[state])}</Mark></li>)}</ul>
        {Object.values(samples.counts).some((count) => count > 0) ? <><h3>{say("ident.samples")}</h3><ul className="row">{SAMPLE_STATES.filter((state) => samples.counts[state] > 0).map((state) => <li key={state}><Mark tone={toneOfSample(state)}>{say.code("ident.sample", state)}: {say.number(samples.counts[state])}</Mark></li>)}{samples.repeated > 0 ? <li className="small quiet">{say("ident.samplesRepeated", { count: samples.repeated })}</li> : null}</ul></> : null}
        <Paces samples={samples} />
        {forecast === null ? <p className="quiet small">{say("ident.noForecast")}</p> : (
          <p>{say("ident.forecast", { decided: forecast.decided, days: forecast.days, left: forecast.left, on: say.date(forecast.on), earliest: say.date(forecast.earliest), latest: forecast.latest === null ? say("ident.never") : say.date(forecast.latest) })}</p>
        )}
      </div>
    </section>
  );
}

/** When each laboratory would have none left: a range, and the rate that it rests on; nothing where too little was done. */
function Paces({ samples }: { readonly samples: RemainsView["samples"] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { byLaboratory, counts } = samples;
  const ends = ({ left, forecast }: LaboratoryPace): string =>
    left === 0 ? say("ident.paceNone") : forecast === null ? say("ident.paceTooLittle") : say("ident.paceRange", { earliest: say.date(forecast.earliest), latest: forecast.latest === null ? say("ident.never") : say.date(forecast.latest) });
  if (byLaboratory.length === 0) return null;
  return (
    <>
      <StackedTable
        label={say("ident.paces")} caption={say("ident.paces")} rows={byLaboratory} rowKey={({ party }) => party}
        columns={[
          { head: say("ident.laboratoryName"), cell: ({ party }) => name(party) },
          { head: say("ident.paceLeft"), isNumber: true, cell: ({ left }) => say.number(left) },
          { head: say("ident.paceDone"), cell: ({ done, days }) => say("ident.paceDoneIn", { done, days }) },
          { head: say("ident.paceEnds"), cell: ends },
        ]}
      />
      <p className="quiet small">{counts.sent > 0 ? `${say("ident.onTheWay", { count: counts.sent })}. ` : ""}{say("ident.pacesMean")}</p>
    </>
  );
}

/** What a family may be told of its samples: the step and its day. */
export function RelativeSamples({ view }: { readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const [part, setPart] = useState("");
  const rows = view.samples.relatives.filter(({ family, sample }) => part.trim() === "" || [family, sample].some((code) => code.includes(part.trim())));
  const { shown, more } = useSome([...rows].reverse(), 20);
  if (view.samples.relatives.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={say("ident.relativeSamples")}>
      <h2>{say("ident.relativeSamples")}</h2>
      <p className="quiet small">{say("ident.relativeSamplesLead")}</p>
      <Field label={say("ident.findCode")} value={part} onChange={setPart} />
      <StackedTable
        label={say("ident.sampleStep")} caption={say("ident.sampleStep")} rows={shown} rowKey={({ sample }) => sample}
        columns={[
          { head: say("ident.family"), cell: ({ family }) => <bdi>{family}</bdi> },
          { head: say("ident.sampleCode"), cell: ({ sample }) => <bdi>{sample}</bdi> },
          { head: say("ident.sampleStep"), cell: ({ state }) => <Mark tone={toneOfSample(state)}>{say.code("ident.sample", state)}</Mark> },
          { head: say("ident.stepOn"), cell: ({ on }) => say.date(on) },
        ]}
      />
      {more}
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
