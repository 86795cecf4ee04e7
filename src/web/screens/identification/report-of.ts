// A report as the screen reads it. It was judged by the desk before it was recorded; here it is only shown.
import { isRecord } from "../../../basis/parse-json.ts";
import type { Pedigree } from "../../../identification/pedigree.ts";
import type { Report } from "../../../identification/report.ts";
import type { Say } from "../../frame/language-context.ts";

/** The laboratory's copy has the genotype of the remains beside each ratio, the one outside has none. */
export type ShownReport = Omit<Report, "perMarker"> & { readonly perMarker: readonly { readonly marker: string; readonly remains?: string; readonly references?: Readonly<Record<string, string>>; readonly lr: number | null; readonly isExcluded: boolean }[] };

export const reportOf = (value: unknown): ShownReport | undefined => (isRecord(value) && Array.isArray(value["perMarker"]) && Array.isArray(value["pedigree"]) ? (value as unknown as ShownReport) : undefined); // its form was checked when it was recorded

/** The pedigree that was used, with the persons whom the engine added. */
export function pedigreeOf({ pedigree }: ShownReport): Pedigree {
  const indexOf = new Map(pedigree.map(({ id }, index) => [id, index]));
  const at = (id: string): number => indexOf.get(id) ?? -1;
  return { persons: pedigree.map(({ id, father, mother, sex, isAdded }) => ({ id, father: at(father), mother: at(mother), sex: sex === "M" || sex === "F" ? sex : "U", isAdded })), indexOf, added: pedigree.filter(({ isAdded }) => isAdded).map(({ id }) => id) };
}

/** Cut, never rounded up: a posterior is not said to be certain. */
export const percent = (value: number, say: Pick<Say, "percent">): string => (value > 0.999999 ? `> ${say.percent(0.999999, 4)}` : say.percent(Math.floor(value * 1e6) / 1e6, 4));
