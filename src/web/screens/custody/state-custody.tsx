// Where a side keeps those it holds, by its own code, and how they can travel: one group of rows for each place and need. It opens
// to that side and to those who plan. Whoever is kept back is so under a rule that is named.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import type { CustodyList } from "../../../desk/api-types.ts";
import { KEPT_BACK, MEANS } from "../../../planning/planning-act.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { areSaid, ifSaid, said } from "../../parts/form-values.ts";
import { usePlanners } from "../../parts/planners.ts";
import { listChoices, useRowFaults } from "./rows-of.ts";

type Group = { readonly rows: string; readonly place: string; readonly means: string; readonly fitFrom: string; readonly together: string; readonly keptBack: string; readonly basis: string };
const FRESH: Group = { rows: "", place: "", means: "seat", fitFrom: "", together: "", keptBack: "", basis: "" };
const CODE = /^[^|&\p{Cc}]{1,60}$/u;
const isDayOrNone = (day: string): boolean => day === "" || parseCivilDate(day) !== undefined;

export function StateCustody({ lists, chosen }: { readonly lists: readonly CustodyList[]; readonly chosen: string | undefined }): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const planners = usePlanners();
  const [picked, setPicked] = useState(chosen ?? "");
  const [groups, setGroups] = useState<readonly Group[]>([FRESH]);
  const list = lists.some((one) => one.list === picked) ? picked : lists[0]?.list ?? "";
  const { rows, errors, isKnown } = useRowFaults("custody.stated", list, groups.map((group) => group.rows));
  const change = (at: number, more: Partial<Group>): void => setGroups(groups.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const isRight = (group: Group, i: number): boolean =>
    (rows[i] ?? []).length > 0 && errors[i] === undefined && CODE.test(said(group.place)) && isDayOrNone(group.fitFrom) && (group.keptBack === "" || areSaid(group.basis));
  const stated = groups.flatMap((group, i) => (rows[i] ?? []).map((row) => ({
    row, place: said(group.place), means: group.means, ...ifSaid("fitFrom", group.fitFrom), ...ifSaid("together", group.together), ...(group.keptBack === "" ? {} : { keptBack: group.keptBack, basis: said(group.basis) }),
  })));
  const to = [...new Set([session.party, ...planners])].sort();
  return (
    <ActForm kind="custody.stated" title={say("custody.state")} lead={say("custody.stateLead")} draft={isKnown && groups.every(isRight) ? { kind: "custody.stated", to, body: { list, rows: stated } } : undefined} onRecorded={() => setGroups([FRESH])}>
      <ChoiceField label={say("member.list")} value={list} onChange={setPicked} choices={listChoices(lists)} />
      {groups.map((group, i) => (
        <fieldset key={i} className="flow stack">
          <legend className="label">{say("custody.group", { number: i + 1 })}</legend>
          <Field label={say("member.rows")} value={group.rows} onChange={(text) => change(i, { rows: text })} isLong isRequired help={say("custody.rowsHelp")} error={errors[i]} />
          <div className="fields">
            <Field label={say("custody.place")} value={group.place} onChange={(place) => change(i, { place })} isRequired help={say("custody.placeHelp")} error={group.place === "" || CODE.test(said(group.place)) ? undefined : say("custody.codeError")} />
            <ChoiceField label={say("custody.means")} value={group.means} onChange={(means) => change(i, { means })} choices={[...MEANS, "ambulance"].map((value) => ({ value, name: say.code("travels", value) }))} />
            <Field label={say("custody.fitFrom")} value={group.fitFrom} onChange={(fitFrom) => change(i, { fitFrom })} type="date" help={say("custody.fitFromHelp")} />
            <Field label={say("custody.together")} value={group.together} onChange={(together) => change(i, { together })} help={say("custody.togetherHelp")} />
            <ChoiceField label={say("custody.keptBack")} value={group.keptBack} onChange={(keptBack) => change(i, { keptBack })} choices={[{ value: "", name: say("custody.notKeptBack") }, ...KEPT_BACK.map((value) => ({ value, name: say.code("keptBack", value) }))]} />
            {group.keptBack === "" ? null : <Field label={say("member.basis")} value={group.basis} onChange={(basis) => change(i, { basis })} isRequired help={say("custody.basisHelp")} />}
          </div>
        </fieldset>
      ))}
      <div className="row">
        <Button className="button" onPress={() => setGroups([...groups, FRESH])}>{say("custody.addGroup")}</Button>
        {groups.length > 1 ? <Button className="button" onPress={() => setGroups(groups.slice(0, -1))}>{say("custody.dropGroup")}</Button> : null}
      </div>
      <p className="small num" role="status">{say("custody.rowsTaken", { count: stated.length })}</p>
    </ActForm>
  );
}
