// The brief in five more languages, over every act of the published examples and one of each kind by hand. What must survive is counted in
// the English brief: citations, dates and numbers sentence by sentence; each slip of TALKS.md §7 is refused in each language.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCivilDate } from "../basis/civil-date.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { parseBody } from "../entries/catalogue.ts";
import { emptyState, type OpenedAct, type State } from "../entries/fold.ts";
import { figuresInText } from "../terms/text-figures.ts";
import { parsePack, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import { BRIEF_LANGUAGES, FIELD_LABELS, KIND_LABELS, SECTION_LABELS, STANDING_MARKS, STATEMENT_LABELS, VALUE_LABELS, type BriefLanguage } from "./brief-words.ts";
import { lintAbroad } from "./lint-abroad.ts";
import { utf8 } from "../basis/bytes.ts";
import { exerciseFiles } from "./exercise/exercise.ts";
import { abroadItems, briefOf, briefHeadings, chronicleOf, REPORT_LANGUAGES } from "./say.ts";
import { sayCounted } from "./say-abroad.ts";
import { STANDINGS } from "../talks/standing.ts";
import { STATEMENT_KINDS } from "../talks/statement.ts";
import { ACT_KINDS } from "../entries/catalogue.ts";

const root = new URL("../../", import.meta.url);
function stateOf(acts: readonly OpenedAct[]): State {
  const state = emptyState();
  for (const act of acts) state.acts.push({ ...act, parsed: parseBody(act) });
  return state;
}
function exampleOf(name: string, packName: string): { readonly state: State; readonly pack: ConflictPack } {
  const folder = new URL(`examples/${name}/`, root);
  const acts = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "example.json").sort().flatMap((file): OpenedAct[] => {
    const list = parseJson(readFileSync(new URL(file, folder), "utf8"));
    return !Array.isArray(list) ? [] : list.flatMap((act: unknown) => (isRecord(act) && isRecord(act["body"]) ? [{ entry: 0, label: String(act["label"]), at: String(act["at"]), author: String(act["actor"]), kind: String(act["kind"]), body: act["body"], sources: [] }] : []));
  });
  return { state: stateOf(acts.map((act, entry) => ({ ...act, entry }))), pack: parsePack(readFileSync(new URL(`packs/${packName}/pack.json`, root)), "pack.json") };
}
const istanbul = exampleOf("istanbul-2025", "istanbul-2025");
const examples = [istanbul, exampleOf("cartel-1862", "cartel-1862"), ...(readdirSync(new URL("examples", root)).includes("drill") ? [exampleOf("drill", "drill")] : [])];
/** Every act of a small exercise: lists, plans, persons held, the fallen. */
function exercise(): { readonly state: State; readonly pack: ConflictPack } {
  const files = new Map(exerciseFiles({ seed: "7", captives: 40, remains: 60, families: 160 }).map(({ path, compose }) => [path, compose]));
  const textOf = (path: string): string => [...(files.get(path)?.() ?? [])].join("");
  const acts = [...files.keys()].filter((path) => /^acts.*\.json$/.test(path)).flatMap((path): OpenedAct[] => {
    const list = parseJson(textOf(path));
    return !Array.isArray(list) ? [] : list.flatMap((act: unknown) => (isRecord(act) && isRecord(act["body"]) ? [{ entry: 0, label: String(act["label"]), at: String(act["at"]), author: String(act["actor"]), kind: String(act["kind"]), body: act["body"], sources: [] }] : []));
  });
  return { state: stateOf(acts.map((act, entry) => ({ ...act, entry }))), pack: parsePack(utf8(textOf("pack.json")), "pack.json") };
}
const linesOf = (text: string): string[] => text.split("\n").filter((line) => line.startsWith("- "));
const citeOf = (line: string): string => /\[([^[\]]+)\][\u2069]?\.$/u.exec(line)?.[1] ?? "";
const bare = (text: string): string => text.replace(/[\u2066-\u2069]/gu, "").replaceAll("\u00a0", " ");

test("every table has a word for every kind, value, label, heading and standing", () => {
  for (const kind of ACT_KINDS.filter((one) => one !== "statement.recorded")) expect(KIND_LABELS[kind], kind).toHaveLength(5);
  for (const kind of STATEMENT_KINDS) expect(STATEMENT_LABELS[kind], kind).toHaveLength(5);
  for (const standing of STANDINGS) expect(STANDING_MARKS[standing], standing).toHaveLength(5);
  for (const rows of [KIND_LABELS, VALUE_LABELS, FIELD_LABELS, SECTION_LABELS, STATEMENT_LABELS]) for (const [key, row] of Object.entries(rows)) for (const word of row) expect(word, key).not.toBe("");
});

test.each(BRIEF_LANGUAGES)("every entry of every example is said in %s with its citation, its dates and its numbers, and the lint finds nothing", (language) => {
  for (const { state, pack } of examples) {
    const [english, other] = [linesOf(briefOf(state, pack)), linesOf(briefOf(state, pack, language))];
    expect(other.map(citeOf)).toEqual(english.map(citeOf));
    english.forEach((line, i) => {
      const figures = (text: string, tongue: string): string[] => figuresInText(bare(text).replace(/\[[^[\]]+\]\.$/u, ""), tongue).filter(({ kind }) => kind === "number" || kind === "date").map(({ kind, value }) => (kind === "date" ? value.slice(0, 10) : value)).sort();
      expect(figures(other[i] ?? "", language), `${line}\n${other[i] ?? ""}`).toEqual(figures(line, "en"));
    });
    expect(other.filter((line) => line.includes("“not stated”")), "a value of ours, said in the language").toEqual([]);
    expect(briefOf(state, pack, language)).toBe(briefOf(state, pack, language));
    expect(chronicleOf(state, pack, language).split("\n").filter((line) => line.startsWith("- ")).map(citeOf)).toEqual(linesOf(chronicleOf(state, pack)).map(citeOf));
  }
});

test.each(BRIEF_LANGUAGES)("quotations of the article stand in %s as they were recorded", (language) => {
  const text = bare(briefOf(istanbul.state, istanbul.pack, language));
  for (const quote of ["“We agreed to exchange all-for-all seriously wounded and seriously sick prisoners of war.”", "“magnificent”", "“at least 1,000”"]) expect(text).toContain(quote);
});

const SLIPS: Readonly<Record<BriefLanguage, { readonly claims: string; readonly confirmed: string; readonly fifty: string; readonly blame: string }>> = {
  uk: { claims: "Твердження: Україна", confirmed: "Обидві сторони підтверджують", fifty: "п’ятдесят", blame: "порушення" }, ru: { claims: "Утверждение: Украина", confirmed: "Обе стороны подтверждают", fifty: "пятьдесят", blame: "нарушение" },
  tr: { claims: "İddia: Ukrayna", confirmed: "Arabulucu doğruladı", fifty: "elli", blame: "ihlal" }, ar: { claims: "ادعاء: أوكرانيا", confirmed: "الوسيط أكد", fifty: "خمسون", blame: "انتهاك" },
  fr: { claims: "Affirmation : Ukraine", confirmed: "Les deux parties confirment", fifty: "cinquante", blame: "violation" },
};
test.each(BRIEF_LANGUAGES)("in %s each slip is refused under its own code", (language) => {
  const { state, pack } = istanbul;
  const items = abroadItems(state, pack, language);
  const text = briefOf(state, pack, language).replace(/[\u2066-\u2069]/gu, ""); // marks of direction carry no meaning for the lint
  const codes = (edited: string): string[] => lintAbroad(edited, items, briefHeadings(pack, language), language).map(({ code }) => code);
  const { claims, confirmed, fifty, blame } = SLIPS[language];
  const line = (cite: string): string => text.split("\n").find((one) => one.endsWith(`[${cite}].`)) ?? expect.fail(cite);
  const edited = (cite: string, change: (sentence: string) => string): string => {
    const changed = change(line(cite));
    expect(changed).not.toBe(line(cite));
    return text.replace(line(cite), changed);
  };
  expect(codes(text)).toEqual([]);
  expect(codes(edited("E07", (one) => one.replace("6,000", "9,000")))).toContain("BRIEF_NUMBER");
  expect(codes(edited("E22", (one) => one.replace("Kyslytsya", "Melnyk")))).toContain("BRIEF_NAME");
  expect(codes(edited("E36", (one) => one.replace("“magnificent”", "“splendid”")))).toContain("BRIEF_QUOTE");
  expect(codes(edited("E46", (one) => one.replace("over 40", "over 41")))).toContain("BRIEF_NUMBER");
  expect(codes(edited("E46", (one) => one.replace("over 40", "40")))).toContain("BRIEF_NUMBER");
  expect(codes(edited("E24", (one) => one.replace(" [E24].", ".")))).toEqual(expect.arrayContaining(["BRIEF_CITATION", "BRIEF_LEFT_OUT"]));
  expect(codes(edited("E24", (one) => one.replace("[E24]", "[E99]")))).toContain("BRIEF_UNKNOWN");
  expect(codes(edited("E44", (one) => one.replace(claims, confirmed)))).toContain("BRIEF_STANDING");
  expect(codes(edited("E44", (one) => one.replace(" [E44]", `, ${confirmed.toLowerCase()} [E44]`)))).toContain("BRIEF_STANDING");
  expect(codes(edited("E46", (one) => one.replace(" [E46]", `, ${fifty} [E46]`)))).toContain(language === "ar" ? "BRIEF_NAME" : "BRIEF_NUMBER");
  expect(codes(edited("E24", (one) => one.replace(" [E24]", `, ${blame} [E24]`)))).toContain("BRIEF_BLAME");
  const first = text.split("\n").find((one) => one.startsWith("## ")) ?? expect.fail("no heading");
  expect(codes(text.replace(first, "## Melnyk 41"))).toContain("BRIEF_HEADING");
  const counted = state.acts.find(({ kind, parsed }) => kind === "obligation.stated" && parsed.room === "accounting" && parsed.fact.kind === "obligation.stated" && parsed.fact.promised.kind === "at-least")?.label ?? expect.fail("no at-least");
  expect(codes(edited(counted, (one) => one.replace(/щонайменше |как минимум |en az |ما لا يقل عن |au moins /u, "")))).toContain("BRIEF_NUMBER");
  const day = state.acts.find(({ kind }) => kind === "operation.counted") ?? expect.fail("no count");
  expect(codes(edited(day.label, (one) => one.replace(/ 2025/u, " 2024")))).toContain("BRIEF_NUMBER");
});

test.each(REPORT_LANGUAGES)("no sentence in %s holds a code in capitals or a day in digits: codes are words, days are written as the language writes them", (language) => {
  const hand = [["name.objected", { list: "RU-1", row: "3", answer: "a1", code: "EVIDENCE_HELD", words: "a letter" }], ["name.closed", { list: "RU-1", row: "3", outcome: "final-in", words: "both agree" }],
    ["exception.recorded", { operation: "op-1", code: "SEAL_BROKEN", what: "remains", from: "RU", to: "UA", count: 1, spot: "S-1" }], ["exception.recorded", { operation: "op-1", code: "ABSENT", what: "captives", from: "RU", to: "UA", count: 1, list: "RU-1", row: "4" }],
    ["operation.aborted", { operation: "op-1", at: "2030-03-02T11:30", words: "the road is closed" }]] as const;
  const at = parseCivilDate("2030-03-02") ?? expect.fail("no day");
  const told = { state: stateOf(hand.map(([kind, body], entry) => ({ entry, label: `b${entry}`, at, author: "UA", kind, body: { ...body }, sources: [] }))), pack: istanbul.pack };
  for (const { state, pack } of [...examples, exercise(), told]) {
    for (const text of [briefOf(state, pack, language), chronicleOf(state, pack, language)])
      for (const line of linesOf(text)) {
        const own = bare(line).replace(/ ?\[[^[\]]+\]\.$/u, "").replace(/“[^”]*”/gu, "");
        expect(own.match(/\b[A-Z]{2,}_[A-Z_]+\b/gu) ?? [], line).toEqual([]);
        expect(own.match(/[0-9]{4}-[0-9]{2}-[0-9]{2}/gu) ?? [], line).toEqual([]);
      }
  }
});

test("numbers take their nouns in the forms of each language", () => {
  const said = (language: BriefLanguage): string[] => [1, 2, 5, 11, 21, 22, 100, 103, 1000].map((n) => bare(sayCounted(n, "captives", language)));
  expect(said("uk")).toEqual(["1 полонений", "2 полонені", "5 полонених", "11 полонених", "21 полонений", "22 полонені", "100 полонених", "103 полонені", "1 000 полонених"]);
  expect(said("ru")).toEqual(["1 пленный", "2 пленных", "5 пленных", "11 пленных", "21 пленный", "22 пленных", "100 пленных", "103 пленных", "1 000 пленных"]);
  expect(said("tr")).toEqual(["1 esir", "2 esir", "5 esir", "11 esir", "21 esir", "22 esir", "100 esir", "103 esir", "1.000 esir"]);
  expect(said("fr")).toEqual(["1 captif", "2 captifs", "5 captifs", "11 captifs", "21 captifs", "22 captifs", "100 captifs", "103 captifs", "1 000 captifs"]);
  expect(said("ar")).toEqual(["أسير واحد (1)", "أسيران (2)", "5 أسرى", "11 أسيرًا", "21 أسيرًا", "22 أسيرًا", "100 أسير", "103 أسرى", "1,000 أسير"]);
});

test("in Arabic nothing that runs from left to right stands outside an isolate", () => {
  const text = linesOf(briefOf(istanbul.state, istanbul.pack, "ar")).join("\n").replace(/\u2068[^\u2068\u2069]*\u2069/gu, "");
  expect(text.replace(/\u2068[^\u2068\u2069]*\u2069/gu, "")).not.toMatch(/[A-Za-z0-9]/u);
});

test("an act of every other kind is said in every language, and an act of a disputed key begins so", () => {
  const at = parseCivilDate("2030-03-02") ?? expect.fail("no day");
  const hash = "ab".repeat(32);
  const bodies: readonly (readonly [string, Record<string, unknown>])[] = [
    ["operation.allocated", { operation: "p", shares: [{ what: "captives", from: "RU", to: "UA", obligation: "X", count: 120 }] }], ["operation.allocated", { operation: "q", shares: [] }],
    ["reversal.recorded", { obligation: "X", count: 20, atLeast: true, statement: "own dead" }], ["operation.postponed", { operation: "p", until: "2030-03-09", words: "no road" }],
    ["pause.announced", { pause: "P1", sector: "north", from: "2030-03-02T06:00", until: "2030-03-04T06:00", purpose: "recovery", state: "proposed" }], ["pause.reported", { pause: "P1", at: "2030-03-03T11:30", words: "shots were heard" }],
    ["document.forwarded", { document: "D1", sha256: hash, to: "UA" }], ["review.opened", { document: "D1", reviewer: "UA", due: "2030-03-09" }], ["claim.answered", { claim: "c1", stance: "denied", words: "not so", claims: [] }],
    ["dispute.stated", { dispute: "DS1", about: "op-1", words: "three are missing" }], ["list.signed", { list: "RU-1", count: 1000, sha256: hash }], ["name.answered", { list: "RU-1", answers: [{ row: "1", code: "HELD", date: "2030-03-01" }] }],
  ];
  const acts = bodies.flatMap(([kind, body], entry): OpenedAct[] => [{ entry, label: `a${entry}`, at, author: "UA", kind, body, sources: [] }]);
  const state = stateOf(acts);
  state.disputed.add(0);
  for (const language of BRIEF_LANGUAGES) {
    const text = briefOf(state, istanbul.pack, language);
    expect(linesOf(text)).toHaveLength(acts.length);
    expect(linesOf(text).find((line) => citeOf(line) === "a0")).toMatch(/^- (?:Оспорюється|Оспаривается|İhtilaflı|متنازع عليه|Contesté)/u);
  }
  expect(bare(briefOf(state, istanbul.pack, "uk"))).toContain("2 березня 2030, Україна: сторно; зобов’язання: X; кількість: щонайменше 20; слова: “own dead” [a2].");
  expect(bare(briefOf(state, istanbul.pack, "fr"))).toContain("2 mars 2030, Ukraine : opération reportée ; opération : p ; jusqu’au : 9 mars 2030 ; termes : “no road” [a3].");
});
