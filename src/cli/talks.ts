// The commands that show the talks: the agenda sheet of each round, the talks on a day, the text from version to version, and
// for the mediator alone whether two confidential acceptance sets overlap.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { saidOf } from "../desk/say.ts";
import { agendaOf, overlapsIn, printTalks, talksActs, talksOn } from "../desk/say-talks.ts";
import { agreedText, movesOf, printMoves } from "../talks/negotiating-text.ts";
import { positionsOn } from "../talks/positions.ts";
import { agendaSheet } from "../talks/round.ts";
import { namesOf, sidesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { parseArgs, type Command } from "./command.ts";
import { dayOf, RECORD_VALUES } from "./data-folder.ts";
import { withDesk } from "./record.ts";

const AS = `--as CODE reads what that compartment can open (default: the secretariat).`;
const nameIn = (pack: ConflictPack): ((code: string) => string) => {
  const names = namesOf(pack);
  return (code) => names[code] ?? code;
};

export const agendaCommand: Command = {
  name: "agenda",
  summary: "the agenda sheet: rounds, delegations as they then were, meetings asked for",
  help: `allforall agenda --data DIR [--json] [--as CODE]

${AS}
Example: allforall agenda --data out/istanbul
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "as"], flags: ["json"] });
    return withDesk(values, async ({ state, pack }) => {
      const matter = agendaOf(state);
      io.out(flags.has("json") ? `${canonicalJson(matter)}\n` : agendaSheet(matter, nameIn(pack)));
      return 0;
    });
  },
};

export const talksCommand: Command = {
  name: "talks",
  summary: "documents with receipts and clocks, brackets, linkages, pauses, disputes on a day",
  help: `allforall talks --data DIR --on YYYY-MM-DD [--json] [--as CODE]

A review clock is amber on the day before it is due and on that day, red after it. An extension counts when both sides
have signed the same new day. Nothing here ends by itself.
${AS}
Example: allforall talks --data out/drill --on 2030-03-12
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "on", "as"], flags: ["json"] });
    const on = dayOf(values["on"]);
    return withDesk(values, async ({ state, pack }) => {
      const talks = talksOn(state, pack, on);
      io.out(flags.has("json") ? `${canonicalJson(talks)}\n` : printTalks(talks, nameIn(pack)));
      return 0;
    });
  },
};

export const textCommand: Command = {
  name: "text",
  summary: "the negotiating text: what changed from version to version; --agreed CLAUSE,… prints the agreed text",
  help: `allforall text --data DIR [--on YYYY-MM-DD] [--agreed 1,2] [--json] [--as CODE]

Without --agreed: who moved which clause, with the words put in (**so**) and taken out (~~so~~).
--agreed prints the text of these clauses, and refuses when not all of them are accepted by both sides in their own
signed word over one text, or a bracket is open.
${AS}
Example: allforall text --data out/drill --on 2030-03-13 --agreed 1
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "on", "agreed", "as"], flags: ["json"] });
    return withDesk(values, async ({ state, pack }) => {
      const on = values["on"] === undefined ? undefined : dayOf(values["on"]);
      const tabled = talksActs(state, ["clause.tabled"]).filter((one) => on === undefined || one.on <= on);
      if (values["agreed"] === undefined) {
        const moves = movesOf(tabled);
        io.out(flags.has("json") ? `${canonicalJson(moves)}\n` : moves.length === 0 ? "No clause is tabled.\n" : printMoves(moves, nameIn(pack)));
        return 0;
      }
      if (on === undefined) throw new Fault("USAGE", "expected --on YYYY-MM-DD with --agreed");
      const clauses = values["agreed"].split(",").map((one) => one.trim());
      const agreed = agreedText(clauses, tabled, positionsOn(saidOf(state), on), talksOn(state, pack, on).brackets, sidesOf(pack));
      io.out(flags.has("json") ? `${canonicalJson(agreed)}\n` : agreed.map(({ clause, text, textHash }) => `Clause ${clause}\n${text}\nSHA-256 ${textHash}\n`).join("\n"));
      return 0;
    });
  },
};

export const overlapCommand: Command = {
  name: "overlap",
  summary: "for the mediator alone: do the two confidential acceptance sets overlap",
  help: `allforall overlap --data DIR [--json]

Says for each bracket: agreed, overlap exists, no overlap, unknown. It never says which alternative, and it opens for the
desk only: a side's own desk does not hold the other side's set.
Example: allforall overlap --data out/drill
`,
  run: async (args, io) => {
    const { values, flags } = parseArgs(args, { values: RECORD_VALUES, flags: ["json"] });
    return withDesk(values, async ({ state, pack }) => {
      const overlaps = overlapsIn(state, pack).map(({ bracket, overlap }) => ({ bracket, overlap }));
      io.out(flags.has("json") ? `${canonicalJson(overlaps)}\n` : overlaps.map(({ bracket, overlap }) => `${bracket}: ${overlap}\n`).join("") || "No bracket is recorded.\n");
      return 0;
    });
  },
};
