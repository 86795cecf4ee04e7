// What is found at the spot, by its code. A person is named by list and row or by the code given at the spot, never by name; of who
// declines or asks for time only a number is recorded, and no word.
import type { ReactNode } from "react";
import { CODES_OF_PERSONS, CODES_OF_REMAINS, NEEDS_SPOT, WITHOUT_PERSON, type SpotCode } from "../../../handover/exception.ts";
import { LEG_WHATS } from "../../../handover/notice.ts";
import type { OperationsView } from "../../../desk/api-types.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, said, useValues } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";

export function RecordException({ operation, manifests }: { readonly operation: string; readonly manifests: OperationsView["manifests"] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk } = useKnown();
  const sides = sidesOf(desk);
  const { values, bind, set, clear } = useValues({ code: "ABSENT", what: "captives", from: sides[0] ?? "", count: "1", list: "", row: "", spot: "", words: "" });
  const codes = values.what === "remains" ? CODES_OF_REMAINS : CODES_OF_PERSONS;
  const code: SpotCode = codes.find((one) => one === values.code) ?? "ABSENT";
  const isNumberOnly = WITHOUT_PERSON.includes(code);
  const needsSpot = NEEDS_SPOT.includes(code);
  const other = (side: string): string => sides.find((one) => one !== side) ?? "";
  const isListed = !isNumberOnly && code !== "EXTRA" && values.what !== "remains" && values.list !== "";
  const isNamed = isListed || (!isNumberOnly && areSaid(values.spot));
  const count = isNamed ? 1 : wholeOf(values.count);
  const isReady = count !== undefined && count > 0 && (!needsSpot || areSaid(values.spot)) && (!isListed || areSaid(values.row));
  const body = {
    operation, code, what: values.what, from: values.from, to: other(values.from), count,
    ...(isListed ? { list: values.list, row: said(values.row) } : {}), ...(isNumberOnly ? {} : ifSaid("spot", values.spot)), ...(code === "SEAL_BROKEN" ? ifSaid("words", values.words) : {}),
  };
  return (
    <ActForm kind="exception.recorded" title={say("operations.recordException")} lead={say("operations.recordExceptionLead")} draft={isReady ? { kind: "exception.recorded", body, to } : undefined} onRecorded={clear}>
      <div className="fields">
        <ChoiceField label={say("operations.direction")} {...bind("from")} choices={sides.map((side) => ({ value: side, name: say("account.fromTo", { from: name(side), to: name(other(side)) }) }))} />
        <ChoiceField label={say("operations.what")} {...bind("what")} choices={LEG_WHATS.map((one) => ({ value: one, name: say.code("what", one) }))} />
        <ChoiceField label={say("operations.code")} value={code} onChange={(next) => set({ code: next })} choices={codes.map((one) => ({ value: one, name: say.code("spot", one) }))} help={say.code("spotDoes", code)} />
        {isNumberOnly || code === "EXTRA" || values.what === "remains" ? null : <ChoiceField label={say("operations.manifest")} {...bind("list")} choices={[{ value: "", name: say("operations.noManifest") }, ...manifests.map(({ list, names }) => ({ value: list, name: `${list} (${say("lists.namesCount", { count: names })})` }))]} />}
        {isListed ? <Field label={say("member.row")} {...bind("row")} /> : null}
        {isNumberOnly ? null : <Field label={say("operations.spotCode")} {...bind("spot")} help={say("operations.spotCodeHelp")} />}
        {isNamed ? null : <Field label={say("form.count")} {...bind("count")} error={values.count !== "" && count === undefined ? say("form.whole") : undefined} />}
      </div>
      {isNumberOnly ? <p className="note small">{say("operations.numberOnly")}</p> : null}
      {code === "SEAL_BROKEN" ? <Field label={say("form.ownWords")} {...bind("words")} help={say("operations.sealHelp")} /> : null}
    </ActForm>
  );
}
