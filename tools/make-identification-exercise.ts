// Run: node --import tsx tools/make-identification-exercise.ts DIR [FAMILIES] [REMAINS] [SEED]. Writes a war that never was, with
// its truth: frequencies.csv, settings.json, families.jsonl, remains.csv, truth.csv.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord, parseJson } from "../src/basis/parse-json.ts";
import { printFrequencies } from "../src/identification/parse-frequencies.ts";
import { printSeen } from "../src/identification/parse-remains.ts";
import { modelsOf, readSettings } from "../src/identification/settings.ts";
import { simulateWar } from "../src/identification/simulate-war.ts";

const [folder = "exercise", families = "60", remains = "40", seed = "exercise"] = process.argv.slice(2);
const raw = parseJson(readFileSync(new URL("../test/vectors/identification/public-kinship.json", import.meta.url), "utf8"));
const sets = isRecord(raw) && isRecord(raw["frequencySets"]) ? raw["frequencySets"] : {};
const set = { markers: sets["P1"] as Record<string, Record<string, number>>, persons: {} }; // the file's own shape, tested in kinship.test.ts
const rates = (rate: number) => ({ rate, rate2: rate / 100, range: 0.1 });
const policy = { mutation: { model: "stepwise", male: rates(0.002), female: rates(0.0005) }, theta: 0, unlistedPersons: Math.ceil(Number(remains) / 30) };
const { settings } = readSettings(policy, "settings.json");
const models = modelsOf(set, settings);
const markers = [...models.keys()];
const war = simulateWar({ seed, markers, models, families: Number(families), remains: Number(remains), unlistedShare: 0.03, partialShare: 0.2, partsShare: 0.05 });
mkdirSync(folder, { recursive: true });
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
write("frequencies.csv", printFrequencies(set));
write("settings.json", `${JSON.stringify(policy, undefined, 1)}\n`);
write("families.jsonl", war.families.map((family) => `${JSON.stringify(family)}\n`).join(""));
write("remains.csv", [["id", "sex", "container", ...markers].join(","), ...war.remains.map(({ id, sex, container, profile }) => [id, sex, container, ...markers.map((marker) => printSeen(profile[marker]))].join(","))].join("\n") + "\n");
write("truth.csv", ["remains_id,family_id,missing_id", ...war.remains.map(({ id }) => [id, war.truth.get(id)?.family ?? "", war.truth.get(id)?.missing ?? ""].join(","))].join("\n") + "\n");
