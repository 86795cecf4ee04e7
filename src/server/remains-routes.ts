// The views of the fallen: the board by code for whom the table names, the laboratory's compartment for a laboratory alone.
import { z } from "zod";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { compartmentFiles } from "../desk/compartment-files.ts";
import { dossierOf } from "../desk/dossier-of.ts";
import { affectedBy, dossierOn, laboratoryBoard, remainsBoard, setRows } from "../desk/remains-board.ts";
import type { AffectedView, CandidatesView, LaboratoryView, RemainsView, SetsView } from "../desk/remains-types.ts";
import { memo } from "../desk/state-memo.ts";
import { tarOf } from "../desk/tar.ts";
import type { TypedServer } from "./build-server.ts";
import { askerOf, viewOf, type Room } from "./room.ts";

const onDay = z.object({ on: z.string().max(10).optional() }).strict();
const ofSets = z.object({
  on: z.string().max(10).optional(), from: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(2_000).default(200),
  state: z.enum(["examined", "sampled", "profiled", "proposed", "identified", "kin informed", "more references needed", "re-opened", "not of this side", "buried"]).optional(), q: z.string().max(48).optional(),
}).strict();
const code = z.string().min(1).max(48);

export function remainsRoutes(server: TypedServer, room: Room): void {
  server.get("/api/remains", { schema: { summary: "Containers, sets, persons; proposals, findings, backlog", querystring: onDay } }, (request): RemainsView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...head, ...memo(state, "remains", on, ["remains", "accounting"], () => remainsBoard(state, on)) };
  });
  server.get("/api/remains/sets", { schema: { summary: "Sets of remains by code", querystring: ofSets } }, (request): SetsView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    const { from, limit, state: wanted, q } = request.query;
    const all = memo(state, "sets", on, ["remains"], () => setRows(dossierOn(state, on)));
    const found = all.filter((row) => (wanted === undefined || row.state === wanted) && (q === undefined || row.set.includes(q) || row.container.includes(q)));
    return { ...head, from, total: found.length, rows: found.slice(from, from + limit) };
  });
  server.get("/api/remains/affected/:identification", { schema: { summary: "Everything that rests on one identification", params: z.object({ identification: code }), querystring: onDay } }, (request): AffectedView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...head, ...affectedBy(state, request.params.identification, on) };
  });
  server.get("/api/laboratory", { schema: { summary: "Policies, deposits and searches of the own laboratory", querystring: onDay } }, (request): LaboratoryView => {
    const { state, on, head, asker } = viewOf(room, request, request.query.on);
    const own = room.desk.heads.filter(({ author }) => author === asker.account.party);
    const recorded = Object.fromEntries([...new Set(own.map(({ kind }) => kind))].sort().map((kind) => [kind, own.filter((one) => one.kind === kind).length]));
    return { ...head, ...memo(state, "laboratory", on, ["remains"], () => laboratoryBoard(state, on)), opensHere: room.desk.alsoOpens.size > 0, recorded };
  });
  server.get("/api/laboratory/files", { schema: { summary: "The own compartment as a tar: record and sealed payloads; the reading is logged" } }, async (request, reply) => {
    const { officer, party } = askerOf(request).account;
    await room.access.note({ at: room.clock.now(), officer, party, what: "compartment as files" });
    const files = await compartmentFiles(room.desk, party, undefined);
    return reply.type("application/x-tar").header("content-disposition", `attachment; filename="${party}.tar"`).send(Buffer.from(tarOf(files)));
  });
  server.get("/api/laboratory/candidates/:search", { schema: { summary: "The candidates of a search; the reading is logged", params: z.object({ search: code }), querystring: onDay } }, async (request): Promise<CandidatesView> => {
    const { state, head, asker } = viewOf(room, request, request.query.on);
    const search = dossierOf(state).searches.get(request.params.search);
    const document = search?.candidates === undefined || search.candidates === null ? undefined : parseJson(search.candidates);
    if (!search || !isRecord(document)) throw new Fault("REMAINS_NONE", "no candidates of this search lie in your laboratory", [{ field: "search" }]);
    const { officer, party } = asker.account;
    await room.access.note({ at: room.clock.now(), officer, party, what: `candidates, entry ${search.entry}` });
    return { ...head, search: search.search, sha256: search.candidatesSha256, document };
  });
}
