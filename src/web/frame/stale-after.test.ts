import { expect, test } from "vitest";
import type { DeskEvent, Job } from "../../desk/api-types.ts";
import { isStaleAfter } from "./stale-after.ts";

const job: Job = { id: "j1", task: "verify", state: "running", done: 1, of: 2, remainingSeconds: null, attempt: 1, result: null, error: null, note: null };
const counted: DeskEvent = { event: "entry", index: 40, kind: "operation.counted", author: "UA", size: 41, mine: true };
const KEYS = [["/session"], ["/desk"], ["/lists"], ["/jobs"], ["job", "j1"], ["job", "j2"], ["job-result", "j1"], ["acts", "operation.counted"], ["acts", "round.held"], ["check", {}], ["sealed", 7]] as const;
const staleAfter = (event: DeskEvent, data?: unknown): string[] => KEYS.filter((key) => isStaleAfter(event, key, data)).map((key) => key.join(" "));

test("the progress of a job asks for that job and the list of jobs, and for nothing else", () => {
  expect(staleAfter({ event: "job", job })).toEqual(["/jobs", "job j1"]);
});

test("an entry asks for every view made before it, and for acts of its own kind", () => {
  expect(staleAfter(counted)).toEqual(["/desk", "/lists", "acts operation.counted", "check [object Object]", "sealed 7"]);
  expect(staleAfter(counted, { size: 40 })).toContain("/lists");
  expect(staleAfter(counted, { size: 41 })).toEqual(["acts operation.counted"]);
});

test.each(["erase.done", "key.revoke", "policy.change"])("%s may open or close acts of any kind", (kind) => {
  expect(staleAfter({ ...counted, kind })).toEqual(expect.arrayContaining(["acts operation.counted", "acts round.held"]));
});

test("a checkpoint, a waiting signature and bulk reading ask for every view, for no act and no job; a broken glass for acts too", () => {
  const said = [{ event: "checkpoint", size: 41, inForce: 41 }, { event: "pending", act: "a", state: "waiting" }, { event: "bulk-read", officer: "UA-1" }] as const;
  for (const event of said) expect(staleAfter(event, { size: 41 })).toEqual(["/desk", "/lists", "check [object Object]", "sealed 7"]);
  expect(staleAfter({ event: "break-glass", officer: "UA-1", view: "acts" })).toEqual(expect.arrayContaining(["/lists", "acts round.held"]));
  expect(staleAfter({ event: "closing" })).toEqual([]);
});
