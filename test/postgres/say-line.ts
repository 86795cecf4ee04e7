// A line on standard output, written before this returns: a process that is about to be killed leaves nothing in a buffer. The
// parent's pipe does not block, so a full one answers EAGAIN; the line waits for room and is never half said.
import { writeSync } from "node:fs";

const clock = new Int32Array(new SharedArrayBuffer(4));

export function sayLine(line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let from = 0; from < bytes.length; )
    try {
      from += writeSync(1, bytes, from);
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error) || error.code !== "EAGAIN") throw error;
      Atomics.wait(clock, 0, 0, 1);
    }
}
