// The obligations of a terms file as acts that a secretariat can put into an example or look over before recording them.
import { Fault } from "../basis/fault.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { obligationsOf } from "../desk/obligations-of.ts";
import { readTerms } from "../terms/parse.ts";
import { parseArgs, type Command } from "./command.ts";
import { dayOf } from "./data-folder.ts";

export const obligationsCommand: Command = {
  name: "obligations",
  summary: "the obligations of a terms file, as acts for the record",
  help: `allforall obligations FILE.terms --agreement CODE --on YYYY-MM-DD [--actor CODE]

Prints a JSON list of acts (kind obligation.stated), one for each releasing or returning sentence and direction, in the form of
docs/formats/acts.md; the actor is SEC unless given. Where a sentence names no giver, none is put in: the promise stays open.
Example: allforall obligations examples/istanbul-2025/agreement.terms --agreement IST-2 --on 2025-06-02
`,
  run: async (args, io) => {
    const { positional, values } = parseArgs(args, { values: ["agreement", "on", "actor"] });
    const [file] = positional;
    const agreement = values["agreement"];
    if (file === undefined || agreement === undefined) throw new Fault("USAGE", "expected FILE.terms and --agreement CODE");
    const at = dayOf(values["on"]);
    const terms = readTerms(fromUtf8(await io.readFile(file), file), file);
    const acts = obligationsOf(terms, agreement).map(({ kind, ...body }) => ({ label: `obligation/${body.id}`, at, actor: values["actor"] ?? "SEC", kind, body, sources: [file] }));
    io.out(`[\n${acts.map((act) => ` ${JSON.stringify(act)}`).join(",\n")}\n]\n`);
    return 0;
  },
};
