// Who sits in which vehicle once the batch is fixed (PLANNING.md §2): vehicles in order of id, items by place then id, first fit within need. A group
// is one item where a vehicle can take it whole; who finds no place is listed, never left out in silence.
import { byCodeUnit } from "../basis/code-sort.ts";

/** `places`: what the vehicle has of each resource (seat, stretcher, reefer …). */
export type Vehicle = { readonly id: string; readonly places: ReadonlyMap<string, number> };
/** Persons, or bags, that stay together. */
export type LoadItem = { readonly place: string; readonly members: readonly { readonly id: string; readonly need: string }[] };
export type LoadingPlan = { readonly vehicles: readonly { readonly id: string; readonly members: readonly string[] }[]; readonly withoutPlace: readonly string[]; readonly splitGroups: number };

/** Deterministic; items × vehicles. A group that fits into no vehicle whole is taken apart, and counted in `splitGroups`. */
export function loadingPlan(vehicles: readonly Vehicle[], items: readonly LoadItem[]): LoadingPlan {
  const firstId = ({ members }: LoadItem): string => members.map(({ id }) => id).sort(byCodeUnit)[0] ?? "";
  const loads = [...vehicles].sort((a, b) => byCodeUnit(a.id, b.id)).map(({ id, places }) => ({ id, left: new Map(places), members: [] as string[] }));
  const withoutPlace: string[] = [];
  let splitGroups = 0;
  const put = (members: LoadItem["members"]): boolean => {
    const asked = new Map<string, number>();
    for (const { need } of members) asked.set(need, (asked.get(need) ?? 0) + 1);
    const load = loads.find(({ left }) => [...asked].every(([need, count]) => (left.get(need) ?? 0) >= count));
    if (!load) return false;
    for (const [need, count] of asked) load.left.set(need, (load.left.get(need) ?? 0) - count);
    load.members.push(...members.map(({ id }) => id));
    return true;
  };
  for (const item of [...items].sort((a, b) => byCodeUnit(a.place, b.place) || byCodeUnit(firstId(a), firstId(b)))) {
    if (put(item.members)) continue;
    if (item.members.length > 1) splitGroups++;
    for (const member of item.members) if (item.members.length === 1 || !put([member])) withoutPlace.push(member.id);
  }
  return { vehicles: loads.map(({ id, members }) => ({ id, members })), withoutPlace, splitGroups };
}
