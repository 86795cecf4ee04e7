// Which containers a finding takes back out of the account: those it touches, whose every set is by then found not of the receiving
// side, and that no finding took back before. A container received outside every obligation was never counted in one: nothing of it
// can be taken back. One rule for the desk that judges the act and for the form that makes it.

export type Holding = { readonly container: string; /** Null: received outside every obligation. */ readonly obligation: string | null; readonly sets: readonly string[] };
export type DueReversal = {
  /** Codes of containers, sorted, by the obligation that they were received under. */
  readonly byObligation: ReadonlyMap<string, readonly string[]>;
  /** Those received outside every obligation. */
  readonly uncounted: readonly string[];
};

/** `sets` are found now, `before` were found earlier, `reversed` are containers taken back before. Linear in the sets held. */
export function dueReversal(holdings: Iterable<Holding>, { sets, before, reversed }: { readonly sets: ReadonlySet<string>; readonly before: ReadonlySet<string>; readonly reversed: ReadonlySet<string> }): DueReversal {
  const due = [...holdings].filter((one) => !reversed.has(one.container) && one.sets.some((set) => sets.has(set)) && one.sets.every((set) => sets.has(set) || before.has(set)));
  const codesUnder = (obligation: string | null): string[] => due.filter((one) => one.obligation === obligation).map(({ container }) => container).sort();
  const obligations = [...new Set(due.flatMap(({ obligation }) => obligation ?? []))].sort();
  return { byObligation: new Map(obligations.map((one) => [one, codesUnder(one)])), uncounted: codesUnder(null) };
}
