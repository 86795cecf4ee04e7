// `allforall match arrive`: what new, changed and withdrawn rows change under a saved model.
import { fromUtf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { createStanding } from "../matching/arrive.ts";
import { printPairBytes } from "../matching/print-pairs.ts";
import { refitReasons, standingOf, type RefitReason } from "../matching/refit.ts";
import { readModel } from "../matching/saved-model.ts";
import { nameTable } from "../vocabulary/name-table.ts";
import { parseArgs, type Io } from "./command.ts";
import { listOptionsOf, readListFile, usable } from "./list-file.ts";
import { progressOn } from "./match-options.ts";

const REFIT_WORDS: Readonly<Record<RefitReason, string>> = {
  grown: "The lists have grown by a tenth or more since: fit a new model.",
  drifted: "The share of entries that are one person has drifted by more than 2 %: fit a new model.",
};

/** LEFT and RIGHT stand; the new rows then arrive. Exit 0 when no pair appeared or went, else 1. */
export async function runArrive(args: readonly string[], io: Io): Promise<number> {
  const words = parseArgs(args, { values: ["model", "out", "new-left", "new-right", "withdraw-left", "withdraw-right", "encoding", "columns"], flags: ["json"] });
  const [left, right, more] = words.positional;
  const { model, out } = words.values;
  if (left === undefined || right === undefined || more !== undefined) throw new Fault("USAGE", "expected two lists");
  if (model === undefined || out === undefined) throw new Fault("USAGE", "expected --model M.json and --out PAIRS.csv");
  const saved = readModel(fromUtf8(await io.readFile(model), model), model);
  const standing = createStanding(saved, nameTable(), saved.asOf);
  const options = listOptionsOf(words);
  const read = async (file: string) => usable(await readListFile(file, options)).list;
  const { ended, compared } = progressOn(io, words);
  const first = { left: await read(left), right: await read(right) };
  ended("read");
  standing.apply(first, (share) => compared(share, "standing"));
  ended("standing");
  const before = standingOf(standing.linked());
  const { "new-left": newLeft, "new-right": newRight, "withdraw-left": goneLeft, "withdraw-right": goneRight } = words.values;
  const ids = (text: string | undefined): string[] => (text ?? "").split(",").filter((id) => id !== "");
  const started = io.now();
  const told = standing.apply({
    ...(newLeft === undefined ? {} : { left: await read(newLeft) }), ...(newRight === undefined ? {} : { right: await read(newRight) }),
    withdrawLeft: ids(goneLeft), withdrawRight: ids(goneRight),
  }, (share) => compared(share, "arrived"));
  const milliseconds = Math.round(io.now() - started);
  ended("arrived");
  const linked = standing.linked();
  const refit = refitReasons(before, standingOf(linked));
  await io.writeFile(out, printPairBytes(linked));
  ended("settle");
  const pairs = (list: readonly (readonly [string, string])[]): string => list.map(([a, b]) => `  ${a} · ${b}\n`).join("");
  if (words.flags.has("json")) io.out(`${canonicalJson({ ...told, refit, milliseconds })}\n`);
  else io.out(`${told.rescored} rows scored again.\nappeared ${told.appeared.length}\n${pairs(told.appeared)}gone ${told.gone.length}\n${pairs(told.gone)}other probability ${told.changed.length}\n${pairs(told.changed)}${refit.map((reason) => `${REFIT_WORDS[reason]}\n`).join("")}`);
  return told.appeared.length + told.gone.length > 0 ? 1 : 0;
}
