// Sets that meet each of some sets (Reiter, Artificial Intelligence 32:57, 1987, doi 10.1016/0004-3702(87)90062-2): of minimal conflicts, what must be changed so that none
// is left. Sets that share nothing are met apart: the answer to all is one answer to each part.

/** The sets, in parts that share no member, in order of their first sets. */
export function partsOf(sets: readonly (readonly number[])[]): (readonly number[])[][] {
  let parts: { members: Set<number>; sets: (readonly number[])[] }[] = [];
  for (const set of sets) {
    const touched = parts.filter(({ members }) => set.some((one) => members.has(one)));
    const joined = { members: new Set([...touched.flatMap(({ members }) => [...members]), ...set]), sets: [...touched.flatMap((part) => part.sets), set] };
    const at = touched[0] ? parts.indexOf(touched[0]) : parts.length;
    parts = [...parts.slice(0, at), joined, ...parts.slice(at + 1).filter((part) => !touched.includes(part))];
  }
  return parts.map((part) => part.sets);
}

/** `isAll`: none of the same size is missing. `isLeast`: there is none of fewer members. */
export type HittingSets = { readonly sets: readonly (readonly number[])[]; readonly isAll: boolean; readonly isLeast: boolean };

const SETS_A_STEP = 50; // about 1,000 sets, 200,000 steps that did not count them: 34 s

/**
 * All sets of fewest members that meet each of `sets`, each in ascending order, first ones first; one empty set where there is nothing to meet, none where one of them is
 * empty. Exponential in the answer's size, cut short by sets that share nothing, and by `stepsMax`: a member that is tried is a step for each 50 sets that are not met yet.
 */
export function smallestHittingSets(sets: readonly (readonly number[])[], stepsMax: number): HittingSets {
  if (sets.some((set) => set.length === 0)) return { sets: [], isAll: true, isLeast: true };
  let steps = 0;
  for (let size = apart(sets); ; size++) {
    const found: number[][] = [];
    meet([], new Set(), size, sets, found);
    if (found.length > 0 || steps > stepsMax) return { sets: (found.length > 0 ? found : [greedy(sets)]).sort(inOrder), isAll: steps <= stepsMax, isLeast: found.length > 0 };
  }

  function meet(chosen: readonly number[], refused: ReadonlySet<number>, left: number, unmet: readonly (readonly number[])[], found: number[][]): void {
    const [first] = unmet;
    if (!first) return void found.push([...chosen].sort((a, b) => a - b));
    if (apart(unmet) > left) return;
    const tried = new Set(refused);
    for (const one of first) {
      if (tried.has(one)) continue;
      if ((steps += Math.ceil(unmet.length / SETS_A_STEP)) > stepsMax) return;
      meet([...chosen, one], tried, left - 1, unmet.filter((set) => !set.includes(one)), found);
      tried.add(one);
    }
  }
}

/** How many of the sets, taken as they come, share nothing: so many members are needed at least. */
function apart(sets: readonly (readonly number[])[]): number {
  const used = new Set<number>();
  let count = 0;
  for (const set of sets) {
    if (set.some((one) => used.has(one))) continue;
    for (const one of set) used.add(one);
    count++;
  }
  return count;
}

/** Not the fewest: the first member of each set that is not met yet. */
function greedy(sets: readonly (readonly number[])[]): number[] {
  const chosen = new Set<number>();
  for (const set of sets) if (!set.some((one) => chosen.has(one))) chosen.add(set[0] ?? 0);
  return [...chosen].sort((a, b) => a - b);
}

export function inOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, i) => one !== b[i]);
  return a.length - b.length || (at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0));
}
