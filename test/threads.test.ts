// A thread that has said all stays until it is ended, and ending waits for it: Node 20 may abort the process with a thread that goes unguarded (start-thread.ts).
import { once } from "node:events";
import { expect, test } from "vitest";
import { endThread, startThread } from "../src/compute/start-thread.ts";

const cases = [["../src/server/job-worker", { task: "none", input: {} }], ["../src/compute/print-worker", {}]] as const;

test.each(cases)("%s stays after its last word, is gone once ended, and may be ended twice at once", async (name, workerData) => {
  const worker = startThread(name, import.meta.url, { workerData });
  let isGone = false;
  worker.once("exit", () => (isGone = true));
  const said: unknown[] = [];
  worker.on("message", (one) => said.push(one));
  while (!said.some((one) => one instanceof Object && "said" in one && one.said === "failed")) await once(worker, "message");
  await new Promise((later) => setTimeout(later, 300));
  expect(isGone).toBe(false);
  await Promise.all([endThread(worker), endThread(worker)]);
  expect(isGone).toBe(true);
});
