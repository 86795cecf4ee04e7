// Who must sign an agreement before it is in force: how many officers of one's own party; and, said by who chairs, groups of parties
// after the two sides, each with how many of it. Two officers state it.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { speaking, useKnown, usePartyName, sidesOf } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, said } from "../../parts/form-values.ts";
import { PickField } from "../../parts/pick-field.tsx";
import { useEverybody } from "../../parts/signing.tsx";
import { wholeOf } from "../../parts/whole.ts";

type Group = { readonly group: string; readonly of: readonly string[]; readonly need: string };
const FRESH: Group = { group: "", of: [], need: "1" };
const SIGNATORIES_MAX = 8;

export function RequireSigning({ agreements }: { readonly agreements: readonly string[] }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const to = useEverybody();
  const { desk, session } = useKnown();
  const [picked, setPicked] = useState("");
  const [signatories, setSignatories] = useState("");
  const [groups, setGroups] = useState<readonly Group[]>([]);
  const agreement = agreements.includes(picked) ? picked : agreements[0] ?? "";
  const chairs = !sidesOf(desk).includes(session.party);
  const own = said(signatories) === "" ? undefined : wholeOf(signatories);
  const isOwnRight = said(signatories) === "" || (own !== undefined && own >= 1 && own <= SIGNATORIES_MAX);
  const needOf = ({ need, of }: Group): number | undefined => {
    const found = wholeOf(need);
    return found !== undefined && found >= 1 && found <= of.length ? found : undefined;
  };
  const isTwice = (i: number): boolean => groups.some(({ group }, j) => j < i && said(group) === said(groups[i]?.group ?? ""));
  const isReady = agreement !== "" && isOwnRight && (groups.length > 0 || own !== undefined) && groups.every((one, i) => areSaid(one.group) && !isTwice(i) && one.of.length > 0 && needOf(one) !== undefined);
  const change = (at: number, more: Partial<Group>): void => setGroups(groups.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const body = { agreement, groups: groups.map((one) => ({ group: said(one.group), of: [...one.of].sort(), need: needOf(one) })), ...(own === undefined ? {} : { signatories: own }) };
  return (
    <ActForm kind="signing.required" title={say("agreement.require")} lead={say(chairs ? "agreement.requireLeadChair" : "agreement.requireLeadSide")} draft={isReady ? { kind: "signing.required", to, body } : undefined} onRecorded={() => { setGroups([]); setSignatories(""); }}>
      <div className="fields">
        <ChoiceField label={say("agreement.code")} value={agreement} onChange={setPicked} choices={agreements.map((value) => ({ value, name: value }))} />
        <Field label={say("agreement.ownSignatories")} value={signatories} onChange={setSignatories} help={say("agreement.ownSignatoriesHelp", { party: name(session.party) })} error={isOwnRight ? undefined : say("agreement.numberTo", { most: SIGNATORIES_MAX })} />
      </div>
      {groups.map((one, i) => (
        <fieldset key={i} className="flow stack">
          <legend className="label">{say("agreement.group", { number: i + 1 })}</legend>
          <div className="fields">
            <Field label={say("agreement.groupName")} value={one.group} onChange={(group) => change(i, { group })} isRequired error={isTwice(i) ? say("agreement.groupTwice") : undefined} />
            <Field label={say("agreement.need")} value={one.need} onChange={(need) => change(i, { need })} isRequired error={one.of.length === 0 || needOf(one) !== undefined ? undefined : say("agreement.numberTo", { most: one.of.length })} />
          </div>
          <PickField label={say("agreement.groupOf")} picked={one.of} onChange={(of) => change(i, { of })} choices={speaking(desk).map(({ code }) => ({ value: code, name: name(code) }))} />
        </fieldset>
      ))}
      {chairs ? (
        <div className="row">
          <Button className="button" onPress={() => setGroups([...groups, FRESH])}>{say("agreement.addGroup")}</Button>
          {groups.length > 0 ? <Button className="button" onPress={() => setGroups(groups.slice(0, -1))}>{say("agreement.dropGroup")}</Button> : null}
        </div>
      ) : null}
    </ActForm>
  );
}
