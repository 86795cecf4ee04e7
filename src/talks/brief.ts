// The cited brief: one template, no free generation; every sentence ends with the entries it rests on and asserts no more
// than the weakest standing among them (TALKS.md §2, §7).
import type { Standing } from "./standing.ts";
import type { Statement } from "./statement.ts";

/** What one entry gives to the brief. `source` is all its text: the numbers, names and words a sentence may use. */
export type BriefItem = {
  readonly cite: string;
  readonly section: string;
  readonly standing: Standing;
  /** Who says it, as the source names him. */
  readonly speaker: string;
  /** The words that a sentence on it must begin with: who says it, and how firmly. */
  readonly mark: string;
  readonly sentence: string;
  readonly quote: string | null;
  readonly source: string;
};

/** The words that a sentence of this standing begins with. What the source reports plainly stands plain, under the heading that names the source. */
export function markOf(standing: Standing, speaker: string): string {
  switch (standing) {
    case "withdrawn": return `${speaker} withdrew`;
    case "disputed": return `Disputed: ${speaker}`;
    case "unconfirmed": return "Reportedly, and unconfirmed,";
    case "unattributed": return "It is said that";
    case "narrator": return "In the source’s words";
    case "claimed": return `${speaker} claims`;
    case "stated-other": return `According to ${speaker},`;
    case "stated-person": case "stated-own": case "stated-mediator": return `${speaker} says`;
    case "reported": return "";
    case "confirmed-unnamed": return "Officials confirmed";
    case "confirmed-other": return "Both sides say";
    case "confirmed-mediator": return "The mediator confirms";
    case "confirmed-witness": return "The witness confirms";
  }
}

/** One statement as material of the brief; `spell` writes the codes of parties as names. Its sentence may say nothing that its content does not: the lint compares the two. */
export function statementItem(cite: string, section: string, statement: Statement, spell: (text: string) => string): BriefItem {
  const { standing, actor, content, says, number, quote, hedge } = statement;
  const speaker = spell(actor);
  const mark = markOf(standing, speaker);
  const plain = number === undefined ? content : `${content} (number: ${number.replace(/[“”]/g, "")})`;
  const words = spell(says ?? plain);
  const isQuoted = quote === undefined || words.includes(`“${quote}”`);
  const sentence = says === undefined ? `${mark === "" ? speaker : mark}: ${words}` : `${mark} ${words}`.trim();
  return {
    cite, section, standing, speaker, mark, sentence: isQuoted ? sentence : `${sentence}, “${quote}”`, quote: quote ?? null,
    source: [speaker, spell(content), number, quote, hedge].filter((part) => part !== undefined).join(" "),
  };
}

export const sentenceOf = ({ cite, sentence }: BriefItem): string => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)} [${cite}].`;

/** Markdown, a heading a section in the order of `sections`, an item a line. Deterministic. */
export function brief(title: string, sections: readonly string[], items: readonly BriefItem[]): string {
  const parts = sections.flatMap((section) => {
    const own = items.filter((item) => item.section === section);
    return own.length === 0 ? [] : [`## ${section}\n\n${own.map((item) => `- ${sentenceOf(item)}\n`).join("")}`];
  });
  return `# ${title}\n\n${parts.join("\n")}`;
}
