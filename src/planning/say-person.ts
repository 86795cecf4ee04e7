// The facts about one person (explain-person.ts) as sentences in the languages en, uk, ru, tr and ar. Names of categories and sides stand
// uninflected after a noun, so that any agreed name fits; numbers choose the form of their noun. No place of detention is named.
import type { PersonFact } from "./explain-person.ts";

export type PersonLanguage = "en" | "uk" | "ru" | "tr" | "ar";
export const PERSON_LANGUAGES: readonly PersonLanguage[] = ["en", "uk", "ru", "tr", "ar"];

type Words = { readonly [Fact in PersonFact as Fact["say"]]: (fact: Fact) => string };

/** One sentence a fact, in the order of the facts. `nameOf`: what a reader calls a side, where its code says nothing to him. */
export const sayPerson = (facts: readonly PersonFact[], language: PersonLanguage, nameOf?: (side: string) => string): string[] =>
  (nameOf ? facts.map((fact) => withNames(fact, language, nameOf)) : facts).map((fact) => sentence(WORDS[language], fact));

const QUOTES: Readonly<Record<PersonLanguage, (name: string) => string>> = { en: (name) => `“${name}”`, uk: (name) => `«${name}»`, ru: (name) => `«${name}»`, tr: (name) => `“${name}”`, ar: (name) => `«${name}»` };

/** The fact with the name of a side, which stands uninflected in quotes, for its code in the clauses that hold one. */
function withNames(fact: PersonFact, language: PersonLanguage, nameOf: (side: string) => string): PersonFact {
  const named = (clause: string): string => clause.replace(/^(quota|size|transport):([^:]+)/, (_, kind: string, side: string) => `${kind}:${QUOTES[language](nameOf(side).replace(/:/g, " "))}`);
  if ("clause" in fact) return { ...fact, clause: named(fact.clause) };
  return "clauses" in fact ? { ...fact, clauses: fact.clauses.map(named) } : fact;
}

// Each key of Words takes the fact of that key: the union is narrowed by the key alone, which TypeScript does not follow through an index.
const sentence = (words: Words, fact: PersonFact): string => (words[fact.say] as (fact: PersonFact) => string)(fact);

/** The East Slavic forms after a number: 1, 21 → one; 2–4, 22–24 → few; else many (CLDR plural rules for uk and ru, whole numbers). */
export function slavicForm(count: number, [one, few, many]: readonly [string, string, string]): string {
  const ten = count % 10, hundred = count % 100;
  if (ten === 1 && hundred !== 11) return one;
  return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? few : many;
}

const TIERS: Readonly<Record<Exclude<PersonLanguage, "en">, ReadonlyMap<string, string>>> = {
  uk: new Map([["wounded", "поранені"], ["sick", "хворі"], ["young", "молодь"], ["vulnerable", "вразливі"], ["general", "загальна"], ["children", "діти"], ["civilians", "цивільні"]]),
  ru: new Map([["wounded", "раненые"], ["sick", "больные"], ["young", "молодые"], ["vulnerable", "уязвимые"], ["general", "общая"], ["children", "дети"], ["civilians", "гражданские лица"]]),
  tr: new Map([["wounded", "yaralılar"], ["sick", "hastalar"], ["young", "gençler"], ["vulnerable", "kırılgan kişiler"], ["general", "genel"], ["children", "çocuklar"], ["civilians", "siviller"]]),
  ar: new Map([["wounded", "الجرحى"], ["sick", "المرضى"], ["young", "الشباب"], ["vulnerable", "الأشد ضعفًا"], ["general", "عامة"], ["children", "الأطفال"], ["civilians", "المدنيون"]]),
};
const tierIn = (language: PersonLanguage, id: string): string => (language === "en" ? id : (TIERS[language].get(id) ?? id));

/** How each language names a clause; `name` is the tier, the side, the stream, the crossing, or nothing. */
type ClauseWords = Readonly<Record<"all" | "quota" | "size" | "transport" | "seat" | "stretcher" | "reefer" | "ambulance" | "place" | "link" | "batch" | "cumulative" | "streamBatch" | "streamCumulative", (name: string) => string>> & { readonly resource: (side: string, resource: string) => string };
const PLACES = ["seat", "stretcher", "reefer", "ambulance"] as const;
function clauseIn(language: PersonLanguage, clause: string): string {
  const [kind = "", name = "", part] = clause.split(":");
  const words = CLAUSES[language];
  if (kind === "all") return words.all(tierIn(language, name));
  if (kind === "quota" || kind === "size" || kind === "place" || kind === "link") return words[kind](name);
  if (kind === "transport") {
    const known = PLACES.find((one) => one === part);
    return known ? words[known](name) : part === undefined ? words.transport(name) : words.resource(name, part);
  }
  if (part !== undefined) return part === "batch" ? words.streamBatch(name) : words.streamCumulative(name);
  return name === "batch" ? words.batch(name) : words.cumulative(name);
}

const CLAUSES: Readonly<Record<PersonLanguage, ClauseWords>> = {
  en: {
    all: (tier) => `everyone of the category “${tier}” goes`, quota: (side) => `the least number agreed for side ${side}`, size: (side) => `persons per batch of side ${side}`,
    transport: (side) => `transport of side ${side}`, seat: (side) => `seats of side ${side}`, stretcher: (side) => `stretcher places of side ${side}`,
    place: () => "persons per batch from one place of detention", batch: () => "balance of the sides in a batch", cumulative: () => "running balance of the sides",
    reefer: (side) => `refrigerated places of side ${side}`, ambulance: (side) => `ambulance places of side ${side}`, resource: (side, resource) => `places of the kind “${resource}” of side ${side}`,
    link: (link) => `persons in a day at the crossing ${link}`, streamBatch: (stream) => `balance of the stream “${stream}” in a batch`, streamCumulative: (stream) => `running balance of the stream “${stream}”`,
  },
  uk: {
    all: (tier) => `їдуть усі з категорії «${tier}»`, quota: (side) => `найменша узгоджена кількість для сторони ${side}`, size: (side) => `кількість осіб в етапі від сторони ${side}`,
    transport: (side) => `транспорт сторони ${side}`, seat: (side) => `сидячі місця сторони ${side}`, stretcher: (side) => `місця на ношах сторони ${side}`,
    place: () => "кількість осіб з одного місця тримання за етап", batch: () => "рівновага сторін в етапі", cumulative: () => "накопичена рівновага сторін",
    reefer: (side) => `рефрижераторні місця сторони ${side}`, ambulance: (side) => `місця в санітарних авто сторони ${side}`, resource: (side, resource) => `місця виду «${resource}» сторони ${side}`,
    link: (link) => `кількість осіб на день у пункті переходу ${link}`, streamBatch: (stream) => `рівновага потоку «${stream}» в етапі`, streamCumulative: (stream) => `накопичена рівновага потоку «${stream}»`,
  },
  ru: {
    all: (tier) => `едут все из категории «${tier}»`, quota: (side) => `наименьшее согласованное число для стороны ${side}`, size: (side) => `число людей в этапе от стороны ${side}`,
    transport: (side) => `транспорт стороны ${side}`, seat: (side) => `сидячие места стороны ${side}`, stretcher: (side) => `места на носилках стороны ${side}`,
    place: () => "число людей из одного места содержания за этап", batch: () => "равновесие сторон в этапе", cumulative: () => "накопленное равновесие сторон",
    reefer: (side) => `рефрижераторные места стороны ${side}`, ambulance: (side) => `места в санитарных машинах стороны ${side}`, resource: (side, resource) => `места вида «${resource}» стороны ${side}`,
    link: (link) => `число людей в день в пункте перехода ${link}`, streamBatch: (stream) => `равновесие потока «${stream}» в этапе`, streamCumulative: (stream) => `накопленное равновесие потока «${stream}»`,
  },
  tr: {
    all: (tier) => `“${tier}” kategorisindeki herkesin gitmesi`, quota: (side) => `${side} tarafı için kararlaştırılan en az sayı`, size: (side) => `${side} tarafının aşama başına kişi sayısı`,
    transport: (side) => `${side} tarafının taşıma kapasitesi`, seat: (side) => `${side} tarafının oturma yerleri`, stretcher: (side) => `${side} tarafının sedye yerleri`,
    place: () => "bir tutulma yerinden aşama başına kişi sayısı", batch: () => "bir aşamada tarafların dengesi", cumulative: () => "tarafların birikimli dengesi",
    reefer: (side) => `${side} tarafının soğutmalı yerleri`, ambulance: (side) => `${side} tarafının ambulans yerleri`, resource: (side, resource) => `${side} tarafının “${resource}” türündeki yerleri`,
    link: (link) => `${link} geçiş noktasında günlük kişi sayısı`, streamBatch: (stream) => `bir aşamada “${stream}” akışının dengesi`, streamCumulative: (stream) => `“${stream}” akışının birikimli dengesi`,
  },
  ar: {
    all: (tier) => `سفر جميع من في فئة «${tier}»`, quota: (side) => `أقل عدد متفق عليه للطرف ${apart(side)}`, size: (side) => `عدد الأشخاص في الدفعة من الطرف ${apart(side)}`,
    transport: (side) => `وسائل نقل الطرف ${apart(side)}`, seat: (side) => `مقاعد الطرف ${apart(side)}`, stretcher: (side) => `أماكن النقالات لدى الطرف ${apart(side)}`,
    place: () => "عدد الأشخاص في الدفعة من مكان احتجاز واحد", batch: () => "توازن الطرفين في الدفعة", cumulative: () => "التوازن المتراكم بين الطرفين",
    reefer: (side) => `الأماكن المبرّدة لدى الطرف ${apart(side)}`, ambulance: (side) => `أماكن سيارات الإسعاف لدى الطرف ${apart(side)}`, resource: (side, resource) => `أماكن من نوع «${apart(resource)}» لدى الطرف ${apart(side)}`,
    link: (link) => `عدد الأشخاص في اليوم عند المعبر ${apart(link)}`, streamBatch: (stream) => `توازن المسار «${apart(stream)}» في الدفعة`, streamCumulative: (stream) => `التوازن المتراكم للمسار «${apart(stream)}»`,
  },
};

/** A code in a sentence that runs from right to left keeps its own direction (UAX #9, isolates). */
const apart = (code: string | number): string => `\u2068${code}\u2069`;

/** The component that would get worse: a tier, or one of the sums that follow the tiers. */
const tierOf = (stage: string): string | undefined => (stage.startsWith("tier:") ? stage.slice(5) : undefined);
type Cost = Extract<PersonFact, { readonly say: "possible-but" | "earlier-but" }>;

const personsEn = (count: number): string => `${count} ${count === 1 ? "person" : "persons"}`;
const personsUk = (count: number): string => `${count} ${slavicForm(count, ["особа", "особи", "осіб"])}`;
const personsRu = (count: number): string => `${count} ${slavicForm(count, ["человек", "человека", "человек"])}`;

function costEn({ stage, more, persons }: Cost): string {
  const tier = tierOf(stage);
  if (tier !== undefined) return `people of the category “${tier}” would wait longer: ${persons === "few" ? "fewer than 3 persons" : personsEn(persons)}, ${more} ${more === 1 ? "day" : "days"} in all`;
  if (stage === "urgency") return `more urgent cases would wait longer (days times urgency: ${more} more)`;
  if (stage === "parity") return `the running balance of the sides would be worse by ${more}`;
  return `${personsEn(more)} would be moved from the batch of the earlier plan`;
}
function costUk({ stage, more, persons }: Cost): string {
  const tier = tierOf(stage);
  if (tier !== undefined) return `довше чекали б люди з категорії «${tierIn("uk", tier)}»: ${persons === "few" ? "менш ніж 3 особи" : personsUk(persons)}, разом ${more} ${slavicForm(more, ["день", "дні", "днів"])}`;
  if (stage === "urgency") return `довше чекали б нагальніші випадки (дні, помножені на нагальність: більше на ${more})`;
  if (stage === "parity") return `накопичена рівновага сторін була б гіршою на ${more}`;
  return `з етапу попереднього плану довелося б перенести людей: ${more}`;
}
function costRu({ stage, more, persons }: Cost): string {
  const tier = tierOf(stage);
  if (tier !== undefined) return `дольше ждали бы люди из категории «${tierIn("ru", tier)}»: ${persons === "few" ? "менее 3 человек" : personsRu(persons)}, всего ${more} ${slavicForm(more, ["день", "дня", "дней"])}`;
  if (stage === "urgency") return `дольше ждали бы более срочные случаи (дни, умноженные на срочность: больше на ${more})`;
  if (stage === "parity") return `накопленное равновесие сторон было бы хуже на ${more}`;
  return `из этапа прежнего плана пришлось бы перенести людей: ${more}`;
}
function costTr({ stage, more, persons }: Cost): string {
  const tier = tierOf(stage);
  if (tier !== undefined) return `“${tierIn("tr", tier)}” kategorisinden ${persons === "few" ? "3’ten az kişi" : `${persons} kişi`} toplam ${more} gün daha uzun beklerdi`;
  if (stage === "urgency") return `daha acil durumlar daha uzun beklerdi (gün çarpı aciliyet: ${more} fazla)`;
  if (stage === "parity") return `tarafların birikimli dengesi ${more} birim kötüleşirdi`;
  return `${more} kişinin önceki plandaki aşamasından alınması gerekirdi`;
}

function costAr({ stage, more, persons }: Cost): string {
  const tier = tierOf(stage);
  if (tier !== undefined) return `سيطول انتظار أشخاص من فئة «${tierIn("ar", tier)}» (${persons === "few" ? "عددهم أقل من 3" : `عددهم ${persons}`}، ومجموع الأيام ${more})`;
  if (stage === "urgency") return `سيطول انتظار حالات أشد استعجالًا (الأيام مضروبة في درجة الاستعجال، والزيادة ${more})`;
  if (stage === "parity") return `سيزداد الفرق المتراكم بين الطرفين بمقدار ${more}`;
  return `سيُنقل من دفعة الخطة السابقة أشخاص عددهم ${more}`;
}

const list = (language: PersonLanguage, clauses: readonly string[]): string => clauses.map((clause) => clauseIn(language, clause)).join("; ");

const WORDS: Readonly<Record<PersonLanguage, Words>> = {
  en: {
    declined: () => "This person is not in the plan: it is recorded that consent was not given. That can be changed at any time.",
    held: () => "This person waits: their part in the exchange is put off.",
    "group-waits": () => "The group this person travels with waits for one of its members, who is held back.",
    "not-now": () => "This person is not considered in the present plan. The liaison officer can say what to do next.",
    "no-window": () => "No batch falls on a day on which this person can travel.",
    "not-placed": () => "This person is in no batch of this plan.",
    "first-in-window": () => "That is the earliest batch in which this person can travel.",
    "outside-window": ({ batch }) => `Batch ${batch} does not fall on a day on which this person can travel.`,
    "is-there": ({ batch }) => `This person is in batch ${batch} already.`,
    "all-of-class-there": ({ batch }) => `Everyone of this class is in batch ${batch} already.`,
    placed: ({ batch, day }) => `By the plan: batch ${batch}, day ${day}.`,
    "travels-with": ({ persons }) => `Travels in a group of ${persons}: all go together, or nobody.`,
    window: ({ first, last }) => `Can travel in batches ${first} to ${last}.`,
    rank: ({ place, of, longer }) => `The class of those equal under the terms counts ${personsEn(of)}; held longer than this person: ${longer}. Place in the order: ${place}.`,
    drawn: ({ place, of }) => `Among those held equally long (${of}), the public lottery gave place ${place}.`,
    full: ({ clause, batch, used, most }) => `Batch ${batch} has no room left. ${capital(clauseIn("en", clause))}: ${used} of ${most}.`,
    "possible-but": (fact) => `One more place for this class in batch ${fact.batch} is possible, but then ${costEn(fact)}.`,
    possible: ({ batch }) => `A plan with one more place for this class in batch ${batch} would be no worse: the public lottery decided.`,
    impossible: ({ batch, clauses }) => `One more place for this class in batch ${batch} is impossible. These cannot hold together: ${list("en", clauses)}.`,
    unsettled: ({ batch }) => `Whether one more place for this class in batch ${batch} is possible could not be settled.`,
    "earlier-but": (fact) => `An earlier place would be possible, but then ${costEn(fact)}.`,
    "earlier-drawn": () => "An earlier place would have been no worse a plan: the public lottery decided.",
    "earlier-impossible": ({ clauses }) => `An earlier place is impossible under what was agreed. These cannot hold together: ${list("en", clauses)}.`,
  },
  uk: {
    declined: () => "Цієї особи немає в плані: записано, що згоди вона не дала. Це можна змінити будь-коли.",
    held: () => "Поки що ця особа чекає: її участь в обміні відкладено.",
    "group-waits": () => "Група, з якою їде ця особа, чекає на одного зі своїх учасників, чию участь поки що відкладено.",
    "not-now": () => "У теперішньому плані цю особу не враховано. Представник для зв’язку з родинами скаже, що робити далі.",
    "no-window": () => "Жоден етап не припадає на день, коли ця особа може їхати.",
    "not-placed": () => "Цієї особи немає в жодному етапі цього плану.",
    "first-in-window": () => "Це найраніший етап, у якому ця особа може їхати.",
    "outside-window": ({ batch }) => `Етап ${batch} не припадає на день, коли ця особа може їхати.`,
    "is-there": ({ batch }) => `Ця особа вже є в етапі ${batch}.`,
    "all-of-class-there": ({ batch }) => `Усі з цього класу вже є в етапі ${batch}.`,
    placed: ({ batch, day }) => `За планом: етап ${batch}, день ${day}.`,
    "travels-with": ({ persons }) => `Їде в групі з ${persons} ${slavicForm(persons, ["особи", "осіб", "осіб"])}: їдуть усі разом або ніхто.`,
    window: ({ first, last }) => `Може їхати в етапах від ${first} до ${last}.`,
    rank: ({ place, of, longer }) => `Клас рівних за умовами налічує: ${personsUk(of)}; з них утримують довше за цю особу: ${longer}. Місце в черзі: ${place}.`,
    drawn: ({ place, of }) => `Серед тих, кого утримують однаково довго (${of}), відкритий жереб дав місце ${place}.`,
    full: ({ clause, batch, used, most }) => `В етапі ${batch} місця вже немає. ${capital(clauseIn("uk", clause))}: ${used} з ${most}.`,
    "possible-but": (fact) => `Ще одне місце для цього класу в етапі ${fact.batch} можливе, але тоді ${costUk(fact)}.`,
    possible: ({ batch }) => `План, у якому для цього класу є ще одне місце в етапі ${batch}, був би не гіршим: вирішив відкритий жереб.`,
    impossible: ({ batch, clauses }) => `Ще одне місце для цього класу в етапі ${batch} неможливе. Разом не можна виконати таке: ${list("uk", clauses)}.`,
    unsettled: ({ batch }) => `Чи можливе ще одне місце для цього класу в етапі ${batch}, з’ясувати не вдалося.`,
    "earlier-but": (fact) => `Раніше місце було б можливе, але тоді ${costUk(fact)}.`,
    "earlier-drawn": () => "План із ранішим місцем був би не гіршим: вирішив відкритий жереб.",
    "earlier-impossible": ({ clauses }) => `За узгодженими умовами раніше місце неможливе. Разом не можна виконати таке: ${list("uk", clauses)}.`,
  },
  ru: {
    declined: () => "Этого человека нет в плане: записано, что согласия он не дал. Это можно изменить в любое время.",
    held: () => "Пока этот человек ждёт: его участие в обмене отложено.",
    "group-waits": () => "Группа, с которой едет этот человек, ждёт одного из своих участников, чьё участие пока отложено.",
    "not-now": () => "В нынешнем плане этот человек не учтён. Представитель по связи с семьями скажет, что делать дальше.",
    "no-window": () => "Ни один этап не приходится на день, когда этот человек может ехать.",
    "not-placed": () => "Этого человека нет ни в одном этапе этого плана.",
    "first-in-window": () => "Это самый ранний этап, в котором этот человек может ехать.",
    "outside-window": ({ batch }) => `Этап ${batch} не приходится на день, когда этот человек может ехать.`,
    "is-there": ({ batch }) => `Этот человек уже есть в этапе ${batch}.`,
    "all-of-class-there": ({ batch }) => `Все из этого класса уже есть в этапе ${batch}.`,
    placed: ({ batch, day }) => `По плану: этап ${batch}, день ${day}.`,
    "travels-with": ({ persons }) => `Едет в группе из ${persons} ${slavicForm(persons, ["человека", "человек", "человек"])}: едут все вместе или никто.`,
    window: ({ first, last }) => `Может ехать в этапах с ${first} по ${last}.`,
    rank: ({ place, of, longer }) => `Класс равных по условиям насчитывает: ${personsRu(of)}; из них удерживают дольше этого человека: ${longer}. Место в очереди: ${place}.`,
    drawn: ({ place, of }) => `Среди тех, кого удерживают одинаково долго (${of}), открытый жребий дал место ${place}.`,
    full: ({ clause, batch, used, most }) => `В этапе ${batch} места уже нет. ${capital(clauseIn("ru", clause))}: ${used} из ${most}.`,
    "possible-but": (fact) => `Ещё одно место для этого класса в этапе ${fact.batch} возможно, но тогда ${costRu(fact)}.`,
    possible: ({ batch }) => `План, в котором для этого класса есть ещё одно место в этапе ${batch}, был бы не хуже: решил открытый жребий.`,
    impossible: ({ batch, clauses }) => `Ещё одно место для этого класса в этапе ${batch} невозможно. Вместе нельзя выполнить следующее: ${list("ru", clauses)}.`,
    unsettled: ({ batch }) => `Возможно ли ещё одно место для этого класса в этапе ${batch}, выяснить не удалось.`,
    "earlier-but": (fact) => `Более раннее место было бы возможно, но тогда ${costRu(fact)}.`,
    "earlier-drawn": () => "План с более ранним местом был бы не хуже: решил открытый жребий.",
    "earlier-impossible": ({ clauses }) => `По согласованным условиям более раннее место невозможно. Вместе нельзя выполнить следующее: ${list("ru", clauses)}.`,
  },
  tr: {
    declined: () => "Bu kişi planda yok: rıza vermediği kayıtlıdır. Bu her zaman değiştirilebilir.",
    held: () => "Bu kişi şimdilik bekliyor: değişime katılımı ertelendi.",
    "group-waits": () => "Bu kişinin birlikte yolculuk edeceği grup, katılımı şimdilik ertelenen bir üyesini bekliyor.",
    "not-now": () => "Bu kişi şu anki planda dikkate alınmadı. Ailelerle irtibat görevlisi bundan sonra ne yapılacağını söyleyebilir.",
    "no-window": () => "Hiçbir aşama, bu kişinin yolculuk edebileceği bir güne denk gelmiyor.",
    "not-placed": () => "Bu kişi bu planın hiçbir aşamasında yer almıyor.",
    "first-in-window": () => "Bu, kişinin yolculuk edebileceği en erken aşamadır.",
    "outside-window": ({ batch }) => `${batch} aşaması, bu kişinin yolculuk edebileceği bir güne denk gelmiyor.`,
    "is-there": ({ batch }) => `Bu kişi zaten ${batch} aşamasında.`,
    "all-of-class-there": ({ batch }) => `Bu sınıftaki herkes zaten ${batch} aşamasında.`,
    placed: ({ batch, day }) => `Plana göre: ${batch} aşaması, ${day}. gün.`,
    "travels-with": ({ persons }) => `${persons} kişilik bir grupla yolculuk ediyor: ya hepsi birlikte gider ya hiçbiri.`,
    window: ({ first, last }) => `${first} ile ${last} arasındaki aşamalarda yolculuk edebilir.`,
    rank: ({ place, of, longer }) => `Koşulları eşit olanların sınıfında ${of} kişi var; bu kişiden daha uzun süredir tutulanlar: ${longer}. Sıradaki yeri: ${place}.`,
    drawn: ({ place, of }) => `Aynı süredir tutulanlar (${of}) arasında açık kura ${place}. sırayı verdi.`,
    full: ({ clause, batch, used, most }) => `${batch} aşamasında yer kalmadı. ${capital(clauseIn("tr", clause))}: ${used} / ${most}.`,
    "possible-but": (fact) => `${fact.batch} aşamasında bu sınıf için bir yer daha mümkün, ancak o zaman ${costTr(fact)}.`,
    possible: ({ batch }) => `${batch} aşamasında bu sınıf için bir yer daha içeren bir plan daha kötü olmazdı: kararı açık kura verdi.`,
    impossible: ({ batch, clauses }) => `${batch} aşamasında bu sınıf için bir yer daha mümkün değil. Şunlar birlikte sağlanamaz: ${list("tr", clauses)}.`,
    unsettled: ({ batch }) => `${batch} aşamasında bu sınıf için bir yer daha olup olamayacağı belirlenemedi.`,
    "earlier-but": (fact) => `Daha erken bir yer mümkün olurdu, ancak o zaman ${costTr(fact)}.`,
    "earlier-drawn": () => "Daha erken bir yer içeren bir plan daha kötü olmazdı: kararı açık kura verdi.",
    "earlier-impossible": ({ clauses }) => `Kararlaştırılan koşullarda daha erken bir yer mümkün değil. Şunlar birlikte sağlanamaz: ${list("tr", clauses)}.`,
  },
  ar: {
    declined: () => "هذا الشخص ليس في الخطة: مسجَّل أنه لم يوافق. ويمكن تغيير ذلك في أي وقت.",
    held: () => "هذا الشخص ينتظر: أُرجئت مشاركته في التبادل.",
    "group-waits": () => "المجموعة التي يسافر معها هذا الشخص تنتظر أحد أفرادها، وقد أُرجئت مشاركته.",
    "not-now": () => "لم يُؤخذ هذا الشخص في الحسبان في الخطة الحالية. ويمكن لمسؤول الاتصال بالعائلات أن يبيّن ما الذي يلي.",
    "no-window": () => "لا تقع أي دفعة في يوم يستطيع هذا الشخص السفر فيه.",
    "not-placed": () => "هذا الشخص ليس في أي دفعة من هذه الخطة.",
    "first-in-window": () => "هذه أبكر دفعة يستطيع هذا الشخص السفر فيها.",
    "outside-window": ({ batch }) => `لا تقع الدفعة ${apart(batch)} في يوم يستطيع هذا الشخص السفر فيه.`,
    "is-there": ({ batch }) => `هذا الشخص موجود بالفعل في الدفعة ${apart(batch)}.`,
    "all-of-class-there": ({ batch }) => `جميع من في هذه المرتبة موجودون بالفعل في الدفعة ${apart(batch)}.`,
    placed: ({ batch, day }) => `بحسب الخطة: الدفعة ${apart(batch)}، اليوم ${day}.`,
    "travels-with": ({ persons }) => `يسافر ضمن مجموعة عدد أفرادها ${persons}: إما أن يسافروا معًا أو لا يسافر أحد.`,
    window: ({ first, last }) => `يستطيع السفر في الدفعات من ${apart(first)} إلى ${apart(last)}.`,
    rank: ({ place, of, longer }) => `عدد المتساوين معه بحسب الشروط ${of}، وعدد المحتجزين منهم مدة أطول منه ${longer}. وترتيبه بينهم ${place}.`,
    drawn: ({ place, of }) => `بين المحتجزين للمدة نفسها (عددهم ${of}) أعطته القرعة العلنية الترتيب ${place}.`,
    full: ({ clause, batch, used, most }) => `لم يبق مكان في الدفعة ${apart(batch)}. ${clauseIn("ar", clause)}: ${used} من ${most}.`,
    "possible-but": (fact) => `مكان إضافي لهذه المرتبة في الدفعة ${apart(fact.batch)} ممكن، لكن عندئذ ${costAr(fact)}.`,
    possible: ({ batch }) => `خطة فيها مكان إضافي لهذه المرتبة في الدفعة ${apart(batch)} ما كانت لتكون أسوأ: القرعة العلنية هي التي حسمت.`,
    impossible: ({ batch, clauses }) => `مكان إضافي لهذه المرتبة في الدفعة ${apart(batch)} غير ممكن. ولا يمكن أن يجتمع ما يلي: ${list("ar", clauses)}.`,
    unsettled: ({ batch }) => `لم يتبيّن هل يمكن مكان إضافي لهذه المرتبة في الدفعة ${apart(batch)}.`,
    "earlier-but": (fact) => `مكان أبكر كان ممكنًا، لكن عندئذ ${costAr(fact)}.`,
    "earlier-drawn": () => "ما كانت خطة بمكان أبكر لتكون أسوأ: القرعة العلنية هي التي حسمت.",
    "earlier-impossible": ({ clauses }) => `مكان أبكر غير ممكن بحسب ما اتُّفق عليه. ولا يمكن أن يجتمع ما يلي: ${list("ar", clauses)}.`,
  },
};

/** The first letter as a capital. No clause begins with a Turkish i, whose capital differs. */
function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
