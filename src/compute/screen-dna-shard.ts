// What a thread does with a shard; the same with and without threads.
import type { Place } from "../basis/fault.ts";
import type { OrderMemo } from "../identification/family-likelihood.ts";
import type { FrequencySet } from "../identification/parse-frequencies.ts";
import type { Remains } from "../identification/parse-remains.ts";
import type { Screen } from "../identification/screen.ts";
import { makeSearch, screenShard, type Search, type ShardAnswer, type ShardTask } from "../identification/screen-shard.ts";
import { modelsOf, type Settings } from "../identification/settings.ts";
import { makePanel } from "../identification/table.ts";
import { loadScreen } from "./screen-kernel.ts";

/** Plain data: it crosses to threads as it is. */
export type ScreenPlan = { readonly frequencies: FrequencySet; readonly settings: Settings; readonly remains: readonly Remains[] };

export type Prepared = { readonly search: Search; readonly screen: Screen; readonly kernel: string; readonly memo: OrderMemo };

export function prepareScreen({ frequencies, settings, remains }: ScreenPlan): Prepared {
  const models = modelsOf(frequencies, settings);
  const { screen, name } = loadScreen();
  return { search: makeSearch(makePanel([...models.keys()], models, settings.without, settings.dropOut), remains, settings.theta), screen, kernel: name, memo: new Map() };
}

/** A fault as plain data, since an Error loses its fields between threads. */
export type PlainFault = { readonly code: string; readonly message: string; readonly places: readonly Place[] };
export type PlainAnswer = Omit<ShardAnswer, "faults"> & { readonly faults: readonly PlainFault[] };

export function runShard({ search, screen, memo }: Prepared, task: ShardTask): PlainAnswer {
  const answer = screenShard(task, search, screen, memo);
  return { ...answer, faults: answer.faults.map(({ code, message, places }) => ({ code, message, places })) };
}
