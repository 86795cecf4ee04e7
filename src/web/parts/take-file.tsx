// A file of the own machine, read here and sent nowhere.
import { useId, type ReactNode } from "react";

type TakeProps = { readonly label: string; readonly sizeMax: number; readonly help?: string };

/** Its text, when one is chosen; a larger one than `sizeMax` bytes is taken as an empty text. */
export function TakeFile({ onText, ...rest }: TakeProps & { readonly onText: (text: string) => void }): ReactNode {
  return <TakeBytes {...rest} onBytes={(bytes) => onText(new TextDecoder().decode(bytes))} />;
}

/** Its bytes; none where it is larger than `sizeMax`. */
export function TakeBytes({ label, sizeMax, help, onBytes }: TakeProps & { readonly onBytes: (bytes: Uint8Array) => void }): ReactNode {
  const id = useId();
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onBytes(file.size > sizeMax ? new Uint8Array(0) : new Uint8Array(await file.arrayBuffer()));
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" type="file" aria-describedby={help === undefined ? undefined : `${id}help`} onChange={({ target }) => { void take(target.files?.[0]); target.value = ""; }} />
      {help === undefined ? null : <span id={`${id}help`} className="help">{help}</span>}
    </div>
  );
}
