// A served desk of its own, to be killed: `desk-process.ts FOLDER PLACE STEPS MS`. With steps above 0 it asks for a job first. It says
// `ready`, then each change `job ID STATE DONE ATTEMPT`, then `result TEXT`.
import { fromUtf8 } from "../../src/basis/bytes.ts";
import type { JobOwner } from "../../src/server/jobs.ts";
import { openDoor } from "../../src/server/serve.ts";
import { testConfig } from "../served-desk.ts";
import { sayLine } from "../postgres/say-line.ts";
import { COUNT_TABLE } from "./count-kinds.ts";

const [, , folder = "", place = "", steps = "0", ms = "0", secret = ""] = process.argv;
const owner: JobOwner = { officer: "US-1", party: "US", role: "delegation", publicKey: "the key of one officer" };
const door = await openDoor(folder, testConfig, { ms: Date.now }, () => {}, () => {}, `${folder}/no-web`, place, undefined, { times: { leaseMs: 4_000, beatMs: 200, pollMs: 100 }, kinds: COUNT_TABLE });
process.once("SIGTERM", () => void door.close().then(() => process.exit(0)));
sayLine("ready");
if (Number(steps) > 0) await door.room.jobs.start("test.chain", owner, { steps: Number(steps), msPerStep: Number(ms), secret });
let before = "";
for (;;) {
  for (const { id, state, done, attempt } of await door.room.jobs.list(owner)) {
    const line = `job ${id} ${state} ${done} ${attempt}`;
    if (line !== before) sayLine(line);
    before = line;
    if (state !== "done") continue;
    sayLine(`result ${fromUtf8((await door.room.jobs.result(id, owner)).bytes)}`);
    await door.close();
    process.exit(0);
  }
  await new Promise((later) => setTimeout(later, 50));
}
