// The population of a conflict pack: distributions from which an exercise of this conflict draws its people. Names, ages, ranks, places and the rates
// at which clerks err; no person stands in it, and nothing of a real process is decided by it. Every form is there in every language in
// which somebody of the exercise writes, or the pack is refused with all gaps at once.
import { placeInJson, type JsonPath } from "../basis/json-place.ts";
import { Fault } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { isWrittenIn } from "./pack-scripts.ts";
import type { PackFaults } from "./pack-table.ts";
import type { PackLanguage, PackRank } from "./pack-tables.ts";

export const POPULATION_FILE = "population.json";
export const POPULATION_FORMAT = "all-for-all-population/1";

/** By language: the form first, then others in which it is met. */
export type Forms = Readonly<Record<string, readonly string[]>>;
/** A given name; the forms that its bearer's children take from it, where the third name is a patronymic. */
export type GivenForms = { readonly is: Forms; readonly son: Forms; readonly daughter: Forms };
/** An ending of surnames, and what a woman bears. */
export type EndingForms = { readonly is: Forms; readonly f: Forms };
export const THIRDS = ["patronymic", "father", "middle", "none"] as const;
export type GivenNames = {
  /** The commonest first. */
  readonly men: readonly GivenForms[];
  readonly women: readonly GivenForms[];
  /** What stands beside surname and given name: a patronymic, the father's own name, a middle initial, nothing. */
  readonly third: (typeof THIRDS)[number];
};
/** Composed: a register of persons is read by nobody, and a surname that exists is so by chance. */
export type Surnames = { readonly stems: readonly Forms[]; readonly endings: readonly EndingForms[] };
export type PopulationSide = { readonly writes: string; readonly given: GivenNames; readonly surnames: Surnames };
export const BANDS = ["private", "nco", "officer", "senior"] as const;
export type Band = (typeof BANDS)[number];
/** Thousandths. */
export const ERROR_RATES = [
  "otherForm", "slip", "exchanged", "capitals", "noThird", "noBirth", "wrongBirth", "yearOnly", "monthOnly", "noNumber", "wrongNumber", "noUnit", "noRank", "wrongRank", "noPlace", "wrongPlace", "noCapture", "wrongCapture", "noSex",
] as const;
export type ErrorRates = Readonly<Record<(typeof ERROR_RATES)[number], number>>;

export type PackPopulation = {
  /** By side: in which language it writes, and the names of its people. */
  readonly sides: readonly [PopulationSide, PopulationSide];
  /** The language in which some clerks write whom they hold, and how many of a thousand. */
  readonly clerks: { readonly language: string; readonly share: number };
  /** Whole years, both ends included, weighed. */
  readonly ages: readonly { readonly from: number; readonly to: number; readonly weight: number }[];
  readonly women: number;
  readonly civilians: number;
  /** None where the pack has no ranks. */
  readonly ranks: readonly { readonly rank: PackRank; readonly band: Band; readonly weight: number }[];
  readonly towns: { readonly stems: readonly Forms[]; readonly endings: readonly Forms[] };
  /** The word before the number of a unit. */
  readonly unit: Forms;
  /** On a list of whom a side asks for: its own papers. On a list of whom it holds. */
  readonly errors: { readonly asked: ErrorRates; readonly held: ErrorRates };
};

type Of = { readonly sides: readonly string[]; readonly languages: readonly PackLanguage[]; readonly ranks: readonly PackRank[]; /** False where ranks.csv has faults of its own: a rank that is not in it may have been. */ readonly areRanksSound: boolean };

const ROWS_MAX = 2_000;
const WEIGHT_MAX = 1_000_000;
const AGE_LEAST = 18, AGE_MOST = 62;
/** Fewer would make half of the people namesakes. */
const LEAST = { men: 8, women: 4, stems: 8, endings: 2, towns: 6 } as const;

/** "none" where the file does not hold. Each miss is added with file, line and column: `PACK_POPULATION` of the form, `PACK_GAP`, `PACK_SCRIPT`, `PACK_TWICE`. */
export function readPopulation(text: string, file: string, of: Of, faults: PackFaults): PackPopulation | "none" {
  let value: unknown;
  try {
    value = parseJson(text, file);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.list.push(error);
    return "none";
  }
  if (isRecord(value)) return new PopulationReader(value, text, file, of, faults).read();
  faults.add("PACK_POPULATION", "an object", file, { line: 1, column: 1 });
  return "none";
}

const MEMBERS = ["format", "sides", "given", "surnames", "clerks", "ages", "women", "civilians", "ranks", "towns", "unit", "errors"];
const NO_FORMS: Forms = {};
const NO_GIVEN: GivenNames = { men: [], women: [], third: "none" };
const NO_SURNAMES: Surnames = { stems: [], endings: [] };

class PopulationReader {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #of: Of;
  readonly #miss: (path: JsonPath, expected: string, code?: string) => void;
  /** In which somebody writes. */
  #languages: readonly PackLanguage[] = [];

  constructor(value: Readonly<Record<string, unknown>>, json: string, file: string, of: Of, faults: PackFaults) {
    this.#value = value;
    this.#of = of;
    this.#miss = (path, expected, code = "PACK_POPULATION") => faults.add(code, expected, file, placeInJson(json, path), path.map(String).join("."));
  }

  read(): PackPopulation {
    this.#onlyKnown(this.#value, [], MEMBERS);
    if (this.#value["format"] !== POPULATION_FORMAT) this.#miss(["format"], POPULATION_FORMAT);
    const [a, b] = this.#of.sides;
    const sides = this.#record("sides");
    this.#onlyKnown(sides, ["sides"], this.#of.sides);
    const clerks = this.#record("clerks");
    this.#onlyKnown(clerks, ["clerks"], ["language", "share"]);
    const clerk = this.#language(clerks["language"], ["clerks", "language"]);
    const writes = [a ?? "", b ?? ""].map((side) => this.#language(isRecord(sides[side]) ? sides[side]["writes"] : undefined, ["sides", side, "writes"]));
    this.#languages = this.#of.languages.filter(({ code }) => code === clerk || writes.includes(code));
    const given = this.#named("given", (value, path) => this.#givenNames(value, path));
    const surnames = this.#named("surnames", (value, path) => this.#surnames(value, path));
    const side = (at: 0 | 1): PopulationSide => {
      const code = this.#of.sides[at] ?? "", own = this.#side(sides[code], code);
      return { writes: writes[at] ?? "", given: this.#chosen(own["given"], ["sides", code, "given"], given) ?? NO_GIVEN, surnames: this.#chosen(own["surnames"], ["sides", code, "surnames"], surnames) ?? NO_SURNAMES };
    };
    return {
      sides: [side(0), side(1)], clerks: { language: clerk, share: this.#share(clerks["share"], ["clerks", "share"]) }, ages: this.#ages(),
      women: this.#share(this.#value["women"], ["women"]), civilians: this.#share(this.#value["civilians"], ["civilians"]), ranks: this.#ranks(), towns: this.#towns(),
      unit: this.#forms(this.#value["unit"], ["unit"]), errors: this.#errors(),
    };
  }

  #onlyKnown(value: Readonly<Record<string, unknown>>, path: JsonPath, known: readonly string[]): void {
    for (const name of Object.keys(value)) if (!known.includes(name)) this.#miss([...path, name], `no member of this name (${known.join(", ")})`);
  }

  #record(name: string): Readonly<Record<string, unknown>> {
    const value = this.#value[name];
    if (isRecord(value)) return value;
    this.#miss([name], `an object ${name}`);
    return {};
  }

  #language(value: unknown, path: JsonPath): string {
    if (typeof value === "string" && this.#of.languages.some(({ code }) => code === value)) return value;
    this.#miss(path, `a working language (${this.#of.languages.map(({ code }) => code).join(", ")})`, value === undefined ? "PACK_GAP" : "PACK_POPULATION");
    return "";
  }

  #whole(value: unknown, path: JsonPath, least: number, most: number): number {
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    this.#miss(path, `a whole number from ${least} to ${most}`, value === undefined ? "PACK_GAP" : "PACK_POPULATION");
    return least;
  }

  #share = (value: unknown, path: JsonPath): number => this.#whole(value, path, 0, 1000);

  #rows(value: unknown, path: JsonPath, least: number): readonly unknown[] {
    if (Array.isArray(value) && value.length >= least && value.length <= ROWS_MAX) return value;
    this.#miss(path, `a list of ${least} to ${ROWS_MAX}`, value === undefined ? "PACK_GAP" : "PACK_POPULATION");
    return Array.isArray(value) ? value.slice(0, ROWS_MAX) : [];
  }

  /** In each language in which somebody writes; one form or several. An ending may begin with a space: “ Creek”. */
  #forms(value: unknown, path: JsonPath): Forms {
    if (!isRecord(value)) {
      this.#miss(path, "forms by language", value === undefined ? "PACK_GAP" : "PACK_POPULATION");
      return NO_FORMS;
    }
    const forms: Record<string, readonly string[]> = {};
    for (const language of Object.keys(value)) if (!this.#of.languages.some(({ code }) => code === language)) this.#miss([...path, language], "a working language");
    for (const { code, script } of this.#of.languages) {
      const own = value[code];
      if (own === undefined && !this.#languages.some((one) => one.code === code)) continue;
      const list: readonly unknown[] = Array.isArray(own) ? own : own === undefined ? [] : [own];
      const texts = list.filter((one): one is string => typeof one === "string" && /^ ?[\p{L}\p{M}][\p{L}\p{M}’'./ -]*$/u.test(one));
      if (own === undefined) this.#miss(path, `a form in ${code}, in which somebody writes`, "PACK_GAP");
      else if (texts.length === 0 || texts.length !== list.length) this.#miss([...path, code], "a form of letters, or several");
      else if (!texts.every((one) => isWrittenIn(one, script))) this.#miss([...path, code], `forms in the letters of ${code} (${script})`, "PACK_SCRIPT");
      forms[code] = texts;
    }
    return forms;
  }

  #named<T>(member: string, read: (value: Readonly<Record<string, unknown>>, path: JsonPath) => T): ReadonlyMap<string, T> {
    return new Map(Object.entries(this.#record(member)).flatMap(([name, value]) => {
      if (isRecord(value)) return [[name, read(value, [member, name])] as const];
      this.#miss([member, name], "an object");
      return [];
    }));
  }

  #givenNames(value: Readonly<Record<string, unknown>>, path: JsonPath): GivenNames {
    this.#onlyKnown(value, path, ["men", "women", "third"]);
    const third = THIRDS.find((one) => one === value["third"]);
    if (third === undefined) this.#miss([...path, "third"], THIRDS.join(", "), value["third"] === undefined ? "PACK_GAP" : "PACK_POPULATION");
    const of = (sex: "men" | "women"): GivenForms[] => {
      const rows = this.#rows(value[sex], [...path, sex], LEAST[sex]).map((row, at) => this.#given(row, [...path, sex, at], sex === "men" && third === "patronymic"));
      this.#once(rows.map(({ is }) => is), [...path, sex]);
      return rows;
    };
    return { men: of("men"), women: of("women"), third: third ?? "none" };
  }

  #surnames(value: Readonly<Record<string, unknown>>, path: JsonPath): Surnames {
    this.#onlyKnown(value, path, ["stems", "endings"]);
    return {
      stems: this.#rows(value["stems"], [...path, "stems"], LEAST.stems).map((row, at) => this.#forms(row, [...path, "stems", at])),
      endings: this.#rows(value["endings"], [...path, "endings"], LEAST.endings).map((row, at) => this.#ending(row, [...path, "endings", at])),
    };
  }

  /** A name that stands twice would be two men to the generator and one to every reader. */
  #once(rows: readonly Forms[], path: JsonPath): void {
    for (const { code } of this.#languages) {
      const firsts = rows.map((forms) => forms[code]?.[0]);
      firsts.forEach((first, at) => {
        if (first !== undefined && firsts.indexOf(first) !== at && rows[firsts.indexOf(first)] !== undefined && this.#isWriting(code)) this.#miss([...path, at, "is", code], "each name once in the letters of its bearers", "PACK_TWICE");
      });
    }
  }

  /** The language of a side, as against that of clerks alone: Latin letters may fall together, a side's own may not. */
  #isWriting(code: string): boolean {
    const sides = this.#record("sides");
    return this.#of.sides.some((side) => isRecord(sides[side]) && sides[side]["writes"] === code);
  }

  #given(row: unknown, path: JsonPath, hasChildren: boolean): GivenForms {
    const one = isRecord(row) ? row : {};
    this.#onlyKnown(one, path, ["is", "son", "daughter"]);
    const of = (name: "son" | "daughter"): Forms => (hasChildren ? this.#forms(one[name], [...path, name]) : NO_FORMS);
    return { is: this.#forms(one["is"], [...path, "is"]), son: of("son"), daughter: of("daughter") };
  }

  #ending(row: unknown, path: JsonPath): EndingForms {
    const one = isRecord(row) ? row : {};
    this.#onlyKnown(one, path, ["is", "f"]);
    const is = this.#forms(one["is"], [...path, "is"]);
    return { is, f: one["f"] === undefined ? is : this.#forms(one["f"], [...path, "f"]) };
  }

  #side(value: unknown, code: string): Readonly<Record<string, unknown>> {
    if (!isRecord(value)) {
      this.#miss(["sides"], `the side ${code}: in which language it writes, and whose names it bears`, "PACK_GAP");
      return {};
    }
    this.#onlyKnown(value, ["sides", code], ["writes", "given", "surnames"]);
    return value;
  }

  #chosen<T>(value: unknown, path: JsonPath, among: ReadonlyMap<string, T>): T | undefined {
    const found = typeof value === "string" ? among.get(value) : undefined;
    if (found === undefined) this.#miss(path, `one of ${[...among.keys()].join(", ")}`, value === undefined ? "PACK_GAP" : "PACK_POPULATION");
    return found;
  }

  #ages(): PackPopulation["ages"] {
    return this.#rows(this.#value["ages"], ["ages"], 1).map((row, at) => {
      const one = isRecord(row) ? row : {};
      this.#onlyKnown(one, ["ages", at], ["from", "to", "weight"]);
      const from = this.#whole(one["from"], ["ages", at, "from"], AGE_LEAST, AGE_MOST);
      return { from, to: this.#whole(one["to"], ["ages", at, "to"], from, AGE_MOST), weight: this.#whole(one["weight"], ["ages", at, "weight"], 1, WEIGHT_MAX) };
    });
  }

  /** Each rank of the pack once or not at all; a pack without ranks has none here. */
  #ranks(): PackPopulation["ranks"] {
    const value = this.#value["ranks"];
    if (this.#of.ranks.length === 0) {
      if (value !== undefined) this.#miss(["ranks"], "no ranks: the pack has no ranks.csv");
      return [];
    }
    const met = new Set<string>();
    return this.#rows(value, ["ranks"], 1).flatMap((row, at) => {
      const one = isRecord(row) ? row : {};
      this.#onlyKnown(one, ["ranks", at], ["rank", "band", "weight"]);
      const rank = this.#of.ranks.find(({ code }) => code === one["rank"]);
      const band = BANDS.find((known) => known === one["band"]);
      if (rank === undefined && !this.#of.areRanksSound) return [];
      if (rank === undefined) this.#miss(["ranks", at, "rank"], "a code of ranks.csv", one["rank"] === undefined ? "PACK_GAP" : "PACK_POPULATION");
      else if (met.has(rank.code)) this.#miss(["ranks", at, "rank"], "each rank once", "PACK_TWICE");
      if (rank !== undefined) met.add(rank.code);
      if (band === undefined) this.#miss(["ranks", at, "band"], BANDS.join(", "), one["band"] === undefined ? "PACK_GAP" : "PACK_POPULATION");
      const weight = this.#whole(one["weight"], ["ranks", at, "weight"], 1, WEIGHT_MAX);
      return rank === undefined || band === undefined ? [] : [{ rank, band, weight }];
    });
  }

  #towns(): PackPopulation["towns"] {
    const towns = this.#record("towns");
    this.#onlyKnown(towns, ["towns"], ["stems", "endings"]);
    const forms = (name: "stems" | "endings"): Forms[] => this.#rows(towns[name], ["towns", name], LEAST.towns).map((row, at) => this.#forms(row, ["towns", name, at]));
    return { stems: forms("stems"), endings: forms("endings") };
  }

  #errors(): PackPopulation["errors"] {
    const errors = this.#record("errors");
    this.#onlyKnown(errors, ["errors"], ["asked", "held"]);
    const of = (kind: "asked" | "held"): ErrorRates => {
      const own = isRecord(errors[kind]) ? errors[kind] : {};
      this.#onlyKnown(own, ["errors", kind], ERROR_RATES);
      const entries = ERROR_RATES.map((name) => [name, this.#share(own[name], ["errors", kind, name])] as const);
      return Object.fromEntries(entries) as Record<(typeof ERROR_RATES)[number], number>; // every name of ERROR_RATES stands in entries
    };
    return { asked: of("asked"), held: of("held") };
  }
}
