// One entry of the record: who, when, what, to whom, in force or not; its receipt to take away; what was sealed to the own
// side alone is opened in this browser.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { fromBase64 } from "../../basis/bytes.ts";
import type { EntryDetail } from "../../desk/api-types.ts";
import { useKnown, usePartyName, useView } from "../frame/desk-context.ts";
import { useSay } from "../frame/language-context.ts";
import { BodyView } from "./body-view.tsx";
import { Window } from "./dialog.tsx";
import { GoTo } from "./goto.tsx";
import { Mark } from "./mark.tsx";
import { PdfButton } from "./pdf-button.tsx";
import { PrintButton } from "./print-button.tsx";
import { SaveFile } from "./save-file.tsx";
import { Answered } from "./waiting.tsx";

export function EntryDialog({ entry, onClose, onOpen }: { readonly entry: number | undefined; readonly onClose: () => void; readonly onOpen: (entry: number) => void }): ReactNode {
  const say = useSay();
  return (
    <Window title={say("entry.title", { entry: entry ?? 0 })} isOpen={entry !== undefined} onClose={onClose}>
      {entry === undefined ? null : <EntryMatter entry={entry} onOpen={onOpen} />}
    </Window>
  );
}

function EntryMatter({ entry, onOpen }: { readonly entry: number; readonly onOpen: (entry: number) => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const detail = useView<EntryDetail>(`/entries/${entry}`);
  return (
    <Answered query={detail}>
      {(one) => (
        <div className="stack">
          <div className="row">
            <Mark>{say.code("kind", one.kind)}</Mark>
            <Mark tone={one.isInForce ? "fine" : "wait"}>{say(one.isInForce ? "entry.inForce" : "entry.notInForce")}</Mark>
            {one.label === null ? null : <code><bdi>{one.label}</bdi></code>}
          </div>
          {one.says === null ? <SealedMatter detail={one} /> : null}
          <dl className="facts">
            <dt>{say("entry.author")}</dt><dd><bdi>{name(one.author)}</bdi></dd>
            <dt>{say("entry.at")}</dt><dd>{say.date(one.at)}</dd>
            <dt>{say("entry.to")}</dt><dd>{one.to.length === 0 ? say("entry.toAll") : say.list(one.to.map(name))}</dd>
            <dt>{say("entry.key")}</dt><dd className="digest"><bdi>{one.key}</bdi> · {say.number(one.counter)}</dd>
            <dt>{say("entry.act")}</dt><dd className="digest"><bdi>{one.act}</bdi></dd>
          </dl>
          {one.opened === null ? null : (
            <section className="stack tight">
              <h3>{say("entry.says")}</h3>
              <BodyView value={one.opened.body} />
              {one.opened.sources.length === 0 ? null : <p className="small quiet">{say("entry.sources")}: {one.opened.sources.map((source) => <bdi key={source}>{source} </bdi>)}</p>}
            </section>
          )}
          <div className="row no-print">
            {one.proof === null ? <p className="quiet">{say("entry.noProof")}</p> : <SaveFile name={`${one.index}.tlog-proof`} content={one.proof}>{say("entry.saveProof")}</SaveFile>}
            <PrintButton label={say("entry.print")} />
            {one.isInForce ? <PdfButton form="receipt" of={String(one.index)} /> : null}
            <SaveFile name={`${one.index}.entry`} content={fromBase64(one.envelope)} type="application/octet-stream">{say("entry.saveBytes")}</SaveFile>
          </div>
          {one.proof === null ? null : <section className="only-print stack tight"><h3>{say("entry.proofPrinted")}</h3><pre className="proof"><bdi>{one.proof}</bdi></pre></section>}
          <div className="row spread no-print">
            <Button className="button plain" isDisabled={entry === 0} onPress={() => onOpen(entry - 1)}>{say("entry.before")}</Button>
            <Button className="button plain" isDisabled={entry + 1 >= one.size} onPress={() => onOpen(entry + 1)}>{say("entry.after")}</Button>
          </div>
        </div>
      )}
    </Answered>
  );
}

function SealedMatter({ detail }: { readonly detail: EntryDetail }): ReactNode {
  const say = useSay();
  const { session } = useKnown();
  const [commit] = detail.commitments;
  const isOurs = commit !== undefined && detail.to.includes(session.party);
  const opened = useQuery({
    queryKey: ["sealed", detail.index], enabled: isOurs, retry: false,
    queryFn: async (): Promise<unknown> => {
      const { identityHere } = await import("../keys/party-identity.ts");
      const here = await identityHere(session.officer);
      if (here === undefined || !commit) return null;
      const answer = await fetch(`/api/entries/${detail.index}/sealed`, { credentials: "same-origin" });
      if (!answer.ok) return null;
      const { openSealed } = await import("../keys/open-sealed.ts");
      return openSealed(new Uint8Array(await answer.arrayBuffer()), here.key, commit.commitment);
    },
  });
  if (commit === undefined) return null;
  if (!isOurs) return <p className="note">{say("entry.closed")}</p>;
  return opened.data ? <section className="note fine stack tight"><h3>{say("entry.openedHere")}</h3><BodyView value={opened.data} /></section> : <p className="note">{say("entry.ours")} <GoTo path="/self">{say("nav.self")}</GoTo></p>;
}
