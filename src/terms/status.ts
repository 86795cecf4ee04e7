// Status of a clause and side over all readings (TERMS.md, 9.8–9.10). The first that holds, and no timer ends or suspends anything.
import type { CivilDate } from "../basis/civil-date.ts";
import type { Owed, Outstanding, Persons } from "./balance.ts";
import type { DueDay } from "./due.ts";

export const STATUSES = ["ended", "suspended", "not in force", "overdue", "pending", "disputed", "undetermined", "fulfilled so far (list open)", "fulfilled"] as const;
export type Status = (typeof STATUSES)[number];

/** A sentence and side after all readings: numbers are the widest interval, late only where every reading is late. */
export type Merged = Omit<Owed, "promised" | "lateSince" | "due"> & {
  readonly promised: { readonly min: number; readonly max: number };
  readonly lateSince: CivilDate | "not late";
  /** The due day of each reading that has one of its own, in the order of the readings. */
  readonly dues: readonly { readonly reading: number; readonly due: DueDay; readonly lateSince: CivilDate | "not late" }[];
};

/** `readings` holds the balances of every reading. A sentence that a reading leaves out owes nothing there. */
export function mergeReadings(readings: readonly (readonly Owed[])[]): Merged[] {
  const rows = new Map<string, Map<number, Owed>>();
  readings.forEach((owed, reading) => {
    for (const one of owed) {
      const key = `${one.sentence} ${one.side}`;
      const row = rows.get(key) ?? new Map<number, Owed>();
      rows.set(key, row.set(reading, one));
    }
  });
  return [...rows.values()].map((row) => mergeRow(row, readings.length));
}

function mergeRow(row: ReadonlyMap<number, Owed>, readings: number): Merged {
  const all = [...row.values()];
  const [first] = all;
  if (!first) throw new Error("bug: a row without readings");
  const isEverywhere = all.length === readings;
  const least = (pick: (one: Owed) => number): number => (isEverywhere ? Math.min(...all.map(pick)) : 0);
  const most = (pick: (one: Owed) => number): number => Math.max(...all.map(pick));
  const outstanding: Outstanding = {
    min: least((one) => one.outstanding.min), ifDisputes: least((one) => one.outstanding.ifDisputes), max: most((one) => one.outstanding.max),
  };
  const late = all.map((one) => one.lateSince).sort();
  const lateSince = isEverywhere && !late.includes("not late") ? late.at(-1) ?? "not late" : "not late";
  return {
    ...first, outstanding, lateSince, promised: { min: least((one) => one.promised), max: most((one) => one.promised) },
    delivered: least((one) => one.delivered), excess: least((one) => one.excess), credit: least((one) => one.credit),
    persons: isEverywhere && all.length === 1 ? first.persons : mergePersons(all, isEverywhere),
    dues: [...row].map(([reading, one]) => ({ reading, due: one.due, lateSince: one.lateSince })),
  };
}

/** Promised and outstanding in every reading, doubtful in any; one promised in some readings only is unknown. */
function mergePersons(all: readonly Owed[], isEverywhere: boolean): Persons {
  const inAll = (name: keyof Persons): number[] => {
    const counts = new Map<number, number>();
    for (const one of all) for (const person of one.persons[name]) counts.set(person, (counts.get(person) ?? 0) + 1);
    return isEverywhere ? [...counts].filter(([, count]) => count === all.length).map(([person]) => person).sort((a, b) => a - b) : [];
  };
  const inAny = (name: keyof Persons): number[] => [...new Set(all.flatMap((one) => one.persons[name]))].sort((a, b) => a - b);
  const promised = inAll("promised");
  const outstanding = inAll("outstanding");
  const settled = new Set(outstanding);
  const openPersons = inAny("outstanding").filter((person) => !settled.has(person));
  return {
    promised, outstanding, unknown: [...new Set([...inAny("unknown"), ...openPersons])].sort((a, b) => a - b), disputed: inAny("disputed"),
    receiptUnknown: inAny("receiptUnknown"), died: inAny("died"), declined: inAny("declined"), elsewhere: inAny("elsewhere"),
  };
}

/** The status of one merged row while its clause is in force. `isOpen`: an `Open:` touches the clause. */
export function statusOf(row: Pick<Merged, "outstanding" | "lateSince" | "isAll" | "isOpenEnded">, isOpen: boolean, listsClosed: boolean): Status {
  const { min, ifDisputes, max } = row.outstanding;
  if (min > 0) return row.lateSince === "not late" ? "pending" : "overdue"; // outstanding in every reading
  if (ifDisputes > 0) return "disputed"; // only if a dispute goes against the giver
  if (max > 0 || isOpen || row.isOpenEnded) return "undetermined";
  return row.isAll && !listsClosed ? "fulfilled so far (list open)" : "fulfilled";
}

/** The first of several in the order of precedence. */
export function firstStatus(statuses: readonly Status[]): Status {
  return STATUSES.find((status) => statuses.includes(status)) ?? "fulfilled";
}
