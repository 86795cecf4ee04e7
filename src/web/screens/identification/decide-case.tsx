// What two persons of the side decide about a proposal. Sight alone never closes a case, and neither does DNA alone.
import { useState, type ReactNode } from "react";
import { REASONS, RETURNS, type Reason } from "../../../identification/remains-act.ts";
import { IDENTIFIERS, judgeIdentifiers, PRIMARY, type Identifier } from "../../../identification/identifiers.ts";
import type { CaseRow } from "../../../desk/remains-types.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField } from "../../parts/fields.tsx";
import { forSide } from "./addressed.ts";

export function SignCase({ one }: { readonly one: CaseRow }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const hasDna = one.dna !== null;
  const [chosen, setChosen] = useState<readonly Identifier[]>(hasDna ? ["dna"] : []);
  const faults = judgeIdentifiers(chosen);
  const toggle = (id: Identifier): void => setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const body = { identification: one.identification, identifiers: IDENTIFIERS.filter((id) => chosen.includes(id)) };
  const draft = faults.length === 0 ? { kind: "identification.signed", to: forSide(desk, one.side, session.party), body } : undefined;
  return (
    <ActForm kind="identification.signed" title={say("ident.sign")} lead={say("ident.signLead")} draft={draft}>
      <fieldset className="fields">
        <legend className="label">{say("ident.identifiers")}</legend>
        {IDENTIFIERS.map((id) => (
          <label key={id} className="choice">
            <input type="checkbox" checked={chosen.includes(id)} disabled={id === "dna"} onChange={() => toggle(id)} />
            <span>{say.code("ident.identifier", id)}{PRIMARY.some((primary) => primary === id) ? ` (${say("ident.primary")})` : ""}</span>
          </label>
        ))}
      </fieldset>
      {faults.map(({ code }) => <p key={code} className="note wait" role="status">{say.code("ident.fault", code)}</p>)}
    </ActForm>
  );
}

export function ReturnCase({ one }: { readonly one: CaseRow }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [outcome, setOutcome] = useState<string>(RETURNS[1]);
  const [reason, setReason] = useState<Reason>("references");
  return (
    <ActForm kind="identification.returned" title={say("ident.return")} lead={say("ident.returnLead")} draft={{ kind: "identification.returned", to: forSide(desk, one.side, session.party), body: { identification: one.identification, outcome, reason } }}>
      <div className="fields">
        <ChoiceField label={say("ident.outcomeIs")} value={outcome} onChange={setOutcome} choices={RETURNS.map((value) => ({ value, name: say.code("ident.outcome", value) }))} />
        <Reasons value={reason} onChange={setReason} />
      </div>
    </ActForm>
  );
}

export function ReopenCase({ one }: { readonly one: CaseRow }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [reason, setReason] = useState<Reason>("contradiction");
  return (
    <ActForm kind="identification.reopened" title={say("ident.reopen")} lead={say("ident.reopenLead")} draft={{ kind: "identification.reopened", to: forSide(desk, one.side, session.party), body: { identification: one.identification, reason } }}>
      <Reasons value={reason} onChange={setReason} />
    </ActForm>
  );
}

function Reasons({ value, onChange }: { readonly value: Reason; readonly onChange: (value: Reason) => void }): ReactNode {
  const say = useSay();
  return <ChoiceField label={say("ident.reasonIs")} value={value} onChange={(next) => onChange(REASONS.find((one) => one === next) ?? "other")} choices={REASONS.map((one) => ({ value: one, name: say.code("ident.reason", one) }))} />;
}
