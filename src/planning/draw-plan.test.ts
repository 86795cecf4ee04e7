// Numbers expected on the picture are counted by hand from a small plan of three streams.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseJson } from "../basis/parse-json.ts";
import { drawPlan, type PictureWords } from "./draw-plan.ts";
import { talliesOf } from "./plan-tallies.ts";
import { parseInstance } from "./problem.ts";

const words: PictureWords = {
  font: "sans-serif", isRightToLeft: false, batch: (id, day) => `${id} on ${day}`, tier: (id) => id, side: (code) => `party ${code}`, resource: (name) => `${name} places`, containers: (tier) => `${tier} in containers`,
  stream: ({ name, tiers, perBatch, cumulative }) => `${name === "" ? "all" : name}: ${tiers.join("+")} within ${String(perBatch)} and ${String(cumulative)}`, less: (party, other) => `${party} less ${other}`,
  uncounted: (tiers) => `nobody: ${tiers.join("+")}`, legend: "legend", hatched: "hatched",
};
const row = (id: string, holder: string, tier: string, more: object = {}) => ({ id, holder, to: holder === "A" ? "B" : "A", tier, urgency: 1, rank: "private", need: "seat", place: `p${holder}`, held: 1, status: "ready", ...more });
const bag = (id: string, holder: string) => row(id, holder, "fallen", { need: "reefer" });
const limits = (max: number, reefer: number) => ({ min: 0, max, resources: { seat: 9, stretcher: 1, reefer } });
const streams = parseInstance({
  format: "exchange-plan-instance/2", sides: ["A", "B"], ranks: { private: 1, major: 4 },
  tiers: [["wounded", false], ["soldiers", true], ["civilians", true], ["fallen", true]].map(([id, parity]) => ({ id, mandatory: false, parity })),
  streams: [{ id: "military", tiers: ["soldiers"], perBatch: 3, cumulative: 5, weights: { private: 1, major: 4 } }, { id: "civil", tiers: ["civilians"], cumulative: 2 }, { id: "remains", tiers: ["fallen"] }],
  batches: [{ id: "b1", day: 0, A: limits(7, 2), B: limits(8, 3) }, { id: "b2", day: 7, A: limits(7, 2), B: limits(8, 3) }], places: [{ id: "pA", side: "A" }, { id: "pB", side: "B" }], unplacedDay: 30, tieSeed: "s",
  captives: [row("PERSON1", "A", "soldiers", { rank: "major" }), row("PERSON2", "B", "soldiers"), row("PERSON3", "A", "civilians"), row("PERSON4", "B", "civilians"), row("PERSON5", "A", "wounded"), bag("BAG1", "A"), bag("BAG2", "A"), bag("BAG3", "B"), row("PERSON6", "B", "soldiers")],
});
const assign = { PERSON1: "b1", PERSON2: "b1", PERSON3: "b1", PERSON4: "b2", PERSON5: "b1", BAG1: "b1", BAG2: "b1", BAG3: "b2", PERSON6: null };

test("each stream is counted by itself: soldiers by rank, civilians for civilians, containers for containers, the wounded for nobody", () => {
  const { streams: own, uncounted, balances, remains } = talliesOf(streams, assign);
  expect(own.map(({ name, tiers }) => [name, tiers])).toEqual([["military", [1]], ["civil", [2]], ["remains", [3]]]);
  expect([uncounted, [...remains]]).toEqual([[0], [3]]);
  expect(balances.map(({ out, comes, running }) => [out, comes, running])).toEqual([[[4, 0], [1, 0], [3, 3]], [[1, 0], [0, 1], [1, 0]], [[2, 0], [0, 1], [2, 1]]]);
});

test("the picture says streams, limits, containers and places in words, and no person", () => {
  const svg = drawPlan({ problem: streams, assign, title: 'A < B & "C"', words });
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts).toEqual(expect.arrayContaining([
    "A &lt; B &amp; &quot;C&quot;", "military: soldiers within 3 and 5", "civil: civilians within undefined and 2", "remains: fallen in containers within undefined and undefined", "nobody: wounded", "hatched",
    "3 + 2", "1 + 0", "2/2 reefer places", "1/3 reefer places", "4 − 1", "1 − 0", "0 − 1", "party A less party B", "b2 on 7",
  ]));
  for (const { id } of streams.captives) expect(svg).not.toContain(id);
  expect(svg).not.toMatch(/NaN|<script|href/);
  expect(svg).toContain('fill="url(#hatch)"');
});

test("in a language from right to left time runs with the words, and a number keeps its sign before it", () => {
  const xOf = (svg: string, text: string): number => Number(new RegExp(`<text x="([\\d.]+)"[^>]*>\u202b?${text}\u202c?<`).exec(svg)?.[1]);
  const [left, right] = [words, { ...words, isRightToLeft: true }].map((one) => drawPlan({ problem: streams, assign, title: "", words: one }));
  for (const day of ["b1 on 0", "b2 on 7"]) expect(xOf(left ?? "", day) + xOf(right ?? "", day)).toBeCloseTo(1123, 0);
  expect(xOf(right ?? "", "b1 on 0")).toBeGreaterThan(xOf(right ?? "", "b2 on 7"));
  expect(right).not.toMatch(/\u202b-?\d+\u202c/);
});

test("everything stays on the sheet, whatever its size, with one stream, with three, with nobody placed", () => {
  const tiny = parseInstance(parseJson(readFileSync(new URL("../../test/vectors/planning/p1-tiny.json", import.meta.url), "utf8")));
  for (const [problem, given] of [[tiny, { [tiny.captives[0]?.id ?? ""]: "b01" }], [streams, assign], [streams, {}]] as const)
    for (const size of [{ width: 1123, height: 794 }, { width: 1009, height: 556 }]) {
      const svg = drawPlan({ problem, assign: given, title: "x", words, size });
      expect(svg).not.toMatch(/NaN|Infinity/);
      for (const [, x, y] of svg.matchAll(/<(?:text|rect) x="([-\d.]+)" y="([-\d.]+)"/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(size.width);
        expect(Number(y)).toBeGreaterThan(0);
        expect(Number(y)).toBeLessThanOrEqual(size.height);
      }
      for (const [, height] of svg.matchAll(/<rect [^>]*height="([-\d.]+)"/g)) expect(Number(height)).toBeGreaterThanOrEqual(0);
      for (const { id } of problem.batches) expect(svg).toContain(id);
    }
});
