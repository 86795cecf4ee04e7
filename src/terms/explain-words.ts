// The words of explanations: one template per fact and language, filled with values and never composed freely. Months and the
// grouping of numbers are those of the renderings (render-uk.ts and its neighbours).
import type { CivilDate } from "../basis/civil-date.ts";
import { MONTHS } from "./lexicon.ts";
import { ar } from "./render-ar.ts";
import { fr } from "./render-fr.ts";
import { ru } from "./render-ru.ts";
import { tr } from "./render-tr.ts";
import { uk } from "./render-uk.ts";
import type { Tongue } from "./say.ts";
import type { Status } from "./status.ts";

export const LANGS = ["en", "uk", "ru", "tr", "ar", "fr"] as const;
export type Lang = (typeof LANGS)[number];
const TONGUES: Readonly<Record<Exclude<Lang, "en">, Tongue>> = { uk, ru, tr, ar, fr };
const MONTHS_OF = (lang: Lang): readonly string[] => (lang === "en" ? MONTHS : TONGUES[lang].months);
/** Between parts of a line. */
export const commaOf = (lang: Lang): string => (lang === "ar" ? "، " : ", ");
/** Between lines that stand in one. */
export const semicolonOf = (lang: Lang): string => (lang === "ar" ? "؛ " : lang === "fr" ? " ; " : "; ");
/** A numeral, date or code in a line that runs from right to left is isolated. */
const isolated = (text: string, lang: Lang): string => (lang === "ar" ? `\u2068${text}\u2069` : text);
export const sayDate = (date: string, lang: Lang): string => {
  const day = String(Number(date.slice(8, 10)));
  return isolated(`${lang === "fr" && day === "1" ? "1er" : day} ${MONTHS_OF(lang)[Number(date.slice(5, 7)) - 1] ?? ""} ${date.slice(0, 4)}`, lang);
};
/** A day, or a moment on the agreement's clock. */
export function sayMoment(moment: string, lang: Lang): string {
  if (moment.length <= 10) return sayDate(moment, lang);
  const date = sayDate(moment.slice(0, 10), lang).replace(/[\u2068\u2069]/g, "");
  return isolated(lang === "en" ? `${date} ${moment.slice(11)}` : TONGUES[lang].time(date, moment.slice(11)), lang);
}
export const sayCode = (code: string, lang: Lang): string => isolated(code, lang);
/** Words of the agreement, in its own language, between quotes. */
export function sayPhrase(text: string, lang: Lang): string {
  const [open, close] = lang === "en" ? ["“", "”"] : TONGUES[lang].quotes;
  return `${open}${isolated(text, lang)}${close}`;
}
const grouped = (n: number, lang: Lang): string => String(n).replace(/\B(?=(\d{3})+$)/g, lang === "en" ? "," : TONGUES[lang].group);
export const sayNumber = (n: number, lang: Lang): string => isolated(grouped(n, lang), lang);
export const saySpan = (min: number, max: number, lang: Lang): string => (min === max ? sayNumber(min, lang) : isolated(`${grouped(min, lang)}–${grouped(max, lang)}`, lang));

const STATUSES_SAID: Readonly<Record<Exclude<Lang, "en">, Readonly<Record<Status, string>>>> = {
  uk: {
    ended: "припинено", suspended: "призупинено", "not in force": "не набрало чинності", overdue: "прострочено", pending: "очікується",
    disputed: "оскаржується", undetermined: "не визначено", "fulfilled so far (list open)": "поки виконано (списки відкриті)", fulfilled: "виконано",
  },
  ru: {
    ended: "прекращено", suspended: "приостановлено", "not in force": "не вступило в силу", overdue: "просрочено", pending: "ожидается",
    disputed: "оспаривается", undetermined: "не определено", "fulfilled so far (list open)": "пока выполнено (списки открыты)", fulfilled: "выполнено",
  },
  tr: {
    ended: "sona erdi", suspended: "askıda", "not in force": "yürürlükte değil", overdue: "gecikmiş", pending: "bekleniyor",
    disputed: "itirazlı", undetermined: "belirsiz", "fulfilled so far (list open)": "şimdilik yerine getirildi (listeler açık)", fulfilled: "yerine getirildi",
  },
  ar: {
    ended: "منتهٍ", suspended: "معلَّق", "not in force": "غير سارٍ", overdue: "متأخر", pending: "قيد الانتظار",
    disputed: "متنازع عليه", undetermined: "غير محدد", "fulfilled so far (list open)": "منفَّذ حتى الآن (القوائم مفتوحة)", fulfilled: "منفَّذ",
  },
  fr: {
    ended: "terminé", suspended: "suspendu", "not in force": "pas en vigueur", overdue: "en retard", pending: "en attente",
    disputed: "contesté", undetermined: "indéterminé", "fulfilled so far (list open)": "exécuté à ce jour (listes ouvertes)", fulfilled: "exécuté",
  },
};
export const sayStatus = (status: Status, lang: Lang): string => (lang === "en" ? status : STATUSES_SAID[lang][status]);

type Value = "no" | "unknown" | "disputed" | "yes";
const VALUES_SAID: Readonly<Record<Exclude<Lang, "en">, Readonly<Record<Value, string>>>> = {
  uk: { no: "ні", unknown: "невідомо", disputed: "оскаржується", yes: "так" }, ru: { no: "нет", unknown: "неизвестно", disputed: "оспаривается", yes: "да" },
  tr: { no: "hayır", unknown: "bilinmiyor", disputed: "itirazlı", yes: "evet" }, ar: { no: "لا", unknown: "غير معروف", disputed: "متنازع عليه", yes: "نعم" },
  fr: { no: "non", unknown: "inconnu", disputed: "contesté", yes: "oui" },
};
export const sayValue = (value: Value, lang: Lang): string => (lang === "en" ? value : VALUES_SAID[lang][value]);

export type Words = {
  readonly clause: (number: number) => string;
  readonly promised: (n: string, atLeast: boolean) => string; readonly received: (n: string) => string; readonly outstanding: (n: string) => string;
  readonly beyond: (n: string) => string; readonly due: (date: string, projected: boolean) => string; readonly since: (date: string) => string;
  readonly dueNotStated: string; readonly unknown: (n: string) => string; readonly disputed: (n: string) => string;
  readonly receiptUnknown: (n: string) => string; readonly died: (n: string) => string; readonly declined: (n: string) => string; readonly elsewhere: (n: string) => string; readonly elsewhereOn: (date: string) => string;
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
    died: (n) => `${n} died while entitled or in doubt`, declined: (n) => `${n} declined`, elsewhere: (n) => `${n} released under another agreement`, elsewhereOn: (date) => `released under another agreement ${date}`, open: (ids) => `left open by sentence ${ids}`, onDay: (date) => `on ${date}`,
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
    died: (n) => `померло до передачі ${n}`, declined: (n) => `відмовилося ${n}`, elsewhere: (n) => `звільнено за іншою угодою ${n}`, elsewhereOn: (date) => `звільнено за іншою угодою ${date}`, open: (ids) => `залишено відкритим реченням ${ids}`, onDay: (date) => `станом на ${date}`,
    notExamined: (c) => `не оглянуто щодо класу ${c}`, noFinding: (c, date) => `огляд ${date}, висновку класу ${c} немає`, certified: (c, date) => `клас ${c} засвідчено ${date}`,
    objection: (date) => `заперечення ${date}`,
    decided: (result, by, date, counts) => `${result === "upheld" ? "підтверджено" : "відхилено"} (${by}) ${date}${counts ? "" : ", угода не називає цього органу для таких рішень"}`,
    born: (text) => `дата народження ${text}`, bornUnknown: "дата народження невідома", age: (years, date) => `повних років ${years} на ${date}`, heldSince: (date) => `утримується з ${date}`,
    heldUnknown: "день захоплення невідомий", context: "такий зв’язок записано", contextOther: "записано інший зв’язок", contextUnknown: "зв’язок не записано",
    anyCaptive: "будь-яка утримувана особа", noDefinition: "у цьому прочитанні не визначено", receivedOn: (date) => `прийнято ${date}`, diedOn: (date) => `дата смерті ${date}`,
    declinedOn: (date) => `відмова ${date}`, differs: "прочитання різняться", except: "крім", foundLater: "виявлено після закриття списків", names: (c, who) => `клас ${c} (${who})`,
  },
  ru: {
    clause: (n) => `пункт ${n}`, promised: (n, atLeast) => (atLeast ? `обещано не менее ${n}` : `обещано ${n}`), received: (n) => `принято ${n}`,
    outstanding: (n) => `остаётся ${n}`, beyond: (n) => `сверх обещанного ${n}`, due: (date, projected) => (projected ? `срок ${date} (расчётный)` : `срок ${date}`), since: (date) => `с ${date}`,
    dueNotStated: "срок не указан", unknown: (n) => `неизвестно ${n}`, disputed: (n) => `оспаривается ${n}`, receiptUnknown: (n) => `передано без записи о принятии ${n}`,
    died: (n) => `умерло до передачи ${n}`, declined: (n) => `отказалось ${n}`, elsewhere: (n) => `освобождено по другому соглашению ${n}`, elsewhereOn: (date) => `освобождено по другому соглашению ${date}`, open: (ids) => `оставлено открытым предложением ${ids}`, onDay: (date) => `на ${date}`,
    notExamined: (c) => `не осмотрено на класс ${c}`, noFinding: (c, date) => `осмотр ${date}, заключения класса ${c} нет`, certified: (c, date) => `класс ${c} заверен ${date}`,
    objection: (date) => `возражение ${date}`,
    decided: (result, by, date, counts) => `${result === "upheld" ? "подтверждено" : "отклонено"} (${by}) ${date}${counts ? "" : ", соглашение не называет этот орган для таких решений"}`,
    born: (text) => `дата рождения ${text}`, bornUnknown: "дата рождения неизвестна", age: (years, date) => `полных лет ${years} на ${date}`, heldSince: (date) => `удерживается с ${date}`,
    heldUnknown: "день захвата неизвестен", context: "такая связь записана", contextOther: "записана другая связь", contextUnknown: "связь не записана",
    anyCaptive: "любое удерживаемое лицо", noDefinition: "в этом прочтении не определено", receivedOn: (date) => `принято ${date}`, diedOn: (date) => `дата смерти ${date}`,
    declinedOn: (date) => `отказ ${date}`, differs: "прочтения различаются", except: "кроме", foundLater: "обнаружено после закрытия списков", names: (c, who) => `класс ${c} (${who})`,
  },
  tr: {
    clause: (n) => `madde ${n}`, promised: (n, atLeast) => (atLeast ? `söz verilen en az ${n}` : `söz verilen ${n}`), received: (n) => `teslim alınan ${n}`,
    outstanding: (n) => `kalan ${n}`, beyond: (n) => `sözün ötesinde ${n}`, due: (date, projected) => (projected ? `son gün ${date} (hesaplanan)` : `son gün ${date}`), since: (date) => `${date} gününden beri`,
    dueNotStated: "son gün belirtilmemiş", unknown: (n) => `bilinmeyen ${n}`, disputed: (n) => `itirazlı ${n}`, receiptUnknown: (n) => `teslim alındığı yazılmamış ${n}`,
    died: (n) => `teslimden önce ölen ${n}`, declined: (n) => `geri dönmeyi istemeyen ${n}`, elsewhere: (n) => `başka bir anlaşmayla salıverilen ${n}`, elsewhereOn: (date) => `başka bir anlaşmayla salıverildi ${date}`, open: (ids) => `açık bırakan cümle: ${ids}`, onDay: (date) => `${date} günü`,
    notExamined: (c) => `${c} sınıfı için muayene edilmemiş`, noFinding: (c, date) => `muayene ${date}, ${c} sınıfından bulgu yok`, certified: (c, date) => `${c} sınıfı ${date} günü onaylanmış`,
    objection: (date) => `itiraz ${date}`,
    decided: (result, by, date, counts) => `${result === "upheld" ? "onaylandı" : "reddedildi"} (${by}) ${date}${counts ? "" : ", anlaşma bu karar için bu kurulu anmıyor"}`,
    born: (text) => `doğum ${text}`, bornUnknown: "doğum tarihi bilinmiyor", age: (years, date) => `${date} günü tamamlanmış yaş ${years}`, heldSince: (date) => `${date} gününden beri tutuluyor`,
    heldUnknown: "yakalanma günü bilinmiyor", context: "bu bağlantı yazılı", contextOther: "başka bir bağlantı yazılı", contextUnknown: "bağlantı yazılmamış",
    anyCaptive: "tutulan herhangi bir kişi", noDefinition: "bu okumada tanımlanmamış", receivedOn: (date) => `teslim alındı ${date}`, diedOn: (date) => `ölüm ${date}`,
    declinedOn: (date) => `geri dönmeyi istemedi ${date}`, differs: "okumalar ayrılıyor", except: "dışında:", foundLater: "listeler kapandıktan sonra bulundu", names: (c, who) => `${c} sınıfı (${who})`,
  },
  ar: {
    clause: (n) => `البند \u2068${n}\u2069`, promised: (n, atLeast) => (atLeast ? `الموعود به ${n} على الأقل` : `الموعود به ${n}`), received: (n) => `المتسلَّم ${n}`,
    outstanding: (n) => `المتبقي ${n}`, beyond: (n) => `الزائد على الموعود ${n}`, due: (date, projected) => (projected ? `الموعد ${date} (محسوب)` : `الموعد ${date}`), since: (date) => `منذ ${date}`,
    dueNotStated: "لم يُذكر موعد", unknown: (n) => `غير معروف ${n}`, disputed: (n) => `متنازع عليه ${n}`, receiptUnknown: (n) => `سُلّم دون تسجيل تسلُّم ${n}`,
    died: (n) => `توفي قبل التسليم ${n}`, declined: (n) => `رفض العودة ${n}`, elsewhere: (n) => `أُفرج عنه بموجب اتفاق آخر ${n}`, elsewhereOn: (date) => `أُفرج عنه بموجب اتفاق آخر في ${date}`, open: (ids) => `تركته مفتوحًا الجملة \u2068${ids}\u2069`, onDay: (date) => `في ${date}`,
    notExamined: (c) => `لم يُفحص للصنف \u2068${c}\u2069`, noFinding: (c, date) => `فُحص في ${date}، لا تقرير من الصنف \u2068${c}\u2069`, certified: (c, date) => `الصنف \u2068${c}\u2069 معتمد في ${date}`,
    objection: (date) => `اعتراض في ${date}`,
    decided: (result, by, date, counts) => `${result === "upheld" ? "أُيّد" : "رُفض"} (\u2068${by}\u2069) في ${date}${counts ? "" : "، ولا يسمي الاتفاق هذه الجهة لمثل هذا القرار"}`,
    born: (text) => `الولادة ${text}`, bornUnknown: "تاريخ الولادة غير معروف", age: (years, date) => `العمر المكتمل ${years} في ${date}`, heldSince: (date) => `محتجز منذ ${date}`,
    heldUnknown: "يوم الأسر غير معروف", context: "هذه الصلة مسجلة", contextOther: "سُجلت صلة أخرى", contextUnknown: "لم تُسجل صلة",
    anyCaptive: "أي محتجز", noDefinition: "غير معرّف في هذه القراءة", receivedOn: (date) => `جرى التسلُّم في ${date}`, diedOn: (date) => `الوفاة في ${date}`,
    declinedOn: (date) => `رفض العودة في ${date}`, differs: "القراءات تختلف", except: "باستثناء", foundLater: "عُثر عليه بعد إغلاق القوائم", names: (c, who) => `الصنف \u2068${c}\u2069 (${who})`,
  },
  fr: {
    clause: (n) => `clause ${n}`, promised: (n, atLeast) => (atLeast ? `promis au moins ${n}` : `promis ${n}`), received: (n) => `reçu ${n}`,
    outstanding: (n) => `reste ${n}`, beyond: (n) => `au-delà ${n}`, due: (date, projected) => (projected ? `échéance le ${date} (projetée)` : `échéance le ${date}`), since: (date) => `depuis le ${date}`,
    dueNotStated: "aucune échéance indiquée", unknown: (n) => `inconnu ${n}`, disputed: (n) => `contesté ${n}`, receiptUnknown: (n) => `remis sans réception consignée ${n}`,
    died: (n) => `décès avant la remise ${n}`, declined: (n) => `refus de retour ${n}`, elsewhere: (n) => `libéré au titre d’un autre accord ${n}`, elsewhereOn: (date) => `libéré au titre d’un autre accord le ${date}`, open: (ids) => `laissé ouvert par la phrase ${ids}`, onDay: (date) => `le ${date}`,
    notExamined: (c) => `pas d’examen pour la classe ${c}`, noFinding: (c, date) => `examen le ${date}, aucun constat de classe ${c}`, certified: (c, date) => `classe ${c} certifiée le ${date}`,
    objection: (date) => `objection le ${date}`,
    decided: (result, by, date, counts) => `${result === "upheld" ? "confirmé" : "rejeté"} (${by}) le ${date}${counts ? "" : ", organe que l’accord ne nomme pas pour cela"}`,
    born: (text) => `naissance : ${text}`, bornUnknown: "naissance inconnue", age: (years, date) => `âge révolu au ${date} : ${years}`, heldSince: (date) => `détention depuis le ${date}`,
    heldUnknown: "jour de la capture inconnu", context: "ce rapport est consigné", contextOther: "un autre rapport est consigné", contextUnknown: "aucun rapport consigné",
    anyCaptive: "tout captif", noDefinition: "non défini dans cette lecture", receivedOn: (date) => `réception le ${date}`, diedOn: (date) => `décès le ${date}`,
    declinedOn: (date) => `refus de retour le ${date}`, differs: "les lectures diffèrent", except: "sauf", foundLater: "trouvé après la clôture des listes", names: (c, who) => `classe ${c} (${who})`,
  },
};

/** A birth as far as it is known: a day, a month or a year. */
export function sayBirth(first: CivilDate, last: CivilDate, lang: Lang): string {
  if (first === last) return sayDate(first, lang);
  return first.slice(0, 7) === last.slice(0, 7) ? first.slice(0, 7) : first.slice(0, 4);
}
