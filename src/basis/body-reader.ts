// Reads the members of an object and gathers every fault with its field, so that all wrong fields are named at once.
// A member that nobody asked for is a fault too.
import { parseCivilDate, type CivilDate } from "./civil-date.ts";
import { Fault, Faults } from "./fault.ts";
import { isRecord } from "./parse-json.ts";

export type Body = Readonly<Record<string, unknown>>;

export interface BodyReader {
  /** A text that is not empty, in Unicode normal form C. */
  readonly text: (field: string) => string;
  readonly textIfAny: <K extends string>(field: K) => { readonly [P in K]?: string };
  readonly date: (field: string) => CivilDate;
  readonly dateIfAny: <K extends string>(field: K) => { readonly [P in K]?: CivilDate };
  readonly whole: (field: string) => number;
  readonly wholeIfAny: <K extends string>(field: K) => { readonly [P in K]?: number };
  readonly oneOf: <T extends string>(field: string, values: readonly [T, ...T[]]) => T;
  readonly oneOfIfAny: <K extends string, T extends string>(field: K, values: readonly [T, ...T[]]) => { readonly [P in K]?: T };
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: (field: string) => string;
  /** A list of texts; an absent one is empty. */
  readonly texts: (field: string) => string[];
  readonly list: <T>(field: string, read: (item: BodyReader) => T) => T[];
  readonly miss: (field: string, expected: string) => void;
}

const LIST_MAX = 10_000;
const NO_DATE = parseCivilDate("1970-01-01") as CivilDate;

/** @throws Faults of `code`, one for each wrong, missing or unknown member of `body`. */
export function readBody<T>(body: Body, code: string, read: (reader: BodyReader) => T): T {
  const faults: Fault[] = [];
  const value = readMembers(body, code, "", faults, read);
  if (faults.length > 0) throw new Faults(faults);
  return value;
}

function readMembers<T>(body: Body, code: string, at: string, faults: Fault[], read: (reader: BodyReader) => T): T {
  const asked = new Set<string>();
  // A text may be a person's name: it is shown only where the member is a code, a date or a number.
  const miss = (field: string, expected: string, isShown = false): void => {
    const found = body[field];
    const shown = found === undefined ? ", found nothing" : isShown || typeof found === "number" || typeof found === "boolean" ? `, found ${JSON.stringify(found)}` : "";
    faults.push(new Fault(code, `expected ${expected}${shown}`, [{ field: `${at}${field}` }]));
  };
  const take = (field: string): unknown => {
    asked.add(field);
    return body[field];
  };
  const text = (field: string): string => {
    const value = take(field);
    if (typeof value === "string" && value !== "" && value.normalize("NFC") === value) return value;
    miss(field, "a text in Unicode normal form C");
    return "";
  };
  const date = (field: string): CivilDate => {
    const value = take(field);
    const found = typeof value === "string" ? parseCivilDate(value) : undefined;
    if (found !== undefined) return found;
    miss(field, "a date that exists, YYYY-MM-DD", true);
    return NO_DATE;
  };
  const whole = (field: string): number => {
    const value = take(field);
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    miss(field, "a whole number, without quotes or thousands mark", true);
    return 0;
  };
  const items = (field: string): unknown[] => {
    const value = take(field);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.length <= LIST_MAX) return value;
    miss(field, `a list of at most ${LIST_MAX}`);
    return [];
  };
  const ifAny = <K extends string, V>(field: K, one: (field: string) => V): { readonly [P in K]?: V } => {
    asked.add(field);
    return (body[field] === undefined ? {} : { [field]: one(field) }) as { readonly [P in K]?: V };
  };
  const oneOf = <T extends string>(field: string, values: readonly [T, ...T[]]): T => {
    const found = values.find((one) => one === take(field));
    if (found === undefined) miss(field, `one of ${values.join(", ")}`, true);
    return found ?? values[0];
  };
  const value = read({
    text, date, whole, miss,
    textIfAny: (field) => ifAny(field, text),
    dateIfAny: (field) => ifAny(field, date),
    wholeIfAny: (field) => ifAny(field, whole),
    oneOf,
    oneOfIfAny: (field, values) => ifAny(field, () => oneOf(field, values)),
    sha256: (field) => {
      const found = take(field);
      if (typeof found === "string" && /^[0-9a-f]{64}$/.test(found)) return found;
      miss(field, "a SHA-256, 64 lower-case hexadecimal digits", true);
      return "";
    },
    texts: (field) => items(field).flatMap((one) => {
      if (typeof one === "string" && one !== "" && one.normalize("NFC") === one) return [one];
      miss(field, "a list of texts in Unicode normal form C");
      return [];
    }),
    list: (field, each) => items(field).flatMap((one, i) => {
      if (isRecord(one)) return [readMembers(one, code, `${at}${field}[${i}].`, faults, each)];
      faults.push(new Fault(code, "expected an object", [{ field: `${at}${field}[${i}]` }]));
      return [];
    }),
  });
  for (const name of Object.keys(body)) if (!asked.has(name)) miss(name, "no member of this name");
  return value;
}
