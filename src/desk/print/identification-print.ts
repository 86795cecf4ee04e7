// The report of one identification on one or two sheets: the question, the pedigree drawn, the result in numbers and words, every marker,
// what it rests on, what would change it. From the record it is the report as it left the laboratory, without an allele, with who signed
// what; from a file it is what the file holds, for the laboratory's eyes.
import type { DocumentBlock, PrintDocument } from "../../basis/document.ts";
import { Fault } from "../../basis/fault.ts";
import { visibleText } from "../../basis/visible-text.ts";
import type { IdentificationCase } from "../../identification/dossier.ts";
import { drawPedigree } from "../../identification/draw-pedigree.ts";
import { lacksOfReport } from "../../identification/outside-report.ts";
import type { Pedigree } from "../../identification/pedigree.ts";
import type { Report } from "../../identification/report.ts";
import { dossierOn } from "../remains-board.ts";
import { citing, pagesOf, type Matter, type PrintSource } from "./print-frame.ts";
import { printWords, type PrintLanguage, type PrintWords } from "./print-words.ts";
import { sectionsOf } from "./report-rows.ts";
import { wordIn, type Word } from "./report-words.ts";

type Marker = Omit<Report["perMarker"][number], "remains"> & { readonly remains?: string };
/** As it left the laboratory, or the laboratory's own copy. */
export type PrintedReport = Omit<Report, "perMarker"> & { readonly perMarker: readonly Marker[] };
type Says = (one: Word) => string;

/** A report from outside bytes. @throws Fault `REPORT_FORM`, with every member that lacks. */
export function reportFrom(value: unknown, file: string): PrintedReport {
  const lacks = lacksOfReport(value);
  if (lacks.length > 0) throw new Fault("REPORT_FORM", `expected a report of \`allforall identify\`; not so: ${lacks.join(", ")}`, [{ file }]);
  return value as PrintedReport; // each member that is printed was looked at
}

/** @throws Fault `REMAINS_NONE` where no identification of this code, or none with a comparison of DNA, is in sight. */
export function identificationPrint(source: PrintSource, identification: string): Matter {
  const { state, on, words } = source;
  const own = dossierOn(state, on).cases.get(identification);
  if (!own?.proposal.dna) throw new Fault("REMAINS_NONE", "no identification of this code with a comparison of DNA is in sight", [{ field: "of" }]);
  const { report, reportSha256 } = own.proposal.dna;
  const word = wordIn(words.language);
  return {
    form: "identification", title: `${word("title")} ${words.own(identification)}`, draft: own.state === "identified" ? null : word("draft"),
    blocks: blocksOf(reportFrom(report, identification), words, peopleOf(source, own, word), reportSha256),
  };
}

/** A report that lies in a file, under no record: the digest of the file stands in its place. @throws Fault `REPORT_FORM`. */
export function reportFilePrint(value: unknown, file: { readonly name: string; readonly sha256: string }, language: PrintLanguage): PrintDocument {
  const report = reportFrom(value, file.name);
  const words = printWords(language, undefined);
  const word = wordIn(language);
  return {
    form: "identification", language, isRightToLeft: words.isRightToLeft, title: `${word("title")}: ${report.ids.remains.map(words.own).join(", ")}`, lead: [], marks: [word("draft")], over: "",
    under: [`SHA-256 ${words.own(file.sha256)}`], pages: pagesOf(words), blocks: blocksOf(report, words, [], file.sha256),
  };
}

/** In the order that forms/identification.typ lays out: question, pedigree, its legend, result, markers, basis, changes, limits, people, signatures. */
function blocksOf(report: PrintedReport, words: PrintWords, people: Facts, digest: string): DocumentBlock[] {
  const word = wordIn(words.language);
  const [question, outcome, restsOn, changes, limits] = sectionsOf(report, word).map(({ title, rows }): DocumentBlock[] => [
    { kind: "heading", level: 2, text: title },
    { kind: "facts", rows: rows.map(([label, value]) => ({ label, lines: [words.own(value)] })) },
  ]);
  const block = (blocks: DocumentBlock[] | undefined, at: number): DocumentBlock => blocks?.[at] ?? { kind: "text", text: "" };
  return [
    block(question, 0), block(question, 1), picture(report, word), { kind: "text", isQuiet: true, text: word("legend") }, { kind: "text", text: word("proposes") },
    block(outcome, 0), block(outcome, 1), markers(report, words, word), block(restsOn, 0), block(restsOn, 1), block(changes, 0), block(changes, 1), block(limits, 0), block(limits, 1),
    { kind: "heading", level: 2, text: word("people") }, { kind: "facts", rows: [...people, { label: word("digest"), lines: [words.own(digest)] }] },
    { kind: "signatures", places: (["analyst", "reviewer1", "reviewer2"] as const).map((one) => ({ party: word(one), words: word("sign"), lines: [] })) },
  ];
}

const picture = ({ pedigree, ids }: PrintedReport, word: Says): DocumentBlock => {
  const [typed, missing] = [new Set(pedigree.filter(({ isTyped }) => isTyped).map(({ id }) => id)), new Set(pedigree.filter(({ isMissing }) => isMissing).map(({ id }) => id))];
  const svg = drawPedigree(pedigreeOf(pedigree), (id) => typed.has(id), (id) => missing.has(id), ids.missing);
  return { kind: "picture", svg: svg.replace('font-family="sans-serif"', 'font-family="Noto Sans, IBM Plex Sans Arabic"'), says: visibleText(`${word("pedigree")}: ${ids.family}`) };
};

function pedigreeOf(rows: Report["pedigree"]): Pedigree {
  const indexOf = new Map(rows.map(({ id }, index) => [id, index]));
  const at = (id: string): number => indexOf.get(id) ?? -1;
  return { persons: rows.map(({ id, father, mother, sex, isAdded }) => ({ id, father: at(father), mother: at(mother), sex: sex === "M" || sex === "F" ? sex : "U", isAdded })), indexOf, added: rows.filter(({ isAdded }) => isAdded).map(({ id }) => id) };
}

/** Alleles stand in it only where they stand in the report: the laboratory's own copy. */
function markers({ perMarker }: PrintedReport, { own }: PrintWords, word: Says): DocumentBlock {
  const [hasRemains, hasReferences] = [perMarker.some(({ remains }) => remains !== undefined), perMarker.some(({ references }) => references !== undefined)];
  const ratio = ({ lr, isExcluded }: Marker): string => (isExcluded ? `0 ${word("excludes")}` : lr === null ? "–" : own(lr >= 0.001 && lr < 1e6 ? String(Number(lr.toPrecision(6))) : lr.toExponential(4)));
  return {
    kind: "table",
    columns: [{ head: word("marker"), share: 3 }, ...(hasRemains ? [{ head: word("seen"), share: 3 }] : []), ...(hasReferences ? [{ head: word("genotypes"), share: 9 }] : []), { head: word("ratio"), share: 3, isNumber: true as const }],
    rows: perMarker.map((one) => [own(one.marker), ...(hasRemains ? [own(one.remains ?? "")] : []), ...(hasReferences ? [own(Object.entries(one.references ?? {}).map(([person, seen]) => `${person} ${seen}`).join("; "))] : []), ratio(one)]),
  };
}

/** A family of codes of the screen; in French, which has no words for it, the code stands. */
const ident = (family: string): string => ["ident", family].join(".");

type Facts = readonly { readonly label: string; readonly lines: readonly string[] }[];

/** Proposal, signatures, what was sent back, by party, day and entry. That kin were told is not the laboratory's. */
function peopleOf(source: PrintSource, { proposal, signed, returned, state, entries }: IdentificationCase, word: Says): Facts {
  const { words } = source;
  const cites = citing(source);
  const keys = (entry: number): string => words.list((source.state.cosigned.get(entry) ?? []).map(words.own));
  const row = (label: Word, one: { readonly by: string; readonly on: string; readonly entry: number }): Facts[number] => ({ label: word(label), lines: [`${words.party(one.by)}, ${words.own(one.on)}, ${cites([one.entry]).join("")}`, ...(keys(one.entry) === "" ? [] : [keys(one.entry)])] });
  const last = entries.at(-1) ?? proposal.entry;
  return [
    row("laboratoryProposed", proposal), ...(signed ? [row("sideSigned", signed)] : []), ...(returned ? [{ ...row("sentBack", returned), lines: [...row("sentBack", returned).lines, `${words.code(ident("outcome"), returned.outcome)}, ${words.code(ident("reason"), returned.reason)}`] }] : []),
    ...(state === "re-opened" ? [{ label: word("openedAgain"), lines: [cites([last]).join("")] }] : []),
  ];
}

