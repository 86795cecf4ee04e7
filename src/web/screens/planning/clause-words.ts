// The name of a clause of a plan in the reader's words (`transport:SA`, `parity:batch`); a clause of another kind is shown as it is.
import type { Say, WordKey } from "../../frame/language-context.ts";

const KEYS: Readonly<Record<string, WordKey>> = {
  all: "planning.clause.all", quota: "planning.clause.quota", size: "planning.clause.size", transport: "planning.clause.transport", place: "planning.clause.place",
  "parity:batch": "planning.clause.parityBatch", "parity:cumulative": "planning.clause.parityRunning",
};

export function clauseWords(say: Say, party: (code: string) => string, clause: string): string {
  const [kind = "", of = "", more] = clause.split(":");
  if (kind === "transport" && more !== undefined) return say("planning.clause.resource", { resource: say.code("resource", more), of: party(of) });
  if (kind === "parity" && more !== undefined) return say("planning.clause.stream", { of: say.code("stream", of) });
  if (kind === "link") return say("planning.clause.link", { of });
  const key = KEYS[clause] ?? KEYS[kind];
  return key === undefined ? clause : say(key, { of: kind === "all" ? say.code("tier", of) : kind === "place" ? of : party(of) });
}

/** The name of a component of the vector. */
export const stageWords = (say: Say, name: string): string => (name.startsWith("tier:") ? say("planning.stage.tier", { tier: say.code("tier", name.slice(5)) }) : say.code("planStage", name));
