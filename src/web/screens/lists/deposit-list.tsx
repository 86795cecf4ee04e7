// Deposit of a list: the file is read here and previewed by the desk; nothing is kept until it is sealed and signed.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { parseCivilDate } from "../../../basis/civil-date.ts";
import type { ListsView, PreviewAnswer, PreviewRequest } from "../../../desk/api-types.ts";
import { postJson, Refused } from "../../frame/api.ts";
import { mayRecord, otherSide, sidesOf, useKnown, usePartyName } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { RefusedNote } from "../../parts/refused.tsx";

type Purpose = ListsView["lists"][number]["purpose"];
const PURPOSES: readonly Purpose[] = ["asked for", "held", "missing", "fallen"];
const SIZE_MAX = 16 * 1024 * 1024;
const SAMPLE = 8;

export function DepositList({ onRecorded }: { readonly onRecorded: (list: string) => void }): ReactNode {
  const say = useSay();
  const name = usePartyName();
  const { desk, session } = useKnown();
  const prefix = `${session.party}-`; // so that two sides never give one name to two lists
  const [list, setList] = useState(prefix);
  const [purpose, setPurpose] = useState<Purpose>("asked for");
  const [about, setAbout] = useState(otherSide(desk, session.party));
  const [due, setDue] = useState("");
  const [csv, setCsv] = useState("");
  const [fileFault, setFileFault] = useState("");
  const desks = desk.parties.filter(({ is }) => is === "secretariat").map(({ code }) => code);
  const to = [session.party, ...desks];
  const day = parseCivilDate(due);
  const isNamed = list.trim().startsWith(prefix) && list.trim().length > prefix.length;
  const isReady = isNamed && csv !== "" && (due === "" || day !== undefined);
  const request: PreviewRequest = { list: list.trim(), purpose, about, csv, ...(day === undefined ? {} : { due: day }) };
  const preview = useQuery({ queryKey: ["preview", request], enabled: isReady && mayRecord(session, "list.deposited"), retry: false, staleTime: Infinity, gcTime: 0, queryFn: () => postJson<PreviewAnswer>("/lists/preview", request) });
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setCsv("");
    if (file.size > SIZE_MAX) return setFileFault(say("lists.tooLarge", { limit: 16 }));
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
      if (text.includes("\u0000")) throw new TypeError("not text");
      setFileFault("");
      setCsv(text);
    } catch {
      setFileFault(say("lists.notText"));
    }
  };
  const body = preview.data?.body ?? null;
  return (
    <ActForm kind="list.deposited" title={say("lists.deposit")} lead={say("lists.depositLead")} draft={isReady && body !== null ? { kind: "list.deposited", body, to } : undefined} onRecorded={() => { onRecorded(list.trim()); setCsv(""); setList(prefix); }}>
      <div className="fields">
        <Field label={say("lists.code")} value={list} onChange={setList} error={isNamed || list === prefix ? undefined : say("lists.codeError", { prefix })} help={say("lists.codeHelp", { prefix })} />
        <ChoiceField label={say("lists.purpose")} value={purpose} onChange={(value) => setPurpose(PURPOSES.find((one) => one === value) ?? "asked for")} choices={PURPOSES.map((value) => ({ value, name: say.code("purpose", value) }))} />
        <ChoiceField label={say("lists.about")} value={about} onChange={setAbout} choices={sidesOf(desk).map((value) => ({ value, name: name(value) }))} />
        <Field label={say("lists.due")} value={due} onChange={setDue} type="date" help={say("lists.dueHelp")} />
      </div>
      <DropZone className="drop" aria-label={say("lists.drop")} onDrop={({ items }) => { for (const item of items) if (item.kind === "file") return void item.getFile().then(take); }}>
        <p>{say("lists.drop")}</p>
        <FileTrigger acceptedFileTypes={[".csv", ".txt", "text/csv", "text/plain"]} onSelect={(files) => void take(files?.[0])}><Button className="button">{say("lists.chooseFile")}</Button></FileTrigger>
      </DropZone>
      <Field label={say("lists.orPaste")} value={csv.length > 20_000 ? `${csv.slice(0, 2_000)}…` : csv} onChange={setCsv} isLong help={say("lists.columns")} />
      {fileFault === "" ? null : <p className="note late" role="alert">{fileFault}</p>}
      {preview.error === null ? null : <RefusedNote error={preview.error} />}
      {preview.data === undefined ? null : <Preview answer={preview.data} />}
      <p className="small"><strong>{say("sign.opensTo")}</strong> {say.list(to.map(name))}. <span className="quiet">{say("lists.sealedTo")}</span></p>
    </ActForm>
  );
}

function Preview({ answer }: { readonly answer: PreviewAnswer }): ReactNode {
  const say = useSay();
  return (
    <section className="stack tight" aria-live="polite">
      <p><strong>{say("lists.previewRows", { count: answer.rows })}</strong></p>
      {answer.faults.length > 0 ? <RefusedNote error={new Refused(400, answer.faults)} /> : null}
      {answer.remarks.length > 0 ? (
        <div className="note wait">
          <p><strong>{say("lists.remarks", { count: answer.remarks.length })}</strong></p>
          <ul>{answer.remarks.slice(0, 50).map(({ code, row, column }, i) => <li key={i}>{say("fault.row", { row })}{say.comma}{say.code("member", column)}: {say.code("remark", code)}</li>)}</ul>
        </div>
      ) : null}
      {answer.sample.length > 0 ? (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("lists.sample")}>
          <table>
            <thead><tr>{["row", "name", "birth", "rank", "category", "captured"].map((member) => <th key={member} scope="col">{say.code("member", member)}</th>)}</tr></thead>
            <tbody>{answer.sample.slice(0, SAMPLE).map((row) => <tr key={row.row}><td className="num"><bdi>{row.row}</bdi></td><td><bdi>{row.name}</bdi></td><td><bdi>{row.birth}</bdi></td><td><bdi>{row.rank}</bdi></td><td><bdi>{row.category}</bdi></td><td><bdi>{row.captured}</bdi></td></tr>)}</tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}
