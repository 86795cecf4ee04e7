// Rounds of a plan that go otherwise than smoothly, in real browser profiles: places are withheld, and each side is opened its own leaves alone; one of
// three holders of the seed does not reveal, and is left out of one repeat; a better plan is shown and stands. Soldiers,
// civilians and remains go by one plan, each stream by itself.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/basis/canonical-json.ts";
import { hex, utf8 } from "../../src/basis/bytes.ts";
import { sha256 } from "../../src/basis/sha256.ts";
import { loadSolver } from "../../src/compute/highs-solver.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { PLAN } from "../../src/desk/exercise/planning-acts.ts";
import { instanceFromRecord } from "../../src/desk/planning-instance.ts";
import { plansOf, seatsOf } from "../../src/desk/plans-of.ts";
import { publish } from "../../src/desk/publish.ts";
import { checkPlan } from "../../src/planning/check-plan.ts";
import { planHashOf } from "../../src/planning/lottery.ts";
import { DEFAULT_EFFORT, makePlan, stageNamesOf } from "../../src/planning/make-plan.ts";
import { roundOf as roundOn, seedOn, standingAssign } from "../../src/planning/plan-table.ts";
import { parseInstance } from "../../src/planning/problem.ts";
import { seedCommitment } from "../../src/planning/seed-ceremony.ts";
import { seededChance } from "../walked-desk.ts";
import { hasChromium, launch } from "./chromium.ts";
import { goTo, sitDown, type OpenedDesk, type Profile } from "./opened-desk.ts";
import { openExercise } from "./opened-exercise.ts";
import { sign, signSecond } from "./sign-form.ts";
import { agreeOnStreams, CONTAINERS, PLANNERS, REEFERS, teller } from "./streamed-exercise.ts";

const WAIT = 90_000;
const SIZE = { seed: "1", captives: 80, remains: 6, families: 20 };
const roundOf = (page: Page, round: number): Locator => page.locator(`section[aria-label="Round ${round}"]`);

async function atPlan(page: Page): Promise<Page> {
  await goTo(page, "planning", WAIT);
  await page.getByRole("tab", { name: `Plan ${PLAN}` }).click();
  return page;
}

describe.runIf(hasChromium)("places withheld, and a holder of the seed who does not reveal", () => {
  let desk: OpenedDesk, browser: Browser;
  const profiles: Profile[] = [], pages = new Map<string, Page>();
  const of = (name: string): Page => pages.get(name) ?? expect.fail(name);
  beforeAll(async () => {
    desk = await openExercise(SIZE, async (opened) => {
      await agreeOnStreams(opened, "withheld");
      await publish(opened, seededChance("withheld").seconds());
    });
    browser = await launch();
    for (const [name, party, role] of [["a", "SA", "delegation"], ["a2", "SA", "delegation"], ["b", "SB", "delegation"], ["b2", "SB", "delegation"], ["office", "NO", "mediator-chair"], ["planner", "SEC", "mediator-chair"]] as const)
      pages.set(name, await sitDown(browser, desk, profiles, { party, role, options: { timeout: WAIT } }));
  }, WAIT * 3);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  test("the problem counts soldiers, civilians and containers apart", async () => {
    await goTo(of("planner"), "planning", WAIT);
    await of("planner").getByRole("tab", { name: "From the record" }).click();
    const counts = of("planner").locator("table").first();
    await counts.waitFor();
    const told = (await counts.textContent()) ?? "";
    expect(told).toContain("civilians");
    expect(told).toContain(`asked for${CONTAINERS}${CONTAINERS}`); // a cell for each side
  }, WAIT * 2);

  test("frozen over salted leaves; two reveal, the third does not: nothing new may be frozen, and one repeat goes without it", async () => {
    const planner = await atPlan(of("planner"));
    expect(await planner.getByRole("button", { name: /^Freeze with/ }).isDisabled()).toBe(true); // the salt comes first
    await sign(planner, planner.getByRole("button", { name: /Make the salt/ }));
    await sign(planner, planner.getByRole("button", { name: /^Freeze with/ }));
    await sign(planner, roundOf(planner, 1).getByRole("button", { name: /Give the frozen instance/ })); // to the mediator's seats alone
    for (const name of ["a", "b", "office"]) await sign(await atPlan(of(name)), roundOf(of(name), 1).getByRole("button", { name: /Make our part/ }));
    for (const name of ["office", "a"]) await sign(of(name), roundOf(of(name), 1).getByRole("button", { name: /Reveal our part/ }));
    await planner.getByRole("button", { name: /^Draw again without/ }).waitFor();
    expect(await planner.getByRole("button", { name: /^Freeze with/ }).isDisabled()).toBe(true);
    await sign(planner, planner.getByRole("button", { name: /^Draw again without/ }));
    for (const name of ["a", "office"]) await sign(of(name), roundOf(of(name), 2).getByRole("button", { name: /Make our part/ }));
    await roundOf(of("b"), 2).waitFor();
    expect(await roundOf(of("b"), 2).getByRole("button", { name: /Make our part/ }).count()).toBe(0);
    for (const name of ["office", "a"]) await sign(of(name), roundOf(of(name), 2).getByRole("button", { name: /Reveal our part/ }));
    await roundOf(planner, 2).getByRole("button", { name: "Compute the plan" }).waitFor();
    const state = desk.door.room.desk.states.get("SB") ?? expect.fail("a state");
    const seed = seedOn(roundOn(plansOf(state), PLAN, 2) ?? expect.fail("a round"), seatsOf(desk.door.room.desk.pack));
    expect(seed.kind === "drawn" ? Object.keys(seed.seed.reveals).sort() : seed.kind).toEqual(["NO", "SA"]);
  }, WAIT * 6);

  test("each side is opened its own persons and no other's, is told what it can check and what it cannot, and both lock", async () => {
    const planner = of("planner"), own = roundOf(planner, 2);
    await own.getByRole("button", { name: "Compute the plan" }).click();
    await sign(planner, own.getByRole("button", { name: /Record the plan/ }));
    for (const left of [2, 1]) {
      const open = own.getByRole("button", { name: /Open its own leaves to/ });
      await expect.poll(() => open.count(), { timeout: WAIT }).toBe(left);
      await sign(planner, open.first());
    }
    await sign(planner, own.getByRole("button", { name: /Give the plan to both sides/ }));
    for (const [name, side, other] of [["a", "SA", "SB"], ["b", "SB", "SA"]] as const) {
      const check = roundOf(of(name), 2).getByRole("region", { name: "What your side can check of this round" });
      await check.waitFor();
      const told = (await check.textContent()) ?? "";
      expect(told).toMatch(/Opened to you: \d+; closed: [1-9]/);
      expect(told).toContain("Not: the proofs of the stages");
      expect(await roundOf(of(name), 2).getByText("Show a better plan").count()).toBe(0);
      expect(await roundOf(of(name), 2).getByText("Why, or why not, for one person").count()).toBe(0);
      const seen = desk.door.room.desk.states.get(side)?.acts ?? [];
      const opened = seen.filter(({ kind }) => kind === "plan.opened").map(({ body }) => canonicalJson(body as never));
      expect(opened).toHaveLength(1);
      expect(opened[0]).toContain(`${side}-held/`);
      expect(opened[0]).toContain(`${side}-remains/`);
      expect(opened[0]).not.toMatch(new RegExp(`${other}-(held|remains)/`));
      expect(seen.filter(({ kind }) => kind === "plan.instance" || kind === "plan.proposed")).toEqual([]);
    }
    for (const [first, second] of [["a", "a2"], ["b", "b2"]] as const) {
      expect(await sign(of(first), roundOf(of(first), 2).getByRole("button", { name: /Lock exactly this plan/ }))).toContain("Signed once");
      expect(await signSecond(of(second))).toContain("Recorded as entry");
    }
    await own.locator(".mark.fine", { hasText: "locked by both sides" }).waitFor();
  }, WAIT * 6);

  test("the picture that the mediator sees says each stream, the containers and their refrigerated places, in the language of the page", async () => {
    const svg = async (language: string): Promise<string> => (await of("planner").request.get(new URL(`/api/planning/drawing?plan=${PLAN}&round=2&language=${language}`, desk.address).href)).text();
    const [en, uk, ar] = [await svg("en"), await svg("uk"), await svg("ar")];
    expect(en).toMatch(/Balance of “civil”: civilians; at most 2 apart over time/);
    expect(en).toMatch(/asked for \(containers\)/);
    expect(en).toMatch(new RegExp(`\\d/${REEFERS} refrigerated places`));
    expect(en).toMatch(/Counted in no balance: wounded/);
    expect(uk).toContain("Рівновага «civil»: цивільні");
    expect(ar).toContain("المدنيون");
  }, WAIT);

  test("nothing was refused by the page's policy", () => {
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  });
});

/** A round that stands drawn and given, of which the mediator's seats gave a plan that is not the best; the best of it as a file. */
async function giveWorse(desk: Desk): Promise<string> {
  const seats = seatsOf(desk.pack), tell = teller(desk, "worse"), on = "2025-06-30";
  await agreeOnStreams(desk, "under numbers");
  const { hash, instance } = instanceFromRecord({ acts: desk.state.acts, seats, plan: PLAN, on: on as never, upTo: desk.state.size });
  await tell("SEC", "plan.frozen", { plan: PLAN, round: 1, on, upTo: desk.state.size, instance: hash, persons: instance.captives.length, without: [] });
  await tell("SEC", "plan.instance", { plan: PLAN, round: 1, instance });
  const secretOf = (holder: string): Uint8Array => sha256(utf8(holder));
  for (const holder of ["SA", "SB", "NO"]) await tell(holder, "seed.committed", { plan: PLAN, round: 1, commitment: seedCommitment({ instance: hash }, holder, secretOf(holder)) });
  for (const holder of ["SA", "SB", "NO"]) await tell(holder, "seed.revealed", { plan: PLAN, round: 1, secret: hex(secretOf(holder)) });
  const seed = seedOn(roundOn(plansOf(desk.state), PLAN, 1) ?? expect.fail("a round"), seats);
  if (seed.kind !== "drawn") return expect.fail("a seed");
  const problem = parseInstance({ ...instance, tieSeed: seed.seed.value });
  const outcome = makePlan({ problem, instance: hash, solver: await loadSolver(), effort: DEFAULT_EFFORT, objective: stageNamesOf(problem) });
  if (outcome.kind !== "plan") return expect.fail("a plan");
  const { plan } = outcome;
  const [left] = Object.keys(plan.assign).reverse().filter((id) => plan.assign[id] !== null && checkPlan(problem, { assign: { ...plan.assign, [id]: null } }).isValid);
  const worse = { ...plan.assign, [left ?? expect.fail("somebody whom no clause asks for")]: null };
  const planHash = planHashOf(new Map(Object.entries(worse)));
  await tell("SEC", "plan.proposed", { plan: PLAN, round: 1, made: { ...plan, seed: seed.seed, stages: [], proven: false, assign: worse, vector: checkPlan(problem, { assign: worse }).vector, planHash } }, PLANNERS);
  const batches = new Map<string, string[]>();
  for (const [id, batch] of Object.entries(worse)) if (batch !== null) batches.set(batch, [...(batches.get(batch) ?? []), id]);
  await tell("SEC", "plan.forwarded", { plan: PLAN, round: 1, planHash, batches: [...batches].sort().map(([batch, persons]) => ({ batch, persons: persons.sort() })) });
  await publish(desk, seededChance("worse").seconds());
  return canonicalJson({ ...plan, seed: seed.seed });
}

describe.runIf(hasChromium)("a plan that is not the best", () => {
  let desk: OpenedDesk, browser: Browser, better = "";
  const profiles: Profile[] = [], pages = new Map<string, Page>();
  const of = (name: string): Page => pages.get(name) ?? expect.fail(name);
  const folder = mkdtempSync(join(tmpdir(), "afa-challenge-"));
  beforeAll(async () => {
    desk = await openExercise(SIZE, async (opened) => void (better = await giveWorse(opened)));
    browser = await launch();
    for (const [name, party] of [["a", "SA"], ["a2", "SA"], ["b", "SB"], ["b2", "SB"]] as const) pages.set(name, await sitDown(browser, desk, profiles, { party, role: "delegation", options: { timeout: WAIT } }));
    for (const page of pages.values()) await atPlan(page);
  }, WAIT * 3);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a side shows a better one from a file: the record judges it, it stands, and both lock that one", async () => {
    const page = of("a"), round = roundOf(page, 1);
    const file = (name: string, text: string): string => (writeFileSync(join(folder, name), text), join(folder, name));
    await round.getByRole("button", { name: "Show a better plan" }).click();
    const form = round.locator("form", { has: page.getByLabel("File of the plan") });
    await form.getByLabel("File of the plan").setInputFiles(file("not.json", "{"));
    await form.getByRole("status").waitFor();
    expect(await form.getByRole("button", { name: "Read and sign" }).isDisabled()).toBe(true);
    await form.getByLabel("File of the plan").setInputFiles(file("better.json", better));
    await form.locator(".code").first().waitFor();
    await sign(page, form.getByRole("button", { name: "Read and sign" }));
    for (const name of ["a", "b"]) await roundOf(of(name), 1).locator(".note.wait", { hasText: "A better plan stands, shown by" }).waitFor();
    const hash = /"planHash":"([0-9a-f]{16})"/.exec(better)?.[1] ?? expect.fail("a hash");
    for (const [first, second] of [["a", "a2"], ["b", "b2"]] as const) {
      await sign(of(first), roundOf(of(first), 1).getByRole("button", { name: /Lock exactly this plan/ }));
      expect(await signSecond(of(second))).toContain("Recorded as entry");
    }
    const locked = roundOn(plansOf(desk.door.room.desk.state), PLAN, 1)?.locked ?? expect.fail("a round");
    expect([...locked.values()].map(({ planHash }) => planHash)).toEqual([hash, hash]);
  }, WAIT * 4);

  test("after the lock one name goes for another of the same class, when both sides have said the same", async () => {
    const state = (): ReturnType<typeof standingAssign> => standingAssign(roundOn(plansOf(desk.door.room.desk.state), PLAN, 1) ?? expect.fail("a round"), seatsOf(desk.door.room.desk.pack));
    const page = of("a"), round = roundOf(page, 1);
    await atPlan(page);
    await round.getByRole("button", { name: "Put one name for another" }).click();
    const form = round.locator("form", { has: page.getByLabel("Who goes out") });
    let reserve = "", out = "";
    for (const [id] of [...state()].filter(([one]) => one.startsWith("SA-held/")).reverse()) {
      await form.getByLabel("Who goes out").fill(id);
      await form.getByRole("button", { name: "Who can step in without a new plan" }).click();
      const found = form.locator("bdi.code, .note.wait").first();
      await found.waitFor();
      reserve = /SA-held\/H[A-Z]\d+/.exec((await form.locator("bdi.code").allTextContents()).join(" "))?.[0] ?? "";
      out = id;
      if (reserve !== "") break;
    }
    expect(reserve).not.toBe("");
    const batch = state().get(out);
    await form.getByLabel("Who comes in").fill(reserve);
    expect(await sign(page, form.getByRole("button", { name: "Read and sign" }))).toContain("Signed once");
    await signSecond(of("a2"));
    await atPlan(of("b"));
    await sign(of("b"), roundOf(of("b"), 1).getByRole("button", { name: /Agree to the same/ }));
    expect(state().has(out)).toBe(true); // one officer of the other side has signed, not two
    await signSecond(of("b2"));
    expect([state().has(out), state().get(reserve)]).toEqual([false, batch]);
  }, WAIT * 4);

  test("nothing was refused by the page's policy", () => {
    for (const { troubles } of profiles) expect(troubles).toEqual([]);
  });
});
