// Templates of the language `ru`. After «в течение» and «после» stands the genitive, after «на» the accusative; names of free choice stand in
// the nominative only.
import type { Body, Due, Duration, Numeral, Predicate, Quantity } from "./ast.ts";
import { joined, slavic, type Say, type Tongue } from "./say.ts";

const GENITIVE = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
const ROLES = { mediator: "Посредник", witness: "Свидетель", depositary: "Депозитарий", "co-chair": "Сопредседатель", commission: "Комиссия", committee: "Комитет", agents: "Уполномоченные" } as const;
const RELATIONS = { exceeds: "превышает соглашение", supersedes: "заменяет соглашение", follows: "продолжает соглашение", "is annexed to": "является приложением к соглашению" } as const;
const STEPS = { list: "свой список", reply: "свой ответ на список", remarks: "свои замечания к ответу", "final reply": "свой окончательный ответ", "signed final list": "подписанный окончательный список" } as const;
const EVENTS = {
  signature: "подписания", capture: "захвата", discovery: "обнаружения", decision: "решения комиссии", list: "получения списка", reply: "получения ответа", remarks: "получения замечаний",
  "final reply": "окончательного ответа", "signed final list": "подписанного окончательного списка", "previous step": "предыдущего шага",
} as const;

// «лицо» is inanimate in form: the accusative equals the nominative.
const persons = (n: Numeral, say: Say): string => `${say.numeral(n)} ${slavic(n, "удерживаемое лицо", "удерживаемых лица", "удерживаемых лиц")}`;
const remains = (n: Numeral, say: Say): string => `${say.numeral(n)} ${slavic(n, "единицу", "единицы", "единиц")} останков`;
const UNITS_GENITIVE = { day: ["дня", "дней"], week: ["недели", "недель"], hour: ["часа", "часов"] } as const;
const UNITS_ACCUSATIVE = { day: ["день", "дня", "дней"], week: ["неделю", "недели", "недель"], hour: ["час", "часа", "часов"] } as const;
const during = ({ n, unit }: Duration, say: Say): string => `${say.numeral(n)} ${slavic<string>(n, UNITS_GENITIVE[unit][0], UNITS_GENITIVE[unit][1], UNITS_GENITIVE[unit][1])}`;
const by = ({ n, unit }: Duration, say: Say): string => {
  const [one, few, many] = UNITS_ACCUSATIVE[unit];
  return `${say.numeral(n)} ${slavic<string>(n, one, few, many)}`;
};
const giver = (code: string, say: Say): string => (code === "each" ? "Каждая сторона" : say.code(code));
const place = (text: string, say: Say): string => (text === "not stated" ? "" : `, место: ${say.quote(text)}`);

function due(one: Due | "not stated", say: Say): string {
  if (one === "not stated") return "";
  if ("each" in one) return " с каждым освобождением";
  return "on" in one ? ` не позднее ${say.date(one.on)}` : ` в течение ${during(one.within, say)} после ${EVENTS[one.of]}`;
}
function amount(one: Quantity, say: Say, all: string, counted: (n: Numeral, say: Say) => string): string {
  if ("all" in one) return all;
  if ("min" in one) return `не менее чем ${counted(one.min, say)}`;
  if ("exactly" in one) return `ровно ${counted(one.exactly, say)}`;
  return `удерживаемых лиц в соотношении ${say.number(one.ratio[0])} за ${say.number(one.ratio[1])}`;
}
const category = (terms: readonly string[], say: Say): string => `${terms.length > 1 ? "категорий" : "категории"} ${joined(terms.map(say.quote), " или ")}`;

function predicate(one: Predicate, say: Say): string {
  switch (one.kind) {
    case "aged": return `возраст в полных годах на ${say.date(one.on)} — ${say.number(one.years)} или ${one.bound === "or under" ? "меньше" : "больше"}`;
    case "bornAfter": return `дата рождения — после ${say.date(one.date)}`;
    case "finding": return `наличие заверенного заключения класса ${say.code(one.class)}`;
    case "heldSinceBefore": return `удержание со дня ранее ${say.date(one.date)}`;
    case "heldInRelation": return `удержание, связанное со следующим: ${say.quote(one.to)}`;
    case "takenOn": return `захват при следующих обстоятельствах: ${say.quote(one.to)}`;
    case "and": case "or": return one.of.map((part) => predicate(part, say)).join(one.kind === "and" ? "; и " : "; или ");
  }
}

function words(one: Body, say: Say): string {
  switch (one.kind) {
    case "version": return `Условия, версия ${say.number(one.version)}`;
    case "agreement": return `Соглашение ${say.quote(one.title)} заключено ${say.date(one.date)}, место: ${say.name(one.place)}`;
    case "parties": return `Стороны: ${one.parties.map(({ name, code }) => `${say.name(name)} (${say.code(code)})`).join(" и ")}`;
    case "role": return `${ROLES[one.role]}: ${say.name(one.name)} (${say.code(one.code)})`;
    case "relation": return `Это соглашение ${RELATIONS[one.relation]} ${say.quote(one.title)}${one.date === "not stated" ? "" : ` от ${say.date(one.date)}`}`;
    case "credit": return `Лица, освобождённые по соглашению ${say.quote(one.title)}, здесь ${one.counts ? "засчитываются" : "не засчитываются"}`;
    case "inForce": return `Действует с ${one.from === "signature" ? "дня подписания" : say.moment(one.from)}`;
    case "zone": return `Время указано по ${say.zone(one.offset)}`;
    case "definition": return `${say.quote(one.term)} означает: ${predicate(one.predicate, say)}`;
    case "rankValues": return `Значения званий: ${one.rows.map(([rank, value]) => `${say.name(rank)} — ${say.number(value)}`).join(", ")}`;
    case "rankCheck": return `Количество значений званий — ${say.number(one.count)}, их сумма — ${say.number(one.sum)}`;
    case "doubt": return `Сомнение относительно ${one.term === "*" ? "любого пункта" : `категории ${say.quote(one.term)}`} разрешает ${say.name(one.decidedBy)}${one.within === "not stated" ? "" : ` в течение ${during(one.within, say)}`}`;
    case "doubtNonSuspensive": return "Сомнение относительно любого пункта не останавливает освобождений";
    case "clause": return `Пункт ${say.number(one.number)} ${say.quote(one.title)}`;
    case "release": return `${giver(one.giver, say)} освобождает ${amount(one.quantity, say, "всех удерживаемых лиц", persons)}${one.categories === "not stated" ? "" : ` ${category(one.categories, say)}`}${one.except === "not stated" ? "" : `, кроме ${category(one.except, say)}`}${one.receiver === "not stated" ? "" : ` и передаёт стороне ${say.code(one.receiver)}`}${one.atRankValue ? " по значению званий" : ""}${due(one.due, say)}`;
    case "remains": {
      const state = one.state === "not stated" ? "" : one.state === "any" ? " (опознанных или неопознанных)" : " (опознанных)";
      const receiver = one.receiver === "not stated" ? "" : ` стороне ${say.code(one.receiver)}`;
      const quantity = amount(one.quantity, say, "все останки", remains).replace("ровно ", "");
      return one.giver === "open" ? `Возвращают${receiver} ${quantity}${state}${due(one.due, say)}` : `${giver(one.giver, say)} возвращает${receiver} ${quantity}${state}${due(one.due, say)}`;
    }
    case "floor": return `Пункты ${joined(one.clauses.map(say.number), " и ")} вместе дают не менее чем ${persons(one.min, say)} с каждой стороны`;
    case "step": return `${giver(one.giver, say)} подаёт ${STEPS[one.what]}${one.to === "not stated" ? "" : ` (получатель — ${say.name(one.to)})`}${due(one.due, say)}`;
    case "cap": return `Переход: не более чем ${persons(one.number, say)} на ${{ day: "день", place: "место", flight: "рейс" }[one.per]}${place(one.place, say)}`;
    case "tolerance": return `Разница между сторонами ни в один момент не может превышать ${say.numeral(one.number)}${one.atRankValue ? " по значению званий" : ""}`;
    case "order": return `Удерживаемые лица по пункту ${say.number(one.first)} идут перед удерживаемыми лицами по пункту ${say.number(one.then)}`;
    case "simultaneous": return `Освобождения происходят одновременно${place(one.place, say)}`;
    case "pause": return `Боевые действия приостанавливаются в районе ${say.quote(one.area)} с ${say.moment(one.from)} до ${say.moment(one.to)}${one.purpose === "not stated" ? "" : one.purpose === "recovery of bodies" ? " для вывоза тел" : " для освобождения удерживаемых лиц"}`;
    case "rate": return `За ${slavic(one.every, "каждое дополнительное", "каждые дополнительные", "каждые дополнительные")} ${persons(one.every, say)} пауза продлевается на ${by(one.adds, say)}`;
    case "waits": return `Этот пункт ожидает ${"clause" in one.on ? `выполнения пункта ${say.number(one.on.clause)}` : `следующего события: ${say.quote(one.on.fact)}`}`;
    case "linkage": return `Если пункт ${say.number(one.if)} не будет выполнен не позднее ${say.date(one.due)}, действие пункта ${say.number(one.then)} ${one.effect === "suspended" ? "приостанавливается" : "прекращается"}`;
    case "foundLater": return `Удерживаемые лица, обнаруженные позднее, освобождаются без условий${due(one.due, say)}`;
    case "parole": return "Удерживаемые лица сверх равновесия освобождаются под честное слово";
    case "counts": return one.when === "received" ? "Освобождение засчитывается, когда лицо принято другой стороной" : "Освобождение засчитывается, когда лицо пересекло линию";
    case "ends": return `Действие этого пункта заканчивается ${one.when === "fulfilled" ? "после выполнения" : one.when === "war" ? "с окончанием войны" : "on" in one.when ? say.date(one.when.on) : `после уведомления за ${by(one.when.notice, say)}`}`;
    case "open": return `Открыто: ${say.prose(one.text)}`;
    case "note": return `Примечание: ${say.prose(one.text)}`;
  }
}

export const ru: Tongue = {
  months: GENITIVE, monthsAlone: GENITIVE, quotes: ["«", "»"], group: "\u00a0", isolates: false,
  date: (day, month, year) => `${day} ${month} ${year} года`, month: (month, year) => `${month} ${year} года`, time: (date, time) => `${time} ${date}`, words,
};
