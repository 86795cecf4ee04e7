// The mediator's seats: who alone holds every part of a plan.
import { useMemo } from "react";
import { speaking, useKnown } from "../frame/desk-context.ts";

export function usePlanners(): readonly string[] {
  const { desk } = useKnown();
  return useMemo(() => speaking(desk).filter(({ is }) => is !== "side").map(({ code }) => code), [desk]);
}
