// Where the desk cannot open the laboratory's compartment, the search runs on the laboratory's own machine: its files are fetched
// here, and the result is handed in as acts that this officer signs. The desk sees digests and counts; candidates stay with laboratories.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { canonicalJson } from "../../../basis/canonical-json.ts";
import { utf8 } from "../../../basis/bytes.ts";
import { Fault } from "../../../basis/fault.ts";
import { isRecord, parseJson } from "../../../basis/parse-json.ts";
import { sha256Hex } from "../../../basis/sha256.ts";
import type { LaboratoryView, RemainsView } from "../../../desk/remains-types.ts";
import { Refused } from "../../frame/api.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { RefusedNote } from "../../parts/refused.tsx";
import { useSigning } from "../../parts/signing.tsx";
import { forAll, forLaboratories } from "./addressed.ts";
import { Candidates } from "./candidates.tsx";
import { TakeFile, type Taken } from "./deposit-forms.tsx";
import { AskRelatives, SettleFlags } from "./settle-flags.tsx";

type Handed = { readonly search: string; readonly run: Readonly<Record<string, unknown>>; readonly candidates: string; readonly sha256: string; readonly document: Readonly<Record<string, unknown>> };

/** What `allforall identify from-record` wrote: the digest it names must be that of its candidates. Nothing for any other file. */
function readHanded(text: string): Handed | undefined {
  try {
    const value = parseJson(text);
    if (!isRecord(value) || value["format"] !== "exchange-search/1" || !isRecord(value["run"]) || typeof value["candidates"] !== "string") return undefined;
    const { run, candidates } = value;
    const document = parseJson(candidates);
    const sha256 = sha256Hex(utf8(candidates));
    const { search } = run;
    if (!isRecord(document) || run["candidatesSha256"] !== sha256 || typeof search !== "string" || canonicalJson(run["counts"] ?? null) !== canonicalJson(document["counts"] ?? null)) return undefined;
    return { search, run, candidates, sha256, document };
  } catch {
    return undefined;
  }
}

export function HandIn({ view, board, figures }: { readonly view: LaboratoryView; readonly board: RemainsView; readonly figures: (document: Handed["document"]) => ReactNode }): ReactNode {
  const say = useSay();
  const sign = useSigning();
  const { desk, session } = useKnown();
  const [taken, setTaken] = useState<Taken | undefined>();
  const [isKept, setKept] = useState(false);
  const handed = taken === undefined ? undefined : readHanded(taken.text);
  const isRecorded = view.searches.some(({ candidatesSha256 }) => candidatesSha256 === handed?.sha256);
  return (
    <>
      <section className="sheet stack" aria-label={say("ident.ownMachine")}>
        <h2>{say("ident.ownMachine")}</h2>
        <p className="small">{say("ident.ownMachineLead")}</p>
        <div className="row no-print"><a className="button" href="/api/laboratory/files" download>{say("ident.fetchFiles")}</a></div>
        <p className="small quiet"><code className="digest" dir="ltr">allforall identify from-record {session.party} --policy {view.policies.at(-1)?.policy ?? "POLICY"} --search {session.party}-Q{view.searches.length + 1} --keys {session.party}.keys --passphrase-file P --out found</code></p>
        <TakeFile label={say("ident.searchFile")} taken={taken} onTaken={(next) => { setTaken(next); setKept(false); }} />
        {taken !== undefined && handed === undefined ? <RefusedNote error={new Refused(400, [new Fault("SEARCH_FILE", say("ident.searchFileWrong"), [])])} /> : null}
        {handed === undefined ? null : (
          <>
            {figures(handed.document)}
            <p className="small">SHA-256 <span className="digest">{handed.sha256}</span></p>
            {isRecorded ? null : <div><Button data-act="search.run" className="button first" onPress={() => sign({ draft: { kind: "search.run", to: forAll(desk), body: handed.run } })}>{say("ident.recordSearch")}</Button></div>}
            {isRecorded && !isKept ? <div><Button data-act="candidates.kept" className="button first" onPress={() => sign({ draft: { kind: "candidates.kept", to: forLaboratories(desk, session.party), body: { search: handed.search, sha256: handed.sha256, text: handed.candidates } }, onRecorded: () => setKept(true) })}>{say("ident.keepCandidates")}</Button></div> : null}
            {isKept ? <p className="note fine">{say("ident.kept", { search: handed.search })}</p> : null}
          </>
        )}
      </section>
      {handed === undefined || !isRecorded ? null : (
        <>
          <SettleFlags view={view} search={handed.search} document={handed.document} />
          <AskRelatives board={board} document={handed.document} />
          <Candidates search={handed.search} document={handed.document} />
        </>
      )}
    </>
  );
}
