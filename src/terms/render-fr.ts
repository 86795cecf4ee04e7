// French templates. The first of a month is « 1er »; 0 and 1 take the singular; before a name of free choice stands a noun or a colon.
import type { Body, Due, Duration, Numeral, Predicate, Quantity } from "./ast.ts";
import { joined, type Say, type Tongue } from "./say.ts";

const MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const ROLES = { mediator: "Le médiateur est", witness: "Le témoin est", depositary: "Le dépositaire est", "co-chair": "La coprésidence est", commission: "La commission est", committee: "Le comité est", agents: "Les agents sont" } as const;
const RELATIONS = { exceeds: "dépasse l’accord", supersedes: "remplace l’accord", follows: "fait suite à l’accord", "is annexed to": "est annexé à l’accord" } as const;
const STEPS = { list: "sa liste", reply: "sa réponse à la liste", remarks: "ses observations sur la réponse", "final reply": "sa réponse définitive", "signed final list": "la liste définitive signée" } as const;
const EVENTS = {
  signature: "la signature", capture: "la capture", discovery: "la découverte", decision: "la décision de la commission", list: "la liste", reply: "la réponse", remarks: "les observations",
  "final reply": "la réponse définitive", "signed final list": "la liste définitive signée", "previous step": "l’étape précédente",
} as const;

const isOne = (n: Numeral): boolean => n === 0 || n === 1;
const captives = (n: Numeral, say: Say): string => `${say.numeral(n)} captif${isOne(n) ? "" : "s"}`;
const remains = (n: Numeral, say: Say): string => `${say.numeral(n)} dépouille${isOne(n) ? "" : "s"}`;
const UNITS = { day: "jour", week: "semaine", hour: "heure" } as const;
const duration = ({ n, unit }: Duration, say: Say): string => `${say.numeral(n)} ${UNITS[unit]}${isOne(n) ? "" : "s"}`;
const giver = (code: string, say: Say): string => (code === "each" ? "Chaque partie" : say.code(code));
const place = (text: string, say: Say): string => (text === "not stated" ? "" : ` à l’endroit suivant : ${say.quote(text)}`);

function due(one: Due | "not stated", say: Say): string {
  if (one === "not stated") return "";
  if ("each" in one) return " à chaque libération";
  return "on" in one ? ` au plus tard le ${say.date(one.on)}` : ` dans un délai de ${duration(one.within, say)} après ${EVENTS[one.of]}`;
}
function amount(one: Quantity, say: Say, all: string, counted: (n: Numeral, say: Say) => string): string {
  if ("all" in one) return all;
  if ("min" in one) return `au moins ${counted(one.min, say)}`;
  if ("exactly" in one) return `exactement ${counted(one.exactly, say)}`;
  return `des captifs à raison de ${say.number(one.ratio[0])} pour ${say.number(one.ratio[1])}`;
}
const category = (terms: readonly string[], say: Say): string => `${terms.length > 1 ? "des catégories" : "de la catégorie"} ${joined(terms.map(say.quote), " ou ")}`;

function predicate(one: Predicate, say: Say): string {
  switch (one.kind) {
    case "aged": return `âge en années révolues au ${say.date(one.on)} : ${say.number(one.years)} ou ${one.bound === "or under" ? "moins" : "plus"}`;
    case "bornAfter": return `naissance après le ${say.date(one.date)}`;
    case "finding": return `constat certifié de classe ${say.code(one.class)}`;
    case "heldSinceBefore": return `détention depuis un jour antérieur au ${say.date(one.date)}`;
    case "heldInRelation": return `détention en rapport avec : ${say.quote(one.to)}`;
    case "takenOn": return `capture dans les circonstances suivantes : ${say.quote(one.to)}`;
    case "and": case "or": return one.of.map((part) => predicate(part, say)).join(one.kind === "and" ? " ; et " : " ; ou ");
  }
}

function words(one: Body, say: Say): string {
  switch (one.kind) {
    case "version": return `Termes, version ${say.number(one.version)}`;
    case "agreement": return `Accord ${say.quote(one.title)}, conclu le ${say.date(one.date)}, lieu : ${say.name(one.place)}`;
    case "parties": return `Les parties sont ${one.parties.map(({ name, code }) => `${say.name(name)} (${say.code(code)})`).join(" et ")}`;
    case "role": return `${ROLES[one.role]} ${say.name(one.name)} (${say.code(one.code)})`;
    case "relation": return `Cet accord ${RELATIONS[one.relation]} ${say.quote(one.title)}${one.date === "not stated" ? "" : one.date.length === 7 ? ` de ${say.date(one.date)}`.replace(/^ de (?=\u2068?[ao])/, " d’") : ` du ${say.date(one.date)}`}`;
    case "credit": return `Les captifs libérés en vertu de l’accord ${say.quote(one.title)} ${one.counts ? "comptent ici" : "ne comptent pas ici"}`;
    case "inForce": return one.from === "signature" ? "En vigueur dès la signature" : `En vigueur à partir du ${say.moment(one.from)}`;
    case "zone": return `Les heures sont données en ${say.zone(one.offset)}`;
    case "definition": return `${say.quote(one.term)} signifie : ${predicate(one.predicate, say)}`;
    case "rankValues": return `Les valeurs des grades sont : ${one.rows.map(([rank, value]) => `${say.name(rank)} ${say.number(value)}`).join(", ")}`;
    case "rankCheck": return `Nombre des valeurs de grade : ${say.number(one.count)} ; leur somme : ${say.number(one.sum)}`;
    case "doubt": return `Tout doute sur ${one.term === "*" ? "une clause quelconque" : `la catégorie ${say.quote(one.term)}`} est tranché par ${say.name(one.decidedBy)}${one.within === "not stated" ? "" : ` dans un délai de ${duration(one.within, say)}`}`;
    case "doubtNonSuspensive": return "Un doute sur une clause quelconque ne suspend pas les libérations";
    case "clause": return `Clause ${say.number(one.number)} ${say.quote(one.title)}`;
    case "release": return `${giver(one.giver, say)} libère ${amount(one.quantity, say, "tous les captifs", captives)}${one.categories === "not stated" ? "" : ` ${category(one.categories, say)}`}${one.except === "not stated" ? "" : `, à l’exception ${category(one.except, say)}`}${one.receiver === "not stated" ? "" : ` et les remet à la partie ${say.code(one.receiver)}`}${one.atRankValue ? " selon la valeur des grades" : ""}${due(one.due, say)}`;
    case "remains": {
      const state = one.state === "not stated" ? "" : one.state === "any" ? " (identification faite ou non)" : " (identification faite)";
      const receiver = one.receiver === "not stated" ? "" : ` à la partie ${say.code(one.receiver)}`;
      const quantity = amount(one.quantity, say, "toutes les dépouilles", remains).replace("exactement ", "");
      return one.giver === "open" ? `Il est restitué ${quantity}${state}${receiver}${due(one.due, say)}` : `${giver(one.giver, say)} restitue ${quantity}${state}${receiver}${due(one.due, say)}`;
    }
    case "floor": return `Les clauses ${joined(one.clauses.map(say.number), " et ")} donnent ensemble au moins ${captives(one.min, say)} de chaque côté`;
    case "step": return `${giver(one.giver, say)} remet ${STEPS[one.what]}${one.to === "not stated" ? "" : ` (destinataire : ${say.name(one.to)})`}${due(one.due, say)}`;
    case "cap": return `Passage : pas plus de ${captives(one.number, say)} par ${{ day: "jour", place: "lieu", flight: "vol" }[one.per]}${place(one.place, say)}`;
    case "tolerance": return `À aucun moment l’écart entre les parties ne peut dépasser ${say.numeral(one.number)}${one.atRankValue ? " en valeur de grade" : ""}`;
    case "order": return `Les captifs de la clause ${say.number(one.first)} passent avant les captifs de la clause ${say.number(one.then)}`;
    case "simultaneous": return `Les libérations sont simultanées${place(one.place, say)}`;
    case "pause": return `Les hostilités sont suspendues dans la zone ${say.quote(one.area)} du ${say.moment(one.from)} au ${say.moment(one.to)}${one.purpose === "not stated" ? "" : one.purpose === "recovery of bodies" ? " pour la récupération des corps" : " pour la libération des captifs"}`;
    case "rate": return `Par tranche supplémentaire de ${captives(one.every, say)}, la pause est prolongée de ${duration(one.adds, say)}`;
    case "waits": return `Cette clause attend ${"clause" in one.on ? `l’exécution de la clause ${say.number(one.on.clause)}` : `le fait suivant : ${say.quote(one.on.fact)}`}`;
    case "linkage": return `Si la clause ${say.number(one.if)} n’est pas exécutée au plus tard le ${say.date(one.due)}, la clause ${say.number(one.then)} ${one.effect === "suspended" ? "est suspendue" : "prend fin"}`;
    case "foundLater": return `Les captifs retrouvés plus tard sont libérés sans condition${due(one.due, say)}`;
    case "parole": return "Les captifs au-delà de l’équilibre sont libérés sur parole";
    case "counts": return one.when === "received" ? "Une libération compte lorsque le captif est reçu par l’autre partie" : "Une libération compte lorsque le captif franchit la ligne";
    case "ends": return `Cette clause prend fin ${one.when === "fulfilled" ? "une fois exécutée" : one.when === "war" ? "avec la guerre" : "on" in one.when ? `le ${say.date(one.when.on)}` : `moyennant un préavis de ${duration(one.when.notice, say)}`}`;
    case "open": return `Ouvert : ${say.prose(one.text)}`;
    case "note": return `Note : ${say.prose(one.text)}`;
  }
}

export const fr: Tongue = {
  months: MONTHS, monthsAlone: MONTHS, quotes: ["« ", " »"], group: "\u00a0", isolates: false,
  date: (day, month, year) => `${day === "1" ? "1er" : day} ${month} ${year}`, month: (month, year) => `${month} ${year}`, time: (date, time) => `${date} à ${time}`, words,
};
