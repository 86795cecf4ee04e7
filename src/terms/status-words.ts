// The words of a status beside those of explain-words.ts: rules over the order of handovers, steps of a body, effects that a person
// may record, pauses and ranks. One template per fact and language; numbers stand after a colon, so that no noun bends to them.
import type { StepName } from "./ast.ts";
import type { EffectReason } from "./evaluate.ts";
import type { Lang } from "./explain-words.ts";
import type { Invariant } from "./invariants.ts";

export type StatusWords = {
  readonly kinds: Readonly<Record<Invariant["kind"], string>>;
  readonly kept: string; readonly notKept: string; readonly notKnown: string;
  readonly measured: Readonly<Record<Invariant["kind"], (value: string, limit: string) => string>>;
  readonly worstOrder: string;
  readonly steps: Readonly<Record<StepName, string>>;
  readonly classOf: (findingClass: string) => string; readonly pending: string; readonly overdue: string; readonly due: (date: string) => string; readonly since: (date: string) => string; readonly noDue: string;
  readonly effect: (clause: string, effect: "suspended" | "ended", cause: string) => string;
  readonly cause: Readonly<Record<EffectReason["kind"], (clause: string, date: string, more: string) => string>>;
  readonly pause: (area: string, earliest: string, latest: string | null) => string;
  readonly ranks: (units: readonly [string, string], after: readonly [string, string], beyond: string) => string;
  readonly heldBy: (code: string) => string; readonly onParole: string;
  readonly more: (n: string) => string; readonly noRule: string;
  readonly fewerThan: (n: string) => string; readonly adds: string; readonly drops: string; readonly becomeUnknown: string; readonly ceaseUnknown: string; readonly oneReading: (clause: string) => string;
  /** Choices of a reading: a bracketed sentence there or not, remains owed by both sides together or by each, a text without a bracket; and what words were read as. */
  readonly choices: Readonly<Record<"present" | "absent" | "together" | "each" | "as it stands", string>>; readonly readAs: string;
};

export const STATUS_WORDS: Readonly<Record<Lang, StatusWords>> = {
  en: {
    kinds: { tolerance: "tolerance", cap: "cap", order: "order", simultaneous: "simultaneous" }, kept: "within the sentence", notKept: "outside the sentence", notKnown: "not known",
    measured: { tolerance: (v, l) => `largest difference ${v}, allowed ${l}`, cap: (v, l) => `most at once ${v}, allowed ${l}`, order: (v) => `${v} out of the order`, simultaneous: (v) => `${v} not at the same time` },
    worstOrder: "worst order inside a day", steps: { list: "list", reply: "reply", remarks: "remarks", "final reply": "final reply", "signed final list": "signed final list" },
    classOf: (c) => `class ${c}`, pending: "pending", overdue: "overdue", due: (d) => `due ${d}`, since: (d) => `since ${d}`, noDue: "due not stated",
    effect: (n, e, cause) => `a person may record that clause ${n} is ${e} (${cause})`,
    cause: { clause: (n, d, sides) => `clause ${n} outstanding after ${d}: ${sides}`, war: (_, d) => `end of the war recorded on ${d}`, date: (_, d) => `the date ${d} is reached`, notice: (_, d, end) => `notice of ${d} ran out on ${end}` },
    pause: (area, a, b) => `pause in ${area} ends ${a}${b === null ? "" : ` to ${b}`}`,
    ranks: ([a, b], [c, d], beyond) => `units ${a} against ${b}, after equal rank ${c} against ${d}, beyond ${beyond}`, heldBy: (code) => `held by ${code}`, onParole: "on parole",
    more: (n) => `and ${n} more`, noRule: "no rule over the order of handovers",
    fewerThan: (n) => `fewer than ${n}`, adds: "adds", drops: "drops", becomeUnknown: "become unknown", ceaseUnknown: "cease to be unknown", oneReading: (n) => `clause ${n} has one reading`,
    choices: { present: "present", absent: "absent", together: "together", each: "each", "as it stands": "as it stands" }, readAs: "read as",
  },
  uk: {
    kinds: { tolerance: "допустима різниця", cap: "межа", order: "черговість", simultaneous: "одночасність" }, kept: "у межах речення", notKept: "поза межами речення", notKnown: "невідомо",
    measured: { tolerance: (v, l) => `найбільша різниця — ${v}, дозволено ${l}`, cap: (v, l) => `найбільше за раз — ${v}, дозволено ${l}`, order: (v) => `поза черговістю: ${v}`, simultaneous: (v) => `не одночасно: ${v}` },
    worstOrder: "найгірший порядок у межах дня", steps: { list: "список", reply: "відповідь на список", remarks: "зауваження до відповіді", "final reply": "остаточна відповідь", "signed final list": "підписаний остаточний список" },
    classOf: (c) => `клас ${c}`, pending: "очікується", overdue: "прострочено", due: (d) => `строк ${d}`, since: (d) => `з ${d}`, noDue: "строк не вказано",
    effect: (n, e, cause) => `особа може записати, що дію пункту ${n} ${e === "ended" ? "припинено" : "призупинено"} (${cause})`,
    cause: { clause: (n, d, sides) => `за пунктом ${n} після ${d} залишається невиконане: ${sides}`, war: (_, d) => `кінець війни записано ${d}`, date: (_, d) => `настало ${d}`, notice: (_, d, end) => `строк повідомлення від ${d} сплив ${end}` },
    pause: (area, a, b) => `пауза в районі ${area} закінчується ${a}${b === null ? "" : ` — ${b}`}`,
    ranks: ([a, b], [c, d], beyond) => `одиниць ${a} проти ${b}, після рівних звань ${c} проти ${d}, понад рівновагу ${beyond}`, heldBy: (code) => `утримує ${code}`, onParole: "під слово честі",
    more: (n) => `і ще ${n}`, noRule: "правила черговості передач немає",
    fewerThan: (n) => `менше ніж ${n}`, adds: "додає", drops: "вилучає", becomeUnknown: "стають невідомими", ceaseUnknown: "перестають бути невідомими", oneReading: (n) => `пункт ${n} має одне прочитання`,
    choices: { present: "є", absent: "немає", together: "разом", each: "кожна сторона", "as it stands": "як записано" }, readAs: "прочитано як",
  },
  ru: {
    kinds: { tolerance: "допустимая разница", cap: "предел", order: "очерёдность", simultaneous: "одновременность" }, kept: "в пределах предложения", notKept: "вне пределов предложения", notKnown: "неизвестно",
    measured: { tolerance: (v, l) => `наибольшая разница — ${v}, допускается ${l}`, cap: (v, l) => `наибольшее за раз — ${v}, допускается ${l}`, order: (v) => `вне очерёдности: ${v}`, simultaneous: (v) => `не одновременно: ${v}` },
    worstOrder: "наихудший порядок в пределах дня", steps: { list: "список", reply: "ответ на список", remarks: "замечания к ответу", "final reply": "окончательный ответ", "signed final list": "подписанный окончательный список" },
    classOf: (c) => `класс ${c}`, pending: "ожидается", overdue: "просрочено", due: (d) => `срок ${d}`, since: (d) => `с ${d}`, noDue: "срок не указан",
    effect: (n, e, cause) => `человек может записать, что действие пункта ${n} ${e === "ended" ? "прекращено" : "приостановлено"} (${cause})`,
    cause: { clause: (n, d, sides) => `по пункту ${n} после ${d} остаётся невыполненное: ${sides}`, war: (_, d) => `окончание войны записано ${d}`, date: (_, d) => `наступило ${d}`, notice: (_, d, end) => `срок уведомления от ${d} истёк ${end}` },
    pause: (area, a, b) => `пауза в районе ${area} заканчивается ${a}${b === null ? "" : ` — ${b}`}`,
    ranks: ([a, b], [c, d], beyond) => `единиц ${a} против ${b}, после равных званий ${c} против ${d}, сверх равновесия ${beyond}`, heldBy: (code) => `удерживает ${code}`, onParole: "под честное слово",
    more: (n) => `и ещё ${n}`, noRule: "правила об очерёдности передач нет",
    fewerThan: (n) => `менее ${n}`, adds: "добавляет", drops: "исключает", becomeUnknown: "становятся неизвестными", ceaseUnknown: "перестают быть неизвестными", oneReading: (n) => `у пункта ${n} одно прочтение`,
    choices: { present: "есть", absent: "нет", together: "вместе", each: "каждая сторона", "as it stands": "как записано" }, readAs: "прочитано как",
  },
  tr: {
    kinds: { tolerance: "izin verilen fark", cap: "üst sınır", order: "sıra", simultaneous: "eşzamanlılık" }, kept: "cümlenin sınırları içinde", notKept: "cümlenin sınırları dışında", notKnown: "bilinmiyor",
    measured: { tolerance: (v, l) => `en büyük fark ${v}, izin verilen ${l}`, cap: (v, l) => `bir seferde en çok ${v}, izin verilen ${l}`, order: (v) => `sıra dışında ${v}`, simultaneous: (v) => `aynı anda olmayan ${v}` },
    worstOrder: "gün içindeki en kötü sıra", steps: { list: "liste", reply: "listeye yanıt", remarks: "yanıta ilişkin görüşler", "final reply": "son yanıt", "signed final list": "imzalı son liste" },
    classOf: (c) => `${c} sınıfı`, pending: "bekleniyor", overdue: "gecikmiş", due: (d) => `son gün ${d}`, since: (d) => `${d} gününden beri`, noDue: "son gün belirtilmemiş",
    effect: (n, e, cause) => `bir kişi ${n}. maddenin ${e === "ended" ? "sona erdiğini" : "askıya alındığını"} kaydedebilir (${cause})`,
    cause: { clause: (n, d, sides) => `madde ${n}, ${d} gününden sonra kalan var: ${sides}`, war: (_, d) => `savaşın sonu ${d} günü kaydedildi`, date: (_, d) => `${d} günü geldi`, notice: (_, d, end) => `${d} tarihli bildirimin süresi ${end} günü doldu` },
    pause: (area, a, b) => `${area} bölgesindeki aranın sonu: ${a}${b === null ? "" : ` – ${b}`}`,
    ranks: ([a, b], [c, d], beyond) => `birim ${a} karşısında ${b}, eşit rütbelerden sonra ${c} karşısında ${d}, dengenin ötesinde ${beyond}`, heldBy: (code) => `tutan taraf ${code}`, onParole: "şeref sözüyle",
    more: (n) => `ve ${n} tane daha`, noRule: "teslimlerin sırası üzerine kural yok",
    fewerThan: (n) => `${n} altında`, adds: "ekler", drops: "çıkarır", becomeUnknown: "bilinmez olur", ceaseUnknown: "bilinmez olmaktan çıkar", oneReading: (n) => `madde ${n} için tek okuma var`,
    choices: { present: "var", absent: "yok", together: "birlikte", each: "her biri", "as it stands": "yazıldığı gibi" }, readAs: "şöyle okundu",
  },
  ar: {
    kinds: { tolerance: "الفرق المسموح", cap: "الحد الأقصى", order: "الترتيب", simultaneous: "التزامن" }, kept: "ضمن حدود الجملة", notKept: "خارج حدود الجملة", notKnown: "غير معروف",
    measured: { tolerance: (v, l) => `أكبر فرق ${v}، المسموح ${l}`, cap: (v, l) => `الأكثر دفعة واحدة ${v}، المسموح ${l}`, order: (v) => `خارج الترتيب: ${v}`, simultaneous: (v) => `غير متزامن: ${v}` },
    worstOrder: "أسوأ ترتيب داخل اليوم", steps: { list: "القائمة", reply: "الرد على القائمة", remarks: "الملاحظات على الرد", "final reply": "الرد النهائي", "signed final list": "القائمة النهائية الموقعة" },
    classOf: (c) => `الصنف ${c}`, pending: "قيد الانتظار", overdue: "متأخر", due: (d) => `الموعد ${d}`, since: (d) => `منذ ${d}`, noDue: "لم يُذكر موعد",
    effect: (n, e, cause) => `يجوز لشخص أن يسجل أن البند ${n} ${e === "ended" ? "انتهى" : "عُلّق"} (${cause})`,
    cause: { clause: (n, d, sides) => `البند ${n} ما زال فيه متبقٍّ بعد ${d}: ${sides}`, war: (_, d) => `سُجلت نهاية الحرب في ${d}`, date: (_, d) => `حلّ التاريخ ${d}`, notice: (_, d, end) => `انقضت مهلة الإشعار المؤرخ ${d} في ${end}` },
    pause: (area, a, b) => `تنتهي الهدنة في ${area} في ${a}${b === null ? "" : ` إلى ${b}`}`,
    ranks: ([a, b], [c, d], beyond) => `الوحدات ${a} مقابل ${b}، وبعد الرتب المتساوية ${c} مقابل ${d}، وما زاد على التوازن ${beyond}`, heldBy: (code) => `لدى ${code}`, onParole: "بكلمة شرف",
    more: (n) => `و${n} غيرها`, noRule: "لا قاعدة بشأن ترتيب عمليات التسليم",
    fewerThan: (n) => `أقل من ${n}`, adds: "يضيف", drops: "يُخرج", becomeUnknown: "يصبح غير معروف", ceaseUnknown: "لم يعد غير معروف", oneReading: (n) => `للبند ${n} قراءة واحدة`,
    choices: { present: "موجودة", absent: "غير موجودة", together: "معًا", each: "كل طرف", "as it stands": "كما هي" }, readAs: "قُرئت على أنها",
  },
  fr: {
    kinds: { tolerance: "écart admis", cap: "plafond", order: "ordre", simultaneous: "simultanéité" }, kept: "dans les limites de la phrase", notKept: "hors des limites de la phrase", notKnown: "non connu",
    measured: { tolerance: (v, l) => `plus grand écart ${v}, admis ${l}`, cap: (v, l) => `au plus à la fois ${v}, admis ${l}`, order: (v) => `hors de l’ordre : ${v}`, simultaneous: (v) => `non simultanées : ${v}` },
    worstOrder: "ordre le plus défavorable dans la journée", steps: { list: "liste", reply: "réponse à la liste", remarks: "remarques sur la réponse", "final reply": "réponse finale", "signed final list": "liste finale signée" },
    classOf: (c) => `classe ${c}`, pending: "en attente", overdue: "en retard", due: (d) => `échéance le ${d}`, since: (d) => `depuis le ${d}`, noDue: "aucune échéance indiquée",
    effect: (n, e, cause) => `une personne peut consigner que la clause ${n} est ${e === "ended" ? "terminée" : "suspendue"} (${cause})`,
    cause: { clause: (n, d, sides) => `clause ${n}, reste dû après le ${d} : ${sides}`, war: (_, d) => `fin de la guerre consignée le ${d}`, date: (_, d) => `la date du ${d} est atteinte`, notice: (_, d, end) => `le préavis du ${d} a expiré le ${end}` },
    pause: (area, a, b) => `la pause à ${area} prend fin le ${a}${b === null ? "" : ` – ${b}`}`,
    ranks: ([a, b], [c, d], beyond) => `unités ${a} contre ${b}, après égalité de grade ${c} contre ${d}, au-delà ${beyond}`, heldBy: (code) => `détenus par ${code}`, onParole: "sur parole",
    more: (n) => `et ${n} de plus`, noRule: "aucune règle sur l’ordre des remises",
    fewerThan: (n) => `moins de ${n}`, adds: "ajoute", drops: "retire", becomeUnknown: "deviennent inconnus", ceaseUnknown: "cessent d’être inconnus", oneReading: (n) => `la clause ${n} a une seule lecture`,
    choices: { present: "présente", absent: "absente", together: "ensemble", each: "chacune", "as it stands": "telle quelle" }, readAs: "lu comme",
  },
};
