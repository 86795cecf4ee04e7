// `allforall kinship`: cases of kinship in, likelihood ratios and joint tables out.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { parseJson } from "../basis/parse-json.ts";
import { parseCases } from "../identification/parse-cases.ts";
import { solveCase, solveJointCase } from "../identification/solve-cases.ts";
import { parseArgs, type Command } from "./command.ts";
import { kinshipOfRemains } from "./kinship-remains.ts";

export const kinshipCommand: Command = {
  name: "kinship",
  summary: "likelihood ratios of kinship cases, marker by marker, and joint tables",
  help: `allforall kinship CASES.json --out RESULTS.json [--json]
allforall kinship remains REMAINS --frequencies FREQ.csv [--settings S.json] [--floor 4] --out RELATIVES.csv

Reads cases (docs/formats/kinship.md) and writes for each the LR of every marker, the sum of log10 LR, the markers that
exclude, and for joint cases the table of assignments, the posterior of every pairing and the groups nobody can tell apart.
With remains it weighs every pair of profiles as full siblings, parent and child, half siblings against unrelated, and writes those above
--floor (log10): a father among the dead makes his son visible. At most 1,000 profiles. It stays in the laboratory.
Exit 0 when all were computed, 2 for bad input: every fault is listed with its place and nothing is written.
Example: allforall kinship test/vectors/identification/public-kinship.json --out out/results.json
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["out", "frequencies", "settings", "floor"], flags: ["json"] });
    if (positional[0] === "remains") {
      const [, path] = positional;
      if (path === undefined || positional.length > 2 || values["out"] === undefined) throw new Fault("USAGE", "expected remains FILE --frequencies FREQ.csv --out OUT.csv");
      const rows = await kinshipOfRemains(io, path, values);
      await io.writeFile(values["out"], rows);
      io.out(`${rows.trimEnd().split("\n").length - 1} pairs of relatives written to ${values["out"]}\n`);
      return 0;
    }
    const [file] = positional;
    const out = values["out"];
    if (file === undefined || positional.length > 1) throw new Fault("USAGE", "expected one file of cases");
    if (out === undefined && !flags.has("json")) throw new Fault("USAGE", "expected --out RESULTS.json, or --json to print");
    const { cases, joint, faults } = parseCases(parseJson(fromUtf8(await io.readFile(file), file), file), file);
    if (faults.length > 0) throw new Faults(faults);
    const memo = new Map<string, readonly number[]>();
    const results = cases.map((one) => solveCase(one, memo));
    const joints = joint.map(solveJointCase);
    const text = `${JSON.stringify({ results, joint: joints }, undefined, 1)}\n`;
    if (out !== undefined) await io.writeFile(out, text);
    if (flags.has("json")) io.out(text);
    else io.out(`${results.length} cases, ${results.filter(({ log10LRisMinusInfinity }) => log10LRisMinusInfinity).length} excluded; ${joints.length} joint cases; written to ${out ?? ""}\n`);
    return 0;
  },
};
