// What a laboratory deposits: a policy with its frequency table, profiles by code, reference families by code. Files are read in
// this browser, digested and sealed to laboratories alone; the desk names every bad line before anything is signed.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { utf8 } from "../../../basis/bytes.ts";
import { Fault } from "../../../basis/fault.ts";
import { isRecord, parseJson } from "../../../basis/parse-json.ts";
import { sha256Hex } from "../../../basis/sha256.ts";
import { checkFrequencies, checkProfiles, checkReferences } from "../../../identification/deposit.ts";
import type { LaboratoryView } from "../../../desk/remains-types.ts";
import { Refused } from "../../frame/api.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { forAll, forLaboratories } from "./addressed.ts";

const SIZE_MAX = 12 * 1024 * 1024;
export type Taken = { readonly name: string; readonly text: string };

/** One text file, read here. */
export function TakeFile({ label, taken, onTaken }: { readonly label: string; readonly taken: Taken | undefined; readonly onTaken: (taken: Taken | undefined) => void }): ReactNode {
  const say = useSay();
  const [fault, setFault] = useState("");
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    onTaken(undefined);
    if (file.size > SIZE_MAX) return setFault(say("lists.tooLarge", { limit: 12 }));
    try {
      onTaken({ name: file.name, text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()).replaceAll("\r\n", "\n").normalize("NFC") });
      setFault("");
    } catch {
      setFault(say("lists.notText"));
    }
  };
  return (
    <div className="field">
      <span className="label">{label}</span>
      <div className="row">
        <FileTrigger acceptedFileTypes={[".csv", ".txt", ".json", ".jsonl"]} onSelect={(files) => void take(files?.[0])}><Button className="button" aria-label={`${label}: ${say("lists.chooseFile")}`}>{say("lists.chooseFile")}</Button></FileTrigger>
        {taken === undefined ? null : <span className="small" role="status"><bdi>{taken.name}</bdi> · <span className="digest">{sha256Hex(utf8(taken.text)).slice(0, 16)}</span></span>}
      </div>
      {fault === "" ? null : <p className="error" role="alert">{fault}</p>}
    </div>
  );
}

const Refusals = ({ faults }: { readonly faults: readonly Fault[] }): ReactNode => (faults.length === 0 ? null : <RefusedNote error={new Refused(400, faults.map(({ code, message, places }) => ({ code, message, places })))} />);
const digested = (text: string): { readonly text: string; readonly sha256: string } => ({ text, sha256: sha256Hex(utf8(text)) });
/** A code that no deposit of this laboratory has: deposits that are not open here are counted too. */
const nextOf = (view: LaboratoryView, party: string, letter: string): string => {
  const named = view.deposits.filter(({ deposit }) => deposit.startsWith(`${party}-${letter}`)).length;
  return `${party}-${letter}${(view.opensHere ? named : (view.recorded["profiles.deposited"] ?? 0) + (view.recorded["references.deposited"] ?? 0)) + 1}`;
};

export function DepositProfiles({ view }: { readonly view: LaboratoryView }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [purpose, setPurpose] = useState("remains");
  const [taken, setTaken] = useState<Taken | undefined>();
  const faults = taken === undefined ? [] : checkProfiles(taken.text);
  const body = { deposit: nextOf(view, session.party, purpose === "remains" ? "D" : "E"), purpose, ...digested(taken?.text ?? "") };
  return (
    <ActForm kind="profiles.deposited" title={say("ident.depositProfiles")} lead={say("ident.depositProfilesLead")} draft={taken !== undefined && faults.length === 0 ? { kind: "profiles.deposited", to: forLaboratories(desk, session.party), body } : undefined} onRecorded={() => setTaken(undefined)}>
      <div className="fields">
        <ChoiceField label={say("ident.holds")} value={purpose} onChange={setPurpose} choices={["remains", "elimination"].map((value) => ({ value, name: say.code("ident.purpose", value) }))} />
        <TakeFile label={say("ident.profilesFile")} taken={taken} onTaken={setTaken} />
      </div>
      <Refusals faults={faults} />
    </ActForm>
  );
}

export function DepositReferences({ view }: { readonly view: LaboratoryView }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk, session } = useKnown();
  const own = desk.parties.find(({ code }) => code === session.party)?.of;
  const sides = sidesOf(desk).filter((side) => own === side || !sidesOf(desk).includes(own ?? ""));
  const [side, setSide] = useState(sides[0] ?? "");
  const [taken, setTaken] = useState<Taken | undefined>();
  const faults = taken === undefined ? [] : checkReferences(taken.text, side);
  const body = { deposit: nextOf(view, session.party, "F"), side, ...digested(taken?.text ?? "") };
  return (
    <ActForm kind="references.deposited" title={say("ident.depositReferences")} lead={say("ident.depositReferencesLead")} draft={taken !== undefined && faults.length === 0 ? { kind: "references.deposited", to: forLaboratories(desk, session.party), body } : undefined} onRecorded={() => setTaken(undefined)}>
      <div className="fields">
        <ChoiceField label={say("ident.familiesOf")} value={side} onChange={setSide} choices={sides.map((value) => ({ value, name: name(value) }))} />
        <TakeFile label={say("ident.referencesFile")} taken={taken} onTaken={setTaken} />
      </div>
      <Refusals faults={faults} />
    </ActForm>
  );
}

export function WithdrawReferences({ view }: { readonly view: LaboratoryView }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [text, setText] = useState("");
  const families = [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ""))];
  if (view.deposits.length === 0) return null;
  return (
    <ActForm kind="references.withdrawn" title={say("ident.withdraw")} lead={say("ident.withdrawLead")} draft={families.length > 0 ? { kind: "references.withdrawn", to: forLaboratories(desk, session.party), body: { families } } : undefined} onRecorded={() => setText("")}>
      <Field label={say("ident.familyCodes")} value={text} onChange={setText} isLong help={say("ident.familyCodesHelp")} />
    </ActForm>
  );
}

function settingsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseJson(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function StatePolicy({ view }: { readonly view: LaboratoryView }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [frequencies, setFrequencies] = useState<Taken | undefined>();
  const [settings, setSettings] = useState<Taken | undefined>();
  const [population, setPopulation] = useState("");
  const [other, setOther] = useState<Taken | undefined>();
  const [otherName, setOtherName] = useState("");
  const faults = [frequencies, other].flatMap((one) => (one === undefined ? [] : checkFrequencies(one.text)));
  const parsed = settings === undefined ? undefined : settingsOf(settings.text);
  const isWrong = settings !== undefined && parsed === undefined;
  const body = { policy: `${session.party}-P${view.policies.length + 1}`, population: population.trim(), settings: parsed, frequencies: frequencies?.text ?? "", sha256: digested(frequencies?.text ?? "").sha256,
    ...(other === undefined ? {} : { otherTables: [{ population: otherName.trim(), frequencies: other.text, sha256: digested(other.text).sha256 }] }) };
  const isReady = frequencies !== undefined && parsed !== undefined && population.trim() !== "" && (other === undefined || otherName.trim() !== "") && faults.length === 0;
  return (
    <ActForm kind="identification.policy" title={say("ident.statePolicy")} lead={say("ident.statePolicyLead")} draft={isReady ? { kind: "identification.policy", to: forAll(desk), body } : undefined} onRecorded={() => { setFrequencies(undefined); setSettings(undefined); setOther(undefined); setOtherName(""); }}>
      <div className="fields">
        <Field label={say("ident.population")} value={population} onChange={setPopulation} help={say("ident.populationHelp")} />
        <TakeFile label={say("ident.frequenciesFile")} taken={frequencies} onTaken={setFrequencies} />
        <TakeFile label={say("ident.settingsFile")} taken={settings} onTaken={setSettings} />
        <TakeFile label={say("ident.otherTable")} taken={other} onTaken={setOther} />
        {other === undefined ? null : <Field label={say("ident.population")} value={otherName} onChange={setOtherName} help={say("ident.otherTableHelp")} />}
      </div>
      <Refusals faults={[...faults, ...(isWrong ? [new Fault("SETTINGS_SHAPE", "expected a JSON object", [{ field: "settings" }])] : [])]} />
    </ActForm>
  );
}
