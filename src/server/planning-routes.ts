// Plans: what is in sight of the asker, the instance to freeze, the picture, persons for those entitled to them, the openings by
// which a plan is recomputed offline. Reading persons is logged.
import { z } from "zod";
import { Fault } from "../basis/fault.ts";
import type { FreezeView, GivenView, PlanBatchView, PlanningView, ReserveView } from "../desk/api-types.ts";
import { openedFor, problemFrozen, rootOfInstance } from "../desk/opened-leaves.ts";
import { openingsFor } from "../desk/plan-openings.ts";
import { instanceKept, planningDay } from "../desk/planning-instance.ts";
import { personsOfBatch, reserveFor, roundNamed, type PersonsQuestion } from "../desk/planning-persons.ts";
import { pictureOf } from "../desk/print/plan-print.ts";
import { languageNamed, printWords } from "../desk/print/print-words.ts";
import { planningView } from "../desk/planning-view.ts";
import { plansOf, seatsOf } from "../desk/plans-of.ts";
import { memo } from "../desk/state-memo.ts";
import { countsOfPlan } from "../planning/class-counts.ts";
import { parsePlan } from "../planning/parse-plan.ts";
import type { TypedServer } from "./build-server.ts";
import { viewOf, type Room } from "./room.ts";

const PLANNING = ["planning", "registry", "agreed"] as const;
const name = z.string().min(1).max(60);

export function planningRoutes(server: TypedServer, room: Room): void {
  const { desk } = room;
  const seats = seatsOf(desk.pack);
  const onDay = z.object({ on: z.string().max(10).optional() }).strict();
  const ofPlan = z.object({ on: z.string().max(10).optional(), plan: name, round: z.coerce.number().int().min(1).optional() }).strict();
  const ofRound = z.object({ on: z.string().max(10).optional(), plan: name, round: z.coerce.number().int().min(1) }).strict();
  const questionOf = (request: Parameters<typeof viewOf>[1], { plan, round }: { readonly plan: string; readonly round: number }): PersonsQuestion => {
    const { state, asker } = viewOf(room, request, undefined);
    return { state, seats, party: asker.account.party, plan, round };
  };
  const note = (request: Parameters<typeof viewOf>[1], what: string): Promise<void> => {
    const { asker } = viewOf(room, request, undefined);
    return Promise.resolve(room.access.note({ at: room.clock.now(), officer: asker.account.officer, party: asker.account.party, what }));
  };

  server.get("/api/planning", { schema: { summary: "Plans: values, problem, rounds, seeds, locks, differences; in counts", querystring: onDay } }, (request): PlanningView => {
    const { state, on: day, head, asker } = viewOf(room, request, request.query.on);
    const on = request.query.on === undefined ? planningDay(plansOf(state), day) : day;
    const { party } = asker.account;
    const today = room.clock.today();
    return { ...head, on, plans: memo(state, `planning ${party} ${today}`, on, PLANNING, () => planningView({ state, pack: desk.pack, party, on, today })) };
  });
  server.get("/api/planning/freeze", { schema: { summary: "The instance that the record gives today, to be frozen; or that a frozen round rests on; for the mediator's seats", querystring: ofPlan } }, async (request): Promise<FreezeView> => {
    const { state, on: day, head, asker } = viewOf(room, request, request.query.on);
    const on = request.query.on === undefined ? planningDay(plansOf(state), day) : day;
    if (seats.sides.includes(asker.account.party)) throw new Fault("PLAN_SEAT", "the mediator's seats hold every part of an instance; a side does not");
    const { plan } = request.query;
    const frozen = request.query.round === undefined ? undefined : roundNamed({ state, plan, round: request.query.round }).frozen;
    const upTo = frozen?.upTo ?? state.size;
    const { instance, hash, agreed } = instanceKept({ acts: state.acts, seats, plan, on: frozen?.on ?? on, upTo });
    await note(request, `instance of plan ${plan}`);
    const salted = plansOf(state).plans.get(plan)?.salted;
    return { ...head, leaves: salted ? rootOfInstance(instance, hash, salted.secret) : null, on, plan, round: frozen?.round ?? (plansOf(state).plans.get(plan)?.rounds.length ?? 0) + 1, upTo, hash, persons: instance.captives.length, places: agreed.places, instance };
  });
  server.get("/api/planning/given", { schema: { summary: "What goes out with a round whose places are withheld: the plan in counts, and each side's own leaves; for the mediator's seats", querystring: ofRound } }, async (request): Promise<GivenView> => {
    const { state, seats: _, plan, round: number, party } = questionOf(request, request.query);
    if (seats.sides.includes(party)) throw new Fault("PLAN_SEAT", "the mediator's seats hold every part of an instance; a side does not");
    const round = roundNamed({ state, plan, round: number });
    await note(request, `leaves and counts of plan ${plan}`);
    if (round.frozen.leaves === undefined) return { counts: [], opened: {} };
    return {
      counts: round.proposed ? countsOfPlan(problemFrozen(state, round, seats), parsePlan(round.proposed.made).assign) : [],
      opened: Object.fromEntries(seats.sides.map((side) => [side, openedFor({ state, seats, plan, round: number, side })])),
    };
  });
  server.get("/api/planning/drawing", { schema: { summary: "The picture of a plan, SVG, counts only", querystring: ofRound.extend({ language: z.string().max(2).optional() }) } }, (request, reply) => {
    const words = printWords(languageNamed(request.query.language ?? "en"), desk.pack);
    return reply.type("image/svg+xml; charset=utf-8").send(pictureOf(questionOf(request, request.query), words));
  });
  server.get("/api/planning/batch", { schema: { summary: "Who is in a batch, for those entitled to names; the reading is logged", querystring: ofRound.extend({ batch: name }) } }, async (request): Promise<PlanBatchView> => {
    const question = questionOf(request, request.query);
    await note(request, `batch ${request.query.batch} of plan ${question.plan}`);
    return { batch: request.query.batch, persons: personsOfBatch(question, request.query.batch) };
  });
  server.get("/api/planning/reserve", { schema: { summary: "Who can take a person's place without a new plan; for the holding side and the mediator", querystring: ofRound.extend({ person: z.string().min(1).max(200) }) } }, async (request): Promise<ReserveView> => {
    const question = questionOf(request, request.query);
    await note(request, `reserve of plan ${question.plan}`);
    return { person: request.query.person, ...reserveFor(question, request.query.person) };
  });
  server.get("/api/planning/openings", { schema: { summary: "The payloads that plans rest on and the own party can open: personal data" } }, async (request, reply) => {
    const { asker } = viewOf(room, request, undefined);
    const { party } = asker.account;
    await note(request, "openings of plans");
    const heads = desk.heads.map((head) => (head.commits[0]?.to.includes(party) === true ? head : { ...head, commits: [] }));
    return reply.type("application/json").header("content-disposition", 'attachment; filename="openings.json"').send(Buffer.from(await openingsFor(desk, desk.identity, heads)));
  });
}
