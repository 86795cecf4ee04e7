// The picture of a plan on one page: batches over time, both sides, categories, each stream and its balance, what each batch holds. Counts only: no
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
      picture(problemOf(question), assignKnown(question), words, (code) => bare(words.party(code))),
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
    blocks: [picture(problem, assign, words, (code) => code)],
  };
}

/** What the heads, marks and feet of a page leave of A4 across, so that the words on the picture are set as large as they are drawn. */
const LEFT_OF_PAGE = { width: 1009, height: 556 };
const picture = (problem: Problem, assign: Assign, words: PrintWords, side: (code: string) => string): DocumentBlock =>
  ({ kind: "picture", svg: drawPlan({ problem, assign, title: "", words: pictureWords(words, side), size: LEFT_OF_PAGE }), says: words.say("planning.pictureSays") });

/** The picture by itself, for a screen: with its title. @throws Fault `PLAN_ROUND`, `PLAN_NONE`. */
export function pictureOf(question: PersonsQuestion, words: PrintWords): string {
  const { say, party } = words;
  const title = `${say("planning.plan", { plan: question.plan })}, ${say("planning.round", { round: question.round })}`;
  return drawPlan({ problem: problemOf(question), assign: assignKnown(question), title: words.isRightToLeft ? title : bare(title), words: pictureWords(words, (code) => bare(party(code))) });
}

/** That of an instance and a plan that lie in files. */
export const pictureOfFiles = (problem: Problem, assign: Assign, words: PrintWords, title: string | undefined): string =>
  drawPlan({ problem, assign, title: title === undefined ? bare(words.say("print.plan")) : visibleText(title), words: pictureWords(words, (code) => code) });

/** Where all words run one way isolates are left out of a picture: not every renderer takes them for nothing. */
const bare = (text: string): string => text.replace(/[\u2068\u2069]/g, "");

/** The words of a picture; `side` names a party. */
export function pictureWords({ say, code, own, list, isRightToLeft }: PrintWords, side: (code: string) => string): PictureWords {
  const shown = (text: string): string => (isRightToLeft ? text : bare(text));
  const said: typeof say = (key, values) => shown(say(key, values));
  const name = (text: string): string => shown(own(text));
  const tier = (id: string): string => shown(code("tier", id));
  /** Of several isolated texts one that is put into a message as it is. */
  const whole = (text: string): string => `\u2068${text}\u2069`;
  return {
    font: "Noto Sans, IBM Plex Sans Arabic", isRightToLeft, legend: said("print.planFrame"), hatched: said("print.planHatched"), side: (one) => visibleText(bare(side(one))), tier, resource: (one) => shown(code("resource", one)),
    batch: (id, day) => said("print.planDay", { batch: id, day }), containers: (id) => said("print.planContainers", { tier: whole(tier(id)) }), less: (party, other) => said("print.planLess", { party, other }),
    uncounted: (tiers) => said("print.planUncounted", { tiers: whole(list(tiers)) }),
    stream: ({ name: stream, tiers, perBatch, cumulative }) => {
      const limits = [...(perBatch === undefined ? [] : [said("print.planPerBatch", { count: perBatch })]), ...(cumulative === undefined ? [] : [said("print.planRunning", { count: cumulative })])];
      const what = stream === "" ? said("print.planBalance", { tiers: whole(list(tiers)) }) : said("print.planStream", { stream: name(stream), tiers: list(tiers) });
      return said("print.planLimits", { what: whole(what), limits: whole(limits.length === 0 ? said("print.planNoLimit") : list(limits)) });
    },
  };
}
