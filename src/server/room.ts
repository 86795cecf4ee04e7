// What the routes share: the open desk and what stands around it, and who asks.
import type { FastifyRequest } from "fastify";
import { base64 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import type { State } from "../entries/fold.ts";
import type { AccessLog } from "../desk/access-log.ts";
import type { BulkReading, SessionInfo } from "../desk/api-types.ts";
import { kindsOf, mayRead, needsTwo, seatOf, viewsOf, BREAKABLE, type View } from "../desk/authority.ts";
import type { Account, Officers } from "../desk/officers.ts";
import { dayOfView, viewHead } from "../desk/read-views.ts";
import { stateOf, type SharedDesk } from "../desk/shared-desk.ts";
import type { RegisteredKey } from "../record/key-registry.ts";
import type { Clock, Intake, Officer } from "../desk/submit-act.ts";
import type { ViewHead } from "../desk/api-types.ts";
import type { Config } from "./config.ts";
import type { Jobs } from "./jobs.ts";
import type { Live } from "./live.ts";
import type { Metrics } from "./metrics.ts";
import type { Session, Sessions } from "./sessions.ts";

export type Room = {
  readonly desk: SharedDesk; readonly intake: Intake; readonly officers: Officers; readonly sessions: Sessions; readonly access: AccessLog;
  readonly jobs: Jobs; readonly live: Live; readonly metrics: Metrics; readonly config: Config; readonly clock: Clock & { readonly ms: () => number };
  readonly version: string;
  readonly exerciseEnrolments: () => readonly { readonly party: string; readonly role: Account["role"]; readonly code: string }[];
  isClosing: boolean;
};

/** Who asks, by his cookie. */
export type Asker = { readonly session: Session; readonly account: Account };

const askers = new WeakMap<FastifyRequest, Asker>();
export const rememberAsker = (request: FastifyRequest, asker: Asker): void => void askers.set(request, asker);
/** @throws Fault `SESSION_NONE`: the hook has let nobody through without one. */
export function askerOf(request: FastifyRequest): Asker {
  const asker = askers.get(request);
  if (!asker) throw new Fault("SESSION_NONE", "sign in first");
  return asker;
}

export const isBroken = (room: Room, { session }: Asker, view: View): boolean => (session.broken.get(view) ?? 0) > room.clock.ms();
export const mayNow = (room: Room, asker: Asker, view: View): boolean =>
  mayRead(asker.account.role, view) || (BREAKABLE.includes(view) && isBroken(room, asker, view));

/** What stands on the record under the officer's key name, where it is his: another desk may have given the same sign to another person. */
export function keyOnRecord({ desk }: Pick<Room, "desk">, { keyName, publicKey }: Pick<Account, "keyName" | "publicKey">): RegisteredKey | undefined {
  const key = desk.registry.keys.get(keyName);
  return key !== undefined && base64(key.publicKey) === publicKey ? key : undefined;
}

/** The key that the record knows; null while the party's root key has not signed it. */
export const officerOf = (room: Room, { account }: Asker): Officer => {
  const key = keyOnRecord(room, account);
  return { officer: account.officer, party: account.party, role: account.role, key: key && key.until === Infinity ? account.keyName : null };
};

/** Who read in bulk in the last seven days. */
export const bulkReadings = ({ access, clock, config }: Room): BulkReading[] => access.bulkSince(new Date(clock.ms() - 7 * 86_400_000).toISOString(), config.bulkReadsPerHour);

/** A seat closed at this desk, or whose key was withdrawn on the record: nobody signs in to it. */
export function isClosedSeat(room: Room, account: Account): boolean {
  return account.closedAt !== undefined || (keyOnRecord(room, account)?.until ?? Infinity) !== Infinity;
}

export function sessionInfo(room: Room, asker: Asker): SessionInfo {
  const { account, session } = asker;
  const seat = seatOf(room.desk.pack, account.party) ?? "side";
  const kinds = kindsOf(account.role, seat);
  const broken = [...session.broken].filter(([, until]) => until > room.clock.ms()).map(([view, until]) => ({ view, until: new Date(until).toISOString() }));
  return {
    officer: account.officer, party: account.party, role: account.role, key: officerOf(room, asker).key, expiresAt: new Date(room.sessions.endOf(session)).toISOString(),
    kinds, twoPersonKinds: kinds.filter(needsTwo), views: [...new Set([...viewsOf(account.role), ...broken.map(({ view }) => view)])], hasPasskey: account.passkeys.length > 0, broken,
  };
}

/** The asker's own state and the day and head of the view asked for. */
export function viewOf(room: Room, request: FastifyRequest, on: string | undefined): { state: State; on: CivilDate; head: ViewHead; asker: Asker } {
  const asker = askerOf(request);
  const state = stateOf(room.desk, asker.account.party);
  const day = dayOfView(state, on, room.clock.today());
  return { state, on: day, head: viewHead(room.desk, day), asker };
}
