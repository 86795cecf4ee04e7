// Readings in persons, and why for one name. Counts and reasons rest on lists of names, so whoever asks must read those too.
import { z } from "zod";
import { utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";
import type { ReadingsAnswer, WhyAnswer } from "../desk/api-types.ts";
import { demandRead } from "../desk/authority.ts";
import { bracketInPersons, readingsInPersons, whyOfName } from "../desk/readings-in-persons.ts";
import { textVersions } from "../desk/read-views.ts";
import { talksActs, talksOn } from "../desk/say-talks.ts";
import { memo } from "../desk/state-memo.ts";
import { textHashOf } from "../talks/clause.ts";
import { LANGS } from "../terms/explain-words.ts";
import type { TypedServer } from "./build-server.ts";
import { viewOf, type Room } from "./room.ts";

const day = z.string().max(10).optional();
const TEXT_MAX = 200_000;

export function readingRoutes(server: TypedServer, room: Room): void {
  const { pack } = room.desk;
  const readings = z.object({ text: z.string().min(1).max(TEXT_MAX), clause: z.number().int().min(1).max(999_999).optional(), on: day, lang: z.enum(LANGS).optional() }).strict();
  server.post("/api/readings", { schema: { summary: "What each reading of a clause means in persons of the lists in sight", body: readings } }, (request): ReadingsAnswer => {
    const { state, on, asker } = viewOf(room, request, request.body.on);
    demandRead(asker.account.role, "lists");
    const { text, clause, lang = "en" } = request.body;
    return memo(state, `readings ${textHashOf(text)} ${clause ?? ""} ${lang}`, on, ["registry"], () => readingsInPersons(state, pack, { text, clause, on, lang }));
  });
  server.post("/api/readings/bracket", { schema: { summary: "What each alternative of a bracket means in persons", body: z.object({ bracket: z.string().min(1).max(200), on: day, lang: z.enum(LANGS).optional() }).strict() } }, (request): ReadingsAnswer => {
    const { state, on, asker } = viewOf(room, request, request.body.on);
    demandRead(asker.account.role, "lists");
    const { lang = "en" } = request.body;
    const bracket = talksOn(state, pack, on).brackets.find((one) => one.bracket === request.body.bracket);
    if (!bracket) throw new Fault("BRACKET_NONE", "no bracket of this name is in sight");
    const clause = talksActs(state, ["clause.tabled"]).filter((one) => one.clause === bracket.clause && one.on <= on).at(-1);
    return memo(state, `bracket ${bracket.bracket} ${clause?.cite ?? ""} ${lang}`, on, ["registry", "table"], () => bracketInPersons(state, pack, bracket, clause?.text ?? "", on, lang));
  });
  const why = z.object({ agreement: z.string().min(1).max(200), list: z.string().min(1).max(200), row: z.string().min(1).max(200), lang: z.enum(LANGS), on: day }).strict();
  server.post("/api/why", { schema: { summary: "Why one name is or is not under each clause; the reading is logged", body: why } }, async (request): Promise<WhyAnswer> => {
    const { state, on, asker } = viewOf(room, request, request.body.on);
    const { officer, party, role } = asker.account;
    demandRead(role, "lists");
    const { agreement, list, row, lang } = request.body;
    const text = textVersions(state, pack, agreement, on).versions.at(-1)?.text ?? "";
    const { entry, found } = whyOfName(state, pack, { text, list, row, on, lang });
    await room.access.note({ at: room.clock.now(), officer, party, what: `why, entry ${entry}` });
    return { agreement, sha256: sha256Hex(utf8(text)), clauses: found.map(({ clause, value, text: said, sentence }) => ({ clause, value, text: said, sentence })) };
  });
}
