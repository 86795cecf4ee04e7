// What stands on every page of every print: the process and for whom it was printed, an exercise or a draft marked as such, and the record
// that the paper can be checked against: how many entries, the root of the newest checkpoint and who cosigned it.
import { base64 } from "../../basis/bytes.ts";
import type { CivilDate } from "../../basis/civil-date.ts";
import type { FormName, PrintDocument } from "../../basis/document.ts";
import type { State } from "../../entries/fold.ts";
import { parseCheckpoint } from "../../record/checkpoint.ts";
import { parseNote } from "../../record/note.ts";
import type { Desk } from "../desk.ts";
import { citeOf } from "../say.ts";
import type { PrintWords } from "./print-words.ts";

/** What a print is made from: the record, and what one compartment sees of it. */
export type PrintSource = { readonly desk: Pick<Desk, "pack" | "record" | "seed" | "tree">; readonly state: State; readonly party: string; readonly on: CivilDate; readonly words: PrintWords };

export type Standing = { readonly size: number; readonly checkpoint: { readonly size: number; readonly root: string; readonly cosigners: readonly string[] } | null };

/** How far the record goes and what covers it, as published. */
export async function standingOf(desk: PrintSource["desk"]): Promise<Standing> {
  const bytes = await desk.record.read("log/checkpoint");
  if (!bytes) return { size: desk.tree.size, checkpoint: null };
  const note = parseNote(bytes);
  const { origin, size, root } = parseCheckpoint(note.text);
  return { size: desk.tree.size, checkpoint: { size, root: base64(root), cosigners: note.signatures.map(({ name }) => name).filter((name) => name !== origin).map((name) => (name.startsWith(`${origin}/`) ? name.slice(origin.length + 1) : name)) } };
}

export type Matter = { readonly form: FormName; readonly title: string; readonly lead?: readonly string[]; /** Why it is a draft. */ readonly draft?: string | null; readonly blocks: PrintDocument["blocks"] };

/** The whole document: the matter between what stands on every page. */
export function framed({ desk, party, on, words }: PrintSource, { size, checkpoint }: Standing, matter: Matter): PrintDocument {
  const { say } = words;
  const inForce = Math.min(checkpoint?.size ?? 0, size);
  return {
    form: matter.form, language: words.language, isRightToLeft: words.isRightToLeft, title: matter.title,
    lead: [`${say("common.on")}: ${words.own(on)}`, ...(matter.lead ?? [])],
    marks: [...(matter.draft ? [matter.draft] : []), ...(desk.seed === "" ? [] : [say("frame.exercise")]), ...(inForce < size ? [say("print.notInForce", { count: size - inForce })] : [])],
    over: `${words.own(desk.pack.title)} · ${say("print.for", { party: words.party(party) })}`,
    under: [
      say("print.record", { origin: desk.pack.origin, size, inForce }),
      checkpoint === null ? say("print.notPublished") : say("print.cosigned", { size: checkpoint.size, root: checkpoint.root, names: words.list(checkpoint.cosigners.map(words.own)) }),
    ],
    pages: pagesOf(words), blocks: matter.blocks,
  };
}

/** The texts around the number of the page and of all pages. */
export function pagesOf({ say }: PrintWords): PrintDocument["pages"] {
  const [before = "", between = "", after = ""] = say("print.page", { n: "#", m: "#" }).replace(/[\u2068\u2069]/g, "").split("#");
  return [before, between, after];
}

/** Entries as they are cited, by label and number: `ev-015 (12)`. */
export function citing({ state, words }: Pick<PrintSource, "state" | "words">): (entries: readonly number[]) => string[] {
  const cite = citeOf(state);
  return (entries) => [...new Set(entries)].map((entry) => (cite(entry) === `#${entry}` ? words.own(`#${entry}`) : words.own(`${cite(entry)} #${entry}`)));
}
