// A long column of matter: some of it at once, more on demand, all of it before printing; what is not shown is said by number.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { useSay } from "../frame/language-context.ts";

/** The first (or last) `step` items, and the buttons that show more; `null` where nothing is left out. */
export function useSome<T>(items: readonly T[], step: number, end: "first" | "last" = "first"): { readonly shown: readonly T[]; readonly more: ReactNode } {
  const say = useSay();
  const [count, setCount] = useState(step);
  const left = items.length - count;
  const shown = left <= 0 ? items : end === "first" ? items.slice(0, count) : items.slice(-count);
  const more = left <= 0 ? null : (
    <div className="row no-print">
      <Button className="button" onPress={() => setCount(count + step)}>{say("common.more", { count: Math.min(step, left) })}</Button>
      <Button className="button plain" onPress={() => setCount(items.length)}>{say("common.all", { count: left })}</Button>
    </div>
  );
  return { shown, more };
}
