// What the commands over one data folder share: where packs and examples lie, clock and chance, printing faults.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseCivilDate, type CivilDate } from "../basis/civil-date.ts";
import { Fault, Faults, printPlace } from "../basis/fault.ts";
import type { Chance } from "../desk/desk.ts";

/** The folder of the package: packs, examples and the built verifier lie in it. */
export const packageFolder = fileURLToPath(new URL("../..", import.meta.url));

export const chance: Chance = { salt: () => new Uint8Array(randomBytes(32)), seconds: () => Math.floor(Date.now() / 1000) };
/** What the desk has to say while it opens, such as a snapshot that does not hold. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);
export const since = (): string => new Date().toISOString();

/** @throws Fault `FILE_NONE` naming the file. */
export async function readNamed(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    throw new Fault("FILE_NONE", "expected a file that can be read", [{ file: path }]);
  }
}

/** The words of every command that opens a record: where it is, and in a real process the key file that opens it (else ALLFORALL_KEYS). */
export const RECORD_VALUES = ["data", "database", "keys", "passphrase-file"] as const;

/** Where the record is: the folder of `--data`, or the server of `--database`. @throws Fault `USAGE`. */
export function dataOf(values: Readonly<Record<string, string>>): string {
  const { data, database } = values;
  if ((data === undefined) === (database === undefined)) throw new Fault("USAGE", "expected --data DIR or --database URL, one of them");
  if (database !== undefined && !/^postgres(ql)?:\/\//.test(database)) throw new Fault("USAGE", "expected --database postgres://USER@HOST:PORT/DATABASE");
  return data ?? database ?? "";
}

/** @throws Fault `USAGE`. */
export function dayOf(text: string | undefined): CivilDate {
  const date = text === undefined ? undefined : parseCivilDate(text);
  if (!date) throw new Fault("USAGE", `expected --on YYYY-MM-DD, a day that exists${text === undefined ? "" : `, found “${text}”`}`);
  return date;
}

/** Each fault on a line: place, message, code. */
export function printFaults(error: Fault | Faults): string {
  const faults = error instanceof Faults ? error.faults : [error];
  return faults.map(({ places, message, code }) => {
    const place = places[0] ? printPlace(places[0]) : "";
    return `${place === "" ? "" : `${place}: `}${message} [${code}]\n`;
  }).join("");
}
