// `plan from-record`, `plan openings` and `plan verify --data`: from the record to an instance, and from the record alone to the plan again.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { verifies } from "../compute/ed25519.ts";
import { loadSolver } from "../compute/highs-solver.ts";
import type { Desk } from "../desk/desk.ts";
import { foldBundle, openingsFor, parseOpenings } from "../desk/plan-openings.ts";
import { instanceFromRecord, NOT_RECORDED, SAID_BESIDE, type Beside } from "../desk/planning-instance.ts";
import { plansOf, seatsOf, type DeskSeats } from "../desk/plans-of.ts";
import { verifyPlanOfRecord } from "../desk/verify-plan.ts";
import type { State } from "../entries/fold.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { parseHead, type EntryHead } from "../record/entry-head.ts";
import { sayVerdict, verifyBundle } from "../record/verify.ts";
import { parseArgs, type Io } from "./command.ts";
import { dayOf, readNamed, RECORD_VALUES } from "./data-folder.ts";
import { withDesk } from "./record.ts";
import { folderFiles } from "./verify-alone.ts";

/** The one plan of the record where none is named. @throws Fault `PLAN_NONE`, `USAGE`. */
function planNamed(state: State, named: string | undefined): string {
  const known = [...plansOf(state).plans.keys()];
  const [first] = known;
  if (named === undefined && known.length > 1) throw new Fault("USAGE", `expected --plan, one of ${known.join(", ")}`);
  const plan = named ?? first;
  if (plan === undefined || !known.includes(plan)) throw new Fault("PLAN_NONE", "expected a plan whose values a side has signed on this record");
  return plan;
}

/** Writes the instance, and says what could not be built, person by person, by list and row. */
export async function fromRecord(args: readonly string[], io: Io): Promise<number> {
  const { values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "as", "on", "plan", "out"], flags: ["json"] });
  const out = values["out"];
  if (out === undefined) throw new Fault("USAGE", "expected --out INSTANCE.json");
  return withDesk(values, async (desk) => {
    const plan = planNamed(desk.state, values["plan"]);
    const on = dayOf(values["on"]);
    const built = instanceFromRecord({ acts: desk.state.acts.filter(({ at }) => at <= on), seats: seatsOf(desk.pack), plan, on, upTo: desk.state.size });
    await io.writeFile(out, `${canonicalJson(built.instance)}\n`);
    const cite = (entry: number): string => desk.state.acts.find((act) => act.entry === entry)?.label ?? `#${entry}`;
    if (flags.has("json"))
      io.out(`${canonicalJson({ plan, hash: built.hash, listed: built.listed, counts: built.counts, restsOn: built.restsOn, beside: built.beside.map((one) => ({ ...one })), unlimited: built.unlimited })}\n`);
    else {
      io.out(`${out}: ${built.instance.captives.length} persons who may be planned, SHA-256 ${built.hash}\n`);
      for (const { side, tier, persons } of built.counts) io.out(`  side ${side}, ${tier}: ${persons}\n`);
      for (const [field, entries] of Object.entries(built.restsOn)) if (entries.length > 0) io.out(`  ${field} rests on ${entries.map(cite).join(", ")}\n`);
      for (const clause of built.unlimited) io.out(`  no limit stated: ${clause}\n`);
      io.out(sayBeside(built.beside));
    }
    return 0;
  });
}

const SHOWN = 20;
function sayBeside(beside: readonly Beside[]): string {
  const whys = [...new Set(beside.map(({ why }) => why))];
  return whys.map((why) => {
    const of = beside.filter((one) => one.why === why);
    const isOpen = NOT_RECORDED.includes(why) || SAID_BESIDE.includes(why);
    const rows = isOpen ? of.slice(0, SHOWN).map(({ id, of: tier }) => `    ${id}${tier === undefined ? "" : ` (${tier})`}\n`).join("") : ""; // who does not wish to go is counted and not listed
    return `  ${why}: ${of.length}${SAID_BESIDE.includes(why) ? ", planned all the same" : ", not planned"}\n${rows}${isOpen && of.length > SHOWN ? `    and ${of.length - SHOWN} more: --json has all\n` : ""}`;
  }).join("");
}

const headsOf = async (desk: Desk): Promise<EntryHead[]> => {
  const heads: EntryHead[] = [];
  for (let from = 0; from < desk.tree.size; from += 256) for (const leaf of await desk.record.entries(from, Math.min(desk.tree.size, from + 256))) heads.push(parseHead(parseEnvelope(leaf).payload));
  return heads;
};

/** Writes the openings by which whoever holds a bundle recomputes its plans. */
export async function openings(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs(args, { values: [...RECORD_VALUES, "as", "out"] });
  const out = values["out"];
  if (out === undefined) throw new Fault("USAGE", "expected --out OPENINGS.json");
  return withDesk(values, async (desk) => {
    await io.writeFile(out, await openingsFor(desk, desk.identity, await headsOf(desk)));
    io.out(`${out}: what ${desk.compartment} can open and plans rest on. It is personal data: keep it as the vault is kept\n`);
    return 0;
  });
}

/** Exit code 1 and the first thing that differs, where one does; 0 where nothing in sight differs. */
export async function verifyOnRecord(args: readonly string[], io: Io): Promise<number> {
  const { positional: [entry], values, flags } = parseArgs(args, { values: [...RECORD_VALUES, "as", "opened"], flags: ["json", "no-solver"] });
  if (entry === undefined) throw new Fault("USAGE", "expected PLAN-ENTRY: the label or index of an entry of the plan");
  const { data } = values;
  if (data !== undefined && !existsSync(join(data, "record")) && existsSync(join(data, "policy"))) {
    const openedPath = values["opened"];
    if (openedPath === undefined) throw new Fault("USAGE", "a bundle holds no sealed payloads: expected --opened OPENINGS.json as well (`plan openings` makes it)");
    const verdict = await verifyBundle(folderFiles(data), verifies);
    io.out(`${sayVerdict(verdict)}\n`);
    if (verdict.kind !== "in-force") return 1;
    const given = parseOpenings(await readNamed(openedPath), openedPath);
    const { state, closedKinds } = await foldBundle(folderFiles(data), given);
    return report(state, seatsOf(given.pack), closedKinds, entry, flags, io);
  }
  return withDesk(values, async (desk) => {
    const heads = await headsOf(desk);
    return report(desk.state, seatsOf(desk.pack), desk.state.closed.map((index) => heads[index]?.kind ?? ""), entry, flags, io);
  });
}

async function report(state: State, seats: DeskSeats, closedKinds: readonly string[], entry: string, flags: ReadonlySet<string>, io: Io): Promise<number> {
  const act = state.byLabel.get(entry) ?? state.acts.find((one) => String(one.entry) === entry);
  if (act?.parsed.room !== "planning" || !("round" in act.parsed.act)) throw new Fault("PLAN_NONE", "expected the label or index of an entry of a plan that can be opened here");
  const { plan, round } = act.parsed.act;
  const isJson = flags.has("json");
  const findings = verifyPlanOfRecord({ state, seats, plan, round, closedKinds, solver: flags.has("no-solver") ? undefined : await loadSolver(), tell: (line) => (isJson ? io.err(`${line}\n`) : io.out(`${line}\n`)) });
  const bad = findings.find(({ is }) => is === "differs");
  if (isJson) io.out(`${canonicalJson({ plan, round, same: bad === undefined, differs: bad ?? null, findings: findings.map((one) => ({ ...one })) })}\n`);
  else io.out(bad ? `differs: ${bad.step}, ${bad.says}\n` : `plan ${plan}, round ${round}: nothing in sight differs\n`);
  return bad ? 1 : 0;
}
