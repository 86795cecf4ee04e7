// What is sealed to the own party alone is opened in this page, by the party's age identity: pasted, or as a file under a passphrase.
// It is never sent; the page holds it as a key that cannot be read out.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Fault } from "../../../basis/fault.ts";
import { useKnown } from "../../frame/desk-context.ts";
import { useSay } from "../../frame/language-context.ts";
import { Field } from "../../parts/fields.tsx";
import { Mark } from "../../parts/mark.tsx";
import { TakeBytes } from "../../parts/take-file.tsx";
import { fromUtf8 } from "../../../basis/bytes.ts";

const SIZE_MAX = 64 * 1024;
const FAULTS = ["IDENTITY_FORM", "IDENTITY_PASSPHRASE", "IDENTITY_OTHER"] as const;

export function OpenForParty(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { desk, session } = useKnown();
  const here = useQuery({ queryKey: ["identity-here", session.officer], queryFn: async () => (await import("../../keys/party-identity.ts")).identityHere(session.officer).then((found) => (found === undefined ? null : { isKept: found.isKept })) });
  const asked = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ["identity-here", session.officer] });
    await client.invalidateQueries({ queryKey: ["sealed"] });
  };
  if (desk.exercise !== null || here.data === undefined) return null; // in an exercise the published seed gives it
  const drop = async (): Promise<void> => {
    await (await import("../../keys/party-identity.ts")).dropIdentity(session.officer);
    await asked();
  };
  return (
    <section className="sheet stack" aria-label={say("self.identity")}>
      <header className="row spread"><h2>{say("self.identity")}</h2>{here.data === null ? <Mark>{say("self.identityNone")}</Mark> : <Mark tone="fine">{say(here.data.isKept ? "self.identityKept" : "self.identityHeld")}</Mark>}</header>
      <p>{say("self.identityLead")}</p>
      {here.data === null ? <GiveIdentity onDone={asked} /> : <div><Button className="button" onPress={() => void drop()}>{say("self.identityDrop")}</Button></div>}
    </section>
  );
}

function GiveIdentity({ onDone }: { readonly onDone: () => Promise<void> }): ReactNode {
  const say = useSay();
  const { desk, session } = useKnown();
  const [text, setText] = useState("");
  const [locked, setLocked] = useState<Uint8Array | undefined>();
  const [passphrase, setPassphrase] = useState("");
  const [isKept, setKept] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<(typeof FAULTS)[number] | "IDENTITY_BROWSER" | undefined>();
  const recipient = desk.parties.find(({ code }) => code === session.party)?.recipient ?? "";
  const takeFile = async (bytes: Uint8Array): Promise<void> => {
    setFault(undefined);
    const { isLocked } = await import("../../keys/party-identity.ts");
    setLocked(isLocked(bytes) ? bytes : undefined);
    setText(isLocked(bytes) ? "" : fromUtf8(bytes));
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      const { unlock, secretIn, openerOf, holdIdentity } = await import("../../keys/party-identity.ts");
      const plain = locked === undefined ? text : await unlock(locked, passphrase);
      await holdIdentity(session.officer, await openerOf(secretIn(plain), recipient), isKept);
      setText("");
      setPassphrase("");
      await onDone();
    } catch (error) {
      setFault(error instanceof Fault ? FAULTS.find((code) => code === error.code) : "IDENTITY_BROWSER");
    }
    setBusy(false);
  };
  const said = fault === undefined ? undefined : say.code("fault.code", fault);
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TakeBytes label={say("self.identityFile")} help={say("self.identityFileHelp")} sizeMax={SIZE_MAX} onBytes={(bytes) => void takeFile(bytes)} />
      {locked === undefined
        ? <Field label={say("self.identityText")} value={text} onChange={setText} type="password" error={said} help={say("self.identityTextHelp")} />
        : <Field label={say("self.identityPassphrase")} value={passphrase} onChange={setPassphrase} type="password" isRequired error={said} />}
      <label className="choice"><input type="checkbox" className="pick" checked={isKept} onChange={({ target }) => setKept(target.checked)} />{say("self.identityKeep")}</label>
      <div><Button type="submit" className="button first" isDisabled={isBusy || (locked === undefined ? text.trim() === "" : passphrase === "")}>{say("self.identityOpen")}</Button></div>
    </form>
  );
}
