// What waits of lists: as the side that is asked reads it, which never saw the deposit, and for lists that tell and do not ask.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Faults } from "../basis/fault.ts";
import { emptyState, foldEntry, type State } from "../entries/fold.ts";
import { LIST_ACTS, rowsDigest } from "../registry/list-act.ts";
import { checkOnLists, listsOn } from "../registry/name-case.ts";
import { parsePack, sidesOf } from "../vocabulary/conflict-pack.ts";
import { listsOf } from "./lists-of.ts";
import { waitingOn } from "./waiting.ts";

const day = (text: string): CivilDate => parseCivilDate(text) ?? expect.fail(text);
const pack = parsePack(readFileSync(new URL("../../packs/cartel-1862/pack.json", import.meta.url)), "pack.json");
const [a, b] = sidesOf(pack);
const desks = pack.secretariat.code;
const rows = [{ row: "1", name: "Somebody Else" }, { row: "2", name: "Another One" }];
type Told = readonly [author: string, at: string, kind: string, body: Record<string, unknown>, to: readonly string[]];

const deposited = (purpose: string, more: Record<string, unknown> = {}): Told => [a, "1862-08-01", "list.deposited", { list: "L1", purpose, about: b, rows, ...more }, [a, desks]];
const forwarded = (more: Record<string, unknown> = {}): Told => [desks, "1862-08-02", "list.forwarded", { list: "L1", to: b, sha256: rowsDigest(rows), rows, ...more }, [a, b, desks]];

function stateOf(party: string, acts: readonly Told[]): State {
  const state = emptyState();
  acts.forEach(([author, at, kind, body, to], entry) => foldEntry(state, entry, { author, key: `${author}/${entry}`, kind, at, body: {}, commits: [{ sealed: String(entry) }] }, to.includes(party) ? { label: `${author}/${entry}`, body, sources: [] } : undefined));
  expect(state.unread, "every act has its form").toEqual([]);
  return state;
}
const answersFor = (party: string, acts: readonly Told[]) => waitingOn(stateOf(party, acts), pack, day("1862-08-20")).filter(({ what }) => what === "answer");

test("the side that is asked reads by what day, and how late it is, as the secretariat does", () => {
  const acts = [deposited("asked for", { due: "1862-08-10" }), forwarded({ purpose: "asked for", due: "1862-08-10" })];
  for (const party of [a, b, desks]) expect(answersFor(party, acts), party).toMatchObject([{ for: [b], due: "1862-08-10", overdueDays: 10, values: { open: 2, names: 2, daysLate: 10 } }]);
  expect(answersFor(b, [acts[0] ?? expect.fail(), forwarded()]), "forwarded without its day, as on records made before").toMatchObject([{ due: null, overdueDays: 0 }]);
});

test("nobody waits for answers before the list is forwarded, nor to one that tells who is held or fallen without a day", () => {
  expect(answersFor(desks, [deposited("asked for", { due: "1862-08-10" })])).toEqual([]);
  for (const purpose of ["held", "fallen"]) for (const party of [a, b, desks]) expect(answersFor(party, [deposited(purpose), forwarded({ purpose })]), `${purpose} ${party}`).toEqual([]);
  expect(answersFor(b, [deposited("held", { due: "1862-08-10" }), forwarded({ purpose: "held", due: "1862-08-10" })])).toHaveLength(1);
  expect(answersFor(b, [deposited("missing"), forwarded({ purpose: "missing" })])).toHaveLength(1);
});

test("a forwarding that a mediator's own desk wrote past this check stands out on the desk of the side that deposited", () => {
  const others = [{ due: "1862-08-02" }, { purpose: "held" }, { rows: [rows[0] ?? expect.fail()], sha256: rowsDigest([rows[0] ?? expect.fail()]) }];
  const forwardedOn = (party: string, more: Record<string, unknown>) => listsOn(listsOf(stateOf(party, [deposited("asked for", { due: "1862-08-10" }), forwarded(more)])), sidesOf(pack), day("1862-08-20"))[0]?.forwarded;
  for (const more of others) for (const party of [a, desks]) expect(forwardedOn(party, more), JSON.stringify(more)).toMatchObject([{ to: b, isOther: true }]);
  expect(forwardedOn(a, {})).toMatchObject([{ isOther: false }]);
  expect(forwardedOn(b, others[0] ?? {}), "who never saw the deposit has nothing to compare").toMatchObject([{ isOther: false }]);
});

test("a forwarding that says another purpose or day than the deposit is refused", () => {
  const lists = listsOf(stateOf(desks, [deposited("held", { due: "1862-08-10" })]));
  const check = (more: Record<string, unknown>) => () => checkOnLists(lists, LIST_ACTS["list.forwarded"](forwarded(more)[3]), desks);
  expect(check({ purpose: "held", due: "1862-08-10" })).not.toThrow();
  expect(check({})).not.toThrow();
  expect(check({ due: "1862-08-11" })).toThrow("expected the due of the deposit, 1862-08-10");
  expect(check({ purpose: "fallen" })).toThrow("expected the purpose of the deposit, held");
  expect(check({ purpose: "lost" })).toThrow(Faults);
});
