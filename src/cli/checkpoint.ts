// Checkpoints by hand: asked of the witnesses now, or carried to them and back on a stick.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../basis/fault.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import type { Desk } from "../desk/desk.ts";
import { publish, publishCarried, requestsOf } from "../desk/publish.ts";
import { parseArgs, type Command } from "./command.ts";
import { chance, readNamed } from "./data-folder.ts";
import { withDesk } from "./record.ts";

/** Who is missing, and what its witness said. */
export const sayMissing = ({ notCosigned, witnessSaid }: Pick<Desk, "notCosigned" | "witnessSaid">): string =>
  notCosigned.length === 0 ? "" : `; not cosigned by ${notCosigned.map((name) => (witnessSaid.has(name) ? `${name} (its witness ${witnessSaid.get(name) ?? ""})` : name)).join(" and ")}`;

export const checkpointCommand: Command = {
  name: "checkpoint",
  summary: "have what stands cosigned now, or carry the checkpoint to the witnesses and back",
  help: `allforall checkpoint --data DIR                             asks every witness by the address in the policy
allforall checkpoint request --data DIR --out FOLDER        the pending checkpoint, a file for each witness
allforall checkpoint take FILE… --data DIR                  the cosignatures that came back

A checkpoint of all that stands is signed by the log and kept; it is in force when the policy is met. The desk does this by itself
every second while it is open. Of a real process, ALLFORALL_KEYS and ALLFORALL_PASSPHRASE_FILE name the key file.
Example: allforall checkpoint request --data out/real --out /media/stick
         allforall witness cosign /media/stick/UA.request --policy policy --keys ua.keys --data witness --out /media/stick/UA.cosigned
         allforall checkpoint take /media/stick/UA.cosigned /media/stick/RU.cosigned --data out/real
`,
  run: async (args, io) => {
    const { positional, values } = parseArgs(args, { values: ["data", "database", "out", "keys", "passphrase-file"] });
    const [verb, ...files] = positional;
    return withDesk(values, async (desk) => {
      if (verb === "take") {
        if (files.length === 0) throw new Fault("USAGE", "expected at least one file of cosignatures");
        const lines = await Promise.all(files.map(async (file) => fromUtf8(await readNamed(file))));
        io.out(`in force: ${await publishCarried(desk, lines)} of ${desk.record.size()} entries\n`);
        return 0;
      }
      if (verb !== undefined && verb !== "request") throw new Fault("USAGE", "expected checkpoint, checkpoint request or checkpoint take");
      const { out } = values;
      if (verb === "request" && out === undefined) throw new Fault("USAGE", "expected --out FOLDER");
      const inForce = await publish(desk, chance.seconds());
      io.out(`in force: ${inForce} of ${desk.record.size()} entries${sayMissing(desk)}\n`);
      if (verb === undefined || out === undefined || inForce === desk.record.size()) return inForce === desk.record.size() ? 0 : 1;
      await mkdir(out, { recursive: true });
      for (const [name, bytes] of await requestsOf(desk)) {
        const file = join(out, `${name}.request`);
        if (existsSync(file)) throw new Fault("USAGE", "expected a file that does not exist yet", [{ file }]);
        await io.writeFile(file, bytes);
        io.out(`${file}: for the witness of ${name}\n`);
      }
      return 0;
    });
  },
};
