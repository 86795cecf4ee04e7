// How the acts on the fallen read their members: codes, lists of codes, names of what is recorded elsewhere, documents with their
// digest. A code is no name.
import type { BodyReader } from "../basis/body-reader.ts";
import { utf8 } from "../basis/bytes.ts";
import { Fault } from "../basis/fault.ts";
import { sha256Hex } from "../basis/sha256.ts";

export const FORM = "REMAINS_FORM";
const ITEMS_MAX = 10_000;
/** A code is no name: Latin letters, digits, `.`, `_`, `-`, and a digit among them. */
export const isCode = (text: string): boolean => /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/.test(text);
export const CODE_EXPECTED = "a code of at most 48 letters, digits, . _ - with a digit among them, never a name";
/** A member of a family: at most three letters and a number (FA, MO, S1), or a number. */
export const isMemberCode = (id: string): boolean => /^[A-Za-z]{1,3}\d{0,4}$/.test(id) || /^\d{1,4}$/.test(id) || KIN.includes(id.replace(/\d{1,3}$/, "").toLowerCase());
const KIN = ["father", "mother", "brother", "sister", "son", "daughter", "wife", "husband", "spouse", "child", "uncle", "aunt", "grandfather", "grandmother"];

export const code = (read: BodyReader, field: string): string => {
  const found = read.text(field);
  if (found !== "" && !isCode(found)) read.miss(field, CODE_EXPECTED);
  return found;
};
export const codeIfAny = <K extends string>(read: BodyReader, field: K): { readonly [P in K]?: string } => {
  const found = read.textIfAny(field);
  const value = found[field];
  if (value !== undefined && value !== "" && !isCode(value)) read.miss(field, CODE_EXPECTED);
  return found;
};
/** Each once, sorted or not. */
export const codes = (read: BodyReader, field: string, least: number): string[] => {
  const found = read.texts(field);
  if (!found.every(isCode) || new Set(found).size !== found.length || found.length > ITEMS_MAX) read.miss(field, `a list of at most ${ITEMS_MAX} codes, each once, never a name`);
  if (found.length < least) read.miss(field, `at least ${least}`);
  return found;
};
export const few = <T>(read: BodyReader, field: string, found: readonly T[]): readonly T[] => {
  if (found.length === 0) read.miss(field, "at least one");
  return found;
};
const isReference = (value: string): boolean => /^[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,79}$/.test(value);
/** Obligations, operations and lists are named by those who record them: no code is asked for, and no name can be. */
export const reference = <K extends string>(read: BodyReader, field: K): { readonly [P in K]?: string } => {
  const found = read.textIfAny(field);
  const value = found[field];
  if (value !== undefined && !isReference(value)) read.miss(field, "the name of what is recorded, Latin letters and digits");
  return found;
};
export const referenceOf = (read: BodyReader, field: string): string => {
  const found = read.text(field);
  if (found !== "" && !isReference(found)) read.miss(field, "the name of what is recorded, Latin letters and digits");
  return found;
};
export const member = (read: BodyReader, field: string): string => {
  const found = read.text(field);
  if (found !== "" && !isMemberCode(found)) read.miss(field, "a member of the family by code, such as M1, never a name");
  return found;
};

/** The document of a deposit: its digest must be that of its bytes. */
export function digested(read: BodyReader, name: string): { text: string; sha256: string } {
  const [text, sha256] = [read.text(name), read.sha256("sha256")];
  if (text !== "" && sha256 !== "" && sha256Hex(utf8(text)) !== sha256) read.miss("sha256", `the SHA-256 of ${name}`);
  return { text, sha256 };
}

export const wrong = (field: string, expected: string): Fault => new Fault(FORM, `expected ${expected}`, [{ field }]);
