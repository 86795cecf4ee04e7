// How far an operation is, in one word.
import type { ReactNode } from "react";
import type { OperationState } from "../../handover/operation.ts";
import { useSay } from "../frame/language-context.ts";
import { Mark, type Tone } from "./mark.tsx";

const PHASE_TONE: Readonly<Record<OperationState["phase"], Tone>> = {
  "no notice": "plain", "notice sent": "wait", "notice acknowledged": "wait", go: "fine", postponed: "open", stopped: "open", "counted by one side": "wait", counted: "fine",
};

export function PhaseMark({ phase }: { readonly phase: OperationState["phase"] }): ReactNode {
  const say = useSay();
  return <Mark tone={PHASE_TONE[phase]}>{say.code("phase", phase)}</Mark>;
}
