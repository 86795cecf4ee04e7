// The fields of a form as texts: their values, how each is bound to its field, how all are emptied; and what is said of them.
import { useState } from "react";

type Texts = Readonly<Record<string, string>>;
export type Values<T extends Texts> = {
  readonly values: T;
  /** For a Field or a ChoiceField: its value and how it changes. */
  readonly bind: (name: keyof T & string) => { readonly value: string; readonly onChange: (value: string) => void };
  readonly set: (some: Partial<T>) => void;
  readonly clear: () => void;
};

/** `fresh` is how the form stands when nothing is filled in. */
export function useValues<T extends Texts>(fresh: T): Values<T> {
  const [values, keep] = useState<T>(fresh);
  const set = (some: Partial<T>): void => keep((before) => ({ ...before, ...some }));
  return {
    values, set, clear: () => keep(fresh),
    bind: (name) => ({ value: values[name] ?? "", onChange: (value) => keep((before) => ({ ...before, [name]: value })) }),
  };
}

/** A text as it is recorded: Unicode normal form C, without blanks at its ends. */
export const said = (text: string): string => text.normalize("NFC").trim();

/** The lines of a text, each a text of its own; empty ones left out. */
export const linesOf = (text: string): string[] => text.split("\n").map(said).filter((line) => line !== "");

/** A member that is there only where something was said. */
export const ifSaid = <K extends string>(name: K, text: string): { readonly [P in K]?: string } => (said(text) === "" ? {} : { [name]: said(text) }) as { readonly [P in K]?: string };

/** Whether each of these was said. */
export const areSaid = (...texts: readonly string[]): boolean => texts.every((text) => said(text) !== "");
