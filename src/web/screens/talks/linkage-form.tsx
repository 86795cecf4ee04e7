// How a side says that clauses hang together. It links its own positions; it makes nothing agreed.
import { useState, type ReactNode } from "react";
import { LINKS } from "../../../talks/clause.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, said, useValues } from "../../parts/form-values.ts";
import { PickField } from "../../parts/pick-field.tsx";
import { useEverybody } from "../../parts/signing.tsx";

export function LinkageForm({ clauses }: { readonly clauses: readonly string[] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const { values, bind, clear } = useValues({ linkage: "", form: "if then" });
  const [when, setWhen] = useState<readonly string[]>([]);
  const [then, setThen] = useState<readonly string[]>([]);
  const isIfThen = values.form === "if then";
  const isReady = areSaid(values.linkage) && when.length > 0 && (!isIfThen || then.length > 0);
  const choices = clauses.map((one) => ({ value: one, name: say("account.clause", { clause: one }) }));
  return (
    <ActForm kind="linkage.stated" title={say("talks.stateLinkage")} lead={say("talks.stateLinkageLead")} draft={isReady ? { kind: "linkage.stated", body: { linkage: said(values.linkage), form: values.form, if: when, then: isIfThen ? then : [] }, to } : undefined} onRecorded={() => { clear(); setWhen([]); setThen([]); }}>
      <div className="fields">
        <Field label={say("talks.linkageCode")} {...bind("linkage")} />
        <ChoiceField label={say("talks.form")} {...bind("form")} choices={LINKS.map((one) => ({ value: one, name: say.code("linkage", one) }))} />
      </div>
      <PickField label={say(isIfThen ? "talks.ifClauses" : "talks.linkedClauses")} picked={when} onChange={setWhen} choices={choices} />
      {isIfThen ? <PickField label={say("talks.thenClauses")} picked={then} onChange={setThen} choices={choices} /> : null}
    </ActForm>
  );
}
