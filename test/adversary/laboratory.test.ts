// The laboratory's wall, on the exercise: a search from deposits to two signatures; no name of a family in any answer to a
// laboratory; no genotype in any answer to anybody else, on the disk, or in a log line; a wrong side reversed in the account.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson } from "../../src/basis/canonical-json.ts";
import { fromUtf8, utf8 } from "../../src/basis/bytes.ts";
import { isRecord, parseJson } from "../../src/basis/parse-json.ts";
import { sha256Hex } from "../../src/basis/sha256.ts";
import type { Role } from "../../src/desk/api-types.ts";
import { ROUTES, ROLES, SEATS_OF_ROLE, seatOf } from "../../src/desk/authority.ts";
import { dossierOf } from "../../src/desk/dossier-of.ts";
import { prepare, run } from "../../src/desk/jobs/identify-remains.ts";
import type { AffectedView, CandidatesView, LaboratoryView, RemainsView } from "../../src/desk/remains-types.ts";
import { stateOf } from "../../src/desk/shared-desk.ts";
import { outsideReport, reportDigest } from "../../src/identification/outside-report.ts";
import type { ReferenceFlag } from "../../src/identification/check-references.ts";
import type { Report } from "../../src/identification/report.ts";
import { flagsDigest } from "../../src/identification/settle-act.ts";
import { compartmentsOf } from "../../src/vocabulary/conflict-pack.ts";
import { openDesk } from "../../src/desk/desk.ts";
import { serveExercise } from "../exercise-desk.ts";
import { seat, type Seated, type Served } from "../served-desk.ts";

type Row = { readonly sets: readonly string[]; readonly family: string; readonly missing: string; readonly side: string; readonly log10Lr: number; readonly posterior: number; readonly gapLog10: number; readonly verdict: string; readonly reportSha256: string };
type Found = { readonly candidates: readonly Row[]; readonly reports: Readonly<Record<string, Report>>; readonly counts: Readonly<Record<string, number>>; readonly flags: readonly ReferenceFlag[]; readonly setAside: readonly { readonly family: string; readonly side: string }[]; readonly inputsSha256: string };

const folder = mkdtempSync(join(tmpdir(), "afa-laboratory-"));
let served: Served & { readonly record: string };
const officers = new Map<string, Seated>();
const at = async (party: string, role: Role, number = 1): Promise<Seated> => {
  const key = `${party} ${role} ${number}`;
  const known = officers.get(key) ?? (await seat(served.wire, party, role, await served.door.room.officers.invite(served.door.room.desk.pack, party, role, "2999-01-01T00:00:00.000Z")));
  officers.set(key, known);
  return known;
};
/** The first of two signs, the second signs the same bytes. */
async function two(first: Seated, second: Seated, kind: string, body: Record<string, unknown>, to: readonly string[]): Promise<number> {
  const waiting = await first.record(kind, body, to);
  expect(waiting.state, kind).toBe("waiting");
  const { pending } = await second.get<{ pending: Parameters<Seated["second"]>[0][] }>("/api/acts/pending");
  const mine = pending.find(({ act }) => act === waiting.act) ?? expect.fail("nothing waits");
  expect((await first.status("POST", `/api/acts/pending/${waiting.act}/signature`, { sig: "AAAA" })).code, "nobody signs his own act twice").toBe("SECOND_SELF");
  return (await second.second(mine)).index;
}
const truth = (): Map<string, Record<string, string>> => {
  const [head = "", ...rows] = readFileSync(join(folder, "exercise/truth/remains.csv"), "utf8").trim().split("\n");
  return new Map(rows.map((row) => [row.split(",")[0] ?? "", Object.fromEntries(head.split(",").map((name, i) => [name, row.split(",")[i] ?? ""]))]));
};
const LAB = "NOLAB";
const SEEN = { side: ["SA", "SB"], desks: ["NO", "SEC"] };
let found: Found;
let document: string;
let proposed: Row;

beforeAll(async () => {
  served = await serveExercise(folder, ["profiles.deposited"]);
}, 120_000);
afterAll(async () => {
  await served?.door.close();
  rmSync(folder, { recursive: true, force: true });
});

test("laboratories deposit by code; what nobody received is refused", async () => {
  const profiles = readFileSync(join(folder, "exercise/laboratory/remains.csv"), "utf8").trim().split("\n");
  const received = truth();
  for (const [side, of] of [["SA", "A"], ["SB", "B"]] as const) {
    const laboratory = await at(`${side}LAB`, "laboratory");
    const rows = profiles.slice(1).filter((row) => received.get(row.split(",")[0] ?? "")?.["received_by"] === of);
    const text = `${profiles[0] ?? ""}\n${rows.join("\n")}\n`;
    const body = { deposit: `${side}LAB-D1`, purpose: "remains", text, sha256: sha256Hex(utf8(text)) };
    for (const to of [[`${side}LAB`, side], [`${side}LAB`, "SEC"], [`${side}LAB`, side === "SA" ? "SBLAB" : "SALAB"]])
      expect((await laboratory.status("POST", "/api/acts", (await laboratory.sign("profiles.deposited", body, to)).request)).code, `genotypes to ${to.join(" ")}`).toBe("ACT_ADDRESSEE");
    const unknown = text.replace(/R0000(\d\d)/, "R9999$1");
    expect((await laboratory.status("POST", "/api/acts", (await laboratory.sign("profiles.deposited", { ...body, text: unknown, sha256: sha256Hex(utf8(unknown)) }, [`${side}LAB`, LAB])).request)).code).toBe("REMAINS_NONE");
    expect((await laboratory.record("profiles.deposited", body, [`${side}LAB`, LAB])).state).toBe("recorded");
  }
  const view = await (await at(LAB, "laboratory")).get<LaboratoryView>("/api/laboratory");
  expect(view.deposits.filter(({ purpose }) => purpose === "remains").reduce((sum, { count }) => sum + count, 0)).toBe(received.size);
  expect(JSON.stringify(view)).not.toMatch(/"D3S1358"/);
});

test("the search gives the same bytes anew, after a stop too, and only a laboratory runs it", async () => {
  const { desk } = served.door.room;
  const analyst = await at(LAB, "laboratory");
  for (const [party, role] of [["SA", "forensic-lead"], ["SEC", "mediator-chair"], ["SA", "delegation"]] as const)
    expect(() => prepare(desk, { officer: "x", party, role }, { policy: "NOLAB-P1" })).toThrow(expect.objectContaining({ code: "RIGHTS" }));
  expect(() => prepare(desk, { officer: "x", party: LAB, role: "laboratory" }, { policy: "no" })).toThrow(expect.objectContaining({ code: "REMAINS_NONE" }));
  const input = prepare(desk, { officer: analyst.info.officer, party: LAB, role: "laboratory" }, { policy: "NOLAB-P1" });
  const steps: number[] = [];
  let kept: Uint8Array | undefined;
  const bytes = await run(structuredClone(input), (done, of, resume) => {
    steps.push(done / of);
    kept = resume ?? kept;
  });
  expect(steps.at(-1)).toBe(1);
  expect([...steps].sort((a, b) => a - b), "progress goes forward").toEqual(steps);
  const held = kept === undefined ? "" : fromUtf8(kept);
  expect(held.length).toBeGreaterThan(1_000);
  expect(/"pedigree"|"references"|"text":"[^"]/.test(held) || needleIn(held, genotypes()) !== undefined, "what is kept to resume holds no genotype").toBe(false);
  document = fromUtf8(bytes);
  expect(fromUtf8(await run(input, () => {}, kept))).toBe(document);
  expect(fromUtf8(await run(input, () => {}, utf8("torn")))).toBe(document);
  const value = parseJson(document);
  expect(isRecord(value)).toBe(true);
  found = value as Found;
  const known = truth();
  const right = (row: Row): boolean => row.sets.every((set) => known.get(set)?.["family"] === row.family && known.get(set)?.["missing"] === row.missing);
  const proposals = found.candidates.filter(({ verdict }) => verdict === "proposed");
  expect(proposals.length).toBeGreaterThan(10);
  expect(proposals.filter((row) => !right(row)), "no wrong proposal on this exercise").toEqual([]);
}, 300_000);

test("the search and its candidates stand on the record, the candidates for laboratories alone", async () => {
  const analyst = await at(LAB, "laboratory");
  const lab = dossierOf(stateOf(served.door.room.desk, LAB));
  const names = (purpose: string): string[] => [...lab.deposits.values()].filter((one) => one.purpose === purpose).map(({ deposit }) => deposit).sort();
  const { inputsSha256 } = await analyst.get<LaboratoryView>("/api/laboratory").then((view) => ({ inputsSha256: view.inputsSha256["NOLAB-P1"] }));
  const body = { search: "NOLAB-Q1", policy: "NOLAB-P1", profiles: names("remains"), references: names("references"), inputsSha256, candidatesSha256: sha256Hex(utf8(document)), engine: "identification 1", kernel: "k", counts: found.counts };
  await analyst.record("search.run", body, [...SEEN.side, ...SEEN.desks, LAB, "SALAB", "SBLAB"]);
  const keep = { search: "NOLAB-Q1", text: document, sha256: sha256Hex(utf8(document)) };
  expect((await analyst.status("POST", "/api/acts", (await analyst.sign("candidates.kept", keep, [LAB, "SEC"])).request)).code).toBe("ACT_ADDRESSEE");
  await analyst.record("candidates.kept", keep, [LAB]);
  const view = await analyst.get<CandidatesView>("/api/laboratory/candidates/NOLAB-Q1");
  expect(canonicalJson(view.document)).toBe(document);
});

const proposalOf = (row: Row, identification: string): Record<string, unknown> => {
  const report = outsideReport(found.reports[row.reportSha256] ?? expect.fail("no report"));
  expect(reportDigest(report)).toBe(row.reportSha256);
  const { sets, family, missing, side, log10Lr, posterior, gapLog10, verdict, reportSha256 } = row;
  return { identification, sets, family, missing, side, dna: { search: "NOLAB-Q1", log10Lr, posterior, gapLog10, verdict, report, reportSha256 } };
};

test("a proposal needs two officers of the laboratory, an identification two of the side; sight alone closes nothing", async () => {
  const [analyst, reviewer] = [await at(LAB, "laboratory"), await at(LAB, "laboratory", 2)];
  proposed = found.candidates.find((row) => row.verdict === "proposed" && row.side === "SA" && truth().get(row.sets[0] ?? "")?.["received_by"] === "A") ?? expect.fail("nothing proposed");
  const to = ["SA", ...SEEN.desks, LAB, "SALAB"];
  const body = proposalOf(proposed, "NOLAB-I1");
  const swollen = { ...body, dna: { ...(body["dna"] as object), posterior: 1 } };
  expect((await analyst.status("POST", "/api/acts", (await analyst.sign("identification.proposed", swollen, to)).request)).code).toBe("PROPOSAL_OTHER");
  const forger = await at("SA", "forensic-lead");
  expect((await forger.status("POST", "/api/acts", (await forger.sign("identification.proposed", swollen, ["SA", ...SEEN.desks])).request)).status, "a side has no search to propose from").toBe(400);
  const { dna: _, ...withoutDna } = body;
  expect((await analyst.status("POST", "/api/acts", (await analyst.sign("identification.proposed", withoutDna, to)).request)).code).toBe("REMAINS_STATE");
  await two(analyst, reviewer, "identification.proposed", body, to);
  const [lead, second] = [await at("SA", "forensic-lead"), await at("SA", "forensic-lead", 2)];
  const sign = { identification: "NOLAB-I1", identifiers: ["visual"] };
  const everybody = ["SA", ...SEEN.desks, LAB, "SALAB"];
  expect((await lead.status("POST", "/api/acts", (await lead.sign("identification.signed", sign, everybody)).request)).code).toBe("IDENTIFIERS_VISUAL");
  await two(lead, second, "identification.signed", { ...sign, identifiers: ["dna", "effects"] }, everybody);
  const board = await lead.get<RemainsView>("/api/remains");
  expect(board.cases[0]).toMatchObject({ identification: "NOLAB-I1", state: "identified", identifiers: ["dna", "effects"] });
  expect((await (await at("SB", "forensic-lead")).get<RemainsView>("/api/remains")).cases, "the other side does not hear of it").toEqual([]);
});

test("kin are told after the two signatures, the name on the side's list says so, and nobody but that side and the secretariat sees it", async () => {
  const [liaison, bureau, lead] = [await at("SA", "family-liaison"), await at("SA", "bureau"), await at("SA", "forensic-lead")];
  const own = ["SA", "SEC"];
  await bureau.record("list.deposited", { list: "SA-L7", purpose: "missing", about: "SB", rows: [{ row: "1", name: "Somebody Else" }, { row: "2", name: "Somebody Sought" }] }, own);
  const link = { family: proposed.family, missing: proposed.missing, list: "SA-L7", row: "2" };
  const refused = async (one: Seated, kind: string, body: Record<string, unknown>, to: readonly string[] = own): Promise<string | undefined> => (await one.status("POST", "/api/acts", (await one.sign(kind, body, to)).request)).code;
  for (const to of [["SA", "SB", "SEC"], ["SA", "SALAB", "SEC"], ["NO", "SA", "SEC"]]) expect(await refused(liaison, "family.linked", link, to), to.join(" ")).toBe("ACT_ADDRESSEE");
  expect(await refused(liaison, "family.linked", { ...link, row: "3" })).toBe("ROW_NONE");
  expect(await refused(liaison, "family.linked", { ...link, list: "SA-L9" })).toBe("LIST_NONE");
  expect(await refused(await at("SB", "family-liaison"), "family.linked", link, ["SB", "SEC"]), "another side's list is not in sight").toBe("LIST_NONE");
  await two(liaison, bureau, "family.linked", link, own);
  const fallenIn = async (one: Seated): Promise<unknown> => (await one.get<{ fallen: Record<string, { identification: string; kinInformedOn: string | null }> }>("/api/lists/SA-L7")).fallen;
  expect(await fallenIn(bureau)).toMatchObject({ 2: { identification: "NOLAB-I1", kinInformedOn: null } });
  expect((await (await at("SA", "delegation")).get<{ fallen: unknown }>("/api/lists")).fallen).toEqual({ "SA-L7": 1 });
  expect((await (await at("SB", "delegation")).get<{ fallen: unknown }>("/api/lists")).fallen).toEqual({});
  const grave = { identification: "NOLAB-I1", grave: "G-12", on: "2026-02-01" };
  expect(await refused(lead, "remains.buried", grave), "kin first").toBe("REMAINS_STATE");
  const signedOn = (await lead.get<RemainsView>("/api/remains")).cases[0]?.signedOn ?? "";
  const told = { identification: "NOLAB-I1", informant: "SA-9", on: signedOn, channel: "in person" };
  expect(await refused(lead, "kin.informed", told), "the liaison alone writes to families").toBe("RIGHTS");
  expect(await refused(liaison, "kin.informed", { ...told, on: "2020-01-01" }), "before two had signed").toBe("REMAINS_STATE");
  expect(await refused(liaison, "kin.informed", { ...told, on: "2999-01-01" }), "a day to come").toBe("REMAINS_STATE");
  for (const to of [["SA", "SB", "SEC"], ["SA", "SALAB", "SEC"]]) expect(await refused(liaison, "kin.informed", told, to)).toBe("ACT_ADDRESSEE");
  await liaison.record("kin.informed", told, own);
  expect(await fallenIn(bureau)).toMatchObject({ 2: { kinInformedOn: signedOn } });
  const underObligation = async (party: string): Promise<unknown> => (await (await at(party, "delegation")).get<{ fallen: Record<string, unknown> }>("/api/account")).fallen["EX-remains/SB-SA"];
  expect(await underObligation("SA")).toMatchObject({ identified: 1, kinInformed: 1 });
  expect(await underObligation("SB"), "the giver counts what came, and learns of no identification").toMatchObject({ identified: 0, kinInformed: 0 });
  expect((await lead.get<RemainsView>("/api/remains")).states["kin informed"]).toBe(proposed.sets.length);
  expect((await (await at("SALAB", "laboratory")).get<RemainsView>("/api/remains")).links, "no laboratory reads which family is which row").toEqual([]);
  await lead.record("remains.buried", grave, own);
});

test("what a search found of a family is settled by two of the laboratory; the next search goes by it, and outside stands one sentence", async () => {
  const [analyst, reviewer] = [await at(LAB, "laboratory"), await at(LAB, "laboratory", 2)];
  const flagged = found.flags[0] ?? expect.fail("the exercise has a family in doubt");
  const { family } = flagged;
  expect(found.setAside.some((one) => one.family === family)).toBe(true);
  const own = found.flags.filter((one) => one.family === family);
  const body = { settlement: "NOLAB-S1", search: "NOLAB-Q1", family, flagsSha256: flagsDigest(own), outcome: "as it is" };
  expect((await analyst.status("POST", "/api/acts", (await analyst.sign("references.settled", body, [LAB, "SA"])).request)).code, "to laboratories alone").toBe("ACT_ADDRESSEE");
  expect((await analyst.status("POST", "/api/acts", (await analyst.sign("references.settled", { ...body, flagsSha256: "0".repeat(64) }, [LAB])).request)).code).toBe("SETTLEMENT_OTHER");
  await two(analyst, reviewer, "references.settled", body, [LAB]);
  const again = parseJson(fromUtf8(await run(prepare(served.door.room.desk, { officer: analyst.info.officer, party: LAB, role: "laboratory" }, { policy: "NOLAB-P1" }), () => {}))) as Found;
  expect(again.inputsSha256).not.toBe(found.inputsSha256);
  expect(again.setAside).toEqual(found.setAside.filter((one) => one.family !== family));
  expect(again.counts["families"]).toBe((found.counts["families"] ?? 0) + 1);
  expect(again.flags.filter((one) => one.family === family), "it waits for nobody any more").toEqual([]);
  const side = found.setAside.find((one) => one.family === family)?.side ?? "";
  const request = { request: "NOLAB-A1", side, families: found.setAside.filter((one) => one.side === side).map((one) => one.family) };
  expect((await analyst.status("POST", "/api/acts", (await analyst.sign("references.needed", request, [...SEEN.side, ...SEEN.desks, LAB])).request)).code, "not to the other side").toBe("ACT_ADDRESSEE");
  await analyst.record("references.needed", request, [side, ...SEEN.desks, LAB]);
  const liaison = await at(side, "family-liaison");
  const { needed } = await liaison.get<RemainsView>("/api/remains");
  expect(needed).toMatchObject([{ families: request.families }]);
  const told = await everyAnswer(liaison);
  for (const word of ["flagsSha256", "contamination", "\"relation\"", "duplicate"]) expect(told.includes(word), `“${word}” to the side`).toBe(false);
}, 300_000);

test("sets found not of the receiving side reverse their containers in everybody's account", async () => {
  const known = truth();
  const foreign = [...known.values()].find((row) => row["received_by"] === "A" && row["side"] === "B" && [...known.values()].filter(({ container }) => container === row["container"]).length === 1) ?? expect.fail("no foreign set");
  const [lead, second] = [await at("SA", "forensic-lead"), await at("SA", "forensic-lead", 2)];
  const reversedIn = async (party: string): Promise<number> => {
    const one = await at(party, party === "SEC" ? "mediator-chair" : "delegation");
    const { obligations } = await one.get<{ obligations: { id: string; reversed: number; because: number[] }[] }>("/api/account");
    return obligations.find(({ id }) => id === "EX-remains/SB-SA")?.reversed ?? -1;
  };
  const before = await Promise.all(["SA", "SB", "SEC"].map(reversedIn));
  const body = { finding: "SA-N1", of: "other side", sets: [foreign["remains_id"]], containers: [foreign["container"]], obligation: "EX-remains/SB-SA" };
  const to = [...SEEN.side, ...SEEN.desks, "SALAB", LAB];
  expect((await lead.status("POST", "/api/acts", (await lead.sign("affiliation.found", { ...body, containers: [] }, to)).request)).code).toBe("REMAINS_REVERSAL");
  const entry = await two(lead, second, "affiliation.found", body, to);
  expect(await Promise.all(["SA", "SB", "SEC"].map(reversedIn))).toEqual(before.map((count) => count + 1));
  const { obligations } = await lead.get<{ obligations: { id: string; because: number[] }[] }>("/api/account");
  expect(obligations.find(({ id }) => id === "EX-remains/SB-SA")?.because).toContain(entry);
});

test("re-opening one identity lists every family, grave, sample and account entry that rests on it", async () => {
  const lead = await at("SA", "forensic-lead");
  const [set = ""] = proposed.sets;
  await lead.record("samples.sent", { shipment: "SA-H1", samples: [{ sample: "SA-T1", set }] }, ["SA", "SEC", "SALAB", LAB]);
  await lead.record("identification.reopened", { identification: "NOLAB-I1", reason: "contradiction" }, ["SA", ...SEEN.desks, LAB, "SALAB"]);
  const affected = await lead.get<AffectedView>("/api/remains/affected/NOLAB-I1");
  expect(affected).toMatchObject({ families: [proposed.family], graves: ["G-12"], samples: ["SA-T1"], kinInformed: ["NOLAB-I1"], rows: [{ list: "SA-L7", row: "2" }] });
  expect(affected.containers).toContain(truth().get(set)?.["container"]);
  expect(new Set(affected.account.map(({ kind }) => kind))).toEqual(new Set(["obligation.stated", "operation.counted", "remains.received"]));
});

/** Genotypes as they could be shown: a marker beside its alleles in any of the forms of the product. */
const genotypes = (): string[] => {
  const [head = "", ...rows] = readFileSync(join(folder, "exercise/laboratory/remains.csv"), "utf8").trim().split("\n");
  const names = head.split(",");
  return [...new Set(rows.slice(0, 10).flatMap((row) => row.split(",").flatMap((cell, i) => (i > 1 && /^[\d.]+\/[\d.]+$/.test(cell) ? [`"remains":"${cell}"`, `"${names[i] ?? ""}":["${cell.replace("/", '","')}"]`, `,${row.split(",").slice(2, 8).join(",")}`] : []))))];
};
/** The first needle in `text`. What needles begin with alike is looked for first: most answers hold none of it. */
function needleIn(text: string | Buffer, needles: readonly string[]): string | undefined {
  const alike = new Map<string, string[]>();
  for (const one of needles) {
    const start = /^[^:]*:?\W*/.exec(one)?.[0] ?? one;
    alike.set(start, [...(alike.get(start) ?? []), one]);
  }
  return [...alike].filter(([start]) => text.includes(start)).flatMap(([, of]) => of).find((one) => text.includes(one));
}

async function everyAnswer(one: Seated): Promise<string> {
  const size = served.door.room.desk.heads.length;
  const addresses = Object.keys(ROUTES).filter((route) => route.startsWith("GET ") && route !== "GET /api/events" && route !== "GET /api/bundle").flatMap((route) => {
    const url = route.slice(4).replace(":identification", "NOLAB-I1").replace(":search", "NOLAB-Q1").replace(":agreement", "EX").replace(":act", "0".repeat(64)).replace(":id", "0".repeat(32)).replace(":list", "SA-L1");
    return url.includes(":index") ? Array.from({ length: size }, (_, i) => url.replace(":index", String(i))) : [url, `${url}?opened=true&limit=1000`];
  });
  const answers = await Promise.all(addresses.map(async (address) => (await served.wire("GET", address, undefined, one.cookie)).text));
  return answers.join("\n").replaceAll("\\", "");
}

test("names of families reach no answer to a laboratory, and genotypes none to anybody else", async () => {
  const bureau = await at("SA", "bureau");
  const named = readFileSync(join(folder, "exercise/sideA/asked.csv"), "utf8").trim().split("\n").slice(1).map((row) => row.split(",")[1] ?? "").filter((name) => name.length > 4);
  const rows = named.slice(0, 20).map((name, i) => ({ row: String(i + 1), name }));
  await bureau.record("list.deposited", { list: "SA-L1", purpose: "missing", about: "SB", rows }, ["SA", "SEC"]);
  expect((await bureau.status("POST", "/api/acts", (await bureau.sign("list.deposited", { list: "SA-L2", purpose: "missing", about: "SB", rows }, ["SA", "SALAB", "SEC"])).request)).code, "no list is addressed to a laboratory").toBe("ACT_ADDRESSEE");
  await served.door.publishNow();
  expect((await everyAnswer(bureau)).includes(rows[0]?.name ?? "?"), "the needle is found where it may be").toBe(true);
  const pack = served.door.room.desk.pack;
  const needles = genotypes();
  expect(needles.length).toBeGreaterThan(100);
  let isFoundInLaboratory = false;
  for (const { code } of compartmentsOf(pack))
    for (const role of ROLES) {
      const where = seatOf(pack, code);
      if (!where || !SEATS_OF_ROLE[role].includes(where)) continue;
      const text = await everyAnswer(await at(code, role, 9));
      const isLaboratory = role === "laboratory" && where === "laboratory";
      if (isLaboratory) for (const { name } of rows) expect(text.includes(name), `${name.length} letters of a name for ${role} of ${code}`).toBe(false);
      const genotype = needleIn(text, needles);
      if (code === LAB && isLaboratory) isFoundInLaboratory = genotype !== undefined;
      else if (!isLaboratory) expect(genotype, `${role} of ${code}`).toBeUndefined();
    }
  expect(isFoundInLaboratory, "the laboratory that searched sees its candidates' genotypes").toBe(true);
}, 300_000);

test("no genotype and no family's pedigree lies in clear on the disk or in a log line, and a side's own state holds none", async () => {
  const needles = genotypes();
  for (const name of readdirSync(served.record, { recursive: true, encoding: "utf8" })) {
    const path = join(served.record, name);
    if (statSync(path).isFile()) expect(needleIn(readFileSync(path), needles), name).toBeUndefined();
  }
  expect(needleIn(served.log.join(""), needles)).toBeUndefined();
  for (const party of ["SA", "SB", "NO", "SEC"]) expect(dossierOf(stateOf(served.door.room.desk, party)).deposits.size, party).toBe(0);
  expect(dossierOf(stateOf(served.door.room.desk, "SALAB")).deposits.has("SBLAB-D1"), "a laboratory does not see the other side's deposits").toBe(false);
  await served.door.close();
  for (const [as, sees] of [["SALAB", true], ["SBLAB", false], ["SEC", false], ["SA", false]] as const) {
    const desk = await openDesk(served.record, as, "test");
    await desk.record.close();
    expect(dossierOf(desk.state).deposits.has("SALAB-D1"), as).toBe(sees);
  }
}, 300_000);
