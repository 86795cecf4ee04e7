// A side states its own count of an operation. A number kept back is “withheld”, one not known “not stated”: neither is 0.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Block } from "../../../accounting/account.ts";
import { sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { PickField } from "../../parts/pick-field.tsx";
import { sayObligation } from "../../parts/say-clause.ts";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";

type FlowDraft = { readonly what: string; readonly from: string; readonly kind: "number" | "withheld" | "not stated"; readonly count: string; readonly obligations: readonly string[] };

export function CountOperation({ operations, obligations, chosen }: { readonly operations: readonly string[]; readonly obligations: readonly Block[]; readonly chosen: string | undefined }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk } = useKnown();
  const sides = sidesOf(desk);
  const fresh = (): FlowDraft => ({ what: "captives", from: sides[0] ?? "", kind: "number", count: "", obligations: [] });
  const [operation, setOperation] = useState(chosen ?? "");
  const [flows, setFlows] = useState<readonly FlowDraft[]>([fresh()]);
  const ofDirection = (from: string): Block[] => obligations.filter((one) => one.from === from && one.agreement !== null);
  const other = (side: string): string => sides.find((one) => one !== side) ?? "";
  const change = (at: number, more: Partial<FlowDraft>): void => setFlows(flows.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const counts = flows.map(({ kind, count }) => (kind === "number" ? wholeOf(count) : kind));
  const isReady = operation.trim() !== "" && counts.every((count) => count !== undefined);
  const body = { operation: operation.trim(), flows: flows.map(({ what, from, obligations: under }, i) => ({ what, from, to: other(from), count: counts[i], obligations: under.filter((picked) => ofDirection(from).some(({ id }) => id === picked)) })) };
  return (
    <ActForm kind="operation.counted" title={say("operations.count")} lead={say("operations.countLead")} draft={isReady ? { kind: "operation.counted", to, body } : undefined} onRecorded={() => setFlows([fresh()])}>
      <Field label={say("operations.name")} value={operation} onChange={setOperation} help={operations.includes(operation.trim()) ? say("operations.known") : say("operations.new")} />
      {flows.map((flow, i) => (
        <fieldset key={i} className="fields flow">
          <legend className="label">{say("operations.flow", { number: i + 1 })}</legend>
          <ChoiceField label={say("operations.direction")} value={flow.from} onChange={(from) => change(i, { from })} choices={sides.map((side) => ({ value: side, name: say("account.fromTo", { from: name(side), to: name(other(side)) }) }))} />
          <ChoiceField label={say("operations.what")} value={flow.what} onChange={(what) => change(i, { what })} choices={["captives", "civilians", "remains"].map((what) => ({ value: what, name: say.code("what", what) }))} />
          <ChoiceField label={say("operations.countIs")} value={flow.kind} onChange={(kind) => change(i, { kind: kind === "withheld" || kind === "not stated" ? kind : "number" })} choices={[{ value: "number", name: say("operations.aNumber") }, { value: "withheld", name: say("count.withheld") }, { value: "not stated", name: say("count.not_stated") }]} />
          {flow.kind === "number" ? <Field label={say("form.count")} value={flow.count} onChange={(count) => change(i, { count })} error={flow.count !== "" && counts[i] === undefined ? say("form.whole") : undefined} /> : null}
          <PickField label={say("operations.under")} picked={flow.obligations} onChange={(under) => change(i, { obligations: under })} choices={ofDirection(flow.from).map((one) => ({ value: one.id, name: sayObligation(say, name, one) }))} help={say("operations.underHelp")} />
        </fieldset>
      ))}
      <div className="row">
        <Button className="button" onPress={() => setFlows([...flows, fresh()])}>{say("operations.addFlow")}</Button>
        {flows.length > 1 ? <Button className="button" onPress={() => setFlows(flows.slice(0, -1))}>{say("operations.dropFlow")}</Button> : null}
      </div>
    </ActForm>
  );
}
