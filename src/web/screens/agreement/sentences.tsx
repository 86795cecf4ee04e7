// A text sentence by sentence, numbered: a line of the text is a sentence of the agreement.
import type { ReactNode } from "react";

export function Sentences({ text }: { readonly text: string }): ReactNode {
  return <ol className="sentences" dir="auto">{text.split("\n").filter((line) => line.trim() !== "").map((line, i) => <li key={i} dir="auto">{line}</li>)}</ol>;
}
