// A request that waits: what it names is read out of the bytes that were signed, and judged again as it stands now.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { fromBase64 } from "../../../basis/bytes.ts";
import type { ErasableAnswer, PendingAct, ReadLogRow } from "../../../desk/api-types.ts";
import { parseHead } from "../../../record/entry-head.ts";
import { deleteAt, postJson } from "../../frame/api.ts";
import { mayRead, useAskAgain, useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Mark } from "../../parts/mark.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { ErasableTable } from "./erasable-table.tsx";

export function SecondErasure({ pending }: { readonly pending: PendingAct }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const askAgain = useAskAgain();
  const { session } = useKnown();
  const [error, setError] = useState<unknown>();
  const sealed = useMemo(() => {
    const digests = parseHead(fromBase64(pending.payload)).body["sealed"];
    return Array.isArray(digests) ? digests.map(String) : [];
  }, [pending.payload]);
  const looked = useQuery({ queryKey: ["/erasures/check", pending.act], retry: false, queryFn: () => postJson<ErasableAnswer>("/erasures/check", { entries: [], sealed }) });
  const reads = useView<{ readonly reads: readonly ReadLogRow[] }>("/reads?limit=1000", mayRead(session, "reads"));
  const reason = reads.data?.reads.find(({ what }) => what.includes(pending.act))?.reason ?? null;
  const isOwn = pending.by === session.officer;
  const withdraw = (): void => void deleteAt(`/acts/pending/${pending.act}`).then(askAgain, setError);
  return (
    <section className="sheet stack" aria-label={say("erasure.second")}>
      <header className="row spread"><h2>{say("erasure.second")}</h2><Mark tone="wait">{say("sign.two")}</Mark></header>
      <p>{say("erasure.askedBy", { officer: pending.by, time: say.time(pending.since) })}</p>
      {reason === null ? null : <blockquote><bdi>{reason}</bdi></blockquote>}
      <RefusedNote error={looked.error} />
      {looked.data === undefined ? null : <ErasableTable rows={looked.data.rows} />}
      <p className="note late">{say("erasure.forGood")}</p>
      <RefusedNote error={error} />
      {isOwn
        ? <div className="row"><Mark tone="wait">{say("desk.secondWaits")}</Mark><Button className="button" onPress={withdraw}>{say("desk.withdraw")}</Button></div>
        : <div><Button className="button first" isDisabled={looked.data === undefined || looked.data.rows.some(({ refused }) => refused !== null)} onPress={() => sign({ pending })}>{say("sign.readAndSign")}</Button></div>}
    </section>
  );
}
