// Prints the page as it stands: the browser sets it on A4. What is long is fetched whole first, so that no row is left out on paper.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { useSay } from "../frame/language-context.ts";

/** `prepare` resolves when everything that is to be printed is in the page. */
export function PrintButton({ label, prepare }: { readonly label?: string; readonly prepare?: () => Promise<void> }): ReactNode {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const print = async (): Promise<void> => {
    setBusy(true);
    try {
      await prepare?.();
      await document.fonts.ready; // the Arabic and Cyrillic of the page are set in the fonts that came with it
      window.print();
    } finally {
      setBusy(false);
    }
  };
  return <Button className="button no-print" isDisabled={isBusy} onPress={() => void print()}>{label ?? say("common.print")}</Button>;
}
