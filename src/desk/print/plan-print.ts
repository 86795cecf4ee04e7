// The picture of a plan on one page: batches over time, both sides, categories, the running balance, what each batch holds. Counts only: no
// person can be read off it. A draft until both sides have locked the plan.
import type { DocumentBlock, PrintDocument } from "../../basis/document.ts";
import { visibleText } from "../../basis/visible-text.ts";
import { drawPlan, type PictureWords } from "../../planning/draw-plan.ts";
import type { Assign } from "../../planning/parse-plan.ts";
import { isLocked } from "../../planning/plan-table.ts";
import type { Problem } from "../../planning/problem.ts";
import { assignKnown, problemOf, roundNamed, type PersonsQuestion } from "../planning-persons.ts";
import { seatsOf } from "../plans-of.ts";
import { citing, pagesOf, type Matter, type PrintSource } from "./print-frame.ts";
import { printWords, type PrintLanguage, type PrintWords } from "./print-words.ts";

/** @throws Fault `PLAN_ROUND`, `PLAN_NONE`. */
export function planPrint(source: PrintSource, plan: string, round: number): Matter {
  const { desk: { pack }, state, party, words } = source;
  const { say, own } = words;
  const question: PersonsQuestion = { state, seats: seatsOf(pack), party, plan, round };
  const known = roundNamed(question);
  const cites = citing(source);
  const entries = [known.frozen, known.proposed, known.forwarded].flatMap((one) => (one ? [one.entry] : []));
  const hash = known.forwarded?.planHash ?? "";
  return {
    form: "plan", title: `${say("planning.plan", { plan })}, ${say("planning.round", { round })}`,
    lead: [`${say("planning.frozen")}: ${say("planning.frozenIs", { day: known.frozen.on, persons: known.frozen.persons })}`],
    draft: isLocked(known, question.seats) ? null : say("print.planDraft"),
    blocks: [
      picture(problemOf(question), assignKnown(question), `${plan}, ${round}`, words, (code) => bare(words.party(code))),
      { kind: "facts", rows: [{ label: say("member.instance"), lines: [own(known.frozen.instance)] }, ...(hash === "" ? [] : [{ label: say("planning.hash"), lines: [own(hash)] }]), { label: say("common.restsOn"), lines: [words.list(cites(entries))] }] },
    ],
  };
}

/** The picture of an instance and a plan that lie in files, under no record: their hashes stand in its place. @throws Fault `WORDS_NONE`. */
export function planFilePrint({ problem, assign, instance, plan, language, title }: { readonly problem: Problem; readonly assign: Assign; readonly instance: string; readonly plan: string; readonly language: PrintLanguage; readonly title: string | undefined }): PrintDocument {
  const words = printWords(language, undefined);
  const { say, own } = words;
  return {
    form: "plan", language, isRightToLeft: words.isRightToLeft, title: title === undefined ? say("print.plan") : own(title), lead: [], marks: [say("print.planDraft")], over: "", pages: pagesOf(words),
    under: [`${say("member.instance")}: ${own(instance)}`, ...(plan === "" ? [] : [`${say("planning.hash")}: ${own(plan)}`])],
    blocks: [picture(problem, assign, "", words, (code) => code)],
  };
}

const picture = (problem: Problem, assign: Assign, title: string, words: PrintWords, side: (code: string) => string): DocumentBlock =>
  ({ kind: "picture", svg: drawPlan(problem, assign, visibleText(title), pictureWords(words, side)), says: words.say("planning.pictureSays") });

/** Isolates are for text that is set: in a picture each label stands alone. */
const bare = (text: string): string => text.replace(/[\u2068\u2069]/g, "");

const pictureWords = ({ say, code }: PrintWords, side: (code: string) => string): PictureWords => ({
  font: "Noto Sans, IBM Plex Sans Arabic", legend: bare(say("print.planFrame")), side: (one) => visibleText(side(one)), tier: (id) => visibleText(bare(code("tier", id))), resource: (name) => visibleText(bare(code("place", name))),
  batch: (id, day) => `${visibleText(id)}, ${bare(say("print.planDay", { day }))}`,
  balance: (name, party, other) => `${visibleText(name)} ${other === null ? party : bare(say("print.planLess", { party, other }))}`.trim(),
});
