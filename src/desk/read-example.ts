// An example as a secretariat writes it: example.json and files of acts. Every fault of every file is found before
// anything is written.
import { fitsObligation } from "../accounting/account.ts";
import { checkOnAccount } from "../accounting/check-fact.ts";
import type { AccountingFact } from "../accounting/parse-fact.ts";
import { byCodeUnit } from "../basis/code-sort.ts";
import { fromUtf8 } from "../basis/bytes.ts";
import { parseCivilDate } from "../basis/civil-date.ts";
import { Fault, Faults } from "../basis/fault.ts";
import { isRecord, parseJson } from "../basis/parse-json.ts";
import { CONFIDENTIAL_KINDS, parseBody } from "../entries/catalogue.ts";
import { checkOperation, layOperation, type HandoverAct, type Operations } from "../handover/operation.ts";
import { checkOnPlans, emptyPlanTable, layOnPlans } from "../planning/plan-table.ts";
import { checkOnTable, emptyTable, layOnTable, type TalksAct } from "../talks/table.ts";
import { addresseeFault } from "./addressees.ts";
import { checkCategories } from "./check-categories.ts";
import { compartmentsOf, partiesOf, type ConflictPack } from "../vocabulary/conflict-pack.ts";
import type { Act } from "./desk.ts";
import { demandKnown } from "./pack-in-force.ts";
import { seatsOf } from "./plans-of.ts";

export type Example = { readonly title: string; readonly pack: string; readonly seed: string; readonly acts: readonly string[] };

const ACTS_MAX = 1_000_000;

/** @throws Faults. */
export function parseExample(bytes: Uint8Array, file: string): Example {
  const value = parseJson(fromUtf8(bytes, file), file);
  const members = ["title", "pack", "seed", "acts"];
  if (!isRecord(value)) throw new Faults([new Fault("EXAMPLE_FORM", "expected an object", [{ file }])]);
  const faults = [
    ...Object.keys(value).filter((name) => !members.includes(name)).map((name) => new Fault("EXAMPLE_FORM", "expected no member of this name", [{ file, field: name }])),
    ...["title", "pack", "seed"].filter((name) => typeof value[name] !== "string" || value[name] === "").map((name) => new Fault("EXAMPLE_FORM", "expected a text", [{ file, field: name }])),
  ];
  const { title, pack, seed, acts } = value;
  const names: unknown[] = Array.isArray(acts) ? acts : [];
  if (names.length === 0 || !names.every((one) => typeof one === "string" && /^[a-z0-9-]+\.json$/.test(one)))
    faults.push(new Fault("EXAMPLE_FORM", "expected names of files of acts", [{ file, field: "acts" }]));
  if (typeof pack === "string" && !/^[a-z0-9-]+$/.test(pack)) faults.push(new Fault("EXAMPLE_FORM", "expected the name of a pack", [{ file, field: "pack" }]));
  if (faults.length > 0) throw new Faults(faults);
  return { title: String(title), pack: String(pack), seed: String(seed), acts: names.map(String) };
}

/** The acts of one file, in its order. Faults are added to `faults`, each with the line its act begins on. */
export function parseActs(bytes: Uint8Array, file: string, pack: ConflictPack, faults: Fault[]): Act[] {
  let value: unknown;
  let text: string;
  try {
    text = fromUtf8(bytes, file);
    value = parseJson(text, file);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push(error);
    return [];
  }
  if (!Array.isArray(value) || value.length > ACTS_MAX) {
    faults.push(new Fault("ACT_FORM", `expected a list of at most ${ACTS_MAX} acts`, [{ file, line: 1 }]));
    return [];
  }
  const lines = actLines(text);
  return value.flatMap((one: unknown, i) => parseAct(one, { file, line: lines[i] ?? 1 }, pack, faults));
}

type At = { readonly file: string; readonly line: number };

function parseAct(value: unknown, at: At, pack: ConflictPack, faults: Fault[]): Act[] {
  const codes = compartmentsOf(pack).map(({ code }) => code);
  const parties = partiesOf(pack).map(({ code }) => code);
  const secretariat = pack.secretariat.code;
  const before = faults.length;
  const miss = (field: string, expected: string): void => {
    faults.push(new Fault("ACT_FORM", `expected ${expected}`, [{ ...at, field }]));
  };
  if (!isRecord(value)) {
    miss("", "an act: label, at, actor, kind, body, sources");
    return [];
  }
  const members = ["label", "at", "actor", "kind", "body", "sources", "to"];
  for (const name of Object.keys(value)) if (!members.includes(name)) miss(name, "no member of this name");
  const { label, actor, kind, body, sources = [], to = parties } = value;
  if (typeof label !== "string" || !/^[A-Za-z0-9][A-Za-z0-9./+-]{0,63}$/.test(label)) miss("label", "a label of letters, digits, . / + -");
  const date = typeof value["at"] === "string" ? parseCivilDate(value["at"]) : undefined;
  if (!date) miss("at", `a date that exists, YYYY-MM-DD, found ${JSON.stringify(value["at"])}`);
  if (typeof actor !== "string" || !codes.includes(actor)) miss("actor", `a party of the pack (${codes.join(", ")}), found ${JSON.stringify(actor)}`);
  if (typeof kind !== "string") miss("kind", "the kind of entry");
  if (!isRecord(body)) miss("body", "an object");
  if (!Array.isArray(sources) || !sources.every((one) => typeof one === "string")) miss("sources", "a list of addresses");
  const addressed: unknown[] = Array.isArray(to) ? to : [];
  const isKnownActor = codes.some((code) => code === actor);
  if (CONFIDENTIAL_KINDS.includes(String(kind)) && value["to"] === undefined) miss("to", `the parties that may open it: a ${String(kind)} is confidential`);
  const misaddressed = addresseeFault(pack, { kind: String(kind), author: String(actor), to: addressed.map(String) });
  if (misaddressed) faults.push(new Fault(misaddressed.code, misaddressed.message, [{ ...at, field: "to" }]));
  if (kind === "acceptance.set" && !addressed.every((one) => one === actor || one === secretariat)) miss("to", `nobody but the actor and ${secretariat}`);
  if ((isKnownActor && !addressed.includes(actor)) || new Set(addressed).size !== addressed.length || !addressed.every((one) => codes.some((code) => code === one)))
    miss("to", `parties of the pack, each once, the actor among them`);
  if (faults.length > before || !date || !isRecord(body)) return [];
  const act: Act = { label: String(label), at: date, actor: String(actor), kind: String(kind), body, sources: Array.isArray(sources) ? sources.map(String) : [], to: addressed.map(String) };
  try {
    parseBody({ entry: 0, label: act.label, at: act.at, author: act.actor, kind: act.kind, body, sources: act.sources });
  } catch (error) {
    const found = error instanceof Faults ? error.faults : error instanceof Fault ? [error] : undefined;
    if (!found) throw error;
    for (const fault of found) faults.push(new Fault(fault.code, fault.message, [{ ...at, field: ["body", ...fault.places.map(({ field }) => field ?? "")].filter((part) => part !== "").join(".") }]));
  }
  return [act];
}

/** The line on which each element of the outermost list begins. */
function actLines(text: string): number[] {
  const lines: number[] = [];
  let [depth, line, inText] = [0, 1, false];
  for (let i = 0; i < text.length; i++) {
    const mark = text[i];
    if (mark === "\n") line++;
    if (inText) {
      if (mark === "\\") i++;
      else if (mark === '"') inText = false;
    } else if (mark === '"') inText = true;
    else if (mark === "{" || mark === "[") {
      if (depth === 1) lines.push(line);
      depth++;
    } else if (mark === "}" || mark === "]") depth--;
  }
  return lines;
}

/** Names what an act refers to and nobody defines: parties, obligations, statements, what lies on the table. Acts in their order; added to `faults`, by label. */
export function checkReferences(acts: readonly Act[], pack: ConflictPack, faults: Fault[]): void {
  const codes = new Set(partiesOf(pack).map(({ code }) => code));
  const parsed = acts.map((act) => ({ act, body: parseBody({ entry: 0, author: act.actor, ...act }) }));
  const obligations = new Map(parsed.flatMap(({ body }) => (body.room === "accounting" && body.fact.kind === "obligation.stated" ? [[body.fact.id, body.fact] as const] : [])));
  const statements = new Set(parsed.flatMap(({ body }) => (body.room === "talks" ? [body.statement.id] : [])));
  const table = emptyTable();
  const operations: Operations = new Map();
  const plans = emptyPlanTable();
  const standing: AccountingFact[] = [];
  for (const { act, body } of parsed) {
    const miss = (field: string, expected: string): void => void faults.push(new Fault("ACT_REFERENCE", `expected ${expected}`, [{ field: `${act.label} body.${field}` }]));
    const party = (code: string, field: string): void => {
      if (!codes.has(code)) miss(field, `a party of the pack (${[...codes].join(", ")}), found ${JSON.stringify(code)}`);
    };
    if (body.room === "talks") {
      const { parties, positions, positionOf, refersTo, standing } = body.statement;
      const isOwnWord = standing === "stated-own" || standing === "claimed" || standing === "stated-mediator";
      if (isOwnWord && parties.length > 0 && act.actor !== pack.secretariat.code && !parties.includes(act.actor))
        faults.push(new Fault("ACT_ACTOR", `expected the signature of a party whose own word it is (${parties.join(", ")}) or of ${pack.secretariat.code}, found ${act.actor}`, [{ field: `${act.label} actor` }]));
      parties.forEach((code) => party(code, "parties"));
      positions.forEach((one, i) => party(one.party, `positions[${i}].party`));
      if (positionOf !== undefined) party(positionOf, "positionOf");
      for (const id of refersTo) if (!statements.has(id)) miss("refersTo", `a statement of the example, found ${JSON.stringify(id)}`);
    }
    if (body.room === "table") {
      for (const [field, code] of partiesNamed(body.act)) party(code, field);
      if (body.act.kind === "pack.adopted" && !pack.sides.some(({ code }) => code === act.actor)) faults.push(new Fault("ACT_ACTOR", `expected one of the sides, found ${act.actor}`, [{ field: `${act.label} actor` }]));
      try {
        if (body.act.kind === "pack.adopted") demandKnown(new Map([[pack.sha256, pack]]), body.act);
        checkOnTable(table, body.act, act.actor);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push(new Fault(error.code, error.message, [{ field: `${act.label} body.${error.places[0]?.field ?? ""}` }]));
      }
      layOnTable(table, body.act, act.actor);
    }
    if (body.room === "handover") {
      for (const [field, code] of partiesOfHandover(body.act)) party(code, field);
      try {
        checkOperation(operations, body.act, act.actor, act.at);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push(new Fault(error.code, error.message, [{ field: `${act.label} body.${error.places[0]?.field ?? ""}` }]));
      }
      layOperation(operations, body.act, act.actor);
    }
    if (body.room === "table" && body.act.kind === "operation.postponed") layOperation(operations, body.act, act.actor);
    if (body.room === "accounting" && body.fact.kind === "operation.counted") layOperation(operations, body.fact, act.actor);
    if (body.room === "planning") {
      try {
        checkOnPlans(plans, body.act, act.actor, seatsOf(pack), act.at);
      } catch (error) {
        if (!(error instanceof Fault) && !(error instanceof Faults)) throw error;
        for (const one of error instanceof Faults ? error.faults : [error]) faults.push(new Fault(one.code, one.message, [{ field: `${act.label} body.${one.places[0]?.field ?? ""}` }]));
      }
      layOnPlans(plans, { ...body.act, cite: act.label, by: act.actor, at: act.at, entry: 0 });
    }
    if (body.room !== "accounting") continue;
    const { fact } = body;
    try {
      checkCategories(pack, fact);
      checkOnAccount(() => standing, fact);
    } catch (error) {
      if (!(error instanceof Faults)) throw error;
      for (const { code, message, places } of error.faults) faults.push(new Fault(code, message, [{ field: `${act.label} body.${places[0]?.field ?? ""}` }]));
    }
    standing.push({ ...fact, entry: standing.length });
    if (fact.kind === "operation.allocated")
      fact.shares.forEach((share, i) => {
        for (const field of ["from", "to"] as const) party(share[field], `shares[${i}].${field}`);
        const obligation = obligations.get(share.obligation);
        if (!obligation || !fitsObligation(share, obligation)) miss(`shares[${i}].obligation`, `an obligation of this direction that counts ${share.what}, found ${JSON.stringify(share.obligation)}`);
      });
    if (fact.kind === "obligation.stated") for (const field of ["from", "to"] as const) party(fact[field], field);
    if ("obligation" in fact && !obligations.has(fact.obligation)) miss("obligation", `an obligation of the example, found ${JSON.stringify(fact.obligation)}`);
    if (fact.kind !== "operation.counted") continue;
    fact.flows.forEach((flow, i) => {
      for (const field of ["from", "to"] as const) party(flow[field], `flows[${i}].${field}`);
      for (const id of flow.obligations) {
        const obligation = obligations.get(id);
        if (!obligation || !fitsObligation(flow, obligation)) miss(`flows[${i}].obligations`, `an obligation of this direction that counts ${flow.what}, found ${JSON.stringify(id)}`);
      }
    });
  }
}

/** The codes of parties that an act of the talks names, each with its field. */
function partiesNamed(act: TalksAct): [string, string][] {
  switch (act.kind) {
    case "office.held": return act.party === undefined ? [] : [["party", act.party]];
    case "round.held": return act.delegations.map(({ party }, i) => [`delegations[${i}].party`, party]);
    case "meeting.requested": return act.between.map((code) => ["between", code]);
    case "document.forwarded": return [["to", act.to]];
    case "signing.required": return act.groups.flatMap(({ of }, i) => of.map((code): [string, string] => [`groups[${i}].of`, code]));
    case "review.opened": return [["reviewer", act.reviewer]];
    case "bracket.opened": return act.alternatives.map(({ by }, i) => [`alternatives[${i}].by`, by]);
    default: return [];
  }
}

/** The codes of parties that a notice or an exception names, each with its field. */
export function partiesOfHandover(act: HandoverAct): [string, string][] {
  if (act.kind === "operation.announced") return [...act.legs.flatMap(({ from, to }, i): [string, string][] => [[`legs[${i}].from`, from], [`legs[${i}].to`, to]]), ...act.means.map(({ by }, i): [string, string] => [`means[${i}].by`, by])];
  return act.kind === "exception.recorded" ? [["from", act.from], ["to", act.to]] : [];
}

/** By day, then in the order of the files. Labels must be unique. */
export function orderActs(acts: readonly Act[], faults: Fault[]): Act[] {
  const seen = new Set<string>();
  for (const { label } of acts) {
    if (seen.has(label)) faults.push(new Fault("ACT_TWICE", `expected each label once, found ${label} again`));
    seen.add(label);
  }
  return acts.map((act, i) => ({ act, i })).sort((a, b) => byCodeUnit(a.act.at, b.act.at) || a.i - b.i).map(({ act }) => act);
}
