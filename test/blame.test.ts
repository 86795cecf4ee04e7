// No word of blame in the house's own voice, in any of its languages: over every message of words/, every text of the packs and
// forms, and every sentence that brief and chronicle make of the examples and of an exercise. Quotations are the parties' own.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { utf8 } from "../src/basis/bytes.ts";
import { isRecord, parseJson } from "../src/basis/parse-json.ts";
import { exerciseFiles } from "../src/desk/exercise/exercise.ts";
import { briefOf, chronicleOf, REPORT_LANGUAGES } from "../src/desk/say.ts";
import { parseBody } from "../src/entries/catalogue.ts";
import { emptyState, type OpenedAct, type State } from "../src/entries/fold.ts";
import { blameIn, BLAME_LANGUAGES, type BlameLanguage } from "../src/vocabulary/blame.ts";
import { parsePack, type ConflictPack } from "../src/vocabulary/conflict-pack.ts";
import { repository } from "./walked-desk.ts";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const withoutQuotations = (text: string): string => text.replace(/“[^”]*”|«[^»]*»|"[^"]*"/gu, " ");
/** What is found, each with where it stands. */
const found = (texts: Iterable<readonly [where: string, text: string]>, language: BlameLanguage): string[] =>
  [...texts].flatMap(([where, text]) => { const word = blameIn(withoutQuotations(text), language); return word === undefined ? [] : [`${where}: ${word}`]; });

function actsOf(text: string): OpenedAct[] {
  const list = parseJson(text);
  return !Array.isArray(list) ? [] : list.flatMap((act: unknown) => (isRecord(act) && isRecord(act["body"]) ? [{ entry: 0, label: String(act["label"]), at: String(act["at"]), author: String(act["actor"]), kind: String(act["kind"]), body: act["body"], sources: [] }] : []));
}
function stateOf(acts: readonly OpenedAct[]): State {
  const state = emptyState();
  for (const [entry, act] of acts.entries()) state.acts.push({ ...act, entry, parsed: parseBody({ ...act, entry }) });
  return state;
}
function told(): { readonly name: string; readonly state: State; readonly pack: ConflictPack }[] {
  const examples = (["istanbul-2025", "cartel-1862"] as const).map((name) => ({
    name, state: stateOf(readdirSync(join(repository, "examples", name)).filter((file) => file.endsWith(".json") && file !== "example.json").sort().flatMap((file) => actsOf(read(`examples/${name}/${file}`)))), pack: parsePack(utf8(read(`packs/${name}/pack.json`)), "pack.json"),
  }));
  const files = new Map(exerciseFiles({ seed: "7", captives: 40, remains: 60, families: 160 }).map(({ path, compose }) => [path, compose]));
  const textOf = (path: string): string => [...(files.get(path)?.() ?? [])].join("");
  return [...examples, { name: "exercise", state: stateOf([...files.keys()].filter((path) => /^acts.*\.json$/.test(path)).flatMap((path) => actsOf(textOf(path)))), pack: parsePack(utf8(textOf("pack.json")), "pack.json") }];
}

/** One phrase of each language that lays blame, and one that is near to it and does not. */
const KNOWN: Readonly<Record<BlameLanguage, { readonly blame: readonly string[]; readonly fair: readonly string[] }>> = {
  en: { blame: ["a breach of clause 4", "Side A failed to deliver", "the guilty party", "the delegation lied", "refused to comply"], fair: ["the job failed", "the commission refused: the treaty's word", "the seal lies on the table", "believed to be"] },
  uk: { blame: ["порушення угоди", "винна сторона", "звинувачення", "сторона збрехала", "відмовилася виконувати"], fair: ["повинні бути підписані", "вивезено", "відмовлено", "винятки"] },
  ru: { blame: ["нарушение соглашения", "виновная сторона", "вина стороны", "сторона солгала", "отказалась выполнять"], fair: ["передал списки", "повинность", "ложные срабатывания", "виньетка"] },
  tr: { blame: ["anlaşmanın ihlali", "suçlu taraf", "yalan söyledi", "düşman"], fair: ["yalanlandı", "aldı", "sonuçlandırıldı"] },
  ar: { blame: ["خرق الاتفاق", "انتهاك البند", "الطرف المذنب", "العدو", "كذب الطرف"], fair: ["محتمل", "تكذيب", "يغادر", "معلوم", "رفض"] },
  fr: { blame: ["une violation de l’accord", "la partie coupable", "manquement", "menteur"], fair: ["violet", "il manque des noms"] },
};

describe("no word of blame", () => {
  test.each(BLAME_LANGUAGES)("the list of %s finds what lays blame, and leaves alone what is near to it", (language) => {
    for (const phrase of KNOWN[language].blame) expect(blameIn(phrase, language), phrase).toBeDefined();
    for (const phrase of KNOWN[language].fair) expect(blameIn(phrase, language), phrase).toBeUndefined();
  });

  test.each(BLAME_LANGUAGES)("no message in %s", (language) => {
    const words = parseJson(read(`words/${language}.json`));
    if (!isRecord(words)) throw new Error("expected an object");
    expect(found(Object.entries(words).map(([key, text]) => [key, String(text)] as const), language)).toEqual([]);
  });

  test("no text of a pack and no form", () => {
    const files = ["packs", "forms"].flatMap((folder) => readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path.split(sep).join("/")}`)).filter((path) => /\.(json|csv|terms|typ)$/.test(path) && !/(population\.json|names\.csv)$/.test(path)); // names of persons are no sentences
    expect(files.length).toBeGreaterThan(10);
    for (const language of BLAME_LANGUAGES) {
      const strings = files.flatMap((path) => read(path).split(path.endsWith(".json") ? /"(?:[^"\\]|\\.)*":\s*|[{}[\],\n]/ : "\n").map((text) => [path, text.replace(/^"|"$/g, "")] as const));
      expect(found(strings, language), language).toEqual([]);
    }
  });

  test.each(REPORT_LANGUAGES)("no sentence that brief and chronicle make in %s of what was not said by a party", (language) => {
    for (const { name, state, pack } of told()) {
      const own: State = { ...state, acts: state.acts.filter(({ parsed }) => parsed.room !== "talks") }; // a statement is the source's own words
      expect(own.acts.length, name).toBeGreaterThan(5);
      for (const text of [briefOf(own, pack, language), chronicleOf(own, pack, language)]) expect(found(text.split("\n").map((line, i) => [`${name} ${i + 1}`, line] as const), language), name).toEqual([]);
    }
  });
});
