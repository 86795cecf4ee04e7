// A status says the same in every language: every number, date and code of the English lines stands in the others, once per occurrence,
// and no English word is left. The sentences compared word for word were written by the rules of each grammar.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { evaluate, type Result } from "./evaluate.ts";
import { LANGS, type Lang } from "./explain-words.ts";
import { explainPerson } from "./explain.ts";
import { parseFacts } from "./facts.ts";
import { readTerms } from "./parse.ts";
import { sayEffect, sayInvariant, sayPause, sayResult, sayShown } from "./say-status.ts";
import { figuresInText } from "./text-figures.ts";

const day = (text: string): CivilDate => parseCivilDate(text) ?? expect.fail("no day");
const LINKED = `Agreement “T”, made at Geneva on 2 June 2025. The parties are Alpha (AL) and Beta (BE). The commission is Medical Commission (MC).
Times are UTC+3. “hurt” means holding a certified finding of class W. A doubt about “hurt” is decided by the Medical Commission within 5 days.
Rank values are colonel 15, private 1.
Clause 1 “First”. Each party releases all captives who are “hurt”. At no moment may the sides differ by more than 1. No more than 3 captives a day cross at “P”.
Clause 2 “Second”. AL releases at least 10 captives to BE by 9 June 2025. Hostilities pause in “north” from 5 June 2025 06:00 to 7 June 2025 06:00 for the recovery of bodies. For every additional 10 captives the pause grows by 1 day.
Clause 3 “Third”. Each party releases one for one captives at rank value. If clause 2 is not fulfilled by 10 June 2025, clause 3 is suspended. Captives under clause 1 go before captives under clause 2.
Clause 4 “Fourth”. Each party gives its list to Beta within 1 week of signature. This clause ends on 1 July 2025. Releases are simultaneous at “P”.
Clause 5 “Fifth”. BE releases at least 1 captives. This clause ends on notice of 10 days.
Clause 6 “Sixth”. BE releases at least 1 captives. This clause ends with the war.
`;
const FACTS = {
  signedOn: "2025-06-02",
  captives: [
    { id: "a1", side: "AL", born: "1990", rank: "colonel", findings: [{ class: "W", on: "2025-05-20", by: "MC" }] },
    { id: "a2", side: "AL", born: "1990-03", rank: "private", findings: [{ class: "W", on: "2025-05-20", by: "MC" }], objections: [{ class: "W", on: "2025-06-03", by: "AL" }] },
    { id: "b1", side: "BE", born: "1991-02-03", rank: "private", examinedOn: ["2025-05-01"] },
  ],
  handovers: [{ captive: "a1", from: "AL", to: "BE", on: "2025-06-09", receivedOn: "2025-06-09", clause: 1, place: "P" }],
  facts: [{ name: "notice to end clause 5", on: "2025-06-01" }, { name: "end of the war", on: "2025-06-30" }],
};
const linked = evaluate(readTerms(LINKED), parseFacts(FACTS), day("2025-07-02"));
const fileOf = (name: string): Result => {
  const terms = readTerms(readFileSync(new URL(`../../examples/terms/${name}.terms`, import.meta.url), "utf8"));
  return evaluate(terms, parseFacts({ signedOn: "2025-06-02" }), day("2025-07-20"));
};
const results: readonly (readonly [string, Result])[] = [["linked", linked], ...["istanbul-drill", "dixhill", "istanbul", "rate", "yemen"].map((name) => [name, fileOf(name)] as const)];
const OTHERS = LANGS.filter((one): one is Exclude<Lang, "en"> => one !== "en");
const ENGLISH = /\b(?:allowed|largest|difference|person|record|clause|ends?|pause|units?|against|overdue|pending|due|since|reached|ran|tolerance|cap|order|simultaneous|reply|list|remarks|held|more|released?|within)\b/iu;

test.each(OTHERS)("every figure of a status in English stands in it in %s, line by line, and no English word is left", (language) => {
  for (const [name, result] of results) {
    const [english, other] = [sayResult(result, "en").split("\n"), sayResult(result, language).split("\n")];
    expect(other.length, name).toBe(english.length);
    english.forEach((line, i) => {
      const found = figuresInText(other[i] ?? "", language).map(({ value }) => value).sort();
      expect(found, `${line} | ${other[i] ?? ""}`).toEqual(figuresInText(line, "en").map(({ value }) => value).sort());
      const unquoted = (other[i] ?? "").replace(/\[[^\]]*\]|“[^”]*”|«[^»]*»|Medical Commission|[0-9]+[.:][0-9]+/gu, "");
      if (language !== "fr") expect(unquoted, line).not.toMatch(ENGLISH);
    });
  }
});

test("every kind of line is reached by the linked example", () => {
  expect(linked.effectsDue.map(({ reason }) => reason.kind).sort()).toEqual(["clause", "date", "notice", "war"]);
  expect([...new Set(linked.invariants.map(({ kind }) => kind))].sort()).toEqual(["cap", "order", "simultaneous", "tolerance"]);
  expect([linked.pauses.length, linked.ranks.length, linked.bodySteps.length]).toEqual([1, 1, 1]);
});

const bare = (text: string): string => text.replaceAll("\u00a0", " ").replace(/[\u2068\u2069]/g, "");
const linkage = linked.effectsDue.find(({ reason }) => reason.kind === "clause") ?? expect.fail("no linkage");
test.each([
  ["en", "3.2: a person may record that clause 3 is suspended (clause 2 outstanding after 10 June 2025: AL)", "2.3 pause in “north” ends 7 June 2025 06:00"],
  ["uk", "3.2: особа може записати, що дію пункту 3 призупинено (за пунктом 2 після 10 червня 2025 залишається невиконане: AL)", "2.3 пауза в районі «north» закінчується 06:00 7 червня 2025"],
  ["ru", "3.2: человек может записать, что действие пункта 3 приостановлено (по пункту 2 после 10 июня 2025 остаётся невыполненное: AL)", "2.3 пауза в районе «north» заканчивается 06:00 7 июня 2025"],
  ["tr", "3.2: bir kişi 3. maddenin askıya alındığını kaydedebilir (madde 2, 10 Haziran 2025 gününden sonra kalan var: AL)", "2.3 “north” bölgesindeki aranın sonu: 7 Haziran 2025 06:00"],
  ["ar", "3.2: يجوز لشخص أن يسجل أن البند 3 عُلّق (البند 2 ما زال فيه متبقٍّ بعد 10 يونيو 2025: AL)", "2.3 تنتهي الهدنة في «north» في 7 يونيو 2025 06:00"],
  ["fr", "3.2: une personne peut consigner que la clause 3 est suspendue (clause 2, reste dû après le 10 juin 2025 : AL)", "2.3 la pause à « north » prend fin le 7 juin 2025 06:00"],
] as const)("an effect and a pause in %s", (language, effect, pause) => {
  expect(bare(sayEffect(linkage, language)).replace(/ saat /u, " ").replace(/ à 06/u, " 06").replace(/ الساعة /u, " ")).toBe(effect);
  expect(bare(linked.pauses.map((one) => sayPause(one, language)).join("")).replace(/ saat /u, " ").replace(/ à 06/u, " 06").replace(/ الساعة /u, " ")).toBe(pause);
});

test("in Arabic every id, code, number and date of a status and of an explanation is isolated", () => {
  const text = `${sayResult(linked, "ar")}${explainPerson(linked, "a2", "every clause", "ar").map((one) => one.text).join("\n")}`;
  const outside = text.replace(/\u2068[^\u2069]*\u2069/gu, "");
  expect(outside).not.toMatch(/[A-Za-z0-9]/u);
  expect((text.match(/\u2068/gu) ?? []).length).toBe((text.match(/\u2069/gu) ?? []).length);
});

test("a rule that is kept, one that is not and one not known are said without blame; a small cell stays hidden", () => {
  const [tolerance] = linked.invariants.filter(({ kind }) => kind === "tolerance");
  expect(tolerance && sayInvariant(tolerance, "fr")).toContain("écart admis: dans les limites de la phrase, plus grand écart 1, admis 1");
  expect([sayShown(7, "uk"), bare(sayShown("fewer than 5", "ar")), sayShown("fewer than 5", "en")]).toEqual(["7", "أقل من 5", "fewer than 5"]);
});
