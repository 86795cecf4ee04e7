// Persons held, in counts and by row: how they can travel, whether they were heard, what a commission decided.
import { z } from "zod";
import type { CustodyRowsView, CustodyView } from "../desk/api-types.ts";
import { custodyOn, rowsOfList } from "../desk/custody-view.ts";
import { memo } from "../desk/state-memo.ts";
import type { TypedServer } from "./build-server.ts";
import { viewOf, type Room } from "./room.ts";

const onDay = z.object({ on: z.string().max(10).optional() }).strict();

export function custodyRoutes(server: TypedServer, room: Room): void {
  server.get("/api/custody", { schema: { summary: "Per list, in counts: custody stated, heard in private, decided by a commission", querystring: onDay } }, (request): CustodyView => {
    const { state, on, head, asker } = viewOf(room, request, request.query.on);
    const found = memo(state, "custody", on, ["registry", "planning"], () => custodyOn(state, on));
    // what a commission decided is read person by person by those who decide or chair; others have its count
    return { ...head, ...found, ...(DECIDERS.includes(asker.account.role) ? {} : { decisions: [], decisionsLeftOut: 0 }) };
  });
  server.get("/api/custody/:list", { schema: { summary: "The rows of a list by code, without names", params: z.object({ list: z.string().min(1).max(200) }), querystring: onDay } }, (request): CustodyRowsView => {
    const { state, head } = viewOf(room, request, request.query.on);
    return { ...head, ...rowsOfList(state, request.params.list) };
  });
}

const DECIDERS: readonly string[] = ["medical-commission", "mediator-chair"];
