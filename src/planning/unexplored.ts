// Which sets of clauses are not settled yet: the map of MARCO (Liffiton & Malik, CPAIOR 2013, doi 10.1007/978-3-642-38171-3_11), held as clauses over one
// truth value a member (“is in the set”) and asked by a search of our own (Davis, Logemann & Loveland, CACM 5:394, 1962). What is settled is only added to, so a branch
// that was left empty stays empty: one walk serves all questions, and its steps are counted.

/** Members as bits, 32 a word. */
type Bits = Uint32Array;
/** One of `members` must be in the set, or one of them must not. */
type Demand = { readonly members: Bits; readonly isIn: boolean };
/** `into` and `out`: decided so far, with what follows from it; `turn`: the member that was put in last by choice, left out next. */
type Choice = { readonly into: Bits; readonly out: Bits; readonly turn: number };

export class Unexplored {
  private readonly size: number;
  private readonly stepsMax: number;
  private readonly demands: Demand[] = [];
  private readonly choices: Choice[] = [];
  private into: Bits;
  private out: Bits;
  private isExhausted = false;
  /** Choices made and taken back so far. */
  steps = 0;

  /** Sets of the members 0 … `size` - 1. */
  constructor(size: number, stepsMax: number) {
    this.size = size;
    this.stepsMax = stepsMax;
    this.into = new Uint32Array(Math.max(1, Math.ceil(size / 32)));
    this.out = this.into.slice();
  }

  /** `set` and all that lies in it is settled. */
  settleBelow(set: ReadonlySet<number>): void {
    this.demands.push({ members: this.bitsOf((member) => !set.has(member)), isIn: true });
  }

  /** `set` and all that holds it is settled. */
  settleAbove(set: ReadonlySet<number>): void {
    this.demands.push({ members: this.bitsOf((member) => set.has(member)), isIn: false });
  }

  /** A set that is not settled and to which no member can be added without settling it from above; undefined when all are settled, “bound” when the steps are used up. */
  next(): Set<number> | "bound" | undefined {
    while (!this.isExhausted) {
      const open = this.follow();
      if (open === "none") return this.filledUp();
      if (this.steps >= this.stepsMax) return "bound";
      this.steps++;
      if (open === "contradiction") this.turnBack();
      else {
        this.choices.push({ into: this.into.slice(), out: this.out.slice(), turn: open });
        add(this.into, open);
      }
    }
    return undefined;
  }

  /** Decides what the demands leave no choice for; then a member to choose for one that is not met, or that all are met with every undecided member left out. */
  private follow(): number | "none" | "contradiction" {
    for (;;) {
      let choose: number | "none" = "none", isMore = false;
      for (const { members, isIn } of this.demands) {
        const met = isIn ? this.into : this.out, missed = isIn ? this.out : this.into;
        if (members.some((word, w) => (word & (met[w] ?? 0)) !== 0)) continue;
        const left = firstTwo(members, missed);
        if (left[0] === undefined) return "contradiction";
        if (left[1] === undefined) {
          add(met, left[0]);
          isMore = true;
        } else if (isIn && choose === "none") [choose] = left;
      }
      if (!isMore) return choose;
    }
  }

  private turnBack(): void {
    const last = this.choices.pop();
    if (!last) {
      this.isExhausted = true;
      return;
    }
    ({ into: this.into, out: this.out } = last);
    add(this.out, last.turn);
  }

  private filledUp(): Set<number> {
    const full = this.into.slice(), isAbove = (): boolean => this.demands.some(({ members, isIn }) => !isIn && members.every((word, w) => (word & ~(full[w] ?? 0)) === 0));
    const set = new Set<number>();
    for (let member = 0; member < this.size; member++) {
      const word = member >>> 5, before = full[word] ?? 0;
      add(full, member);
      if (isAbove()) full[word] = before;
      else set.add(member);
    }
    return set;
  }

  private bitsOf(isIn: (member: number) => boolean): Bits {
    const bits = new Uint32Array(this.into.length);
    for (let member = 0; member < this.size; member++) if (isIn(member)) add(bits, member);
    return bits;
  }
}

function add(bits: Bits, member: number): void {
  const word = member >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (member & 31));
}

/** The first two of `members` that are not in `without`. */
function firstTwo(members: Bits, without: Bits): [number | undefined, number | undefined] {
  let first: number | undefined;
  for (let w = 0; w < members.length; w++) {
    for (let rest = (members[w] ?? 0) & ~(without[w] ?? 0); rest !== 0; rest &= rest - 1) {
      const member = 32 * w + 31 - Math.clz32(rest & -rest);
      if (first !== undefined) return [first, member];
      first = member;
    }
  }
  return [first, undefined];
}
