// Two texts, clause by clause, in words: what one has and the other has not. Sentences are aligned by longest common subsequence;
// a sentence of the same kind that stands in the place of another is shown word by word.
import { clauseOf, type Sentence, type Terms } from "./ast.ts";
import { printSentence } from "./print.ts";

export type WordChange = { readonly kind: "same" | "out" | "in"; readonly words: string };
export type SentenceChange = { readonly kind: "out" | "in" | "changed"; readonly from: string; readonly to: string; readonly words: readonly WordChange[]; readonly fromId: string; readonly toId: string };
export type ClauseDifference = { readonly clause: number; readonly changes: readonly SentenceChange[] };

/** The clauses that differ, in the order of the first text, then those of the second alone. At most sentences² per clause. */
export function compareTerms(a: Terms, b: Terms): ClauseDifference[] {
  const numbers = [...new Set([...a.sentences, ...b.sentences].map(clauseOf))].sort((x, y) => x - y);
  const inClause = (terms: Terms, clause: number): Sentence[] => terms.sentences.filter((one) => clauseOf(one) === clause);
  return numbers.map((clause) => ({ clause, changes: changesOf(inClause(a, clause), inClause(b, clause)) })).filter(({ changes }) => changes.length > 0);
}

function changesOf(from: readonly Sentence[], to: readonly Sentence[]): SentenceChange[] {
  const steps = diff(from, to, (x, y) => printSentence(x) === printSentence(y));
  const changes: SentenceChange[] = [];
  let run: { readonly out: Sentence[]; readonly in: Sentence[] } = { out: [], in: [] };
  const flush = (): void => {
    for (const one of run.out) {
      const at = run.in.findIndex((other) => other.kind === one.kind);
      const other = at < 0 ? undefined : run.in.splice(at, 1)[0];
      changes.push(other ? { kind: "changed", from: printSentence(one), to: printSentence(other), words: wordsOf(printSentence(one), printSentence(other)), fromId: one.id, toId: other.id } : { kind: "out", from: printSentence(one), to: "", words: [], fromId: one.id, toId: "" });
    }
    for (const one of run.in) changes.push({ kind: "in", from: "", to: printSentence(one), words: [], fromId: "", toId: one.id });
    run = { out: [], in: [] };
  };
  for (const step of steps) {
    if (step.kind === "same") flush();
    else run[step.kind].push(step.item);
  }
  flush();
  return changes;
}

function wordsOf(from: string, to: string): WordChange[] {
  const split = (text: string): string[] => text.match(/[^\s]+/gu) ?? [];
  const merged: { kind: WordChange["kind"]; words: string }[] = [];
  for (const { kind, item } of diff(split(from), split(to), (x, y) => x === y)) {
    const last = merged.at(-1);
    if (last?.kind === kind) last.words += ` ${item}`;
    else merged.push({ kind, words: item });
  }
  return merged;
}

/** Longest common subsequence as steps: what stays, what goes out, what comes in. */
function diff<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): { readonly kind: WordChange["kind"]; readonly item: T }[] {
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) {
    const at = i * width + j;
    best[at] = same(a[i] as T, b[j] as T) ? (best[at + width + 1] ?? 0) + 1 : Math.max(best[at + width] ?? 0, best[at + 1] ?? 0); // i and j are inside
  }
  const steps: { kind: WordChange["kind"]; item: T }[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const at = i * width + j;
    if (i < a.length && j < b.length && same(a[i] as T, b[j] as T)) {
      steps.push({ kind: "same", item: a[i] as T });
      [i, j] = [i + 1, j + 1];
    } else if (i < a.length && (j >= b.length || (best[at + width] ?? 0) >= (best[at + 1] ?? 0))) steps.push({ kind: "out", item: a[i++] as T });
    else steps.push({ kind: "in", item: b[j++] as T });
  }
  return steps;
}
