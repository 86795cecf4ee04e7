// `allforall pack`: a conflict pack judged before anything is made of it.
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { definitionsOf } from "../desk/check-pack.ts";
import { demandSuccessor, PACKS } from "../desk/pack-in-force.ts";
import { printSentence } from "../terms/print.ts";
import { compartmentsOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { packManifest } from "../vocabulary/pack-files.ts";
import { TRACKS } from "../vocabulary/pack-tables.ts";
import { parseArgs, type Command, type Io } from "./command.ts";
import { readPackAt } from "./pack-folder.ts";
import { withDesk } from "./record.ts";

export const packCommand: Command = {
  name: "pack",
  summary: "check a conflict pack: every fault of every file, or what it holds and its SHA-256",
  help: `allforall pack check DIR [--json]
allforall pack definitions DIR
allforall pack lay DIR (--data DIR | --database URL)

check        reads every file of a pack and writes nothing: all faults with file, line and column, or a summary with the check
             sums of its tables and the SHA-256 that both sides adopt. DIR is a folder, or the name of a pack that is shipped.
             The same SHA-256 without us: cd DIR && find * -type f | LC_ALL=C sort | xargs sha256sum | sha256sum
definitions  prints the sentences that an agreement of this conflict may take over, one a line.
lay          lays a further version into a record, so that both sides can adopt it (pack.adopted, at the desk under Talks, Documents).
             Until both have, the version before it holds. Parties, origin, talks and zone stay; the version is a new one.
Exit 0: the pack can be used; 2: it cannot.

Examples: allforall pack check packs/istanbul-2025
          allforall pack definitions packs/cartel-1862
`,
  run: async (args, io) => {
    const { positional, values, flags } = parseArgs(args, { values: ["data", "database", "keys", "passphrase-file"], flags: ["json"] });
    const [verb, name, more] = positional;
    if ((verb !== "check" && verb !== "definitions" && verb !== "lay") || name === undefined || more !== undefined) throw new Fault("USAGE", "expected: pack check DIR, pack definitions DIR or pack lay DIR --data DIR");
    const { pack, bytes } = await readPackAt(name);
    if (verb === "lay") return layPack(pack, bytes, values, io);
    if (verb === "definitions") io.out(definitionsOf(pack).sentences.map((one) => `${printSentence(one)}\n`).join(""));
    else io.out(flags.has("json") ? `${canonicalJson(summaryOf(pack))}\n` : saySummary(pack));
    return 0;
  },
};

/** @throws Fault `PACK_SUCCESSION`. */
async function layPack(pack: ConflictPack, bytes: Uint8Array, values: Readonly<Record<string, string>>, io: Io): Promise<number> {
  return withDesk(values, async (desk) => {
    demandSuccessor(desk.packs, pack);
    if (desk.packs.has(pack.sha256)) io.out(`version ${pack.version} lies in the record already\n`);
    else {
      await desk.record.replace(`${PACKS}/${String(pack.version).padStart(6, "0")}-${pack.sha256}.json`, bytes);
      io.out(`version ${pack.version} of ${pack.id} lies in the record, SHA-256 ${pack.sha256}; it holds when both sides have adopted it\n`);
    }
    return 0;
  });
}

const valueSum = ({ ranks }: ConflictPack): number => ranks.reduce((sum, { value }) => sum + (value ?? 0), 0);

function summaryOf(pack: ConflictPack): Record<string, unknown> {
  return {
    id: pack.id, version: pack.version, title: pack.title, sha256: pack.sha256, sides: pack.sides.map(({ code }) => code), mediator: pack.mediator.code,
    languages: pack.languages.map(({ code }) => code), authentic: [...pack.authentic], ranks: { count: pack.ranks.length, sum: valueSum(pack) }, categories: pack.categories.length, places: pack.places.length, names: pack.givenNames.length, population: pack.population === "none" ? "none" : pack.population.sides.map(({ writes }) => writes),
    definitions: definitionsOf(pack).sentences.length, words: Object.fromEntries(Object.entries(pack.words).map(([language, words]) => [language, Object.keys(words).length])),
    files: Object.fromEntries(packManifest(pack.files).trimEnd().split("\n").map((line) => line.split("  ")).map(([sha = "", path = ""]) => [path, sha])),
  };
}

function saySummary(pack: ConflictPack): string {
  const tracks = TRACKS.map((track) => [track, pack.categories.filter((one) => one.track === track)] as const).filter(([, of]) => of.length > 0);
  const counts = pack.categories.filter(({ parity }) => parity).map(({ code }) => code);
  const detention = pack.places.filter(({ kind }) => kind === "detention").length;
  const languages = pack.languages.map(({ code, script }) => `${code} (${script})`).join(", ");
  return [
    `${pack.title}\n${pack.id}, version ${pack.version}, SHA-256 ${pack.sha256}`,
    ...compartmentsOf(pack).map(({ code, names }) => `  ${code.padEnd(8)} ${names["en"] ?? Object.values(names)[0] ?? ""}`),
    ...[...pack.witnesses, ...pack.commissions].map(({ code, names, role }) => `  ${code.padEnd(8)} ${names["en"] ?? Object.values(names)[0] ?? ""}, ${role}`),
    `languages    ${languages === "" ? "English alone" : languages}${pack.authentic.length > 0 ? `; texts count in ${pack.authentic.join(" and ")}` : ""}`,
    `ranks        ${pack.ranks.length}, values add up to ${valueSum(pack)}`,
    `categories   ${pack.categories.length}${tracks.length > 0 ? `: ${tracks.map(([track, of]) => `${of.length} ${track}`).join(", ")}; ${counts.length > 0 ? `parity for ${counts.join(", ")}` : "no parity"}` : ""}`,
    `places       ${pack.places.length}${detention > 0 ? `, ${detention} of them by code alone` : ""}`,
    `names        ${pack.givenNames.length} given names beyond the product’s own`,
    `population   ${pack.population === "none" ? "none: no exercise can be made of it" : `side ${pack.sides[0].code} writes ${pack.population.sides[0].writes}, ${pack.sides[1].code} writes ${pack.population.sides[1].writes}, some clerks ${pack.population.clerks.language}`}`,
    `definitions  ${definitionsOf(pack).sentences.length} sentences`,
    `words        ${Object.entries(pack.words).map(([language, words]) => `${Object.keys(words).length} in ${language}`).join(", ") || "none of its own"}`,
    packManifest(pack.files).trimEnd(),
    "",
  ].join("\n");
}
