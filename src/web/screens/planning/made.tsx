// The plan as it was drawn: each component in the agreed order with its value, its exact bound, and what proves it.
import type { ReactNode } from "react";
import type { MadeView, StageView } from "../../../desk/planning-view.ts";
import { useSay } from "../../frame/language-context.ts";
import { Cites } from "../../parts/entry.tsx";
import { Mark } from "../../parts/mark.tsx";
import { stageWords } from "./clause-words.ts";
import { StackedTable } from "../../parts/stacked-table.tsx";

export function Made({ made }: { readonly made: MadeView }): ReactNode {
  const say = useSay();
  return (
    <div className="stack tight">
      <div className="row"><h3>{say("planning.made")}</h3><Mark tone={made.proven ? "fine" : "open"}>{say(made.proven ? "planning.proven" : "planning.notProven")}</Mark> <Cites cites={[{ entry: made.entry, label: made.cite }]} /></div>
      <Stages stages={made.stages} />
      <p className="small">{say("planning.hash")} <span className="code"><bdi>{made.planHash}</bdi></span>{made.lottery === null ? null : <> · {say.code("unique", made.lottery.unique)}</>} · <bdi className="quiet">{made.engine}</bdi></p>
    </div>
  );
}

export function Stages({ stages }: { readonly stages: readonly StageView[] }): ReactNode {
  const say = useSay();
  return (
    <StackedTable
      label={say("planning.stages")} rows={stages} rowKey={({ name }) => name}
      columns={[
        { head: say("planning.stageName"), cell: ({ name }) => stageWords(say, name) },
        { head: say("planning.value"), isNumber: true, cell: ({ value }) => say.number(value) },
        { head: say("planning.bound"), isNumber: true, cell: ({ bound }) => say.number(bound) },
        { head: say("planning.proof"), cell: ({ proof, gap }) => (proof === "open" ? say("planning.gap", { gap }) : say.code("proof", proof)) },
      ]}
    />
  );
}
