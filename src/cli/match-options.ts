// Options that every command of the matching engine has.
import { availableParallelism } from "node:os";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import type { Stage } from "../matching/link.ts";
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

/** What is said when a stage ends; of packing, a part of a second, nothing. */
const ENDED: Readonly<Record<"read" | "prepare" | Stage, string>> =
  { read: "rows read", prepare: "names prepared", pack: "", index: "keys indexed", fit: "model fitted", score: "100 % compared", settle: "pairs settled" };

/** Of rows that arrive: the lists that stand are compared first, then what the new rows change. */
export type ArriveStage = "standing" | "arrived";
const ENDED_ARRIVING: Readonly<Record<ArriveStage, string>> = { standing: "100 % of the standing rows compared", arrived: "100 % of what arrived compared" };
const WHAT: Readonly<Record<ArriveStage | "all", string>> = { all: "", standing: " of the standing rows", arrived: " of what arrived" };

export type Progress = {
  /** Hears of each stage that ends. */
  readonly ended: (stage: "read" | "prepare" | Stage | ArriveStage) => void;
  /** Hears what share of the rows is compared, 0 to 1; of which rows, where it is said. */
  readonly compared: (share: number, of?: ArriveStage) => void;
};

/**
 * Tells on stderr what is done, from the first second on, and of the comparing, once a second, how long the rest will take at the
 * pace of the comparing so far; nothing with `--json`.
 */
export function progressOn(io: Io, words: Words): Progress {
  const started = io.now();
  let [stageStarted, last] = [started, started];
  const isSilent = words.flags.has("json");
  return {
    ended: (stage) => {
      stageStarted = last = io.now();
      const said = stage === "standing" || stage === "arrived" ? ENDED_ARRIVING[stage] : stage === "fit" && words.values["model"] !== undefined ? "saved model taken" : ENDED[stage];
      if (!isSilent && said !== "" && last - started >= EVERY_MS) io.err(`${said}\n`);
    },
    compared: (share, of) => {
      const now = io.now();
      if (isSilent || share <= 0 || share >= 1 || now - last < EVERY_MS) return;
      last = now;
      io.err(`${Math.floor(share * 100)} %${WHAT[of ?? "all"]} compared, about ${Math.ceil(((now - stageStarted) * (1 - share)) / share / 1000)} s left\n`);
    },
  };
}
