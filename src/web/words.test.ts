// The words of the desk: every language has the same messages with the same arguments, each message parses, plural classes are
// those of the language (CLDR: en and tr 2, uk and ru 4, ar 6), and no word that judges occurs.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { ANSWER_CODES, ANSWER_MEMBERS, OBJECTION_CODES } from "../registry/answer-code.ts";
import { STANDINGS } from "../talks/standing.ts";
import { SPOT_CODES } from "../handover/exception.ts";
import { FLIGHTS, MEANS } from "../handover/notice.ts";
import { LINKS } from "../talks/clause.ts";
import { OUTCOMES, PAUSE_STATES, STANCES } from "../talks/event.ts";
import { ROUND_FORMATS } from "../talks/round.ts";
import { ACT_KINDS } from "../entries/catalogue.ts";
import { POSITION_VALUES, STATED_BY } from "../talks/statement.ts";
import { exerciseFiles } from "../desk/exercise/exercise.ts";
import { LANGUAGES, listIn } from "./frame/language-context.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const wordsOf = (language: string): Record<string, string> => {
  const value = parseJson(readFileSync(join(root, "words", `${language}.json`), "utf8"));
  if (!isRecord(value)) throw new Error("expected an object");
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
};
const words = Object.fromEntries(LANGUAGES.map((language) => [language, wordsOf(language)]));
const en = words["en"] ?? {};

/** Argument names of a message, by the parser of the library that formats it. */
function argumentsOf(message: string, language: string): string[] {
  const found = new Set<string>();
  const walk = (nodes: unknown): void => {
    if (!Array.isArray(nodes)) return;
    for (const node of nodes as readonly unknown[]) {
      if (!isRecord(node)) continue;
      if (typeof node["value"] === "string" && Number(node["type"]) >= 1 && Number(node["type"]) <= 6) found.add(node["value"]);
      if (isRecord(node["options"])) for (const option of Object.values(node["options"])) if (isRecord(option)) walk(option["value"]);
    }
  };
  walk(new IntlMessageFormat(message, language).getAst());
  return [...found].sort();
}

test("every language has the same messages with the same arguments", () => {
  for (const language of LANGUAGES) {
    const own = words[language] ?? {};
    expect(Object.keys(own), language).toEqual(Object.keys(en));
    for (const [key, message] of Object.entries(own)) expect([key, ...argumentsOf(message, language)], language).toEqual([key, ...argumentsOf(en[key] ?? "", "en")]);
  }
});

test("plural classes are those of the language", () => {
  const classes: Readonly<Record<string, readonly string[]>> = { en: ["one", "other"], tr: ["one", "other"], uk: ["few", "many", "one", "other"], ru: ["few", "many", "one", "other"], ar: ["few", "many", "one", "other", "two", "zero"] };
  for (const language of LANGUAGES)
    for (const [key, message] of Object.entries(words[language] ?? {}))
      for (const [, body = ""] of message.matchAll(/plural,((?:[^{}]|\{[^{}]*\})*)\}/g)) expect([...body.matchAll(/(\w+) \{/g)].map((match) => match[1]).sort(), `${language} ${key}`).toEqual(classes[language]);
});

test("numbers of days are said as a native speaker says them", () => {
  const say = (language: string, days: number): string => String(new IntlMessageFormat(words[language]?.["desk.overdue"] ?? "", language).format({ days }));
  expect([1, 2, 5, 21, 22].map((n) => say("uk", n))).toEqual(["прострочено на 1 день", "прострочено на 2 дні", "прострочено на 5 днів", "прострочено на 21 день", "прострочено на 22 дні"]);
  expect([1, 3, 11].map((n) => say("ru", n))).toEqual(["просрочено на 1 день", "просрочено на 3 дня", "просрочено на 11 дней"]);
  expect(say("tr", 5)).toBe("5 gün gecikti");
  const arabic = (days: number): string => String(new IntlMessageFormat(words["ar"]?.["desk.overdue"] ?? "", "ar-u-nu-latn").format({ days }));
  expect([1, 2, 3, 11].map(arabic)).toEqual(["مدة التأخر: يوم واحد", "مدة التأخر: يومان", "مدة التأخر: 3 أيام", "مدة التأخر: 11 يومًا"]);
});

test("several are parted by the comma of the language", () => {
  expect(LANGUAGES.map((language) => listIn(language, ["A", "B", "C"]))).toEqual(["A, B, C", "A, B, C", "A, B, C", "A, B, C", "A، B، C"]);
  expect(listIn("ar", ["1", "2", "3"]), "read from the right, 1 first").toBe("\u200f1، 2، 3");
});

test("every member of the acts of an exercise and of the examples has a word: it is read before it is signed", () => {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (isRecord(value)) for (const [key, one] of Object.entries(value)) {
      if (/^[a-z][A-Za-z0-9]*$/.test(key)) found.add(key); // other keys are codes of the matter: a party, a seat
      collect(one);
    }
  };
  const exercise = exerciseFiles({ seed: "1", captives: 40, remains: 12, families: 8 }).flatMap(({ path, compose }) => (path.startsWith("acts") ? [[...compose()].join("")] : []));
  const examples = ["istanbul-2025", "drill"].flatMap((name) => readdirSync(join(root, "examples", name)).filter((file) => file.endsWith(".json") && file !== "example.json").map((file) => readFileSync(join(root, "examples", name, file), "utf8")));
  for (const text of [...exercise, ...examples]) for (const act of [parseJson(text)].flat()) if (isRecord(act)) collect(act["body"]);
  expect(found.size).toBeGreaterThan(100);
  expect([...found].filter((key) => en[`member.${key}`] === undefined && !["en", "ru", "uk", "tr", "ar"].includes(key))).toEqual([]);
});

test("no screen parts two words by a comma of its own", () => {
  const own = readdirSync(join(root, "src/web"), { recursive: true, encoding: "utf8" }).filter((path) => /(?<!\.test)\.tsx?$/.test(path)).filter((path) => /\}, \$?\{(say|name)\b/.test(readFileSync(join(root, "src/web", path), "utf8")));
  expect(own).toEqual([]);
});

test("every code of a closed list has its word in every language", () => {
  const family = (name: string, codes: readonly string[]): string[] => codes.map((code) => `${name}.${code.replace(/[ -]/g, "_")}`);
  const needed = [
    ...family("answer", ANSWER_CODES), ...family("objection", OBJECTION_CODES), ...family("standing", STANDINGS), ...family("kind", ACT_KINDS),
    ...family("spot", SPOT_CODES), ...family("spotDoes", SPOT_CODES), ...family("means", MEANS), ...family("flights", FLIGHTS), ...family("stance", STANCES), ...family("linkage", LINKS), ...family("pause", PAUSE_STATES),
    ...family("outcome", OUTCOMES), ...family("roundFormat", ROUND_FORMATS), ...family("position", POSITION_VALUES), ...family("statedBy", STATED_BY), ...family("member", ANSWER_MEMBERS),
  ];
  expect(needed.filter((key) => en[key] === undefined)).toEqual([]);
});

test("whatever waits for somebody is said in every language", () => {
  const sources = ["src/desk/waiting.ts", "src/server/view-routes.ts"].map((path) => readFileSync(join(root, path), "utf8"));
  const keys = sources.flatMap((text) => [...text.matchAll(/["`](waiting\.[A-Za-z.]+)(?:\$\{person\})?["`]/g)].flatMap(([all, key = ""]) => (all.includes("${") ? [`${key}second`, `${key}third`] : [key])));
  expect(new Set(keys).size).toBeGreaterThan(15);
  expect(keys.filter((key) => en[key] === undefined)).toEqual([]);
  const fr = wordsOf("fr"); // the report of the week is printed in French too; what waits at this desk alone is in none
  expect(keys.filter((key) => fr[key] === undefined && key !== "waiting.second" && key !== "waiting.bulk")).toEqual([]);
});

test("every message that a screen asks for exists, and no message judges or praises", () => {
  const sources = readdirSync(join(root, "src/web"), { recursive: true, encoding: "utf8" }).filter((path) => /(?<!\.test)\.tsx?$/.test(path)).map((path) => readFileSync(join(root, "src/web", path), "utf8"));
  const asked = new Set(sources.flatMap((text) => [...text.matchAll(/\bsay\(\s*"([A-Za-z.]+)"/g)].map((match) => match[1] ?? "")));
  expect([...asked].filter((key) => en[key] === undefined)).toEqual([]);
  for (const message of Object.values(en)) expect(message).not.toMatch(/breach|violation|failed to|martyr|hero|terrorist|regime|occupier|enemy|liquidated|fair deal/i);
});
