// The grammar: every form of sentence of TERMS.md, section 3, read with one word of foresight. One function is one form or a group
// of forms that begin alike; the doc comment shows the forms. Parts that may be left out are taken in any order, each once.
import { RELATIONS, ROLES, type Body, type Due, type Duration, type Event, type NotStated, type Predicate, type Quantity, type StepName, type Unit } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { MONTHS } from "./lexicon.ts";

const NOT = "not stated" as const;
const ANY = "each";

/** The sentence without its brackets and full stop. @throws SentenceMiss at the first token that no form allows. */
export function readForm(c: Cursor): Body {
  const token = c.peek();
  if (token?.kind === "quoted") return definition(c);
  if (token?.kind === "number" || c.isNumeralBracket()) return openRemains(c, { exactly: c.numeral() });
  if (c.isCode() && c.peek(1)?.text !== ":") return given(c, c.code());
  switch (token?.text) {
    case "Terms": c.say("Terms version"); return { kind: "version", version: c.number() };
    case "Agreement": return agreement(c);
    case "The": return declaration(c);
    case "It": return relation(c);
    case "Captives": return captives(c);
    case "In": return inForce(c);
    case "Times": return zone(c);
    case "Rank": return rankValues(c);
    case "A": return doubtOrCounts(c);
    case "Clause": c.say("Clause"); return { kind: "clause", number: clauseNumber(c), title: c.quoted() };
    case "Clauses": return floor(c);
    case "Each": c.say("Each party"); return given(c, ANY);
    case "All": c.say("All"); return openRemains(c, { all: true });
    case "Exactly": c.say("Exactly"); return openRemains(c, { exactly: c.numeral() });
    case "At": return atSomething(c);
    case "No": return cap(c);
    case "Releases": return simultaneous(c);
    case "Hostilities": return pause(c);
    case "For": return rate(c);
    case "This": return thisClause(c);
    case "If": return linkage(c);
    case "Open": case "Note": c.say(token.text); return c.fail("a colon");
    default: return c.fail();
  }
}

/** A clause number at its declaration. */
function clauseNumber(c: Cursor): number {
  const number = c.clauseNumber();
  c.mentions.pop();
  return number;
}

/** `Agreement “T”, made at Istanbul on 2 June 2025.` */
function agreement(c: Cursor): Body {
  c.say("Agreement");
  const title = c.quoted();
  c.say(", made at");
  const place = c.newName();
  c.say("on");
  return { kind: "agreement", title, place, date: c.date() };
}

/** `The parties are …`, `The mediator is …`, `The agents are …`, `The rank values number 28 and sum to 358.` */
function declaration(c: Cursor): Body {
  c.say("The");
  if (c.accepts("parties are")) {
    const first = party(c);
    c.say("and");
    return { kind: "parties", parties: [first, party(c)] };
  }
  if (c.accepts("rank values number")) {
    const count = c.number();
    c.say("and sum to");
    return { kind: "rankCheck", count, sum: c.number() };
  }
  const role = c.oneOf(ROLES);
  c.say(role === "agents" ? "are" : "is");
  return { kind: "role", role, ...party(c) };
}

function party(c: Cursor): { readonly name: string; readonly code: string } {
  const name = c.newName();
  c.say("(");
  const code = c.newCode();
  c.say(")");
  return { name, code };
}

/** `It exceeds “T” of May 2025.` */
function relation(c: Cursor): Body {
  c.say("It");
  const name = c.oneOf(RELATIONS);
  const title = c.quoted();
  return { kind: "relation", relation: name, title, date: c.accepts("of") ? dateOrMonth(c) : NOT };
}

function dateOrMonth(c: Cursor): string {
  const month = MONTHS.findIndex((one) => one === c.peek()?.text) + 1;
  const year = c.peek(1);
  if (month === 0 || year?.kind !== "number" || !/^[1-9][0-9]{3}$/.test(year.text)) return c.date("a date (2 June 2025) or a month (May 2025)");
  c.at += 2;
  return `${year.text}-${String(month).padStart(2, "0")}`;
}

/** `Captives released under “T” do not count here.`, `… under clause 1 go before …`, `… found later …`, `… beyond the balance …` */
function captives(c: Cursor): Body {
  c.say("Captives");
  if (c.accepts("released under")) {
    const title = c.quoted();
    const counts = !c.accepts("do not");
    c.say("count here");
    return { kind: "credit", title, counts };
  }
  if (c.accepts("under clause")) {
    const first = c.clauseNumber();
    c.say("go before captives under clause");
    return { kind: "order", first, then: c.clauseNumber() };
  }
  if (c.accepts("found later are released without condition")) return { kind: "foundLater", due: dueIfAny(c) };
  c.say("beyond the balance are released on parole");
  return { kind: "parole" };
}

/** `In force from 5 June 2025 06:00.`, `In force from signature.` */
function inForce(c: Cursor): Body {
  c.say("In force from");
  return { kind: "inForce", from: c.accepts("signature") ? "signature" : c.moment() };
}

/** `Times are UTC+3.`: UTC, hours −12 to +14, quarter hours after a colon. */
function zone(c: Cursor): Body {
  c.say("Times are");
  const found = /^UTC(?:([+\u2212-])(1[0-4]|0?[0-9])(?::(00|15|30|45))?)?$/.exec(c.peek()?.text ?? "");
  const hours = Number(found?.[2] ?? 0);
  const sign = found?.[1] === undefined || found[1] === "+" ? "+" : "-";
  const minutes = hours * 60 + Number(found?.[3] ?? 0);
  if (!found || minutes > (sign === "+" ? 14 : 12) * 60) return c.fail("a clock such as UTC+3");
  c.at += 1;
  return { kind: "zone", offset: `${minutes === 0 ? "+" : sign}${String(hours).padStart(2, "0")}:${found[3] ?? "00"}` };
}

/** `“young” means aged 25 or under on 2 June 2025.` */
function definition(c: Cursor): Body {
  const term = c.quoted();
  c.say("means");
  return { kind: "definition", term, predicate: predicate(c) };
}

/** Several of one kind may be joined, all by `and` or all by `or`. */
function predicate(c: Cursor): Predicate {
  const first = simplePredicate(c);
  const joint = c.accepts("and") ? "and" : c.accepts("or") ? "or" : undefined;
  if (joint === undefined) return first;
  const of = [first, simplePredicate(c)];
  while (c.accepts(joint)) of.push(simplePredicate(c));
  if (c.peek()?.text === (joint === "and" ? "or" : "and")) c.fail(`no mixture of “and” and “or” (define two terms)`);
  return { kind: joint, of };
}

function simplePredicate(c: Cursor): Predicate {
  if (c.accepts("aged")) {
    const years = c.number();
    c.say("or");
    const bound = c.oneOf(["under", "over"]);
    c.say("on");
    return { kind: "aged", years, bound: `or ${bound}`, on: c.date() };
  }
  if (c.accepts("born after")) return { kind: "bornAfter", date: c.date() };
  if (c.accepts("holding a certified finding of class")) return { kind: "finding", class: c.className() };
  if (c.accepts("taken on")) return { kind: "takenOn", to: c.quoted() };
  c.say("held");
  if (c.accepts("since before")) return { kind: "heldSinceBefore", date: c.date() };
  c.say("in relation to");
  return { kind: "heldInRelation", to: c.quoted() };
}

/** `Rank values are colonel 15, major 8, private 1.` */
function rankValues(c: Cursor): Body {
  c.say("Rank values are");
  const rows: [string, number][] = [];
  do {
    const rank = c.rank();
    rows.push([rank, c.number()]);
  } while (c.accepts(","));
  return { kind: "rankValues", rows };
}

/** `A doubt about “t” is decided by …`, `A doubt about any clause does not stop releases.`, `A release counts when …` */
function doubtOrCounts(c: Cursor): Body {
  c.say("A");
  if (c.accepts("release counts when the captive")) {
    if (c.accepts("is received by the other party")) return { kind: "counts", when: "received" };
    c.say("crosses the line");
    return { kind: "counts", when: "crosses" };
  }
  c.say("doubt about");
  const isAny = c.accepts("any clause");
  if (isAny && c.accepts("does not stop releases")) return { kind: "doubtNonSuspensive" };
  const term = isAny ? "*" : c.term();
  c.say("is decided by");
  const decidedBy = c.name();
  return { kind: "doubt", term, decidedBy, within: c.accepts("within") ? duration(c) : NOT };
}

function duration(c: Cursor): Duration {
  const n = c.numeral();
  const isOne = n === 1;
  const units: readonly (readonly [string, Unit])[] = [[isOne ? "day" : "days", "day"], [isOne ? "week" : "weeks", "week"], [isOne ? "hour" : "hours", "hour"]];
  const offset = c.offset;
  const unit = units.find(([word]) => c.accepts(word))?.[1] ?? c.fail();
  if (unit === "hour") c.mentions.push({ role: "time", text: "hours", offset });
  return { n, unit };
}

function dueIfAny(c: Cursor): Due | NotStated {
  if (c.accepts("within")) {
    const within = duration(c);
    c.say("of");
    return { within, of: event(c) };
  }
  return c.accepts("by") ? { on: c.date() } : NOT;
}

function event(c: Cursor): Event {
  for (const one of ["signature", "capture", "discovery"] as const) if (c.accepts(one)) return one;
  c.say("the");
  if (c.accepts("commission’s decision")) return "decision";
  return c.oneOf(["list", "reply", "remarks", "final reply", "signed final list", "previous step"]);
}

/** `Each party` or a code: `releases`, `returns` or `gives`. */
function given(c: Cursor, giver: string): Body {
  if (c.accepts("releases")) return release(c, giver);
  if (c.accepts("returns")) return remains(c, giver);
  c.say("gives");
  return step(c, giver);
}

const COUNT_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** `all`, `exactly n`, `at least n`, `n`, `a for b`, `one for one`. */
function quantity(c: Cursor, allowsRatio: boolean): Quantity {
  if (c.accepts("all")) return { all: true };
  if (c.accepts("exactly")) return { exactly: c.numeral() };
  if (c.accepts("at least")) return { min: c.numeral() };
  const word = COUNT_WORDS.indexOf(c.peek()?.text ?? "") + 1;
  if (allowsRatio && word > 0) {
    c.at += 1;
    c.say("for");
    return { ratio: [word, ratioPart(c)] };
  }
  const n = c.numeral();
  if (!allowsRatio || typeof n !== "number" || !c.accepts("for")) return { exactly: n };
  if (n === 0) c.fail("a ratio of numbers from 1");
  return { ratio: [n, ratioPart(c)] };
}

function ratioPart(c: Cursor): number {
  const word = COUNT_WORDS.indexOf(c.peek()?.text ?? "") + 1;
  if (word > 0) {
    c.at += 1;
    return word;
  }
  if (c.peek()?.text === "0") c.fail("a number from 1");
  return c.number();
}

/** `… releases QUANTITY captives`, then who, except, to, at rank value, deadline in any order. */
function release(c: Cursor, giver: string): Body {
  const amount = quantity(c, true);
  c.say("captives");
  let categories: readonly string[] | NotStated = NOT, except: readonly string[] | NotStated = NOT, due: Due | NotStated = NOT;
  let receiver: string = NOT, atRankValue = false;
  for (;;) {
    if (categories === NOT && c.accepts("who are")) categories = terms(c);
    else if (except === NOT && c.accepts("except")) except = terms(c);
    else if (receiver === NOT && c.accepts("to")) receiver = c.code();
    else if (!atRankValue && c.accepts("at rank value")) atRankValue = true;
    else if (due === NOT && (due = dueIfAny(c)) !== NOT) continue;
    else return { kind: "release", giver, quantity: amount, categories, receiver, atRankValue, except, due };
  }
}

function terms(c: Cursor): readonly string[] {
  const list = [c.term()];
  while (c.accepts("or")) list.push(c.term());
  return list;
}

/** `Each party returns 6,000 remains, identified or not, within 60 days of signature.` */
function remains(c: Cursor, giver: string): Body {
  const amount = quantity(c, false);
  c.say("remains");
  let receiver: string = NOT, due: Due | NotStated = NOT;
  const state = remainsState(c);
  for (;;) {
    if (receiver === NOT && c.accepts("to")) receiver = c.code();
    else if (due === NOT && (due = dueIfAny(c)) !== NOT) continue;
    else return { kind: "remains", giver, quantity: amount, receiver, state, due };
  }
}

/** `, identified or not` or `, identified`, closed by a comma where the sentence goes on. */
function remainsState(c: Cursor): "any" | "identified" | NotStated {
  if (!c.accepts(",")) return NOT;
  c.say("identified");
  const state = c.accepts("or not") ? "any" : "identified";
  if (!c.sees(".")) c.say(",");
  return state;
}

/** `6,000 remains are returned.`: the text does not say by whom. */
function openRemains(c: Cursor, amount: Quantity): Body {
  c.say("remains");
  const state = remainsState(c);
  c.say("are returned");
  let receiver: string = NOT, due: Due | NotStated = NOT;
  for (;;) {
    if (receiver === NOT && c.accepts("to")) receiver = c.code();
    else if (due === NOT && (due = dueIfAny(c)) !== NOT) continue;
    else return { kind: "remains", giver: "open", quantity: amount, receiver, state, due };
  }
}

/** `Clauses 1 and 2 together give at least 1,000 captives on each side.` */
function floor(c: Cursor): Body {
  c.say("Clauses");
  const clauses = [c.clauseNumber()];
  while (c.accepts(",")) clauses.push(c.clauseNumber());
  c.say("and");
  clauses.push(c.clauseNumber());
  c.say("together give at least");
  const min = c.numeral();
  c.say("captives on each side");
  return { kind: "floor", clauses, min };
}

const STEP_WORDS: readonly (readonly [string, StepName])[] = [
  ["list", "list"], ["reply to the list", "reply"], ["remarks on the reply", "remarks"], ["final reply", "final reply"],
];
/** `… gives its list to NAME within 1 week of signature.`, `… with each release.` */
function step(c: Cursor, giver: string): Body {
  let what: StepName = "signed final list";
  if (c.accepts("its")) what = STEP_WORDS.find(([words]) => c.accepts(words))?.[1] ?? c.fail();
  else c.say("the signed final list");
  let to: string = NOT, due: Due | NotStated = NOT;
  for (;;) {
    if (to === NOT && c.accepts("to")) to = c.name();
    else if (due === NOT && c.accepts("with each release")) due = { each: "release" };
    else if (due === NOT && (due = dueIfAny(c)) !== NOT) continue;
    else return { kind: "step", giver, what, to, due };
  }
}

/** `At no moment may the sides differ by more than 50.`, `At least 6,000 remains are returned.` */
function atSomething(c: Cursor): Body {
  c.say("At");
  if (c.accepts("least")) return openRemains(c, { min: c.numeral() });
  c.say("no moment may the sides differ by more than");
  const number = c.numeral();
  return { kind: "tolerance", number, atRankValue: c.accepts("in rank value") };
}

/** `No more than 400 captives a day cross at “P”.` */
function cap(c: Cursor): Body {
  c.say("No more than");
  const number = c.numeral();
  c.say("captives a");
  const per = c.oneOf(["day", "place", "flight"]);
  c.say("cross");
  return { kind: "cap", number, per, place: c.accepts("at") ? c.quoted() : NOT };
}

/** `Releases are simultaneous at “P”.` */
function simultaneous(c: Cursor): Body {
  c.say("Releases are simultaneous");
  return { kind: "simultaneous", place: c.accepts("at") ? c.quoted() : NOT };
}

/** `Hostilities pause in “area” from 5 June 2025 06:00 to 7 June 2025 06:00 for the recovery of bodies.` */
function pause(c: Cursor): Body {
  c.say("Hostilities pause in");
  const area = c.quoted();
  c.say("from");
  const from = c.moment();
  c.say("to");
  const to = c.moment();
  if (!c.accepts("for the")) return { kind: "pause", area, from, to, purpose: NOT };
  return { kind: "pause", area, from, to, purpose: c.oneOf(["recovery of bodies", "release of captives"]) };
}

/** `For every additional 10 captives the pause grows by 1 day.` */
function rate(c: Cursor): Body {
  c.say("For every additional");
  if (c.peek()?.text === "0") c.fail("a number from 1");
  const every = c.number();
  c.say("captives the pause grows by");
  return { kind: "rate", every, adds: duration(c) };
}

/** `This clause waits for …`, `This clause ends …` */
function thisClause(c: Cursor): Body {
  c.say("This clause");
  if (c.accepts("waits for")) {
    if (c.accepts("clause")) return { kind: "waits", on: { clause: c.clauseNumber() } };
    return { kind: "waits", on: { fact: c.quoted() } };
  }
  c.say("ends");
  if (c.accepts("when fulfilled")) return { kind: "ends", when: "fulfilled" };
  if (c.accepts("with the war")) return { kind: "ends", when: "war" };
  c.say("on");
  if (c.accepts("notice of")) return { kind: "ends", when: { notice: duration(c) } };
  return { kind: "ends", when: { on: c.date() } };
}

/** `If clause 3 is not fulfilled by 1 July 2025, clause 5 is suspended.` */
function linkage(c: Cursor): Body {
  c.say("If clause");
  const condition = c.clauseNumber();
  c.say("is not fulfilled by");
  const due = c.date();
  c.say(", clause");
  const then = c.clauseNumber();
  c.say("is");
  return { kind: "linkage", if: condition, due, then, effect: c.oneOf(["suspended", "ended"]) };
}
