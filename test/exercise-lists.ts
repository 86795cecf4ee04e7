// The exercise on a record, with its lists deposited by the sides as they would be: the asked of side A, the held of side B; one
// name a row, the birth date as far as it is written whole.
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { recordAct, type Act, type Desk } from "../src/desk/desk.ts";
import { exerciseFiles } from "../src/desk/exercise/exercise.ts";
import { publish } from "../src/desk/publish.ts";
import { replay } from "../src/desk/replay.ts";
import { utf8 } from "../src/basis/bytes.ts";
import type { NameRow } from "../src/registry/list-act.ts";
import { parseTable } from "../src/vocabulary/delimited-text.ts";
import { readDate } from "../src/vocabulary/written-date.ts";
import { seededChance } from "./walked-desk.ts";

export type Exercise = { readonly desk: Desk; readonly asked: readonly NameRow[]; readonly held: readonly NameRow[] };
export const EXERCISE_LISTS = { asked: "SA-L1", held: "SB-H1", more: "SA-L2" } as const;

/** Rows of a list of the exercise as rows of a record, each with its id in the exercise. */
export function listRowsOf(text: string, file: string): { readonly id: string; readonly row: NameRow }[] {
  const table = parseTable(text, file);
  const at = (cells: readonly string[], name: string): string => (cells[table.head.indexOf(name)] ?? "").trim().normalize("NFC");
  return table.rows.map((cells, i) => {
    const name = ["surname", "given_name", "patronymic"].map((field) => at(cells, field)).filter((part) => part !== "").join(" ");
    const birth = wholeDate(at(cells, "birth_date"));
    const captured = at(cells, "capture_date");
    const row: NameRow = {
      row: String(i + 1), name: name === "" ? "—" : name, ...(birth === "" ? {} : { birth }), ...(at(cells, "rank") === "" ? {} : { rank: at(cells, "rank") }), category: at(cells, "category"),
      ...(/^\d{4}-\d\d-\d\d$/.test(captured) ? { captured } : {}),
    };
    return { id: at(cells, "id"), row };
  });
}

/** YYYY-MM-DD, YYYY-MM or YYYY; nothing where it cannot be read. */
function wholeDate(written: string): string {
  const read = written === "" ? "missing" : readDate(written, 20250601);
  if (typeof read === "string") return "";
  const { year, month, day } = read;
  const two = (part: number): string => String(part).padStart(2, "0");
  if (year === 0 || read.years[0] !== read.years[1]) return "";
  return `${year}${month === 0 ? "" : `-${two(month)}${day === 0 ? "" : `-${two(day)}`}`}`;
}

/** `captives` names a list; the desk stays open. The last `later` rows of the asked are kept back for a list that arrives later. */
export async function recordExercise(folder: string, captives: number, later: number): Promise<Exercise> {
  const files = new Map(exerciseFiles({ seed: "1", captives, remains: 10, families: 5 }).map((one) => [one.path, one]));
  const read = (path: string): Promise<Uint8Array> => Promise.resolve(utf8([...(files.get(path)?.compose() ?? [])].join("")));
  const { desk } = await replay(read, () => read("pack.json"), folder, false, seededChance("exercise"), "test", () => {});
  const text = (path: string): string => [...(files.get(path)?.compose() ?? [])].join("");
  const [all, held] = ["sideA/asked.csv", "sideB/held.csv"].map((path) => listRowsOf(text(path), path).map(({ row }) => row));
  if (!all || !held) throw new Error("no lists");
  const asked = all.slice(0, all.length - later);
  const chance = seededChance("lists");
  const deposit = (actor: string, about: string, list: string, purpose: string, rows: readonly NameRow[]): Promise<number> => {
    const at = parseCivilDate("2025-06-10");
    if (!at) throw new Error("no day");
    return recordAct(desk, { label: `lists/${list}`, at, actor, kind: "list.deposited", body: { list, purpose, about, rows }, sources: [], to: [actor, "SEC"] } satisfies Act, chance);
  };
  await deposit("SA", "SB", EXERCISE_LISTS.asked, "asked for", asked);
  await deposit("SB", "SB", EXERCISE_LISTS.held, "held", held);
  await publish(desk, 1_750_000_000);
  return { desk, asked: all, held };
}
