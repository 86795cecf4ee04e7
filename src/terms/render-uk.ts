// Ukrainian templates. After «протягом» and «після» stands the genitive, after «на» the accusative; names of free choice stand in
// the nominative only, after a colon, a dash or as the subject.
import type { Body, Due, Duration, Numeral, Predicate, Quantity } from "./ast.ts";
import { joined, slavic, type Say, type Tongue } from "./say.ts";

const GENITIVE = ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"];
const ROLES = { mediator: "Посередник", witness: "Свідок", depositary: "Депозитарій", "co-chair": "Співголова", commission: "Комісія", committee: "Комітет", agents: "Уповноважені" } as const;
const RELATIONS = { exceeds: "перевищує угоду", supersedes: "замінює угоду", follows: "продовжує угоду", "is annexed to": "є додатком до угоди" } as const;
const STEPS = { list: "свій список", reply: "свою відповідь на список", remarks: "свої зауваження до відповіді", "final reply": "свою остаточну відповідь", "signed final list": "підписаний остаточний список" } as const;
const EVENTS = {
  signature: "підписання", capture: "захоплення", discovery: "виявлення", decision: "рішення комісії", list: "отримання списку", reply: "отримання відповіді", remarks: "отримання зауважень",
  "final reply": "остаточної відповіді", "signed final list": "підписаного остаточного списку", "previous step": "попереднього кроку",
} as const;

const persons = (n: Numeral, say: Say): string => `${say.numeral(n)} ${slavic(n, "утримувану особу", "утримувані особи", "утримуваних осіб")}`;
const personsNominative = (n: Numeral, say: Say): string => `${say.numeral(n)} ${slavic(n, "утримувана особа", "утримувані особи", "утримуваних осіб")}`;
const remains = (n: Numeral, say: Say): string => `${say.numeral(n)} ${slavic(n, "одиницю", "одиниці", "одиниць")} останків`;
const UNITS_GENITIVE = { day: ["дня", "днів"], week: ["тижня", "тижнів"], hour: ["години", "годин"] } as const;
const UNITS_ACCUSATIVE = { day: ["день", "дні", "днів"], week: ["тиждень", "тижні", "тижнів"], hour: ["годину", "години", "годин"] } as const;
const during = ({ n, unit }: Duration, say: Say): string => `${say.numeral(n)} ${slavic<string>(n, UNITS_GENITIVE[unit][0], UNITS_GENITIVE[unit][1], UNITS_GENITIVE[unit][1])}`;
const by = ({ n, unit }: Duration, say: Say): string => {
  const [one, few, many] = UNITS_ACCUSATIVE[unit];
  return `${say.numeral(n)} ${slavic<string>(n, one, few, many)}`;
};
const giver = (code: string, say: Say): string => (code === "each" ? "Кожна сторона" : say.code(code));
const place = (text: string, say: Say): string => (text === "not stated" ? "" : `, місце: ${say.quote(text)}`);

function due(one: Due | "not stated", say: Say): string {
  if (one === "not stated") return "";
  if ("each" in one) return " з кожним звільненням";
  return "on" in one ? ` не пізніше ${say.date(one.on)}` : ` протягом ${during(one.within, say)} після ${EVENTS[one.of]}`;
}
function amount(one: Quantity, say: Say, all: string, counted: (n: Numeral, say: Say) => string): string {
  if ("all" in one) return all;
  if ("min" in one) return `щонайменше ${counted(one.min, say)}`;
  if ("exactly" in one) return `рівно ${counted(one.exactly, say)}`;
  return `утримуваних осіб у співвідношенні ${say.number(one.ratio[0])} за ${say.number(one.ratio[1])}`;
}
const category = (terms: readonly string[], say: Say): string => `${terms.length > 1 ? "категорій" : "категорії"} ${joined(terms.map(say.quote), " або ")}`;

function predicate(one: Predicate, say: Say): string {
  switch (one.kind) {
    case "aged": return `вік у повних роках станом на ${say.date(one.on)} — ${say.number(one.years)} або ${one.bound === "or under" ? "менше" : "більше"}`;
    case "bornAfter": return `дата народження — після ${say.date(one.date)}`;
    case "finding": return `наявність засвідченого висновку класу ${say.code(one.class)}`;
    case "heldSinceBefore": return `утримання від дня, ранішого за ${say.date(one.date)}`;
    case "heldInRelation": return `утримання, пов’язане з таким: ${say.quote(one.to)}`;
    case "takenOn": return `захоплення за таких обставин: ${say.quote(one.to)}`;
    case "and": case "or": return one.of.map((part) => predicate(part, say)).join(one.kind === "and" ? "; і " : "; або ");
  }
}

function words(one: Body, say: Say): string {
  switch (one.kind) {
    case "version": return `Умови, версія ${say.number(one.version)}`;
    case "agreement": return `Угоду ${say.quote(one.title)} укладено ${say.date(one.date)}, місце: ${say.name(one.place)}`;
    case "parties": return `Сторони: ${one.parties.map(({ name, code }) => `${say.name(name)} (${say.code(code)})`).join(" і ")}`;
    case "role": return `${ROLES[one.role]}: ${say.name(one.name)} (${say.code(one.code)})`;
    case "relation": return `Ця угода ${RELATIONS[one.relation]} ${say.quote(one.title)}${one.date === "not stated" ? "" : ` від ${say.date(one.date)}`}`;
    case "credit": return `Осіб, звільнених за угодою ${say.quote(one.title)}, тут ${one.counts ? "зараховують" : "не зараховують"}`;
    case "inForce": return `Чинна з ${one.from === "signature" ? "дня підписання" : say.moment(one.from)}`;
    case "zone": return `Час указано за ${say.zone(one.offset)}`;
    case "definition": return `${say.quote(one.term)} означає: ${predicate(one.predicate, say)}`;
    case "rankValues": return `Значення звань: ${one.rows.map(([rank, value]) => `${say.name(rank)} — ${say.number(value)}`).join(", ")}`;
    case "rankCheck": return `Кількість значень звань — ${say.number(one.count)}, їхня сума — ${say.number(one.sum)}`;
    case "doubt": return `Сумнів щодо ${one.term === "*" ? "будь-якого пункту" : `категорії ${say.quote(one.term)}`} вирішує ${say.name(one.decidedBy)}${one.within === "not stated" ? "" : ` протягом ${during(one.within, say)}`}`;
    case "doubtNonSuspensive": return "Сумнів щодо будь-якого пункту не зупиняє звільнень";
    case "clause": return `Пункт ${say.number(one.number)} ${say.quote(one.title)}`;
    case "release": return `${giver(one.giver, say)} звільняє ${amount(one.quantity, say, "усіх утримуваних осіб", persons)}${one.categories === "not stated" ? "" : ` ${category(one.categories, say)}`}${one.except === "not stated" ? "" : `, крім ${category(one.except, say)}`}${one.receiver === "not stated" ? "" : ` і передає стороні ${say.code(one.receiver)}`}${one.atRankValue ? " за значенням звань" : ""}${due(one.due, say)}`;
    case "remains": {
      const state = one.state === "not stated" ? "" : one.state === "any" ? " (упізнаних чи неупізнаних)" : " (упізнаних)";
      const receiver = one.receiver === "not stated" ? "" : ` стороні ${say.code(one.receiver)}`;
      const quantity = amount(one.quantity, say, "усі останки", remains).replace("рівно ", "");
      return one.giver === "open" ? `Повертають${receiver} ${quantity}${state}${due(one.due, say)}` : `${giver(one.giver, say)} повертає${receiver} ${quantity}${state}${due(one.due, say)}`;
    }
    case "floor": return `Пункти ${joined(one.clauses.map(say.number), " і ")} разом дають щонайменше ${persons(one.min, say)} з кожного боку`;
    case "step": return `${giver(one.giver, say)} подає ${STEPS[one.what]}${one.to === "not stated" ? "" : ` (одержувач — ${say.name(one.to)})`}${due(one.due, say)}`;
    case "cap": return `Перехід: не більше ніж ${personsNominative(one.number, say)} на ${{ day: "день", place: "місце", flight: "рейс" }[one.per]}${place(one.place, say)}`;
    case "tolerance": return `Різниця між сторонами в жодну мить не може перевищувати ${say.numeral(one.number)}${one.atRankValue ? " за значенням звань" : ""}`;
    case "order": return `Утримувані особи за пунктом ${say.number(one.first)} йдуть перед утримуваними особами за пунктом ${say.number(one.then)}`;
    case "simultaneous": return `Звільнення відбуваються одночасно${place(one.place, say)}`;
    case "pause": return `Бойові дії припиняють у районі ${say.quote(one.area)} з ${say.moment(one.from)} до ${say.moment(one.to)}${one.purpose === "not stated" ? "" : one.purpose === "recovery of bodies" ? " для вивезення тіл" : " для звільнення утримуваних осіб"}`;
    case "rate": return `За ${slavic(one.every, "кожну додаткову", "кожні додаткові", "кожні додаткові")} ${persons(one.every, say)} пауза подовжується на ${by(one.adds, say)}`;
    case "waits": return `Цей пункт чекає на ${"clause" in one.on ? `виконання пункту ${say.number(one.on.clause)}` : `таку подію: ${say.quote(one.on.fact)}`}`;
    case "linkage": return `Якщо пункт ${say.number(one.if)} не буде виконано не пізніше ${say.date(one.due)}, дію пункту ${say.number(one.then)} ${one.effect === "suspended" ? "зупиняють" : "припиняють"}`;
    case "foundLater": return `Утримуваних осіб, виявлених пізніше, звільняють без умов${due(one.due, say)}`;
    case "parole": return "Утримуваних осіб понад рівновагу звільняють під слово честі";
    case "counts": return one.when === "received" ? "Звільнення зараховують, коли особу прийняла інша сторона" : "Звільнення зараховують, коли особа перетнула лінію";
    case "ends": return `Дія цього пункту закінчується ${one.when === "fulfilled" ? "після виконання" : one.when === "war" ? "із закінченням війни" : "on" in one.when ? say.date(one.when.on) : `після повідомлення за ${by(one.when.notice, say)}`}`;
    case "open": return `Відкрите: ${say.prose(one.text)}`;
    case "note": return `Примітка: ${say.prose(one.text)}`;
  }
}

export const uk: Tongue = {
  months: GENITIVE, monthsAlone: GENITIVE, quotes: ["«", "»"], group: "\u00a0", isolates: false,
  date: (day, month, year) => `${day} ${month} ${year} року`, month: (month, year) => `${month} ${year} року`, time: (date, time) => `${time} ${date}`, words,
};
