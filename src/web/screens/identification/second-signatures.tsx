// Acts on the fallen that wait for a second officer: another one reads the report and signs the same bytes.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { LABORATORY_KINDS } from "../../../identification/remains-act.ts";
import type { PendingAct } from "../../../desk/api-types.ts";
import { deleteAt } from "../../frame/api.ts";
import { useAskAgain, useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { reportOf } from "./report-of.ts";
import { ReportView } from "./report-view.tsx";
import { isRecord } from "../../../basis/parse-json.ts";

export function SecondSignatures(): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const { session } = useKnown();
  const askAgain = useAskAgain();
  const pending = useView<{ readonly pending: readonly PendingAct[] }>("/acts/pending");
  const list = (pending.data?.pending ?? []).filter(({ kind }) => LABORATORY_KINDS.includes(kind));
  if (list.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={say("desk.second")}>
      <h2>{say("desk.second")}</h2>
      <ul className="lines">
        {list.map((one) => {
          const dna = one.opened?.body["dna"];
          const report = reportOf(isRecord(dna) ? dna["report"] : undefined);
          return (
            <li key={one.act} className="stack tight">
              <p>{say.code("kind", one.kind)} <span className="quiet small">· <bdi>{one.by}</bdi> · {say.time(one.since)}</span></p>
              {report === undefined ? null : <ReportView report={report} />}
              {one.by === session.officer
                ? <div className="row"><Mark tone="wait">{say("desk.secondWaits")}</Mark><Button className="button" onPress={() => void deleteAt(`/acts/pending/${one.act}`).then(askAgain)}>{say("desk.withdraw")}</Button></div>
                : <div><Button className="button first" onPress={() => sign({ pending: one })}>{say("sign.readAndSign")}</Button></div>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
