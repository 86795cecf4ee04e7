// The cited brief: one template, no free generation; every sentence ends with the entries it rests on and asserts no more
// than the weakest standing among them (TALKS.md §2, §7).
import type { Standing } from "./standing.ts";

/** What one entry gives to the brief. `source` is all its text: the numbers, names and words a sentence may use. */
export type BriefItem = {
  readonly cite: string;
  readonly section: string;
  readonly standing: Standing;
  /** Who says it, as the source names him. */
  readonly speaker: string;
  readonly content: string;
  readonly quote: string | null;
  readonly source: string;
};

/** The words that a sentence of this standing must carry: the lint looks for them. */
export function markOf(standing: Standing, speaker: string): string {
  switch (standing) {
    case "withdrawn": return `${speaker} withdrew`;
    case "disputed": return `Disputed, ${speaker}`;
    case "unconfirmed": return "Reportedly, unconfirmed";
    case "unattributed": return "It is said";
    case "narrator": return "In the source’s words";
    case "claimed": return `${speaker} claims`;
    case "stated-other": return `According to ${speaker}`;
    case "stated-person": case "stated-own": case "stated-mediator": return `${speaker} says`;
    case "reported": return speaker;
    case "confirmed-unnamed": return "Officials confirmed";
    case "confirmed-other": return "Both sides say";
    case "confirmed-mediator": return "The mediator confirms";
    case "confirmed-witness": return "The witness confirms";
  }
}

export const sentenceOf = ({ cite, standing, speaker, content, quote }: BriefItem): string =>
  `${markOf(standing, speaker)}: ${content}${quote === null ? "" : `, “${quote}”`} [${cite}].`;

/** Markdown, a heading a section in the order of `sections`, an item a line. Deterministic. */
export function brief(title: string, sections: readonly string[], items: readonly BriefItem[]): string {
  const parts = sections.flatMap((section) => {
    const own = items.filter((item) => item.section === section);
    return own.length === 0 ? [] : [`## ${section}\n\n${own.map((item) => `- ${sentenceOf(item)}\n`).join("")}`];
  });
  return `# ${title}\n\n${parts.join("\n")}`;
}
