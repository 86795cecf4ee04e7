// Operations: notices, acknowledgements, what was found at the spot, both counts.
import { z } from "zod";
import type { OperationsView } from "../desk/api-types.ts";
import { countsIn, manifestsOf, operationsIn } from "../desk/say-handover.ts";
import { memo } from "../desk/state-memo.ts";
import type { TypedServer } from "./build-server.ts";
import { viewOf, type Room } from "./room.ts";

export function operationRoutes(server: TypedServer, room: Room): void {
  server.get("/api/operations", { schema: { summary: "Notices, their acknowledgements, exceptions at the spot, both counts", querystring: z.object({ on: z.string().max(10).optional() }).strict() } }, (request): OperationsView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    const { pack } = room.desk;
    return { ...head, ...memo(state, "operations", on, ["handover", "accounting", "table", "registry"], () => ({ operations: operationsIn(state, pack, on), counted: countsIn(state, on), manifests: manifestsOf(state) })) };
  });
}
