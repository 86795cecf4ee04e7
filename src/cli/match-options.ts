// Options that every command of the matching engine has.
import { availableParallelism } from "node:os";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import type { Io, Words } from "./command.ts";

/** `--threads N`, by default two where the machine has two. @throws Fault `USAGE`. */
export function threadsOf(words: Words): number {
  const text = words.values["threads"];
  if (text === undefined) return Math.min(2, availableParallelism());
  if (!/^[1-9]\d?$/.test(text)) throw new Fault("USAGE", "expected --threads N, from 1 to 99");
  return Number(text);
}

/** `--as-of YYYY-MM-DD` as the number yyyymmdd; 0 when not stated. @throws Fault `USAGE`. */
export function asOfNumber(words: Words): number {
  const text = words.values["as-of"];
  if (text === undefined) return 0;
  const date = parseCivilDate(text);
  if (date === undefined) throw new Fault("USAGE", "expected --as-of YYYY-MM-DD, a day that exists");
  return Number(date.replaceAll("-", ""));
}

const EVERY_MS = 1_000;

/** Tells on stderr what share is scored and how long the rest will take, once a second; nothing with `--json`. */
export function progressOn(io: Io, words: Words): (share: number) => void {
  const started = io.now();
  let last = started;
  return (share) => {
    const now = io.now();
    if (words.flags.has("json") || now - last < EVERY_MS || share <= 0) return;
    last = now;
    io.err(`${Math.round(share * 100)} % scored, about ${Math.ceil(((now - started) * (1 - share)) / share / 1000)} s left\n`);
  };
}
