// The single negotiating text (the procedure of UNCLOS and of Camp David): its clauses as they lie on the table, what changed
// from version to version in words, and the agreed text, which is generated and refuses mixed hashes (TALKS.md §3).
import { Fault } from "../basis/fault.ts";
import { textHashOf, type BracketState, type TabledAct } from "./clause.ts";
import { agreedClauses, type Row } from "./positions.ts";

export type WordChange = { readonly kept?: string; readonly out?: string; readonly in?: string };

/** Words of two versions, kept, taken out and put in, by a longest common subsequence. Time and memory: words of one × words of the other. */
export function wordChanges(before: string, after: string): WordChange[] {
  const [a, b] = [before.split(/\s+/).filter((word) => word !== ""), after.split(/\s+/).filter((word) => word !== "")];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
  const runs: { kind: "kept" | "out" | "in"; words: string[] }[] = [];
  const put = (kind: "kept" | "out" | "in", word: string | undefined): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(word ?? "");
    else runs.push({ kind, words: [word ?? ""] });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put("kept", a[i++]);
      j++;
    } else if (j >= b.length || (i < a.length && (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))) put("out", a[i++]);
    else put("in", b[j++]);
  }
  return runs.map(({ kind, words }) => ({ [kind]: words.join(" ") }));
}

export type Move = { readonly clause: string; readonly version: number; readonly on: string; readonly by: string; readonly cite: string; readonly changes: readonly WordChange[] };

/** Who moved which clause, when, and in which words; first versions are moves from nothing. */
export function movesOf(tabled: readonly TabledAct[]): Move[] {
  const last = new Map<string, string>();
  return tabled.map(({ clause, version, on, by, cite, text }) => {
    const changes = wordChanges(last.get(clause) ?? "", text);
    last.set(clause, text);
    return { clause, version, on, by, cite, changes };
  });
}

/** Markdown: **put in**, ~~taken out~~. */
export const printMoves = (moves: readonly Move[], name: (code: string) => string): string =>
  moves.map(({ clause, version, on, by, cite, changes }) =>
    `- ${on}, ${name(by)}, clause ${clause}, version ${version}: ${changes.map((one) => one.kept ?? (one.in === undefined ? `~~${one.out ?? ""}~~` : `**${one.in}**`)).join(" ")} [${cite}]\n`).join("");

export type AgreedClause = { readonly clause: string; readonly text: string; readonly textHash: string };

/**
 * The text of the clauses named, each agreed by both sides over the text on the table.
 * @throws Fault `AGREED_MIXED`, naming every clause that is not agreed, or that both hold on different texts, or that has an open bracket.
 */
export function agreedText(clauses: readonly string[], tabled: readonly TabledAct[], rows: readonly Row[], brackets: readonly BracketState[], sides: readonly [string, string]): AgreedClause[] {
  const agreed = new Set(agreedClauses(rows, sides).map(({ clause }) => clause));
  const open = new Set(brackets.filter(({ resolvedOn }) => resolvedOn === null).map(({ clause }) => clause));
  const left = clauses.filter((clause) => !agreed.has(clause) || open.has(clause));
  if (left.length > 0) throw new Fault("AGREED_MIXED", `expected both sides' own acceptance of one text without open bracket, not so for ${left.join(", ")}`, [{ field: "clauses" }]);
  return clauses.map((clause) => {
    const current = tabled.filter((one) => one.clause === clause).at(-1);
    if (current === undefined) throw new Fault("AGREED_MIXED", `expected a text of ${clause}`, [{ field: "clauses" }]);
    return { clause, text: current.text, textHash: textHashOf(current.text) };
  });
}
