// A desk of its own on a database, for tests that kill it: `node desk-process.mjs URL NAME`, made by two-desks.test.ts. Four clients
// record acts for as long as it lives; each acknowledgement is a line `ack INDEX LABEL`, each act of unknown outcome `lost LABEL`.
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { Fault } from "../../src/basis/fault.ts";
import { openDesk, recordAct } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { seededChance } from "../walked-desk.ts";
import { sayLine } from "./say-line.ts";

const CLIENTS = 3;
const ACTS_PER_CHECKPOINT = 25;

const [, , url = "", name = ""] = process.argv;
const say = sayLine;
const at = parseCivilDate("1862-07-23");
if (!at) throw new Error("no date");
const desk = await openDesk(url, "SEC", "test");
const chance = seededChance(name);
say("ready");
let n = 0;
await Promise.all(Array.from({ length: CLIENTS }, async (_, client) => {
  for (;;) {
    const label = `${name}-${n++}`;
    const flows = [{ count: n, what: "captives", from: "US", to: "CS", obligations: [] }];
    try {
      const index = await recordAct(desk, { label, at, actor: client % 2 === 0 ? "US" : "CS", kind: "operation.counted", body: { operation: label, flows }, sources: [], to: ["CS", "SEC", "US"] }, chance);
      say(`ack ${index} ${label}`);
      await new Promise((done) => setTimeout(done, 15)); // each start folds all of it again
      if (n % ACTS_PER_CHECKPOINT === 0) await publish(desk, 1_750_000_000);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "STORE_UNREACHABLE") throw error;
      say(`lost ${label}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}));
