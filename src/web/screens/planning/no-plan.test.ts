import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { readFileSync } from "node:fs";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "react-intl";
import { expect, test } from "vitest";
import { parseJson } from "../../../basis/parse-json.ts";
import type { JobNote } from "../../../desk/jobs/job-kind.ts";
import { LanguageContext, LANGUAGES, type Language, type Words } from "../../frame/language-context.ts";
import { NoPlan, type NoPlanAnswer } from "./no-plan.tsx";
import { SoFar } from "./working.tsx";

const wordsOf = (language: Language): Words => parseJson(readFileSync(new URL(`../../../../words/${language}.json`, import.meta.url), "utf8")) as Words;

/** The text of the answer as it is shown, without tags and isolates. */
const shown = (answer: NoPlanAnswer, language: Language): string => textOf(createElement(NoPlan, { answer }), language);

function textOf(element: ReactElement, language: Language): string {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const page = createElement(IntlProvider, { locale: language, messages: wordsOf(language) }, element);
  const markup = renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(LanguageContext, { value: { language, setLanguage: () => {} } }, page)));
  return markup.replace(/<[^>]+>/g, "\n").replace(/[\u2068\u2069]/g, "");
}

const nobody = { clause: "all:wounded", amount: 1, repairsAll: false, where: [{ batch: null, amount: 1 }] }, seats = { clause: "transport:A", amount: 3, repairsAll: false, where: [{ batch: "b01", amount: 1 }, { batch: "b02", amount: 2 }] };
const twice: NoPlanAnswer = {
  answer: "infeasible", complete: true, least: true, together: [nobody, seats],
  reasons: [{ clauses: ["all:wounded", "place:p1"], repairs: [nobody] }, { clauses: ["quota:A", "transport:A"], repairs: [seats] }],
};

test.each([...LANGUAGES])("what would have to change together is said in %s, with the batches, and as the smallest only where it is", (language) => {
  const text = shown(twice, language), perhaps = shown({ ...twice, least: false, complete: false }, language), words = wordsOf(language);
  expect(text).toMatch(/b01\D+[1١]\D+b02\D+[2٢]/);
  const [smallest = "?", other = "?"] = ["planning.together", "planning.togetherPerhaps"].map((key) => words[key]?.split("{")[0]);
  expect([text.includes(smallest), text.includes(other), perhaps.includes(smallest), perhaps.includes(other)]).toEqual([true, false, false, true]);
  expect([text, perhaps].map((one) => one.includes(words["planning.notComplete"] ?? "?"))).toEqual([false, true]);
  expect(text).not.toMatch(/planning\.|[{}]/);
  const [alone = "?", enough = "?"] = ["planning.repairAlone", "planning.repair"].map((key) => words[key]?.split("{")[0]);
  expect([text.split(alone).length - 1, text.includes(enough)]).toEqual([2, false]); // one for each conflict: neither leaves a plan
});

test.each([...LANGUAGES])("while the reasons are looked for, how far that is, is said in %s", (language) => {
  const at = (conflicts: JobNote["conflicts"]): string => textOf(createElement(SoFar, { note: { stages: [], now: null, conflicts } }), language);
  expect(at(null)).toBe("");
  for (const [changes, key] of [[0, "planning.nowConflicts"], [7, "planning.nowChanges"]] as const) {
    const text = at({ found: 3, solves: 40, changes });
    expect(text).toContain(wordsOf(language)[key]?.split("{")[0]);
    expect(text).toMatch(changes === 0 ? /[3٣]\D+(40|٤٠)/ : /[3٣]\D+[7٧]/);
  }
});

test("of one reason its own changes are enough", () => {
  const text = shown({ ...twice, reasons: [{ clauses: ["all:wounded", "place:p1"], repairs: [{ ...nobody, repairsAll: true }] }], together: [nobody] }, "en");
  expect(text).toContain("The smallest change: everyone of the category");
  expect(text).not.toContain("after which there is a plan");
});
