// The tables of a conflict pack: ranks, categories, places, equivalents of given names. What they hold is data of the conflict, agreed by
// both sides; nothing here weighs a person. Places of detention stand by code alone: their names lie in the vault.
import { isWrittenIn } from "./pack-scripts.ts";
import { readPackTable, type PackCell, type PackFaults, type PackNames, type PackRow } from "./pack-table.ts";

/** Working languages of a pack, BCP 47 language codes, each with its ISO 15924 script. */
export type PackLanguage = { readonly code: string; readonly script: string };

export type PackRank = {
  readonly code: string;
  /** A side's code, or "" where both sides have it. */
  readonly side: string;
  /** From 1, the lowest first; equal where ranks of two services stand beside each other. */
  readonly ordinal: number;
  /** STANAG 2116, or "". */
  readonly grade: string;
  /** Units of the agreed scale; undefined where none is agreed. */
  readonly value: number | undefined;
  readonly names: PackNames;
};
export const TRACKS = ["military", "civilian", "child", "remains"] as const;
export type Track = (typeof TRACKS)[number];
export type PackCategory = {
  readonly code: string;
  readonly track: Track;
  /** Wounded or sick: released regardless of number or rank (GC III art. 109). */
  readonly health: boolean;
  /** Whether a person of it may stand against one of the other side. */
  readonly parity: boolean;
  readonly names: PackNames;
};
export const PLACE_KINDS = ["airfield", "country", "crossing", "detention", "hospital", "laboratory", "port", "region", "storage", "town"] as const;
export type PackPlace = {
  readonly code: string;
  readonly kind: (typeof PLACE_KINDS)[number];
  /** By language; none for a place of detention. */
  readonly names: PackNames;
  /** Names it bore before, in any language. */
  readonly former: readonly string[];
};
/** One given name with its forms in several languages, as a line of the name table: sex, formal forms, short forms, stems of patronymics. */
export type PackName = { readonly sex: "m" | "f"; readonly formal: readonly string[]; readonly short: readonly string[]; readonly stems: readonly string[] };

const CODE = /^[a-z][a-z0-9-]{0,39}$/;
const VALUE_MAX = 1_000_000;

const once = (rows: readonly PackRow[], file: string, faults: PackFaults): void => {
  const seen = new Set<string>();
  for (const row of rows) {
    const code = row.cell("code");
    if (!CODE.test(code.text)) faults.add("PACK_CODE", `a code of small letters, digits and hyphens, found ${JSON.stringify(code.text)}`, file, code);
    else if (seen.has(code.text)) faults.add("PACK_CODE", `each code once, found ${code.text} again`, file, code);
    seen.add(code.text);
  }
};

const demandNames = (row: PackRow, languages: readonly PackLanguage[], file: string, faults: PackFaults): void => {
  for (const { code, script } of languages) nameFault(row.names.get(code) ?? [], code, script, row.cell("code").text, file, row.cell(code), faults);
};

function nameFault(names: readonly string[], language: string, script: string, of: string, file: string, at: PackCell, faults: PackFaults): void {
  if (names.length === 0) faults.add("PACK_GAP", `a name of ${of} in ${language}, a working language`, file, at);
  else if (!isWrittenIn(names[0] ?? "", script)) faults.add("PACK_SCRIPT", `a name of ${of} in the letters of ${language} (${script})`, file, at);
}

/** A form of a name may stand for one code only: a list that bears it would be read two ways. */
function distinct(rows: readonly PackRow[], scope: (row: PackRow) => string, file: string, faults: PackFaults): void {
  const owners = new Map<string, string>();
  for (const row of rows)
    for (const [language, forms] of row.names)
      for (const form of forms) {
        const key = `${scope(row)}\n${foldForm(form)}`;
        const code = row.cell("code").text;
        const owner = owners.get(key);
        if (owner !== undefined && owner !== code) faults.add("PACK_TWICE", `a written form for one code, found one of ${owner} at ${code} as well`, file, row.cell(language));
        owners.set(key, owner ?? code);
      }
}

/** How a written form is compared: letters and digits, small, without marks of punctuation. */
export const foldForm = (text: string): string => text.normalize("NFC").toLowerCase().replace(/[’ʼ`´'"“”«».]/g, "").replace(/[\s_-]+/g, " ").trim();

export function readRanks(text: string, file: string, sides: readonly string[], languages: readonly PackLanguage[], faults: PackFaults): PackRank[] {
  const rows = readPackTable(text, file, { columns: ["code", "side", "ordinal", "grade", "value"], languages: languages.map(({ code }) => code), hasNames: true, summed: "value" }, faults);
  once(rows, file, faults);
  distinct(rows, (row) => row.cell("side").text, file, faults);
  return rows.map((row) => {
    const [side, ordinal, grade, value] = [row.cell("side"), row.cell("ordinal"), row.cell("grade"), row.cell("value")];
    if (side.text !== "" && !sides.includes(side.text)) faults.add("PACK_RANKS", `${sides.filter((one) => one !== "").join(" or ")}, or nothing for both, found ${JSON.stringify(side.text)}`, file, side);
    if (!/^[1-9][0-9]{0,2}$/.test(ordinal.text)) faults.add("PACK_RANKS", `an ordinal from 1 to 999, found ${JSON.stringify(ordinal.text)}`, file, ordinal);
    if (!/^(?:|OR-[1-9]|OF-(?:[1-9]|10))$/.test(grade.text)) faults.add("PACK_RANKS", `a grade OR-1 to OR-9 or OF-1 to OF-10, or nothing, found ${JSON.stringify(grade.text)}`, file, grade);
    if (!/^(?:|0|[1-9][0-9]*)$/.test(value.text) || Number(value.text) > VALUE_MAX) faults.add("PACK_RANKS", `a whole value up to ${VALUE_MAX}, or nothing, found ${JSON.stringify(value.text)}`, file, value);
    demandNames(row, languages, file, faults);
    return { code: row.cell("code").text, side: side.text, ordinal: Number(ordinal.text), grade: grade.text, value: value.text === "" ? undefined : Number(value.text), names: row.names };
  });
}

export function readCategories(text: string, file: string, languages: readonly PackLanguage[], faults: PackFaults): PackCategory[] {
  const rows = readPackTable(text, file, { columns: ["code", "track", "health", "parity"], languages: languages.map(({ code }) => code), hasNames: true }, faults);
  once(rows, file, faults);
  distinct(rows, () => "", file, faults);
  return rows.map((row) => {
    const [track, health, parity] = [row.cell("track"), row.cell("health"), row.cell("parity")];
    const known = TRACKS.find((one) => one === track.text);
    if (!known) faults.add("PACK_CATEGORIES", `${TRACKS.join(", ")}; found ${JSON.stringify(track.text)}`, file, track);
    for (const cell of [health, parity]) if (!["", "yes", "no"].includes(cell.text)) faults.add("PACK_CATEGORIES", `yes, no or nothing, found ${JSON.stringify(cell.text)}`, file, cell);
    if (parity.text === "yes" && known === "child") faults.add("PACK_CATEGORIES", "no parity on the track child: a child is never a quantity", file, parity);
    if (parity.text === "yes" && known === "civilian") faults.add("PACK_CATEGORIES", "no parity on the track civilian: a civilian is never a quantity", file, parity);
    if (parity.text === "yes" && health.text === "yes") faults.add("PACK_CATEGORIES", "no parity for wounded and sick: regardless of number or rank (GC III art. 109)", file, parity);
    demandNames(row, languages, file, faults);
    const isParity = health.text !== "yes" && (known === "military" || known === "remains") && parity.text === "yes";
    return { code: row.cell("code").text, track: known ?? "military", health: health.text === "yes", parity: isParity, names: row.names };
  });
}

export function readPlaces(text: string, file: string, languages: readonly PackLanguage[], faults: PackFaults): PackPlace[] {
  const rows = readPackTable(text, file, { columns: ["code", "kind", "former"], languages: languages.map(({ code }) => code), hasNames: true }, faults);
  once(rows, file, faults);
  distinct(rows, () => "", file, faults);
  return rows.map((row) => {
    const [kind, former] = [row.cell("kind"), row.cell("former")];
    const known = PLACE_KINDS.find((one) => one === kind.text);
    if (!known) faults.add("PACK_PLACES", `${PLACE_KINDS.join(", ")}; found ${JSON.stringify(kind.text)}`, file, kind);
    if (known === "detention") {
      for (const cell of [former, ...[...row.names.keys()].map(row.cell)]) if (cell.text !== "") faults.add("PACK_PLACES", "no name for a place of detention: it stands by its code alone", file, cell);
    } else demandNames(row, languages, file, faults);
    return { code: row.cell("code").text, kind: known ?? "town", names: row.names, former: former.text.split(";").map((form) => form.trim()).filter((form) => form !== "") };
  });
}

const WORD = /^\p{L}[\p{L}\p{M}’ʼ'-]*$/u;

export function readNames(text: string, file: string, faults: PackFaults): PackName[] {
  const rows = readPackTable(text, file, { columns: ["sex", "formal", "short", "stems"], languages: [], hasNames: false }, faults);
  return rows.map((row) => {
    const words = (column: string): string[] => {
      const cell = row.cell(column);
      const found = cell.text.split(";").map((word) => word.trim()).filter((word) => word !== "");
      if (!found.every((word) => WORD.test(word))) faults.add("PACK_NAMES", "given names of one word each, parted by semicolons: no surname and no person stands in a pack", file, cell);
      return found;
    };
    const sex = row.cell("sex");
    if (sex.text !== "m" && sex.text !== "f") faults.add("PACK_NAMES", `m or f, found ${JSON.stringify(sex.text)}`, file, sex);
    const formal = words("formal");
    if (formal.length === 0) faults.add("PACK_NAMES", "at least one formal name", file, row.cell("formal"));
    return { sex: sex.text === "f" ? "f" : "m", formal, short: words("short"), stems: words("stems") };
  });
}

/** The lines that the name table reads beside its own (`nameTable`). */
export const nameLines = (names: readonly PackName[]): string => names.map(({ sex, formal, short, stems }) => `${sex}|${formal.join(",")}|${short.join(",")}|${stems.join(",")}\n`).join("");
