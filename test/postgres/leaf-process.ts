// A writer of its own on a database, for tests that kill it: `node leaf-process.mjs URL NAME`, made by two-desks.test.ts. Eight clients
// append leaves that say who wrote them for as long as it lives; each acknowledgement is a line `ack INDEX LABEL`.
import { utf8 } from "../../src/basis/bytes.ts";
import { openDatabase } from "../../src/store/postgres/open-database.ts";
import { sayLine } from "./say-line.ts";

const [, , url = "", name = ""] = process.argv;
const { record } = await openDatabase(url);
sayLine("ready");
let n = 0;
await Promise.all(Array.from({ length: 8 }, async () => {
  for (;;) {
    const label = `${name}-${n++}`;
    const { index } = await record.append(utf8(label));
    sayLine(`ack ${index} ${label}`);
  }
}));
