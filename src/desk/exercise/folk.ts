// Of which folk the people of an exercise are: how they are named, how old they are, which ranks and towns there are, and how clerks write them.
// Two kinds: the invented one that every exercise has had, and that of a conflict pack (population.json).
import type { CivilDate } from "../../basis/civil-date.ts";
import type { SeededRandom } from "../../basis/seeded-random.ts";
import type { Band, Forms } from "../../vocabulary/pack-population.ts";
import type { GivenName } from "./given-names.ts";
import type { SideOf } from "./sizes.ts";

export type Sex = "M" | "F";

/** Names in the letters of the own side, or in every language in which somebody writes. */
export type Names =
  | { readonly kind: "invented"; readonly surname: string; readonly given: GivenName; readonly father: GivenName }
  | { readonly kind: "pack"; readonly surname: Forms; readonly given: Forms; readonly third: Forms };

/** What a clerk has before him. */
export type Bearer = {
  readonly side: SideOf;
  readonly sex: Sex;
  readonly names: Names;
  readonly born: CivilDate;
  readonly serviceNo: string;
  readonly unit: string;
  /** Index into the ranks of the folk. */
  readonly rank: number;
  readonly isCivilian: boolean;
  readonly town: number;
  readonly capturedOn: CivilDate;
};

export type BirthPrecision = "day" | "month" | "year" | "none";
export type ListRow = { readonly cells: readonly string[]; readonly precision: BirthPrecision; readonly hasSlip: boolean };

export type ListKind = "asked" | "held";
/** Whose people the list names and which side writes it: an asked list is written by the own side. */
export type ListOf = { readonly kind: ListKind; readonly of: SideOf };

/** A town as each language writes it; `isRenamed` where one side has another name for it. */
export type Town = { readonly id: string; readonly written: Readonly<Record<string, string>>; readonly isRenamed: boolean };
export const TOWNS = 48;

/** `rank` is its word in lists and agreed values; weight as the exercise agrees it. */
export type FolkRank = { readonly rank: string; readonly band: Band; readonly weight: number };
export type Place = { readonly sex: Sex; readonly member: number; /** Father and child are the missing of the household. */ readonly isPair: boolean };

export type Folk = {
  /** Thousandths. */
  readonly women: number;
  readonly civilians: number;
  readonly ranks: readonly FolkRank[];
  /** The languages of side A, of side B and of the clerks, as keys of `Town.written`. */
  readonly languages: readonly [string, string, string];
  readonly rankIndex: (random: SeededRandom) => number;
  /** Of who is missed alone, in whole years at the signature. */
  readonly ageYears: (random: SeededRandom) => number;
  readonly serviceNo: (random: SeededRandom, isCivilian: boolean) => string;
  readonly unit: (side: SideOf, random: SeededRandom) => string;
  /** One household draws its names from one stream, whoever of it is asked for. */
  readonly namesOf: (side: SideOf, random: SeededRandom, of: Place) => Names;
  readonly townsOf: (seed: string) => readonly Town[];
  /** The clerks of a list with so many rows; what the clerk of a row writes. The stream is the row's own: a person entered twice is written twice. */
  readonly writerOf: (seed: string, list: ListOf, rows: number) => (row: number, bearer: Bearer, towns: readonly Town[], random: SeededRandom) => ListRow;
  readonly truth: { readonly head: string; readonly cells: (one: Bearer) => readonly string[] };
};

export const weightsOf = (folk: Folk): Readonly<Record<string, number>> => Object.fromEntries(folk.ranks.map(({ rank, weight }) => [rank, weight]));
/** What a rank of each band weighs where no scale is agreed. */
export const BAND_WEIGHTS: Readonly<Record<Band, number>> = { private: 1, nco: 2, officer: 4, senior: 10 };
