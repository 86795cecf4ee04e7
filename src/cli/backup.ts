// `allforall backup` copies a data folder, also while the desk runs; `allforall restore` brings it back and verifies it.
import { existsSync } from "node:fs";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { EXERCISE_NOTICE } from "../desk/exercise-keys.ts";
import { backUp, restore, type Told } from "../desk/back-up.ts";
import { backUpDatabase, restoreDatabase } from "../desk/back-up-database.ts";
import { verifyPlace } from "../desk/jobs/verify.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { dataOf, readNamed, since } from "./data-folder.ts";
import { verifyFolder } from "./verify-alone.ts";

/** At most one line a second, with the time that remains. */
function progress(io: Io, what: string): Told {
  const from = io.now();
  let told = from;
  return (done, of) => {
    const now = io.now();
    if (now - told < 1_000) return;
    told = now;
    io.err(`${what}: ${done} of ${of} files, about ${Math.ceil(((now - from) / 1_000 / done) * Math.max(0, of - done))} s left\n`);
  };
}

export const backupCommand: Command = {
  name: "backup",
  summary: "copy a data folder whole, also while the desk runs",
  help: `allforall backup (--data DIR | --database URL) --out BACKUP [--json]

BACKUP must not exist yet. It ends with a MANIFEST of SHA-256 sums; a folder without one is no whole
backup. It holds what is sealed as it is sealed; sessions are left out, so everybody signs in again. A backup of a
database is the same folder; what the served desk keeps in its own --data folder is not in it.
Example: allforall backup --data out/istanbul --out /media/stick/istanbul-1
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: ["data", "database", "out"], flags: ["json"] });
    const out = values["out"];
    if (out === undefined) throw new Fault("USAGE", "expected --out BACKUP");
    const { files, entries } = await (values["database"] === undefined ? backUp(dataOf(values), out, progress(io, "backup")) : backUpDatabase(dataOf(values), out, since(), progress(io, "backup")));
    io.out(flags.has("json") ? `${canonicalJson({ files, entries, out })}\n` : `${files} files in ${out}; published up to ${entries} entries\n${EXERCISE_NOTICE}\n`);
    return 0;
  },
};

export const restoreCommand: Command = {
  name: "restore",
  summary: "bring a backup back into an empty folder, then verify it",
  help: `allforall restore --from BACKUP (--data DIR | --database URL) [--seen CHECKPOINT]

A backup of a folder is restored into a database and the other way round. The database must hold no record; DIR must not exist or be empty: nothing is ever overwritten. Every file is checked before the first is
written; every one that is missing, changed or too many is listed. --seen: a checkpoint that a party or
an observer holds; a backup older than it is refused. Exit 1 where the verdict is not “in force”.
Example: allforall restore --from /media/stick/istanbul-1 --data out/again
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: ["from", "data", "database", "seen"] });
    const from = values["from"];
    const data = dataOf(values);
    if (from === undefined || !existsSync(from)) throw new Fault("USAGE", "expected --from BACKUP, a folder that exists");
    const seen = values["seen"] === undefined ? undefined : await readNamed(values["seen"]);
    if (values["database"] !== undefined) {
      const { entries } = await restoreDatabase(from, data, seen, since(), progress(io, "restore"));
      const { says, verdict } = await verifyPlace(data, () => {});
      io.out(`restored into the database; published up to ${entries} entries\n${EXERCISE_NOTICE}\nThe verifier says: ${says}\n`);
      return verdict === "in-force" ? 0 : 1;
    }
    const { files, entries } = await restore(from, data, seen, progress(io, "restore"));
    io.out(`${files} files in ${data}; published up to ${entries} entries\n${EXERCISE_NOTICE}\nThe verifier says: `);
    return verifyFolder(data, io.out, io.err);
  },
};
