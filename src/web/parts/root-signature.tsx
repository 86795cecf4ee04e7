// What only a party's root key can sign: the bytes are saved here, signed on another machine, and handed in here. The root key
// itself never comes near the desk.
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import type { Acknowledgement } from "../../desk/api-types.ts";
import { postJson } from "../frame/api.ts";
import { useSay } from "../frame/language-context.ts";
import { Field } from "./fields.tsx";
import { RefusedNote } from "./refused.tsx";
import { SaveFile } from "./save-file.tsx";
import { TakeFile } from "./take-file.tsx";

const SIZE_MAX = 100_000;

/** `payload` in base64, null while it is asked for; `name` of the file that holds it; `party` whose root key signs. */
export function RootSignature({ payload, name, party }: { readonly payload: string | null; readonly name: string; readonly party: string }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
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
    <>
      <ol className="stack steps">
        <li className="stack tight">
          <p>{say("self.registerSave")}</p>
          {payload === null ? null : <div><SaveFile name={name} content={`${payload}\n`}>{say("self.registerSaveFile")}</SaveFile></div>}
        </li>
        <li className="stack tight">
          <p>{say("self.registerSign")}</p>
          <pre className="paper-text" dir="ltr" lang="en" tabIndex={0}>{`allforall officer register ${name} --keys ${party}.keys --passphrase-file P --out ${name}.signed`}</pre>
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
    </>
  );
}
