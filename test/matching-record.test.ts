// Matching on the record, served: who may run, decide, tell and see; two persons and a third; what a side learns and what it never
// does; and the run computed again by whoever may see both lists.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Fault, Faults } from "../src/basis/fault.ts";
import type { EntryPage, FrontView, MatchesView, Pending, PendingAct } from "../src/desk/api-types.ts";
import { ROUTES } from "../src/desk/authority.ts";
import { openDesk } from "../src/desk/desk.ts";
import { writeBundle } from "../src/cli/record.ts";
import { matchCommand } from "../src/cli/match.ts";
import { printFaults } from "../src/cli/data-folder.ts";
import { find, prepare, run as runJob, type MatchFound } from "../src/desk/jobs/match-lists.ts";
import { prepare as prepareDoubles } from "../src/desk/jobs/match-doubles.ts";
import type { FoundPair } from "../src/matching/run-lists.ts";
import { rowsDigest } from "../src/registry/list-act.ts";
import { listedRows } from "./listed-pair.ts";
import { seat, serveCartel, type Seated, type Served } from "./served-desk.ts";

const LATER = "2999-01-01T00:00:00.000Z";
const folder = mkdtempSync(join(tmpdir(), "afa-matching-"));
const asked = listedRows("public-2k-left", 260).map(({ row }) => row);
const held = listedRows("public-2k-right", 2_000).map(({ row }) => row);
let served: Served;
let us: Seated;
let cs: Seated;
let sec: string;
let chairs: Seated[];
let found: MatchFound;
let open: readonly FoundPair[];

const refsOf = (pair: FoundPair): { left: string; right: string; millionths: number } => ({ left: found.findings.left[pair.left]?.ref ?? "", right: found.findings.right[pair.right]?.ref ?? "", millionths: pair.millionths });
const chair = (at: number): Seated => chairs[at] ?? expect.fail("no chair");
const decide = (who: Seated, pairs: readonly FoundPair[], answer: string, to: readonly string[] = [sec]): Promise<unknown> =>
  who.record("pairs.decided", { run: "R-1", pairs: pairs.map((pair) => ({ ...refsOf(pair), answer, reason: "everything stated agrees" })) }, to);
const refused = (promise: Promise<unknown>): Promise<string> => promise.then(() => "taken", (error: unknown) => /"code":"([A-Z_]+)"/.exec(String(error))?.[1] ?? String(error));

async function cli(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  try {
    const code = await matchCommand.run(args, { out: (text) => void (out += text), err: () => {}, readFile: async (path) => new Uint8Array(await readFile(path)), writeFile: (path, bytes) => writeFile(path, bytes), now: () => 0 });
    return { code, out, err: "" };
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
    return { code: 2, out, err: printFaults(error) };
  }
}

beforeAll(async () => {
  served = await serveCartel(folder);
  const { desk, officers } = served.door.room;
  sec = desk.pack.secretariat.code;
  const [a, b] = desk.pack.sides;
  us = await seat(served.wire, a.code, "delegation");
  cs = await seat(served.wire, b.code, "bureau");
  chairs = [];
  for (let i = 0; i < 4; i++) chairs.push(await seat(served.wire, sec, "mediator-chair", await officers.invite(desk.pack, sec, "mediator-chair", LATER)));
  await us.record("list.deposited", { list: `${a.code}-L1`, purpose: "asked for", about: b.code, rows: asked }, [a.code, sec]);
  await cs.record("list.deposited", { list: `${b.code}-H1`, purpose: "held", about: b.code, rows: held }, [b.code, sec]);
  found = find(prepare(desk, { party: sec, role: "mediator-chair" }, { left: [`${a.code}-L1`], right: [`${b.code}-H1`] }), () => {});
  open = found.findings.pairs.filter(({ isChosen }) => isChosen);
}, 120_000);
afterAll(async () => {
  await served.door.close().catch(() => {}); // the last test closes it
  rmSync(folder, { recursive: true, force: true });
});

test("only the mediator's side runs a comparison, over lists in its sight, and it opens to nobody who misses a list", async () => {
  const { desk } = served.door.room;
  const [a, b] = desk.pack.sides;
  const request = { left: [`${a.code}-L1`], right: [`${b.code}-H1`] };
  const codeOf = (act: () => unknown): string => {
    try {
      act();
      return "taken";
    } catch (error) {
      return error instanceof Fault ? error.code : String(error);
    }
  };
  for (const role of ["delegation", "bureau", "family-liaison"] as const) expect(codeOf(() => prepare(desk, { party: a.code, role }, request))).toBe("RIGHTS");
  expect(codeOf(() => prepare(desk, { party: desk.pack.mediator.code, role: "mediator-chair" }, request)), "the lists were not addressed to the mediator").toBe("LIST_NONE");
  expect(codeOf(() => prepare(desk, { party: sec, role: "mediator-chair" }, { left: [], right: "x" }))).toBe("MATCH_REQUEST");
  expect(codeOf(() => prepare(desk, { party: sec, role: "mediator-chair" }, { left: [`${a.code}-L1`], right: [`${a.code}-L1`] }))).toBe("LIST_BOTH");
  expect(codeOf(() => prepare(desk, { party: sec, role: "mediator-chair" }, { run: "R-none" }))).toBe("RUN_NONE");
  expect(codeOf(() => prepareDoubles(desk, { party: b.code, role: "bureau" }, { list: `${a.code}-L1` })), "another's list").toBe("LIST_NONE");
  expect(codeOf(() => prepareDoubles(desk, { party: b.code, role: "bureau" }, { list: `${b.code}-H1` }))).toBe("taken");
  const body = { run: "R-1", ...found.body };
  expect(await refused(us.record("match.proposed", body, [a.code, sec]))).toBe("RIGHTS");
  expect(await refused(chair(0).record("match.proposed", body, [a.code, sec]))).toBe("MATCH_TO");
  expect(await refused(chair(0).record("match.proposed", body))).toBe("MATCH_TO");
  expect(await refused(chair(0).record("match.proposed", { ...body, left: [{ list: `${a.code}-L1`, sha256: "0".repeat(64) }] }, [sec]))).toBe("LIST_OTHER");
  expect(await refused(chair(0).record("match.proposed", { ...body, size: 1_000_000 }, [sec]))).toBe("RUN_SIZE");
  expect(await refused(chair(0).record("match.proposed", body, [sec]))).toBe("taken");
  expect(await refused(chair(1).record("match.proposed", body, [sec]))).toBe("RUN_TWICE");
});

test("the job gives the same bytes again for a recorded run, with progress that ends at its end", async () => {
  const { desk } = served.door.room;
  const said: [number, number][] = [];
  const bytes = await runJob(prepare(desk, { party: sec, role: "mediator-chair" }, { run: "R-1" }), (done, of) => void said.push([done, of]));
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain('"agrees":true');
  expect(text).toContain(found.body.pairsSha256);
  expect(said.length).toBeGreaterThan(1);
  for (const [i, [done, of]] of said.entries()) expect(done > (said[i - 1]?.[0] ?? 0) && done <= of).toBe(true);
  expect(said.at(-1)?.[0]).toBe(said.at(-1)?.[1]);
});

test("a link needs two persons, the second does not read the first, and a third decides where they differ", async () => {
  const [first, second, third] = open;
  if (!first || !second || !third) return expect.fail("no pairs");
  await decide(chair(0), [first, second, third], "same");
  expect(await refused(decide(chair(0), [first], "same"))).toBe("PAIR_OWN");
  const blind = await chair(1).get<MatchesView>("/api/matches");
  expect(blind.pairs.map(({ verdict, persons, mine, said }) => [verdict, persons, mine, said.length])).toEqual([1, 2, 3].map(() => ["needs a second person", 1, null, 0]));
  const rows = await chair(1).get<EntryPage>("/api/entries?kind=pairs.decided&opened=true");
  expect(rows.rows.map(({ opened, says }) => [opened, says?.includes("answered 3 pairs of R-1")])).toEqual([[null, true]]);
  await decide(chair(1), [first], "same");
  await decide(chair(1), [second], "not the same");
  const after = await chair(2).get<MatchesView>("/api/matches");
  expect(after.pairs.map(({ verdict, said }) => [verdict, said.length])).toEqual([["same", 2], ["needs a third person", 0], ["needs a second person", 0]]);
  const { waiting } = await chair(2).get<FrontView>("/api/front");
  expect(waiting.filter(({ what }) => what === "comparison").map(({ key, values }) => [key, values["count"]])).toEqual(expect.arrayContaining([["waiting.pairs.second", 1], ["waiting.pairs.third", 1]]));
  expect((await us.get<FrontView>("/api/front")).waiting.filter(({ what }) => what === "comparison"), "a side hears nothing of it").toEqual([]);
  expect(after.runs[0]?.decided).toMatchObject({ same: 1, "needs a third person": 1, "needs a second person": 1 });
  await decide(chair(2), [second, third], "same");
  expect((await chair(2).get<MatchesView>("/api/matches")).pairs.map(({ verdict }) => verdict)).toEqual(["same", "same", "same"]);
  expect(await refused(decide(chair(3), [first], "not the same"))).toBe("PAIR_DECIDED");
  const rival = { ...first, right: second.right };
  expect(await refused(decide(chair(3), [rival], "same"))).toBe("PAIR_TAKEN");
  expect(await refused(chair(3).record("pairs.decided", { run: "R-1", pairs: [{ left: "US-L1#0", right: "CS-H1#1", answer: "same", reason: "other", millionths: 1 }] }, [sec]))).toBe("ROW_NONE");
});

test("decided pairs fit the calibration by version, and no other map is taken", async () => {
  const rest = open.slice(3);
  expect(rest.length).toBeGreaterThan(60);
  const [yes, no] = [rest.slice(0, -8), rest.slice(-8)];
  for (const at of [0, 1]) {
    await decide(chair(at), yes, "same");
    await decide(chair(at), no, "not the same");
  }
  const { runs } = await chair(0).get<MatchesView>("/api/matches");
  const next = runs[0]?.nextCalibration;
  if (!next) return expect.fail("expected a calibration to record");
  expect([next.version, next.labels]).toEqual([1, open.length]);
  expect(await refused(chair(0).record("match.calibrated", { ...next, sha256: "0".repeat(64) }, [sec]))).toBe("CALIBRATION_OTHER");
  expect(await refused(chair(0).record("match.calibrated", { ...next, version: 2 }, [sec]))).toBe("CALIBRATION_VERSION");
  await chair(0).record("match.calibrated", { ...next }, [sec]);
  const after = (await chair(0).get<MatchesView>("/api/matches")).runs[0];
  expect([after?.calibrations.length, after?.nextCalibration]).toEqual([1, null]);
});

test("a double is joined by two and undone by two, and the next run leaves the joined row out", async () => {
  const [a, b] = served.door.room.desk.pack.sides;
  const say = (answer: string): Record<string, unknown> => ({ list: `${b.code}-H1`, pairs: [{ rows: ["1", "2"], answer, reason: "a document was seen" }] });
  expect(await refused(us.record("doubles.decided", say("join"), [a.code, sec]))).toBe("LIST_NONE");
  await cs.record("doubles.decided", say("join"), [b.code, sec]);
  const { desk } = served.door.room;
  const next = (): number => find(prepare(desk, { party: sec, role: "mediator-chair" }, { left: [`${a.code}-L1`], right: [`${b.code}-H1`] }), () => {}).body.doubles;
  expect(next()).toBe(0);
  await chair(0).record("doubles.decided", say("join"), [b.code, sec]);
  expect(next()).toBe(1);
  expect(find(prepare(desk, { party: sec, role: "mediator-chair" }, { run: "R-1" }), () => {}).agrees, "a run rests on what stood when it was made").toBe(true);
  await cs.record("doubles.decided", say("undo"), [b.code, sec]);
  await chair(0).record("doubles.decided", say("undo"), [b.code, sec]);
  expect(next()).toBe(0);
  expect((await cs.get<MatchesView>("/api/matches")).doubles.map(({ stand, said }) => [stand, said.length])).toEqual([["open", 4]]);
  expect((await us.get<MatchesView>("/api/matches")).doubles).toEqual([]);
});

test("a side learns which of its own rows two persons found, and no answer to it holds a name or a row of the other list", async () => {
  const [a, b] = served.door.room.desk.pack.sides;
  const linked = (await chair(0).get<MatchesView>("/api/matches")).pairs.filter(({ verdict }) => verdict === "same");
  const told = { run: "R-1", lists: [{ list: `${a.code}-L1`, sha256: rowsDigest(asked) }], found: linked.map(({ left }) => left), unclear: [] };
  expect(await refused(chair(0).record("match.told", { ...told, found: [...told.found, `${b.code}-H1#1`] }, [a.code, sec]))).toBe("ROW_NONE");
  expect(await refused(chair(0).record("match.told", told, [a.code, b.code, sec])), "the other side does not see this list").toBe("MATCH_TO");
  const pending = (await chair(0).record("match.told", told, [a.code, sec])) as Pending;
  expect(pending.state).toBe("waiting");
  expect((await us.get<MatchesView>("/api/matches")).told, "not before two officers signed").toEqual([]);
  const { pending: waiting } = await chair(1).get<{ pending: PendingAct[] }>("/api/acts/pending");
  await chair(1).second(waiting.find(({ kind }) => kind === "match.told") ?? expect.fail("nothing waits"));
  const view = await us.get<MatchesView>("/api/matches");
  expect(view.told.map(({ found: rows }) => rows)).toEqual([told.found]);
  expect([view.runs, view.pairs]).toEqual([[], []]);
  // every answer that a side can get, whole: nothing of the other list
  const own = asked.map(({ name }) => name).join("\n");
  const secret = [...held.map(({ name }) => name).filter((name) => name.length > 6 && !own.includes(name)), `${b.code}-H1#`]; // "Petro Petrenko" stands within a longer own name too
  expect(secret.length).toBeGreaterThan(1_000);
  const routes = Object.entries(ROUTES).filter(([route]) => route.startsWith("GET ") && !route.includes("events"));
  let looked = 0;
  for (const [route] of routes)
    for (const path of addresses(route.slice(4), served.door.room.desk.heads.length)) {
      const { text } = await us.status("GET", path);
      looked += text.length;
      expect(secret.filter((name) => text.includes(name)), path).toEqual([]);
    }
  expect(looked).toBeGreaterThan(100_000);
  expect(served.log.join("\n")).not.toContain(held[0]?.name);
}, 60_000);

const addresses = (url: string, size: number): string[] => {
  if (url.includes(":index")) return Array.from({ length: size }, (_, i) => url.replace(":index", String(i)));
  if (url.includes(":list")) return ["US-L1?limit=2000", "CS-H1"].map((list) => url.replace(":list", list));
  return [`${url}${url === "/api/entries" ? "?opened=true&limit=1000" : ""}`.replace(/:\w+/, "R-1")];
};

test("whoever may see both lists computes the run again, from the desk and from a bundle; one row changed is found", async () => {
  const { desk } = served.door.room;
  // a run recorded over other pairs than these lists give: as if one row had stood otherwise
  const input = prepare(desk, { party: sec, role: "mediator-chair" }, { left: found.body.left.map(({ list }) => list), right: found.body.right.map(({ list }) => list) });
  const at = open[5]?.left ?? 0;
  const left = input.input.left.map((row, i) => (i === at ? { ...row, row: { ...row.row, name: "Вигаданий Хтось Іншович", birth: "1901-01-01" } } : row));
  const other = find({ ...input, input: { ...input.input, left } }, () => {});
  expect(other.body.pairsSha256).not.toBe(found.body.pairsSha256);
  await chair(0).record("match.proposed", { run: "R-2", ...other.body }, [sec]);
  await served.door.publishNow();
  await served.door.close();
  const same = await cli("verify", folder, "R-1");
  expect([same.code, same.out]).toEqual([0, expect.stringContaining(`R-1: the same ${found.body.pairs} pairs`)]);
  const changed = await cli("verify", folder, "R-2", "--json");
  expect([changed.code, changed.out]).toEqual([1, expect.stringContaining('"pairsSha256"')]);
  expect(changed.out).toMatch(/"otherwise":\[[^\]]*"pairsSha256"/);
  expect((await cli("verify", folder, "R-1", "--as", desk.pack.sides[0].code)).err, "a side does not see the run").toContain("RUN_NONE");
  expect((await cli("verify", folder, "R-9")).err).toContain("RUN_NONE");
  const [bundle, openings] = [join(folder, "bundle"), join(folder, "openings.jsonl")];
  const opened = await openDesk(folder, undefined, LATER);
  await writeBundle(opened, bundle);
  await opened.record.close();
  expect((await cli("openings", "R-1", "--data", folder, "--out", openings)).code).toBe(0);
  const alone = await cli("verify", bundle, "R-1", "--openings", openings);
  expect([alone.code, alone.out.split("\n").at(-2)]).toEqual([0, "holds"]);
  const lines = readFileSync(openings, "utf8").split("\n");
  const first = JSON.parse(lines[0] ?? "") as { entry: number; opened: string };
  const bytes = Buffer.from(first.opened, "base64");
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
  writeFileSync(openings, [JSON.stringify({ ...first, opened: bytes.toString("base64") }), ...lines.slice(1)].join("\n"));
  expect((await cli("verify", bundle, "R-1", "--openings", openings)).err).toMatch(/:1: expected the payload that the entry commits to \[OPENING_OTHER\]/);
}, 120_000);
