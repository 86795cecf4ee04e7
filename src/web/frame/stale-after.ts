// What a page asks again when it hears that something changed: not everything, since a list of ten thousand names costs a second and
// the progress of a job touches none of it.
import { isRecord } from "../../basis/parse-json.ts";
import type { DeskEvent } from "../../desk/api-types.ts";

/** Kinds after which other acts may open, close or be gone. */
const ON_OTHER_ACTS = ["erase.", "key.", "policy."];
/** Asked of the desk, or worked out, once and for all: of the session, of the officer's own browser, of a text, of one finished job. */
const OF_NO_EVENT = ["/session", "terms", "told", "job-result", "job result"];

/**
 * Whether what was asked under `key` and answered with `data` may be another after `event`; cost O(1).
 * An entry touches no view that was made with it on the record (`size`), and of the acts of one kind (`["acts", kind]`) only those of its own, or all where it can
 * open or close others. A checkpoint changes how every view stands, not the acts; a broken glass opens those too. A job touches what is asked of jobs alone.
 */
export function isStaleAfter(event: DeskEvent, key: readonly unknown[], data: unknown): boolean {
  const [of, what] = key;
  if (event.event === "closing" || OF_NO_EVENT.some((one) => one === of)) return false;
  if (event.event === "job") return of === "/jobs" || (of === "job" && what === event.job.id);
  if (of === "/jobs" || of === "job") return false;
  if (event.event !== "entry") return of !== "acts" || event.event === "break-glass";
  if (of === "acts") return what === event.kind || ON_OTHER_ACTS.some((start) => event.kind.startsWith(start));
  return !(isRecord(data) && typeof data["size"] === "number" && data["size"] >= event.size);
}
