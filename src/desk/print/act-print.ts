// The act of handover on paper: planned, counted by each side in its own words, exceptions by code, the differences annexed with both
// numbers, and both signatures. Route, means and contacts of the notice stand in no print; who declined is a number.
import type { Cell, DocumentBlock } from "../../basis/document.ts";
import { Fault } from "../../basis/fault.ts";
import type { OperationState } from "../../handover/operation.ts";
import { sidesOf } from "../../vocabulary/conflict-pack.ts";
import type { OperationCounted } from "../api-types.ts";
import { countsIn, operationsIn } from "../say-handover.ts";
import { citing, type Matter, type PrintSource } from "./print-frame.ts";

type Direction = { readonly what: string; readonly category: string; readonly from: string; readonly to: string; readonly planned: number | undefined; readonly counts: Readonly<Record<string, number | string>> };

/** @throws Fault `OPERATION_NONE`. */
export function actPrint(source: PrintSource, operation: string): Matter {
  const { desk: { pack }, state, on, words } = source;
  const { say, own, party, code } = words;
  const known = operationsIn(state, pack, on).find((one) => one.operation === operation);
  const counted = countsIn(state, on).filter((one) => one.operation === operation);
  if (!known && counted.length === 0) throw new Fault("OPERATION_NONE", "no operation of this name is in sight", [{ field: "operation" }]);
  const sides = sidesOf(pack);
  const directions = directionsOf(known, counted);
  const isDone = sides.every((side) => counted.some(({ by }) => by === side));
  return {
    form: "act", title: `${say("print.act")} ${own(operation)}`, lead: known ? [`${say("lists.state")}: ${code("phase", known.phase)}`] : [], draft: isDone ? null : say("print.actDraft"),
    blocks: [
      factsBlock(source, known, counted), countsBlock(source, directions), ...exceptionsBlock(source, known), ...differencesBlock(source, directions),
      { kind: "signatures", places: sides.map((side) => ({ party: party(side), words: say("print.signHere"), lines: [] })) },
    ],
  };
}

function directionsOf(known: OperationState | undefined, counted: readonly OperationCounted[]): Direction[] {
  const found = new Map<string, { what: string; category: string; from: string; to: string; planned: number | undefined; counts: Record<string, number | string> }>();
  const at = ({ what, category = "", from, to }: { readonly what: string; readonly category?: string; readonly from: string; readonly to: string }) => {
    const key = [what, category, from, to].join("\n");
    const one = found.get(key) ?? { what, category, from, to, planned: undefined, counts: {} };
    found.set(key, one);
    return one;
  };
  for (const leg of known?.legs ?? []) at(leg).planned = leg.planned;
  for (const { by, flows } of counted)
    for (const flow of flows) {
      const { counts } = at(flow), before = counts[by];
      counts[by] = typeof before === "number" && typeof flow.count === "number" ? before + flow.count : flow.count; // one direction may count towards several obligations
    }
  return [...found.values()];
}

function factsBlock(source: PrintSource, known: OperationState | undefined, counted: readonly OperationCounted[]): DocumentBlock {
  const { say, own, party, list } = source.words;
  const cites = citing(source);
  const moment = (text: string): string => own(text.replace("T", " "));
  const entries = [...new Set([...(known?.cites ?? []).flatMap((cite) => source.state.byLabel.get(cite)?.entry ?? []), ...counted.map(({ entry }) => entry)])].sort((a, b) => a - b);
  const notice = known?.notice ?? null;
  return {
    kind: "facts",
    rows: [
      ...(notice === null ? [] : [
        { label: say("operations.place"), lines: [own(notice.place)] }, { label: say("operations.window"), lines: [`${moment(notice.from)} – ${moment(notice.until)}`] },
        { label: say("operations.noticeNumber", { version: notice.version }), lines: [own(`SHA-256 ${known?.sha256 ?? ""}`), ...(known?.acknowledgedBy ?? []).map(({ by, on }) => `${party(by)}: ${say("operations.acknowledged", { day: on })}`)] },
      ]),
      ...counted.map(({ by, on }) => ({ label: say("common.counts", { party: party(by) }), lines: [own(on)] })),
      { label: say("common.restsOn"), lines: [list(cites(entries))] },
    ],
  };
}

function countsBlock({ desk: { pack }, words }: PrintSource, directions: readonly Direction[]): DocumentBlock {
  const { say, code, own, party, number } = words;
  const said = (count: number | string | undefined): string => (count === undefined ? say("account.noNumber") : typeof count === "number" ? number(count) : code("count", count));
  return {
    kind: "table",
    columns: [{ head: say("operations.direction"), share: 44 }, { head: say("operations.planned"), share: 16, isNumber: true }, ...sidesOf(pack).map((side) => ({ head: say("common.counts", { party: party(side) }), share: 22, isNumber: true as const }))],
    rows: directions.map(({ what, category, from, to, planned, counts }): readonly Cell[] => [
      { text: `${code("what", what)}${category === "" ? "" : ` (${own(category)})`}`, beside: [say("print.fromTo", { from: party(from), to: party(to) })] }, planned === undefined ? say("common.notStated") : number(planned), ...sidesOf(pack).map((side) => said(counts[side])),
    ]),
  };
}

/** By code, speaker and direction, in numbers: nobody is named, and who declined is asked by nobody. */
function exceptionsBlock({ words }: PrintSource, known: OperationState | undefined): DocumentBlock[] {
  const sums = new Map<string, { code: string; by: string; what: string; from: string; to: string; count: number }>();
  for (const { code, by, what, from, to, count } of known?.exceptions ?? []) {
    const key = [code, by, what, from, to].join("\n");
    const one = sums.get(key) ?? { code, by, what, from, to, count: 0 };
    one.count += count;
    sums.set(key, one);
  }
  const { say, code, party, number } = words;
  if (sums.size === 0) return [];
  return [{
    kind: "table", caption: say("operations.exceptions"),
    columns: [{ head: say("member.code"), share: 40 }, { head: say("operations.direction"), share: 40 }, { head: say("member.by"), share: 20 }, { head: say("member.count"), share: 14, isNumber: true }],
    rows: [...sums.values()].map((one): readonly Cell[] => [code("spot", one.code), { text: code("what", one.what), beside: [say("print.fromTo", { from: party(one.from), to: party(one.to) })] }, party(one.by), number(one.count)]),
  }];
}

/** Both numbers of every direction in which they differ. */
function differencesBlock({ desk: { pack }, words }: PrintSource, directions: readonly Direction[]): DocumentBlock[] {
  const { say, code, party, number } = words;
  const [a, b] = sidesOf(pack);
  const rows = directions.flatMap(({ what, from, to, counts }): (readonly Cell[])[] => {
    const [one, other] = [counts[a], counts[b]];
    if (typeof one !== "number" || typeof other !== "number" || one === other) return [];
    return [[{ text: code("what", what), beside: [say("print.fromTo", { from: party(from), to: party(to) })] }, number(one), number(other), number(Math.abs(one - other))]];
  });
  if (rows.length === 0) return [];
  return [{
    kind: "table", caption: say("print.differences"),
    columns: [{ head: say("operations.direction"), share: 44 }, { head: party(a), share: 20, isNumber: true }, { head: party(b), share: 20, isNumber: true }, { head: say("account.difference"), share: 20, isNumber: true }], rows,
  }];
}
