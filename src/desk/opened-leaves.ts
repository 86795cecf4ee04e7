// The leaves of a frozen instance where leaves and record meet: their root, what one side is opened, and what a side makes of it.
import { hex } from "../basis/bytes.ts";
import type { State } from "../entries/fold.ts";
import { Fault } from "../basis/fault.ts";
import { hashesOf, leafBytes, leavesOf, type OpenedLeaf } from "../planning/instance-leaves.ts";
import type { Assign } from "../planning/parse-plan.ts";
import { roundOf, seedOn, type Round } from "../planning/plan-table.ts";
import { parseInstance, type Problem } from "../planning/problem.ts";
import { EMPTY_TREE, extend, leafHash, rootOf } from "../record/merkle.ts";
import { instanceKept } from "./planning-instance.ts";
import { plansOf, type DeskSeats } from "./plans-of.ts";

const rootOfHashes = (hashes: readonly Uint8Array[]): string => hex(rootOf(hashes.reduce(extend, EMPTY_TREE)));

/** The root that is frozen, hex. */
export const rootOfInstance = (instance: Readonly<Record<string, unknown>>, hash: string, secret: string): string =>
  rootOfHashes(leavesOf(instance, hash, secret).map((leaf) => leafHash(leafBytes(leaf))));

/** The root that opened leaves and the hashes of the others give. @throws Fault `PLAN_LEAVES`. */
export const rootOfOpened = (leaves: readonly OpenedLeaf[], rest: string): string => rootOfHashes(hashesOf(leaves, rest, leafHash));

type OpenedQuestion = { readonly state: State; readonly seats: DeskSeats; readonly plan: string; readonly round: number; readonly side: string };

/** What `plan.opened` holds for a side. In the mediator's state alone. @throws Fault `PLAN_ROUND`, `PLAN_LEAVES`. */
export function openedFor({ state, seats, plan, round: number, side }: OpenedQuestion): { readonly leaves: readonly OpenedLeaf[]; readonly rest: string } {
  const round = roundOf(plansOf(state), plan, number), secret = plansOf(state).plans.get(plan)?.salted?.secret;
  if (!round) throw new Fault("PLAN_ROUND", "expected a round that was frozen", [{ field: "round" }]);
  if (secret === undefined || round.frozen.leaves === undefined) throw new Fault("PLAN_LEAVES", "expected a round frozen with leaves", [{ field: "round" }]);
  const { instance, hash } = instanceKept({ acts: state.acts, seats, plan, on: round.frozen.on, upTo: round.frozen.upTo });
  const all = leavesOf(instance, hash, secret);
  return {
    leaves: all.flatMap(({ of, salt, value }, index) => (of === "" || of === side ? [{ index, salt, value }] : [])),
    rest: all.flatMap((leaf) => (leaf.of === "" || leaf.of === side ? [] : [hex(leafHash(leafBytes(leaf)))])).join(""),
  };
}

/** The problem of a round with the seed that was drawn: from the record in the mediator's state, as given to a side. @throws Fault `SEED_OPEN`, `PLAN_NONE`. */
export function problemFrozen(state: State, round: Round, seats: DeskSeats): Problem {
  const seed = seedOn(round, seats);
  if (seed.kind !== "drawn") throw new Fault("SEED_OPEN", `expected the seed to be drawn: it waits for ${seed.waitingFor.join(", ")}`, [{ field: "round" }]);
  const { plan, on, upTo } = round.frozen;
  return parseInstance({ ...instanceKept({ acts: state.acts, seats, plan, on, upTo }).instance, tieSeed: seed.seed.value });
}

/** Everybody of the instance, by batch; who is in none of the batches has none. Ids that are not of the instance stay, and are refused by the checker. */
export const assignOfBatches = ({ captives }: Pick<Problem, "captives">, batches: readonly { readonly batch: string; readonly persons: readonly string[] }[]): Assign =>
  Object.fromEntries([...captives.map(({ id }) => [id, null] as const), ...batches.flatMap(({ batch, persons }) => persons.map((id) => [id, batch] as const))]);
