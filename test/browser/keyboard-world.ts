// The desk on which every act is tried by keyboard: an exercise on which every kind has something to be recorded of. And what is typed
// where a field asks for something that is on the record. All persons are invented.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord, parseJson } from "../../src/basis/parse-json.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { sha256Hex } from "../../src/basis/sha256.ts";
import { fromUtf8, utf8 } from "../../src/basis/bytes.ts";
import { recordAct, type Act, type Desk } from "../../src/desk/desk.ts";
import { exerciseFiles } from "../../src/desk/exercise/exercise.ts";
import { PLAN } from "../../src/desk/exercise/planning-acts.ts";
import type { ExerciseOptions } from "../../src/desk/exercise/sizes.ts";
import { PACKS } from "../../src/desk/pack-in-force.ts";
import { plansOf } from "../../src/desk/plans-of.ts";
import { publish } from "../../src/desk/publish.ts";
import { noticeDigest, parseNotice } from "../../src/handover/notice.ts";
import { parsePlan } from "../../src/planning/parse-plan.ts";
import { bodyOfAgreed } from "../../src/planning/agreed-values.ts";
import { rowsDigest, type NameRow } from "../../src/registry/list-act.ts";
import { seededChance } from "../walked-desk.ts";
import { planRound, planTwice, recorderOf } from "./planned-exercise.ts";
import { tellStory } from "./story.ts";

export const WORLD: ExerciseOptions = { seed: "7", captives: 40, remains: 60, families: 160 };
const ALL = ["NO", "SA", "SB", "SEC"];

export async function tellKeyboardWorld(desk: Desk): Promise<void> {
  await planTwice(desk);
  const { record: plan } = recorderOf(desk, "further");
  await planRound(desk, plan, 3, "made");
  await planRound(desk, plan, 4, "drawn");
  await planRound(desk, plan, 5, "frozen");
  const values = plansOf(desk.state).plans.get(PLAN)?.inForce?.values;
  if (!values) throw new Error("expected values in force");
  for (const side of ["SA", "SB"]) await plan(side, "planning.agreed", { ...bodyOfAgreed(values), plan: "EX-0", places: "withheld" });
  await tellStory(desk);
  const on = parseCivilDate("2026-02-25");
  if (!on) throw new Error("expected a day");
  const chance = seededChance("keyboard");
  let n = 0;
  const act = (actor: string, kind: string, body: Act["body"], to: readonly string[] = ALL): Promise<number> => recordAct(desk, { label: `keys/${++n}`, at: on, actor, kind, body, sources: [], to }, chance);
  for (const document of ["M-8", "M-9"]) {
    const text = `The text of ${document}.`;
    await act("SA", "document.deposited", { document, version: 1, form: "letter", title: document, sha256: sha256Hex(utf8(text)), language: "en", text });
    if (document === "M-9") await act("SEC", "document.forwarded", { document, sha256: sha256Hex(utf8(text)), to: "SB" });
  }
  await act("SA", "statement.recorded", { id: "CL-K1", kind: "claim", actor: "an official", standing: "unconfirmed", content: "The column was late." });
  await act("SA", "clause.tabled", { clause: "6", version: 1, language: "en", text: "Transport follows within ten days.", ast: "none" });
  const rows = [{ row: "1", name: "Invented Person", birth: "1990", category: "soldier" }, { row: "2", name: "Invented Other", birth: "1991", category: "soldier" }];
  const asked = heldRows(desk, "SB-held").slice(0, 12).map((one, i) => ({ ...one, row: String(i + 1) })); // as the other side holds them, so that a comparison finds pairs
  await act("SA", "list.deposited", { list: "SA-K1", purpose: "asked for", about: "SB", rows: [...asked, ...asked.slice(0, 1).map((one) => ({ ...one, row: "13" }))] }, ["SA", "SEC"]);
  await act("SA", "list.deposited", { list: "SA-K2", purpose: "asked for", about: "SB", rows }, ["SA", "SEC"]);
  await act("SEC", "list.forwarded", { list: "SA-K2", to: "SB", sha256: rowsDigest(rows), rows }, ["SA", "SB", "SEC"]);
  await act("SB", "name.answered", { list: "SA-K2", answers: rows.map(({ row }) => ({ row, code: "HELD", date: "2026-02-25" })) });
  for (const { row } of rows) await act("SEC", "name.closed", { list: "SA-K2", row, outcome: "final-in", words: "both agree" });
  const notice = (operation: string): Act["body"] => ({
    operation, version: 1, place: "southern crossing", route: "road 5", from: "2099-03-08T08:00", until: "2099-03-08T16:00", flights: "none in the window",
    means: [{ kind: "bus", count: 4, by: "SA" }], contacts: ["channel 8"], legs: [{ what: "captives", from: "SA", to: "SB", planned: 5 }, { what: "captives", from: "SB", to: "SA", planned: 5 }],
  });
  for (const operation of ["ex-72", "ex-73"]) {
    await act("NO", "operation.announced", notice(operation));
    if (operation === "ex-73") for (const side of ["SA", "SB"]) await act(side, "notice.acknowledged", { operation, version: 1, sha256: noticeDigest(parseNotice(notice(operation))) });
  }
  for (const id of ["K-OB1", "K-OB2"]) await act("SEC", "obligation.stated", { id, agreement: "K-AG", clause: "1", what: "captives", from: "SA", to: "SB", promised: { kind: "exactly", count: 5 }, counts: ["captives"], readings: [] });
  await act("SA", "operation.counted", { operation: "ex-74", flows: [{ what: "captives", from: "SA", to: "SB", count: 5, obligations: ["K-OB1", "K-OB2"] }] });
  await act("SA", "remains.received", { receipt: "K-R1", containers: [{ container: "K-C1", sets: ["K-S1", "K-S2"] }, { container: "K-C2", sets: ["K-S3", "K-S4"] }, { container: "K-C3", sets: ["K-S5"] }, { container: "K-C4", sets: ["K-S6"] }, { container: "K-C5" }] });
  await act("SA", "samples.taken", { taking: "K-T0", samples: [{ sample: "K-M0", set: "K-S3" }] });
  await act("SA", "samples.sent", { shipment: "K-H0", samples: [{ sample: "K-M0", set: "K-S3" }] });
  await act("SA", "remains.joined", { person: "K-J1", sets: ["K-S1", "K-S2"], basis: "anatomy" });
  for (const [identification, set] of [["K-I1", "K-S3"], ["K-I2", "K-S4"], ["K-I3", "K-S5"]] as const) {
    await act("SA", "identification.proposed", { identification, sets: [set], family: "K-F1", missing: "1", side: "SA" });
    if (identification !== "K-I1") await act("SA", "identification.signed", { identification, identifiers: ["dental", "effects"] });
    if (identification === "K-I3") await act("SA", "kin.informed", { identification, informant: "K-L1", on: "2026-02-25", channel: "in person" }, ["SA", "SEC"]);
  }
  await act("SA", "family.linked", { family: "K-F2", missing: "1", list: "SA-K2", row: "1" }, ["SA", "SEC"]);
  const pack = parseJson(fromUtf8((await desk.record.read("pack.json")) ?? new Uint8Array(0)));
  const next = utf8(JSON.stringify({ ...(isRecord(pack) ? pack : {}), version: desk.pack.version + 1 }));
  await desk.record.replace(`${PACKS}/000002-${sha256Hex(next)}.json`, next); // a version that nobody has adopted yet
  await publish(desk, chance.seconds());
}

/** The rows of a list as they were deposited. */
const heldRows = (desk: Desk, list: string): readonly NameRow[] =>
  desk.state.acts.flatMap(({ parsed }) => (parsed.room === "registry" && parsed.act.kind === "list.deposited" && parsed.act.list === list ? parsed.act.rows : []));

/** The plan of a round as it was recorded. */
const madeIn = (desk: Desk, round: number): Readonly<Record<string, unknown>> =>
  desk.state.acts.flatMap(({ parsed }) => (parsed.room === "planning" && parsed.act.kind === "plan.proposed" && parsed.act.round === round ? [parsed.act.made] : [])).at(-1) ?? {};

/** The files that a form asks for. */
export function writeKeyboardFiles(folder: string, desk: Desk): void {
  for (const { path, compose } of exerciseFiles(WORLD)) {
    const text = (): string => [...compose()].join("");
    if (path.startsWith("laboratory/")) writeFileSync(join(folder, path.replaceAll("/", "-")), text());
    if (path !== "acts-remains.json") continue;
    const acts = parseJson(text());
    for (const one of Array.isArray(acts) ? acts : []) {
      const body = isRecord(one) && isRecord(one["body"]) ? one["body"] : {};
      if (typeof body["text"] === "string" && body["side"] === "SA") writeFileSync(join(folder, "families.jsonl"), body["text"]);
      if (typeof body["text"] === "string" && body["purpose"] === "remains") writeFileSync(join(folder, "profiles.csv"), body["text"]);
    }
  }
  const { assign } = parsePlan(madeIn(desk, 3));
  const [first = ""] = Object.entries(assign).find(([, batch]) => batch !== null) ?? [];
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ ...madeIn(desk, 3), assign: { ...assign, [first]: null } }));
}

/** Kinds that are signed, because others follow from them; the rest is left at the signature. */
export const SIGNED: ReadonlySet<string> = new Set(["search.run", "candidates.kept", "seed.committed", "match.proposed", "pairs.decided", "plan.salted"]);

/** Kinds that come to the window of signing, where the desk says why it does not take them now: no plan is better than the one that was drawn. */
export const REFUSED: ReadonlySet<string> = new Set(["plan.challenged"]);

/** Kinds whose form begins as another kind. */
export const VARIANTS: Readonly<Record<string, string>> = { "samples.sent": "samples.taken" };

/** Buttons and links that bring what is signed, by their words, in the order in which they are pressed. */
export const PREPARES: readonly string[] = [
  "Run the search", "Compute the plan", "Who can step in without a new plan", "Compare", "Compute again and open", "1 One person", "Look for doubles", "Прикладний Андрій 1", "مثال Тарас 3", "SA-K2", "SA-K1", "SB-L1", "All lists",
];

export type Hints = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Those of them that begin a job, and what stands on the screen when it is done. */
export const JOBS: Readonly<Record<string, string>> = {
  "Run the search": '[data-act="search.run"], .note.late', "Compute the plan": '[data-act="plan.proposed"], .note.late', Compare: '[data-act="match.proposed"], .note.fine .button', "Compute again and open": ".note.fine .digest, .note.late",
  "Look for doubles": '[data-act="doubles.decided"], .note.late',
};

/** By kind and label of the field, or of its group, or its type after a colon; `*` for any field of the form; under `*` for any form; an empty kind for fields beside a button. An empty hint leaves the field as it is. */
export function hintsOf(desk: Desk): Hints {
  const out = [...(plansOf(desk.state).plans.get(PLAN)?.rounds[0]?.forwarded?.batches ?? [])].flatMap(({ persons }) => persons).filter((id) => id.startsWith("SA-"));
  const alone = desk.state.acts.flatMap(({ parsed, author }) => (author === "SA" && parsed.room === "remains" && parsed.act.kind === "remains.examined" ? parsed.act.containers : [])).find(({ sets }) => sets.length === 1)?.sets[0] ?? "";
  const [first = "", second = "", third = ""] = heldRows(desk, "SA-held").map(({ row }) => row);
  return {
    "": { "In your own words": "By keyboard", "Our answer": "By keyboard", "Our review is due on": "2026-03-20", "Extend the review to": "2026-03-21", "Pick row 12": "check", "Pick row 1": "check", Show: "chosen" },
    "*": { Number: "5", List: "SA-held", Planned: "5", Until: "2026-03-02T09:00" },
    "acceptance.set": { ":checkbox": "check" },
    "affiliation.found": { "Codes of the sets": alone },
    "custody.stated": { Rows: first, "Place, by your own code": "P-9", "*": "" },
    "dispute.closed": { Evidence: "" },
    "exception.recorded": { Code: "DECLINED", Number: "1" },
    "family.linked": { Family: "K-F3", "Missing member, by code": "1", List: "S", Row: "2" },
    "identification.policy": { "Name and version of the table": "table 1", "File of frequencies: Choose a file": "file:laboratory-frequencies.csv", "File of settings: Choose a file": "file:laboratory-settings.json" },
    "identification.signed": { ":checkbox": "check" },
    "linkage.stated": { "If these": "check", "Then these": "check", "These clauses": "check" },
    "list.deposited": { "Code of the list": "SA-K9", "Answers due": "", "Or paste the rows": "row,name,birth\n1,Invented Person,1990" },
    "logistics.stated": { "At most, batch b01": "5", "*": "" },
    "medical.decided": { Row: second, Ground: "I.A.1", "Class that the agreement names": "seriously wounded", Commission: "Joint commission", "Fit to travel from": "", "Decided on": "2026-03-02", "*": "" },
    "note.recorded": { ":checkbox": "check" },
    "office.held": { "For": "No party here" },
    "operation.allocated": { "K-OB1": "2", "K-OB2": "3" },
    "operation.counted": { Number: "12" },
    "plan.challenged": { "File of the plan": "file:plan.json" },
    "planning.agreed": { "*": "" },
    "profiles.deposited": { "File of profiles: Choose a file": "file:profiles.csv" },
    "references.deposited": { "File of families: Choose a file": "file:families.jsonl" },
    "references.withdrawn": { ":textarea": "K-F1" },
    "remains.buried": { ":text": "K-G1" },
    "remains.examined": { ":text": "K-X9", ":textarea": "K-C5 K-S8" },
    "remains.joined": { ":text": "K-J9", ":textarea": "K-S3 K-S4" },
    "remains.offered": { Containers: "C-1", "Place, by your own code": "P-9", "*": "" },
    "remains.received": { ":text": "K-9", ":textarea": "K-C9" },
    "samples.reported": { ":text": "K-P1", ":textarea": "K-M0" },
    "samples.sent": { Step: "samples.sent", ":text": "K-H1", ":textarea": "K-M1 K-S3" },
    "samples.taken": { ":text": "K-T1", ":textarea": "K-M1 K-S3" },
    "signing.required": { "Signatories of our own": "2" },
    "substitution.agreed": { "Who goes out": out.at(-1) ?? "", "Who comes in": `SA-held/${third}` },
    "together.stated": { Groups: `SA-held/${second} SA-held/${third}` },
    "total.published": { "Total before it": "", "Operations since": "" },
    "wishes.heard": { "Wishes to go": first, "Heard on": "2026-03-02", List: "SA-held", "*": "" },
  };
}
