// A side proposes what a plan is made by: it begins at what is in force, changes what it would have otherwise, and signs it with two officers. The other side
// sees what would change, and it counts when that side has signed the same. Every member is judged here as the record judges it.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import { Fault, Faults } from "../../../basis/fault.ts";
import type { PlanView } from "../../../desk/planning-view.ts";
import { bodyOfAgreed, parseAgreed, PLACES_GIVEN, REMAINS_STATES, rulesOf, STREAM_WEIGHTS, TIER_RULES, type PlanningAgreed } from "../../../planning/agreed-values.ts";
import { batchDays } from "../../../planning/cadence.ts";
import { DIX_HILL_1862 } from "../../../planning/rank-scale.ts";
import { mayRecord, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay, type Say } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { linesOf, said } from "../../parts/form-values.ts";
import { PickField } from "../../parts/pick-field.tsx";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";
import { stageWords } from "./clause-words.ts";

type Tier = { readonly tier: string; readonly category: string; readonly bornUntil: string; readonly state: string; readonly rules: readonly string[] };
type Rank = { readonly rank: string; readonly weight: string; readonly as: string };
type Stream = { readonly stream: string; readonly tiers: readonly string[]; readonly weights: string; readonly perBatch: string; readonly cumulative: string; readonly deadBand: string };
type Batch = { readonly batch: string; readonly on: string; readonly link: string };
type Draft = {
  readonly plan: string; readonly agreement: string; readonly tiers: readonly Tier[]; readonly scale: string; readonly ranks: readonly Rank[]; readonly streams: readonly Stream[]; readonly batches: readonly Batch[]; readonly order: readonly string[];
  readonly otherRank: string; readonly perBatch: string; readonly cumulative: string; readonly deadBand: string; readonly least: Readonly<Record<string, string>>; readonly urgencyDays: string; readonly urgencyWeights: string;
  readonly resources: string; readonly links: string; readonly unplacedDays: string; readonly objectionDays: string; readonly places: string;
};
const textOf = (value: number | undefined): string => (value === undefined ? "" : String(value));

function draftOf(values: PlanningAgreed): Draft {
  const { plan, agreement, tiers, scale = "", ranks, streams, batches, order, urgencyDays, urgencyWeights, resources, links, places, quotas } = values;
  return {
    plan, agreement, scale, order, places, batches: batches.map(({ batch, on, link = "" }) => ({ batch, on, link })), ranks: ranks.map(({ rank, weight, as = "" }) => ({ rank, weight: String(weight), as })),
    tiers: tiers.map((tier) => ({ tier: tier.tier, category: tier.category ?? "", bornUntil: tier.bornUntil ?? "", state: tier.state ?? "", rules: rulesOf(tier) })),
    streams: streams.map((one) => ({ stream: one.stream, tiers: one.tiers, weights: one.weights, perBatch: textOf(one.perBatch), cumulative: textOf(one.cumulative), deadBand: textOf(one.deadBand) })),
    otherRank: textOf(values.otherRank), perBatch: textOf(values.perBatch), cumulative: textOf(values.cumulative), deadBand: textOf(values.deadBand), least: Object.fromEntries(quotas.map(({ side, least }) => [side, String(least)])),
    urgencyDays: urgencyDays.join(", "), urgencyWeights: urgencyWeights.join(", "), resources: resources.join(", "), links: links.map(({ link, personsPerDay }) => `${link} ${textOf(personsPerDay)}`.trim()).join("\n"),
    unplacedDays: String(values.unplacedDays), objectionDays: textOf(values.objectionDays),
  };
}

const partsOf = (text: string): string[] => text.split(/[,\s]+/).filter((one) => one !== "");
/** A member that is there only where something was entered; what is no whole number stays as it is, and is refused by its own field. */
const numberIf = (member: string, text: string): Record<string, unknown> => (said(text) === "" ? {} : { [member]: wholeOf(text) ?? said(text) });
const textIf = (member: string, text: string): Record<string, unknown> => (said(text) === "" ? {} : { [member]: said(text) });

function bodyOf(draft: Draft): Record<string, unknown> {
  const { tiers, ranks, streams, batches, order, least } = draft;
  const tolerances = (one: Pick<Stream, "perBatch" | "cumulative" | "deadBand">): Record<string, unknown> => ({ ...numberIf("perBatch", one.perBatch), ...numberIf("cumulative", one.cumulative), ...numberIf("deadBand", one.deadBand) });
  const listIf = (member: string, list: readonly unknown[]): Record<string, unknown> => (list.length === 0 ? {} : { [member]: list });
  return {
    plan: said(draft.plan), agreement: said(draft.agreement), ...textIf("scale", draft.scale),
    tiers: tiers.map((one) => ({ tier: said(one.tier), rules: one.rules, ...textIf("category", one.category), ...textIf("bornUntil", one.bornUntil), ...textIf("state", one.state) })),
    ranks: ranks.map(({ rank, weight, as }) => ({ rank: said(rank), weight: wholeOf(weight) ?? said(weight), ...(draft.scale === "" ? {} : { as }) })), ...numberIf("otherRank", draft.otherRank),
    ...(streams.length === 0 ? tolerances(draft) : { streams: streams.map((one) => ({ stream: said(one.stream), tiers: one.tiers, weights: one.weights, ...tolerances(one) })) }),
    quotas: Object.entries(least).filter(([, count]) => said(count) !== "").map(([side, count]) => ({ side, least: wholeOf(count) ?? said(count) })),
    urgencyDays: partsOf(draft.urgencyDays).map((days) => ({ days: wholeOf(days) ?? days })), ...listIf("urgencyWeights", partsOf(draft.urgencyWeights).map((weight) => ({ weight: wholeOf(weight) ?? weight }))), ...listIf("order", order),
    batches: batches.map(({ batch, on, link }) => ({ batch: said(batch), on, ...textIf("link", link) })), ...listIf("resources", partsOf(draft.resources)),
    ...listIf("links", linesOf(draft.links).map((line) => { const [link = "", most = ""] = line.split(/\s+(?=\d+$)/); return { link, ...numberIf("personsPerDay", most) }; })),
    unplacedDays: wholeOf(draft.unplacedDays) ?? said(draft.unplacedDays), ...numberIf("objectionDays", draft.objectionDays), places: draft.places,
  };
}

/** The body as it is signed, or the fields that are not right. */
function judged(draft: Draft): { readonly body: Record<string, unknown> } | { readonly wrong: readonly string[] } {
  try {
    return { body: bodyOfAgreed(parseAgreed(bodyOf(draft))) };
  } catch (error) {
    if (!(error instanceof Faults) && !(error instanceof Fault)) throw error;
    return { wrong: [...new Set((error instanceof Faults ? error.faults : [error]).flatMap(({ places }) => places.flatMap(({ field }) => field ?? [])))] };
  }
}

export function ProposeValues({ plan }: { readonly plan: PlanView }): ReactNode {
  const { session, desk } = useKnown();
  if (plan.values === null || !mayRecord(session, "planning.agreed") || !sidesOf(desk).includes(session.party)) return null;
  return <Proposing key={plan.isInForce ? plan.agreedBy[session.party]?.entry : "first"} values={plan.values} />;
}

function Proposing({ values }: { readonly values: PlanningAgreed }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const [draft, setDraft] = useState<Draft>(() => draftOf(values));
  const set = (some: Partial<Draft>): void => setDraft((before) => ({ ...before, ...some }));
  const verdict = judged(draft);
  const bind = (member: { readonly [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft]) => ({ value: draft[member], onChange: (text: string) => set({ [member]: text }) });
  return (
    <ActForm kind="planning.agreed" title={say("planning.propose")} lead={say("planning.proposeLead")} draft={"body" in verdict ? { kind: "planning.agreed", to, body: verdict.body } : undefined}>
      <Tiers say={say} draft={draft} set={set} />
      <Ranks say={say} draft={draft} set={set} />
      <Balances say={say} draft={draft} set={set} />
      <Leasts draft={draft} set={set} />
      <div className="fields">
        <Field label={say("planning.urgencyDays")} {...bind("urgencyDays")} help={say("planning.urgencyDaysHelp")} />
        <Field label={say("planning.urgencyWeights")} {...bind("urgencyWeights")} help={say("planning.urgencyWeightsHelp")} />
        <Field label={say("planning.resources")} {...bind("resources")} help={say("planning.resourcesHelp")} />
        <Field label={say("planning.links")} {...bind("links")} isLong help={say("planning.linksHelp")} />
      </div>
      <Calendar say={say} draft={draft} set={set} />
      <div className="fields">
        <Field label={say("planning.unplaced")} {...bind("unplacedDays")} help={say("planning.unplacedHelp")} isRequired />
        <Field label={say("planning.objection")} {...bind("objectionDays")} help={say("planning.objectionHelp")} />
        <ChoiceField label={say("planning.placesGiven")} {...bind("places")} choices={PLACES_GIVEN.map((value) => ({ value, name: say.code("placesGiven", value) }))} />
      </div>
      <Order say={say} draft={draft} set={set} />
      {"wrong" in verdict ? <p className="note wait" role="status">{say("planning.valuesWrong")} <bdi className="code">{verdict.wrong.join(", ")}</bdi></p> : null}
    </ActForm>
  );
}

type Part = { readonly say: Say; readonly draft: Draft; readonly set: (some: Partial<Draft>) => void };
const changed = <T,>(list: readonly T[], at: number, some: Partial<T>): T[] => list.map((one, i) => (i === at ? { ...one, ...some } : one));
const raised = <T,>(list: readonly T[], at: number): T[] => list.map((one, i) => (i === at - 1 ? list[at] ?? one : i === at ? list[at - 1] ?? one : one));

function Tiers({ say, draft: { tiers }, set }: Part): ReactNode {
  return (
    <>
      {tiers.map((one, i) => (
        <fieldset key={i} className="flow stack tight">
          <legend className="label">{say("planning.tierNumber", { number: i + 1 })}</legend>
          <div className="fields">
            <Field label={say("planning.tier")} value={one.tier} onChange={(tier) => set({ tiers: changed(tiers, i, { tier }) })} isRequired help={say("planning.tierHelp")} />
            {one.rules.includes("remains") ? <ChoiceField label={say("planning.remainsState")} value={one.state} onChange={(state) => set({ tiers: changed(tiers, i, { state }) })} choices={[{ value: "", name: say("planning.allOthers") }, ...REMAINS_STATES.map((value) => ({ value, name: say.code("remainsState", value) }))]} /> : (
              <>
                <Field label={say("planning.termOf")} value={one.category} onChange={(category) => set({ tiers: changed(tiers, i, { category }) })} help={say("planning.termHelp")} />
                <Field label={say("planning.bornUntilField")} value={one.bornUntil} onChange={(bornUntil) => set({ tiers: changed(tiers, i, { bornUntil }) })} type="date" />
              </>
            )}
          </div>
          <PickField label={say("planning.rules")} picked={one.rules} onChange={(rules) => set({ tiers: changed(tiers, i, { rules }) })} choices={TIER_RULES.map((value) => ({ value, name: say.code("tierRule", value) }))} />
          <div className="row">
            {i > 0 ? <Button className="button plain" onPress={() => set({ tiers: raised(tiers, i) })}>{say("planning.earlierTier", { tier: say.code("tier", one.tier) })}</Button> : null}
            {tiers.length > 1 ? <Button className="button plain" onPress={() => set({ tiers: tiers.filter((_, j) => j !== i) })}>{say("planning.dropTier", { tier: say.code("tier", one.tier) })}</Button> : null}
          </div>
        </fieldset>
      ))}
      <div><Button className="button" onPress={() => set({ tiers: [...tiers, { tier: "", category: "", bornUntil: "", state: "", rules: [] }] })}>{say("planning.addTier")}</Button></div>
    </>
  );
}

/** Weights of rank, by hand or out of the published scale. */
function Ranks({ say, draft: { ranks, scale, otherRank }, set }: Part): ReactNode {
  const scaled = [...DIX_HILL_1862.weights];
  const choose = (i: number, as: string): void => set({ ranks: changed(ranks, i, { as, weight: String(DIX_HILL_1862.weights.get(as) ?? "") }) });
  return (
    <fieldset className="flow stack tight">
      <legend className="label">{say("planning.weights")}</legend>
      <ChoiceField label={say("planning.scale")} value={scale} onChange={(next) => set({ scale: next })} choices={[{ value: "", name: say("planning.noScale") }, { value: DIX_HILL_1862.id, name: say.code("rankScale", DIX_HILL_1862.id) }]} />
      {ranks.map((one, i) => (
        <div key={i} className="fields">
          <Field label={say("planning.rankNumber", { number: i + 1 })} value={one.rank} onChange={(rank) => set({ ranks: changed(ranks, i, { rank }) })} isRequired />
          {scale === "" ? <Field label={say("planning.weightOf", { number: i + 1 })} value={one.weight} onChange={(weight) => set({ ranks: changed(ranks, i, { weight }) })} isRequired />
            : <ChoiceField label={say("planning.asRank", { number: i + 1 })} value={one.as} onChange={(as) => choose(i, as)} choices={[{ value: "", name: say("planning.choose") }, ...scaled.map(([value, weight]) => ({ value, name: `${value}: ${say.number(weight)}` }))]} />}
        </div>
      ))}
      <div className="row">
        <Button className="button" onPress={() => set({ ranks: [...ranks, { rank: "", weight: "", as: "" }] })}>{say("planning.addRank")}</Button>
        {ranks.length > 0 ? <Button className="button" onPress={() => set({ ranks: ranks.slice(0, -1) })}>{say("planning.dropRank")}</Button> : null}
      </div>
      <Field label={say("planning.otherRankField")} value={otherRank} onChange={(weight) => set({ otherRank: weight })} help={say("planning.otherRankHelp")} />
    </fieldset>
  );
}

/** One agreed difference of all who count, or streams, each level by itself. */
function Balances({ say, draft, set }: Part): ReactNode {
  const { streams, tiers } = draft;
  const fields = (of: Pick<Stream, "perBatch" | "cumulative" | "deadBand">, change: (some: Partial<Stream>) => void): ReactNode => (
    <div className="fields">
      <Field label={say.code("planLimit", "perBatch")} value={of.perBatch} onChange={(perBatch) => change({ perBatch })} help={say("planning.emptyNone")} />
      <Field label={say.code("planLimit", "cumulative")} value={of.cumulative} onChange={(cumulative) => change({ cumulative })} help={say("planning.emptyNone")} />
      <Field label={say("planning.deadBand")} value={of.deadBand} onChange={(deadBand) => change({ deadBand })} />
    </div>
  );
  const names = tiers.map(({ tier }) => said(tier)).filter((tier) => tier !== "");
  return (
    <fieldset className="flow stack tight">
      <legend className="label">{say("planning.tolerance")}</legend>
      <p className="help">{say("planning.streamsHelp")}</p>
      {streams.length === 0 ? fields(draft, ({ perBatch = draft.perBatch, cumulative = draft.cumulative, deadBand = draft.deadBand }) => set({ perBatch, cumulative, deadBand })) : null}
      {streams.map((one, i) => (
        <fieldset key={i} className="flow stack tight">
          <legend className="label">{say("planning.streamNumber", { number: i + 1 })}</legend>
          <div className="fields">
            <Field label={say("planning.stream")} value={one.stream} onChange={(stream) => set({ streams: changed(streams, i, { stream }) })} isRequired />
            <ChoiceField label={say("planning.weights")} value={one.weights} onChange={(weights) => set({ streams: changed(streams, i, { weights }) })} choices={STREAM_WEIGHTS.map((value) => ({ value, name: say.code("streamWeights", value) }))} />
          </div>
          <PickField label={say("planning.tiersIn")} picked={one.tiers} onChange={(picked) => set({ streams: changed(streams, i, { tiers: picked }) })} choices={names.map((value) => ({ value, name: say.code("tier", value) }))} />
          {fields(one, (some) => set({ streams: changed(streams, i, some) }))}
        </fieldset>
      ))}
      <div className="row">
        <Button className="button" onPress={() => set({ streams: [...streams, { stream: "", tiers: [], weights: "one each", perBatch: "", cumulative: "", deadBand: "" }], tiers: tiers.map((tier) => ({ ...tier, rules: tier.rules.filter((rule) => rule !== "counts for parity") })) })}>{say("planning.addStream")}</Button>
        {streams.length > 0 ? <Button className="button" onPress={() => set({ streams: streams.slice(0, -1) })}>{say("planning.dropStream")}</Button> : null}
      </div>
    </fieldset>
  );
}

function Leasts({ draft: { least }, set }: Omit<Part, "say">): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk } = useKnown();
  return <div className="fields">{sidesOf(desk).map((side) => <Field key={side} label={say("planning.leastOf", { party: name(side) })} value={least[side] ?? ""} onChange={(count) => set({ least: { ...least, [side]: count } })} />)}</div>;
}

/** Days one by one, or a first day and a step, without the days on which nothing moves. */
function Calendar({ say, draft: { batches, links }, set }: Part): ReactNode {
  const [firstOn, setFirst] = useState("");
  const [every, setEvery] = useState("7");
  const [count, setCount] = useState(String(batches.length));
  const [paused, setPaused] = useState("");
  const crossings = linesOf(links).flatMap((line) => line.split(/\s+(?=\d+$)/).slice(0, 1));
  const first = parseCivilDate(firstOn), step = wholeOf(every), size = wholeOf(count);
  const pauses = partsOf(paused).flatMap((day) => parseCivilDate(day) ?? []);
  const isReady = first !== undefined && step !== undefined && step > 0 && size !== undefined && size > 0 && size <= 200 && pauses.length === partsOf(paused).length;
  const fill = (): void => {
    if (!isReady) return;
    const days = batchDays({ firstOn: first, everyDays: step, batches: size, pausedOn: pauses });
    set({ batches: days.map(({ on }, i) => ({ batch: batches[i]?.batch ?? `b${String(i + 1).padStart(2, "0")}`, on, link: batches[i]?.link ?? "" })) });
  };
  return (
    <fieldset className="flow stack tight">
      <legend className="label">{say("planning.calendar")}</legend>
      <div className="fields">
        <Field label={say("planning.firstDay")} value={firstOn} onChange={setFirst} type="date" />
        <Field label={say("planning.everyDays")} value={every} onChange={setEvery} />
        <Field label={say("planning.batchCount")} value={count} onChange={setCount} />
        <Field label={say("planning.pauses")} value={paused} onChange={setPaused} help={say("planning.pausesHelp")} />
      </div>
      <div><Button className="button" isDisabled={!isReady} onPress={fill}>{say("planning.fillCalendar")}</Button></div>
      {batches.map((one, i) => (
        <div key={i} className="fields">
          <Field label={say("planning.dayOf", { batch: one.batch })} value={one.on} onChange={(on) => set({ batches: changed(batches, i, { on }) })} type="date" isRequired />
          {crossings.length === 0 ? null : <ChoiceField label={say("planning.linkOf", { batch: one.batch })} value={one.link} onChange={(link) => set({ batches: changed(batches, i, { link }) })} choices={[{ value: "", name: say("common.none") }, ...crossings.map((value) => ({ value, name: value }))]} />}
        </div>
      ))}
    </fieldset>
  );
}

/** The usual order of the components, or an own one. */
function Order({ say, draft: { tiers, order }, set }: Part): ReactNode {
  const usual = [...tiers.map(({ tier }) => `tier:${said(tier)}`), "announced", "urgency", "parity", "stability"];
  return (
    <fieldset className="flow stack tight">
      <legend className="label">{say("planning.components")}</legend>
      <label className="choice"><input type="checkbox" className="pick" checked={order.length > 0} onChange={({ target }) => set({ order: target.checked ? usual : [] })} />{say("planning.ownOrder")}</label>
      {order.length === 0 ? null : <ol className="stack tight">{order.map((stage, i) => <li key={stage} className="row">{say.number(i + 1)}. {stageWords(say, stage)}{i > 0 ? <Button className="button plain" onPress={() => set({ order: raised(order, i) })}>{say("planning.earlierStage", { stage: stageWords(say, stage) })}</Button> : null}</li>)}</ol>}
    </fieldset>
  );
}
