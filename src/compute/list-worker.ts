// Reads one list while another thread reads another. It decides nothing.
import { parentPort } from "node:worker_threads";
import { readAside, type AsideTask } from "./list-aside.ts";
import { ownBuffers } from "./own-buffers.ts";

parentPort?.on("message", (task: AsideTask) => {
  readAside(task).then((answer) => parentPort?.postMessage(answer, ownBuffers(answer)), () => parentPort?.postMessage(undefined));
});
