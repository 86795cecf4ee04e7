// Which lists are compared: those that ask, those that hold; by a model fitted on them, or by the model of an earlier run, so that it
// is seen what new rows change and nothing else moves.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { MatchesView } from "../../../desk/api-types.ts";
import type { ListState } from "../../../registry/name-case.ts";
import { usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ChoiceField } from "../../parts/fields.tsx";

type Run = MatchesView["runs"][number];
export type RunRequest = { readonly left: readonly string[]; readonly right: readonly string[]; readonly modelOf?: string };

const isHeld = ({ purpose }: ListState): boolean => purpose === "held";

/** Lists of the same purpose and writer that no list of the run is, with their names: new rows beside those compared. */
export function newLists(lists: readonly ListState[], run: Run): { readonly left: readonly ListState[]; readonly right: readonly ListState[] } {
  const fresh = (side: readonly { readonly list: string }[]): ListState[] => {
    const of = lists.filter(({ list }) => side.some((one) => one.list === list));
    const all = new Set([...run.left, ...run.right].map(({ list }) => list));
    return lists.filter((one) => !all.has(one.list) && of.some(({ by, purpose }) => by === one.by && purpose === one.purpose));
  };
  return { left: fresh(run.left), right: fresh(run.right) };
}

export function RunForm({ lists, runs, isBusy, onRun }: { readonly lists: readonly ListState[]; readonly runs: readonly Run[]; readonly isBusy: boolean; readonly onRun: (request: RunRequest) => void }): ReactNode {
  const say = useSay();
  const firstAsked = lists.find((one) => !isHeld(one));
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set(firstAsked ? [firstAsked.list] : []));
  const [right, setRight] = useState<ReadonlySet<string>>(() => new Set(lists.filter((one) => isHeld(one) && one.by !== firstAsked?.by).slice(0, 1).map(({ list }) => list)));
  const [modelOf, setModelOf] = useState("");
  const isReady = left.size > 0 && right.size > 0 && ![...left].some((one) => right.has(one));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) onRun({ left: [...left].sort(), right: [...right].sort(), ...(modelOf === "" ? {} : { modelOf }) });
  };
  return (
    <form className="sheet stack no-print" onSubmit={submit}>
      <h2>{say("matching.compare")}</h2>
      <div className="fields">
        <Lists title={say("matching.leftLists")} lists={lists} picked={left} onPick={setLeft} />
        <Lists title={say("matching.rightLists")} lists={lists} picked={right} onPick={setRight} />
        <ChoiceField label={say("matching.model")} value={modelOf} onChange={setModelOf} help={say("matching.modelHelp")} choices={[{ value: "", name: say("matching.fitAnew") }, ...runs.map(({ run }) => ({ value: run, name: say("matching.modelOf", { run }) }))]} />
      </div>
      <div className="row"><Button type="submit" className="button first" isDisabled={!isReady || isBusy}>{say("matching.run")}</Button>{isReady ? null : <span className="quiet">{say("matching.twoSides")}</span>}</div>
    </form>
  );
}

function Lists({ title, lists, picked, onPick }: { readonly title: string; readonly lists: readonly ListState[]; readonly picked: ReadonlySet<string>; readonly onPick: (next: ReadonlySet<string>) => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const change = (list: string, isPicked: boolean): void => {
    const next = new Set(picked);
    if (isPicked) next.add(list);
    else next.delete(list);
    onPick(next);
  };
  return (
    <fieldset className="flow">
      <legend className="label">{title}</legend>
      <div className="list-choices">
        {lists.length === 0 ? <p className="quiet small">{say("lists.none")}</p> : null}
        {lists.map((one) => (
          <label key={one.list} className="choice">
            <input type="checkbox" checked={picked.has(one.list)} onChange={({ target }) => change(one.list, target.checked)} />
            <span><bdi><strong>{one.list}</strong></bdi> <span className="quiet">{say.list([name(one.by), say.code("purpose", one.purpose), say("lists.namesCount", { count: one.names })])}</span></span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
