// The record itself: entries, proofs, envelopes, sealed payloads for their addressees, the bundle, verification, live events.
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Fault } from "../basis/fault.ts";
import type { EntryDetail, EntryPage } from "../desk/api-types.ts";
import { REPORT_LANGUAGES } from "../desk/say.ts";
import { CONFIDENTIAL_KINDS } from "../entries/catalogue.ts";
import { entryDetail, entryPage } from "../desk/entry-rows.ts";
import { receiptOf } from "../desk/export-bundle.ts";
import { JOB_KINDS, JOB_TASKS } from "../desk/jobs/kinds.ts";
import type { TypedServer } from "./build-server.ts";
import type { JobOwner } from "./jobs.ts";
import { askerOf, mayNow, viewOf, type Room } from "./room.ts";
import { HEADERS } from "./static-files.ts";

const atIndex = z.object({ index: z.coerce.number().int().min(0) });
/** Kinds whose opening is a sensitive read. */
const SENSITIVE: readonly string[] = [...CONFIDENTIAL_KINDS, "list.deposited", "list.forwarded", "name.answered"];

export function entryRoutes(server: TypedServer, room: Room): void {
  const { desk, jobs, clock } = room;
  const onlyDay = z.object({ on: z.string().max(10).optional() }).strict();
  const page = z.object({
    on: z.string().max(10).optional(), from: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(1_000).default(100), opened: z.enum(["true", "false"]).optional(),
    kind: z.string().max(80).optional(), author: z.string().max(32).optional(), label: z.string().max(80).optional(), lang: z.enum(REPORT_LANGUAGES).optional(),
  }).strict();
  server.get("/api/entries", { schema: { summary: "Entries in record order", querystring: page } }, async (request): Promise<EntryPage> => {
    const { state, head, asker } = viewOf(room, request, request.query.on);
    const isOpened = request.query.opened === "true" && mayNow(room, asker, "acts");
    const found = entryPage(desk, mayNow(room, asker, "acts") ? state : null, { ...request.query, opened: request.query.opened === "true" });
    const sensitive = isOpened ? found.rows.filter(({ kind, label }) => label !== null && SENSITIVE.includes(kind)) : [];
    if (sensitive.length > 0) await room.access.note({ at: clock.now(), officer: asker.account.officer, party: asker.account.party, what: `entries ${sensitive.map(({ index }) => index).join(" ").slice(0, 500)}` });
    return { ...head, ...found };
  });
  server.get("/api/entries/:index", { schema: { summary: "One entry with its proof", params: atIndex, querystring: onlyDay } }, async (request): Promise<EntryDetail> => {
    const { state, head, asker } = viewOf(room, request, request.query.on);
    const detail = await entryDetail(desk, mayNow(room, asker, "acts") ? state : null, head, request.params.index);
    const { officer, party } = asker.account;
    if (detail.opened && SENSITIVE.includes(detail.kind)) await room.access.note({ at: clock.now(), officer, party, what: `entry ${detail.index}` });
    return detail;
  });
  server.get("/api/entries/:index/proof", { schema: { summary: "C2SP tlog-proof of one entry", params: atIndex } }, async (request, reply) =>
    reply.type("text/plain; charset=utf-8").header("content-disposition", `attachment; filename="${request.params.index}.tlog-proof"`).send(Buffer.from((await receiptOf(desk, request.params.index)).proof)));
  server.get("/api/entries/:index/envelope", { schema: { summary: "The exact bytes of one entry", params: atIndex } }, async (request, reply) => {
    if (request.params.index >= desk.heads.length) throw new Fault("ENTRY_NONE", "no entry of this number");
    return reply.type("application/octet-stream").header("content-disposition", `attachment; filename="${request.params.index}.entry"`).send(Buffer.from(await desk.record.entry(request.params.index)));
  });
  server.get("/api/entries/:index/sealed", { schema: { summary: "The age file, for its addressees", params: atIndex } }, async (request, reply) => {
    const { account } = askerOf(request);
    const head = desk.heads[request.params.index];
    const commit = head?.commits.find(({ to }) => to.includes(account.party));
    if (!head || !commit) throw new Fault("ENTRY_NONE", "nothing is sealed to your party under this number");
    await room.access.note({ at: clock.now(), officer: account.officer, party: account.party, what: `sealed ${request.params.index}` });
    const bytes = await desk.vault.sealed(commit.sealed);
    if (!bytes) throw new Fault("ENTRY_NONE", "the payload was erased; the record keeps its commitment");
    return reply.type("application/octet-stream").send(Buffer.from(bytes));
  });

  const ownerOf = (request: FastifyRequest): JobOwner => {
    const { officer, party, role, publicKey } = askerOf(request).account;
    return { officer, party, role, publicKey };
  };
  const newJob = z.object({ task: z.enum(JOB_TASKS), request: z.record(z.string().max(80), z.unknown()).default({}) }).strict();
  server.post("/api/jobs", { schema: { summary: "Begin long work", body: newJob } }, async (request, reply) => {
    const owner = ownerOf(request);
    const { task, request: asked } = request.body;
    const job = await jobs.start(task, owner, asked);
    const read = (await JOB_KINDS[task].load()).reads?.(desk, owner, asked);
    if (read !== undefined) await room.access.note({ at: clock.now(), officer: owner.officer, party: owner.party, what: read });
    return reply.code(202).send(job);
  });
  const jobId = z.object({ id: z.string().regex(/^[1-9][0-9]{0,14}$/) });
  server.get("/api/jobs", { schema: { summary: "My jobs" } }, async (request) => ({ jobs: await jobs.list(ownerOf(request)) }));
  server.get("/api/jobs/:id", { schema: { summary: "One job", params: jobId } }, (request) => jobs.find(request.params.id, ownerOf(request)));
  server.delete("/api/jobs/:id", { schema: { summary: "Cancel a job", params: jobId } }, (request) => jobs.cancel(request.params.id, ownerOf(request)));
  server.get("/api/jobs/:id/result", { schema: { summary: "What a job made", params: jobId } }, async (request, reply) => {
    const owner = ownerOf(request);
    const { task, line, bytes } = await jobs.result(request.params.id, owner);
    const { type, isSensitive } = line;
    if (isSensitive) await room.access.note({ at: clock.now(), officer: owner.officer, party: owner.party, what: `job ${request.params.id} ${task}` });
    if (type === "application/x-tar") return sendTar(reply, bytes);
    return reply.type(type === "application/json" ? `${type}; charset=utf-8` : type).send(Buffer.from(bytes));
  });
  const sendTar = (reply: FastifyReply, bytes: Uint8Array): FastifyReply =>
    reply.type("application/x-tar").header("content-disposition", `attachment; filename="${desk.pack.talks}.tar"`).send(Buffer.from(bytes));
  server.get("/api/bundle", { schema: { summary: "The bundle that anybody checks offline, as a tar" } }, async (request, reply) => {
    const owner = ownerOf(request);
    const { id } = await jobs.start("export", owner, {});
    const job = await jobs.ended(id, owner);
    if (job.state !== "done") throw new Fault(job.error ?? "EXPORT_NONE", "the bundle could not be made");
    return sendTar(reply, (await jobs.result(id, owner)).bytes);
  });

  server.get("/api/events", { schema: { summary: "What happens, as server-sent events" } }, (request, reply) => {
    const { account: { officer, party }, session } = askerOf(request);
    reply.hijack();
    reply.raw.writeHead(200, { ...HEADERS, "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
    if (!room.live.add(reply.raw, { officer, party, isOver: () => room.sessions.endOf(session) <= clock.ms() })) reply.raw.end();
  });
}
