// A conflict pack configures the house for one conflict: parties, names, thresholds. No person stands in it.
import { Fault, Faults } from "../basis/fault.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";

export type PackParty = { readonly code: string; readonly names: Readonly<Record<string, string>> };
export type ConflictPack = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
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
  readonly sources: string;
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

/** Names in English by code. */
export const namesOf = (pack: ConflictPack): Record<string, string> =>
  Object.fromEntries(compartmentsOf(pack).map(({ code, names }) => [code, names["en"] ?? code]));

const MEMBERS = ["id", "version", "title", "origin", "talks", "timeZone", "smallCount", "sides", "mediator", "secretariat", "laboratories", "sources"];

/** @throws Faults, every missing or wrong member at once. */
export function parsePack(bytes: Uint8Array, file: string): ConflictPack {
  const value = parseJson(fromUtf8(bytes, file), file);
  const faults: Fault[] = [];
  const miss = (field: string, expected: string): void => {
    faults.push(new Fault("PACK_FORM", `expected ${expected}`, [{ file, field }]));
  };
  if (!isRecord(value)) throw new Faults([new Fault("PACK_FORM", "expected an object", [{ file }])]);
  for (const name of Object.keys(value)) if (!MEMBERS.includes(name)) miss(name, "no member of this name");
  const text = (field: string): string => {
    const one = value[field];
    if (typeof one === "string" && one !== "") return one;
    miss(field, "a text");
    return "";
  };
  const count = (field: string): number => {
    const one = value[field];
    if (typeof one === "number" && Number.isInteger(one) && one > 0) return one;
    miss(field, "a positive integer");
    return 0;
  };
  const party = (one: unknown, field: string): PackParty => {
    if (!isRecord(one) || typeof one["code"] !== "string" || !/^[A-Z]{2,8}$/.test(one["code"]) || !isRecord(one["names"])) {
      miss(field, "a party with a code of capitals and names by language");
      return { code: "", names: {} };
    }
    const names: Record<string, string> = {};
    for (const [language, name] of Object.entries(one["names"])) {
      if (typeof name === "string" && name !== "") names[language] = name;
      else miss(`${field}.names.${language}`, "a name");
    }
    if (names["en"] === undefined) miss(`${field}.names.en`, "an English name");
    return { code: one["code"], names };
  };
  const laboratory = (one: unknown, i: number): PackLaboratory => {
    const field = `laboratories[${i}]`;
    const of = isRecord(one) && typeof one["of"] === "string" ? one["of"] : "";
    if (of === "") miss(`${field}.of`, "the code of the party whose laboratory it is");
    return { ...party(one, field), of };
  };
  const laboratories: readonly unknown[] = Array.isArray(value["laboratories"]) ? value["laboratories"] : [];
  if (value["laboratories"] !== undefined && !Array.isArray(value["laboratories"])) miss("laboratories", "a list of laboratories");
  const sides = Array.isArray(value["sides"]) ? value["sides"] : [];
  if (sides.length !== 2) miss("sides", "exactly two sides");
  const pack: ConflictPack = {
    id: text("id"), version: count("version"), title: text("title"), origin: text("origin"), talks: text("talks"),
    timeZone: text("timeZone"), smallCount: count("smallCount"),
    sides: [party(sides[0], "sides[0]"), party(sides[1], "sides[1]")],
    mediator: party(value["mediator"], "mediator"), secretariat: party(value["secretariat"], "secretariat"),
    laboratories: laboratories.map(laboratory),
    sources: text("sources"),
  };
  const codes = compartmentsOf(pack).map(({ code }) => code);
  const owners = [...pack.sides, pack.mediator].map(({ code }) => code);
  pack.laboratories.forEach(({ of }, i) => {
    if (!owners.includes(of) || pack.laboratories.findIndex((one) => one.of === of) !== i) miss(`laboratories[${i}].of`, "a side or the mediator, each once");
  });
  if (faults.length === 0 && new Set(codes).size !== codes.length) miss("sides", "a code of its own for each party");
  if (faults.length === 0 && /[\s+]/u.test(pack.origin)) miss("origin", "an origin without space or plus");
  if (faults.length > 0) throw new Faults(faults);
  return pack;
}
