// What a side receives and finds: containers by code at first, sets of remains in them when they are examined, samples sent, a grave.
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import { SAMPLE_STEPS } from "../../../identification/sample-act.ts";
import { isCode } from "../../../identification/read-code.ts";
import type { RemainsView } from "../../../desk/remains-types.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { forBoth, forSide } from "./addressed.ts";

/** Lines of codes: the first of a line, then those after it. */
const linesOf = (text: string): string[][] => text.split("\n").map((line) => line.split(/[\s,;:]+/).filter((one) => one !== "")).filter((line) => line.length > 0);

export function ReceiveRemains(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [receipt, setReceipt] = useState(`${session.party}-R`);
  const [operation, setOperation] = useState("");
  const [obligation, setObligation] = useState("");
  const [text, setText] = useState("");
  const lines = linesOf(text);
  const isRight = lines.every((line) => line.every(isCode));
  const body = { receipt: receipt.trim(), ...(operation.trim() === "" ? {} : { operation: operation.trim() }), ...(obligation.trim() === "" ? {} : { obligation: obligation.trim() }), containers: lines.map(([container = "", ...sets]) => ({ container, ...(sets.length > 0 ? { sets } : {}) })) };
  return (
    <ActForm kind="remains.received" title={say("ident.receive")} lead={say("ident.receiveLead")} draft={lines.length > 0 && isRight && isCode(receipt.trim()) ? { kind: "remains.received", to: forBoth(desk, session.party), body } : undefined} onRecorded={() => setText("")}>
      <div className="fields">
        <Field label={say("ident.receipt")} value={receipt} onChange={setReceipt} />
        <Field label={say("operations.name")} value={operation} onChange={setOperation} />
        <Field label={say("ident.underObligation")} value={obligation} onChange={setObligation} />
      </div>
      <Field label={say("ident.containerCodes")} value={text} onChange={setText} isLong help={say("ident.containerCodesHelp")} error={isRight ? undefined : say("ident.codeError")} />
    </ActForm>
  );
}

export function ExamineRemains(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [examination, setExamination] = useState(`${session.party}-X`);
  const [text, setText] = useState("");
  const lines = linesOf(text);
  const isRight = lines.every((line) => line.length > 1 && line.every(isCode));
  const body = { examination: examination.trim(), containers: lines.map(([container = "", ...sets]) => ({ container, sets })) };
  return (
    <ActForm kind="remains.examined" title={say("ident.examine")} lead={say("ident.examineLead")} draft={lines.length > 0 && isRight && isCode(examination.trim()) ? { kind: "remains.examined", to: forBoth(desk, session.party), body } : undefined} onRecorded={() => setText("")}>
      <Field label={say("ident.examination")} value={examination} onChange={setExamination} />
      <Field label={say("ident.setsByContainer")} value={text} onChange={setText} isLong help={say("ident.setsByContainerHelp")} error={isRight ? undefined : say("ident.codeError")} />
    </ActForm>
  );
}

export function JoinSets(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [person, setPerson] = useState(`${session.party}-J`);
  const [basis, setBasis] = useState("anatomy");
  const [text, setText] = useState("");
  const sets = linesOf(text).flat();
  const isRight = sets.every(isCode);
  return (
    <ActForm kind="remains.joined" title={say("ident.join")} lead={say("ident.joinLead")} draft={sets.length > 1 && isRight && isCode(person.trim()) ? { kind: "remains.joined", to: forBoth(desk, session.party), body: { person: person.trim(), sets, basis } } : undefined} onRecorded={() => setText("")}>
      <div className="fields">
        <Field label={say("ident.personCode")} value={person} onChange={setPerson} />
        <ChoiceField label={say("ident.basis")} value={basis} onChange={setBasis} choices={["dna", "anatomy", "dna and anatomy"].map((value) => ({ value, name: say.code("ident.basis", value) }))} />
      </div>
      <Field label={say("ident.setsFound")} value={text} onChange={setText} isLong help={say("ident.setsFoundHelp")} error={isRight ? undefined : say("ident.codeError")} />
    </ActForm>
  );
}

export function SendSamples(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [step, setStep] = useState<"samples.taken" | "samples.sent">("samples.taken");
  const [whose, setWhose] = useState<"set" | "family">("set");
  const [shipment, setShipment] = useState(`${session.party}-H`);
  const [text, setText] = useState("");
  const named = step === "samples.sent" ? { shipment: shipment.trim() } : { taking: shipment.trim() };
  const lines = linesOf(text);
  const isRight = lines.every((line) => line.length === 2 && line.every(isCode));
  const form = {
    title: say("ident.sendSamples"), lead: say("ident.sendSamplesLead"), onRecorded: () => setText(""),
    draft: lines.length > 0 && isRight && isCode(shipment.trim()) ? { kind: step, to: whose === "set" ? forBoth(desk, session.party) : forSide(desk, session.party, session.party), body: { ...named, samples: lines.map(([sample = "", of = ""]) => ({ sample, [whose]: of })) } } : undefined,
  };
  const fields = (
    <>
      <div className="fields">
        <ChoiceField label={say("ident.sampleStep")} value={step} onChange={(value) => setStep(value === "samples.sent" ? "samples.sent" : "samples.taken")} choices={[{ value: "samples.taken", name: say.code("ident.sample", "taken") }, { value: "samples.sent", name: say.code("ident.sample", "sent") }]} />
        <ChoiceField label={say("ident.sampleWhose")} value={whose} onChange={(value) => setWhose(value === "family" ? "family" : "set")} choices={(["set", "family"] as const).map((value) => ({ value, name: say.code("ident.sampleWhose", value) }))} />
        <Field label={say("ident.shipment")} value={shipment} onChange={setShipment} />
      </div>
      <Field label={say(whose === "set" ? "ident.samplesOfSets" : "ident.samplesOfFamilies")} value={text} onChange={setText} isLong help={say(whose === "set" ? "ident.samplesOfSetsHelp" : "ident.samplesOfFamiliesHelp")} error={isRight ? undefined : say("ident.codeError")} />
    </>
  );
  return step === "samples.sent" ? <ActForm kind="samples.sent" {...form}>{fields}</ActForm> : <ActForm kind="samples.taken" {...form}>{fields}</ActForm>;
}

/** What became of samples on their way: for whoever holds them. */
export function ReportSamples(): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [report, setReport] = useState(`${session.party}-S`);
  const [as, setAs] = useState<string>("received");
  const [text, setText] = useState("");
  const samples = [...new Set(linesOf(text).flat())];
  const isRight = samples.every(isCode);
  return (
    <ActForm kind="samples.reported" title={say("ident.reportSamples")} lead={say("ident.reportSamplesLead")} draft={samples.length > 0 && isRight && isCode(report.trim()) ? { kind: "samples.reported", to: forBoth(desk, session.party), body: { report: report.trim(), as, samples } } : undefined} onRecorded={() => setText("")}>
      <div className="fields">
        <ChoiceField label={say("ident.sampleStep")} value={as} onChange={setAs} choices={SAMPLE_STEPS.map((value) => ({ value, name: say.code("ident.sample", value) }))} />
        <Field label={say("ident.sampleReport")} value={report} onChange={setReport} />
      </div>
      <Field label={say("ident.sampleCodes")} value={text} onChange={setText} isLong error={isRight ? undefined : say("ident.codeError")} />
    </ActForm>
  );
}

export function RecordGrave({ view }: { readonly view: RemainsView }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const cases = view.cases.filter(({ state, side, informed }) => state === "identified" && informed.length > 0 && side === session.party);
  const [identification, setIdentification] = useState("");
  const [grave, setGrave] = useState("");
  const [on, setOn] = useState("");
  const chosen = identification === "" ? cases[0]?.identification : identification;
  const desks = desk.parties.filter(({ is }) => is === "secretariat").map(({ code }) => code);
  if (chosen === undefined) return null;
  return (
    <ActForm kind="remains.buried" title={say("ident.bury")} lead={say("ident.buryLead")} draft={isCode(grave.trim()) && parseCivilDate(on) ? { kind: "remains.buried", to: [session.party, ...desks], body: { identification: chosen, grave: grave.trim(), on } } : undefined} onRecorded={() => setGrave("")}>
      <div className="fields">
        <ChoiceField label={say("ident.case")} value={chosen} onChange={setIdentification} choices={cases.map((one) => ({ value: one.identification, name: one.identification }))} />
        <Field label={say("ident.graveCode")} value={grave} onChange={setGrave} error={grave === "" || isCode(grave.trim()) ? undefined : say("ident.codeError")} />
        <Field label={say("ident.buriedOn")} value={on} onChange={setOn} type="date" />
      </div>
    </ActForm>
  );
}
