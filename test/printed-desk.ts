// An exercise with everything that is printed: an agreement signed by both sides, a list with hostile names, forwarded and answered, an
// operation that the sides counted differently, an identification, a plan in two rounds.
import { parseCivilDate } from "../src/basis/civil-date.ts";
import { recordAct, type Act, type Desk } from "../src/desk/desk.ts";
import { publish } from "../src/desk/publish.ts";
import { rowsDigest, type NameRow } from "../src/registry/list-act.ts";
import { planTwice } from "./browser/planned-exercise.ts";
import { recordExercise } from "./exercise-lists.ts";
import { identificationActs } from "./printed-identification.ts";
import { seededChance } from "./walked-desk.ts";

/** What must stay text: markup of the form's language, a line break, a turned line, an isolate that closes ours, letters of no font here. */
export const HOSTILE: readonly NameRow[] = [
  { row: "1", name: "#panic(\"x\") [b] *c* _d_ $e$ `f` <g> @h \\ // i /* j */" },
  { row: "2", name: "Олена «Їжак» Ґалаґан", birth: "1990-05" },
  { row: "3", name: "محمد علي (ابن) عبد الرحمن", birth: "1988" },
  { row: "4", name: "Petrenko \u202eraweN\u202c Ivan" },
  { row: "5", name: "Ünsal\nİğdır\u2069\u2066Şahin", birth: "1979-01-31" },
  { row: "6", name: "გიორგი → X" },
];
export const OPERATION = "OP-1", HOSTILE_LIST = "SA-P1";

export async function printedDesk(folder: string): Promise<Desk> {
  const { desk } = await recordExercise(folder, 30, 0);
  const chance = seededChance("printed");
  const day = parseCivilDate("2025-06-12");
  if (!day) throw new Error("no day");
  let n = 0;
  const record = (actor: string, kind: string, body: Act["body"], to: readonly string[]): Promise<number> => recordAct(desk, { label: `printed/${++n}`, at: day, actor, kind, body, sources: [], to }, chance);
  const all = ["SA", "SB", "NO", "SEC"];
  await record("SA", "list.deposited", { list: HOSTILE_LIST, purpose: "asked for", about: "SB", due: "2025-07-01", rows: HOSTILE }, ["SA", "SEC"]);
  await record("SEC", "list.forwarded", { list: HOSTILE_LIST, to: "SB", sha256: rowsDigest(HOSTILE), rows: HOSTILE }, ["SA", "SB", "SEC"]);
  await record("SB", "name.answered", { list: HOSTILE_LIST, answers: [{ row: "2", code: "HELD", date: "2025-06-12" }, { row: "3", code: "NOT_HELD", date: "2025-06-12", searched: "registers of June" }] }, ["SA", "SB", "SEC"]);
  await record("SEC", "operation.announced", {
    operation: OPERATION, version: 1, place: "Point 1", route: "SECRET-ROUTE", from: "2025-06-20T10:00", until: "2025-06-20T18:00", flights: "not stated", means: [{ kind: "bus", count: 3, by: "NO" }], contacts: ["channel 7"],
    legs: [{ what: "captives", from: "SA", to: "SB", planned: 20 }, { what: "captives", from: "SB", to: "SA", planned: 20 }],
  }, all);
  const flows = (there: number, back: number) => [{ what: "captives", from: "SA", to: "SB", count: there, obligations: [] }, { what: "captives", from: "SB", to: "SA", count: back, obligations: [] }];
  await record("SA", "operation.counted", { operation: OPERATION, flows: flows(20, 17) }, all);
  await record("SB", "operation.counted", { operation: OPERATION, flows: flows(19, 17) }, all);
  await record("SB", "exception.recorded", { operation: OPERATION, code: "DECLINED", what: "captives", from: "SA", to: "SB", count: 1 }, all);
  for (const [author, kind, body] of identificationActs()) await record(author, kind, body, ["NO", "NOLAB", "SA", "SALAB", "SEC"]);
  await planTwice(desk);
  await publish(desk, chance.seconds());
  return desk;
}
