// Fields of a form: a label always in sight, the error beside the field while it is typed, never only in colour.
import { useId, type ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";

type FieldProps = {
  readonly label: string; readonly value: string; readonly onChange: (value: string) => void;
  readonly error?: string | undefined; readonly help?: string | undefined; readonly type?: "text" | "password" | "date" | "datetime-local" | "number";
  readonly isLong?: boolean; readonly isRequired?: boolean; readonly autoComplete?: string;
};

export function Field({ label, value, onChange, error, help, type = "text", isLong = false, isRequired = false, autoComplete = "off" }: FieldProps): ReactNode {
  return (
    <TextField className="field" value={value} onChange={onChange} isInvalid={error !== undefined && error !== ""} isRequired={isRequired} type={type} autoComplete={autoComplete} validationBehavior="aria">
      <Label>{label}</Label>
      {isLong ? <TextArea dir="auto" /> : <Input dir={type === "text" ? "auto" : undefined} />}
      {help === undefined ? null : <Text slot="description" className="help">{help}</Text>}
      <FieldError className="error">{error}</FieldError>
    </TextField>
  );
}

export type Choice = { readonly value: string; readonly name: string };

/** The browser's own select: one thumb on a phone, arrows on a keyboard, no script needed. */
export function ChoiceField({ label, value, onChange, choices, help }: {
  readonly label: string; readonly value: string; readonly onChange: (value: string) => void; readonly choices: readonly Choice[]; readonly help?: string;
}): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} aria-describedby={help === undefined ? undefined : `${id}help`} onChange={(event) => onChange(event.target.value)}>
        {choices.map((one) => <option key={one.value} value={one.value}>{one.name}</option>)}
      </select>
      {help === undefined ? null : <span id={`${id}help`} className="help">{help}</span>}
    </div>
  );
}
