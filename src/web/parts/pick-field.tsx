// Several of a closed list: boxes under one legend, each reached and ticked by keyboard.
import type { ReactNode } from "react";
import { useSay } from "../frame/language-context.ts";
import type { Choice } from "./fields.tsx";

export function PickField({ label, picked, onChange, choices, help }: {
  readonly label: string; readonly picked: readonly string[]; readonly onChange: (picked: readonly string[]) => void; readonly choices: readonly Choice[]; readonly help?: string;
}): ReactNode {
  const say = useSay();
  return (
    <fieldset className="flow stack tight">
      <legend className="label">{label}</legend>
      {help === undefined ? null : <span className="help">{help}</span>}
      {choices.length === 0 ? <p className="quiet small">{say("common.none")}</p> : null}
      {choices.map(({ value, name }) => (
        <label key={value} className="choice">
          <input type="checkbox" className="pick" checked={picked.includes(value)} onChange={({ target }) => onChange(target.checked ? [...picked, value] : picked.filter((one) => one !== value))} />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
