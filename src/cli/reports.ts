// The commands that read a record and say what stands in it, and the walk that `npm start` runs.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { printAccount } from "../accounting/statement-of-account.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { accountOf, briefOf, chronicleOf, citeOf, REPORT_LANGUAGES, saidOf, signingRulesOf, signingsOf, type ReportLanguage } from "../desk/say.ts";
import { EXERCISE_NOTICE } from "../desk/exercise-keys.ts";
import type { Desk } from "../desk/desk.ts";
import { packNamed, sayPack } from "../desk/pack-in-force.ts";
import { agreedOn, printAgreed } from "../talks/agreed-text.ts";
import { positionsOn, printPositions } from "../talks/positions.ts";
import { namesOf, partiesOf, sidesOf } from "../vocabulary/conflict-pack.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { dayOf, RECORD_VALUES } from "./data-folder.ts";
import { replayInto, withDesk, writeBundle } from "./record.ts";
import { verifyFolder } from "./verify-alone.ts";

const AS = `--as CODE reads what that compartment can open (default: the secretariat).`;

/** @throws Fault `USAGE`. */
function languageOf(text = "en"): ReportLanguage {
  const found = REPORT_LANGUAGES.find((one) => one === text);
  if (found === undefined) throw new Fault("USAGE", `expected --lang, one of ${REPORT_LANGUAGES.join(", ")}`);
  return found;
}

export const accountCommand: Command = {
  name: "account",
  summary: "the statement of account on a day",
  help: `allforall account (--data DIR | --database URL) --on YYYY-MM-DD [--json] [--as CODE]

One block per obligation: promised, each side's own count, reversed, outstanding, differences with their age.
${AS}
Example: allforall account --data out/istanbul --on 2025-06-20
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "on", "as"], flags: ["json"] });
    const on = dayOf(values["on"]);
    return withDesk(values, async (desk) => {
      const account = accountOf(desk.state, on);
      const pack = packNamed(desk.state, desk.pack);
      io.out(flags.has("json") ? `${canonicalJson({ ...account, pack })}\n` : `${printAccount(account, namesOf(desk.pack), citeOf(desk.state))}By the ${sayPack(pack)}.\n`);
      return 0;
    });
  },
};

export const positionsCommand: Command = {
  name: "positions",
  summary: "clause by party: who holds what, and who says so",
  help: `allforall positions (--data DIR | --database URL) --on YYYY-MM-DD [--json] [--as CODE]

${AS}
Example: allforall positions --data out/istanbul --on 2025-06-02
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "on", "as"], flags: ["json"] });
    const on = dayOf(values["on"]);
    return withDesk(values, async ({ state, pack }) => {
      const rows = positionsOn(saidOf(state), on);
      const parties = [...pack.sides, pack.mediator].map(({ code, names }) => ({ code, name: names["en"] ?? code }));
      io.out(flags.has("json") ? `${canonicalJson({ on, rows })}\n` : printPositions(rows, on, parties, sidesOf(pack)));
      return 0;
    });
  },
};

export const agreedCommand: Command = {
  name: "agreed",
  summary: "which texts both sides signed over identical bytes",
  help: `allforall agreed (--data DIR | --database URL) --on YYYY-MM-DD [--json] [--as CODE]

${AS}
Example: allforall agreed --data out/cartel --on 1862-07-22
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "on", "as"], flags: ["json"] });
    const on = dayOf(values["on"]);
    return withDesk(values, async ({ state, pack }) => {
      const agreed = agreedOn(signingsOf(state), sidesOf(pack), on, signingRulesOf(state, pack));
      io.out(flags.has("json") ? `${canonicalJson({ on, agreements: agreed })}\n` : printAgreed(agreed, on, namesOf(pack)));
      return 0;
    });
  },
};

export const briefCommand: Command = {
  name: "brief",
  summary: "the situation brief; every sentence ends with its entries",
  help: `allforall brief (--data DIR | --database URL) [--lang en|uk|ru|tr|ar|fr] [--as CODE]

Markdown, the same bytes each time. Refused when a sentence says more than the entries it cites. In another
language than English what somebody recorded in his own words stands as he recorded it.
${AS}
Example: allforall brief --data out/istanbul
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: [...RECORD_VALUES, "lang", "as"] });
    const language = languageOf(values["lang"]);
    return withDesk(values, async ({ state, pack }) => {
      io.out(briefOf(state, pack, language));
      return 0;
    });
  },
};

export const chronicleCommand: Command = {
  name: "chronicle",
  summary: "what happened, day by day, both sides' words side by side",
  help: `allforall chronicle (--data DIR | --database URL) [--lang en|uk|ru|tr|ar|fr] [--as CODE]

${AS}
Example: allforall chronicle --data out/istanbul
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: [...RECORD_VALUES, "lang", "as"] });
    const language = languageOf(values["lang"]);
    return withDesk(values, async ({ state, pack }) => {
      io.out(`# ${pack.title}\n\n${chronicleOf(state, pack, language)}`);
      return 0;
    });
  },
};

export const walkCommand: Command = {
  name: "walk",
  summary: "the main job on the Istanbul example: account, brief, proof",
  help: `allforall walk [--data DIR] [--on YYYY-MM-DD]

Replays examples/istanbul-2025 (or resumes), prints the account, the brief and the verdict of the
stand-alone verifier on an exported bundle. DIR is out/istanbul unless given.
`,
  run: async (args, io) => {
    const { values } = parseArgs(args, { values: ["data", "on"] });
    const data = values["data"] ?? join("out", "istanbul");
    const on = dayOf(values["on"] ?? "2025-06-22");
    await mkdir(data, { recursive: true });
    const desk = await replayInto("examples/istanbul-2025", data, io);
    try {
      return await walk(desk, data, on, io);
    } finally {
      await desk.record.close();
    }
  },
};

async function walk(desk: Desk, data: string, on: ReturnType<typeof dayOf>, io: Io): Promise<number> {
  io.out(printAccount(accountOf(desk.state, on), namesOf(desk.pack), citeOf(desk.state)));
  io.out(`\n${briefOf(desk.state, desk.pack)}\n`);
  const bundle = join(data, "bundle");
  await rm(bundle, { recursive: true, force: true });
  await writeBundle(desk, bundle);
  const names = partiesOf(desk.pack).length;
  io.out(`${desk.record.size()} entries, signed by ${names} actors. ${EXERCISE_NOTICE}\nThe verifier says of ${bundle}: `);
  return verifyFolder(bundle, io.out, io.err);
}
