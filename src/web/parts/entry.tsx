// What a number rests on: the labels of its entries, each a button that opens the entry itself.
import { createContext, useContext, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { useSay } from "../frame/language-context.ts";

export type Cited = { readonly entry: number; readonly label: string };
export const OpenEntryContext = createContext<(entry: number) => void>(() => {});

const SHOWN = 6;

/** The first six labels, the rest on demand. */
export function Cites({ cites }: { readonly cites: readonly Cited[] }): ReactNode {
  const say = useSay();
  const open = useContext(OpenEntryContext);
  const [isAll, setAll] = useState(false);
  if (cites.length === 0) return null;
  const shown = isAll ? cites : cites.slice(0, SHOWN);
  return (
    <span className="cites">
      {shown.map(({ entry, label }) => (
        <Button key={entry} className="cite" aria-label={say("entry.open", { label })} onPress={() => open(entry)}><bdi>{label}</bdi></Button>
      ))}
      {cites.length > shown.length ? <Button className="cite" onPress={() => setAll(true)}>{say("entry.more", { count: cites.length - shown.length })}</Button> : null}
    </span>
  );
}
