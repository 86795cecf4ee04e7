// Turkish templates. A noun after a number stays singular. Suffixes never hang on a code, a number, a date or a quoted phrase: a noun
// of ours follows and carries them, so that vowel harmony does not depend on what the parties wrote.
import type { Body, Due, Duration, Numeral, Predicate, Quantity } from "./ast.ts";
import { joined, type Say, type Tongue } from "./say.ts";

const MONTHS = ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"];
const ROLES = { mediator: "Arabulucu", witness: "Tanık", depositary: "Saklayıcı", "co-chair": "Eş başkan", commission: "Komisyon", committee: "Komite", agents: "Görevliler" } as const;
const RELATIONS = { exceeds: "anlaşmayı aşar", supersedes: "anlaşmanın yerine geçer", follows: "anlaşmayı izler", "is annexed to": "anlaşmanın ekidir" } as const;
const STEPS = { list: "kendi listesini", reply: "listeye yanıtını", remarks: "yanıta ilişkin görüşlerini", "final reply": "son yanıtını", "signed final list": "imzalı son listeyi" } as const;
const EVENTS = {
  signature: "imzadan", capture: "yakalanmadan", discovery: "bulunmadan", decision: "komisyonun kararından", list: "listenin alınmasından", reply: "yanıtın alınmasından", remarks: "görüşlerin alınmasından",
  "final reply": "son yanıttan", "signed final list": "imzalı son listeden", "previous step": "önceki adımdan",
} as const;

const UNITS = { day: "gün", week: "hafta", hour: "saat" } as const;
const duration = ({ n, unit }: Duration, say: Say): string => `${say.numeral(n)} ${UNITS[unit]}`;
const held = (n: Numeral, say: Say): string => `${say.numeral(n)} tutulan kişiyi`;
const remains = (n: Numeral, say: Say): string => `${say.numeral(n)} cenazeyi`;
const giver = (code: string, say: Say): string => (code === "each" ? "Her taraf" : `${say.code(code)} tarafı`);
const place = (text: string, say: Say): string => (text === "not stated" ? "" : ` ${say.quote(text)} adlı yerde`);

function due(one: Due | "not stated", say: Say): string {
  if (one === "not stated") return "";
  if ("each" in one) return " her salıvermeyle birlikte";
  return "on" in one ? ` en geç ${say.date(one.on)} tarihinde` : ` ${EVENTS[one.of]} sonra ${duration(one.within, say)} içinde`;
}
function amount(one: Quantity, say: Say, all: string, counted: (n: Numeral, say: Say) => string): string {
  if ("all" in one) return all;
  if ("min" in one) return `en az ${counted(one.min, say)}`;
  if ("exactly" in one) return `tam ${counted(one.exactly, say)}`;
  return `${say.number(one.ratio[1])} kişiye karşılık ${say.number(one.ratio[0])} kişi oranıyla tutulan kişileri`;
}
const terms = (list: readonly string[], say: Say): string => joined(list.map(say.quote), " veya ");

function predicate(one: Predicate, say: Say): string {
  switch (one.kind) {
    case "aged": return `${say.date(one.on)} tarihinde tamamlanmış yaşı ${say.number(one.years)} veya ${one.bound === "or under" ? "daha küçük" : "daha büyük"} olan`;
    case "bornAfter": return `${say.date(one.date)} tarihinden sonra doğmuş`;
    case "finding": return `${say.code(one.class)} sınıfından onaylı bulgusu olan`;
    case "heldSinceBefore": return `${say.date(one.date)} tarihinden önceden beri tutulan`;
    case "heldInRelation": return `${say.quote(one.to)} ile bağlantılı olarak tutulan`;
    case "takenOn": return `${say.quote(one.to)} olayında alınmış`;
    case "and": case "or": return one.of.map((part) => predicate(part, say)).join(one.kind === "and" ? "; ve " : "; veya ");
  }
}

function words(one: Body, say: Say): string {
  switch (one.kind) {
    case "version": return `Koşullar, sürüm ${say.number(one.version)}`;
    case "agreement": return `${say.quote(one.title)} anlaşması ${say.date(one.date)} tarihinde yapılmıştır, yer: ${say.name(one.place)}`;
    case "parties": return `Taraflar: ${one.parties.map(({ name, code }) => `${say.name(name)} (${say.code(code)})`).join(" ve ")}`;
    case "role": return `${ROLES[one.role]}: ${say.name(one.name)} (${say.code(one.code)})`;
    case "relation": return `Bu anlaşma ${say.quote(one.title)} adlı${one.date === "not stated" ? "" : `, ${say.date(one.date)} tarihli`} ${RELATIONS[one.relation]}`;
    case "credit": return `${say.quote(one.title)} anlaşmasına göre salıverilen kişiler burada ${one.counts ? "sayılır" : "sayılmaz"}`;
    case "inForce": return one.from === "signature" ? "İmzadan itibaren yürürlüktedir" : `${say.moment(one.from)} tarihinden itibaren yürürlüktedir`;
    case "zone": return `Saatler ${say.zone(one.offset)} saatine göredir`;
    case "definition": return `${say.quote(one.term)} şu demektir: ${predicate(one.predicate, say)} kişi`;
    case "rankValues": return `Rütbe değerleri: ${one.rows.map(([rank, value]) => `${say.name(rank)} ${say.number(value)}`).join(", ")}`;
    case "rankCheck": return `Rütbe değerlerinin sayısı ${say.number(one.count)}, toplamı ${say.number(one.sum)}`;
    case "doubt": return `${one.term === "*" ? "Herhangi bir maddeye" : `${say.quote(one.term)} sınıfına`} ilişkin kuşkuyu ${one.within === "not stated" ? "" : `${duration(one.within, say)} içinde `}${say.name(one.decidedBy)} karara bağlar`;
    case "doubtNonSuspensive": return "Herhangi bir maddeye ilişkin kuşku salıvermeleri durdurmaz";
    case "clause": return `Madde ${say.number(one.number)} ${say.quote(one.title)}`;
    case "release": return `${giver(one.giver, say)}${due(one.due, say)}${one.atRankValue ? " rütbe değerine göre" : ""}${one.except === "not stated" ? "" : ` ${terms(one.except, say)} sınıfındakiler dışında`}${one.categories === "not stated" ? "" : ` ${terms(one.categories, say)} sınıfından`} ${amount(one.quantity, say, "tutulan bütün kişileri", held)} ${one.receiver === "not stated" ? "salıverir" : `salıverip ${say.code(one.receiver)} tarafına teslim eder`}`;
    case "remains": {
      const state = one.state === "not stated" ? "" : one.state === "any" ? " kimliği belirlenmiş olsun olmasın" : " kimliği belirlenmiş";
      const receiver = one.receiver === "not stated" ? "" : ` ${say.code(one.receiver)} tarafına`;
      if (one.giver === "open") return `${due(one.due, say)}${receiver}${state} ${amount(one.quantity, say, "bütün cenazeler", (n) => `${say.numeral(n)} cenaze`).replace(/^tam /, "")} geri verilir`.trimStart().replace(/^[a-zçğöşü]/, (letter) => (letter === "i" ? "İ" : letter.toUpperCase()));
      return `${giver(one.giver, say)}${due(one.due, say)}${receiver}${state} ${amount(one.quantity, say, "bütün cenazeleri", remains).replace(/^tam /, "")} geri verir`;
    }
    case "floor": return `${joined(one.clauses.map(say.number), " ve ")} numaralı maddeler birlikte her taraftan en az ${say.numeral(one.min)} tutulan kişi verir`;
    case "step": return `${giver(one.giver, say)}${due(one.due, say)} ${STEPS[one.what]} verir${one.to === "not stated" ? "" : ` (alıcı: ${say.name(one.to)})`}`;
    case "cap": return `Geçiş: ${{ day: "günde", place: "yer başına", flight: "uçuş başına" }[one.per]} en çok ${say.numeral(one.number)} tutulan kişi${one.place === "not stated" ? "" : `, yer: ${say.quote(one.place)}`}`;
    case "tolerance": return `Taraflar arasındaki fark hiçbir anda ${say.numeral(one.number)} sayısını${one.atRankValue ? " rütbe değeriyle" : ""} aşamaz`;
    case "order": return `Madde ${say.number(one.first)} kapsamındaki tutulan kişiler, madde ${say.number(one.then)} kapsamındaki tutulan kişilerden önce gider`;
    case "simultaneous": return `Salıvermeler${place(one.place, say)} eşzamanlıdır`;
    case "pause": return `Çatışmalar ${say.quote(one.area)} bölgesinde ${say.moment(one.from)} ile ${say.moment(one.to)} arasında${one.purpose === "not stated" ? "" : one.purpose === "recovery of bodies" ? " cenazelerin alınması için" : " tutulan kişilerin salıverilmesi için"} durur`;
    case "rate": return `Her ek ${say.number(one.every)} tutulan kişi için ara ${duration(one.adds, say)} uzar`;
    case "waits": return "clause" in one.on ? `Bu madde, madde ${say.number(one.on.clause)} yerine getirilinceye kadar bekler` : `Bu madde ${say.quote(one.on.fact)} olayını bekler`;
    case "linkage": return `Madde ${say.number(one.if)} en geç ${say.date(one.due)} tarihinde yerine getirilmemişse, madde ${say.number(one.then)} ${one.effect === "suspended" ? "askıya alınır" : "sona erer"}`;
    case "foundLater": return `Sonradan bulunan tutulan kişiler${due(one.due, say)} koşulsuz salıverilir`;
    case "parole": return "Denge dışında kalan tutulan kişiler şeref sözüyle salıverilir";
    case "counts": return one.when === "received" ? "Bir salıverme, kişi öbür tarafça teslim alındığında sayılır" : "Bir salıverme, kişi hattı geçtiğinde sayılır";
    case "ends": return `Bu madde ${one.when === "fulfilled" ? "yerine getirildiğinde" : one.when === "war" ? "savaşla birlikte" : "on" in one.when ? `${say.date(one.when.on)} tarihinde` : `${duration(one.when.notice, say)} önceden bildirimle`} sona erer`;
    case "open": return `Açık: ${say.prose(one.text)}`;
    case "note": return `Not: ${say.prose(one.text)}`;
  }
}

export const tr: Tongue = {
  months: MONTHS, monthsAlone: MONTHS, quotes: ["“", "”"], group: ".", isolates: false,
  date: (day, month, year) => `${day} ${month} ${year}`, month: (month, year) => `${month} ${year}`, time: (date, time) => `${date} saat ${time}`, words,
};
