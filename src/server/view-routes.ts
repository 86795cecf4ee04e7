// The views: each is one question to the asker's own state.
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { canonicalJson } from "../basis/canonical-json.ts";
import type { CivilDate } from "../basis/civil-date.ts";
import { Fault } from "../basis/fault.ts";
import type { State } from "../entries/fold.ts";
import { printAccount } from "../accounting/statement-of-account.ts";
import { casesOf, listsOn } from "../registry/name-case.ts";
import { agreedOn } from "../talks/agreed-text.ts";
import { movesUntil } from "../talks/position-history.ts";
import { positionsOn } from "../talks/positions.ts";
import { namesOf, sidesOf } from "../vocabulary/conflict-pack.ts";
import type { AccountView, AgreedView, BriefView, ChronicleView, DifferencesView, FrontView, ListsView, ListView, MatchesView, PositionsView, SaidItem, TalksView, TextView, ViewHead, WaitingItem } from "../desk/api-types.ts";
import { mayRead } from "../desk/authority.ts";
import { actAt, entryRow } from "../desk/entry-rows.ts";
import { fallenCounts, fallenRows, fallenUnder } from "../desk/family-links.ts";
import { heldAndFallen } from "../desk/held-and-fallen.ts";
import { listsOf } from "../desk/lists-of.ts";
import { matchesFor } from "../desk/match-view.ts";
import { saidItems, textVersions, withoutDay } from "../desk/read-views.ts";
import { accountOf, briefOf, chronicleOf, citeOf, REPORT_LANGUAGES, saidOf, signingRulesOf, signingsOf } from "../desk/say.ts";
import { memo } from "../desk/state-memo.ts";
import { notCosignedOn, sayNotCosigned } from "../desk/not-cosigned.ts";
import { nextOperation } from "../desk/next-operation.ts";
import { differencesOf, talksIn, waitingOn } from "../desk/waiting.ts";
import type { TypedServer } from "./build-server.ts";
import { bulkReadings, mayNow, viewOf, type Room } from "./room.ts";

const onDay = z.object({ on: z.string().max(10).optional() }).strict();
const LATEST = 10;
const EVERYTHING = ["accounting", "handover", "talks", "agreed", "table", "registry", "matching", "planning", "remains"] as const;

export function viewRoutes(server: TypedServer, room: Room): void {
  const { desk } = room;
  const accountIn = (state: State, on: CivilDate) => memo(state, "account", on, ["accounting", "handover", "remains"], () => accountOf(state, on));
  const listsIn = (state: State, on: CivilDate) => memo(state, "lists", on, ["registry"], () => listsOn(listsOf(state), sidesOf(desk.pack), on));
  const schema = (summary: string) => ({ schema: { summary, querystring: onDay } });

  server.get("/api/account", schema("Promised, delivered by each side's count, reversed, accepted, outstanding"), (request): AccountView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    const account = accountIn(state, on);
    const cite = (entry: number): string => actAt(state, entry)?.label ?? `#${entry}`;
    const cites = Object.fromEntries(account.obligations.flatMap(({ because }) => because.map((entry) => [entry, cite(entry)])));
    const fallen = memo(state, "fallen obligations", on, ["remains"], () => fallenUnder(state, on));
    for (const { because } of Object.values(fallen)) for (const entry of because) cites[entry] = cite(entry);
    return { ...head, ...account, cites, fallen };
  });
  server.get("/api/account/statement", schema("The statement of account as text"), (request, reply) => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return reply.type("text/plain; charset=utf-8").send(`${printAccount(accountIn(state, on), namesOf(desk.pack), citeOf(state))}${sayNotCosigned(notCosignedOn(desk, room.clock.today()), namesOf(desk.pack))}${head.exercise === null ? "" : `\n${head.exercise}\n`}`);
  });
  server.get("/api/differences", schema("Differences between the counts, with their ages"), (request): DifferencesView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...head, rows: differencesOf(accountIn(state, on)) };
  });
  server.get("/api/positions", schema("Clause by party"), (request): PositionsView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...head, rows: memo(state, "positions", on, ["positions", "table"], () => positionsOn(saidOf(state), on)), moves: memo(state, "moves", on, ["positions", "table"], () => movesUntil(saidOf(state), on)) };
  });
  server.get("/api/talks", schema("Documents, brackets, linkages, consequences, pauses, disputes"), (request): TalksView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...talksIn(state, desk.pack, on), ...head };
  });
  server.get("/api/agreed", schema("Which texts both sides signed over identical bytes"), (request): AgreedView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...head, agreements: agreedOn(signingsOf(state), sidesOf(desk.pack), on, signingRulesOf(state, desk.pack)) };
  });
  server.get("/api/texts/:agreement", { schema: { summary: "The bytes each side signed", params: z.object({ agreement: z.string().min(1).max(200) }), querystring: onDay } }, (request): TextView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...head, ...textVersions(state, desk.pack, request.params.agreement, on) };
  });
  /** What is said at length is kept as it goes over the wire: the head is of this moment, the rest of when it last changed. */
  const sendKept = (reply: FastifyReply, head: ViewHead, kept: string): FastifyReply =>
    reply.type("application/json; charset=utf-8").send(`${canonicalJson({ ...head, title: desk.pack.title }).slice(0, -1)},${kept.slice(1)}`);
  const inLanguage = (summary: string) => ({ schema: { summary, querystring: onDay.extend({ lang: z.enum(REPORT_LANGUAGES).default("en") }) } });
  server.get("/api/brief", inLanguage("The situation brief in one language; every sentence ends with its entries"), (request, reply) => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    const { lang } = request.query;
    return sendKept(reply, head, memo(state, `brief ${lang}`, on, EVERYTHING, () => JSON.stringify({ markdown: briefOf(upTo(state, on), desk.pack, lang), items: saidItems(state, desk.pack, on, lang) } satisfies Omit<BriefView, keyof ViewHead | "title">)));
  });
  server.get("/api/chronicle", inLanguage("What happened, day by day, in one language"), (request, reply) => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    const { lang } = request.query;
    return sendKept(reply, head, memo(state, `chronicle ${lang}`, on, EVERYTHING, () => {
      const days = new Map<string, SaidItem[]>();
      for (const item of saidItems(state, desk.pack, on, lang).map((one) => withoutDay(one, lang))) (days.get(item.day) ?? days.set(item.day, []).get(item.day))?.push(item);
      return JSON.stringify({ markdown: chronicleOf(upTo(state, on), desk.pack, lang), days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, items]) => ({ day, items })) } satisfies Omit<ChronicleView, keyof ViewHead | "title">);
    }));
  });
  server.get("/api/front", schema("What waits for whom, differences, the latest acts"), (request): FrontView => {
    const { state, on, head, asker } = viewOf(room, request, request.query.on);
    const mayAccount = mayNow(room, asker, "account");
    const mayTalks = mayNow(room, asker, "talks");
    const mayLists = mayNow(room, asker, "lists");
    const account = mayAccount ? accountIn(state, on) : null;
    const waiting = waitingOn(state, desk.pack, on).filter(({ path }) => (path.startsWith("/lists") || path.startsWith("/matching") ? mayLists : path.startsWith("/operations") ? mayAccount : mayTalks));
    const { party, role } = asker.account;
    const atDesk = (what: WaitingItem["what"], since: string, item: Pick<WaitingItem, "key" | "values" | "says" | "path">): WaitingItem => ({
      what, for: [party], since: on, ageDays: Math.max(0, Math.floor((room.clock.ms() - Date.parse(since)) / 86_400_000)), due: null, overdueDays: 0, because: [], ...item,
    });
    const seconds = room.intake.pendingOf(party).map(({ kind, by, since }) => atDesk("second signature", since, { key: "waiting.second", values: { kind, officer: by }, says: `An act of ${by} (${kind}) waits for a second signature`, path: "/desk" }));
    const bulk = !mayRead(role, "reads") ? [] : bulkReadings(room).filter((one) => party === desk.pack.secretariat.code || one.party === party).map(({ officer, count, from }) =>
      atDesk("bulk reading", from, { key: "waiting.bulk", values: { officer, count }, says: `${officer} read ${count} times within one hour`, path: "/seats" }));
    const size = desk.heads.length;
    const visible = mayNow(room, asker, "acts") ? state : null;
    const latest = Array.from({ length: Math.min(LATEST, size) }, (_, i) => entryRow(desk, visible, size - 1 - i));
    const next = mayNow(room, asker, "operations") ? nextOperation(state, desk.pack, on) : null;
    return {
      ...head, waiting: [...seconds, ...bulk, ...waiting], differences: account ? differencesOf(account) : [], heldAndFallen: mayLists ? memo(state, "held and fallen", on, ["remains", "registry", "matching"], () => heldAndFallen(state, on)) : [], latest, obligations: account?.obligations.length ?? 0,
      nextOperation: next,
    };
  });
  server.get("/api/lists", schema("Every list with its counts"), (request): ListsView => {
    const { state, on, head } = viewOf(room, request, request.query.on);
    return { ...head, lists: listsIn(state, on).filter((list) => list.on <= on), fallen: memo(state, "fallen lists", on, ["remains"], () => fallenCounts(state, on)) };
  });
  server.get("/api/matches", schema("Runs of matching, how pairs and doubles stand, what each side was told"), (request): MatchesView => {
    const { state, head, asker } = viewOf(room, request, request.query.on);
    return { ...head, ...matchesFor(state, asker.account.officer) };
  });
  const ofList = z.object({
    on: z.string().max(10).optional(), from: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(2_000).default(200),
    state: z.enum(["requested", "unanswered", "answered", "objected", "replied", "final-in", "final-out"]).optional(), q: z.string().max(200).optional(),
  }).strict();
  server.get("/api/lists/:list", { schema: { summary: "The names of one list; the reading is logged", params: z.object({ list: z.string().min(1).max(200) }), querystring: ofList } }, async (request): Promise<ListView> => {
    const { state, on, head, asker } = viewOf(room, request, request.query.on);
    const { from, limit, state: wanted, q } = request.query;
    const list = listsIn(state, on).find((one) => one.list === request.params.list);
    if (!list) throw new Fault("LIST_NONE", "no list of this name is in sight");
    const { officer, party } = asker.account;
    await room.access.note({ at: room.clock.now(), officer, party, what: `list, entry ${list.entry}` });
    alertOnBulk(room, officer, party);
    const fallen = memo(state, `fallen ${list.list}`, on, ["remains"], () => fallenRows(state, list.list, on));
    const page = casesOf(listsOf(state), list.list, on, { from, limit, state: wanted, sought: q });
    const marks = page.rows.flatMap(({ row: { row } }) => {
      const mark = fallen.get(row);
      return mark ? [[row, mark] as const] : [];
    });
    return { ...head, list, from, ...page, fallen: Object.fromEntries(marks) };
  });
}

const upTo = (state: State, on: string): State => ({ ...state, acts: state.acts.filter(({ at }) => at <= on) });

/** Bulk reading tells the officers of the own party and the secretariat, once an hour. */
function alertOnBulk(room: Room, officer: string, party: string): void {
  const since = new Date(room.clock.ms() - 3_600_000).toISOString();
  if (room.access.countSince(officer, since) !== room.config.bulkReadsPerHour + 1) return;
  room.metrics.count("bulk_reads_total");
  for (const to of [party, room.desk.pack.secretariat.code]) room.live.send({ event: "bulk-read", officer }, to);
}
