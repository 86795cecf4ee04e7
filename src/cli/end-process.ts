// How a command ends: what it said has left the process, then it exits. Not by running out of work: there Node waits for every
// compilation still queued on its threads, and one of them may wait for this thread to collect garbage, for ever
// (nodejs/node issue 54918). Exit waits only for what a thread is at, and the turn of the loop before it serves what that asks for.

/** Whoever reads through `head` closes the pipe: what is said then goes nowhere, the command is finished all the same and ends with its own code. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: Error) => {
      if (!("code" in error) || (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED")) throw error;
    });
}

const TURN_MS = 5;

/** Ends the process with `code`; waits for a slow reader of standard output and errors, for one that is gone it does not. */
export async function endProcess(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((left) => void stream.write("", () => left()))));
  await new Promise((turn) => setTimeout(turn, TURN_MS));
  process.exit(code);
}
