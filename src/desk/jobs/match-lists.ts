// The job that compares lists of the record, or computes a recorded run again and says whether it gives the same pairs.
import { utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { parseCivilDate } from "../../basis/civil-date.ts";
import { Fault } from "../../basis/fault.ts";
import type { ListNamed, MatchProposed } from "../../matching/match-act.ts";
import { runLists, type Findings, type RunInput } from "../../matching/run-lists.ts";
import type { State } from "../../entries/fold.ts";
import type { ConflictPack } from "../../vocabulary/conflict-pack.ts";
import { demandRecord, seatOf } from "../authority.ts";
import { listsOf } from "../lists-of.ts";
import { inputOfRun, matchesOf } from "../matches-of.ts";
import { stateOf, type SharedDesk } from "../shared-desk.ts";
import type { Officer } from "../submit-act.ts";

type Stated = Pick<MatchProposed, "left" | "right" | "asOf" | "size" | "modelOf">;
export type Input = { readonly input: RunInput; readonly stated: Stated; readonly doubles: number; /** The run of the record that is computed again. */ readonly recorded: MatchProposed | null };

/** What the job gives: the act that may be recorded, without its name, and everything to look at. */
export type MatchFound = {
  readonly body: Omit<MatchProposed, "kind" | "run">;
  readonly findings: Findings;
  /** The recorded run, and whether the same came out; null for a new run. */
  readonly run: string | null;
  readonly agrees: boolean | null;
};

const LISTS_MAX = 50;

/**
 * `{left: [list], right: [list], asOf?, modelOf?}` or `{run}`. @throws Fault `RIGHTS`, `MATCH_REQUEST`, `LIST_NONE`, `LIST_BOTH`, `RUN_NONE`.
 */
export function prepare(desk: SharedDesk, officer: Pick<Officer, "party" | "role">, request: Readonly<Record<string, unknown>>): Input {
  demandRecord(officer.role, seatOf(desk.pack, officer.party) ?? "side", "match.proposed");
  return prepareIn(stateOf(desk, officer.party), desk.pack, request);
}

/** The same from one state, whoever opened it. */
export function prepareIn(state: State, pack: ConflictPack | undefined, request: Readonly<Record<string, unknown>>): Input {
  const { run } = request;
  if (run !== undefined) {
    const recorded = typeof run === "string" ? matchesOf(state).runs.get(run) : undefined;
    if (!recorded) throw new Fault("RUN_NONE", "expected a run of the record that is in sight", [{ field: "run" }]);
    return { ...inputOfRun(state, pack, recorded), stated: recorded, recorded };
  }
  const stated = statedIn(state, request);
  return { ...inputOfRun(state, pack, stated), stated, recorded: null };
}

function statedIn(state: State, request: Readonly<Record<string, unknown>>): Stated {
  const [left, right] = [listsAt(state, request, "left"), listsAt(state, request, "right")];
  if (left.some(({ list }) => right.some((other) => other.list === list))) throw new Fault("LIST_BOTH", "expected two different lists: doubles in one list are looked for apart", [{ field: "right" }]);
  const days = [...left, ...right].map(({ list }) => listsOf(state).get(list)?.deposit.on ?? "").sort();
  const asOf = parseCivilDate(typeof request["asOf"] === "string" ? request["asOf"] : (days.at(-1) ?? ""));
  if (!asOf) throw new Fault("MATCH_REQUEST", "expected a day YYYY-MM-DD", [{ field: "asOf" }]);
  const { modelOf } = request;
  if (modelOf === undefined) return { left, right, asOf, size: state.size };
  const before = typeof modelOf === "string" ? matchesOf(state).runs.get(modelOf) : undefined;
  if (!before || typeof modelOf !== "string") throw new Fault("RUN_NONE", "expected a run of the record that is in sight", [{ field: "modelOf" }]);
  return { left, right, asOf: before.asOf, size: state.size, modelOf }; // ages are read by the day of the model
}

function listsAt(state: State, request: Readonly<Record<string, unknown>>, field: "left" | "right"): ListNamed[] {
  const names = request[field];
  if (!Array.isArray(names) || names.length === 0 || names.length > LISTS_MAX || new Set(names).size !== names.length) throw new Fault("MATCH_REQUEST", `expected 1 to ${LISTS_MAX} lists, each once`, [{ field }]);
  return names.map((list: unknown) => {
    const known = typeof list === "string" ? listsOf(state).get(list) : undefined;
    if (!known || typeof list !== "string") throw new Fault("LIST_NONE", "expected a list that is on the record and in sight", [{ field }]);
    return { list, sha256: known.sha256 };
  });
}

const OF_RECORD = ["normaliser", "nameTable", "nameTableSha256", "modelSha256", "proposedFrom", "listedFrom", "absentTo", "counts", "pairs", "pairsSha256", "doubles"] as const;

/** Members of a recorded run that come out otherwise. */
export const otherwise = (recorded: MatchProposed, found: MatchFound["body"]): string[] => [...OF_RECORD, ...(recorded.strata === undefined ? [] : ["strata" as const])].filter((member) => canonicalJson(recorded[member]) !== canonicalJson(found[member]));

/** The pairs and everything beside them. */
export function find({ input, stated, doubles, recorded }: Input, say: (done: number, of: number) => void): MatchFound {
  const findings = runLists(input, say);
  const { left, right, asOf, size, modelOf } = stated;
  const body = { left, right, asOf, size, ...(modelOf === undefined ? {} : { modelOf }), ...findings.outcome, doubles };
  return { body, findings, run: recorded?.run ?? null, agrees: recorded === null ? null : otherwise(recorded, body).length === 0 };
}

/** Canonical JSON of `MatchFound`. */
export const run = (input: Input, say: (done: number, of: number) => void): Promise<Uint8Array> => Promise.resolve(utf8(canonicalJson(find(input, say))));
