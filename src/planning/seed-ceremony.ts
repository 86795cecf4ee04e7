// The seed of the lottery by commit and reveal, so that no holder alone can steer it (PLANNING.md §6). Holders are every party and the mediator.
// First the instance is frozen (its commitment stands in the record); then each holder i draws 32 random bytes r_i and records
//   C_i = SHA-256(`all-for-all/plan-seed/1` ‖ instance commitment ‖ holder id ‖ r_i);
// when all C_i are recorded, each reveals r_i, and the seed is SHA-256(`all-for-all/plan-seed/1` ‖ instance commitment ‖ r_1 ‖ …) in order of holder
// id. One honest holder suffices. What remains: whoever does not reveal is named and left out of one repeated round, and so can choose between two
// draws, once, at the price of being named. A holder may have committed in advance, to the end of a chain of hashes: then its part of a round is the link
// before the last that it showed, it is committed as soon as the instance is frozen, and no round waits for it to draw. Only the holder id has no fixed size, and it stands between 32 bytes and 32 bytes: one reading alone.
import { concat, equalBytes, fromHex, hex, utf8 } from "../basis/bytes.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { sha256 } from "../basis/sha256.ts";

/** `instance`: the recorded commitment of the frozen instance, hex. `holders`: every party and the mediator, each once. */
export type SeedRound = {
  readonly instance: string; readonly holders: readonly string[];
  /** Of each holder who committed in advance: the link that its part of this round must hash to, hex. */
  readonly chains?: Readonly<Record<string, string>>;
};
/** A line of the ceremony, in the order of the record; `value` is a commitment or the 32 revealed bytes, hex. */
export type SeedAct = { readonly kind: "commit" | "reveal"; readonly holder: string; readonly value: string };
export type SeedState =
  | { readonly kind: "committing" | "revealing"; readonly waitingFor: readonly string[] }
  | { readonly kind: "drawn"; readonly seed: DrawnSeed };
/** What a plan carries: anybody recomputes `value` from the reveals, and each commitment from its reveal. */
export type DrawnSeed = { readonly value: string; readonly instance: string; readonly commitments: Readonly<Record<string, string>>; readonly reveals: Readonly<Record<string, string>>;
  /** Holders whose commitment is the link of a chain. */
  readonly chained?: readonly string[];
};

const DOMAIN = "all-for-all/plan-seed/1";

/** @throws Fault `SEED_INSTANCE` unless the commitment of the instance is 32 bytes in lower-case hex. */
function headOf(instance: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(instance)) throw new Fault("SEED_INSTANCE", "expected the commitment of the instance, 32 bytes in lower-case hex");
  return concat([utf8(DOMAIN), fromHex(instance)]);
}

/** C_i. `secret`: 32 bytes of the holder's own chance, held by nobody else until the reveal. @throws Fault `SEED_SECRET` for another size. */
export function seedCommitment({ instance }: Pick<SeedRound, "instance">, holder: string, secret: Uint8Array): string {
  if (secret.length !== 32) throw new Fault("SEED_SECRET", "expected 32 bytes");
  return hex(sha256(concat([headOf(instance), utf8(holder), secret])));
}

/**
 * Where the round stands after `acts`. @throws Faults, each with the row of the act: `SEED_HOLDER` (nobody of the round), `SEED_TWICE` (a holder commits or
 * reveals again), `SEED_EARLY` (a reveal before every commitment), `SEED_FORM` (no 32 bytes), `SEED_OPENS` (a reveal that is
 * not what was committed), `SEED_SAME` (a commitment that another holder recorded already).
 */
export function seedState(round: SeedRound, acts: readonly SeedAct[]): SeedState {
  const holders = [...round.holders].sort(byCodeUnit);
  if (holders.length < 2 || new Set(holders).size !== holders.length) throw new Fault("SEED_HOLDER", "expected at least two holders, each once");
  const chained = holders.filter((holder) => round.chains?.[holder] !== undefined);
  const commitments = new Map(chained.map((holder) => [holder, round.chains?.[holder] ?? ""])), reveals = new Map<string, string>();
  const faults = acts.flatMap((act, i): Fault[] => {
    const code = faultOf(round, act, commitments, reveals);
    if (code) return [new Fault(code, EXPECTED[code], [{ row: i + 1 }])];
    (act.kind === "commit" ? commitments : reveals).set(act.holder, act.value);
    return [];
  });
  if (faults.length > 0) throw new Faults(faults);
  const lacking = (known: ReadonlyMap<string, string>): string[] => holders.filter((holder) => !known.has(holder));
  if (commitments.size < holders.length) return { kind: "committing", waitingFor: lacking(commitments) };
  if (reveals.size < holders.length) return { kind: "revealing", waitingFor: lacking(reveals) };
  const inOrder = (known: ReadonlyMap<string, string>): Record<string, string> => Object.fromEntries(holders.map((holder) => [holder, known.get(holder) ?? ""]));
  return { kind: "drawn", seed: { value: seedOf(round, holders, reveals), instance: round.instance, commitments: inOrder(commitments), reveals: inOrder(reveals), ...(chained.length === 0 ? {} : { chained }) } };
}

/** The round repeated without who did not reveal; they stay named. At most one such round: a second would let another holder choose again. */
export function repeatedRound(round: SeedRound, acts: readonly SeedAct[]): { readonly round: SeedRound; readonly didNotReveal: readonly string[] } {
  const state = seedState(round, acts);
  if (state.kind !== "revealing") throw new Fault("SEED_REPEAT", "expected a round in which all committed and some did not reveal");
  return { round: { instance: round.instance, holders: round.holders.filter((holder) => !state.waitingFor.includes(holder)) }, didNotReveal: state.waitingFor };
}

/** True when the value follows from the reveals and every reveal opens its commitment: what a verifier asks of a plan. */
export function isSeedOf(seed: DrawnSeed): boolean {
  const holders = Object.keys(seed.reveals);
  const chained = new Set(seed.chained ?? []);
  const chains = Object.fromEntries(Object.entries(seed.commitments).filter(([holder]) => chained.has(holder)));
  const acts = [...Object.entries(seed.commitments).filter(([holder]) => !chained.has(holder)).map(([holder, value]): SeedAct => ({ kind: "commit", holder, value })), ...Object.entries(seed.reveals).map(([holder, value]): SeedAct => ({ kind: "reveal", holder, value }))];
  try {
    const state = seedState({ instance: seed.instance, holders, chains }, acts);
    return state.kind === "drawn" && state.seed.value === seed.value;
  } catch (error) {
    if (error instanceof Fault || error instanceof Faults) return false;
    throw error;
  }
}

/**
 * Commitments for many rounds from one secret: r_n, SHA-256(r_n), … A holder commits to the end and reveals the one before it, round after round,
 * so that nobody has to draw again under pressure. The first is the one to commit to first. n hashes.
 */
export function seedChain(secret: Uint8Array, rounds: number): Uint8Array[] {
  if (secret.length !== 32 || !Number.isInteger(rounds) || rounds < 1 || rounds > 10_000) throw new Fault("SEED_SECRET", "expected 32 bytes and 1 to 10,000 rounds");
  const chain = [secret];
  while (chain.length < rounds) chain.push(sha256(chain.at(-1) ?? secret));
  return chain.reverse();
}

/** True when `revealed` is what comes before `last` in a chain. */
export const isNextOfChain = (last: Uint8Array, revealed: Uint8Array): boolean => revealed.length === 32 && equalBytes(sha256(revealed), last);

type Code = "SEED_HOLDER" | "SEED_TWICE" | "SEED_EARLY" | "SEED_OPENS" | "SEED_SAME" | "SEED_FORM";
const EXPECTED: Readonly<Record<Code, string>> = {
  SEED_HOLDER: "expected a holder of the round", SEED_TWICE: "expected one commitment and one reveal of each holder", SEED_EARLY: "expected every commitment before the first reveal",
  SEED_OPENS: "expected the bytes that were committed to", SEED_SAME: "expected a commitment of the holder's own", SEED_FORM: "expected 32 bytes in lower-case hex",
};

function faultOf(round: SeedRound, { kind, holder, value }: SeedAct, commitments: ReadonlyMap<string, string>, reveals: ReadonlyMap<string, string>): Code | undefined {
  if (!round.holders.includes(holder)) return "SEED_HOLDER";
  if (!/^[0-9a-f]{64}$/.test(value)) return "SEED_FORM";
  if ((kind === "commit" ? commitments : reveals).has(holder)) return "SEED_TWICE";
  if (kind === "commit") return [...commitments.values()].includes(value) ? "SEED_SAME" : undefined;
  if (commitments.size < round.holders.length) return "SEED_EARLY";
  const link = round.chains?.[holder];
  if (link !== undefined) return isNextOfChain(fromHex(link), fromHex(value)) ? undefined : "SEED_OPENS";
  return seedCommitment(round, holder, fromHex(value)) === commitments.get(holder) ? undefined : "SEED_OPENS";
}

const seedOf = ({ instance }: SeedRound, holders: readonly string[], reveals: ReadonlyMap<string, string>): string =>
  hex(sha256(concat([headOf(instance), ...holders.map((holder) => fromHex(reveals.get(holder) ?? ""))])));
