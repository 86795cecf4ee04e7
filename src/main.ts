// The only file outside a room: opens one door. Reads the first word, runs that command, prints its faults.
import { readFile, writeFile } from "node:fs/promises";
import { Fault, Faults } from "./basis/fault.ts";
import type { Command, Io } from "./cli/command.ts";
import { COMMANDS } from "./cli/commands.ts";
import { printFaults } from "./cli/data-folder.ts";

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readFile: async (path) => {
    try {
      return new Uint8Array(await readFile(path));
    } catch {
      throw new Fault("FILE_NONE", "expected a file that can be read", [{ file: path }]);
    }
  },
  writeFile: (path, bytes) => writeFile(path, bytes, { mode: 0o600 }), // lists, pairs, plans, openings: personal data, its owner's alone
  now: () => performance.now(),
};

/** The server is loaded only when its door is opened. */
async function desk(): Promise<Command> {
  const { deskCommand } = await import("./cli/desk-serve.ts");
  return deskCommand(async ({ folder, database, file, host, port, keys, out, err }) => {
    const [{ readConfig }, { serve }] = await Promise.all([import("./server/config.ts"), import("./server/serve.ts")]);
    const config = readConfig(file, process.env, { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) });
    return serve({ folder, database, config, keys, out, err });
  });
}

const LOADERS = new Map([...COMMANDS, ["desk", desk] as const]);

/** The exit code: 0 fine, 1 a finding, 2 wrong usage or bad input. */
export async function main(words: readonly string[], use: Io = io): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    use.out(overview(await Promise.all([...LOADERS.values()].map((load) => load()))));
    return name === undefined ? 2 : 0;
  }
  const command = await LOADERS.get(name)?.();
  if (!command) {
    use.err(`allforall: “${name}” is no command; \`allforall help\` lists them\n`);
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    use.out(command.help);
    return 0;
  }
  return run(command, rest, use);
}

async function run(command: Command, words: readonly string[], use: Io): Promise<number> {
  try {
    return await command.run(words, use);
  } catch (error) {
    const refused = sayRefused(error);
    if (refused !== undefined) {
      use.err(refused);
      return 2;
    }
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    use.err(printFaults(error));
    if (error instanceof Fault && error.code === "USAGE") use.err(`\n${command.help}`);
    return 2;
  }
}

/** What the system refused, in a line; nothing unfinished was acknowledged. */
function sayRefused(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error) || error instanceof Fault) return undefined;
  const at = "path" in error && typeof error.path === "string" ? `${error.path}: ` : "";
  return `${at}the system refused ${String(error.syscall)} (${String(error.code)}): nothing unfinished was acknowledged, start again to read what stands\n`;
}

const overview = (commands: readonly Command[]): string =>
  `All for All: the desk of the neutral intermediary.\n\n${commands
    .map(({ name, summary }) => `  allforall ${name.padEnd(12)} ${summary}\n`)
    .join("")}\nEach command has --help with examples.\n`;
