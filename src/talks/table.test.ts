// The acceptance list of TALKS.md §11 on texts, receipts, clocks and brackets. Expected values are worked by hand from the rules there.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fault, Faults } from "../basis/fault.ts";
import { daysBetween, type CivilDate } from "../basis/civil-date.ts";
import { outsideOf, overlapsOf, parseAcceptanceSet, type Held } from "./acceptance-set.ts";
import { bracketsOn, parseBracket, parseBracketAccepted, parseClause, parseLinkage, parsePosition, textHashOf, type ClauseAct, type TabledAct } from "./clause.ts";
import { documentsOn, parseAnswer, parseDeposit, parseExtension, parseFetch, parseForwarding, parseReview, parseWithdrawal, type DocumentAct } from "./document.ts";
import {
  parseClaimAnswered, parseConsequence, parseConsequenceClosed, parseDispute, parseDisputeClosed, parseFinding, parseNote, parsePause, parsePauseClosed, parsePauseReport, parsePostponement,
} from "./event.ts";
import { agreedText, movesOf, wordChanges } from "./negotiating-text.ts";
import { agreedClauses, positionsOn, type SaidOn } from "./positions.ts";
import { agendaSheet, officeOn, parseMeetingRequest, parseOffice, parseRound } from "./round.ts";
import { checkOnTable, emptyTable, layOnTable, type TalksAct } from "./table.ts";

const SIDES = ["A", "B"] as const;
const days = (from: string, to: string): number => daysBetween(from as CivilDate, to as CivilDate);
const memo = "A pause comes first.\n";
const sha = textHashOf(memo);
const deposit = (more: object = {}) => parseDeposit({ document: "M", version: 1, form: "memorandum", title: "t", sha256: sha, language: "en", text: memo, ...more });

test("deposit, forwarding and fetch carry one SHA-256; another byte is refused, and so are receipts of what was never deposited", () => {
  const table = emptyTable();
  const fetched = parseFetch({ document: "M", sha256: sha });
  expect(() => checkOnTable(table, fetched, "A")).toThrow(expect.objectContaining({ code: "TABLE_NONE" }));
  layOnTable(table, deposit(), "A");
  for (const act of [parseForwarding({ document: "M", sha256: sha, to: "B" }), fetched, parseWithdrawal({ document: "M" })]) checkOnTable(table, act, "A");
  expect(() => checkOnTable(table, parseWithdrawal({ document: "M" }), "B"), "another side withdraws it").toThrow(expect.objectContaining({ code: "TABLE_AUTHOR" }));
  const other = textHashOf(`${memo} `);
  for (const act of [parseForwarding({ document: "M", sha256: other, to: "B" }), parseFetch({ document: "M", sha256: other }), parseAnswer({ document: "M", sha256: other, words: "w" })])
    expect(() => checkOnTable(table, act, "A"), act.kind).toThrow(expect.objectContaining({ code: "TABLE_OTHER_BYTES" }));
  expect(() => deposit({ text: `${memo} ` })).toThrow(Faults);
  expect(() => checkOnTable(table, deposit(), "A")).toThrow(expect.objectContaining({ code: "TABLE_VERSION" }));
});

test("a review of one week is amber on the day before its end, red after it, and an extension signed by one side has no effect", () => {
  const at = (on: string, by: string, act: Parameters<typeof documentsOn>[0][number] extends infer T ? Omit<T, "on" | "by" | "cite"> : never): DocumentAct => ({ ...act, on, by, cite: `${on}/${by}` }) as DocumentAct;
  const acts = [
    at("2025-06-02", "A", deposit()), at("2025-06-02", "B", parseReview({ document: "M", reviewer: "B", due: "2025-06-09" })),
    at("2025-06-08", "A", parseExtension({ document: "M", due: "2025-06-16" })), at("2025-06-11", "B", parseExtension({ document: "M", due: "2025-06-16" })),
    at("2025-06-17", "B", parseAnswer({ document: "M", sha256: sha, words: "w" })),
  ];
  const clock = (on: string) => documentsOn(acts, SIDES, on)[0]?.clock;
  expect(["2025-06-07", "2025-06-08", "2025-06-09", "2025-06-10"].map((on) => clock(on)?.state)).toEqual(["green", "amber", "amber", "red"]);
  expect([clock("2025-06-10")?.due, clock("2025-06-10")?.waitingFor]).toEqual(["2025-06-09", ["B"]]);
  expect([clock("2025-06-11")?.due, clock("2025-06-11")?.state, clock("2025-06-11")?.waitingFor]).toEqual(["2025-06-16", "green", []]);
  expect([clock("2025-06-17")?.state, documentsOn(acts, SIDES, "2025-06-17")[0]?.status]).toEqual(["answered", "answered"]);
  expect(documentsOn([...acts, at("2025-06-18", "A", parseWithdrawal({ document: "M" }))], SIDES, "2025-06-18")[0]?.status).toBe("withdrawn");
});

const clauseAct = (on: string, by: string, act: TalksAct): ClauseAct => ({ ...act, on, by, cite: `${on}/${by}/${act.kind}` }) as ClauseAct;
const said = (acts: readonly ClauseAct[]): SaidOn[] => acts.map((act) => ({ on: act.on, cite: act.cite, act }));
const tabled = (version: number, text: string) => parseClause({ clause: "1", version, language: "en", text, ast: "none" });
const takes = (text: string, value: string, reason?: string) => parsePosition({ clause: "1", textHash: textHashOf(text), value, ...(reason === undefined ? {} : { reason }) });

test("agreed is both sides' own acceptance of one hash; then one comma changes and both are under review", () => {
  const [text, comma] = ["Each party releases all.", "Each party, releases all."];
  const acts = [clauseAct("2025-06-02", "S", tabled(1, text)), clauseAct("2025-06-03", "A", takes(text, "accepted"))];
  expect(agreedClauses(positionsOn(said(acts), "2025-06-03"), SIDES)).toEqual([]);
  const both = [...acts, clauseAct("2025-06-04", "B", takes(text, "accepted"))];
  expect(agreedClauses(positionsOn(said(both), "2025-06-04"), SIDES).map(({ clause }) => clause)).toEqual(["1"]);
  expect(agreedText(["1"], both.filter((one): one is TabledAct => one.kind === "clause.tabled"), positionsOn(said(both), "2025-06-04"), [], SIDES)).toEqual([{ clause: "1", text, textHash: textHashOf(text) }]);
  const changed = [...both, clauseAct("2025-06-05", "S", tabled(2, comma))];
  const [row] = positionsOn(said(changed), "2025-06-05");
  expect(SIDES.map((side) => row?.cells[side]?.map(({ value }) => value))).toEqual([["under review"], ["under review"]]);
  expect(() => agreedText(["1"], [], positionsOn(said(changed), "2025-06-05"), [], SIDES)).toThrow(expect.objectContaining({ code: "AGREED_MIXED" }));
  const mixed = [...changed, clauseAct("2025-06-06", "A", takes(comma, "accepted")), clauseAct("2025-06-06", "B", takes(text, "accepted"))];
  expect(agreedClauses(positionsOn(said(mixed), "2025-06-06"), SIDES)).toEqual([]);
  expect(positionsOn(said(both), "2025-06-01")).toEqual([]);
});

test("a reservation is no acceptance and needs its reason; a position on a text that is gone is refused", () => {
  expect(() => takes("x", "accepted with reservation")).toThrow(Faults);
  const acts = [clauseAct("2025-06-02", "S", tabled(1, "x")), clauseAct("2025-06-02", "A", takes("x", "accepted with reservation", "the day is missing")), clauseAct("2025-06-02", "B", takes("x", "accepted"))];
  expect(agreedClauses(positionsOn(said(acts), "2025-06-02"), SIDES)).toEqual([]);
  const table = emptyTable();
  layOnTable(table, tabled(1, "x"), "A");
  expect(() => checkOnTable(table, takes("y", "accepted"), "A")).toThrow(expect.objectContaining({ code: "TABLE_OTHER_BYTES" }));
  expect(() => checkOnTable(table, tabled(3, "z"), "A")).toThrow(expect.objectContaining({ code: "TABLE_VERSION" }));
  expect(() => checkOnTable(emptyTable(), takes("x", "accepted"), "A")).toThrow(expect.objectContaining({ code: "TABLE_NONE" }));
});

test("a bracket is resolved only when both sides name the same new text, and never holds another bracket", () => {
  const opened = parseBracket({ bracket: "b", clause: "1", textHash: textHashOf("old"), alternatives: [{ id: "a", by: "A", text: "25" }, { id: "b", by: "B", text: "27" }] });
  expect(() => parseBracket({ ...opened, kind: undefined, alternatives: [{ id: "a", by: "A", text: "[25]" }, { id: "b", by: "B", text: "27" }] })).toThrow(Faults);
  const accepted = (text: string) => parseBracketAccepted({ bracket: "b", textHash: textHashOf(text) });
  const acts = [clauseAct("2025-06-02", "S", opened), clauseAct("2025-06-05", "A", accepted("new")), clauseAct("2025-06-06", "B", accepted("newer"))];
  expect(bracketsOn(acts, SIDES, "2025-06-07", days)).toMatchObject([{ resolvedOn: null, daysOpen: 5 }]);
  expect(bracketsOn([...acts, clauseAct("2025-06-08", "A", accepted("newer"))], SIDES, "2025-06-09", days)).toMatchObject([{ resolvedOn: "2025-06-08", daysOpen: null }]);
  expect(bracketsOn([...acts, clauseAct("2025-06-08", "M", accepted("newer"))], SIDES, "2025-06-09", days)).toMatchObject([{ resolvedOn: null }]);
  const table = emptyTable();
  expect(() => checkOnTable(table, accepted("new"), "A")).toThrow(expect.objectContaining({ code: "TABLE_NONE" }));
  layOnTable(table, tabled(1, "old"), "A");
  layOnTable(table, opened, "A");
  expect(() => checkOnTable(table, opened, "A")).toThrow(expect.objectContaining({ code: "TABLE_TWICE" }));
  expect(() => checkOnTable(table, parseAcceptanceSet({ bracket: "b", alternatives: ["z"] }), "A")).toThrow(expect.objectContaining({ code: "TABLE_NONE" }));
});

test("acceptance sets are counted for the mediator: agreed, overlap, none, unknown, and how many lie outside each", () => {
  const brackets = ["w", "x", "y", "z"].map((bracket) => ({ bracket, alternatives: ["a", "b", "c"].map((id) => ({ id, by: "A", text: id })) }));
  const held = (by: string, bracket: string, alternatives: string[]): Held => ({ ...parseAcceptanceSet({ bracket, alternatives }), by, on: "2025-06-02", cite: "c" });
  const sets = [held("A", "w", ["a"]), held("B", "w", ["a"]), held("A", "x", ["a", "b"]), held("B", "x", ["b", "c"]), held("A", "y", ["a"]), held("B", "y", ["c"]), held("A", "z", ["a"])];
  expect(overlapsOf(brackets, sets, SIDES).map(({ overlap }) => overlap)).toEqual(["agreed", "overlap exists", "no overlap", "unknown"]);
  expect(outsideOf({ w: "a", x: "a", y: "a" }, sets, SIDES)).toEqual({ A: 0, B: 2 });
  expect(outsideOf({ z: "a" }, sets, SIDES)).toEqual({ A: 0, B: null });
});

test("an office is held in time: the same head is another officer's title a month later", () => {
  const office = (on: string, title: string, more: object = {}) => ({ ...parseOffice({ officer: "u", name: "U.", party: "A", office: title, ...more }), on, by: "S", cite: title });
  const offices = [office("2025-06-02", "minister"), office("2025-07-23", "secretary")];
  expect(["2025-06-02", "2025-07-22", "2025-07-23"].map((on) => officeOn(offices, "u", on)?.office)).toEqual(["minister", "minister", "secretary"]);
  expect(officeOn(offices, "u", "2025-06-01")).toBeUndefined();
  expect(officeOn([office("2025-06-02", "minister", { from: "2025-01-01", until: "2025-02-01" })], "u", "2025-03-01")).toBeUndefined();
  const round = (n: string, from: string) => ({ ...parseRound({ round: n, process: "P", place: "Istanbul", venue: "the palace", from, format: "direct", delegations: [{ party: "A", head: "u", members: [] }] }), on: from, by: "S", cite: `round/${n}` });
  const meetings = [{ ...parseMeetingRequest({ meeting: "m", level: "leaders", between: ["A", "B"], round: "1" }), on: "2025-06-02", by: "T", cite: "meeting" }];
  const sheet = agendaSheet({ rounds: [round("2", "2025-07-23"), round("1", "2025-06-02")], offices, meetings }, (code) => code);
  expect(sheet.indexOf("round 1")).toBeLessThan(sheet.indexOf("round 2"));
  expect(sheet).toMatch(/round 1 [^]*U\., minister[^]*Asked for by T[^]*round 2 [^]*U\., secretary/);
});

test("the words that a new version puts in and takes out rebuild both versions", () => {
  expect(wordChanges("all aged 25", "all aged 27 or under")).toEqual([{ kept: "all aged" }, { out: "25" }, { in: "27 or under" }]);
  const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
  fc.assert(fc.property(words, words, (before, after) => {
    const changes = wordChanges(before.join(" "), after.join(" "));
    const side = (drop: "in" | "out"): string => changes.flatMap((one) => (drop in one ? [] : [one.kept ?? one.in ?? one.out ?? ""])).join(" ");
    expect([side("in"), side("out")]).toEqual([before.join(" "), after.join(" ")]);
  }));
  const move = (version: number, text: string): TabledAct => ({ ...tabled(version, text), on: "2025-06-02", by: "A", cite: `v${version}` });
  expect(movesOf([move(1, "x"), move(2, "x y")]).map(({ changes }) => changes)).toEqual([[{ in: "x" }], [{ kept: "x" }, { in: "y" }]]);
});

test("every other form is read, and refused by its own code when a member is wrong", () => {
  const forms: [string, (body: Record<string, unknown>) => TalksAct, Record<string, unknown>, string][] = [
    ["LINKAGE_FORM", parseLinkage, { linkage: "l", form: "if then", if: ["1"], then: ["2"] }, "if"],
    ["CONSEQUENCE_FORM", parseConsequence, { consequence: "c", condition: "x", words: "y", target: "not stated", imposedBy: "not stated" }, "target"],
    ["CONSEQUENCE_FORM", parseConsequenceClosed, { consequence: "c", outcome: "lapsed", words: "w" }, "outcome"],
    ["PAUSE_FORM", parsePause, { pause: "p", sector: "s", from: "2025-06-02T06:00", until: "2025-06-03T06:00", purpose: "x", state: "proposed" }, "until"],
    ["PAUSE_FORM", parsePauseReport, { pause: "p", at: "2025-06-02T06:00", words: "w" }, "at"],
    ["PAUSE_FORM", parsePauseClosed, { pause: "p", words: "w", recovered: ["op-1"] }, "words"],
    ["CLAIM_FORM", parseClaimAnswered, { claim: "E46", stance: "denied", words: "w", claims: [] }, "stance"],
    ["POSTPONEMENT_FORM", parsePostponement, { operation: "o", words: "w", until: "2025-06-09" }, "until"],
    ["DISPUTE_FORM", parseDispute, { dispute: "d", about: "a", words: "w" }, "words"],
    ["DISPUTE_FORM", parseDisputeClosed, { dispute: "d", outcome: "o" }, "outcome"],
    ["FINDING_FORM", parseFinding, { finding: "f", body: "b", mandate: "m", about: "a", words: "w" }, "mandate"],
    ["NOTE_FORM", parseNote, { about: "a", words: "w" }, "words"],
    ["MEETING_FORM", parseMeetingRequest, { meeting: "m", level: "leaders", between: ["A", "B"] }, "level"],
    ["OFFICE_FORM", parseOffice, { officer: "u", name: "U.", office: "minister" }, "name"],
    ["ROUND_FORM", parseRound, { round: "1", process: "p", place: "x", from: "2025-06-02", format: "direct" }, "from"],
    ["CLAUSE_FORM", parseClause, { clause: "1", version: 1, language: "en", text: "x", ast: "none" }, "ast"],
  ];
  for (const [code, parse, body, field] of forms) {
    expect(parse(body)).toMatchObject(body);
    try {
      parse({ ...body, [field]: 7 });
      expect.unreachable(code);
    } catch (error) {
      expect(error instanceof Faults ? error.faults.map((fault: Fault) => [fault.code, fault.places[0]?.field]) : error, code).toContainEqual([code, field]);
    }
  }
});

test("what is closed or reported must have been stated, and a name is taken once", () => {
  const table = emptyTable();
  const none = (act: TalksAct): void => expect(() => checkOnTable(table, act, "A"), act.kind).toThrow(expect.objectContaining({ code: "TABLE_NONE" }));
  none(parseConsequenceClosed({ consequence: "c", outcome: "lapsed", words: "w" }));
  none(parsePauseClosed({ pause: "p", words: "w" }));
  none(parsePauseReport({ pause: "p", at: "2025-06-02T06:00", words: "w" }));
  none(parseDisputeClosed({ dispute: "d", outcome: "o" }));
  none(parseLinkage({ linkage: "l", form: "package", if: ["1"], then: [] }));
  const round = parseRound({ round: "1", process: "p", place: "x", from: "2025-06-02", format: "direct" });
  layOnTable(table, round, "A");
  expect(() => checkOnTable(table, round, "A")).toThrow(expect.objectContaining({ code: "TABLE_TWICE" }));
  const dispute = parseDispute({ dispute: "d", about: "a", words: "w" });
  layOnTable(table, dispute, "A");
  checkOnTable(table, dispute, "A");
  checkOnTable(table, parseDisputeClosed({ dispute: "d", outcome: "o" }), "A");
});
