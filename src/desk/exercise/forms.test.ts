// Every file of the exercise that a room reads, read by that room: nothing is rejected, nothing remarked that was not planted.
import { emptyDossier, layOnDossier } from "../../identification/dossier.ts";
import { parseBody } from "../../entries/catalogue.ts";
import { beforeAll, expect, test } from "vitest";
import { utf8 } from "../../basis/bytes.ts";
import type { Fault } from "../../basis/fault.ts";
import { parseJson } from "../../basis/parse-json.ts";
import { parseInstance, plannableCaptives } from "../../planning/problem.ts";
import { readList } from "../../registry/parse-list.ts";
import { checkFacts, parseFacts } from "../../terms/facts.ts";
import { readTerms } from "../../terms/parse.ts";
import { parsePack } from "../../vocabulary/conflict-pack.ts";
import { checkReferences, orderActs, parseActs, parseExample } from "../read-example.ts";
import { exerciseFiles } from "./exercise.ts";

const files = new Map<string, string>();
const read = (path: string): string => files.get(path) ?? "";
beforeAll(() => {
  for (const { path, compose } of exerciseFiles({ seed: "forms", captives: 300, remains: 150, families: 300 })) files.set(path, [...compose()].join(""));
});

test("the registry takes every row of all four lists and knows every column", () => {
  for (const side of ["A", "B"])
    for (const [kind, rows] of [["asked", 306], ["held", 305]] as const) { // 300 and 2 or 1.5 in 100 entered twice, half up
      const { list, faults, mapping } = readList(utf8(read(`side${side}/${kind}.csv`)));
      expect(list.ids).toHaveLength(rows);
      expect(faults).toEqual([]);
      expect(mapping.filter(({ heading, field }) => heading !== field)).toEqual([]);
      expect(list.numbers.at(-1)).toBe(rows); // no row was rejected between
    }
});

test("the signed agreement and the tabled one read without a fault; only the tabled one holds brackets", () => {
  const [signed, tabled] = [read("agreement.terms"), read("agreement-tabled.terms")];
  expect(readTerms(signed).sentences).toHaveLength(readTerms(tabled).sentences.length);
  expect([signed.includes("["), tabled.split("[").length - 1]).toEqual([false, 2]);
});

test("the facts fit the agreement: known parties, known clauses, captives once", () => {
  const facts = parseFacts(parseJson(read("facts.json")), "facts.json");
  checkFacts(facts, ["SA", "SB"], new Set([1, 2, 3, 4, 5]), "facts.json");
  expect(new Set(facts.captives.map(({ id }) => id)).size).toBe(facts.captives.length);
  expect(facts.remains).toHaveLength(6);
});

test("the planning engine takes the instance, and everybody of the truth's plan is one it may place", () => {
  const problem = parseInstance(parseJson(read("planning.json")), "planning.json");
  const may = new Set(plannableCaptives(problem).map(({ id }) => id));
  const { assign } = parseJson(read("truth/plan.json")) as { assign: Record<string, string> }; // the form of a plan
  for (const id of Object.keys(assign)) expect(may.has(id)).toBe(true);
  expect(Object.keys(assign).length).toBeGreaterThan(may.size / 2);
});

test("the folder replays as an example: its pack and every act are taken, and the counts are those of the facts", () => {
  const pack = parsePack(utf8(read("pack.json")), "pack.json");
  const example = parseExample(utf8(read("example.json")), "example.json");
  const faults: Fault[] = [];
  const acts = parseActs(utf8(read("acts.json")), "acts.json", pack, faults);
  expect([faults, example.acts]).toEqual([[], ["acts.json", "acts-planning.json", "acts-remains.json", "acts-pack.json"]]);
  const all = orderActs([...acts, ...parseActs(utf8(read("acts-planning.json")), "acts-planning.json", pack, faults), ...parseActs(utf8(read("acts-remains.json")), "acts-remains.json", pack, faults), ...parseActs(utf8(read("acts-pack.json")), "acts-pack.json", pack, faults)], faults);
  checkReferences(all, pack, faults);
  expect(faults).toEqual([]);
  const fallen = parseActs(utf8(read("acts-remains.json")), "acts-remains.json", pack, faults);
  expect(faults).toEqual([]);
  const dossier = emptyDossier();
  fallen.forEach((act, entry) => {
    const parsed = parseBody({ entry, author: act.actor, ...act });
    if (parsed.room === "remains") layOnDossier(dossier, { ...parsed.act, entry, cite: act.label, by: act.actor, on: act.at });
  });
  const rows = (path: string): number => read(path).trim().split("\n").length;
  expect([dossier.containers.size, dossier.sets.size]).toEqual([rows("mediator/containers.csv") - 1, rows("truth/remains.csv") - 1]);
  expect([...dossier.deposits.values()].filter(({ purpose }) => purpose === "references").reduce((sum, { text }) => sum + text.trim().split("\n").length, 0)).toBe(rows("laboratory/families.jsonl"));
  const counted = (what: string, actor: string, to: string): number =>
    acts.filter((act) => act.kind === "operation.counted" && act.actor === actor).flatMap(({ body }) => body["flows"] as { what: string; to: string; count: number }[]) // the form parseActs checked
      .filter((flow) => flow.what === what && flow.to === to).reduce((sum, { count }) => sum + count, 0);
  const facts = parseFacts(parseJson(read("facts.json")));
  for (const [own, other] of [["SA", "SB"], ["SB", "SA"]] as const) {
    expect(counted("captives", own, own)).toBe(facts.handovers.filter(({ to }) => to === own).length);
    expect(counted("captives", own, own)).toBe(counted("captives", other, own));
    expect(counted("remains", other, own) - counted("remains", own, own)).toBe(1); // planted on the last day
  }
  expect(counted("remains", "SB", "SA") + counted("remains", "SA", "SB")).toBe(150);
});
