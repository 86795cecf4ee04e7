// The words of explanations: one template per fact, in English and Ukrainian, filled with values and never composed freely.
// Own tables of months; a number is grouped by commas in English and by a space in Ukrainian.
import type { CivilDate } from "../basis/civil-date.ts";
import type { Status } from "./status.ts";

export type Lang = "en" | "uk";
const MONTHS: Readonly<Record<Lang, readonly string[]>> = {
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  uk: ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"],
};
export const sayDate = (date: string, lang: Lang): string => `${Number(date.slice(8, 10))} ${MONTHS[lang][Number(date.slice(5, 7)) - 1] ?? ""} ${date.slice(0, 4)}`;
export const sayNumber = (n: number, lang: Lang): string => String(n).replace(/\B(?=(\d{3})+$)/g, lang === "en" ? "," : " ");
export const saySpan = (min: number, max: number, lang: Lang): string => (min === max ? sayNumber(min, lang) : `${sayNumber(min, lang)}–${sayNumber(max, lang)}`);

const STATUS_UK: Readonly<Record<Status, string>> = {
  ended: "припинено", suspended: "призупинено", "not in force": "не набрало чинності", overdue: "прострочено", pending: "очікується",
  disputed: "оскаржується", undetermined: "не визначено", "fulfilled so far (list open)": "поки виконано (списки відкриті)", fulfilled: "виконано",
};
export const sayStatus = (status: Status, lang: Lang): string => (lang === "en" ? status : STATUS_UK[status]);

const VALUE_UK = { no: "ні", unknown: "невідомо", disputed: "оскаржується", yes: "так" } as const;
export const sayValue = (value: keyof typeof VALUE_UK, lang: Lang): string => (lang === "en" ? value : VALUE_UK[value]);

export type Words = {
  readonly clause: (number: number) => string;
  readonly promised: (n: string, atLeast: boolean) => string; readonly received: (n: string) => string; readonly outstanding: (n: string) => string;
  readonly beyond: (n: string) => string; readonly due: (date: string, projected: boolean) => string; readonly since: (date: string) => string;
  readonly dueNotStated: string; readonly unknown: (n: string) => string; readonly disputed: (n: string) => string;
  readonly receiptUnknown: (n: string) => string; readonly died: (n: string) => string; readonly declined: (n: string) => string;
  readonly open: (ids: string) => string; readonly onDay: (date: string) => string;
  readonly notExamined: (findingClass: string) => string; readonly noFinding: (findingClass: string, date: string) => string;
  readonly certified: (findingClass: string, date: string) => string; readonly objection: (date: string) => string;
  readonly decided: (result: "upheld" | "rejected", by: string, date: string, counts: boolean) => string;
  readonly born: (text: string) => string; readonly bornUnknown: string; readonly age: (years: string, date: string) => string;
  readonly heldSince: (date: string) => string; readonly heldUnknown: string; readonly context: string; readonly contextOther: string; readonly contextUnknown: string;
  readonly anyCaptive: string; readonly noDefinition: string; readonly receivedOn: (date: string) => string; readonly diedOn: (date: string) => string;
  readonly declinedOn: (date: string) => string; readonly differs: string; readonly except: string; readonly foundLater: string;
  readonly names: (findingClass: string, who: string) => string;
};

export const WORDS: Readonly<Record<Lang, Words>> = {
  en: {
    clause: (n) => `clause ${n}`, promised: (n, atLeast) => (atLeast ? `at least ${n} promised` : `${n} promised`), received: (n) => `${n} received`,
    outstanding: (n) => `${n} outstanding`, beyond: (n) => `${n} beyond`, due: (date, projected) => (projected ? `due ${date} (projected)` : `due ${date}`), since: (date) => `since ${date}`,
    dueNotStated: "no due day stated", unknown: (n) => `${n} unknown`, disputed: (n) => `${n} disputed`, receiptUnknown: (n) => `${n} handed over, receipt not recorded`,
    died: (n) => `${n} died while entitled or in doubt`, declined: (n) => `${n} declined`, open: (ids) => `left open by sentence ${ids}`, onDay: (date) => `on ${date}`,
    notExamined: (c) => `not examined for class ${c}`, noFinding: (c, date) => `examined ${date}, no finding of class ${c}`, certified: (c, date) => `class ${c} certified ${date}`,
    objection: (date) => `objection ${date}`,
    decided: (result, by, date, counts) => (counts ? `${result} by ${by} ${date}` : `${result} by ${by} ${date}, which the agreement does not name for this`),
    born: (text) => `born ${text}`, bornUnknown: "birth not known", age: (years, date) => `aged ${years} on ${date}`, heldSince: (date) => `held since ${date}`,
    heldUnknown: "day of capture not known", context: "recorded in that relation", contextOther: "recorded in another relation", contextUnknown: "no relation recorded",
    anyCaptive: "any captive", noDefinition: "not defined in this reading", receivedOn: (date) => `received ${date}`, diedOn: (date) => `died ${date}`,
    declinedOn: (date) => `declined ${date}`, differs: "readings differ", except: "except", foundLater: "found after the lists closed", names: (c, who) => `class ${c} (${who})`,
  },
  uk: {
    clause: (n) => `пункт ${n}`, promised: (n, atLeast) => (atLeast ? `обіцяно щонайменше ${n}` : `обіцяно ${n}`), received: (n) => `прийнято ${n}`,
    outstanding: (n) => `залишається ${n}`, beyond: (n) => `понад обіцяне ${n}`, due: (date, projected) => (projected ? `строк ${date} (розрахунковий)` : `строк ${date}`), since: (date) => `з ${date}`,
    dueNotStated: "строк не вказано", unknown: (n) => `невідомо ${n}`, disputed: (n) => `оскаржується ${n}`, receiptUnknown: (n) => `передано без запису про прийняття ${n}`,
    died: (n) => `померло до передачі ${n}`, declined: (n) => `відмовилося ${n}`, open: (ids) => `залишено відкритим реченням ${ids}`, onDay: (date) => `станом на ${date}`,
    notExamined: (c) => `не оглянуто щодо класу ${c}`, noFinding: (c, date) => `огляд ${date}, висновку класу ${c} немає`, certified: (c, date) => `клас ${c} засвідчено ${date}`,
    objection: (date) => `заперечення ${date}`,
    decided: (result, by, date, counts) => `${result === "upheld" ? "підтверджено" : "відхилено"} (${by}) ${date}${counts ? "" : ", угода не називає цього органу для таких рішень"}`,
    born: (text) => `дата народження ${text}`, bornUnknown: "дата народження невідома", age: (years, date) => `повних років ${years} на ${date}`, heldSince: (date) => `утримується з ${date}`,
    heldUnknown: "день захоплення невідомий", context: "такий зв’язок записано", contextOther: "записано інший зв’язок", contextUnknown: "зв’язок не записано",
    anyCaptive: "будь-яка утримувана особа", noDefinition: "у цьому прочитанні не визначено", receivedOn: (date) => `прийнято ${date}`, diedOn: (date) => `дата смерті ${date}`,
    declinedOn: (date) => `відмова ${date}`, differs: "прочитання різняться", except: "крім", foundLater: "виявлено після закриття списків", names: (c, who) => `клас ${c} (${who})`,
  },
};

/** A birth as far as it is known: a day, a month or a year. */
export function sayBirth(first: CivilDate, last: CivilDate, lang: Lang): string {
  if (first === last) return sayDate(first, lang);
  return first.slice(0, 7) === last.slice(0, 7) ? first.slice(0, 7) : first.slice(0, 4);
}
