// `allforall desk`: the door of the server. The server stands beside this room, so main.ts hands it in.
import { Fault } from "../basis/fault.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import type { KeyRing } from "../desk/key-ring.ts";
import { dataOf } from "./data-folder.ts";
import { keyRingOf } from "./keys.ts";

export type OpenServer = (options: {
  readonly folder: string; readonly database: string | undefined; readonly file: string | undefined; readonly host: string | undefined; readonly port: number | undefined;
  /** What opens and signs in a real process. */
  readonly keys: KeyRing | undefined;
  readonly out: Io["out"]; readonly err: Io["err"];
}) => Promise<number>;

export const deskCommand = (open: OpenServer): Command => ({
  name: "desk",
  summary: "serve the desk of a data folder in the browser",
  help: `allforall desk --data DIR [--database URL] [--port N] [--host ADDRESS] [--config FILE.json] [--keys FILE --passphrase-file P]

Opens the record in DIR as its one writer, or the one on the PostgreSQL server at URL beside other desks
(DIR then holds officers and sessions), and serves it until Ctrl-C. Settings: docs/operating/desk.md; the
words here win over the environment (ALLFORALL_…), which wins over FILE. \`init\` or \`replay\` makes a record.
Example: allforall replay examples/istanbul-2025 --data out/istanbul && allforall desk --data out/istanbul --port 8420
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: ["data", "database", "port", "host", "config", "keys", "passphrase-file"] });
    const port = values["port"];
    if (port !== undefined && !/^[0-9]{1,5}$/.test(port)) throw new Fault("USAGE", `expected --port N, 0 to 65535, found “${port}”`);
    return open({ folder: dataOf({ data: values["data"] ?? "" }), database: values["database"] === undefined ? undefined : dataOf({ database: values["database"] }), file: values["config"], host: values["host"], port: port === undefined ? undefined : Number(port), keys: await keyRingOf(values), out: io.out, err: io.err });
  },
});
