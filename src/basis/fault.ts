// An expected failure, with a code from the room's union and the places it stands at. Bugs are `ensure`.

/** Where a fault stands. Lines, columns and rows count from 1; columns are UTF-16 units. */
export type Place = {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly row?: number;
  readonly field?: string;
};

/** The message says what was expected and what came, never a person's data. */
export class Fault extends Error {
  readonly code: string;
  readonly places: readonly Place[];
  constructor(code: string, message: string, places: readonly Place[] = []) {
    super(message);
    this.name = "Fault";
    this.code = code;
    this.places = places;
  }
}

/** Several faults found in one pass, reported together: nothing was changed. */
export class Faults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join("\n"));
    this.name = "Faults";
    this.faults = faults;
  }
}

/** `file:line:column` or `file: field`, as far as it is known. */
export function printPlace(place: Place): string {
  const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
  const row = place.row === undefined ? "" : `row ${place.row}`;
  return [at, row, place.field ?? ""].filter((part) => part !== "").join(" ");
}

/** @throws Error when `condition` is false: a bug of ours, never a user's mistake. */
export function ensure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`bug: ${message}`);
}
