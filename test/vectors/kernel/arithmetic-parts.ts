// What arithmetic-kernel.ts takes from another file: a number and a function.
const WORDS = ["none", "one", "several"] as const;
export const [NONE, LETTERS] = [WORDS.indexOf("none"), 1 << 9];
const isEven = (value: number): boolean => (value & 1) === 0;

export function offByOne(value: number): number {
  return isEven(value) ? value + 1 : value - WORDS.indexOf("one");
}
