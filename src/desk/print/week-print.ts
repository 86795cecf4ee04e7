// The week on paper: the disputes that have been open for more than thirty days first (MISSION A8), then those of younger age and those
// closed in these seven days; where the counts differ and since when; what is overdue; what was counted; how many acts of which kind.
import { addDays, type CivilDate } from "../../basis/civil-date.ts";
import { byCodeUnit } from "../../basis/code-sort.ts";
import type { Cell, DocumentBlock } from "../../basis/document.ts";
import type { State } from "../../entries/fold.ts";
import { nextOperation } from "../next-operation.ts";
import { accountOf } from "../say.ts";
import { countsIn } from "../say-handover.ts";
import type { DisputeState } from "../say-talks.ts";
import { differencesOf, talksIn, waitingOn } from "../waiting.ts";
import { differ } from "./account-print.ts";
import type { Matter, PrintSource } from "./print-frame.ts";
import type { PrintWords } from "./print-words.ts";

/** A dispute open for more days than these heads the report. */
const LONG_DAYS = 30;
const WEEK_DAYS = 7;

/** The seven days that end with the day asked for, as one compartment sees them. Linear in the acts. */
export function weekPrint(source: PrintSource): Matter {
  const { desk: { pack }, state, on, words } = source;
  const { say } = words;
  const from = addDays(on, 1 - WEEK_DAYS);
  const disputes = [...talksIn(state, pack, on).disputes].sort((a, b) => b.ageDays - a.ageDays || byCodeUnit(a.dispute, b.dispute));
  const open = disputes.filter(({ closed }) => closed === null);
  const long = open.filter(({ ageDays }) => ageDays > LONG_DAYS), young = open.filter(({ ageDays }) => ageDays <= LONG_DAYS);
  const ended = disputes.filter(({ closed }) => closed !== null && closed.on >= from);
  const differences = differencesOf(accountOf(state, on));
  return {
    form: "week", title: say("print.week"), lead: [say("print.weekSpan", { from, to: on })],
    blocks: [
      ...(long.length === 0 ? [{ kind: "text", text: say("print.weekNoLong", { days: LONG_DAYS }) } as const] : [disputesTable(say("print.weekLong", { days: LONG_DAYS, count: long.length }), long, words)]),
      ...(young.length === 0 ? [] : [disputesTable(say("print.weekOpen", { count: young.length }), young, words)]),
      ...(ended.length === 0 ? [] : [endedTable(ended, words)]),
      ...(differences.length === 0 ? [{ kind: "text", text: say("desk.noDifferences") } as const] : [differ(differences, words)]),
      waitingTable(source), ...countedTable(source, from), ...actsTable(state, from, on, words),
      { kind: "text", text: nextLine(source) }, { kind: "text", text: say("print.weekInSight"), isQuiet: true },
    ],
  };
}

/** What each side says and asks for, under the matter; the machine adds the age alone. */
function disputesTable(caption: string, disputes: readonly DisputeState[], { say, own, party }: PrintWords): DocumentBlock {
  return {
    kind: "table", caption,
    columns: [{ head: say("talks.about"), share: 34 }, { head: say("print.weekAge"), share: 22 }, { head: say("print.weekEachSays"), share: 78 }],
    rows: disputes.flatMap(({ dispute, about, since, ageDays, statements }) => statements.map(({ by, words: said, remedy, cite }, i): readonly Cell[] => [
      ...(i > 0 ? ["", ""] : [{ text: own(about), beside: [own(dispute)] }, say("desk.since", { day: since, days: ageDays })]),
      { text: `${party(by)}: ${own(`“${said}”`)}`, beside: [...(remedy === null ? [] : [`${say("member.remedy")}: ${own(`“${remedy}”`)}`]), own(`[${cite}]`)] },
    ])),
  };
}

function endedTable(disputes: readonly DisputeState[], { say, own, list }: PrintWords): DocumentBlock {
  return {
    kind: "table", caption: say("print.weekClosed", { count: disputes.length }),
    columns: [{ head: say("talks.about"), share: 40 }, { head: say("member.outcome"), share: 50 }, { head: say("common.restsOn"), share: 44 }],
    rows: disputes.flatMap(({ dispute, about, ageDays, closed }): (readonly Cell[])[] => (closed === null ? [] : [[
      { text: own(about), beside: [own(dispute)] }, { text: own(closed.outcome), beside: [say("talks.disputeClosed", { day: closed.on, days: ageDays })] }, list([...closed.cites, ...closed.evidence].map(own)),
    ]])),
  };
}

function waitingTable({ desk: { pack }, state, on, words }: PrintSource): DocumentBlock {
  const { say, own, party, list } = words;
  const waiting = waitingOn(state, pack, on);
  if (waiting.length === 0) return { kind: "text", text: say("print.weekNothingWaits") };
  return {
    kind: "table", caption: say("print.weekWaits", { count: waiting.length }),
    columns: [{ head: say("print.weekMatter"), share: 72 }, { head: say("print.weekFor"), share: 28 }, { head: say("print.weekAge"), share: 30 }],
    rows: waiting.map(({ key, values, for: parties, since, ageDays, due, overdueDays }): readonly Cell[] => [
      say(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === "to" && typeof value === "string" ? party(value) : value]))), list(parties.map(party)),
      { text: overdueDays > 0 ? say("desk.overdue", { days: overdueDays }) : say("desk.since", { day: since, days: ageDays }), beside: due === null ? [] : [say("desk.due", { day: own(due) })] },
    ]),
  };
}

/** Each speaker's own number of each operation that he counted in these days. */
function countedTable({ state, on, words }: PrintSource, from: CivilDate): DocumentBlock[] {
  const { say, own, party, howMany } = words;
  const counted = countsIn(state, on).filter((one) => one.on >= from);
  if (counted.length === 0) return [];
  return [{
    kind: "table", caption: say("print.weekCounted"),
    columns: [{ head: say("operations.name"), share: 26 }, { head: say("account.speaker"), share: 28 }, { head: say("print.counted"), share: 80 }],
    rows: counted.flatMap(({ operation, by, on: day, flows, cite }) => flows.map(({ what, category, count, from: giver, to }, i): readonly Cell[] => [
      ...(i > 0 ? ["", ""] : [{ text: own(operation), beside: [own(day)] }, party(by)]),
      { text: `${howMany(what, count)}${category === undefined ? "" : ` (${own(category)})`}`, beside: [`${say("print.fromTo", { from: party(giver), to: party(to) })} ${own(`[${cite}]`)}`] },
    ])),
  }];
}

function actsTable(state: State, from: CivilDate, on: CivilDate, { say, code, party, number }: PrintWords): DocumentBlock[] {
  const sums = new Map<string, { kind: string; author: string; count: number }>();
  for (const { kind, author, at } of state.acts) {
    if (at < from || at > on) continue;
    const one = sums.get(`${author}\n${kind}`) ?? { kind, author, count: 0 };
    one.count++;
    sums.set(`${author}\n${kind}`, one);
  }
  if (sums.size === 0) return [{ kind: "text", text: say("print.weekNoActs") }];
  return [{
    kind: "table", caption: say("print.weekActs"),
    columns: [{ head: say("account.speaker"), share: 40 }, { head: say("print.weekKind"), share: 70 }, { head: say("member.count"), share: 24, isNumber: true }],
    rows: [...sums].sort(([a], [b]) => byCodeUnit(a, b)).map(([, { kind, author, count }]): readonly Cell[] => [party(author), code("kind", kind), number(count)]),
  }];
}

/** When, and how far it is: never its route, its place or who goes. */
function nextLine({ desk: { pack }, state, on, words: { say, own, code } }: PrintSource): string {
  const next = nextOperation(state, pack, on);
  if (next === null) return say("desk.noNext");
  const span = next.from === next.until ? own(next.until) : `${own(next.from.replace("T", " "))} – ${own(next.until.replace("T", " "))}`;
  return `${say("desk.next")}: ${own(next.operation)}, ${span}, ${code("phase", next.phase)}`;
}
