// What each speaker credits to which obligation. A count recorded under one obligation goes there whole. A count recorded under
// several stands open between them until its own speaker states the split (MISSION A4); shares are whole, sum to no more than
// the count, and go only where the speaker himself recorded the operation. Nobody's split moves another speaker's count.
// Whether shares fit is Hall's condition: no set of obligations may take more than the counts recorded under any of them.
import type { CivilDate } from "../basis/civil-date.ts";
import type { AccountingFact, Allocation, Count, Flow, Operation, Share, What } from "./parse-fact.ts";

/** One number of one speaker on its way to one obligation (`null`: to none). */
export type Posting = {
  readonly operation: string; readonly by: string; readonly on: CivilDate; readonly entries: readonly number[];
  readonly what: What; readonly from: string; readonly to: string; readonly count: Count; readonly obligation: string | null;
};
/** A speaker's counts of one kind and direction that stand between several obligations, with what is left of them. */
export type OpenPool = {
  readonly operation: string; readonly by: string; readonly on: CivilDate; readonly entries: readonly number[];
  readonly what: What; readonly from: string; readonly to: string;
  /** Persons or containers counted, or why there is no number. */
  readonly counted: Count;
  /** Left after the shares; 0 when the split is complete. */
  readonly left: Count;
  /** The same of its numbers alone, where another part is withheld or not stated. */
  readonly leftOfNumbers: number;
  /** The most that may still go to each obligation. */
  readonly room: ReadonlyMap<string, Count>;
  /** A split that stands on the record and cannot be credited, with the reason. */
  readonly unfit: UnfitReason | null;
};
export type UnfitReason = "no number is counted" | "recorded under another obligation" | "more than was counted";

type CountedFact = AccountingFact & Operation;
type AllocatedFact = AccountingFact & Allocation;

/** The count and the split that stand, by speaker and operation: the latest of each. Linear. */
export function standingFacts(known: readonly AccountingFact[]): { readonly counted: readonly CountedFact[]; readonly allocated: ReadonlyMap<string, AllocatedFact> } {
  const counted = new Map<string, CountedFact>();
  const allocated = new Map<string, AllocatedFact>();
  for (const fact of known) {
    if (fact.kind === "operation.counted") counted.set(keyOf(fact), fact);
    if (fact.kind === "operation.allocated") allocated.set(keyOf(fact), fact);
  }
  return { counted: [...counted.values()].sort((a, b) => a.entry - b.entry), allocated };
}

const keyOf = ({ by, operation }: { readonly by: string; readonly operation: string }): string => `${by}/${operation}`;

/** All numbers on their way, and what stands open between obligations. Linear in flows, 2^shares for a split (at most 12). */
export function postingsOf(known: readonly AccountingFact[]): { readonly postings: readonly Posting[]; readonly pools: readonly OpenPool[] } {
  const { counted, allocated } = standingFacts(known);
  const postings: Posting[] = [];
  const pools: OpenPool[] = [];
  for (const fact of counted) {
    const head = { operation: fact.operation, by: fact.by };
    for (const flow of fact.flows) {
      const [only, another] = new Set(flow.obligations);
      if (another === undefined) postings.push({ ...head, on: fact.on, entries: [fact.entry], ...kindOf(flow), count: flow.count, obligation: only ?? null });
    }
    for (const flows of poolsOf(fact.flows)) splitPool(fact, flows, allocated.get(keyOf(fact)), postings, pools);
  }
  return { postings, pools };
}

const kindOf = ({ what, from, to }: Pick<Flow, "what" | "from" | "to">): Pick<Flow, "what" | "from" | "to"> => ({ what, from, to });
const isSameKind = (a: Pick<Flow, "what" | "from" | "to">, b: Pick<Flow, "what" | "from" | "to">): boolean => a.what === b.what && a.from === b.from && a.to === b.to;

/** Flows under several obligations, those of one kind and direction together. */
function poolsOf(flows: readonly Flow[]): Flow[][] {
  const pools: Flow[][] = [];
  for (const flow of flows.filter(({ obligations }) => new Set(obligations).size > 1)) {
    const pool = pools.find(([first]) => first !== undefined && isSameKind(first, flow));
    if (pool) pool.push(flow);
    else pools.push([flow]);
  }
  return pools;
}

function splitPool(fact: CountedFact, flows: readonly Flow[], allocation: AllocatedFact | undefined, postings: Posting[], pools: OpenPool[]): void {
  const [first] = flows;
  if (first === undefined) return;
  const kind = kindOf(first);
  const shares = allocation?.shares.filter((share) => isSameKind(share, kind)) ?? [];
  const unfit = shares.length === 0 ? null : unfitOf(flows, shares);
  const credited = unfit === null ? shares : [];
  const isSplit = allocation !== undefined && credited.length > 0;
  const on = isSplit && allocation.on > fact.on ? allocation.on : fact.on;
  const entries = isSplit ? [fact.entry, allocation.entry] : [fact.entry];
  for (const { obligation, count } of credited) postings.push({ operation: fact.operation, by: fact.by, on, entries, ...kind, count, obligation });
  const counted = sumOf(flows.map(({ count }) => count));
  const leftOfNumbers = numbersOf(flows) - credited.reduce((sum, { count }) => sum + count, 0);
  const left = typeof counted === "number" ? leftOfNumbers : counted;
  const room = new Map([...new Set(flows.flatMap(({ obligations }) => obligations))].map((id): [string, Count] => {
    const here = sumOf(flows.filter(({ obligations }) => obligations.includes(id)).map(({ count }) => count));
    return [id, typeof here === "number" ? roomFor(flows, credited, id) : here];
  }));
  pools.push({ operation: fact.operation, by: fact.by, on, entries: unfit === null || allocation === undefined ? entries : [fact.entry, allocation.entry], ...kind, counted, left, leftOfNumbers, room, unfit });
}

const numbersOf = (flows: readonly Flow[]): number => flows.reduce((sum, { count }) => sum + (typeof count === "number" ? count : 0), 0);

/** A sum in which one part is kept back is kept back, one in which a part is not stated is not stated. */
function sumOf(counts: readonly Count[]): Count {
  if (counts.includes("withheld")) return "withheld";
  return counts.every((count) => typeof count === "number") ? counts.reduce((sum, count) => sum + count, 0) : "not stated";
}

/** Why shares of one kind and direction cannot be credited out of these flows; `null` where they can. */
export function unfitOf(flows: readonly Flow[], shares: readonly Share[]): UnfitReason | null {
  if (typeof sumOf(flows.map(({ count }) => count)) !== "number") return "no number is counted";
  if (!shares.every(({ obligation }) => flows.some(({ obligations }) => obligations.includes(obligation)))) return "recorded under another obligation";
  return slackOf(flows, shares, null) < 0 ? "more than was counted" : null;
}

/** The most that one obligation may still take beside shares that fit. */
const roomFor = (flows: readonly Flow[], shares: readonly Share[], id: string): number => Math.max(0, slackOf(flows, shares, id));

/** The least of (counted under any of a set − shares of the set) over all sets of obligations, each with `id` where one is named. */
function slackOf(flows: readonly Flow[], shares: readonly Share[], id: string | null): number {
  const others = shares.filter(({ obligation }) => obligation !== id);
  const base = shares.filter(({ obligation }) => obligation === id);
  let least = Number.MAX_SAFE_INTEGER;
  for (let set = 0; set < 2 ** others.length; set += 1) {
    const chosen = [...base, ...others.filter((_, i) => (set >> i) % 2 === 1)];
    const ids = new Set(chosen.map(({ obligation }) => obligation));
    if (id !== null) ids.add(id);
    if (ids.size === 0) continue;
    const counted = numbersOf(flows.filter(({ obligations }) => obligations.some((one) => ids.has(one))));
    least = Math.min(least, counted - chosen.reduce((sum, { count }) => sum + count, 0));
  }
  return least === Number.MAX_SAFE_INTEGER ? 0 : least;
}

/** What a speaker's split must meet at the door: his own count stands, and every share fits it. Reasons by index of share. */
export function checkAllocation(known: readonly AccountingFact[], by: string, { operation, shares }: Allocation): { readonly share: number | null; readonly expected: string }[] {
  const count = standingFacts(known).counted.find((fact) => fact.by === by && fact.operation === operation);
  if (count === undefined) return [{ share: null, expected: "an operation that the same speaker has counted" }];
  const pools = poolsOf(count.flows);
  return shares.flatMap((share, i) => {
    const flows = pools.find(([first]) => first !== undefined && isSameKind(first, share));
    if (flows === undefined) return [{ share: i, expected: "a kind and direction that the speaker counted under several obligations" }];
    const unfit = unfitOf(flows, shares.filter((other) => isSameKind(other, share)));
    if (unfit === null) return [];
    if (unfit === "recorded under another obligation") return flows.some(({ obligations }) => obligations.includes(share.obligation)) ? [] : [{ share: i, expected: "an obligation under which the speaker recorded the operation" }];
    return shares.findIndex((other) => isSameKind(other, share)) === i ? [{ share: i, expected: unfit === "no number is counted" ? "a split of a number, none is counted" : `shares that sum to no more than the count of ${sumOf(flows.map((flow) => flow.count))}` }] : [];
  });
}
