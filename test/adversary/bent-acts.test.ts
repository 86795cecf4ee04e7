// Acts bent at random and signed by officers who may record them: each is refused in words or taken in, and whatever was taken in, no
// view of any party falls, and the record opens again to the same states. One act that broke the fold would close the desk for everybody.
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../../src/basis/parse-json.ts";
import { mayRecord, ROUTES, SEATS_OF_ROLE, seatOf, type Seat } from "../../src/desk/authority.ts";
import type { Role } from "../../src/desk/api-types.ts";
import { dumpState } from "../../src/entries/fold.ts";
import { openDoor } from "../../src/server/serve.ts";
import { compartmentsOf } from "../../src/vocabulary/conflict-pack.ts";
import { replayExercise, writeExercise } from "../exercise-desk.ts";
import { injectWire, seat, testConfig, type Seated } from "../served-desk.ts";
import { repository, withFolder } from "../walked-desk.ts";

type Told = { readonly actor: string; readonly kind: string; readonly body: Record<string, unknown> };
type Step = string | number;

const ROLES_SEATED: readonly Role[] = ["mediator-chair", "delegation", "bureau", "handover-lead", "forensic-lead", "laboratory"];
const STRANGE: readonly unknown[] = [
  "", " ", "__proto__", "constructor", "x".repeat(5_000), -1, 0, 1.5, 1e308, 9_007_199_254_740_992, null, true, [], {}, [[]], { a: { a: {} } }, "2025-02-30", "9999-12-31", "0001-01-01", "\u0000", "<script>alert(1)</script>", "\u202Eabc",
];

/** Acts of the drill, whose parties become those of the exercise, and the exercise's own of the fallen. */
function corpus(below: (path: string) => string): Told[] {
  const codes: Readonly<Record<string, string>> = { NOR: "SA", SOU: "SB" };
  const moved = (value: unknown): unknown =>
    typeof value === "string" ? (codes[value] ?? value) : Array.isArray(value) ? value.map(moved) : isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [codes[name] ?? name, moved(one)])) : value;
  const read = (path: string): Told[] => moved(parseJson(readFileSync(path, "utf8"))) as Told[];
  return [...read(join(repository, "examples/drill/talks.json")), ...read(join(repository, "examples/drill/pack-adopted.json")), ...read(below("acts-remains.json"))].filter(({ body }) => JSON.stringify(body).length < 8_000);
}

const stepsOf = (value: unknown, at: readonly Step[] = []): (readonly Step[])[] =>
  typeof value !== "object" || value === null ? [at] : [...(at.length > 0 ? [at] : []), ...Object.entries(value).flatMap(([name, one]) => stepsOf(one, [...at, Array.isArray(value) ? Number(name) : name]))];

/** One place of the body taken out, made strange, doubled, lengthened, or given what stands under the same name in another act. */
function bend(body: Record<string, unknown>, pick: (n: number) => number, others: readonly Told[]): Record<string, unknown> {
  const bent = structuredClone(body);
  const places = stepsOf(bent).filter((steps) => steps.length > 0);
  const steps = places[pick(places.length)];
  const last = steps?.at(-1);
  if (!steps || last === undefined) return bent;
  const holder = steps.slice(0, -1).reduce<unknown>((value, step) => (value as Record<Step, unknown>)[step], bent) as Record<Step, unknown>;
  const now = holder[last];
  const manner = pick(5);
  if (manner === 0) delete holder[last];
  else if (manner === 1) holder[last] = STRANGE[pick(STRANGE.length)];
  else if (manner === 2) holder[last] = typeof now === "number" ? -now * 1e6 : typeof now === "string" ? `${now}\n` : [now, now];
  else if (manner === 3) holder[`${last}x`] = now;
  else holder[last] = structuredClone(others[pick(others.length)]?.body[last] ?? STRANGE[pick(STRANGE.length)]);
  return bent;
}

const fallenViews = async (seats: readonly Seated[]): Promise<string[]> => {
  const fallen: string[] = [];
  for (const one of seats)
    for (const [method, url] of Object.keys(ROUTES).map((route) => route.split(" ")).filter(([verb, path]) => verb === "GET" && path !== "/api/events")) {
      const address = (url ?? "").replace(":act", "0".repeat(64)).replace(":index", "1").replace(":id", "9").replace(":agreement", "DRILL").replace(":list", "SA-held").replace(/:(identification|search)/, "X");
      const { status, text } = await one.status("GET", address);
      if (status >= 500) fallen.push(`${method} ${address} as ${one.info.role} of ${one.info.party}: ${text}`);
    }
  return fallen;
};

test("whatever an officer signs is refused in words or taken in, and no view of any party falls by it", () =>
  withFolder(async (folder) => {
    const record = await replayExercise(folder);
    const acts = corpus(writeExercise(folder));
    const open = () => openDoor(record, testConfig, { ms: Date.now }, () => {}, () => {}, `${folder}/no-web`);
    const door = await open();
    await door.server.ready();
    const { desk, officers } = door.room;
    const seatAt = (party: string): Seat => seatOf(desk.pack, party) ?? expect.fail("no seat");
    const seats: Seated[] = [];
    for (const { code } of compartmentsOf(desk.pack))
      for (const role of ROLES_SEATED)
        if (SEATS_OF_ROLE[role].includes(seatAt(code))) for (let twice = 0; twice < 2; twice++) seats.push(await seat(injectWire(door), code, role, await officers.invite(desk.pack, code, role, "2999-01-01T00:00:00.000Z")));

    const answers = new Map<number, number>();
    const fallen: string[] = [];
    const draws = fc.sample(fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), { seed: 20_260_101, numRuns: 160 });
    for (const [i, draw] of draws.entries()) {
      let next = 0;
      const pick = (n: number): number => (draw[next++ % draw.length] ?? 0) % Math.max(1, n);
      const told = acts[pick(acts.length)] ?? expect.fail("no act");
      const may = seats.filter(({ info }) => mayRecord(info.role, seatAt(info.party), told.kind));
      const own = may.filter(({ info }) => info.party === told.actor);
      const one = (own.length > 0 ? own : may)[pick(own.length || may.length)];
      if (!one) continue;
      const to = pick(3) === 0 ? [...new Set([one.info.party, desk.pack.secretariat.code])] : one.everybody();
      const { act, request } = await one.sign(told.kind, pick(6) === 0 ? told.body : bend(told.body, pick, acts), to, { label: `${one.info.officer}/${i}` });
      const { status, text } = await one.status("POST", "/api/acts", request);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status >= 500) fallen.push(`${told.kind}: ${text}`);
      if (status !== 202) continue;
      const second = seats.find((other) => other !== one && other.info.party === one.info.party && other.info.role === one.info.role) ?? expect.fail("no second officer");
      const waits = (await second.get<{ pending: Parameters<Seated["second"]>[0][] }>("/api/acts/pending")).pending.find((each) => each.act === act);
      await (waits ? second.second(waits) : one.ask("DELETE", `/api/acts/pending/${act}`));
    }
    expect(fallen).toEqual([]);
    expect([...answers.keys()].every((status) => status < 500)).toBe(true);
    expect((answers.get(200) ?? 0) + (answers.get(202) ?? 0), "some acts were taken in").toBeGreaterThan(15);
    expect(answers.get(400), "some were refused").toBeGreaterThan(50);
    expect(await fallenViews(seats.filter((_, i) => i % 2 === 0))).toEqual([]);

    const stood = [...desk.states].map(([code, state]) => [code, dumpState(state)]);
    await door.close();
    const again = await open();
    expect([...again.room.desk.states].map(([code, state]) => [code, dumpState(state)])).toEqual(stood);
    await again.close();
  }), 120_000);
