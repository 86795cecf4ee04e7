// `plan why`, `plan diff`, `plan reserve` and `plan draw`: one person, two plans, who can step in, one page.
import { utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import { planPage } from "../desk/print/plan-page.ts";
import { pictureOfFiles } from "../desk/print/plan-print.ts";
import { languageNamed, printWords } from "../desk/print/print-words.ts";
import { explainPerson, forFamily } from "../planning/explain-person.ts";
import { checkPlan } from "../planning/check-plan.ts";
import { DEFAULT_EFFORT, instanceHash, stageNamesOf } from "../planning/make-plan.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import { differenceOf, printDifference } from "../planning/plan-difference.ts";
import { substitutesOf } from "../planning/replan.ts";
import { statePlan } from "../planning/state-plan.ts";
import { PERSON_LANGUAGES, sayPerson } from "../planning/say-person.ts";
import { parseArgs, type Io } from "./command.ts";
import { readInstance, readJson, readPlan } from "./plan-files.ts";

/** Facts about one person as sentences; exit code 0. */
export async function why(args: readonly string[], io: Io): Promise<number> {
  const { positional, values, flags } = parseArgs(args, { values: ["lang", "batch", "for"], flags: ["json"] });
  const language = PERSON_LANGUAGES.find((one) => one === (values["lang"] ?? "en"));
  if (!language) throw new Fault("USAGE", `expected --lang ${PERSON_LANGUAGES.join(", ")}`);
  const reader = values["for"] ?? "desk";
  if (reader !== "desk" && reader !== "family") throw new Fault("USAGE", "expected --for desk or --for family");
  const id = positional[2];
  if (id === undefined) throw new Fault("USAGE", "expected PERSON after the two files");
  const { problem } = await readInstance(positional[0], io);
  const { assign, objective } = await readPlan(positional[1], "PLAN.json", io);
  const facts = explainPerson({ problem, assign, objective: objective.length > 0 ? objective : undefined, id, batch: values["batch"], solver: await loadSolver(), effort: DEFAULT_EFFORT });
  if (!facts) throw new Fault("PLAN_UNKNOWN", "expected a captive of the instance", [{ field: "PERSON" }]);
  const told = reader === "family" ? forFamily(facts) : facts;
  io.out(flags.has("json") ? `${canonicalJson(told)}\n` : `${sayPerson(told, language).join("\n")}\n`);
  return 0;
}

/** What changed from one plan to another; ids only with --names. */
export async function diff(args: readonly string[], io: Io): Promise<number> {
  const { positional, flags } = parseArgs(args, { flags: ["json", "names"] });
  const { problem } = await readInstance(positional[0], io);
  const [before, after] = [await readPlan(positional[1], "OLD.json", io), await readPlan(positional[2], "NEW.json", io)];
  const difference = differenceOf(problem, before.assign, after.assign);
  const shown = flags.has("names") ? difference : { ...difference, changes: [] };
  const names = stageNamesOf(problem).slice(0, -1);
  io.out(flags.has("json") ? `${canonicalJson(shown)}\n` : printDifference(shown, names));
  return 0;
}

/** Named substitutes for one batch. */
export async function reserve(args: readonly string[], io: Io): Promise<number> {
  const { positional, flags } = parseArgs(args, { flags: ["json"] });
  const [instance, plan, batch] = positional;
  if (batch === undefined) throw new Fault("USAGE", "expected BATCH after the two files");
  const { problem } = await readInstance(instance, io);
  const substitutes = substitutesOf(problem, (await readPlan(plan, "PLAN.json", io)).assign, batch);
  const line = (items: readonly (readonly string[])[]): string => (items.length === 0 ? "nobody" : items.map((ids) => ids.join("+")).join(" "));
  io.out(flags.has("json") ? `${canonicalJson(substitutes)}\n` : substitutes.map(({ side, placed, reserve: next }) => `side ${side}: for ${line(placed)}\n  in this order: ${line(next)}\n`).join(""));
  return 0;
}

/** The plan on one page, SVG or, where the file is called so, HTML; in the words of the prints. */
export async function draw(args: readonly string[], io: Io): Promise<number> {
  const { positional, values } = parseArgs(args, { values: ["out", "title", "lang"] });
  const out = values["out"];
  if (out === undefined) throw new Fault("USAGE", "expected --out PLAN.svg or PLAN.html");
  const words = printWords(languageNamed(values["lang"] ?? "en"), undefined);
  const { problem } = await readInstance(positional[0], io);
  const { assign } = await readPlan(positional[1], "PLAN.json", io);
  await io.writeFile(out, (/\.html?$/i.test(out) ? planPage : pictureOfFiles)(problem, assign, words, values["title"]));
  return 0;
}

/** The lines that parties sign as a document; exit code 1 and nothing written where the plan does not keep every clause. */
export async function state(args: readonly string[], io: Io): Promise<number> {
  const { positional: [instance, planFile], values } = parseArgs(args, { values: ["out"] });
  const out = values["out"];
  if (out === undefined) throw new Fault("USAGE", "expected --out STATEMENT.txt");
  const { value, problem } = await readInstance(instance, io);
  const made = await readJson(planFile, "PLAN.json", io);
  const { assign, stages } = parsePlan(made, planFile);
  const verdict = checkPlan(problem, made);
  if (!verdict.isValid) {
    io.err(`the plan does not keep every clause: ${verdict.clauses.join(", ")}\n`);
    return 1;
  }
  const [seed, engine] = isRecord(made) ? [made["seed"], made["engine"]] : [];
  const text = statePlan(problem, instanceHash(value), {
    assign, stages, seed: isRecord(seed) && typeof seed["value"] === "string" ? seed["value"] : problem.tieSeed,
    engine: isRecord(engine) ? `${String(engine["package"])}, ${String(engine["solver"])} ${String(engine["solverVersion"])}` : "not said",
  });
  await io.writeFile(out, text);
  io.out(`${out}: SHA-256 ${sha256Hex(utf8(text))}\n`);
  return 0;
}
