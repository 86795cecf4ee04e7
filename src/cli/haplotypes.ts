// `allforall haplotypes`: Y-STR or mtDNA of two samples compared, and how often the haplotype was seen in a table of counts. Never
// multiplied into the autosomal ratio: relatives of one line share it.
import { fromUtf8 } from "../basis/bytes.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { compareHaplotypes, compareMt, haplotypeFrequency, type HaplotypeResult } from "../identification/haplotype.ts";
import { parseMt, type MtSample } from "../identification/parse-mt.ts";
import { parseRemains, type Remains } from "../identification/parse-remains.ts";
import { ten } from "../identification/proposals.ts";
import { parseArgs, type Command } from "./command.ts";

export const haplotypesCommand: Command = {
  name: "haplotypes",
  summary: "Y-STR or mtDNA of two samples: excluded or not, and how often it was seen",
  help: `allforall haplotypes FILE --of y|mt --a ID --b ID [--database COUNTS.csv] [--mismatches N] [--json]

Y: FILE is a table of profiles (docs/formats/identify.md) with columns of Y markers. mtDNA: a table id, ranges, differences, with
ranges such as 16024-16569 1-576 and differences from rCRS such as 16189C 263G. Positions 309, 455, 463, 573, 16193 are not counted.
--mismatches N is the laboratory's limit: more exclude, up to N are inconclusive; without it any mismatch is inconclusive.
--database COUNTS.csv is a table of the same form: printed are x of n, (x+1)/(n+1) and the 95 % upper Clopper-Pearson bound.
Exit 0 when not excluded, 1 when excluded or inconclusive, 2 for bad input: every bad cell is listed with its place.
Example: allforall haplotypes test/vectors/identification/mt.csv --of mt --a M1 --b M2 --database test/vectors/identification/mt.csv --mismatches 1
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["of", "a", "b", "database", "mismatches"], flags: ["json"] });
    const [path] = positional;
    const [of, a, b] = [values["of"], values["a"], values["b"]];
    if (path === undefined || positional.length > 1 || a === undefined || b === undefined || (of !== "y" && of !== "mt")) throw new Fault("USAGE", "expected FILE --of y|mt --a ID --b ID");
    const limit = values["mismatches"] === undefined ? "no policy" : Number(values["mismatches"]);
    if (limit !== "no policy" && (!Number.isInteger(limit) || limit < 0 || limit > 100)) throw new Fault("USAGE", "expected --mismatches from 0 to 100");
    const text = async (file: string): Promise<string> => fromUtf8(await io.readFile(file), file);
    const database = values["database"];
    const answer = of === "y" ? answerY(await text(path), path, { a, b, limit }, database === undefined ? undefined : { text: await text(database), file: database })
      : answerMt(await text(path), path, { a, b, limit }, database === undefined ? undefined : { text: await text(database), file: database });
    io.out(flags.has("json") ? `${JSON.stringify(answer)}\n` : sayAnswer(answer));
    return answer.result === "not excluded" ? 0 : 1;
  },
};

type Asked = { readonly a: string; readonly b: string; readonly limit: number | "no policy" };
type Database = { readonly text: string; readonly file: string } | undefined;
type Answer = HaplotypeResult & { readonly of: "Y" | "mtDNA"; readonly seen: number | null; readonly among: number | null; readonly estimate: string | null; readonly upper95: string | null; readonly shared: string };

function counted(seen: number | undefined, among: number): Pick<Answer, "seen" | "among" | "estimate" | "upper95"> {
  if (seen === undefined || among === 0) return { seen: null, among: null, estimate: null, upper95: null };
  const { estimate, upper95 } = haplotypeFrequency(seen, among);
  return { seen, among, estimate: ten(estimate), upper95: ten(upper95) };
}

function pick<T extends { readonly id: string }>(list: readonly T[], id: string, file: string): T {
  const found = list.find((one) => one.id === id);
  if (!found) throw new Fault("SAMPLE_NONE", "expected the id of a sample of the file", [{ file, field: id }]);
  return found;
}

function answerY(text: string, file: string, { a, b, limit }: Asked, database: Database): Answer {
  const read = (one: string, name: string): readonly Remains[] => {
    const table = parseRemains(one, name);
    if (table.faults.length > 0) throw new Faults(table.faults);
    return table.remains;
  };
  const list = read(text, file);
  const [own, other] = [pick(list, a, file), pick(list, b, file)];
  const result = compareHaplotypes(own.y, other.y, limit);
  const rows = database === undefined ? [] : read(database.text, database.file);
  // a row counts among n where it was read at every marker of the sample
  const comparable = rows.filter(({ y }) => Object.keys(own.y).length > 0 && Object.keys(own.y).every((marker) => y[marker] !== undefined));
  const seen = comparable.filter(({ y }) => compareHaplotypes(own.y, y, 0).mismatches.length === 0).length;
  return { ...result, of: "Y", ...counted(database === undefined ? undefined : seen, comparable.length), shared: "paternal relatives share it" };
}

function answerMt(text: string, file: string, { a, b, limit }: Asked, database: Database): Answer {
  const read = (one: string, name: string): readonly MtSample[] => {
    const table = parseMt(one, name);
    if (table.faults.length > 0) throw new Faults(table.faults);
    return table.samples;
  };
  const list = read(text, file);
  const [own, other] = [pick(list, a, file), pick(list, b, file)];
  const rows = database === undefined ? [] : read(database.text, database.file);
  const covers = (one: MtSample): boolean => own.ranges.every(({ from, to }) => one.ranges.some((range) => range.from <= from && range.to >= to));
  const comparable = rows.filter(covers);
  const seen = comparable.filter((one) => compareMt(own, one, 0).result === "not excluded").length;
  return { ...compareMt(own, other, limit), of: "mtDNA", ...counted(database === undefined ? undefined : seen, comparable.length), shared: "maternal relatives share it" };
}

const sayAnswer = ({ of, result, compared, mismatches, seen, among, estimate, upper95, shared }: Answer): string =>
  `${of}: ${result}; ${of === "Y" ? `${compared} markers compared` : compared === 0 ? "no range in common" : "compared inside the common ranges"}${mismatches.length > 0 ? `; differ at ${mismatches.join(" ")}` : ""}
${seen === null ? "" : `seen ${seen} of ${among ?? 0}: (x+1)/(n+1) = ${estimate ?? ""}, 95 % upper bound ${upper95 ?? ""}\n`}${shared}: it separates no brothers and is never multiplied into the ratio
`;
