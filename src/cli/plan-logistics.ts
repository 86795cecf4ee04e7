// `plan loading`, `plan calendar` and `plan fairness`: who sits in which vehicle; the agreed days beside capacity and a pace that is claimed; who waits how long.
import { canonicalJson } from "../basis/canonical-json.ts";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import { batchDays } from "../planning/cadence.ts";
import { calendarOf, printCalendar } from "../planning/calendar.ts";
import { fairnessOf, printFairness } from "../planning/fairness.ts";
import { loadVehicles, parseVehicles, printLoading } from "../planning/load-vehicles.ts";
import { parseArgs, type Io } from "./command.ts";
import { readInstance, readJson, readPlan, wholeOption } from "./plan-files.ts";

/** Exit code 1 when somebody has no place. */
export async function loading(args: readonly string[], io: Io): Promise<number> {
  const { positional, values, flags } = parseArgs(args, { values: ["vehicles", "batch", "out"], flags: ["json"] });
  if (values["vehicles"] === undefined) throw new Fault("USAGE", "expected --vehicles VEHICLES.json");
  const { problem } = await readInstance(positional[0], io);
  const { assign } = await readPlan(positional[1], "PLAN.json", io);
  const vehicles = parseVehicles(problem, await readJson(values["vehicles"], "VEHICLES.json", io), values["vehicles"]);
  const only = values["batch"];
  if (only !== undefined && problem.batches.every(({ id }) => id !== only)) throw new Fault("PLAN_UNKNOWN", "expected a batch of the instance", [{ field: "--batch" }]);
  const loadings = loadVehicles(problem, assign, vehicles, only);
  const rows = loadings.map(({ batch, side, plan }) => ({ batch: problem.batches[batch]?.id ?? "", side: problem.sides[side] ?? "", ...plan }));
  const text = flags.has("json") ? `${canonicalJson(rows)}\n` : printLoading(problem, loadings);
  if (values["out"] === undefined) io.out(text);
  else await io.writeFile(values["out"], text);
  const without = rows.reduce((sum, { withoutPlace }) => sum + withoutPlace.length, 0);
  if (without > 0) io.err(`${without} without a place\n`);
  return without > 0 ? 1 : 0;
}

/** With an instance: its batches, dated; with --every alone: the days of a cadence. Exit code 1 when a day conflicts. */
export async function calendar(args: readonly string[], io: Io): Promise<number> {
  const { positional, values, many, flags } = parseArgs(args, { values: ["first-on", "every", "batches", "claim-every"], many: ["paused"], flags: ["json"] });
  const firstOn = dateOf(values["first-on"], "--first-on");
  const pausedOn = (many["paused"] ?? []).flatMap((text) => text.split(",")).map((text) => dateOf(text, "--paused"));
  if (values["every"] !== undefined) {
    const days = batchDays({ firstOn, everyDays: wholeOption(values, "every", 0), batches: wholeOption(values, "batches", 0), pausedOn });
    io.out(flags.has("json") ? `${canonicalJson(days)}\n` : days.map(({ on, day, movedByDays }) => `${on}  day ${day}${movedByDays === 0 ? "" : `, moved by ${movedByDays} because nothing moves on the day that was due`}\n`).join(""));
    return 0;
  }
  const { problem } = await readInstance(positional[0], io);
  const assign = positional[1] === undefined ? {} : (await readPlan(positional[1], "PLAN.json", io)).assign;
  const claimEveryDays = values["claim-every"] === undefined ? undefined : wholeOption(values, "claim-every", 1);
  if (claimEveryDays === 0) throw new Fault("USAGE", "expected at least one day after --claim-every");
  const found = calendarOf({ problem, firstOn, pausedOn, assign, claimEveryDays });
  io.out(flags.has("json") ? `${canonicalJson({ days: found.days.map((day) => ({ ...day, sides: day.sides.map((one) => ({ ...one, most: one.most ?? null })) })), claim: found.claim ? { ...found.claim, carried: found.claim.carried.map(({ side, agreed, claimed }) => ({ side, agreed: agreed ?? null, claimed: claimed ?? null })) } : null })}\n` : printCalendar(found));
  return found.days.some(({ conflicts }) => conflicts.length > 0) ? 1 : 0;
}

/** Exit code 0: it judges nothing. */
export async function fairness(args: readonly string[], io: Io): Promise<number> {
  const { positional, flags } = parseArgs(args, { flags: ["json"] });
  const { problem } = await readInstance(positional[0], io);
  const { assign } = await readPlan(positional[1], "PLAN.json", io);
  const { cells, shares } = fairnessOf(problem, assign);
  io.out(flags.has("json") ? `${canonicalJson({ cells: cells.map(({ of, placed, notPlaced }) => ({ of, placed: placed ?? null, notPlaced: notPlaced ?? null })), shares })}\n` : printFairness({ cells, shares }));
  return 0;
}

function dateOf(text: string | undefined, option: string): CivilDate {
  const date = text === undefined ? undefined : parseCivilDate(text);
  if (!date) throw new Fault("USAGE", `expected a date YYYY-MM-DD after ${option}`);
  return date;
}
