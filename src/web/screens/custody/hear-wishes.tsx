// What was heard in private on one day: rows under one of four outcomes. No word of the interview and no reason is asked for, and
// it opens to those who plan alone (FIELD.md §9).
import { useState, type ReactNode } from "react";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import type { CustodyList } from "../../../desk/api-types.ts";
import { WISHES } from "../../../planning/planning-act.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { usePlanners } from "../../parts/planners.ts";
import { listChoices, useRowFaults } from "./rows-of.ts";

export function HearWishes({ lists, chosen }: { readonly lists: readonly CustodyList[]; readonly chosen: string | undefined }): ReactNode {
  const say = useSay();
  const to = usePlanners();
  const [picked, setPicked] = useState(chosen ?? "");
  const [on, setOn] = useState("");
  const [texts, setTexts] = useState<readonly string[]>(WISHES.map(() => ""));
  const list = lists.some((one) => one.list === picked) ? picked : lists[0]?.list ?? "";
  const { rows, errors, isKnown } = useRowFaults("wishes.heard", list, texts);
  const heard = WISHES.flatMap((wish, i) => (rows[i] ?? []).map((row) => ({ row, wish, on })));
  const isReady = isKnown && heard.length > 0 && errors.every((error) => error === undefined) && parseCivilDate(on) !== undefined;
  return (
    <ActForm kind="wishes.heard" title={say("custody.hear")} lead={say("custody.hearLead")} draft={isReady ? { kind: "wishes.heard", to, body: { list, heard } } : undefined} onRecorded={() => setTexts(WISHES.map(() => ""))}>
      <div className="fields">
        <ChoiceField label={say("member.list")} value={list} onChange={setPicked} choices={listChoices(lists)} />
        <Field label={say("custody.heardOn")} value={on} onChange={setOn} type="date" isRequired />
      </div>
      {WISHES.map((wish, i) => <Field key={wish} label={say.code("wish", wish)} value={texts[i] ?? ""} onChange={(text) => setTexts(texts.map((one, j) => (j === i ? text : one)))} isLong help={say("custody.rowsHelp")} error={errors[i]} />)}
      <p className="small num" role="status">{say("custody.rowsTaken", { count: heard.length })}</p>
    </ActForm>
  );
}
