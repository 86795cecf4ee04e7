// A fitted model as a file: m, u, shares, prior, keys, how often each word occurs and how the lists use words, so that the same
// model scores other rows exactly as it scored these. Words of names stand as the first 16 hex digits of their SHA-256: the file
// tells no name that was not guessed before. A model of another normaliser or name table is refused.
import { utf8 } from "../basis/bytes.ts";
import { canonicalJson } from "../basis/canonical-json.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { sha256Hex } from "../basis/sha256.ts";
import { NAME_FORMS_VERSION } from "../vocabulary/name-forms.ts";
import { NORMALISER_VERSION } from "../vocabulary/name-skeleton.ts";
import { keysOf } from "./block.ts";
import { COMPARED, LEVELS, synonym, type Compared } from "./levels.ts";
import type { Given, Linked } from "./link.ts";
import { CLASSES, NAMESAKE_FIELDS, type Model } from "./model.ts";
import type { Reading, Shared } from "./prepare.ts";
import type { SlashOrder } from "./read-rows.ts";

type Shares = Readonly<Record<string, number>>;

/** 2: three levels of years, and how many surnames stand near each. */
const VERSION = 2;

export type SavedModel = {
  readonly version: typeof VERSION;
  readonly normaliser: number;
  readonly nameTable: number;
  readonly asOf: number;
  readonly model: Model;
  /** ln of the prior odds of one pair. */
  readonly prior: number;
  readonly keys: readonly string[];
  readonly frequencies: {
    readonly surname: Shares; readonly given: Shares; readonly father: Shares; readonly unit: Shares; readonly nearSurname: Shares; readonly givenId: readonly number[]; readonly fatherId: readonly number[];
  };
  readonly synonyms: { readonly ranks: readonly (readonly [string, string])[]; readonly places: readonly (readonly [string, string])[] };
  /** By hashed word: times as surname, given name, father's name. */
  readonly usage: Readonly<Record<string, readonly [number, number, number]>>;
  readonly monthFirst: Reading["monthFirst"];
};

const hashed = (word: string): string => sha256Hex(utf8(word)).slice(0, 16);

/** The model of a run as canonical JSON (RFC 8785). */
export function saveModel(linked: Linked, asOf: number): string {
  const { problem, setup, pair } = linked;
  const { tokens, usage } = pair;
  const names = Array.from(tokens.text, (text) => hashed(text));
  const shares = (values: Float64Array, key: (at: number) => string): Record<string, number> => {
    const kept: Record<string, number> = {};
    values.forEach((value, at) => void (value > 0 && at > 0 && (kept[key(at)] = value)));
    return kept;
  };
  const { frequencies: f, synonyms } = setup;
  const used: Record<string, readonly [number, number, number]> = {};
  for (let token = 1; token < usage.surname.length; token++) {
    const counts = [usage.surname[token] ?? 0, usage.given[token] ?? 0, usage.father[token] ?? 0] as const;
    if (counts[0] + counts[1] + counts[2] > 0) used[names[token] ?? ""] = counts;
  }
  const spelt = (pairs: ReadonlySet<number>, texts: readonly string[]): [string, string][] =>
    [...pairs].sort((a, b) => a - b).map((key) => [texts[Math.floor(key / 2 ** 26)] ?? "", texts[key % 2 ** 26] ?? ""]);
  const saved: SavedModel = {
    version: VERSION, normaliser: NORMALISER_VERSION, nameTable: NAME_FORMS_VERSION, asOf, model: setup.model, prior: setup.prior,
    keys: keysOf(problem).map(({ parts }) => parts.join(" ")),
    frequencies: {
      surname: shares(f.surname, (at) => names[at] ?? ""), given: shares(f.givenToken, (at) => names[at] ?? ""), father: shares(f.fatherToken, (at) => names[at] ?? ""),
      unit: shares(f.unit, (at) => pair.units.text[at] ?? ""), nearSurname: shares(f.nearSurname, (at) => names[at] ?? ""), givenId: [...f.givenId], fatherId: [...f.fatherId],
    },
    synonyms: { ranks: spelt(synonyms.ranks, pair.ranks.text), places: spelt(synonyms.places, pair.places.text) },
    usage: used, monthFirst: pair.monthFirst,
  };
  return `${canonicalJson(saved)}\n`;
}

/** @throws Fault `MODEL_SHAPE` for what is no saved model, `MODEL_NORMALISER` for one of other rules: it is fitted again. */
export function readModel(text: string, file?: string): SavedModel {
  const at = [file === undefined ? {} : { file }];
  const value = parseJson(text, file);
  const wrong = (what: string): Fault => new Fault("MODEL_SHAPE", `expected a saved model of version ${VERSION}: ${what}`, at);
  if (!isRecord(value) || typeof value["version"] !== "number") throw wrong("no version");
  if (value["version"] !== VERSION || value["normaliser"] !== NORMALISER_VERSION || value["nameTable"] !== NAME_FORMS_VERSION)
    throw new Fault("MODEL_NORMALISER", `expected a model of version ${VERSION}, normaliser ${NORMALISER_VERSION} and name table ${NAME_FORMS_VERSION}; fit it again`, at);
  const { model, frequencies, synonyms, usage, monthFirst, keys, prior, asOf } = value;
  if (!isRecord(model) || !isRecord(model["fields"]) || !isRecord(model["namesakes"]) || !isRecord(model["shares"])) throw wrong("no model");
  for (const field of COMPARED) checkField(model["fields"][field], field, wrong);
  for (const field of NAMESAKE_FIELDS) if (!isNumbers(model["namesakes"][field], LEVELS[field].length)) throw wrong(`namesakes of ${field}`);
  for (const name of CLASSES) if (typeof model["shares"][name] !== "number") throw wrong(`share of ${name}`);
  if (typeof prior !== "number" || typeof asOf !== "number" || !Array.isArray(keys) || !keys.every((key) => typeof key === "string")) throw wrong("prior, day or keys");
  if (!isRecord(frequencies) || !isRecord(synonyms) || !isRecord(usage) || !isRecord(monthFirst)) throw wrong("frequencies, synonyms, usage or order of dates");
  for (const name of ["surname", "given", "father", "unit", "nearSurname"]) if (!isRecord(frequencies[name]) || !Object.values(frequencies[name]).every((one) => typeof one === "number")) throw wrong(`frequencies of ${name}`);
  for (const name of ["givenId", "fatherId"]) if (!isNumbers(frequencies[name])) throw wrong(`frequencies of ${name}`);
  for (const name of ["ranks", "places"]) if (!Array.isArray(synonyms[name])) throw wrong(`synonyms of ${name}`);
  if (!Object.values(usage).every((one) => isNumbers(one, 3))) throw wrong("usage");
  return value as SavedModel; // every member was looked at above
}

function checkField(value: unknown, field: Compared, wrong: (what: string) => Fault): void {
  const size = LEVELS[field].length;
  if (!isRecord(value) || !isNumbers(value["m"], size) || !isNumbers(value["u"], size)) throw wrong(`m and u of ${field}, ${size} levels`);
}

const isNumbers = (value: unknown, size?: number): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === "number" && Number.isFinite(one)) && (size === undefined || value.length === size);

const NEVER = [0, 0, 0] as const;
const ORDERS: readonly SlashOrder[] = ["yes", "no", "unclear"];

/** How rows are read under the model. */
export function readingOf(saved: SavedModel): Reading {
  const known = new Map<string, { surname: number; given: number; father: number }>();
  const usage = new Map(Object.entries(saved.usage));
  const order = (side: "left" | "right"): SlashOrder => ORDERS.find((one) => one === saved.monthFirst[side]) ?? "unclear";
  return {
    monthFirst: { left: order("left"), right: order("right") },
    usage: (word) => {
      let of = known.get(word);
      if (!of) {
        const [surname, given, father] = usage.get(hashed(word)) ?? NEVER;
        of = { surname, given, father };
        known.set(word, of);
      }
      return of;
    },
  };
}

/** What the model says of lists prepared under it; a word it has not seen is as rare as the rarest it has. */
export function givenOf(saved: SavedModel, pair: Shared): Given {
  const hashes = new Map<string, string>();
  const hashOf = (text: string): string => {
    const known = hashes.get(text) ?? hashed(text);
    hashes.set(text, known);
    return known;
  };
  const { frequencies: f, synonyms } = saved;
  const column = (shares: Shares, texts: readonly string[], key: (text: string) => string): Float64Array => {
    const table = new Map(Object.entries(shares));
    let least = 1;
    for (const share of table.values()) least = Math.min(least, share);
    return Float64Array.from(texts, (text, at) => (at === 0 ? 0 : (table.get(key(text)) ?? least)));
  };
  return {
    keys: saved.keys,
    setupOf: () => {
      const { text } = pair.tokens;
      return {
        model: saved.model, prior: saved.prior,
        frequencies: {
          surname: column(f.surname, text, hashOf), givenToken: column(f.given, text, hashOf), fatherToken: column(f.father, text, hashOf),
          unit: column(f.unit, pair.units.text, (unit) => unit), nearSurname: column(f.nearSurname, text, hashOf), givenId: padded(f.givenId, pair), fatherId: padded(f.fatherId, pair),
        },
        synonyms: { ranks: numbered(synonyms.ranks, pair.ranks), places: numbered(synonyms.places, pair.places) },
      };
    },
  };
}

/** Shares by name id, for every id of the table. */
function padded(shares: readonly number[], { tokens }: Shared): Float64Array {
  const top = tokens.sets.reduce((most, ids) => ids.reduce((a, b) => Math.max(a, b), most), -1);
  return Float64Array.from({ length: Math.max(shares.length, top + 1) }, (_, id) => shares[id] ?? 0);
}

const numbered = (pairs: readonly (readonly [string, string])[], texts: Shared["ranks"]): ReadonlySet<number> =>
  new Set(pairs.map(([a, b]) => synonym(texts.intern(a), texts.intern(b))));
