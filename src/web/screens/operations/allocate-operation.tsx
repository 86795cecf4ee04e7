// A speaker's split of his own count of an operation that he counted under several obligations. What the shares leave stays open
// between the obligations; a later split stands instead of the earlier, one without shares takes it back.
import { useState, type ReactNode } from "react";
import type { OperationCounted } from "../../../desk/api-types.ts";
import { useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { Field } from "../../parts/fields.tsx";
import { ifSaid, said } from "../../parts/form-values.ts";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";
import { divisible, type Divisible } from "./divisible.ts";

export function AllocateOperation({ counted }: { readonly counted: readonly OperationCounted[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { session } = useKnown();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [words, setWords] = useState("");
  const own = counted.find(({ by }) => by === session.party);
  const parts = divisible(own?.flows ?? []);
  if (own === undefined || parts.length === 0) return null;
  const keyOf = ({ what, from }: Divisible, obligation: string): string => `${what} ${from} ${obligation}`;
  const textOf = (part: Divisible, obligation: string): string => texts[keyOf(part, obligation)] ?? "";
  const sumOf = (part: Divisible): number => part.obligations.reduce((sum, obligation) => sum + (wholeOf(textOf(part, obligation)) ?? 0), 0);
  const isWhole = (text: string): boolean => said(text) === "" || wholeOf(text) !== undefined;
  const isReady = parts.every((part) => part.obligations.every((obligation) => isWhole(textOf(part, obligation))) && sumOf(part) <= part.count);
  const shares = parts.flatMap((part) => part.obligations.flatMap((obligation) => {
    const count = wholeOf(textOf(part, obligation));
    return count === undefined ? [] : [{ what: part.what, from: part.from, to: part.to, obligation, count }];
  }));
  return (
    <ActForm kind="operation.allocated" title={say("operations.allocate")} lead={say("operations.allocateLead")} draft={isReady ? { kind: "operation.allocated", to, body: { operation: own.operation, shares, ...ifSaid("words", words) } } : undefined} onRecorded={() => setTexts({})}>
      {parts.map((part) => (
        <fieldset key={`${part.what} ${part.from}`} className="flow stack">
          <legend className="label">{say.howMany(part.what, part.count)} · {say("account.fromTo", { from: name(part.from), to: name(part.to) })}</legend>
          <div className="fields">
            {part.obligations.map((obligation) => <Field key={obligation} label={obligation} value={textOf(part, obligation)} onChange={(text) => setTexts({ ...texts, [keyOf(part, obligation)]: text })} error={isWhole(textOf(part, obligation)) ? undefined : say("form.whole")} />)}
          </div>
          <p className={sumOf(part) > part.count ? "note wait" : "small quiet"} role="status">{say(sumOf(part) > part.count ? "operations.allocateOver" : "operations.allocateLeft", { count: Math.abs(part.count - sumOf(part)) })}</p>
        </fieldset>
      ))}
      <Field label={say("form.ownWords")} value={words} onChange={setWords} isLong />
      {shares.length === 0 ? <p className="note">{say("operations.allocateNone")}</p> : null}
    </ActForm>
  );
}
