// How firmly a thing is said, weakest first (TALKS.md §2). A sentence may assert only the weakest standing it rests on.
export const STANDINGS = [
  "withdrawn", "disputed", "unconfirmed", "unattributed", "narrator", "claimed", "stated-other", "stated-person",
  "stated-own", "stated-mediator", "reported", "confirmed-unnamed", "confirmed-other", "confirmed-mediator", "confirmed-witness",
] as const;
export type Standing = (typeof STANDINGS)[number];

export const isStanding = (value: unknown): value is Standing => STANDINGS.some((one) => one === value);

/** The weakest of some standings; `undefined` for none. */
export const weakest = (standings: readonly Standing[]): Standing | undefined =>
  STANDINGS.find((one) => standings.includes(one));
