// A document is deposited as its text, or as the digest of a file that stays where it is: the digest is computed here.
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { utf8 } from "../../../basis/bytes.ts";
import { sha256Hex } from "../../../basis/sha256.ts";
import type { TalksView } from "../../../desk/api-types.ts";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useSay } from "../../frame/language-context.ts";
import { ActForm } from "../../parts/act-form.tsx";
import { ChoiceField, Field } from "../../parts/fields.tsx";
import { useEverybody } from "../../parts/signing.tsx";

const FORMS = ["proposal", "memorandum", "list", "agreed text", "letter", "minutes", "terms"];

export function DepositDocument({ documents }: { readonly documents: TalksView["documents"] }): ReactNode {
  const say = useSay();
  const to = useEverybody();
  const { language: reading } = useLanguage();
  const [document, setDocument] = useState("");
  const [form, setForm] = useState("memorandum");
  const [title, setTitle] = useState("");
  const [language, setLanguage] = useState<string>(reading);
  const [text, setText] = useState("");
  const [file, setFile] = useState<{ readonly name: string; readonly sha256: string } | undefined>();
  const before = documents.find((one) => one.document === document.trim());
  const plain = text.normalize("NFC");
  const sha256 = file?.sha256 ?? (plain === "" ? undefined : sha256Hex(utf8(plain)));
  const isReady = document.trim() !== "" && title.trim() !== "" && sha256 !== undefined;
  const body = { document: document.trim(), version: (before?.version ?? 0) + 1, form, title: title.trim(), sha256, language, ...(file === undefined ? { text: plain } : {}) };
  const take = async (files: FileList | null): Promise<void> => {
    const [one] = files ?? [];
    if (one) setFile({ name: one.name, sha256: sha256Hex(new Uint8Array(await one.arrayBuffer())) });
  };
  return (
    <ActForm kind="document.deposited" title={say("talks.deposit")} lead={say("talks.depositLead")} draft={isReady ? { kind: "document.deposited", body, to } : undefined} onRecorded={() => { setText(""); setFile(undefined); }}>
      <div className="fields">
        <Field label={say("talks.documentCode")} value={document} onChange={setDocument} help={before === undefined ? say("talks.firstVersion") : say("talks.nextVersion", { version: before.version + 1 })} />
        <ChoiceField label={say("talks.form")} value={form} onChange={setForm} choices={FORMS.map((one) => ({ value: one, name: say.code("form", one) }))} />
        <Field label={say("talks.title")} value={title} onChange={setTitle} />
        <ChoiceField label={say("talks.textLanguage")} value={language} onChange={setLanguage} choices={LANGUAGES.map((one) => ({ value: one, name: LANGUAGE_NAMES[one] }))} />
      </div>
      {file === undefined ? <Field label={say("talks.text")} value={text} onChange={setText} isLong /> : <p><bdi>{file.name}</bdi> <Button className="button plain" onPress={() => setFile(undefined)}>{say("common.remove")}</Button></p>}
      <div className="row">
        <FileTrigger onSelect={(files) => void take(files)}><Button className="button">{say("talks.orFile")}</Button></FileTrigger>
        {sha256 === undefined ? null : <span className="digest">SHA-256 <bdi>{sha256}</bdi></span>}
      </div>
    </ActForm>
  );
}
