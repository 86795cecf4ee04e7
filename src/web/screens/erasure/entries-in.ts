// Numbers of entries as a person writes them: `12, 15-20`.

export const ENTRIES_MAX = 1_000;

/** Ascending, each once; undefined when something else stands there, a range runs backwards, or they are more than ENTRIES_MAX. */
export function entriesIn(text: string): number[] | undefined {
  const found = new Set<number>();
  for (const part of text.split(/[\s,;]+/).filter((one) => one !== "")) {
    const read = /^#?(\d{1,9})(?:[-–]#?(\d{1,9}))?$/.exec(part);
    if (!read) return undefined;
    const [first, last] = [Number(read[1]), Number(read[2] ?? read[1])];
    if (last < first || found.size + last - first >= ENTRIES_MAX) return undefined;
    for (let index = first; index <= last; index++) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}
