// Families that the last kept search set aside, and what was found of each: for two reviewers of the laboratory, who settle it over
// the same bytes. Then the one sentence that leaves: another relative would help, the same for every reason.
import { useState, type ReactNode } from "react";
import { isRecord } from "../../../basis/parse-json.ts";
import { sha256Hex } from "../../../basis/sha256.ts";
import { utf8 } from "../../../basis/bytes.ts";
import type { ReferenceFlag } from "../../../identification/check-references.ts";
import { flagsDigest, SETTLEMENTS } from "../../../identification/settle-act.ts";
import type { LaboratoryView, RemainsView } from "../../../desk/remains-types.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay, type Say } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Cites } from "../../parts/entry.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { useSome } from "../../parts/some.tsx";
import { forLaboratories, forSide } from "./addressed.ts";
import { TakeFile, type Taken } from "./deposit-forms.tsx";

type Document = Readonly<Record<string, unknown>>;
const rowsOf = (document: Document, member: string): readonly Document[] => {
  const rows: unknown = document[member];
  return Array.isArray(rows) ? rows.filter(isRecord) : [];
};

/** What the search found, by family, in the order of its document. */
function flagsByFamily(document: Document): ReadonlyMap<string, readonly ReferenceFlag[]> {
  const flags = rowsOf(document, "flags") as unknown as readonly ReferenceFlag[]; // made by the job, its digest is on the record
  const found = new Map<string, ReferenceFlag[]>();
  for (const flag of flags) found.set(flag.family, [...(found.get(flag.family) ?? []), flag]);
  return found;
}

const sayFlag = (say: Say, { kind, persons, log10Lr, markers, fits }: ReferenceFlag): string =>
  `${say.code("ident.flag", kind)}: ${say.list([...persons])}${fits === undefined ? "" : ` · ${say("ident.fits", { relation: say.code("ident.fits", fits) })}`}${log10Lr === 0 ? "" : ` · log10 ${say.decimal(log10Lr, 1)}`}${markers.length === 0 ? "" : ` · ${say("ident.excludedMarkers", { markers: say.list([...markers]) })}`}`;

export function SettleFlags({ view, search, document }: { readonly view: LaboratoryView; readonly search: string; readonly document: Document }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const found = flagsByFamily(document);
  const decided = new Map(view.settlements.map((one) => [one.family, one]));
  const open = [...found.keys()].filter((family) => decided.get(family)?.search !== search);
  const [chosen, setChosen] = useState("");
  const [outcome, setOutcome] = useState<string>("not searched");
  const [taken, setTaken] = useState<Taken | undefined>();
  const family = open.includes(chosen) ? chosen : open[0];
  const flags = family === undefined ? [] : found.get(family) ?? [];
  const { shown, more } = useSome([...found], 10);
  const isCorrected = outcome === "as corrected";
  const base = { settlement: `${session.party}-S${(view.recorded["references.settled"] ?? 0) + 1}`, search, family, flagsSha256: flagsDigest(flags), outcome };
  const body = isCorrected ? { ...base, text: taken?.text ?? "", sha256: sha256Hex(utf8(taken?.text ?? "")) } : base;
  const isReady = family !== undefined && (!isCorrected || taken !== undefined);
  if (found.size === 0) return null;
  return (
    <>
      <section className="sheet stack" aria-label={say("ident.setAside")}>
        <h2>{say("ident.setAside")}</h2>
        <p className="quiet small">{say("ident.setAsideLead")}</p>
        <ul className="lines">
          {shown.map(([code, own]) => {
            const settled = decided.get(code);
            return (
              <li key={code} className="stack tight">
                <p className="row spread"><strong><bdi>{code}</bdi></strong><Mark tone={settled?.search === search ? "fine" : "wait"}>{settled?.search === search ? say.code("ident.settled", settled.outcome) : say("ident.notSettled")}</Mark></p>
                <ul className="small">{own.map((flag, i) => <li key={i}>{sayFlag(say, flag)}</li>)}</ul>
                {settled === undefined ? null : <Cites cites={[{ entry: settled.entry, label: settled.cite }]} />}
              </li>
            );
          })}
          <li>{more}</li>
        </ul>
      </section>
      {family === undefined ? null : (
        <ActForm kind="references.settled" title={say("ident.settle")} lead={say("ident.settleLead")} draft={isReady ? { kind: "references.settled", to: forLaboratories(desk, session.party), body } : undefined} onRecorded={() => setTaken(undefined)}>
          <div className="fields">
            <ChoiceField label={say("ident.family")} value={family} onChange={setChosen} choices={open.map((value) => ({ value, name: value }))} />
            <ChoiceField label={say("ident.outcomeIs")} value={outcome} onChange={setOutcome} choices={SETTLEMENTS.map((value) => ({ value, name: say.code("ident.settled", value) }))} />
          </div>
          <ul className="small">{flags.map((flag, i) => <li key={i}>{sayFlag(say, flag)}</li>)}</ul>
          {isCorrected ? <TakeFile label={say("ident.correctedFile")} taken={taken} onTaken={setTaken} /> : null}
        </ActForm>
      )}
    </>
  );
}

/** Families of one side for which a further relative would help, whatever the reason: set aside, or with candidates that need more. */
function familiesInNeed(document: Document, side: string): string[] {
  const weak = rowsOf(document, "candidates").filter((row) => row["verdict"] === "more references needed");
  const codes = [...weak, ...rowsOf(document, "setAside")].filter((row) => row["side"] === side).map(({ family }) => (typeof family === "string" ? family : ""));
  return [...new Set(codes)].sort();
}

export function AskRelatives({ board, document }: { readonly board: RemainsView; readonly document: Document }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk, session } = useKnown();
  const sides = sidesOf(desk);
  const [side, setSide] = useState(sides[0] ?? "");
  const offered = familiesInNeed(document, side);
  const [text, setText] = useState<string | undefined>();
  const shown = text ?? offered.join("\n");
  const families = [...new Set(shown.split(/[\s,;]+/).filter((one) => one !== ""))];
  const body = { request: `${session.party}-A${board.needed.filter(({ by }) => by === session.party).length + 1}`, side, families };
  return (
    <ActForm kind="references.needed" title={say("ident.askRelatives")} lead={say("ident.askRelativesLead")} draft={families.length > 0 ? { kind: "references.needed", to: forSide(desk, side, session.party), body } : undefined} onRecorded={() => setText(undefined)}>
      <ChoiceField label={say("ident.familiesOf")} value={side} onChange={(next) => { setSide(next); setText(undefined); }} choices={sides.map((value) => ({ value, name: name(value) }))} />
      <Field label={say("ident.familyCodes")} value={shown} onChange={setText} isLong help={say("ident.familyCodesHelp")} />
    </ActForm>
  );
}
