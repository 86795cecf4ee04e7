// A conflict pack configures the house for one conflict: parties, languages, ranks, categories, places, words. No person stands in it.
import { Fault, Faults } from "../basis/fault.ts";
import { placeInJson, type JsonPath } from "../basis/json-place.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { PACK_FILE, packSha256, splitPack, type PackFiles } from "./pack-files.ts";
import { POPULATION_FILE, readPopulation, type PackPopulation } from "./pack-population.ts";
import { isWrittenIn, SCRIPTS } from "./pack-scripts.ts";
import { newPackFaults, type PackFaults } from "./pack-table.ts";
import { readCategories, readNames, readPlaces, readRanks, type PackCategory, type PackLanguage, type PackName, type PackPlace, type PackRank } from "./pack-tables.ts";
import { readPackWords, type PackWords } from "./pack-words.ts";

export type PackParty = { readonly code: string; readonly names: Readonly<Record<string, string>> };
/** Who has a code and a task in the process and no key of its own. */
export type PackBody = PackParty & { readonly role: string };
export type ConflictPack = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** By working language. */
  readonly titles: Readonly<Record<string, string>>;
  /** Origin line of the record, C2SP. */
  readonly origin: string;
  readonly talks: string;
  readonly timeZone: string;
  /** Cells below this count are not shown. */
  readonly smallCount: number;
  readonly sides: readonly [PackParty, PackParty];
  readonly mediator: PackParty;
  readonly secretariat: PackParty;
  /** Compartments that see codes only: at most one of each side and one of the mediator, which searches both sides' families. */
  readonly laboratories: readonly PackLaboratory[];
  readonly witnesses: readonly PackBody[];
  readonly commissions: readonly PackBody[];
  /** Working languages: every code has a name in each. None for a pack of old, which named English alone. */
  readonly languages: readonly PackLanguage[];
  /** Languages in which a signed text counts. */
  readonly authentic: readonly string[];
  readonly ranks: readonly PackRank[];
  readonly categories: readonly PackCategory[];
  readonly places: readonly PackPlace[];
  /** Equivalents of given names beyond the product's own. */
  readonly givenNames: readonly PackName[];
  readonly words: PackWords;
  /** Sentences of the terms language that an agreement of this conflict may take over; "" where there are none. */
  readonly definitions: string;
  /** From which an exercise of this conflict draws its people; a real process has no use for it. */
  readonly population: PackPopulation | "none";
  readonly sources: string;
  readonly files: PackFiles;
  /** Over the manifest of its files. */
  readonly sha256: string;
  /** Every version that lies in a record, the founding one first; none where a pack was read by itself. */
  readonly versions: readonly ConflictPack[];
};
/** A laboratory has a key of its own: what is sealed to it is sealed to nobody else of its side. */
export type PackLaboratory = PackParty & { readonly of: string };

export const partiesOf = (pack: ConflictPack): readonly PackParty[] =>
  [...pack.sides, pack.mediator, pack.secretariat];

/** Everybody who holds a key: the parties, then their laboratories. */
export const compartmentsOf = (pack: ConflictPack): readonly PackParty[] => [...partiesOf(pack), ...pack.laboratories];

export const laboratoryOf = (pack: ConflictPack, code: string): PackLaboratory | undefined => pack.laboratories.find((one) => one.code === code);

/** The laboratory at which both sides' families are searched; where there is none each searches on its own machine. */
export const searchingLaboratory = (pack: ConflictPack): PackLaboratory | undefined => pack.laboratories.find(({ of }) => of === pack.mediator.code);

/** The codes of the two sides. */
export const sidesOf = (pack: ConflictPack): readonly [string, string] => [pack.sides[0].code, pack.sides[1].code];

/** Names in English by code, witnesses and commissions too. */
export const namesOf = (pack: ConflictPack): Record<string, string> =>
  Object.fromEntries([...compartmentsOf(pack), ...pack.witnesses, ...pack.commissions].map(({ code, names }) => [code, names["en"] ?? Object.values(names)[0] ?? code]));

const MEMBERS = [
  "id", "version", "title", "titles", "origin", "talks", "timeZone", "smallCount", "sides", "mediator", "secretariat", "laboratories", "witnesses", "commissions", "languages", "authentic", "sources",
];
/** What a witness or a commission of a pack does: the roles of FIELD.md §3 that need no key. */
export const BODY_ROLES = ["neutral-agency", "medical-commission", "forensic-lead", "observer"] as const;

/**
 * A pack in one file, or a pack.json alone. `file` names it in every fault.
 * @throws Faults, every fault of every file at once, each with file, line and column. The sentences of `definitions` are read where the terms language is.
 */
export const parsePack = (bytes: Uint8Array, file: string): ConflictPack => {
  const files = splitPack(bytes, file);
  return readPackFiles(files, files.size === 1 && file.endsWith(PACK_FILE) ? file.slice(0, -PACK_FILE.length) : `${file}/`);
};

/** `folder` ends in a slash, or is empty. @throws Faults as `parsePack`. */
export function readPackFiles(files: PackFiles, folder: string): ConflictPack {
  const faults = newPackFaults();
  const pack = readHead(files.get(PACK_FILE) ?? "", `${folder}${PACK_FILE}`, faults);
  const sides = pack.sides.map(({ code }) => code);
  const table = <T>(path: string, read: (text: string, file: string) => T[]): T[] => {
    const text = files.get(path);
    return text === undefined ? [] : read(text, `${folder}${path}`);
  };
  const ranks = table("ranks.csv", (text, file) => readRanks(text, file, sides, pack.languages, faults));
  const areRanksSound = !faults.list.some(({ places }) => places[0]?.file === `${folder}ranks.csv`);
  // a population speaks of sides and ranks: where those are not known there is nothing to judge it by
  const population = sides.includes("") ? undefined : files.get(POPULATION_FILE);
  const whole: ConflictPack = {
    ...pack, ranks,
    categories: table("categories.csv", (text, file) => readCategories(text, file, pack.languages, faults)),
    places: table("places.csv", (text, file) => readPlaces(text, file, pack.languages, faults)),
    givenNames: table("names.csv", (text, file) => readNames(text, file, faults)),
    words: readPackWords(files, folder, pack.languages, faults),
    definitions: files.get("definitions.terms") ?? "",
    population: population === undefined ? "none" : readPopulation(population, `${folder}${POPULATION_FILE}`, { sides, languages: pack.languages, ranks, areRanksSound }, faults),
    files, sha256: packSha256(files), versions: [],
  };
  sourceFaults(files, folder, faults);
  if (faults.list.length > 0) throw new Faults(inOrder(faults.list));
  return whole;
}

/** File by file as they were read, within one from its first line to its last. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const files = [...new Set(faults.map(({ places }) => places[0]?.file))];
  const key = ({ places: [place] }: Fault): [number, number, number] => [files.indexOf(place?.file), place?.line ?? 0, place?.column ?? 0];
  return [...faults].sort((a, b) => key(a).map((one, i) => one - (key(b)[i] ?? 0)).find((difference) => difference !== 0) ?? 0);
}

/** Every table says where it comes from. */
function sourceFaults(files: PackFiles, folder: string, faults: PackFaults): void {
  const sources = files.get("SOURCES.md");
  for (const path of files.keys())
    if (![PACK_FILE, "SOURCES.md"].includes(path) && !path.startsWith("forms/") && !sources?.includes(path)) faults.add("PACK_SOURCES", `a line on ${path}: origin and licence of every table`, `${folder}SOURCES.md`);
}

type Head = Omit<ConflictPack, "ranks" | "categories" | "places" | "givenNames" | "words" | "definitions" | "population" | "files" | "sha256" | "versions">;
const NOBODY: PackParty = { code: "", names: {} };
const EMPTY: Head = {
  id: "", version: 0, title: "", titles: {}, origin: "", talks: "", timeZone: "", smallCount: 0, sides: [NOBODY, NOBODY], mediator: NOBODY, secretariat: NOBODY, laboratories: [], witnesses: [], commissions: [],
  languages: [], authentic: [], sources: "",
};

function readHead(json: string, file: string, faults: PackFaults): Head {
  let value: unknown;
  try {
    value = parseJson(json, file);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.list.push(error);
    return EMPTY;
  }
  if (!isRecord(value)) {
    faults.add("PACK_FORM", "an object", file, { line: 1, column: 1 });
    return EMPTY;
  }
  return new HeadReader(value, json, file, faults).read();
}

/** Reads pack.json; every miss has the place of its member. */
class HeadReader {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #miss: (path: JsonPath, expected: string, code?: string) => void;
  #languages: readonly PackLanguage[] = [];

  constructor(value: Readonly<Record<string, unknown>>, json: string, file: string, faults: PackFaults) {
    this.#value = value;
    this.#miss = (path, expected, code = "PACK_FORM") => faults.add(code, expected, file, placeInJson(json, path), fieldOf(path));
  }

  read(): Head {
    const { laboratories, sides } = this.#value;
    for (const name of Object.keys(this.#value)) if (!MEMBERS.includes(name)) this.#miss([name], "no member of this name");
    this.#languages = this.#readLanguages();
    if (Array.isArray(sides) ? sides.length !== 2 : sides === undefined) this.#miss(["sides"], "exactly two sides");
    const [a, b] = this.#list("sides", sides);
    const head: Head = {
      id: this.#text("id"), version: this.#count("version"), title: this.#text("title"), titles: this.#titles(), origin: this.#text("origin"), talks: this.#text("talks"),
      timeZone: this.#text("timeZone"), smallCount: this.#count("smallCount"),
      sides: [this.#party(a, ["sides", 0]), this.#party(b, ["sides", 1])],
      mediator: this.#party(this.#value["mediator"], ["mediator"]), secretariat: this.#party(this.#value["secretariat"], ["secretariat"]),
      laboratories: this.#list("laboratories", laboratories).map((one, i) => this.#laboratory(one, ["laboratories", i])),
      witnesses: this.#bodies("witnesses"), commissions: this.#bodies("commissions"),
      languages: this.#languages, authentic: this.#authentic(), sources: this.#text("sources"),
    };
    this.#checkTogether(head);
    return head;
  }

  #text(field: string): string {
    const one = this.#value[field];
    if (typeof one === "string" && one !== "") return one;
    this.#miss([field], "a text");
    return "";
  }

  #count(field: string): number {
    const one = this.#value[field];
    if (typeof one === "number" && Number.isInteger(one) && one > 0) return one;
    this.#miss([field], "a positive integer");
    return 0;
  }

  #list(field: string, value: unknown): readonly unknown[] {
    if (Array.isArray(value)) return value;
    if (value !== undefined) this.#miss([field], `a list of ${field}`);
    return [];
  }

  #readLanguages(): PackLanguage[] {
    return this.#list("languages", this.#value["languages"]).flatMap((one, i): PackLanguage[] => {
      const code = isRecord(one) ? one["code"] : undefined;
      const script = isRecord(one) ? one["script"] : undefined;
      if (typeof code !== "string" || !/^[a-z]{2,3}$/.test(code)) this.#miss(["languages", i], "a language with a code of BCP 47, two or three small letters");
      else if (typeof script !== "string" || !SCRIPTS.includes(script)) this.#miss(["languages", i, "script"], `a script of ISO 15924 (${SCRIPTS.join(", ")})`);
      else return [{ code, script }];
      return [];
    });
  }

  #authentic(): string[] {
    return this.#list("authentic", this.#value["authentic"]).flatMap((one, i): string[] => {
      if (typeof one === "string" && this.#languages.some(({ code }) => code === one)) return [one];
      this.#miss(["authentic", i], "a working language");
      return [];
    });
  }

  #titles(): Record<string, string> {
    const titles = this.#value["titles"];
    if (titles === undefined && this.#languages.length === 0) return {};
    if (isRecord(titles)) return this.#names(titles, ["titles"]);
    this.#miss(["titles"], "the title in every working language", titles === undefined ? "PACK_GAP" : "PACK_FORM");
    return {};
  }

  /** Names by language: those of the working languages all there and in their letters; of an old pack at least the English one. */
  #names(value: Readonly<Record<string, unknown>>, path: JsonPath): Record<string, string> {
    const names: Record<string, string> = {};
    for (const [language, name] of Object.entries(value)) {
      if (typeof name === "string" && name !== "") names[language] = name;
      else this.#miss([...path, language], "a name");
    }
    for (const { code, script } of this.#languages) {
      const name = names[code];
      if (name === undefined && value[code] === undefined) this.#miss(path, `a name in ${code}, a working language`, "PACK_GAP");
      else if (name !== undefined && !isWrittenIn(name, script)) this.#miss([...path, code], `a name in the letters of ${code} (${script})`, "PACK_SCRIPT");
    }
    if (this.#languages.length === 0 && value["en"] === undefined) this.#miss([...path, "en"], "an English name");
    return names;
  }

  #party(one: unknown, path: JsonPath): PackParty {
    const names = isRecord(one) ? one["names"] : undefined;
    if (!isRecord(one) || typeof one["code"] !== "string" || !/^[A-Z]{2,8}$/.test(one["code"]) || !isRecord(names)) {
      this.#miss(path, "a party with a code of capitals and names by language");
      return NOBODY;
    }
    return { code: one["code"], names: this.#names(names, [...path, "names"]) };
  }

  #laboratory(one: unknown, path: JsonPath): PackLaboratory {
    const of = isRecord(one) && typeof one["of"] === "string" ? one["of"] : "";
    if (of === "") this.#miss([...path, "of"], "the code of the party whose laboratory it is");
    return { ...this.#party(one, path), of };
  }

  #bodies(field: "witnesses" | "commissions"): PackBody[] {
    return this.#list(field, this.#value[field]).map((one, i): PackBody => {
      const role = isRecord(one) ? one["role"] : undefined;
      const known = BODY_ROLES.find((name) => name === role);
      if (known === undefined) this.#miss([field, i, "role"], `a role: ${BODY_ROLES.join(", ")}`);
      return { ...this.#party(one, [field, i]), role: known ?? "observer" };
    });
  }

  #checkTogether({ sides, mediator, laboratories, origin, witnesses, commissions, timeZone, ...head }: Head): void {
    const owners = [...sides, mediator].map(({ code }) => code);
    laboratories.forEach(({ of }, i) => {
      if (!owners.includes(of) || laboratories.findIndex((one) => one.of === of) !== i) this.#miss(["laboratories", i, "of"], "a side or the mediator, each once");
    });
    const codes = [...sides, mediator, head.secretariat, ...laboratories, ...witnesses, ...commissions].map(({ code }) => code).filter((code) => code !== "");
    if (new Set(codes).size !== codes.length) this.#miss(["sides"], "a code of its own for each party");
    if (/[\s+]/u.test(origin)) this.#miss(["origin"], "an origin without space or plus");
    if (timeZone !== "" && !/^UTC(?:[+-](?:[0-9]|1[0-4])(?::[0-5][0-9])?)?$/.test(timeZone)) this.#miss(["timeZone"], "the zone of its civil dates, UTC+3");
    if (head.languages.length > 0 && !/^[a-z0-9][a-z0-9-]{0,39}$/.test(head.id)) this.#miss(["id"], "an id of small letters, digits and hyphens");
  }
}

/** `sides[0].names.en`. */
const fieldOf = (path: JsonPath): string => path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
