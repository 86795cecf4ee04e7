// Acts come in signed; here they are only handed to the desk.
import { z } from "zod";
import { fromBase64, hex } from "../basis/bytes.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import type { CheckAnswer, ErasableAnswer, ErasuresView, PendingAct } from "../desk/api-types.ts";
import { addresseeFault } from "../desk/addressees.ts";
import { demandErasure, demandRecord, demandSecond, needsTwo, seatOf } from "../desk/authority.ts";
import { erasableRows, erasuresOf } from "../desk/erasures-view.ts";
import type { Account } from "../desk/officers.ts";
import { previewList } from "../desk/preview-list.ts";
import { canOpen, stateOf } from "../desk/shared-desk.ts";
import { checkOpened, submissionOf } from "../desk/submit-act.ts";
import { parseHead } from "../record/entry-head.ts";
import { parseEnvelope } from "../record/envelope.ts";
import { leafHash } from "../record/merkle.ts";
import { LIST_PURPOSES } from "../registry/list-act.ts";
import type { TypedServer } from "./build-server.ts";
import { judgeEvidence, keepEvidence, passkeyShape } from "./passkey-evidence.ts";
import { askerOf, officerOf, viewOf, type Room } from "./room.ts";

const actId = z.object({ act: z.string().regex(/^[0-9a-f]{64}$/) });
const LIST_TEXT_MAX = 32 * 1024 * 1024;

export function actRoutes(server: TypedServer, room: Room): void {
  const { desk, intake, config } = room;
  const base64Max = Math.ceil((config.actSizeMax * 4) / 3) + 200_000;
  const act = z.object({ envelope: z.string().max(100_000), sealed: z.string().max(base64Max), passkey: passkeyShape.optional() }).strict();

  server.post("/api/acts", { bodyLimit: base64Max, schema: { summary: "Record an act that is sealed and signed", body: act } }, async (request, reply) => {
    const { passkey } = request.body;
    const asker = askerOf(request);
    const submission = submissionOf(request.body);
    const isKnown = intake.whatBecameOf(asker.account.party, hex(leafHash(submission.leaf))) !== undefined; // the same bytes again: the passkey has spoken
    const evidence = passkey && !isKnown ? await judgeEvidence(room, request, parseEnvelope(submission.leaf).payload, passkey.response) : undefined;
    const answer = await intake.submit(officerOf(room, asker), submission);
    if (evidence) await keepEvidence(room, evidence);
    room.metrics.count(answer.state === "recorded" ? "acts_acknowledged_total" : "acts_waiting_total");
    return reply.code(answer.state === "recorded" ? 200 : 202).send(answer);
  });
  server.get("/api/acts/:act", { schema: { summary: "What became of an act", params: actId } }, (request) => {
    const found = intake.whatBecameOf(askerOf(request).account.party, request.params.act);
    if (!found) throw new Fault("ACT_NONE", "no act of your party is on the record or waits under this name: send its bytes again");
    return found;
  });
  /** What waits at a party and is this officer's to sign, or his own. */
  const waitingFor = ({ officer, party, role }: Account): PendingAct[] => {
    const seat = seatOf(desk.pack, party) ?? "side";
    return intake.pendingOf(party).filter(({ kind, by }) => {
      try {
        demandSecond(role, seat, kind);
        return true;
      } catch {
        return by === officer;
      }
    });
  };
  server.get("/api/acts/pending", { schema: { summary: "Acts of the own party that wait for a second signature" } }, (request) => ({ pending: waitingFor(askerOf(request).account) }));
  server.get("/api/acts/pending/:act/sealed", { schema: { summary: "The age file of an act that waits: who signs it second opens it with a key of his party", params: actId } }, async (request, reply) => {
    const { account } = askerOf(request);
    const waiting = waitingFor(account).find(({ act: one }) => one === request.params.act);
    const commit = waiting ? parseHead(fromBase64(waiting.payload)).commits.find(({ to }) => to.includes(account.party)) : undefined;
    const bytes = commit ? await desk.vault.sealed(commit.sealed) : undefined;
    if (!bytes) throw new Fault("ACT_NONE", "no act of your party that you may sign waits sealed under this name");
    await room.access.note({ at: room.clock.now(), officer: account.officer, party: account.party, what: `sealed ${request.params.act}` });
    return reply.type("application/octet-stream").send(Buffer.from(bytes));
  });
  server.post("/api/acts/pending/:act/signature", { schema: { summary: "The second signature over the same bytes", params: actId, body: z.object({ sig: z.string().max(200), passkey: passkeyShape.optional() }).strict() } }, async (request) => {
    const asker = askerOf(request);
    const { sig, passkey } = request.body;
    const waiting = intake.pendingOf(asker.account.party).find(({ act: one }) => one === request.params.act);
    const evidence = passkey && waiting ? await judgeEvidence(room, request, fromBase64(waiting.payload), passkey.response) : undefined;
    const answer = await intake.sign(officerOf(room, asker), request.params.act, fromBase64(sig));
    if (evidence) await keepEvidence(room, evidence);
    return answer;
  });
  server.get("/api/erasures", { schema: { summary: "What was asked to be erased, and whether it is gone", querystring: z.object({}).strict() } }, async (request): Promise<ErasuresView> => {
    const { head } = viewOf(room, request, undefined);
    return { ...head, rows: await erasuresOf(desk) };
  });
  const asked = z.object({ entries: z.array(z.number().int().min(0)).max(1_000).default([]), sealed: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(1_000).default([]) }).strict();
  server.post("/api/erasures/check", { schema: { summary: "What of these could be erased now; nothing is kept", body: asked } }, (request): ErasableAnswer => {
    const { account } = askerOf(request);
    demandErasure(account.role, seatOf(desk.pack, account.party) ?? "side", true);
    return { rows: erasableRows(desk, request.body) };
  });
  const erasure = z.object({ envelope: z.string().max(100_000), reason: z.string().min(10).max(2_000) }).strict();
  server.post("/api/erasures", { schema: { summary: "Ask for the erasure of payloads; a second officer signs it like an act", body: erasure } }, async (request, reply) => {
    const officer = officerOf(room, askerOf(request));
    demandErasure(officer.role, seatOf(desk.pack, officer.party) ?? "side", false);
    const leaf = fromBase64(request.body.envelope);
    const answer = await intake.erase(officer, leaf);
    if (answer.state === "waiting") await room.access.note({ at: room.clock.now(), officer: officer.officer, party: officer.party, what: `erasure asked for, act ${answer.act}`, reason: request.body.reason });
    return reply.code(answer.state === "recorded" ? 200 : 202).send(answer);
  });
  server.delete("/api/acts/pending/:act", { schema: { summary: "Withdraw an act that waits", params: actId } }, async (request, reply) => {
    await intake.withdraw(officerOf(room, askerOf(request)), request.params.act);
    return reply.code(204).send();
  });

  const check = z.object({
    label: z.string().max(80), kind: z.string().max(80), at: z.string().max(10), to: z.array(z.string().max(32)).max(20), body: z.record(z.string(), z.unknown()), sources: z.array(z.string().max(2_000)).max(1_000),
  }).strict();
  server.post("/api/acts/check", { bodyLimit: base64Max, schema: { summary: "An act before it is signed; nothing is kept", body: check } }, (request): CheckAnswer => {
    const officer = officerOf(room, askerOf(request));
    const { kind, to, ...rest } = request.body;
    demandRecord(officer.role, seatOf(desk.pack, officer.party) ?? "side", kind);
    const at = parseCivilDate(rest.at);
    const isChecked = canOpen(desk, to);
    const needsSecond = needsTwo(kind);
    try {
      if (!at) throw new Fault("ACT_FORM", "expected a date that exists, YYYY-MM-DD", [{ field: "at" }]);
      if (!to.includes(officer.party) || !to.every((code) => desk.states.has(code))) throw new Fault("ACT_FORM", "expected parties of the pack, the author among them", [{ field: "to" }]);
      const misaddressed = addresseeFault(desk.pack, { kind, author: officer.party, to });
      if (misaddressed) throw misaddressed;
      const commits = [{ name: "act", commitment: "", sealed: "", to }];
      if (isChecked) checkOpened(desk, officer, { author: officer.party, kind, at, commits }, rest);
      return { faults: [], isChecked, needsSecond };
    } catch (error) {
      const faults = error instanceof Faults ? error.faults : error instanceof Fault ? [error] : undefined;
      if (!faults) throw error;
      return { faults: faults.map(({ code, message, places }) => ({ code, message, places })), isChecked, needsSecond };
    }
  });

  const list = z.object({ list: z.string().min(1).max(64), purpose: z.enum(LIST_PURPOSES), about: z.string().max(32), due: z.string().max(10).optional(), csv: z.string().max(LIST_TEXT_MAX) }).strict();
  server.post("/api/lists/preview", { bodyLimit: LIST_TEXT_MAX + 10_000, schema: { summary: "A list before it is deposited; nothing is kept", body: list } }, (request) => {
    const { account } = askerOf(request);
    demandRecord(account.role, seatOf(desk.pack, account.party) ?? "side", "list.deposited");
    return previewList(stateOf(desk, account.party), desk.pack, request.body);
  });
}
