// `allforall profiles`: profiles of remains from one laboratory format to another.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { printCmf } from "../identification/codis.ts";
import { printGenemapper } from "../identification/genemapper.ts";
import { printCell } from "../identification/parse-delimited.ts";
import { printSeen, type Remains } from "../identification/parse-remains.ts";
import { parseArgs, type Command } from "./command.ts";
import { printFaults } from "./data-folder.ts";
import { readRemainsFile } from "./identify-inputs.ts";
import { famOf, famOfWhole } from "./profiles-fam.ts";

export const profilesCommand: Command = {
  name: "profiles",
  summary: "profiles of remains between CSV, GeneMapper and CODIS files",
  help: `allforall profiles FAMILIES.jsonl --to fam --family ID --frequencies FREQ.csv [--settings S.json] --out OUT.fam
allforall profiles FAMILIES.jsonl --to fam --remains REMAINS --frequencies FREQ.csv [--settings S.json] [--without-dropped] --out OUT.fam
allforall profiles FILE --to csv|genemapper|cmf --out OUT [--lab ORI] [--user ID] [--at YYYY-MM-DDThh:mm:ss]

FILE is a table of remains, a GeneMapper table or a CODIS CMF 3.x file; which one is told by how it begins. A CODIS file states an
instant, a laboratory and a user: give them with --at, --lab, --user. Y markers stay in the table form only.
--to fam writes one reference family as a Familias project, or with --remains a whole search as a project of the DVI kind: every set
as an unidentified person, every family, the table with its models. What that layout cannot say is refused with its place; with
--without-dropped cells of one known allele are left out and counted. \`allforall identify\` reads such a file as --remains, --families and --frequencies.
Exit 0 when written, 2 for bad input: every bad cell is listed with its place and nothing is written.
Example: allforall profiles examples/identification-exercise/remains.csv --to genemapper --out out/remains.txt
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["to", "out", "lab", "user", "at", "family", "remains", "frequencies", "settings"], flags: ["without-dropped"] });
    const [path] = positional;
    const [to, out] = [values["to"], values["out"]];
    if (path === undefined || positional.length > 1 || out === undefined || to === undefined) throw new Fault("USAGE", "expected FILE --to FORMAT --out OUT");
    if (to === "fam" && values["remains"] !== undefined) {
      const { text, families, remains, leftOut } = await famOfWhole(io, path, values, flags.has("without-dropped"));
      await io.writeFile(out, text);
      io.out(`${remains} sets of remains and ${families} families written to ${out}${leftOut === 0 ? "" : `; cells with one known allele, left out: ${leftOut}`}\n`);
      return 0;
    }
    if (to === "fam") {
      await io.writeFile(out, await famOf(io, path, values));
      io.out(`1 family written to ${out}\n`);
      return 0;
    }
    const file = readRemainsFile(fromUtf8(await io.readFile(path), path), path);
    if (file.faults.length > 0) throw new Faults(file.faults);
    if (file.warnings.length > 0) io.err(printFaults(new Faults(file.warnings)));
    await io.writeFile(out, printed(file.remains, file.markers, to, values));
    io.out(`${file.remains.length} profiles written to ${out}\n`);
    return 0;
  },
};

function printed(remains: readonly Remains[], markers: readonly string[], to: string, values: Readonly<Record<string, string>>): string {
  if (to === "genemapper") return printGenemapper(remains);
  if (to === "csv") return [["id", "sex", "container", ...markers], ...remains.map(({ id, sex, container, profile }) => [id, sex, container, ...markers.map((marker) => printSeen(profile[marker]))])].map((row) => `${row.map(printCell).join(",")}\n`).join("");
  const [lab, user, at] = [values["lab"], values["user"], values["at"]];
  if (to !== "cmf") throw new Fault("USAGE", "expected --to csv, genemapper, cmf or fam");
  if (lab === undefined || user === undefined || at === undefined) throw new Fault("USAGE", "expected --lab, --user and --at for a CODIS file");
  return printCmf(remains.map(({ id, profile, y }) => ({ id, category: "Unidentified Person", isPartial: false, profile, y })), { lab, user, at });
}
