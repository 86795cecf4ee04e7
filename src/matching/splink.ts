// The trained model as Splink settings (dialect spark), for lists beyond one machine, and the prepared columns it is about: Splink
// cannot fold names. Shape: Splink's published settings schema and its saved models (docs/formats/pairs.md names the versions).
// What is lost: twins, brothers and namesakes as outcomes, one-to-one and its probabilities, names without vowels, and exchanged
// letters, which Levenshtein counts as two.
import { csvCell } from "../vocabulary/delimited-text.ts";
import { consonantKey } from "../vocabulary/name-skeleton.ts";
import { firstLetters, keysOf, slipsOf } from "./block.ts";
import { birthAt } from "./compare-date.ts";
import { COMPARED, LEVELS, type Compared } from "./levels.ts";
import type { Linked } from "./link.ts";
import type { Prepared } from "./prepare.ts";
import { NO_DAY } from "./read-rows.ts";
import { weakBones } from "./problem.ts";
import { KIND } from "./tokens.ts";

export type SplinkLevel = {
  readonly sql_condition: string; readonly label_for_charts: string; readonly is_null_level?: true; readonly m_probability?: number; readonly u_probability?: number;
  readonly tf_adjustment_column?: string; readonly tf_adjustment_weight?: number; readonly tf_minimum_u_value?: number;
  /** Said where the level is more than the equality of its frequency column: Splink 4 otherwise looks for that equality and refuses the settings without it. */
  readonly disable_tf_exact_match_detection?: true;
};

export type SplinkSettings = {
  readonly link_type: "link_only";
  readonly probability_two_random_records_match: number;
  readonly unique_id_column_name: "id";
  readonly sql_dialect: "spark";
  readonly retain_matching_columns: false;
  readonly retain_intermediate_calculation_columns: false;
  readonly blocking_rules_to_generate_predictions: readonly { readonly blocking_rule: string; readonly sql_dialect: "spark" }[];
  readonly comparisons: readonly { readonly output_column_name: Compared; readonly comparison_description: string; readonly comparison_levels: readonly SplinkLevel[] }[];
};

const FREQUENCY_FLOOR = 1e-6;

const PART_COLUMNS: Readonly<Record<string, string>> = {
  S: "surname_bones", S2: "surname_head", F: "given_key", G2: "given_head", T: "father_key", D: "birth_full", Y: "birth_year", M: "birth_month_day", N: "service_no",
  U: "unit", P: "place", A: "surname_weak", B: "given_weak",
};
/** Parts of several values: a row of each side share one of them. */
const PART_LISTS: Readonly<Record<string, string>> = { E: "surname_slips", W: "surname_weak_slips", I: "given_letters" };
const partAgrees = (part: string): string => {
  const list = PART_LISTS[part];
  if (part === "I") return `(l.given_kind = 'initial' OR r.given_kind = 'initial') AND arrays_overlap(split(l.given_letters, ' '), split(r.given_letters, ' '))`;
  if (list !== undefined) return `arrays_overlap(split(l.${list}, ' '), split(r.${list}, ' '))`;
  return `l.${PART_COLUMNS[part] ?? ""} = r.${PART_COLUMNS[part] ?? ""}`;
};

const silent = (column: string): string => `${column}_l IS NULL OR ${column}_r IS NULL`;
const equal = (column: string): string => `${column}_l = ${column}_r`;

/** Conditions by level, in the order in which Splink tries them; the last field level is ELSE. */
function conditions(): Readonly<Record<Compared, readonly (readonly [number, string])[]>> {
  const names = (name: string): readonly (readonly [number, string])[] => {
    const meet = `size(array_intersect(split(${name}_ids_l, ' '), split(${name}_ids_r, ' '))) > 0`;
    const any = (kind: string): string => `(${name}_kind_l = '${kind}' OR ${name}_kind_r = '${kind}')`;
    const known = `(${name}_kind_l IN ('formal', 'short') AND ${name}_kind_r IN ('formal', 'short'))`;
    const edit = `least(length(${name}_l), length(${name}_r)) > 3 AND levenshtein(${name}_l, ${name}_r) = 1`;
    return [
      [5, `${any("initial")} AND arrays_overlap(split(${name}_letters_l, ' '), split(${name}_letters_r, ' '))`], [8, any("initial")],
      [1, `${equal(name)} OR (${meet} AND NOT ${any("short")} AND NOT ${any("guess")})`], [3, `${meet} AND ${any("guess")}`], [2, meet],
      [4, `NOT ${known} AND ${edit}`], [6, `(${known} AND ${edit}) OR (NOT ${known} AND jaro_winkler(${name}_l, ${name}_r) >= 0.8)`], [7, `NOT ${known}`], [8, "ELSE"],
    ];
  };
  const full = "birth_full_l IS NOT NULL AND birth_full_r IS NOT NULL";
  const year = equal("birth_year");
  const digit = (side: string, at: number): string => `substr(CAST(birth_year_${side} AS STRING), ${at}, 1)`;
  const digitsOff = `(${[1, 2, 3, 4].map((at) => `CASE WHEN ${digit("l", at)} <> ${digit("r", at)} THEN 1 ELSE 0 END`).join(" + ")})`;
  const digits = (side: string): string => `sort_array(array(${[1, 2, 3, 4].map((at) => digit(side, at)).join(", ")}))`;
  return {
    surname: [
      [1, equal("surname")], [2, "least(length(surname_l), length(surname_r)) > 3 AND levenshtein(surname_l, surname_r) = 1"], [3, equal("surname_bones")],
      [4, "surname2_l = surname_r OR surname_l = surname2_r OR surname2_l = surname2_r"], [5, "levenshtein(surname_l, surname_r) <= 2 AND least(length(surname_l), length(surname_r)) > 2"],
      [7, "jaro_winkler(surname_l, surname_r) >= 0.8"], [8, "ELSE"],
    ],
    given_name: names("given"),
    patronymic: names("father"),
    birth_date: [
      [1, equal("birth_full")], [2, `${full} AND ${year} AND (${equal("birth_month")} OR ${equal("birth_day")} OR (birth_month_l = birth_day_r AND birth_day_l = birth_month_r))`],
      [birthAt("one year off"), `${full} AND ${equal("birth_month_day")} AND abs(birth_year_l - birth_year_r) = 1`],
      [birthAt("one digit of the year off"), `${full} AND ${equal("birth_month_day")} AND ${digitsOff} = 1`],
      [birthAt("digits of the year exchanged"), `${full} AND ${equal("birth_month_day")} AND ${digitsOff} = 2 AND ${digits("l")} = ${digits("r")}`],
      [birthAt("day and month equal"), `${full} AND ${equal("birth_month_day")}`], [birthAt("year and month equal"), `NOT (${full}) AND ${year} AND ${equal("birth_month")}`],
      [birthAt("year equal"), `NOT (${full}) AND ${year}`], [birthAt("within two years"), "abs(birth_year_l - birth_year_r) <= 2"], [birthAt("different"), "ELSE"],
    ],
    service_no: [[1, equal("service_no")], [2, "levenshtein(service_no_l, service_no_r) = 1"], [3, "ELSE"]],
    unit: [[1, equal("unit")], [2, "ELSE"]],
    rank: [[1, equal("rank_key")], [2, "abs(rank_order_l - rank_order_r) = 1"], [3, "ELSE"]],
    capture_place: [[1, equal("place")], [2, "ELSE"]],
    capture_date: [
      [1, "abs(capture_day_l - capture_day_r) <= 1"], [2, "abs(capture_day_l - capture_day_r) <= 10"], [3, "abs(capture_day_l - capture_day_r) <= 30"], [4, "ELSE"],
    ],
  };
}

const COLUMN: Readonly<Record<Compared, string>> = {
  surname: "surname", given_name: "given", patronymic: "father", birth_date: "birth_year", service_no: "service_no", unit: "unit", rank: "rank_key", capture_place: "place",
  capture_date: "capture_day",
};
const FREQUENT: Readonly<Partial<Record<Compared, string>>> = { surname: "surname", given_name: "given_key", patronymic: "father_key", unit: "unit" };

/** Splink's prior is a share among all pairs; ours holds the rows that have no partner, as odds. */
export function splinkSettings(linked: Linked): SplinkSettings {
  const { model, prior } = linked.setup;
  const odds = Math.exp(prior);
  const of = conditions();
  return {
    link_type: "link_only", probability_two_random_records_match: odds / (1 + odds), unique_id_column_name: "id", sql_dialect: "spark",
    retain_matching_columns: false, retain_intermediate_calculation_columns: false,
    blocking_rules_to_generate_predictions: keysOf(linked.problem).map(({ parts }) => ({
      blocking_rule: parts.map(partAgrees).join(" AND "), sql_dialect: "spark",
    })),
    comparisons: COMPARED.map((field) => ({
      output_column_name: field, comparison_description: `all-for-all ${field}`,
      comparison_levels: [
        { sql_condition: silent(COLUMN[field]), label_for_charts: "silent", is_null_level: true },
        ...of[field].map(([level, condition]): SplinkLevel => {
          const frequent = level === 1 ? FREQUENT[field] : undefined;
          return {
            sql_condition: condition, label_for_charts: LEVELS[field][level] ?? "", m_probability: model.fields[field].m[level] ?? 0, u_probability: model.fields[field].u[level] ?? 0,
            ...(frequent === undefined ? {} : { tf_adjustment_column: frequent, tf_adjustment_weight: 1, tf_minimum_u_value: FREQUENCY_FLOOR }),
            ...(frequent === undefined || condition === equal(frequent) ? {} : { disable_tf_exact_match_detection: true as const }),
          };
        }),
      ],
    })),
  };
}

const KINDS = Object.entries(KIND);

/** The columns the settings name, one row a person, as CSV: an empty cell is NULL. Words of names: it belongs in the vault. */
export function splinkColumns(linked: Linked, side: "left" | "right"): string {
  const { pair, problem } = linked;
  const { tokens } = pair;
  const { names } = problem;
  const list: Prepared = pair[side];
  const word = (token: number | undefined): string => tokens.text[token ?? 0] ?? "";
  const number = (value: number | undefined): string => (value === undefined || value === 0 ? "" : String(value));
  const kindOf = (kind: number | undefined): string => KINDS.find(([, one]) => one === kind)?.[0] ?? "unknown";
  const key = (token: number | undefined, set: number | undefined): string => {
    const ids = tokens.sets[set ?? 0] ?? [];
    return ids.length > 0 ? `#${ids[0] ?? 0}` : word(token);
  };
  const letters = (token = 0, set = 0, kind = 0): string => [...firstLetters(names, token, set, kind === KIND.initial)].join(" ");
  const columns: readonly (readonly [string, (row: number) => string])[] = [
    ["id", (i) => list.ids[i] ?? ""],
    ["surname", (i) => word(list.surname[i])], ["surname2", (i) => word(list.surname2[i])], ["surname_bones", (i) => number(names.bones[list.surname[i] ?? 0])],
    ["surname_head", (i) => number(names.heads[list.surname[i] ?? 0])], ["surname_weak", (i) => (list.surname[i] === 0 ? "" : number(names.weak[list.surname[i] ?? 0]))],
    ["given_weak", (i) => (list.given[i] === 0 ? "" : number(names.weak[list.given[i] ?? 0]))],
    ["surname_slips", (i) => (names.writing[list.surname[i] ?? 0] === 0 ? slipsOf(consonantKey(word(list.surname[i]))).join(" ") : "")], ["surname_weak_slips", (i) => slipsOf(weakBones(word(list.surname[i]))).join(" ")],
    ["given", (i) => word(list.given[i])], ["given_key", (i) => key(list.given[i], list.givenSet[i])], ["given_ids", (i) => (tokens.sets[list.givenSet[i] ?? 0] ?? []).join(" ")],
    ["given_letters", (i) => letters(list.given[i], list.givenSet[i], list.givenKind[i])], ["father_letters", (i) => letters(list.father[i], list.fatherSet[i], list.fatherKind[i])], ["given_kind", (i) => (list.given[i] === 0 ? "" : kindOf(list.givenKind[i]))], ["given_head", (i) => number(names.heads[list.given[i] ?? 0])],
    ["father", (i) => word(list.father[i])], ["father_key", (i) => key(list.father[i], list.fatherSet[i])], ["father_ids", (i) => (tokens.sets[list.fatherSet[i] ?? 0] ?? []).join(" ")],
    ["father_kind", (i) => (list.father[i] === 0 ? "" : kindOf(list.fatherKind[i]))],
    ["birth_full", (i) => (isFull(list.birth[i]) ? String(list.birth[i]) : "")], ["birth_year", (i) => number(list.birthFrom[i])],
    ["birth_month", (i) => number(Math.floor((list.birth[i] ?? 0) / 100) % 100)], ["birth_day", (i) => number((list.birth[i] ?? 0) % 100)],
    ["birth_month_day", (i) => (isFull(list.birth[i]) ? String((list.birth[i] ?? 0) % 10_000) : "")],
    ["service_no", (i) => pair.numbers.text[list.number[i] ?? 0] ?? ""], ["unit", (i) => pair.units.text[list.unit[i] ?? 0] ?? ""],
    ["rank_key", (i) => pair.ranks.text[list.rank[i] ?? 0] ?? ""], ["rank_order", (i) => /^#(\d+)$/.exec(pair.ranks.text[list.rank[i] ?? 0] ?? "")?.[1] ?? ""],
    ["place", (i) => pair.places.text[list.place[i] ?? 0] ?? ""], ["capture_day", (i) => (list.captureDay[i] === NO_DAY ? "" : String(list.captureDay[i] ?? ""))],
  ];
  const lines = list.ids.map((_, i) => columns.map(([, of]) => csvCell(of(i))).join(","));
  return `${columns.map(([name]) => name).join(",")}\n${lines.join("\n")}${lines.length > 0 ? "\n" : ""}`;
}

const isFull = (birth: number | undefined): boolean => birth !== undefined && birth % 100 !== 0 && Math.floor(birth / 100) % 100 !== 0;
