// Why a pair has its probability, field by field in bits that add up, for any two rows, also such as were never candidates. It holds
// what the lists say of persons: it belongs in the vault, not in a file that leaves it.
import { decide, type Band, type Reason } from "./decide.ts";
import { BIT } from "./graph.ts";
import { COMPARED, LEVELS, levelOf, type Compared } from "./levels.ts";
import type { Linked } from "./link.ts";
import { sayBand, sayField, sayLevel, sayReason, saySettling, type Language } from "./say-reason.ts";
import { netOdds } from "./weigh.ts";
import { cellOf } from "../vocabulary/person-list.ts";

export type FieldExplained = {
  readonly field: Compared;
  readonly leftWritten: string;
  readonly rightWritten: string;
  /** How the words were read; empty where no word is folded. */
  readonly leftRead: string;
  readonly rightRead: string;
  readonly level: string;
  /** log2 of m/u, and what the frequency of the value adds. */
  readonly bits: number;
  readonly frequencyBits: number;
};

export type Explanation = {
  readonly left: string;
  readonly right: string;
  readonly wasCandidate: boolean;
  readonly priorBits: number;
  readonly fields: readonly FieldExplained[];
  /** Prior and fields added up: log2 odds of one person against two random rows. */
  readonly sumBits: number;
  /** log2 of what twins, brothers and namesakes have instead. */
  readonly alikeBits: { readonly twin: number; readonly brother: number; readonly fatherSon: number; readonly namesake: number };
  /** log2 of the net odds; the probability of the pair seen alone, and beside its rivals. */
  readonly netBits: number;
  readonly pairProbability: number;
  readonly probability: number;
  readonly band: Band;
  readonly reasons: readonly Reason[];
  readonly missing: readonly Compared[];
  readonly rivals: readonly { readonly side: "left" | "right"; readonly id: string; readonly bits: number; readonly probability: number }[];
};

const RIVALS_MAX = 5;

/** `i` and `j` are rows of the left and the right list. */
export function explainPair(linked: Linked, i: number, j: number): Explanation {
  const { pair, pairs } = linked;
  const pattern = linked.compare(i, j);
  const odds = linked.oddsOf(pattern, i, j);
  const bits = (ln: number): number => ln / Math.LN2;
  const at = indexOf(linked, i, j);
  const outcome = at < 0 ? undefined : decide(linked)(at);
  const net = netOdds(odds);
  const fields = COMPARED.map((field, index) => {
    const level = levelOf(pattern, index);
    return {
      field, ...written(linked, field, i, j), level: LEVELS[field][level] ?? "", bits: bits(linked.ratio(index, level)),
      frequencyBits: bits(linked.frequencyGain(pattern, index, i, j)),
    };
  });
  const rivals: { side: "left" | "right"; id: string; bits: number; probability: number }[] = [];
  for (let e = 0; e < pairs.left.length; e++) {
    if ((pairs.left[e] === i) === (pairs.right[e] === j)) continue;
    const side = pairs.left[e] === i ? "right" : "left";
    const row = side === "right" ? (pairs.right[e] ?? 0) : (pairs.left[e] ?? 0);
    rivals.push({ side, id: pair[side].ids[row] ?? "", bits: (pairs.weight[e] ?? 0) / BIT, probability: linked.probability[e] ?? 0 });
  }
  rivals.sort((a, b) => b.bits - a.bits || (a.id < b.id ? -1 : 1));
  return {
    left: pair.left.ids[i] ?? "", right: pair.right.ids[j] ?? "", wasCandidate: at >= 0,
    priorBits: bits(linked.setup.prior), fields, sumBits: bits(odds.same),
    alikeBits: { twin: bits(odds.twin), brother: bits(odds.brother), fatherSon: bits(odds.fatherSon), namesake: bits(odds.namesake) },
    netBits: bits(net), pairProbability: 1 / (1 + Math.exp(-net)), probability: outcome?.same ?? 0, band: outcome?.band ?? "unlikely",
    reasons: outcome?.reasons ?? [], missing: COMPARED.filter((_, index) => levelOf(pattern, index) === 0), rivals: rivals.slice(0, RIVALS_MAX),
  };
}

function indexOf({ pairs }: Linked, i: number, j: number): number {
  for (let e = 0; e < pairs.left.length; e++) if (pairs.left[e] === i && pairs.right[e] === j) return e;
  return -1;
}

function written(linked: Linked, field: Compared, i: number, j: number): Pick<FieldExplained, "leftWritten" | "rightWritten" | "leftRead" | "rightRead"> {
  const { left, right, tokens } = linked.pair;
  const cell = (side: typeof left, row: number): string => {
    const own = cellOf(side.list.cells[field], row);
    return own === "" && (field === "surname" || field === "given_name" || field === "patronymic") ? cellOf(side.list.cells.full_name, row) : own;
  };
  const read = (side: typeof left, row: number): string => {
    const column = field === "surname" ? side.surname : field === "given_name" ? side.given : field === "patronymic" ? side.father : undefined;
    return column === undefined ? "" : (tokens.text[column[row] ?? 0] ?? "");
  };
  return { leftWritten: cell(left, i), rightWritten: cell(right, j), leftRead: read(left, i), rightRead: read(right, j) };
}

/** The same as lines of text, bits with two decimals. */
export function sayExplanation(one: Explanation, language: Language): string {
  const two = (value: number): string => (value >= 0 ? `+${value.toFixed(2)}` : value.toFixed(2));
  const words = HEADS[language];
  const lines = [
    `${one.left} · ${one.right}`,
    one.wasCandidate ? "" : words.never,
    `${words.prior.padEnd(22)} ${two(one.priorBits).padStart(8)}`,
    ...one.fields.map(({ field, leftWritten, rightWritten, leftRead, rightRead, level, bits, frequencyBits }) =>
      `${sayField(field, language).padEnd(22)} ${two(bits + frequencyBits).padStart(8)}  ${leftWritten || "–"} | ${rightWritten || "–"}` +
      `${leftRead === "" && rightRead === "" ? "" : `  (${leftRead || "–"} | ${rightRead || "–"})`}  ${sayLevel(field, LEVELS[field].indexOf(level), language)}${frequencyBits === 0 ? "" : `, ${words.frequency} ${two(frequencyBits)}`}`),
    `${words.sum.padEnd(22)} ${two(one.sumBits).padStart(8)}`,
    `${words.net.padEnd(22)} ${two(one.netBits).padStart(8)}  ${words.alone} ${one.pairProbability.toFixed(6)}`,
    `${words.together.padEnd(22)} ${one.probability.toFixed(6)}  ${sayBand(one.band, language)}`,
    one.pairProbability - one.probability > WEAKENED_MIN ? words.weaker : "",
    ...one.rivals.map(({ side, id, bits, probability }) => `${words.rival.padEnd(22)} ${two(bits).padStart(8)}  ${words[side]} ${id}  ${probability.toFixed(6)}`),
    ...one.reasons.map((reason) => `${reason}: ${sayReason(reason, language)}`),
    ...(one.band === "review" ? [saySettling(one.missing, one.reasons, language)] : []),
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

/** From so much less beside its rivals than alone on, it is said. */
const WEAKENED_MIN = 0.01;

const HEADS: Readonly<Record<Language, Readonly<Record<"prior" | "sum" | "net" | "alone" | "together" | "rival" | "left" | "right" | "frequency" | "never" | "weaker", string>>>> = {
  en: {
    prior: "before any field", sum: "together", net: "against kin, namesakes", alone: "seen alone", together: "beside its rivals", rival: "rival", left: "in the list that asks:",
    right: "in the list that holds:", frequency: "rarity", never: "These two were not kept as a possible pair; compared now.",
    weaker: "Beside its rivals the pair is less likely than alone: another entry may be the partner.",
  },
  uk: {
    prior: "до порівняння", sum: "разом", net: "проти рідних і тезок", alone: "окремо", together: "поряд із суперниками", rival: "суперник", left: "у списку, що запитує:",
    right: "у списку, що тримає:", frequency: "рідкісність", never: "Цю пару не було залишено як можливу; порівняно зараз.",
    weaker: "Поряд із суперниками пара менш імовірна, ніж окремо: відповідником може бути інший запис.",
  },
  ru: {
    prior: "до сравнения", sum: "вместе", net: "против родных и тёзок", alone: "отдельно", together: "рядом с соперниками", rival: "соперник", left: "в списке, который запрашивает:",
    right: "в списке, который удерживает:", frequency: "редкость", never: "Эта пара не была оставлена как возможная; сравнено сейчас.",
    weaker: "Рядом с соперниками пара менее вероятна, чем отдельно: соответствием может быть другая запись.",
  },
  tr: {
    prior: "karşılaştırmadan önce", sum: "toplam", net: "akraba ve adaşa karşı", alone: "tek başına", together: "rakipleriyle birlikte", rival: "rakip", left: "soran listede:",
    right: "elinde tutan listede:", frequency: "seyreklik", never: "Bu ikisi olası çift olarak tutulmadı; şimdi karşılaştırıldı.",
    weaker: "Rakipleriyle birlikte bu çift, tek başına olduğundan daha az olası: eşi başka bir kayıt olabilir.",
  },
  ar: {
    prior: "قبل أي حقل", sum: "المجموع", net: "بإزاء الأقارب والسميين", alone: "وحده", together: "إلى جانب المنافسين", rival: "منافس", left: "في القائمة الطالبة:",
    right: "في القائمة المحتجِزة:", frequency: "ندرة", never: "لم يُحتفظ بهذين كزوج محتمل؛ قورنا الآن.",
    weaker: "الزوج إلى جانب منافسيه أقل احتمالًا منه وحده: قد يكون القيد المقابل غيره.",
  },
};
