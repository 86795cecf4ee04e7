// Some views cite labels without numbers: the number is asked for when the label is opened.
import { useContext, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { EntryPage } from "../../desk/api-types.ts";
import { fetchJson } from "../frame/api.ts";
import { useSay } from "../frame/language-context.ts";
import { OpenEntryContext } from "./entry.tsx";

export function LabelCites({ labels }: { readonly labels: readonly string[] }): ReactNode {
  const say = useSay();
  const open = useContext(OpenEntryContext);
  const find = async (label: string): Promise<void> => {
    const { rows } = await fetchJson<EntryPage>(`/entries?label=${encodeURIComponent(label)}&limit=50`);
    const found = rows.find((row) => row.label === label);
    if (found) open(found.index);
  };
  return (
    <span className="cites">
      {labels.map((label) => <Button key={label} className="cite" aria-label={say("entry.open", { label })} onPress={() => void find(label)}><bdi>{label}</bdi></Button>)}
    </span>
  );
}
