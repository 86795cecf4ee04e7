// Where the fallen and the lists meet: a family by its code is a row of a list of its own side, so that an identification changes how
// that name stands. The laboratory knows neither list nor link; the other side sees neither.
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import type { RemainsAct } from "../identification/remains-act.ts";
import type { FallenByObligation, FallenMark } from "./api-types.ts";
import { listsOf } from "./lists-of.ts";
import { dossierOn } from "./remains-board.ts";
import { citeOf } from "./say.ts";

/** Lists whose names may turn out to be among the fallen: those sought, and those asked for as held. */
const PURPOSES: readonly string[] = ["missing", "fallen", "asked for"];

/** Samples of relatives: which family gave one is the own side's, the mediator's and the laboratories'. */
const namesFamily = (act: RemainsAct): boolean => (act.kind === "samples.taken" || act.kind === "samples.sent") && act.samples.some((one) => "family" in one);

/** @throws Faults `ACT_ADDRESSEE`, `LIST_NONE`, `LIST_OWN`, `ROW_NONE` for a link, `REMAINS_STATE` for kin informed on a day to come. */
export function checkFamilyAct(state: State, act: RemainsAct, { actor, at, to }: { readonly actor: string; readonly at: string; readonly to: readonly string[] }, sides: readonly string[]): void {
  const faults: Fault[] = [];
  if (namesFamily(act) && sides.includes(actor) && to.some((code) => code !== actor && sides.includes(code))) faults.push(new Fault("ACT_ADDRESSEE", "expected no other side: which families gave samples goes no further", [{ field: "to" }]));
  if (act.kind === "kin.informed" && act.on > at) faults.push(new Fault("REMAINS_STATE", "expected a day that has come", [{ field: "on" }]));
  if (act.kind === "family.linked") {
    const held = listsOf(state).get(act.list);
    if (!held || !PURPOSES.includes(held.purpose)) faults.push(new Fault("LIST_NONE", `expected a list of those ${PURPOSES.join(", ")}`, [{ field: "list" }]));
    else if (held.deposit.by !== actor) faults.push(new Fault("LIST_OWN", "expected a list that your own party deposited", [{ field: "list" }]));
    else if (!held.rows.has(act.row)) faults.push(new Fault("ROW_NONE", "expected a row of this list", [{ field: "row" }]));
  }
  if (faults.length > 0) throw new Faults(faults);
}

type Fallen = { sets: number; identified: number; kinInformed: number; because: number[] };

/** Rows of one list whose person two of the own side identified and nobody opened again, by row. Linear in links and cases. */
export function fallenRows(state: State, list: string, on: CivilDate): ReadonlyMap<string, FallenMark> {
  const { links, cases } = dossierOn(state, on);
  const cite = citeOf(state);
  const standing = new Map([...cases.values()].flatMap((one) => (one.state === "identified" && one.signed ? [[`${one.proposal.family}\n${one.proposal.missing}`, { ...one, signed: one.signed }] as const] : [])));
  return new Map([...links.values()].flatMap((link): [string, FallenMark][] => {
    const one = link.list === list ? standing.get(`${link.family}\n${link.missing}`) : undefined;
    if (!one) return [];
    const informed = one.informed.at(-1);
    const entries = [link.entry, one.signed.entry, ...(informed ? [informed.entry] : [])];
    return [[link.row, { identification: one.proposal.identification, on: one.signed.on, kinInformedOn: informed?.on ?? null, cites: entries.map((entry) => ({ entry, label: cite(entry) })) }]];
  }));
}

/** How many names of each list are so, by list; a list with none is left out. */
export function fallenCounts(state: State, on: CivilDate): Readonly<Record<string, number>> {
  const lists = new Set([...dossierOn(state, on).links.values()].map(({ list }) => list));
  return Object.fromEntries([...lists].sort().map((list) => [list, fallenRows(state, list, on).size] as const).filter(([, count]) => count > 0));
}

/** What became of the sets that came under each obligation: found, identified, kin told. Persons are identifications; a set is no container. */
export function fallenUnder(state: State, on: CivilDate): FallenByObligation {
  const { containers, sets, cases } = dossierOn(state, on);
  const found = new Map<string, Fallen>();
  const at = (obligation: string): Fallen => {
    const known = found.get(obligation) ?? { sets: 0, identified: 0, kinInformed: 0, because: [] };
    found.set(obligation, known);
    return known;
  };
  for (const { obligation, sets: own } of containers.values()) if (obligation !== null) at(obligation).sets += own.length;
  for (const { state: stands, signed, proposal, informed } of cases.values()) {
    if (stands !== "identified" || !signed) continue;
    for (const obligation of new Set(proposal.sets.flatMap((set) => containers.get(sets.get(set)?.container ?? "")?.obligation ?? []))) {
      const one = at(obligation);
      one.identified++;
      if (informed.length > 0) one.kinInformed++;
      one.because.push(signed.entry);
    }
  }
  return Object.fromEntries(found);
}
