// What the log of reads says that was read, in the reader's words. The log itself is chained by its bytes, so it keeps one language: the lines
// that the desk writes (`room.access.note` in src/server) are known here by their form.
import type { Say } from "../../frame/language-context.ts";

type Saying = Pick<Say, "code" | "list"> & ((key: `seats.${"brokeGlass" | "erasureAsked" | "readCandidates" | "readEntries" | "readFiles" | "readJob" | "readList" | "readPlan" | "readPlans" | "readPrint" | "readWhy" | "seatClosed"}`, values?: Readonly<Record<string, string | number>>) => string);

const LINES: readonly (readonly [RegExp, (say: Saying, found: string) => string])[] = [
  [/^break-glass (\w+)$/, (say, view) => say("seats.brokeGlass", { view: say.code("view", view) })],
  [/^list, entry (\d+)$/, (say, entry) => say("seats.readList", { entry: Number(entry) })],
  [/^why, entry (\d+)$/, (say, entry) => say("seats.readWhy", { entry: Number(entry) })],
  [/^candidates, entry (\d+)$/, (say, entry) => say("seats.readCandidates", { entry: Number(entry) })],
  [/^seat (\S+) closed$/, (say, officer) => say("seats.seatClosed", { officer })],
  [/^(?:entries|entry|sealed) ([\d ]+)$/, (say, entries) => say("seats.readEntries", { entries: say.list(entries.split(" ").map((entry) => `#${entry}`)) })],
  [/^(?:instance|leaves and counts|batch .+|reserve) of plan (.+)$/, (say, plan) => say("seats.readPlan", { plan })],
  [/^openings of plans$/, (say) => say("seats.readPlans")],
  [/^compartment as files$/, (say) => say("seats.readFiles")],
  [/^erasure asked for, act /, (say) => say("seats.erasureAsked")],
  [/^job \S+ (\S+)$/, (say, task) => say("seats.readJob", { work: say.code("job", task) })],
  [/^list, entry (\d+), printed$/, (say, entry) => say("seats.readPrint", { entry: Number(entry) })],
];

/** The line in words; as it stands where its form is not known, since nothing of the log is left out. */
export function sayRead(say: Saying, what: string): string {
  for (const [form, words] of LINES) {
    const found = form.exec(what);
    if (found) return words(say, found[1] ?? "");
  }
  return what;
}
