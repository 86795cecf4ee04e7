// Checks a bundle in this browser: nothing is uploaded, the desk is not asked. The same page exists as one file (verify.html).
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { useSay, type WordKey } from "../../frame/language-context.ts";
import { PageHead } from "../../parts/page.tsx";
import { bundleOf, chosenFiles, type NamedFile } from "../../verify-alone/dropped-files.ts";
import { unpacked } from "../../verify-alone/read-tar.ts";
import { verdictSaid, type VerdictSaid } from "../../verify-alone/say-verdict.ts";
import { verifyInBrowser } from "../../verify-alone/verify-async.ts";
import { TakeBundle } from "./take-bundle.tsx";

type Entry = { readonly kind: string; readonly name?: string; getFile?: () => Promise<File>; getEntries?: () => AsyncIterable<Entry> };

/** Every file below a dropped folder, by its path. */
async function filesBelow(entries: Iterable<Entry> | AsyncIterable<Entry>, path: string, found: NamedFile[]): Promise<NamedFile[]> {
  for await (const entry of entries) {
    if (entry.kind === "file" && entry.getFile) found.push({ path: path + (entry.name ?? ""), file: await entry.getFile() });
    if (entry.kind === "directory" && entry.getEntries) await filesBelow(entry.getEntries(), `${path}${entry.name ?? ""}/`, found);
  }
  return found;
}

export function Page(): ReactNode {
  const say = useSay();
  const [said, setSaid] = useState<VerdictSaid | undefined>();
  const [share, setShare] = useState<number | undefined>();
  const judge = async (named: readonly NamedFile[]): Promise<void> => {
    if (named.length === 0) return;
    setSaid(undefined);
    setShare(0);
    try {
      setSaid(verdictSaid(await verifyInBrowser(bundleOf(await unpacked(named)), (done, of) => setShare(done / of))));
    } catch (error) {
      const isUnable = error instanceof DOMException && error.name === "NotSupportedError";
      setSaid({ tone: "wait", key: isUnable ? "verifier.noEd25519" : "verifier.unreadable", values: {} });
    }
    setShare(undefined);
  };
  return (
    <div className="stack">
      <PageHead title={say("verifier.title")} lead={say("verifier.lead")} />
      <DropZone className="drop" aria-label={say("verifier.drop")} onDrop={({ items }) => void filesBelow(items as Iterable<Entry>, "", []).then(judge)}>
        <p>{say("verifier.drop")}</p>
        <div className="row">
          <FileTrigger acceptDirectory onSelect={(files) => void judge(chosenFiles(files ?? []))}><Button className="button first">{say("verifier.chooseFolder")}</Button></FileTrigger>
          <FileTrigger allowsMultiple onSelect={(files) => void judge(chosenFiles(files ?? []))}><Button className="button">{say("verifier.chooseFiles")}</Button></FileTrigger>
        </div>
      </DropZone>
      {share === undefined ? null : <ProgressBar aria-label={say("verifier.working")} value={share * 100}>{({ percentage }) => <progress max={100} value={percentage} aria-hidden="true" />}</ProgressBar>}
      <div aria-live="polite">
        {said === undefined ? null : (
          <section className={`note ${said.tone}`}>
            <h2>{say(`verifier.tone.${said.tone}` as WordKey)}</h2>
            <p>{say(said.key as WordKey, said.values)}</p>
          </section>
        )}
      </div>
      <p className="quiet">{say("verifier.offline")}</p>
      <TakeBundle />
    </div>
  );
}
