// Arabic templates. A counted noun takes one of six forms by its number (CLDR plural rules for Arabic): 3 to 10 the plural, 11 to 99
// the accusative singular, 100 and more the singular. Numerals, dates and codes are isolated, since they run from left to right.
import type { Body, Due, Duration, Numeral, Predicate, Quantity } from "./ast.ts";
import { joined, type Say, type Tongue } from "./say.ts";

const MONTHS = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const ROLES = { mediator: "الوسيط", witness: "الشاهد", depositary: "الوديع", "co-chair": "الرئيس المشارك", commission: "اللجنة", committee: "لجنة المتابعة", agents: "الوكلاء" } as const;
const RELATIONS = { exceeds: "يتجاوز الاتفاق", supersedes: "يحل محل الاتفاق", follows: "يلي الاتفاق", "is annexed to": "ملحق بالاتفاق" } as const;
const STEPS = { list: "قائمته", reply: "رده على القائمة", remarks: "ملاحظاته على الرد", "final reply": "رده النهائي", "signed final list": "القائمة النهائية الموقعة" } as const;
const EVENTS = {
  signature: "التوقيع", capture: "الأسر", discovery: "العثور", decision: "قرار اللجنة", list: "تسلم القائمة", reply: "تسلم الرد", remarks: "تسلم الملاحظات", "final reply": "الرد النهائي",
  "signed final list": "القائمة النهائية الموقعة", "previous step": "الخطوة السابقة",
} as const;

type Forms = readonly [zero: string, one: string, two: string, few: string, many: string, other: string];
/** A number with its counted noun; one and two stand as words with the numeral after them; a bracket takes the plural. */
function counted(n: Numeral, [zero, one, two, few, many, other]: Forms, say: Say): string {
  const numeral = say.numeral(n);
  if (n === 1 || n === 2) return `${n === 1 ? one : two} (${numeral})`;
  if (typeof n !== "number") return `${numeral} ${few}`;
  const rest = n % 100;
  return `${numeral} ${n === 0 ? zero : rest >= 3 && rest <= 10 ? few : rest >= 11 ? many : other}`;
}
// After a number in the genitive or accusative.
const CAPTIVES: Forms = ["محتجز", "محتجز واحد", "محتجزَين اثنين", "محتجزين", "محتجزًا", "محتجز"];
const REMAINS: Forms = ["رفات", "رفات واحد", "رفاتين اثنين", "رفات", "رفاتًا", "رفات"];
const UNITS: Readonly<Record<Duration["unit"], Forms>> = {
  day: ["يوم", "يوم واحد", "يومين", "أيام", "يومًا", "يوم"], week: ["أسبوع", "أسبوع واحد", "أسبوعين", "أسابيع", "أسبوعًا", "أسبوع"], hour: ["ساعة", "ساعة واحدة", "ساعتين", "ساعات", "ساعةً", "ساعة"],
};
const captives = (n: Numeral, say: Say): string => counted(n, CAPTIVES, say);
const remains = (n: Numeral, say: Say): string => counted(n, REMAINS, say);
const duration = ({ n, unit }: Duration, say: Say): string => counted(n, UNITS[unit], say);
const giver = (code: string, say: Say): string => (code === "each" ? "كل طرف" : `الطرف ${say.code(code)}`);
const place = (text: string, say: Say): string => (text === "not stated" ? "" : ` في المكان ${say.quote(text)}`);

function due(one: Due | "not stated", say: Say): string {
  if (one === "not stated") return "";
  if ("each" in one) return " مع كل إفراج";
  return "on" in one ? ` في موعد أقصاه ${say.date(one.on)}` : ` خلال ${duration(one.within, say)} بعد ${EVENTS[one.of]}`;
}
function amount(one: Quantity, say: Say, all: string, phrase: (n: Numeral, say: Say) => string): string {
  if ("all" in one) return all;
  if ("min" in one) return `ما لا يقل عن ${phrase(one.min, say)}`;
  if ("exactly" in one) return `${phrase(one.exactly, say)} بالضبط`;
  return `محتجزين بنسبة ${say.number(one.ratio[0])} مقابل ${say.number(one.ratio[1])}`;
}
const category = (terms: readonly string[], say: Say): string => `${terms.length > 1 ? "من الفئات" : "من الفئة"} ${joined(terms.map(say.quote), " أو ")}`;

function predicate(one: Predicate, say: Say): string {
  switch (one.kind) {
    case "aged": return `العمر بالسنوات المكتملة في ${say.date(one.on)} هو ${say.number(one.years)} أو ${one.bound === "or under" ? "أقل" : "أكثر"}`;
    case "bornAfter": return `الولادة بعد ${say.date(one.date)}`;
    case "finding": return `وجود تقرير معتمد من الصنف ${say.code(one.class)}`;
    case "heldSinceBefore": return `الاحتجاز منذ ما قبل ${say.date(one.date)}`;
    case "heldInRelation": return `الاحتجاز المرتبط بما يلي: ${say.quote(one.to)}`;
    case "takenOn": return `الأسر في الواقعة التالية: ${say.quote(one.to)}`;
    case "and": case "or": return one.of.map((part) => predicate(part, say)).join(one.kind === "and" ? "؛ و" : "؛ أو ");
  }
}

function words(one: Body, say: Say): string {
  switch (one.kind) {
    case "version": return `الشروط، الإصدار ${say.number(one.version)}`;
    case "agreement": return `الاتفاق ${say.quote(one.title)}، أُبرم في ${say.date(one.date)}، المكان: ${say.name(one.place)}`;
    case "parties": return `الطرفان هما ${one.parties.map(({ name, code }) => `${say.name(name)} (${say.code(code)})`).join(" و")}`;
    case "role": return `${ROLES[one.role]}: ${say.name(one.name)} (${say.code(one.code)})`;
    case "relation": return `هذا الاتفاق ${RELATIONS[one.relation]} ${say.quote(one.title)}${one.date === "not stated" ? "" : ` المؤرخ ${say.date(one.date)}`}`;
    case "credit": return `المحتجزون المفرج عنهم بموجب الاتفاق ${say.quote(one.title)} ${one.counts ? "يُحتسبون هنا" : "لا يُحتسبون هنا"}`;
    case "inForce": return one.from === "signature" ? "يسري منذ التوقيع" : `يسري ابتداءً من ${say.moment(one.from)}`;
    case "zone": return `الأوقات بتوقيت ${say.zone(one.offset)}`;
    case "definition": return `${say.quote(one.term)} تعني: ${predicate(one.predicate, say)}`;
    case "rankValues": return `قيم الرتب: ${one.rows.map(([rank, value]) => `${say.name(rank)} ${say.number(value)}`).join("، ")}`;
    case "rankCheck": return `عدد قيم الرتب ${say.number(one.count)} ومجموعها ${say.number(one.sum)}`;
    case "doubt": return `الشك في ${one.term === "*" ? "أي بند" : `الفئة ${say.quote(one.term)}`} تبت فيه الجهة التالية: ${say.name(one.decidedBy)}${one.within === "not stated" ? "" : ` خلال ${duration(one.within, say)}`}`;
    case "doubtNonSuspensive": return "الشك في أي بند لا يوقف عمليات الإفراج";
    case "clause": return `البند ${say.number(one.number)} ${say.quote(one.title)}`;
    case "release": return `${giver(one.giver, say)} يفرج عن ${amount(one.quantity, say, "جميع المحتجزين", captives)}${one.categories === "not stated" ? "" : ` ${category(one.categories, say)}`}${one.except === "not stated" ? "" : ` باستثناء من هم ${category(one.except, say)}`}${one.receiver === "not stated" ? "" : ` ويسلمهم إلى الطرف ${say.code(one.receiver)}`}${one.atRankValue ? " بحسب قيمة الرتبة" : ""}${due(one.due, say)}`;
    case "remains": {
      const state = one.state === "not stated" ? "" : one.state === "any" ? "، محددة الهوية أو غير محددة" : "، محددة الهوية";
      const receiver = one.receiver === "not stated" ? "" : ` إلى الطرف ${say.code(one.receiver)}`;
      const quantity = amount(one.quantity, say, "جميع الرفات", remains).replace(" بالضبط", "");
      return one.giver === "open" ? `تُعاد ${quantity}${state}${receiver}${due(one.due, say)}` : `${giver(one.giver, say)} يعيد ${quantity}${state}${receiver}${due(one.due, say)}`;
    }
    case "floor": return `البنود ${joined(one.clauses.map(say.number), " و")} تعطي معًا ما لا يقل عن ${captives(one.min, say)} من كل جانب`;
    case "step": return `${giver(one.giver, say)} يسلم ${STEPS[one.what]}${one.to === "not stated" ? "" : ` (المستلم: ${say.name(one.to)})`}${due(one.due, say)}`;
    case "cap": return `العبور: ما لا يزيد على ${captives(one.number, say)} في ${{ day: "اليوم", place: "المكان الواحد", flight: "الرحلة" }[one.per]}${place(one.place, say)}`;
    case "tolerance": return `لا يجوز في أي لحظة أن يزيد الفرق بين الطرفين على ${say.numeral(one.number)}${one.atRankValue ? " بقيمة الرتبة" : ""}`;
    case "order": return `المحتجزون بموجب البند ${say.number(one.first)} يسبقون المحتجزين بموجب البند ${say.number(one.then)}`;
    case "simultaneous": return `عمليات الإفراج متزامنة${place(one.place, say)}`;
    case "pause": return `تتوقف الأعمال القتالية في المنطقة ${say.quote(one.area)} من ${say.moment(one.from)} إلى ${say.moment(one.to)}${one.purpose === "not stated" ? "" : one.purpose === "recovery of bodies" ? " لانتشال الجثث" : " للإفراج عن المحتجزين"}`;
    case "rate": return `عن كل زيادة قدرها ${captives(one.every, say)} تُمدد الهدنة بمقدار ${duration(one.adds, say)}`;
    case "waits": return `هذا البند ينتظر ${"clause" in one.on ? `تنفيذ البند ${say.number(one.on.clause)}` : `ما يلي: ${say.quote(one.on.fact)}`}`;
    case "linkage": return `إذا لم يُنفذ البند ${say.number(one.if)} في موعد أقصاه ${say.date(one.due)}، ${one.effect === "suspended" ? "يُعلَّق" : "ينتهي"} البند ${say.number(one.then)}`;
    case "foundLater": return `المحتجزون الذين يُعثر عليهم لاحقًا يُفرج عنهم دون شرط${due(one.due, say)}`;
    case "parole": return "المحتجزون الزائدون على التوازن يُفرج عنهم بعهد شرف";
    case "counts": return one.when === "received" ? "يُحتسب الإفراج عندما يتسلم الطرف الآخر المحتجز" : "يُحتسب الإفراج عندما يعبر المحتجز الخط";
    case "ends": return `ينتهي هذا البند ${one.when === "fulfilled" ? "عند تنفيذه" : one.when === "war" ? "بانتهاء الحرب" : "on" in one.when ? `في ${say.date(one.when.on)}` : `بإخطار قبل ${duration(one.when.notice, say)}`}`;
    case "open": return `مفتوح: ${say.prose(one.text)}`;
    case "note": return `ملاحظة: ${say.prose(one.text)}`;
  }
}

export const ar: Tongue = {
  months: MONTHS, monthsAlone: MONTHS, quotes: ["«", "»"], group: ",", isolates: true,
  date: (day, month, year) => `${day} ${month} ${year}`, month: (month, year) => `${month} ${year}`, time: (date, time) => `${date} ${time}`, words,
};
