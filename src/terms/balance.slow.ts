// The slow twin of balances: every unknown and every dispute is set true or false one by one, each world is counted by hand, and
// the interval is the least and the most of all worlds. Shares no code with the engine. At most about 14 doubts.
export type SlowValue = "no" | "unknown" | "disputed" | "yes";
export type SlowPerson = { readonly side: 0 | 1; readonly values: readonly SlowValue[]; readonly receipt: "none" | "unknown" | "received"; readonly recorded: number };
export type SlowRule =
  | { readonly kind: "all"; readonly clause: number; readonly side: 0 | 1 } | { readonly kind: "number"; readonly clauses: readonly number[]; readonly side: 0 | 1; readonly n: number }
  | { readonly kind: "ratio"; readonly clause: number; readonly side: 0 | 1; readonly a: number; readonly b: number };

type World = { readonly entitled: boolean[][]; readonly received: boolean[] };
type Doubt = { readonly kind: "unknown" | "disputed"; readonly set: (world: World, truth: boolean) => void };

export function slowOutstanding(persons: readonly SlowPerson[], rule: SlowRule): { min: number; ifDisputes: number; max: number } {
  const doubts: Doubt[] = [];
  const world: World = { entitled: persons.map(({ values }) => values.map((value) => value === "yes")), received: persons.map(({ receipt }) => receipt === "received") };
  persons.forEach((person, p) => {
    person.values.forEach((value, c) => {
      if (value === "unknown" || value === "disputed") doubts.push({ kind: value, set: (w, truth) => { (w.entitled[p] as boolean[])[c] = truth; } });
    });
    if (person.receipt === "unknown") doubts.push({ kind: "unknown", set: (w, truth) => { w.received[p] = truth; } });
  });
  const unknowns = doubts.filter(({ kind }) => kind === "unknown");
  const disputes = doubts.filter(({ kind }) => kind === "disputed");
  let min = Infinity, max = 0, ifDisputes = Infinity;
  for (let u = 0; u < 2 ** unknowns.length; u++) {
    unknowns.forEach(({ set }, i) => set(world, ((u >> i) & 1) === 1));
    let worst = 0;
    for (let d = 0; d < 2 ** disputes.length; d++) {
      disputes.forEach(({ set }, i) => set(world, ((d >> i) & 1) === 1));
      const left = outstandingIn(world, persons, rule);
      min = Math.min(min, left);
      max = Math.max(max, left);
      worst = Math.max(worst, left);
    }
    ifDisputes = Math.min(ifDisputes, worst);
  }
  return { min, ifDisputes, max };
}

function outstandingIn(world: World, persons: readonly SlowPerson[], rule: SlowRule): number {
  /** The clause index that a received person is counted in: the recorded one if he is entitled there, else the first. */
  const countedIn = (p: number): number => {
    const entitled = world.entitled[p] ?? [];
    const recorded = persons[p]?.recorded ?? -1;
    return entitled[recorded] === true ? recorded : entitled.indexOf(true);
  };
  const received = (side: 0 | 1, clauses: readonly number[] | "any"): number =>
    persons.filter((one, p) => one.side === side && world.received[p] === true && countedIn(p) >= 0 && (clauses === "any" || clauses.includes(countedIn(p)))).length;
  switch (rule.kind) {
    case "all": return persons.filter((one, p) => one.side === rule.side && world.entitled[p]?.[rule.clause] === true && world.received[p] === false).length;
    case "number": return Math.max(0, rule.n - received(rule.side, rule.clauses));
    case "ratio": return Math.max(0, rule.a * Math.floor(received(rule.side === 0 ? 1 : 0, "any") / rule.b) - received(rule.side, [rule.clause]));
  }
}
