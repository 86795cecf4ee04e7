// A run over rows of the record: what is proposed on the record, and all that a person needs to look at it: every row with its set,
// every pair with its levels in bits, every rival. A pure function of the rows, the day, the name table and, where a model was
// kept, the rows it was fitted on: whoever may see the rows gets the same bytes.
import { utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { NAME_FORMS, NAME_FORMS_VERSION } from "../vocabulary/name-forms.ts";
import { NORMALISER_VERSION } from "../vocabulary/name-skeleton.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { createStanding, type Difference } from "./arrive.ts";
import { auditOf } from "./audit.ts";
import { decide, fourSets, THRESHOLDS, type Band, type Reason, type SetName } from "./decide.ts";
import { COMPARED, levelOf } from "./levels.ts";
import { link, type Linked } from "./link.ts";
import { personsOf, type RowAt } from "./listed-rows.ts";
import type { MatchProposed, RunCounts, RunStrata } from "./match-act.ts";
import { stratumOf } from "./match-record.ts";
import { preparePair } from "./prepare.ts";
import { refitReasons, standingOf, type RefitReason } from "./refit.ts";
import { reviewQueue } from "./review.ts";
import { readModel, saveModel } from "./saved-model.ts";
import { netOdds } from "./weigh.ts";

/** `asOf` as yyyymmdd. `base` are the rows on which the model is fitted, where it is not fitted on these; its own base likewise. */
export type RunInput = {
  readonly left: readonly RowAt[]; readonly right: readonly RowAt[]; readonly asOf: number; readonly base?: RunInput;
  /** Lines of the name table beside the product’s own: the conflict pack’s. */
  readonly givenNames?: string;
};
const namesText = ({ givenNames = "" }: Pick<RunInput, "givenNames">): string => NAME_FORMS + givenNames;

/** What a run states beside its name, its lists and its day. */
export type RunOutcome = Pick<MatchProposed, "normaliser" | "nameTable" | "nameTableSha256" | "modelSha256" | "proposedFrom" | "listedFrom" | "absentTo" | "counts" | "strata" | "pairs" | "pairsSha256">;

export type FoundRow = {
  readonly ref: string;
  readonly list: string;
  readonly name: string;
  readonly birth: string;
  readonly rank: string;
  readonly category: string;
  readonly captured: string;
  /** Surname, given name and father's name as they were read, folded into one alphabet. */
  readonly read: string;
  readonly set: SetName;
  /** Place of the proposed counterpart among the other side's rows, or -1. */
  readonly counterpart: number;
  readonly millionths: number;
  readonly reasons: readonly Reason[];
};

export type FoundPair = {
  /** Places among the rows of each side. */
  readonly left: number;
  readonly right: number;
  readonly millionths: number;
  /** Before rivals are looked at. */
  readonly aloneMillionths: number;
  readonly band: Band;
  readonly isChosen: boolean;
  readonly reasons: readonly Reason[];
  /** Level of each compared field, 0 where a side is silent; bits of its level, and of how rare the value is. */
  readonly levels: readonly number[];
  readonly bits: readonly number[];
  readonly rarity: readonly number[];
  readonly sumBits: number;
  readonly netBits: number;
  /** Bits before the best rival; null without one. */
  readonly marginBits: number | null;
  readonly component: number;
  /** Place of its component in the review queue, 1 first; 0 where nothing is to be reviewed. What is audited stands there unmarked. */
  readonly order: number;
};

export type Findings = {
  readonly outcome: RunOutcome;
  readonly priorBits: number;
  readonly origin: "default" | "fitted";
  readonly warnings: readonly string[];
  readonly expected: number;
  readonly left: readonly FoundRow[];
  readonly right: readonly FoundRow[];
  /** Chosen ones, rivals of p >= .05 and what is audited below that, by left then right row. */
  readonly pairs: readonly FoundPair[];
  /** What the new rows changed, where the model was kept. */
  readonly difference: Difference | null;
  /** Why a kept model should be fitted anew; empty where it need not, or was fitted on these rows. */
  readonly refit: readonly RefitReason[];
};

type Tell = (done: number, of: number) => void;

/** One fit, or one model kept; `tell` hears of left rows looked at. About a second for 10,000 a side. */
export function runLists(input: RunInput, tell: Tell = () => {}): Findings {
  const { modelText, ...run } = linkRun(input, tell);
  return findingsOf(run, input, sha256Hex(utf8(modelText)));
}

type Run = { readonly linked: Linked; readonly difference: Difference | null; readonly refit: readonly RefitReason[] };

function linkRun(input: RunInput, tell: Tell): Run & { readonly modelText: string } {
  const { left, right, asOf, base } = input;
  const names = nameTable(namesText(input));
  if (base === undefined) {
    const linked = link(preparePair(personsOf(left), personsOf(right), { asOf, names }), names.initialsOf, { tell });
    return { linked, modelText: saveModel(linked, asOf), difference: null, refit: [] };
  }
  const { modelText } = linkRun(base, tell);
  const standing = createStanding(readModel(modelText), names, asOf);
  standing.apply({ left: personsOf(base.left), right: personsOf(base.right) });
  const before = standingOf(standing.linked());
  const [newLeft, newRight] = [changedIn(left, base.left), changedIn(right, base.right)];
  const difference = standing.apply({ left: personsOf(newLeft.rows), right: personsOf(newRight.rows), withdrawLeft: newLeft.gone, withdrawRight: newRight.gone });
  const linked = standing.linked();
  return { linked, modelText, difference, refit: refitReasons(before, standingOf(linked)) };
}

/** Rows that were not there before or read otherwise, and those that are no longer there. */
function changedIn(now: readonly RowAt[], before: readonly RowAt[]): { readonly rows: RowAt[]; readonly gone: string[] } {
  const old = new Map(before.map(({ ref, row }) => [ref, canonicalJson(row)]));
  const rows = now.filter(({ ref, row }) => old.get(ref) !== canonicalJson(row));
  const standing = new Set(now.map(({ ref }) => ref));
  return { rows, gone: before.map(({ ref }) => ref).filter((ref) => !standing.has(ref)) };
}

const millionths = (p: number): number => Math.round(p * 1_000_000);
const short = (bits: number): number => Math.round(bits * 1_024) / 1_024;
const LISTED_MIN = THRESHOLDS.listedFrom / 1_000_000;

function findingsOf({ linked, difference, refit }: Run, input: RunInput, modelSha256: string): Findings {
  const { problem, model, fit, setup } = linked;
  const sets = [...fourSets(linked)];
  const rowsBy = (side: "left" | "right"): ReadonlyMap<string, RowAt> => new Map(input[side].map((one) => [one.ref, one]));
  const known = { left: rowsBy("left"), right: rowsBy("right") };
  const rowsOf = (side: "left" | "right"): FoundRow[] => sets.filter((one) => one.side === side).sort((a, b) => a.row - b.row).map(({ row, set, counterpart, probability, reasons }) => {
    const list = linked.pair[side];
    const ref = list.ids[row] ?? "";
    const at = known[side].get(ref);
    const { tokens } = linked.pair;
    return {
      ref, list: at?.list ?? "", name: at?.row.name ?? "", birth: at?.row.birth ?? "", rank: at?.row.rank ?? "", category: at?.row.category ?? "", captured: at?.row.captured ?? "",
      read: [list.surname, list.given, list.father].map((column) => tokens.text[column[row] ?? 0] ?? "").join(" · "), set, counterpart, millionths: millionths(probability), reasons,
    };
  });
  const [left, right] = [rowsOf("left"), rowsOf("right")];
  const pairs = pairsOf(linked, input.asOf);
  const count = (side: "left" | "right", set: SetName): number => sets.filter((one) => one.side === side && one.set === set).length;
  const counts: RunCounts = {
    askedAndHeld: count("left", "asked and held"), askedOnly: count("left", "asked only"), heldOnly: count("right", "held only"), unclearAsked: count("left", "unclear"), unclearHeld: count("right", "unclear"),
  };
  const chosen = pairs.filter(({ isChosen }) => isChosen);
  const outcome: RunOutcome = {
    normaliser: NORMALISER_VERSION, nameTable: NAME_FORMS_VERSION, nameTableSha256: sha256Hex(utf8(namesText(input))), modelSha256, ...THRESHOLDS, counts, strata: strataOf(linked), pairs: chosen.length,
    pairsSha256: digestOf(chosen.map(({ left: i, right: j, millionths: p, band }) => [left[i]?.ref ?? "", right[j]?.ref ?? "", p, band] as const)),
  };
  return {
    outcome, priorBits: short(setup.prior / Math.LN2), origin: model.origin, warnings: fit.warnings, expected: Math.round(model.shares.same * problem.left.count * problem.right.count * 10) / 10, left, right, pairs, difference, refit,
  };
}

/** SHA-256 over the chosen pairs as canonical JSON, in code order of the left row. */
const digestOf = (pairs: readonly (readonly [string, string, number, Band])[]): string =>
  sha256Hex(utf8(canonicalJson([...pairs].sort((a, b) => byCodeUnit(a[0], b[0])))));

/** Every pair kept from .01 on, by what is stated of it. */
function strataOf({ probability }: Linked): RunStrata {
  const counts = { proposed: 0, open: 0, dropped: 0 };
  for (const p of probability) if (millionths(p) >= DROPPED_FROM) counts[stratumOf(millionths(p), THRESHOLDS)]++;
  return counts;
}
const DROPPED_FROM = 10_000;

function pairsOf(linked: Linked, asOf: number): FoundPair[] {
  const outcomeOf = decide(linked);
  const chosen = new Set(linked.chosen);
  const audited = auditOf(linked);
  const isAudited = new Set(audited);
  const orderOf = new Map(reviewQueue(linked, { audited, asOf }).map(({ outcome, order }) => [outcome.pair, order]));
  const found: FoundPair[] = [];
  for (let pair = 0; pair < linked.probability.length; pair++) {
    if ((linked.probability[pair] ?? 0) < LISTED_MIN && !chosen.has(pair) && !isAudited.has(pair)) continue;
    const { left, right, same, band, reasons, marginBits } = outcomeOf(pair);
    const pattern = linked.patterns[pair] ?? 0;
    const odds = linked.oddsOf(pattern, left, right);
    const net = netOdds(odds);
    const levels = COMPARED.map((_, field) => levelOf(pattern, field));
    found.push({
      left, right, millionths: millionths(same), aloneMillionths: millionths(1 / (1 + Math.exp(-net))), band, isChosen: chosen.has(pair), reasons, levels,
      bits: levels.map((level, field) => short(linked.ratio(field, level) / Math.LN2)), rarity: COMPARED.map((_, field) => short(linked.frequencyGain(pattern, field, left, right) / Math.LN2)),
      sumBits: short(odds.same / Math.LN2), netBits: short(net / Math.LN2), marginBits: Number.isFinite(marginBits) ? short(marginBits) : null, component: linked.component[pair] ?? 0, order: orderOf.get(pair) ?? 0,
    });
  }
  return found;
}
