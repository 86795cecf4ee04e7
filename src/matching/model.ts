// The Fellegi-Sunter model: for each field and level, m = P(level | same person) and u = P(level | two random rows), given that
// neither side is silent there; and the shares of pairs that are the same person, twins, brothers or namesakes among all pairs.
// Fellegi & Sunter 1969 (JASA 64:1183). Twins, brothers and namesakes are tied to m and u: their shares are
// fitted, and of namesakes also how their fathers' names and birth dates agree.
import { COMPARED, type Compared } from "./levels.ts";

export type FieldModel = { readonly m: readonly number[]; readonly u: readonly number[] };

export const CLASSES = ["same", "twin", "brother", "namesake"] as const;
export type ClassName = (typeof CLASSES)[number];

export const NAMESAKE_FIELDS = ["patronymic", "birth_date", "unit", "rank", "capture_place", "capture_date"] as const;
export type NamesakeField = (typeof NAMESAKE_FIELDS)[number];

export type Model = {
  readonly version: 1;
  readonly fields: Readonly<Record<Compared, FieldModel>>;
  /** P(level | namesakes) of the fields in which namesakes are fitted. */
  readonly namesakes: Readonly<Record<NamesakeField, readonly number[]>>;
  /** Share of each class among all pairs of rows. */
  readonly shares: Readonly<Record<ClassName, number>>;
  /** "default" where the lists were too small to fit. */
  readonly origin: "default" | "fitted";
};

// Start values, and the model itself for lists too small to fit. Fitted on a set of our generator of another seed than the public
// sets (seed 901, 20,000 rows a side), two edits and likeness of .8 by counts on public-20k; the order is that of the levels without the silent one.
const START: Readonly<Record<Compared, readonly [readonly number[], readonly number[]]>> = {
  surname: [[0.89, 0.075, 0.017, 0.002, 0.008, 0.001, 0.001, 0.006], [2.2e-3, 3.3e-4, 4e-4, 1e-6, 1.1e-3, 1e-4, 4e-3, 0.99]],
  given_name: [[0.94, 0.02, 0.025, 0.004, 0.001, 0.003, 0.004, 0.003], [4.2e-2, 2e-3, 3e-3, 1.3e-4, 0.05, 5.5e-4, 2.3e-2, 0.93]],
  patronymic: [[0.94, 0.001, 0.03, 0.012, 0.001, 0.006, 0.004, 0.006], [4.2e-2, 1e-4, 3e-3, 5.3e-4, 0.05, 3.2e-3, 4.2e-2, 0.91]],
  birth_date: [[0.769, 0.09, 0.012, 0.003, 0.018, 0.043, 0.055, 0.001, 0.006, 0.006], [8.1e-5, 2.4e-3, 2.3e-5, 5.1e-4, 1.2e-4, 8.6e-5, 1.3e-3, 2e-3, 0.11, 0.89]],
  service_no: [[0.911, 0.086, 0.003], [1e-7, 5e-6, 1]],
  unit: [[0.874, 0.126], [6.9e-3, 0.993]],
  rank: [[0.818, 0.037, 0.145], [0.13, 0.18, 0.69]],
  capture_place: [[0.8, 0.2], [0.049, 0.951]],
  capture_date: [[0.417, 0.546, 0.036, 0.001], [2.5e-3, 0.015, 0.033, 0.95]],
};

const norm = (values: readonly number[]): number[] => {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
};

/** The shipped model; level 0 (a side is silent) carries m = u = 1. */
export function defaultModel(): Model {
  const fields = {} as Record<Compared, FieldModel>; // filled for every field in the next line
  for (const field of COMPARED) fields[field] = { m: [1, ...norm(START[field][0])], u: [1, ...norm(START[field][1])] };
  return { version: 1, fields, namesakes: startNamesakes(fields), shares: { same: 0, twin: 0, brother: 0, namesake: 0 }, origin: "default" };
}

/** Before a fit: a quarter of namesakes have fathers of one name, dates meet by chance, men of one name are rather taken together. */
export function startNamesakes(fields: Model["fields"]): Model["namesakes"] {
  return {
    patronymic: blend(fields.patronymic, 0.25), birth_date: fields.birth_date.u, unit: blend(fields.unit, TOGETHER), rank: blend(fields.rank, TOGETHER),
    capture_place: blend(fields.capture_place, TOGETHER), capture_date: blend(fields.capture_date, TOGETHER),
  };
}

/** How far kin and namesakes share unit, rank, place and day. */
const TOGETHER = 0.4;

/** P(level | class) of a field, level 0 giving 1: the parameters of the three further classes follow from the model's. */
export function classLevels(name: ClassName, field: Compared, model: Pick<Model, "fields" | "namesakes">): readonly number[] {
  const { m, u } = model.fields[field];
  if (name === "same") return m;
  switch (field) {
    case "service_no": return u;
    case "unit": case "rank": case "capture_place": case "capture_date":
      return name === "namesake" ? model.namesakes[field] : blend(model.fields[field], TOGETHER);
    case "surname": return m;
    case "given_name": return name === "namesake" ? m : withoutEquality(u);
    case "patronymic": return name === "namesake" ? model.namesakes.patronymic : m;
    case "birth_date": return name === "twin" ? m : name === "brother" ? withoutFirst(u) : model.namesakes.birth_date;
  }
}

const blend = ({ m, u }: FieldModel, share: number): number[] => u.map((value, level) => (level === 0 ? 1 : share * (m[level] ?? 0) + (1 - share) * value));

/** Two sons of one house bear two names: no level that says one name. */
const withoutEquality = (u: readonly number[]): number[] => [1, ...norm(u.slice(1).map((value, at) => (at <= 2 ? 0 : value)))];
const withoutFirst = (u: readonly number[]): number[] => [1, ...norm(u.slice(1).map((value, at) => (at === 0 ? 0 : value)))];

