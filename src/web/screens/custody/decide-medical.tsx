// The decisions of a medical commission on one day: for each row an outcome, the class that the agreement names and the number of
// the ground in GC III Annex I. Never a diagnosis. Two officers of the commission sign.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import type { CustodyList } from "../../../desk/api-types.ts";
import { isGround, MEDICAL_OUTCOMES } from "../../../planning/planning-act.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, said } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";
import { listChoices, useRowFaults } from "./rows-of.ts";

type Decision = { readonly row: string; readonly outcome: string; readonly class: string; readonly ground: string; readonly fitFrom: string };
const FRESH: Decision = { row: "", outcome: "repatriate", class: "", ground: "", fitFrom: "" };
/** Who goes home or to a neutral country goes under a ground. */
const needsGround = (outcome: string): boolean => outcome === "repatriate" || outcome === "neutral country";

export function DecideMedical({ lists, chosen }: { readonly lists: readonly CustodyList[]; readonly chosen: string | undefined }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const [picked, setPicked] = useState(chosen ?? "");
  const [commission, setCommission] = useState("");
  const [on, setOn] = useState("");
  const [decisions, setDecisions] = useState<readonly Decision[]>([FRESH]);
  const list = lists.some((one) => one.list === picked) ? picked : lists[0]?.list ?? "";
  const { rows, errors, isKnown } = useRowFaults("medical.decided", list, decisions.map(({ row }) => row));
  const change = (at: number, more: Partial<Decision>): void => setDecisions(decisions.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const groundError = (one: Decision): string | undefined => (said(one.ground) === "" || isGround(said(one.ground)) ? undefined : say("custody.groundError"));
  const rowError = (i: number): string | undefined => errors[i] ?? ((rows[i] ?? []).length > 1 ? say("custody.oneRow") : undefined);
  const isRight = (one: Decision, i: number): boolean =>
    (rows[i] ?? []).length === 1 && errors[i] === undefined && areSaid(one.class) && groundError(one) === undefined && (!needsGround(one.outcome) || areSaid(one.ground)) && (one.fitFrom === "" || parseCivilDate(one.fitFrom) !== undefined);
  const isReady = isKnown && areSaid(commission) && parseCivilDate(on) !== undefined && decisions.every(isRight);
  const body = { list, commission: said(commission), decisions: decisions.map((one) => ({ row: said(one.row), outcome: one.outcome, class: said(one.class), ...ifSaid("ground", one.ground), on, ...ifSaid("fitFrom", one.fitFrom) })) };
  const last = decisions.at(-1) ?? FRESH;
  return (
    <ActForm kind="medical.decided" title={say("custody.decide")} lead={say("custody.decideLead")} draft={isReady ? { kind: "medical.decided", to, body } : undefined} onRecorded={() => setDecisions([FRESH])}>
      <div className="fields">
        <ChoiceField label={say("member.list")} value={list} onChange={setPicked} choices={listChoices(lists)} />
        <Field label={say("custody.commission")} value={commission} onChange={setCommission} isRequired />
        <Field label={say("custody.decidedOn")} value={on} onChange={setOn} type="date" isRequired />
      </div>
      {decisions.map((one, i) => (
        <fieldset key={i} className="fields flow">
          <legend className="label">{say("custody.decision", { number: i + 1 })}</legend>
          <Field label={say("member.row")} value={one.row} onChange={(row) => change(i, { row })} isRequired error={rowError(i)} />
          <ChoiceField label={say("member.outcome")} value={one.outcome} onChange={(outcome) => change(i, { outcome })} choices={MEDICAL_OUTCOMES.map((value) => ({ value, name: say.code("medical", value) }))} />
          <Field label={say("custody.class")} value={one.class} onChange={(kind) => change(i, { class: kind })} isRequired help={say("custody.classHelp")} />
          <Field label={say("custody.ground")} value={one.ground} onChange={(ground) => change(i, { ground })} isRequired={needsGround(one.outcome)} help={say("custody.groundHelp")} error={groundError(one)} />
          <Field label={say("custody.fitFrom")} value={one.fitFrom} onChange={(fitFrom) => change(i, { fitFrom })} type="date" />
        </fieldset>
      ))}
      <div className="row">
        <Button className="button" onPress={() => setDecisions([...decisions, { ...FRESH, class: last.class, outcome: last.outcome }])}>{say("custody.addDecision")}</Button>
        {decisions.length > 1 ? <Button className="button" onPress={() => setDecisions(decisions.slice(0, -1))}>{say("custody.dropDecision")}</Button> : null}
      </div>
    </ActForm>
  );
}
