// The seats of an exercise: who can enrol at once, with codes out of the published seed. In a real process there are none.
import { utf8 } from "../basis/bytes.ts";
import { sha256 } from "../basis/sha256.ts";
import type { ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { Role } from "./api-types.ts";
import { base32 } from "./officers.ts";

export type SeatOffered = { readonly party: string; readonly role: Role; readonly code: string };

const SIDE: readonly Role[] = ["delegation", "delegation", "bureau", "handover-lead", "family-liaison", "security-officer"];
const MEDIATOR: readonly Role[] = ["mediator-chair", "mediator-chair", "neutral-agency", "observer"];
const SECRETARIAT: readonly Role[] = ["mediator-chair", "mediator-chair", "security-officer", "mediator-chair"];
/** One analyst, two who review: the proposal is signed by two. */
const LABORATORY: readonly Role[] = ["laboratory", "laboratory", "laboratory"];
const FORENSIC: readonly Role[] = ["forensic-lead", "forensic-lead"];

/** The same codes each time for one seed. */
export function exerciseSeats(pack: ConflictPack, seed: string): SeatOffered[] {
  const of = (party: string, roles: readonly Role[]): SeatOffered[] =>
    roles.map((role, i) => ({ party, role, code: base32(sha256(utf8(`all-for-all exercise seat\n${seed}\n${party}\n${role}\n${i}`)).slice(0, 10)) }));
  return [...pack.sides.flatMap(({ code }) => of(code, pack.laboratories.length > 0 ? [...SIDE, ...FORENSIC] : SIDE)), ...of(pack.mediator.code, MEDIATOR), ...of(pack.secretariat.code, SECRETARIAT), ...pack.laboratories.flatMap(({ code }) => of(code, LABORATORY))];
}
