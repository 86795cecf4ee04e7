// A list of names on paper: with the answers that stand; as an answer sheet with columns for the pen; as the manifest of an operation with
// a column for the roll call; and the letter with which the secretariat passes it on, which names nobody. Persons are printed from what
// lies in the asker's own compartment alone.
import type { Cell, Column, DocumentBlock, PrintPart } from "../../basis/document.ts";
import { Fault } from "../../basis/fault.ts";
import { casesOf, listsOn, type ListState, type NameCase } from "../../registry/name-case.ts";
import { sidesOf } from "../../vocabulary/conflict-pack.ts";
import { listsOf } from "../lists-of.ts";
import { citing, type Matter, type PrintSource } from "./print-frame.ts";

type Found = { readonly list: ListState; readonly rows: readonly NameCase[]; readonly total: number };

/** @throws Fault `LIST_NONE`. */
function listNamed({ desk, state, on }: PrintSource, name: string, { first, count }: PrintPart): Found {
  const lists = listsOf(state);
  const list = listsOn(lists, sidesOf(desk.pack), on).find((one) => one.list === name && one.on <= on);
  if (!list) throw new Fault("LIST_NONE", "no list of this name is in sight", [{ field: "list" }]);
  const { total, rows } = casesOf(lists, name, on, { from: first - 1, limit: count });
  if (rows.length === 0) throw new Fault("REQUEST_FORM", `expected a first row from 1 to ${total}`, [{ field: "first" }]);
  return { list, rows, total };
}

function factsOf(source: PrintSource, { list, rows, total }: Found, { first }: PrintPart): DocumentBlock {
  const { say, code, party, own, list: joined } = source.words;
  const cites = citing(source);
  const counts = Object.entries(list.counts).filter(([, count]) => count > 0).map(([state, count]) => `${code("name", state)}: ${source.words.number(count)}`);
  return {
    kind: "facts",
    rows: [
      { label: say("lists.purpose"), lines: [code("purpose", list.purpose)] },
      { label: say("member.about"), lines: [party(list.about)] },
      { label: say("lists.names"), lines: [say("lists.namesCount", { count: total }), ...(rows.length < total ? [say("common.range", { first, last: first + rows.length - 1, total })] : []), joined(counts)] },
      { label: say("lists.due"), lines: [list.due === null ? say("lists.noDue") : own(list.due)] },
      ...list.forwarded.map((one) => ({ label: say("lists.forwarded"), lines: [say("lists.forwardedOn", { party: party(one.to), day: one.on })] })),
      { label: "SHA-256", lines: [own(list.sha256)] },
      { label: say("common.restsOn"), lines: [joined(cites([list.entry, ...list.forwarded.map(({ entry }) => entry), ...list.signedBy.map(({ entry }) => entry)]))] },
    ],
  };
}

const leadOf = ({ words: { say, party } }: PrintSource, list: ListState): string => say("lists.depositedOn", { party: party(list.by), day: list.on });

/** Every name with the answer that stands and the entry it rests on. @throws Fault `LIST_NONE`, `REQUEST_FORM`. */
export function listPrint(source: PrintSource, name: string, part: PrintPart): Matter {
  const found = listNamed(source, name, part);
  const { say, own, code } = source.words;
  const cites = citing(source);
  const columns: readonly Column[] = [{ head: say("member.row"), share: 12 }, { head: say("member.name"), share: 34 }, { head: say("member.birth"), share: 13 }, { head: say("lists.state"), share: 15 }, { head: say("lists.answer"), share: 24 }, { head: say("print.entries"), share: 20 }];
  const rows = found.rows.map(({ row, state, answer, thread }): readonly Cell[] => [
    own(row.row), own(row.name), row.birth === undefined ? say("common.notStated") : own(row.birth), code("name", state), answer === null ? "" : { text: code("answer", answer.code), beside: [own(answer.date)] },
    source.words.list(cites(thread.map(({ entry }) => entry))),
  ]);
  return { form: "list", title: `${say("print.list")} ${own(name)}`, lead: [leadOf(source, found.list)], blocks: [factsOf(source, found, part), { kind: "table", columns, rows }] };
}

/** The same names and empty columns for the pen. @throws Fault `LIST_NONE`, `REQUEST_FORM`. */
export function sheetPrint(source: PrintSource, name: string, part: PrintPart): Matter {
  const found = listNamed(source, name, part);
  const { say, own } = source.words;
  const columns: readonly Column[] = [{ head: say("member.row"), share: 12 }, { head: say("member.name"), share: 44 }, { head: say("member.birth"), share: 14 }, { head: say("print.answerCode"), share: 18, isByHand: true }, { head: say("member.date"), share: 18, isByHand: true }, { head: say("lists.byHand"), share: 40, isByHand: true }];
  const rows = found.rows.map(({ row }): readonly Cell[] => [own(row.row), own(row.name), row.birth === undefined ? say("common.notStated") : own(row.birth), "", "", ""]);
  return { form: "sheet", title: `${say("print.sheet")} ${own(name)}`, lead: [leadOf(source, found.list)], blocks: [factsOf(source, found, part), { kind: "table", columns, rows }, ...bySides(source, [found.list.about])] };
}

/** Whom an operation names; a draft until both sides have signed the final list. @throws Fault `LIST_NONE`, `REQUEST_FORM`. */
export function manifestPrint(source: PrintSource, name: string, operation: string | undefined, part: PrintPart): Matter {
  const found = listNamed(source, name, part);
  const { say, own } = source.words;
  const columns: readonly Column[] = [{ head: say("member.number"), share: 8, isNumber: true }, { head: say("member.row"), share: 14 }, { head: say("member.name"), share: 44 }, { head: say("member.birth"), share: 15 }, { head: say("print.present"), share: 16, isByHand: true }, { head: say("lists.byHand"), share: 30, isByHand: true }];
  const standing = found.rows.filter(({ state }) => state !== "final-out");
  const rows = standing.map(({ row }, i): readonly Cell[] => [source.words.number(part.first + i), own(row.row), own(row.name), row.birth === undefined ? say("common.notStated") : own(row.birth), "", ""]);
  return {
    form: "manifest", title: `${say("print.manifest")} ${own(operation ?? name)}`, lead: [`${say("print.list")} ${own(name)}. ${leadOf(source, found.list)}`], draft: found.list.isFinal ? null : say("print.manifestDraft"),
    blocks: [factsOf(source, found, part), { kind: "table", columns, rows }, ...bySides(source, sidesOf(source.desk.pack))],
  };
}

/** With which the secretariat passes a list on: whose it is, how many names, by when; no name stands in it. @throws Fault `LIST_NONE`. */
export function letterPrint(source: PrintSource, name: string): Matter {
  const { list, total } = listNamed(source, name, { first: 1, count: 1 });
  const { say, own, party } = source.words;
  const { secretariat } = source.desk.pack;
  const cites = citing(source);
  const to = list.forwarded.at(-1)?.to ?? list.about;
  const line = (text: string): DocumentBlock => ({ kind: "text", text });
  return {
    form: "letter", title: `${say("print.letter")}: ${say("print.list")} ${own(name)}`,
    draft: list.forwarded.length === 0 ? say("print.letterDraft") : null,
    blocks: [
      { kind: "facts", rows: [{ label: say("member.from"), lines: [party(secretariat.code)] }, { label: say("member.to"), lines: [party(to)] }] },
      line(say("print.letterBody", { list: name, by: party(list.by), day: list.on, count: total })),
      line(list.due === null ? say("lists.noDue") : say("print.letterDue", { day: list.due })),
      line(say("print.letterDigest")),
      { kind: "proof", lines: [`SHA-256 ${list.sha256}`] },
      { kind: "facts", rows: [{ label: say("common.restsOn"), lines: [source.words.list(cites([list.entry, ...list.forwarded.map(({ entry }) => entry)]))] }] },
      ...bySides(source, [secretariat.code]),
    ],
  };
}

const bySides = ({ words: { say, party } }: PrintSource, sides: readonly string[]): DocumentBlock[] => [{ kind: "signatures", places: sides.map((side) => ({ party: party(side), words: say("print.signHere"), lines: [] })) }];
