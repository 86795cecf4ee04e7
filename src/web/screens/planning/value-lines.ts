// The values of a plan as lines of a sheet, in the reader's words: what is shown, and what of a proposal differs from what is in force.
import type { AgreedStream, AgreedTier, PlanningAgreed } from "../../../planning/agreed-values.ts";
import { rulesOf } from "../../../planning/agreed-values.ts";
import type { Say } from "../../frame/language-context.ts";
import { stageWords } from "./clause-words.ts";

/** `items`: what is said, one after the other; a code in it is set apart, so that it stands in its place in a page from right to left too. */
export type ValueLine = { readonly key: string; readonly title: string; readonly items: readonly string[]; readonly says: string };

/** Set apart from the direction of the words around it (Unicode FSI … PDI). */
const apart = (code: string): string => `\u2068${code}\u2069`;

/** Every line; a kind of values that was not agreed at all has none. */
export function valueLines(say: Say, name: (code: string) => string, values: PlanningAgreed): ValueLine[] {
  const { tiers, ranks, otherRank, scale, streams, quotas, urgencyDays, urgencyWeights, order, links, resources, unplacedDays, objectionDays, places, batches } = values;
  const line = (key: string, title: string, ...items: readonly string[]): ValueLine[] => (items.every((one) => one === "") ? [] : [{ key, title, items, says: items.join("\n") }]);
  const weights = [...(scale === undefined ? [] : [say.code("rankScale", scale)]), say.list(ranks.map(({ rank, weight }) => `${say.code("rank", rank)} ${say.number(weight)}`)), ...(otherRank === undefined ? [] : [say("planning.otherRank", { weight: otherRank })])];
  return [
    ...line("order", say("planning.order"), ...tiers.map((tier, i) => `${say.number(i + 1)}. ${apart(say.code("tier", tier.tier))} ${tierWords(say, tier)}`.trim())),
    ...line("components", say("planning.components"), ...order.map((stage, i) => `${say.number(i + 1)}. ${stageWords(say, stage)}`)),
    ...line("weights", say("planning.weights"), weights.filter((one) => one !== "").join(" · ")),
    ...(streams.length === 0
      ? line("tolerance", say("planning.tolerance"), toleranceWords(say, values))
      : streams.flatMap((one) => line(`stream ${one.stream}`, say("planning.streamNamed", { stream: say.code("stream", one.stream) }), streamWords(say, one)))),
    ...line("least", say("planning.least"), quotas.length === 0 ? say("common.none") : say.list(quotas.map(({ side, least }) => `${name(side)} ${say.number(least)}`))),
    ...line("urgency", say("planning.urgency"), [say("planning.urgencyIs", { days: say.list(urgencyDays.map(say.number)) }), ...(urgencyWeights.length === 0 ? [] : [say("planning.urgencyWeigh", { weights: say.list(urgencyWeights.map(say.number)) })])].join(" · ")),
    ...line("resources", say("planning.resources"), say.list(resources.map((one) => say.code("resource", one)))),
    ...line("links", say("planning.links"), say.list(links.map(({ link, personsPerDay }) => (personsPerDay === undefined ? link : say("planning.linkIs", { link, persons: personsPerDay }))))),
    ...line("unplaced", say("planning.unplaced"), say("planning.daysAfter", { days: unplacedDays })),
    ...(objectionDays === undefined ? [] : line("objection", say("planning.objection"), say("planning.daysAfter", { days: objectionDays }))),
    ...line("places", say("planning.placesGiven"), say.code("placesGiven", places)),
    ...line("calendar", say("planning.calendar"), ...batches.map(({ batch, on, link }) => `${apart(batch)}: ${apart(say.date(on))}${link === undefined ? "" : ` (${apart(link)})`}`)),
  ];
}

const numberOr = (say: Say, value: number | undefined): string => (value === undefined ? say("common.none") : say.number(value));
const toleranceWords = (say: Say, { perBatch, cumulative, deadBand }: Pick<AgreedStream, "perBatch" | "cumulative" | "deadBand">): string =>
  say("planning.toleranceIs", { batch: numberOr(say, perBatch), running: numberOr(say, cumulative), dead: deadBand ?? 0 });
const streamWords = (say: Say, stream: AgreedStream): string =>
  [say.list(stream.tiers.map((tier) => say.code("tier", tier))), say.code("streamWeights", stream.weights), toleranceWords(say, stream)].join(" · ");

/** Who is of a category, and what it is under. */
function tierWords(say: Say, tier: AgreedTier): string {
  const rules = rulesOf(tier).map((rule) => say.code("tierRule", rule));
  const of = [...(tier.category === undefined ? [] : [`“${apart(tier.category)}”`]), ...(tier.bornUntil === undefined ? [] : [say("planning.bornUntil", { day: say.date(tier.bornUntil) })]), ...(tier.state === undefined ? [] : [say.code("remainsState", tier.state)])];
  const words = say.list([...of, ...rules]);
  return words === "" ? "" : `(${words})`;
}
