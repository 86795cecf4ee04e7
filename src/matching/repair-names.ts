// Which word of a row is the surname, the given name and the patronymic. A row is read as written unless the name table, the
// patronymic suffix and the columns of the lists themselves together say otherwise: a swap needs more than a tenfold gain, and
// the word in the given-name column must be no known given name (surnames such as Роман and Мороз are why).
import { KIND, type Tokens } from "./tokens.ts";

export type Slots = { readonly surname: readonly number[]; readonly given: readonly number[]; readonly father: readonly number[]; readonly pooled: boolean };
export type Arranged = { readonly surname: number; readonly second: number; readonly given: number; readonly father: number; readonly repaired: boolean };

/** How often each token stands in each column, over both lists. */
export type Usage = { readonly surname: Float64Array; readonly given: Float64Array; readonly father: Float64Array };

const SWAP_GAIN = Math.log(10);
/** Of rows in Arabic or Hebrew letters there are few, so that usage says little of a rare name. */
const BARE_GAIN = Math.log(2);
const BARE_LENGTH_MIN = 3;
const ORDERS_2 = [[0, 1], [1, 0]] as const;
/** In one cell the words of bare names (Асад Мустафа Юсуф) say by their order what they are: the surname first, else the given name first and the surname last. */
const [SURNAME_FIRST, SURNAME_LAST] = [Math.log(20), Math.log(10)] as const;
const orderGain = (order: readonly number[]): number => (order.every((slot, word) => slot === word) ? SURNAME_FIRST : order[0] === 1 && order.at(-1) === 0 ? SURNAME_LAST : 0);
const ORDERS_3 = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]] as const; // order[word] = slot: 0 surname, 1 given, 2 father

/** Of a kind of given name: one word in each column is then left where it stands, whatever else the row holds; so it is where the surname or the given name lacks. */
export const isKnownGiven = (kind: number): boolean => kind === KIND.formal || kind === KIND.short || kind === KIND.initial;

export function arrange(row: Slots, usage: Usage, tokens: Tokens, join: (parts: readonly number[]) => number): Arranged {
  const given = row.given.find((token) => token !== 0) ?? 0;
  const pool = row.pooled || (row.surname.length > 1 && given === 0) ? [...row.surname, ...row.given, ...row.father] : [];
  if (pool.length >= 2) return fromPool(pool, usage, tokens, join);
  const father = row.father.length > 1 ? row.father.find((token) => tokens.isPatronymic(token)) ?? join(row.father) : row.father[0] ?? 0;
  const surname = row.surname.length > 1 ? join(row.surname) : row.surname[0] ?? 0;
  const second = row.surname.length > 1 ? row.surname[0] ?? 0 : 0;
  const kept: Arranged = { surname, second, given, father, repaired: false };
  if (surname === 0 || given === 0 || isKnownGiven(tokens.givenKind(given))) return kept;
  const order = orderOf(surname, given, father, usage, tokens);
  if (order === AS_WRITTEN) return kept;
  const [first, name, of] = inOrder(order, [surname, given, father]);
  return { surname: first, second: 0, given: name, father: of, repaired: true };
}

/** In which slots the words of the three columns belong. */
export const AS_WRITTEN: readonly number[] = ORDERS_3[0];
const EXCHANGED: readonly number[] = ORDERS_3[2]; // surname and given name
export const inOrder = (order: readonly number[], words: readonly [number, number, number]): [number, number, number] => {
  const at = (slot: number): number => words[order.indexOf(slot)] ?? 0;
  return [at(0), at(1), at(2)];
};

/** The order of one word a column, the father's being 0 where there is none; of a surname and a given name that is no known one. */
export function orderOf(surname: number, given: number, father: number, usage: Usage, tokens: Tokens): readonly number[] {
  // where fathers are called without a suffix, a known name in the father's column is no sign that the columns were exchanged
  const canSurname = father !== 0 && isFatherElsewhere(surname, tokens);
  const canGiven = father !== 0 && isFatherElsewhere(given, tokens);
  const slots = canSurname || canGiven ? 3 : 2; // else the father's stays where it is, and none of the others comes there
  for (let slot = 0; slot < slots; slot++) {
    FITS[slot] = fit(surname, slot, 0, usage, tokens);
    FITS[3 + slot] = fit(given, slot, 1, usage, tokens);
    if (slots === 3) FITS[6 + slot] = fit(father, slot, 2, usage, tokens);
  }
  FITS[8] = father === 0 ? 0 : fit(father, 2, 2, usage, tokens);
  let best = AS_WRITTEN;
  for (const order of ORDERS_3) {
    if (order !== AS_WRITTEN && order !== EXCHANGED && !(order[0] === 2 ? canSurname : canGiven)) continue;
    if (scoreOf(order) > scoreOf(best) + TIE) best = order;
  }
  return best === AS_WRITTEN || scoreOf(best) - scoreOf(AS_WRITTEN) <= swapGain(surname, given, tokens) ? AS_WRITTEN : best;
}

/** Of word w in slot s at 3 · w + s: how it fits there. */
const FITS = new Float64Array(9);
const TIE = 1e-9;
const scoreOf = (order: readonly number[]): number => (FITS[order[0] ?? 0] ?? 0) + (FITS[3 + (order[1] ?? 0)] ?? 0) + (FITS[6 + (order[2] ?? 0)] ?? 0);

/** Гурбаноглу in the surname column is a surname: many Turks and Azerbaijanis bear such a one. */
const isFatherElsewhere = (word: number, { isPatronymic, text }: Tokens): boolean => isPatronymic(word) && !/(?:ohl[iu]|uhli|oli)$/.test(text[word] ?? "");

/** What a swap has to gain. Without vowels, a name of the table in the surname column beside a word that is none is a sign of its own. */
function swapGain(surname: number, given: number, tokens: Tokens): number {
  const isBare = (token: number): boolean => tokens.writing[token] !== "vowelled" && (tokens.text[token] ?? "").length >= BARE_LENGTH_MIN;
  return isBare(surname) && isBare(given) && tokens.givenKind(surname) === KIND.guess && tokens.givenKind(given) === KIND.unknown ? BARE_GAIN : SWAP_GAIN;
}

const pick = <T>(items: readonly T[], score: (item: T) => number): T =>
  items.reduce((best, item) => (score(item) > score(best) + TIE ? item : best));

/** Words of one cell, or of a surname cell beside an empty given name. More than three: suffix and table first, the rest is surname. */
function fromPool(pool: readonly number[], usage: Usage, tokens: Tokens, join: (parts: readonly number[]) => number): Arranged {
  const words = pool.filter((token) => token !== 0);
  if (words.length <= 1) return { surname: words[0] ?? 0, second: 0, given: 0, father: 0, repaired: false };
  if (words.length <= 3) {
    const orders = words.length === 2 ? ORDERS_2 : ORDERS_3;
    const best = pick<readonly number[]>(orders, (order) => words.reduce((sum, word, at) => sum + fit(word, order[at] ?? 0, -1, usage, tokens), words.length === 3 ? orderGain(order) : 0));
    const at = (slot: number): number => words[best.indexOf(slot)] ?? 0;
    return { surname: at(0), second: 0, given: at(1), father: words.length === 3 ? at(2) : 0, repaired: true };
  }
  const father = words.slice(1).find((token) => tokens.isPatronymic(token) && tokens.fatherSet(token) !== 0) ?? 0;
  const given = words.slice(1).find((token) => token !== father && tokens.givenKind(token) === KIND.formal) ?? words[1] ?? 0;
  const rest = words.filter((token) => token !== father && token !== given);
  return { surname: rest.length > 1 ? join(rest) : rest[0] ?? 0, second: rest[0] ?? 0, given, father, repaired: true };
}

/** ln of how usual `word` is in `slot`: its count there, itself not counted, plus what the table knows as if seen so often. */
function fit(word: number, slot: number, at: number, usage: Usage, tokens: Tokens): number {
  const own = at === slot ? 1 : 0;
  const isFather = tokens.isPatronymic(word) && tokens.fatherSet(word) !== 0;
  const kind = tokens.givenKind(word);
  const isKnown = kind === KIND.formal || kind === KIND.short;
  if (slot === 1) {
    const prior = kind === KIND.formal ? 30 : kind === KIND.short || kind === KIND.initial ? 10 : kind === KIND.guess ? 1 : 0.1;
    return Math.log((usage.given[word] ?? 0) * (isFather ? 0.05 : 1) - own * (isFather ? 0.05 : 1) + prior * (isFather ? 0.05 : 1) + 1e-6);
  }
  if (slot === 2) {
    const prior = isFather ? 30 : tokens.isPatronymic(word) ? 3 : kind === KIND.initial ? 5 : isKnown ? 0.2 : 0.05;
    return Math.log((usage.father[word] ?? 0) - own + prior);
  }
  const rarely = isKnown || isFather || kind === KIND.initial ? 0.1 : 1; // a known given name in the surname column is mostly a swap
  return Math.log(((usage.surname[word] ?? 0) - own + 0.5) * rarely + 0.01);
}
