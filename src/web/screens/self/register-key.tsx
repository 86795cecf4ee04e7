// A key that the party's root key has not registered signs nothing. The bytes to be signed go to whoever keeps the root key; what he
// signed is handed in here. The root key itself never comes near the desk.
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Acknowledgement, KeyToRegister } from "../../../desk/api-types.ts";
import { postJson } from "../../frame/api.ts";
import { useKnown, useView } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { RefusedNote } from "../../parts/refused.tsx";
import { SaveFile } from "../../parts/save-file.tsx";
import { TakeFile } from "../../parts/take-file.tsx";

const SIZE_MAX = 100_000;

export function RegisterKey(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { session } = useKnown();
  const key = useView<KeyToRegister>("/keys", session.key === null);
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (session.key !== null) return null;
  const payload = key.data?.rootMustSign ?? null;
  const name = `${session.officer}.key-add`;
  const envelope = text.replace(/\s/g, "");
  const isBase64 = /^[A-Za-z0-9+/]+=*$/.test(envelope) && envelope.length <= SIZE_MAX;
  const handIn = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await postJson<Acknowledgement>("/keys", { envelope });
      await client.invalidateQueries();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <section className="sheet stack" aria-label={say("self.register")}>
      <header className="row spread"><h2>{say("self.register")}</h2><Mark tone="wait">{say("self.keyWaits")}</Mark></header>
      <p>{say("self.registerLead")}</p>
      <ol className="stack steps">
        <li className="stack tight">
          <p>{say("self.registerSave")}</p>
          {payload === null ? null : <div><SaveFile name={name} content={`${payload}\n`}>{say("self.registerSaveFile")}</SaveFile></div>}
        </li>
        <li className="stack tight">
          <p>{say("self.registerSign")}</p>
          <pre className="paper-text" dir="ltr" lang="en" tabIndex={0}>{`allforall officer register ${name} --keys ${session.party}.keys --passphrase-file P --out ${name}.signed`}</pre>
          <p className="quiet small">{say("self.registerSeveral")}</p>
        </li>
        <li className="stack tight">
          <p>{say("self.registerHandIn")}</p>
          <TakeFile label={say("self.signedFile")} onText={setText} sizeMax={SIZE_MAX} />
          <Field label={say("self.signedText")} value={text} onChange={setText} isLong error={text.trim() === "" || isBase64 ? undefined : say("self.signedForm")} />
          <RefusedNote error={error} />
          <div><Button className="button first" isDisabled={isBusy || !isBase64} onPress={() => void handIn()}>{say("self.handIn")}</Button></div>
        </li>
      </ol>
      <p className="quiet small">{say("self.registerMoved")}</p>
    </section>
  );
}
