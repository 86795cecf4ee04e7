// Sessions: an opaque token of 256 bits in a cookie, its SHA-256 kept. They outlive a restart, so that an act that was being
// signed is sent again without signing in; they end by idleness, by age, and by signing out.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromUtf8, utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { View } from "../desk/authority.ts";
import { keptFile } from "../store/files/disk.ts";

export const COOKIE = "afa_session";
/** Where every address of the desk is https: a name that browsers take from this very host alone, so that no neighbour plants a session. */
const HOST_COOKIE = `__Host-${COOKIE}`;
/** Which of the two a desk of these addresses uses. */
export const cookieName = (origins: readonly string[]): string => (origins.length > 0 && origins.every((one) => one.startsWith("https:")) ? HOST_COOKIE : COOKIE);
export type Session = {
  readonly id: string; readonly officer: string; readonly endsMs: number; seenMs: number;
  /** Views opened by breaking the glass, until when. */
  readonly broken: Map<View, number>;
};
export type Sessions = {
  /** The token, once; durable when it resolves. */
  readonly open: (officer: string) => Promise<{ readonly token: string; readonly session: Session }>;
  readonly find: (token: string | undefined) => Session | "none" | "expired";
  readonly close: (session: Session) => Promise<void>;
  /** Ends every session of an officer; durable when it resolves. */
  readonly closeOf: (officer: string) => Promise<void>;
  readonly endOf: (session: Session) => number;
  readonly count: () => number;
  /** Resolves when no write is on its way. */
  readonly quiet: () => Promise<void>;
};

const SESSIONS_MAX = 20_000;

export function openSessions(folder: string, limits: { readonly idleMs: number; readonly ageMs: number }, now: () => number): Sessions {
  const path = join(folder, "desk/sessions.json");
  const sessions = read(path);
  const endOf = ({ endsMs, seenMs }: Session): number => Math.min(endsMs, seenMs + limits.idleMs);
  const { keep, quiet } = keptFile(path, () => {
    for (const [id, session] of sessions) if (endOf(session) + limits.ageMs < now()) sessions.delete(id); // an ended one is known as expired for a while
    const kept = [...sessions.values()].slice(-SESSIONS_MAX).map(({ id, officer, endsMs, seenMs }) => ({ id, officer, endsMs, seenMs }));
    return utf8(canonicalJson(kept));
  });
  return {
    open: async (officer) => {
      const token = randomBytes(32).toString("base64url");
      const session: Session = { id: sha256Hex(utf8(token)), officer, endsMs: now() + limits.ageMs, seenMs: now(), broken: new Map() };
      sessions.set(session.id, session);
      await keep();
      return { token, session };
    },
    find: (token) => {
      if (token === undefined || token.length > 100) return "none";
      const session = sessions.get(sha256Hex(utf8(token)));
      if (!session) return "none";
      if (endOf(session) <= now()) return "expired";
      session.seenMs = now();
      return session;
    },
    close: (session) => {
      sessions.delete(session.id);
      return keep();
    },
    closeOf: (officer) => {
      for (const [id, session] of sessions) if (session.officer === officer) sessions.delete(id);
      return keep();
    },
    endOf,
    quiet,
    count: () => [...sessions.values()].filter((one) => endOf(one) > now()).length,
  };
}

/** A damaged file ends every session and nothing else. */
function read(path: string): Map<string, Session> {
  try {
    const value = existsSync(path) ? parseJson(fromUtf8(new Uint8Array(readFileSync(path)))) : [];
    const list: unknown[] = Array.isArray(value) ? value : [];
    return new Map(list.flatMap((one) => {
      if (!isRecord(one)) return [];
      const { id, officer, endsMs, seenMs } = one;
      return typeof id === "string" && typeof officer === "string" && typeof endsMs === "number" && typeof seenMs === "number" ? [[id, { id, officer, endsMs, seenMs, broken: new Map() }]] : [];
    }));
  } catch {
    return new Map();
  }
}

/** The token out of a `Cookie` header. */
export const tokenOf = (cookie: string | undefined, name: string): string | undefined =>
  cookie?.split(";").map((one) => one.trim()).find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);

export const setCookie = (name: string, token: string, isSecure: boolean, seconds: number): string =>
  `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${isSecure ? "; Secure" : ""}`;
