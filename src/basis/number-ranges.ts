// Numbers of entries said short: runs as ranges.

/** `#69, #93–95` of 93, 69, 95, 94: sorted, each once. Cost: the sort. */
export function numberRanges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const one of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && one === last[1] + 1) last[1] = one;
    else runs.push([one, one]);
  }
  return runs.map(([from, to]) => (from === to ? `#${from}` : `#${from}–${to}`)).join(", ");
}
