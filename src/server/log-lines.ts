// Log lines: one JSON object a line; route, status, milliseconds, fault code, entry number. Never an address asked for, a query, a
// body, a name or an officer: what a person did stands in the record and in the log of reads, where it is protected.
import type { FastifyReply, FastifyRequest } from "fastify";
import { canonicalJson } from "../basis/canonical-json.ts";

const LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type Level = (typeof LEVELS)[number];
export type Log = {
  readonly answered: (request: FastifyRequest, reply: FastifyReply, route: string) => void;
  readonly refused: (request: FastifyRequest, status: number, code: string) => void;
  /** A bug of ours: where in our code, not what it was about. */
  readonly broke: (request: FastifyRequest, error: Error) => void;
};

export function readLog(level: Level, write: (line: string) => void, now: () => string): Log {
  const line = (of: Level, what: Readonly<Record<string, unknown>>): void => {
    if (LEVELS.indexOf(of) <= LEVELS.indexOf(level)) write(`${canonicalJson({ at: now(), level: of, ...what })}\n`);
  };
  return {
    answered: (request, reply, route) => line("info", { id: request.id, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }),
    refused: (request, status, code) => line(status >= 500 ? "error" : "debug", { id: request.id, status, code }),
    broke: (request, error) => line("error", { id: request.id, status: 500, kind: error.name, at_code: codePlaces(error) }),
  };
}

/** Files and lines of a stack, without its message: the message may quote what was read. */
const codePlaces = (error: Error): string[] =>
  (error.stack ?? "").split("\n").flatMap((text) => /((?:src|dist|node_modules)\/[\w@./-]+:\d+):\d+\)?$/.exec(text.trim())?.[1] ?? []).slice(0, 8);
