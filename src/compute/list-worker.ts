// Reads one list while the main thread reads another. It decides nothing.
import { parentPort } from "node:worker_threads";
import { readRawFile, type RawTask } from "./raw-list.ts";

parentPort?.on("message", (task: RawTask) => {
  readRawFile(task).then((answer) => {
    const { columns, numbers, lines, cells } = answer.raw;
    const whole = { ...answer, raw: { ...answer.raw, cells: { bytes: cells.bytes.slice(), starts: cells.starts } } };
    parentPort?.postMessage(whole, [...columns, numbers, lines, whole.raw.cells.bytes, cells.starts].map(({ buffer }) => buffer as ArrayBuffer)); // none of them is shared
  }, () => parentPort?.postMessage(undefined));
});
