// The agreement of the exercise as sentences of the terms language, with numbers that fit the sizes: as it was signed, with one
// open point, and as it was tabled, with brackets.
import type { Cast } from "./cast.ts";
import type { Sizes } from "./sizes.ts";
import { HANDED_OVER } from "./custody.ts";
import { share } from "./draws.ts";

/** A numeral of the terms language: groups of three, with commas. */
export const numeral = (count: number): string => String(count).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");

/** The least number of captives of clause 3. */
export const floorOf = (captives: number): number => Math.max(1, share(captives, 4 * HANDED_OVER));

/** The text that both sides signed: no bracket stands in it. */
export const agreementText = (captives: number, sizes: Sizes, cast: Cast): string => textWith(captives, sizes, cast, { listDays: "7", floor: numeral(floorOf(captives)) });

/** The text as it was tabled before: each side's own days and numbers in brackets. */
export const tabledText = (captives: number, sizes: Sizes, cast: Cast): string => {
  const { A: { code: a }, B: { code: b } } = cast.sides;
  return textWith(captives, sizes, cast, { listDays: `[${a}: 7 | ${b}: 3]`, floor: `[${a}: ${numeral(floorOf(captives))} | ${b}: ${numeral(floorOf(captives) + Math.ceil(floorOf(captives) / 5))}]` });
};

function textWith(captives: number, sizes: Sizes, { sides, office }: Cast, { listDays, floor }: { readonly listDays: string; readonly floor: string }): string {
  const { A, B } = sizes.containers;
  const returns = [[sides.B.code, A.containers], [sides.A.code, B.containers]] as const;
  const remains = returns.filter(([, count]) => count > 0).map(([giver, count]) => `${giver} returns ${numeral(count)} remains, identified or not, within 60 days of signature.`);
  return [
    "Agreement “Captives and the fallen, exercise”, made at Lakeside on 2 June 2025.",
    `The parties are ${sides.A.name} (${sides.A.code}) and ${sides.B.name} (${sides.B.code}).`,
    `The mediator is the ${office.name} (${office.code}).`,
    "The commission is the Medical Commission (MC).",
    "",
    "“seriously wounded” means holding a certified finding of class W.",
    "“seriously sick” means holding a certified finding of class S.",
    "“young” means aged 25 or under on 2 June 2025.",
    "A doubt about “seriously wounded” is decided by the Medical Commission within 5 days.",
    "A doubt about “seriously sick” is decided by the Medical Commission within 5 days.",
    "",
    "Clause 1 “All for all, wounded and sick”.",
    "Each party releases all captives who are “seriously wounded” or “seriously sick”.",
    "",
    "Clause 2 “All for all, the young”.",
    "Each party releases all captives who are “young”.",
    "",
    "Clause 3 “The floor”.",
    `Clauses 1 and 2 together give at least ${floor} captives on each side.`,
    "",
    ...(remains.length === 0 ? [] : ["Clause 4 “The fallen”.", ...remains, ""]),
    `Clause ${remains.length === 0 ? 4 : 5} “The lists”.`,
    `Each party gives its list to the ${office.name} within ${listDays} days of signature.`,
    "Open: the text does not say who is told first of a name that is on no list.",
    "At no moment may the sides differ by more than 50.",
    "",
  ].join("\n");
}
