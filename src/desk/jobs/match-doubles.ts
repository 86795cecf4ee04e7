// The job that looks for rows of one list that are perhaps one person.
import { utf8 } from "../../basis/bytes.ts";
import { canonicalJson } from "../../basis/canonical-json.ts";
import { Fault } from "../../basis/fault.ts";
import { rowsAt, type RowAt } from "../../matching/listed-rows.ts";
import { runDoubles, type Doubles } from "../../matching/run-doubles.ts";
import { demandRecord, seatOf } from "../authority.ts";
import { listsOf } from "../lists-of.ts";
import { givenNamesOver } from "../matches-of.ts";
import { stateOf, type SharedDesk } from "../shared-desk.ts";
import type { Officer } from "../submit-act.ts";

export type Input = { readonly list: string; readonly rows: readonly RowAt[]; readonly asOf: number; readonly givenNames?: string };
export type DoublesFound = Doubles & { readonly list: string };

/** `{list}`: for a side, a list of its own. @throws Fault `RIGHTS`, `LIST_NONE`, `LIST_OWN`. */
export function prepare(desk: SharedDesk, officer: Pick<Officer, "party" | "role">, request: Readonly<Record<string, unknown>>): Input {
  const seat = seatOf(desk.pack, officer.party) ?? "side";
  demandRecord(officer.role, seat, "doubles.decided");
  const { list } = request;
  const known = typeof list === "string" ? listsOf(stateOf(desk, officer.party)).get(list) : undefined;
  if (!known || typeof list !== "string") throw new Fault("LIST_NONE", "expected a list that is on the record and in sight", [{ field: "list" }]);
  if (seat === "side" && known.deposit.by !== officer.party) throw new Fault("LIST_OWN", "expected a list that your own party deposited", [{ field: "list" }]);
  return { list, rows: rowsAt([{ list, rows: [...known.rows.values()].map(({ row }) => row) }]), asOf: Number(known.deposit.on.replaceAll("-", "")), ...givenNamesOver(stateOf(desk, officer.party), desk.pack, desk.heads.length) };
}

/** Canonical JSON of `DoublesFound`. */
export const run = ({ list, rows, asOf, givenNames }: Input, say: (done: number, of: number) => void): Promise<Uint8Array> =>
  Promise.resolve(utf8(canonicalJson({ list, ...runDoubles(rows, asOf, say, givenNames) } satisfies DoublesFound)));
