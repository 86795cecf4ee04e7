import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "react-intl";
import { expect, test } from "vitest";
import { parseJson } from "../../../basis/parse-json.ts";
import { LanguageContext, LANGUAGES, type Language, type Words } from "../../frame/language-context.ts";
import { NoPlan, type NoPlanAnswer } from "./no-plan.tsx";

const wordsOf = (language: Language): Words => parseJson(readFileSync(new URL(`../../../../words/${language}.json`, import.meta.url), "utf8")) as Words;

/** The text of the answer as it is shown, without tags and isolates. */
function shown(answer: NoPlanAnswer, language: Language): string {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const page = createElement(IntlProvider, { locale: language, messages: wordsOf(language) }, createElement(NoPlan, { answer }));
  const markup = renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(LanguageContext, { value: { language, setLanguage: () => {} } }, page)));
  return markup.replace(/<[^>]+>/g, "\n").replace(/[\u2068\u2069]/g, "");
}

const nobody = { clause: "all:wounded", amount: 1, where: [{ batch: null, amount: 1 }] }, seats = { clause: "transport:A", amount: 3, where: [{ batch: "b01", amount: 1 }, { batch: "b02", amount: 2 }] };
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
});

test("of one reason its own changes are enough", () => {
  const text = shown({ ...twice, reasons: twice.answer === "infeasible" ? twice.reasons.slice(0, 1) : [], together: [nobody] }, "en");
  expect(text).toContain("The smallest change: everyone of the category");
  expect(text).not.toContain("after which there is a plan");
});
