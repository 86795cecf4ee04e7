// Expected values are read off the rule: whole containers, each once, under their own obligation. The form used to take the containers
// of any receipt under the first obligation of the account.
import { expect, test } from "vitest";
import { dueReversal, type Holding } from "./due-reversal.ts";

const HELD: readonly Holding[] = [
  { container: "K1", obligation: "EX/1", sets: ["S1", "S2"] },
  { container: "K2", obligation: "EX/2", sets: ["S3"] },
  { container: "K3", obligation: null, sets: ["S4"] },
  { container: "K4", obligation: "EX/1", sets: ["S5"] },
  { container: "K5", obligation: "EX/1", sets: [] },
];
const due = (sets: readonly string[], before: readonly string[] = [], reversed: readonly string[] = []): unknown => {
  const { byObligation, uncounted } = dueReversal(HELD, { sets: new Set(sets), before: new Set(before), reversed: new Set(reversed) });
  return [Object.fromEntries(byObligation), uncounted];
};

test.each([
  ["half of a container takes nothing back", ["S1"], [], [], [{}, []]],
  ["its other half, found later, takes it back whole", ["S1"], ["S2"], [], [{ "EX/1": ["K1"] }, []]],
  ["a container is taken back once", ["S1"], ["S2"], ["K1"], [{}, []]],
  ["what was received outside every obligation is not taken back", ["S4"], [], [], [{}, ["K3"]]],
  ["beside it, what was received under one is", ["S4", "S5"], [], [], [{ "EX/1": ["K4"] }, ["K3"]]],
  ["each container goes under its own obligation", ["S3", "S5"], [], [], [{ "EX/1": ["K4"], "EX/2": ["K2"] }, []]],
  ["a container in which nothing was examined is not touched", ["S9"], [], [], [{}, []]],
])("%s", (_, sets, before, reversed, expected) => {
  expect(due(sets, before, reversed)).toEqual(expected);
});
