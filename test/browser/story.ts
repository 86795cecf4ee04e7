// Synthetic matter for the screens: a list in two scripts with answers and an objection, a document with its clock, clauses with a
// bracket, a text that one side has signed, a consequence, a pause, a dispute. All persons are invented.
import { utf8 } from "../../src/basis/bytes.ts";
import { sha256Hex } from "../../src/basis/sha256.ts";
import { parseCivilDate } from "../../src/basis/civil-date.ts";
import { partiesOf, sidesOf } from "../../src/vocabulary/conflict-pack.ts";
import { recordAct, type Act, type Desk } from "../../src/desk/desk.ts";
import { publish } from "../../src/desk/publish.ts";
import { noticeDigest, parseNotice } from "../../src/handover/notice.ts";
import { rowsDigest, type NameRow } from "../../src/registry/list-act.ts";
import { seededChance } from "../walked-desk.ts";

const day = (text: string): Act["at"] => {
  const found = parseCivilDate(text);
  if (!found) throw new Error("expected a day");
  return found;
};

const GIVEN = ["Андрій", "Олена", "Тарас", "Ірина", "محمد", "Jan", "Дмитро", "Сергій", "Mehmet", "Юлія"];
const FAMILY = ["Прикладний", "Зразковий", "Тестенко", "Вигаданий", "مثال", "Muster", "Умовний", "Навчальний", "Örnek", "Пробний"];

/** `count` invented names; every third birth date is partial. */
export const inventedRows = (count: number): NameRow[] =>
  Array.from({ length: count }, (_, i) => ({
    row: String(i + 1), name: `${FAMILY[(i * 7) % 10] ?? ""} ${GIVEN[i % 10] ?? ""} ${i + 1}`,
    birth: i % 3 === 0 ? String(1970 + (i % 35)) : `${1970 + (i % 35)}-0${1 + (i % 9)}-1${i % 10}`, category: i % 5 === 0 ? "wounded" : "soldier",
  }));

const TEXT = "Each side returns all seriously wounded prisoners.\nEach side returns at least 1,000 prisoners.";
const CLAUSE = "Each side returns all prisoners aged [25 and under / 18 to 25] on 2 June 2025.";

/** Records the story; the desk stays open. */
export async function tellStory(desk: Desk): Promise<void> {
  const [a, b] = sidesOf(desk.pack);
  const all = partiesOf(desk.pack).map(({ code }) => code);
  const desks = desk.pack.secretariat.code;
  const chance = seededChance("story");
  let n = 0;
  const act = (actor: string, kind: string, body: Act["body"], at = "2026-02-20", to: readonly string[] = all): Promise<number> =>
    recordAct(desk, { label: `story/${++n}`, at: day(at), actor, kind, body, sources: [], to }, chance);
  const rows = inventedRows(24);
  await act(b, "list.deposited", { list: `${b}-L1`, purpose: "asked for", about: a, due: "2026-02-22", rows }, "2026-02-10", [b, desks]);
  await act(desks, "list.forwarded", { list: `${b}-L1`, to: a, sha256: rowsDigest(rows), purpose: "asked for", due: "2026-02-22", rows }, "2026-02-11", [a, b, desks]);
  await act(a, "name.answered", { list: `${b}-L1`, answers: rows.slice(0, 9).map(({ row }, i) => ({ row, code: i % 3 === 2 ? "NOT_HELD" : "HELD", date: "2026-02-15", ...(i % 3 === 2 ? { searched: "all camps of the list" } : {}) })) }, "2026-02-16");
  const answer = `story/${n}`;
  await act(b, "name.objected", { list: `${b}-L1`, row: "3", answer, code: "EVIDENCE_HELD", words: "A letter of January says that he is held." }, "2026-02-18");
  const memorandum = "1. Lists are answered within seven days.\n2. Transport follows within ten days.";
  const sha256 = sha256Hex(utf8(memorandum));
  await act(a, "document.deposited", { document: "M-7", version: 1, form: "memorandum", title: "Order of work on lists", sha256, language: "en", text: memorandum }, "2026-02-12");
  await act(desks, "document.forwarded", { document: "M-7", sha256, to: b }, "2026-02-12");
  await act(b, "document.fetched", { document: "M-7", sha256 }, "2026-02-13");
  await act(b, "review.opened", { document: "M-7", reviewer: b, due: "2026-02-24" }, "2026-02-13");
  await act(a, "clause.tabled", { clause: "5", version: 1, language: "en", text: CLAUSE, ast: "none" }, "2026-02-14");
  await act(b, "position.taken", { clause: "5", textHash: sha256Hex(utf8(CLAUSE)), value: "accepted with reservation", reason: "the reference day must be named" }, "2026-02-15");
  await act(b, "bracket.opened", { bracket: "B-5", clause: "5", textHash: sha256Hex(utf8(CLAUSE)), alternatives: [{ id: "B-5-1", by: a, text: "18 to 25" }, { id: "B-5-2", by: b, text: "25 and under" }] }, "2026-02-15");
  await act(a, "text.signed", { agreement: "IST-4", text: TEXT }, "2026-02-19");
  await act(b, "consequence.stated", { consequence: "C-1", condition: "there is no answer by 1 March", words: "a meeting of the foreign ministers is asked for", target: "not stated", imposedBy: "not stated" }, "2026-02-19");
  await act(desks, "pause.announced", { pause: "P-1", sector: "northern sector", from: "2026-02-21T08:00", until: "2026-02-23T08:00", purpose: "recovery of the fallen", state: "consented" }, "2026-02-20");
  await act(a, "dispute.stated", { dispute: "D-1", about: "the 3 of 16 June", words: "The seals were counted at loading." }, "2026-02-20");
  await act(b, "dispute.stated", { dispute: "D-1", about: "the 3 of 16 June", words: "The containers were counted on arrival." }, "2026-02-20");
  await act(a, "operation.postponed", { operation: "ev-068", words: "The route was not confirmed." }, "2026-02-21");
  await act(b, "operation.postponed", { operation: "ev-068", words: "We were at the point.", until: "2026-02-26" }, "2026-02-21");
  const notice = {
    operation: "ex-71", version: 1, place: "northern crossing", route: "road 4 to the crossing", from: "2026-02-28T08:00", until: "2026-02-28T16:00", flights: "above the floor only", floorMetres: 3_000,
    means: [{ kind: "bus", count: 4, by: a }, { kind: "ambulance", count: 2, by: b }], contacts: ["channel 7, call sign Crossing"],
    legs: [{ what: "captives", from: a, to: b, planned: 25 }, { what: "captives", from: b, to: a, planned: 25 }],
  };
  const over = { operation: "ex-71", version: 1, sha256: noticeDigest(parseNotice(notice)) };
  await act(desk.pack.mediator.code, "operation.announced", notice, "2026-02-22");
  for (const side of [a, b]) await act(side, "notice.acknowledged", over, "2026-02-23");
  await act(desk.pack.mediator.code, "operation.go", over, "2026-02-24");
  await act(a, "exception.recorded", { operation: "ex-71", code: "UNFIT", what: "captives", from: a, to: b, count: 1, list: `${b}-L1`, row: "4" }, "2026-02-24");
  await act(b, "exception.recorded", { operation: "ex-71", code: "EXTRA", what: "captives", from: a, to: b, count: 1, spot: "S-1" }, "2026-02-24");
  await publish(desk, chance.seconds());
}
