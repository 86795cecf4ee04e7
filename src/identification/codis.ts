// CODIS CMF 3.x import files, read and written (schemas published by NCBI OSIRIS). They carry no pedigree: the user links
// each relative. Parsed without a document type, so no entity can be defined and none is fetched.
import { Fault, Faults } from "../basis/fault.ts";
import { spellAllele } from "./allele.ts";
import { canonicalMarker, markerClass } from "./marker.ts";
import type { Seen } from "./observation.ts";

export type Specimen = { readonly id: string; readonly category: string; readonly isPartial: boolean; readonly profile: Readonly<Record<string, Seen>>; readonly y: Readonly<Record<string, string>> };

type Node = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Node[]; text: string; readonly line: number };
const DEPTH_MAX = 20;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @throws Fault `XML_DOCTYPE`, `XML_ENTITY`, `XML_SYNTAX`, `XML_DEPTH`, with the line. Linear. */
function parseXml(text: string, file: string): Node {
  const root: Node = { name: "", attributes: {}, children: [], text: "", line: 1 };
  const path = [root];
  let [line, counted] = [1, 0];
  const fail = (code: string, message: string): never => {
    throw new Fault(code, message, [{ file, line }]);
  };
  const plain = (raw: string): string => raw.replace(/&([^;\s]{0,20};?)/g, (_, name: string) => {
    const known = ENTITIES[name.replace(";", "")];
    return known !== undefined && name.endsWith(";") ? known : fail("XML_ENTITY", "expected only the five entities that XML defines");
  });
  const token = /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<![^>]*>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g;
  for (const match of text.replace(/^\uFEFF/, "").matchAll(token)) {
    for (; counted < match.index; counted++) if (text.charCodeAt(counted) === 10) line++;
    const [whole, closing, opening, attributes = "", isEmpty] = match;
    const top = path[path.length - 1] ?? root;
    if (whole.startsWith("<?") || whole.startsWith("<!--")) continue;
    if (whole.startsWith("<![CDATA[")) top.text += whole.slice(9, -3);
    else if (whole.startsWith("<!")) fail("XML_DOCTYPE", "expected no document type");
    else if (closing !== undefined) {
      if (top.name !== closing.replace(/^.*:/, "") || path.length < 2) fail("XML_SYNTAX", `expected the end of ${top.name === "" ? "nothing" : top.name}`);
      path.pop();
    } else if (opening !== undefined) {
      if (path.length > DEPTH_MAX) fail("XML_DEPTH", `expected at most ${DEPTH_MAX} levels`);
      const own = Object.fromEntries([...attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = "", a, b]) => [name, plain(a ?? b ?? "")]));
      const node: Node = { name: opening.replace(/^.*:/, ""), attributes: own, children: [], text: "", line };
      top.children.push(node);
      if (isEmpty !== "/") path.push(node);
    } else if (whole === "<") fail("XML_SYNTAX", "expected a tag");
    else top.text += plain(whole);
  }
  if (path.length > 1) fail("XML_SYNTAX", `expected the end of ${path[path.length - 1]?.name ?? ""}`);
  return root;
}

/** One ALLELE is a homozygote, unless the specimen is PARTIAL: then one known allele (a decision of IDENTIFICATION.md 16). */
export function parseCmf(text: string, file: string): readonly Specimen[] {
  const root = parseXml(text, file).children.find(({ name }) => name === "CODISImportFile");
  if (!root) throw new Fault("CMF_ROOT", "expected CODISImportFile", [{ file, line: 1 }]);
  const faults: Fault[] = [];
  const ids = new Set<string>();
  const specimens = root.children.filter(({ name }) => name === "SPECIMEN").map((node): Specimen => {
    const child = (name: string): string => node.children.find((one) => one.name === name)?.text.trim() ?? "";
    const id = child("SPECIMENID");
    const say = (code: string, message: string, line: number, field: string): void => void faults.push(new Fault(code, message, [{ file, line, field }]));
    if (id === "" || id.length > 24) say("CMF_ID", "expected a SPECIMENID of 1 to 24 characters", node.line, "SPECIMENID");
    if (ids.has(id)) say("SAMPLE_TWICE", "expected each specimen once", node.line, "SPECIMENID");
    ids.add(id);
    const isPartial = node.attributes["PARTIAL"] === "true";
    const profile: Record<string, Seen> = {};
    const y: Record<string, string> = {};
    for (const locus of node.children.filter(({ name }) => name === "LOCUS")) {
      const name = locus.children.find((one) => one.name === "LOCUSNAME")?.text.trim() ?? "";
      const marker = canonicalMarker(name);
      const alleles = locus.children.filter((one) => one.name === "ALLELE").map((one) => one.children.find((value) => value.name === "ALLELEVALUE")?.text.trim() ?? "");
      if (profile[marker] || y[marker]) say("MARKER_TWICE", "expected each locus once", locus.line, name);
      const kind = markerClass(marker);
      if (kind === "Y" || marker === "Yindel") y[marker] = alleles.join("/");
      if (kind === "X") say("MARKER_CLASS", "expected no X-linked marker: this version does not compute with them", locus.line, name);
      if (kind !== "autosomal") continue;
      const spelt = alleles.map(spellAllele);
      if (spelt.some((one) => one.kind === "not called")) continue;
      const called = spelt.flatMap((one) => (one.kind === "allele" ? [one.allele] : []));
      const [a, b] = called;
      if (called.length !== alleles.length) say("ALLELE_SPELLING", "expected repeat numbers", locus.line, name);
      else if (alleles.length > 2 || a === undefined) say("GENOTYPE_MANY", `expected one or two alleles, found ${alleles.length}`, locus.line, name);
      else profile[marker] = [a, b ?? (isPartial ? null : a)];
    }
    return { id, category: child("SPECIMENCATEGORY"), isPartial, profile, y };
  });
  if (faults.length > 0) throw new Faults(faults);
  return specimens;
}

const CODIS_NAME: Readonly<Record<string, string>> = { VWA: "vWA", PENTA_D: "Penta D", PENTA_E: "Penta E", AMEL: "Amelogenin" };
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** `at` is the instant that the file states, given by the caller. @throws Fault `CMF_ID` for an id that the format cannot hold. */
export function printCmf(specimens: readonly Specimen[], head: { readonly lab: string; readonly user: string; readonly at: string }): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<CODISImportFile xmlns="urn:CODISImportFile-schema">', "<HEADERVERSION>3.2</HEADERVERSION>", "<MESSAGETYPE>Import</MESSAGETYPE>",
    `<DESTINATIONORI>${escaped(head.lab)}</DESTINATIONORI>`, `<SOURCELAB>${escaped(head.lab)}</SOURCELAB>`, `<SUBMITBYUSERID>${escaped(head.user)}</SUBMITBYUSERID>`, `<SUBMITDATETIME>${escaped(head.at)}</SUBMITDATETIME>`];
  for (const { id, category, profile } of specimens) {
    if (id.length === 0 || id.length > 24) throw new Fault("CMF_ID", "expected an id of 1 to 24 characters");
    const isPartial = Object.values(profile).some(([, b]) => b === null);
    lines.push(`<SPECIMEN SOURCEID="N/A" PARTIAL="${isPartial}">`, `<SPECIMENID>${escaped(id)}</SPECIMENID>`, `<SPECIMENCATEGORY>${escaped(category)}</SPECIMENCATEGORY>`);
    for (const [marker, [a, b]] of Object.entries(profile)) {
      const alleles = b === null ? [a] : isPartial ? [a, b] : a === b ? [a] : [a, b];
      lines.push(`<LOCUS><LOCUSNAME>${escaped(CODIS_NAME[marker] ?? marker)}</LOCUSNAME><READINGBY>${escaped(head.user)}</READINGBY><READINGDATETIME>${escaped(head.at)}</READINGDATETIME>${alleles.map((allele) => `<ALLELE><ALLELEVALUE>${escaped(allele)}</ALLELEVALUE></ALLELE>`).join("")}</LOCUS>`);
    }
    lines.push("</SPECIMEN>");
  }
  return `${[...lines, "</CODISImportFile>"].join("\n")}\n`;
}
