// What every command is, and how its words are read.
import { Fault } from "../basis/fault.ts";

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly writeFile: (path: string, bytes: Uint8Array | string) => Promise<void>;
  /** Milliseconds of a monotonic clock, for progress and timings only. */
  readonly now: () => number;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

export type Words = {
  readonly positional: string[];
  readonly values: Record<string, string>;
  /** Values of options that may be given several times, in order. */
  readonly many: Record<string, string[]>;
  readonly flags: Set<string>;
};

/** "1 row", "2 rows". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** @throws Fault `USAGE` for an option that is not named in `known` or that lacks its value. */
export function parseArgs(
  args: readonly string[],
  known: { readonly values?: readonly string[]; readonly many?: readonly string[]; readonly flags?: readonly string[] },
): Words {
  const words: Words = { positional: [], values: {}, many: {}, flags: new Set() };
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    if (!word.startsWith("--")) {
      words.positional.push(word);
      continue;
    }
    const [name = "", given] = word.slice(2).split(/=(.*)/s, 2);
    if (known.flags?.includes(name)) words.flags.add(name);
    else if (known.values?.includes(name) || known.many?.includes(name)) {
      const value = given ?? args[++i];
      if (value === undefined) throw new Fault("USAGE", `expected a value after --${name}`);
      if (known.many?.includes(name)) words.many[name] = [...(words.many[name] ?? []), value];
      else words.values[name] = value;
    } else throw new Fault("USAGE", `--${name} is not an option of this command`);
  }
  return words;
}
